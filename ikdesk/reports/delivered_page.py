"""The delivered reports: what was sent to whom, whether it was received, and whether it still holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.model import Incident
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, many
from ikdesk.reports.audience_sentences import audience_words
from ikdesk.reports.change_queries import changed_reports
from ikdesk.reports.delivery_model import MAIL, VersionRow
from ikdesk.reports.delivery_writing import write_version
from ikdesk.reports.facts_model import Changed
from ikdesk.reports.receive_panel import ReceiveBox
from ikdesk.reports.target_panel import made_report_folder, made_words
from ikdesk.reports.version_model import ReportVersion
from ikdesk.reports.version_panel import VersionPanel
from ikdesk.reports.version_queries import version_view, versions
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, EmptyState, PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.open_file import open_file
from ikdesk.unit.model import Place
from ikdesk.unit.queries import unit_row

FIRST = 20  # shown at once
SHOWS = {ReportVersion, Incident, Place}


class DeliveredPage(QWidget):
    """A line for each, the newest first. ``wants(page)``, ``renews(period, audience)`` for a new version of one.

    Args:
        desk: verbs.
        tell: shows a toast.
    """

    wants = Signal(str)
    renews = Signal(str, object)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._stale, self._most = False, FIRST
        self.cards: dict[Key, VersionPanel] = {}
        self._holder = QWidget()
        self._inside: QWidget | None = None
        self._list = Column(spacing=0, parent=self._holder)
        self.back = QuietButton(str(_("Til rapportene")), "arrow-left")
        self.verify = QuietButton(str(_("Kontroller en rapport")), "shield-check")
        self.page = ScrollPage(spacing=10, margins=(28, 18, 28, 16))
        sub = _("Slik de ble sendt. Endres noe siden, sier vi fra her, og dere kan lage en ny versjon.")
        self.page.put(PageHead(str(_("Leverte rapporter")), str(sub), self.back, self.verify), self._holder, 1)
        Column(self.page, spacing=0, parent=self)
        self.panes = [self.page]
        self.back.clicked.connect(lambda: self.wants.emit("reports"))
        self.verify.clicked.connect(lambda: self.wants.emit("verify"))
        desk.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Ask which there are, and show those that were open opened."""
        self._stale = False
        rows: tuple[VersionRow, ...] = self._desk.read(versions)
        opened = {key for key, card in self.cards.items() if not card.inside.isHidden()}
        if not self.cards and rows:
            opened = {rows[0].key}
        old, self._inside = self._inside, QWidget()
        column = Column(spacing=10, parent=self._inside)
        self._fill(column, rows, opened)
        self._list.put(self._inside)
        if old is not None:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        if rows:
            self._desk.work(lambda _tick: self._desk.read(changed_reports)).succeeded.connect(self.show_changes)

    def show_changes(self, changed: Mapping[Key, Changed]) -> None:
        """Say which of them are not as the numbers are today.

        Args:
            changed: what became other, by report.
        """
        for key, card in self.cards.items():
            card.show_changes(changed.get(key))

    def _fill(self, column: Column, rows: tuple[VersionRow, ...], opened: set[Key]) -> None:
        unit = self._desk.read(unit_row)
        self.cards = {}
        for row in rows[: self._most]:
            card = VersionPanel(self._desk, row, audience_words(row.audience, unit.kind, unit.ownership))
            card.saves.connect(self._on_save)
            card.mails.connect(self._on_mail)
            card.receives.connect(self._on_receive)
            card.renews.connect(lambda one: self.renews.emit(one.period, one.audience))
            card.open(opened=row.key in opened)
            self.cards[row.key] = card
            column.put(card)
        if not rows:
            text = str(_("Når en rapport er levert, står den her, nøyaktig som den ble sendt."))
            none = EmptyState("file-text", str(_("Ingen rapporter er levert ennå")), text, str(_("Lag en rapport")))
            none.acted.connect(lambda: self.wants.emit("reports"))
            column.put(Card(none))
        rest = len(rows) - self._most
        if rest > 0:
            more = SecondaryButton(many("Vis {n} til", "Vis {n} til", rest))
            more.clicked.connect(self._on_more)
            column.put(Row(more, 1))

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another page was shown is read now."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & SHOWS:
            self._stale = not self.isVisible()
            if not self._stale:
                self.reload()

    def _on_more(self) -> None:
        before = self._most
        self._most = 10_000
        self.reload()
        [*self.cards.values()][before].head.setFocus()

    def _on_save(self, row: VersionRow) -> None:
        self._write(row, row.formats, self._on_saved)

    def _on_saved(self, made: list[Path]) -> None:
        said = made_words(made, [path.name for path in made])
        self._tell(said, str(_("Åpne")), lambda: open_file(made[0]))

    def _on_mail(self, row: VersionRow) -> None:
        self._write(row, (MAIL,), lambda made: open_file(made[0]))

    def _write(self, row: VersionRow, formats: tuple[str, ...], then: Callable[[list[Path]], object]) -> None:
        folder = made_report_folder(self._desk)
        job = self._desk.work(lambda _tick: write_version(self._desk, row.key, folder, formats))
        job.succeeded.connect(then)

    def _on_receive(self, row: VersionRow) -> None:
        ReceiveBox(self, self._desk, self._desk.read(version_view, row.key), self._tell).ask()
        if row.key in self.cards:  # the page was read anew
            self.cards[row.key].head.setFocus()

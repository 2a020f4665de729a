"""One delivered report: what it was, whether it was received, what is other today, and its files once more."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.words import LANGUAGES, _, clock_time, many, plain_date
from ikdesk.paper.story import HIDDEN
from ikdesk.reports.delivery_model import MAIL, VersionRow, VersionView
from ikdesk.reports.facts_model import Changed, Shown
from ikdesk.reports.hidden_sentences import number_words
from ikdesk.reports.version_model import Delivery
from ikdesk.reports.version_queries import version_view
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Card, FactLine, Pill
from ikdesk.ui.desk import Desk
from ikdesk.ui.fold import FoldHead
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.plain_table import Grid, PlainTable
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.theme import px

_WIDEST = 760  # of the table of changes; logical pixels at 100 %


class VersionPanel(Card):
    """A delivered report, folded until somebody opens it.

    ``saves(row)``, ``mails(row)``, ``receives(row)`` and ``renews(row)`` ask for what its buttons say.

    Args:
        desk: verbs.
        row: the report.
        whom: who it is for, in words.
    """

    saves = Signal(object)
    mails = Signal(object)
    receives = Signal(object)
    renews = Signal(object)

    def __init__(self, desk: Desk, row: VersionRow, whom: str) -> None:
        super().__init__(spacing=4, padding=(16, 10, 18, 12))
        self._desk, self.row = desk, row
        self.name = f"{_capital(parse_period(row.period).name)} · {whom}"
        self.head = FoldHead(self.name, "chevron-right", flush=True)
        self.changed = Pill(str(_("Endret etter rapport")), "warn", "pencil")
        self.changed.hide()
        self._pills = Wrap(*self._state(), self.changed, spacing=6)
        line = Row(spacing=12)
        line.put(self.head)
        line.put(Column(self._pills, 1, margins=(0, 5, 0, 0)), 1)
        self.inside = QWidget()
        self._made = False
        self._changes: Changed | None = None
        self._column = Column(spacing=10, margins=(26, 4, 0, 4), parent=self.inside)
        self.inside.hide()
        self._told = QWidget()
        Column(Label(_told(row), "secondary"), margins=(26, 0, 0, 0), parent=self._told)
        self.put(line, self._told, self.inside)
        self.head.clicked.connect(lambda: self.open(opened=self.inside.isHidden()))
        self.open(opened=False)

    def open(self, *, opened: bool) -> None:
        """Open it, or fold it."""
        if opened and not self._made:
            self._made = True
            self._fill(self._desk.read(version_view, self.row.key))
        self.inside.setVisible(opened)
        self._told.setVisible(not opened)  # the same stands inside
        self.head.show_icon("chevron-down" if opened else "chevron-right")
        state = _("åpen") if opened else _("lukket")
        said = [self.name, _("versjon {n}").format(n=self.row.edition), str(self.row.status.label), str(state)]
        self.head.setAccessibleName(", ".join(said))

    def show_changes(self, changes: Changed | None) -> None:
        """Say what is other today than when it was delivered.

        Args:
            changes: None: nothing.
        """
        self._changes = changes
        self.changed.setVisible(changes is not None)
        if self._made:
            self._put_changes()

    def _state(self) -> list[QWidget]:
        edition = Pill(_("Versjon {n}").format(n=self.row.edition), "neutral", "-")
        if not self.row.newest:
            return [edition, Pill(str(_("Erstattet av en nyere")), "neutral", "history")]
        received = self.row.status is Delivery.RECEIVED
        return [edition, Pill(str(self.row.status.label), "ok" if received else "info", "check" if received else "")]

    def _fill(self, view: VersionView) -> None:
        facts = [
            (_("Levert"), f"{plain_date(view.delivered_at.date())} {_('kl.')} {clock_time(view.delivered_at.time())}"),
            (_("Til"), ", ".join(one for one in (self.row.delivered_to, view.email) if one)),
            (_("Mottatt"), plain_date(self.row.received_on) if self.row.received_on else str(_("Ikke meldt tilbake"))),
            (_("Svaret"), view.received_note), (_("Språk"), LANGUAGES.get(view.language, view.language)),
            (_("Kontrollsum"), view.checksum), (_("Nøkkelen vår"), view.fingerprint),
        ]  # fmt: skip
        for name, value in facts:
            if value:
                self._column.put(FactLine(str(name), value))
        self.save = SecondaryButton(str(_("Lagre filene på nytt")), "download")
        self.mail = SecondaryButton(str(_("Åpne e-postutkastet")), "external-link")
        self.receive = SecondaryButton(
            str(_("Endre mottak") if self.row.received_on else _("Merk som mottatt")), "check"
        )
        self.renew = SecondaryButton(str(_("Lag ny versjon")), "file-text")
        offered = [(self.receive, self.receives), (self.save, self.saves), (self.mail, self.mails),
                   (self.renew, self.renews)]  # fmt: skip
        hidden = {self.mail: MAIL not in self.row.formats, self.renew: not self.row.newest}
        shown = [(button, signal) for button, signal in offered if not hidden.get(button, False)]
        for button, signal in shown:
            button.setAccessibleName(f"{button.words}: {self.name}")
            button.clicked.connect(lambda _on=False, what=signal: what.emit(self.row))
        self._told_changes = QWidget()
        self._changes_in = Column(spacing=6, parent=self._told_changes)
        self._column.put(self._told_changes)
        self._column.put(Wrap(*(button for button, _signal in shown), spacing=8))
        self._put_changes()

    def _put_changes(self) -> None:
        while (item := self._changes_in.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._told_changes.setVisible(self._changes is not None)
        if self._changes is None:
            return
        lines = self._changes.lines
        said = many("Ett tall er et annet i dag", "{n} tall er andre i dag", len(lines))
        rows = tuple((number_words(what, self._desk.codebook), _number(was), _number(now))
                     for what, was, now in lines)  # fmt: skip
        headings = (str(_("Tall")), str(_("Som levert")), str(_("I dag")))
        table = PlainTable(Grid(f"{said}: {self.name}", headings, rows, frozenset({1, 2})))
        table.setMaximumWidth(px(_WIDEST))
        self._changes_in.put(Heading(said, 3))
        self._changes_in.put(table)
        why = _("Noe er registrert, endret eller trukket tilbake siden. Det som er levert, står som det var.")
        self._changes_in.put(Label(str(why), "secondary"))


def _told(row: VersionRow) -> str:
    said = _("Levert {day} til {to}").format(day=plain_date(row.delivered_on), to=row.delivered_to)
    return f"{said}, {_('mottatt {day}').format(day=plain_date(row.received_on))}" if row.received_on else said


def _number(number: Shown) -> str:
    return HIDDEN if number is None else str(number)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

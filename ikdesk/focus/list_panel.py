"""The focus areas as a list: those one works with, those that are proposed, and those one has finished with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ikdesk.focus.head_panel import area_pills
from ikdesk.focus.sentences import proposal_words, row_words, verdict_of
from ikdesk.focus.view_model import FocusRow, Proposal
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Card, EmptyState, Pill
from ikdesk.ui.fold import Fold
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row, ScrollPage, Turning
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.theme import color

_BELOW = 900  # width of the page under which the states of an area stand below its name


class ListPanel(ScrollPage):
    """Three lists. ``opened(key)`` asks for an area, ``proposed(proposal)`` to choose one, ``wanted()`` for a new."""

    opened = Signal(object)
    proposed = Signal(object)
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__(margins=(28, 0, 28, 18), spacing=14)
        self._inside: QWidget | None = None
        self._links: dict[Key, SecondaryButton] = {}
        self.put(1)

    def show_areas(
        self, rows: Sequence[FocusRow], proposals: Sequence[Proposal], today: date, *, handles: bool
    ) -> None:
        """Show these.

        Args:
            rows: the areas.
            proposals: what might be one.
            today: the day it is.
            handles: whether whoever looks may choose.
        """
        self._links = {}
        old, self._inside = self._inside, QWidget()
        had = old is not None and old.isAncestorOf(self.focusWidget() or self)
        standing = [row for row in rows if row.closed_on is None]
        closed = [row for row in rows if row.closed_on is not None]
        column = Column(self._chosen(standing, today, handles=handles), spacing=14, parent=self._inside)
        if proposals:
            column.put(self._proposals(proposals, handles=handles))
        if closed:
            column.put(Fold(str(_("Avsluttet")), *(self._row(row, today) for row in closed)))
        self.column.insertWidget(0, self._inside)
        if old is not None:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        if had:
            self.begin()

    def begin(self, key: Key | None = None) -> None:
        """Go on at an area, or at the first."""
        link = self._links.get(key) if key is not None else None
        link = link or next(iter(self._links.values()), None)
        (link or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, rows: Sequence[FocusRow], today: date, *, handles: bool) -> QWidget:
        if not rows:
            text = str(_(
                "Et innsatsområde er et sted eller en måte barn stadig slår seg på, som dere har bestemt dere for å "
                "gjøre noe med. Da samler vi tall, tiltak og svar på én side."
            ))  # fmt: skip
            made = EmptyState("target", str(_("Ingen innsatsområder ennå")), text,
                              str(_("Velg et innsatsområde")) if handles else "")  # fmt: skip
            made.acted.connect(self.wanted)
            return Card(made)
        card = Card(padding=(4, 6, 4, 6), spacing=0)
        for at, row in enumerate(rows):
            card.put(self._row(row, today, line=at > 0))
        return card

    def _row(self, row: FocusRow, today: date, *, line: bool = True) -> QWidget:
        link = SecondaryButton(str(_("Åpne")))
        said = verdict_of(row)
        link.setAccessibleName(_("Åpne innsatsområdet {name}. {verdict}").format(name=row.title, verdict=said.word))
        link.clicked.connect(lambda _on=False, key=row.id: self.opened.emit(key))
        self._links[row.id] = link
        pills: list[QWidget] = [Pill(said.whole, said.tone, "-")] if row.closed_on is None else []
        if row.provisional:
            pills.append(Pill(str(_("Foreløpig")), "info", "clock"))
        pills += area_pills(row, today)
        told, beside = QWidget(), QWidget()
        Column(Label(row.title, "medium"), Label(row_words(row), "secondary"), spacing=1, parent=told)
        Row(*pills, 1, spacing=6, parent=beside)  # below the name they stand together, at its left
        main = Row(Icon("target", "primary", 22), spacing=12)
        main.put(Turning(told, beside, below=_BELOW), 1)
        return _Line(main, link, line=line)

    def _proposals(self, proposals: Sequence[Proposal], *, handles: bool) -> QWidget:
        card = Card(padding=(4, 12, 4, 6), spacing=4)
        head = QWidget()
        lead = _("Stedene og måtene det skjer mest, så langt de ikke er med ovenfor. Dere velger.")
        Column(Heading(str(_("Forslag fra tallene")), 2), Label(str(lead), "secondary"), spacing=2,
               margins=(14, 0, 14, 4), parent=head)  # fmt: skip
        card.put(head)
        for proposal in proposals:
            told = Row(Icon("target", "primary", 20), spacing=12)
            why = proposal_words(proposal)
            told.put(Column(Label(proposal.title, "medium"), Label(why, "secondary"), spacing=1), 1)
            line = _Line(told, line=True)
            if handles:
                choose = SecondaryButton(str(_("Velg")), "plus")
                choose.setAccessibleName(_("Velg {name} som innsatsområde").format(name=proposal.title))
                choose.clicked.connect(lambda _on=False, one=proposal: self.proposed.emit(one))
                line.put(choose)
            card.put(line)
        return card


class _Line(QWidget):
    """A row of a card, with a thin line above it."""

    def __init__(self, main: Row, *beside: QWidget, line: bool) -> None:
        super().__init__()
        self._line = line
        self._row = Row(spacing=14, margins=(14, 9, 14, 9), parent=self)
        self._row.put(main, 1)
        for one in beside:
            self.put(one)

    def put(self, widget: QWidget) -> None:
        """Put something to the right."""
        self._row.put(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line."""
        if self._line:
            painter = QPainter(self)
            painter.fillRect(QRectF(1, 0, self.width() - 2, 1), color("border"))
            painter.end()

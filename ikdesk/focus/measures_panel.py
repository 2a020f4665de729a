"""What is done in a focus area, in columns as the staff talk of it: already, put to work, planned and for the owner."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.focus.view_model import AreaMeasure, FocusView, Group
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, short_date
from ikdesk.measures.look_panel import TONES
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card, Pill
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.text import Heading, Label

_COLUMNS = (
    (_("Gjør vi allerede"), (Group.ALREADY,), _("Skriv ned det dere gjør fra før. Det hører også med.")),
    (_("Satt i verk"), (Group.STARTED,), _("Ingen tiltak er satt i verk her ennå.")),
    (_("Må planlegges eller krever eier"), (Group.PLANNED, Group.OWNER), _("Ingenting venter.")),
)


class MeasuresCard(Card):
    """The three columns; ``opened(key)`` asks for a measure, ``wanted()`` for a new one."""

    opened = Signal(object)
    wanted = Signal()

    def __init__(self, view: FocusView, codebook: Codebook, *, handles: bool) -> None:
        super().__init__(padding=(20, 14, 20, 14), spacing=10)
        self._codebook = codebook
        head = Row(Heading(str(_("Tiltak her")), 2), 1, spacing=8)
        if handles:
            new = QuietButton(str(_("Nytt tiltak")), "plus")
            new.clicked.connect(self.wanted)
            head.put(new)
        self.put(head, Wrap(*(self._column(view, *column) for column in _COLUMNS), spacing=28, least=250, most=3))

    def _column(self, view: FocusView, title: str, groups: tuple[Group, ...], nothing: str) -> QWidget:
        made = QWidget()
        rows = [row for group in groups for row in view.of(group)]
        column = Column(Heading(str(title), 3), spacing=9, parent=made)
        for row in rows:
            column.put(self._row(row))
        if not rows:
            column.put(Label(str(nothing), "secondary"))
        column.put(1)
        return made

    def _row(self, row: AreaMeasure) -> QWidget:
        made = QWidget()
        link = QuietButton(_("Tiltak {number}").format(number=row.number), flush=True)
        link.setAccessibleName(_("Åpne tiltak {number}: {title}").format(number=row.number, title=row.title))
        link.clicked.connect(lambda _on=False, key=row.id: self.opened.emit(key))
        line = Row(link, 1, spacing=8)
        if row.group is not Group.ALREADY:
            tone, icon = ("danger", "circle-alert") if row.overdue else TONES[row.status]
            line.put(Pill(str(_("Over fristen")) if row.overdue else row.status.label, tone, icon))
        column = Column(Label(row.title, "medium"), spacing=0, parent=made)
        about = self._about(row)
        if about:
            column.put(Label(about, "secondary"))
        column.put(line)
        return made

    def _about(self, row: AreaMeasure) -> str:
        """Who does it, and since or by when."""
        role = self._codebook.label("responsible_role", row.role) if row.role else ""
        when = ""
        if row.group is Group.STARTED and row.started_on is not None:
            when = _("fra {day}").format(day=short_date(row.started_on))
        elif row.group in {Group.PLANNED, Group.OWNER} and row.deadline is not None:
            when = _("frist {day}").format(day=short_date(row.deadline))
        who = row.responsible or role
        if row.group is Group.OWNER:
            who = row.responsible or Group.OWNER.label
        return " · ".join(part for part in (who, when) if part)

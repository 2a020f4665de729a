"""Who does each thing that was proposed, and until when; kept as it is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.measures.own_queries import people_to_ask
from ikdesk.meetings.actions import change_idea
from ikdesk.meetings.slide_panel import SlideView
from ikdesk.meetings.slides_pictures import Slide
from ikdesk.meetings.view_model import ALREADY, IdeaRow, MeetingDetail
from ikdesk.ui.cards import Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import options_of
from ikdesk.ui.large import LargeDate, LargeDropdown
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import mark_wrong

_YEAR = 365  # days ahead a date without a year may lie


class DecisionLine(QWidget):
    """One proposal: the role, the name and the date. ``said(key, values)`` when one of them was filled in.

    Args:
        idea: what was proposed.
        codebook: the unit's lists.
        people: who can be given something to do.
        date_field: for the date.
    """

    said = Signal(object, object)

    def __init__(self, idea: IdeaRow, codebook: Codebook, people: list[Option], date_field: LargeDate) -> None:
        super().__init__()
        self.idea = idea
        roles = options_of(codebook, "responsible_role")
        self.role = LargeDropdown(_("Rolle: {title}").format(title=idea.title), roles, none=str(_("Hvem? (rolle)")))
        self.person = LargeDropdown(_("Navn: {title}").format(title=idea.title), people, none=str(_("Navn")))
        self.day = date_field
        self.day.setAccessibleName(_("Dato: {title}").format(title=idea.title))
        self.day.line.setPlaceholderText(str(_("Innen når?")))
        self.error = Label("", "error")
        self.error.hide()
        fields = Row(spacing=12)
        fields.put(self.role, 5)
        if people:
            fields.put(self.person, 4)
        fields.put(self.day, 4)
        Column(Label(idea.title, "strong"), fields, self.error, spacing=6, parent=self)
        self.show_idea(idea)
        self.role.changed.connect(lambda: self._say(role=self.role.value()))
        self.person.changed.connect(self._on_person)
        self.day.line.editingFinished.connect(self.keep_day)

    def show_idea(self, idea: IdeaRow) -> None:
        """Show what is kept."""
        self.idea = idea
        for field, value in ((self.role, idea.role), (self.person, idea.responsible_id)):
            quiet = field.blockSignals(True)
            field.set_value(value)
            field.blockSignals(quiet)
            field.update()
        if not self.day.line.hasFocus() and not self.day.complaint():
            self.day.set_value(idea.deadline)

    def keep_day(self) -> None:
        """Keep the date, where it can be understood."""
        wrong = self.day.complaint()
        self.complain(wrong)
        if not wrong and self.day.value() != self.idea.deadline:
            self._say(deadline=self.day.value())

    def complain(self, sentence: str) -> None:
        """Say what is wrong with the date; "" when it is mended."""
        self.error.say(sentence)
        self.error.setVisible(bool(sentence))
        mark_wrong(self.day.line, wrong=bool(sentence))

    def _on_person(self) -> None:
        chosen = self.person.value()
        self._say(responsible_id=Key(chosen) if chosen else None)

    def _say(self, **values: Any) -> None:
        self.said.emit(self.idea.id, values)


class DecideSlide(SlideView):
    """All proposals below one another."""

    def __init__(self, desk: Desk, slide: Slide, meeting: MeetingDetail) -> None:
        super().__init__(desk, slide, meeting)
        self._people = [Option(str(row.id), row.name) for row in desk.read(people_to_ask)]
        self.page = ScrollPage(margins=(6, 0, 6, 0), spacing=14, widest=4000)
        self._none = Label(
            str(_("Skriv opp forslag på lysbildet før dette. Så fyller dere ut hvem og når her.")), "muted"
        )
        box = Card(padding=(14, 16, 14, 16))
        box.column.put(self.page, 1)
        self.column.put(Label(str(_("Navnet og datoen kan også fylles ut senere.")), "muted"))
        self.column.put(box, 1)
        self.page.put(self._none)
        self._lines = QWidget()
        self._rows = Column(1, spacing=18, parent=self._lines)
        self.page.put(self._lines, 1)
        self.lines: list[DecisionLine] = []
        self.refresh(meeting)

    def refresh(self, meeting: MeetingDetail) -> None:
        """Show what is kept; lines are made anew only where others are proposed."""
        super().refresh(meeting)
        ideas = [idea for idea in meeting.ideas if idea.origin != ALREADY]
        self._none.setVisible(not ideas)
        if [(line.idea.id, line.idea.title) for line in self.lines] == [(idea.id, idea.title) for idea in ideas]:
            for line, idea in zip(self.lines, ideas, strict=True):
                line.show_idea(idea)
            return
        for line in self.lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [self._line(idea) for idea in ideas]
        for at, line in enumerate(self.lines):
            self._rows.insertWidget(at, line)  # above the room that is left

    def commit(self) -> None:
        """A date that was typed is kept, also where nobody left the field."""
        for line in self.lines:
            line.keep_day()

    def typed(self) -> Mapping[str, str]:
        """Dates that cannot be understood yet, or were not left."""
        lines = [line for line in self.lines if line.day.value() != line.idea.deadline or line.day.complaint()]
        return {str(line.idea.id): line.day.line.text() for line in lines}

    def put_back(self, typed: Mapping[str, str]) -> None:
        """Show them."""
        for line in self.lines:
            if str(line.idea.id) in typed:
                line.day.set_value(typed[str(line.idea.id)])

    def first(self) -> QWidget | None:
        """The first that lacks something."""
        lacking = next((line for line in self.lines if not line.idea.settled), None)
        return lacking.role if lacking is not None else None

    def _line(self, idea: IdeaRow) -> DecisionLine:
        line = DecisionLine(idea, self._desk.codebook, self._people, LargeDate(self._desk.today, ahead=_YEAR))
        line.said.connect(lambda key, values: self._on_said(line, key, values))
        line.day.changed.connect(self.changed)
        return line

    def _on_said(self, line: DecisionLine, key: Key, values: dict[str, Any]) -> None:
        try:
            self._desk.write(change_idea, key, values)
        except Invalid as wrong:
            line.complain(next(iter(wrong.messages.values())))
            return
        said = str(_("Lagret."))
        self.told.emit(said, self._desk.undoing(said))

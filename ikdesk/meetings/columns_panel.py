"""The three columns of a meeting: what is done already, what can be done at once, and what must be planned."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ikdesk.focus.view_model import AreaMeasure, Group
from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.meetings.actions import add_idea, change_idea, withdraw_idea
from ikdesk.meetings.idea_panel import IdeaLine
from ikdesk.meetings.sentences import COLUMN_TITLES
from ikdesk.meetings.slide_panel import SlideView
from ikdesk.meetings.slides_pictures import Slide
from ikdesk.meetings.view_model import COLUMNS, OWNER, PLAN, IdeaRow, MeetingDetail, MeetingFacts
from ikdesk.ui.cards import Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.icons import Icon
from ikdesk.ui.large import LargeField, LargePointed
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.text import Heading, Label, announce

_MARKS = {
    Group.ALREADY: ("circle-check", "ok"), Group.STARTED: ("circle-check", "ok"), Group.PLANNED: ("clock", "info"),
    Group.OWNER: ("building-2", "warn"),
}  # fmt: skip


class ColumnBox(Card):
    """One column: what is there, what was said, and a line to write the next in."""

    def __init__(self, desk: Desk, at: int, standing: tuple[AreaMeasure, ...]) -> None:
        super().__init__(spacing=10, padding=(10, 12, 10, 10))
        self.at, self._plain = at, words_for(desk)
        self.page = ScrollPage(margins=(6, 4, 6, 4), spacing=8, widest=4000)
        for measure in standing:
            line = Row(Icon(*_MARKS[measure.group], 28), spacing=10)
            line.put(Label(measure.title, "muted"), 1)
            self.page.put(line)
        self.lines: list[IdeaLine] = []
        self._said = QWidget()
        self.rows = Column(spacing=8, parent=self._said)
        self.page.put(self._said, 1)
        self.field = LargeField(example=str(_("Skriv, og trykk Enter")))
        self.field.setMaxLength(160)
        self.field.setAccessibleName(str(COLUMN_TITLES[at]))
        self.pointed = LargePointed(self.field, self._plain)
        self.error = Label("", "error")
        self.error.hide()
        self.put(Heading(str(COLUMN_TITLES[at]), 2))
        self.column.put(self.page, 1)
        self.put(self.field, self.error)

    def show_ideas(self, ideas: list[IdeaRow]) -> list[IdeaLine]:
        """Show these; gives the lines that were made."""
        for line in self.lines:
            line.let_go()
            self.rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [IdeaLine(idea, self.at, self._plain) for idea in ideas]
        for line in self.lines:
            self.rows.put(line)
            line.show()  # at once: it may get focus
        if self.isVisible():
            self._show_newest()
        return self.lines

    def complain(self, sentence: str) -> None:
        """Say what is wrong with what was written; "" when it is mended."""
        self.error.say(sentence)
        self.error.setVisible(bool(sentence))
        if sentence:
            announce(self.field, sentence, now=True)

    def _show_newest(self) -> None:
        bar = self.page.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setValue(most), Qt.ConnectionType.SingleShotConnection)


class ColumnsSlide(SlideView):
    """Three columns beside one another."""

    def __init__(self, desk: Desk, slide: Slide, meeting: MeetingDetail, facts: MeetingFacts) -> None:
        super().__init__(desk, slide, meeting)
        self.boxes = [ColumnBox(desk, at, facts.standing(at)) for at in range(len(COLUMNS))]
        row = Row(spacing=16)
        for box in self.boxes:
            row.put(box, 1)
            box.field.returnPressed.connect(lambda at=box.at: self._on_said(at))
            box.field.changed.connect(self.changed)
            box.field.changed.connect(lambda at=box: at.complain(""))
        self.column.put(row, 1)
        for box in self.boxes:  # a column is too narrow for what is said of names
            self.column.put(box.pointed)
        self._shown: tuple[IdeaRow, ...] | None = None
        self.refresh(meeting)
        self._order()

    def typed(self) -> Mapping[str, str]:
        """What stands in the lines to write in."""
        return {str(box.at): box.field.text() for box in self.boxes if box.field.value()}

    def put_back(self, typed: Mapping[str, str]) -> None:
        """Show it."""
        for box in self.boxes:
            box.field.set_value(typed.get(str(box.at), ""))

    def commit(self) -> None:
        """What is being written anew is kept as it stands."""
        for line in [line for box in self.boxes for line in box.lines]:
            line.end_edit()

    def refresh(self, meeting: MeetingDetail) -> None:
        """Show what was said; the line one was at keeps focus, wherever it went."""
        super().refresh(meeting)
        if meeting.ideas == self._shown:
            return
        at = next((line.key for box in self.boxes for line in box.lines if line.hasFocus()), None)
        self._shown = meeting.ideas
        for box, origins in zip(self.boxes, COLUMNS, strict=True):
            for line in box.show_ideas([idea for idea in meeting.ideas if idea.origin in origins]):
                line.wanted.connect(self._on_wanted)
                line.renamed.connect(self._on_renamed)
                line.points.connect(self.column.put)
        self._order()
        if at is not None:
            self._focus(at)

    def first(self) -> QWidget | None:
        """What can be done at once is what most has to be said about."""
        return self.boxes[1].field

    def _order(self) -> None:
        """Tab goes down each column: its lines, and then where one writes the next."""
        parts = [part for box in self.boxes for part in (*box.lines, box.field)]
        for before, after in pairwise(parts):
            QWidget.setTabOrder(before, after)

    def _on_said(self, at: int) -> None:
        field, box = self.boxes[at].field, self.boxes[at]
        if not field.value() or field.complaint():
            box.complain(field.complaint())
            return
        try:
            self._desk.write(add_idea, self.meeting.id, field.value(), COLUMNS[at][0])
        except Invalid as wrong:
            box.complain(next(iter(wrong.messages.values())))
            return
        self._tell(str(_("Skrevet opp.")))
        field.set_value("")

    def _on_wanted(self, key: Key, what: str) -> None:
        found = next((box for box in self.boxes if any(line.key == key for line in box.lines)), None)
        if found is None:
            return
        idea = next(line.idea for line in found.lines if line.key == key)
        if what in {"up", "down"}:
            self._step(found, key, -1 if what == "up" else 1)
        elif what == "away":
            self._step(found, key, 1)
            self._desk.write(withdraw_idea, key)
            self._tell(str(_("Tatt bort.")))
        elif what == "owner" and found.at == len(COLUMNS) - 1:
            self._move(key, PLAN if idea.origin == OWNER else OWNER)
        elif what in {"left", "right"}:
            to = found.at + (1 if what == "right" else -1)
            if 0 <= to < len(COLUMNS):
                self._move(key, COLUMNS[to][0])

    def _move(self, key: Key, origin: str) -> None:
        self._desk.write(change_idea, key, {"origin": origin})
        self._tell(str(_("Flyttet.")))

    def _on_renamed(self, key: Key, title: str) -> None:
        try:
            self._desk.write(change_idea, key, {"title": title})
        except Invalid as wrong:
            self.told.emit(next(iter(wrong.messages.values())), ())
            return
        self._tell(str(_("Skrevet om.")))

    def _tell(self, sentence: str) -> None:
        self.told.emit(sentence, self._desk.undoing(sentence))

    def _step(self, box: ColumnBox, key: Key, by: int) -> None:
        at = next(n for n, line in enumerate(box.lines) if line.key == key) + by
        target: QWidget = box.lines[at] if 0 <= at < len(box.lines) else box.field
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus(self, key: Key) -> None:
        line = next((line for box in self.boxes for line in box.lines if line.key == key), None)
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)

"""The last slide of a meeting: what it comes to, who was there, and the button that makes the measures."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.meetings.actions import change_meeting, end_meeting
from ikdesk.meetings.sentences import ended_words, missing_words, summing_up
from ikdesk.meetings.slide_panel import SlideView
from ikdesk.meetings.slides_pictures import Slide
from ikdesk.meetings.view_model import MeetingDetail
from ikdesk.ui.desk import Desk
from ikdesk.ui.large import LargeField, LargePointed, LargePrimary, LargeSecondary, LargeText
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.text import Label


class EndSlide(SlideView):
    """The summing up; ``minutes()`` asks for the minutes on paper, ``lacks()`` says that who or when is missing."""

    minutes = Signal()
    lacks = Signal()
    asked = False  # whether that was said: it is said once, and stops nobody

    def __init__(self, desk: Desk, slide: Slide, meeting: MeetingDetail) -> None:
        super().__init__(desk, slide, meeting)
        page = ScrollPage(margins=(6, 0, 6, 0), spacing=14, widest=4000)
        self._lines = QWidget()
        self._summed = Column(spacing=10, parent=self._lines)
        self.present = LargeField(example=str(_("For eksempel: alle avdelinger, 14 ansatte")))
        self.present.setMaxLength(300)
        self.note = LargeText(lines=3, example=str(_("Ikke navn på barn.")))
        self.present.setAccessibleName(str(_("Hvem var med?")))
        self.note.setAccessibleName(str(_("Annet som ble sagt")))
        self.pointed = LargePointed(self.note, words_for(desk))
        who = Label(str(_("Hvem var med?")), "strong")
        who.setBuddy(self.present)
        said = Label(str(_("Annet som ble sagt")), "strong")
        said.setBuddy(self.note)
        page.put(self._lines, who, self.present, said, self.note, self.pointed, 1)
        self.end = LargePrimary(str(_("Avslutt møtet og lag tiltakene")), "check")
        self.paper = LargeSecondary(str(_("Lag referat")), "file-text")
        self.column.put(page, 1)
        self.column.put(Row(self.end, self.paper, 1, spacing=16))
        self.end.clicked.connect(self._on_end)
        self.paper.clicked.connect(self.minutes)
        for field in (self.present, self.note):
            field.changed.connect(self.changed)
        self.present.set_value(meeting.present)
        self.note.set_value(meeting.note)
        self.refresh(meeting)

    def refresh(self, meeting: MeetingDetail) -> None:
        """Say what it comes to now."""
        typed = self.typed()
        super().refresh(meeting)
        while self._summed.count():
            item = self._summed.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        over = meeting.ended_at is not None
        lines = (*summing_up(meeting), *([str(_("Møtet er avsluttet."))] if over else []))
        for line in lines:
            self._summed.put(Label(line))
        self.end.setVisible(not over)
        self.paper.setVisible(over)
        for name, field in self._fields():
            if name not in typed:
                field.set_value(getattr(meeting, name))

    def typed(self) -> Mapping[str, str]:
        """What was written and is not kept."""
        return {name: field.value() for name, field in self._fields() if field.value() != getattr(self.meeting, name)}

    def put_back(self, typed: Mapping[str, str]) -> None:
        """Show it."""
        for name, field in self._fields():
            field.set_value(typed.get(name, field.value()))

    def commit(self) -> None:
        """Keep who was there and what else was said."""
        typed = self.typed()
        if typed and not any(field.complaint() for _name, field in self._fields()):
            try:
                self._desk.write(change_meeting, self.meeting.id, typed)
            except Invalid as wrong:  # it is too long: it stays as it is, half written
                self.told.emit(str(wrong), ())

    def first(self) -> QWidget | None:
        """Who was there, where nobody has said; else what is left to do."""
        if self.meeting.ended_at is not None:
            return self.paper
        return self.end if self.meeting.present else self.present

    def _fields(self) -> tuple[tuple[str, LargeField | LargeText], ...]:
        return (("present", self.present), ("note", self.note))

    def _on_end(self) -> None:
        self.commit()
        if not self.asked and missing_words(self.meeting.ideas):
            self.lacks.emit()
            return
        try:
            made = self._desk.write(end_meeting, self.meeting.id)
        except Invalid as wrong:
            self.told.emit(next(iter(wrong.messages.values())), ())
            return
        said = ended_words(len(made))
        self.told.emit(said, self._desk.undoing(said))
        self.paper.setFocus()

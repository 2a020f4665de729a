"""What a slide shows: words, a picture, or a question with room for what is said to it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.meetings.actions import answer_question
from ikdesk.meetings.slides_pictures import Slide
from ikdesk.meetings.view_model import MeetingDetail, Said
from ikdesk.ui.cards import Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.icons import Icon
from ikdesk.ui.large import LargePicture, LargePointed, LargeText, large
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.theme import px

WIDEST = 1500  # logical pixels at 100 %, of a picture
_LEAST = 240  # and how low it may be
_SPACE, _PAD = 16, 16


class SlideView(QWidget):
    """One slide, as wide as the window.

    ``changed()`` when something was typed that is not kept yet, ``told(sentence, undo)`` when something was.

    Args:
        desk: verbs.
        slide: what it says.
        meeting: what it belongs to.
    """

    changed = Signal()
    told = Signal(str, object)

    def __init__(self, desk: Desk, slide: Slide, meeting: MeetingDetail) -> None:
        super().__init__()
        self._desk, self.slide, self.meeting = desk, slide, meeting
        self.title = Heading(slide.title, 1)
        self.column = Column(self.title, spacing=16, parent=self)

    def typed(self) -> Mapping[str, str]:
        """What was typed and is not kept yet, by field."""
        return {}

    def put_back(self, typed: Mapping[str, str]) -> None:
        """Show what was typed the last time, and not kept."""

    def commit(self) -> None:
        """Keep what can be."""

    def refresh(self, meeting: MeetingDetail) -> None:
        """Something was said or undone."""
        self.meeting = meeting

    def first(self) -> QWidget | None:
        """What one goes on in when the slide comes up; None: nothing is typed here."""
        return None


class WordsSlide(SlideView):
    """Lines, points one below the other, and a picture that fills what room is left."""

    def __init__(self, desk: Desk, slide: Slide, meeting: MeetingDetail) -> None:
        super().__init__(desk, slide, meeting)
        self._page = ScrollPage(margins=(0, 0, 0, 0), spacing=_SPACE, widest=4000)
        self._above = [Label(line, "muted") for line in slide.lines]
        self._page.put(*self._above)
        if slide.points:
            self._page.put(_points(slide.points))
        self.picture = LargePicture(slide.picture, most=WIDEST) if slide.picture is not None else None
        if self.picture is not None:
            self._page.put(Card(self.picture, padding=(20, _PAD, 20, _PAD)))
        self._page.put(1)
        self.column.put(self._page, 1)
        if slide.note:
            note = Row(Icon("info", "info", 30), spacing=14)
            note.put(Label(slide.note, "muted"), 1)
            self.column.put(note)
        for key, by in (("Up", -1), ("Down", 1)):  # on a low screen not all of it is seen at once
            QShortcut(QKeySequence(key), self).activated.connect(lambda at=by: self._scroll(at))

    def _scroll(self, by: int) -> None:
        bar = self._page.verticalScrollBar()
        bar.setValue(bar.value() + by * bar.pageStep() // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the picture the room there is."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """The window has its size now."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        if self.picture is None:
            return
        page = self._page.viewport()
        used = sum(label.heightForWidth(page.width()) + px(_SPACE) for label in self._above) + 2 * px(_PAD + 2)
        self.picture.fill(max(large(_LEAST), page.height() - used))


def _points(points: tuple[str, ...]) -> Card:
    box = Card(spacing=16, padding=(28, 24, 28, 24))
    for point in points:
        line = Row(Icon("circle-dot", "primary", 28), spacing=16)
        line.put(Label(point), 1)
        box.column.put(line)
    return box


class AskSlide(SlideView):
    """A question, and what is said to it."""

    def __init__(self, desk: Desk, slide: Slide, meeting: MeetingDetail) -> None:
        super().__init__(desk, slide, meeting)
        self._asked = slide.key.removeprefix("ask_")
        self.field = LargeText(lines=6, example=str(_("Skriv det viktigste som blir sagt. Ikke navn på barn.")))
        self.field.setAccessibleName(slide.title)
        self.field.set_value(meeting.answer(self._asked))
        self.pointed = LargePointed(self.field, words_for(desk))
        self.column.put(Label(str(_("Snakk sammen to og to i to minutter. Så tar vi en runde.")), "muted"))
        self.field.fill()
        self.column.put(self.field, 1)
        self.column.put(self.pointed)
        self.field.changed.connect(self.changed)

    def typed(self) -> Mapping[str, str]:
        """What stands there, if it is something else than what is kept."""
        text = self.field.value()
        return {} if text == self.meeting.answer(self._asked) else {"text": text}

    def put_back(self, typed: Mapping[str, str]) -> None:
        """Show it."""
        self.field.set_value(typed.get("text", self.field.value()))

    def commit(self) -> None:
        """Keep the answer; one with a national identity number in it waits."""
        typed = self.typed()
        if typed and not self.field.complaint():
            said = Said(self._asked, self.slide.title, typed["text"])
            try:
                self._desk.write(answer_question, self.meeting.id, said)
            except Invalid as wrong:  # it is too long: it stays as it is, half written
                self.told.emit(str(wrong), ())

    def refresh(self, meeting: MeetingDetail) -> None:
        """Show what is kept, where nobody was typing."""
        typed = self.typed()
        super().refresh(meeting)
        if not typed:
            self.field.set_value(meeting.answer(self._asked))

    def first(self) -> QWidget | None:
        """The field."""
        return self.field

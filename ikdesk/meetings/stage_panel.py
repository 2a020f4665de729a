"""The meeting on the big screen: one slide at a time in the whole window, turned by the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.meetings.columns_panel import ColumnsSlide
from ikdesk.meetings.decide_panel import DecideSlide
from ikdesk.meetings.end_panel import EndSlide
from ikdesk.meetings.foot_panel import StageFoot
from ikdesk.meetings.model import Meeting, MeetingAnswer, MeetingIdea
from ikdesk.meetings.queries import meeting_detail, meeting_facts
from ikdesk.meetings.sentences import lock_words
from ikdesk.meetings.slide_panel import AskSlide, SlideView, WordsSlide
from ikdesk.meetings.slides_pictures import Slide, slides_of
from ikdesk.meetings.typed_panel import HalfWritten
from ikdesk.meetings.view_model import MeetingDetail
from ikdesk.ui.desk import Desk
from ikdesk.ui.large import large, large_sheet
from ikdesk.ui.layouts import Column
from ikdesk.ui.text import announce
from ikdesk.ui.theme import color, px
from ikdesk.ui.undo_keys import UndoKeys

_SHOWS = {Meeting, MeetingIdea, MeetingAnswer}
R = TypeVar("R")


class Stage(QWidget):
    """A window of its own that fills the screen; it is hidden by the lock like any other, and comes back as it was.

    ``left()`` when one leaves it, ``minutes()`` asks for the minutes on paper.

    Args:
        desk: verbs.
        key: the meeting.
        host: the page it was opened from; it goes when that goes.
    """

    left = Signal()
    minutes = Signal()

    def __init__(self, desk: Desk, key: Key, host: QWidget) -> None:
        super().__init__(host, Qt.WindowType.Window)
        self._desk, self.key, self._host = desk, key, host
        self.setProperty("page", "true")
        self._asked = False  # whether it was said that something lacks
        self._gone = False  # the meeting was taken away
        self._at, self.view = 0, SlideView(desk, Slide("", ""), self._read())
        self._facts = _there(desk.read(meeting_facts, key))
        self._slides = slides_of(self.view.meeting, self._facts, desk.codebook)
        self._build()
        self._half = HalfWritten(desk, f"meeting:{key}", self._typed, self.foot.notice, self)
        self._connect()
        self._show(0)

    def _read(self) -> MeetingDetail:
        return _there(self._desk.read(meeting_detail, self.key))

    def _build(self) -> None:
        self.setWindowTitle(f"{_('Møte')} – IKdesk")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self.foot = StageFoot()
        share = large(1000) / px(1000)  # the air around it gives way first
        whole = Column(spacing=14 * share, margins=(48 * share, 32 * share, 48 * share, 16 * share), parent=self)
        whole.put(self._stack, 1)
        whole.put(self.foot)
        self._dress()

    def _connect(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Right": self.go_on, "PgDown": self.go_on, "Left": self.go_back, "PgUp": self.go_back,
            "Home": lambda: self._show(0), "End": lambda: self._show(len(self._slides) - 1),
            "F5": lambda: self._show(0), "F11": self.turn_full, "Esc": self.close, "Ctrl+Z": self._desk.undo,
        }  # fmt: skip
        for key, what in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(what)
        UndoKeys(self)
        foot = self.foot
        for button, what in ((foot.back, self.go_back), (foot.on, self.go_on), (foot.leave, self.close)):
            button.clicked.connect(lambda _on=False, at=what: at())
        foot.undo.clicked.connect(lambda _on=False: self._desk.undo())
        self._desk.changed.connect(self._on_changed)
        self._desk.undone.connect(self._on_undone)

    @property
    def slide(self) -> Slide:
        """The one that is shown."""
        return self._slides[self._at]

    def begin(self, at: str = "") -> None:
        """Fill the screen.

        Args:
            at: the slide one was at the last time.
        """
        self._show(next((n for n, slide in enumerate(self._slides) if slide.key == at), 0))
        self.setGeometry(self._host.screen().geometry())
        self.showFullScreen()
        self.activateWindow()

    def turn_full(self) -> None:
        """Fill the screen, or be a window that can be moved to another one."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def go_on(self) -> None:
        """The next slide."""
        self._show(self._at + 1)

    def go_back(self) -> None:
        """The one before."""
        self._show(self._at - 1)

    def keep_draft(self) -> None:
        """Write down what is half written: the screen is locked, or the program closes."""
        self._half.keep()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what stands there, and go back to the page; of a meeting that is gone nothing can be kept but drafts."""
        if not self._gone:
            self.view.commit()
        self.keep_draft()
        super().closeEvent(event)
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_stack"):
            self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page under everything."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("canvas"))
        painter.end()

    def _dress(self) -> None:
        sheet = large_sheet()
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def _show(self, at: int) -> None:
        """Show a slide; what was typed on the one before is kept first."""
        if not 0 <= at < len(self._slides):
            return
        self._settle()
        self._at = at
        self._put(self._view_of(self.slide))
        self.view.put_back(self._half.of(self.slide.key))
        self.view.changed.connect(self._half.begin)
        self.view.told.connect(self.foot.say)
        self.foot.show_place(at, len(self._slides))
        self.foot.stand("")
        announce(self, f"{self.foot.count.text()}: {self.slide.title}")
        (self.view.first() or self.foot.on).setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, view: SlideView) -> None:
        old, self.view = self.view, view
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        self._stack.removeWidget(old)
        old.hide()
        old.deleteLater()

    def _view_of(self, slide: Slide) -> SlideView:
        meeting = self._read()
        match slide.kind:
            case "ask":
                return AskSlide(self._desk, slide, meeting)
            case "columns":
                return ColumnsSlide(self._desk, slide, meeting, self._facts)
            case "decide":
                return DecideSlide(self._desk, slide, meeting)
            case "end":
                end = EndSlide(self._desk, slide, meeting)
                end.minutes.connect(self.minutes)
                end.lacks.connect(self._on_lacks)
                end.asked = self._asked
                return end
            case _:
                told = f"{slide.note} {lock_words(self._desk.settings.screen_minutes)}" if not self._at else slide.note
                return WordsSlide(self._desk, replace(slide, note=told), meeting)

    def _typed(self) -> tuple[str, Mapping[str, str]]:
        return self.view.slide.key, self.view.typed()

    def _settle(self) -> None:
        """Keep what can be kept of what stands on the slide; the rest is a draft."""
        self.view.commit()
        self._half.keep_soon()

    def _on_lacks(self) -> None:
        self._asked = True
        self._show(next(at for at, slide in enumerate(self._slides) if slide.kind == "decide"))
        self.foot.say(str(_("Fyll ut det som mangler, eller gå videre og avslutt likevel.")))

    def _on_undone(self, said: str, _page: str) -> None:
        self.foot.say(said)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        meeting = self._desk.read(meeting_detail, self.key) if kinds & _SHOWS else self.view.meeting
        if meeting is not None and kinds & _SHOWS:
            self.view.refresh(meeting)
        elif meeting is None:
            self._gone = True
            self.close()


def _there(found: R | None) -> R:
    if found is None:
        raise Problem(_("Møtet finnes ikke lenger. Gå tilbake til listen, og velg et annet."))
    return found

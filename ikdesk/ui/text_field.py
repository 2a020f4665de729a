"""A line to write in, and a line to search with.

Everything a form holds has ``value()``, ``set_value(…)`` and a signal ``changed``; ``complaint()`` is one sentence
about what cannot be understood, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ikdesk.ui.icons import paint_icon
from ikdesk.ui.theme import color, px

LINE = 500  # characters in a line
PAUSE = 200  # milliseconds after the last key something is searched for


class TextField(QLineEdit):
    """One line of text.

    Args:
        example: shown while it is empty.
        width: logical pixels at 100 %, or 0 for as wide as there is room.
        secret: show dots.
    """

    changed = Signal()

    def __init__(self, *, example: str = "", width: float = 0, secret: bool = False) -> None:
        super().__init__()
        self._width = width
        self.guard: Callable[[], str] | None = None  # says what else is wrong with the text
        self.setMaxLength(LINE)
        self.setPlaceholderText(str(example))
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
        if width:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> str:
        """What it holds, without blanks around it."""
        return self.text().strip()

    def set_value(self, value: object) -> None:
        """Show this text; None is empty."""
        text = "" if value is None else str(value)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)  # a long text is read from where it begins
        self.setModified(False)  # by nobody: it was filled in

    def complaint(self) -> str:
        """What is wrong with what was written."""
        return self.guard() if self.guard is not None else ""

    def ring_radius(self) -> float:
        """The radius of the focus ring; pixels."""
        return px(7)

    def sizeHint(self) -> QSize:
        """Its height follows the text size."""
        return QSize(px(self._width or 220), px(38))

    def minimumSizeHint(self) -> QSize:
        """It may become narrow where the width is free."""
        return QSize(px(self._width or 90), px(38))


class SearchField(TextField):
    """A line to search with; a magnifying glass stands in it. ``asked()`` a moment after the last key."""

    asked = Signal()

    def __init__(self, name: str, *, shortcut: str = "") -> None:
        tail = f"  ({shortcut})" if shortcut else ""
        super().__init__(example=f"{name}{tail}")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.asked)
        self.changed.connect(self._pause.start)
        self.setAccessibleName(str(name))
        self.setClearButtonEnabled(False)
        self._make_room()

    def wait_no_longer(self) -> None:
        """What it holds is asked for already."""
        self._pause.stop()

    def _make_room(self) -> None:
        self.setTextMargins(px(26), 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the glass over the field."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = px(16)
        paint_icon(painter, "search", color("muted"), QRectF(px(12), (self.height() - side) / 2, side, side))
        painter.end()


def mark_wrong(widget: QWidget, *, wrong: bool) -> None:
    """Give a field the border of errors, or take it away."""
    value = "true" if wrong else "false"
    if widget.property("wrong") == value:
        return
    widget.setProperty("wrong", value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()

"""A step of a routine on the screen: its number in a circle, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ikdesk.ui.layouts import Row
from ikdesk.ui.paint import rounded, write
from ikdesk.ui.text import Label
from ikdesk.ui.theme import SEMIBOLD, color, font, px

SIDE = 24.0  # of the circle; logical pixels at 100 %


class StepLine(QWidget):
    """A numbered step.

    Args:
        number: from 1.
        text: what to do.
    """

    def __init__(self, number: int, text: str) -> None:
        super().__init__()
        label = Label(text)
        label.setAccessibleName(f"{number}. {text}")
        line = Row(spacing=10, margins=(0, 1, 0, 1), parent=self)
        line.addWidget(StepNumber(number), 0, Qt.AlignmentFlag.AlignTop)
        line.put(label, 1)


class StepNumber(QWidget):
    """The circle with the number; what is heard is on the words beside it."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the circle."""
        return QSize(px(SIDE), px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A filled circle, the number in it."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        rounded(painter, box, box.height() / 2, color("primary"))
        painter.setFont(font(0.95, SEMIBOLD))
        write(painter, box, str(self._number), color("on_primary"), align=Qt.AlignmentFlag.AlignHCenter)
        painter.end()

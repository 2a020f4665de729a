"""What the cards of the first page share: a heading, rows, and a kind word where there are none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ikdesk.ui.buttons import Button
from ikdesk.ui.cards import Card, Pill
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.theme import color


class SmallPanel(Card):
    """A card with a heading and rows.

    Args:
        title: the heading.
        right: at the other end of the heading's line, or None.
    """

    def __init__(self, title: str, right: QWidget | None = None) -> None:
        super().__init__(padding=(1, 14, 1, 2), spacing=0)
        self.heading = Heading(title, 2)
        self.heading.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # where focus goes when its button is gone
        line = Row(spacing=10, margins=(18, 0, 14, 10))
        line.put(self.heading, 1)
        if right is not None:
            line.put(right)
        self.put(line)
        self._rows: list[QWidget] = []

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """Show these instead of what was shown."""
        for widget in self._rows:
            self.column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._rows = list(rows)
        self.put(*self._rows)

    def newest(self) -> QWidget:
        """The row that stands first."""
        return self._rows[0] if self._rows else self


class Entry(QWidget):
    """One row: an icon, a title, quieter lines under it, a pill, and perhaps a button; a thin line above.

    Args:
        icon: before the title.
        tone: of the icon.
        title: what it is about.
        lines: under it; empty ones are left out.
        right: where it stands, and the one thing to do.
        more: what else belongs to it, under the lines.
    """

    def __init__(
        self, icon: str, tone: str, title: str, lines: Sequence[str] = (), *, right: Sequence[QWidget] = (),
        more: Sequence[QWidget] = (),
    ) -> None:  # fmt: skip
        super().__init__()
        line = Row(spacing=13, margins=(18, 11, 14, 12), parent=self)
        line.addWidget(Icon(icon, tone, 22), 0, Qt.AlignmentFlag.AlignTop)
        words = Column(Label(title, "medium"), spacing=2)
        for text in lines:
            if text:
                words.put(Label(text, "secondary"))
        for widget in more:
            words.put(widget)
        line.put(words, 1)
        middle = any(isinstance(widget, Button) for widget in right)
        for widget in right:
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A thin line above it."""
        painter = QPainter(self)
        painter.fillRect(QRectF(1, 0, self.width() - 2, 1), color("border"))
        painter.end()


def in_line(pill: Pill) -> QWidget:
    """A pill on a line of its own."""
    line = QWidget()
    Row(pill, 1, margins=(0, 3, 0, 0), parent=line)
    return line


class QuietState(QWidget):
    """A kind word where there is nothing; small, so that the page does not look empty.

    Args:
        icon: in a circle.
        title: one line.
        text: one or two sentences.
        tone: of the icon.
    """

    def __init__(self, icon: str, title: str, text: str, tone: str = "ok") -> None:
        super().__init__()
        line = Row(Icon(icon, tone, 22, circle=f"{tone}_bg"), spacing=14, margins=(18, 4, 18, 14), parent=self)
        line.put(Column(Label(title, "medium"), Label(text, "muted"), spacing=1), 1)

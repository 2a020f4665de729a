"""What one rule of the review found: how much, what to do about it, and each of it with a way there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, many
from ikdesk.review.model import Finding, Rule
from ikdesk.review.sentences import finding_details, finding_title, open_words, what_words
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card, Pill
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.theme import color, px

FEW = 8  # lines of a rule at first; more would hide the other rules
MORE = 50  # lines each time more are asked for
_NUMBER = 64  # logical pixels of the column the numbers stand in
_ICONS = {
    "measures": "list-checks", "incidents": "clipboard-list", "routines": "book-open", "exposure": "calendar-plus",
    "places": "map-pin", "equipment": "wrench", "focus": "target", "meetings": "presentation",
    "risks": "triangle-alert",
}  # fmt: skip


class FindingLine(QWidget):
    """One thing in one line; ``opened()`` when somebody wants to go there.

    Args:
        finding: what was found.
        book: the unit's lists.
    """

    opened = Signal()

    def __init__(self, finding: Finding, book: Codebook) -> None:
        super().__init__()
        title = finding_title(finding, book)
        self.number = Label(finding.number, "secondary", wrap=False)
        self.number.setVisible(bool(finding.number))
        self.button = QuietButton(open_words(finding.page))
        named = f"{finding.number} {title}" if finding.number else title
        self.button.setAccessibleName(f"{open_words(finding.page)}: {named}")
        self.button.clicked.connect(self.opened)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        line = Row(spacing=12, margins=(18, 5, 8, 5), parent=self)
        line.put(self.number)
        line.put(Label(title, "medium"), 5)
        line.put(Label(finding_details(finding), "secondary"), 6)
        line.put(self.button)
        self.rescale()

    def rescale(self) -> None:
        """Take the lengths anew at the text size chosen."""
        self.number.setMinimumWidth(px(_NUMBER))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Anywhere on the line opens it."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A thin line above it."""
        painter = QPainter(self)
        painter.fillRect(QRectF(1, 0, self.width() - 2, 1), color("border"))
        painter.end()


class RulePanel(Card):
    """A heading with how many, what to do, and the lines. ``opened(finding)``.

    Args:
        rule: what was looked for.
        found: what was found by it; at least one.
        book: the unit's lists.
        shown: how many lines are shown at first.
    """

    opened = Signal(object)

    def __init__(self, rule: Rule, found: Sequence[Finding], book: Codebook, shown: int = FEW) -> None:
        super().__init__(padding=(1, 14, 1, 6), spacing=0)
        self._found, self._book, self.shown = found, book, 0
        head = Row(Icon(_ICONS[rule.page], "primary", 20), spacing=10)
        head.put(Heading(rule.label, 2), 1)
        count = Pill(str(len(found)), "neutral", "-")
        count.setAccessibleName(many("{n} ting", "{n} ting", len(found)))
        head.put(count)
        self.put(Column(head, Label(what_words(rule), "muted"), spacing=3, margins=(18, 0, 14, 10)))
        self._lines = Column(spacing=0)
        self.put(self._lines)
        self.more = QuietButton("", "chevron-down")
        self.more.clicked.connect(lambda _on=False: self.show_more(MORE))
        self.put(Row(self.more, 1, margins=(10, 4, 10, 2)))
        self.show_more(shown)

    def show_more(self, number: int) -> None:
        """Show so many lines more.

        Args:
            number: how many at most.
        """
        for finding in self._found[self.shown : self.shown + number]:
            line = FindingLine(finding, self._book)
            line.opened.connect(lambda one=finding: self.opened.emit(one))
            self._lines.put(line)
        self.shown = min(self.shown + number, len(self._found))
        left = len(self._found) - self.shown
        self.more.setVisible(left > 0)
        self.more.say(_("Vis {n} til").format(n=min(left, MORE)))

"""What pages are built of: cards, pills, numbers, rows that ask for attention, banners, empty states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from ikdesk.kernel.words import _
from ikdesk.ui.buttons import Button, PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.icons import Icon, paint_icon
from ikdesk.ui.layouts import Column, Margins, Row, Wrap
from ikdesk.ui.paint import rounded, write
from ikdesk.ui.text import Heading, Label, teach_roles
from ikdesk.ui.theme import MEDIUM, color, font, px, tone_colors

_FEW = 2  # things beside a title there is room for in any window
TONE_ICONS = {
    "danger": "triangle-alert",
    "warn": "circle-alert",
    "ok": "circle-check",
    "info": "info",
    "neutral": "info",
}


class Card(QFrame):
    """A white box with round corners.

    Args:
        items: what lies in it, from top to bottom; a number is a stretch.
        title: a heading on top, or "".
        spacing: between the things; logical pixels at 100 %.
        padding: left, top, right, bottom.
        level: of the heading: 2 section, 3 card.
    """

    def __init__(
        self, *items: Any, title: str = "", spacing: float = 10, padding: Margins = (16, 16, 16, 16), level: int = 3
    ) -> None:  # fmt: skip
        super().__init__()
        self.column = Column(spacing=spacing, margins=padding, parent=self)
        self.title = Heading(title, level) if title else None
        if self.title is not None:
            self.column.put(self.title)
        self.put(*items)

    def put(self, *items: Any) -> None:
        """Add things."""
        for item in items:
            self.column.put(item)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box."""
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), px(10), color("surface"), color("border"))
        painter.end()


class Pill(QWidget):
    """An icon, a word and a colour that say the same.

    Args:
        text: the word.
        tone: danger, warn, ok, info or neutral.
        icon: before the word; "" for the tone's own, "-" for none.
    """

    accessible_role = QAccessible.Role.StaticText

    def __init__(self, text: str, tone: str = "neutral", icon: str = "") -> None:
        super().__init__()
        teach_roles()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone, icon)

    def show_state(self, text: str, tone: str, icon: str = "") -> None:
        """Say something else."""
        self._text, self._tone = str(text), tone
        self._icon = "" if icon == "-" else icon or TONE_ICONS.get(tone, "info")
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon and word."""
        return pill_size(self._text, self._icon)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        paint_pill(painter, QRectF(self.rect()), self._text, self._tone, self._icon)
        painter.end()


def pill_font() -> QFont:
    """The font in pills."""
    return font(0.93, MEDIUM)


def pill_size(text: str, icon: str) -> QSize:
    """How large a pill is; pixels."""
    words = QFontMetrics(pill_font()).horizontalAdvance(text) + 2
    return QSize(words + px(12 + 10) + (px(15 + 4) - px(2) if icon else 0), px(22))


def paint_pill(painter: QPainter, box: QRectF, text: str, tone: str, icon: str) -> None:
    """Paint a pill in a box of its own size."""
    ink, back = tone_colors(tone)
    high = color("text") if back == color("surface") else None  # high contrast: a line instead of a colour
    rounded(painter, box, box.height() / 2, back, high)
    left = box.left() + px(8 if icon else 10)
    if icon:
        side = px(15)
        paint_icon(painter, icon, ink, QRectF(left, box.center().y() - side / 2, side, side))
        left += side + px(4)
    painter.setFont(pill_font())
    words = QRectF(left, box.top(), box.right() - left - px(4), box.height())
    write(painter, words, text, ink, align=Qt.AlignmentFlag.AlignLeft)


class TagPill(Pill):
    """Says of a section whether it must be filled in."""

    def __init__(self, *, required: bool) -> None:
        super().__init__("", "info", "-")
        self.require(required=required)

    def require(self, *, required: bool) -> None:
        """Say the other one, when an answer has changed what must be filled in."""
        text = _("Alle felt må fylles ut") if required else _("Valgfritt")
        self.show_state(str(text), "warn" if required else "info", "-")


class SectionHead(QWidget):
    """The heading of a section.

    Args:
        title: the heading.
        beside: right after it, for example its tag.
        right: at the other end of the line, or None.
        level: 2 section, 3 card.
    """

    def __init__(self, title: str, *beside: QWidget, right: QWidget | None = None, level: int = 2) -> None:
        super().__init__()
        end = [right] if right is not None else []
        Row(Heading(title, level, wrap=False), *beside, 1, *end, spacing=10, parent=self)


class PageHead(QWidget):
    """The title of a page, a line under it, and what stands to the right.

    Args:
        title: the title.
        sub: the line under it, or "".
        right: buttons or a search field.
    """

    def __init__(self, title: str, sub: str = "", *right: QWidget) -> None:
        super().__init__()
        self.title, self.sub = Heading(title, 1), Label(sub, "muted")
        if not sub:
            self.sub.hide()
        words = Column(self.title, self.sub, spacing=2)
        self._side = Row(*right, spacing=12)
        self._line = Row(spacing=12, parent=self)
        self._line.put(words, 1)
        self._line.put(self._side)
        self._turns = len(right) > _FEW

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Much to the right goes under the title where there is not room for both."""
        super().resizeEvent(event)
        if not self._turns:
            return
        title = QFontMetrics(self.title.font()).horizontalAdvance(self.title.text())
        narrow = title + px(24) + self._side.sizeHint().width() > self.width()
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != way:
            self._line.setDirection(way)

    def say(self, title: str, sub: str = "") -> None:
        """Say something else."""
        self.title.say(title)
        self.sub.say(sub)
        self.sub.setVisible(bool(sub))


class Figure(QWidget):
    """One number among others: what it is, the number, and what else there is to say of it.

    Args:
        what: what it is.
        number: as text.
        more: a quiet line under it, or "".
    """

    def __init__(self, what: str, number: str, more: str = "") -> None:
        super().__init__()
        column = Column(Label(what, "secondary"), Label(number, "kpi", wrap=False), spacing=0, parent=self)
        if more:
            column.put(Label(more, "secondary"))
        column.put(1)


class KpiCard(Card):
    """A number that matters, with words.

    Args:
        number: as text, so that it may say "–".
        text: what there are so many of.
        sub: a line under it.
        icon: in the circle.
        tone: of the circle.
    """

    def __init__(self, number: str, text: str, sub: str, icon: str, tone: str = "info") -> None:
        super().__init__(padding=(14, 14, 16, 14))
        self._icon = Icon(icon, tone, 24, circle=f"{tone}_bg")
        self._number = Label(number, "kpi", wrap=False)
        self._text, self._sub = Label(text), Label(sub, "secondary")
        words = Row(spacing=8)
        words.put(self._number)
        words.put(self._text, 1)
        line = Row(spacing=14)
        line.put(self._icon)
        line.put(Column(words, self._sub, spacing=0), 1)
        self.put(line)

    def say(self, number: str, text: str, sub: str, *, tone: str = "", icon: str = "") -> None:
        """Show other numbers."""
        self._number.say(number)
        self._text.say(text)
        self._sub.say(sub)
        if tone and icon:
            self._icon.show_icon(icon, tone, f"{tone}_bg")


class AttentionRow(QWidget):
    """Something that waits for somebody: icon, title, details, a pill, and one thing to do.

    Args:
        icon: before the title.
        title: what it is about.
        meta: a quieter line under it.
        pill: for example when it is due; None for none.
        verb: on the button, or "" for none.
        tone: of the icon.
    """

    acted = Signal()

    def __init__(
        self, icon: str, title: str, meta: str, *, pill: Pill | None = None, verb: str = "", tone: str = "neutral"
    ) -> None:
        super().__init__()
        line = Row(Icon(icon, tone, 22), spacing=13, margins=(18, 10, 14, 10), parent=self)
        line.put(Column(Label(title, "medium"), Label(meta, "secondary"), spacing=1), 1)
        if pill is not None:
            line.put(pill)
        if verb:
            button = SecondaryButton(verb)
            button.setAccessibleName(f"{verb}: {title}")
            button.least = 96.0
            button.clicked.connect(self.acted)
            line.put(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A thin line above it."""
        painter = QPainter(self)
        painter.fillRect(QRectF(1, 0, self.width() - 2, 1), color("border"))
        painter.end()


class EmptyState(QWidget):
    """What a list says when there is nothing in it, and what one may do.

    Args:
        icon: a large one.
        title: one line.
        text: one or two sentences.
        verb: on the button, or "" for none.
    """

    acted = Signal()

    def __init__(self, icon: str, title: str, text: str, verb: str = "") -> None:
        super().__init__()
        self._title, self._text = Heading(title, 2), Label(text, "muted")
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        picture = Row(1, Icon(icon, "primary", 28, circle="tint"), 1)
        column = Column(1, picture, self._title, self._text, spacing=10, margins=(32, 32, 32, 32), parent=self)
        if verb:
            button: Button = PrimaryButton(verb)
            button.clicked.connect(self.acted)
            column.put(Row(1, button, 1))
        column.put(1)

    def say(self, title: str, text: str) -> None:
        """Say something else."""
        self._title.say(title)
        self._text.say(text)


class Banner(QWidget):
    """A line across the page or card, with an icon, a sentence and perhaps something to do.

    Args:
        text: the sentence.
        tone: danger, warn, ok, info or neutral.
        action: the words of a link, or "".
        then: what the link does.
        icon: instead of the tone's own.
    """

    def __init__(
        self, text: str, tone: str = "info", *, action: str = "", then: Callable[[], object] | None = None,
        icon: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self._tone = tone
        self.label = Label(text)
        self._line = Row(
            Icon(icon or TONE_ICONS.get(tone, "info"), tone, 20), spacing=10, margins=(14, 8, 10, 8), parent=self
        )
        self._line.put(self.label, 1)
        if action and then is not None:
            link = QuietButton(action)
            link.clicked.connect(lambda _on=False: then())
            self.add_links(link)

    def add_links(self, *links: QuietButton) -> None:
        """Offer more to do."""
        for link in links:
            self._line.put(link)

    def say(self, text: str) -> None:
        """Say something else."""
        self.label.say(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box."""
        painter = QPainter(self)
        ink, back = tone_colors(self._tone)
        rounded(painter, QRectF(self.rect()), px(8), back, ink if self._tone == "danger" else None)
        painter.end()


class FactLine(QWidget):
    """A quiet name and a value, as "Når: 17.11.2026"."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        self._name, self._value = str(name), Label(value)
        line = Row(spacing=4, parent=self)
        label = Label(f"{name}:", "muted", wrap=False)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        line.put(label)
        line.put(self._value, 1)

    def say(self, value: str) -> None:
        """Show another value."""
        self._value.say(value)


def kpi_row(*cards: KpiCard) -> Wrap:
    """Up to three numbers beside one another, fewer where it is narrow."""
    return Wrap(*cards, spacing=16, least=290, most=3)

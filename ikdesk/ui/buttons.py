"""Buttons: one primary on a page, secondary ones beside it, quiet ones that look like links."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ikdesk.ui.icons import paint_icon
from ikdesk.ui.paint import rounded, write
from ikdesk.ui.text import plain_tip
from ikdesk.ui.theme import REGULAR, SEMIBOLD, color, font, px

MEANS_MORE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier  # Ctrl+Enter saves, wherever one is


class PressedByEnter(QPushButton):
    """Enter presses it as Space does; Qt's own do so only in dialogs."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & MEANS_MORE:
            self.click()
            return
        super().keyPressEvent(event)


class Button(PressedByEnter):
    """What all buttons share: an icon and a verb, painted in the colours of the theme.

    Args:
        text: the verb, for example "Lagre".
        icon: the name of an icon before it.
        tip: said when the mouse rests on it.
    """

    height_at_100 = 38.0
    padding = 16.0
    icon_size = 18.0
    gap = 10.0
    weight = REGULAR
    radius = 7.0
    least = 0.0  # width

    def __init__(self, text: str = "", icon: str = "", *, tip: str = "") -> None:
        super().__init__()
        self._words, self._icon = "", icon
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(text)
        if tip:
            self.setToolTip(plain_tip(tip))

    def say(self, text: str) -> None:
        """Show other words."""
        self._words = str(text)
        super().setText(self._words.replace("&", "&&"))  # a plain & is no shortcut
        self.updateGeometry()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def widen(self) -> Self:
        """Be as wide as there is room; for the buttons of a narrow column."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return self

    def show_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def ring_radius(self) -> float:
        """The radius of its corners, for the focus ring; pixels."""
        return px(self.radius)

    def words_font(self) -> QFont:
        """The font of the words."""
        return font(1.0, self.weight)

    def sizeHint(self) -> QSize:
        """Room for the icon and all the words."""
        wide = self._content_width() + 2 * px(self.padding)
        return QSize(max(wide, px(self.least)), px(self.height_at_100))

    def _content_width(self) -> int:
        words = QFontMetrics(self.words_font()).horizontalAdvance(self._words) + 2 if self._words else 0
        drawn = px(self.icon_size) if self._icon else 0
        return words + drawn + (px(self.gap) if words and drawn else 0)

    def minimumSizeHint(self) -> QSize:
        """Words on buttons are never cut."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Back to rest."""
        super().leaveEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Fill, line and ink in the state it is in now."""
        raise NotImplementedError

    def state_color(self, rest: str, hover: str, press: str) -> QColor:
        """One of three tokens, by what the mouse does."""
        if self.isDown():
            return color(press)
        return color(hover if self.underMouse() and self.isEnabled() else rest)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        fill, line, ink = self.looks()
        rounded(painter, QRectF(self.rect()), px(self.radius), fill, line)
        painter.setFont(self.words_font())
        self.paint_content(painter, ink)
        painter.end()

    def paint_content(self, painter: QPainter, ink: QColor) -> None:
        """Icon and words in the middle."""
        box = QRectF(self.rect())
        wide = self._content_width()
        left = max(px(self.padding) / 2, (box.width() - wide) / 2)
        if self._icon:
            side = px(self.icon_size)
            paint_icon(painter, self._icon, ink, QRectF(left, (box.height() - side) / 2, side, side))
            left += side + px(self.gap)
        words = QRectF(left, 0, box.width() - left, box.height())
        if self._words:
            write(painter, words, self._words, ink, align=Qt.AlignmentFlag.AlignLeft)


class PrimaryButton(Button):
    """What the page is for; one on each page."""

    weight = SEMIBOLD

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Filled."""
        return self.state_color("primary", "primary_hover", "primary_press"), None, color("on_primary")


class HeroButton(PrimaryButton):
    """The big button at the top of the sidebar."""

    height_at_100 = 46.0
    icon_size = 22.0
    padding = 12.0

    def __init__(self, text: str, icon: str) -> None:
        super().__init__(text, icon)
        self._narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def make_narrow(self, *, narrow: bool) -> None:
        """Show the icon alone, or the words too."""
        self._narrow = narrow
        self.setToolTip(plain_tip(self._words if narrow else ""))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Narrow: room for the icon."""
        full = super().sizeHint()
        return QSize(px(52), full.height()) if self._narrow else full

    def paint_content(self, painter: QPainter, ink: QColor) -> None:
        """To the left, as the pages below it."""
        side = px(self.icon_size)
        left = (self.width() - side) / 2 if self._narrow else px(self.padding)
        paint_icon(painter, self._icon, ink, QRectF(left, (self.height() - side) / 2, side, side))
        if not self._narrow:
            start = left + side + px(self.gap + 1)
            words = QRectF(start, 0, self.width() - start, self.height())
            write(painter, words, self._words, ink, align=Qt.AlignmentFlag.AlignLeft)


class SecondaryButton(Button):
    """Something else one may do; outlined."""

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Outlined; a little darker under the mouse."""
        return self.state_color("surface", "subtle", "tint"), color("strong"), color("text")


class QuietButton(Button):
    """Looks like a link and does not shout.

    Args:
        text: the verb.
        icon: before it.
        tip: said when the mouse rests on it.
        underlined: as inside other text.
        flush: without room around it, in line with the text above and below.
    """

    padding = 8.0
    gap = 8.0

    def __init__(
        self, text: str = "", icon: str = "", *, tip: str = "", underlined: bool = False, flush: bool = False
    ) -> None:
        self._underlined = underlined
        if flush:
            self.padding, self.gap, self.height_at_100 = 1.0, 10.0, 32.0
        super().__init__(text, icon, tip=tip)

    def words_font(self) -> QFont:
        """Underlined inside other text."""
        made = super().words_font()
        made.setUnderline(self._underlined or self.underMouse())
        return made

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        """No box until the mouse is over it."""
        fill = color("subtle") if self.underMouse() or self.isDown() else None
        return (None if self._underlined or self.padding < self.radius else fill), None, color("link")


class DangerLink(QuietButton):
    """A link in the list of what must be mended."""

    height_at_100 = 32.0

    def __init__(self, text: str) -> None:
        super().__init__(text, underlined=True)

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        """In the colour of errors."""
        return None, None, color("danger")


class IconButton(Button):
    """An icon alone; its name is heard and shown as a tip.

    Args:
        name: what it does, for screen readers and the tip.
        icon: the name of the icon.
        parent: where it sits.
    """

    height_at_100 = 32.0
    padding = 7.0

    def __init__(self, name: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__("", icon, tip=name)
        self.setAccessibleName(str(name))
        if parent is not None:
            self.setParent(parent)

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        """No box until the mouse is over it."""
        fill = color("subtle") if self.underMouse() or self.isDown() else None
        return fill, None, color("muted") if not self.underMouse() else color("text")

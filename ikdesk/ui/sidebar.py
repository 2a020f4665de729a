"""The column to the left: the name, the big button, and the pages with what waits on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ikdesk.kernel.words import _
from ikdesk.ui.buttons import HeroButton, PressedByEnter
from ikdesk.ui.icons import Icon, paint_icon
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.paint import rounded, write
from ikdesk.ui.text import Label, plain_tip
from ikdesk.ui.theme import BODY, REGULAR, SEMIBOLD, color, font, px

WIDE, NARROW = 214, 76  # logical pixels at 100 %


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page one can go to; it is made the first time one goes there.

    Args:
        key: what the program calls it.
        title: what people call it.
        icon: before the title.
        make: makes it.
        shortcut: for example "Ctrl+1"; "" for none.
        bottom: at the foot of the sidebar.
        badge: how many things wait there.
        action: not a page at all but something to do at once, as locking.
        tip: shown where the mouse rests; "" for the title and the shortcut.
        roomy: its shortcut has no room beside the title; it is told where the mouse rests.
    """

    key: str
    title: str
    icon: str
    make: Callable[[], QWidget]
    shortcut: str = ""
    bottom: bool = False
    badge: int = 0
    action: bool = False
    tip: str = ""
    roomy: bool = False


class NavButton(PressedByEnter):
    """A page in the sidebar."""

    def __init__(self, entry: PageEntry) -> None:
        super().__init__(str(entry.title))
        self._entry = entry
        self.current, self.narrow, self.badge = False, False, entry.badge
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    def show_state(self, *, current: bool | None = None, narrow: bool | None = None, badge: int | None = None) -> None:
        """Change what is given."""
        self.current = self.current if current is None else current
        self.narrow = self.narrow if narrow is None else narrow
        self.badge = self.badge if badge is None else badge
        self._name()
        self.updateGeometry()
        self.update()

    def ring_radius(self) -> float:
        """The radius of the focus ring; pixels."""
        return px(7)

    def sizeHint(self) -> QSize:
        """One row."""
        words = QFontMetrics(font(BODY, SEMIBOLD)).horizontalAdvance(str(self._entry.title))
        return QSize(px(52) if self.narrow else px(44) + words + px(40), px(36))

    def minimumSizeHint(self) -> QSize:
        """It may become narrow, and lower where many must have room; never so low that it is hard to hit."""
        return QSize(px(44), px(24 if self.narrow else 30))

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
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.current or self.underMouse() or self.isDown():
            rounded(painter, box, px(7), color("surface" if self.current else "subtle"))
        if self.current:
            rounded(painter, QRectF(px(4), px(9), px(3), box.height() - 2 * px(9)), px(1), color("primary"))
        ink = color("primary" if self.current else "muted")
        side = px(20)
        left = (box.width() - side) / 2 if self.narrow else px(14)
        paint_icon(painter, self._entry.icon, ink, QRectF(left, (box.height() - side) / 2, side, side))
        if self.narrow:
            self._dot(painter, left + side)
        else:
            self._words(painter, box, px(44))
        painter.end()

    def _words(self, painter: QPainter, box: QRectF, left: float) -> None:
        right = box.right() - px(10)
        if self.badge:
            painter.setFont(font(0.89, SEMIBOLD, tabular=True))
            number = str(self.badge) if self.badge < 100 else "99+"
            wide = max(px(22), QFontMetrics(painter.font()).horizontalAdvance(number) + px(12))
            round_box = QRectF(right - wide, (box.height() - px(22)) / 2, wide, px(22))
            rounded(painter, round_box, px(11), color("primary"))
            write(painter, round_box, number, color("on_primary"), align=Qt.AlignmentFlag.AlignHCenter)
            right -= wide + px(6)
        painter.setFont(font(BODY, SEMIBOLD if self.current else REGULAR))
        words = QRectF(left, 0, right - left, box.height())
        write(painter, words, self._shown(), color("text"), align=Qt.AlignmentFlag.AlignLeft)

    def _dot(self, painter: QPainter, right: float) -> None:
        if self.badge:
            side = px(9)
            rounded(painter, QRectF(right - side / 3, px(5), side, side), side / 2, color("primary"))

    def _shown(self) -> str:
        keys = self._entry.shortcut
        told = self._entry.bottom and keys and not self._entry.roomy  # the long ones have no room for it
        return f"{self._entry.title}  ({keys})" if told else str(self._entry.title)

    def _name(self) -> None:
        waits = _("{n} venter").format(n=self.badge) if self.badge else ""
        self.setAccessibleName(", ".join(part for part in (str(self._entry.title), waits) if part))
        self.setAccessibleDescription(str(_("Denne siden vises nå.")) if self.current else "")
        keys = f" ({self._entry.shortcut})" if self._entry.shortcut else ""
        self.setToolTip(plain_tip(self._entry.tip or (f"{self._entry.title}{keys}" if self.narrow or keys else "")))


class Sidebar(QWidget):
    """The column to the left.

    Args:
        unit: the name of the kindergarten or school.
        entries: the pages.
        hero: the big button, or None.
    """

    chosen = Signal(str)

    def __init__(self, unit: str, entries: list[PageEntry], hero: PageEntry | None) -> None:
        super().__init__()
        self.narrow = False
        self._buttons: dict[str, NavButton] = {}
        self._name = Label("IKdesk", "section", wrap=False)
        self._unit = Label(unit, "secondary", wrap=False)
        self._unit.setToolTip(plain_tip(unit))
        head = Row(Icon("shield-alert", "primary", 26), spacing=9, margins=(9, 0, 0, 0))
        head.put(Column(self._name, self._unit, spacing=0), 1)
        self._hero = HeroButton(hero.title, hero.icon) if hero is not None else None
        column = Column(Row(head, margins=(12, 16, 12, 0)), spacing=4, parent=self)
        if hero is not None and self._hero is not None:
            key = hero.key
            column.addSpacing(px(6))
            column.put(Row(self._hero, margins=(12, 0, 12, 0)))
            self._hero.clicked.connect(lambda _on=False: self.chosen.emit(key))
            self._hero.setToolTip(plain_tip(hero.shortcut))
        self._pages = ScrollPage(margins=(12, 6, 12, 8), spacing=2)  # in large letters there may not be room for all
        column.put(self._pages, 1)
        for entry in [entry for entry in entries if not entry.bottom]:
            self._pages.put(self._button(entry))
        self._pages.put(1)
        for entry in [entry for entry in entries if entry.bottom]:
            self._pages.put(self._button(entry))
        self.make_narrow(narrow=False)

    def show_current(self, key: str) -> None:
        """Mark the page that is shown."""
        for at, button in self._buttons.items():
            if button.current != (at == key):
                button.show_state(current=at == key)

    def show_badge(self, key: str, number: int) -> None:
        """Show how many things wait on a page."""
        if key in self._buttons:
            self._buttons[key].show_state(badge=number)

    def make_narrow(self, *, narrow: bool) -> None:
        """Icons alone, or words too."""
        self.narrow = narrow
        self.setFixedWidth(px(NARROW if narrow else WIDE))
        self._name.setVisible(not narrow)
        self._unit.setVisible(not narrow)
        for button in self._buttons.values():
            button.show_state(narrow=narrow)
        if self._hero is not None:
            self._hero.make_narrow(narrow=narrow)

    def first(self) -> QWidget:
        """Where focus goes when one comes here by F6."""
        current = [button for button in self._buttons.values() if button.current]
        return (current or list(self._buttons.values()))[0]

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet colour and a thin line."""
        painter = QPainter(self)
        back: QColor = color("sidebar")
        painter.fillRect(self.rect(), back)
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), color("border"))
        painter.end()

    def _button(self, entry: PageEntry) -> NavButton:
        button = NavButton(entry)
        self._buttons[entry.key] = button
        button.clicked.connect(lambda _on=False: self.chosen.emit(entry.key))
        return button

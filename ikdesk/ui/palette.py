"""One line to write in over the whole window, and what was found below it: for going straight to something.

Nothing that is typed here is kept: the line is empty as soon as it is no longer seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ikdesk.kernel.words import _, many
from ikdesk.ui.cards import Card
from ikdesk.ui.found_list import FoundList, Group, Hit
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Label, announce
from ikdesk.ui.text_field import SearchField
from ikdesk.ui.theme import color, current, px

PAUSE = 90  # milliseconds after the last key something is asked for
SAY = 700  # milliseconds it has stood still before a screen reader says how much was found
_WIDE, _TOP, _FOOT = 680, 56, 40  # logical pixels at 100 %
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
_SHADE = QColor(0, 0, 0, 96)

__all__ = ["Group", "Hit", "Palette"]


class Palette(QWidget):
    """Lies over the window it belongs to while something is looked for.

    ``asked(text)`` a moment after the last key: answer with ``show_found``. ``chosen(hit)`` when something was chosen;
    it is hidden by then, and focus is where it was.

    Args:
        host: the window.
        name: what is searched in, for the line and for screen readers.
    """

    asked = Signal(str)
    chosen = Signal(object)

    def __init__(self, host: QWidget, name: str) -> None:
        super().__init__(host)
        self._came_from: QWidget | None = None
        self.line = SearchField(name)
        self.list = FoundList(str(_("Treff")))
        self.foot, self.keys = Label("", "secondary", wrap=False), Label(_KEYS, "secondary", wrap=False)
        self._card = Card(spacing=8, padding=(12, 12, 12, 8))
        self._card.column.put(self.line)
        self._card.column.put(self.list, 1)
        self._card.column.put(Row(self.foot, 1, self.keys, spacing=12, margins=(6, 0, 6, 0)))
        self._column = Column(self._card, 1, spacing=0, parent=self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._say = QTimer(self, singleShot=True, interval=SAY)
        self._connect(host)
        self.hide()

    def _connect(self, host: QWidget) -> None:
        host.installEventFilter(self)
        self.line.installEventFilter(self)
        self.line.changed.connect(self._pause.start)
        self._pause.timeout.connect(self._on_pause)
        self._say.timeout.connect(lambda: announce(self.line, f"{self.foot.text()}. {self.list.said()}"))
        self.list.pressed_hit.connect(self._on_hit)

    def toggle(self) -> None:
        """Show it, or take it away."""
        if self.isVisible():
            self.close_now()
            return
        focus = self.window().focusWidget()
        self._came_from = focus if focus is not None and not self.isAncestorOf(focus) else None
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.asked.emit("")

    def close_now(self) -> None:
        """Take it away; focus goes back to where it came from."""
        back = self._came_from
        self.hide()
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_found(self, groups: Sequence[Group]) -> None:
        """Show what was found for what stands in the line; the first of it is chosen."""
        total = self.list.show_groups(groups)
        typed = bool(self.line.value())
        self.foot.say(many("{n} treff", "{n} treff", total) if typed else str(_("Skriv for å søke i alt")))
        self._place()
        if typed:
            self._say.start()

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.line.value()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is kept: neither what was typed nor what was found."""
        super().hideEvent(event)
        self._pause.stop()
        self._say.stop()
        self.line.blockSignals(True)
        self.line.setText("")  # forgets what could be undone in it, too
        self.line.blockSignals(False)
        self.list.show_groups(())
        self.foot.say("")
        if not event.spontaneous():
            self.setVisible(False)  # the window it lies over is hidden, as by the screen lock: it does not come back

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the line go through what was found; the window takes it along when it grows."""
        if watched is self.line:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
            if event.type() == QEvent.Type.FocusOut and self.isVisible():
                QTimer.singleShot(0, self, self._on_left)
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside it is away from it."""
        self.close_now()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What lies behind is darker."""
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), color("canvas") if current().contrast else _SHADE)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._place()

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.list.step(_STEPS[key])
            announce(self.line, self.list.said())
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_enter()
        elif key == Qt.Key.Key_Escape:
            self.close_now()
        elif key not in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:  # there is nothing else to go to
            return False
        return True

    def _on_enter(self) -> None:
        """Whoever is faster than the pause gets what they typed, not what stood there before."""
        if self._pause.isActive():
            self._on_pause()
        hit = self.list.hit
        if hit is not None:
            self._on_hit(hit)

    def _on_hit(self, hit: Hit) -> None:
        self.close_now()
        self.chosen.emit(hit)

    def _on_pause(self) -> None:
        self._pause.stop()
        self.asked.emit(self.line.value())

    def _on_left(self) -> None:
        """Whoever goes elsewhere in the window, looks for nothing here; another program may have focus meanwhile."""
        now = QWidget.focusWidget(self.window())
        if self.isVisible() and now is not None and now is not self.line and not self.isAncestorOf(now):
            self._came_from = None
            self.close_now()

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        self.setGeometry(host.rect())
        side = max(px(12), (host.width() - px(_WIDE)) // 2)
        self._column.setContentsMargins(side, min(px(_TOP), host.height() // 10), side, px(_FOOT))
        self.keys.setVisible(host.width() > px(560))
        room = host.height() - px(_TOP + _FOOT) - px(96)
        self.list.setFixedHeight(max(px(60), min(self.list.height_of_all(), room)))


_KEYS = _("↑↓ velg · Enter åpne · Esc lukk")


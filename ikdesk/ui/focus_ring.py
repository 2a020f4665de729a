"""The ring around what has focus: dark outside, light inside, so that it is seen on every colour."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from ikdesk.ui.theme import color, px

_FOLLOWS = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show}


class FocusRing(QWidget):
    """Follows focus; watches only the widget that has it, and what that lies in.

    Shown when focus came by the keyboard or the program.
    """

    def __init__(self) -> None:
        super().__init__()
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []  # what has focus, and what it lies in up to what the ring lies in
        self._left: QWidget | None = None  # had the ring when the window lost focus, and gets it back
        self._gone = False  # whether what had the ring was closed: it goes where focus goes then
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def follow(self, now: QWidget | None) -> None:
        """Go to another widget, or away."""
        self._watch([])
        gone = self._gone or (self._left is not None and not (isValid(self._left) and self._left.isVisible()))
        came_back = self._around is None and now is not None and now is not self._left and not gone
        self._left = self._around if now is None and not self.isHidden() else None
        self._gone = self._gone and now is None
        self._around = now
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is None or by_mouse or came_back or now.isWindow() or _in_popup(now):
            self.hide()
            self.setParent(None)
            return
        self._watch([now])
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is moved, and leave with what goes."""
        if event.type() in _FOLLOWS:
            self._place()
        elif event.type() == QEvent.Type.DeferredDelete and watched is self._around:
            self._around = None
            self.hide()
            self.setParent(None)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint two rings."""
        around = self._around
        if around is None:
            return
        rounding = getattr(around, "ring_radius", None)
        radius = float(rounding()) if rounding is not None else float(px(6))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        outer, inner = self._widths()
        for inset, width, token in ((outer / 2, outer, "focus_outer"), (outer + inner / 2, inner, "focus_inner")):
            painter.setPen(QPen(color(token), width))
            box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            rounded = radius + outer + inner - inset
            painter.drawRoundedRect(box, min(rounded, box.height() / 2), min(rounded, box.height() / 2))
        painter.end()

    @staticmethod
    def _widths() -> tuple[int, int]:
        return px(3), px(1.4)

    def _place(self) -> None:
        around = self._around
        if around is None or not isValid(around) or not around.isVisible():
            self._gone = self._gone or not self.isHidden()
            self.hide()
            self.setParent(None)  # a page that is taken away must not take the ring with it
            return
        grow = sum(self._widths())
        host, box = _host(around, grow)
        if self.parentWidget() is not host:
            self.setParent(host)
        self._watch(_between(around, host))  # a sentence that turns up above moves the field's box, not the field
        self.setGeometry(box)
        self.show()
        self.raise_()
        self.update()

    def _watch(self, widgets: list[QWidget]) -> None:
        if widgets == self._watched:
            return
        for old in self._watched:
            if isValid(old):
                old.removeEventFilter(self)
        self._watched = widgets
        for new in widgets:
            new.installEventFilter(self)


def _between(around: QWidget, host: QWidget) -> list[QWidget]:
    chain = [around]
    while (above := chain[-1].parentWidget()) is not None and above is not host:
        chain.append(above)
    return chain


def _in_popup(now: QWidget) -> bool:
    return now.window().windowType() == Qt.WindowType.Popup  # a list or month that folds out shows where one is itself


def _host(around: QWidget, grow: int) -> tuple[QWidget, QRect]:
    """The nearest ancestor with room for the ring, but inside what scrolls, so that it scrolls along."""
    host = around.parentWidget() or around
    while True:
        box = QRect(around.mapTo(host, QPoint(0, 0)), around.size()).adjusted(-grow, -grow, grow, grow)
        above = host.parentWidget()
        if host.rect().contains(box) or above is None or host.isWindow():
            return host, box
        if isinstance(above.parentWidget(), QAbstractScrollArea):  # above is the part of the page that is seen
            return host, box
        host = above


def install_focus_ring(app: QApplication) -> FocusRing:
    """Show the ring from now on; keep what is returned as long as the program runs."""
    ring = FocusRing()
    app.focusChanged.connect(lambda old, now: _on_focus(ring, old, now))
    return ring


def _on_focus(ring: FocusRing, old: QWidget | None, now: QWidget | None) -> None:
    by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
    if now is not None and old is not None and isValid(old) and not by_mouse:
        _bring_into_sight(old, now)
    if isValid(ring):
        ring.follow(now)


def _bring_into_sight(old: QWidget, now: QWidget) -> None:
    """Scroll to what has focus; what scrolls does so by itself only where focus was in it before."""
    above = now.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, QScrollArea) and not above.isAncestorOf(old) and now.height() < above.viewport().height():
            above.ensureWidgetVisible(now, 0, px(20))
        above = above.parentWidget()

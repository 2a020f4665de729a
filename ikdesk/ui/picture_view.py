"""A chart on the screen: drawn, explained under the mouse and to the keys, and shown as a table on demand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from ikdesk.kernel.words import _
from ikdesk.picture.layout import layout
from ikdesk.picture.scene import Item, Scene
from ikdesk.picture.spec import Spec, describe
from ikdesk.picture.stops import Stop, Way, beside, stops_of
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.layouts import Row
from ikdesk.ui.picture_ink import chart_palette, item_at, paint_hover, paint_item, paint_ring, paint_tip
from ikdesk.ui.picture_table import PictureTable
from ikdesk.ui.text import announce, plain_tip, teach_roles
from ikdesk.ui.theme import px

TEXT = 12.5  # logical pixels at 100 %, ordinary text in a chart
_AIR = 24  # logical pixels of the page seen around what the keys are at
_WAYS: dict[Qt.Key, Way] = {
    Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right", Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down",
}  # fmt: skip
_OPENS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_PLAIN = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.KeypadModifier


class PictureView(QWidget):
    """A chart. ``pressed(key)`` when something in it is clicked, or Enter is pressed on it.

    Arrow keys go between what opens or explains itself, in the sense of the picture; Home and End to the first and the
    last, Esc leaves it. A hand shows what opens, where somebody hears ``pressed``.

    Args:
        spec: what it says.
        most: the widest it becomes, logical pixels at 100 %.
    """

    pressed = Signal(str)  # the key of what was clicked
    text = TEXT  # logical pixels at 100 %, ordinary text; larger where it is read from afar
    room: float | None = None  # pixels there are from top to bottom, where it shall fill them; None: what suits it
    accessible_role = QAccessible.Role.Graphic

    def __init__(self, spec: Spec, *, most: float = 900) -> None:
        super().__init__()
        teach_roles()
        self._most = most
        self._scene: Scene | None = None
        self._heights: dict[tuple[float, ...], int] = {}  # layouts ask for the same few widths again and again
        self._stops: tuple[Stop, ...] | None = None  # found when the keys or the mouse ask for them
        self._at: Stop | None = None  # where the keys are
        self._over: Item | None = None  # what the mouse can open
        self._down: str = ""  # the key of what the mouse was pressed on
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.show_spec(spec)

    @property
    def spec(self) -> Spec:
        """What it says."""
        return self._spec

    @property
    def at(self) -> Stop | None:
        """Where the keys are."""
        return self._at

    @property
    def opens(self) -> bool:
        """Whether somebody hears what is pressed in it."""
        return self.receivers("2pressed(QString)") > 0

    def show_spec(self, spec: Spec) -> None:
        """Show another chart; the keys stay where they were, if that is in it."""
        self._spec = spec
        self._heights.clear()
        self._forget()
        self.setAccessibleName(str(spec.title))
        self.setAccessibleDescription(describe(spec))
        self.updateGeometry()
        self.update()
        if self.isVisible():
            self._fit()

    def ring_radius(self) -> float:
        """The radius of the focus ring; pixels."""
        return px(6)

    def hasHeightForWidth(self) -> bool:
        """The drawing decides."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the drawing at a width; pixels."""
        asked = (min(width, px(self._most)), self.room or 0.0, px(self.text))
        if asked not in self._heights:
            self._heights[asked] = round(self._drawn(width).height) + 1
        return self._heights[asked]

    def sizeHint(self) -> QSize:
        """A usual width."""
        width = px(480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrower cannot be read."""
        return QSize(px(240), px(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never lower than the drawing, whatever room there is around it."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._heights.clear()
            self._forget()
            self.updateGeometry()
            if self.isVisible():
                self._fit()

    def event(self, event: QEvent) -> bool:
        """Explain what is under the mouse; Esc is ours while the keys are at something, and not the page's."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            tip = getattr(self._under(QPointF(event.pos())), "tip", "")
            if tip:
                QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            else:
                QToolTip.hideText()
            return True
        leaves = event.type() == QEvent.Type.ShortcutOverride and self._at is not None
        if leaves and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go from one to the next, Enter opens, Esc leaves."""
        plain = not event.modifiers() & ~_PLAIN
        if not (plain and self._key(Qt.Key(event.key()))):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And no longer."""
        super().focusOutEvent(event)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand and a quiet veil over what opens."""
        over = self._under(event.position())
        opens: str = getattr(over, "key", "") if self.opens else ""
        self._hover(over if opens else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember what was pressed."""
        left = event.button() == Qt.MouseButton.LeftButton
        self._down = getattr(self._under(event.position()), "key", "") if left else ""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what was clicked: what the mouse was pressed on, if it has not been drawn away."""
        key = getattr(self._under(event.position()), "key", "")
        if key and key == self._down:
            self.pressed.emit(key)
        self._down = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, and over it what the mouse and the keys are at."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for item in self._drawn(self.width()).items:
            paint_item(painter, item)
        if self._over is not None:
            paint_hover(painter, self._over)
        here = self._here() if self.hasFocus() else None
        if here is not None:
            stop = self._found()[here]
            for shape in stop.shapes:
                paint_ring(painter, shape, QRectF(self.rect()))
            paint_tip(painter, stop.tip, _around(stop), QRectF(self.rect()))
        painter.end()

    def _fit(self) -> None:
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def _drawn(self, width: int) -> Scene:
        wanted = min(width, px(self._most))
        if self._scene is None or self._scene.width != wanted:
            self._forget()
            self._scene = layout(self._spec, wanted, self.room, chart_palette(), size=px(self.text))
        return self._scene

    def _forget(self) -> None:
        """Draw anew when next asked."""
        self._scene = self._stops = self._over = None

    def _under(self, point: QPointF) -> Item | None:
        return item_at(self._drawn(self.width()), point)

    def _hover(self, over: Item | None) -> None:
        if over is not self._over:
            self._over = over
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            self.update()

    def _found(self) -> tuple[Stop, ...]:
        """What the keys can go to, in the drawing as it is now."""
        scene = self._drawn(self.width())
        if self._stops is None:
            self._stops = stops_of(self._spec, scene)
        return self._stops

    def _here(self) -> int | None:
        """Which of the stops the keys are at, in the drawing as it is now."""
        if self._at is None:
            return None
        meant = (self._at.key, self._at.tip)
        return next((at for at, stop in enumerate(self._found()) if (stop.key, stop.tip) == meant), None)

    def _key(self, key: Qt.Key) -> bool:
        """Do what a key says; gives whether it was one of ours."""
        stops, here = self._found(), self._here()
        if key in _OPENS and here is not None and stops[here].key:
            self.pressed.emit(stops[here].key)
        elif key == Qt.Key.Key_Escape and self._at is not None:
            self._go(None)
        elif stops and key in _ENDS:
            self._go(stops[_ENDS[key]])
        elif stops and key in _WAYS:
            self._go(stops[0 if here is None else beside(self._spec, stops, here, _WAYS[key])])
        else:
            return False
        return True

    def _go(self, stop: Stop | None) -> None:
        """Let the keys be at something: ringed, said aloud, and on the part of the page that is seen."""
        self._at = stop
        self.update()
        if stop is not None:
            announce(self, stop.tip)
            _bring_into_view(self, _around(stop).toRect())


def _around(stop: Stop) -> QRectF:
    left, top, right, bottom = stop.box
    return QRectF(left, top, right - left, bottom - top)


def _bring_into_view(widget: QWidget, box: QRect) -> None:
    """Scroll the page so far that a part of a widget is seen."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    page = above.widget() if isinstance(above, QScrollArea) else None
    if isinstance(above, QScrollArea) and page is not None:
        at = widget.mapTo(page, box.center())
        above.ensureVisible(at.x(), at.y(), box.width() // 2 + px(_AIR), box.height() // 2 + px(_AIR))


class PictureCard(Card):
    """A chart in a card, with a button that shows the same numbers as a table.

    Connect to ``view.pressed``: the table opens the same.

    Args:
        spec: what the chart says.
        framed: as a card of its own; or without its frame, as part of another.
        most: the widest the chart becomes, logical pixels at 100 %.
    """

    def __init__(self, spec: Spec, *, framed: bool = True, most: float = 900) -> None:
        super().__init__(padding=(16, 14, 16, 10) if framed else (0, 0, 0, 0), spacing=6)
        self._framed = framed
        self.view = PictureView(spec, most=most)
        self._table: PictureTable | None = None
        self.button = QuietButton(_("Vis som tabell"), "list-checks", flush=True)
        self.button.clicked.connect(self._on_turn)
        self.put(self.view, Row(self.button, 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, if it has one."""
        if self._framed:
            super().paintEvent(event)

    def show_spec(self, spec: Spec) -> None:
        """Show another chart."""
        self.view.show_spec(spec)
        if self._table is not None:
            self._on_turn()

    def _on_turn(self) -> None:
        if self._table is None:
            self._table = PictureTable(self.view.spec, opens=self.view.opens)
            self._table.pressed.connect(self.view.pressed)
            self.column.insertWidget(1, self._table)
        else:
            self.column.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
            self._table = None
        self.view.setVisible(self._table is None)
        self.button.say(_("Vis som tabell") if self._table is None else _("Vis som bilde"))

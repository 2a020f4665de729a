"""A plan with its places: looked at, pressed, and drawn up, with the mouse or with the keyboard alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ikdesk.kernel.words import _
from ikdesk.picture.scene import Circle, Rect, Scene
from ikdesk.picture.spots import Spot, spots_scene
from ikdesk.ui.paint import rounded
from ikdesk.ui.picture_ink import chart_palette, paint_item
from ikdesk.ui.text import announce, plain_tip, teach_roles
from ikdesk.ui.theme import color, current, px

TEXT = 12.5  # logical pixels at 100 %, names on the plan
REACH = 44  # how far from a place a press still means it
FINE, COARSE = 0.01, 0.05  # shares an arrow key moves, alone and with Shift
PLACE_MIME = "application/x-ikdesk-place"  # the key of a place that is dragged
_DIM = 0.86  # of the picture on a dark screen
_NAMES, _SMALLEST = 42, 0.76  # letters of names across the plan; how much smaller they may become for that
_NEXT = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_WAYS = {Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Up: (0, -1)}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_WHERE = (
    (_("øverst til venstre"), _("øverst på midten"), _("øverst til høyre")),
    (_("på midten til venstre"), _("midt på"), _("på midten til høyre")),
    (_("nederst til venstre"), _("nederst på midten"), _("nederst til høyre")),
)


def where_words(x: float, y: float) -> str:
    """Where on a plan a spot lies, in words and shares.

    Args:
        x: share of the width from the left, 0–1.
        y: share of the height from the top, 0–1.
    """
    part = _WHERE[min(int(y * 3), 2)][min(int(x * 3), 2)]
    return _("{where}, {x} % fra venstre og {y} % ned").format(where=part, x=round(x * 100), y=round(y * 100))


@dataclass(frozen=True, slots=True)
class _Held:
    """A place that is being put somewhere."""

    spot: Spot
    by_mouse: bool


class PlanView(QWidget):
    """A plan. ``pressed(key)`` a place, ``put(key, x, y)`` where it was put, ``taken(key)`` off, ``let_go(key)`` again.

    ``said(words)`` where the place that is held is.

    Args:
        name: what screen readers say it is.
        drawn_up: whether places can be moved.
    """

    pressed = Signal(str)
    put = Signal(str, float, float)
    taken = Signal(str)
    let_go = Signal(str)
    said = Signal(str)
    accessible_role = QAccessible.Role.Graphic

    def __init__(self, name: str, *, drawn_up: bool = False) -> None:
        super().__init__()
        teach_roles()
        self._spots: tuple[Spot, ...] = ()
        self._image = QImage()
        self._scaled = QPixmap()
        self._scene: Scene | None = None
        self._chosen = ""
        self._most = 0
        self._held: _Held | None = None
        self._drawn_up = drawn_up
        self.setAccessibleName(str(name))
        self.setAcceptDrops(drawn_up)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_plan(self, image: QImage, spots: Sequence[Spot], most: int = 0) -> None:
        """Show a picture with places on it; an empty picture where it is lost. Arguments as for ``show_spots``."""
        self._image, self._scaled = image, QPixmap()
        self.show_spots(spots, most)

    def show_spots(self, spots: Sequence[Spot], most: int = 0) -> None:
        """Show other places on the same picture.

        Args:
            spots: the places.
            most: the number the largest circle stands for; 0: the highest of these.
        """
        self._spots, self._most = tuple(spots), most
        if all(spot.key != self._chosen for spot in spots):
            self._chosen = ""
        self._redraw()
        self.setAccessibleDescription(" ".join(f"{self._told(spot)}." for spot in self._spots))

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The places, with the one that is held where it is held."""
        if self._held is None:
            return self._spots
        held = self._held.spot
        return (*(spot for spot in self._spots if spot.key != held.key), held)

    @property
    def chosen(self) -> str:
        """The key of the place that stands out; "" for none."""
        return self._held.spot.key if self._held else self._chosen

    @property
    def holding(self) -> bool:
        """Whether a place is being put somewhere."""
        return self._held is not None

    def choose(self, key: str) -> None:
        """Let one place stand out."""
        if key != self._chosen:
            self._chosen = key
            self._redraw()

    def hold(self, key: str, name: str) -> None:
        """Begin to put a place somewhere with the arrow keys: where it is, or in the middle."""
        there = next((spot for spot in self._spots if spot.key == key), Spot(key, name, 0.5, 0.5))
        self._held = _Held(there, by_mouse=False)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._redraw()
        self._say_where()

    def release(self) -> None:
        """Put the place that is held down where it is."""
        held, self._held = self._held, None
        if held is not None:
            self._chosen = held.spot.key
            self.put.emit(held.spot.key, held.spot.x, held.spot.y)
        self._redraw()

    def give_up(self) -> None:
        """Leave the place that is held where it was."""
        held, self._held = self._held, None
        self._redraw()
        if held is not None:
            self.let_go.emit(held.spot.key)

    # what Qt asks

    def ring_radius(self) -> float:
        """The radius of the focus ring; pixels."""
        return px(8)

    def sizeHint(self) -> QSize:
        """A usual size."""
        return QSize(px(560), px(360))

    def minimumSizeHint(self) -> QSize:
        """Smaller cannot be read."""
        return QSize(px(260), px(180))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at the new size."""
        super().resizeEvent(event)
        self._scaled = QPixmap()
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._redraw()

    def event(self, event: QEvent) -> bool:
        """Explain what is under the mouse; Esc is ours while a place is held, and not the page's."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._near(QPointF(event.pos()))
            if spot is not None:
                QToolTip.showText(event.globalPos(), plain_tip(spot.tip or self._told(spot)), self)
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ours = {Qt.Key.Key_Escape, *_ENTER, *_WAYS} if self._held else set()
            if event.key() in ours:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from place to place, or move the one that is held; Enter presses, or puts it down."""
        key = Qt.Key(event.key())
        done = self._key_held(key, event) if self._held else self._key_free(key)
        if not done:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a place in the hand."""
        spot = self._near(event.position())
        if self._drawn_up and spot is not None and event.button() == Qt.MouseButton.LeftButton:
            self._held = _Held(spot, by_mouse=True)
            self._redraw()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is in the hand, or show that something can be pressed."""
        if self._held is not None and self._held.by_mouse:
            self._move_to(event.position())
            return
        over = self._near(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put it down, or tell what was pressed."""
        if self._held is not None and self._held.by_mouse:
            before = next((spot for spot in self._spots if spot.key == self._held.spot.key), None)
            if before == self._held.spot:  # it was pressed and not moved
                self._held, self._chosen = None, before.key
                self._redraw()
                self.pressed.emit(before.key)
            else:
                self.release()
            return
        if self._held is not None:
            self._move_to(event.position())
            self.release()
            return
        spot = self._near(event.position())
        if spot is not None:
            self.choose(spot.key)
            self.pressed.emit(spot.key)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A place from the list may be dropped here."""
        if event.mimeData().hasFormat(PLACE_MIME) and not self._image.isNull():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Only on the picture."""
        event.setAccepted(self._on_picture(event.position()))

    def dropEvent(self, event: QDropEvent) -> None:
        """Put it where it was dropped."""
        key = bytes(event.mimeData().data(PLACE_MIME).data()).decode()
        x, y = self._share(event.position())
        event.acceptProposedAction()
        self._chosen = key
        self.put.emit(key, x, y)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, the places, and a line around."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = self._box()
        if self._image.isNull():
            rounded(painter, QRectF(self.rect()), px(8), color("subtle"), color("border"))
        else:
            if current().dark:
                painter.setOpacity(_DIM)
            painter.drawPixmap(box.topLeft(), self._picture(box))
            painter.setOpacity(1.0)
            rounded(painter, box, 0, None, color("strong"))
        painter.translate(box.topLeft())
        for item in self._drawn().items:
            paint_item(painter, item)
        painter.end()

    # what is done with it

    def _key_held(self, key: Qt.Key, event: QKeyEvent) -> bool:
        held = self._held
        if held is None:
            return False
        if key in _WAYS:
            step = COARSE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else FINE
            across, down = _WAYS[key]
            self._move(held.spot.x + across * step, held.spot.y + down * step)
            self._say_where()
        elif key in _ENTER:
            self.release()
        elif key == Qt.Key.Key_Escape:
            self.give_up()
        elif key == Qt.Key.Key_Delete:
            self._held = None
            self.taken.emit(held.spot.key)
            self._redraw()
        return key in {*_WAYS, *_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Delete}

    def _key_free(self, key: Qt.Key) -> bool:
        if key in _NEXT and self._spots:
            keys = [spot.key for spot in self._spots]
            at = keys.index(self._chosen) + _NEXT[key] if self._chosen in keys else 0
            self.choose(keys[at % len(keys)])
            announce(self, self._told(self._spots[at % len(keys)]))
            return True
        if key in _ENTER and self._chosen:
            self.pressed.emit(self._chosen)
            return True
        if key == Qt.Key.Key_Delete and self._chosen and self._drawn_up:
            self.taken.emit(self._chosen)
            return True
        return False

    def _move_to(self, point: QPointF) -> None:
        self._move(*self._share(point))

    def _move(self, x: float, y: float) -> None:
        if self._held is not None:
            spot = replace(self._held.spot, x=round(min(max(x, 0.0), 1.0), 4), y=round(min(max(y, 0.0), 1.0), 4))
            self._held = replace(self._held, spot=spot)
            self._redraw()

    def _say_where(self) -> None:
        if self._held is not None:
            spot = self._held.spot
            words = f"{spot.name}: {where_words(spot.x, spot.y)}"
            announce(self, words, now=True)
            self.said.emit(words)

    def _told(self, spot: Spot) -> str:
        return f"{spot.name}: {where_words(spot.x, spot.y)}" if spot.number is None else f"{spot.name}: {spot.number}"

    def _redraw(self) -> None:
        self._scene = None
        self.update()

    def _box(self) -> QRectF:
        """Where the picture is: as large as there is room for, at the top."""
        if self._image.isNull():
            return QRectF(self.rect())
        wide, high = self._image.width(), self._image.height()
        share = min(self.width() / wide, self.height() / high)
        size = (wide * share, high * share)
        return QRectF((self.width() - size[0]) / 2, 0, *size)

    def _picture(self, box: QRectF) -> QPixmap:
        if self._scaled.isNull():
            ratio = self.devicePixelRatioF()
            size = QSize(max(1, round(box.width() * ratio)), max(1, round(box.height() * ratio)))
            image = self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio,
                                       Qt.TransformationMode.SmoothTransformation)  # fmt: skip
            self._scaled = QPixmap.fromImage(image)
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled

    def _drawn(self) -> Scene:
        if self._scene is None:
            box = self._box()
            text = min(px(TEXT), max(px(TEXT) * _SMALLEST, box.width() / _NAMES))
            self._scene = spots_scene(self.spots, (box.width(), box.height()), chart_palette(), text,
                                      chosen=self.chosen, most=self._most)  # fmt: skip
        return self._scene

    def _share(self, point: QPointF) -> tuple[float, float]:
        box = self._box()
        across, down = (point.x() - box.left()) / box.width(), (point.y() - box.top()) / box.height()
        return round(min(max(across, 0.0), 1.0), 4), round(min(max(down, 0.0), 1.0), 4)

    def _on_picture(self, point: QPointF) -> bool:
        return self._box().contains(point)

    def _near(self, point: QPointF) -> Spot | None:
        """The place that was meant: its name, or the nearest circle within reach."""
        at = point - self._box().topLeft()
        for item in reversed(self._drawn().items):
            if isinstance(item, Rect) and QRectF(item.x, item.y, item.w, item.h).contains(at):
                return self._spot(item.key)
        away = [(math.hypot(at.x() - ring.x, at.y() - ring.y) - ring.r, ring.key)
                for ring in self._drawn().items if isinstance(ring, Circle)]  # fmt: skip
        near = min(away, default=None)
        return self._spot(near[1]) if near is not None and near[0] <= px(REACH / 2) else None

    def _spot(self, key: str) -> Spot | None:
        return next((spot for spot in self.spots if spot.key == key), None)

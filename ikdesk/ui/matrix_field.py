"""The risk matrix as a field: one cell is chosen, with the mouse or with the arrow keys, and what it means is said."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ikdesk.kernel.words import _
from ikdesk.picture.matrix_face import FaceScene, MatrixFace, Place, face_scene
from ikdesk.picture.scene import Rect
from ikdesk.ui.icons import paint_icon
from ikdesk.ui.layouts import Column
from ikdesk.ui.picture_ink import chart_palette, paint_item
from ikdesk.ui.text import Label, announce, plain_tip
from ikdesk.ui.theme import color, font, px

TEXT = 12.5  # logical pixels at 100 %, ordinary text in the matrix
_WAYS = {Qt.Key.Key_Up: (1, 0), Qt.Key.Key_Down: (-1, 0), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Left: (0, -1)}
_CLEARS = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_PRESSES = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PLAIN = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.KeypadModifier


class MatrixField(QWidget):
    """A cell of the risk matrix: ``value()`` is (probability, consequence), or None; ``changed`` when it is another.

    ``again()`` when the cell that is chosen is pressed once more.

    Args:
        name: what screen readers say.
        face: what it shows.
        most: the widest it becomes, logical pixels at 100 %.
    """

    changed = Signal()
    again = Signal()

    def __init__(self, name: str, face: MatrixFace, *, most: float = 520) -> None:
        super().__init__()
        self._grid = _Grid(face, most)
        self._grid.setAccessibleName(str(name))
        self.setFocusProxy(self._grid)
        self.setAccessibleName(str(name))
        self._lines = [Label("", look) for look in ("secondary", "secondary", "strong")]
        self._hinted = Label("", "secondary")
        self._hinted.hide()
        Column(self._grid, self._hinted, *self._lines, spacing=3, parent=self)
        self._grid.moved.connect(self._say)
        self._grid.chosen.connect(self._on_chosen)
        self._grid.again.connect(self.again)
        self._say()

    def value(self) -> Place | None:
        """The cell that is chosen."""
        return self._grid.value

    def set_value(self, value: object) -> None:
        """Choose a cell; None, or one that is not there, chooses none."""
        place = (int(value[0]), int(value[1])) if isinstance(value, (tuple, list)) and len(value) == 2 else None
        self._grid.value = place if place is not None and self._grid.face.holds(place) else None
        self._grid.update()
        self._say()

    def complaint(self) -> str:
        """Nothing that is chosen here can be misunderstood."""
        return ""

    def show_face(self, face: MatrixFace) -> None:
        """Show another matrix; what was chosen stays, if it is still there."""
        self._grid.show_face(face)
        self.set_value(self._grid.value)

    def suggest(self, probability: int | None, consequence: int | None, words: str = "") -> None:
        """Draw a dashed line around what is suggested: a row, a column, or the cell where they meet.

        Args:
            probability: the row; None: every one.
            consequence: the column; None: every one.
            words: where it comes from, said under the matrix: "Stiplet: det loggen sier".
        """
        self._grid.hinted = (probability, consequence)
        self._grid.update()
        self._hinted.say(words)
        self._hinted.setVisible(bool(words))

    def show_before(self, place: Place | None, words: str = "") -> None:
        """Mark where it was before with a dashed circle; None for nowhere.

        Args:
            place: probability and consequence.
            words: what stands in the circle: "før".
        """
        self._grid.before = (place, words or str(_("før"))) if place is not None else None
        self._grid.update()

    def _on_chosen(self) -> None:
        self._say()
        value = self._grid.value
        announce(self._grid, ". ".join(self._grid.face.said(value)) if value else str(_("Ingen rute er valgt.")))
        self.changed.emit()

    def _say(self) -> None:
        """What the cell under the mouse means, or the one that is chosen; as many lines whatever is said."""
        place = self._grid.over or self._grid.value
        said = self._grid.face.said(place) if place else (str(_("Klikk i en rute, eller bruk piltastene.")), " ", " ")
        for label, words in zip(self._lines, said, strict=True):
            label.say(words)
        self._grid.setAccessibleDescription(". ".join(said).strip(" ."))


class _Grid(QWidget):
    """The cells."""

    chosen = Signal()
    moved = Signal()  # the mouse is over another cell
    again = Signal()

    def __init__(self, face: MatrixFace, most: float) -> None:
        super().__init__()
        self.face, self._most = face, most
        self.value: Place | None = None
        self.over: Place | None = None
        self.hinted: tuple[int | None, int | None] = (None, None)
        self.before: tuple[Place, str] | None = None
        self._drawn: tuple[int, FaceScene] | None = None
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def show_face(self, face: MatrixFace) -> None:
        """Show another matrix."""
        self.face, self._drawn, self._heights, self.over = face, None, {}, None
        self.updateGeometry()
        self.update()

    def ring_radius(self) -> float:
        """The radius of the focus ring; pixels."""
        return px(6)

    def hasHeightForWidth(self) -> bool:
        """The drawing decides."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the drawing at a width; pixels. A layout asks for many, so it is drawn for each only once."""
        wanted = min(width, px(self._most))
        if wanted not in self._heights:
            self._heights[wanted] = round(self._faced(wanted).scene.height) + 1
        return self._heights[wanted]

    def sizeHint(self) -> QSize:
        """As wide as it becomes."""
        return QSize(px(self._most), self.heightForWidth(px(self._most)))

    def minimumSizeHint(self) -> QSize:
        """Narrower cannot be read."""
        return QSize(px(300), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never lower than the drawing."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._drawn, self._heights = None, {}
            self.setMinimumHeight(self.heightForWidth(self.width()))
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Say what the cell under the mouse means."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._at(QPointF(event.pos()))
            words = "\n".join(self.face.said(place)) if place else ""
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next cell and choose it, Delete chooses none."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~_PLAIN:
            super().keyPressEvent(event)
        elif key in _WAYS:
            self._choose(self._beside(_WAYS[key]))
        elif key in _CLEARS:
            self._choose(None)
        elif key in _PRESSES and self.value is not None:
            self.again.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over the cells."""
        self._hover(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell."""
        place = self._at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or place is None:
            return
        if place == self.value:
            self.again.emit()
        self._choose(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the matrix, and over it what is under the mouse, suggested, and chosen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        faced = self._faced(self.width())
        for item in faced.scene.items:
            paint_item(painter, item)
        if self.over is not None and self.over != self.value:
            _frame(painter, _box(faced.cells[self.over]), 1.5)
        if self.hinted != (None, None):
            self._paint_hint(painter, faced)
        if self.before is not None and self.face.holds(self.before[0]):
            _paint_before(painter, _box(faced.cells[self.before[0]]), self.before[1])
        if self.value is not None:
            _paint_chosen(painter, _box(faced.cells[self.value]))
        if self.property("wrong") == "true":
            painter.setPen(QPen(color("danger"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(_around(faced.cells.values()).adjusted(-2, -2, 2, 2), px(4), px(4))
        painter.end()

    def _paint_hint(self, painter: QPainter, faced: FaceScene) -> None:
        up, right = self.hinted
        meant = [box for place, box in faced.cells.items() if up in {None, place[0]} and right in {None, place[1]}]
        if meant:
            pen = QPen(color("text"), px(2), Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(_around(meant).adjusted(-1, -1, 1, 1), px(4), px(4))

    def _faced(self, width: int) -> FaceScene:
        wanted = min(width, px(self._most))
        if self._drawn is None or self._drawn[0] != wanted:
            self._drawn = wanted, face_scene(self.face, wanted, chart_palette(), px(TEXT))
        return self._drawn[1]

    def _at(self, point: QPointF) -> Place | None:
        return self._faced(self.width()).at(point.x(), point.y())

    def _beside(self, way: Place) -> Place:
        """The cell an arrow leads to: the least of all where none is chosen yet."""
        if self.value is None:
            return 1, 1
        there = self.value[0] + way[0], self.value[1] + way[1]
        return there if self.face.holds(there) else self.value

    def _choose(self, place: Place | None) -> None:
        if place != self.value:
            self.value = place
            self.update()
            self.chosen.emit()

    def _hover(self, place: Place | None) -> None:
        if place != self.over:
            self.over = place
            self.setCursor(Qt.CursorShape.PointingHandCursor if place else Qt.CursorShape.ArrowCursor)
            self.update()
            self.moved.emit()


def _box(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.w, rect.h)


def _around(boxes: Iterable[Rect]) -> QRectF:
    whole = QRectF()
    for rect in boxes:
        whole = whole.united(_box(rect))
    return whole


def _frame(painter: QPainter, box: QRectF, width: float) -> None:
    painter.setPen(QPen(color("text"), px(width)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, px(4), px(4))


def _paint_chosen(painter: QPainter, box: QRectF) -> None:
    """A thick frame and a tick: never by colour alone."""
    _frame(painter, box, 2.6)
    far = min(box.width(), box.height()) * 0.3
    at = QPointF(box.center().x(), box.center().y() + box.height() * 0.12)
    painter.setPen(QPen(color("on_primary"), px(1.2)))
    painter.setBrush(color("primary"))
    painter.drawEllipse(at, far, far)
    side = far * 1.35
    paint_icon(painter, "check", color("on_primary"), QRectF(at.x() - side / 2, at.y() - side / 2, side, side))


def _paint_before(painter: QPainter, box: QRectF, words: str) -> None:
    """A dashed ring with a word in it."""
    painter.setFont(font(0.86))
    wide = painter.fontMetrics().horizontalAdvance(words) + px(12)
    high = painter.fontMetrics().height() + px(3)
    ring = QRectF(box.center().x() - wide / 2, box.bottom() - high - px(3), wide, high)
    painter.setBrush(color("surface"))
    painter.setPen(QPen(color("text"), px(1.2), Qt.PenStyle.DashLine))
    painter.drawRoundedRect(ring, high / 2, high / 2)
    painter.setPen(color("text"))
    painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, words)

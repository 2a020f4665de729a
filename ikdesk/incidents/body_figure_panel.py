"""A child seen from the front and from the back: what part of its body is pointed at, by mouse or by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _
from ikdesk.picture.body import HEIGHT, LEFT, RIGHT, TITLES, WIDTH, Region, details, regions, sides_said, titles_said
from ikdesk.ui.picture_ink import painter_path
from ikdesk.ui.text import announce, plain_tip, teach_roles
from ikdesk.ui.theme import color, font, px

_SCALE = 0.74  # logical pixels a unit of the drawing at 100 %
_NEAR = 7.0  # units beside a shape that still mean it
_WAYS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_PRESSED = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_BOTH = "both"


class BodyFigure(QWidget):
    """The child from the front and the back, and its face. ``chosen(part, side)`` when something was pointed at.

    Arrow keys go from part to part, Enter and the space bar choose.
    """

    chosen = Signal(str, str)
    accessible_role = QAccessible.Role.Graphic

    def __init__(self, codebook: Codebook) -> None:
        super().__init__()
        teach_roles()
        self._codebook = codebook
        self._paths = [(region, painter_path(region.shape)) for region in regions()]
        self._part, self._side = "", ""
        self.at = next(region for region in regions() if region.part == "face")  # where the keys are
        self._over: Region | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._tell()

    def show_chosen(self, part: str, side: str) -> None:
        """Show what is chosen; "" for nothing."""
        self._part, self._side = part, side
        found = [region for region in regions() if self._is_chosen(region)]
        if found and self.at not in found:
            self.at = found[0]
        self._tell()
        self.update()

    def name_of(self, region: Region) -> str:
        """What a shape stands for: "Kne, venstre"."""
        return said_of(self._codebook, region.part, region.side)

    def sizeHint(self) -> QSize:
        """As large as the drawing."""
        return QSize(px(WIDTH * _SCALE), px(HEIGHT * _SCALE))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _is_chosen(self, region: Region) -> bool:
        return region.part == self._part and (not region.side or self._side in {"", _BOTH, region.side})

    def _tell(self) -> None:
        """What screen readers say: where the keys are, and what is chosen."""
        where = _("{what} – {figure}").format(what=self.name_of(self.at), figure=str(TITLES[self.at.figure]).lower())
        self.setAccessibleName(_("Hvor på kroppen? {where}").format(where=where))
        told = said_of(self._codebook, self._part, self._side) if self._part else str(_("Ingenting er valgt."))
        self.setAccessibleDescription(_("Valgt: {what}").format(what=told) if self._part else told)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _found(self, point: QPointF) -> Region | None:
        """The shape at a point of the widget: the topmost it lies in, or else the nearest close by."""
        there = point / self._scale()
        inside = next((region for region, path in reversed(self._paths) if path.contains(there)), None)
        if inside is not None:
            return inside
        near = [(_distance(region, there), order, region) for order, (region, _path) in enumerate(self._paths)]
        far, _order, nearest = min(near)
        return nearest if far <= _NEAR else None

    def _scale(self) -> float:
        return px(WIDTH * _SCALE) / WIDTH

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what would be chosen, and say what it is."""
        over = self._found(event.position())
        if over is not self._over:
            self._over = over
            self.setToolTip(plain_tip(self.name_of(over)) if over else "")
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is elsewhere."""
        super().leaveEvent(event)
        self._over = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pointed at."""
        found = self._found(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        if found is not None:
            self.at = found
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next part that way, or choose."""
        key = Qt.Key(event.key())
        if key in _PRESSED and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._choose()
        elif key in _WAYS:
            self._go(*_WAYS[key])
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        self.chosen.emit(self.at.part, self.at.side)
        announce(self, _("Valgt: {what}").format(what=self.name_of(self.at)))

    def _go(self, across: int, down: int) -> None:
        """To the nearest shape on that side; what lies askew counts as farther away."""

        def far(region: Region) -> float:
            dx, dy = region.at[0] - self.at.at[0], region.at[1] - self.at.at[1]
            along, aside = (dx * across, dy) if across else (dy * down, dx)
            return along + 2.2 * abs(aside) if along > 2 else float("inf")

        nearest = min(regions(), key=far)
        if far(nearest) < float("inf"):
            self.at = nearest
            self._tell()
            announce(self, self.name_of(nearest))
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        self.update()

    def ring_radius(self) -> float:
        """The radius of its corners, for the focus ring; pixels."""
        return px(9)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the drawings and the words around them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale()
        painter.scale(scale, scale)
        for region, path in self._paths:
            self._paint(painter, region, path)
        self._paint_look(painter)
        painter.resetTransform()
        painter.setFont(font(0.93))
        painter.setPen(color("muted"))
        words = [(x, y, str(TITLES[what])) for x, y, what in titles_said()]
        words += [(x, y, self._codebook.label("side", side)) for x, y, side in sides_said()]
        for x, y, said in words:
            wide = painter.fontMetrics().horizontalAdvance(said)
            painter.drawText(QPointF(x * scale - wide / 2, y * scale - 1), said)
        painter.end()

    def _paint(self, painter: QPainter, region: Region, path: QPainterPath) -> None:
        """Chosen is filled and has a thick line; where the mouse or the keys are, a lighter fill."""
        chosen = self._is_chosen(region)
        pointed = region is self._over or (self.hasFocus() and region is self.at)
        painter.setBrush(color("primary" if chosen else "sel" if pointed else "tint"))
        line = color("text" if chosen or pointed else "strong")
        painter.setPen(QPen(line, 2.6 if self.hasFocus() and region is self.at else 2 if chosen or pointed else 1))
        painter.drawPath(path)

    def _paint_look(self, painter: QPainter) -> None:
        """Eyes and a mouth, to be seen on whatever lies below."""
        *eyes, mouth = details()
        on = {"face", "eye"} & {self._part}
        front, near = ("on_primary" if "face" in on else "on_tint"), ("on_primary" if "eye" in on else "on_tint")
        for eye, token in zip(eyes, (front, front, near, near), strict=True):
            painter.fillPath(painter_path(eye), color(token))
        painter.strokePath(painter_path(mouth), QPen(color(front), 1.6))


def _distance(region: Region, point: QPointF) -> float:
    """How far a point is from the box around a shape."""
    left, top, right, bottom = region.bounds
    dx = max(left - point.x(), 0.0, point.x() - right)
    dy = max(top - point.y(), 0.0, point.y() - bottom)
    return float((dx * dx + dy * dy) ** 0.5)


def said_of(codebook: Codebook, part: str, side: str) -> str:
    """A part of the body in words, with its side where it has one: "Kne, venstre"."""
    named = codebook.label("body_part", part)
    return f"{named}, {codebook.label('side', side).lower()}" if side in {RIGHT, LEFT, _BOTH} else named

"""A scene in Qt's ink: each of its items painted, found under the mouse, and ringed."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QStaticText,
    QTransform,
)

from ikdesk.picture.palette import DARK, LIGHT, Palette
from ikdesk.picture.scene import Circle, Command, Image, Item, Label, Line, Path, Rect, Scene, hatch_lines
from ikdesk.ui.paint import rounded
from ikdesk.ui.theme import REGULAR, SEMIBOLD, color, current, font, px

CORNER = 3
LARGE = 64  # pixels; letters are drawn this large and scaled down
_REACH = 9  # logical pixels from the middle of a small point that still mean it
_DIM = 0.86  # of a drawing on a dark screen
_TIP = 280  # logical pixels a tip is wide at most
_RING = (2.0, 1.0)  # outside and inside


def chart_palette() -> Palette:
    """The colours of charts as the screen looks now."""
    theme = current()
    if not theme.contrast:
        return DARK if theme.dark else LIGHT
    own = theme.tokens
    return replace(
        DARK if theme.dark else LIGHT,
        surface=own.surface, text=own.text, muted=own.text, grid=own.border, axis=own.text, now=own.primary,
        past=own.bar, other=own.text, fewer=own.surface, more=own.surface, flag=own.text, series=own.series,
    )  # fmt: skip


def paint_item(painter: QPainter, item: Item) -> None:
    """Draw one item of a scene."""
    match item:
        case Rect():
            _paint_rect(painter, item)
        case Label():
            _paint_label(painter, item)
        case Line():
            painter.setPen(_pen(item.stroke, item.width, item.dash))
            painter.drawLine(QLineF(item.x1, item.y1, item.x2, item.y2))
        case Path():
            _pen_and_brush(painter, item.fill, item.stroke, item.width)
            painter.drawPath(_path(item.commands))
        case Circle():
            _pen_and_brush(painter, item.fill, item.stroke, item.width)
            painter.drawEllipse(QPointF(item.x, item.y), item.r, item.r)
        case Image():
            _paint_image(painter, item)


def painter_path(commands: tuple[Command, ...]) -> QPainterPath:
    """The lines of a shape, as Qt draws them."""
    made = QPainterPath()
    for what, *at in commands:
        match what:
            case "M":
                made.moveTo(at[0], at[1])
            case "L":
                made.lineTo(at[0], at[1])
            case "C":
                made.cubicTo(*at)
            case _:
                made.closeSubpath()
    return made


def item_at(scene: Scene, point: QPointF) -> Item | None:
    """What the mouse is on that explains itself or can be opened; of small points the nearest.

    Args:
        scene: the drawing.
        point: in it.
    """
    told = [item for item in reversed(scene.items) if getattr(item, "tip", "") or getattr(item, "key", "")]
    hit = next((item for item in told if _touches(item, point)), None)
    if hit is not None:
        return hit
    away = [(math.hypot(point.x() - item.x, point.y() - item.y), at) for at, item in enumerate(told)
            if isinstance(item, Circle)]  # fmt: skip
    near = min(away, default=None)
    return told[near[1]] if near is not None and near[0] <= px(_REACH) else None


def paint_hover(painter: QPainter, item: Item) -> None:
    """A quiet veil over what the mouse can open."""
    veil = color("text")
    veil.setAlphaF(0.12)
    painter.fillPath(_outline(item), veil)


def paint_ring(painter: QPainter, item: Item, inside: QRectF) -> None:
    """The ring around what the keys are at: dark outside and light inside, seen on every colour.

    Args:
        painter: paints over the scene.
        item: what it goes around.
        inside: the whole drawing.
    """
    around = _outline(item)
    everything = QPainterPath()
    everything.addRect(inside)
    painter.save()
    painter.setClipPath(everything.subtracted(around))  # what is written on it stays to be read
    outer, inner = (px(part) for part in _RING)
    for width, token in ((outer + inner, "focus_outer"), (inner, "focus_inner")):
        painter.strokePath(around, QPen(color(token), 2 * width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                                        Qt.PenJoinStyle.RoundJoin))  # fmt: skip
    painter.restore()


def paint_tip(painter: QPainter, tip: str, at: QRectF, inside: QRectF) -> None:
    """What a stop says, on a plate below it, or above where there is no room: the keys have no mouse to wait with.

    Args:
        painter: paints over the scene.
        tip: what it says; nothing is painted where it says nothing.
        at: what it is about.
        inside: the whole drawing.
    """
    if not tip:
        return
    letters, air, gap = font(0.93), px(7), sum(px(part) for part in _RING) + px(3)
    most = min(px(_TIP), inside.width() - 2 * air)
    flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
    words = QFontMetricsF(letters).boundingRect(QRectF(0, 0, most, 2000), flags, tip)
    plate = QRectF(0, 0, words.width() + 2 * air + 1, words.height() + air)
    below = at.bottom() + gap + plate.height() <= inside.bottom()
    left = min(max(at.center().x() - plate.width() / 2, inside.left()), inside.right() - plate.width())
    plate.moveTopLeft(QPointF(left, at.bottom() + gap if below else max(0.0, at.top() - gap - plate.height())))
    rounded(painter, plate, px(5), color("text"))
    painter.setFont(letters)
    painter.setPen(color("surface"))
    painter.drawText(plate.adjusted(air, air / 2, -air + 1, -air / 2), flags, tip)


def _outline(item: Item) -> QPainterPath:
    """The outline of a shape; empty for what is no shape."""
    made = QPainterPath()
    match item:
        case Rect():
            radius = min(CORNER, item.w / 2, item.h / 2)
            made.addRoundedRect(QRectF(item.x, item.y, item.w, item.h), radius, radius)
        case Circle():
            made.addEllipse(QPointF(item.x, item.y), item.r, item.r)
        case Path():
            return painter_path(item.commands)
        case _:
            pass
    return made


def _touches(item: Item, point: QPointF) -> bool:
    match item:
        case Rect():
            return QRectF(item.x, item.y, item.w, item.h).adjusted(-2, -2, 2, 2).contains(point)
        case Circle():
            return math.hypot(point.x() - item.x, point.y() - item.y) <= item.r
        case Path():
            return _path(item.commands).contains(point)
        case Label():
            return _label_box(item).contains(point)
    return False


def _label_box(item: Label) -> QRectF:
    wide = len(item.text) * item.size * 0.6
    left = {"start": item.x, "middle": item.x - wide / 2, "end": item.x - wide}[item.anchor]
    return QRectF(left, item.y - item.size, wide, item.size * 1.3)


def _paint_rect(painter: QPainter, item: Rect) -> None:
    """A box with round corners; its line lies inside, so that it stays sharp."""
    inset = 0.5 if item.stroke and not item.hatch else 0.0
    painter.setPen(_pen(item.stroke, 1.0) if inset else Qt.PenStyle.NoPen)
    painter.setBrush(_brush(item.fill) if item.fill else Qt.BrushStyle.NoBrush)
    radius = max(0.0, min(CORNER, item.w / 2, item.h / 2) - inset)
    painter.drawRoundedRect(
        QRectF(item.x + inset, item.y + inset, item.w - 2 * inset, item.h - 2 * inset), radius, radius
    )
    if item.hatch:
        painter.setPen(_pen(item.stroke, 1.0))
        painter.drawLines([QLineF(*line) for line in hatch_lines(item)])


def _pen_and_brush(painter: QPainter, fill: str, stroke: str, width: float) -> None:
    painter.setPen(_pen(stroke, width) if stroke else Qt.PenStyle.NoPen)
    painter.setBrush(_brush(fill) if fill else Qt.BrushStyle.NoBrush)


def _paint_label(painter: QPainter, item: Label) -> None:
    """Letters of exactly the size they were measured in; a font of whole pixels would be up to 4 % wider."""
    letters, rise = _letters(current().family, item.bold)
    words, wide = _words(current().family, item.text, item.bold)
    left = 0.0 if item.anchor == "start" else -wide / 2 if item.anchor == "middle" else -wide
    scale = item.size / LARGE
    painter.setFont(letters)
    painter.setPen(_pen(item.colour, 1.0))
    before = painter.worldTransform()
    painter.setWorldTransform(QTransform(scale, 0.0, 0.0, scale, item.x, item.y), True)
    painter.drawStaticText(QPointF(left, -rise), words)
    painter.setWorldTransform(before)


def _paint_image(painter: QPainter, item: Image) -> None:
    image = _decoded(item.data)
    if image.isNull():
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if current().dark:
        painter.setOpacity(_DIM)
    painter.drawImage(QRectF(item.x, item.y, item.w, item.h), image)
    painter.restore()


@lru_cache(maxsize=256)
def _pen(name: str, width: float, dash: bool = False) -> QPen:  # noqa: FBT001, FBT002 (keywords make it slower)
    pen = QPen(QColor(name), width)
    if dash:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


@lru_cache(maxsize=128)
def _brush(name: str) -> QBrush:
    return QBrush(QColor(name))


@lru_cache(maxsize=8)
def _letters(family: str, bold: bool) -> tuple[QFont, float]:  # noqa: ARG001, FBT001 (made anew for another family)
    """The letters, and how far they rise above the line they stand on."""
    letters = font(1.0, SEMIBOLD if bold else REGULAR, tabular=True)
    letters.setPixelSize(LARGE)
    return letters, QFontMetricsF(letters).ascent()


@lru_cache(maxsize=2048)
def _words(family: str, text: str, bold: bool) -> tuple[QStaticText, float]:  # noqa: FBT001
    """Words with each letter in its place, found once, and how wide they are."""
    letters, _rise = _letters(family, bold)
    words = QStaticText(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    words.prepare(QTransform(), letters)
    return words, QFontMetricsF(letters).horizontalAdvance(text)


@lru_cache(maxsize=256)
def _path(commands: tuple[Command, ...]) -> QPainterPath:
    return painter_path(commands)


@lru_cache(maxsize=1)
def _decoded(data: bytes) -> QImage:
    return QImage.fromData(data)

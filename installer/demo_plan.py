"""Draws the plans of the demo kindergarten, which lie in resources/demo: run it when they shall look otherwise."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, Qt  # noqa: TID251 (it draws pictures)
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPainterPath, QPen, QPolygonF  # noqa: TID251 (as above)

WIDE, HIGH = 1200, 760  # as it is drawn
SCALE = 0.75  # pixels for each of these
LINE, WALL, ROOF, PATH, SAND, SNOW, WATER, WOOD = (
    "#6B7F87", "#46555D", "#E7E2DA", "#DDD8CE", "#F1DFB8", "#DCE9F2", "#BFDDE8", "#C9A77A",
)  # fmt: skip
GRASS, FOREST, FLOOR, WET = "#E4EEDD", "#C3D9BB", "#F6F3EE", "#E3EDF1"
FOLDER = Path(__file__).resolve().parents[1] / "resources" / "demo"


def _pen(painter: QPainter, ink: str = LINE, width: float = 3) -> None:
    painter.setPen(QPen(QColor(ink), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))


def _box(painter: QPainter, fill: str, box: tuple[float, float, float, float], round_by: float = 6) -> None:
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(QRectF(*box), round_by, round_by)


def _shape(painter: QPainter, fill: str, *points: tuple[float, float]) -> None:
    painter.setBrush(QColor(fill))
    painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))


def _tree(painter: QPainter, x: float, y: float, size: float = 26) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#93B98A"))
    painter.drawEllipse(QPointF(x, y), size, size)
    painter.setBrush(QColor("#7FA877"))
    painter.drawEllipse(QPointF(x - size * 0.2, y - size * 0.2), size * 0.5, size * 0.5)


def outdoors(painter: QPainter) -> None:
    """The building, the hill, and what children play at."""
    painter.fillRect(0, 0, WIDE, HIGH, QColor(GRASS))
    painter.setPen(Qt.PenStyle.NoPen)
    _shape(painter, FOREST, (0, 0), (330, 0), (250, 120), (90, 210), (0, 230))
    for x, y in ((40, 50), (110, 40), (180, 70), (60, 130), (250, 40), (120, 130), (30, 200)):
        _tree(painter, x, y)
    _box(painter, PATH, (560, 640, 620, 100), 20)  # the parking place
    _pen(painter, "#FFFFFF", 4)
    for x in range(640, 1160, 80):
        painter.drawLine(x, 655, x, 720)
    _pen(painter, "#C9C2B4", 30)
    way = QPainterPath(QPointF(520, 690))
    way.cubicTo(430, 690, 470, 520, 480, 470)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(way)
    painter.setPen(QPen(QColor("#CFC8BA"), 40))
    painter.drawEllipse(QRectF(90, 500, 260, 170))  # the cycle track
    _pen(painter, WALL, 4)
    _shape(painter, ROOF, (380, 300), (730, 300), (730, 420), (600, 420), (600, 480), (380, 480))
    _pen(painter, LINE, 2)
    painter.drawLine(380, 360, 730, 360)
    for step in range(4):
        _box(painter, "#D2CCC0", (735 + step * 9, 372, 9, 44), 0)
    _pen(painter, WALL, 3)
    _box(painter, ROOF, (250, 330, 90, 60))  # prams
    _hill(painter)
    _play(painter)
    _fence(painter)


def _hill(painter: QPainter) -> None:
    _pen(painter)
    _shape(painter, SNOW, (820, 60), (1130, 45), (1140, 300), (910, 320))
    _pen(painter, "#B5CAD8", 3)
    for inset in (30, 62, 94):
        line = QPainterPath(QPointF(845 + inset * 0.6, 70 + inset))
        line.quadTo(QPointF(990, 40 + inset), QPointF(1125, 60 + inset))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(line)


def _play(painter: QPainter) -> None:
    _pen(painter)
    _box(painter, SAND, (840, 400, 150, 110), 26)  # sand
    _box(painter, "#EBD3AE", (1030, 380, 120, 100))  # climbing frame
    for at in range(3):
        painter.drawLine(1030 + 30 * (at + 1), 380, 1030 + 30 * (at + 1), 480)
    _box(painter, "#E8C7B6", (1020, 535, 130, 34), 16)  # slide
    _pen(painter, WOOD, 6)
    painter.drawLine(420, 215, 470, 130)
    painter.drawLine(580, 215, 530, 130)
    painter.drawLine(470, 130, 530, 130)  # swing
    _pen(painter)
    painter.setBrush(QColor("#EFE6D3"))
    painter.drawEllipse(QPointF(500, 205), 34, 18)
    painter.drawPolygon(QPolygonF([QPointF(700, 100 + 0), QPointF(760, 150), QPointF(740, 215), QPointF(660, 215),
                                   QPointF(640, 150)]))  # fmt: skip
    _pen(painter, "#8FBFCF", 12)
    water = QPainterPath(QPointF(780, 560))
    water.cubicTo(820, 540, 860, 590, 920, 560)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(water)


def _fence(painter: QPainter) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(QColor(WALL), 5)
    pen.setDashPattern([3, 1.5])
    painter.setPen(pen)
    for x1, y1, x2, y2 in ((20, 20, 1180, 20), (1180, 20, 1180, 620), (1180, 620, 560, 620), (450, 620, 380, 620),
                           (380, 620, 380, 735), (380, 735, 20, 735), (20, 735, 20, 20)):  # fmt: skip
        painter.drawLine(x1, y1, x2, y2)
    _pen(painter, "#A8430A", 8)
    painter.drawLine(450, 620, 470, 570)
    painter.drawLine(560, 620, 540, 570)  # the gate stands open


def indoors(painter: QPainter) -> None:
    """The rooms, seen from above."""
    painter.fillRect(0, 0, WIDE, HIGH, QColor("#EEF1EF"))
    _pen(painter, WALL, 6)
    _box(painter, FLOOR, (60, 60, 1080, 640), 0)
    rooms = (
        (60, 60, 330, 260, FLOOR), (390, 60, 250, 260, "#F1E9DC"), (640, 60, 220, 260, FLOOR),
        (860, 60, 280, 260, "#E9EDE3"), (60, 420, 240, 280, "#F1E9DC"), (300, 420, 190, 280, WET),
        (490, 420, 170, 280, WET), (660, 420, 240, 280, FLOOR), (900, 420, 240, 280, "#E7E6EE"),
    )  # fmt: skip
    for x, y, w, h, fill in rooms:
        _box(painter, fill, (x, y, w, h), 0)
    _pen(painter, "#EEF1EF", 10)
    for x, y in ((200, 320), (500, 320), (730, 320), (980, 320), (160, 420), (380, 420), (560, 420), (760, 420),
                 (1000, 420)):  # fmt: skip
        painter.drawLine(x, y, x + 60, y)
    _pen(painter, LINE, 3)
    for step in range(6):
        _box(painter, "#E3DED4", (1060 + step * 12, 340, 12, 62), 0)
    _box(painter, "#D9E3D3", (110, 110, 110, 60), 14)
    _box(painter, "#E8D9C3", (690, 120, 120, 70), 10)
    for x in (950, 1020, 1090):
        painter.setBrush(QColor("#D5D9E8"))
        painter.drawEllipse(QPointF(x, 620), 26, 18)
    for x in range(86, 270, 30):
        _box(painter, "#E0CDB0", (x, 660, 24, 30), 2)


def draw(name: str, what: Callable[[QPainter], None]) -> Path:
    """Draw one plan."""
    image = QImage(round(WIDE * SCALE), round(HIGH * SCALE), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    what(painter)
    painter.end()
    path = FOLDER / name
    image.save(str(path), "PNG", 0)  # type: ignore[call-overload]
    return path


def main() -> None:
    """Draw both."""
    app = QGuiApplication.instance() or QGuiApplication([])
    for name, what in (("plan-out.png", outdoors), ("plan-in.png", indoors)):
        print(draw(name, what))
    del app


if __name__ == "__main__":
    main()

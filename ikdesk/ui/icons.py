"""The icons: line drawings that take their colour when they are painted."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ikdesk.kernel.paths import resource
from ikdesk.ui.theme import color, px


@cache
def _drawing(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _painted(name: str, value: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # late: not needed before something is painted

    drawing = _drawing(name).replace("currentColor", value)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, ink: QColor, size: float, ratio: float = 1.0) -> QPixmap:
    """An icon as pixels.

    Args:
        name: a file in ``resources/icons`` without ``.svg``.
        ink: the colour of its lines.
        size: logical pixels at 100 %.
        ratio: device pixels for each logical pixel.
    """
    return _painted(name, ink.name(), px(size), ratio)


def paint_icon(painter: QPainter, name: str, ink: QColor, box: QRectF) -> None:
    """Paint an icon in a box of logical pixels (already at the text size chosen)."""
    side = round(min(box.width(), box.height()))
    drawn = _painted(name, ink.name(), side, painter.device().devicePixelRatioF())
    painter.drawPixmap(round(box.center().x() - side / 2), round(box.center().y() - side / 2), drawn)


def icon(name: str, ink: str = "text", size: float = 18) -> QIcon:
    """An icon for Qt's own menus and title bars.

    Args:
        name: a file in ``resources/icons`` without ``.svg``.
        ink: the name of a colour token.
        size: logical pixels at 100 %.
    """
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, color(ink), size, ratio))
    return made


class Icon(QWidget):
    """An icon that stands alone and says nothing: the words beside it do.

    Args:
        name: a file in ``resources/icons`` without ``.svg``.
        ink: the name of a colour token.
        size: logical pixels at 100 %.
        circle: the token of a round background, or "" for none; it is twice as large as the icon.
    """

    def __init__(self, name: str, ink: str = "text", size: float = 20, *, circle: str = "") -> None:
        super().__init__()
        self._name, self._ink, self._size, self._circle = name, ink, size, circle
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, ink: str, circle: str = "") -> None:
        """Show another icon."""
        self._name, self._ink, self._circle = name, ink, circle
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as it was said to be."""
        side = px(self._size * (1.84 if self._circle else 1))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        if self._circle:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(self._circle))
            painter.drawEllipse(QRectF(self.rect()))
        side = px(self._size)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._name, color(self._ink), box)
        painter.end()

"""The few shapes every control of ours is painted with."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

_NO_COLOR = QColor(Qt.GlobalColor.transparent)


def rounded(
    painter: QPainter, box: QRectF, radius: float, fill: QColor | None, line: QColor | None = None, width: float = 1
) -> None:
    """A box with round corners; its line lies inside, so that it stays sharp."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if line is not None else 0
    painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else _NO_COLOR)
    inner = box.adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(inner, max(0.0, radius - inset), max(0.0, radius - inset))


def write(
    painter: QPainter, box: QRectF, text: str, ink: QColor, *, align: Qt.AlignmentFlag, wrap: bool = False
) -> None:
    """Words in a box, in the painter's font; cut with three dots where they do not fit on one line."""
    painter.setPen(ink)
    flags = int(align) | int(Qt.AlignmentFlag.AlignVCenter)
    if wrap:
        painter.drawText(box, flags | int(Qt.TextFlag.TextWordWrap), text)
        return
    metrics = QFontMetrics(painter.font())
    shown = text
    if metrics.horizontalAdvance(text) > box.width() + 1:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, flags | int(Qt.TextFlag.TextSingleLine), shown)

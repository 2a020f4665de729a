"""Draws every kind of picture, and the same number of the same shapes bare; prints a line for each with both times.

``picture_program.py ROUNDS``. A line: the kind, seconds from the numbers to the finished drawing, seconds for the bare
shapes, separated by tabs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt  # noqa: TID251 (it measures Qt)
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QPainter, QPen  # noqa: TID251
from PySide6.QtWidgets import QApplication  # noqa: TID251

from ikdesk.picture.layout import layout
from ikdesk.picture.scene import Circle, Command, Image, Item, Label, Line, Path, Rect, Scene, hatch_lines
from ikdesk.picture.spec import Spec
from ikdesk.ui.picture_ink import paint_item, painter_path
from ikdesk.ui.theme import REGULAR, SEMIBOLD, apply_theme, font
from installer.bench.picture_kinds import KINDS
from installer.bench.timing import call_by_call

WIDTH, SIZE = 640, 12.5
Four = tuple[float, float, float, float]
Stroke = tuple[Any, ...]  # how a shape is drawn, and what is told of it


def main(rounds: str) -> None:
    """Draw, and print."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # nobody's screen is disturbed
    application = QApplication(sys.argv[:1])
    apply_theme(application, dark=False, factor=1.0)
    for name, spec in KINDS.items():
        ours, bare = jobs_of(spec)
        print(name, *call_by_call(int(rounds), ours, bare), sep="\t", flush=True)
    os._exit(0)  # how fast it is taken down is of no interest


def jobs_of(spec: Spec) -> tuple[Callable[[], object], Callable[[], object]]:
    """From the numbers to the drawing; and the same shapes without a thought for where they go."""
    scene = layout(spec, WIDTH, size=SIZE)
    sheets = [QImage(WIDTH, round(scene.height) + 1, QImage.Format.Format_RGB32) for _way in range(2)]
    return partial(_picture, spec, sheets[0]), partial(_bare, strokes_of(scene), sheets[1])


def _picture(spec: Spec, sheet: QImage) -> None:
    sheet.fill(0xFFFFFFFF)
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for item in layout(spec, WIDTH, size=SIZE).items:
        paint_item(painter, item)
    painter.end()


def _bare(strokes: list[Stroke], sheet: QImage) -> None:
    sheet.fill(0xFFFFFFFF)
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for draw, *told in strokes:
        draw(painter, *told)
    painter.end()


def strokes_of(scene: Scene) -> list[Stroke]:
    """The shapes as plain numbers, with the colours and fonts made beforehand."""
    return [stroke for item in scene.items for stroke in _strokes(item)]


def _strokes(item: Item) -> Iterator[Stroke]:
    match item:
        case Rect():
            ink = "" if item.hatch else item.stroke
            yield _rect, (item.x, item.y, item.w, item.h), *_inks(item.fill, ink), 1.0
            for line in hatch_lines(item) if item.hatch else ():
                yield _line, line, QColor(item.stroke), 1.0
        case Line():
            yield _line, (item.x1, item.y1, item.x2, item.y2), QColor(item.stroke), item.width
        case Path():
            yield _shape, item.commands, *_inks(item.fill, item.stroke), item.width
        case Circle():
            yield _circle, (item.x, item.y), item.r, *_inks(item.fill, item.stroke), item.width
        case Label():
            yield _words, (item.x, item.y), item.text, _letters(item), QColor(item.colour)
        case Image():
            return


def _inks(fill: str, stroke: str) -> tuple[QColor | None, QColor | None]:
    return QColor(fill) if fill else None, QColor(stroke) if stroke else None


def _told(painter: QPainter, fill: QColor | None, stroke: QColor | None, width: float) -> None:
    painter.setPen(QPen(stroke, width) if stroke else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(fill) if fill else Qt.BrushStyle.NoBrush)


def _rect(painter: QPainter, box: Four, fill: QColor | None, stroke: QColor | None, width: float) -> None:
    _told(painter, fill, stroke, width)
    painter.drawRoundedRect(QRectF(*box), 3.0, 3.0)


def _line(painter: QPainter, ends: Four, stroke: QColor, width: float) -> None:
    painter.setPen(QPen(stroke, width))
    painter.drawLine(QLineF(*ends))


def _shape(
    painter: QPainter, commands: tuple[Command, ...], fill: QColor | None, stroke: QColor | None, width: float
) -> None:
    _told(painter, fill, stroke, width)
    painter.drawPath(painter_path(commands))


def _circle(
    painter: QPainter, middle: tuple[float, float], radius: float, fill: QColor | None, stroke: QColor | None,
    width: float,
) -> None:  # fmt: skip
    _told(painter, fill, stroke, width)
    painter.drawEllipse(QPointF(*middle), radius, radius)


def _words(painter: QPainter, at: tuple[float, float], words: str, letters: QFont, ink: QColor) -> None:
    painter.setFont(letters)
    painter.setPen(ink)
    painter.drawText(QPointF(*at), words)


def _letters(item: Label) -> QFont:
    letters = font(1.0, SEMIBOLD if item.bold else REGULAR, tabular=True)
    letters.setPixelSize(round(item.size))
    return letters


if __name__ == "__main__":
    main(*sys.argv[1:])

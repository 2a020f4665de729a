"""Draws every kind of picture, and the same number of the same shapes bare; prints a line for each with both times.

``picture_program.py ROUNDS``. A line: the kind, seconds from the numbers to the finished drawing, seconds for the bare
shapes, separated by tabs.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage  # noqa: TID251 (it measures Qt)

    from ikdesk.picture.scene import Item, Scene
    from ikdesk.picture.spec import Spec

WIDTH, SIZE = 640, 12.5
Stroke = tuple[str, tuple[Any, ...]]  # what the painter is told, and with what


def main(rounds: str) -> None:
    """Draw, and print."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # nobody's screen is disturbed
    from PySide6.QtWidgets import QApplication  # noqa: TID251 (it measures Qt)

    from ikdesk.ui.theme import apply_theme
    from installer.bench.picture_kinds import KINDS
    from installer.bench.timing import call_by_call

    application = QApplication(sys.argv[:1])
    apply_theme(application, dark=False, factor=1.0)
    for name, spec in KINDS.items():
        ours, bare = jobs_of(spec)
        print(name, *call_by_call(int(rounds), ours, bare), sep="\t", flush=True)
    os._exit(0)  # how fast it is taken down is of no interest


def jobs_of(spec: Spec) -> tuple[Callable[[], object], Callable[[], object]]:
    """From the numbers to the drawing; and the same shapes without a thought for where they go."""
    from PySide6.QtGui import QImage  # noqa: TID251

    from ikdesk.picture.layout import layout

    scene = layout(spec, WIDTH, size=SIZE)
    sheets = [QImage(WIDTH, round(scene.height) + 1, QImage.Format.Format_RGB32) for _way in range(2)]
    return partial(_picture, spec, sheets[0]), partial(_bare, strokes_of(scene), sheets[1])


def _picture(spec: Spec, sheet: QImage) -> None:
    from PySide6.QtGui import QPainter  # noqa: TID251

    from ikdesk.picture.layout import layout
    from ikdesk.ui.picture_ink import paint_item

    sheet.fill(0xFFFFFFFF)
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for item in layout(spec, WIDTH, size=SIZE).items:
        paint_item(painter, item)
    painter.end()


def _bare(strokes: list[Stroke], sheet: QImage) -> None:
    from PySide6.QtGui import QPainter  # noqa: TID251

    sheet.fill(0xFFFFFFFF)
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for name, told in strokes:
        getattr(painter, name)(*told)
    painter.end()


def strokes_of(scene: Scene) -> list[Stroke]:
    """What a painter is told to draw the shapes, with every colour, font and path made beforehand."""
    return [stroke for item in scene.items for stroke in _strokes(item)]


def _strokes(item: Item) -> list[Stroke]:
    from PySide6.QtCore import QLineF, QPointF, QRectF  # noqa: TID251

    from ikdesk.picture.scene import Circle, Image, Label, Line, Path, Rect, hatch_lines
    from ikdesk.ui.picture_ink import painter_path

    match item:
        case Rect():
            box = QRectF(item.x, item.y, item.w, item.h)
            hatch = hatch_lines(item) if item.hatch else []
            return [*_inks(item.fill, "" if hatch else item.stroke, 1), ("drawRoundedRect", (box, 3.0, 3.0)),
                    *(_inks("", item.stroke, 1)[:1] if hatch else []),
                    *(("drawLine", (QLineF(*line),)) for line in hatch)]  # fmt: skip
        case Line():
            line = QLineF(item.x1, item.y1, item.x2, item.y2)
            return [*_inks("", item.stroke, item.width)[:1], ("drawLine", (line,))]
        case Path():
            return [*_inks(item.fill, item.stroke, item.width), ("drawPath", (painter_path(item.commands),))]
        case Circle():
            inks = _inks(item.fill, item.stroke, item.width)
            return [*inks, ("drawEllipse", (QPointF(item.x, item.y), item.r, item.r))]
        case Label():
            return [("setFont", (_letters(item),)), *_inks("", item.colour, 1)[:1],
                    ("drawText", (QPointF(item.x, item.y), item.text))]  # fmt: skip
        case Image():
            return []


def _inks(fill: str, stroke: str, width: float) -> list[Stroke]:
    from PySide6.QtCore import Qt  # noqa: TID251
    from PySide6.QtGui import QBrush, QColor, QPen  # noqa: TID251

    pen = QPen(QColor(stroke), width) if stroke else QPen(Qt.PenStyle.NoPen)
    brush = QBrush(QColor(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush)
    return [("setPen", (pen,)), ("setBrush", (brush,))]


def _letters(item: Any) -> Any:
    from ikdesk.ui.theme import REGULAR, SEMIBOLD, font

    letters = font(1.0, SEMIBOLD if item.bold else REGULAR, tabular=True)
    letters.setPixelSize(round(item.size))
    return letters


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A chart on paper: the lines and letters of a scene, as one figure with its text alternative."""

from __future__ import annotations

from functools import singledispatch
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from ikdesk.paper import look
from ikdesk.paper.safe_text import plain
from ikdesk.paper.tagged_canvas import TaggedCanvas
from ikdesk.picture.scene import Circle, Image, Item, Label, Line, Path, Rect, Scene

HATCH_STEP = 4.0


class Figure(Flowable):
    """A scene drawn as vectors.

    Args:
        scene: what to draw.
        alt: the text alternative; it must carry the numbers.
        tallest: how high it may be, in points: a higher one is made smaller; None: as high as it is.
    """

    canv: TaggedCanvas

    def __init__(self, scene: Scene, alt: str, tallest: float | None = None) -> None:
        super().__init__()
        self.scene, self.alt = scene, plain(alt, look.glyphs())
        self._scale = 1.0 if tallest is None else min(1.0, tallest / scene.height)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """The size of the scene."""
        self.width, self.height = self.scene.width * self._scale, self.scene.height * self._scale
        return self.width, self.height

    def draw(self) -> None:
        """Draw everything as one marked run of a Figure."""
        canvas = self.canv
        corners = canvas.absolutePosition(0, 0) + canvas.absolutePosition(self.width, self.height)
        box = " ".join(f"{value:.2f}" for value in corners)
        attrs = f"<</O/Layout/Placement/Block/BBox[{box}]>>"
        with canvas.element("Figure", None, self.alt, attrs), canvas.content():
            canvas.saveState()
            canvas.translate(0, self.height)
            canvas.scale(self._scale, self._scale)
            for item in self.scene.items:
                ink(item, canvas)
            canvas.restoreState()


@singledispatch
def ink(item: Item, canvas: TaggedCanvas) -> None:  # noqa: ARG001
    raise TypeError(type(item).__name__)


@ink.register
def _(item: Rect, canvas: TaggedCanvas) -> None:
    fill, stroke = _colours(canvas, item.fill, "" if item.hatch else item.stroke)
    canvas.setLineWidth(0.6)
    canvas.rect(item.x, -item.y - item.h, item.w, item.h, stroke=stroke, fill=fill)
    if item.hatch:
        _hatch(item, canvas)


def _hatch(item: Rect, canvas: TaggedCanvas) -> None:
    """Slanted lines inside the rectangle, each cut where it leaves it."""
    canvas.setStrokeColor(look.colour(item.stroke or look.RULE))
    canvas.setLineWidth(0.6)
    path, low = canvas.beginPath(), -item.y - item.h
    along = HATCH_STEP
    while along < item.w + item.h:
        x0, x1 = max(0.0, along - item.h), min(item.w, along)
        path.moveTo(item.x + x0, low + along - x0)
        path.lineTo(item.x + x1, low + along - x1)
        along += HATCH_STEP
    canvas.drawPath(path, stroke=1, fill=0)


@ink.register
def _(item: Line, canvas: TaggedCanvas) -> None:
    canvas.setStrokeColor(look.colour(item.stroke))
    canvas.setLineWidth(item.width)
    canvas.setDash([3, 2] if item.dash else [])
    canvas.line(item.x1, -item.y1, item.x2, -item.y2)
    canvas.setDash([])


@ink.register
def _(item: Path, canvas: TaggedCanvas) -> None:
    path = canvas.beginPath()
    for name, *at in item.commands:
        points = [-value if odd else value for odd, value in zip([False, True] * 3, at, strict=False)]
        draw: Any = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}[str(name)]
        draw(*points)
    fill, stroke = _colours(canvas, item.fill, item.stroke)
    canvas.setLineWidth(item.width)
    canvas.drawPath(path, stroke=stroke, fill=fill)


@ink.register
def _(item: Circle, canvas: TaggedCanvas) -> None:
    fill, stroke = _colours(canvas, item.fill, item.stroke)
    canvas.setLineWidth(item.width)
    canvas.circle(item.x, -item.y, item.r, stroke=stroke, fill=fill)


@ink.register
def _(item: Label, canvas: TaggedCanvas) -> None:
    draw = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
    canvas.setFillColor(look.colour(item.colour))
    canvas.setFont(look.SEMIBOLD if item.bold else look.REGULAR, item.size)
    said = plain(item.text, look.glyphs())
    draw[item.anchor](item.x, -item.y, said + " " if item.anchor == "start" else said)


@ink.register
def _(item: Image, canvas: TaggedCanvas) -> None:
    """The drawing of a plan, stretched to its place."""
    canvas.drawImage(ImageReader(BytesIO(item.data)), item.x, -item.y - item.h, item.w, item.h)


def _colours(canvas: TaggedCanvas, fill: str, stroke: str) -> tuple[int, int]:
    if fill:
        canvas.setFillColor(look.colour(fill))
    if stroke:
        canvas.setStrokeColor(look.colour(stroke))
    return int(bool(fill)), int(bool(stroke))

"""Ink: rectangles, lines, paths, circles and text with their places, drawn the same on screen, in PDF and in SVG.

Lengths are points or pixels as the painter likes; x goes right and y goes down from the upper left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Command = tuple[str, *tuple[float, ...]]  # ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",)


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle; with a key it can be pointed at and clicked, with a tip it explains itself."""

    x: float
    y: float
    w: float
    h: float
    fill: str
    stroke: str = ""
    hatch: bool = False  # thin slanted lines over the fill, in the stroke's colour
    key: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 1.0
    dash: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A line of several pieces, filled or not."""

    commands: tuple[Command, ...]
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    key: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around a point."""

    x: float
    y: float
    r: float
    fill: str
    stroke: str = ""
    width: float = 1.0
    key: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text; y is its baseline, and a tip holds the whole text where it had to be shortened."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool = False
    anchor: Anchor = "start"
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A drawing somebody has made, as JPEG or PNG, stretched to its rectangle; what comes after it lies on top."""

    x: float
    y: float
    w: float
    h: float
    data: bytes


Item = Rect | Line | Path | Circle | Label | Image


@dataclass(frozen=True, slots=True)
class Scene:
    """A finished drawing: its size and everything in it, the first item lowest."""

    width: float
    height: float
    items: tuple[Item, ...]


def hatch_lines(item: Rect, step: float = 5.0) -> list[tuple[float, float, float, float]]:
    """The lines of a hatch as x1, y1, x2, y2, the same for every painter.

    Args:
        item: the rectangle.
        step: how far apart they begin along the sides.
    """
    lines = []
    for number in range(1, int((item.w + item.h) / step) + 1):
        far = number * step  # the line from (far, 0) slanting down to (0, far), cut at the sides
        x1, y1 = (far, 0.0) if far <= item.w else (item.w, far - item.w)
        x2, y2 = (0.0, far) if far <= item.h else (far - item.h, item.h)
        lines.append((item.x + x1, item.y + y1, item.x + x2, item.y + y2))
    return lines

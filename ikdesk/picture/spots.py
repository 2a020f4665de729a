"""Places on a plan: a dot where each lies, or a circle whose area is a number, with a name that can be read anywhere.

The plan itself is not in it: who paints this paints the plan first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from ikdesk.picture.metrics import CAP_HEIGHT, shorten, text_width
from ikdesk.picture.palette import Palette
from ikdesk.picture.parts import HIDDEN, figure
from ikdesk.picture.scene import Circle, Item, Label, Rect, Scene

DOT = 0.5  # the radius of a place without a number, in sizes of text
UNSAID = 0.8  # and of one whose number must not be shown
LARGEST = 3.1  # the radius of the circle with the highest number, in sizes of text
SHARE = 0.12  # but never more of the shortest side of the plan
WIDEST = 0.3  # of the width of the plan: a longer name is cut
_NAME = 0.94  # the size of names, in sizes of text
_ASIDE = 0.2  # of its plate a name may cover of another before it stands aside of its circle
_HEAVY = 4.0  # how much worse it is to cover a circle than another name

Size = tuple[float, float]  # width, height
Box = tuple[float, float, float, float]  # left, top, right, bottom
Taken = tuple[float, float, float, float, float]  # the same, and how bad it is to cover it


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a plan."""

    key: str
    name: str
    x: float  # share of the width, 0–1 from the left
    y: float  # share of the height, 0–1 from the top
    number: float | None = None  # how many; None: nothing is counted
    tip: str = ""
    hidden: bool = False  # counted, but the number must not be shown: a ring that says «:»


def spots_scene(
    spots: Sequence[Spot], size: Size, palette: Palette, text: float, *, chosen: str = "", most: float = 0
) -> Scene:
    """The places of a plan.

    Args:
        spots: the places.
        size: of the plan as it is shown; width and height.
        palette: the colours.
        text: the size of ordinary text.
        chosen: the key of the one that stands out, or "".
        most: the number the largest circle stands for, where several plans shall be read alike; 0: the highest here.
    """
    rings = [(spot, _ring(spot, radius, size, palette, text, chosen=spot.key == chosen))
             for spot, radius in radii(spots, size, text, most)]  # fmt: skip
    rings.sort(key=lambda ring: (ring[0].key == chosen, -ring[1].r))
    items: list[Item] = [circle for _spot, circle in rings]
    taken: list[Taken] = [(*_around(circle), _HEAVY) for _spot, circle in rings]
    for spot, circle in rings:
        inside = _inside(spot, circle, text)
        said, ink = (HIDDEN, palette.text) if spot.hidden else (figure(spot.number), palette.surface)
        if inside:
            low = circle.y + inside * CAP_HEIGHT / 2
            items.append(Label(circle.x, low, said, inside, ink, bold=True, anchor="middle"))
        told = spot.name if inside or not spot.number else f"{said} · {spot.name}"
        items += _named(told, circle, size, palette, text * _NAME, taken=taken)
    return Scene(size[0], size[1], tuple(items))


def radii(spots: Sequence[Spot], size: Size, text: float, most: float) -> list[tuple[Spot, float]]:
    """Each with its radius: the area follows the number, so that four times as many is twice as wide."""
    most = max([most, *(spot.number or 0 for spot in spots)])
    largest = max(text * DOT, min(text * LARGEST, min(size) * SHARE))
    alone = {True: text * UNSAID, False: text * DOT}
    return [(spot, largest * sqrt(spot.number / most) if spot.number else alone[spot.hidden]) for spot in spots]


def _ring(spot: Spot, radius: float, size: Size, palette: Palette, text: float, *, chosen: bool) -> Circle:
    hollow = spot.number == 0 or spot.hidden
    edge = palette.flag if chosen else palette.now if hollow else palette.surface
    fill = palette.surface if hollow else palette.now
    return Circle(spot.x * size[0], spot.y * size[1], radius, fill, edge, text * (0.24 if chosen else 0.14),
                  key=spot.key, tip=spot.tip or spot.name)  # fmt: skip


def _inside(spot: Spot, circle: Circle, text: float) -> float:
    """The size of a number within its circle; 0 where there is none, or no room."""
    if spot.hidden:
        return text
    if not spot.number:
        return 0.0
    wanted = min(text * 1.3, max(text * 0.85, circle.r * 0.8))
    wide = text_width(figure(spot.number), wanted, bold=True)
    return wanted if wide <= circle.r * 1.7 and wanted * CAP_HEIGHT <= circle.r * 1.4 else 0.0


def _around(circle: Circle) -> Box:
    return circle.x - circle.r, circle.y - circle.r, circle.x + circle.r, circle.y + circle.r


def _named(
    name: str, circle: Circle, size: Size, palette: Palette, letters: float, *, taken: list[Taken]
) -> list[Item]:
    """The name on a plate of its own, under its circle or where there is room; ``taken`` learns of it."""
    shown = shorten(name, letters, size[0] * WIDEST, bold=True)
    wide, high = text_width(shown, letters, bold=True) + letters * 0.7, letters * 1.45
    gap = circle.r + letters * 0.22
    lefts = (circle.x - wide / 2, circle.x + gap * 0.5, circle.x - gap * 0.5 - wide)
    corners = [(left, top) for left in lefts for top in (circle.y + gap, circle.y - gap - high)]
    corners += [(circle.x + gap, circle.y - high / 2), (circle.x - gap - wide, circle.y - high / 2)]
    plates = [_plate(left, top, wide, high) for left, top in corners]
    usual = plates[:2]
    best = min(plates, key=lambda plate: _crowded(plate, taken, size) + _ASIDE * wide * high * (plate not in usual))
    left = min(max(best[0], 0.0), max(0.0, size[0] - wide))
    top = min(max(best[1], 0.0), max(0.0, size[1] - high))
    taken.append((left, top, left + wide, top + high, 1.0))
    low = top + high / 2 + letters * CAP_HEIGHT / 2
    return [
        Rect(left, top, wide, high, palette.surface, key=circle.key),
        Label(left + wide / 2, low, shown, letters, palette.text, bold=True, anchor="middle",
              tip=name if shown != name else ""),
    ]  # fmt: skip


def _plate(left: float, top: float, wide: float, high: float) -> Box:
    return left, top, left + wide, top + high


def _crowded(plate: Box, taken: Sequence[Taken], size: Size) -> float:
    """How much of a plate lies over others, or outside."""
    left, top, right, low = plate
    covered = (right - left) * (low - top) * 2 - _shared(plate, (0.0, 0.0, *size)) * 2
    for x1, y1, x2, y2, bad in taken:
        if x1 < right and x2 > left and y1 < low and y2 > top:
            covered += _shared(plate, (x1, y1, x2, y2)) * bad
    return covered


def _shared(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0

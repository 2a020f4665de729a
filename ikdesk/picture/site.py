"""A plan of the place with a circle at each spot, its area as large as the number; the drawing itself lies below.

A name that has no room on the plan without covering a circle or another name stands under it, with its number.
"""

from __future__ import annotations

from dataclasses import replace
from math import hypot

from ikdesk.kernel.words import _
from ikdesk.picture.frame import Frame, Sizes
from ikdesk.picture.grid_spec import SiteSpec, SiteSpot
from ikdesk.picture.grid_words import counted, one_line
from ikdesk.picture.metrics import LINE_HEIGHT, wrap
from ikdesk.picture.palette import Palette
from ikdesk.picture.parts import figure
from ikdesk.picture.scene import Circle, Image, Item, Label, Rect, Scene
from ikdesk.picture.spots import Spot, radii, spots_scene

FEW = 5  # the largest circle stands for at least so many: one or two in all are no hot spot
LOWEST = 9.0  # a plan is never lower than this if its width allows it, in sizes of text


def site(spec: SiteSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The plan with its circles and names, and how high it is."""
    wide, high = _size(spec, frame, sizes)
    left = (frame.width - wide) / 2
    sheet = Rect(left, frame.top, wide, high, palette.ground, palette.grid)
    items: list[Item] = [Image(left, frame.top, wide, high, spec.image) if spec.image else sheet]
    spots = _kept_inside([_spot(spec, at) for at in range(len(spec.spots))], (wide, high), sizes)
    shown, without = _with_room(spots_scene(spots, (wide, high), palette, sizes.text, most=FEW))
    items += [_placed(spec, item, (left, frame.top)) for item in shown]
    below = _below([spec.spots[at] for at in without], (frame.top + high, frame.width), palette, sizes)
    if below:
        high += sizes.gap * 0.5 + len(below) * sizes.small * LINE_HEIGHT
    return [*items, *below], max(high, frame.height or 0.0)


def _size(spec: SiteSpec, frame: Frame, sizes: Sizes) -> tuple[float, float]:
    """As wide as there is room for, but not higher than asked."""
    high = frame.width * spec.shape
    if frame.height is not None and high > frame.height:
        high = min(high, max(frame.height, sizes.text * LOWEST))
    return high / spec.shape, high


def _spot(spec: SiteSpec, at: int) -> Spot:
    """A place, known by its number in the list while it is laid out."""
    spot = spec.spots[at]
    tip = f"{one_line(spot.name)}: {counted(spot.number, spec.unit)}"
    return Spot(str(at), one_line(spot.name), spot.x, spot.y, spot.number, tip, spot.number is None)


def _kept_inside(spots: list[Spot], size: tuple[float, float], sizes: Sizes) -> list[Spot]:
    """The places with their whole circles on the plan."""
    wide, high = size
    made = []
    for spot, radius in radii(spots, size, sizes.text, FEW):
        edge = radius + sizes.text * 0.1
        x, y = (min(max(at, edge / side), 1 - edge / side) for at, side in ((spot.x, wide), (spot.y, high)))
        made.append(replace(spot, x=x, y=y))
    return made


def _with_room(scene: Scene) -> tuple[list[Item], list[int]]:
    """Everything but the names that would cover something, and which places those belong to."""
    circles = [item for item in scene.items if isinstance(item, Circle)]
    kept: list[Rect] = []
    shown: list[Item] = []
    without: list[int] = []
    crowded = False
    for item in scene.items:
        if isinstance(item, Rect):
            crowded = any(_covers(item, one) for one in circles) or any(_meet(item, one) for one in kept)
            if crowded:
                without.append(int(item.key))
            else:
                kept.append(item)
        elif crowded:  # the name on that plate
            crowded = False
            continue
        if not crowded:
            shown.append(item)
    return shown, sorted(without)


def _covers(plate: Rect, circle: Circle) -> bool:
    """Whether a plate lies over more than the edge of a circle."""
    across = max(plate.x - circle.x, circle.x - plate.x - plate.w, 0.0)
    down = max(plate.y - circle.y, circle.y - plate.y - plate.h, 0.0)
    return hypot(across, down) < circle.r * 0.95


def _meet(one: Rect, other: Rect) -> bool:
    across = min(one.x + one.w, other.x + other.w) - max(one.x, other.x)
    down = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    return across > 0 and down > 0


def _placed(spec: SiteSpec, item: Item, by: tuple[float, float]) -> Item:
    """The same further right and down; what has something to open can be clicked."""
    if isinstance(item, Circle | Rect):
        spot = spec.spots[int(item.key)]
        return replace(item, x=item.x + by[0], y=item.y + by[1], key=spot.key if spot.number else "")
    if isinstance(item, Label):
        return replace(item, x=item.x + by[0], y=item.y + by[1])
    raise TypeError(type(item).__name__)


def _below(spots: list[SiteSpot], room: tuple[float, float], palette: Palette, sizes: Sizes) -> list[Label]:
    """The places whose names have no room, with their numbers, on lines under the plan."""
    if not spots:
        return []
    top, width = room
    named = ", ".join(f"{one_line(spot.name)}\u00a0{figure(spot.number)}" for spot in spots)
    said = str(_("Uten plass til navnet: {places}").format(places=named))
    first = top + sizes.gap * 0.5 + sizes.small
    return [
        Label(0, first + at * sizes.small * LINE_HEIGHT, line, sizes.small, palette.muted)
        for at, line in enumerate(wrap(said, sizes.small, width))
    ]

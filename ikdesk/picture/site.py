"""A plan of the place with a circle at each spot, its area as large as the number; the drawing itself lies below."""

from __future__ import annotations

from dataclasses import replace

from ikdesk.picture.frame import Frame, Sizes
from ikdesk.picture.grid_spec import SiteSpec, SiteSpot
from ikdesk.picture.grid_words import counted, one_line
from ikdesk.picture.palette import Palette
from ikdesk.picture.scene import Circle, Image, Item, Label, Rect
from ikdesk.picture.spots import Spot, spots_scene

LOWEST = 9.0  # a plan is never lower than this if its width allows it, in sizes of text


def site(spec: SiteSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The plan with its circles and names, and how high it is."""
    wide, high = _size(spec, frame, sizes)
    left = (frame.width - wide) / 2
    sheet = Rect(left, frame.top, wide, high, palette.ground, palette.grid)
    items: list[Item] = [Image(left, frame.top, wide, high, spec.image)] if spec.image else [sheet]
    scene = spots_scene([_spot(spec, spot) for spot in spec.spots], (wide, high), palette, sizes.text)
    opens = {spot.key for spot in spec.spots if spot.number}
    items += [_moved(item, (left, frame.top), opens) for item in scene.items]
    return items, max(high, frame.height or 0.0)


def _size(spec: SiteSpec, frame: Frame, sizes: Sizes) -> tuple[float, float]:
    """As wide as there is room for, but not higher than asked."""
    high = frame.width * spec.shape
    if frame.height is not None and high > frame.height:
        high = min(high, max(frame.height, sizes.text * LOWEST))
    return high / spec.shape, high


def _spot(spec: SiteSpec, spot: SiteSpot) -> Spot:
    tip = f"{one_line(spot.name)}: {counted(spot.number, spec.unit)}"
    hidden = spot.number is None
    return Spot(spot.key, one_line(spot.name), _inside(spot.x), _inside(spot.y), spot.number, tip, hidden)


def _inside(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def _moved(item: Item, by: tuple[float, float], opens: set[str]) -> Item:
    """The same further right and down; only what has something to open can be clicked."""
    if isinstance(item, Circle | Rect):
        return replace(item, x=item.x + by[0], y=item.y + by[1], key=item.key if item.key in opens else "")
    if isinstance(item, Label):
        return replace(item, x=item.x + by[0], y=item.y + by[1])
    raise TypeError(type(item).__name__)

"""From what a chart says to where its lines go: layout(spec) → Scene.

The same for every chart: message on top, what it shows under it, a key line where there are two series, how sure at the
bottom. Bars start at zero, numbers stand on them, and nothing is cut off without the whole text being in a tip.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ikdesk.picture.body_map import body_map
from ikdesk.picture.bow_tie import bow_tie
from ikdesk.picture.columns import columns
from ikdesk.picture.frame import Frame, Sizes, foot, head
from ikdesk.picture.grid import grid
from ikdesk.picture.grid_spec import BodySpec, GridSpec, RiskSpec, SiteSpec
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.lines import lines
from ikdesk.picture.palette import DARK, LIGHT, PRINT, Palette
from ikdesk.picture.risk import risk
from ikdesk.picture.rows import rows
from ikdesk.picture.runs import runs
from ikdesk.picture.scene import Item, Scene
from ikdesk.picture.site import site
from ikdesk.picture.spec import BarSpec, Spec, StripSpec
from ikdesk.picture.strip import strip
from ikdesk.picture.tie_spec import BowTieSpec


def layout(
    spec: Spec, width: float, height: float | None = None, palette: Palette = LIGHT, *, size: float = 11.0
) -> Scene:
    """The chart as a drawing.

    Args:
        spec: what the chart says.
        width: the room there is.
        height: how high it should be; it becomes higher rather than cut something off. None: what suits it.
        palette: LIGHT, DARK or PRINT.
        size: the size of ordinary text in it, in the same unit as the width.
    """
    sizes = Sizes(size)
    top_items, top = head(spec, width, palette, sizes)
    bottom_items, bottom = foot(spec, width, palette, sizes)
    frame = Frame(top, width, None if height is None else height - top - bottom)
    items, used = _drawn(spec, frame, palette, sizes)
    moved = bottom_items(top + used)
    return Scene(width, top + used + bottom, (*top_items, *items, *moved))


def _bars(spec: BarSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    return (rows if spec.horizontal else columns)(spec, frame, palette, sizes)


# who draws what; each gives its items and how high they are together
_DRAWERS: Mapping[type, Callable[[Any, Frame, Palette, Sizes], tuple[list[Item], float]]] = {
    BarSpec: _bars, StripSpec: strip, LineSpec: lines, RunSpec: runs, GridSpec: grid, BodySpec: body_map,
    SiteSpec: site, RiskSpec: risk, BowTieSpec: bow_tie,
}  # fmt: skip


def _drawn(spec: Spec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    return _DRAWERS[type(spec)](spec, frame, palette, sizes)


__all__ = ["DARK", "LIGHT", "PRINT", "Palette", "layout"]

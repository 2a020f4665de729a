"""Where the keys can go in a drawing: everything that opens or explains itself, and what lies beside what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from ikdesk.picture.grid_spec import GridSpec, RiskSpec
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.scene import Circle, Item, Path, Rect, Scene
from ikdesk.picture.spec import BarSpec, Spec, StripSpec

Way = Literal["left", "right", "up", "down"]
Box = tuple[float, float, float, float]  # left, top, right, bottom

_STEP = 1.0  # less than this is no step in any direction
_ROW = 6.0  # what lies no further apart than this stands in one row, or in one column
_ASIDE = 2.0  # how much worse it is to lie aside than to lie far away


@dataclass(frozen=True, slots=True)
class Stop:
    """Something in a drawing that opens or explains itself; the shapes that mean the same are one."""

    key: str  # what opening it means; empty: it only explains itself
    tip: str
    shapes: tuple[Rect | Path | Circle, ...]  # the ring is drawn around these
    box: Box  # of the first shape

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


def stops_of(spec: Spec, scene: Scene) -> tuple[Stop, ...]:
    """Everything the keys can go to, in the order it is read.

    Args:
        spec: what the chart says.
        scene: its drawing.
    """
    shapes: dict[tuple[str, str], list[Rect | Path | Circle]] = {}
    for item in scene.items:
        if isinstance(item, Rect | Path | Circle) and item.tip:
            shapes.setdefault((item.key, item.tip), []).append(item)
    told = {key for key, _tip in shapes}
    for item in scene.items:  # without words of its own it is part of what has the same key
        if isinstance(item, Rect | Path | Circle) and item.key and not item.tip and item.key not in told:
            shapes.setdefault((item.key, ""), []).append(item)
    found = [Stop(key, tip, tuple(alike), box_of(alike[0])) for (key, tip), alike in shapes.items()]
    return tuple(sorted(found, key=partial(_order, spec)))


def box_of(item: Item) -> Box:
    """How far a shape reaches, by its points."""
    match item:
        case Circle():
            return item.x - item.r, item.y - item.r, item.x + item.r, item.y + item.r
        case Path():
            points = [point for _what, *at in item.commands for point in zip(at[::2], at[1::2], strict=True)]
            across, down = [x for x, _y in points], [y for _x, y in points]
            return min(across), min(down), max(across), max(down)
        case Rect():
            return item.x, item.y, item.x + item.w, item.y + item.h
    raise TypeError(type(item).__name__)


def beside(spec: Spec, stops: Sequence[Stop], at: int, way: Way) -> int:
    """Where an arrow key leads from a stop: the same stop where there is nothing that way.

    Args:
        spec: what the chart says: bars are gone through one after the other, cells by row and column.
        stops: as ``stops_of`` gives them.
        at: where the keys are now.
        way: the arrow.
    """
    if isinstance(spec, BarSpec | StripSpec | RunSpec):
        return min(max(at + (1 if way in {"right", "down"} else -1), 0), len(stops) - 1)
    along = [(other, _along(stops[at], stops[other], way)) for other in range(len(stops))]
    ahead = [(other, far) for other, far in along if far > _STEP]
    if not ahead:
        return at
    if isinstance(spec, LineSpec):
        return _on_the_line(stops, at, way, ahead)
    return _onwards(stops, at, way, ahead, in_lanes=isinstance(spec, GridSpec | RiskSpec))


def _onwards(stops: Sequence[Stop], at: int, way: Way, ahead: list[tuple[int, float]], *, in_lanes: bool) -> int:
    """To the nearest, those that lie aside only where there is nothing straight ahead; cells within their row first."""
    aside = {other: _aside(stops[at], stops[other], way) for other, _far in ahead}
    lane = [one for one in ahead if in_lanes and not aside[one[0]]]
    straight = [one for one in ahead if one[1] >= aside[one[0]] / _ASIDE]
    return min(lane or straight or ahead, key=lambda one: one[1] + _ASIDE * aside[one[0]])[0]


def _on_the_line(stops: Sequence[Stop], at: int, way: Way, ahead: list[tuple[int, float]]) -> int:
    """Sideways to the nearest point of the next period; upwards and down within the period."""
    if way in {"up", "down"}:
        within = [one for one in ahead if abs(stops[one[0]].middle[0] - stops[at].middle[0]) <= _ROW]
        return min(within, key=lambda one: one[1])[0] if within else at
    nearest = min(far for _other, far in ahead)
    column = [other for other, far in ahead if far <= nearest + _ROW]
    return min(column, key=lambda other: abs(stops[other].middle[1] - stops[at].middle[1]))


def _along(one: Stop, other: Stop, way: Way) -> float:
    """How far the other lies in a direction; negative behind."""
    axis, sign = (0 if way in {"left", "right"} else 1), (1 if way in {"right", "down"} else -1)
    return sign * (other.middle[axis] - one.middle[axis])


def _aside(one: Stop, other: Stop, way: Way) -> float:
    """How far the other lies to the side of a direction; 0 where the two overlap."""
    side = 1 if way in {"left", "right"} else 0
    return max(0.0, other.box[side] - one.box[side + 2], one.box[side] - other.box[side + 2])


def _order(spec: Spec, stop: Stop) -> tuple[float, float]:
    """The order things are read in: along the bars, period by period, or line by line."""
    x, y = stop.middle
    across = isinstance(spec, LineSpec | RunSpec | StripSpec) or (isinstance(spec, BarSpec) and not spec.horizontal)
    return (x, y) if across else (round(y / _ROW), x)

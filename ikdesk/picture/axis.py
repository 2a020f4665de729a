"""What upright bars, lines and runs stand on: the scale, the labels under it, and what is over it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ikdesk.picture.flags import Raised, raise_flags
from ikdesk.picture.frame import Frame, Sizes, is_cut, label_lines
from ikdesk.picture.levels import Named, name_levels
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.metrics import LINE_HEIGHT, shorten, text_width
from ikdesk.picture.palette import Palette
from ikdesk.picture.scene import Item, Label, Line
from ikdesk.picture.spec import BarSpec, figure

Upright = BarSpec | LineSpec | RunSpec
Lines = tuple[tuple[str, bool], ...]  # of a label, and whether each is a quiet one

NARROW = 3.4  # times the size of small text: where labels begin to be left out
STEPS = (1, 2, 5)
ABOVE = 2.0  # from the top of the scale up to the baseline of the unit, in sizes of small text


@dataclass(frozen=True, slots=True)
class Plot:
    """Where zero is, how high the scale reaches and where each label's place is."""

    left: float
    right: float
    top: float
    base: float
    marks: tuple[int, ...]
    groups: int

    @property
    def slot(self) -> float:
        """The width of one label's place."""
        return (self.right - self.left) / max(1, self.groups)

    def x(self, index: float) -> float:
        """The middle of a label's place.

        Args:
            index: which label, from 0.
        """
        return self.left + (index + 0.5) * self.slot

    def y(self, value: float) -> float:
        """How far down a value is."""
        return self.base - (self.base - self.top) * value / self.marks[-1]


def ticks(most: float) -> tuple[int, ...]:
    """Whole numbers from 0 to at least the greatest value, at most seven of them.

    Args:
        most: the greatest value, above 0.
    """
    power = 1
    while True:
        for step in (part * power for part in STEPS):
            if math.ceil(most / step) <= 6:
                return tuple(range(0, (math.ceil(most / step) + 1) * step, step))
        power *= 10


@dataclass(frozen=True, slots=True)
class Ground:
    """A chart's scale with everything around it, before anything is drawn on it."""

    plot: Plot
    labels: list[Lines]
    over: Over
    height: float  # of everything

    def behind(self, spec: Upright, palette: Palette, sizes: Sizes) -> list[Item]:
        """The unit and the lines of the scale."""
        return [*_unit(spec, self.plot, self.over, (palette, sizes)), *_scale(self.plot, palette, sizes)]

    def before(self, spec: Upright, palette: Palette, sizes: Sizes) -> list[Item]:
        """The line of zero and the labels under it."""
        plot = self.plot
        items: list[Item] = [Line(plot.left, plot.base, plot.right, plot.base, palette.axis, sizes.text * 0.1)]
        for index, lines in enumerate(self.labels):
            whole = ", ".join(str(spec.labels[index]).split("\n"))
            items += _label(whole, lines, plot, plot.x(index), (palette, sizes))
        return items


def ground(spec: Upright, most: float, frame: Frame, sizes: Sizes, *, beside: float = 0.0) -> Ground:
    """Where the scale goes, with room for labels, flags and the names of levels.

    Args:
        spec: the chart.
        most: the greatest value on the scale, above 0.
        frame: the room there is.
        sizes: of the letters.
        beside: room to the right of the scale, for what stands at the ends of lines.
    """
    marks = ticks(most)
    left = max(text_width(figure(mark), sizes.small) for mark in marks) + sizes.gap * 0.8
    right = frame.width - beside
    labels = _labels(spec, (right - left) / max(1, len(spec.labels)), sizes)
    under = sizes.small * (0.5 + LINE_HEIGHT * max([1, *map(len, labels)]))
    over = Over.of(spec, (left, right), frame, sizes)
    wanted = frame.width * 0.4 + over.more if frame.height is None else frame.height
    height = max(wanted, over.height + under + sizes.text * 6)  # never so low that values cannot be told apart
    plot = Plot(left, right, frame.top + over.height, frame.top + height - under, marks, len(spec.labels))
    return Ground(plot, labels, over, height)


@dataclass(frozen=True, slots=True)
class Over:
    """What is above the scale: flags, the names of levels, the unit, and a number on the highest bar."""

    raised: list[Raised]
    named: list[Named]
    more: float  # how high the flags and the names are
    height: float  # of everything
    unit: float  # from the upper edge of it all to the baseline of the unit

    @classmethod
    def of(cls, spec: Upright, across: tuple[float, float], frame: Frame, sizes: Sizes) -> Over:
        """Flags over the names of levels over the number; the unit beside them, or over them if they need its place."""
        left, right = across
        small = sizes.small
        raised = raise_flags(spec, left, right, frame.top, sizes)
        wide = text_width(str(spec.unit), small) + sizes.gap if spec.unit else 0.0
        above = small * (LINE_HEIGHT + 0.3) if raised and min(one.start for one in raised) < wide else 0.0
        if above:
            raised = raise_flags(spec, left, right, frame.top + above, sizes)
        levels = () if isinstance(spec, LineSpec) else spec.levels
        slot = (right - left) / max(1, len(spec.labels))
        spans = [(level, left + level.first * slot, left + (level.last + 1) * slot) for level in levels]
        poles = [one.x for one in raised]
        named, rows = name_levels(spans, poles, (0.0 if above else wide, frame.width), sizes)
        if not raised:
            more = small * LINE_HEIGHT * max(0, rows - 1)
            height = small * (2 * LINE_HEIGHT + 0.7) + more
            return cls([], named, more, height, height - small * ABOVE)
        more = max(one.bottom(sizes) for one in raised) - frame.top + small * LINE_HEIGHT * rows
        height = more + small * (0.55 + LINE_HEIGHT)
        return cls(raised, named, more, height, small if above else height - small * ABOVE)


def _labels(spec: Upright, slot: float, sizes: Sizes) -> list[Lines]:
    """The labels as lines; where bars are narrow only every second, third … that has room."""
    most = len(spec.labels)
    if slot >= sizes.small * NARROW:
        return [label_lines(label, sizes.small, slot * 0.94) for label in spec.labels]
    shown: list[Lines] = []
    for step in range(1, most + 1):
        room = slot * step * 0.92
        kept = _kept(spec, step)
        shown = [label_lines(one, sizes.small, room) if at in kept else () for at, one in enumerate(spec.labels)]
        if not any(is_cut(lines) for lines in shown) and (step == 1 or room >= sizes.small * NARROW):
            break
    return shown


def _kept(spec: Upright, step: int) -> set[int]:
    """Every second, third … label; what is not over yet and what says a new year rather than those beside them."""
    count = len(spec.labels)
    years = [at for at, label in enumerate(spec.labels) if "\n" in str(label)]
    first = [] if isinstance(spec, LineSpec) or not spec.open_last else [count - 1]
    kept: set[int] = set()
    for at in (*first, *(reversed(years) if 2 * len(years) < count else ()), *range(count)):
        if all(abs(at - other) >= step for other in kept):
            kept.add(at)
    return kept


def _unit(spec: Upright, plot: Plot, over: Over, look: tuple[Palette, Sizes]) -> list[Item]:
    """What is counted."""
    palette, sizes = look
    unit = shorten(str(spec.unit), sizes.small, plot.right)
    return [Label(0, plot.top - over.height + over.unit, unit, sizes.small, palette.muted)] if unit else []


def _scale(plot: Plot, palette: Palette, sizes: Sizes) -> list[Item]:
    items: list[Item] = []
    for mark in plot.marks:
        y = plot.y(mark)
        if mark:
            items.append(Line(plot.left, y, plot.right, y, palette.grid, sizes.text * 0.07))
        x = plot.left - sizes.gap * 0.6
        items.append(Label(x, y + sizes.small * 0.35, figure(mark), sizes.small, palette.muted, anchor="end"))
    return items


def _label(whole: str, lines: Lines, plot: Plot, x: float, look: tuple[Palette, Sizes]) -> list[Item]:
    """The lines under a place; the outermost are kept inside the picture."""
    palette, sizes = look
    items: list[Item] = []
    for at, (line, muted) in enumerate(lines):
        half = text_width(line, sizes.small) / 2
        inside = max(half, min(x, plot.right - half))
        y = plot.base + sizes.small * (1.35 + at * LINE_HEIGHT)
        colour = palette.muted if muted else palette.text
        tip = whole if is_cut(lines) else ""
        items.append(Label(inside, y, line, sizes.small, colour, anchor="middle", tip=tip))
    return items

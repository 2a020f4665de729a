"""Upright bars: months, with the same months a year before beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ikdesk.picture.flags import LINE, Raised, flag_items, raise_flags
from ikdesk.picture.frame import (
    Frame,
    Sizes,
    bar_tip,
    colour_of,
    drawn_order,
    is_cut,
    label_lines,
    number_colour,
    scale_top,
)
from ikdesk.picture.metrics import LINE_HEIGHT, shorten, text_width
from ikdesk.picture.palette import Palette
from ikdesk.picture.scene import Item, Label, Line, Rect
from ikdesk.picture.spec import BarSpec, figure, one_line

MOST_NUMBERS = 26  # with more bars than this, numbers on them become noise; the axis and the table remain
NARROW = 3.4  # times the size of small text: where labels begin to be left out
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where zero is, how high the scale reaches and where each group of bars stands."""

    left: float
    right: float
    top: float
    base: float
    marks: tuple[int, ...]
    groups: int

    @property
    def slot(self) -> float:
        """The width of one group."""
        return (self.right - self.left) / max(1, self.groups)

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


def columns(spec: BarSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The bars with axis and labels, and how high they are together."""
    marks = ticks(scale_top(spec))
    left = max(text_width(figure(mark), sizes.small) for mark in marks) + sizes.gap * 0.8
    labels = _labels(spec, (frame.width - left) / max(1, len(spec.labels)), sizes)
    under = sizes.small * (0.5 + LINE_HEIGHT * max([1, *map(len, labels)]))
    over = _Over.of(spec, left, frame, sizes)
    height = _height(frame, sizes, over.flags, over.height + under)
    plot = _Plot(left, frame.width, frame.top + over.height, frame.top + height - under, marks, len(spec.labels))
    items = [*_unit(spec, plot, over, (palette, sizes)), *_axis(plot, palette, sizes)]
    for index in range(len(spec.labels)):
        items += _group(spec, index, plot, palette, sizes)
    items.append(Line(plot.left, plot.base, plot.right, plot.base, palette.axis, sizes.text * 0.1))
    for index, lines in enumerate(labels):
        items += _label(one_line(spec, index), lines, plot, plot.left + (index + 0.5) * plot.slot, (palette, sizes))
    return [*items, *flag_items(over.raised, plot.base, palette, sizes)], height


def _labels(spec: BarSpec, slot: float, sizes: Sizes) -> list[tuple[tuple[str, bool], ...]]:
    """The labels as lines; where bars are narrow only every second, third … that has room."""
    most = len(spec.labels)
    if slot >= sizes.small * NARROW:
        return [label_lines(label, sizes.small, slot * 0.94) for label in spec.labels]
    shown: list[tuple[tuple[str, bool], ...]] = []
    for step in range(1, most + 1):
        room = slot * step * 0.94
        shown = [() if at % step else label_lines(label, sizes.small, room) for at, label in enumerate(spec.labels)]
        if not any(is_cut(lines) for lines in shown) and (step == 1 or room >= sizes.small * NARROW):
            break
    return shown


def _height(frame: Frame, sizes: Sizes, flags: float, around: float) -> float:
    """As asked, but never so low that bars cannot be told apart; by itself a little under half the width, and flags."""
    wanted = frame.width * 0.4 + flags if frame.height is None else frame.height
    return max(wanted, around + sizes.text * 6)


@dataclass(frozen=True, slots=True)
class _Over:
    """What is above the scale: flags, the unit, and a number on the highest bar."""

    raised: list[Raised]
    flags: float  # how high the flags are
    height: float  # of everything
    unit: float  # from the upper edge of it all to the baseline of the unit

    @classmethod
    def of(cls, spec: BarSpec, left: float, frame: Frame, sizes: Sizes) -> _Over:
        """Flags over the number; the unit beside them, or over them where they need its place."""
        usual = sizes.small * (2 * LINE_HEIGHT + 0.7)
        raised = raise_flags(spec, left, frame.width, frame.top, sizes)
        if not raised:
            return cls([], 0.0, usual, usual - sizes.small * 2.0)
        wide = text_width(str(spec.unit), sizes.small) + sizes.gap
        above = sizes.small * (LINE_HEIGHT + 0.3) if min(one.start for one in raised) < wide else 0.0
        raised = raise_flags(spec, left, frame.width, frame.top + above, sizes)
        flags = max(one.bottom(sizes) for one in raised) - frame.top
        height = flags + sizes.small * (0.55 + LINE_HEIGHT)
        return cls(raised, flags, height, sizes.small if above else height - sizes.small * 2.0)


def _unit(spec: BarSpec, plot: _Plot, over: _Over, look: tuple[Palette, Sizes]) -> list[Item]:
    """What is counted."""
    palette, sizes = look
    unit = shorten(str(spec.unit), sizes.small, plot.right)
    return [Label(0, plot.top - over.height + over.unit, unit, sizes.small, palette.muted)] if unit else []


def _axis(plot: _Plot, palette: Palette, sizes: Sizes) -> list[Item]:
    items: list[Item] = []
    for mark in plot.marks:
        y = plot.y(mark)
        if mark:
            items.append(Line(plot.left, y, plot.right, y, palette.grid, sizes.text * 0.07))
        x = plot.left - sizes.gap * 0.6
        items.append(Label(x, y + sizes.small * 0.35, figure(mark), sizes.small, palette.muted, anchor="end"))
    return items


def _group(spec: BarSpec, index: int, plot: _Plot, palette: Palette, sizes: Sizes) -> list[Item]:
    """The bars of one label, the earlier period first as time goes."""
    order = drawn_order(spec)
    room = min(plot.slot * 0.78, sizes.text * 4.2 * len(order))
    wide = room / max(1, len(order))
    start = plot.left + (index + 0.5) * plot.slot - room / 2
    items: list[Item] = []
    for place, at in enumerate(order):
        items += _bar(spec, (at, index), (start + place * wide, wide), plot, (palette, sizes))
    return items


def _bar(
    spec: BarSpec, which: tuple[int, int], across: tuple[float, float], plot: _Plot, look: tuple[Palette, Sizes]
) -> list[Item]:
    """One bar and the number on it; a hidden number is a «:» where the bar would stand."""
    (at, index), (x, wide), (palette, sizes) = which, across, look
    row = spec.series[at]
    value = row.values[index]
    fill, hatch = colour_of(spec, at, palette, index)
    air = wide * 0.06
    y = plot.y(value or 0.0)
    tip = bar_tip(spec, row, index, figure(value))
    items: list[Item] = []
    if value:
        stroke = palette.surface if hatch else ""
        items.append(Rect(x + air, y, wide - 2 * air, plot.base - y, fill, stroke, hatch, spec.key_of(index), tip))
    small = row.role == "past" and not spec.roles
    size = sizes.small if small else sizes.text
    colour = number_colour(spec, at, index, palette)
    label = Label(x + wide / 2, y - size * 0.35, figure(value), size, colour, not small, "middle", tip)
    return [*items, *_behind(label, wide, plot, palette), label] if _numbered(spec, label, wide) else items


def _numbered(spec: BarSpec, label: Label, wide: float) -> bool:
    """Whether there is room for numbers on the bars."""
    few = len(spec.labels) * len(spec.series) <= MOST_NUMBERS
    room = wide - 2 * LINE * label.size if spec.flags else wide * 1.15  # a pole may stand close beside
    return few and text_width(label.text, label.size, bold=True) <= room


def _behind(label: Label, room: float, plot: _Plot, palette: Palette) -> list[Item]:
    """A patch that keeps the lines of the scale from striking through a number."""
    top = label.y - label.size * 0.8
    if not any(top < plot.y(mark) < label.y + 1 for mark in plot.marks[1:]):
        return []
    wide = min(room, text_width(label.text, label.size, bold=label.bold) + label.size * 0.4)
    return [Rect(label.x - wide / 2, top, wide, label.size * 0.9, palette.surface)]


def _label(
    whole: str, lines: tuple[tuple[str, bool], ...], plot: _Plot, x: float, look: tuple[Palette, Sizes]
) -> list[Item]:
    """The lines under a bar; the outermost are kept inside the picture."""
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

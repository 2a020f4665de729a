"""Lying bars: places, types and grades, with a thin quiet bar for the earlier period under each."""

from __future__ import annotations

from dataclasses import dataclass

from ikdesk.picture.frame import (
    Frame,
    Sizes,
    bar_tip,
    colour_of,
    drawn_order,
    is_cut,
    label_lines,
    middle,
    number_colour,
    scale_top,
)
from ikdesk.picture.metrics import LINE_HEIGHT, shorten, text_width
from ikdesk.picture.palette import Palette
from ikdesk.picture.scene import Item, Label, Line, Rect
from ikdesk.picture.spec import BarSpec, figure, one_line

WIDEST_LABELS = 0.42  # of the width; longer labels are broken in two lines
WIDEST_NOTES = 0.3  # of the width; longer notes are cut
THICK, THIN = 1.45, 0.85  # bars, in sizes of text: this period and an earlier one


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the bars begin, and how long one is."""

    left: float
    right: float
    longest: float
    most: float
    stretch: float  # rows are spread when there is more height than they need

    def length(self, value: float) -> float:
        """How long the bar of a value is."""
        return self.longest * value / self.most


def rows(spec: BarSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The bars with their labels and numbers, and how high they are together."""
    labels = [label_lines(label, sizes.text, frame.width * WIDEST_LABELS) for label in spec.labels]
    left = max([0.0, *(text_width(line, sizes.text) for lines in labels for line, _quiet in lines)]) + sizes.gap
    numbers = [text_width(figure(value), sizes.text, bold=True) for row in spec.series for value in row.values]
    noted = min(max([0.0, *(text_width(note, sizes.small) + sizes.gap * 0.6 for note in spec.notes if note)]),
                frame.width * WIDEST_NOTES)  # fmt: skip
    longest = max(frame.width - left - max([0.0, *numbers]) - noted - sizes.gap, sizes.text)
    heights = [_row_height(spec, lines, sizes) for lines in labels]
    needed = sum(heights)
    stretch = min(1.8, max(1.0, frame.height / needed)) if frame.height and needed else 1.0
    plot = _Plot(left, frame.width, longest, scale_top(spec), stretch)
    items: list[Item] = []
    y = frame.top
    for index, (lines, height) in enumerate(zip(labels, heights, strict=True)):
        centre = y + height * stretch / 2
        items += _label(one_line(spec, index), lines, (plot.left - sizes.gap * 0.7, centre), (palette, sizes))
        items += _bars(spec, index, centre, plot, (palette, sizes))
        y += height * stretch
    if spec.labels:
        items.append(Line(left, frame.top, left, y, palette.axis, sizes.text * 0.1))
    return items, max(y - frame.top, frame.height or 0.0)


def _row_height(spec: BarSpec, lines: tuple[tuple[str, bool], ...], sizes: Sizes) -> float:
    """Room for the bars or the lines of the label, whichever is more, and air."""
    return max(sum(_thickness(spec)), LINE_HEIGHT * len(lines)) * sizes.text + sizes.gap


def _thickness(spec: BarSpec) -> list[float]:
    """How thick the bar of each series is, in sizes of text, this period on top."""
    return [THIN if row.role == "past" and len(spec.series) > 1 else THICK for row in spec.series]


def _bars(spec: BarSpec, index: int, centre: float, plot: _Plot, look: tuple[Palette, Sizes]) -> list[Item]:
    """The bars of one label, this period over the earlier one."""
    palette, sizes = look
    thickness = _thickness(spec)
    order = drawn_order(spec)
    y = centre - sum(thickness) * sizes.text / 2
    items: list[Item] = []
    for at in order:
        high = thickness[at] * sizes.text
        row, value = spec.series[at], spec.series[at].values[index]
        fill, hatch = colour_of(spec, at, palette, index)
        tip = bar_tip(spec, row, index, figure(value))
        long = plot.length(value or 0.0)
        if value:
            stroke = palette.surface if hatch else ""
            items.append(Rect(plot.left, y, long, high, fill, stroke, hatch, spec.key_of(index), tip))
        quiet = row.role == "past" and not spec.roles
        size = sizes.small * 0.95 if quiet else sizes.text
        colour = number_colour(spec, at, index, palette)
        x = plot.left + long + sizes.gap * 0.55
        items.append(Label(x, middle(y + high / 2, size), figure(value), size, colour, not quiet, tip=tip))
        if spec.notes and at == order[0]:
            start = x + text_width(figure(value), size, bold=not quiet) + sizes.gap * 0.6
            items += _note(str(spec.notes[index]), start, (y + high / 2, plot.right), look)
        y += high
    return items


def _note(note: str, start: float, at: tuple[float, float], look: tuple[Palette, Sizes]) -> list[Item]:
    """A quiet word after a number, as far as there is room to the right edge."""
    palette, sizes = look
    centre, right = at
    shown = shorten(note, sizes.small, right - start) if note else ""
    tip = note if shown != note else ""
    return [Label(start, middle(centre, sizes.small), shown, sizes.small, palette.muted, tip=tip)] if shown else []


def _label(
    whole: str, lines: tuple[tuple[str, bool], ...], at: tuple[float, float], look: tuple[Palette, Sizes]
) -> list[Item]:
    """The label to the left of its bars, its lines around their middle."""
    (x, centre), (palette, sizes) = at, look
    step = sizes.text * LINE_HEIGHT
    cut = whole if is_cut(lines) else ""
    first = middle(centre, sizes.text) - step * (len(lines) - 1) / 2
    items: list[Item] = []
    for place, (line, muted) in enumerate(lines):
        colour = palette.muted if muted else palette.text
        items.append(Label(x, first + place * step, line, sizes.text, colour, anchor="end", tip=cut))
    return items

"""Cells in rows and columns, the darker the more, each with its number; a hidden one is hatched and says «:».

Where there is no room for all columns beside one another, they go on below with the rows named anew: nothing is made
so small that it cannot be read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ikdesk.picture.frame import Frame, Sizes, is_cut, label_lines, middle
from ikdesk.picture.grid_spec import GridSpec
from ikdesk.picture.grid_words import cell_words, one_line, sum_at, sum_word
from ikdesk.picture.metrics import LINE_HEIGHT, text_width
from ikdesk.picture.palette import Palette
from ikdesk.picture.parts import figure
from ikdesk.picture.scene import Item, Label, Rect

WIDEST_NAMES = 0.34  # of the width; longer names of rows are broken in two lines
LONGEST_WORDS = (6.0, 4.5, 3.4)  # a longer word above a column is cut rather than making it wider; in sizes of text
FEW_BANDS = 2
NARROWEST, WIDEST = 2.2, 12.0  # columns, in sizes of text
HIGH, HIGHEST = 2.3, 4.0  # rows, in sizes of text
AIR = 0.2  # between cells, in sizes of text
STEPS = 5  # of a heat map; whole numbers up to five are a step each: one or two in all are no hot spot

Lines = tuple[tuple[str, bool], ...]
Box = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the columns begin, and how large a cell is."""

    left: float
    wide: float
    high: float
    sums: float  # how wide the sums of the rows are; 0: there are none
    names: tuple[Lines, ...]  # beside each row, and the sums
    heads: tuple[Lines, ...]  # above each column
    bands: tuple[range, ...]  # the columns that stand beside one another

    def over(self, band: range, sizes: Sizes) -> float:
        """How high the words above a band of columns are."""
        lines = max([1 if self.sums else 0, *(len(self.heads[column]) for column in band)])
        return sizes.small * LINE_HEIGHT * lines + sizes.gap * 0.5


def grid(spec: GridSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The cells with the names of rows and columns and their sums, and how high they are together."""
    plot = _plot(spec, frame, sizes)
    pen = _Pen(spec, plot, palette, sizes, most_of(cell for row in spec.cells for cell in row))
    items: list[Item] = []
    y = frame.top
    for band in plot.bands:
        drawn, y = pen.band(band, y + (sizes.gap if band.start else 0.0))
        items += drawn
    return items, max(y - frame.top, frame.height or 0.0)


def _plot(spec: GridSpec, frame: Frame, sizes: Sizes) -> _Plot:
    names = tuple(label_lines(name, sizes.text, frame.width * WIDEST_NAMES) for name in _row_names(spec))
    left = max([0.0, *(text_width(line, sizes.text, bold=True) for row in names for line, _q in row)]) + sizes.gap
    sums = _sums_width(spec, sizes)
    room = max(sizes.text, frame.width - left)
    bands = _bands(spec, room, sums, sizes)
    widths = [(room - (sums if band.stop == len(spec.columns) else 0.0)) / max(1, len(band)) for band in bands]
    wide = min([*widths, sizes.text * WIDEST])
    heads = tuple(label_lines(name, sizes.small, wide * 0.94) for name in spec.columns)
    plot = _Plot(left, wide, 0.0, sums, names, heads, bands)
    lowest = sizes.text * max([HIGH, *(LINE_HEIGHT * len(row) + 0.5 for row in names)])
    around = sum(plot.over(band, sizes) + sizes.gap for band in bands)
    wanted = ((frame.height or 0.0) - around) / max(1, len(names) * len(bands))
    high = max(lowest, min(wanted, sizes.text * HIGHEST))
    return _Plot(left, wide, high, sums, names, heads, bands)


def _row_names(spec: GridSpec) -> tuple[str, ...]:
    return (*spec.rows, *([sum_word()] if spec.column_sums else []))


def _sums_width(spec: GridSpec, sizes: Sizes) -> float:
    """How much room the sums of the rows take."""
    if not spec.row_sums:
        return 0.0
    told = [sum_word(), *map(figure, (*spec.row_sums, *([spec.total] if spec.column_sums else [])))]
    return max(text_width(one, sizes.text, bold=True) for one in told) + sizes.gap * 1.4


def _bands(spec: GridSpec, room: float, sums: float, sizes: Sizes) -> tuple[range, ...]:
    """The columns in as few bands as there must be; rather than in many, long words above them are cut."""
    made: tuple[range, ...] = ()
    for longest in LONGEST_WORDS:
        needed = _needed(spec, longest, sizes)
        made = _shared_out(len(spec.columns), math.floor(room / needed), math.floor((room - sums) / needed))
        if len(made) <= FEW_BANDS:
            break
    return made


def _needed(spec: GridSpec, longest: float, sizes: Sizes) -> float:
    """How narrow a column may be: its longest number and the longest word above it can be read."""
    numbers = {figure(value) for row in (*spec.cells, spec.column_sums) for value in row}
    words = {word for name in spec.columns for word in re.split(r"[\s/–-]", name)}
    number = max([0.0, *(text_width(one, sizes.text, bold=True) for one in numbers)]) + sizes.text
    word = max([0.0, *(text_width(one, sizes.small) for one in words)])
    return max(number, min(word, sizes.small * longest) * 1.07 + sizes.text * AIR, sizes.text * NARROWEST)


def _shared_out(columns: int, most: int, last: int) -> tuple[range, ...]:
    """So many columns as even as can be; the last band has the sums beside it, and room for fewer."""
    most, last = max(1, most), max(1, last)
    before = max(0, math.ceil((columns - last) / most))
    tail = min(last, math.ceil(columns / (before + 1)))
    ends = [0, *(round((columns - tail) * at / before) for at in range(1, before + 1)), columns]
    return tuple(range(first, end) for first, end in pairwise(ends))


@dataclass(frozen=True, slots=True)
class _Pen:
    """What is drawn, where, and with what."""

    spec: GridSpec
    plot: _Plot
    palette: Palette
    sizes: Sizes
    most: float  # what the darkest step stands for

    def band(self, band: range, top: float) -> tuple[list[Item], float]:
        """Some of the columns with all rows, and where they end; the sums of the rows stand after the last column."""
        plot = self.plot
        body = top + plot.over(band, self.sizes)
        columns: list[int | None] = [*band]
        if plot.sums and band.stop == len(self.spec.columns):
            columns.append(None)
        items = [item for column in columns for item in self._head(band, column, body)]
        for row, lines in enumerate(plot.names):
            y = body + row * plot.high
            which = row if row < len(self.spec.rows) else None
            items += self._name(lines, y + plot.high / 2, which)
            for column in columns:
                box = self._box(band, column, y)
                if which is None or column is None:
                    items += self._sum(which, column, box)
                else:
                    items += self._cell(which, column, box)
        return items, body + len(plot.names) * plot.high

    def _box(self, band: range, column: int | None, y: float) -> Box:
        """The place of a cell, or of the sum of a row: left, top, width, height."""
        plot, air = self.plot, self.sizes.text * AIR
        left = plot.left + (len(band) if column is None else column - band.start) * plot.wide
        wide = plot.sums if column is None else plot.wide
        return left + air / 2, y + air / 2, wide - air, plot.high - air

    def _head(self, band: range, column: int | None, body: float) -> list[Item]:
        """The words above a column; they stand just over it."""
        (left, _y, wide, _h), small = self._box(band, column, body), self.sizes.small
        whole = sum_word() if column is None else one_line(self.spec.columns[column])
        lines = ((whole, False),) if column is None else self.plot.heads[column]
        tip = whole if is_cut(lines) else ""
        low = body - self.sizes.gap * 0.45
        return [
            Label(left + wide / 2, low - (len(lines) - 1 - at) * small * LINE_HEIGHT, line, small,
                  self.palette.muted, column is None, "middle", tip)
            for at, (line, _quiet) in enumerate(lines)
        ]  # fmt: skip

    def _name(self, lines: Lines, centre: float, row: int | None) -> list[Item]:
        """The name of a row to the left of it."""
        size = self.sizes.text
        first = middle(centre, size) - size * LINE_HEIGHT * (len(lines) - 1) / 2
        tip = one_line(self.spec.rows[row]) if row is not None and is_cut(lines) else ""
        x = self.plot.left - self.sizes.gap * 0.7
        return [
            Label(x, first + at * size * LINE_HEIGHT, line, size, self.palette.muted if quiet else self.palette.text,
                  row is None, "end", tip)
            for at, (line, quiet) in enumerate(lines)
        ]  # fmt: skip

    def _cell(self, row: int, column: int, box: Box) -> list[Item]:
        """One cell: the step of its number, or a hatch."""
        value, palette = self.spec.cells[row][column], self.palette
        tip = cell_words(self.spec, row, column)
        key = self.spec.keys[row][column] if self.spec.keys and value else ""
        at = step(value, self.most)
        if at:
            fill = palette.heat[at - 1]
            return [Rect(*box, fill, key=key, tip=tip), self._number(box, value, palette.ink_on(fill), tip, bold=True)]
        cell = Rect(*box, palette.surface, palette.grid, value is None, key, tip)
        number = self._number(box, value, palette.muted, tip, bold=False)
        return [cell, number] if value is not None else [cell, self._patch(box, tip), number]

    def _sum(self, row: int | None, column: int | None, box: Box) -> list[Item]:
        """The sum of a row, of a column or of all."""
        value, key = sum_at(self.spec, row, column)
        tip = cell_words(self.spec, row, column)
        cell = Rect(*box, self.palette.surface, key=key if value else "", tip=tip)
        return [cell, self._number(box, value, self.palette.text, tip, bold=True)]

    def _number(self, box: Box, value: float | None, ink: str, tip: str, *, bold: bool) -> Label:
        """The number in the middle."""
        (x, y, wide, high), size = box, self.sizes.text
        return Label(x + wide / 2, middle(y + high / 2, size), figure(value), size, ink, bold, "middle", tip)

    def _patch(self, box: Box, tip: str) -> Rect:
        """What keeps a hatch from striking through a sign."""
        x, y, wide, high = box
        side = min(self.sizes.text * 1.2, wide * 0.6, high * 0.8)
        return Rect(x + (wide - side) / 2, y + (high - side) / 2, side, side, self.palette.surface, tip=tip)


def most_of(numbers: Iterable[float | None]) -> float:
    """The number the darkest step stands for."""
    shown = [number for number in numbers if number is not None]
    whole = all(float(number).is_integer() for number in shown)
    return max([*shown, float(STEPS) if whole else 0.0])


def step(value: float | None, most: float, steps: int = STEPS) -> int:
    """How dark a cell is: 0 for none and for a hidden one, as many as there are steps for the most."""
    return min(steps, max(1, math.ceil(steps * value / most - 1e-9))) if value else 0

"""The risk matrix: a letter, a number and a pattern in each cell besides its colour, the risks in circles, arrows.

Nothing is ever drawn over a number: cells, then arrows, then letters and circles. Several risks in one cell stand in
tidy rows, and the cells become higher rather than the circles smaller. Where the names of the steps have no room they
are numbered, and named under the matrix.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

from ikdesk.picture.arrows import Pen, Ring, arrow
from ikdesk.picture.frame import Frame, Sizes, middle
from ikdesk.picture.grid_spec import RiskSpec
from ikdesk.picture.grid_words import moved, one_line, pip_words, product, risk_cells_said
from ikdesk.picture.metrics import LINE_HEIGHT, text_width, wrap
from ikdesk.picture.palette import Palette
from ikdesk.picture.risk_key import Sign, key_items, named_steps, sign_items, stripes
from ikdesk.picture.scene import Item, Label, Rect

WIDEST_NAMES = 0.3  # of the width; longer names of rows are numbered
NAME_LINES = 3
LOWEST, HIGHEST = 3.3, 6.0  # a cell, in sizes of text
AIR = 0.22  # between cells, in sizes of text
RADIUS = 0.88  # of a circle with one or two digits, in sizes of text
TALLEST = 3  # so many circles on one another where there are arrows
GAP = 0.3  # between circles, in sizes of text
AROUND = 0.4  # air around the number of a cell, in parts of its size
SMALLEST = 0.88  # of the size of small text, for that number
COUNT = 1.5  # how large the number of risks in a cell is, in sizes of text

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of the steps on one side as they are drawn, and what must be said of them below."""

    lines: tuple[tuple[str, ...], ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the cells are, and how large everything is."""

    left: float
    tops: tuple[float, ...]  # where each row begins, and where the last one ends
    wide: float
    radius: float
    rows: _Names
    columns: _Names
    strip: float  # how high the room of the letter is
    digits: float  # how large the number of a cell is; 0: there is no room for it beside the letter
    corner: float  # how wide the widest of those is, with air around it

    def at(self, cell: Cell) -> tuple[float, float]:
        """The upper left corner of a cell."""
        return self.left + cell[1] * self.wide, self.tops[cell[0]]

    def high(self, row: int) -> float:
        """How high a row is."""
        return self.tops[row + 1] - self.tops[row]


@dataclass(frozen=True, slots=True)
class _Pen:
    """What is drawn, and with what."""

    spec: RiskSpec
    palette: Palette
    sizes: Sizes
    patch: float  # how wide the patch under a letter is
    lying: Mapping[Cell, list[tuple[int, bool]]]  # what is in each cell: which risk, and whether it was there before
    said: Mapping[Cell, str]  # every cell in words


def risk(spec: RiskSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The matrix with its scales and what the signs mean, and how high they are together."""
    patch = max(text_width(letter, sizes.small, bold=True) for letter in spec.letters) + sizes.small * 0.4
    pen = _Pen(spec, palette, sizes, patch, _lying(spec), risk_cells_said(spec))
    plot = _plot(pen, frame)
    rings = _rings(pen, plot)
    items = [item for row in range(len(spec.rows)) for column in range(len(spec.columns))
             for item in _ground(pen, plot, (row, column))]  # fmt: skip
    items += _arrows(pen, plot, rings)
    items += [item for row in range(len(spec.rows)) for column in range(len(spec.columns))
              for item in (*_letter(pen, plot, (row, column)), *_count(pen, plot, (row, column)))]  # fmt: skip
    for (at, then), ring in rings.items():
        pip = spec.pips[at]
        items += sign_items(Sign(*ring, str(pip.number), then, pip.key, pip_words(pen.said, pip)), palette, sizes.text)
    items += _scales(pen, plot)
    y = plot.tops[-1] + _under(pen, plot) + sizes.gap * 0.6
    below, y = key_items(spec, (y, frame.width), palette, sizes)
    named, y = named_steps(spec, (plot.rows.numbered, plot.columns.numbered), (y, frame.width), palette, sizes)
    return [*items, *below, *named], max(y - frame.top, frame.height or 0.0)


def _plot(pen: _Pen, frame: Frame) -> _Plot:
    spec, sizes = pen.spec, pen.sizes
    rows = _names(spec.rows, sizes.text, frame.width * WIDEST_NAMES, [*range(len(spec.rows), 0, -1)])
    left = max([0.0, *(text_width(line, sizes.text) for lines in rows.lines for line in lines)]) + sizes.gap
    wide = (frame.width - left) / max(1, len(spec.columns))
    columns = _names(spec.columns, sizes.text, wide * 0.94, [*range(1, len(spec.columns) + 1)])
    number = max([0.0, *(text_width(str(pip.number), sizes.text * 0.95, bold=True) for pip in spec.pips)])
    radius = min(max(sizes.text * RADIUS, number / 2 + sizes.text * 0.25), (wide - sizes.text * 2 * AIR) / 2)
    strip = sizes.small * 1.45
    top = frame.top + sizes.small * LINE_HEIGHT + sizes.gap * 0.4
    digits, corner = _digits(pen, wide)
    plot = _Plot(left, (top,), wide, radius, rows, columns, strip, digits, corner)
    high = [_needed(pen, plot, row) for row in range(len(spec.rows))]
    if frame.height is not None:
        spare = frame.height - (top - frame.top) - _under(pen, plot) - sizes.text * 3.5
        high = [max(one, min(spare / len(high), sizes.text * HIGHEST)) for one in high]
    return replace(plot, tops=tuple(accumulate(high, initial=top)))


def _digits(pen: _Pen, wide: float) -> tuple[float, float]:
    """How large the numbers of the cells are, and how wide with air: smaller, or none, rather than over the letters."""
    small = pen.sizes.small
    widest = text_width(str(len(pen.spec.rows) * len(pen.spec.columns)), 1.0) + AROUND
    room = wide - pen.sizes.text * AIR - small * 0.4 - pen.patch
    size = min(small * 0.95, room / widest)
    return (size, size * widest) if size >= small * SMALLEST else (0.0, 0.0)


def _needed(pen: _Pen, plot: _Plot, row: int) -> float:
    """How high a row must be for its name and for all its circles."""
    text = pen.sizes.text
    crowds = [len(tokens) for cell, tokens in pen.lying.items() if cell[0] == row]
    lines = max([0, *(ceil(crowd / _abreast(pen, plot, crowd)) for crowd in crowds)])
    circles = lines * (2 * plot.radius + text * GAP)
    name = LINE_HEIGHT * len(plot.rows.lines[row]) + 0.4
    below = pen.spec.counts and not _is_beside(pen, plot, text * COUNT * 2)
    counted = plot.strip + text * COUNT * 1.5 if below else 0.0
    return max(text * LOWEST, plot.strip + circles + text * (AIR + 0.1), text * name, counted)


def _names(names: tuple[str, ...], size: float, room: float, numbers: list[int]) -> _Names:
    """The names on lines that fit; numbers in their place where one of them would have to be cut."""
    lines = tuple(wrap(one_line(name), size, room) for name in names)
    if any(len(one) > NAME_LINES or any(line.endswith("…") for line in one) for one in lines):
        return _Names(tuple((str(number),) for number in numbers), numbered=True)
    return _Names(lines, numbered=False)


def _lying(spec: RiskSpec) -> dict[Cell, list[tuple[int, bool]]]:
    """What lies in each cell: which risk, and whether it is where it was before."""
    found: dict[Cell, list[tuple[int, bool]]] = {}
    for at, pip in sorted(enumerate(spec.pips), key=lambda one: one[1].number):
        found.setdefault(pip.now, []).append((at, False))
        if pip.before is not None and moved(pip):
            found.setdefault(pip.before, []).append((at, True))
    return found


def _abreast(pen: _Pen, plot: _Plot, crowd: int) -> int:
    """How many circles stand beside one another in a cell; where there are arrows they rather stand on one another.

    Most arrows go to the side, and past circles in a column they have their ways free.
    """
    gap = pen.sizes.text * GAP
    most = max(1, int((plot.wide - pen.sizes.text * AIR - gap + 0.01) // (2 * plot.radius + gap)))
    wanted = ceil(crowd / TALLEST) if any(map(moved, pen.spec.pips)) else crowd
    return max(1, min(most, wanted))


def _rings(pen: _Pen, plot: _Plot) -> dict[tuple[int, bool], Ring]:
    """Where each circle lies: in rows around the middle of its cell, clear of the letter."""
    gap = pen.sizes.text * GAP
    each = 2 * plot.radius + gap
    rings: dict[tuple[int, bool], Ring] = {}
    for cell, tokens in pen.lying.items():
        x, y = plot.at(cell)
        lines = ceil(len(tokens) / _abreast(pen, plot, len(tokens)))
        abreast = ceil(len(tokens) / lines)
        beside = _is_beside(pen, plot, abreast * each)
        high = plot.high(cell[0])
        strip = 0.0 if beside and lines * each <= high - gap else plot.strip
        first = y + strip + (high - strip - lines * each) / 2
        for place, which in enumerate(tokens):
            line, column = divmod(place, abreast)
            across = min(abreast, len(tokens) - line * abreast)
            middle_ = x + plot.wide / 2 + (column - (across - 1) / 2) * each
            rings[which] = (middle_, first + (line + 0.5) * each, plot.radius)
    return rings


def _is_beside(pen: _Pen, plot: _Plot, wide: float) -> bool:
    """Whether something in the middle of a cell has the letter to its left and the number to its right."""
    return (plot.wide - wide) / 2 >= max(pen.patch, plot.corner) + pen.sizes.small * 0.8


def _ground(pen: _Pen, plot: _Plot, cell: Cell) -> Iterator[Item]:
    """A cell in its colour, with the pattern of its grade."""
    spec, (row, column), size = pen.spec, cell, pen.sizes.text
    grade = spec.grades[row][column]
    x, y = plot.at(cell)
    air = size * AIR
    fill = pen.palette.risk[grade]
    key = spec.cell_keys[row][column] if spec.cell_keys else ""
    box = Rect(x + air / 2, y + air / 2, plot.wide - air, plot.high(row) - air, fill, key=key, tip=pen.said[cell])
    yield from (box, *stripes(box, grade, pen.palette, size))


def _letter(pen: _Pen, plot: _Plot, cell: Cell) -> Iterator[Item]:
    """The letter of a cell in its upper left corner, and its number in the right one, each on a patch of its own."""
    grade = pen.spec.grades[cell[0]][cell[1]]
    x, y = _letter_at(pen, plot, cell)
    fill, small = pen.palette.risk[grade], pen.sizes.small
    ink = pen.palette.ink_on(fill)
    yield Rect(x, y, pen.patch, small * 1.2, fill)
    yield Label(x + pen.patch / 2, middle(y + small * 0.6, small), pen.spec.letters[grade], small, ink, bold=True,
                anchor="middle")  # fmt: skip
    if plot.digits:
        number = str(product(pen.spec, cell))
        wide = text_width(number, plot.digits) + plot.digits * AROUND
        right = 2 * plot.at(cell)[0] + plot.wide - x
        yield Rect(right - wide, y, wide, small * 1.2, fill)
        yield Label(right - wide / 2, middle(y + small * 0.6, plot.digits), number, plot.digits, ink, anchor="middle")


def _count(pen: _Pen, plot: _Plot, cell: Cell) -> Iterator[Item]:
    """How many risks lie in a cell, large; nothing where there is none."""
    many = pen.spec.counts[cell[0]][cell[1]] if pen.spec.counts else 0
    if many:
        (x, y), size = plot.at(cell), pen.sizes.text * COUNT
        fill = pen.palette.risk[pen.spec.grades[cell[0]][cell[1]]]
        wide = text_width(str(many), size, bold=True) + size * 0.4
        strip = 0.0 if _is_beside(pen, plot, wide) else plot.strip
        centre = (x + plot.wide / 2, y + (strip + plot.high(cell[0])) / 2)
        yield Rect(centre[0] - wide / 2, centre[1] - size * 0.55, wide, size * 1.1, fill)
        yield Label(centre[0], middle(centre[1], size), str(many), size, pen.palette.ink_on(fill), bold=True,
                    anchor="middle")  # fmt: skip


def _letter_at(pen: _Pen, plot: _Plot, cell: Cell) -> tuple[float, float]:
    """The upper left corner of the patch under a letter."""
    air, small = pen.sizes.text * AIR / 2, pen.sizes.small
    x, y = plot.at(cell)
    return x + air + small * 0.2, y + air + small * 0.15


def _arrows(pen: _Pen, plot: _Plot, rings: dict[tuple[int, bool], Ring]) -> Iterator[Item]:
    """From where each risk was to where it is, around other circles and letters where there is a way."""
    letters = []
    for row in range(len(pen.spec.rows)):
        for column in range(len(pen.spec.columns)):
            x, y = _letter_at(pen, plot, (row, column))
            right = 2 * plot.at((row, column))[0] + plot.wide - x - plot.corner / 2
            letters.append((x + pen.patch / 2, y + pen.sizes.small * 0.6, pen.sizes.small * 0.7))
            if plot.digits:
                letters.append((right, y + pen.sizes.small * 0.6, pen.sizes.small * 0.6))
    size = pen.sizes.text
    room = (plot.left, plot.tops[0], plot.left + plot.wide * len(pen.spec.columns), plot.tops[-1])
    for (at, then), start in rings.items():
        if then:
            others = [(x, y, radius + size * 0.2) for which, (x, y, radius) in rings.items() if which[0] != at]
            yield from arrow(start, rings[at, False], [*others, *letters], room,
                             Pen(pen.palette.text, size * 0.14, size * 0.75))  # fmt: skip


def _scales(pen: _Pen, plot: _Plot) -> Iterator[Item]:
    """The names of the steps on both sides, and what the two scales are."""
    spec, palette, sizes = pen.spec, pen.palette, pen.sizes
    size, small = sizes.text, sizes.small
    yield Label(0, plot.tops[0] - sizes.gap * 0.4 - small * 0.2, f"{spec.down} \u2191", small, palette.muted, bold=True)
    for row, lines in enumerate(plot.rows.lines):
        first = middle(plot.tops[row] + plot.high(row) / 2, size) - size * LINE_HEIGHT * (len(lines) - 1) / 2
        for at, line in enumerate(lines):
            y = first + at * size * LINE_HEIGHT
            yield Label(plot.left - sizes.gap * 0.7, y, line, size, palette.text, anchor="end")
    low = plot.tops[-1]
    for column, lines in enumerate(plot.columns.lines):
        x = plot.left + (column + 0.5) * plot.wide
        for at, line in enumerate(lines):
            yield Label(x, low + size * (1.25 + at * LINE_HEIGHT), line, size, palette.text, anchor="middle")
    y = low + _under(pen, plot) - small * 0.5
    yield Label(plot.left + plot.wide * len(spec.columns) / 2, y, f"{spec.across} \u2192", small, palette.muted,
                bold=True, anchor="middle")  # fmt: skip


def _under(pen: _Pen, plot: _Plot) -> float:
    """How high the names under the columns and the name of their scale are."""
    lines = max(map(len, plot.columns.lines), default=1)
    return pen.sizes.text * (0.35 + LINE_HEIGHT * lines) + pen.sizes.small * 1.9

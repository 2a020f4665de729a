"""Points in the order of time around their level, with the range that chance gives behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise
from operator import itemgetter

from ikdesk.kernel.words import _
from ikdesk.picture.axis import Plot, ground
from ikdesk.picture.flags import flag_items
from ikdesk.picture.frame import Frame, Sizes, middle
from ikdesk.picture.levels import level_names
from ikdesk.picture.line_ends import spread
from ikdesk.picture.line_key import Entry, key_row
from ikdesk.picture.line_spec import RunSpec
from ikdesk.picture.line_words import hidden_tip, point_tip
from ikdesk.picture.metrics import LINE_HEIGHT, text_width
from ikdesk.picture.palette import Palette, mixed
from ikdesk.picture.parts import HIDDEN, figure
from ikdesk.picture.run_numbers import point_numbers
from ikdesk.picture.scene import Command, Item, Label, Line, Path, Rect
from ikdesk.picture.strokes import Point, mark, stroke

DOT, DIAMOND, LEAST = 0.38, 0.44, 0.1  # radii, in sizes of text
MOST = 0.2  # of the width: where the ends of the usual range need more, they stand in the table only
DASHES = (3.6, 2.8)  # along the ends of the usual range, in widths of the line
SAMPLE = 1.5  # the marks in the line above, in sizes of text
Look = tuple[Palette, Sizes]


def runs(spec: RunSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The points with their level and the usual range, and how high they are together."""
    look = (palette, sizes)
    keys, below = key_row(_entries(spec, look), frame, palette, sizes)
    ends = _ends(spec)
    beside = max(text_width(text, sizes.small) for text, _value in ends) + sizes.gap * 0.7 if ends else 0.0
    if beside > MOST * frame.width:
        ends, beside = [], 0.0
    shown = [value for row in (spec.values, spec.high, spec.low) for value in row if value is not None]
    most = max([1.0, *shown, *(level.value for level in spec.levels)])
    on = ground(spec, most, below, sizes, beside=max(beside, sizes.text * LEAST))
    plot = on.plot
    items = [*keys, *_range(spec, plot, look), *on.behind(spec, palette, sizes), *_limits(spec, plot, look)]
    for one in on.over.named:
        y = plot.y(one.level.value)
        items.append(Line(one.start, y, one.end, y, palette.text, sizes.text * 0.14))
    items += on.before(spec, palette, sizes)
    items += flag_items(on.over.raised, plot.base, palette, sizes)
    spots = [None if value is None else (plot.x(at), plot.y(value)) for at, value in enumerate(spec.values)]
    reach = _radius(plot, sizes, DIAMOND) * 1.3
    items += point_numbers(spec, spots, on, reach, (band_of(palette), look))
    items += [*_joined(spec, spots, look), *_points(spec, spots, plot, look), *_beside(ends, plot, look)]
    names = level_names(on.over.named, plot.top - sizes.small * 2, palette, sizes, dash=False)
    return [*items, *names], on.height + below.top - frame.top


def band_of(palette: Palette) -> str:
    """The colour of the usual range: a quiet field that the lines of the scale are seen on."""
    return mixed(palette.surface, palette.grid, 0.4)


def _entries(spec: RunSpec, look: Look) -> list[Entry]:
    """What is named above: the field, ◆ and what is not over, each only where it is drawn."""
    wide = SAMPLE * look[1].text
    entries = []
    if any(value is not None for value in spec.high):
        entries.append(Entry(wide, partial(_field, wide=wide, look=look), str(_("vanlig variasjon"))))
    if any(spec.values[at] is not None for at in spec.marked):
        entries.append(Entry(wide * 0.7, partial(_sample, "diamond", look=look), str(_("sjelden tilfeldig"))))
    if spec.open_last and spec.values[-1:] != (None,) and spec.values:
        entries.append(Entry(wide * 0.7, partial(_sample, "open", look=look), str(_("ikke over ennå"))))
    return entries


def _field(x: float, y: float, wide: float, look: Look) -> list[Item]:
    palette, sizes = look
    high = sizes.small * 0.85
    ends = [item for at in (y - high / 2, y + high / 2)
            for item in stroke([(x, at), (x + wide, at)], palette.axis, sizes.text * 0.11, DASHES)]  # fmt: skip
    return [Rect(x, y - high / 2, wide, high, band_of(palette)), *ends]


def _sample(shape: str, x: float, y: float, look: Look) -> list[Item]:
    palette, sizes = look
    at = (x + SAMPLE * 0.35 * sizes.text, y)
    if shape == "open":
        ink = (palette.surface, palette.now, DOT * sizes.text * 0.38)
        return mark("round", at, DOT * sizes.text, ink, ("", ""))
    return mark(shape, at, DIAMOND * sizes.text * 0.85, (palette.series[2], "", 1.0), ("", ""))[:1]


def _radius(plot: Plot, sizes: Sizes, share: float) -> float:
    """How large a mark is: smaller where points stand close."""
    return max(min(sizes.text * share, plot.slot * share), sizes.text * LEAST)


def _beside(ends: Sequence[tuple[str, float]], plot: Plot, look: Look) -> list[Item]:
    """The ends of the usual range in numbers, to the right of them."""
    palette, sizes = look
    ys = spread([plot.y(value) for _text, value in ends], sizes.small * LINE_HEIGHT, (0.0, plot.base))
    return [Label(plot.right + sizes.gap * 0.5, middle(y, sizes.small), text, sizes.small, palette.muted)
            for (text, _value), y in zip(ends, ys, strict=True)]  # fmt: skip


def _ends(spec: RunSpec) -> list[tuple[str, float]]:
    """What stands beside the ends of the usual range: its words and its value at the last point that has one."""
    found = []
    for row, words in ((spec.high, _("øvre {n}")), (spec.low, _("nedre {n}"))):
        last = next((value for value in reversed(row) if value is not None), None)
        if last:
            found.append((words.format(n=figure(last)), last))
    return found


def _stretches(spec: RunSpec) -> Iterator[list[tuple[int, float, float]]]:
    """The points with a range, as long as they follow each other: which, and from where to where."""
    held: list[tuple[int, float, float]] = []
    for index, (low, high) in enumerate(zip(spec.low, spec.high, strict=True)):
        if high is not None:
            held.append((index, low or 0.0, high))
        elif held:
            yield held
            held = []
    if held:
        yield held


def _range(spec: RunSpec, plot: Plot, look: Look) -> list[Item]:
    """A quiet field behind the points."""
    items: list[Item] = []
    for stretch in _stretches(spec):
        upper = _steps([(index, high) for index, _low, high in stretch], plot)
        lower = _steps([(index, low) for index, low, _high in stretch], plot)
        first, *rest = [*upper, *reversed(lower)]
        way: list[Command] = [("M", *first), *(("L", *spot) for spot in rest), ("Z",)]
        items.append(Path(tuple(way), band_of(look[0])))
    return items


def _steps(row: Sequence[tuple[int, float]], plot: Plot) -> list[Point]:
    """The corners of an end of the range: each value holds over the whole place of its point."""
    spots: list[Point] = []
    for value, alike in groupby(row, key=itemgetter(1)):
        held = [index for index, _value in alike]
        y = plot.y(value)
        spots += [(plot.x(held[0] - 0.5), y), (plot.x(held[-1] + 0.5), y)]
    return spots


def _limits(spec: RunSpec, plot: Plot, look: Look) -> list[Item]:
    """Dashes along the ends of the range, up and down its steps; none along zero."""
    palette, sizes = look
    items: list[Item] = []
    for stretch in _stretches(spec):
        for row in ([(at, high) for at, _low, high in stretch], [(at, low) for at, low, _high in stretch]):
            if any(value for _at, value in row):
                items += stroke(_steps(row, plot), palette.axis, sizes.text * 0.11, DASHES)
    return items


def _joined(spec: RunSpec, spots: Sequence[Point | None], look: Look) -> list[Item]:
    """The line from point to point; it has a hole where a number is hidden, and dashes to what is not over."""
    palette, sizes = look
    width, last = sizes.text * 0.14, len(spots) - 1 if spec.open_last else -1
    return [Line(*one, *other, palette.axis, width, at == last)
            for at, (one, other) in enumerate(pairwise(spots), 1) if one and other]  # fmt: skip


def _points(spec: RunSpec, spots: Sequence[Point | None], plot: Plot, look: Look) -> list[Item]:
    """A dot for each, ◆ for those of a run that chance seldom gives, hollow if it is not over, «:» if it is hidden."""
    palette, sizes = look
    items: list[Item] = []
    dot, diamond = _radius(plot, sizes, DOT), _radius(plot, sizes, DIAMOND)
    for index, at in enumerate(spots):
        if at is None:
            spot, tip = (plot.x(index), plot.base - sizes.text * 0.4), hidden_tip(spec.labels[index])
            items.append(Label(*spot, HIDDEN, sizes.text, palette.text, bold=True, anchor="middle", tip=tip))
            continue
        said = (spec.keys[index] if spec.keys else "", point_tip(spec, index))
        marked, hollow = index in spec.marked, spec.open_last and index == len(spec.values) - 1
        colour = palette.series[2] if marked else palette.now
        radius = diamond if marked else dot
        ink = (palette.surface, colour, radius * 0.38) if hollow else (colour, palette.surface, radius * 0.2)
        items += mark("diamond" if marked else "round", at, radius, ink, said)
    return items

"""Points in the order of time around their level, with the range that chance gives behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ikdesk.kernel.words import _
from ikdesk.picture.axis import Plot, ground
from ikdesk.picture.flags import flag_items
from ikdesk.picture.frame import Frame, Sizes, middle
from ikdesk.picture.levels import level_names
from ikdesk.picture.line_spec import RunSpec
from ikdesk.picture.line_words import point_notes
from ikdesk.picture.metrics import LINE_HEIGHT, text_width
from ikdesk.picture.palette import Palette
from ikdesk.picture.parts import HIDDEN, figure
from ikdesk.picture.scene import Circle, Command, Item, Label, Line, Path

DOT, DIAMOND, LEAST = 0.38, 0.56, 0.14  # radii, in sizes of text
Look = tuple[Palette, Sizes]


def runs(spec: RunSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The points with their level and the usual range, and how high they are together."""
    ends = _ends(spec)
    beside = max(text_width(text, sizes.small) for text, _value in ends) + sizes.gap * 0.7 if ends else 0.0
    shown = [value for row in (spec.values, spec.high, spec.low) for value in row if value is not None]
    most = max([1.0, *shown, *(level.value for level in spec.levels)])
    on = ground(spec, most, frame, sizes, beside=beside)
    plot, look = on.plot, (palette, sizes)
    items = [*_range(spec, plot, look), *on.behind(spec, palette, sizes), *_limits(spec, plot, look)]
    for one in on.over.named:
        y = plot.y(one.level.value)
        items.append(Line(one.start, y, one.end, y, palette.text, sizes.text * 0.14))
    items += on.before(spec, palette, sizes)
    items += flag_items(on.over.raised, plot.base, palette, sizes)
    items += [*_joined(spec, plot, look), *_points(spec, plot, look)]
    ys = _apart([plot.y(value) for _text, value in ends], sizes.small * LINE_HEIGHT)
    for (text, _value), y in zip(ends, ys, strict=True):
        x = plot.right + sizes.gap * 0.5
        items.append(Label(x, middle(y, sizes.small), text, sizes.small, palette.muted))
    names = level_names(on.over.named, plot.top - sizes.small * 2, palette, sizes, dash=False)
    return [*items, *names], on.height


def _ends(spec: RunSpec) -> list[tuple[str, float]]:
    """What stands beside the ends of the usual range: its words and its value at the last point that has one."""
    found = []
    for row, words in ((spec.high, _("øvre {n}")), (spec.low, _("nedre {n}"))):
        last = next((value for value in reversed(row) if value is not None), None)
        if last:
            found.append((words.format(n=figure(last)), last))
    return found


def _apart(wanted: Sequence[float], step: float) -> list[float]:
    """Heights from above, the upper one first: the upper one rises where they would touch."""
    if len(wanted) == 2 and wanted[1] - wanted[0] < step:
        return [wanted[1] - step, wanted[1]]
    return list(wanted)


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
        upper = [spot for index, _low, high in stretch for spot in _edge(index, high, plot)]
        lower = [spot for index, low, _high in stretch for spot in _edge(index, low, plot)]
        first, *rest = [*upper, *reversed(lower)]
        way: list[Command] = [("M", *first), *(("L", *spot) for spot in rest), ("Z",)]
        items.append(Path(tuple(way), look[0].ground))
    return items


def _edge(index: int, value: float, plot: Plot) -> tuple[tuple[float, float], tuple[float, float]]:
    """The two ends of a value over the whole place of a point."""
    return (plot.x(index - 0.5), plot.y(value)), (plot.x(index + 0.5), plot.y(value))


def _limits(spec: RunSpec, plot: Plot, look: Look) -> list[Item]:
    """Dashes along the ends of the range, in one piece as long as the range is the same; none along zero."""
    palette, sizes = look
    items: list[Item] = []
    for row in (spec.high, spec.low):
        start = 0
        for index in range(1, len(row) + 1):
            if index < len(row) and row[index] == row[start]:
                continue
            value = row[start]
            if value:
                (left, y), right = _edge(start, value, plot)[0], plot.x(index - 0.5)
                items.append(Line(left, y, right, y, palette.axis, sizes.text * 0.11, dash=True))
            start = index
    return items


def _joined(spec: RunSpec, plot: Plot, look: Look) -> list[Item]:
    """The line from point to point; it has a hole where a number is hidden, and dashes to what is not over."""
    palette, sizes = look
    items: list[Item] = []
    for index, (one, other) in enumerate(pairwise(spec.values)):
        if one is not None and other is not None:
            ends = plot.x(index), plot.y(one), plot.x(index + 1), plot.y(other)
            items.append(Line(*ends, palette.axis, sizes.text * 0.14, spec.open_last and index + 2 == len(spec.values)))
    return items


def _points(spec: RunSpec, plot: Plot, look: Look) -> list[Item]:
    """A dot for each, ◆ for those of a run that chance seldom gives, hollow if it is not over, «:» if it is hidden."""
    palette, sizes = look
    items: list[Item] = []
    for index, value in enumerate(spec.values):
        x = plot.x(index)
        if value is None:
            y = plot.base - sizes.text * 0.35
            items.append(Label(x, y, HIDDEN, sizes.text, palette.text, bold=True, anchor="middle"))
            continue
        key, tip = spec.keys[index] if spec.keys else "", point_tip(spec, index)
        marked, hollow = index in spec.marked, spec.open_last and index == len(spec.values) - 1
        colour = palette.series[2] if marked else palette.now
        fill, edge = (palette.surface, colour) if hollow else (colour, palette.surface)
        radius = max(min(sizes.text * (DIAMOND if marked else DOT), plot.slot * 0.48), sizes.text * LEAST)
        width = radius * (0.38 if hollow else 0.2)
        y = plot.y(value)
        if marked:
            items.append(Path(_diamond(x, y, radius), fill, edge, width, key, tip))
        else:
            items.append(Circle(x, y, radius, fill, edge, width, key, tip))
    return items


def _diamond(x: float, y: float, radius: float) -> tuple[Command, ...]:
    return ("M", x, y - radius), ("L", x + radius, y), ("L", x, y + radius), ("L", x - radius, y), ("Z",)


def point_tip(spec: RunSpec, index: int) -> str:
    """What a point says when it is pointed at: its number, and what it is beside the others."""
    label = ", ".join(str(spec.labels[index]).split("\n"))
    said = [f"{label}: {figure(spec.values[index])} {spec.unit}".rstrip(), *point_notes(spec, index)]
    return " – ".join(said)

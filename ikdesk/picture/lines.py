"""Lines from left to right: the sum so far this year beside the years before, each named at its own end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ikdesk.kernel.words import _
from ikdesk.picture.axis import Ground, Plot, ground, ticks
from ikdesk.picture.flags import flag_items
from ikdesk.picture.frame import Frame, Sizes
from ikdesk.picture.line_ends import MOST, End, pieces_of, place_ends, room_beside
from ikdesk.picture.line_key import Entry, key_row
from ikdesk.picture.line_spec import LineSpec
from ikdesk.picture.line_words import hidden_tip, one_line
from ikdesk.picture.metrics import text_width
from ikdesk.picture.palette import Palette
from ikdesk.picture.parts import HIDDEN, Series, figure
from ikdesk.picture.scene import Item, Label, Line, Rect
from ikdesk.picture.strokes import Piece, Point, mark, stroke, unbroken

NOW, BEFORE = (0.34, 0.46), (0.2, 0.3)  # the width of a line and the radius of its points, in sizes of text
SAMPLE = 2.6  # a piece of a line before its name, in sizes of text
Look = tuple[Palette, Sizes]


@dataclass(frozen=True, slots=True)
class _Ink:
    """How one line is drawn: no two are told apart by colour alone."""

    colour: str
    width: float
    radius: float
    shape: str
    dash: tuple[float, float] | None
    text: str  # the colour of its name
    bold: bool


def lines(spec: LineSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The lines with axis and labels, and how high they are together."""
    look = (palette, sizes)
    values = [value for row in spec.series for value in row.values if value is not None]
    most = max([1.0, *values])
    inks = inks_of(spec.series, look)
    room = _room(spec, inks, most, frame, sizes)
    if room is not None:
        on = ground(spec, most, frame, sizes, beside=room)
        ends = [End(_end_words(row), ink.bold, _end(row, on.plot) or (0.0, 0.0))
                for row, ink in zip(spec.series, inks, strict=True)]  # fmt: skip
        places = place_ends(ends, _taken(spec, on), on.plot, frame.width, sizes)
        if places is not None:
            named = list(zip(ends, places, inks, strict=True))
            return [*_drawn(spec, on, inks, look, _names(named, on.plot, look))], on.height
    return _with_key(spec, most, inks, frame, look)


def _with_key(spec: LineSpec, most: float, inks: Sequence[_Ink], frame: Frame, look: Look) -> tuple[list[Item], float]:
    """With the names in a line of their own above, where they cannot stand at the ends."""
    palette, sizes = look
    entries = [_entry(row, ink, sizes) for row, ink in zip(spec.series, inks, strict=True) if row.name]
    keys, below = key_row(entries, frame, palette, sizes)
    on = ground(spec, most, below, sizes)
    return [*keys, *_drawn(spec, on, inks, look, ([], []))], on.height + below.top - frame.top


def _drawn(
    spec: LineSpec, on: Ground, inks: Sequence[_Ink], look: Look, names: tuple[list[Item], list[Item]]
) -> list[Item]:
    """The scale, the lines with this year on top, and the names; patches for them lie under the lines."""
    palette, sizes = look
    patches, words = names
    items = [*on.behind(spec, palette, sizes), *patches, *on.before(spec, palette, sizes)]
    items += flag_items(on.over.raised, on.plot.base, palette, sizes)
    for at in sorted(range(len(spec.series)), key=lambda at: spec.series[at].role == "now"):
        items += _line(spec, at, inks[at], on.plot, sizes)
    return [*items, *_hidden(spec, on.plot, look), *words]


def _line(spec: LineSpec, at: int, ink: _Ink, plot: Plot, sizes: Sizes) -> list[Item]:
    """One line and its points; a hidden number is a gap."""
    row = spec.series[at]
    spots = points_of(row, plot)
    items: list[Item] = []
    width = min(ink.width, max(plot.slot * 0.6, sizes.text * 0.12))  # where points stand close, a thin line is seen
    for part in unbroken(spots):
        items += stroke(part, ink.colour, width, ink.dash)
    share = 0.3 if row.role == "now" else 0.2
    radius = min(ink.radius, max(plot.slot * share, width * 0.5))
    for index, spot in enumerate(spots):
        if spot is not None:
            key = spec.keys[index] if spec.keys and row.role == "now" else ""
            items += mark(ink.shape, spot, radius, (ink.colour, "", 1.0), (key, _tip(spec, row, index)))
    return items


def points_of(row: Series, plot: Plot) -> list[Point | None]:
    """Where the values of a series are; None where one is hidden."""
    return [None if value is None else (plot.x(at), plot.y(value)) for at, value in enumerate(row.values)]


def inks_of(series: Sequence[Series], look: Look) -> list[_Ink]:
    """How each series is drawn: this year thick, the years before thin, each with a dash or a mark of its own."""
    palette, sizes = look
    now = [at for at, row in enumerate(series) if row.role == "now"]
    before = [at for at, row in enumerate(series) if row.role != "now"]
    quiet = (
        (palette.past, "round", None),
        (palette.other, "square", (2.4, 2.2)),
        (palette.axis, "triangle", (1.0, 2.4)),
    )
    dashes = (None, (4.0, 2.4), (2.0, 2.0), (1.0, 2.2))
    inks: dict[int, _Ink] = {}
    for number, at in enumerate(now):
        colour = palette.series[number % len(palette.series)] if len(now) > 1 else palette.now
        shape = ("round", "square", "triangle", "diamond")[number % 4]
        text = palette.now if len(now) == 1 else palette.text
        inks[at] = _Ink(colour, NOW[0] * sizes.text, NOW[1] * sizes.text, shape, dashes[number % 4], text, bold=True)
    for number, at in enumerate(before):
        colour, shape, dash = quiet[min(number, len(quiet) - 1)]
        thin, radius = BEFORE[0] * sizes.text, BEFORE[1] * sizes.text
        inks[at] = _Ink(colour, thin, radius, shape, dash, palette.muted, bold=False)
    return [inks[at] for at in range(len(series))]


def _room(spec: LineSpec, inks: Sequence[_Ink], most: float, frame: Frame, sizes: Sizes) -> float | None:
    """The room to the right for the names that reach so far; None if names cannot stand at the ends at all."""
    if any(row.name and _last(row) is None for row in spec.series):
        return None
    far = [(_end_words(row), ink.bold) for row, ink in zip(spec.series, inks, strict=True)
           if _last(row) == len(spec.labels) - 1]  # fmt: skip
    left = max(text_width(figure(one), sizes.small) for one in ticks(most)) + sizes.gap * 0.8
    room = room_beside(far, left, len(spec.labels), frame.width, sizes)
    return room if room <= MOST * frame.width else None


def _last(row: Series) -> int | None:
    """The last label with a number that is shown."""
    return max((at for at, value in enumerate(row.values) if value is not None), default=None)


def _end(row: Series, plot: Plot) -> Point | None:
    last = _last(row)
    return None if last is None else (plot.x(last), plot.y(row.values[last] or 0.0))


def _end_words(row: Series) -> str:
    """The name of a line and how far it has come; a last number that is hidden is not said."""
    value = row.values[-1] if row.values else None
    if value is None:
        return str(row.name)
    return _("{name}: {n}").format(name=row.name, n=figure(value)) if row.name else figure(value)


def _taken(spec: LineSpec, on: Ground) -> list[Piece]:
    """What no name may cover: lines and poles."""
    taken = [piece for row in spec.series for part in unbroken(points_of(row, on.plot)) for piece in pieces_of(part)]
    return [*taken, *(((pole.x, pole.top), (pole.x, on.plot.base)) for pole in on.over.raised)]


def _names(named: Sequence[tuple[End, Point, _Ink]], plot: Plot, look: Look) -> tuple[list[Item], list[Item]]:
    """Patches that keep the lines of the scale from striking through a name, and the names."""
    palette, sizes = look
    patches: list[Item] = []
    words: list[Item] = []
    for end, (x, y), ink in named:
        box = end.box(x, y, sizes)
        if any(box[1] < plot.y(one) < box[3] for one in plot.marks[1:]) and x < plot.right:
            air = sizes.small * 0.2
            patches.append(Rect(x - air, box[1], box[2] - x + air, box[3] - box[1], palette.surface))
        if x > end.at[0] and abs(y - end.at[1]) > sizes.small * 0.5:  # moved away: a hair leads to it
            words.append(Line(end.at[0], end.at[1], x - 0.2 * sizes.small, y, palette.axis, sizes.text * 0.07))
        words.append(Label(x, y + sizes.small * 0.35, end.words, sizes.small, ink.text, ink.bold))
    return patches, words


def _entry(row: Series, ink: _Ink, sizes: Sizes) -> Entry:
    wide = SAMPLE * sizes.text

    def sample(x: float, y: float) -> list[Item]:
        dot = mark(ink.shape, (x + wide / 2, y), ink.radius * 0.8, (ink.colour, "", 1.0), ("", ""))
        return [*stroke([(x, y), (x + wide, y)], ink.colour, ink.width * 0.8, ink.dash), *dot[:1]]

    return Entry(wide, sample, _end_words(row), ink.bold)


def _hidden(spec: LineSpec, plot: Plot, look: Look) -> list[Item]:
    """A «:» at zero for each label with a number that is not shown."""
    palette, sizes = look
    items: list[Item] = []
    for at, label in enumerate(spec.labels):
        names = [row.name for row in spec.series if at < len(row.values) and row.values[at] is None]
        if names:
            tip = hidden_tip(label, ", ".join(name for name in names if name))
            spot = (plot.x(at), plot.base - sizes.text * 0.4)
            items.append(Label(*spot, HIDDEN, sizes.text, palette.text, bold=True, anchor="middle", tip=tip))
    return items


def _tip(spec: LineSpec, row: Series, index: int) -> str:
    """What a point says when it is pointed at."""
    label = one_line(spec.labels[index])
    start = f"{label}, {row.name}" if row.name else label
    return f"{start}: {figure(row.values[index])} {spec.unit}".rstrip()

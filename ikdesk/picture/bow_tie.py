"""The bow-tie: causes, barriers across their threads, the event in the knot, and the same towards what it leads to.

The barriers are bars with numbers; their words stand in two lists under the picture, whole, however long they are.
A bar is full where it works, hollow where it does not, dashed where it is not there yet, and each has its sign.
Where there is no room from left to right everything stands from top to bottom.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ikdesk.kernel.words import _
from ikdesk.picture.frame import Frame, Sizes, middle
from ikdesk.picture.metrics import LINE_HEIGHT, text_width, wrap
from ikdesk.picture.palette import Palette
from ikdesk.picture.scene import Circle, Command, Item, Label, Path, Rect
from ikdesk.picture.tie_list import dashes, guard_list, tie_upright
from ikdesk.picture.tie_spec import BowTieSpec, Guard, heads, runs_of
from ikdesk.picture.tie_words import guard_words

NARROW = 38  # of the size of text: narrower stands from top to bottom
BOX, KNOT = 0.24, 0.18  # of the width: a cause, and the event
AIR = 0.5  # around words in a box, in sizes of text
BETWEEN = 0.55  # two boxes, in sizes of text
BAR, STEP = 0.5, 2.4  # how wide a bar is, and how far apart they stand at most, in sizes of text
LOWEST = 2.1  # a bar, in sizes of text
SPREAD = 1.1  # how far apart threads meet the knot at most, in sizes of text
OVER = 0.75  # how far a bar reaches over the outermost of its threads, in sizes of text

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """One half: its boxes from top to bottom, and the bars from the boxes to the knot."""

    boxes: tuple[tuple[str, Lines, float], ...]  # the whole text, its lines, and how high the box is
    guards: tuple[Guard, ...]
    x: float  # the left edge of the boxes
    start: float  # where the threads leave the boxes
    end: float  # and where they meet
    empty: bool  # nobody has written down what it is

    @property
    def high(self) -> float:
        """Of the boxes, without what is between them."""
        return sum(high for _text, _lines, high in self.boxes)


@dataclass(frozen=True, slots=True)
class _Pen:
    """What is drawn, and with what."""

    spec: BowTieSpec
    palette: Palette
    sizes: Sizes
    wide: float  # of a box
    knot: float  # how high the event is


def bow_tie(spec: BowTieSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The picture with its two lists, and how high they are together."""
    size = sizes.text
    if frame.width < NARROW * size:
        return tie_upright(spec, frame, palette, sizes)
    wide, knot = frame.width * BOX, frame.width * KNOT
    pen = _Pen(spec, palette, sizes, wide, 0.0)
    centre = frame.width / 2
    sides = (
        _Side(_boxes(spec.causes, wide, size), spec.before, 0.0, wide, centre - knot / 2, not spec.causes),
        _Side(_boxes(spec.consequences, wide, size), spec.after, frame.width - wide, frame.width - wide,
              centre + knot / 2, not spec.consequences),
    )  # fmt: skip
    words = wrap(spec.event, size, knot - 2 * AIR * size, bold=True)
    inner = len(words) * size * LINE_HEIGHT + 2.4 * AIR * size
    least = [side.high + BETWEEN * size * (len(side.boxes) - 1) for side in sides]
    high = max(inner, *least, (LOWEST + 2.2) * size)
    pen = replace(pen, knot=inner)
    top = frame.top + sizes.small * LINE_HEIGHT + sizes.gap * 0.7
    items = [*_heads(pen, frame.width, top)]
    for side in sides:
        items += _half(pen, side, top, high)
    box = Rect(centre - knot / 2, top + (high - inner) / 2, knot, inner, palette.more, palette.flag,
               tip=_whole(spec.event, words))  # fmt: skip
    items += [box, *_words(pen, words, (centre, top + high / 2), bold=True)]
    below, end = guard_list(spec, (top + high + sizes.gap, frame.width), palette, sizes)
    return [*items, *below], max(end - frame.top, frame.height or 0.0)


def _heads(pen: _Pen, width: float, top: float) -> Iterator[Item]:
    """What the boxes to the left, in the middle and to the right are."""
    causes, _before, event, _after, consequences = heads()
    for words, x in ((causes, pen.wide / 2), (event, width / 2), (consequences, width - pen.wide / 2)):
        yield Label(x, top - pen.sizes.gap * 0.7, words, pen.sizes.small, pen.palette.muted, bold=True,
                    anchor="middle")  # fmt: skip


def _boxes(texts: Sequence[str], wide: float, size: float) -> tuple[tuple[str, Lines, float], ...]:
    """Each with its lines and its height; one that says so where there is none."""
    made = []
    for text in texts or (str(_("Ikke skrevet ned ennå")),):
        lines = wrap(text, size, wide - 2 * AIR * size)
        made.append((text, lines, len(lines) * size * LINE_HEIGHT + 2 * AIR * size))
    return tuple(made)


def _half(pen: _Pen, side: _Side, top: float, high: float) -> Iterator[Item]:
    """The threads of one half, then its boxes and bars."""
    size, many = pen.sizes.text, len(side.boxes)
    between = min((high - side.high) / many, size * 2.2)
    y = top + (high - side.high - between * (many - 1)) / 2
    spread = min(size * SPREAD, pen.knot * 0.75 / many)
    ends: list[tuple[float, float]] = []
    boxes: list[Item] = []
    for at, (text, lines, tall) in enumerate(side.boxes):
        ends.append((y + tall / 2, top + high / 2 + (at - (many - 1) / 2) * spread))
        boxes.append(Rect(side.x, y, pen.wide, tall, pen.palette.ground, pen.palette.axis, tip=_whole(text, lines)))
        boxes += _words(pen, lines, (side.x + pen.wide / 2, y + tall / 2), muted=side.empty)
        y += tall + between
    yield from (_thread(pen, side, start, end) for start, end in ends)
    yield from boxes
    yield from _bars(pen, side, ends)


def _thread(pen: _Pen, side: _Side, start: float, end: float) -> Path:
    """From a box to the knot; at a third of the way it has gone 7/27 of its height, as ``_at`` says."""
    third = (side.end - side.start) / 3
    way: tuple[Command, ...] = (
        ("M", side.start, start), ("C", side.start + third, start, side.end - third, end, side.end, end),
    )  # fmt: skip
    return Path(way, stroke=pen.palette.axis, width=pen.sizes.text * 0.12)


def _at(ends: tuple[float, float], share: float) -> float:
    """How far down a thread is, at a share of its way from the box to the knot."""
    return ends[0] + (ends[1] - ends[0]) * share * share * (3 - 2 * share)


def _bars(pen: _Pen, side: _Side, ends: Sequence[tuple[float, float]]) -> Iterator[Item]:
    """Those that stand across some threads nearest to the boxes, where these are furthest apart."""
    at_left = side.end > side.start
    guards = sorted(side.guards, key=lambda one: bool(one.against) is not at_left)
    size, room = pen.sizes.text, abs(side.end - side.start)
    step = min(size * STEP, room / (len(guards) + 0.6)) if guards else 0.0
    first = (room - step * (len(guards) - 1)) / 2
    for at, guard in enumerate(guards):
        far = first + at * step if at_left else room - first - at * step  # from the boxes
        x = side.start + (far if at_left else -far)
        crowded = step < size * 1.3 and at % 2 == 1
        for upper, lower in runs_of(guard.against, len(ends)):
            top = min(_at(one, far / room) for one in ends[upper : lower + 1]) - OVER * size
            low = max(_at(one, far / room) for one in ends[upper : lower + 1]) + OVER * size
            spare = max(0.0, LOWEST * size - (low - top)) / 2
            yield from _bar(pen, guard, (x, top - spare, low + spare, min(BAR * size, step * 0.5)), below=crowded)


def _bar(pen: _Pen, guard: Guard, at: tuple[float, float, float, float], *, below: bool) -> Iterator[Item]:
    """A bar with its sign in the middle and its number over it, or under it where the next one has no room."""
    (x, top, low, wide), palette, small = at, pen.palette, pen.sizes.small
    full = not guard.new and guard.works != "no"
    tip = guard_words(pen.spec, guard)
    yield Rect(x - wide / 2, top, wide, low - top, palette.now if full else palette.surface,
               "" if full or guard.new else palette.now, key=guard.key, tip=tip)  # fmt: skip
    if guard.new:
        yield Path(tuple(dashes(x - wide / 2, top, wide, low - top, small * 0.36)), stroke=palette.now,
                   width=small * 0.13)  # fmt: skip
    radius, middle_ = min(small * 0.62, wide * 1.5), (top + low) / 2
    yield Circle(x, middle_, radius, palette.surface, palette.now, small * 0.1, key=guard.key, tip=tip)
    yield Label(x, middle(middle_, radius * 1.35), guard.sign, radius * 1.35, palette.text, bold=True, anchor="middle")
    number = str(guard.number)
    size = min(small, wide * 2.7)
    room = text_width(number, size, bold=True) + size * 0.2
    y = low + size * 1.05 if below else top - size * 0.3
    yield Rect(x - room / 2, y - size * 0.85, room, size * 1.05, palette.surface)
    yield Label(x, y, number, size, palette.text, bold=True, anchor="middle")


def _words(
    pen: _Pen, lines: Lines, at: tuple[float, float], *, bold: bool = False, muted: bool = False
) -> Iterator[Item]:
    """Lines around a point."""
    size = pen.sizes.text
    first = middle(at[1], size) - size * LINE_HEIGHT * (len(lines) - 1) / 2
    for number, line in enumerate(lines):
        yield Label(at[0], first + number * size * LINE_HEIGHT, line, size,
                    pen.palette.muted if muted else pen.palette.text, bold=bold, anchor="middle")  # fmt: skip


def _whole(text: str, lines: Lines) -> str:
    """The text, where a word of it had to be cut."""
    return text if any(line.endswith("…") and not text.endswith("…") for line in lines) else ""

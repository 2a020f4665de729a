"""The words of a bow-tie: its barriers as two lists, and all of it from top to bottom where there is no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ikdesk.kernel.words import _
from ikdesk.picture.frame import Frame, Sizes, middle
from ikdesk.picture.metrics import LINE_HEIGHT, wrap
from ikdesk.picture.palette import Palette
from ikdesk.picture.risk_key import Sign, sign_items
from ikdesk.picture.scene import Circle, Command, Item, Label, Rect
from ikdesk.picture.tie_spec import BowTieSpec, Guard, heads
from ikdesk.picture.tie_words import guard_name, guard_parts, guard_words

BESIDE = 30  # of the size of text: narrower, the second list stands under the first
MARK = 2.3  # room for the sign before the words, in sizes of text
Point = tuple[float, float]


def guard_list(spec: BowTieSpec, at: Point, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """The barriers of both sides with their numbers, whole, and how far down they reach.

    Args:
        spec: the bow-tie.
        at: where the lists begin downwards, and how wide they may be together.
        palette: the colours.
        sizes: of the letters.
    """
    y, width = at
    _causes, before, _event, after, _consequences = heads()
    gap = sizes.gap * 2
    beside = width >= BESIDE * sizes.text
    wide = (width - gap) / 2 if beside else width
    items, low = _one_list(spec, (before, spec.before), (0.0, y, wide), palette, sizes)
    start = (width - wide, y, wide) if beside else (0.0, low + sizes.gap * 0.5, wide)
    more, end = _one_list(spec, (after, spec.after), start, palette, sizes)
    items += more
    return items, max(low, end)


def tie_upright(spec: BowTieSpec, frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """Everything from top to bottom: causes, what hinders, the event, what helps, what it leads to."""
    causes, before, event, after, consequences = heads()
    none = (str(_("Ikke skrevet ned ennå")),)
    items: list[Item] = []
    y = frame.top
    parts = ((causes, spec.causes or none, ()), (before, (), spec.before), (event, (spec.event,), ()),
             (after, (), spec.after), (consequences, spec.consequences or none, ()))  # fmt: skip
    for name, texts, guards in parts:
        if texts:
            more, y = _stack((name, texts), (y, frame.width), palette, sizes, knot=name == event)
        else:
            more, y = _one_list(spec, (name, guards), (0.0, y, frame.width), palette, sizes)
        items += more
        y += sizes.gap * 0.5
    return items, max(y - frame.top, frame.height or 0.0)


def dashes(x: float, y: float, wide: float, high: float, step: float) -> Iterator[Command]:
    """The edge of a box in short pieces.

    Args:
        x: its left edge.
        y: its upper edge.
        wide: how wide it is.
        high: how high it is.
        step: how long a piece is, and the air after it.
    """
    for x1, y1, x2, y2 in ((x, y, x + wide, y), (x + wide, y, x + wide, y + high),
                           (x + wide, y + high, x, y + high), (x, y + high, x, y)):  # fmt: skip
        long = abs(x2 - x1) + abs(y2 - y1)
        pieces = max(1, round(long / (2 * step)))
        for at in range(pieces):
            for what, share in (("M", (at + 0.2) / pieces), ("L", (at + 0.75) / pieces)):
                yield what, x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def guard_mark(guard: Guard, tip: str, at: tuple[float, float], palette: Palette, small: float) -> Iterator[Item]:
    """A circle with the sign: full where the barrier is there and not known to fail, dashed where it is new.

    Args:
        guard: the barrier.
        tip: what it says.
        at: the middle of the circle.
        palette: the colours.
        small: the size of small text.
    """
    far = small * 0.72
    if guard.new or guard.works != "no":
        yield from sign_items(Sign(*at, far, guard.sign, guard.new, guard.key, tip), palette, small)
        return
    yield Circle(*at, far, palette.surface, palette.text, small * 0.1, key=guard.key, tip=tip)
    yield Label(at[0], middle(at[1], small * 0.9), guard.sign, small * 0.9, palette.text, anchor="middle")


def _one_list(
    spec: BowTieSpec, told: tuple[str, Sequence[Guard]], at: tuple[float, float, float], palette: Palette, sizes: Sizes
) -> tuple[list[Item], float]:
    """A heading, and under it each barrier with its sign, its words and what is said of it."""
    (head, guards), (x, y, wide), size, small = told, at, sizes.text, sizes.small
    items: list[Item] = [Label(x, y + small, head, small, palette.muted, bold=True)]
    y += small * LINE_HEIGHT + sizes.gap * 0.3
    if not guards:
        items.append(Label(x, y + size, str(_("Ingen ennå")), size, palette.muted))
        return items, y + size * LINE_HEIGHT
    room = wide - MARK * size
    for guard in guards:
        first = y + size
        tip = guard_words(spec, guard)
        items += guard_mark(guard, tip, (x + small * 0.8, first - size * 0.36), palette, small)
        for line in wrap(guard_name(guard), size, room):
            items.append(Label(x + MARK * size, y + size, line, size, palette.text))
            y += size * LINE_HEIGHT
        said = " · ".join(guard_parts(spec, guard)).replace(" · ", "\u00a0· ")  # no line begins with the dot
        for line in wrap(said, small, room):
            items.append(Label(x + MARK * size, y + small, line, small, palette.muted))
            y += small * LINE_HEIGHT
        y += sizes.gap * 0.4
    return items, y


def _stack(
    told: tuple[str, Sequence[str]], at: Point, palette: Palette, sizes: Sizes, *, knot: bool
) -> tuple[list[Item], float]:
    """A heading, and under it boxes of the whole width."""
    (head, texts), (y, width), size = told, at, sizes.text
    items: list[Item] = [Label(0, y + sizes.small, head, sizes.small, palette.muted, bold=True)]
    y += sizes.small * LINE_HEIGHT + sizes.gap * 0.2
    for text in texts:
        lines = wrap(text, size, width - size, bold=knot)
        high = len(lines) * size * LINE_HEIGHT + size * 0.8
        fill, edge = (palette.more, palette.flag) if knot else (palette.ground, palette.axis)
        tip = text if any(line.endswith("…") for line in lines) else ""
        items.append(Rect(0, y, width, high, fill, edge, tip=tip))
        first = middle(y + high / 2, size) - size * LINE_HEIGHT * (len(lines) - 1) / 2
        items += [Label(size * 0.5, first + number * size * LINE_HEIGHT, line, size, palette.text, bold=knot)
                  for number, line in enumerate(lines)]  # fmt: skip
        y += high + size * 0.3
    return items, y


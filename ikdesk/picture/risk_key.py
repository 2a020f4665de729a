"""What the signs of the risk matrix mean, and the circles the risks are drawn as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sin, tan

from ikdesk.kernel.words import _
from ikdesk.picture.frame import Sizes, middle
from ikdesk.picture.grid_spec import RiskSpec
from ikdesk.picture.grid_words import moved, one_line
from ikdesk.picture.metrics import LINE_HEIGHT, shorten, text_width, wrap
from ikdesk.picture.palette import Palette, mixed
from ikdesk.picture.scene import Circle, Command, Item, Label, Path, Rect, hatch_lines

STRIPES = (0.0, 1.5, 0.62)  # how far apart the slanted lines of a grade are, in sizes of text; 0: none
INK = 0.2  # how much of the text's colour is in those lines
DASHES = 9  # around a circle where a risk was before
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sign:
    """A circle with a number: filled where a risk is, white with a dashed edge where it was."""

    x: float
    y: float
    radius: float
    words: str
    before: bool
    key: str = ""
    tip: str = ""


def sign_items(sign: Sign, palette: Palette, size: float) -> list[Item]:
    """The circle and its number, which is made smaller rather than crossing the edge."""
    wide = text_width(sign.words, size * 0.95, bold=True) or size
    letters = min(size * 0.95, size * 0.95 * sign.radius * 1.7 / wide)
    ink = palette.text if sign.before else palette.ink_on(palette.now)
    fill = palette.surface if sign.before else palette.now
    items: list[Item] = [Circle(sign.x, sign.y, sign.radius, fill, "" if sign.before else palette.surface, size * 0.1,
                                key=sign.key, tip=sign.tip)]  # fmt: skip
    if sign.before:
        items.append(Path(tuple(_dashes(sign)), stroke=palette.text, width=size * 0.1))
    items.append(Label(sign.x, middle(sign.y, letters), sign.words, letters, ink, not sign.before, "middle", sign.tip))
    return items


def _dashes(sign: Sign) -> Iterator[Command]:
    """Pieces of the edge of a circle with as much air between them."""
    x, y, far = sign.x, sign.y, sign.radius
    for start, *curve in _EDGE:
        yield "M", x + start[0] * far, y + start[1] * far
        (x1, y1), (x2, y2), (x3, y3) = curve
        yield "C", x + x1 * far, y + y1 * far, x + x2 * far, y + y2 * far, x + x3 * far, y + y3 * far


def _edge() -> Iterator[tuple[Point, Point, Point, Point]]:
    """The dashes around a circle of radius 1: where each begins, its two handles and where it ends."""
    turn = 2 * pi / DASHES * 0.55
    handle = 4 / 3 * tan(turn / 4)
    for dash in range(DASHES):
        (x1, y1), (x2, y2) = ((cos(at), sin(at)) for at in (dash * turn / 0.55, dash * turn / 0.55 + turn))
        yield (x1, y1), (x1 - handle * y1, y1 + handle * x1), (x2 + handle * y2, y2 - handle * x2), (x2, y2)


_EDGE = tuple(_edge())


def key_items(spec: RiskSpec, at: Point, palette: Palette, sizes: Sizes) -> tuple[list[Item], float]:
    """A square and a letter for each grade, a circle for before and one for now; as many lines as it takes.

    Args:
        spec: the matrix.
        at: where it begins downwards, and how wide it may be.
        palette: the colours.
        sizes: of the letters.
    """
    small = sizes.small
    y, width = at
    side = small * 1.3
    entries = [(letter, name) for letter, name in zip(spec.letters, spec.names, strict=True)]
    if any(moved(pip) for pip in spec.pips):
        entries += [("", str(_("før"))), ("", str(_("nå")))]
    items: list[Item] = []
    x, y = 0.0, y + side
    for number, (letter, whole) in enumerate(entries):
        name = shorten(whole, small, width - side * 1.9)
        room = side * (1.9 if number < len(spec.letters) else 1.4)
        taken = room + text_width(name, small)
        if x and x + taken > width:
            x, y = 0.0, y + side * 1.25
        centre = (x + side / 2, y - side / 2)
        if number < len(spec.letters):
            items += _swatch(number, letter, (x, y - side, side), palette, small)
        else:
            items += sign_items(Sign(*centre, side * 0.45, "", before=number == len(spec.letters)), palette, small)
        items.append(Label(x + room, middle(centre[1], small), name, small, palette.text))
        x += taken + sizes.gap * 1.4
    return items, y + small * 0.3


def _swatch(grade: int, letter: str, at: tuple[float, float, float], palette: Palette, small: float) -> list[Item]:
    """A small cell, with its pattern beside its letter."""
    x, y, side = at
    fill = palette.risk[grade]
    box = Rect(x, y, side * 1.5, side, fill)
    patch = Rect(x + side * 0.1, y + side * 0.1, side * 0.75, side * 0.8, fill)
    label = Label(patch.x + patch.w / 2, middle(y + side / 2, small), letter, small, palette.ink_on(fill), bold=True,
                  anchor="middle")  # fmt: skip
    return [box, *stripes(box, grade, palette, small), patch, label]


def stripes(box: Rect, grade: int, palette: Palette, size: float) -> list[Item]:
    """The slanted lines of a grade over a cell; a low risk has none, a high one has many."""
    if not STRIPES[grade]:
        return []
    commands: list[Command] = []
    for x1, y1, x2, y2 in hatch_lines(box, STRIPES[grade] * size):
        commands += ("M", x1, y1), ("L", x2, y2)
    return [Path(tuple(commands), stroke=mixed(box.fill, palette.ink_on(box.fill), INK), width=size * 0.07)]


def named_steps(
    spec: RiskSpec, numbered: tuple[bool, bool], at: Point, palette: Palette, sizes: Sizes
) -> tuple[list[Item], float]:
    """What the numbers at the sides stand for, where the names had no room.

    Args:
        spec: the matrix.
        numbered: whether the rows are, and whether the columns are.
        at: where it begins downwards, and how wide it may be.
        palette: the colours.
        sizes: of the letters.
    """
    y, width = at
    items: list[Item] = []
    for is_so, scale, names in ((numbered[0], spec.down, spec.rows[::-1]), (numbered[1], spec.across, spec.columns)):
        if is_so:
            said = f"{scale}: " + ", ".join(f"{step} {one_line(name)}" for step, name in enumerate(names, start=1))
            y += sizes.gap * 0.4
            for line in wrap(said, sizes.small, width):
                items.append(Label(0, y + sizes.small, line, sizes.small, palette.text))
                y += sizes.small * LINE_HEIGHT
    return items, y

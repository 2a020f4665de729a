"""The dashed lines over bars and points, and their names above the scale where nothing can cover them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ikdesk.picture.frame import Sizes
from ikdesk.picture.metrics import LINE_HEIGHT, shorten, text_width
from ikdesk.picture.palette import Palette
from ikdesk.picture.parts import Level
from ikdesk.picture.scene import Item, Label, Line, Rect

SAMPLE = 2.1  # a piece of the line before its name, in sizes of small text
WIDTH, HALO = 0.15, 0.42  # of the line and of the air around it, in sizes of text


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a level: where it begins, in which row from below, and the line it belongs to."""

    level: Level
    x: float
    row: int
    text: str  # shortened if there is no room
    over: bool  # a pole goes behind it
    start: float  # where the line of the level begins
    end: float

    def reach(self, sizes: Sizes) -> tuple[float, float]:
        """From where to where the sample and the name go."""
        return self.x, self.x + SAMPLE * sizes.small + sizes.small * 0.45 + text_width(self.text, sizes.small)


def name_levels(
    spans: Sequence[tuple[Level, float, float]], poles: Sequence[float], room: tuple[float, float], sizes: Sizes
) -> tuple[list[Named], int]:
    """A place over its own line for the name of each level, and how many rows they take.

    Args:
        spans: the levels, and from where to where their lines go.
        poles: where flags go down; a name stands between two of them if there is room.
        room: how much of the lowest row is taken from the left, and the width of the picture.
        sizes: of the letters.
    """
    taken, width = room
    air = sizes.gap * 0.7
    done: list[Named] = []
    before = SAMPLE * sizes.small + sizes.small * 0.45
    for level, start, end in reversed(spans):  # where they must stand over each other, the first on top
        text = shorten(str(level.words), sizes.small, width - before - 1)
        wide, middle = before + text_width(text, sizes.small), (start + end) / 2
        low = max([0.0, *(pole + air for pole in poles if pole <= middle)])
        high = min([width, *(pole - air for pole in poles if pole > middle)])
        if high - low < wide:  # the poles give way
            low, high = 0.0, width
        row, x = 0, None
        while x is None:
            used = [one.reach(sizes) for one in done if one.row == row] + ([(0.0, taken)] if not row and taken else [])
            x = _free(wide, middle, [(left - air, right + air) for left, right in used], (low, high))
            row += x is None
        over = any(x - 1 < pole < x + wide + 1 for pole in poles)
        done.append(Named(level, x, row, text, over, start, end))
    return done[::-1], max([0, *(one.row + 1 for one in done)])


def _free(wide: float, middle: float, used: Sequence[tuple[float, float]], room: tuple[float, float]) -> float | None:
    """The place nearest to a middle that touches nothing; None if there is none.

    Args:
        wide: what shall have a place.
        middle: where it would rather have its middle.
        used: what is taken, from and to.
        room: from where to where there is room.
    """
    start, end = room
    spots: list[float] = []
    for low, high in [*sorted(used), (end, end)]:
        if min(low, end) - start >= wide:
            spots.append(min(max(start, middle - wide / 2), min(low, end) - wide))
        start = max(start, high)
    return min(spots, key=lambda x: abs(x + wide / 2 - middle), default=None)


def level_lines(named: Sequence[Named], ys: Sequence[float], palette: Palette, sizes: Sizes) -> list[Item]:
    """The lines themselves, with air around them so that they are seen over bars.

    Args:
        named: the levels.
        ys: how far down each is.
        palette: the colours.
        sizes: of the letters.
    """
    items: list[Item] = []
    for one, y in zip(named, ys, strict=True):
        items.append(Line(one.start, y, one.end, y, palette.surface, sizes.text * HALO))
        items.append(Line(one.start, y, one.end, y, palette.text, sizes.text * WIDTH, dash=True))
    return items


def level_names(
    named: Sequence[Named], lowest: float, palette: Palette, sizes: Sizes, *, dash: bool = True
) -> list[Item]:
    """A piece of each line with its name.

    Args:
        named: the levels.
        lowest: the baseline of the lowest row.
        palette: the colours.
        sizes: of the letters.
        dash: as the lines are.
    """
    items: list[Item] = []
    small = sizes.small
    for one in named:
        y = lowest - one.row * small * LINE_HEIGHT
        start, end = one.reach(sizes)
        if one.over:
            items.append(Rect(start, y - small, end - start, small * LINE_HEIGHT, palette.surface))
        middle = y - small * 0.34
        sample = start + SAMPLE * small
        items.append(Line(start, middle, sample, middle, palette.text, sizes.text * WIDTH, dash))
        tip = str(one.level.words) if one.text != str(one.level.words) else ""
        items.append(Label(start + (SAMPLE + 0.45) * small, y, one.text, small, palette.text, tip=tip))
    return items

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
    done: list[Named] = []
    before = SAMPLE * sizes.small + sizes.small * 0.45
    for level, start, end in reversed(spans):  # where they must stand over each other, the first on top
        text = shorten(str(level.words), sizes.small, width - before - 1)
        wide = before + text_width(text, sizes.small)
        row = 0
        while True:
            used = [one.reach(sizes) for one in done if one.row == row] + ([(0.0, taken)] if not row and taken else [])
            x = _free(wide, (start + end) / 2, (*used, *((pole, pole) for pole in poles)), (width, sizes.gap * 0.7))
            alone = x is None and not used  # nothing but poles: they give way
            if x is not None or alone:
                break
            row += 1
        at = x if x is not None else min(max(0.0, (start + end - wide) / 2), width - wide)
        done.append(Named(level, at, row, text, x is None, start, end))
    return done[::-1], max([0, *(one.row + 1 for one in done)])


def _free(wide: float, middle: float, used: Sequence[tuple[float, float]], room: tuple[float, float]) -> float | None:
    """The place nearest to a middle that touches nothing; None if there is none.

    Args:
        wide: what shall have a place.
        middle: where it would rather have its middle.
        used: what is taken, from and to.
        room: the width there is, and the air on both sides of what is taken.
    """
    width, air = room
    edges = sorted((low - air, high + air) for low, high in used)
    best: float | None = None
    start = 0.0
    for low, high in [*edges, (width, width)]:
        if low - start >= wide:
            x = min(max(start, middle - wide / 2), low - wide)
            if best is None or abs(x + wide / 2 - middle) < abs(best + wide / 2 - middle):
                best = x
        start = max(start, high)
    return best


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

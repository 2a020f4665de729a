"""The line above a chart that says what its lines and marks are: a piece of each with its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ikdesk.picture.frame import Frame, Sizes
from ikdesk.picture.metrics import LINE_HEIGHT, shorten, text_width
from ikdesk.picture.palette import Palette
from ikdesk.picture.scene import Item, Label

_AIR = 0.5  # between a sample and its name, in sizes of small text


@dataclass(frozen=True, slots=True)
class Entry:
    """A sample and its name."""

    wide: float  # of the sample
    sample: Callable[[float, float], list[Item]]  # drawn from its left side, around a height
    words: str
    bold: bool = False


def key_row(entries: Sequence[Entry], frame: Frame, palette: Palette, sizes: Sizes) -> tuple[list[Item], Frame]:
    """The entries, in as many rows as it takes, and the room that is left below them.

    Args:
        entries: what is named; none takes no room.
        frame: the room there is.
        palette: the colours.
        sizes: of the letters.
    """
    items: list[Item] = []
    small = sizes.small
    x, y = 0.0, frame.top + small
    for one in entries:
        before = one.wide + small * _AIR
        words = shorten(str(one.words), small, frame.width - before - 1, bold=one.bold)
        wide = before + text_width(words, small, bold=one.bold)
        if x and x + wide > frame.width:
            x, y = 0.0, y + small * LINE_HEIGHT
        tip = "" if words == str(one.words) else str(one.words)
        items += one.sample(x, y - small * 0.34)
        items.append(Label(x + before, y, words, small, palette.text, one.bold, tip=tip))
        x += wide + sizes.gap * 1.4
    used = y + sizes.gap - frame.top if entries else 0.0
    return items, Frame(frame.top + used, frame.width, None if frame.height is None else frame.height - used)

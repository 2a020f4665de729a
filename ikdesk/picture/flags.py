"""The flags between upright bars: what began there, above the bars and with a line down to zero."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ikdesk.picture.frame import Sizes
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.metrics import LINE_HEIGHT, text_width, whole_words
from ikdesk.picture.palette import Palette
from ikdesk.picture.scene import Item, Label, Line, Path
from ikdesk.picture.spec import BarSpec, Flag

LINES = 3
CLOTH = 0.8  # the side of the small flag, in sizes of small text
LINE = 0.17  # the pole, in sizes of text


@dataclass(frozen=True, slots=True)
class Raised:
    """One flag: where its pole is, how far down it begins, and its words on one side of the pole."""

    flag: Flag
    x: float
    top: float
    lines: tuple[str, ...]
    rightward: bool
    start: float  # from where to where the words and the pole reach
    end: float

    def bottom(self, sizes: Sizes) -> float:
        """Where its words end."""
        return self.top + sizes.small * (len(self.lines) * LINE_HEIGHT + 0.35)

    def mirrored(self, width: float) -> Raised:
        """The same seen from the other side."""
        x, start, end = width - self.x, width - self.end, width - self.start
        return replace(self, x=x, start=start, end=end, rightward=not self.rightward)


def raise_flags(
    spec: BarSpec | LineSpec | RunSpec, left: float, right: float, top: float, sizes: Sizes
) -> list[Raised]:
    """The flags, each with its words on the side with more room; if they would meet, one begins further down.

    A pole never crosses words: the flags are taken from left to right or from right to left, whichever cuts fewer words
    and is lower, each next one further down and with its words ending before the pole they meet.

    Args:
        spec: the chart.
        left: where the first bar's place begins.
        right: where the last one's ends.
        top: where the uppermost flag begins.
        sizes: of the letters.
    """
    slot = (right - left) / max(1, len(spec.labels))
    spots = [(min(left + flag.before * slot, right - LINE * sizes.text), flag) for flag in spec.flags]
    ways = []
    for mirrored in (False, True):
        raised: list[Raised] = []
        for x, flag in sorted(((right - x if mirrored else x, flag) for x, flag in spots), key=lambda spot: spot[0]):
            raised.append(_raise(flag, x, (raised[-1] if raised else None, right, top), sizes))
        cuts = sum(len(str(one.flag.words)) - len(" ".join(one.lines)) for one in raised if _is_cut(one.lines))
        ends = max([0.0, *(one.bottom(sizes) for one in raised)])
        ways.append((cuts, ends, mirrored, [one.mirrored(right) for one in raised] if mirrored else raised))
    return min(ways, key=lambda way: way[:3])[3]


def _raise(flag: Flag, x: float, room: tuple[Raised | None, float, float], sizes: Sizes) -> Raised:
    """One flag, its words where there is more room for them; the right where that will do."""
    before, right, top = room
    away = _away(sizes)
    rooms = [right - x - away, x - away - (before.x + sizes.gap if before else 0.0)]
    words = [whole_words(str(flag.words), sizes.small, max(wide, 1.0), LINES, bold=True) for wide in rooms]
    rightward = rooms[0] >= rooms[1] or (len(words[0]) <= 2 and not _is_cut(words[0]))
    lines = words[0 if rightward else 1]
    wide = max(text_width(line, sizes.small, bold=True) for line in lines)
    if before is None:
        start = top
    elif rightward and before.end + sizes.gap <= x:
        start = before.top
    else:
        start = before.bottom(sizes)
    reach = (x, x + away + wide) if rightward else (x - away - wide, x)
    return Raised(flag, x, start, lines, rightward, *reach)


def _is_cut(lines: tuple[str, ...]) -> bool:
    return any(line.endswith("…") for line in lines)


def _away(sizes: Sizes) -> float:
    """From the pole to the words."""
    return sizes.small * (CLOTH + 0.4)


def flag_items(raised: list[Raised], base: float, palette: Palette, sizes: Sizes) -> list[Item]:
    """The poles down to zero, the small flags and the words.

    Args:
        raised: the flags.
        base: where zero is.
        palette: the colours.
        sizes: of the letters.
    """
    items: list[Item] = []
    side = sizes.small * CLOTH
    for one in raised:
        way = 1 if one.rightward else -1
        items.append(Line(one.x, one.top, one.x, base, palette.flag, sizes.text * LINE))
        cloth = (("M", one.x, one.top), ("L", one.x + way * side, one.top + side / 2), ("L", one.x, one.top + side))
        items.append(Path((*cloth, ("Z",)), palette.flag))
        whole = str(one.flag.words)
        tip = whole if _is_cut(one.lines) else ""
        for at, line in enumerate(one.lines):
            y = one.top + sizes.small * (0.78 + at * LINE_HEIGHT)
            x = one.x + way * _away(sizes)
            label = Label(x, y, line, sizes.small, palette.flag, bold=True, anchor="start", tip=tip)
            items.append(label if one.rightward else replace(label, anchor="end"))
    return items

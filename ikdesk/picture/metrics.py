"""How wide text is, so that screen and paper break it at the same place.

The widths are read from the program's own font file; ligatures and kerning are left out, they move less than a pixel.
"""

from __future__ import annotations

import re
import struct
from functools import cache, lru_cache

from ikdesk.kernel.paths import resource

AVERAGE = 0.56  # of the size: the width of a letter where the font does not know it or is not there
CAP_HEIGHT = 0.727  # of the size: the height of a capital letter in Inter
LINE_HEIGHT = 1.32  # of the size: from one baseline to the next
_BREAKS = re.compile(r"(?<!§[ ])(?<=[ \t\n])(?=\S)|(?<=[^\W\d][/–-])(?=\w)")  # "§ 42", "95 %", "12-4" stay whole


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of text.

    Args:
        text: the line.
        size: the size of the letters.
        bold: in the semi-bold letters.
    """
    return _unit_width(text, bold) * size


def shorten(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """The text, cut with "…" if it is wider than there is room for."""
    if text_width(text, size, bold=bold) <= width:
        return text
    kept = text
    while kept and text_width(kept.rstrip() + "…", size, bold=bold) > width:
        kept = kept[:-1]
    return kept.rstrip(" /–-,") + "…" if kept else "…"


def wrap(text: str, size: float, width: float, *, bold: bool = False, lines: int = 0) -> tuple[str, ...]:
    """The text as lines that fit the width.

    Args:
        text: the text; it may break after a space, a slash or a dash.
        size: the size of the letters.
        width: the room for each line.
        bold: in the semi-bold letters.
        lines: at most so many; what is left is cut with "…". 0 is as many as it takes.
    """
    done: list[str] = []
    line = ""
    for piece in _BREAKS.split(text):
        if line and text_width((line + piece).rstrip(), size, bold=bold) > width:
            done.append(line.rstrip())
            line = ""
        line += piece
    done.append(line.rstrip())
    if lines and len(done) > lines:
        done = [*done[: lines - 1], _rest(text, done[: lines - 1])]
    return tuple(shorten(one, size, width, bold=bold) for one in done if one)


def whole_words(text: str, size: float, width: float, lines: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text as lines that fit the width, cut with "…" between two words if there are too many.

    Args:
        text: the text.
        size: the size of the letters.
        width: the room there is.
        lines: at most so many.
        bold: in the semi-bold letters.
    """
    done = wrap(text, size, width, bold=bold) or ("",)
    if len(done) <= lines:
        return done
    last = done[lines - 1].rstrip("…").split()
    while len(last) > 1 and text_width(" ".join(last) + "…", size, bold=bold) > width:
        last.pop()
    return *done[: lines - 1], shorten(" ".join(last).rstrip(" /–-,.") + "…", size, width, bold=bold)


def _rest(text: str, done: list[str]) -> str:
    """What is left of a text after the first lines."""
    at = 0
    for line in done:
        at = text.index(line, at) + len(line)
    return text[at:].strip()


@lru_cache(maxsize=8192)
def _unit_width(text: str, bold: bool) -> float:  # noqa: FBT001 (a keyword makes looking it up slower)
    """The width at size 1: the same words are measured again and again while a picture finds its place."""
    widths = _widths("fonts/Inter-SemiBold.ttf" if bold else "fonts/Inter-Regular.ttf")
    return sum(widths.get(ord(letter), AVERAGE) for letter in text)


@cache
def _widths(font: str) -> dict[int, float]:
    """The width of every letter in a TrueType font, by code point and in parts of the size."""
    path = resource(font)
    if not path.is_file():
        return {}
    data = path.read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack(">II", data[at + 8 : at + 16])
        for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)
    }
    em = struct.unpack_from(">H", data, tables[b"head"][0] + 18)[0]
    count = struct.unpack_from(">H", data, tables[b"hhea"][0] + 34)[0]
    advances = struct.unpack_from(">" + "Hh" * count, data, tables[b"hmtx"][0])[::2]
    glyphs = _glyphs(data, tables[b"cmap"][0])
    return {code: advances[min(glyph, count - 1)] / em for code, glyph in glyphs.items()}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Which glyph shows which letter, from the table every font has for the first 65,536 code points (format 4)."""
    for index in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", data, cmap + 4 + 8 * index + 4)[0]
        if struct.unpack_from(">H", data, at)[0] == 4:
            return _segments(data, at)
    return {}


def _segments(data: bytes, at: int) -> dict[int, int]:
    twice = struct.unpack_from(">H", data, at + 6)[0]
    form = f">{twice // 2}H"
    ends, starts, deltas, offsets = (
        struct.unpack_from(form, data, at + 14 + skip) for skip in (0, twice + 2, 2 * twice + 2, 3 * twice + 2)
    )
    first_offset = at + 14 + 3 * twice + 2
    glyphs: dict[int, int] = {}
    for index, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[index]:
                place = first_offset + 2 * index + offsets[index] + 2 * (code - first)
                glyph = struct.unpack_from(">H", data, place)[0]
            if glyph or not offsets[index]:
                glyphs[code] = (glyph + deltas[index]) & 0xFFFF
    return glyphs

"""User text on its way to paper: the one door to markup, and nothing that could break a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from xml.sax.saxutils import escape

from ikdesk.kernel.words import composed

BOX = "□"  # shown where the font has no picture of a character
_SHARE = re.compile("([0-9]) %")  # a number and its sign stay on one line
_KEPT = "\n\t"
_GONE = frozenset("\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f\xad")
_BLANKS = {ord(blank): " " for blank in "\t\v\f\u2028\u2029"} | {0x202F: "\xa0", 0x2009: "\xa0"}


def plain(text: object, glyphs: Container[int]) -> str:
    """Text with only characters that can be drawn; new lines stay, everything unknown becomes a visible box.

    Args:
        text: what a user wrote, of any length and kind.
        glyphs: the code points that the font knows.
    """
    said = str(text)
    if " %" in said:
        said = _SHARE.sub("\\g<1>\xa0%", said)
    if said.isascii() and said.isprintable():
        return said
    whole = composed(said.replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKS))
    return "".join(
        c if ord(c) in glyphs or c in _KEPT else BOX for c in whole if c in _KEPT or not _is_control(c)
    )  # fmt: skip


def safe(text: object, glyphs: Container[int]) -> str:
    """Text as a paragraph may hold it: markup escaped, new lines as line breaks. The only way into a paragraph.

    Args:
        text: what a user wrote.
        glyphs: the code points that the font knows.
    """
    return escape(plain(text, glyphs)).replace("\n", "<br/>")


def _is_control(c: str) -> bool:
    """Control and direction marks vanish; lone surrogates and unassigned characters become a box instead."""
    return c in _GONE or unicodedata.category(c) in {"Cc", "Cf"}

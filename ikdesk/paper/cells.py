"""The one door to a cell in Excel: text stays text, whatever it looks like."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from openpyxl.cell import Cell, MergedCell

LIMIT = 32_767  # characters in a cell; Excel cuts the rest without a word
CUT = " … [forkortet]"
STARTS_FORMULA = frozenset("=+-@")
BOX = "\N{REPLACEMENT CHARACTER}"
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as the letter A (ECMA-376, ST_Xstring)
_SPECIAL = STARTS_FORMULA | {"#"}
_BAD = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def text(value: str) -> str:
    """Text as a cell can hold it: no control characters or lone surrogates, and a mark where it had to be cut."""
    if len(value) <= LIMIT and not _BAD.search(value):
        return value
    kept = _DIRECTION.sub("", _UNWRITABLE.sub(BOX, value.replace("\r\n", "\n").replace("\r", "\n")))
    return kept if len(kept) <= LIMIT else kept[: LIMIT - len(CUT)] + CUT


def cell(target: Cell | MergedCell, value: Any) -> None:
    """Put a value in a cell; text never becomes a formula or an error code.

    Args:
        target: an openpyxl cell.
        value: text, number, date, time or None; a moment loses its time zone, which Excel does not know.
    """
    if isinstance(target, MergedCell):
        raise TypeError(target.coordinate)
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None, microsecond=0)
    if not isinstance(value, str):
        target.value = value
        return
    said = _CODED.sub("_x005F_", text(str(value)))
    target.value = said
    target.data_type = "s"
    if said[:1] in STARTS_FORMULA:
        target.quotePrefix = True


def is_harmless(value: str) -> bool:
    """Whether openpyxl may be given this text as it is: nothing unwritable, neither a formula nor an error code."""
    return value[:1] not in _SPECIAL and len(value) <= LIMIT and not (_BAD.search(value) or _CODED.search(value))

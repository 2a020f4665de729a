"""How a cell looks, worked out once for each look in a workbook: openpyxl compares whole styles at every cell."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill
from openpyxl.workbook import Workbook

GENERAL = "General"
_Known = dict[tuple[Any, ...], tuple[Any, tuple[Any, ...]]]  # the look of a cell, and what it is put together from
_KNOWN: WeakKeyDictionary[Workbook, _Known] = WeakKeyDictionary()


def dress(
    target: Cell | MergedCell, font: Font, *,
    border: Border | None = None, alignment: Alignment | None = None, fill: PatternFill | None = None,
    number_format: str = GENERAL,
) -> None:  # fmt: skip
    """Give a cell its look, once and for all: cells share it. What the cell holds is put in first.

    Args:
        target: the cell.
        font: its letters.
        border: the lines around it; None: none. The parts of a look are told apart by what they are, so keep them.
        alignment: where in the cell the words stand.
        fill: the colour behind them.
        number_format: how a number or a date is shown.
    """
    plain: Any = target
    book = plain.parent.parent
    parts = (font, border, alignment, fill)
    known = _KNOWN.get(book)
    if known is None:
        known = _KNOWN[book] = {}
    key = (*map(id, parts), number_format)
    if key not in known:
        bare = Cell(plain.parent, row=1, column=1)
        bare.font, bare.number_format = font, number_format
        for name, part in (("border", border), ("alignment", alignment), ("fill", fill)):
            if part is not None:
                setattr(bare, name, part)
        known[key] = (bare._style, parts)  # type: ignore[attr-defined]  # noqa: SLF001
    quoted = plain._style is not None and plain._style.quotePrefix  # noqa: SLF001
    plain._style = known[key][0]  # noqa: SLF001
    if quoted:
        plain._style = copy(known[key][0])  # noqa: SLF001
        plain._style.quotePrefix = 1  # noqa: SLF001


@cache
def letters(colour: str, size: int = 11, *, bold: bool = False) -> Font:
    """Letters in a colour, the same object every time.

    Args:
        colour: "#RRGGBB".
        size: points.
        bold: heavy ones.
    """
    return Font(name="Calibri", size=size, bold=bold, color=colour[1:])


@cache
def filled(colour: str) -> PatternFill:
    """A colour behind the words, the same object every time: "#RRGGBB"."""
    return PatternFill("solid", fgColor=colour[1:])

"""A bow-tie in Excel: five columns from the causes to what it leads to, with the barriers between them."""

from __future__ import annotations

import math

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ikdesk.paper import colours, sheets
from ikdesk.paper.cells import cell
from ikdesk.picture.palette import PRINT
from ikdesk.picture.tie_spec import BowTieSpec, Guard, heads
from ikdesk.picture.tie_words import guard_name, guard_parts

WIDE, LINE = 26.0, 15.0  # a column in characters, a line of words in points
_WORDS = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_EVENT = Alignment(horizontal="center", vertical="center", wrap_text=True)
_THIN, _DASHED = Side("thin", color=PRINT.axis[1:]), Side("mediumDashed", color=PRINT.now[1:])
_THICK = Side("medium", color=PRINT.now[1:])


def write_tie(sheet: Worksheet, spec: BowTieSpec, first: int) -> None:
    """The causes, what hinders, the event, what helps, and what it leads to, beside one another.

    Args:
        sheet: an empty sheet.
        spec: what the picture says.
        first: the row of the headings.
    """
    for column, head in enumerate(heads(), 1):
        target = sheet.cell(first, column)
        cell(target, head)
        target.font, target.alignment = sheets.STRONG, sheets.HEAD_LEFT
        sheet.column_dimensions[get_column_letter(column)].width = WIDE
    sheet.freeze_panes = f"A{first + 1}"
    rows = max(1, len(spec.causes), len(spec.before), len(spec.after), len(spec.consequences))
    for at in range(rows):
        said = [_box(sheet, (first + 1 + at, column), texts[at])
                for column, texts in ((1, spec.causes), (5, spec.consequences)) if at < len(texts)]  # fmt: skip
        said += [_guard(sheet, (first + 1 + at, column), spec, guards[at])
                 for column, guards in ((2, spec.before), (4, spec.after)) if at < len(guards)]  # fmt: skip
        sheet.row_dimensions[first + 1 + at].height = LINE * max([2, *map(_lines, said)]) + 6
    _event(sheet, spec.event, first + 1, rows)


def _box(sheet: Worksheet, at: tuple[int, int], said: str) -> str:
    """A cause, or what it leads to."""
    target = sheet.cell(*at)
    cell(target, said)
    target.font, target.alignment = sheets.BODY, _WORDS
    target.fill, target.border = PatternFill("solid", fgColor=PRINT.ground[1:]), _frame(_THIN)
    return said


def _guard(sheet: Worksheet, at: tuple[int, int], spec: BowTieSpec, guard: Guard) -> str:
    """A barrier: dashed where it is new, in a thick frame where it is there."""
    said = f"{guard_name(guard)}\n{guard.sign} {' · '.join(guard_parts(spec, guard))}"
    target = sheet.cell(*at)
    cell(target, said)
    target.font, target.alignment = sheets.BODY, _WORDS
    target.border = _frame(_DASHED if guard.new else _THICK)
    return said


def _event(sheet: Worksheet, said: str, first: int, rows: int) -> None:
    """What can go wrong, in the middle of all."""
    target = sheet.cell(first, 3)
    cell(target, said)
    target.font, target.alignment = Font(name="Calibri", size=12, bold=True, color=colours.INK[1:]), _EVENT
    last = first + rows - 1
    for row in range(first, first + rows):
        sheet.cell(row, 3).fill = PatternFill("solid", fgColor=PRINT.more[1:])
        top, bottom = _THIN if row == first else None, _THIN if row == last else None
        sheet.cell(row, 3).border = Border(left=_THIN, right=_THIN, top=top, bottom=bottom)
    if rows > 1:
        sheet.merge_cells(start_row=first, end_row=last, start_column=3, end_column=3)
    high = sum(sheet.row_dimensions[row].height or LINE for row in range(first, first + rows))
    short = LINE * _lines(said) + 12 - high
    if short > 0:
        sheet.row_dimensions[last].height = (sheet.row_dimensions[last].height or LINE) + short


def _frame(side: Side) -> Border:
    return Border(left=side, right=side, top=side, bottom=side)


def _lines(said: str) -> int:
    """How many lines it takes in a column."""
    return sum(max(1, math.ceil(len(part) / (WIDE - 4))) for part in said.split("\n"))

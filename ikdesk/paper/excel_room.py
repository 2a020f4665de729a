"""Rows of a sheet high enough for what stands in them: Excel does not see to it itself in a file it has not made."""

from __future__ import annotations

import math
from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ikdesk.paper import sheets
from ikdesk.paper.excel_dress import dress

HEAD_ROW, NOTE_ROW = 5, 3
HIGHEST = 409.0  # points; Excel takes a file with a higher row for damaged
LINE = 15.0  # points
_NOTE_WIDTH, _BARE_WIDTH = 110, 8.4  # characters: where a note is broken, and of a column nobody has set


def make_room(sheet: Worksheet, texts: Sequence[str], width: float) -> None:
    """Rows high enough for the texts of a column that take several lines.

    Args:
        sheet: with the headings in their row.
        texts: of the rows below the headings.
        width: of the column, in characters.
    """
    for at, said in enumerate(texts, HEAD_ROW + 1):
        lines = sum(max(1, math.ceil(len(part) * sheets.WIDER / (width - 1))) for part in said.split("\n"))
        if lines > 1:
            _raise(sheet, at, lines)


def make_head_room(sheet: Worksheet, label: str, width: float) -> None:
    """The row of headings high enough for one of them.

    Args:
        sheet: where.
        label: the heading; it is broken between words.
        width: of its column, in characters.
    """
    whole = width - 1
    lines, room = 1, whole
    for word in label.split():
        if room < whole and len(word) + 1 > room:
            lines, room = lines + 1, whole
        room -= len(word) + (room < whole)
    _raise(sheet, HEAD_ROW, lines)


def make_note_room(sheet: Worksheet, note: str, columns: int) -> None:
    """A long note above a table is broken into lines; printed, it would make the whole page narrow.

    Args:
        sheet: with its columns as wide as they will be.
        note: what stands there.
        columns: how many the table has.
    """
    if len(note) <= _NOTE_WIDTH:
        return
    last, wide = 0, 0.0
    while wide < _NOTE_WIDTH or last < columns:
        last += 1
        letter = get_column_letter(last)
        wide += sheet.column_dimensions[letter].width if last <= columns else _BARE_WIDTH
    dress(sheet.cell(NOTE_ROW, 1), sheets.QUIET, alignment=sheets.WRAP)
    sheet.merged_cells.add(f"A{NOTE_ROW}:{get_column_letter(last)}{NOTE_ROW}")
    _raise(sheet, NOTE_ROW, math.ceil(len(note) * sheets.WIDER / wide))


def _raise(sheet: Worksheet, at: int, lines: int) -> None:
    row = sheet.row_dimensions[at]
    row.height = min(max(row.height or 0.0, LINE * lines + 3), HIGHEST)

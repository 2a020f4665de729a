"""Heat maps and risk matrices in Excel: cells in colour with their numbers and letters; and bars within cells."""

from __future__ import annotations

import math

from openpyxl.formatting.rule import DataBar, FormatObject, Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ikdesk.kernel.words import _
from ikdesk.paper import colours, sheets
from ikdesk.paper.cells import cell
from ikdesk.paper.excel_dress import dress, filled, letters
from ikdesk.picture.grid import most_of, step
from ikdesk.picture.grid_spec import GridSpec, RiskSpec
from ikdesk.picture.grid_words import grid_cells, one_line, product, sum_at, sum_word
from ikdesk.picture.palette import PRINT
from ikdesk.picture.parts import HIDDEN

NARROWEST, WIDE, WIDEST, NAMES = 7.0, 18.0, 22.0, 30.0  # of columns, in characters
HIGH, LINE = 24.0, 15.0  # points: a row of cells, a line of words
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_HEAD = Alignment(horizontal="center", vertical="bottom", wrap_text=True)
_EDGE = Side("thin", color=colours.PAPER[1:])
_GAP = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_SHADED = PatternFill("lightUp", fgColor=colours.STRONG_RULE[1:], bgColor=colours.PAPER[1:])


def write_grid(sheet: Worksheet, spec: GridSpec, first: int) -> None:
    """A heat map, the darker the more, with its sums; a hidden number is shaded and says «:».

    Args:
        sheet: an empty sheet.
        spec: what the picture says.
        first: the row of the headings.
    """
    _names(sheet, spec.columns, spec.rows, first)
    most = most_of(value for row in spec.cells for value in row)
    for row, values in enumerate(spec.cells):
        for column, value in enumerate(values):
            _cell(sheet, (first + 1 + row, 2 + column), value, step(value, most))
    if spec.row_sums:
        last = 2 + len(spec.columns)
        _head(sheet, first, last, sum_word())
        for row in range(len(spec.rows)):
            _sum(sheet, (first + 1 + row, last), sum_at(spec, row, None)[0])
    if spec.column_sums:
        at = first + 1 + len(spec.rows)
        _name(sheet, at, sum_word(), sheets.STRONG)
        for column in range(len(spec.columns)):
            _sum(sheet, (at, 2 + column), sum_at(spec, None, column)[0])
        if spec.row_sums:
            _sum(sheet, (at, 2 + len(spec.columns)), spec.total)


def write_risk(sheet: Worksheet, spec: RiskSpec, first: int) -> None:
    """A risk matrix, each cell with its letter, its number and the risks in it, and below it what they are.

    Args:
        sheet: an empty sheet.
        spec: what the picture says.
        first: the row of the headings.
    """
    _names(sheet, spec.columns, spec.rows, first, WIDE)
    sheet.row_dimensions[first].height = LINE * 3
    corner = sheet.cell(first, 1)
    cell(corner, f"{spec.down} ↓   {spec.across} →")
    dress(corner, sheets.QUIET, alignment=sheets.HEAD_LEFT)
    for row, grades in enumerate(spec.grades):
        for column, grade in enumerate(grades):
            here = _here(spec, (row, column))
            target = sheet.cell(first + 1 + row, 2 + column)
            letter = f"{spec.letters[grade]} {product(spec, (row, column))}"
            cell(target, letter + (f"\n{here}" if here else ""))
            font, fill = letters(colours.INK, 12 if here else 11, bold=bool(here)), filled(PRINT.risk[grade])
            dress(target, font, border=_GAP, alignment=_MIDDLE, fill=fill)
        sheet.row_dimensions[first + 1 + row].height = HIGH * 1.6
    if not spec.counts:
        _risks(sheet, spec, first + 2 + len(spec.rows))


def _here(spec: RiskSpec, at: tuple[int, int]) -> str:
    """The numbers of the risks in a cell; or how many there are, with what is counted."""
    if spec.counts:
        many = spec.counts[at[0]][at[1]]
        return f"{many} {spec.unit}".rstrip() if many else ""
    numbers = ", ".join(str(pip.number) for pip in spec.pips if pip.now == at)
    return _("nr. {numbers}").format(numbers=numbers) if numbers else ""


def put_bars(sheet: Worksheet, column: int, first: int, last: int) -> None:
    """Bars within the cells of a column of numbers, from zero.

    Args:
        sheet: where the numbers stand.
        column: which, from 1.
        first: the first row of it.
        last: the last one.
    """
    letter = get_column_letter(column)
    ends = [FormatObject(type="num", val=0), FormatObject(type="max")]
    bars = Rule(type="dataBar", dataBar=DataBar(cfvo=ends, color=colours.PAST[1:], showValue=True))
    sheet.conditional_formatting.add(f"{letter}{first}:{letter}{last}", bars)
    sheet.column_dimensions[letter].width = max(sheet.column_dimensions[letter].width, WIDEST)


def _risks(sheet: Worksheet, spec: RiskSpec, first: int) -> None:
    """Each risk with where it was and where it is."""
    heads, lines = grid_cells(spec)
    across = 1 + len(spec.columns)
    half = 1 + max(1, (across - 1) // 2)  # what it was and what it is share the columns
    parts = ((1, 1), (2, half), (half + 1, max(across, half + 1)))
    for row, line in enumerate([heads, *lines], first):
        high = 1
        for said, (left, right) in zip(line, parts, strict=True):
            target = sheet.cell(row, left)
            cell(target, said or None)
            dress(target, sheets.STRONG if row == first else sheets.BODY, alignment=sheets.MIDDLE)
            wide = sum(sheet.column_dimensions[get_column_letter(at)].width for at in range(left, right + 1))
            high = max(high, math.ceil(len(said) / (wide - 3)))
            if right > left:
                sheet.merge_cells(start_row=row, end_row=row, start_column=left, end_column=right)
        sheet.row_dimensions[row].height = LINE * high + 6


def _names(
    sheet: Worksheet, columns: tuple[str, ...], rows: tuple[str, ...], first: int, least: float = NARROWEST
) -> None:
    """The words around the cells, and columns as wide as theirs."""
    longest = max((len(word) for name in columns for word in name.split()), default=0)
    for column, name in enumerate(columns, 2):
        _head(sheet, first, column, one_line(name))
        sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST, max(least, longest + 2))
    sheet.column_dimensions["A"].width = min(NAMES, max([12.0, *(len(one_line(name)) + 2.0 for name in rows)]))
    for row, name in enumerate(rows, first + 1):
        _name(sheet, row, one_line(name), sheets.BODY)
    sheet.freeze_panes = f"B{first + 1}"
    sheet.row_dimensions[first].height = LINE * 2.2


def _head(sheet: Worksheet, row: int, column: int, said: str) -> None:
    target = sheet.cell(row, column)
    cell(target, said)
    dress(target, sheets.STRONG, alignment=_HEAD)


def _name(sheet: Worksheet, row: int, said: str, font: Font) -> None:
    target = sheet.cell(row, 1)
    cell(target, said)
    dress(target, font, alignment=sheets.MIDDLE)
    lines = 1 + len(said) // int(NAMES)
    sheet.row_dimensions[row].height = max(HIGH, LINE * lines + 4)


def _cell(sheet: Worksheet, at: tuple[int, int], value: float | None, dark: int) -> None:
    target = sheet.cell(*at)
    cell(target, HIDDEN if value is None else value)
    fill = PRINT.heat[dark - 1] if dark else PRINT.surface
    font = letters(PRINT.ink_on(fill) if dark else colours.MUTED, bold=dark > 0)
    dress(target, font, border=_GAP, alignment=_MIDDLE, fill=_SHADED if value is None else filled(fill))


def _sum(sheet: Worksheet, at: tuple[int, int], value: float | None) -> None:
    target = sheet.cell(*at)
    cell(target, HIDDEN if value is None else value)
    dress(target, sheets.STRONG, alignment=_MIDDLE)

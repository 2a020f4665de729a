"""A story as an Excel workbook: a front sheet, a sheet for every table with its chart, and a list of words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import Reference
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field, show
from ikdesk.kernel.words import _
from ikdesk.paper import sheets
from ikdesk.paper.cells import cell, text
from ikdesk.paper.excel_charts import chart_of
from ikdesk.paper.front_sheet import write_front
from ikdesk.paper.package import write_package
from ikdesk.paper.saving import Tick, never_mind, save_bytes
from ikdesk.paper.story import Section, Story, Table, lists_used, words
from ikdesk.picture.spec import BarSpec, StripSpec, describe, one_line, strip_rows

HEAD_ROW = 5
HIGHEST = 409.0  # points; Excel takes a file with a higher row for damaged
ROW_HEIGHT = 0.635  # centimetres, as `_new` sets it


def write_workbook(story: Story, path: Path, tick: Tick = never_mind) -> Path:
    """Write a report as a workbook; the same story gives the same bytes.

    Args:
        story: the report; rows of single events have no place in it.
        path: where it shall lie.
        tick: told how many sections are written, and of how many; may raise Cancelled, then no file is left.

    Returns:
        Where it lies: "name (2).xlsx" if the wanted file is open in another program.

    Raises:
        Problem: it cannot be saved there.
    """
    binder = _Binder(story)
    for number, section in enumerate(story.sections, 1):
        binder.add(section)
        tick(number, len(story.sections))
    out = BytesIO()
    write_package(binder.finished(), out, story.when, binder.alts)
    return save_bytes(path, out.getvalue())


class _Binder:
    """The workbook while it is being made."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.book = Workbook()
        self.front: Worksheet = self.book.worksheets[0]
        self.front.title = sheets.sheet_name(str(_("Rapport")), ())
        self.numbers: Worksheet | None = None  # the numbers of charts that no table has
        self.below = 0  # the first row there that no chart covers
        self.alts: list[list[str]] = []
        self.listed: list[tuple[str, str]] = []  # what a table is called, and its sheet

    def add(self, section: Section) -> None:
        """The tables of a section, a sheet each, the chart beside the first with its numbers; a strip as numbers."""
        picture = section.picture if isinstance(section.picture, BarSpec) else None
        for table in section.tables:
            sheet = self._sheet(table)
            if picture is not None:
                self._chart(picture, sheet, table)
                picture = None
        if picture is not None:
            self._chart(picture, None, None)
        for spec in (section.strip, section.picture):
            if isinstance(spec, StripSpec):
                self._strip(spec)

    def finished(self) -> Workbook:
        """The workbook with its front sheet and list of words."""
        self._codebook()
        write_front(self.front, self.story, self.listed)
        if self.numbers is not None:  # last, for those who look for it
            self.book.move_sheet(self.numbers, len(self.book.worksheets))
        sheets.properties(self.book, title=self.story.title, author=self.story.author, subject=self.story.subject)
        return self.book

    def _new(self, name: str, title: str, note: str, *, wide: bool) -> Worksheet:
        sheet: Worksheet = self.book.create_sheet(sheets.sheet_name(name, self.book.sheetnames))
        below = f"{self.story.unit} · {self.story.subtitle}"
        lines = ((title, sheets.TITLE), (below, sheets.QUIET), (note, sheets.QUIET))
        for row, (said, font) in enumerate(lines, 1):
            target = sheet.cell(row, 1)
            cell(target, said or None)
            target.font = font
        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = 18, True
        sheet.row_dimensions[1].height = 28
        sheet.sheet_view.showGridLines = False
        sheet.freeze_panes = f"A{HEAD_ROW + 1}"
        sheets.set_up_page(sheet, unit=self.story.unit, title=self.story.title, head_row=HEAD_ROW, wide=wide)
        return sheet

    def _sheet(self, table: Table) -> Worksheet:
        sheet = self._new(table.sheet or table.title, table.title, table.note, wide=True)
        self.listed.append((table.title, sheet.title))
        labels = sheets.unique_labels(table.fields)
        for column, (label, field) in enumerate(zip(labels, table.fields, strict=True), 1):
            _head(sheet, column, label)
            before = table.fields[column - 2] if column > 1 else None
            sheet.cell(HEAD_ROW, column).alignment = sheets.aligned(field, before, bottom=True)
        rows = table.rows or ((table.empty or str(_("Ingen registrert i perioden.")), *[None] * (len(labels) - 1)),)
        for at, row in enumerate(rows, HEAD_ROW + 1):
            self._row(sheet, at, row, table, total=table.total and at == HEAD_ROW + len(rows) and len(rows) > 1)
        if not table.rows:
            sheet.cell(HEAD_ROW + 1, 1).alignment = sheets.LEFT
        for column, field in enumerate(table.fields, 1):
            texts = [words(row[column - 1], field, table, self.story.codebook) for row in table.rows]
            width = sheets.column_width(field, texts)
            sheet.column_dimensions[get_column_letter(column)].width = width
            _make_room(sheet, texts, width)
        last = HEAD_ROW + len(rows) - int(table.total and len(rows) > 1)  # the sum stands below the table
        ref = f"A{HEAD_ROW}:{get_column_letter(len(labels))}{last}"
        sheet.add_table(sheets.excel_table(f"{len(self.listed)}_{table.key}", ref, labels))
        return sheet

    def _row(self, sheet: Worksheet, at: int, row: tuple[Any, ...], table: Table, *, total: bool) -> None:
        for column, (value, field) in enumerate(zip(row, table.fields, strict=True), 1):
            target = sheet.cell(at, column)
            cell(target, self._value(value, field))
            target.font = sheets.STRONG if total else sheets.BODY
            target.border = sheets.TOTAL_BORDER if total else sheets.ROW_BORDER
            target.alignment = sheets.aligned(field, table.fields[column - 2] if column > 1 else None)
            if not isinstance(value, str):
                target.number_format = sheets.number_format(field, table)

    def _value(self, value: Any, field: Field) -> Any:
        """What a cell holds: words for codes and choices, real numbers and dates for the rest."""
        if field.codes and value == ":":
            return value
        if field.codes or isinstance(value, (bool, tuple, list)) or hasattr(value, "label"):
            return show(value, field, self.story.codebook)
        return value

    def _chart(self, spec: BarSpec, sheet: Worksheet | None, table: Table | None) -> None:
        columns = _columns_of(spec, table, self.story.codebook) if table else None
        if columns is None or sheet is None:
            holder, first, columns = self._chart_numbers(spec)
        else:
            holder, first = sheet, HEAD_ROW
        last = first + len(spec.labels)
        labels = Reference(holder, min_col=1, min_row=first + 1, max_row=last)
        values = [Reference(holder, min_col=column, min_row=first, max_row=last) for column in columns]
        place = sheet or holder
        right = len(table.fields) if table else 1 + len(spec.series)
        if not place._charts:  # type: ignore[attr-defined]  # noqa: SLF001 - how many there are already
            self.alts.append([])
        chart = chart_of(spec, labels, values)
        place.add_chart(chart, f"{get_column_letter(right + 2)}{HEAD_ROW if sheet else first}")
        if sheet is None:
            self.below = first + math.ceil(chart.height / ROW_HEIGHT) + 1
        self.alts[-1].append(text(describe(spec)))

    def _chart_numbers(self, spec: BarSpec) -> tuple[Worksheet, int, list[int]]:
        """The numbers of a chart, below those of the charts before it; a hidden one is an empty cell."""
        sheet, first = self._room_for_numbers()
        for column, series in enumerate(spec.series, 2):
            cell(sheet.cell(first, column), series.name or spec.unit)
            for at, value in enumerate(series.values, first + 1):
                cell(sheet.cell(at, column), value)
        for at in range(len(spec.labels)):
            cell(sheet.cell(first + 1 + at, 1), one_line(spec, at))
        return sheet, first, list(range(2, 2 + len(spec.series)))

    def _strip(self, spec: StripSpec) -> None:
        """The numbers of a strip; Excel has no such chart."""
        sheet, first = self._room_for_numbers()
        cell(sheet.cell(first, 1), spec.title)
        heads = (_("Nå delt på før, fra"), _("Nå delt på før, til"), _("Med ord"))
        for column, head in enumerate(heads, 2):
            cell(sheet.cell(first + 1, column), str(head))
        for row, column in ((first, 1), *((first + 1, column) for column in (2, 3, 4))):
            sheet.cell(row, column).font = sheets.STRONG
        sheet.cell(first + 1, 4).alignment = sheets.AIRY
        ends = ((spec.point, spec.point), (spec.likely_low, spec.likely_high), (spec.low, spec.high))
        for at, ((label, said), (low, high)) in enumerate(zip(strip_rows(spec), ends, strict=False), first + 2):
            for column, value in enumerate((label, low, high, said), 1):
                cell(sheet.cell(at, column), value)
            for column in (2, 3):
                sheet.cell(at, column).number_format = "0.00"
            sheet.cell(at, 4).alignment = sheets.AIRY

    def _room_for_numbers(self) -> tuple[Worksheet, int]:
        """The sheet with the numbers of pictures, and the first row that is free."""
        if self.numbers is None:
            name = str(_("Diagramtall"))
            self.numbers = self._new(name, name, str(_("Tall som diagrammene er tegnet av.")), wide=False)
            for letter, width in (("A", 34), ("B", 18), ("C", 18), ("D", 48)):
                self.numbers.column_dimensions[letter].width = width
        return self.numbers, max(self.numbers.max_row + 2, self.below)

    def _codebook(self) -> None:
        """The words behind the codes that the tables use."""
        used = lists_used(self.story.tables)
        if not used:
            return
        sheet = self._new(str(_("Ordliste")), str(_("Ordliste")), "", wide=False)
        labels = [str(_("Liste")), str(_("Kode")), str(_("Betyr"))]
        for column, (label, width) in enumerate(zip(labels, (24, 28, 48), strict=True), 1):
            _head(sheet, column, label)
            sheet.column_dimensions[get_column_letter(column)].width = width
        at = HEAD_ROW
        for name in used:
            for entry in self.story.codebook.lists.get(name, {}).values():
                at += 1
                for column, said in enumerate((name, entry.code, entry.label), 1):
                    cell(sheet.cell(at, column), said)
                    sheet.cell(at, column).font = sheets.BODY
                    sheet.cell(at, column).border = sheets.ROW_BORDER
        if at > HEAD_ROW:
            sheet.add_table(sheets.excel_table("ordliste", f"A{HEAD_ROW}:C{at}", labels))


def _make_room(sheet: Worksheet, texts: Sequence[str], width: float) -> None:
    """Rows high enough for the texts of a column that take several lines.

    Args:
        texts: of the rows below the heading.
        width: of the column, in characters.
    """
    for at, said in enumerate(texts, HEAD_ROW + 1):
        lines = sum(max(1, math.ceil(len(part) / (width - 1))) for part in said.split("\n"))
        if lines > 1:
            row = sheet.row_dimensions[at]
            row.height = min(max(row.height or 0.0, 15.0 * lines + 3), HIGHEST)


def _head(sheet: Worksheet, column: int, label: str) -> None:
    target = sheet.cell(HEAD_ROW, column)
    cell(target, label)
    target.font, target.fill, target.border = sheets.STRONG, sheets.HEAD_FILL, sheets.HEAD_BORDER
    target.alignment = sheets.HEAD_LEFT


def _columns_of(spec: BarSpec, table: Table, codebook: Codebook) -> list[int] | None:
    """Which columns of a table hold the numbers of a chart, row for row; None if they do not."""
    rows = table.rows[: len(spec.labels)]
    if [words(row[0], table.fields[0], table, codebook) for row in rows] not in (list(spec.labels), list(spec.keys)):
        return None
    columns = []
    for series in spec.series:
        held = next(
            (at for at in range(1, len(table.fields)) if tuple(row[at] for row in rows) == series.values), None
        )  # fmt: skip
        if held is None:
            return None
        columns.append(held + 1)
    return columns

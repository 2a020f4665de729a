"""The sheets of a report by openpyxl alone, in its ``write_only`` way: what our workbook is measured against.

It has the same cells, widths, tables and print set-up, and a plain chart where ours has one. What it has not: letters,
colours and lines, the words for each chart, and a signature; nor is it read through before it is let go.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell  # noqa: TID251 (the ordinary way)
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.table import Table, TableStyleInfo

GENERAL = "General"


@dataclass(frozen=True)
class Plan:
    """What a sheet holds."""

    title: str
    rows: list[list[tuple[Any, str]]]  # values with their number formats
    widths: dict[str, float]
    frozen: str | None
    tables: list[tuple[str, str, list[str]]]  # name, place and headings
    charts: list[str]  # where each stands


def plans_of(data: bytes) -> list[Plan]:
    """What the sheets of a workbook hold.

    Args:
        data: one of ours.
    """
    return [_plan(sheet) for sheet in load_workbook(BytesIO(data)).worksheets]


def plain_book(plans: list[Plan]) -> bytes:
    """The same sheets, plainly."""
    book = Workbook(write_only=True)
    for plan in plans:
        _write(book, plan)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _plan(sheet: Any) -> Plan:
    rows = [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]
    tables = [(one.displayName, one.ref, [str(column.name) for column in one.tableColumns])
              for one in sheet.tables.values()]  # fmt: skip
    corners = [f"{chr(65 + one.anchor._from.col)}{one.anchor._from.row + 1}" for one in sheet._charts]  # noqa: SLF001
    widths = {letter: column.width for letter, column in sheet.column_dimensions.items()}
    return Plan(sheet.title, rows, widths, sheet.freeze_panes, tables, corners)


def _write(book: Workbook, plan: Plan) -> None:
    sheet: Any = book.create_sheet(plan.title)
    for letter, width in plan.widths.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = plan.frozen
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for row in plan.rows:
        sheet.append([_cell(sheet, *held) for held in row])
    for name, ref, labels in plan.tables:
        sheet.tables.add(_table(name, ref, labels))
    for corner in plan.charts:
        sheet.add_chart(_chart(sheet), corner)


def _cell(sheet: Any, value: Any, shown: str) -> Any:
    if shown == GENERAL:
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = shown
    return cell


def _table(name: str, ref: str, labels: list[str]) -> Table:
    table = Table(displayName=name, ref=ref, tableStyleInfo=TableStyleInfo(name="TableStyleLight1"))
    table._initialise_columns()  # type: ignore[attr-defined]  # noqa: SLF001 - openpyxl's own way for such sheets
    for column, label in zip(table.tableColumns, labels, strict=True):
        column.name = label
    return table


def _chart(sheet: Any) -> BarChart:
    """Two rows of bars, as most of ours have."""
    chart = BarChart()
    chart.title, chart.y_axis.title = "Hendelser", "hendelser"
    chart.add_data(Reference(sheet, min_col=2, max_col=3, min_row=5, max_row=12), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=6, max_row=12))
    return chart

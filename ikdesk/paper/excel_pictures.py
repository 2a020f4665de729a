"""The pictures of a story in a workbook: each as Excel's own chart, or as cells in colour."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from openpyxl.chart import Reference
from openpyxl.chart._chart import ChartBase
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _
from ikdesk.paper import sheets
from ikdesk.paper.cells import cell, text
from ikdesk.paper.excel_cells import put_bars, write_grid, write_risk
from ikdesk.paper.excel_charts import bar_chart
from ikdesk.paper.excel_dress import dress
from ikdesk.paper.excel_lines import line_chart, run_chart, strip_chart
from ikdesk.paper.excel_tie import write_tie
from ikdesk.paper.story import Table, words
from ikdesk.picture.grid_spec import BodySpec, GridSpec, RiskSpec, SiteSpec
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.parts import HIDDEN
from ikdesk.picture.spec import BarSpec, Spec, StripSpec, describe, strip_rows
from ikdesk.picture.tie_spec import BowTieSpec

HEAD_ROW = 5
BESIDE = 8  # the column that charts stand in beside their numbers
PAGE = 38  # rows on a page, about
NARROW = 14  # characters, of its columns of numbers
ROW_HEIGHT = 0.635  # centimetres, as a sheet sets it
Numbers = tuple[float | None, ...]
_HEAD = Alignment(horizontal="right", vertical="bottom", wrap_text=True)
Charted = BarSpec | LineSpec | RunSpec


class Binder(Protocol):
    """What makes the sheets."""

    codebook: Codebook

    def new(self, name: str, title: str, note: str, *, wide: bool) -> Worksheet:
        """An empty sheet with its title."""

    def sheet(self, table: Table) -> Worksheet:
        """A sheet with a table."""

    def list_sheet(self, title: str, sheet: Worksheet) -> None:
        """Name a sheet on the front."""


class Pictures:
    """The pictures while the workbook is being made."""

    def __init__(self, binder: Binder) -> None:
        self._binder = binder
        self.numbers: Worksheet | None = None  # the numbers of charts that no table has
        self._below = 0  # the first row there that no chart covers
        self._page = 1  # the first row of the page it is on when printed
        self._said: dict[int, list[str]] = {}  # the text alternatives, by the sheet the charts are on

    def alts(self, order: Sequence[Worksheet]) -> list[list[str]]:
        """The text alternatives of the charts of each sheet that has any, in the order of the sheets."""
        return [self._said[id(sheet)] for sheet in order if id(sheet) in self._said]

    def add(self, spec: Spec, name: str, sheet: Worksheet | None = None, table: Table | None = None) -> None:
        """One picture.

        Args:
            spec: what it says.
            name: of the section it belongs to.
            sheet: of the table it belongs to, which may hold its numbers.
            table: that table.
        """
        match spec:
            case BarSpec() | LineSpec() | RunSpec():
                self._chart(spec, sheet, table)
            case StripSpec():
                self._strip(spec)
            case GridSpec() | RiskSpec():
                self._cells(spec, name)
            case SiteSpec() | BodySpec():
                self._counted(spec, name, sheet, table)
            case BowTieSpec():
                self._tie(spec, name)

    def _chart(self, spec: Charted, sheet: Worksheet | None, table: Table | None) -> None:
        rows = series_of(spec)
        columns = None
        if table is not None and sheet is not None:
            columns = columns_of((spec.labels, spec.keys), [values for _name, values in rows], table,
                                 self._binder.codebook)  # fmt: skip
        more = _more(spec)
        texts = _texts(spec) if columns is None else ()
        if columns is None or sheet is None:
            holder, first = self._block(spec, [*rows, *more], texts)
            values = _cells_of(holder, first, range(2, 2 + len(rows)), len(spec.labels))
            extra = _cells_of(holder, first, range(2 + len(rows), 2 + len(rows) + len(more)), len(spec.labels))
        else:
            holder, first = sheet, HEAD_ROW
            values = _cells_of(sheet, first, columns, len(spec.labels))
            extra = self._extra(spec, more)
        labels = Reference(holder, min_col=1, min_row=first + 1, max_row=first + len(spec.labels))
        chart = _drawn(spec, labels, values, extra)
        if sheet is not None and table is not None:
            self._put(chart, spec, sheet, f"{get_column_letter(len(table.fields) + 2)}{HEAD_ROW}")
        else:
            right = max(BESIDE, 3 + len(rows) + len(more) + bool(texts))
            self._put_here(chart, spec, f"{get_column_letter(right)}{first - 1}")

    def _extra(self, spec: Charted, more: list[tuple[str, Numbers]]) -> list[Reference]:
        """Levels and ranges, which no table has."""
        if not more:
            return []
        holder, first = self._block(spec, more, ())
        return _cells_of(holder, first, range(2, 2 + len(more)), len(spec.labels))

    def _block(self, spec: Charted, rows: list[tuple[str, Numbers]], texts: Sequence[str]) -> tuple[Worksheet, int]:
        """Numbers of a chart, below those of the charts before it; a hidden one is an empty cell."""
        sheet, title = self._room()
        first = title + 1
        cell(sheet.cell(title, 1), spec.title)
        dress(sheet.cell(title, 1), sheets.STRONG)
        for column, (name, values) in enumerate(rows, 2):
            head = sheet.cell(first, column)
            cell(head, name or spec.unit)
            dress(head, sheets.BODY, alignment=_HEAD)
            _make_room(sheet, first, name)
            for at, value in enumerate(values, first + 1):
                cell(sheet.cell(at, column), value)
        for at, label in enumerate(spec.labels, first + 1):
            cell(sheet.cell(at, 1), ", ".join(str(label).split("\n")))
        for at, said in enumerate(texts, first + 1):
            cell(sheet.cell(at, 2 + len(rows)), said or None)
            sheet.cell(at, 2 + len(rows)).alignment = sheets.AIRY
        return sheet, first

    def _strip(self, spec: StripSpec) -> None:
        """The numbers of a strip, with a chart of them if there are any."""
        sheet, first = self._room()
        cell(sheet.cell(first, 1), spec.title)
        heads = (_("Nå delt på før, fra"), _("Nå delt på før, til"), _("Med ord"))
        for column, head in enumerate(heads, 2):
            cell(sheet.cell(first + 1, column), str(head))
            sheet.cell(first + 1, column).alignment = _HEAD
            _make_room(sheet, first + 1, str(head))
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
        if spec.point is not None:
            chart = strip_chart(spec, first + 2, sheet)
            self._put_here(chart, spec, f"{get_column_letter(BESIDE)}{first}")

    def _cells(self, spec: GridSpec | RiskSpec, name: str) -> None:
        sheet = self._binder.new(name or spec.title, spec.title, _quiet(spec), wide=True)
        self._binder.list_sheet(spec.title, sheet)
        (write_grid if isinstance(spec, GridSpec) else write_risk)(sheet, spec, HEAD_ROW)  # type: ignore[arg-type]

    def _tie(self, spec: BowTieSpec, name: str) -> None:
        sheet = self._binder.new(name or spec.title, spec.title, _quiet(spec), wide=True)
        self._binder.list_sheet(spec.title, sheet)
        write_tie(sheet, spec, HEAD_ROW)

    def _counted(self, spec: SiteSpec | BodySpec, name: str, sheet: Worksheet | None, table: Table | None) -> None:
        """Places and parts of the body as a table with bars; in the table they belong to, if that has the numbers."""
        parts = spec.spots if isinstance(spec, SiteSpec) else spec.parts
        names, numbers = tuple(one.name for one in parts), tuple(one.number for one in parts)
        columns = None
        if table is not None and sheet is not None:
            columns = columns_of((names, tuple(one.key for one in parts)), [numbers], table, self._binder.codebook)
        if columns is None or sheet is None:
            whole = all(number is None or float(number).is_integer() for number in numbers)
            what = str(_("Sted")) if isinstance(spec, SiteSpec) else str(_("Del av kroppen"))
            fields = (Field("what", what), Field("number", str(spec.unit), int if whole else float))
            rows = [(one, HIDDEN if number is None else int(number) if whole else number)
                    for one, number in zip(names, numbers, strict=True)]  # fmt: skip
            sheet = self._binder.sheet(Table(spec.key, spec.title, fields, tuple(rows), _quiet(spec), sheet=name))
            columns = [2]
        if parts:
            put_bars(sheet, columns[0], HEAD_ROW + 1, HEAD_ROW + len(parts))

    def _put(self, chart: ChartBase, spec: Spec, sheet: Worksheet, corner: str) -> None:
        sheet.add_chart(chart, corner)
        self._said.setdefault(id(sheet), []).append(text(describe(spec)))

    def _put_here(self, chart: ChartBase, spec: Spec, corner: str) -> None:
        """Beside its numbers; what comes next begins below it."""
        if self.numbers is not None:
            self._put(chart, spec, self.numbers, corner)
            row = int(corner.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            self._below = max(self.numbers.max_row, row + math.ceil(chart.height / ROW_HEIGHT)) + 1
            if self._below - self._page > PAGE:  # on paper it begins on a page of its own rather than being cut in two
                self.numbers.row_breaks.append(Break(id=row - 1))
                self._page = row

    def _room(self) -> tuple[Worksheet, int]:
        """The sheet with the numbers of pictures, and the first row that is free."""
        if self.numbers is None:
            name = str(_("Diagramtall"))
            self.numbers = self._binder.new(name, name, str(_("Tall som diagrammene er tegnet av.")), wide=True)
            self.numbers.print_title_rows = "1:1"  # every chart has headings of its own
            self.numbers.freeze_panes = "A4"
            for column in range(1, BESIDE):
                self.numbers.column_dimensions[get_column_letter(column)].width = NARROW if column > 1 else 30
        return self.numbers, max(self.numbers.max_row + 2, self._below)


def series_of(spec: Charted) -> list[tuple[str, Numbers]]:
    """The numbers of a chart, one for each label; where it was closed there is none."""
    if isinstance(spec, RunSpec):
        return [("", spec.values)]
    missing = spec.closed if isinstance(spec, BarSpec) else frozenset[int]()
    many = len(spec.labels)
    return [
        (row.name, tuple(None if at in missing else value for at, value in enumerate(_filled(row.values, many))))
        for row in spec.series
    ]


def columns_of(
    names: tuple[tuple[str, ...], tuple[str, ...]], series: Sequence[Numbers], table: Table, codebook: Codebook
) -> list[int] | None:
    """Which columns of a table hold the numbers of a chart, row for row; None if they do not.

    Args:
        names: the labels of the chart, and its keys: the first column has one or the other.
        series: its numbers.
        table: the table.
        codebook: the unit's code lists.
    """
    rows = table.rows[: len(names[0])]
    if tuple(words(row[0], table.fields[0], table, codebook) for row in rows) not in names:
        return None
    columns = []
    for values in series:
        held = next((at for at in range(1, len(table.fields)) if tuple(row[at] for row in rows) == values), None)
        if held is None:
            return None
        columns.append(held + 1)
    return columns


def _make_room(sheet: Worksheet, row: int, head: str) -> None:
    """A row high enough for a heading of several lines."""
    lines = math.ceil(len(head) / (NARROW - 3))
    now = sheet.row_dimensions[row].height or 18.0
    sheet.row_dimensions[row].height = max(now, 15.0 * lines + 3)


def _drawn(spec: Charted, labels: Reference, values: list[Reference], extra: list[Reference]) -> ChartBase:
    match spec:
        case BarSpec():
            return bar_chart(spec, labels, values, extra)
        case LineSpec():
            return line_chart(spec, labels, values)
        case RunSpec():
            return run_chart(spec, labels, values[0], extra[: len(spec.levels)], extra[len(spec.levels) :])


def _more(spec: Charted) -> list[tuple[str, Numbers]]:
    """What is drawn beside the numbers: levels, and the usual range."""
    if isinstance(spec, LineSpec):
        return []
    more = [
        (str(level.words), tuple(level.value if level.first <= at <= level.last else None
                                 for at in range(len(spec.labels))))
        for level in spec.levels
    ]  # fmt: skip
    if isinstance(spec, RunSpec) and spec.low:
        more += [(str(_("Vanlig fra")), spec.low), (str(_("Vanlig til")), spec.high)]
    return more


def _texts(spec: Charted) -> tuple[str, ...]:
    """The quiet words after each number."""
    return spec.notes if isinstance(spec, BarSpec) else ()


def _cells_of(sheet: Worksheet, first: int, columns: Sequence[int], rows: int) -> list[Reference]:
    return [Reference(sheet, min_col=column, min_row=first, max_row=first + rows) for column in columns]


def _filled(values: Numbers, many: int) -> Numbers:
    return (*values, *[None] * (many - len(values)))


def _quiet(spec: GridSpec | RiskSpec | SiteSpec | BodySpec | BowTieSpec) -> str:
    return " · ".join(part for part in (str(spec.subtitle), str(spec.caption)) if part)

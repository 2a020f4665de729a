"""A workbook of several sheets whose rows stream to the disk: memory does not grow with how many there are.

The sheets may be filled turn by turn, so that what is read once can be written in several places.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.compat import safe_string
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet import _writer

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _
from ikdesk.paper import sheets
from ikdesk.paper.cells import cell, is_harmless
from ikdesk.paper.colours import STATE_TINTS, STATES
from ikdesk.paper.list_workbook import MOST_ROWS, _append_head, _beside, _forget, _put_in
from ikdesk.paper.package import write_package
from ikdesk.paper.story import SYMBOLS, State, is_number

LINE, AIR = 15.0, 3.0  # points: a line of a row, and over and under them together
MOST_LINES = 27  # Excel has no higher rows
Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class About:
    """What the file says about itself."""

    title: str
    unit: str  # whose it is: at the top of each page on paper
    author: str
    subject: str
    when: datetime  # aware: its own moment
    language: str = "nb-NO"


@dataclass(frozen=True, slots=True)
class Layout:
    """What a sheet is made of."""

    name: str
    fields: tuple[Field, ...]
    widths: tuple[float, ...]  # of the columns, in characters
    key: str = ""  # names the Excel table, in ASCII letters; empty: a sheet to read, the first heading is its title
    empty: str = ""  # said when there are no rows
    lights: tuple[str, ...] = ()  # columns whose texts begin with the symbol of a light, shown on its colour


class StreamSheet:
    """One sheet; its rows are written to a file of their own, beside the workbook."""

    def __init__(self, sheet: Any, layout: Layout, rows_file: Path) -> None:
        self.layout, self.count = layout, 1  # the headings
        self._sheet, self._file = sheet, rows_file.open("w", encoding="utf-8", newline="")
        letters = [get_column_letter(at) for at in range(1, len(layout.fields) + 1)]
        self._columns = list(zip(letters, map(self._writer, range(len(letters))), strict=True))
        self._long = [(at, layout.widths[at]) for at, field in enumerate(layout.fields) if field.long]

    def add(self, rows: Iterable[Row]) -> None:
        """Rows, each a value for every column; they are not kept.

        Raises:
            Problem: there are more than Excel has room for.
        """
        for row in rows:
            self.count += 1
            if self.count > MOST_ROWS:
                raise Problem(_("Excel har ikke plass til så mange rader. Velg færre filer."))
            self._file.write(self._row(row))

    def close(self) -> None:
        """All rows are there."""
        self._file.close()

    def _row(self, row: Row) -> str:
        cells = "".join(
            f'<c r="{letter}{self.count}"{write(value)}'
            for (letter, write), value in zip(self._columns, row, strict=True)
        )  # fmt: skip
        lines = max((_lines(row[at], width) for at, width in self._long), default=1)
        high = f' ht="{LINE * lines + AIR}" customHeight="1"' if lines > 1 else ""
        return f'<row r="{self.count}"{high}>{cells}</row>'

    def _writer(self, at: int) -> Callable[[Any], str]:
        """How the values of a column become cells."""
        field = self.layout.fields[at]
        style = self._style(at)
        forced = self._style(at, quoted=True)
        lit = {sign: self._style(at, state=state) for sign, state in SYMBOLS.items()}
        lights = lit if field.key in self.layout.lights else {}

        def write(value: Any) -> str:
            if value is None or value == "":
                return f"{style}/>"
            if isinstance(value, str):
                return self._text(value, lights.get(value[:1], style), forced)
            number = to_excel(value) if isinstance(value, date) else value  # type: ignore[no-untyped-call]
            return f'{style} t="n"><v>{safe_string(number)}</v></c>'

        return write

    def _text(self, said: str, style: str, forced: str) -> str:
        if not is_harmless(said):
            target = WriteOnlyCell(self._sheet)
            cell(target, said)
            said = str(target.value or "")
            style = forced if target.quotePrefix else style
        kept = ' xml:space="preserve"' if said != said.strip() or "\n" in said else ""
        return f'{style} t="inlineStr"><is><t{kept}>{escape(said)}</t></is></c>'

    def _style(self, at: int, *, quoted: bool = False, state: State | None = None) -> str:
        """The number of the style of a column."""
        target: Any = WriteOnlyCell(self._sheet)
        field, before = self.layout.fields[at], self.layout.fields[at - 1] if at else None
        air = int(before is not None and is_number(before) and not is_number(field))
        target.font = sheets.BODY if self.layout.key or at else sheets.STRONG
        if self.layout.key:
            target.border = sheets.ROW_BORDER
        if state is not None:
            target.fill = PatternFill("solid", fgColor=STATE_TINTS[state][1:])
            target.font = Font(name=sheets.BODY.name, size=sheets.BODY.size, bold=True, color=STATES[state][1:])
        target.alignment = Alignment(
            horizontal="right" if is_number(field) else "left", vertical="top", indent=air, wrap_text=field.long
        )
        target.number_format = sheets.FORMATS.get(field.kind, "General")
        if quoted:
            target.quotePrefix = True
        return f' s="{target.style_id}"'


class StreamBook:
    """The workbook, open.

    Args:
        draft: where it is written.
        about: what it says about itself.
        undo: removes what lies beside it in the meantime.
    """

    def __init__(self, draft: Path, about: About, undo: ExitStack) -> None:
        self._draft, self._about, self._undo = draft, about, undo
        self._book = Workbook(write_only=True)
        self._open: list[tuple[StreamSheet, Any, Path, Path]] = []

    def sheet(self, layout: Layout) -> StreamSheet:
        """A new sheet, after those there are; it takes rows until the workbook is closed."""
        sheet: Any = self._book.create_sheet(sheets.sheet_name(layout.name, self._book.sheetnames))
        sheet_file, rows_file = _beside(self._draft, self._undo), _beside(self._draft, self._undo)
        self._undo.callback(lambda: sheet.closed or sheet.close())
        _writer.ALL_TEMP_FILES.append(str(sheet_file))  # openpyxl removes it when the workbook is written
        self._undo.callback(_forget, sheet_file)
        for at, width in enumerate(layout.widths, 1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        if layout.key:
            sheet.freeze_panes = "B2"
        else:
            sheet.sheet_view.showGridLines = False
        sheets.set_up_page(sheet, unit=self._about.unit, title=self._about.title, head_row=1 if layout.key else None,
                           wide=bool(layout.key))  # fmt: skip
        sheet._writer = _writer.WorksheetWriter(sheet, out=str(sheet_file))  # noqa: SLF001 - or it picks a folder of its own
        sheet._writer.write_top()  # noqa: SLF001
        if layout.key:
            _append_head(sheet, sheets.unique_labels(layout.fields), layout.fields)
        else:
            sheet.append([_title_cell(sheet, str(layout.fields[0].label))])
        made = StreamSheet(sheet, layout, rows_file)
        self._undo.callback(made.close)
        self._open.append((made, sheet, sheet_file, rows_file))
        return made

    def close(self) -> None:
        """Put everything together."""
        for made, sheet, sheet_file, rows_file in self._open:
            layout = made.layout
            if layout.key and made.count == 1:
                made.add([(layout.empty or str(_("Ingen")), *[None] * (len(layout.fields) - 1))])
            made.close()
            if layout.key:
                labels = sheets.unique_labels(layout.fields)
                ref = f"A1:{get_column_letter(len(labels))}{made.count}"
                sheet.tables.add(sheets.excel_table(layout.key, ref, labels))
            sheet.close()
            _put_in(rows_file, sheet_file, _beside(self._draft, self._undo))
        about = self._about
        sheets.properties(self._book, title=about.title, author=about.author, subject=about.subject)
        self._book.properties.language = about.language
        write_package(self._book, self._draft, about.when)


@contextmanager
def stream_book(draft: Path, about: About) -> Iterator[StreamBook]:
    """A workbook that takes rows; when it is left in good order the file is whole, and nothing else is left.

    Args:
        draft: where it is written, a file that is there.
        about: what it says about itself.
    """
    with ExitStack() as undo:
        book = StreamBook(draft, about, undo)
        yield book
        book.close()


def _title_cell(sheet: Any, title: str) -> Any:
    target = WriteOnlyCell(sheet)
    cell(target, title)
    target.font = sheets.TITLE
    return target


def _lines(value: Any, width: float) -> int:
    """How many lines a text needs in a column, about."""
    if not isinstance(value, str):
        return 1
    said = value[: int(width) * MOST_LINES]
    return min(sum(math.ceil(len(line) / width) or 1 for line in said.split("\n")), MOST_LINES)

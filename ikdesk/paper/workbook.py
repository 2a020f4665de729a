"""A story as an Excel workbook: a front sheet, a sheet for every table with its chart, and what the words mean."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ikdesk.kernel.fields import Field, show
from ikdesk.kernel.signer import Signer
from ikdesk.kernel.words import _
from ikdesk.paper import sheets
from ikdesk.paper.cells import cell
from ikdesk.paper.excel_dress import GENERAL, dress
from ikdesk.paper.excel_pictures import HEAD_ROW, Pictures
from ikdesk.paper.excel_room import make_head_room, make_note_room, make_room
from ikdesk.paper.excel_sheet import settle
from ikdesk.paper.front_sheet import write_front
from ikdesk.paper.package import write_package
from ikdesk.paper.saving import Tick, never_mind, save_bytes
from ikdesk.paper.signed_book import parts_of, sign_book
from ikdesk.paper.story import Section, Story, Table, words
from ikdesk.paper.wordlists import codes_list, columns_list, write_wordlist


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
    return save_bytes(path, workbook_bytes(story, tick))


def workbook_bytes(story: Story, tick: Tick = never_mind, *, signer: Signer | None = None) -> bytes:
    """A report as a workbook, not saved anywhere; as ``write_workbook``.

    Args:
        story: the report.
        tick: told how many sections are written, and of how many; may raise Cancelled.
        signer: signs every byte of it as the unit; None for what is not signed.
    """
    binder = _Binder(story)
    for number, section in enumerate(story.sections, 1):
        binder.add(section)
        tick(number, len(story.sections))
    out = BytesIO()
    book = binder.finished()
    write_package(book, out, story.when, binder.pictures.alts(book.worksheets), parts_of(story, signer))
    return out.getvalue() if signer is None else sign_book(out.getvalue(), signer)


class _Binder:
    """The workbook while it is being made."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.book = Workbook()
        self.front: Worksheet = self.book.worksheets[0]
        self.front.title = sheets.sheet_name(str(_("Rapport")), ())
        self.codebook = story.codebook
        self.pictures = Pictures(self)
        self.settled: set[Worksheet] = set()
        self.listed: list[tuple[str, str]] = []  # what a table is called, and its sheet
        self.names: dict[int, str] = {}  # the sheet of each table of the story

    def add(self, section: Section) -> None:
        """The tables of a section, a sheet each, the picture beside the first; a strip as numbers."""
        beside: list[tuple[Worksheet, Table]] = [(self.sheet(table), table) for table in section.tables[:1]]
        for spec in (section.picture, section.strip):
            if spec is not None:
                self.pictures.add(spec, section.title, *(beside[0] if beside and spec is section.picture else ()))
        for table in section.tables[1:]:
            self.sheet(table)
        self._settle()

    def _settle(self, *, everything: bool = False) -> None:
        """What is finished takes less room as text; the front and the numbers of the charts are written on."""
        written_on = [] if everything else [self.front, self.pictures.numbers]
        for sheet in self.book.worksheets:
            if sheet not in written_on and sheet not in self.settled:
                settle(sheet)
                self.settled.add(sheet)

    def finished(self) -> Workbook:
        """The workbook with its front sheet and list of words."""
        self._wordlists()
        write_front(self.front, self.story, self.listed)
        self._settle(everything=True)
        if self.pictures.numbers is not None:  # last, for those who look for it
            self.book.move_sheet(self.pictures.numbers, len(self.book.worksheets))
        sheets.properties(self.book, title=self.story.title, author=self.story.author, subject=self.story.subject)
        self.book.properties.language = self.story.language
        return self.book

    def list_sheet(self, title: str, sheet: Worksheet) -> None:
        """Name a sheet on the front."""
        self.listed.append((title, sheet.title))

    def new(self, name: str, title: str, note: str, *, wide: bool) -> Worksheet:
        """An empty sheet with its title."""
        sheet: Worksheet = self.book.create_sheet(sheets.sheet_name(name, self.book.sheetnames))
        below = f"{self.story.unit} · {self.story.subtitle}"
        lines = ((title, sheets.TITLE), (below, sheets.QUIET), (note, sheets.QUIET))
        for row, (said, font) in enumerate(lines, 1):
            target = sheet.cell(row, 1)
            cell(target, said or None)
            dress(target, font)
        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = 18, True
        sheet.row_dimensions[1].height = 28
        sheet.sheet_view.showGridLines = False
        sheet.freeze_panes = f"A{HEAD_ROW + 1}"
        sheets.set_up_page(sheet, unit=self.story.unit, title=self.story.title, head_row=HEAD_ROW, wide=wide)
        return sheet

    def sheet(self, table: Table) -> Worksheet:
        """A sheet with a table."""
        sheet = self.new(table.sheet or table.title, table.title, table.note, wide=True)
        self.list_sheet(table.title, sheet)
        self.names[id(table)] = sheet.title
        labels = sheets.unique_labels(table.fields)
        for column, (label, field) in enumerate(zip(labels, table.fields, strict=True), 1):
            before = table.fields[column - 2] if column > 1 else None
            _head(sheet, column, label, sheets.aligned(field, before, bottom=True))
        rows = table.rows or ((table.empty or str(_("Ingen registrert i perioden.")), *[None] * (len(labels) - 1)),)
        for at, row in enumerate(rows, HEAD_ROW + 1):
            self._row(sheet, at, row, table, total=table.total and at == HEAD_ROW + len(rows) and len(rows) > 1)
        if not table.rows:
            dress(sheet.cell(HEAD_ROW + 1, 1), sheets.BODY, border=sheets.ROW_BORDER, alignment=sheets.LEFT)
        for column, field in enumerate(table.fields, 1):
            texts = [words(row[column - 1], field, table, self.story.codebook) for row in table.rows]
            width = sheets.column_width(field, texts)
            sheet.column_dimensions[get_column_letter(column)].width = width
            make_room(sheet, texts, width)
            make_head_room(sheet, labels[column - 1], width)
        make_note_room(sheet, table.note, len(labels))
        last = HEAD_ROW + len(rows) - int(table.total and len(rows) > 1)  # the sum stands below the table
        ref = f"A{HEAD_ROW}:{get_column_letter(len(labels))}{last}"
        sheet.add_table(sheets.excel_table(f"{len(self.listed)}_{table.key}", ref, labels))
        return sheet

    def _row(self, sheet: Worksheet, at: int, row: tuple[Any, ...], table: Table, *, total: bool) -> None:
        font, border = (sheets.STRONG, sheets.TOTAL_BORDER) if total else (sheets.BODY, sheets.ROW_BORDER)
        for column, (value, field) in enumerate(zip(row, table.fields, strict=True), 1):
            target = sheet.cell(at, column)
            cell(target, self._value(value, field))
            alignment = sheets.aligned(field, table.fields[column - 2] if column > 1 else None)
            shown = GENERAL if isinstance(value, str) else sheets.number_format(field, table)
            dress(target, font, border=border, alignment=alignment, number_format=shown)

    def _value(self, value: Any, field: Field) -> Any:
        """What a cell holds: words for codes and choices, real numbers and dates for the rest."""
        if field.codes and value == ":":
            return value
        if field.codes or isinstance(value, (bool, tuple, list)) or hasattr(value, "label"):
            return show(value, field, self.story.codebook)
        return value

    def _wordlists(self) -> None:
        """What the columns of the tables are, and the words behind the codes in them."""
        known = self.names if self.story.attachments else {}  # the columns have other names there
        tables = [(table, known[id(table)]) for table in self.story.tables if id(table) in known]
        for wordlist in (columns_list(tables), codes_list(self.story.tables, self.codebook)):
            if wordlist.rows:
                sheet = self.new(wordlist.name, wordlist.name, wordlist.note, wide=wordlist.wide)
                self.list_sheet(wordlist.name, sheet)
                write_wordlist(sheet, wordlist)


def _head(sheet: Worksheet, column: int, label: str, alignment: Alignment = sheets.HEAD_LEFT) -> None:
    target = sheet.cell(HEAD_ROW, column)
    cell(target, label)
    dress(target, sheets.STRONG, border=sheets.HEAD_BORDER, alignment=alignment, fill=sheets.HEAD_FILL)

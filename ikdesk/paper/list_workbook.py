"""All rows of a list in Excel, for use inside the unit; the rows stream through and are never all in memory."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet import _writer

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _
from ikdesk.paper import sheets
from ikdesk.paper.cells import cell
from ikdesk.paper.excel_rows import END, RowTexts
from ikdesk.paper.package import write_package
from ikdesk.paper.saving import DRAFT, Tick, never_mind, save_as
from ikdesk.paper.story import Listing

MOST_ROWS = 1_048_575  # under the headings; Excel has room for no more
_ISO_DATE, _DATE = "yyyy-mm-dd", "dd.mm.yyyy"


def write_rows(
    listing: Listing, pages: Iterable[Sequence[Sequence[Any]]], path: Path, tick: Tick = never_mind
) -> Path:
    """Write all rows of a list as one real Excel table; memory does not grow with the number of rows.

    Args:
        listing: what the list is.
        pages: the rows, some at a time, each a value for every field.
        path: where it shall lie.
        tick: told how many rows are written, and of how many; may raise Cancelled, then no file is left.

    Returns:
        Where it lies: "name (2).xlsx" if the wanted file is open in another program.

    Raises:
        Problem: it cannot be saved there, or there are more rows than Excel has room for.
    """
    return save_as(path, lambda draft: _write(listing, pages, draft, tick))


def _write(listing: Listing, pages: Iterable[Sequence[Sequence[Any]]], draft: Path, tick: Tick) -> None:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(sheets.sheet_name(listing.title, ()))
    with ExitStack() as undo:
        sheet_file, rows_file = _beside(draft, undo), _beside(draft, undo)
        undo.callback(lambda: sheet.closed or sheet.close())
        _writer.ALL_TEMP_FILES.append(str(sheet_file))  # openpyxl removes it when the workbook is written
        undo.callback(_forget, sheet_file)
        labels = sheets.unique_labels(listing.fields)
        _set_up(sheet, listing, sheet_file)
        _append_head(sheet, labels, listing.fields)
        count = _write_rows(sheet, listing, pages, rows_file, tick)
        if not count:
            sheet.append([str(_("Listen er tom."))])
        ref = f"A1:{get_column_letter(len(labels))}{max(count, 1) + 1}"
        sheet.tables.add(sheets.excel_table("liste", ref, labels))
        _show_norwegian_dates(book)
        sheets.properties(book, title=listing.title, author=listing.author, subject=listing.subtitle)
        sheet.close()
        _put_in(rows_file, sheet_file, _beside(draft, undo))
        write_package(book, draft, listing.when)


def _beside(draft: Path, undo: ExitStack) -> Path:
    """A file for the rows in the folder of the workbook itself: what children went through has no place elsewhere."""
    handle, name = tempfile.mkstemp(prefix=DRAFT, suffix=".rows.tmp", dir=draft.parent)
    os.close(handle)
    undo.callback(Path(name).unlink, missing_ok=True)
    return Path(name)


def _forget(file: Path) -> None:
    with suppress(ValueError):
        _writer.ALL_TEMP_FILES.remove(str(file))


def _put_in(rows_file: Path, sheet_file: Path, whole: Path) -> None:
    """Put the rows where they belong in the sheet: behind the headings."""
    before, end, after = sheet_file.read_bytes().partition(END)
    with whole.open("wb") as target, rows_file.open("rb") as rows:
        target.write(before)
        shutil.copyfileobj(rows, target, 1 << 20)
        target.write(end + after)
    whole.replace(sheet_file)


def _set_up(sheet: Any, listing: Listing, rows_file: Path) -> None:
    """Everything that must stand before the rows."""
    for at, field in enumerate(listing.fields, 1):
        width = 60.0 if field.long else sheets.WIDTHS.get(field.kind, 24 if field.codes else 18)
        sheet.column_dimensions[get_column_letter(at)].width = max(width, len(str(field.label)) + 4)
    sheet.freeze_panes = "A2"
    sheets.set_up_page(sheet, unit=listing.unit, title=listing.title, head_row=1, wide=True)
    sheet._writer = _writer.WorksheetWriter(sheet, out=str(rows_file))  # noqa: SLF001 - or it picks a folder of its own
    sheet._writer.write_top()  # noqa: SLF001


def _append_head(sheet: Any, labels: Sequence[str], fields: Sequence[Field]) -> None:
    head = []
    for at, label in enumerate(labels):
        target = WriteOnlyCell(sheet)
        cell(target, label)
        target.font, target.fill, target.border = sheets.STRONG, sheets.HEAD_FILL, sheets.HEAD_BORDER
        target.alignment = sheets.aligned(fields[at], fields[at - 1] if at else None, bottom=True)
        head.append(target)
    sheet.append(head)


def _write_rows(
    sheet: Any, listing: Listing, pages: Iterable[Sequence[Sequence[Any]]], rows_file: Path, tick: Tick
) -> int:
    texts, count = RowTexts(sheet, listing), 0
    with rows_file.open("w", encoding="utf-8", newline="") as target:
        for page in pages:
            target.writelines([texts.row(number, row) for number, row in enumerate(page, count + 2)])
            count += len(page)
            if count > MOST_ROWS:
                raise Problem(_("Excel har ikke plass til så mange rader. Velg en kortere periode."))
            tick(count, max(listing.total, count))
    return count


def _show_norwegian_dates(book: Workbook) -> None:
    """Dates as 30.04.2026: changed once for the whole workbook, a style for each cell would cost half the time."""
    formats: list[str] = book._number_formats  # type: ignore[attr-defined]  # noqa: SLF001
    for at, known in enumerate(formats):
        if known == _ISO_DATE:
            formats[at] = _DATE

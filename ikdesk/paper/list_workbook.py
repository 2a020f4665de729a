"""All rows of a list in Excel, for use inside the unit; the rows stream through and are never all in memory."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet import _writer

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.fields import Field, show
from ikdesk.kernel.words import _
from ikdesk.paper import sheets
from ikdesk.paper.cells import cell, is_harmless
from ikdesk.paper.package import write_package
from ikdesk.paper.saving import save_as
from ikdesk.paper.story import Listing

Tick = Callable[[int, int], None]
MOST_ROWS = 1_048_575  # under the headings; Excel has room for no more
_ISO_DATE, _DATE = "yyyy-mm-dd", "dd.mm.yyyy"
_AS_THEY_ARE = (int, float)


def _never_mind(done: int, total: int) -> None:
    """A tick for those who do not wait."""


def write_rows(
    listing: Listing, pages: Iterable[Sequence[Sequence[Any]]], path: Path, tick: Tick = _never_mind
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
    rows_file = _beside(draft)
    _writer.ALL_TEMP_FILES.append(str(rows_file))  # openpyxl removes it when the workbook is written
    try:
        labels = sheets.unique_labels(listing.fields)
        _set_up(sheet, listing, rows_file)
        _append_head(sheet, labels, listing.fields)
        count = _append_rows(sheet, listing, pages, tick)
        if not count:
            sheet.append([str(_("Listen er tom."))])
        ref = f"A1:{get_column_letter(len(labels))}{max(count, 1) + 1}"
        sheet.tables.add(sheets.excel_table("liste", ref, labels))
        _show_norwegian_dates(book)
        sheets.properties(book, title=listing.title, author=listing.author, subject=listing.subtitle)
        write_package(book, draft, listing.when)
    finally:
        if not sheet.closed:
            sheet.close()
        with suppress(FileNotFoundError):
            rows_file.unlink()
        with suppress(ValueError):
            _writer.ALL_TEMP_FILES.remove(str(rows_file))


def _beside(draft: Path) -> Path:
    """A file for the rows in the folder of the workbook itself: what children went through has no place elsewhere."""
    handle, name = tempfile.mkstemp(prefix=".ikdesk-", suffix=".rows.tmp", dir=draft.parent)
    os.close(handle)
    return Path(name)


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


def _append_rows(sheet: Any, listing: Listing, pages: Iterable[Sequence[Sequence[Any]]], tick: Tick) -> int:
    convert = [_converter(field, listing, sheet) for field in listing.fields]
    count = 0
    for page in pages:
        for row in page:
            sheet.append([
                value if value is None else change(value) for change, value in zip(convert, row, strict=True)
            ])  # fmt: skip
        count += len(page)
        if count > MOST_ROWS:
            raise Problem(_("Excel har ikke plass til så mange rader. Velg en kortere periode."))
        tick(count, max(listing.total, count))
    return count


def _converter(field: Field, listing: Listing, sheet: Any) -> Callable[[Any], Any]:
    """What to do with the values of a column, decided once."""

    def guarded(said: str) -> Any:
        if is_harmless(said):
            return said
        target = WriteOnlyCell(sheet)
        cell(target, said)
        return target

    if field.codes:
        known: dict[Any, Any] = {}

        def coded(value: Any) -> Any:
            key = tuple(value) if isinstance(value, list) else value
            if key not in known:
                known[key] = str(show(value, field, listing.codebook))
            return guarded(known[key])

        return coded
    if field.kind in _AS_THEY_ARE:
        return lambda value: guarded(value) if isinstance(value, str) else value
    return lambda value: _plain(value, field, listing, guarded)


def _plain(value: Any, field: Field, listing: Listing, guarded: Callable[[str], Any]) -> Any:
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, (bool, tuple, list)) or hasattr(value, "label"):
        return guarded(show(value, field, listing.codebook))
    return value.replace(tzinfo=None, microsecond=0) if hasattr(value, "tzinfo") else value


def _show_norwegian_dates(book: Workbook) -> None:
    """Dates as 30.04.2026: changed once for the whole workbook, a style for each cell would cost half the time."""
    formats: list[str] = book._number_formats  # type: ignore[attr-defined]  # noqa: SLF001
    for at, known in enumerate(formats):
        if known == _ISO_DATE:
            formats[at] = _DATE

"""Excel workbooks from outside, opened with care: nothing in them is run, unpacked without limit or followed."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from defusedxml.ElementTree import iterparse

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _, number, quoted
from ikdesk.reader.kinds import Kind
from ikdesk.reader.sheet import Cell, Row, Sheet

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_BYTES = 50 * 1024 * 1024  # unpacked
MOST_RATIO = 100  # unpacked ÷ packed
MOST_ENTRIES = 200
MOST_ROWS = 20_000
MOST_COLUMNS = 100
_LAST_LINE = 1_048_576  # Excel's own
# what openpyxl and zipfile raise, version by version, when the inside of a workbook is not what it should be
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, SyntaxError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    OverflowError, NotImplementedError, RuntimeError,
)  # fmt: skip


def read_xlsx(path: Path) -> Sheet:
    """The first visible sheet with something in it.

    Args:
        path: a workbook of the new kind (.xlsx).

    Raises:
        Problem: it is damaged, is empty or is too large (50 MB unpacked, 100 times its size, 200 parts, 20,000 rows,
            100 columns).
    """
    try:
        _guard(path)
        return _read(path)
    except _DAMAGED as error:
        raise Problem(
            _("«{name}» er skadet eller er ikke en Excel-arbeidsbok. Åpne den i Excel, lagre en kopi og velg kopien.")
            .format(name=path.name)
        ) from error  # fmt: skip


def _guard(path: Path) -> None:
    """Refuse what would unpack to more than a table ever is, before anything is unpacked."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        _guard_sizes(path, parts)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _guard_xml(archive, part)


def _guard_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise Problem(f"{quoted(path.name)} {Kind.LOCKED.advice}")
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if len(parts) > MOST_ENTRIES or unpacked > MOST_BYTES or unpacked > packed * MOST_RATIO:
        raise _too_large(path)


def _guard_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a document type, the home of all XML tricks; it can only stand before the first element.

    openpyxl alone is not enough: where lxml is installed it reads most parts with that instead of defusedxml.
    """
    with archive.open(part) as content:
        next(iter(iterparse(content, events=("start",), forbid_dtd=True)), None)


def _read(path: Path) -> Sheet:
    import openpyxl  # late: start-up must not wait for it

    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles and filters it does not know; we want the values
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        return _first_sheet(book, path)


def _first_sheet(book: Workbook, path: Path) -> Sheet:
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in shown:
        sheet.reset_dimensions()  # the size a file claims is often wrong, and rows would be lost
        if rows := _rows(sheet.iter_rows(values_only=True), path):
            others = tuple(str(other.title) for other in shown if other is not sheet)
            return Sheet(str(sheet.title), rows, others)
    raise Problem(f"{quoted(path.name)} {Kind.EMPTY.advice}")


def _rows(found: Iterable[tuple[Any, ...]], path: Path) -> tuple[Row, ...]:
    """The rows down to the last with something in it; blank rows between them are kept."""
    rows: list[Row] = []
    for line, values in enumerate(found, start=1):
        if line > _LAST_LINE:
            raise _too_large(path)
        cells = _trimmed([_cell(value) for value in values])
        if not cells:
            continue
        if line > MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise _too_large(path)
        rows += [Row(blank, ()) for blank in range(rows[-1].line + 1 if rows else 1, line)]
        rows.append(Row(line, cells))
    return tuple(rows)


def _trimmed(cells: list[Cell]) -> tuple[Cell, ...]:
    """The cells without the empty ones at the end."""
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _cell(value: Any) -> Cell:
    """A value as a plain one: a day without a time of day is a date, a whole number has no decimals."""
    match value:
        case None:
            return None
        case str():
            said = value.replace("_x000D_", "").replace("_x005F_", "_")  # how Excel writes a return, and a _ before x
            return said if said.strip() else None
        case bool():
            return str(value).upper()  # as Excel writes it in English
        case datetime():
            return value.date() if value.time() == time() else value
        case timedelta() if timedelta() <= value < timedelta(days=1):
            return (datetime(1900, 1, 1) + value).time()  # noqa: DTZ001 - a time of day, of no day and no zone
        case float() if value.is_integer():
            return int(value)
        case int() | float() | date() | time():
            return value
        case _:
            return str(value)


def _too_large(path: Path) -> Problem:
    return Problem(
        _("«{name}» er for stor. En arbeidsbok kan ha {rows} rader og {columns} kolonner. "
          "Lagre større tabeller som CSV.").format(name=path.name, rows=number(MOST_ROWS), columns=MOST_COLUMNS)
    )  # fmt: skip

"""Where the table begins and ends in a sheet: title lines over it, foot-notes under it, blank rows in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _
from ikdesk.reader.dates import is_moment
from ikdesk.reader.sheet import Cell, Row

DEEPEST = 40  # rows from the top among which the headings must be
# how notes and sums under a table begin, in Norwegian and English
_NOTE = re.compile(
    r"(\*|†|[¹²³]\s|(sum|totalt?|samla|i alt|til sammen|antall|kilde|kjelde|source|merk|merknad|note|notes|fotnote|"
    r"uttrekk|eksportert|exported|utskrift|skrevet ut|sist oppdatert)(\b(?!-)|:))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of the table itself, read anew each time they are gone through."""

    rows: Iterable[Row]
    heading: Row
    last: int  # the line of the last row that is data

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            if row.line > self.last:
                return
            if row.line > self.heading.line and not _is_noise(row, self.heading):
                yield row


def find_heading(rows: Iterable[Row], known: Callable[[str], bool]) -> tuple[Row, Body, int]:
    """The row of headings, the rows of the table, and how many rows were skipped.

    Skipped are rows above the headings, blank rows, headings that are repeated, and rows below the last row of data.
    A row is data when at least two of the columns we know are filled in, or when it holds a date; one that begins like
    a note or a sum must hold a date and two values more. A row in doubt in the middle of the table stays in it.

    Args:
        rows: the sheet's rows.
        known: whether a heading is one we understand.

    Raises:
        Problem: no row has a heading we know.
    """
    kept = rows if iter(rows) is not rows else tuple(rows)
    heading = _heading(kept, known)
    columns = [at for at, cell in enumerate(heading.cells) if isinstance(cell, str) and known(cell)]
    last, total, in_body, pending = heading.line, 0, 0, 0
    for row in kept:
        total += 1
        if row.line <= heading.line or _is_noise(row, heading):
            continue
        pending += 1
        if _is_data(row, columns):
            last, in_body, pending = row.line, in_body + pending, 0
    return heading, Body(kept, heading, last), total - 1 - in_body


def _heading(rows: Iterable[Row], known: Callable[[str], bool]) -> Row:
    """The row with most headings we know, the first of several."""
    best, most = None, 0
    for row in islice(rows, DEEPEST):
        count = sum(isinstance(cell, str) and known(cell) for cell in row.cells)
        if count > most:
            best, most = row, count
    if best is None:
        raise Problem(
            _("Finner ingen overskrifter vi kjenner. Øverst i tabellen må det stå for eksempel Dato, Type, Sted og "
              "Alvorlighet, eller du kan si hvilke kolonner det er.")
        )  # fmt: skip
    return best


def _is_noise(row: Row, heading: Row) -> bool:
    """Blank, or the headings once more (as on page two of a print)."""
    return row.is_blank or row.cells == heading.cells


def _is_data(row: Row, columns: list[int]) -> bool:
    """Whether a row is part of the table; in doubt it is."""
    filled = sum(_at(row, column) is not None for column in columns)
    dated = any(is_moment(cell) for cell in row.cells)
    first = next(cell for cell in row.cells if cell is not None)
    if isinstance(first, str) and _NOTE.match(first.strip()):
        return dated and filled > 2  # "Sist oppdatert" and a date are no row of data
    return dated or filled >= min(2, len(columns))


def _at(row: Row, column: int) -> Cell:
    return row.cells[column] if column < len(row.cells) else None

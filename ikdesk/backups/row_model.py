"""Backups as rows of a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypeVar

from ikdesk.backups.model import Candidate, Kept, Where
from ikdesk.kernel.fields import Field
from ikdesk.kernel.page import Page
from ikdesk.kernel.words import _, sort_key

MEGABYTE = 1_000_000
_LEAST = 0.1  # megabytes that are shown of a smaller one


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One backup in the list of the settings."""

    id: str  # its path
    day: date
    clock: time
    incidents: int
    size: float  # megabytes
    where: Where


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One backup that somebody may want back."""

    id: str
    day: date
    clock: time
    incidents: int | None  # None where that cannot be read
    name: str
    state: str


KEPT_FIELDS = (
    Field("day", _("Dag"), date), Field("clock", _("Klokken"), time), Field("incidents", _("Hendelser"), int),
    Field("size", _("Størrelse (MB)"), float), Field("where", _("Hvor"), Where),
)  # fmt: skip
CANDIDATE_FIELDS = (
    Field("day", _("Laget"), date), Field("clock", _("Klokken"), time), Field("incidents", _("Hendelser"), int),
    Field("state", _("Tilstand")), Field("name", _("Fil")),
)  # fmt: skip
Row = TypeVar("Row", KeptRow, CandidateRow)


def kept_row(kept: Kept) -> KeptRow:
    """A backup as a row."""
    at = kept.made_at
    return KeptRow(str(kept.path), at.date(), at.time(), kept.incidents, megabytes(kept.size), kept.where)


def candidate_row(found: Candidate) -> CandidateRow:
    """A backup that may be brought back as a row."""
    state = _("Kan ikke brukes") if found.problem else _("Kan hentes tilbake")
    at = found.made_at
    number = None if found.problem and not found.incidents else found.incidents
    return CandidateRow(str(found.path), at.date(), at.time(), number, found.path.name, str(state))


def megabytes(size: int) -> float:
    """A size in megabytes, with one decimal.

    Args:
        size: bytes.
    """
    return max(_LEAST, round(size / MEGABYTE, 1))


def sorted_page(rows: Iterable[Row], first: int, size: int, sort: str, *, descending: bool) -> Page[Row]:
    """A part of a list in the order asked for; newest first where none is.

    Args:
        rows: all of them, newest first.
        first: the number of the first, from 0.
        size: how many.
        sort: the key of a column, or "".
        descending: the other way round.
    """
    found = list(rows)
    if sort:
        found.sort(key=lambda row: _order(row, sort), reverse=descending)
    return Page(found[first : first + size], total=len(found))


def _order(row: KeptRow | CandidateRow, key: str) -> Any:
    value = getattr(row, key)
    if key == "day":
        return value, row.clock
    if key == "incidents":
        return -1 if value is None else value
    return sort_key(value.label if isinstance(value, Where) else value) if isinstance(value, (str, Where)) else value

"""A choice of incidents as it is kept and as a command writes it: words that become a filter on the day it is used.

The last twelve months stay the last twelve months whenever they are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.find_model import SavedFilter
from ikdesk.incidents.model import Status
from ikdesk.incidents.more_queries import More
from ikdesk.incidents.queries import Filter
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import Period, parse_period, period_of_dates, year_to
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _

LAST_YEAR, LAST_MONTH = "last12", "last30"  # periods that move with the day
Values = Mapping[str, str]
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A choice somebody keeps."""

    id: Key
    name: str
    values: Values


def saved_filters(session: Session, *, viewer: Viewer, today: date) -> tuple[SavedRow, ...]:
    """What the viewer has kept, by name; nobody's but their own."""
    viewer.may(Right.READ)
    own = SavedFilter.person_id == viewer.person if viewer.person else SavedFilter.person_id.is_(None)
    rows = session.scalars(select(SavedFilter).where(own, SavedFilter.withdrawn_at.is_(None)))
    found = (SavedRow(row.id, row.name, values_in(row.wanted)) for row in rows)
    return tuple(sorted(found, key=lambda row: row.name.casefold()))


def values_in(kept: str) -> Values:
    """What is kept of a choice; what cannot be read chooses nothing."""
    try:
        told = json.loads(kept)
    except ValueError:
        return {}
    plain = told if isinstance(told, dict) else {}
    return {key: value for key, value in plain.items() if key in NAMES and isinstance(value, str) and value}


def filter_of(values: Values, today: date) -> Filter:
    """The filter that a choice means on a day.

    Args:
        values: by the names of ``NAMES``; what is empty does not matter.
        today: the day.

    Raises:
        Problem: a value means nothing.
    """
    said = {name: value for name, value in values.items() if value and name in NAMES}
    read = {name: _understood(name, value) for name, value in said.items() if name != "period"}
    more = More(**{name: read.pop(name) for name in list(read) if name in More.__slots__})
    period = period_of(said["period"], today) if "period" in said else None
    place, *before = read.pop("place", None) or (None,)
    return Filter(period=period, place=place, before=tuple(before), more=more, **read)


def _understood(name: str, value: str) -> Any:
    try:
        return NAMES[name](value)
    except (KeyError, ValueError) as error:
        raise Problem(_("Utvalget har et ord som ikke finnes her: {word}.").format(word=value[:60])) from error


def period_of(code: str, today: date) -> Period:
    """The period a code means on a day.

    Args:
        code: as ``parse_period`` reads it, or one of those that move with the day.
        today: the day.
    """
    if code == LAST_YEAR:
        return year_to(today)
    if code == LAST_MONTH:
        return period_of_dates(today - timedelta(days=29), today)
    return parse_period(code)


def _status(code: str) -> Status:
    return Status[code.upper()]


def _grade(said: str) -> int:
    if not (said.isascii() and said.isdecimal() and len(said) == 1):  # more than the file can count to is none
        raise ValueError(said)
    return int(said)


def _places(said: str) -> tuple[Key, ...]:
    """A place, and what it was before it got another name, with commas between."""
    return tuple(Key(one) for one in said.split(","))


def _one_of(first: int, last: int) -> Callable[[str], int]:
    """Reads a whole number in a range."""
    known = {str(number): number for number in range(first, last + 1)}
    return lambda said: known[said]


def _yes(said: str) -> bool:
    return {_YES: True, _NO: False}[said]


NAMES: dict[str, Callable[[str], Any]] = {
    "period": str, "kind": str, "place": _places, "severity": _grade, "status": _status, "words": str, "routine": Key,
    "potential": _grade, "equipment": Key, "near_miss": _yes, "over": _yes, "no_cause": _yes, "not_transferred": _yes,
    "collected": _yes, "activity": str, "mechanism": str, "body_part": str, "department": Key, "standard": str,
    "weekday": _one_of(1, 7), "hour": _one_of(0, 23), "counted": _yes,
}  # fmt: skip

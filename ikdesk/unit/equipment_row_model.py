"""A piece of equipment as it is shown: its state, its next check, and what was done with it."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ikdesk.kernel.base import Code
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.unit.equipment_model import Looked

SOON = timedelta(days=14)  # before a check it is told of
YEAR = 12  # months
CHECKS = frozenset({Looked.CHECKED, Looked.FAULT})  # the next check is counted from these
MENDS = frozenset({Looked.CHECKED, Looked.REPAIRED})  # what ends a fault


class EquipmentState(Choice):
    """How a piece of equipment stands today."""

    OUT = _("Ute av bruk")
    FAULT = _("Feil funnet")
    LATE = _("Kontroll forfalt")
    SOON = _("Kontroll snart")
    FINE = _("I orden")


@dataclass(frozen=True, slots=True)
class EquipmentEventRow:
    """Something that was done with a piece of equipment."""

    id: Key
    day: date
    what: Looked
    by_whom: str
    note: str


@dataclass(frozen=True, slots=True)
class EquipmentRow:
    """A piece of equipment."""

    id: Key
    name: str
    kind: Code
    place: str  # empty without one
    place_id: Key | None
    mark: str
    supplier: str
    bought_on: date | None
    check_months: int | None
    next_check: date | None
    out_of_use: date | None
    note: str
    state: EquipmentState


@dataclass(frozen=True, slots=True)
class EquipmentDue:
    """A piece of equipment whose check is late or soon due."""

    id: Key
    name: str
    place: str  # empty without one
    due: date
    days_left: int  # below 0: days since


@dataclass(frozen=True, slots=True)
class EquipmentIncident:
    """An incident a piece of equipment had a part in, as lists show it."""

    id: Key
    number: str
    occurred_on: date
    kind: Code
    severity: int | None
    story: str


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of a month that is shorter.

    Args:
        day: counted from.
        months: 1–60.
    """
    year, month = divmod(day.year * YEAR + day.month - 1 + months, YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def has_fault(done: Iterable[tuple[date, Looked]]) -> bool:
    """Whether a fault was found that nobody has mended since.

    Args:
        done: what was done, in order; the latest last.
    """
    fault = False
    for _day, what in done:
        fault = what is Looked.FAULT or (fault and what not in MENDS)
    return fault


def state_of(next_check: date | None, out_of_use: date | None, *, fault: bool, today: date) -> EquipmentState:
    """How a piece of equipment stands; what matters most comes first.

    Args:
        next_check: the day it should be looked at again.
        out_of_use: the day it was taken away.
        fault: somebody found one that nobody has mended.
        today: what "i dag" is.
    """
    if out_of_use is not None and out_of_use <= today:
        return EquipmentState.OUT
    if fault:
        return EquipmentState.FAULT
    if next_check is None or next_check > today + SOON:
        return EquipmentState.FINE
    return EquipmentState.LATE if next_check < today else EquipmentState.SOON

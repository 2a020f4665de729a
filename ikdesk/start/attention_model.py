"""What waits on the front page: incidents, measures, routines and assessments, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ikdesk.incidents.model import SERIOUS, Status
from ikdesk.incidents.notice_row_model import NoticeDue
from ikdesk.incidents.reference_model import ReferenceDue
from ikdesk.kernel.base import Code
from ikdesk.kernel.viewer import Key
from ikdesk.risks.due_model import RiskDue
from ikdesk.unit.equipment_row_model import EquipmentDue

ATTENTION = 7  # rows; more would hide the chart's column on a small screen
ROUTINES = 2  # of these at most; a routine can wait longer than a child
PIECES = 2  # of equipment, as well
RISKS = 2  # and of assessments


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """An event that somebody must follow up."""

    id: Key
    number: str
    kind: Code
    place: str
    occurred_on: date
    severity: int | None
    story: str  # its first words
    status: Status
    due: date
    days_left: int  # below 0: days past the deadline
    notice: NoticeDue | None = None  # somebody should be told of it about now


@dataclass(frozen=True, slots=True)
class MeasureDue:
    """A measure that is late or soon due, or whose evaluation day has come."""

    id: Key
    number: int
    title: str
    place: str  # empty without one
    role: Code | None
    evaluate: bool  # somebody must say whether it worked
    others: int  # as many more at the same place wait for the same answer
    due: date  # the deadline, or the evaluation day
    days_left: int  # below 0: days since


@dataclass(frozen=True, slots=True)
class RoutineDue:
    """A routine that should have been looked at again."""

    id: Key
    number: int
    title: str
    role: Code | None
    due: date
    days_left: int  # below 0: days since


@dataclass(frozen=True, slots=True)
class InsurerDue:
    """The insurer's list of a period that is over, which nobody has made."""

    period: str  # what people call it
    insurer: str
    days_left: int  # to the end of the month after; below 0: days since


Others = InsurerDue | ReferenceDue | EquipmentDue | RiskDue
Waiting = AttentionRow | MeasureDue | RoutineDue | Others


def most_urgent(
    incidents: Iterable[AttentionRow], measures: Iterable[MeasureDue], routines: Iterable[RoutineDue],
    others: Iterable[Others] = (),
) -> tuple[Waiting, ...]:
    """The rows of the front page: serious events and those somebody should be told of, then what has waited longest.

    Args:
        incidents: in their own order.
        measures: in any order.
        routines: the longest overdue first.
        others: lists that others wait for, plans of cases whose papers lie elsewhere, checks of equipment,
            assessments to look at again.
    """
    rows: list[Waiting] = [*incidents, *measures, *list(routines)[:ROUTINES], *others]
    return tuple(sorted(rows, key=_urgency)[:ATTENTION])  # of two with the same days, the event is first


def _urgency(row: Waiting) -> tuple[int, int]:
    first = isinstance(row, AttentionRow) and (row.notice is not None or (row.severity or 0) >= SERIOUS)
    return (0 if first else 1), _days_left(row)


def _days_left(row: Waiting) -> int:
    """Of a case that somebody should be told of: to what ends first, the time to tell or the case's own deadline."""
    ends = row.notice.suggestion.due if isinstance(row, AttentionRow) and row.notice else None
    if not isinstance(row, AttentionRow) or ends is None:
        return row.days_left
    return row.days_left + min(0, (ends.date() - row.due).days)

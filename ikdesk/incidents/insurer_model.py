"""The collective list of small injuries that the insurer gets once a quarter, half-year or year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ikdesk.kernel.base import Code
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.tertial import Period, parse_period
from ikdesk.unit.model import Cadence

KIND = "insurer"  # in the log and among the files
SMALL = (1, 2)  # grades of severity on the list; what was worse is told by itself
PARTS = {Cadence.QUARTER: ("Q", 3), Cadence.HALF_YEAR: ("H", 6), Cadence.YEAR: ("", 12)}
OFFERED = 6  # periods back in time
REMINDED = timedelta(days=92)  # after a period is over


@dataclass(frozen=True, slots=True)
class InsurerLine:
    """One child in one injury: nothing but what the insurer's own list asks for, and no free text."""

    number: str
    occurred_on: date
    child: str
    place: str  # the unit's own name of it
    mechanism: Code | None
    injury_kind: Code | None
    body_part: Code | None
    side: Code | None
    treatment: tuple[str, ...]
    doctor: bool | None  # a doctor, a dentist or a hospital; None: nothing is written of the treatment


@dataclass(frozen=True, slots=True)
class InsurerFacts:
    """Everything the list says."""

    unit: str
    org_number: str
    insurer: str
    policy_number: str
    period: Period
    counted: Period  # the same, up to today
    today: date
    made_by: str
    lines: tuple[InsurerLine, ...]
    reported: int  # injuries the insurer was told of one by one
    grave: int  # worse than the list is for, and nobody has written down that the insurer was told
    restricted: int  # left out because not everybody may see them
    codebook: Codebook


def insurer_periods(cadence: Cadence, today: date) -> tuple[Period, ...]:
    """The periods the list can be made for, the one we are in first.

    Args:
        cadence: how often the insurer gets it.
        today: the day it is.
    """
    found = [period_of(cadence, today)]
    while len(found) < OFFERED:
        found.append(period_of(cadence, found[-1].first - timedelta(days=1)))
    return tuple(found)


def period_over(cadence: Cadence, today: date) -> Period:
    """The last of these periods that is over.

    Args:
        cadence: how often the insurer gets the list.
        today: the day it is.
    """
    now, before, *_rest = insurer_periods(cadence, today)
    return now if now.last == today else before


def period_of(cadence: Cadence, day: date) -> Period:
    """The quarter, half-year or year a day is in.

    Args:
        cadence: how often the insurer gets the list.
        day: the day.
    """
    letter, months = PARTS[cadence]
    part = (day.month - 1) // months + 1
    return parse_period(f"{day.year}-{letter}{part}" if letter else f"{day.year}")

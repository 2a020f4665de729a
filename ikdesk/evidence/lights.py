"""The lights of a tertial report: how it stands at a glance, in codes.

There is never a light on how many events are reported: it would punish reporting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Light = Literal["green", "yellow", "red", "unused"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the lights change colour; stored with the report, because people may choose their own."""

    handling_green: int = 90  # per cent closed in time, at least
    handling_yellow: int = 70
    handling_days: int = 28  # four weeks from when it was reported
    serious_from: int = 3  # the severity that counts as serious
    overdue_red: int = 3  # so many measures past their deadline are red; one or more are yellow
    overdue_days: int = 30  # one that is more days past it is red by itself
    evaluated_green: int = 80  # per cent of the measures that should have been evaluated, at least
    evaluated_yellow: int = 50
    reviewed_green: int = 90  # per cent of the routines that are within their revision date, at least
    reviewed_yellow: int = 70

    def __post_init__(self) -> None:
        shares = (
            (self.handling_yellow, self.handling_green), (self.evaluated_yellow, self.evaluated_green),
            (self.reviewed_yellow, self.reviewed_green),
        )  # fmt: skip
        if not all(0 < yellow <= green <= 100 for yellow, green in shares):
            raise ValueError(self)
        if self.handling_days < 1 or not 0 <= self.serious_from <= 4 or self.overdue_red < 1 or self.overdue_days < 0:
            raise ValueError(self)


STANDARD = Thresholds()


def serious_light(events: int | None) -> Light:
    """Green without serious events, red with one or more.

    Args:
        events: how many of severity 3 or more; None where severity is not recorded.
    """
    if events is None:
        return "unused"
    if events < 0:
        raise ValueError(events)
    return "red" if events else "green"


def handling_light(closed_in_time: int, due: int, thresholds: Thresholds = STANDARD) -> Light:
    """How large a share of the events was closed in time.

    Args:
        closed_in_time: how many of those that were due were closed within the deadline.
        due: how many were closed or should have been; 0 gives no light.
        thresholds: where the light changes colour.

    Raises:
        ValueError: more were closed in time than were due.
    """
    return _share_light(closed_in_time, due, thresholds.handling_green, thresholds.handling_yellow)


def overdue_light(overdue: int, oldest: int, thresholds: Thresholds = STANDARD) -> Light:
    """Measures past their deadline: green without any, yellow with a few, red with several or an old one.

    Args:
        overdue: how many open measures are past their deadline.
        oldest: how many days the oldest of them is past it; 0 without any.
        thresholds: where the light changes colour.

    Raises:
        ValueError: fewer than none, or days without a measure.
    """
    if overdue < 0 or oldest < 0 or bool(overdue) != bool(oldest):
        raise ValueError((overdue, oldest))
    if not overdue:
        return "green"
    return "red" if overdue >= thresholds.overdue_red or oldest > thresholds.overdue_days else "yellow"


def evaluated_light(evaluated: int, due: int, thresholds: Thresholds = STANDARD) -> Light:
    """How large a share of the measures that should have been evaluated was.

    Args:
        evaluated: how many of those that were due have an answer.
        due: how many should have been evaluated; 0 gives no light.
        thresholds: where the light changes colour.

    Raises:
        ValueError: more were evaluated than were due.
    """
    return _share_light(evaluated, due, thresholds.evaluated_green, thresholds.evaluated_yellow)


def routines_light(within: int, routines: int, thresholds: Thresholds = STANDARD) -> Light:
    """How large a share of the valid routines is within its revision date.

    Args:
        within: how many are.
        routines: how many are valid; 0 gives no light.
        thresholds: where the light changes colour.

    Raises:
        ValueError: more are within than there are.
    """
    return _share_light(within, routines, thresholds.reviewed_green, thresholds.reviewed_yellow)


def risk_light(bare: int, assessments: int) -> Light:
    """Green without a red risk that nobody has decided to do anything about, red with one or more.

    Args:
        bare: how many red risks have no decided measure.
        assessments: how many risk assessments there are; 0 gives no light.

    Raises:
        ValueError: fewer than none, or risks without an assessment.
    """
    if bare < 0 or assessments < 0 or (bare and not assessments):
        raise ValueError((bare, assessments))
    if not assessments:
        return "unused"
    return "red" if bare else "green"


def _share_light(part: int, whole: int, green: int, yellow: int) -> Light:
    if not 0 <= part <= whole:
        raise ValueError((part, whole))
    if not whole:
        return "unused"
    hundredfold = 100 * part  # whole numbers: 70 % is exactly 70 %
    if hundredfold >= green * whole:
        return "green"
    return "yellow" if hundredfold >= yellow * whole else "red"

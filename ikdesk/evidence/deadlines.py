"""Was it told and handled in time? Answers in codes, from the days people gave."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal

Handling = Literal["in_time", "late", "waiting"]

_A_DAY = timedelta(hours=24)


def handling(reported: date, closed: date | None, today: date, days: int = 28) -> Handling:
    """Whether an event was closed within the deadline.

    Args:
        reported: the day it was reported.
        closed: the day it was closed; None, or a day after today, while it is open.
        today: the day it is looked at.
        days: how many days there are, the deadline's last day included.

    Returns:
        "in_time"; "late", also while it is open past the deadline; "waiting" while there is still time. Only the
        first two are due.
    """
    deadline = reported + timedelta(days=days)
    if closed is not None and closed <= today:
        return "in_time" if closed <= deadline else "late"
    return "waiting" if today <= deadline else "late"


def within_a_day(occurred_on: date, occurred_time: time | None, reported_at: datetime) -> bool:
    """Whether it was reported within 24 hours.

    Args:
        occurred_on: the day it happened.
        occurred_time: the time of day; where it is unknown, the same day or the next is within.
        reported_at: when it was reported, local time.
    """
    if occurred_time is None:
        return reported_at.date() <= occurred_on + timedelta(days=1)
    return reported_at - datetime.combine(occurred_on, occurred_time) <= _A_DAY

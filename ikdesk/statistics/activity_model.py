"""How much is reported: whether fewer events may be fewer that are told of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ikdesk.evidence.between import Silence
from ikdesk.evidence.reporting import Activity
from ikdesk.kernel.tertial import Month, Period

OPEN_WEEK = 5  # open days


@dataclass(frozen=True, slots=True)
class Reports:
    """What was reported in a time."""

    period: Period  # not longer than until today
    reports: int
    near_misses: int  # of these, what nearly happened
    open_days: float  # the unit was open; by the calendar where nobody has said

    @property
    def per_week(self) -> float | None:
        """Reports for each five open days; None where it was closed."""
        return OPEN_WEEK * self.reports / self.open_days if self.open_days else None

    @property
    def near_share(self) -> float | None:
        """The part that nearly happened, 0–1; None without reports."""
        return self.near_misses / self.reports if self.reports else None


@dataclass(frozen=True, slots=True)
class MonthReports:
    """What was reported in a month, and in the same month a year before."""

    month: Month
    reports: int
    then: int | None  # None: nothing was recorded in IKdesk so long ago
    closed: bool  # not an open day in it, so far
    open_last: bool  # it is not over yet


@dataclass(frozen=True, slots=True)
class DepartmentReports:
    """What one department reported; never beside its neighbours as better or worse."""

    name: str
    now: Reports
    then: Reports | None
    enough: bool  # there are enough of them to say how often
    last: date | None  # when something was reported last; None: not in the last year
    days: int | None  # since then


@dataclass(frozen=True, slots=True)
class Reporting:
    """How much is reported now, beside the same time a year before."""

    now: Reports
    then: Reports | None  # None: nothing was recorded so long ago
    activity: Activity  # fewer, more, or nothing to be said
    silence: Silence  # days since the last report, and whether that is long
    months: tuple[MonthReports, ...]  # the last twelve, up to the end of the period
    departments: tuple[DepartmentReports, ...]  # by name; empty where there are few or they are small
    ended: bool = False  # the period was over before today, and silence is as it was then
    others: bool = False  # now and then are of all that is reported but what a focus area is about

"""How much is reported, asked of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    bindparam,
    case,
    extract,
    false,
    func,
    literal_column,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from ikdesk.evidence.between import Silence, silence
from ikdesk.evidence.kinds import Tally
from ikdesk.evidence.reporting import activity
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import seen_by
from ikdesk.incidents.visible_queries import shared_with_staff
from ikdesk.kernel.tertial import Month, Period, add_months
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import sort_key
from ikdesk.measures.target_queries import COUNTED, NEAR_MISS, Aim, Parts, at_target, parts_of, values_of
from ikdesk.statistics.activity_model import DepartmentReports, MonthReports, Reporting, Reports
from ikdesk.unit.model import Department
from ikdesk.unit.queries import attendance_in, open_days_in

FEWEST_DEPARTMENTS = 3  # of two, each is told from the other
ENOUGH = 5  # reports in a year, before it is said how often a department reports
_YEAR = timedelta(days=365)
_MONTH = timedelta(days=30)  # so much later the first report may have come, and the time a year before is whole still
_ONE_DAY = timedelta(days=1)
_MONTHS = 12
_KEPT = 16  # questions that are built once
# the day something was reported; of what was read from elsewhere only the day it happened is known
_TOLD: ColumnElement[date] = type_coerce(
    func.coalesce(func.date(Incident.reported_at), Incident.occurred_on), Date
)
_START, _FIRST, _AFTER = (bindparam(name, type_=Date) for name in ("start", "first", "after"))


class _Who(NamedTuple):
    """Who asks, and of how much."""

    viewer: Viewer
    shared: bool  # only what all who work here may hear of


@dataclass(frozen=True, slots=True)
class _Told:
    """What was reported in the last year, by all or by one department."""

    last: date | None = None  # day with a report
    days: int = 0  # with a report
    reports: int = 0


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many reports there were now and a year before, by department."""

    windows: tuple[Period, Period]
    open_days: Sequence[float]
    numbers: Mapping[tuple[int, Key | None], tuple[int, int]]  # reports, and of them near-misses
    known: bool  # something was recorded a year before

    def of(self, n: int, keys: frozenset[Key] | None) -> Reports:
        """Of some departments, or of all that is reported."""
        found = [pair for (at, key), pair in self.numbers.items() if at == n and (keys is None or key in keys)]
        reports, near = sum(pair[0] for pair in found), sum(pair[1] for pair in found)
        return Reports(self.windows[n], reports, near, self.open_days[n])

    def then(self, keys: frozenset[Key] | None) -> Reports | None:
        """The same a year before, if anything was recorded then."""
        return self.of(1, keys) if self.known else None


def reporting(
    session: Session, period: Period, *, viewer: Viewer, today: date, shared: bool = False, aside: Aim | None = None
) -> Reporting:
    """How much is reported in a period, beside the same time a year before.

    Args:
        period: which days; those after today are left out.
        shared: count only what all who work here may hear of.
        aside: what a focus area is about; it is left out of what is compared, for of that there should be fewer.
    """
    within = period.cut(today)
    until = within.last if within.days else today
    who = _Who(viewer, shared)
    told = _told(session, until, who)
    began = session.scalar(_began(*who, until))
    windows = within, _earlier(within)
    known = began is not None and began <= windows[1].first + _MONTH
    question = _counted(*who, today, parts_of(aside) if aside else None)
    asked = session.execute(question, _bounds(windows) | (values_of(aside) if aside else {}))
    numbers = {(n, key): (reports, near) for n, key, reports, near in asked}
    counts = _Counts(windows, open_days_in(session, windows, viewer=viewer, today=today), numbers, known)
    now, then = counts.of(0, None), counts.then(None)
    stay = attendance_in(session, windows, viewer=viewer, today=today)
    there = all(one.days and not one.missing for one in stay)  # as the statistics, or they could disagree
    days = [float(one.days) for one in stay] if there else counts.open_days
    before = None if then is None else Tally(then.reports, days[1])
    judged = activity(before, Tally(now.reports, days[0]), then.near_misses if then else 0, now.near_misses)
    groups = _groups(session, until)
    small = shared and any(_of(told, keys).reports < ENOUGH for _name, keys in groups)
    if small or len(groups) < FEWEST_DEPARTMENTS:
        groups = []
    return Reporting(
        now, then, judged, _silence(session, told.get(None, _Told()), began, until, who),
        _months(session, until, began, who),
        tuple(_department(name, keys, counts, _of(told, keys), until) for name, keys in groups),
        ended=until < today, others=aside is not None,
    )  # fmt: skip


def _earlier(period: Period) -> Period:
    """The same days a year before; of a longer period, as many years before as there are in it."""
    found = period.a_year_before()
    while found.after > period.first:
        found = found.a_year_before()
    return found


@lru_cache(_KEPT)
def _counted(viewer: Viewer, shared: bool, today: date, aside: Parts | None) -> Any:  # noqa: FBT001 (kept by these)
    others = () if aside is None else (~func.coalesce(at_target(aside), false()),)
    near = func.coalesce(func.sum(case((Incident.kind == NEAR_MISS, 1), else_=0)), 0)
    return union_all(*(
        seen_by(viewer, select(literal_column(str(n)), Incident.department_id, func.count(), near), today)
        .where(*_counting(shared=shared), *_within(n), *others).group_by(Incident.department_id)
        for n in range(2)
    ))  # fmt: skip


def _counting(*, shared: bool) -> tuple[ColumnElement[bool], ...]:
    return (COUNTED, shared_with_staff()) if shared else (COUNTED,)


def _within(n: int) -> tuple[ColumnElement[bool], ...]:
    first, after = bindparam(f"first_{n}", type_=Date), bindparam(f"after_{n}", type_=Date)
    return Incident.occurred_on >= first, Incident.occurred_on < after


def _bounds(windows: Sequence[Period]) -> dict[str, date]:
    firsts = {f"first_{n}": one.first for n, one in enumerate(windows)}
    return firsts | {f"after_{n}": one.after for n, one in enumerate(windows)}


def _told(session: Session, until: date, who: _Who) -> dict[Key | None, _Told]:
    """What was reported in the last year, by department, and by all under None."""
    asked = session.execute(_tellings(*who, until), {"start": until - _YEAR})
    return {(None if whole else key): _Told(*row) for whole, key, *row in asked if whole or key is not None}


@lru_cache(_KEPT)
def _tellings(viewer: Viewer, shared: bool, until: date) -> Any:  # noqa: FBT001 (kept by these)
    numbers = func.max(_TOLD), func.count(_TOLD.distinct()), func.count()
    each: Any = select(literal_column("0"), Incident.department_id, *numbers).group_by(Incident.department_id)
    whole: Any = select(literal_column("1"), null(), *numbers).select_from(Incident)
    lately = Incident.occurred_on > _START
    return union_all(*(seen_by(viewer, one, until).where(*_counting(shared=shared), lately) for one in (each, whole)))


@lru_cache(_KEPT)
def _began(viewer: Viewer, shared: bool, until: date) -> Any:  # noqa: FBT001 (kept by these)
    """The first day anything happened."""
    return seen_by(viewer, select(func.min(Incident.occurred_on)), until).where(*_counting(shared=shared))


@lru_cache(_KEPT)
def _ended(viewer: Viewer, shared: bool, until: date) -> Any:  # noqa: FBT001 (kept by these)
    """The last day anything was reported, however long ago."""
    return seen_by(viewer, select(func.max(_TOLD)), until).where(*_counting(shared=shared))


def _silence(session: Session, told: _Told, began: date | None, until: date, who: _Who) -> Silence:
    """How long it is since the last report, in days the unit was open, beside the year before it."""
    if told.last is None or began is None or told.last <= (start := max(began, until - _YEAR)):
        last = session.scalar(_ended(*who, until)) if began is not None else None
        return silence(last, until, before=Tally(0, 0.0), span=0, gap=0.0)
    before, since = Period(start, told.last), Period(told.last + _ONE_DAY, until + _ONE_DAY)
    open_days = open_days_in(session, (before, since), viewer=who.viewer, today=until)
    times = told.days - (start == began)  # the first only starts the clock
    return silence(told.last, until, before=Tally(times, open_days[0]), span=before.days, gap=open_days[1])


def _months(session: Session, until: date, began: date | None, who: _Who) -> tuple[MonthReports, ...]:
    """The last twelve months, each beside the same a year before."""
    months = list(Period(add_months(until, 1 - _MONTHS), until + _ONE_DAY).months())
    bounds = {"first": date(months[0].year - 1, months[0].month, 1), "after": until + _ONE_DAY}
    numbers = {int(code): reports for code, reports in session.execute(_by_month(*who, until), bounds)}
    open_days = open_days_in(session, [Period(m.first, m.after) for m in months], viewer=who.viewer, today=until)

    def row(month: Month, days: float) -> MonthReports:
        reports, then = (numbers.get(year * 100 + month.month, 0) for year in (month.year, month.year - 1))
        recorded = began is not None and began < date(month.after.year - 1, month.after.month, 1)
        return MonthReports(month, reports, then if recorded else None, closed=not days and not reports,
                            open_last=month.after > until + _ONE_DAY)  # fmt: skip

    return tuple(row(*pair) for pair in zip(months, open_days, strict=True))


@lru_cache(_KEPT)
def _by_month(viewer: Viewer, shared: bool, until: date) -> Any:  # noqa: FBT001 (kept by these)
    month = extract("year", Incident.occurred_on) * 100 + extract("month", Incident.occurred_on)
    question: Any = select(month, func.count()).select_from(Incident)
    within = Incident.occurred_on >= _FIRST, Incident.occurred_on < _AFTER
    return seen_by(viewer, question, until).where(*_counting(shared=shared), *within).group_by(month)


def _groups(session: Session, until: date) -> list[tuple[str, frozenset[Key]]]:
    """The departments that are open, by name, each with those that became it."""
    columns = Department.id, Department.name, Department.closed_from, Department.followed_by_id
    rows = {row.id: row for row in session.execute(select(*columns).where(Department.withdrawn_at.is_(None)))}

    def now(key: Key) -> Key:
        seen = {key}
        while (after := rows[key].followed_by_id) in rows and after not in seen and not _open(rows[key], until):
            seen.add(after)
            key = after
        return key

    found: dict[Key, set[Key]] = {}
    for key in rows:
        found.setdefault(now(key), set()).add(key)
    shown = [key for key in found if _open(rows[key], until)]
    return [(rows[key].name, frozenset(found[key])) for key in sorted(shown, key=lambda key: sort_key(rows[key].name))]


def _open(department: Any, until: date) -> bool:
    return department.closed_from is None or department.closed_from > until


def _of(told: Mapping[Key | None, _Told], keys: frozenset[Key]) -> _Told:
    """When something was reported by departments that are one now."""
    found = [told[key] for key in keys if key in told]
    lasts = [one.last for one in found if one.last is not None]
    return _Told(last=max(lasts, default=None), reports=sum(one.reports for one in found))


def _department(name: str, keys: frozenset[Key], counts: _Counts, told: _Told, until: date) -> DepartmentReports:
    days = None if told.last is None else (until - told.last).days
    return DepartmentReports(name, counts.of(0, keys), counts.then(keys), told.reports >= ENOUGH, told.last, days)

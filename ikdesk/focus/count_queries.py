"""What happened at a target over time: sums asked of the file, month by month, season by season, and between events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import Any

from sqlalchemy import Date, String, bindparam, case, cast, extract, func, literal_column, null, select, union_all
from sqlalchemy.orm import Session

from ikdesk.focus.view_model import PARTS, Gap, MonthCount, Pattern
from ikdesk.incidents.count_queries import first_day
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import seen_by
from ikdesk.kernel.base import Code
from ikdesk.kernel.tertial import Period, add_months, year_to
from ikdesk.kernel.viewer import Viewer
from ikdesk.measures.effect_model import SeasonCount
from ikdesk.measures.target_queries import COUNTED, Aim, Parts, at_target, counts_in, parts_of, values_of
from ikdesk.unit.exposure_queries import exposure_in
from ikdesk.unit.queries import MonthRow, attendance_in, month_figures
from ikdesk.unit.season_model import in_season, seasons_back
from ikdesk.unit.season_model import months_of as months_of_season

MONTHS = 36  # shown at most
FEWEST_MONTHS = 12
_HALF = 6  # months of a year
_SEASONS = 5  # shown where nothing is compared
_EVENTS = 41  # the latest, for the days between them
_GAPS = 5  # so many days between, before one can say what is usual
_ROWS = 6  # ways it happened that are shown by name
_KEPT = 64  # questions that are built once
_ONE_DAY = timedelta(days=1)
_FIRST, _AFTER, _YEAR = (bindparam(name, type_=Date) for name in ("first", "after", "year"))


@dataclass(frozen=True, slots=True)
class Gaps:
    """How long there is between one event and the next at a target; only days of its season count."""

    all: tuple[Gap, ...] = ()  # oldest first
    since: int | None = None  # days since the last; None: nothing ever happened
    usual: float | None = None  # the median; None where there are too few to tell

    @property
    def last(self) -> date | None:
        """The last day something happened."""
        return self.all[-1].day if self.all else None


@dataclass(frozen=True, slots=True)
class OverTime:
    """What happened at a target over time."""

    months: tuple[MonthCount, ...]  # since anything was written down, at most three years back; oldest first
    gaps: Gaps
    pattern: Pattern  # of these months
    grades: tuple[tuple[int | None, int], ...]  # in the last twelve months
    began: date  # the first day anything was written down, anywhere


def over_time(session: Session, aim: Aim, *, viewer: Viewer, today: date) -> OverTime:
    """What happened at a target month by month and between events, how and when, and how serious it was.

    In one statement. The first month is a January or a July, so that the names under bars tell the years.

    Args:
        aim: the target.
    """
    first = _half_year(add_months(months_back(today, MONTHS), _HALF - 1))  # the next one to begin
    bounds = {"first": first, "after": today + _ONE_DAY, "year": year_to(today).first}
    by = "activity" if aim.target.mechanism else "mechanism"
    found: dict[str, list[tuple[Any, int | None, int]]] = {"month": [], "day": [], "grade": [], "way": [], "began": []}
    for what, value, part, events in session.execute(_asked(viewer, today, parts_of(aim), by), values_of(aim) | bounds):
        found[what].append((value, part, events))
    began = next((date.fromisoformat(value) for value, _part, _events in found["began"] if value), today)
    numbers = {int(value): events for value, _part, events in found["month"]}
    grades = [(None if value is None else int(value), events) for value, _part, events in found["grade"]]
    days = sorted(date.fromisoformat(value) for value, _part, _events in found["day"])
    shown = Period(max(first, _half_year(min(began, months_back(today, FEWEST_MONTHS)))), today + _ONE_DAY)
    return OverTime(
        _months(aim, numbers, month_figures(session, shown, viewer=viewer, today=today), began, today),
        _gaps(aim, days, today), _pattern(by, found["way"]),
        tuple(sorted(grades, key=lambda grade: (grade[0] is None, grade[0] or 0))), began,
    )  # fmt: skip


def _months(
    aim: Aim, numbers: Mapping[int, int], figures: Sequence[MonthRow], began: date, today: date
) -> tuple[MonthCount, ...]:
    season, own = aim.target.season, aim.own
    return tuple(
        MonthCount(
            month := row.month, events := numbers.get(month.year * 100 + month.month, 0),
            closed=not events and (row.open_days == 0 or not in_season(season, own, month.first)),
            going_on=month.after > today + _ONE_DAY, recorded=month.after > began,
        )
        for row in figures
    )  # fmt: skip


def _gaps(aim: Aim, days: Sequence[date], today: date) -> Gaps:
    if not days:
        return Gaps()
    first, last = months_of_season(aim.target.season, aim.own)
    open_months = {(first - 1 + n) % 12 + 1 for n in range((last - first) % 12 + 1)}

    def between(day: date, later: date) -> int:
        stretch = (day + timedelta(days=n) for n in range(1, (later - day).days + 1))
        return sum(one.month in open_months for one in stretch)

    gaps = [between(day, later) for day, later in pairwise(days)]
    told = (Gap(days[0], None), *(Gap(day, gap) for day, gap in zip(days[1:], gaps, strict=True)))
    return Gaps(told, between(days[-1], today), float(median(gaps)) if len(gaps) >= _GAPS else None)


def _pattern(by: str, told: Sequence[tuple[Any, int | None, int]]) -> Pattern:
    found: dict[Code | None, list[int]] = {}
    for value, part, events in told:
        found.setdefault(Code(value) if value else None, [0] * (len(PARTS) + 1))[part or 0] += events
    ways = sorted((code for code in found if code), key=lambda code: (-sum(found[code]), code))[:_ROWS]
    rows: list[Code | None] = [*ways, *([None] if None in found else [])]
    return Pattern(by, tuple(rows), tuple(tuple(found[row]) for row in rows))


def seasons_of(session: Session, aim: Aim, *, viewer: Viewer, today: date) -> tuple[SeasonCount, ...]:
    """What happened at a target in each of its latest seasons, where there is no measure to compare them by.

    Args:
        aim: the target.
    """
    began = first_day(session, viewer=viewer, today=today)
    back = reversed(seasons_back(aim.target.season, today, _SEASONS, aim.own))
    stretches = [one for one in back if began is not None and one.period.after > began]
    periods = [one.period.cut(today) for one in stretches]
    counts = counts_in(session, aim, periods, viewer=viewer, today=today)
    days = _use(session, aim, periods, viewer, today)
    return tuple(
        SeasonCount(
            one.name, one.short, period, "neither", count.events, count.serious, used[0], used[1],
            whole=period.after == one.period.after,
        )
        for one, period, count, used in zip(stretches, periods, counts, days, strict=True)
    )  # fmt: skip


def _use(
    session: Session, aim: Aim, periods: list[Period], viewer: Viewer, today: date
) -> list[tuple[float | None, bool]]:
    """How much it was in use: the days written down, else children × open days; whether that was entered afterwards."""
    if not periods:
        return []
    if aim.logged:
        logged = exposure_in(session, aim.places, periods, viewer=viewer, today=today)
        return [(None, False) if one is None else (float(one.days), one.estimated) for one in logged]
    stay = attendance_in(session, periods, viewer=viewer, today=today)
    return [(None, False) if one.missing or not one.days else (float(one.days), False) for one in stay]


def months_back(today: date, number: int) -> date:
    """The first day of the month that many months are shown from."""
    return add_months(today, 1 - number)


def _half_year(day: date) -> date:
    """The January or July that begins the half of a year a day is in."""
    return date(day.year, _HALF + 1 if day.month > _HALF else 1, 1)


def _between() -> tuple[Any, ...]:
    return Incident.occurred_on >= _FIRST, Incident.occurred_on < _AFTER


@lru_cache(_KEPT)
def _asked(viewer: Viewer, today: date, parts: Parts, by: str) -> Any:
    """Built once: what is counted, by what, in which part of the day, and how many."""
    hour, way = extract("hour", Incident.occurred_time), Incident.__table__.c[by]
    part = case(*((hour < after, at) for at, (_from, after) in enumerate(PARTS)), else_=len(PARTS))
    month = extract("year", Incident.occurred_on) * 100 + extract("month", Incident.occurred_on)
    here = at_target(parts)

    def counted(what: str, value: Any, part: Any = None, events: Any = None) -> Any:
        question: Any = select(
            literal_column(f"'{what}'").label("what"), cast(value, String).label("value"),
            (null() if part is None else part).label("part"), (func.count() if events is None else events).label("n"),
        ).select_from(Incident)  # fmt: skip
        return seen_by(viewer, question, today).where(COUNTED)

    latest = counted("day", Incident.occurred_on).where(here).group_by(Incident.occurred_on)
    days = latest.order_by(Incident.occurred_on.desc()).limit(_EVENTS).subquery()
    return union_all(
        counted("month", month).where(*_between(), here).group_by(month),
        counted("grade", Incident.severity).where(*_between(), Incident.occurred_on >= _YEAR, here)
        .group_by(Incident.severity),
        counted("way", way, part).where(*_between(), here).group_by(way, part),
        counted("began", func.min(Incident.occurred_on), events=literal_column("0")),
        select(days),
    )  # fmt: skip

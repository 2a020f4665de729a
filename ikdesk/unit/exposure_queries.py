"""Questions about the days a place was in use."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Date,
    String,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.unit.model import ExposureDay, Place, SeasonTotal

_ONE_DAY = timedelta(days=1)
_KEPT = 32  # questions that are built once: it takes longer to build one than to ask it
_STANDARDS: BindParameter[Any] = bindparam("standards", expanding=True)
_GROUP: BindParameter[Any] = bindparam("group", expanding=True)
_TODAY = bindparam("today", type_=Date)


@dataclass(frozen=True, slots=True)
class Exposure:
    """How many days a place was in use."""

    days: int
    estimated: bool  # a season's total entered afterwards is part of it


@dataclass(frozen=True, slots=True)
class WaitingDay:
    """A day logged on the lock screen that nobody has confirmed."""

    id: Key
    place: str
    day: date


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A season's total entered afterwards."""

    id: Key
    first: date
    last: date
    days: int


def exposure_days(session: Session, place: Key, period: Period, *, viewer: Viewer, today: date) -> list[date]:
    """The days written down for a place, oldest first."""
    viewer.may(Right.REPORT)
    within = period.cut(today)
    return list(session.scalars(
        select(ExposureDay.day).where(
            ExposureDay.place_id == place, ExposureDay.day >= within.first, ExposureDay.day < within.after,
            ExposureDay.withdrawn_at.is_(None), ExposureDay.confirmed.is_(True),
        ).order_by(ExposureDay.day)
    ))  # fmt: skip


def exposure_by_standard(
    session: Session, standards: Sequence[str], periods: Sequence[Period], *, viewer: Viewer, today: date
) -> dict[str, list[Exposure]]:
    """How many days the places of each standard kind were in use in each of several periods, in two statements.

    Several places in use on the same day are one day each. A season's total counts only when its whole
    season lies in the period; days written down inside it are then not counted again.

    Args:
        standards: the codes of the kinds.
        periods: which days.
    """
    viewer.may(Right.READ)
    within = [period.cut(today) for period in periods]
    totals = session.execute(_TOTALS, {"standards": standards}).all()
    asked = session.execute(_single_days(len(within)), {"standards": standards, **_bounds(within)})
    days = {(standard, n): number for standard, n, number in asked}
    return {standard: [
        _with_whole([row for row in totals if row.standard == standard], one, days.get((standard, n), 0))
        for n, one in enumerate(within)
    ] for standard in standards}  # fmt: skip


_TOTALS = select(Place.standard, SeasonTotal.first, SeasonTotal.last, SeasonTotal.days).join(
    Place, Place.id == SeasonTotal.place_id
).where(Place.standard.in_(_STANDARDS), SeasonTotal.withdrawn_at.is_(None))  # fmt: skip


@lru_cache(_KEPT)
def _single_days(number: int) -> Any:
    """The days written down in so many periods, but for those in a season's total that lies in the period."""

    def of_period(n: int, first: Any, after: Any) -> Any:
        whole = exists().where(
            SeasonTotal.place_id == ExposureDay.place_id, SeasonTotal.withdrawn_at.is_(None),
            SeasonTotal.first >= first, SeasonTotal.last < after, ExposureDay.day.between(
                SeasonTotal.first, SeasonTotal.last
            ),
        ).correlate(ExposureDay)  # fmt: skip
        return (
            select(Place.standard, literal_column(str(n)), func.count()).select_from(ExposureDay)
            .join(Place, Place.id == ExposureDay.place_id)
            .where(
                Place.standard.in_(_STANDARDS), ExposureDay.withdrawn_at.is_(None),
                ExposureDay.confirmed.is_(True), ExposureDay.day >= first, ExposureDay.day < after, ~whole,
            ).group_by(Place.standard)
        )  # fmt: skip

    return union_all(*(of_period(n, *_bound(n)) for n in range(number)))


def _with_whole(totals: Sequence[Any], within: Period, days: int) -> Exposure:
    inside = [row.days for row in totals if row.first >= within.first and row.last < within.after]
    return Exposure(days + sum(inside), bool(inside))


def _bound(n: int) -> tuple[BindParameter[date], BindParameter[date]]:
    return bindparam(f"first_{n}", type_=Date), bindparam(f"after_{n}", type_=Date)


def _bounds(within: Sequence[Period]) -> dict[str, date]:
    firsts = {f"first_{n}": one.first for n, one in enumerate(within)}
    return firsts | {f"after_{n}": one.after for n, one in enumerate(within)}


def exposure_of_place(session: Session, place: Key, period: Period, *, viewer: Viewer, today: date) -> Exposure:
    """How many days one place was in use in a period; season totals as in ``exposure``."""
    totals = [
        row for row in totals_of(session, place, viewer=viewer, today=today)
        if period.first <= row.first and row.last < period.after
    ]  # fmt: skip
    single = [
        day for day in exposure_days(session, place, period, viewer=viewer, today=today)
        if not any(row.first <= day <= row.last for row in totals)
    ]  # fmt: skip
    return Exposure(len(single) + sum(row.days for row in totals), bool(totals))


def exposure_in(
    session: Session, group: Sequence[Key], periods: Sequence[Period], *, viewer: Viewer, today: date
) -> list[Exposure | None]:
    """How many different days a group of places was in use in each of several periods, in two statements.

    Args:
        group: places that are the same spot; a day in two of them is one day.
        periods: which days.

    Returns:
        None for a period that holds only a part of a season entered as a total: nobody knows how many of its days
        those were.
    """
    viewer.may(Right.READ)
    if not group or not periods:
        return [None for _period in periods]
    totals = session.execute(_GROUP_TOTALS, {"group": group}).all()
    within = [period.cut(today) for period in periods]
    asked = session.execute(_different_days(len(within)), {"group": group, **_bounds(within)})
    days: dict[int, int] = dict(asked.all())
    return [_with_totals(days[n], one, [Period(t.first, t.last + _ONE_DAY) for t in totals], [t.days for t in totals])
            for n, one in enumerate(within)]  # fmt: skip


def exposure_of(
    session: Session, spans: Sequence[tuple[Sequence[Key], Period]], *, viewer: Viewer, today: date
) -> list[Exposure | None]:
    """As ``exposure_in`` for several groups of places, each in a period of its own, in three statements.

    Args:
        spans: the places that are one spot, and which days.

    Returns:
        None also for a period before anybody wrote down that the spot was in use.
    """
    viewer.may(Right.READ)
    if not any(group for group, _period in spans):
        return [None for _span in spans]
    asked = [
        [n, within.first.isoformat(), within.after.isoformat(), key.hex]
        for n, (group, period) in enumerate(spans) for within in (period.cut(today),) for key in group
    ]  # fmt: skip
    days: dict[int, int] = dict(session.execute(_DAYS_OF, {"asked": json.dumps(asked)}).all())
    totals = session.execute(_ALL_TOTALS).all()
    firsts = dict(session.execute(_FIRST_DAYS).all())
    return [_of(group, period.cut(today), days.get(n, 0), totals, firsts) for n, (group, period) in enumerate(spans)]


def _of(
    group: Sequence[Key], within: Period, days: int, totals: Sequence[Any], firsts: Mapping[Key, date]
) -> Exposure | None:
    seasons = [one for one in totals if one.place_id in group]
    began = min([*(firsts[key] for key in group if key in firsts), *(one.first for one in seasons)], default=None)
    if began is None or within.after <= began:
        return None
    return _with_totals(
        days, within, [Period(one.first, one.last + _ONE_DAY) for one in seasons], [one.days for one in seasons]
    )


_ALL_TOTALS = select(SeasonTotal.place_id, SeasonTotal.first, SeasonTotal.last, SeasonTotal.days).where(
    SeasonTotal.withdrawn_at.is_(None)
)
_FIRST_DAYS = select(ExposureDay.place_id, func.min(ExposureDay.day)).where(
    ExposureDay.withdrawn_at.is_(None), ExposureDay.confirmed.is_(True)
).group_by(ExposureDay.place_id)  # fmt: skip
_ASKED: Any = func.json_each(bindparam("asked")).table_valued("value", name="asked")


def _told(at: int) -> Any:
    return func.json_extract(_ASKED.c.value, f"$[{at}]")


_IN_TOTAL = exists().where(
    SeasonTotal.place_id == ExposureDay.place_id, SeasonTotal.withdrawn_at.is_(None),
    ExposureDay.day.between(SeasonTotal.first, SeasonTotal.last),
).correlate(ExposureDay)  # fmt: skip
_DAYS_OF = select(_told(0), func.count(ExposureDay.day.distinct())).select_from(_ASKED).join(
    ExposureDay, and_(
        type_coerce(ExposureDay.place_id, String) == _told(3), type_coerce(ExposureDay.day, String) >= _told(1),
        type_coerce(ExposureDay.day, String) < _told(2),
    ),
).where(ExposureDay.withdrawn_at.is_(None), ExposureDay.confirmed.is_(True), ~_IN_TOTAL).group_by(_told(0))  # fmt: skip


_GROUP_TOTALS = select(SeasonTotal.first, SeasonTotal.last, SeasonTotal.days).where(
    SeasonTotal.place_id.in_(_GROUP), SeasonTotal.withdrawn_at.is_(None)
)  # fmt: skip


@lru_cache(_KEPT)
def _different_days(number: int) -> Any:
    """The days written down in so many periods for a group of places, but for those in a season's total."""
    total = exists().where(
        SeasonTotal.place_id.in_(_GROUP), SeasonTotal.withdrawn_at.is_(None),
        ExposureDay.day.between(SeasonTotal.first, SeasonTotal.last),
    ).correlate(ExposureDay)  # fmt: skip

    def of_period(n: int, first: Any, after: Any) -> Any:
        return select(literal_column(str(n)), func.count(ExposureDay.day.distinct())).where(
            ExposureDay.place_id.in_(_GROUP), ExposureDay.withdrawn_at.is_(None), ExposureDay.confirmed.is_(True),
            ExposureDay.day >= first, ExposureDay.day < after, ~total,
        )  # fmt: skip

    return union_all(*(of_period(n, *_bound(n)) for n in range(number)))


def _with_totals(days: int, within: Period, seasons: list[Period], numbers: list[int]) -> Exposure | None:
    found = False
    for season, number in zip(seasons, numbers, strict=True):
        if season.after <= within.first or within.after <= season.first:
            continue
        if season.first < within.first or within.after < season.after:
            return None
        days, found = days + number, True
    return Exposure(days, found)


def first_logged(session: Session, group: Sequence[Key], *, viewer: Viewer, today: date) -> date | None:
    """The first day anybody wrote down that one of these places was in use; None where nobody ever did."""
    viewer.may(Right.READ)
    found = session.execute(_FIRST_LOGGED, {"group": group, "today": today}).one()
    return min((day for day in found if day is not None), default=None)


_FIRST_LOGGED = select(
    select(func.min(ExposureDay.day)).where(
        ExposureDay.place_id.in_(_GROUP), ExposureDay.day <= _TODAY, ExposureDay.withdrawn_at.is_(None),
        ExposureDay.confirmed.is_(True),
    ).scalar_subquery(),
    select(func.min(SeasonTotal.first)).where(
        SeasonTotal.place_id.in_(_GROUP), SeasonTotal.first <= _TODAY, SeasonTotal.withdrawn_at.is_(None)
    ).scalar_subquery(),
)  # fmt: skip


def totals_of(session: Session, place: Key, *, viewer: Viewer, today: date) -> list[TotalRow]:
    """The season totals of a place, newest first."""
    viewer.may(Right.REPORT)
    question = select(SeasonTotal).where(SeasonTotal.place_id == place, SeasonTotal.withdrawn_at.is_(None))
    rows = session.scalars(question.order_by(SeasonTotal.first.desc()))
    return [TotalRow(row.id, row.first, row.last, row.days) for row in rows]


def is_logged(session: Session, place: Key, day: date, *, viewer: Viewer, today: date) -> bool:
    """Whether a place's day stands in the log, or lies in a season that was entered as a total."""
    viewer.may(Right.REPORT)
    one = select(ExposureDay.id).where(
        ExposureDay.place_id == place, ExposureDay.day == day, ExposureDay.withdrawn_at.is_(None)
    )
    season = select(SeasonTotal.id).where(
        SeasonTotal.place_id == place, SeasonTotal.first <= day, SeasonTotal.last >= day,
        SeasonTotal.withdrawn_at.is_(None),
    )  # fmt: skip
    return session.scalar(one.limit(1)) is not None or session.scalar(season.limit(1)) is not None


def waiting_days(session: Session, *, viewer: Viewer, today: date) -> list[WaitingDay]:
    """Days from the lock screen that wait for somebody to confirm them; none for somebody who may not."""
    if Right.HANDLE not in viewer.rights:
        return []
    question = select(ExposureDay.id, Place.name, ExposureDay.day).join(Place, Place.id == ExposureDay.place_id).where(
        ExposureDay.confirmed.is_(False), ExposureDay.withdrawn_at.is_(None), ExposureDay.day <= today
    )
    return [WaitingDay(*row) for row in session.execute(question.order_by(ExposureDay.day))]

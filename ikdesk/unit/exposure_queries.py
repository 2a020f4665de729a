"""Questions about the days a place was in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import BindParameter, Date, bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session

from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.unit.model import ExposureDay, Place, SeasonTotal

_ONE_DAY = timedelta(days=1)

# asked three times for each kind of place in a report, so they are built once
_STANDARD: BindParameter[str] = bindparam("standard")
_FIRST, _AFTER = bindparam("first", type_=Date), bindparam("after", type_=Date)
_SINGLE = select(func.count()).select_from(ExposureDay).join(Place, Place.id == ExposureDay.place_id).where(
    Place.standard == _STANDARD, ExposureDay.day >= _FIRST, ExposureDay.day < _AFTER,
    ExposureDay.withdrawn_at.is_(None), ExposureDay.confirmed.is_(True),
)  # fmt: skip
_TOTALS = select(SeasonTotal.place_id, SeasonTotal.first, SeasonTotal.last, SeasonTotal.days).join(
    Place, Place.id == SeasonTotal.place_id
).where(
    Place.standard == _STANDARD, SeasonTotal.first >= _FIRST, SeasonTotal.last < _AFTER,
    SeasonTotal.withdrawn_at.is_(None),
)  # fmt: skip


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
    within = period.cut(today)
    return list(session.scalars(
        select(ExposureDay.day).where(
            ExposureDay.place_id == place, ExposureDay.day >= within.first, ExposureDay.day < within.after,
            ExposureDay.withdrawn_at.is_(None), ExposureDay.confirmed.is_(True),
        ).order_by(ExposureDay.day)
    ))  # fmt: skip


def exposure(session: Session, standard: str, period: Period, *, viewer: Viewer, today: date) -> Exposure:
    """How many days the places of a standard kind were in use in a period.

    Several places in use on the same day are one day each. A season's total counts only when its whole
    season lies in the period; days written down inside it are then not counted again.
    """
    within = period.cut(today)
    asked = {"standard": standard, "first": within.first, "after": within.after}
    totals = session.execute(_TOTALS, asked).all()
    single = _SINGLE
    for total in totals:
        single = single.where(
            ~((ExposureDay.place_id == total.place_id) & ExposureDay.day.between(total.first, total.last))
        )
    return Exposure(int(session.scalar(single, asked) or 0) + sum(total.days for total in totals), bool(totals))


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
    if not group or not periods:
        return [None for _period in periods]
    totals = session.execute(
        select(SeasonTotal.first, SeasonTotal.last, SeasonTotal.days).where(
            SeasonTotal.place_id.in_(group), SeasonTotal.withdrawn_at.is_(None)
        )
    ).all()
    single = select(func.count(ExposureDay.day.distinct())).where(
        ExposureDay.place_id.in_(group), ExposureDay.withdrawn_at.is_(None), ExposureDay.confirmed.is_(True),
        *(~ExposureDay.day.between(total.first, total.last) for total in totals),
    )  # fmt: skip
    within = [period.cut(today) for period in periods]
    asked = union_all(*(
        single.add_columns(literal(n)).where(ExposureDay.day >= one.first, ExposureDay.day < one.after)
        for n, one in enumerate(within)
    ))  # fmt: skip
    days = {n: number for number, n in session.execute(asked)}
    return [_with_totals(days[n], one, [Period(t.first, t.last + _ONE_DAY) for t in totals], [t.days for t in totals])
            for n, one in enumerate(within)]  # fmt: skip


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
    days = select(func.min(ExposureDay.day)).where(
        ExposureDay.place_id.in_(group), ExposureDay.day <= today, ExposureDay.withdrawn_at.is_(None),
        ExposureDay.confirmed.is_(True),
    )  # fmt: skip
    seasons = select(func.min(SeasonTotal.first)).where(
        SeasonTotal.place_id.in_(group), SeasonTotal.first <= today, SeasonTotal.withdrawn_at.is_(None)
    )
    found = [day for question in (days, seasons) if (day := session.scalar(question)) is not None]
    return min(found, default=None)


def totals_of(session: Session, place: Key, *, viewer: Viewer, today: date) -> list[TotalRow]:
    """The season totals of a place, newest first."""
    question = select(SeasonTotal).where(SeasonTotal.place_id == place, SeasonTotal.withdrawn_at.is_(None))
    rows = session.scalars(question.order_by(SeasonTotal.first.desc()))
    return [TotalRow(row.id, row.first, row.last, row.days) for row in rows]


def is_logged(session: Session, place: Key, day: date, *, viewer: Viewer, today: date) -> bool:
    """Whether a place's day stands in the log, or lies in a season that was entered as a total."""
    one = select(ExposureDay.id).where(
        ExposureDay.place_id == place, ExposureDay.day == day, ExposureDay.withdrawn_at.is_(None)
    )
    season = select(SeasonTotal.id).where(
        SeasonTotal.place_id == place, SeasonTotal.first <= day, SeasonTotal.last >= day,
        SeasonTotal.withdrawn_at.is_(None),
    )  # fmt: skip
    return session.scalar(one.limit(1)) is not None or session.scalar(season.limit(1)) is not None


def waiting_days(session: Session, *, viewer: Viewer, today: date) -> list[WaitingDay]:
    """Days from the lock screen that wait for somebody to confirm them."""
    question = select(ExposureDay.id, Place.name, ExposureDay.day).join(Place, Place.id == ExposureDay.place_id).where(
        ExposureDay.confirmed.is_(False), ExposureDay.withdrawn_at.is_(None), ExposureDay.day <= today
    )
    return [WaitingDay(*row) for row in session.execute(question.order_by(ExposureDay.day))]

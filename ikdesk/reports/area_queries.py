"""The focus areas of a report: those the leader has put into it, or else what the measures are aimed at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.focus.queries import report_areas
from ikdesk.focus.view_model import FocusRow
from ikdesk.incidents.count_queries import first_day
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Viewer
from ikdesk.measures.effect_model import Effect, Target, What
from ikdesk.measures.effect_queries import FOCUS, effects_of, focus_effects
from ikdesk.measures.target_queries import Aim, Spots, counts_in
from ikdesk.reports.area_model import YEARS
from ikdesk.reports.audience_model import PROFILES, Audience, readers
from ikdesk.reports.earlier_model import Earlier
from ikdesk.reports.earlier_queries import earlier_of
from ikdesk.reports.facts_model import AreaCount, AreaFact, Beside
from ikdesk.reports.version_model import ReportVersion
from ikdesk.risks.queries import risk_keys_at
from ikdesk.unit.model import Season

ALIKE = 4  # the period, and the same one of the years before it


def areas_in(
    session: Session, period: Period, *, viewer: Viewer, today: date, audience: Audience = Audience.MUNICIPALITY
) -> tuple[AreaFact, ...]:
    """The focus areas of a report, at most three.

    Where the leader has chosen some, it is those, also where nothing was done yet: then only what happened is told.
    Otherwise they are proposed, from what is done.

    Args:
        period: of the report, usually a tertial.
        audience: who the report is for.
    """
    who: dict[str, Any] = {"viewer": viewer, "today": today}
    chosen = [row for row in report_areas(session, **who) if row.chosen_on <= today][:FOCUS]
    if not chosen:
        areas = [AreaFact(one.target, one) for one in focus_effects(session, period, **who)]
    else:
        found = effects_of(session, [row.what for row in chosen], tertial=period, **who)
        areas = [_area(session, row, one, period, who) for row, one in zip(chosen, found, strict=True)]
    if not areas:
        return ()
    spots, profile = Spots(session), PROFILES[audience]
    counted = [
        _with_what_is_beside(session, spots, area, period, who, one_way=profile.one_way) for area in areas
    ]  # fmt: skip
    if profile.protected and any(area.beside for area in counted):
        reported = _reported(session, audience)
        hidden = earlier_of(session, audience, **who) if profile.one_way else ()
        counted = [
            replace(area, reported=reported, untold=_untold(area, hidden)) if area.beside else area for area in counted
        ]
    return tuple(_with_risks(session, area, period, who) for area in counted)


def _reported(session: Session, audience: Audience) -> tuple[Period, ...]:
    """The days of the reports that those who get this one have."""
    rows = session.execute(select(ReportVersion.first, ReportVersion.last, ReportVersion.period).where(
        ReportVersion.audience.in_(readers(audience)), ReportVersion.withdrawn_at.is_(None)
    ).distinct().order_by(ReportVersion.first, ReportVersion.last))  # fmt: skip
    return tuple(Period(first, last + timedelta(days=1), code) for first, last, code in rows)


def _untold(area: AreaFact, earlier: Iterable[Earlier]) -> tuple[Period, ...]:
    """The days of which those who get this one were not told a line that the area is in."""
    return tuple(
        Period(one.first, one.after) for one in earlier
        if any(attribute == one.attribute and code in one.hidden for attribute, code in area.codes)
    )


def _with_what_is_beside(
    session: Session, spots: Spots, area: AreaFact, period: Period, who: dict[str, Any], *, one_way: bool
) -> AreaFact:  # fmt: skip
    """The same area with whether its numbers are those of a cross-table, and what they could be worked out from."""
    today: date = who["today"]
    aim = spots.aim(*_what(area), today=today)
    wholes = {one.period: _wholes(period, one.period, today) for one in area.told}
    parts = [part for part in (aim.target.place_id, aim.target.activity, aim.target.mechanism) if part]
    crossed = (
        len(parts) > 1 or aim.target.equipment_id is not None
        or (aim.target.standard is not None and set(aim.places) != set(spots.counting_as(aim.target.standard)))
        or any(_bare(one.period) not in map(_bare, wholes[one.period]) for one in area.told)
    )  # fmt: skip
    if not (crossed or one_way):
        return area
    pairs = [(one, whole) for one in area.told for whole in wholes[one.period]]

    def told_in(margin: Aim, line: tuple[str, str]) -> Iterator[Beside]:
        counts = counts_in(session, margin, [whole for _one, whole in pairs], **who)
        for (one, whole), count in zip(pairs, counts, strict=True):
            number = count.events if line[0] else count.events + count.others
            yield Beside(*line, whole, number, one.events or 0)

    beside = [one for line, margin in _margins(spots, area) for one in told_in(margin, line)]
    return replace(area, crossed=crossed, beside=(*beside, *told_in(aim, ("", ""))))


def _margins(spots: Spots, area: AreaFact) -> Iterator[tuple[tuple[str, str], Aim]]:
    """What is told with one way and holds the events of an area: its kind of place, its activity, its mechanism."""
    everything, target = Target(None, "", None, None, None, Season.ALL_YEAR), area.target
    if target.standard:
        yield ("place", target.standard), Aim(everything, None, spots.counting_as(target.standard), logged=False)
    if target.activity:
        told = replace(everything, activity=target.activity)
        yield ("activity", target.activity), Aim(told, None, (), logged=False)
    if target.mechanism:
        told = replace(everything, mechanism=target.mechanism)
        yield ("mechanism", target.mechanism), Aim(told, None, (), logged=False)


def _wholes(period: Period, told: Period, today: date) -> tuple[Period, ...]:
    """The periods of tables that the days told of an area are in: that of its own year, whole and to the same date."""
    whole, cut = period, period.cut(today)
    for _year in range(YEARS):
        if whole.first <= told.first < whole.after:
            return (whole, cut) if _bare(whole) != _bare(cut) and whole.after <= today else (cut,)
        whole, cut = whole.a_year_before(), cut.a_year_before()
    return ()


def _bare(period: Period) -> tuple[date, date]:
    return period.first, period.after


def _with_risks(session: Session, area: AreaFact, period: Period, who: dict[str, Any]) -> AreaFact:
    """The same area with the risk assessments that are about it, also those that were closed since."""
    return replace(area, risks=risk_keys_at(session, _what(area), since=period.first, **who))


def _what(area: AreaFact) -> What:
    target = area.target
    return What(target.place_id, target.activity, target.mechanism, target.equipment_id)


def _area(session: Session, row: FocusRow, found: Effect | str, period: Period, who: dict[str, Any]) -> AreaFact:
    if isinstance(found, Effect):
        return AreaFact(found.target, found, chosen=True)
    began = first_day(session, **who)
    periods = [period]
    while len(periods) < ALIKE and began is not None and periods[-1].a_year_before().after > began:
        periods.append(periods[-1].a_year_before())
    aim = Spots(session).aim(*row.what, today=who["today"])
    counts = counts_in(session, aim, [one.cut(who["today"]) for one in periods], **who)
    told = tuple(AreaCount(one, count.events) for one, count in zip(periods, counts, strict=True))
    return AreaFact(aim.target, None, told[::-1], chosen=True, begun=bool(found))

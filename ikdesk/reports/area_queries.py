"""The focus areas of a report: those the leader has put into it, or else what the measures are aimed at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ikdesk.focus.queries import report_areas
from ikdesk.focus.view_model import FocusRow
from ikdesk.incidents.count_queries import first_day
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Viewer
from ikdesk.measures.effect_model import Effect, What
from ikdesk.measures.effect_queries import FOCUS, effects_of, focus_effects
from ikdesk.measures.target_queries import Spots, counts_in
from ikdesk.reports.facts_model import AreaCount, AreaFact
from ikdesk.risks.queries import risk_keys_at

YEARS = 4  # the period, and the same one of the years before it


def areas_in(session: Session, period: Period, *, viewer: Viewer, today: date) -> tuple[AreaFact, ...]:
    """The focus areas of a report, at most three.

    Where the leader has chosen some, it is those, also where nothing was done yet: then only what happened is told.
    Otherwise they are proposed, from what is done.

    Args:
        period: of the report, usually a tertial.
    """
    who: dict[str, Any] = {"viewer": viewer, "today": today}
    chosen = [row for row in report_areas(session, **who) if row.chosen_on <= today][:FOCUS]
    if not chosen:
        areas = [AreaFact(one.target, one) for one in focus_effects(session, period, **who)]
    else:
        found = effects_of(session, [row.what for row in chosen], tertial=period, **who)
        areas = [_area(session, row, one, period, who) for row, one in zip(chosen, found, strict=True)]
    return tuple(_with_risks(session, area, who) for area in areas)


def _with_risks(session: Session, area: AreaFact, who: dict[str, Any]) -> AreaFact:
    """The same area with the risk assessments that are about it."""
    return replace(area, risks=risk_keys_at(session, _what(area), **who))


def _what(area: AreaFact) -> What:
    target = area.target
    return What(target.place_id, target.activity, target.mechanism, target.equipment_id)


def _area(session: Session, row: FocusRow, found: Effect | str, period: Period, who: dict[str, Any]) -> AreaFact:
    if isinstance(found, Effect):
        return AreaFact(found.target, found, chosen=True)
    began = first_day(session, **who)
    periods = [period]
    while len(periods) < YEARS and began is not None and periods[-1].a_year_before().after > began:
        periods.append(periods[-1].a_year_before())
    aim = Spots(session).aim(*row.what, today=who["today"])
    counts = counts_in(session, aim, [one.cut(who["today"]) for one in periods], **who)
    told = tuple(AreaCount(one, count.events) for one, count in zip(periods, counts, strict=True))
    return AreaFact(aim.target, None, told[::-1], chosen=True, begun=bool(found))

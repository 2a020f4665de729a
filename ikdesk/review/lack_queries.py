"""What the dangers of the unit's risk assessments lack, as the assessments' own pages point it out; and what happened
since anybody looked at them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import SERIOUS, Incident
from ikdesk.incidents.queries import seen_by
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.target_queries import COUNTED, Aim
from ikdesk.review.model import Finding, Rule
from ikdesk.risks.build_model import RiskKept, hazards_on
from ikdesk.risks.kept_queries import Kept, kept
from ikdesk.risks.log_queries import logs_of
from ikdesk.risks.view_model import HazardView, Lack, RiskLine

YEAR = timedelta(days=365)  # what is older nobody can learn from by looking at the assessment now
_DAYS = 4  # the question is built once a day: it takes longer than to ask it
_RULES = {
    Lack.NOT_RATED: Rule.RISK_NOT_RATED, Lack.NO_MEASURE: Rule.RISK_NO_MEASURE,
    Lack.LOWERED_BARE: Rule.RISK_LOWERED, Lack.FELL_BACK: Rule.RISK_FELL_BACK, Lack.LOG_DISAGREES: Rule.RISK_LOG,
    Lack.ACCEPTANCE_OVER: Rule.RISK_ACCEPTED,
}  # fmt: skip


def lack_findings(session: Session, *, viewer: Viewer, today: date) -> tuple[Finding, ...]:
    """Every danger that lacks something today in the assessments that hold, and every one of these where something
    grave happened since anybody looked at it; in a fixed number of statements.
    """
    viewer.may(Right.READ)
    everything = kept(session, viewer=viewer, today=today)
    hold = tuple(one for one in everything.risks if one.assessed_on <= today and one.closed_on is None)
    if not hold:
        return ()
    found = replace(everything, risks=hold)
    logs = logs_of(session, found, viewer=viewer, today=today)
    lacks = (
        _finding(lack, risk, hazard, line, today)
        for risk in hold for hazard in hazards_on(found.matrix, risk, today, logs) for line, lack in _lacks(hazard)
    )
    return (*lacks, *_serious(session, found, viewer, today))


def _lacks(hazard: HazardView) -> Iterator[tuple[RiskLine, Lack]]:
    """What is wrong in both its ways of ending is told once, of the worse."""
    told: dict[Lack, RiskLine] = {}
    for line in hazard.lines if hazard.closed_on is None else ():
        for lack in line.lacks:
            if lack not in told or _level(line) > _level(told[lack]):
                told[lack] = line
    yield from ((line, lack) for lack, line in told.items())


def _level(line: RiskLine) -> int:
    return line.mark.grade.level if line.mark is not None else 0


def _finding(lack: Lack, risk: RiskKept, hazard: HazardView, line: RiskLine, today: date) -> Finding:
    day = _day(lack, hazard, line, today)
    return Finding(
        rule=_RULES[lack], key=risk.id, number="", title=risk.title, code=None, codes="", place=hazard.title,
        day=day, days=None if day is None else (today - day).days, page=_RULES[lack].page, count=_level(line),
    )  # fmt: skip


def _day(lack: Lack, hazard: HazardView, line: RiskLine, today: date) -> date | None:
    """When it was judged so, when a measure was stopped, or when somebody should have looked again."""
    if lack is Lack.ACCEPTANCE_OVER:
        return line.acceptance.review_on if line.acceptance is not None else None
    if lack is Lack.FELL_BACK:
        ends = [one.force.ended for one in hazard.barriers if one.force is not None and one.force.ended is not None]
        return max((day for day in ends if day <= today), default=None)
    rated = line.standing if lack is not Lack.LOWERED_BARE or line.actual is not None else line.expected
    return None if rated is None else rated.day


def _serious(session: Session, found: Kept, viewer: Viewer, today: date) -> Iterator[Finding]:
    """The assessments that something grave, or that might have been, happened to since anybody looked: one for each.

    Only what all who work here may know counts, so that the list is the same for all who read it.
    """
    grave = session.execute(_grave(viewer.before_all(), today)).all()
    at: defaultdict[Key | None, list[Any]] = defaultdict(list)
    for one in grave:
        at[one.place_id].append(one)
    for risk in found.risks if grave else ():
        looked, aim = _looked_on(risk), found.aims[risk.id]
        there = chain.from_iterable(at[place] for place in aim.places) if aim.places else grave
        since = [one for one in there if one.occurred_on > looked and _is_about(one, aim)]
        if since:
            day, rule = max(one.occurred_on for one in since), Rule.RISK_SERIOUS
            place = risk.target.place or risk.target.equipment
            yield Finding(
                rule=rule, key=risk.id, number="", title=risk.title, code=None, codes="", place=place, day=day,
                days=(today - day).days, page=rule.page, count=sum(one.events for one in since),
            )  # fmt: skip


def _looked_on(risk: RiskKept) -> date:
    """The last day anybody assessed it, rated a danger of it, approved it, or looked and left it as it was."""
    rated = (one.day for hazard in risk.hazards for one in hazard.ratings)
    approved = (one.approved_on for one in risk.versions)
    return max((risk.assessed_on, risk.reviewed_on or risk.assessed_on, *rated, *approved))


def _is_about(event: Any, aim: Aim) -> bool:
    """Whether it happened during what an assessment is about, and with it; never where it is about nothing at all."""
    activity, thing = aim.target.activity, aim.target.equipment_id
    if activity is None and thing is None:
        return bool(aim.places)
    return activity in (None, event.activity) and thing in (None, event.equipment_id)


@lru_cache(_DAYS)
def _grave(viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    """How many there were of a year, by the day, and by where, during what and with what."""
    what = (Incident.occurred_on, Incident.place_id, Incident.activity, Incident.equipment_id)
    grave = or_(Incident.severity >= SERIOUS, Incident.potential >= SERIOUS)
    question = select(*what, func.count().label("events")).where(grave, COUNTED, Incident.occurred_on > today - YEAR)
    return seen_by(viewer, question.group_by(*what), today)

"""What the dangers of the unit's risk assessments lack, as the assessments' own pages point it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.review.model import Finding, Rule
from ikdesk.risks.build_model import RiskKept, hazards_on
from ikdesk.risks.kept_queries import kept
from ikdesk.risks.log_queries import logs_of
from ikdesk.risks.view_model import HazardView, Lack, RiskLine

_RULES = {
    Lack.NOT_RATED: Rule.RISK_NOT_RATED, Lack.NO_MEASURE: Rule.RISK_NO_MEASURE,
    Lack.LOWERED_BARE: Rule.RISK_LOWERED, Lack.FELL_BACK: Rule.RISK_FELL_BACK, Lack.LOG_DISAGREES: Rule.RISK_LOG,
    Lack.ACCEPTANCE_OVER: Rule.RISK_ACCEPTED,
}  # fmt: skip


def lack_findings(session: Session, *, viewer: Viewer, today: date) -> tuple[Finding, ...]:
    """Every danger that lacks something today, in the assessments that hold; in a fixed number of statements."""
    viewer.may(Right.READ)
    everything = kept(session, viewer=viewer, today=today)
    hold = tuple(one for one in everything.risks if one.assessed_on <= today and one.closed_on is None)
    if not hold:
        return ()
    found = replace(everything, risks=hold)
    logs = logs_of(session, found, viewer=viewer, today=today)
    return tuple(
        _finding(lack, risk, hazard, line, today)
        for risk in hold for hazard in hazards_on(found.matrix, risk, today, logs) for line, lack in _lacks(hazard)
    )


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


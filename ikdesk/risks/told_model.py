"""How the risks of a unit are told in a report: where each stands at the end of a period, and where it stood before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ikdesk.kernel.tertial import Period
from ikdesk.measures.model import MeasureStatus
from ikdesk.risks.build_model import RiskKept, hazards_on, is_measure
from ikdesk.risks.counts_model import RiskCounts, RiskMeasure, RiskTold
from ikdesk.risks.matrix_model import Matrix
from ikdesk.risks.view_model import BarrierRow, HazardView, Mark, RiskLine

_UNDECIDED = frozenset({MeasureStatus.PROPOSED, MeasureStatus.REJECTED})


def counts_of(matrix: Matrix, risks: Iterable[RiskKept], span: Period) -> RiskCounts:
    """All risks of a unit on the last day of a period.

    Args:
        matrix: the unit's.
        risks: all assessments there are.
        span: the period, without the days that have not come.
    """
    day = max(span.first, span.last)
    there = [risk for risk in risks if risk.began <= day and not _gone_before(risk.closed_on, span.first)]
    rows = tuple(row for risk in there for row in _told(matrix, risk, span, day))
    holding = sum(risk.closed_on is None or risk.closed_on > day for risk in there)
    return RiskCounts(matrix, day, holding, rows)


def _told(matrix: Matrix, risk: RiskKept, span: Period, day: date) -> Iterator[RiskTold]:
    eve = span.first - timedelta(days=1)
    earlier = _marks(hazards_on(matrix, risk, eve)) if risk.began <= eve else {}
    there = replace(risk, hazards=tuple(one for one in risk.hazards if one.was_there(day)))
    for hazard in hazards_on(matrix, there, day):
        closed = _closed(risk, hazard, day)
        if _gone_before(closed, span.first):
            continue
        measures = _measures(hazard.barriers, day)
        for line in hazard.lines:
            was = earlier.get((line.hazard, line.outcome))
            yield RiskTold(
                risk.id, risk.title, hazard.id, hazard.title, line.outcome, len(hazard.lines) > 1, line.mark_before,
                was, None if closed else line.mark, closed, measures, _accepted_until(line, day),
            )  # fmt: skip


def _marks(hazards: Sequence[HazardView]) -> dict[object, Mark]:
    """Where each line stood; of hazards that were gone, nowhere."""
    lines = [line for one in hazards if one.closed_on is None for line in one.lines]
    return {(line.hazard, line.outcome): line.mark for line in lines if line.mark is not None}


def _closed(risk: RiskKept, hazard: HazardView, day: date) -> date | None:
    days = [one for one in (risk.closed_on, hazard.closed_on) if one is not None and one <= day]
    return min(days, default=None)


def _gone_before(closed: date | None, first: date) -> bool:
    return closed is not None and closed < first


def _measures(barriers: Sequence[BarrierRow], day: date) -> tuple[RiskMeasure, ...]:
    """Each measure once, those that are decided first."""
    found = {
        one.measure_number: RiskMeasure(
            one.measure_number, one.measure, one.measure_status, one.measure_deadline,
            one.measure_status not in _UNDECIDED,
        )
        for one in barriers if is_measure(one, day) and one.measure_status is not None
    }  # fmt: skip
    return tuple(sorted(found.values(), key=lambda one: (not one.decided, one.number)))


def _accepted_until(line: RiskLine, day: date) -> date | None:
    accepted = line.acceptance
    return accepted.review_on if accepted is not None and accepted.review_on > day else None

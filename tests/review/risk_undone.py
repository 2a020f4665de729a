"""Something left undone about risk of every kind, and how each is put right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from ikdesk.incidents.actions import handle_incident
from ikdesk.measures.actions import answer_measure
from ikdesk.measures.model import Decision, MeasureStatus
from ikdesk.review.model import Rule
from ikdesk.risks.model import Barrier, RiskAssessment, RiskForm, Standing, Works
from ikdesk.risks.rating_model import Stage
from ikdesk.routines.actions import add_routine, approve_version
from tests.risks.records import acceptance, barrier, changed, hazard, rating, risk, version
from tests.samples import TODAY, place_of

if TYPE_CHECKING:
    from tests.review.undone import Unit

APRIL, NEXT_YEAR = date(2026, 4, 1), date(2027, 4, 1)
Mend = Callable[[], object]


def _no_risk(unit: Unit) -> Mend:
    told = {"title": "Aking", "purpose": "Alle hjem.", "steps": "Én om gangen.", "review_due": NEXT_YEAR}
    routine = unit.do(add_routine, told, that=APRIL)
    unit.do(approve_version, routine, on=APRIL, that=APRIL)
    return lambda: barrier(unit.database, hazard(unit.database, risk(unit.database)), routine_id=routine)


def _late(unit: Unit) -> Mend:
    key = risk(unit.database, next_review=APRIL)
    return lambda: changed(unit.database, RiskAssessment, key, next_review=NEXT_YEAR)


def _no_look(unit: Unit) -> Mend:
    key = risk(unit.database, next_review=None)
    return lambda: changed(unit.database, RiskAssessment, key, next_review=NEXT_YEAR)


def _serious(unit: Unit) -> Mend:
    key = risk(unit.database, place_id=place_of(unit.database, "sandpit"))
    unit.measure(unit.tell(APRIL, severity=3))
    return lambda: changed(unit.database, RiskAssessment, key, reviewed_on=TODAY)


def _unapproved(unit: Unit) -> Mend:
    key = risk(unit.database, form=RiskForm.FULL)
    return lambda: version(unit.database, key)


def _barrier(unit: Unit) -> Mend:
    key = barrier(unit.database, hazard(unit.database, risk(unit.database)), works=Works.NO, checked_on=APRIL)
    return lambda: changed(unit.database, Barrier, key, works=Works.YES)


def _no_measure(unit: Unit) -> Mend:
    danger = hazard(unit.database, risk(unit.database))
    rating(unit.database, danger, 4, 3)
    return lambda: barrier(unit.database, danger, standing=Standing.NEW, measure_id=unit.measure())


def _lowered(unit: Unit) -> Mend:
    danger = hazard(unit.database, risk(unit.database))
    rating(unit.database, danger, 4, 3)
    acceptance(unit.database, danger, 4, 3)
    rating(unit.database, danger, 2, 3, day=APRIL, stage=Stage.ACTUAL, why="Det går bedre.")
    return lambda: rating(unit.database, danger, 2, 3, day=TODAY)


def _fell_back(unit: Unit) -> Mend:
    danger, measure = hazard(unit.database, risk(unit.database)), unit.running()
    rating(unit.database, danger, 4, 3)
    acceptance(unit.database, danger, 4, 3)
    barrier(unit.database, danger, standing=Standing.NEW, measure_id=measure)
    rating(unit.database, danger, 2, 3, day=APRIL, stage=Stage.ACTUAL)
    answer = {"answer": MeasureStatus.DID_NOT_WORK, "decision": Decision.STOP, "comment": "Ingen brukte den."}
    unit.do(answer_measure, measure, answer, {})
    return lambda: rating(unit.database, danger, 4, 3, day=TODAY)


def _accepted(unit: Unit) -> Mend:
    danger = hazard(unit.database, risk(unit.database))
    rating(unit.database, danger, 4, 3)
    acceptance(unit.database, danger, 4, 3, review_on=APRIL)
    return lambda: acceptance(unit.database, danger, 4, 3, day=TODAY)


def _not_rated(unit: Unit) -> Mend:
    danger = hazard(unit.database, risk(unit.database))
    return lambda: rating(unit.database, danger, 2, 2)


def _log(unit: Unit) -> Mend:
    sand = place_of(unit.database, "sandpit")
    danger = hazard(unit.database, risk(unit.database, place_id=sand))
    rating(unit.database, danger, 1, 2)
    for month, day in product((1, 2, 3, 4), (5, 12, 19)):
        key = unit.tell(date(2026, month, day))
        unit.do(handle_incident, key, {"causes": ["equipment_defect"]})
        unit.close(key)
    return lambda: rating(unit.database, danger, 5, 2, day=TODAY)


RISKS: dict[Rule, Callable[[Unit], Mend]] = {
    Rule.ROUTINE_NO_RISK: _no_risk, Rule.RISK_LATE: _late, Rule.RISK_NO_LOOK: _no_look, Rule.RISK_SERIOUS: _serious,
    Rule.RISK_NOT_APPROVED: _unapproved, Rule.RISK_BARRIER: _barrier, Rule.RISK_NO_MEASURE: _no_measure,
    Rule.RISK_LOWERED: _lowered, Rule.RISK_FELL_BACK: _fell_back, Rule.RISK_ACCEPTED: _accepted,
    Rule.RISK_NOT_RATED: _not_rated, Rule.RISK_LOG: _log,
}  # fmt: skip

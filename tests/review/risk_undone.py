"""Something left undone about risk of every kind, and how each is put right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from ikdesk.review.model import Rule
from ikdesk.risks.model import Barrier, RiskAssessment, RiskForm, Works
from ikdesk.routines.actions import add_routine, approve_version
from tests.risks.records import barrier, changed, hazard, risk, version
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


RISKS: dict[Rule, Callable[[Unit], Mend]] = {
    Rule.ROUTINE_NO_RISK: _no_risk, Rule.RISK_LATE: _late, Rule.RISK_NO_LOOK: _no_look, Rule.RISK_SERIOUS: _serious,
    Rule.RISK_NOT_APPROVED: _unapproved, Rule.RISK_BARRIER: _barrier,
}  # fmt: skip

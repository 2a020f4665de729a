"""What the review finds about risk, and what it lets be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ikdesk.incidents.restricted_actions import restrict_incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.review.model import Finding, Rule
from ikdesk.review.sentences import finding_details
from ikdesk.risks.model import Hazard, RiskAssessment, RiskForm
from ikdesk.routines.actions import add_routine, approve_version
from ikdesk.unit.actions import change_place
from ikdesk.unit.model import Place
from tests.review.undone import Unit
from tests.risks.records import JANUARY, barrier, changed, hazard, rating, risk, version
from tests.samples import TODAY, place_of

MARCH = date(2026, 3, 2)


@pytest.fixture
def unit(database: Database) -> Unit:
    return Unit(database)


def details(found: list[Finding]) -> list[str]:
    return [finding_details(one) for one in found]


def routine(unit: Unit, title: str = "Aking", *, holds: bool = True) -> Key:
    told = {"title": title, "purpose": "Alle hjem.", "steps": "Én om gangen.", "review_due": date(2027, 4, 1)}
    key: Key = unit.do(add_routine, told, that=MARCH)
    if holds:
        unit.do(approve_version, key, on=MARCH, that=MARCH)
    return key


def test_a_draft_needs_no_assessment_and_a_closed_assessment_is_none(unit: Unit) -> None:
    routine(unit, "Utkast", holds=False)
    assert unit.of(Rule.ROUTINE_NO_RISK) == []
    key = routine(unit)
    of = risk(unit.database)
    danger = hazard(unit.database, of)
    barrier(unit.database, danger, routine_id=key)
    assert unit.of(Rule.ROUTINE_NO_RISK) == []
    changed(unit.database, Hazard, danger, closed_on=TODAY, closed_why="Bakken er borte.")
    assert [one.key for one in unit.of(Rule.ROUTINE_NO_RISK)] == [key]
    changed(unit.database, Hazard, danger, closed_on=None, closed_why="")
    changed(unit.database, RiskAssessment, of, closed_on=TODAY, closed_why="Vi aker ikke mer.")
    assert [one.key for one in unit.of(Rule.ROUTINE_NO_RISK)] == [key]


def test_what_is_closed_is_not_asked_about(unit: Unit) -> None:
    key = risk(unit.database, next_review=None, form=RiskForm.FULL, closed_on=TODAY, closed_why="Ferdig.")
    hazard(unit.database, key)
    assert unit.found() == ()


def test_a_short_assessment_holds_when_it_is_written_and_a_full_one_has_a_month(unit: Unit) -> None:
    risk(unit.database)
    key = risk(unit.database, form=RiskForm.FULL, assessed_on=TODAY - timedelta(days=30))
    assert unit.of(Rule.RISK_NOT_APPROVED) == []
    (found,) = (one for one in unit.found(TODAY + timedelta(days=1)) if one.rule is Rule.RISK_NOT_APPROVED)
    assert (found.key, finding_details(found)) == (key, "Vurdert 31.03.2026")


@pytest.mark.parametrize("told", [{"severity": 3}, {"kind": "near_miss", "severity": 0, "potential": 3}])
def test_something_grave_asks_for_a_new_look_until_anybody_has_looked(unit: Unit, told: dict[str, object]) -> None:
    sand = place_of(unit.database, "sandpit")
    key = risk(unit.database, place_id=sand)
    risk(unit.database, title="Et annet sted", place_id=place_of(unit.database))
    risk(unit.database, title="Uten sted")
    unit.tell(date(2026, 1, 12), **told)  # on the day it was assessed: that was known
    assert unit.of(Rule.RISK_SERIOUS) == []
    for day in (MARCH, date(2026, 4, 1)):
        unit.tell(day, **told)
    found = unit.of(Rule.RISK_SERIOUS)
    assert [one.key for one in found] == [key]
    assert details(found)[0].endswith("01.04.2026 · 2 hendelser")
    danger = hazard(unit.database, key)
    rating(unit.database, danger, 3, 3, day=MARCH)
    assert details(unit.of(Rule.RISK_SERIOUS))[0].endswith("01.04.2026")
    version(unit.database, key, approved_on=date(2026, 4, 1))
    assert unit.of(Rule.RISK_SERIOUS) == []


def test_only_what_was_in_the_same_activity_and_known_to_all_counts(unit: Unit) -> None:
    sand = place_of(unit.database, "sandpit")
    risk(unit.database, place_id=sand, activity="climbing")
    unit.tell(MARCH, severity=3, activity="sledding")
    unit.do(restrict_incident, unit.tell(MARCH, severity=3, activity="climbing"), [])
    assert unit.of(Rule.RISK_SERIOUS) == []
    unit.tell(MARCH, severity=3, activity="climbing")
    assert len(unit.of(Rule.RISK_SERIOUS)) == 1


def test_a_place_that_became_another_is_still_the_same_spot(unit: Unit) -> None:
    sand, hill = place_of(unit.database, "sandpit"), place_of(unit.database)
    key = risk(unit.database, place_id=hill)
    unit.tell(MARCH, severity=3, place_id=sand)
    assert unit.of(Rule.RISK_SERIOUS) == []
    changed(unit.database, Place, hill, closed_from=JANUARY, followed_by_id=sand)
    assert [one.key for one in unit.of(Rule.RISK_SERIOUS)] == [key]
    unit.do(change_place, sand, {"name": "Sandkassen"})
    assert [one.key for one in unit.of(Rule.RISK_SERIOUS)] == [key]

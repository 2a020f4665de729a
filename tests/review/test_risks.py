"""What the review finds about risk, and what it lets be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from ikdesk.incidents.restricted_actions import restrict_incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.review.model import Finding, Rule
from ikdesk.review.sentences import finding_details
from ikdesk.risks.model import Hazard, RiskAssessment, RiskForm
from ikdesk.risks.rating_model import Outcome
from ikdesk.routines.actions import add_routine, approve_version
from ikdesk.unit.actions import change_place
from ikdesk.unit.model import Place
from tests.review.undone import Unit
from tests.risks.records import JANUARY, acceptance, barrier, changed, hazard, rating, risk, version
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


def test_what_lacks_a_measure_is_told_by_its_colour_and_a_low_one_needs_none(unit: Unit) -> None:
    key = risk(unit.database)
    for title, probability in (("Kollisjon", 5), ("Kulde", 4), ("Snø i støvlene", 1)):
        rating(unit.database, hazard(unit.database, key, title=title), probability, 3 if title == "Kollisjon" else 2)
    found = unit.of(Rule.RISK_NO_MEASURE)
    assert sorted(details(found)) == ["Kollisjon · Vurdert 12.01.2026 · rød", "Kulde · Vurdert 12.01.2026 · gul"]
    assert {(one.title, one.key, one.page) for one in found} == {("Tur til akebakken", key, "risks")}


def test_a_danger_is_told_once_though_both_its_endings_lack_the_same(unit: Unit) -> None:
    danger = hazard(unit.database, risk(unit.database))
    rating(unit.database, danger, 5, 2)
    rating(unit.database, danger, 4, 3, outcome=Outcome.WORST)
    assert [one.count for one in unit.of(Rule.RISK_NO_MEASURE)] == [2]  # of the worse of the two


def test_somebody_who_accepts_it_answers_for_it_until_the_day_they_chose(unit: Unit) -> None:
    danger = hazard(unit.database, risk(unit.database))
    rating(unit.database, danger, 4, 3)
    acceptance(unit.database, danger, 4, 3)
    assert unit.found() == ()
    (late,) = unit.found(date(2027, 1, 12))[:1]
    assert (late.rule, finding_details(late)) == (
        Rule.RISK_ACCEPTED, "Barn kjører på hverandre · Skal vurderes i dag")  # fmt: skip


def test_the_list_and_its_number_are_asked_in_as_many_statements_however_much_there_is(unit: Unit) -> None:
    asked: list[str] = []
    event.listen(unit.database.engine, "before_cursor_execute", lambda _c, _cur, said, *_rest: asked.append(said))
    numbers = []
    for _time in range(2):
        for number in range(3):
            key = risk(unit.database, place_id=place_of(unit.database))
            rating(unit.database, hazard(unit.database, key, title=f"Fare {number}"), 4, 3)
        asked.clear()
        unit.found()
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


def test_a_place_that_became_another_is_still_the_same_spot(unit: Unit) -> None:
    sand, hill = place_of(unit.database, "sandpit"), place_of(unit.database)
    key = risk(unit.database, place_id=hill)
    unit.tell(MARCH, severity=3, place_id=sand)
    assert unit.of(Rule.RISK_SERIOUS) == []
    changed(unit.database, Place, hill, closed_from=JANUARY, followed_by_id=sand)
    assert [one.key for one in unit.of(Rule.RISK_SERIOUS)] == [key]
    unit.do(change_place, sand, {"name": "Sandkassen"})
    assert [one.key for one in unit.of(Rule.RISK_SERIOUS)] == [key]

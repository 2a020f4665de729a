"""The review finds what is left undone, until it is put right, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ikdesk.incidents.actions import withdraw_incident
from ikdesk.incidents.restricted_actions import restrict_incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.measures.actions import reject_measure, withdraw_measure
from ikdesk.people.actions import add_person
from ikdesk.people.model import DEPUTY, RIGHTS, Role
from ikdesk.review.model import Rule
from ikdesk.review.queries import finding_count, findings
from ikdesk.review.sentences import finding_line, found_words, open_words, what_words
from ikdesk.unit.actions import add_place, change_place
from ikdesk.unit.exposure_actions import log_total
from ikdesk.unit.model import Season
from ikdesk.unit.queries import codebook
from tests.review.undone import LATER, MARCH, UNDONE, Unit
from tests.samples import LEADER, TODAY


@pytest.fixture
def unit(database: Database) -> Unit:
    return Unit(database)


def test_nothing_is_found_where_nothing_is_left(unit: Unit) -> None:
    assert unit.found() == ()
    assert unit.database.read(finding_count, viewer=LEADER, today=TODAY) == 0


@pytest.mark.parametrize("rule", list(Rule), ids=lambda rule: rule.code)
def test_what_is_left_undone_is_found_until_it_is_put_right(unit: Unit, rule: Rule) -> None:
    mend = UNDONE[rule](unit)
    (found,) = unit.of(rule)
    book = unit.database.read(codebook, viewer=LEADER, today=TODAY)
    line = finding_line(found, book)
    assert line.strip(" ·")
    assert "Barnet kjørte" not in line  # nothing of what was told
    assert what_words(rule).endswith(".")
    assert open_words(found.page)
    assert unit.database.read(finding_count, viewer=LEADER, today=TODAY) == len(unit.found())
    mend()
    assert unit.of(rule) == []


def test_the_days_are_counted_from_the_day_it_should_have_been_done(unit: Unit) -> None:
    UNDONE[Rule.MEASURE_LATE](unit)
    (found,) = unit.found()
    assert (found.number, found.title, found.days, found.page) == ("1", "Egen opp-løype med bånd", 29, "measures")
    book = unit.database.read(codebook, viewer=LEADER, today=TODAY)
    assert finding_line(found, book).endswith("01.04.2026, for 29 dager siden")


def test_the_rules_come_in_their_order_and_the_oldest_first(unit: Unit) -> None:
    for rule in (Rule.MEETING_OPEN, Rule.NO_CAUSE, Rule.MEASURE_LATE):
        UNDONE[rule](unit)
    first = unit.measure(deadline=date(2026, 3, 20))
    found = unit.found()
    assert [one.rule for one in found] == sorted((one.rule for one in found), key=list(Rule).index)
    assert found[0].key == first
    assert found_words(len(found)) == f"Røntgen: {len(found)} ting å se på"


def test_what_goes_on_until_somebody_looks_needs_no_deadline(unit: Unit) -> None:
    key = unit.running(deadline=None, evaluate_on=LATER)
    assert unit.found() == ()
    unit.database.write(withdraw_measure, key, "Feil", by=LEADER, today=TODAY)
    unit.measure(deadline=None, origin="already_done")
    assert unit.found() == ()


def test_a_measure_that_was_dropped_is_none(unit: Unit) -> None:
    incident = unit.tell(severity=3)
    key = unit.measure(incident)
    assert unit.of(Rule.SERIOUS_NO_MEASURE) == []
    unit.do(reject_measure, key, "For dyrt.")
    assert [one.key for one in unit.of(Rule.SERIOUS_NO_MEASURE)] == [incident]


def test_what_nearly_was_serious_is_told_as_such(unit: Unit) -> None:
    unit.tell(kind="near_miss", severity=0, potential=3)
    (found,) = unit.of(Rule.SERIOUS_NO_MEASURE)
    book = unit.database.read(codebook, viewer=LEADER, today=TODAY)
    assert finding_line(found, book).endswith("kunne blitt alvorlig")


def test_what_is_older_than_a_year_cannot_be_put_right(unit: Unit) -> None:
    for day in (date(2025, 4, 30), date(2025, 5, 1)):
        unit.close(unit.tell(day, severity=3))
    assert [one.number for one in unit.of(Rule.NO_CAUSE)] == ["2025-2"]
    assert [one.number for one in unit.of(Rule.SERIOUS_NO_MEASURE)] == ["2025-2"]


def test_a_new_incident_has_its_time_before_anybody_asks_for_the_cause(unit: Unit) -> None:
    unit.tell(date(2026, 4, 20))
    assert unit.found() == ()
    assert [one.rule for one in unit.found(date(2026, 5, 19))] == [Rule.NO_CAUSE, Rule.INCIDENT_LATE]


def test_what_was_withdrawn_lacks_nothing(unit: Unit) -> None:
    incident = unit.tell(severity=4)
    unit.do(withdraw_incident, incident, "Meldt to ganger")
    assert unit.found() == ()


def test_a_place_with_months_of_its_own_is_asked_about_in_those(unit: Unit) -> None:
    own = {"name": "Bålplassen", "standard": "outdoor_other", "season": Season.OWN, "season_from": 11, "season_to": 2}
    place = unit.do(add_place, {**own, "logged": True}, that=date(2025, 1, 1))
    unit.tell(date(2026, 3, 3), place_id=place)  # after its season
    assert unit.of(Rule.PLACE_NO_DAYS) == []
    for day in (date(2025, 11, 1), date(2026, 2, 28)):
        unit.tell(day, place_id=place)
    (found,) = unit.of(Rule.PLACE_NO_DAYS)
    assert (found.title, found.count, found.page) == ("Bålplassen", 2, "exposure")
    unit.do(change_place, place, {"logged": False})
    (found,) = unit.of(Rule.PLACE_NO_DAYS)
    assert found.page == "places"
    unit.do(log_total, {"place_id": found.key, "first": date(2025, 11, 1), "last": date(2026, 2, 28), "days": 9})
    assert unit.of(Rule.PLACE_NO_DAYS) == []


def test_what_is_restricted_is_told_by_its_number_alone(unit: Unit) -> None:
    incident = unit.tell(severity=3, kind="near_miss")
    unit.do(restrict_incident, incident, [])
    (found,) = unit.of(Rule.SERIOUS_NO_MEASURE)
    book = unit.database.read(codebook, viewer=LEADER, today=TODAY)
    assert finding_line(found, book).startswith("Skjermet · ")


def test_nobody_is_told_of_what_is_about_themselves(unit: Unit) -> None:
    keys = [unit.do(add_person, name, slot=name, role=Role.LEADER) for name in ("Tom", "Eli")]
    unit.do(restrict_incident, unit.tell(severity=3), [], about=keys[0])
    tom, eli = (Viewer(key, "x", "leader", RIGHTS[Role.LEADER]) for key in keys)
    assert unit.found(viewer=tom) == ()
    assert [one.rule for one in unit.found(viewer=eli)] == [Rule.SERIOUS_NO_MEASURE]
    assert [unit.database.read(finding_count, viewer=who, today=TODAY) for who in (tom, eli)] == [0, 1]


def test_those_who_do_not_see_it_all_get_a_sentence(unit: Unit) -> None:
    for role in (Role.STAFF, Role.DEPARTMENT_LEAD, Role.SAFETY_REP):
        for ask in (findings, finding_count):
            with pytest.raises(Problem, match="ikke tilgang"):
                unit.database.read(ask, viewer=replace(LEADER, rights=RIGHTS[role]), today=TODAY)
    UNDONE[Rule.EQUIPMENT_LATE](unit)
    assert [one.rule for one in unit.found(viewer=replace(LEADER, rights=DEPUTY))] == [Rule.EQUIPMENT_LATE]
    assert unit.found(viewer=replace(LEADER, rights=DEPUTY - {Right.SET_UP})) == ()


def test_what_was_known_on_a_day_does_not_change_afterwards(unit: Unit) -> None:
    incident = unit.tell(MARCH)
    before = unit.found(date(2026, 4, 5))
    assert [one.rule for one in before] == [Rule.NO_CAUSE, Rule.INCIDENT_LATE]
    unit.close(incident)
    assert unit.found(date(2026, 4, 5)) == before

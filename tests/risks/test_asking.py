"""The list of assessments, those about a spot, versions that were approved, and what the report is told."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from ikdesk.incidents.actions import record_incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.tertial import parse_period
from ikdesk.measures.effect_model import What
from ikdesk.risks.actions import change_risk, close_risk, reopen_risk, review_risk
from ikdesk.risks.content_model import content_of, view_of
from ikdesk.risks.hazard_actions import add_barrier, add_hazard, close_hazard, reopen_hazard
from ikdesk.risks.queries import (
    risk_counts,
    risk_keys_at,
    risk_list,
    risk_names,
    risk_version,
    risks_at,
    risks_of_equipment,
    risks_of_measure,
    risks_of_routine,
    unit_matrix,
)
from ikdesk.risks.rating_actions import approve_risk, set_matrix
from ikdesk.risks.rating_model import Stage
from ikdesk.risks.view_model import RiskGroup
from ikdesk.routines.actions import add_routine
from ikdesk.unit.actions import rename
from ikdesk.unit.equipment_actions import add_equipment
from ikdesk.unit.model import Place
from tests.risks.hazards import ASKED, DONE, NEXT_YEAR, OneHazard
from tests.samples import LEADER, NOBODY, NOON, TODAY, incident_values, place_of, undo_last

AUTUMN = date(2025, 10, 1)
WINTER = date(2026, 1, 10)
T1, T3 = parse_period("2026-T1"), parse_period("2025-T3")


@pytest.fixture
def hill(database: Database) -> OneHazard:
    return OneHazard(database, place_id=place_of(database), activity="sledding", assessed_on=AUTUMN)


def titles(database: Database, group: RiskGroup = RiskGroup.STANDING, words: str = "") -> list[str]:
    return [row.title for row in database.read(risk_list, group, words, **ASKED)]


def test_the_list_begins_with_what_is_due_then_the_worst(database: Database) -> None:
    for title, cell, due in (("Grønn", (1, 1), None), ("Rød", (5, 5), None), ("Gul", (5, 2), None),
                             ("Forfalt", (1, 1), TODAY)):  # fmt: skip
        OneHazard(database, title=title, assessed_on=AUTUMN, next_review=due).rate(*cell)
    OneHazard(database, title="Ikke vurdert")
    assert titles(database) == ["Forfalt", "Rød", "Gul", "Grønn", "Ikke vurdert"]
    assert titles(database, RiskGroup.DUE) == ["Forfalt"]


def test_the_list_is_searched_by_title_place_and_hazard(database: Database, hill: OneHazard) -> None:
    OneHazard(database, title="Tur")
    assert titles(database, words="AKE") == ["Aking"]
    assert titles(database, words="akebakke hverandre") == ["Aking"]
    assert titles(database, words="kjører") == ["Aking", "Tur"]
    assert titles(database, words="svømming") == []
    assert hill.view().row.target.place == "Akebakke"


def test_who_may_not_see_incidents_sees_no_assessments(database: Database) -> None:
    for question in (risk_names, unit_matrix):
        with pytest.raises(Problem):
            database.read(question, viewer=NOBODY, today=TODAY)


def test_the_list_is_asked_in_as_many_statements_however_long_it_is(database: Database, hill: OneHazard) -> None:
    hill.rate(5, 2)

    def asked() -> int:
        said: list[str] = []
        heard = lambda _c, _cur, statement, *_rest: said.append(statement)  # noqa: E731 (one line)
        event.listen(database.engine, "before_cursor_execute", heard)
        titles(database)
        event.remove(database.engine, "before_cursor_execute", heard)
        return len(said)

    once = asked()
    for _n in range(4):
        OneHazard(database, place_id=place_of(database)).rate(3, 3)
    assert asked() == once < 12


def test_those_about_a_spot_share_something_with_it_and_differ_in_nothing(database: Database, hill: OneHazard) -> None:
    place = place_of(database)
    OneHazard(database, title="All aking", activity="sledding")
    OneHazard(database, title="Bakken", place_id=place)
    OneHazard(database, title="Alt mulig")
    OneHazard(database, title="Et annet sted", place_id=place_of(database, "sandpit"), activity="sledding")
    what = What(place, "sledding", "collision")  # type: ignore[arg-type]
    found = database.read(risks_at, what, **ASKED)
    assert database.read(risk_keys_at, what, **ASKED) == {row.id for row in found}
    assert [row.title for row in found] == ["Aking", "All aking", "Bakken"]
    database.write(rename, Place, place, "Nye akebakken", **DONE)
    assert next(row.id for row in database.read(risks_at, What(place_of(database)), **ASKED)) == hill.risk
    database.write(close_risk, hill.risk, "Stengt", **DONE)
    assert "Aking" not in {row.title for row in database.read(risks_at, What(place), **ASKED)}
    for day, stood in ((ASKED["today"], True), (ASKED["today"] + timedelta(days=1), False)):  # on a report's first day
        assert (hill.risk in database.read(risk_keys_at, What(place), since=day, **ASKED)) is stood


def test_what_a_routine_a_measure_and_a_thing_stand_in_the_way_of(database: Database, hill: OneHazard) -> None:
    routine = database.write(add_routine, {"title": "Aking", "steps": "Én om gangen."}, **DONE)
    thing = database.write(add_equipment, {"kind": "swing", "name": "Huska"}, **DONE)
    measure = hill.measure(WINTER)
    database.write(add_barrier, hill.key, {"title": "Rutinen", "routine_id": routine}, **DONE)
    database.write(add_barrier, hill.key, {"title": "Huska", "equipment_id": thing}, **DONE)
    about = OneHazard(database, title="Huska", equipment_id=thing)
    assert [row.id for row in database.read(risks_of_routine, routine, **ASKED)] == [hill.risk]
    assert {row.id for row in database.read(risks_of_equipment, thing, **ASKED)} == {hill.risk, about.risk}
    (at,) = database.read(risks_of_measure, measure, **ASKED)
    assert (at.risk.id, at.hazard.id) == (hill.risk, hill.key)
    database.write(close_hazard, hill.key, "Bakken er borte", **DONE)
    assert database.read(risks_of_measure, measure, **ASKED) == ()  # it stands in the way of nothing any more
    database.write(reopen_hazard, hill.key, **DONE)
    assert {name.title: name.hazards for name in database.read(risk_names, **ASKED)}["Aking"] == (
        (hill.key, "Barn kjører på hverandre"),)


def test_what_happened_there_is_counted(database: Database, hill: OneHazard) -> None:
    values = incident_values(database, activity="sledding")
    for more in ({}, {"activity": "climbing"}, {"occurred_on": date(2024, 2, 3)}):
        database.write(record_incident, values | more, told_at=NOON, **DONE)
    assert hill.view().events == 1
    assert OneHazard(database, title="Alt mulig").view().events == 0  # it is about nothing that can be counted


def test_an_approved_version_stays_as_it_was(database: Database, hill: OneHazard) -> None:
    hill.rate(5, 2)
    hill.measure(WINTER)
    with pytest.raises(Invalid) as said:
        database.write(approve_risk, hill.risk, {}, **DONE)
    assert list(said.value.messages) == ["next_review"]
    key = database.write(approve_risk, hill.risk, {"approved_by": "Kari", "next_review": NEXT_YEAR}, **DONE)
    approved = hill.view()
    assert (approved.row.edition, approved.changed) == (1, False)
    database.write(review_risk, hill.risk, NEXT_YEAR, "Som før", **DONE)
    assert not hill.view().changed
    hill.rate(4, 2, Stage.ACTUAL, why="Færre")
    assert hill.view().changed
    version = database.read(risk_version, key, **ASKED)
    assert version is not None
    assert version.hazards == approved.hazards
    assert version.row.worst is not None
    assert version.row.worst.product == 10
    with pytest.raises(Invalid, match="hva som er nytt"):
        database.write(approve_risk, hill.risk, {}, **DONE)
    database.write(approve_risk, hill.risk, {"change_note": "Etter vinteren"}, **DONE)
    assert [one.edition for one in hill.view().versions] == [2, 1]
    assert hill.view(TODAY - timedelta(days=1)).versions == ()


def test_an_approval_is_undone_and_its_number_not_used_again(database: Database, hill: OneHazard) -> None:
    database.steps.begin(LEADER.person)
    database.write(approve_risk, hill.risk, {"next_review": NEXT_YEAR}, **DONE)
    undo_last(database)
    assert (hill.view().row.edition, hill.view().row.next_review) == (0, None)
    database.write(approve_risk, hill.risk, {"next_review": NEXT_YEAR, "change_note": ""}, **DONE)
    assert hill.view().row.edition == 2
    database.write(close_risk, hill.risk, "Stengt", **DONE)
    with pytest.raises(Problem, match="avsluttet"):
        database.write(approve_risk, hill.risk, {"change_note": "x"}, **DONE)


def test_what_is_kept_of_a_version_reads_back_the_same(hill: OneHazard) -> None:
    hill.rate(5, 2)
    hill.rate(3, 2, Stage.EXPECTED, why="Færre")
    hill.measure(WINTER)
    found = hill.view()
    kept = content_of(found)
    assert view_of(kept) == found
    newer = json.loads(kept) | {"something": "newer"}
    assert view_of(json.dumps(newer)) == found
    for broken in ("", "{}", "[]", kept[:-9], kept.replace('"likely"', '"maybe"')):
        assert view_of(broken) is None


def test_the_report_tells_what_is_new_what_moved_and_what_is_gone(database: Database, hill: OneHazard) -> None:
    hill.rate(5, 2, day=AUTUMN)
    measure = hill.measure(WINTER, deadline=date(2026, 2, 1))
    hill.rate(4, 2, Stage.ACTUAL, day=date(2026, 3, 1), why="Færre")
    new = OneHazard(database, title="Takras", assessed_on=WINTER)
    new.rate(2, 5, day=WINTER)
    gone = OneHazard(database, title="Gammel huske", assessed_on=AUTUMN)
    gone.rate(3, 3, day=AUTUMN)
    database.write(close_hazard, gone.key, "Revet", by=LEADER, today=date(2026, 2, 2))
    told = database.read(risk_counts, T1, **ASKED)
    assert (told.day, told.assessments) == (date(2026, 4, 30), 3)
    assert dict(told.cells) == {(4, 2): 1, (2, 5): 1}
    assert [row.title for row in told.fresh] == ["Takras"]
    assert [(row.title, row.was and row.was.product, row.now and row.now.product) for row in told.moved] == [
        ("Aking", 10, 8)]
    assert [(row.title, row.closed_on) for row in told.closed] == [("Gammel huske", date(2026, 2, 2))]
    assert [row.title for row in told.bare] == ["Takras"]
    (row,) = told.moved
    assert [(one.title, one.decided, one.deadline) for one in row.measures] == [
        ("Egen opp-løype med bånd", True, date(2026, 2, 1))]
    assert measure in {barrier.measure_id for barrier in hill.view().hazards[0].barriers}
    before = database.read(risk_counts, T3, **ASKED)
    assert {row.title: row.now and row.now.product for row in before.rows} == {"Aking": 10, "Gammel huske": 9}


def test_an_assessment_taken_up_again_was_never_gone(database: Database, hill: OneHazard) -> None:
    hill.rate(5, 5, day=AUTUMN)
    database.write(close_risk, hill.risk, "Stengt", **DONE)
    assert [row.now for row in database.read(risk_counts, T1, **ASKED).rows] == [None]
    database.write(reopen_risk, hill.risk, **DONE)
    database.write(change_risk, hill.risk, {"title": "Aking igjen"}, **DONE)
    told = database.read(risk_counts, T1, **ASKED)
    assert told.closed == ()
    assert [row.title for row in told.bare] == ["Aking igjen"]
    database.write(set_matrix, 4, "", **DONE)
    assert list(database.read(risk_counts, T1, **ASKED).cells) == [(4, 4)]


def test_what_was_written_down_after_a_period_is_no_part_of_it(database: Database, hill: OneHazard) -> None:
    hill.rate(5, 5, day=AUTUMN)
    database.write(change_risk, hill.risk, {"assessed_on": AUTUMN}, **DONE)
    database.write(add_hazard, hill.risk, {"title": "Takras"}, **DONE)
    hill.measure(None)  # proposed today
    told, now = (database.read(risk_counts, period, **ASKED) for period in (T3, T1))
    assert (told.unrated, now.unrated) == (0, 1)
    assert ([len(row.measures) for row in told.rows], [len(row.measures) for row in now.bare]) == ([0], [1])


def test_an_assessment_that_is_dated_anew_was_there_before(database: Database, hill: OneHazard) -> None:
    hill.rate(5, 5, day=AUTUMN)
    hill.rate(4, 5, Stage.BEFORE)
    database.write(change_risk, hill.risk, {"assessed_on": TODAY}, **DONE)
    told, now = (database.read(risk_counts, period, **ASKED) for period in (T3, T1))
    assert ((told.assessments, dict(told.cells)), (now.fresh, len(now.moved))) == ((1, {(5, 5): 1}), ((), 1))

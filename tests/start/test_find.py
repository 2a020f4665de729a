"""Ctrl+K: everything one may see is found by its words or number, best and newest first; nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy.orm import Session

from ikdesk.focus.actions import choose_focus
from ikdesk.incidents.actions import handle_incident, record_incident, withdraw_incident
from ikdesk.incidents.case_model import CaseNote
from ikdesk.incidents.restricted_actions import restrict_incident
from ikdesk.incidents.visible_queries import HIDDEN
from ikdesk.kernel.database import Database
from ikdesk.kernel.search import excerpt, has_all, marks_in, words_in
from ikdesk.kernel.viewer import SYSTEM, Key, Right, Viewer
from ikdesk.kernel.words import use_language
from ikdesk.measures.actions import add_measure
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from ikdesk.start.find_model import COMMANDS, Sort, Thing, commands_for, number_in
from ikdesk.start.find_queries import find
from ikdesk.unit.actions import add_department
from ikdesk.unit.equipment_model import Equipment
from tests.risks.records import hazard, risk
from tests.samples import LEADER, TODAY, incident_values, measure_values


class Unit:
    """A unit with people of every role, and ways to tell and to look."""

    def __init__(self, database: Database) -> None:
        self.database = database
        database.write(add_person, "To", slot="two", role=Role.LEADER, by=SYSTEM, today=TODAY)
        self.people = {role: self._let_in(role) for role in Role}
        self.leader = self.people[Role.LEADER]

    def _let_in(self, role: Role) -> Viewer:
        key = self.database.write(add_person, role.code, slot=role.code, role=role, by=SYSTEM, today=TODAY)
        return Viewer(key, role.code, role.code, RIGHTS[role])

    def told(self, story: str, day: date = date(2026, 4, 1), by: Viewer | None = None, **changes: Any) -> Key:
        values = incident_values(self.database, occurred_on=day, story=story, **changes)
        at = datetime.combine(day, time(12))
        return self.database.write(record_incident, values, told_at=at, by=by or self.leader, today=TODAY)

    def do(self, action: Any, *args: Any, **kwargs: Any) -> Any:
        return self.database.write(action, *args, by=self.leader, today=TODAY, **kwargs)

    def add(self, record: Any) -> None:
        def put(session: Session, **_who: Any) -> None:
            record.check(TODAY)
            session.add(record)

        self.do(put)

    def find(self, typed: str, who: Viewer | None = None) -> tuple[Thing, ...]:
        return self.database.read(find, typed, viewer=who or self.leader, today=TODAY)

    def keys(self, typed: str, who: Viewer | None = None, sort: Sort = Sort.INCIDENT) -> list[Key]:
        return [one.key for one in self.find(typed, who) if one.sort is sort]


@pytest.fixture
def unit(database: Database) -> Unit:
    return Unit(database)


@pytest.mark.parametrize(
    "typed", ["gjerdet", "GJERDET", "gjer", "akebrett gjerdet", "gjerdet akebrett", "Ærlig ØDELAGT", "ærlig øde",
              "på båten", "PÅ BÅT", "ba\u030aten"]
)  # fmt: skip
def test_words_are_found_in_any_order_by_their_beginnings_whatever_the_capitals(unit: Unit, typed: str) -> None:
    key = unit.told("Kjørte akebrett inn i gjerdet på båten. Ærlig talt ødelagt.")
    assert unit.keys(typed) == [key]


@pytest.mark.parametrize("typed", ["", "g", "!", "baaten", "baten", "aerlig", "odelagt", "jerdet", "gjerdet huska"])
def test_other_words_find_nothing_and_aa_is_no_å(unit: Unit, typed: str) -> None:
    unit.told("Kjørte akebrett inn i gjerdet på båten. Ærlig talt ødelagt.")
    assert unit.find(typed) == ()


def test_an_incident_is_found_by_its_number_with_the_year_or_without(unit: Unit) -> None:
    old, new = unit.told("Datt.", date(2025, 3, 1)), unit.told("Falt 1 gang.", date(2026, 3, 1))
    unit.told("Sto 1 m unna.", date(2026, 4, 2))  # 2026-2
    assert unit.keys("2025-1")[0] == old
    assert unit.keys("1")[:2] == [new, old]
    assert unit.keys("2026-1")[0] == new
    assert number_in(" 2026 - 12 ") == (2026, 12)
    assert number_in("12 gutter") is None


def test_whole_words_come_before_beginnings_and_the_newest_before_the_old(unit: Unit) -> None:
    begins = unit.told("Klatrestativet veltet.", date(2026, 4, 20))
    old = unit.told("Datt fra klatrestativ.", date(2026, 1, 5))
    new = unit.told("Klatrestativ i vind.", date(2026, 2, 5))
    assert unit.keys("klatrestativ") == [new, old, begins]


def test_what_was_found_is_shown_in_its_context_with_the_word_marked(unit: Unit) -> None:
    key = unit.told("Datt.", place_id=incident_values(unit.database)["place_id"])
    unit.do(handle_incident, key, {"handling": f"{'Vi gikk gjennom dagen. ' * 5}Matten under stativet er flyttet."})
    found = unit.find("stativ")[0]
    assert found.title.startswith("Oppfølging: … ")
    start, length = found.marks[0]
    assert found.title[start : start + length] == "stativ"
    assert found.detail == "2026-1 · 01.04.2026 · Akebakke"
    assert excerpt("Kort.", ["kort"]) == ("Kort.", ((0, 4),))


def test_a_note_and_the_name_of_the_place_find_the_incident(unit: Unit) -> None:
    key = unit.told("Datt og slo seg.")
    unit.add(CaseNote(incident_id=key, at=datetime(2026, 4, 2, 9), text="Ringte snekkeren om rekkverket."))
    withdrawn = CaseNote(incident_id=key, at=datetime(2026, 4, 2, 9), text="Feilskrevet notat.")
    withdrawn.withdraw("Feil", datetime(2026, 4, 2))
    unit.add(withdrawn)
    assert unit.keys("snekkeren rekkverk") == [key]
    assert unit.keys("feilskrevet") == []
    assert [one.sort for one in unit.find("akebakke datt")] == [Sort.INCIDENT]
    assert [one.sort for one in unit.find("akebakke")] == [Sort.INCIDENT, Sort.PLACE]
    assert unit.keys("akebakke", unit.people[Role.STAFF]) == []


def test_measures_and_equipment_are_found_and_initials_are_not(unit: Unit) -> None:
    unit.told("Datt.", child="ÆØ")
    key = unit.do(add_measure, measure_values(unit.database, title="Gjerde rundt bålplassen"))
    also = unit.do(add_measure, measure_values(unit.database, title="Sand", description="Ved bålplassen."))
    unit.add(Equipment(name="Bålpanna", kind="other", mark="B-12"))
    assert unit.keys("bålpl", sort=Sort.MEASURE) == [key, also]  # the one that is called so stands first
    assert [(one.sort, one.code) for one in unit.find("bålpanna b")] == [(Sort.EQUIPMENT, ("equipment_kind", "other"))]
    assert unit.find("æø") == ()


def test_assessments_are_found_by_what_they_are_called_and_what_can_go_wrong(unit: Unit) -> None:
    trip = risk(unit.database, title="Tur til vannet")
    hazard(unit.database, trip, title="Barn faller i vannet")
    hazard(unit.database, trip, title="Barn går seg bort")
    assert [(one.key, one.sort, one.detail) for one in unit.find("faller tur")] == [
        (trip, Sort.RISK, "Barn faller i vannet · Barn går seg bort")
    ]  # fmt: skip
    assert unit.find("tur", unit.people[Role.STAFF]) == ()


def test_focus_areas_are_found_by_what_they_are_called_or_about(unit: Unit) -> None:
    place = incident_values(unit.database)["place_id"]
    hill = unit.do(choose_focus, {"place_id": place, "problem": "De krasjer med stolpen."})
    crash = unit.do(choose_focus, {"mechanism": "collision"})
    named = unit.do(choose_focus, {"activity": "climbing", "title": "Høyt og lavt"})
    found = {words: unit.keys(words, sort=Sort.FOCUS) for words in ("akebakke", "stolpen", "sammenst", "høyt lavt")}
    assert found == {"akebakke": [hill], "stolpen": [hill], "sammenst": [crash], "høyt lavt": [named]}
    use_language("en")  # the next test begins with its own
    assert unit.keys("sammenst", sort=Sort.FOCUS) == []
    assert unit.keys("collis", sort=Sort.FOCUS) == [crash]


def test_what_was_withdrawn_or_is_to_come_is_not_found(unit: Unit) -> None:
    key = unit.told("Kanari i gjerdet.")
    unit.do(withdraw_incident, key, "Dobbelt")
    assert unit.find("kanari") == ()


def test_nobody_finds_what_they_may_not_see(unit: Unit) -> None:
    room = unit.do(add_department, "Blåveis")
    staff, rep = unit.people[Role.STAFF], unit.people[Role.SAFETY_REP]
    lead = replace(unit.people[Role.DEPARTMENT_LEAD], department=room)
    own = unit.told("Kanari egen.", by=staff)
    child = unit.told("Kanari barn.", department_id=room)
    worker = unit.told("Kanari ansatt.", kind="staff_injury")
    violation = unit.told("Kanari krenkelse.", kind="staff_violation_43")
    about_leader = unit.told("Kanari leder.", kind="staff_violation_43", about_id=unit.leader.person, by=rep)
    named = unit.told("Kanari delt.")
    unit.do(restrict_incident, named, [staff.person])
    unit.do(add_measure, measure_values(unit.database, title="Kanari tiltak"))
    assert set(unit.keys("kanari", staff)) == {own}  # nor does a search tell what stands in what they must open
    assert set(unit.keys("kanari", lead)) == {child}
    assert set(unit.keys("kanari", rep)) == {worker}
    led = unit.find("kanari")
    assert about_leader not in {one.key for one in led}
    hidden = [one for one in led if one.key in {violation, named}]
    assert [one.title for one in hidden] == [str(HIDDEN)] * 2
    nobody = Viewer(None, "Vikar", "staff", frozenset({Right.REPORT}))
    assert unit.find("kanari", nobody) == ()


def test_whoever_only_told_of_it_does_not_find_it_by_what_was_made_of_it(unit: Unit) -> None:
    staff = unit.people[Role.STAFF]
    key = unit.told("Datt i trappa.", by=staff)
    unit.do(handle_incident, key, {"handling": "Hemmelig oppfølging."})
    unit.add(CaseNote(incident_id=key, at=datetime(2026, 4, 2, 9), text="Hemmelig notat."))
    assert unit.keys("hemmelig") == [key]
    assert unit.find("hemmelig", staff) == ()
    (found,) = unit.find("trappa", staff)
    assert not found.whole


@pytest.mark.parametrize("role", Role, ids=lambda role: role.code)
def test_commands_are_offered_to_those_who_may(role: Role) -> None:
    who = Viewer(None, "x", role.code, RIGHTS[role])
    offered = {one.key for one in COMMANDS if one.offered(who)}
    assert {"report", "lock", "keys"} <= offered
    assert ("export" in offered) is (role is Role.LEADER)
    assert ("staff" in offered) is (role in {Role.LEADER, Role.SAFETY_REP})
    assert len({one.key for one in COMMANDS}) == len(COMMANDS)


def test_a_command_is_found_by_its_name_before_what_it_is_also_called() -> None:
    assert commands_for(LEADER, "rapport")[0].key == "reports"
    assert commands_for(LEADER, "lås")[0].key == "lock"
    assert commands_for(LEADER, "")[0].key == "report"
    assert commands_for(LEADER, "kanari") == ()


def test_words_are_looked_for_as_the_index_has_them() -> None:
    assert marks_in("Ål og ÅL, aal", words_in("ål")) == ((0, 2), (6, 2))
    assert has_all("Den gule gynga", ["GUL", "gynga"])
    assert not has_all("Den gule gynga", [])


def test_routines_are_found_by_those_who_read_them(demo: Database) -> None:
    reader = Viewer(None, "Kari", "staff", RIGHTS[Role.STAFF])
    for who in (reader, LEADER):
        found = demo.read(find, "medisin", viewer=who, today=TODAY)
        assert Sort.ROUTINE in {one.sort for one in found}

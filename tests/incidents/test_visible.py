"""What each role sees of the incidents, and what of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select

from ikdesk.incidents.actions import handle_incident, record_incident, withdraw_incident
from ikdesk.incidents.inbox_actions import receive_report
from ikdesk.incidents.model import REFERENCE, STAFF_KINDS, Incident
from ikdesk.incidents.queries import Filter, how_many, incident_detail, incident_page
from ikdesk.incidents.restricted_actions import restrict_incident
from ikdesk.incidents.visible_queries import shared_with_staff
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from ikdesk.unit.actions import add_department
from ikdesk.unit.model import Department
from tests.samples import NOON, TODAY, incident_values, place_of


@dataclass(frozen=True)
class House:
    """Who is here, and what was reported: key by name."""

    people: dict[Role, Viewer]
    keys: dict[str, Key]
    department: Key


@pytest.fixture
def house(database: Database) -> House:
    people: dict[Role, Viewer] = {}
    database.write(add_person, "To", slot="two", role=Role.LEADER, by=SYSTEM, today=TODAY)
    for role in Role:
        key = database.write(add_person, role.code, slot=role.code, role=role, by=SYSTEM, today=TODAY)
        people[role] = Viewer(key, role.code, role.code, RIGHTS[role])
    database.write(add_department, "Blåveisen", by=SYSTEM, today=TODAY)
    blue = database.read(lambda session: session.scalars(select(Department.id)).one())
    people[Role.DEPARTMENT_LEAD] = replace(people[Role.DEPARTMENT_LEAD], department=blue)

    def report(who: Role, **changes: Any) -> Key:
        values = incident_values(database, **changes)
        return database.write(record_incident, values, told_at=NOON, by=people[who], today=TODAY)

    keys = {
        "leader's": report(Role.LEADER),
        "leader's at blue": report(Role.LEADER, department_id=blue),
        "staff's": report(Role.STAFF, story="Falt av huska"),
        "violence at blue": report(Role.LEADER, kind="violence_threat", department_id=blue, child=""),
        "lead's": report(Role.DEPARTMENT_LEAD),
    }
    note = {"values": {"kind": "child_injury", "occurred_on": "2026-04-29", "place_id": str(place_of(database)),
                       "severity": 1, "story": "Fra låst skjerm"}}  # fmt: skip
    # whoever unlocks takes in what others told
    database.write(receive_report, note, "A1", told_at=NOON, by=people[Role.STAFF], today=TODAY)
    return House(people, keys, blue)


def seen(database: Database, house: House, who: Viewer) -> set[str]:
    names = {key: name for name, key in house.keys.items()}
    page = database.read(incident_page, Filter(), viewer=who, today=TODAY)
    assert database.read(how_many, Filter(), viewer=who, today=TODAY) == page.total == len(page.rows)
    return {names.get(row.id, "boxed") for row in page.rows}


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.LEADER, {"leader's", "leader's at blue", "staff's", "violence at blue", "lead's", "boxed"}),
        (Role.DEPARTMENT_LEAD, {"leader's at blue", "lead's"}),
        (Role.STAFF, {"staff's"}),
        (Role.SAFETY_REP, {"violence at blue"}),
    ],
    ids=lambda given: given.code if isinstance(given, Role) else "",
)
def test_each_role_sees_its_own(database: Database, house: House, role: Role, sees: set[str]) -> None:
    assert seen(database, house, house.people[role]) == sees


def test_a_lead_of_no_department_sees_only_their_own(database: Database, house: House) -> None:
    who = replace(house.people[Role.DEPARTMENT_LEAD], department=None)
    assert seen(database, house, who) == {"lead's"}


def test_somebody_without_any_right_sees_none(database: Database, house: House) -> None:
    who = Viewer(house.people[Role.STAFF].person, "Vikar", "staff", frozenset())
    with pytest.raises(Problem, match="ikke tilgang"):
        seen(database, house, who)


def test_the_one_who_reported_gets_what_they_told_and_not_what_was_made_of_it(database: Database, house: House) -> None:
    key, by = house.keys["staff's"], house.people[Role.LEADER]
    told = {"handling": "Snakket med foresatte", "injury_kind": "graze", "reply": "Takk"}
    database.write(handle_incident, key, told, by=by, today=TODAY)
    own = database.read(incident_detail, key, viewer=house.people[Role.STAFF], today=TODAY)
    assert own is not None
    assert (own.story, own.reply) == ("Falt av huska", "Takk")
    assert not own.handling
    assert not own.injury_kind
    whole = database.read(incident_detail, key, viewer=by, today=TODAY)
    assert whole is not None
    assert whole.handling == "Snakket med foresatte"


def test_a_search_finds_nothing_in_what_one_may_not_read(database: Database, house: House) -> None:
    by, staff = house.people[Role.LEADER], house.people[Role.STAFF]
    database.write(handle_incident, house.keys["staff's"], {"handling": "Foresatte ringt"}, by=by, today=TODAY)
    found = [
        database.read(how_many, Filter(words=words), viewer=who, today=TODAY)
        for who in (by, staff) for words in ("ringt", "huska", "HUSKA")
    ]  # fmt: skip
    assert found == [1, 1, 1, 0, 1, 1]


def test_a_meeting_counts_nothing_that_is_somebodys_secret(database: Database, house: House) -> None:
    by = house.people[Role.LEADER]
    for kind in (*REFERENCE, *STAFF_KINDS):
        values = incident_values(database, kind=kind, child="", severity=1, story="Kort")
        database.write(record_incident, values, told_at=NOON, by=by, today=TODAY)
    database.write(restrict_incident, house.keys["lead's"], by=by, today=TODAY)
    database.write(withdraw_incident, house.keys["leader's"], "Feil", by=by, today=TODAY)
    shared = database.read(lambda session: set(session.scalars(select(Incident.id).where(shared_with_staff()))))
    assert shared == {house.keys["leader's at blue"], house.keys["staff's"]}  # nor what nobody has confirmed

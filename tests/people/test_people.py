"""Who may sign in, and what their role lets them do."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import SYSTEM, Key, Right
from ikdesk.people.actions import add_person, give_department
from ikdesk.people.model import RIGHTS, Role
from ikdesk.people.queries import names_of, person_of_slot
from ikdesk.unit.actions import add_department
from ikdesk.unit.queries import departments
from tests.samples import LEADER, NOBODY, TODAY


def test_a_person_is_known_by_the_lock_they_open(database: Database) -> None:
    key = database.write(add_person, "Tom", slot="lock-1", role=Role.LEADER, by=SYSTEM, today=TODAY)
    viewer = database.read(person_of_slot, "lock-1", viewer=SYSTEM, today=TODAY)
    assert (viewer.person, viewer.name, viewer.role, viewer.rights) == (key, "Tom", "leader", frozenset(Right))
    assert database.read(names_of, viewer=viewer, today=TODAY) == {key: "Tom"}


def test_a_lock_that_nobody_has_is_told_plainly(database: Database) -> None:
    with pytest.raises(Problem, match="Spør lederen"):
        database.read(person_of_slot, "lock-9", viewer=SYSTEM, today=TODAY)


def test_two_cannot_have_the_same_lock(database: Database) -> None:
    database.write(add_person, "Tom", slot="lock-1", role=Role.LEADER, by=SYSTEM, today=TODAY)
    with pytest.raises(IntegrityError):
        database.write(add_person, "Kari", slot="lock-1", role=Role.STAFF, by=SYSTEM, today=TODAY)
    assert set(database.read(names_of, viewer=SYSTEM, today=TODAY).values()) == {"Tom"}


@pytest.mark.parametrize("role", list(Role))
def test_everybody_may_report_and_only_the_leader_may_do_the_rest(role: Role) -> None:
    assert Right.REPORT in RIGHTS[role]
    assert (RIGHTS[role] == frozenset(Right)) is (role is Role.LEADER)


def test_only_who_may_set_up_lets_people_in(database: Database) -> None:
    with pytest.raises(Problem):
        database.write(add_person, "Kari", slot="lock-2", role=Role.LEADER, by=NOBODY, today=TODAY)
    assert database.read(names_of, viewer=SYSTEM, today=TODAY) == {}


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_person_has_a_name_that_can_be_read(database: Database, name: str) -> None:
    with pytest.raises(Invalid) as wrong:
        database.write(add_person, name, slot="lock-2", role=Role.STAFF, by=LEADER, today=TODAY)
    assert set(wrong.value.messages) == {"name"}


def test_a_right_one_lacks_is_told_with_what_to_do() -> None:
    with pytest.raises(Problem, match="Spør lederen"):
        NOBODY.may(Right.REPORT)
    LEADER.may(Right.SET_UP)


def test_a_department_lead_is_given_a_department_by_the_leader(database: Database) -> None:
    rooms = database.read(departments, viewer=LEADER, today=TODAY)
    room = rooms[0].id if rooms else database.write(add_department, "Blåveisen", by=LEADER, today=TODAY)
    database.write(add_person, "Anne", slot="anne", role=Role.DEPARTMENT_LEAD, by=LEADER, today=TODAY)
    database.write(give_department, "anne", room, by=LEADER, today=TODAY)
    found = database.read(person_of_slot, "anne", viewer=SYSTEM, today=TODAY)
    assert found.department == room
    with pytest.raises(Invalid):
        database.write(give_department, "anne", Key(int=1), by=LEADER, today=TODAY)
    with pytest.raises(Problem, match="ikke tilgang"):
        database.write(give_department, "anne", None, by=found, today=TODAY)

"""Somebody stands in for the leader between two days, and not a day longer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from ikdesk.access.model import Access, Deed
from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.queries import Filter, incident_page
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import SYSTEM, Key, Right, Viewer
from ikdesk.people.actions import add_person, let_go
from ikdesk.people.deputy_actions import appoint_deputy, end_deputy, revive_deputy
from ikdesk.people.model import RIGHTS, Role
from ikdesk.people.queries import deputies, person_of_slot
from ikdesk.people.sentences import deputy_words
from tests.samples import LEADER, NOON, TODAY, incident_values

LAST = TODAY + timedelta(days=13)
AFTER = LAST + timedelta(days=1)


@pytest.fixture
def kari(database: Database) -> Key:
    database.write(add_person, "Tom", slot="tom", role=Role.LEADER, by=SYSTEM, today=TODAY)
    return database.write(add_person, "Kari", slot="kari", role=Role.STAFF, by=SYSTEM, today=TODAY)


def appointed(database: Database, kari: Key, first: date = TODAY, last: date = LAST, why: str = "Ferie") -> Key:
    return database.write(appoint_deputy, kari, first, last, why, by=LEADER, today=TODAY)


def as_kari(database: Database, day: date) -> Viewer:
    return database.read(person_of_slot, "kari", role="staff", viewer=SYSTEM, today=day)


def test_on_those_days_somebody_has_the_leaders_rights_but_not_over_users_and_the_log(
    database: Database, kari: Key
) -> None:
    appointed(database, kari)
    before, first, last, after = (
        as_kari(database, day) for day in (TODAY - timedelta(days=1), TODAY, LAST, AFTER)
    )
    for viewer in (before, after):
        assert viewer.rights == RIGHTS[Role.STAFF]
        assert not viewer.deputy
    for viewer in (first, last):
        assert viewer.deputy
        assert viewer.role == "staff"
        assert frozenset(Right) - viewer.rights == {Right.MANAGE_USERS, Right.SEE_LOG}
    assert deputy_words(first) == "Du er stedfortreder for lederen til og med 13. mai 2026."
    assert deputy_words(before) == ""


def test_a_session_that_stands_open_past_the_last_day_may_no_more_than_before(database: Database, kari: Key) -> None:
    database.write(add_person, "Anne", slot="anne", role=Role.LEADER, by=SYSTEM, today=TODAY)
    appointed(database, kari)
    viewer = as_kari(database, LAST)
    assert viewer.on(LAST) == viewer
    assert viewer.on(AFTER) == as_kari(database, AFTER)
    database.write(record_incident, incident_values(database), told_at=NOON, by=LEADER, today=TODAY)
    ask: dict[str, Any] = {"today": TODAY}
    assert database.read(incident_page, Filter(), viewer=viewer, **ask).total == 1
    assert database.read(incident_page, Filter(), viewer=viewer.on(AFTER), **ask).total == 0


def test_it_can_be_ended_early_with_a_reason_and_that_can_be_undone(database: Database, kari: Key) -> None:
    key = appointed(database, kari)
    with pytest.raises(Invalid):
        database.write(end_deputy, key, " ", by=LEADER, today=TODAY)
    assert as_kari(database, TODAY).deputy
    database.write(end_deputy, key, "Tilbake", by=LEADER, today=TODAY)
    assert not as_kari(database, TODAY).deputy
    rows = database.read(deputies, viewer=LEADER, today=TODAY)
    assert [(row.name, row.ended, row.current) for row in rows] == [("Kari", "Tilbake", False)]
    database.write(revive_deputy, key, by=LEADER, today=TODAY)
    assert as_kari(database, TODAY).deputy


def test_every_change_of_it_is_written_down(database: Database, kari: Key) -> None:
    key = appointed(database, kari)
    database.write(end_deputy, key, "Tilbake", by=LEADER, today=TODAY)
    noted = select(Access.note).where(Access.deed == Deed.DEPUTY)
    assert database.read(lambda session: session.scalars(noted).all()) == ["2026-04-30/2026-05-13"] * 2


@pytest.mark.parametrize(
    ("first", "last", "why", "wrong"),
    [
        (TODAY, TODAY - timedelta(days=1), "Ferie", "to_day"),
        (LAST, TODAY, "Ferie", "to_day"),
        (TODAY, TODAY + timedelta(days=400), "Ferie", "to_day"),
        (TODAY, LAST, "  ", "why"),
    ],
)
def test_what_makes_no_sense_is_refused(
    database: Database, kari: Key, first: date, last: date, why: str, wrong: str
) -> None:
    with pytest.raises(Invalid) as told:
        appointed(database, kari, first, last, why)
    assert list(told.value.messages) == [wrong]


def test_nobody_is_made_it_twice_and_a_leader_and_somebody_who_left_not_at_all(database: Database, kari: Key) -> None:
    appointed(database, kari)
    with pytest.raises(Invalid, match="allerede"):
        appointed(database, kari, LAST, LAST + timedelta(days=5))
    appointed(database, kari, AFTER, AFTER)  # the day after is free
    leader = database.write(add_person, "Anne", slot="anne", role=Role.LEADER, by=SYSTEM, today=TODAY)
    with pytest.raises(Invalid, match="leder allerede"):
        appointed(database, leader)
    database.write(let_go, "kari", "Sluttet", by=LEADER, today=TODAY)
    with pytest.raises(Invalid, match="Velg"):
        appointed(database, kari, AFTER + timedelta(days=1), AFTER + timedelta(days=2))


def test_a_deputy_appoints_nobody_and_manages_no_users(database: Database, kari: Key) -> None:
    key = appointed(database, kari)
    viewer = as_kari(database, TODAY)
    for act in (
        lambda: database.write(appoint_deputy, kari, AFTER, AFTER, "Mer", by=viewer, today=TODAY),
        lambda: database.write(end_deputy, key, "Nei", by=viewer, today=TODAY),
        lambda: database.write(revive_deputy, key, by=viewer, today=TODAY),
        lambda: database.write(add_person, "Per", slot="per", role=Role.LEADER, by=viewer, today=TODAY),
        lambda: database.write(let_go, "tom", "Bort", by=viewer, today=TODAY),
        lambda: database.read(deputies, viewer=viewer, today=TODAY),
        lambda: database.read(person_of_slot, "tom", viewer=viewer, today=TODAY),
    ):
        with pytest.raises(Problem, match="ikke tilgang"):
            act()


def test_one_who_may_less_in_the_vault_than_in_the_file_is_a_deputy_all_the_same(database: Database, kari: Key) -> None:
    appointed(database, kari)
    assert as_kari(database, TODAY).deputy

"""Who has read which routine: said with one click, asked again for a new version, counted for the leader."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.people.actions import add_person, let_go
from ikdesk.people.model import RIGHTS, Role
from ikdesk.routines.actions import retire_routine
from ikdesk.routines.read_actions import note_read, undo_read
from ikdesk.routines.read_queries import Reading, reading_of, routines_read, routines_to_read
from tests.routines.test_writing_them import do, second, valid
from tests.samples import LEADER, TODAY


def let_in(database: Database, name: str, role: Role = Role.STAFF) -> Viewer:
    key = database.write(add_person, name, slot=name.lower(), role=role, by=SYSTEM, today=TODAY)
    return Viewer(key, name, role.code, RIGHTS[role])


@pytest.fixture
def kari(database: Database) -> Viewer:
    return let_in(database, "Kari")


def reading(database: Database, key: Key, who: Viewer) -> Reading:
    found = database.read(reading_of, key, viewer=who, today=TODAY)
    assert found is not None
    return found


def read(database: Database, key: Key, who: Viewer, **more: Any) -> None:
    database.write(note_read, key, reading(database, key, who).version, by=who, **{"today": TODAY, **more})


def to_read(database: Database, who: Viewer) -> list[Any]:
    return database.read(routines_to_read, viewer=who, today=TODAY)


def test_a_routine_that_holds_waits_to_be_read_until_somebody_says_so(database: Database, kari: Viewer) -> None:
    key = valid(database)
    assert [row.id for row in to_read(database, kari)] == [key]
    read(database, key, kari)
    assert to_read(database, kari) == []
    assert database.read(routines_read, viewer=kari, today=TODAY) == {key}
    assert reading(database, key, kari).mine == TODAY


def test_what_one_said_can_be_taken_back_and_said_again(database: Database, kari: Viewer) -> None:
    key = valid(database)
    read(database, key, kari)
    version = reading(database, key, kari).version
    database.write(undo_read, version, by=kari, today=TODAY)
    assert reading(database, key, kari).mine is None
    read(database, key, kari, today=TODAY + timedelta(days=1))
    assert reading(database, key, kari).mine == TODAY + timedelta(days=1)


def test_a_new_version_asks_again_and_knows_which_was_read(database: Database, kari: Viewer) -> None:
    key = valid(database)
    read(database, key, kari)
    second(database, key, TODAY)
    assert reading(database, key, kari).mine is None
    assert reading(database, key, kari).before == 1
    assert [(row.edition, row.before, row.fresh) for row in to_read(database, kari)] == [(2, 1, True)]


def test_a_version_that_holds_no_more_cannot_be_said_to_be_read(database: Database, kari: Viewer) -> None:
    key = valid(database)
    old = reading(database, key, kari).version
    second(database, key, TODAY)
    with pytest.raises(Problem, match="endret siden"):
        database.write(note_read, key, old, by=kari, today=TODAY)


def test_the_leader_sees_who_has_read_and_who_lacks(database: Database, kari: Viewer) -> None:
    key = valid(database)
    let_in(database, "Ola")
    let_in(database, LEADER.name, Role.LEADER)  # who approved it, has read it
    read(database, key, kari)
    found = reading(database, key, LEADER)
    assert found.readers == (("Kari", TODAY),)
    assert found.lacking == ("Ola",)


def test_staff_are_told_nobodys_reading_but_their_own(database: Database, kari: Viewer) -> None:
    key = valid(database)
    ola = let_in(database, "Ola")
    read(database, key, ola)
    found = reading(database, key, kari)
    assert (found.mine, found.readers, found.lacking) == (None, (), ())


def test_who_has_left_lacks_nothing_and_what_they_read_stands(database: Database, kari: Viewer) -> None:
    key = valid(database)
    let_in(database, "Ola")
    read(database, key, kari)
    for slot in ("kari", "ola"):
        database.write(let_go, slot, "Sluttet", by=SYSTEM, today=TODAY)
    found = reading(database, key, LEADER)
    assert (found.readers, found.lacking) == ((("Kari", TODAY),), ())


def test_a_routine_that_is_retired_is_asked_of_nobody(database: Database, kari: Viewer) -> None:
    key = valid(database)
    do(database, retire_routine, key, "Erstattet")
    assert to_read(database, kari) == []
    assert database.read(reading_of, key, viewer=kari, today=TODAY) is None

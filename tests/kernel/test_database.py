"""The one door to the data: all or nothing, and those who listen are told what changed."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from ikdesk.incidents.actions import handle_incident, record_incident
from ikdesk.incidents.model import Draft, Incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database, engine_of
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.history import Change
from ikdesk.kernel.search import SearchText
from ikdesk.unit.actions import add_department, add_place
from ikdesk.unit.exposure_actions import log_day
from ikdesk.unit.model import Department, ExposureDay, Place
from ikdesk.unit.queries import departments, unit_row
from tests.samples import LEADER, NOBODY, NOON, TODAY, incident_values


def count(database: Database, what: Any) -> int:
    return database.read(lambda session: session.scalar(select(func.count()).select_from(what))) or 0


def two_departments(session: Any, second: str, *, by: Any, today: date) -> None:
    add_department(session, "Maur", by=by, today=today)
    add_department(session, second, by=by, today=today)


def test_a_write_that_fails_saves_nothing_and_tells_nobody(database: Database) -> None:
    told: list[frozenset[type]] = []
    database.on_change(told.append)
    before = count(database, Change)
    with pytest.raises(Invalid):
        database.write(two_departments, "Maur", by=LEADER, today=TODAY)
    assert database.read(departments, viewer=LEADER, today=TODAY) == []
    assert count(database, Change) == before
    assert told == []


def test_a_bug_in_an_action_saves_nothing_either(database: Database) -> None:
    def breaks(session: Any, *, by: Any, today: date) -> None:
        add_department(session, "Maur", by=by, today=today)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.write(breaks, by=LEADER, today=TODAY)
    assert count(database, Department) == 0


def test_listeners_are_told_once_for_each_write_and_by_kind(database: Database) -> None:
    told: list[frozenset[type]] = []
    database.on_change(told.append)
    database.write(two_departments, "Humle", by=LEADER, today=TODAY)
    values = {"name": "Nordbakken", "standard": "sledding_hill"}
    database.write(add_place, values, by=LEADER, today=TODAY)
    assert told == [frozenset({Department}), frozenset({Place})]


def test_a_write_that_changed_nothing_tells_nobody(database: Database) -> None:
    told: list[frozenset[type]] = []
    database.on_change(told.append)

    def looks(session: Any, *, by: Any, today: date) -> None:
        place = session.scalars(select(Place)).first()
        place.name = str(place.name)

    database.write(looks, by=LEADER, today=TODAY)
    assert told == []


def test_a_listener_may_read_what_was_written(database: Database) -> None:
    seen: list[int] = []
    database.on_change(lambda _kinds: seen.append(len(database.read(departments, viewer=LEADER, today=TODAY))))
    database.write(add_department, "Maur", by=LEADER, today=TODAY)
    assert seen == [1]


def test_stamps_say_who_and_when_by_the_programs_own_clock(database: Database) -> None:
    key = database.write(record_incident, incident_values(database), told_at=NOON, by=LEADER, today=TODAY)
    other = Clock(date(2026, 6, 1))
    database.clock = other
    database.write(handle_incident, key, {"mechanism": "fall_same"}, by=LEADER, today=other.today())
    incident = database.read(lambda session: session.get_one(Incident, key))
    assert (incident.made_by, incident.changed_by) == (LEADER.person, LEADER.person)
    assert incident.made_at is not None
    assert incident.changed_at is not None
    assert (incident.made_at.date(), incident.changed_at.date()) == (TODAY, date(2026, 6, 1))
    assert incident.version == 2


def test_two_who_change_the_same_record_do_not_overwrite_each_other(database: Database) -> None:
    key = database.write(add_department, "Maur", by=LEADER, today=TODAY)

    def changed_behind(session: Any, *, by: Any, today: date) -> None:
        department = session.get_one(Department, key)
        session.connection().exec_driver_sql("UPDATE department SET version = 2")  # another PC was faster
        department.name = "Humle"

    with pytest.raises(Problem, match="samtidig"):
        database.write(changed_behind, by=LEADER, today=TODAY)


def test_nothing_can_be_deleted(database: Database) -> None:
    key = database.write(add_department, "Maur", by=LEADER, today=TODAY)

    def removes(session: Any, *, by: Any, today: date) -> None:
        session.delete(session.get_one(Department, key))

    with pytest.raises(AssertionError, match="nothing is ever deleted"):
        database.write(removes, by=LEADER, today=TODAY)
    assert count(database, Department) == 1


def test_who_may_not_is_told_so_and_nothing_is_saved(database: Database) -> None:
    with pytest.raises(Problem, match="tilgang"):
        database.write(add_department, "Maur", by=NOBODY, today=TODAY)
    assert count(database, Department) == 0


def test_a_reference_to_nothing_is_refused_by_the_file_itself(database: Database) -> None:
    with database.raw() as connection:
        connection.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(Exception, match="FOREIGN KEY"):
        database.write(log_day, LEADER.person, TODAY, by=LEADER, today=TODAY)
    assert count(database, ExposureDay) == 0


def test_many_threads_share_the_one_connection(database: Database) -> None:
    def work(n: int) -> None:
        for m in range(5):
            database.write(add_department, f"Avdeling {n}-{m}", by=LEADER, today=TODAY)
            database.read(departments, viewer=LEADER, today=TODAY)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(database, Department) == 30


def test_what_the_driver_says_becomes_a_sentence_where_there_is_one() -> None:
    def explain(error: BaseException) -> Problem | None:
        return Problem("Rydd plass.") if "no such table: unit" in str(error) else None

    connection = driver.connect(":memory:", isolation_level=None)
    empty = Database(engine_of(lambda: connection, driver), Clock(TODAY), explain)
    with pytest.raises(Problem, match="Rydd plass"):
        empty.read(unit_row, viewer=LEADER, today=TODAY)
    with pytest.raises(OperationalError):
        empty.read(departments, viewer=LEADER, today=TODAY)
    empty.close()


def test_drafts_leave_no_trace_in_history_or_search(database: Database) -> None:
    before = (count(database, Change), count(database, SearchText))

    def draft(session: Any, *, by: Any, today: date) -> None:
        session.add(Draft(author=by.person, page="report", content="{}"))

    database.write(draft, by=LEADER, today=TODAY)
    assert (count(database, Change), count(database, SearchText)) == before

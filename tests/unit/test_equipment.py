"""The equipment: what there is, when it is checked next, and what an incident has to do with it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikdesk.incidents.actions import handle_incident, record_incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key
from ikdesk.unit.equipment_actions import (
    add_equipment,
    change_equipment,
    fault_from_incident,
    log_equipment,
    withdraw_equipment,
)
from ikdesk.unit.equipment_model import Looked
from ikdesk.unit.equipment_queries import equipment_due, equipment_events, equipment_rows, incidents_with
from ikdesk.unit.equipment_row_model import EquipmentRow, EquipmentState, months_after
from tests.samples import LEADER, NOON, TODAY, incident_values, place_of, undo_last

ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}


def add(database: Database, name: str = "Det store klatrestativet", **values: Any) -> Key:
    key: Key = database.write(add_equipment, {"name": name, "kind": "climbing_frame", **values}, **DONE)
    return key


def log(database: Database, key: Key, what: Looked, day: date = TODAY, **values: Any) -> None:
    database.write(log_equipment, key, {"day": day, "what": what, **values}, **DONE)


def one(database: Database, key: Key) -> EquipmentRow:
    return next(row for row in database.read(equipment_rows, out=True, **ASKED) if row.id == key)


def test_it_is_written_down_changed_withdrawn_and_undone(database: Database) -> None:
    key = add(database, place_id=place_of(database), check_months=12)
    row = one(database, key)
    assert (row.name, row.place, row.next_check) == ("Det store klatrestativet", "Akebakke", date(2027, 4, 30))
    database.steps.begin(LEADER.person)
    database.write(change_equipment, key, {"name": "Klatrestativet", "check_months": None, "next_check": None}, **DONE)
    assert (one(database, key).name, one(database, key).next_check) == ("Klatrestativet", None)
    database.write(withdraw_equipment, key, "Ført to ganger", **DONE)
    assert database.read(equipment_rows, out=True, **ASKED) == []
    undo_last(database)
    undo_last(database)
    assert one(database, key).name == "Det store klatrestativet"


@pytest.mark.parametrize(("name", "value"), [
    ("name", ""), ("kind", "no such kind"), ("kind", None), ("check_months", 0), ("check_months", 61),
    ("bought_on", date(2026, 5, 1)), ("place_id", Key(int=99)), ("mark", "x" * 121),
])  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(database: Database, name: str, value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        database.write(add_equipment, {"name": "Huske", "kind": "swing", name: value}, **DONE)
    assert name in refused.value.messages
    assert database.read(equipment_rows, **ASKED) == []


def test_the_list_is_in_norwegian_order_and_leaves_out_what_is_out_of_use(database: Database) -> None:
    keys = [add(database, name) for name in ("Ås-huska", "Zip-line", "Ærfuglhuset", "Balansestokk")]
    log(database, keys[1], Looked.OUT)
    assert [row.name for row in database.read(equipment_rows, **ASKED)] == ["Balansestokk", "Ærfuglhuset", "Ås-huska"]
    assert len(database.read(equipment_rows, out=True, **ASKED)) == 4


def test_the_next_check_is_counted_from_the_latest_one(database: Database) -> None:
    key = add(database, check_months=6, next_check=date(2026, 4, 1))
    assert one(database, key).state is EquipmentState.LATE
    log(database, key, Looked.CHECKED, date(2026, 4, 20), by_whom="Vaktmester")
    assert one(database, key).next_check == date(2026, 10, 20)
    assert one(database, key).state is EquipmentState.FINE
    log(database, key, Looked.CHECKED, date(2026, 1, 5))
    assert one(database, key).next_check == date(2026, 10, 20), "written down late"
    assert [row.day for row in database.read(equipment_events, key, **ASKED)] == [date(2026, 4, 20), date(2026, 1, 5)]


def test_a_fault_stands_until_it_is_mended_and_what_is_out_is_out_until_it_is_back(database: Database) -> None:
    key = add(database)
    states = []
    for what in (Looked.FAULT, Looked.OUT, Looked.BACK, Looked.REPAIRED):
        log(database, key, what)
        states.append(one(database, key).state)
    assert states == [EquipmentState.FAULT, EquipmentState.OUT, EquipmentState.FAULT, EquipmentState.FINE]


def test_what_was_done_must_be_said_and_have_been(database: Database) -> None:
    key = add(database)
    for values, name in (({"day": TODAY}, "what"), ({"what": Looked.CHECKED}, "day"),
                         ({"what": Looked.CHECKED, "day": date(2026, 5, 1)}, "day")):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            database.write(log_equipment, key, values, **DONE)
        assert list(refused.value.messages) == [name]
    database.write(withdraw_equipment, key, "Ført to ganger", **DONE)
    with pytest.raises(Problem, match="ikke i listen"):
        log(database, key, Looked.CHECKED)


def test_checks_that_are_late_or_soon_due_are_told_of(database: Database) -> None:
    late, soon = add(database, next_check=date(2026, 4, 1)), add(database, next_check=date(2026, 5, 10))
    add(database, next_check=date(2026, 7, 1))
    out = add(database, next_check=date(2026, 4, 1))
    log(database, out, Looked.OUT)
    due = database.read(equipment_due, **ASKED)
    assert [(row.id, row.days_left) for row in due] == [(late, -29), (soon, 10)]


def test_an_incident_points_at_equipment_and_gives_it_a_fault_in_one_click(database: Database) -> None:
    key = add(database)
    incident = database.write(record_incident, incident_values(database), told_at=NOON, **DONE)
    with pytest.raises(Problem, match="Velg først hvilket utstyr"):
        database.write(fault_from_incident, incident, **DONE)
    database.write(handle_incident, incident, {"equipment_id": key}, **DONE)
    assert [row.id for row in database.read(incidents_with, key, **ASKED)] == [incident]
    database.write(fault_from_incident, incident, **DONE)
    event = database.read(equipment_events, key, **ASKED)[0]
    assert (event.what, event.note) == (Looked.FAULT, "Skrevet opp etter en hendelse.")


@pytest.mark.parametrize(("day", "months", "after"), [
    (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2024, 2, 29), 12, date(2025, 2, 28)),
    (date(2026, 12, 5), 1, date(2027, 1, 5)), (date(2026, 4, 30), 60, date(2031, 4, 30)),
])  # fmt: skip
def test_months_are_counted_by_the_calendar(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after

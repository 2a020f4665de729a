"""More than one child in one event, what could have happened, what was done at once: told in one report."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.case_model import OtherChild
from ikdesk.incidents.inbox_actions import receive_report
from ikdesk.incidents.model import Incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid
from tests.samples import LEADER, TODAY, incident_values, place_of

NOON = datetime(2026, 4, 30, 12, 0)


def told(database: Database, **more: Any) -> Any:
    values = {**incident_values(database), **more}
    return database.write(record_incident, values, told_at=NOON, by=LEADER, today=TODAY)


def boxed(database: Database, receipt: str, **more: Any) -> None:
    values = {"kind": "child_injury", "occurred_on": TODAY.isoformat(), "place_id": str(place_of(database)),
              "severity": 1, "child": "KN", **more}  # fmt: skip
    database.write(receive_report, {"values": values}, receipt, told_at=NOON, by=LEADER, today=TODAY)


def children(database: Database) -> list[tuple[str, int, bool]]:
    with Session(database.engine) as session:
        rows = session.scalars(select(OtherChild).order_by(OtherChild.position)).all()
        return [(row.child, row.position, row.withdrawn_at is None) for row in rows]


def last(database: Database) -> Incident:
    with Session(database.engine) as session:
        return session.scalars(select(Incident).order_by(Incident.id.desc())).first() or pytest.fail("nothing there")


def test_several_children_in_one_event_are_one_event_and_are_undone_together(database: Database) -> None:
    database.steps.begin(LEADER.person)
    told(database, child="KN", others=["OA", " ", "EL"])
    with Session(database.engine) as session:
        assert len(session.scalars(select(Incident)).all()) == 1
    assert children(database) == [("OA", 1, True), ("EL", 2, True)]
    step = database.steps.newest(LEADER.person)
    assert step is not None
    database.undo(step, by=LEADER, today=TODAY)
    assert last(database).withdrawn_at is not None


def test_where_the_first_line_is_empty_the_first_of_the_others_is_the_first(database: Database) -> None:
    told(database, child="", others=["OA", "EL"])
    assert last(database).child == "OA"
    assert [name for name, _at, _stands in children(database)] == ["EL"]


def test_too_many_and_too_long_are_refused_and_nothing_is_saved(database: Database) -> None:
    for others in (["A"] * 10, ["x" * 21]):
        with pytest.raises(Invalid) as wrong:
            told(database, child="KN", others=others)
        assert "others" in wrong.value.messages
    assert children(database) == []


def test_a_report_about_staff_has_no_children_and_no_treatment(database: Database) -> None:
    told(database, kind="staff_injury", child="", others=["OA"], treatment=("doctor",))
    assert children(database) == []
    assert last(database).treatment == ()


def test_what_the_locked_screen_asks_comes_out_of_the_box_as_it_was_told(database: Database) -> None:
    boxed(database, "A1", others=["OA"], potential=3, notified=["parents_at_once"], treatment=["dentist"])
    found = last(database)
    assert (found.potential, found.notified, found.treatment) == (3, ("parents_at_once",), ("dentist",))
    assert [name for name, _at, _stands in children(database)] == ["OA"]


def test_what_nobody_could_have_chosen_gives_way_and_the_report_is_kept(database: Database) -> None:
    boxed(database, "A2", others="OA", potential=9, notified=["nobody"], treatment="doctor")
    found = last(database)
    assert (found.potential, found.notified, found.treatment) == (None, (), ())
    assert children(database) == []
    boxed(database, "A3", others=["y" * 30] * 12)
    assert len(children(database)) == 9

"""More than one child in one event, what could have happened, what was done at once: told in one report."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import record_incident, save_draft
from ikdesk.incidents.capture_actions import keep_capture
from ikdesk.incidents.capture_model import Stopwatch
from ikdesk.incidents.capture_queries import Like, Look, Pace, capture_pace, similar
from ikdesk.incidents.case_model import OtherChild
from ikdesk.incidents.find_model import Capture
from ikdesk.incidents.inbox_actions import merge_report, receive_report
from ikdesk.incidents.likeness_panel import like_words
from ikdesk.incidents.model import Incident
from ikdesk.incidents.pace_panel import pace_words
from ikdesk.incidents.queries import draft_of
from ikdesk.incidents.report_actions import Sent, report_incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from tests.samples import LEADER, TODAY, incident_values, place_of

NOON = datetime(2026, 4, 30, 12, 0)


def told(database: Database, **more: Any) -> Any:
    values = {**incident_values(database, occurred_on=TODAY), **more}
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
    for others, where in ((["A"] * 10, "others"), (["x" * 21], "child")):
        with pytest.raises(Invalid) as wrong:
            told(database, child="KN", others=others)
        assert where in wrong.value.messages
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


def test_what_is_merged_brings_its_children_along_and_none_of_them_twice(database: Database) -> None:
    key = told(database, child="KN", others=["OA"])
    boxed(database, "A4", child="EL", others=["oa", "TN"])
    database.write(merge_report, last(database).id, key, by=LEADER, today=TODAY)
    with Session(database.engine) as session:
        rows = session.scalars(select(OtherChild).where(OtherChild.incident_id == key).order_by(OtherChild.position))
        assert [(row.child, row.position) for row in rows] == [("OA", 1), ("EL", 2), ("TN", 3)]


def alike(database: Database, who: Any, **look: Any) -> Like | None:
    whole = {"kind": "child_injury", "place": place_of(database), "day": TODAY, "time": time(11, 30), **look}
    return database.read(similar, Look(**whole), viewer=who, today=TODAY)


def test_one_like_it_is_found_within_a_day_and_three_hours_and_no_further(database: Database) -> None:
    key = told(database, occurred_time=time(10, 40), child="KN")
    found = alike(database, LEADER)
    assert found is not None
    assert (found.key, found.told_at) == (key, NOON)
    assert like_words(found, TODAY) == f"Ligner på {found.number}, meldt kl. 12.00. Er det den samme?"
    assert alike(database, LEADER, day=TODAY - timedelta(days=1)) == found
    assert alike(database, LEADER, day=TODAY - timedelta(days=2)) is None
    assert alike(database, LEADER, time=time(13, 41)) is None
    assert alike(database, LEADER, time=None) == found
    assert alike(database, LEADER, kind="near_miss") is None
    other = place_of(database, "sandpit")
    assert alike(database, LEADER, place=other) is None
    assert alike(database, LEADER, place=other, child=" kn ") == found


def test_whoever_only_reports_learns_that_there_is_one_and_nothing_more(database: Database) -> None:
    person = database.write(add_person, "Kari", slot="k", role=Role.STAFF, by=LEADER, today=TODAY)
    kari = Viewer(person, "Kari", "staff", RIGHTS[Role.STAFF])
    told(database, occurred_time=time(10, 40), child="KN", story="Slo hodet")
    assert alike(database, kari) == Like(None, "", None)
    assert alike(database, kari, place=place_of(database, "sandpit"), child="KN") is None  # not through the child
    told(database, kind="staff_injury", child="")
    told(database, kind="environment_42", child="")
    assert alike(database, kari, kind="staff_injury", time=None) is None
    assert alike(database, kari, kind="environment_42", time=None) is None
    with Session(database.engine) as session:
        session.execute(update(Incident).values(restricted=True))
        session.commit()
    assert alike(database, kari) is None


def test_half_of_the_reports_take_less_than_this_and_nobody_is_told_of_fewer_than_five(database: Database) -> None:
    for seconds in (31, 38, 200, 44, 1801):
        database.write(keep_capture, seconds, by=LEADER, today=TODAY)
    assert database.read(capture_pace, viewer=LEADER, today=TODAY) is None  # one took too long to mean anything
    database.write(keep_capture, 20, by=LEADER, today=TODAY)
    assert database.read(capture_pace, viewer=LEADER, today=TODAY) == Pace(38, 5)
    assert pace_words(Pace(38, 5)) == "Halvparten av meldingene tar under 38 sekunder (n = 5)."
    assert pace_words(Pace(121, 6)) == "Halvparten av meldingene tar under 3 minutter (n = 6)."
    assert database.read(capture_pace, viewer=LEADER, today=TODAY.replace(year=TODAY.year + 2)) is None
    with Session(database.engine) as session:
        rows = session.scalars(select(Capture)).all()
    assert {row.month for row in rows} == {TODAY.replace(day=1)}
    assert [row.id for row in rows] != list(range(1, 6))  # their order would tell which report took how long


def test_the_clock_runs_while_a_form_is_filled_in_without_a_break() -> None:
    now = [0.0]
    watch = Stopwatch(lambda: now[0])

    def after(*steps: tuple[float, str]) -> int | None:
        for seconds, does in steps:
            now[0] += seconds
            getattr(watch, does)()
        now[0] += 30.2
        return watch.seconds()

    assert after((0, "begin"), (5, "touch")) == 36
    assert watch.seconds() is None  # counted once
    assert after((0, "begin"), (3600, "touch")) == 31  # it only stood open
    assert after((0, "begin"), (5, "touch"), (5, "interrupt")) is None
    assert after((0, "begin"), (5, "touch"), (1800, "touch")) is None


def test_a_report_and_its_draft_are_one_step_so_that_nobody_is_left_with_both_or_neither(database: Database) -> None:
    asked: dict[str, Any] = {"by": LEADER, "today": TODAY}
    values = incident_values(database, occurred_on=TODAY)
    database.write(save_draft, "report", {"story": "Halvskrevet"}, at=NOON, **asked)
    with pytest.raises(Invalid):
        database.write(report_incident, {**values, "severity": None}, Sent(NOON, "report", 40), **asked)
    assert database.read(draft_of, "report", viewer=LEADER, today=TODAY)[0] == {"story": "Halvskrevet"}
    with database.raw() as connection:
        connection.execute("CREATE TRIGGER full BEFORE UPDATE ON draft BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(DBAPIError):
        database.write(report_incident, values, Sent(NOON, "report", 40), **asked)
    with Session(database.engine) as session:
        assert session.scalars(select(Incident)).all() == []
    with database.raw() as connection:
        connection.execute("DROP TRIGGER full")
    database.write(report_incident, values, Sent(NOON, "report", 40), **asked)
    assert database.read(draft_of, "report", viewer=LEADER, today=TODAY)[0] == {}
    with Session(database.engine) as session:
        assert [row.seconds for row in session.scalars(select(Capture))] == [40]

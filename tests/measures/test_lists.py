"""What people ask about measures: the list, one of them, what waits; always as it was on the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from ikdesk.incidents.actions import record_incident, withdraw_incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.page import Cut
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import (
    add_measure,
    adopt_measure,
    answer_measure,
    finish_measure,
    link_incident,
    reject_measure,
    start_measure,
    unlink_incident,
    withdraw_answer,
    withdraw_measure,
)
from ikdesk.measures.model import OPEN, Decision, MeasureStatus
from ikdesk.measures.queries import (
    LIST_FIELDS,
    SOONEST,
    MeasureFilter,
    MeasureGroup,
    MeasureRow,
    measure_detail,
    measure_number_key,
    measure_page,
    measures_of_incident,
    to_evaluate,
    waiting_measures,
)
from tests.samples import LEADER, NOBODY, NOON, TODAY, incident_values, measure_values, place_of

MEETING = date(2025, 3, 10)


def do(database: Database, action: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return database.write(action, *args, by=LEADER, today=TODAY, **kwargs)


def add(database: Database, **changes: Any) -> Key:
    key: Key = do(database, add_measure, measure_values(database, **changes))
    return key


def running(database: Database, on: date = MEETING, **changes: Any) -> Key:
    key = add(database, **changes)
    do(database, start_measure, key, on=on)
    return key


def listed(
    database: Database, wanted: MeasureFilter | None = None, cut: Cut = SOONEST, today: date = TODAY
) -> list[MeasureRow]:
    return database.read(measure_page, wanted or MeasureFilter(), cut, viewer=LEADER, today=today).rows


def titles(database: Database, wanted: MeasureFilter | None = None, cut: Cut = SOONEST) -> list[str]:
    return [row.title for row in listed(database, wanted, cut)]


def status_on(database: Database, key: Key, day: date) -> MeasureStatus | None:
    found = database.read(measure_detail, key, viewer=LEADER, today=day)
    rows = [row.status for row in listed(database, today=day) if row.id == key]
    assert rows == ([found.status] if found else [])
    return found.status if found else None


def test_the_nearest_deadline_comes_first_and_work_left_before_what_is_done(database: Database) -> None:
    add(database, title="uten frist")
    add(database, title="om en uke", deadline=TODAY + timedelta(days=7))
    add(database, title="over fristen", deadline=TODAY - timedelta(days=3))
    do(database, finish_measure, add(database, title="ferdig", deadline=date(2025, 4, 1)), on=MEETING)
    rows = listed(database)
    assert [row.title for row in rows] == ["over fristen", "om en uke", "uten frist", "ferdig"]
    assert [(row.days_left, row.overdue) for row in rows] == [(-3, True), (7, False), (None, False), (None, False)]


def test_a_deadline_today_is_not_passed(database: Database) -> None:
    add(database, deadline=TODAY)
    (row,) = listed(database)
    assert (row.days_left, row.overdue) == (0, False)
    assert listed(database, MeasureFilter(overdue=True)) == []


def test_what_is_done_anyway_is_never_late_and_in_no_group_of_work(database: Database) -> None:
    add(database, origin="already_done", deadline=TODAY - timedelta(days=9), evaluate_on=TODAY)
    (row,) = listed(database)
    assert (row.status, row.days_left) == (MeasureStatus.RUNNING, None)
    assert listed(database, MeasureFilter(overdue=True)) == []
    assert listed(database, MeasureFilter(group=MeasureGroup.OPEN)) == []
    assert len(listed(database, MeasureFilter(group=MeasureGroup.ALREADY))) == 1


def test_the_strongest_measures_come_first_when_the_list_is_sorted_by_kind(database: Database) -> None:
    for kind in ("watch", "training", None, "remove_hazard", "ask_owner"):
        add(database, title=str(kind), kind=kind)
    assert titles(database, cut=Cut(sort="kind", descending=False)) == [
        "remove_hazard", "training", "ask_owner", "watch", "None"
    ]  # fmt: skip
    assert titles(database, cut=Cut(sort="kind"))[0] == "watch"
    assert titles(database, cut=Cut(sort="kind"))[-1] == "None"


@pytest.mark.parametrize("sort", [field.key for field in LIST_FIELDS])
def test_every_column_can_be_sorted_both_ways(database: Database, sort: str) -> None:
    for n, (origin, role) in enumerate((("needs_owner", "owner"), ("already_done", "manager"), ("immediate", None))):
        add(database, title=f"Tiltak {n}", origin=origin, role=role, place_id=place_of(database) if n else None)
    for descending in (True, False):
        assert len(listed(database, cut=Cut(sort=sort, descending=descending))) == 3


def test_by_status_the_list_follows_the_life_of_a_measure(database: Database) -> None:
    do(database, reject_measure, add(database, title="forkastet"), "Nei.")
    running(database, title="pågår")
    running(database, title="spør", evaluate_on=TODAY)
    add(database, title="foreslått")
    assert titles(database, cut=Cut(sort="status", descending=False)) == ["foreslått", "pågår", "spør", "forkastet"]


def test_a_page_holds_so_many_and_says_how_many_there_are(database: Database) -> None:
    for n in range(5):
        add(database, title=f"Tiltak {n}")
    cut = Cut(first=2, size=2, sort="number", descending=False)
    page = database.read(measure_page, MeasureFilter(), cut, viewer=LEADER, today=TODAY)
    assert ([row.number for row in page.rows], page.total) == ([3, 4], 5)


@pytest.mark.parametrize(("wanted", "found"), [
    ({"origin": "planned"}, ["buffer"]), ({"kind": "sign_reminder"}, ["skilt"]), ({"role": "caretaker"}, ["buffer"]),
    ({"words": "sperreb"}, ["skilt"]), ({"words": "finnes ikke"}, []), ({"status": MeasureStatus.RUNNING}, ["skilt"]),
    ({"status": MeasureStatus.TO_EVALUATE}, ["spør"]), ({"group": MeasureGroup.TO_EVALUATE}, ["spør"]),
    ({"group": MeasureGroup.OPEN}, ["buffer", "skilt"]), ({"group": MeasureGroup.DONE}, []),
    ({"group": MeasureGroup.REJECTED}, []), ({"group": MeasureGroup.EVALUATED}, ["svart"]),
    ({"overdue": True}, ["buffer"]),
])  # fmt: skip
def test_filters_let_through_what_is_wanted(database: Database, wanted: dict[str, Any], found: list[str]) -> None:
    add(database, title="buffer", origin="planned", role="caretaker", deadline=date(2026, 4, 1), description="")
    running(database, title="skilt", kind="sign_reminder", description="Sperrebånd og skilt.")
    running(database, title="spør", evaluate_on=TODAY, description="")
    done = running(database, title="svart", description="")
    do(database, answer_measure, done, {"answer": MeasureStatus.WORKED, "comment": "Vi ser det."}, {})
    assert sorted(titles(database, MeasureFilter(**wanted))) == found


def test_only_those_of_a_place_are_found_by_the_place(database: Database) -> None:
    add(database, title="bakken")
    add(database, title="sklia", place_id=place_of(database, "slide"))
    assert titles(database, MeasureFilter(place=place_of(database, "slide"))) == ["sklia"]
    assert [row.place for row in listed(database, MeasureFilter(place=place_of(database, "slide")))] == ["Sklie"]


def test_a_measure_asks_for_its_answer_from_the_day_it_should_be_evaluated(database: Database) -> None:
    key = running(database, evaluate_on=TODAY)
    assert status_on(database, key, TODAY - timedelta(days=1)) is MeasureStatus.RUNNING
    assert status_on(database, key, TODAY) is MeasureStatus.TO_EVALUATE
    found = database.read(measure_detail, key, viewer=LEADER, today=TODAY)
    assert found is not None
    assert found.stage is MeasureStatus.RUNNING
    assert add(database, evaluate_on=TODAY) not in [row.id for row in waiting(database)]


def test_what_happened_later_had_not_happened_on_the_day(database: Database) -> None:
    key = add(database, evaluate_on=date(2026, 2, 1))
    do(database, adopt_measure, key, on=date(2025, 3, 10))
    do(database, start_measure, key, on=date(2025, 4, 1))
    do(database, finish_measure, key, on=date(2025, 5, 1))
    do(database, answer_measure, key, {"answer": MeasureStatus.WORKED, "day": date(2026, 3, 1), "comment": "Ja."}, {})
    days = (date(2025, 3, 9), date(2025, 3, 10), date(2025, 4, 1), date(2025, 5, 1), date(2026, 2, 1), date(2026, 3, 1))
    assert [status_on(database, key, day) for day in days] == [
        None, MeasureStatus.ADOPTED, MeasureStatus.RUNNING, MeasureStatus.DONE, MeasureStatus.TO_EVALUATE,
        MeasureStatus.WORKED,
    ]  # fmt: skip


def test_a_measure_that_was_rejected_later_was_where_its_days_say(database: Database) -> None:
    proposed, begun = add(database), running(database)
    for key in (proposed, begun):
        do(database, reject_measure, key, "Nei.")
        assert status_on(database, key, TODAY) is MeasureStatus.REJECTED
    assert status_on(database, proposed, TODAY - timedelta(days=1)) is None
    assert status_on(database, begun, TODAY - timedelta(days=1)) is MeasureStatus.RUNNING


def test_a_measure_done_later_is_late_on_the_day_and_not_after(database: Database) -> None:
    key = running(database, deadline=date(2026, 3, 1))
    do(database, finish_measure, key, on=date(2026, 4, 1))
    late = MeasureFilter(overdue=True)
    assert [row.days_left for row in listed(database, late, today=date(2026, 3, 15))] == [-14]
    assert listed(database, late) == []


def test_a_withdrawn_measure_is_in_no_list_and_its_number_leads_nowhere(database: Database) -> None:
    key = add(database)
    assert database.read(measure_number_key, 1, viewer=LEADER, today=TODAY) == key
    do(database, withdraw_measure, key, "Skrevet to ganger.")
    assert listed(database) == []
    assert database.read(measure_number_key, 1, viewer=LEADER, today=TODAY) is None
    assert database.read(measure_detail, key, viewer=LEADER, today=TODAY) is None


def test_one_measure_is_shown_whole_with_its_incidents_and_answers(database: Database) -> None:
    early, late, gone = (
        do(database, record_incident, incident_values(database, occurred_on=day, story=f"Den {day.day}."), told_at=NOON)
        for day in (date(2025, 2, 3), date(2025, 3, 4), date(2025, 3, 5))
    )
    key = running(database, consequence="Flere slår seg.")
    for incident in (early, late, gone):
        do(database, link_incident, key, incident)
    do(database, withdraw_incident, gone, "Meldt to ganger.")
    do(database, answer_measure, key, {"answer": MeasureStatus.CANNOT_TELL, "day": date(2025, 9, 1)}, {})
    evidence = {"verdict": "clear_fall", "sentence": "Færre enn ventet."}
    do(database, answer_measure, key, {"answer": MeasureStatus.WORKED, "decision": Decision.KEEP}, evidence)
    found = database.read(measure_detail, key, viewer=LEADER, today=TODAY)
    assert found is not None
    assert (found.title, found.place, found.consequence) == ("Egen opp-løype med bånd", "Akebakke", "Flere slår seg.")
    assert [incident.story for incident in found.incidents] == ["Den 4.", "Den 3."]
    assert [(row.answer, row.given_by, row.verdict, row.sentence) for row in found.evaluations] == [
        (MeasureStatus.WORKED, "Tom", "clear_fall", "Færre enn ventet."), (MeasureStatus.CANNOT_TELL, "Tom", "", ""),
    ]  # fmt: skip
    assert [row.incidents for row in listed(database)] == [2]
    do(database, withdraw_answer, found.evaluations[0].id, "Svarte for fort.")
    do(database, unlink_incident, key, late)
    again = database.read(measure_detail, key, viewer=LEADER, today=TODAY)
    assert again is not None
    assert (len(again.evaluations), len(again.incidents), again.status) == (1, 1, MeasureStatus.CANNOT_TELL)


def test_an_incident_shows_the_measures_that_came_of_it(database: Database) -> None:
    incident = do(database, record_incident, incident_values(database), told_at=NOON)
    keys = [add(database) for _ in range(3)]
    for key in reversed(keys[:2]):
        do(database, link_incident, key, incident)
    rows = database.read(measures_of_incident, incident, viewer=LEADER, today=TODAY)
    assert [row.id for row in rows] == keys[:2]
    do(database, unlink_incident, keys[0], incident)
    rows = database.read(measures_of_incident, incident, viewer=LEADER, today=TODAY)
    assert [row.id for row in rows] == keys[1:2]


def test_what_is_late_and_what_waits_for_an_answer_is_counted(database: Database) -> None:
    for title, days in (("om fjorten dager", 14), ("om femten", 15), ("i dag", 0), ("sent", -40), ("i går", -1)):
        add(database, title=title, deadline=TODAY + timedelta(days=days))
    running(database, title="ny", evaluate_on=TODAY)
    running(database, title="gammel", evaluate_on=date(2026, 1, 1))
    late = listed(database, MeasureFilter(overdue=True))
    assert [row.title for row in late] == ["sent", "i går"]
    assert [row.title for row in waiting(database)] == ["gammel", "ny"]
    assert all(row.status in OPEN for row in late)
    assert database.read(waiting_measures, viewer=LEADER, today=TODAY) == 4


def test_a_measure_that_is_late_and_waits_for_an_answer_waits_once(database: Database) -> None:
    running(database, deadline=TODAY - timedelta(days=3), evaluate_on=TODAY)
    assert len(waiting(database)) == len(listed(database, MeasureFilter(overdue=True))) == 1
    assert database.read(waiting_measures, viewer=LEADER, today=TODAY) == 1


def test_somebody_who_may_not_read_gets_no_measures(database: Database) -> None:
    key = add(database)
    questions: list[tuple[Any, tuple[Any, ...]]] = [
        (measure_page, (MeasureFilter(),)), (measure_detail, (key,)), (measures_of_incident, (key,)),
        (to_evaluate, ()), (waiting_measures, ()), (measure_number_key, (1,)),
    ]  # fmt: skip
    for question, args in questions:
        with pytest.raises(Problem, match="tilgang"):
            database.read(question, *args, viewer=NOBODY, today=TODAY)


def waiting(database: Database) -> list[MeasureRow]:
    return database.read(to_evaluate, viewer=LEADER, today=TODAY)


def test_the_list_of_a_day_is_the_same_after_many_other_days_were_asked_for(database: Database) -> None:
    keys = [running(database, title=f"Tiltak {n}", evaluate_on=TODAY) for n in range(3)]
    first = listed(database)
    for n in range(1, 9):  # one measure, whole: another question built on where measures stood
        database.read(measure_detail, keys[0], viewer=LEADER, today=TODAY + timedelta(days=n))
    assert [row.id for row in waiting(database)] == [row.id for row in listed(database)] == keys
    assert [row.id for row in first] == keys

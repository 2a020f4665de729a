"""Measures live: proposed, adopted, begun, done, answered, rejected, taken up again, and every step can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import close_incident, record_incident, reopen_incident, withdraw_incident
from ikdesk.incidents.model import Incident, Status
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import (
    add_measure,
    adopt_measure,
    answer_measure,
    change_measure,
    finish_measure,
    link_incident,
    reject_measure,
    reopen_measure,
    start_measure,
    unlink_incident,
    withdraw_answer,
    withdraw_measure,
)
from ikdesk.measures.model import Decision, Evaluation, Measure, MeasureIncident, MeasureStatus
from ikdesk.unit.actions import add_place
from ikdesk.unit.model import Season
from tests.samples import LEADER, NOBODY, NOON, TODAY, incident_values, measure_values, place_of, undo_last

MEETING = date(2025, 3, 10)
PLANNED = date(2026, 4, 30)


def do(database: Database, action: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return database.write(action, *args, by=LEADER, today=TODAY, **kwargs)


def add(database: Database, incidents: tuple[Key, ...] = (), **changes: Any) -> Key:
    key: Key = do(database, add_measure, measure_values(database, **changes), incidents=incidents)
    return key


def tell(database: Database, **changes: Any) -> Key:
    values = incident_values(database, **changes)
    key: Key = do(database, record_incident, values, told_at=NOON)
    return key


def stands(database: Database, key: Key) -> Any:
    def ask(session: Session) -> dict[str, Any]:
        measure = session.get_one(Measure, key)
        return {column.key: getattr(measure, column.key) for column in Measure.__mapper__.columns
                if column.key not in {"version", "changed_at", "changed_by"}}  # fmt: skip

    return database.read(ask)


def status(database: Database, key: Key) -> MeasureStatus:
    found: MeasureStatus = stands(database, key)["status"]
    return found


def incident_status(database: Database, key: Key) -> Status:
    return database.read(lambda session: session.get_one(Incident, key).status)


def test_a_measure_goes_from_proposed_to_answered(database: Database) -> None:
    key = add(database, evaluate_on=PLANNED)
    assert status(database, key) is MeasureStatus.PROPOSED
    do(database, adopt_measure, key, on=MEETING)
    do(database, start_measure, key, on=MEETING + timedelta(days=1))
    do(database, finish_measure, key, on=MEETING + timedelta(days=8))
    found = stands(database, key)
    assert (found["status"], found["decided_on"], found["started_on"], found["done_on"]) == (
        MeasureStatus.DONE, date(2025, 3, 10), date(2025, 3, 11), date(2025, 3, 18)
    )  # fmt: skip
    answer = {"answer": MeasureStatus.WORKED, "decision": Decision.KEEP, "comment": "Vi ser det."}
    do(database, answer_measure, key, answer, {})
    assert status(database, key) is MeasureStatus.WORKED


def test_numbers_run_and_are_never_used_again(database: Database) -> None:
    first, second = add(database), add(database)
    database.steps.begin(LEADER.person)
    do(database, withdraw_measure, second, "Skrevet to ganger.")
    undo_last(database)
    assert stands(database, second)["withdrawn_at"] is None
    do(database, withdraw_measure, second, "Skrevet to ganger.")
    third = add(database)
    assert [stands(database, key)["number"] for key in (first, second, third)] == [1, 2, 3]


@pytest.mark.parametrize(("changes", "field"), [
    ({"title": " "}, "title"), ({"origin": "straks"}, "origin"), ({"origin": ""}, "origin"),
    ({"kind": "magic"}, "kind"), ({"role": "Kari"}, "role"), ({"activity": "flying"}, "activity"),
    ({"mechanism": "gremlins"}, "mechanism"), ({"place_id": Key(int=99)}, "place_id"),
    ({"deadline": date(26, 4, 1)}, "deadline"),
])  # fmt: skip
def test_what_is_missing_or_unknown_is_refused_beside_its_field(
    database: Database, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        add(database, **changes)
    assert set(wrong.value.messages) == {field}
    assert database.read(lambda session: session.scalars(select(Measure)).all()) == []


def test_the_winter_of_the_decision_is_taken_to_have_led_to_it(database: Database) -> None:
    key = add(database)
    assert stands(database, key)["trigger_first"] is None
    do(database, adopt_measure, key, on=MEETING)
    assert stands(database, key)["trigger_first"] == date(2024, 10, 1)


@pytest.mark.parametrize(("season", "months", "decided", "first"), [
    (Season.WINTER, {}, date(2025, 6, 3), date(2024, 10, 1)),
    (Season.WINTER, {}, date(2025, 10, 1), date(2025, 10, 1)),
    (Season.SUMMER, {}, date(2025, 4, 30), date(2024, 5, 1)),
    (Season.ALL_YEAR, {}, date(2025, 6, 3), date(2025, 1, 1)),
    (Season.OWN, {"season_from": 11, "season_to": 3}, date(2025, 2, 3), date(2024, 11, 1)),
    (Season.OWN, {"season_from": 4, "season_to": 6}, date(2025, 9, 1), date(2025, 4, 1)),
])  # fmt: skip
def test_the_season_that_led_to_it_is_the_one_of_its_place(
    database: Database, season: Season, months: dict[str, int], decided: date, first: date
) -> None:
    place = do(database, add_place, {"name": "Bakken", "standard": "sledding_hill", "season": season, **months})
    key = add(database, place_id=place)
    do(database, adopt_measure, key, on=decided)
    assert stands(database, key)["trigger_first"] == first


def test_an_activity_is_aimed_at_the_whole_year_and_no_target_has_no_season(database: Database) -> None:
    activity = add(database, place_id=None)
    nothing = add(database, place_id=None, activity=None)
    for key in (activity, nothing):
        do(database, adopt_measure, key, on=MEETING)
    assert stands(database, activity)["trigger_first"] == date(2025, 1, 1)
    assert stands(database, nothing)["trigger_first"] is None


def test_a_season_somebody_chose_stays_and_one_nobody_chose_follows_the_day_of_decision(database: Database) -> None:
    chosen, followed = add(database, trigger_first=date(2023, 10, 1)), add(database)
    for key in (chosen, followed):
        do(database, adopt_measure, key, on=MEETING)
        do(database, change_measure, key, {"decided_on": date(2025, 10, 20)})
    assert stands(database, chosen)["trigger_first"] == date(2023, 10, 1)
    assert stands(database, followed)["trigger_first"] == date(2025, 10, 1)
    do(database, change_measure, followed, {"trigger_first": None, "trigger_kept": True})
    do(database, change_measure, followed, {"decided_on": MEETING})
    assert stands(database, followed)["trigger_first"] is None
    assert stands(database, followed)["trigger_kept"] is True


def test_what_is_done_anyway_is_under_way_without_a_day(database: Database) -> None:
    key = add(database, origin="already_done")
    found = stands(database, key)
    assert (found["status"], found["started_on"], found["evaluate_on"]) == (MeasureStatus.RUNNING, None, None)
    with pytest.raises(Problem, match="gjør dere allerede"):
        do(database, finish_measure, key, on=TODAY)
    do(database, change_measure, key, {"origin": "planned"})
    assert status(database, key) is MeasureStatus.PROPOSED
    do(database, change_measure, key, {"origin": "already_done"})
    assert status(database, key) is MeasureStatus.RUNNING


def test_to_begin_decides_and_to_finish_begins(database: Database) -> None:
    begun, done = add(database), add(database)
    do(database, start_measure, begun, on=MEETING)
    do(database, finish_measure, done, on=MEETING)
    assert stands(database, begun)["decided_on"] == MEETING
    assert stands(database, begun)["trigger_first"] == date(2024, 10, 1)
    assert [stands(database, done)[name] for name in ("decided_on", "started_on", "done_on")] == [MEETING] * 3


def test_steps_out_of_order_are_told_plainly(database: Database) -> None:
    key = add(database)
    with pytest.raises(Problem, match="begynt"):
        do(database, answer_measure, key, {"answer": MeasureStatus.WORKED, "comment": "Vi ser det."}, {})
    with pytest.raises(Problem, match="allerede åpent"):
        do(database, reopen_measure, key)
    do(database, finish_measure, key, on=MEETING)
    for step in (adopt_measure, start_measure, finish_measure):
        with pytest.raises(Problem, match="allerede"):
            do(database, step, key, on=TODAY)
    with pytest.raises(Problem, match="om det virket"):
        do(database, reject_measure, key, "Nei.")


def test_no_step_is_taken_on_a_day_to_come(database: Database) -> None:
    key = add(database)
    for step, field in ((adopt_measure, "decided_on"), (start_measure, "started_on"), (finish_measure, "done_on")):
        with pytest.raises(Invalid) as wrong:
            do(database, step, key, on=TODAY + timedelta(days=1))
        assert field in wrong.value.messages
    assert status(database, key) is MeasureStatus.PROPOSED


def test_a_rejected_measure_needs_a_reason_and_comes_back_where_it_was(database: Database) -> None:
    key = add(database)
    do(database, start_measure, key, on=MEETING)
    with pytest.raises(Invalid) as wrong:
        do(database, reject_measure, key, "  ")
    assert set(wrong.value.messages) == {"rejected_why"}
    do(database, reject_measure, key, "For dyrt.")
    assert status(database, key) is MeasureStatus.REJECTED
    do(database, reopen_measure, key)
    found = stands(database, key)
    assert (found["status"], found["rejected_why"]) == (MeasureStatus.RUNNING, "")


def test_an_evaluated_measure_that_is_taken_up_again_needs_a_new_day_and_keeps_its_answer(database: Database) -> None:
    key = add(database, evaluate_on=PLANNED)
    do(database, finish_measure, key, on=MEETING)
    do(database, answer_measure, key, {"answer": MeasureStatus.DID_NOT_WORK}, {})
    do(database, reopen_measure, key)
    found = stands(database, key)
    assert (found["status"], found["done_on"], found["evaluate_on"]) == (MeasureStatus.RUNNING, None, None)
    assert len(answers(database)) == 1


@pytest.mark.parametrize("steps", [
    [(adopt_measure, MEETING)], [(start_measure, MEETING)], [(finish_measure, MEETING)],
    [(adopt_measure, MEETING), (start_measure, MEETING)], [(start_measure, MEETING), (finish_measure, TODAY)],
    [(reject_measure, "Nei.")], [(start_measure, MEETING), (reject_measure, "Nei.")],
    [(finish_measure, MEETING), (reopen_measure, None)], [(reject_measure, "Nei."), (reopen_measure, None)],
])  # fmt: skip
def test_every_step_can_be_undone_and_taken_again(database: Database, steps: list[tuple[Any, Any]]) -> None:
    key = add(database, evaluate_on=PLANNED)
    incident = tell(database)
    do(database, link_incident, key, incident)
    for step, with_ in steps[:-1]:
        take(database, step, key, with_)
    before = stands(database, key)
    database.steps.begin(LEADER.person)
    take(database, steps[-1][0], key, steps[-1][1])
    assert stands(database, key) != before
    undo_last(database)
    assert stands(database, key) == before


def take(database: Database, step: Any, key: Key, with_: Any) -> Any:
    if isinstance(with_, date):
        return do(database, step, key, on=with_)
    return do(database, step, key, with_) if with_ else do(database, step, key)


def test_a_change_can_be_changed_back(database: Database) -> None:
    key = add(database)
    do(database, adopt_measure, key, on=MEETING)
    before = stands(database, key)
    database.steps.begin(LEADER.person)
    do(database, change_measure, key, {"title": "Ny tittel ", "place_id": place_of(database, "slide")})
    after = stands(database, key)
    assert {name for name in after if after[name] != before[name]} >= {"title", "place_id", "trigger_first"}
    assert after["title"] == "Ny tittel"
    undo_last(database)
    assert stands(database, key) == before


def test_the_day_of_a_step_is_corrected_but_no_step_is_taken_by_writing_a_day(database: Database) -> None:
    key = add(database)
    with pytest.raises(Invalid) as wrong:
        do(database, change_measure, key, {"started_on": MEETING})
    assert set(wrong.value.messages) == {"started_on"}
    do(database, start_measure, key, on=MEETING)
    do(database, change_measure, key, {"started_on": MEETING + timedelta(days=3)})
    assert stands(database, key)["started_on"] == date(2025, 3, 13)
    with pytest.raises(Invalid) as wrong:
        do(database, change_measure, key, {"started_on": None})
    assert set(wrong.value.messages) == {"started_on"}


def test_an_open_incident_shows_that_measures_run_until_the_last_one_is_finished(database: Database) -> None:
    incident = tell(database)
    first, second = add(database, (incident, incident)), add(database, (incident,))
    assert incident_status(database, incident) is Status.REPORTED
    do(database, adopt_measure, first, on=MEETING)
    do(database, start_measure, second, on=MEETING)
    assert incident_status(database, incident) is Status.MEASURES_RUNNING
    do(database, finish_measure, first, on=TODAY)
    assert incident_status(database, incident) is Status.MEASURES_RUNNING
    database.steps.begin(LEADER.person)
    do(database, finish_measure, second, on=TODAY)
    assert incident_status(database, incident) is Status.IN_PROGRESS
    undo_last(database)
    assert incident_status(database, incident) is Status.MEASURES_RUNNING
    do(database, withdraw_measure, second, "Feil.")
    assert incident_status(database, incident) is Status.IN_PROGRESS


def test_what_is_done_anyway_and_what_is_closed_change_no_incident(database: Database) -> None:
    incident, closed = tell(database), tell(database)
    do(database, close_incident, closed, at=NOON)
    add(database, (incident,), origin="already_done")
    do(database, start_measure, add(database, (closed,)), on=MEETING)
    assert incident_status(database, incident) is Status.REPORTED
    assert incident_status(database, closed) is Status.CLOSED


def test_an_incident_that_is_opened_again_shows_that_measures_run(database: Database) -> None:
    incident = tell(database)
    do(database, start_measure, add(database, (incident,)), on=MEETING)
    do(database, close_incident, incident, at=NOON)
    do(database, reopen_incident, incident)
    assert incident_status(database, incident) is Status.MEASURES_RUNNING


def test_a_link_that_is_taken_away_stays_with_its_reason_and_can_be_revived(database: Database) -> None:
    incident = tell(database)
    key = add(database, (incident,))
    do(database, start_measure, key, on=MEETING)
    do(database, unlink_incident, key, incident, "Feil hendelse.")
    assert [link.withdrawn_why for link in links(database)] == ["Feil hendelse."]
    assert incident_status(database, incident) is Status.IN_PROGRESS
    do(database, link_incident, key, incident)
    assert [link.withdrawn_at for link in links(database)] == [None]
    assert incident_status(database, incident) is Status.MEASURES_RUNNING
    do(database, unlink_incident, key, incident)
    assert links(database)[0].withdrawn_why


def test_a_withdrawn_incident_or_measure_is_not_linked(database: Database) -> None:
    incident, key = tell(database), add(database)
    gone = tell(database)
    do(database, withdraw_incident, gone, "Meldt to ganger.")
    with pytest.raises(Problem, match="trukket"):
        do(database, link_incident, key, gone)
    do(database, withdraw_measure, key, "Feil.")
    with pytest.raises(Problem, match="trukket"):
        do(database, link_incident, key, incident)
    with pytest.raises(Problem, match="trukket"):
        do(database, change_measure, key, {"title": "Ny"})


def test_only_whoever_handles_incidents_handles_measures(database: Database) -> None:
    key = add(database)
    values = measure_values(database)
    attempts: list[tuple[Any, tuple[Any, ...], dict[str, Any]]] = [
        (add_measure, (values,), {}), (change_measure, (key, {}), {}), (adopt_measure, (key,), {"on": TODAY}),
        (start_measure, (key,), {"on": TODAY}), (finish_measure, (key,), {"on": TODAY}),
        (reject_measure, (key, "x"), {}), (reopen_measure, (key,), {}), (withdraw_measure, (key, "x"), {}),
        (link_incident, (key, key), {}), (unlink_incident, (key, key), {}),
        (answer_measure, (key, {}, {}), {}), (withdraw_answer, (key, "x"), {}),
    ]  # fmt: skip
    for action, args, more in attempts:
        with pytest.raises(Problem, match="tilgang"):
            database.write(action, *args, by=NOBODY, today=TODAY, **more)


def answers(database: Database) -> list[Evaluation]:
    return database.read(lambda session: list(session.scalars(select(Evaluation).order_by(Evaluation.id))))


def links(database: Database) -> list[MeasureIncident]:
    return database.read(lambda session: list(session.scalars(select(MeasureIncident))))

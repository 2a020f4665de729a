"""What somebody is to do themselves: asked of nobody else, finished by them, judged by the leader."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.model import Status
from ikdesk.incidents.queries import incident_detail
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.measures.actions import add_measure, adopt_measure, change_measure, finish_measure, start_measure
from ikdesk.measures.model import MeasureStatus
from ikdesk.measures.own_actions import finish_own_task, take_up_own_task
from ikdesk.measures.own_queries import OwnTask, own_tasks, people_to_ask
from ikdesk.measures.queries import MeasureFilter, measure_detail, measure_page
from ikdesk.people.actions import let_go
from ikdesk.people.model import Role
from tests.routines.test_reading import let_in
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values

DAY = timedelta(days=1)


@pytest.fixture
def kari(database: Database) -> Viewer:
    return let_in(database, "Kari")


def do(database: Database, action: Any, *args: Any, by: Viewer = LEADER, today: date = TODAY, **more: Any) -> Any:
    return database.write(action, *args, by=by, today=today, **more)


def task(database: Database, who: Viewer, *, decided: bool = True, incidents: tuple[Key, ...] = (), **more: Any) -> Key:
    values = measure_values(database, responsible_id=who.person, **more)
    key: Key = do(database, add_measure, values, incidents=incidents)
    if decided:
        do(database, adopt_measure, key, on=TODAY)
    return key


def tasks(database: Database, who: Viewer, today: date = TODAY) -> list[OwnTask]:
    return database.read(own_tasks, viewer=who, today=today)


def status(database: Database, key: Key) -> MeasureStatus:
    found = database.read(measure_detail, key, viewer=LEADER, today=TODAY)
    assert found is not None
    return found.status


def test_one_sees_ones_own_decided_tasks_the_most_urgent_first(database: Database, kari: Viewer) -> None:
    task(database, kari, title="Uten frist")
    task(database, kari, title="Over fristen", deadline=TODAY - DAY)
    task(database, kari, title="Snart", deadline=TODAY + DAY)
    task(database, kari, title="Bare foreslått", decided=False)
    task(database, let_in(database, "Ola"), title="Olas")
    assert [(row.title, row.days_left) for row in tasks(database, kari)] == [
        ("Over fristen", -1), ("Snart", 1), ("Uten frist", None)
    ]  # fmt: skip


def test_a_task_that_is_done_says_so_for_a_while_and_waits_for_the_leader(database: Database, kari: Viewer) -> None:
    key = task(database, kari, evaluate_on=TODAY + 30 * DAY)
    do(database, finish_own_task, key, by=kari)
    assert status(database, key) is MeasureStatus.DONE
    assert [row.done_on for row in tasks(database, kari)] == [TODAY]
    assert tasks(database, kari, TODAY + 14 * DAY) == []


@pytest.mark.parametrize("begun", [None, TODAY - DAY, TODAY])
def test_the_row_says_until_the_day_is_over_that_it_may_be_taken_up_again(
    database: Database, kari: Viewer, begun: date | None
) -> None:
    key = task(database, kari)
    if begun:
        do(database, start_measure, key, on=begun)
    before = database.read(measure_detail, key, viewer=LEADER, today=TODAY)
    assert [row.may_undo for row in tasks(database, kari)] == [False]
    do(database, finish_own_task, key, by=kari)
    assert [row.may_undo for row in tasks(database, kari, TODAY + DAY)] == [False]
    row = tasks(database, kari)[0]
    assert (row.may_undo, row.began) == (True, begun)
    do(database, take_up_own_task, key, row.began, by=kari)
    assert database.read(measure_detail, key, viewer=LEADER, today=TODAY) == before


def test_what_the_leader_has_changed_since_is_not_taken_up_again(database: Database, kari: Viewer) -> None:
    key = task(database, kari)
    do(database, finish_own_task, key, by=kari)
    do(database, change_measure, key, {"title": "Polstre hele gjerdet"})
    assert [row.may_undo for row in tasks(database, kari)] == [False]


@pytest.mark.parametrize("begun", [True, False])
def test_taking_it_up_again_brings_back_what_stood(database: Database, kari: Viewer, begun: bool) -> None:
    key = task(database, kari)
    if begun:
        do(database, start_measure, key, on=TODAY - DAY)
    before = database.read(measure_detail, key, viewer=LEADER, today=TODAY)
    began = do(database, finish_own_task, key, by=kari)
    do(database, take_up_own_task, key, began, by=kari)
    assert database.read(measure_detail, key, viewer=LEADER, today=TODAY) == before


def test_the_incident_it_came_of_follows_though_one_may_not_see_it(database: Database, kari: Viewer) -> None:
    incident = do(database, record_incident, incident_values(database), told_at=NOON)
    key = task(database, kari, incidents=(incident,))

    def stands() -> Status:
        found = database.read(incident_detail, incident, viewer=LEADER, today=TODAY)
        assert found is not None
        return found.status

    assert stands() is Status.MEASURES_RUNNING
    began = do(database, finish_own_task, key, by=kari)
    assert stands() is Status.IN_PROGRESS
    do(database, take_up_own_task, key, began, by=kari)
    assert stands() is Status.MEASURES_RUNNING


def test_nobody_finishes_what_is_somebody_elses(database: Database, kari: Viewer) -> None:
    key = task(database, let_in(database, "Ola"))
    for action in ((finish_own_task, key), (take_up_own_task, key, None), (finish_own_task, Key(int=1))):
        with pytest.raises(Problem, match="ikke tilgang"):
            do(database, *action, by=kari)
    assert status(database, key) is MeasureStatus.ADOPTED


def test_what_was_done_before_or_by_others_is_not_taken_up_by_oneself(database: Database, kari: Viewer) -> None:
    yesterday, others = task(database, kari), task(database, kari)
    do(database, finish_own_task, yesterday, by=kari, today=TODAY)
    do(database, finish_measure, others, on=TODAY)
    with pytest.raises(Problem, match="lederen"):
        do(database, take_up_own_task, others, None, by=kari)
    with pytest.raises(Problem, match="lederen"):
        do(database, take_up_own_task, yesterday, None, by=kari, today=TODAY + DAY)
    with pytest.raises(Problem, match="lederen"):
        do(database, take_up_own_task, yesterday, TODAY - 30 * DAY, by=kari)


def test_what_is_done_cannot_be_done_again(database: Database, kari: Viewer) -> None:
    key = task(database, kari)
    do(database, finish_own_task, key, by=kari)
    with pytest.raises(Problem, match="allerede ferdig"):
        do(database, finish_own_task, key, by=kari)


def test_only_somebody_who_is_here_can_be_given_it_and_who_had_it_stays_readable(
    database: Database, kari: Viewer
) -> None:
    key = task(database, kari)
    do(database, let_go, "kari", "Sluttet", by=SYSTEM)
    assert "Kari" not in [row.name for row in database.read(people_to_ask, viewer=LEADER, today=TODAY)]
    found = database.read(measure_detail, key, viewer=LEADER, today=TODAY)
    assert found is not None
    assert found.responsible == "Kari"
    do(database, change_measure, key, {"title": "Ny tittel", "responsible_id": kari.person})  # unchanged: it may stay
    other = do(database, add_measure, measure_values(database))
    with pytest.raises(Invalid) as wrong:
        do(database, change_measure, other, {"responsible_id": kari.person})
    assert set(wrong.value.messages) == {"responsible_id"}


def test_the_action_plan_can_show_ones_own(database: Database) -> None:
    tom = let_in(database, "Tom", Role.LEADER)
    mine = task(database, tom)
    task(database, let_in(database, "Ola"))
    page = database.read(measure_page, MeasureFilter(responsible=tom.person), viewer=tom, today=TODAY)
    assert [(row.id, row.responsible) for row in page.rows] == [(mine, "Tom")]

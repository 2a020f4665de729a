"""The desk asks and acts as the one who is signed in, and tells what changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.model import Incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.codes import shipped_codebook
from ikdesk.kernel.database import Database
from ikdesk.kernel.page import Page
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Viewer
from ikdesk.ui.desk import LONG, Desk
from ikdesk.ui.jobs import Tick
from ikdesk.unit.exposure_actions import log_days
from ikdesk.unit.exposure_queries import exposure_days
from tests.samples import LEADER, NOON, TODAY, incident_values, place_of


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    """A desk over a unit in memory."""
    made = Desk(database, LEADER, Clock(TODAY), shipped_codebook(), Settings())
    yield made
    made.close()


def _who_and_when(_session: Session, number: int, *, viewer: Viewer, today: date) -> tuple[int, Viewer, date]:
    return number, viewer, today


def test_a_question_hears_who_asks_and_what_day_it_is(desk: Desk) -> None:
    assert desk.read(_who_and_when, 7) == (7, LEADER, TODAY)


def test_a_change_is_told_once_with_its_kinds(qtbot: QtBot, desk: Desk, database: Database) -> None:
    with qtbot.waitSignal(desk.changed, timeout=5000) as told:
        desk.write(record_incident, incident_values(database), told_at=NOON)
    assert Incident in told.args[0]


def test_what_a_job_writes_is_told_on_the_screens_thread(qtbot: QtBot, desk: Desk, database: Database) -> None:
    values, threads = incident_values(database), []
    desk.changed.connect(lambda _kinds: threads.append(threading.current_thread()))

    def draw(facts: dict[str, Any], tick: Tick) -> dict[str, Any]:
        tick(1, 1)
        return facts

    job = desk.start(
        read=lambda _session, viewer: values if viewer == LEADER else {},
        draw=draw,
        then=partial(record_incident, told_at=NOON),
    )
    with qtbot.waitSignal(job.succeeded, timeout=5000):
        pass
    qtbot.waitUntil(lambda: bool(threads), timeout=5000)
    assert threads == [threading.main_thread()]


def test_all_pages_of_a_question_come_one_after_another(desk: Desk) -> None:
    def numbers(_session: Session, *, viewer: Viewer, today: date, first: int, size: int) -> Page[int]:
        return Page(list(range(25))[first : first + size], 25)

    assert list(desk.pages(numbers, size=10)) == list(range(25))


def test_other_looks_are_remembered_and_told(qtbot: QtBot, database: Database) -> None:
    kept: list[Settings] = []
    desk = Desk(database, LEADER, Clock(TODAY), shipped_codebook(), Settings(), kept.append)
    with qtbot.waitSignal(desk.settings_changed, timeout=15_000):
        desk.use_settings(desk.settings.with_size(1))
    assert kept == [desk.settings]
    assert desk.settings.text_size == 1.1
    desk.close()


def test_what_a_job_wrote_is_undone_as_anything_else(qtbot: QtBot, desk: Desk, database: Database) -> None:
    said: list[str] = []
    desk.undone.connect(lambda words, _page: said.append(words))
    values = incident_values(database)
    then = partial(record_incident, told_at=NOON)
    job = desk.start(lambda _session, viewer: values, lambda facts, _tick: facts, then)  # noqa: ARG005 (asked so)
    with qtbot.waitSignal(job.succeeded, timeout=15_000):
        pass
    desk.undo()
    assert said == ["Angret: Hendelse 2026-1 er lagt til."]


def test_what_takes_long_to_undo_is_undone_beside_the_window(qtbot: QtBot, desk: Desk, database: Database) -> None:
    said: list[str] = []
    desk.undone.connect(lambda words, _page: said.append(words))
    hill, days = place_of(database), [TODAY - timedelta(days=n) for n in range(LONG + 1)]
    desk.write(log_days, hill, days)
    desk.undoing("Dagene er ført.")
    desk.undo()
    desk.undo()  # somebody who does not want to wait
    assert said == ["Angrer …", "Vent litt. Det angres fortsatt."]
    qtbot.waitUntil(lambda: len(said) == 3, timeout=30_000)
    assert said[-1] == "Angret: Dagene er ført."
    assert desk.read(exposure_days, hill, Period(days[-1], TODAY + timedelta(days=1))) == []
    desk.undo()
    assert said[-1] == "Det er ikke noe å angre."

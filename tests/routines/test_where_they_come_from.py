"""Routines in the window beside the measures they come from and the incidents that point at them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import handle_incident, record_incident
from ikdesk.incidents.page import IncidentPage
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.measures.model import Measure
from ikdesk.routines import ask_panel
from ikdesk.routines.page import RoutinePage
from tests.looking import Told, button, desk_of, shown, words_on
from tests.routines.test_page import answer, press
from tests.routines.test_writing_them import detail, do, valid
from tests.samples import NOON, incident_values


def _measure(session: Any, *, by: Any, today: date) -> Key:
    measure = Measure(number=7, title="Én om gangen", origin="immediate")
    measure.check(today)
    session.add(measure)
    session.flush()
    key: Key = measure.id
    return key


def test_a_measure_becomes_a_draft_that_is_opened_at_once(
    open_page: Callable[..., RoutinePage], database: Database, told: Told
) -> None:
    page = open_page()
    page.new_from_measure(do(database, _measure))
    assert page.form is not None
    assert page.form.form.input("title").value() == "Én om gangen"
    told.undo()
    assert page.rows.total == 0


def test_a_measure_becomes_a_new_version_and_is_shown_as_its_origin(
    open_page: Callable[..., RoutinePage], database: Database, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    key, measure = valid(database), do(database, _measure)
    answer(monkeypatch, ask_panel.MeasureBox, lambda box: box.which.set_value(str(key)))
    page = open_page()
    page.new_from_measure(measure)
    assert page.form is not None
    press(page, "Godkjenn")
    with qtbot.waitSignal(page.wants_measure) as wanted:
        press(page, "Fra tiltak 7: Én om gangen")
    assert wanted.args == [measure]


def test_from_a_routine_one_comes_to_the_incidents_that_point_at_it(
    open_page: Callable[..., RoutinePage], database: Database, qtbot: QtBot, told: Told
) -> None:
    key = valid(database)
    pointing, _other = (do(database, record_incident, incident_values(database), told_at=NOON) for _turn in range(2))
    do(database, handle_incident, pointing, {"routine_status": "broken", "routine_id": key})
    page = open_page()
    assert "Brutt: 1" in words_on(page)
    with qtbot.waitSignal(page.wants_incidents) as wanted:
        press(page, "Se hendelsen")
    incidents = shown(qtbot, IncidentPage(desk_of(database), told))
    assert incidents.rows.total == 2
    incidents.filters.show_routine(*wanted.args)
    assert [incidents.rows.key(at) for at in range(incidents.rows.total)] == [pointing]
    incidents.cases.open()
    assert "Gå på tur" in words_on(incidents)
    incidents.cases.leave()
    incidents.filters.reset.click()
    assert incidents.rows.total == 2


def test_an_incident_is_pointed_at_a_routine_when_it_is_followed_up(
    database: Database, qtbot: QtBot, told: Told
) -> None:
    key = valid(database)
    do(database, record_incident, incident_values(database), told_at=NOON)
    page = shown(qtbot, IncidentPage(desk_of(database), told))
    button(page, "Følg opp").click()
    page.cases.form.form.fill({"routine_status": "inadequate", "routine_id": str(key)})
    button(page, "Lagre").click()
    assert detail(database, key).incidents == (("inadequate", 1),)
    page.cases.open()
    assert "Gå på tur" in words_on(page)

"""Ctrl+Z in the window: on any page, after what is typed, past nothing that cannot be undone, and not after a lock."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ikdesk import data
from ikdesk.incidents.actions import close_incident, handle_incident, record_incident, reopen_incident
from ikdesk.incidents.model import Status
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.queries import incident_detail
from ikdesk.incidents.report_page import ReportPage
from ikdesk.incidents.restricted_actions import restrict_incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.undo import Touched
from ikdesk.kernel.viewer import Key
from ikdesk.safe.vault import unlock
from ikdesk.ui.desk import Desk
from ikdesk.unit.exposure_page import ExposurePage
from ikdesk.unit.queries import places
from ikdesk.workplace import Workplace
from tests.ui.hands import click, write


@pytest.fixture(scope="module")
def opened(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[data.Data]:
    """The demo, open."""
    folder = tmp_path_factory.mktemp("undo") / "demo"
    shutil.copytree(demo_made, folder)
    found = data.open_data(folder, unlock(folder, data.DEMO_PASSWORD), clock=Clock())
    yield found
    found.close()


@pytest.fixture(scope="module")
def sat_down(opened: data.Data, qapp: QApplication) -> Iterator[Workplace]:
    """The pages, shown once."""
    made = _workplace(opened)
    made.window.resize(1366, 768)
    made.window.show()
    yield made
    made.close()
    made.window.close()
    qapp.processEvents()


@pytest.fixture
def place(sat_down: Workplace, opened: data.Data, qtbot: QtBot) -> Workplace:
    """The same, with nothing done yet."""
    qtbot.waitExposed(sat_down.window)
    sat_down.window.activateWindow()
    sat_down.window.go("start")
    opened.database.steps.forget()
    sat_down.window._toast.hide()
    return sat_down


def _workplace(opened: data.Data) -> Workplace:
    return Workplace(opened, Settings(), lambda _settings: None, lambda: None, lambda: None)


def _recorded(desk: Desk) -> Key:
    hill = next(row.id for row in desk.read(places) if row.standard == "sledding_hill")
    values = {"kind": "near_miss", "occurred_on": desk.today, "place_id": hill, "severity": 0, "story": "Nesten"}
    key: Key = desk.write(record_incident, values, told_at=desk.clock.local())
    return key


def _status(place: Workplace, key: Key) -> Status:
    found = place.desk.read(incident_detail, key)
    assert found is not None
    return found.status


def _undo(place: Workplace, at: QWidget | None = None) -> str:
    """Press Ctrl+Z where focus is, and read what is said at the foot."""
    QTest.keyClick(at or place.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    return place.window._toast.text if place.window._toast.isVisible() else ""


def test_what_was_done_is_undone_from_any_page_newest_first(place: Workplace) -> None:
    key = _recorded(place.desk)
    place.desk.write(close_incident, key, at=place.desk.clock.local())
    place.desk.undoing("Saken er lukket.")
    place.window.go("exposure")
    days = cast("ExposurePage", place.window.page)
    days._on_today()
    assert "er ført som brukt" in place.window._toast.text
    place.window.go("measures")
    said = _undo(place)
    assert said.startswith("Angret: ")
    assert said.endswith(" Du finner det under Akedager.")
    place.window.go("incidents")
    assert _undo(place) == "Angret: Saken er lukket."
    assert _status(place, key) is Status.REPORTED
    _undo(place)
    assert _status(place, key) is Status.WITHDRAWN
    assert _undo(place) == "Det er ikke noe å angre."


def test_what_is_typed_is_undone_before_what_was_saved(place: Workplace) -> None:
    key = _recorded(place.desk)
    place.window.go("report")
    story = cast("Any", cast("ReportPage", place.window.page).form.input("story"))
    story.setFocus()
    write(story, "Barnet")
    _undo(place, story)
    assert story.toPlainText() == ""
    assert _status(place, key) is Status.REPORTED
    assert _undo(place, story).startswith("Angret: ")
    assert _status(place, key) is Status.WITHDRAWN


def test_what_was_thrown_away_is_brought_back_before_that(place: Workplace) -> None:
    key = _recorded(place.desk)
    brought: list[bool] = []
    place.tell("Utkastet er kastet.", "Angre", lambda: brought.append(True))
    QTest.keyClick(place.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert brought == [True]
    assert _status(place, key) is Status.REPORTED


def test_what_cannot_be_undone_is_said_and_the_next_goes_on_below_it(place: Workplace) -> None:
    key = _recorded(place.desk)
    other = _recorded(place.desk)
    place.desk.write(restrict_incident, key)
    assert place.desk.undoing("Hendelsen er skjermet.") == ()
    assert _undo(place) == "Hvem som får se en hendelse, kan ikke angres her. Åpne hendelsen, og velg «Skjerm»."
    assert _status(place, other) is Status.REPORTED
    _undo(place)
    assert _status(place, other) is Status.WITHDRAWN
    assert _undo(place).endswith("er endret siden. Åpne den og rett den i stedet.")


def test_the_link_undoes_its_own_step_and_nothing_newer(place: Workplace) -> None:
    desk, key = place.desk, _recorded(place.desk)
    desk.write(handle_incident, key, {"handling": "Vi snakket om det."})
    place.tell("Lagret.", *desk.undoing("Lagret."))
    other = _recorded(desk)
    click(place.window._toast._link)
    assert _status(place, key) is Status.REPORTED
    assert _status(place, other) is Status.REPORTED
    desk.write(close_incident, key, at=desk.clock.local())
    place.tell("Lukket.", *desk.undoing("Lukket."))
    desk.write(reopen_incident, key)
    click(place.window._toast._link)
    assert "er endret siden" in place.window._toast.text
    assert _status(place, key) is Status.IN_PROGRESS


def test_a_step_is_undone_once(place: Workplace) -> None:
    key = _recorded(place.desk)
    place.desk.write(close_incident, key, at=place.desk.clock.local())
    _words, again = cast("Any", place.desk.undoing("Saken er lukket."))
    again()
    again()
    assert place.window._toast.text == "Det er angret allerede, eller det er for lenge siden."
    assert _status(place, key) is Status.REPORTED


def test_what_changed_nothing_offers_nothing(place: Workplace) -> None:
    key = _recorded(place.desk)
    place.desk.write(close_incident, key, at=place.desk.clock.local())
    place.desk.write(close_incident, key, at=place.desk.clock.local())
    assert place.desk.undoing("Saken er lukket.") == ()


def test_new_pages_go_on_with_what_was_done_on_the_old_ones(place: Workplace, opened: data.Data) -> None:
    key = _recorded(place.desk)
    anew = Desk(opened.database, opened.viewer, opened.clock, opened.codebook(), Settings())
    anew.undo()
    anew.close()
    assert _status(place, key) is Status.WITHDRAWN


def test_an_empty_line_to_search_in_lets_the_key_through(place: Workplace) -> None:
    key = _recorded(place.desk)
    place.window.go("incidents")
    words = cast("IncidentPage", place.window.page).filters.words
    words.setFocus()
    assert _undo(place, words).startswith("Angret: ")
    assert _status(place, key) is Status.WITHDRAWN


def test_a_message_that_stands_holds_nothing_of_what_stood_before(place: Workplace, opened: data.Data) -> None:
    key = _recorded(place.desk)
    place.desk.write(handle_incident, key, {"handling": "Kanari sa det."})
    place.desk.write(handle_incident, key, {"handling": "Noe annet."})
    place.tell("Lagret.", *place.desk.undoing("Lagret."))
    gc.collect()
    assert _steps_in_memory() > 0
    opened.database.steps.forget()
    gc.collect()
    assert _steps_in_memory() == 0
    click(place.window._toast._link)
    assert place.window._toast.text == "Det er angret allerede, eller det er for lenge siden."


def _steps_in_memory() -> int:
    return sum(isinstance(one, Touched) for one in gc.get_objects())

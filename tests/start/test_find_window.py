"""Ctrl+K in the window: what is found is opened where it is, commands are done, and each role finds its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk import data
from ikdesk.incidents.page import IncidentPage
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.settings import Settings
from ikdesk.review.page import ReviewPage
from ikdesk.review.rule_panel import FindingLine
from ikdesk.safe.vault import unlock
from ikdesk.sector.page import SectorPage
from ikdesk.start.find_model import Sort, Thing
from ikdesk.ui.found_list import Hit
from ikdesk.ui.palette import Palette
from ikdesk.unit.page import SettingsPage
from ikdesk.workplace import Workplace
from tests.looking import button
from tests.ui.hands import click, press, write

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def locked() -> list[str]:
    return []


@pytest.fixture(scope="module")
def place(
    demo_made: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication, locked: list[str]
) -> Iterator[Workplace]:
    """The pages of the demo, shown once."""
    folder = tmp_path_factory.mktemp("find") / "demo"
    shutil.copytree(demo_made, folder)
    found = data.open_data(folder, unlock(folder, data.DEMO_PASSWORD), clock=Clock())
    made = Workplace(found, Settings(), lambda _settings: None, lambda: locked.append("lock"), lambda: None)
    made.window.resize(1366, 768)
    made.window.show()
    yield made
    made.close()
    made.window.close()
    made.window.deleteLater()  # a thousand controls would be dressed anew at each change of looks in the tests after it
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    found.close()


@pytest.fixture
def look(place: Workplace, qtbot: QtBot) -> Callable[[str], list[Hit]]:
    """Press Ctrl+K and write."""
    def _look(typed: str) -> list[Hit]:
        over: Palette = place.ways.finder.palette
        over.hide()
        place.window.activateWindow()
        qtbot.waitUntil(place.window.isActiveWindow)
        QTest.keyClick(place.window, Qt.Key.Key_K, CONTROL)
        assert over.isVisible()
        write(over.line, typed)
        qtbot.waitUntil(lambda: over.foot.text().endswith("treff"), timeout=10_000)
        QTest.qWait(120)
        return over.list.hits

    return _look


def _open(place: Workplace, hits: list[Hit], wanted: Callable[[Any], bool]) -> Any:
    """Go down to what is wanted, and press Enter."""
    over = place.ways.finder.palette
    at = next(at for at, hit in enumerate(hits) if wanted(hit.key))
    for _step in range(at):
        press(over.line, Qt.Key.Key_Down)
    press(over.line, Qt.Key.Key_Return)
    QApplication.processEvents()
    return place.window.page


def _thing(sort: Sort) -> Callable[[Any], bool]:
    return lambda key: isinstance(key, Thing) and key.sort is sort


def test_an_incident_is_opened_in_the_list(place: Workplace, look: Any) -> None:
    hits = look("2026-11")
    page = _open(place, hits, _thing(Sort.INCIDENT))
    assert isinstance(page, IncidentPage)
    assert page.list.key == hits[0].key.key


def test_measures_routines_places_and_equipment_are_opened_where_they_are(place: Workplace, look: Any) -> None:
    hits = look("aking mot")
    measure = next(hit.key.key for hit in hits if _thing(Sort.MEASURE)(hit.key))
    page = _open(place, hits, _thing(Sort.MEASURE))
    assert (place.window.key, page.list.key) == ("measures", measure)
    _open(place, look("akebakken"), _thing(Sort.ROUTINE))
    assert place.window.key == "routines"
    hits = look("store akebakken")
    page = _open(place, hits, _thing(Sort.PLACE))
    assert page.filters.wanted().place == next(hit.key.key for hit in hits if _thing(Sort.PLACE)(hit.key))


def test_settings_help_and_commands_are_gone_to_and_done(place: Workplace, look: Any, locked: list[str]) -> None:
    page = _open(place, look("personvern"), lambda key: key == (Sort.SETTING, "privacy"))
    assert isinstance(page, SettingsPage)
    assert page.part == "privacy"
    _open(place, look("angre"), lambda key: isinstance(key, tuple) and key[0] is Sort.HELP)
    assert place.window.key == "help"
    _open(place, look("tertialrapport"), lambda key: key == (Sort.COMMAND, "reports"))
    assert place.window.key == "reports"
    _open(place, look("lås skjermen"), lambda key: key == (Sort.COMMAND, "lock"))
    assert locked == ["lock"]
    _open(place, look("nytt tiltak"), lambda key: key == (Sort.COMMAND, "measure"))
    assert place.window.key == "measures"
    _open(place, look("gå til oversikt"), lambda key: key == (Sort.COMMAND, "start"))
    assert place.window.key == "start"


def test_every_command_that_is_offered_leads_somewhere(place: Workplace, look: Any) -> None:
    look("x")
    offered = place.ways.finder.found("")
    assert offered[0].hits[0].key == (Sort.COMMAND, "report")
    keys = {key for key, _title, _icon in place.ways.settings()}
    place.show_setting("unit")
    page = place.window.page
    assert isinstance(page, SettingsPage)
    for key in keys:
        place.show_setting(key)
        assert page.part == key


def test_what_is_left_undone_is_found_and_leads_to_where_it_is_put_right(place: Workplace, look: Any) -> None:
    page = _open(place, look("røntgen"), lambda key: key == (Sort.COMMAND, "review"))
    assert isinstance(page, ReviewPage)
    for kind, key in {"measures": "measures", "incidents": "incidents", "equipment": "settings"}.items():
        panel = next(panel for rule, panel in page.rules.items() if rule.page == kind)
        panel.findChildren(FindingLine)[0].opened.emit()
        assert place.window.key == key
        place.go.page("review")


def test_who_receives_reports_of_many_units_finds_where_they_are_collected(
    place: Workplace, look: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("IKDESK_APPLICATION", str(tmp_path))
    page = _open(place, look("flere enheter"), lambda key: key == (Sort.COMMAND, "sector"))
    assert isinstance(page, SectorPage)
    click(page.back)
    assert place.window.key == "reports"
    click(button(place.window.page, "Samle rapporter"))
    assert place.window.page is page

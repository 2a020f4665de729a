"""What is wrong with the logs, told in the window until a leader accepts it; and the anchor kept up to date."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ikdesk import data
from ikdesk.access.log_panel import LogPanel
from ikdesk.access.model import Deed
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import Key
from ikdesk.safe.anchor import NAME
from ikdesk.unit.page import SettingsPage
from ikdesk.workplace import Workplace
from tests.access.conftest import Kept
from tests.looking import shown, words_on


@pytest.fixture
def sit_down(qtbot: QtBot, kept: Kept) -> Iterator[Any]:
    """Unlock and sit down; gives the open data and the pages."""
    stood: list[tuple[data.Data, Workplace]] = []

    def at_work() -> tuple[data.Data, Workplace]:
        found = kept.open()
        place = Workplace(found, Settings(), lambda _looks: None, lambda: None, lambda: None)
        shown(qtbot, place.window, 1366, 768)
        stood.append((found, place))
        return stood[-1]

    yield at_work
    for found, place in stood:
        place.close()
        found.close()


def test_a_missing_anchor_stands_above_every_page_and_in_the_log(kept: Kept, sit_down: Any) -> None:
    (kept.folder / NAME).unlink()
    found, place = sit_down()
    assert "Kontrollfilen anchor.json er borte" in words_on(place.window)
    place.show_setting("log")
    page = place.window.page
    assert isinstance(page, SettingsPage)
    assert isinstance(page.panel, LogPanel)
    assert "Kontrollfilen anchor.json er borte" in words_on(page.panel)
    found.accept("Vi ryddet i mappen.")
    assert (kept.folder / NAME).exists()


def test_an_edited_row_is_found_while_one_works_and_said_once(kept: Kept, qtbot: QtBot, sit_down: Any) -> None:
    kept.alter("UPDATE history SET by_name = 'Kari' WHERE seq = 3")
    found, place = sit_down()
    assert "linje 3" not in words_on(place.window)
    place._on_minute()
    qtbot.waitUntil(lambda: "linje 3 er endret" in words_on(place.window), timeout=10_000)
    assert found.walked == found.clock.today().isoformat()
    place._on_minute()
    assert words_on(place.window).count("linje 3 er endret") == 1


def test_the_anchor_follows_what_is_written_a_minute_later(kept: Kept, qtbot: QtBot, sit_down: Any) -> None:
    found, place = sit_down()
    place.desk.note(Deed.OPENED, "incident", [Key(int=1)])

    def reaches() -> int:
        return int(json.loads((kept.folder / NAME).read_text())["access"][0])

    before = reaches()
    place._on_minute()
    qtbot.waitUntil(lambda: reaches() > before, timeout=15_000)
    assert found.findings == ()


def test_an_anchor_that_could_not_be_laid_out_is_laid_out_the_next_time(kept: Kept) -> None:
    found = kept.open()
    (kept.folder / NAME).unlink()
    (kept.folder / NAME).mkdir()  # something of another program's stands in its place
    found.note(Deed.OPENED, "incident", [Key(int=1)])
    found.keep_anchor()
    (kept.folder / NAME).rmdir()
    found.keep_anchor()
    assert (kept.folder / NAME).is_file()
    found.close()


def test_from_an_incident_one_comes_to_who_has_seen_it(sit_down: Any) -> None:
    _found, place = sit_down()
    place.window.go("incidents")
    page = place.window.page
    page.list.choose(page.rows.key(0))
    page.seen.click()
    settings = place.window.page
    assert isinstance(settings, SettingsPage)
    assert isinstance(settings.panel, LogPanel)
    assert settings.panel.rows.total == 1

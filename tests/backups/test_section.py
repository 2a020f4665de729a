"""The backups in the settings and on the front page, and the ones that are made by themselves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk import data as opening
from ikdesk.backup_data import DUE
from ikdesk.backups.backups_panel import BackupsPanel
from ikdesk.closed_data import salvaging
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.settings import Settings
from ikdesk.lock.busy_page import BusyPage
from ikdesk.people.model import RIGHTS, Role
from ikdesk.start.page import OverviewPage
from ikdesk.workplace import Workplace
from tests.backups.conftest import Home, done, report, section, unlocked
from tests.looking import cut, larger, nameless, words_on
from tests.samples import TODAY
from tests.ui.hands import answering, click, name_file, press

Sit = Callable[[opening.Data], Workplace]


@pytest.fixture
def sit(qtbot: QtBot) -> Iterator[Sit]:
    """Sit down at the pages of open data, in a window."""
    places: list[Workplace] = []

    def down(data: opening.Data) -> Workplace:
        place = Workplace(data, Settings(), lambda _settings: None, lambda: None, lambda: None)
        places.append(place)
        qtbot.addWidget(place.window)
        place.window.resize(1366, 768)
        place.window.show()
        return place

    yield down
    for place in places:
        place.close()


def test_the_section_says_how_it_stands_makes_one_and_tries_it(qtbot: QtBot, sit: Sit, data: opening.Data) -> None:
    panel = section(qtbot, sit(data))
    assert panel.state.sentence.text() == "Det finnes ingen sikkerhetskopi ennå. Ta en nå."
    assert "Ingen sikkerhetskopi ennå" in words_on(panel)
    panel.state.make.setFocus()
    done(qtbot, panel, lambda: press(panel.state.make, Qt.Key.Key_Return))
    assert panel.list.count.text() == "1 kopi"
    assert panel.focusWidget() is panel.state.make
    assert "ligger bare på denne maskinen" in panel.state.sentence.text()
    done(qtbot, panel, panel.state.test.click)
    told = words_on(panel.tried)
    assert "er hel og kan hentes tilbake. Den har 1 hendelse. Den nyeste:" in told
    assert panel.tried.table is not None
    assert cast("Any", panel.tried.table).grid.rows == (("2026-1", "30.04.2026", "Skade på barn/elev"),)
    assert panel.focusWidget() is panel.tried.close_it
    assert "Falt i gjerdet" not in told
    assert nameless(panel) == []
    assert cut(panel) == []
    press(panel.tried.close_it, Qt.Key.Key_Return)
    assert panel.focusWidget() is panel.state.test


def test_a_second_place_is_chosen_missed_and_given_up(
    qtbot: QtBot, sit: Sit, data: opening.Data, stick: Path, qapp: QApplication
) -> None:
    panel = section(qtbot, sit(data))
    with answering(name_file(stick)):
        done(qtbot, panel, panel.second.choose.click)
    assert panel.list.count.text() == "2 kopier"
    assert "stick" in panel.second.name.text()
    assert "i dag" in panel.second.age.text()
    assert panel.second.pill.accessibleName() == "På samme disk"  # here it does
    assert panel.focusWidget() is panel.second.choose
    shutil.rmtree(stick)
    done(qtbot, panel, panel.reload)
    assert panel.second.pill.accessibleName() == "Ikke tilgjengelig nå"
    with larger(qapp):
        panel.window().resize(1024, 700)
        assert cut(panel) == []
    done(qtbot, panel, panel.second.stop.click)
    assert panel.second.found.isHidden()


def test_what_goes_wrong_is_said_and_a_damaged_file_can_be_saved(
    qtbot: QtBot, sit: Sit, data: opening.Data, tmp_path: Path
) -> None:
    panel = section(qtbot, sit(data))
    (data.folder / "backups").write_text("in the way")
    done(qtbot, panel, panel.state.make.click)
    assert "Kan ikke skrive" in panel.state.problem.label.text()
    assert panel.damaged.isHidden()  # it is the disk that says no; the data are whole
    with answering(name_file(data.folder)):
        panel.second.choose.click()
        qtbot.waitUntil(panel.second.problem.isVisible, timeout=20_000)
    assert "utenfor mappen med dataene" in panel.second.problem.label.text()
    with pytest.raises(Problem):
        salvaging(data.folder, data.folder / "ny", data.keys)


def test_what_can_be_read_is_saved_to_another_folder_and_one_goes_on_there(
    qtbot: QtBot, program: Any, home: Home, tmp_path: Path
) -> None:
    found = program(home.folder)
    panel = section(qtbot, unlocked(found, qtbot))
    panel.damaged.show()
    with answering(name_file(tmp_path)):
        panel.salvage.click()
    page = cast("BusyPage", found.shell.currentWidget())
    qtbot.waitUntil(page.go.isVisible, timeout=20_000)
    assert page.title.text() == "Alt er reddet"
    first, *others = page.words.text().split("\n\n")
    assert "opplysninger er reddet til mappen" in first
    assert others == ["Alt som lå i filen, er med.", "De gamle dataene ligger der de lå."]
    page.go.click()
    [into] = tmp_path.glob("IKdesk-reddet-*")
    assert program.anew == [into]
    saved = opening.open_data(into, home.keys, clock=Clock(TODAY))
    assert saved.read(how_many, Filter()) == 1
    saved.close()


def test_the_front_page_warns_those_who_can_do_something_about_it(qtbot: QtBot, sit: Sit, data: opening.Data) -> None:
    place = sit(data)
    page = cast("OverviewPage", place.window.page)
    assert page.backups.isHidden()
    place.keeper.look()
    qtbot.waitUntil(page.backups.isVisible)
    assert page.backups.banner.label.text() == "Det finnes ingen sikkerhetskopi ennå. Ta en nå."
    click(page.backups.look)
    assert isinstance(cast("Any", place.window.page).panel, BackupsPanel)


def test_one_is_made_by_itself_after_half_an_hour_with_changes_whoever_works(
    qtbot: QtBot, data: opening.Data, sit: Sit
) -> None:
    seconds = [0.0]
    data.backups._seconds, data.backups._changed = lambda: seconds[0], None
    data.viewer = data.viewer.__class__(data.viewer.person, "Kari", "staff", RIGHTS[Role.STAFF])
    place = sit(data)
    report(data)
    place.window.go("settings")
    assert "backups" not in [part.code for part in cast("Any", place.window.page).section.buttons()]
    place.keeper._on_minute()
    assert data.backups.kept() == ()
    seconds[0] = DUE
    with qtbot.waitSignal(place.keeper.changed, timeout=20_000):
        place.keeper._on_minute()
    assert [kept.incidents for kept in data.backups.kept()] == [2]
    assert place.keeper.state is not None
    assert not place.keeper.state.unsaved


def test_an_automatic_one_that_fails_is_remembered_and_nobody_is_disturbed(
    qtbot: QtBot, data: opening.Data, sit: Sit
) -> None:
    (data.folder / "backups").write_text("in the way")
    place = sit(data)
    with qtbot.waitSignal(place.keeper.changed, timeout=20_000):
        place.keeper.work(data.backups.make_if_changed).succeeded.connect(lambda _kept: place.keeper.look())
    page = cast("OverviewPage", place.window.page)
    assert page.backups.banner.label.text().startswith("Sikkerhetskopien ble ikke tatt:")

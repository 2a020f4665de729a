"""Backups as people meet them: the settings, the front page, the first steps on a new machine, and when one closes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk import data as opening
from ikdesk import restore_data
from ikdesk.app import Program
from ikdesk.backup_data import DUE
from ikdesk.backups.backups_panel import BackupsPanel
from ikdesk.backups.restore_panel import RestoreBox
from ikdesk.closed_data import salvaging
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.settings import Settings
from ikdesk.lock.busy_page import BusyPage
from ikdesk.lock.page import LockPage
from ikdesk.people.model import RIGHTS, Role
from ikdesk.start.first_page import FirstPage
from ikdesk.start.page import OverviewPage
from ikdesk.start.restore_page import RestorePage
from ikdesk.ui.window import Window
from ikdesk.workplace import Workplace
from tests.backups.conftest import PASSWORD, Home, report
from tests.looking import button, cut, larger, nameless, words_on
from tests.samples import TODAY
from tests.test_app import end
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


def section(qtbot: QtBot, place: Workplace) -> BackupsPanel:
    """The part of the settings, when it knows how they stand."""
    place.show_setting("backups")
    panel = cast("BackupsPanel", cast("Any", place.window.page).panel)
    qtbot.waitUntil(lambda: place.keeper.state is not None)
    return panel


def done(qtbot: QtBot, panel: BackupsPanel, act: Callable[[], object]) -> None:
    """Do something, and wait until it is done and the list is there."""
    with qtbot.waitSignal(panel._keeper.changed, timeout=20_000):
        act()
    qtbot.waitUntil(lambda: not panel._busy)
    with qtbot.waitSignal(panel.list.rows.reloaded, timeout=20_000):
        panel.reload()


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


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """Starts the program in a folder, as a user does; says instead of starting it again where it would begin."""
    begun: list[Program] = []
    monkeypatch.setattr("sys.excepthook", lambda *_error: None)
    monkeypatch.setattr("threading.excepthook", lambda *_error: None)
    for module in ("app", "entrance_app"):
        monkeypatch.setattr(f"ikdesk.{module}.remember_folder", lambda _folder: None)
    monkeypatch.setattr(qapp, "quit", lambda: None)

    def start(folder: Path) -> Program:
        found = Program(qapp, folder, Clock(TODAY))
        found._begin_anew = lambda: anew.append(found._folder)  # type: ignore[method-assign]
        begun.append(found)
        found.show()
        return found

    anew: list[Path] = []
    start.anew = anew  # type: ignore[attr-defined]
    yield start
    for one in begun:
        end(one, qapp)


def unlocked(program: Program, qtbot: QtBot) -> Workplace:
    lock = cast("LockPage", program.shell.currentWidget())
    lock.password.setText(PASSWORD)
    with qtbot.waitSignal(lock.unlocked, timeout=30_000):
        lock.unlock.click()
    assert program._workplace is not None
    return program._workplace


def test_one_is_made_when_the_window_closes_and_when_the_key_goes(qtbot: QtBot, program: Any, home: Home) -> None:
    found = program(home.folder)
    place = unlocked(found, qtbot)
    report(place._data)
    found.shell.close()
    assert not found.shell.isVisible()
    kept = restore_data.candidates_in(home.folder)
    assert [one.incidents for one in kept] == [2]
    again = program(home.folder)
    report(unlocked(again, qtbot)._data)
    again._restart()
    assert program.anew == [home.folder]
    assert restore_data.candidates_in(home.folder)[0].incidents == 3


def test_a_slow_one_says_so_and_a_second_click_does_not_disturb_it(
    qtbot: QtBot, program: Any, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = program(home.folder)
    place = unlocked(found, qtbot)
    seen: list[str] = []

    def slow() -> None:
        while not isinstance(found.shell.currentWidget(), BusyPage):
            pass
        seen.append(found.shell.currentWidget().title.text())

    monkeypatch.setattr(place._data.backups, "make_if_changed", slow)
    monkeypatch.setattr("ikdesk.backup_app.MOMENT", 0)
    found.shell.close()
    assert seen == ["Tar sikkerhetskopi …"]
    assert not found.shell.isVisible()


def test_going_back_to_a_copy_keeps_what_one_had_and_ends_at_the_lock_screen(
    qtbot: QtBot, program: Any, home: Home
) -> None:
    found = program(home.folder)
    place = unlocked(found, qtbot)
    panel = section(qtbot, place)
    done(qtbot, panel, panel.state.make.click)
    report(place._data, "Kom til etter kopien")
    said: list[str] = []

    def wrong_then_right(box: RestoreBox) -> None:
        box.asks.password.setText("ikke det passordet")
        box.go.click()
        qtbot.waitUntil(lambda: bool(box.asks.boxes["password"].error), timeout=20_000)
        said.append(box.asks.boxes["password"].error)
        box.asks.password.setText(PASSWORD)
        box.go.click()

    with answering(wrong_then_right, kind=RestoreBox):
        press(panel.list.restore, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    qtbot.waitUntil(lambda: bool(program.anew), timeout=20_000)
    assert "feil" in said[0]
    assert [path.name[:9] for path in home.folder.glob("replaced-*")] == ["replaced-"]
    back = home.open()
    assert back.read(how_many, Filter()) == 1
    back.close()


def test_what_cannot_be_brought_back_leaves_all_as_it_was(qtbot: QtBot, program: Any, home: Home) -> None:
    found = program(home.folder)
    place = unlocked(found, qtbot)
    panel = section(qtbot, place)
    done(qtbot, panel, panel.state.make.click)
    kept = panel.list.chosen()
    assert kept is not None

    def spoil(box: RestoreBox) -> None:
        with kept.path.open("r+b") as file:
            file.seek(kept.size // 2)
            file.write(b"\0" * 64)
        box.asks.password.setText(PASSWORD)
        box.go.click()

    with answering(spoil, kind=RestoreBox):
        panel.list.restore.click()
        qtbot.waitUntil(lambda: isinstance(found.shell.currentWidget(), BusyPage), timeout=20_000)
    page = cast("BusyPage", found.shell.currentWidget())
    qtbot.waitUntil(page.go.isVisible, timeout=20_000)
    assert page.words.text().endswith("Alt ligger som det gjorde.")
    assert page.focusWidget() is page.go
    page.go.click()
    assert program.anew == [home.folder]
    assert not list(home.folder.glob("replaced-*"))


@pytest.fixture
def rescued_stick(home: Home, stick: Path) -> Path:
    """What is left when the PC is stolen: a memory stick."""
    data = home.open()
    data.backups.choose_second(stick)
    data.backups.make()
    data.close()
    shutil.rmtree(home.folder)
    return stick


def restoring(program: Any, qtbot: QtBot, folder: Path) -> tuple[Program, RestorePage]:
    """The program on a new machine, where somebody says that they have a backup from before."""
    found = program(folder)
    first = cast("FirstPage", found.shell.currentWidget())
    click(button(first, "Jeg har en sikkerhetskopi fra før"))
    return found, cast("RestorePage", found.shell.currentWidget())


def test_on_a_new_machine_all_comes_back_from_the_stick(
    qtbot: QtBot, program: Any, rescued_stick: Path, tmp_path: Path, qapp: QApplication
) -> None:
    new = tmp_path / "ny-pc" / "IKdesk"
    found, page = restoring(program, qtbot, new)
    assert page.go.isHidden()
    assert page.focusWidget() is page.candidates.look_in
    with answering(name_file(rescued_stick)):
        click(page.candidates.look_in)
        qtbot.waitUntil(lambda: page.candidates.found is not None)
    assert "Fant én kopi." in words_on(page)
    assert page.focusWidget() is page.candidates.list
    assert (nameless(page), cut(page)) == ([], [])
    page.go.click()
    assert page.opens.boxes["password"].error == "Skriv passordet."
    page.opens.password.setText("ikke det passordet")
    page.go.click()
    qtbot.waitUntil(lambda: "feil" in page.opens.boxes["password"].error, timeout=20_000)
    assert page.focusWidget() is page.opens.password
    assert not opening.exists(new)
    with larger(qapp):
        found.shell.resize(1024, 700)
        assert cut(page) == []
    page.opens.password.setText(PASSWORD)
    press(page.opens.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(found.shell.currentWidget(), Window), timeout=20_000)
    assert found._workplace is not None
    assert found._workplace.desk.read(how_many, Filter()) == 1


def test_with_the_recovery_code_a_new_password_is_chosen_at_the_lock_screen(
    qtbot: QtBot, program: Any, rescued_stick: Path, home: Home, tmp_path: Path
) -> None:
    found, page = restoring(program, qtbot, tmp_path / "ny")
    page.candidates.look(rescued_stick)
    qtbot.waitUntil(lambda: page.candidates.found is not None)
    page.opens.way.set_value("code")
    page.opens.code.setText("ABCDE")
    page.go.click()
    qtbot.waitUntil(lambda: bool(page.opens.boxes["code"].error), timeout=20_000)
    page.opens.code.setText(home.code)
    page.go.click()
    qtbot.waitUntil(lambda: isinstance(found.shell.currentWidget(), LockPage), timeout=20_000)
    lock = cast("LockPage", found.shell.currentWidget())
    assert (lock.code.isVisible(), lock.code.text()) == (True, home.code)
    assert lock.focusWidget() is lock.new
    assert opening.exists(tmp_path / "ny")


def test_what_is_no_backup_or_only_half_of_one_is_said_plainly(
    qtbot: QtBot, program: Any, rescued_stick: Path, tmp_path: Path
) -> None:
    _found, page = restoring(program, qtbot, tmp_path / "ny")
    empty = tmp_path / "tom"
    empty.mkdir()
    page.candidates.look(empty)
    qtbot.waitUntil(page.candidates.problem.isVisible)
    assert page.candidates.problem.label.text().startswith("Her er det ingen sikkerhetskopi.")
    [note] = rescued_stick.glob("*.ikbackup.json")
    note.rename(tmp_path / "borte.json")
    page.candidates.look(rescued_stick)
    qtbot.waitUntil(lambda: page.candidates.rows.total == 1)
    assert "mangler eller er skadet" in page.candidates.problem.label.text()
    assert page.go.isHidden()
    assert "Kan ikke brukes" in str(page.candidates.rows.row(0).state)
    letter = tmp_path / "brev.txt"
    letter.write_text("Hei")
    page.candidates.look(letter)
    qtbot.waitUntil(lambda: page.candidates.rows.row(0).name == "brev.txt")
    assert page.go.isHidden()
    page.back.click()
    qapp = QApplication.instance()
    assert qapp is not None
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert isinstance(_found.shell.currentWidget(), FirstPage)

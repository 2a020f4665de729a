"""Backups as people meet them: the settings, the front page, the first steps on a new machine, and when one closes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk import data as opening
from ikdesk import restore_data
from ikdesk.app import Program
from ikdesk.backups.restore_panel import RestoreBox
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.lock.busy_page import BusyPage
from ikdesk.lock.page import LockPage
from ikdesk.start.first_page import FirstPage
from ikdesk.start.restore_page import RestorePage
from ikdesk.ui.window import Window
from tests.backups.conftest import PASSWORD, Home, done, report, section, unlocked
from tests.looking import button, cut, larger, nameless, words_on
from tests.ui.hands import answering, click, name_file, press


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


@pytest.mark.parametrize("here", [True, False])
def test_where_the_data_are_damaged_the_backups_one_has_are_shown_before_one_asks(
    qtbot: QtBot, program: Any, home: Home, stick: Path, here: bool
) -> None:
    data = home.open()
    data.backups.choose_second(stick)
    kept = data.backups.make()
    data.close()
    (home.folder / "ikdesk.db").unlink()
    if not here:
        shutil.rmtree(kept.path.parent)
    found = program(home.folder)
    click(button(found.shell.currentWidget(), "Gjenopprett fra en sikkerhetskopi …"))
    page = cast("RestorePage", found.shell.currentWidget())
    qtbot.waitUntil(lambda: page.candidates.found is not None, timeout=20_000)
    assert page.candidates.found is not None
    assert page.candidates.found.path == (kept.path if here else stick / kept.path.name)
    assert page.go.isVisible()
    assert page.focusWidget() is page.candidates.list


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

"""The screen lock over real data: what hides, what comes back, and when the full lock must follow."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ikdesk import data
from ikdesk.access.queries import access_page
from ikdesk.access.row_model import AccessFilter
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.settings import Settings
from ikdesk.locks_app import Locks
from ikdesk.people.pin_actions import keep_pin
from ikdesk.safe import inbox
from ikdesk.safe.pin import Pin, new_pin
from ikdesk.safe.vault import unlock
from ikdesk.ui.clipboard import copy_secret
from ikdesk.ui.dialogs import Box, ReasonBox
from ikdesk.ui.idle import EVERY, JUMP, IdleWatch
from ikdesk.ui.inputs import LongText
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.layouts import Column
from ikdesk.ui.shell import Shell
from ikdesk.ui.text import Label
from ikdesk.unit.actions import add_department
from tests.looking import nameless
from tests.ui.hands import click, press, write

SECRET = "Kanari falt fra huska"
Reload = Callable[[], "Desk"]


class Time:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """A window with something open, and its locks."""

    def __init__(self, opened: data.Data) -> None:
        self.opened, self.kept, self.ended, self.switched = opened, 0, 0, 0
        self.back: list[tuple[int, int]] = []
        self.shell = Shell(lambda: None)
        self.work = QWidget()
        self.text = LongText()
        self.text.set_value(SECRET)
        Column(Label(SECRET), self.text, parent=self.work)
        self.shell.put(self.work)
        self.shell.setWindowTitle(SECRET)
        self.steady, self.wall = Time(), Time()
        self.watch = IdleWatch(self.steady, self.wall)
        self.jobs = Jobs()
        self.locks = Locks(self.shell, self.jobs, self._on_keep, self.watch)
        self.locks.full.connect(self._on_full)
        self.locks.switch.connect(self._on_switch)
        self.locks.back.connect(lambda *told: self.back.append(told))
        self.shell.resize(1000, 700)
        self.shell.show()
        self.locks.begin(opened, Settings())

    def _on_keep(self) -> None:
        self.kept += 1

    def _on_full(self) -> None:
        self.ended += 1

    def _on_switch(self) -> None:
        self.switched += 1

    def is_locked(self) -> bool:
        """Whether the screen is locked now."""
        return self.locks.locked

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """As the system brings a key: to the window in front."""
        window = QApplication.focusWindow() or self.shell.windowHandle()
        assert window is not None
        QTest.keyClick(window, key, modifier)

    def look(self, after: float, wall: float | None = None) -> None:
        """Look at the clocks as the timer does, so many seconds later."""
        self.steady.now += after
        self.wall.now += after if wall is None else wall
        self.watch.look()

    def rest(self, minutes: float) -> None:
        """Nobody touches anything."""
        for _look in range(round(minutes * 60_000 / EVERY)):
            self.look(EVERY / 1000)

    def words(self) -> str:
        """All that can be found in windows that are shown, also where it is not seen."""
        found = [window.windowTitle() for window in QApplication.topLevelWidgets() if window.isVisible()]
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                found += [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
                found += [field.toPlainText() for field in window.findChildren(LongText) if field.isVisible()]
        return "\n".join(found)

    def end(self) -> None:
        self.locks.end()
        self.jobs.close()
        self.shell.close()
        self.shell.deleteLater()


@pytest.fixture(scope="module")
def unlocked(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[data.Data]:
    """The demo, open."""
    folder = tmp_path_factory.mktemp("locks") / "demo"
    shutil.copytree(demo_made, folder)
    found = data.open_data(folder, unlock(folder, data.DEMO_PASSWORD), clock=Clock())
    yield found
    found.close()


@pytest.fixture(scope="module")
def pin() -> Pin:
    """4071, stretched once."""
    return new_pin("4071")


@pytest.fixture
def desk(qtbot: QtBot, unlocked: data.Data, pin: Pin) -> Iterator[Desk]:
    """A window of somebody who has a PIN."""
    unlocked.write(keep_pin, pin.salt, pin.stretched)
    (unlocked.folder / "tries.json").unlink(missing_ok=True)
    found = Desk(unlocked)
    qtbot.waitExposed(found.shell)
    yield found
    found.end()


def forget_pin(desk: Desk) -> None:
    with desk.opened.database.raw() as connection:
        connection.execute("DELETE FROM pin")


def stories(desk: Desk) -> list[str]:
    """What was reported on the locked screen; it is then out of the way."""
    boxes = inbox.opened(desk.opened.folder, desk.opened.keys).boxes
    for box in boxes:
        inbox.set_aside(desk.opened.folder, f"{box.receipt}.box")
    return [box.payload["values"]["story"] for box in boxes]


def enter(desk: Desk, typed: str) -> None:
    page = desk.locks.page
    assert page is not None
    page.pin.clear()
    write(page.pin, typed)
    press(page.pin, Qt.Key.Key_Return)


def test_one_key_hides_everything_and_four_digits_bring_it_back_as_it_was(desk: Desk, qtbot: QtBot) -> None:
    desk.text.setFocus()
    assert SECRET in desk.words()
    desk.press(Qt.Key.Key_F12)
    assert desk.is_locked()
    assert SECRET not in desk.words()
    assert desk.shell.windowTitle() == "IKdesk"
    assert "Solbakken barnehage" in desk.words()
    qtbot.waitUntil(lambda: desk.kept == 1)
    enter(desk, "4071")
    assert not desk.is_locked()
    assert desk.back == [(0, 0)]
    assert desk.shell.windowTitle() == SECRET
    assert desk.text.toPlainText() == SECRET
    assert desk.shell.focusWidget() is desk.text


def test_what_is_hidden_is_not_in_the_window_at_all_for_who_goes_through_it(desk: Desk) -> None:
    desk.locks.lock_screen()
    assert [desk.shell.widget(at) for at in range(desk.shell.count())] == [desk.locks.page]
    assert not desk.work.isVisible()
    assert not nameless(desk.shell)
    assert desk.shell.focusWidget() is desk.locks.page.pin if desk.locks.page else False


def test_ctrl_l_locks_too_and_keys_that_mean_nothing_do_not(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F11)
    desk.press(Qt.Key.Key_L)
    assert not desk.is_locked()
    desk.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert desk.is_locked()


def test_what_was_copied_is_gone_from_the_clipboard_when_it_is_locked(desk: Desk) -> None:
    copy_secret("Falt i akebakken")
    desk.press(Qt.Key.Key_F12)
    assert QApplication.clipboard().text() == ""


def test_another_blanking_key_holds_from_when_it_is_chosen(desk: Desk) -> None:
    desk.locks.use(Settings(blank_key="F9"))
    desk.press(Qt.Key.Key_F12)
    assert not desk.is_locked()
    desk.press(Qt.Key.Key_F9)
    assert desk.is_locked()


def test_a_box_that_asks_is_hidden_and_goes_on_asking_with_what_was_written(desk: Desk, qtbot: QtBot) -> None:
    box = ReasonBox(desk.shell, SECRET, SECRET, "Lagre")
    answers: list[str] = []
    seen: list[bool] = []

    def lock_and_return() -> None:
        try:
            write(box.reason, SECRET)
            qtbot.waitUntil(lambda: QApplication.focusWindow() == box.windowHandle())
            desk.press(Qt.Key.Key_F12)
            seen.extend([box.isVisible(), SECRET in desk.words(), QApplication.activeModalWidget() is not None])
            enter(desk, "4071")
            seen.extend([box.isVisible(), box.reason.text() == SECRET, QApplication.activeModalWidget() is box])
            box._on_chosen("yes")
        finally:
            box.done(0)

    QTimer.singleShot(0, box, lock_and_return)
    answers.append(box.ask())
    assert seen == [False, False, False, True, True, True]
    assert answers == ["yes"]
    box.deleteLater()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # a menu asks to be in front
def test_a_menu_is_gone_and_what_comes_up_meanwhile_waits(desk: Desk, qtbot: QtBot) -> None:
    menu = QMenu(SECRET, desk.shell)
    menu.addAction(SECRET)
    menu.popup(desk.shell.pos())
    desk.locks.lock_screen()
    assert not menu.isVisible()
    box = Box(desk.shell, SECRET, SECRET)
    box.show()
    qtbot.waitUntil(lambda: not box.isVisible())
    assert SECRET not in desk.words()
    enter(desk, "4071")
    assert box.isVisible()
    box.close()
    menu.deleteLater()
    box.deleteLater()


def test_three_wrong_pins_are_the_full_lock_and_are_written_down(desk: Desk) -> None:
    desk.locks.lock_screen()
    page = desk.locks.page
    assert page is not None
    enter(desk, "4072")
    assert "2 forsøk igjen" in page.pin_box.error
    enter(desk, "4073")
    assert "Ett forsøk igjen" in page.pin_box.error
    assert desk.ended == 0
    enter(desk, "4074")
    assert desk.ended == 1
    assert desk.is_locked()
    assert SECRET not in desk.words()
    newest = desk.opened.read(access_page, AccessFilter()).rows[0]
    assert (newest.deed.code, newest.kind) == ("failed_unlock", "pin")


@pytest.mark.parametrize("typed", ["", "abcd", "407", "4071x", "4" * 10_000])
def test_what_can_be_no_pin_is_said_and_is_no_try(desk: Desk, typed: str) -> None:
    desk.locks.lock_screen()
    page = desk.locks.page
    assert page is not None
    page.pin.setText(typed)
    for _try in range(5):
        press(page.pin, Qt.Key.Key_Return)
    assert page.pin_box.error
    assert page.wrong == desk.ended == 0


def test_a_wrong_pin_is_told_to_whoever_comes_back(desk: Desk) -> None:
    desk.locks.lock_screen()
    enter(desk, "4072")
    enter(desk, "4071")
    assert desk.back == [(0, 1)]


def test_who_never_chose_a_pin_comes_back_with_the_password_and_chooses_one(desk: Desk, qtbot: QtBot) -> None:
    forget_pin(desk)
    desk.locks.lock_screen()
    page = desk.locks.page
    assert page is not None
    assert page.password.isVisible()
    assert not page.pin.isVisible()
    page.password.setText("feil passord her")
    click(page.unlock)
    qtbot.waitUntil(lambda: bool(page.password_box.error), timeout=15_000)
    assert "feil" in page.password_box.error
    (desk.opened.folder / "tries.json").unlink()  # nobody waits in a test
    page.password.setText(data.DEMO_PASSWORD)
    click(page.unlock)
    qtbot.waitUntil(lambda: page.choice is not None, timeout=15_000)
    assert page.choice is not None
    assert SECRET not in desk.words()
    page.choice.pin.setText("1234")
    page.choice.again.setText("1234")
    click(page.choice.take)
    assert "prøvd" in page.choice.pin_box.error
    page.choice.pin.setText("4071")
    page.choice.again.setText("4072")
    click(page.choice.take)
    assert "ikke like" in page.choice.again_box.error
    page.choice.again.setText("4071")
    click(page.choice.take)
    assert not desk.is_locked()
    desk.locks.lock_screen()
    enter(desk, "4071")
    assert not desk.is_locked()


def test_while_a_password_is_tried_one_goes_no_other_way(desk: Desk, qtbot: QtBot) -> None:
    desk.locks.lock_screen()
    page = desk.locks.page
    assert page is not None
    click(page.other)
    page.password.setText("feil passord her")
    click(page.unlock)
    assert not page.other.isEnabled()  # or nobody would hear that it was wrong
    assert not page.switch.isEnabled()
    qtbot.waitUntil(lambda: bool(page.password_box.error), timeout=15_000)
    assert page.other.isEnabled()
    assert page.switch.isEnabled()


def test_who_wants_no_pin_is_not_asked_again(desk: Desk, qtbot: QtBot) -> None:
    forget_pin(desk)
    desk.locks.lock_screen()
    page = desk.locks.page
    assert page is not None
    page.password.setText(data.DEMO_PASSWORD)
    press(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.choice is not None, timeout=15_000)
    assert page.choice is not None
    click(page.choice.no)
    assert not desk.is_locked()
    desk.locks.lock_screen()
    assert desk.locks.page is not None
    assert desk.locks.page.password.isVisible()
    assert not desk.locks.page.other.isVisible()


def test_idle_minutes_lock_the_screen_and_then_for_good(desk: Desk) -> None:
    desk.rest(4.8)
    assert not desk.is_locked()
    desk.press(Qt.Key.Key_A)
    desk.rest(4.8)
    assert not desk.is_locked()
    desk.rest(0.3)
    assert desk.is_locked()
    desk.rest(54)
    assert desk.ended == 0
    desk.rest(1)
    assert desk.ended >= 1


@pytest.mark.parametrize("jump", [(JUMP + 1, None), (5.0, JUMP + 1), (5.0, -3600.0)])
def test_a_machine_that_slept_or_whose_clock_was_set_is_locked_for_good(
    desk: Desk, jump: tuple[float, float | None]
) -> None:
    desk.look(5)
    assert desk.ended == 0
    desk.look(*jump)
    assert desk.ended == 1


def test_the_settings_say_how_many_minutes(desk: Desk) -> None:
    desk.locks.use(Settings(screen_minutes=1, full_minutes=10))
    desk.rest(1)
    assert desk.is_locked()
    desk.rest(9)
    assert desk.ended == 1


def test_reporting_works_on_a_locked_screen_and_reads_nothing_that_is_open(desk: Desk, qtbot: QtBot) -> None:
    desk.locks.lock_screen()
    page = desk.locks.page
    assert page is not None
    click(page.report)
    assert page.form is not None
    assert SECRET not in desk.words()
    place = page.form._asked.places[0][0]
    page.form.form.fill({"kind": "near_miss", "place_id": place, "severity": "1", "story": "Løs planke"})
    click(page.form.save)
    assert "Kvittering" in page.form.receipt.text()
    click(page.form.done)
    assert "Kvittering" in desk.words()
    assert stories(desk) == ["Løs planke"]


def test_half_a_report_waits_for_the_next_lock_and_is_sealed_when_the_program_ends(desk: Desk) -> None:
    desk.locks.lock_screen()
    page = desk.locks.page
    assert page is not None
    click(page.report)
    assert page.form is not None
    page.form.form.input("story").set_value("Halvveis om gjerdet")
    page.form.left.emit()
    enter(desk, "4071")
    assert not desk.is_locked()
    desk.locks.lock_screen()
    again = desk.locks.page
    assert again is not None
    assert again.half_written()["story"] == "Halvveis om gjerdet"
    assert "Fortsett" in again.report.words
    enter(desk, "4071")
    desk.locks.end()
    assert stories(desk) == ["Ikke skrevet ferdig: Halvveis om gjerdet"]


def test_work_that_goes_on_is_not_ended_by_the_screen_lock(desk: Desk, qtbot: QtBot) -> None:
    done: list[int] = []
    job = desk.jobs.start(lambda _tick: 7)
    job.succeeded.connect(done.append)
    desk.locks.lock_screen()
    qtbot.waitUntil(lambda: done == [7])


def test_somebody_else_gets_in_by_the_full_lock(desk: Desk) -> None:
    desk.locks.lock_screen()
    assert desk.locks.page is not None
    click(desk.locks.page.switch)
    assert desk.switched == 1
    assert desk.is_locked()


def test_a_way_back_that_cannot_be_made_leaves_it_hidden_and_locks_for_good(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_opened: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(desk.locks, "_show_page", broken)
    with pytest.raises(ZeroDivisionError):
        desk.locks.lock_screen()
    assert desk.ended == 1
    assert SECRET not in desk.words()


def test_a_lock_forgets_what_could_be_undone(desk: Desk) -> None:
    steps, who = desk.opened.database.steps, desk.opened.viewer
    steps.begin(who.person)
    desk.opened.write(add_department, "Revehiet")
    assert steps.newest(who.person) is not None
    desk.locks.lock_screen()
    assert steps.newest(who.person) is None
    desk.opened.write(add_department, "Ekornhiet")  # as work that goes on behind the lock
    enter(desk, "4071")
    assert not desk.is_locked()
    assert steps.newest(who.person) is None

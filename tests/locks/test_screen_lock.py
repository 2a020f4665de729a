"""The screen lock over real data: what hides, what comes back, and when the full lock must follow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ikdesk import data
from ikdesk.access.queries import access_page
from ikdesk.access.row_model import AccessFilter
from ikdesk.kernel.settings import Settings
from ikdesk.ui.clipboard import copy_secret
from ikdesk.ui.dialogs import Box, ReasonBox
from tests.locks.conftest import SECRET, Desk, enter, forget_pin
from tests.looking import nameless
from tests.ui.hands import click, press, write


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

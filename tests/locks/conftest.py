"""A window with something open, its locks, and a clock that goes when it is told to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ikdesk import data
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.settings import Settings
from ikdesk.locks_app import Locks
from ikdesk.people.pin_actions import keep_pin
from ikdesk.safe import inbox
from ikdesk.safe.pin import Pin, new_pin
from ikdesk.safe.vault import unlock
from ikdesk.ui.idle import EVERY, IdleWatch
from ikdesk.ui.inputs import LongText
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.layouts import Column
from ikdesk.ui.shell import Shell
from ikdesk.ui.text import Label
from tests.ui.hands import press, write

SECRET = "Kanari falt fra huska"


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

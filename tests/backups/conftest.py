"""A small unit on disk with its recovery code, made once (a password costs), and the program that opens it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk import data as opening
from ikdesk.app import Program
from ikdesk.backups.backups_panel import BackupsPanel
from ikdesk.incidents.actions import record_incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.paths import machine_folder
from ikdesk.lock.page import LockPage
from ikdesk.people.actions import keep_code
from ikdesk.safe import vault
from ikdesk.safe.keys import Keys
from ikdesk.safe.secret import Work
from ikdesk.unit.model import UnitKind
from ikdesk.unit.queries import places
from ikdesk.workplace import Workplace
from tests.samples import NOON, TODAY
from tests.test_app import end

PASSWORD = "kanarigul passordfrase sol"
STORY = "Falt i gjerdet ved huska"


@dataclass(frozen=True)
class Home:
    """A unit in a folder, closed."""

    folder: Path
    keys: Keys
    code: str

    def open(self) -> opening.Data:
        """Unlock it; whoever asks closes it."""
        return opening.open_data(self.folder, self.keys, clock=Clock(TODAY))


def report(data: opening.Data, story: str = STORY) -> Any:
    """Record an incident."""
    values = {"kind": "child_injury", "occurred_on": TODAY, "place_id": data.read(places)[0].id, "severity": 1,
              "story": story}  # fmt: skip
    return data.write(record_incident, values, told_at=NOON)


@pytest.fixture(scope="session")
def home_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Path]:
    folder = tmp_path_factory.mktemp("home") / "data"
    data, _code = opening.make_unit_data(
        folder, PASSWORD, name="Solbakken", kind=UnitKind.BARNEHAGE, clock=Clock(TODAY)
    )
    vault.change_password(folder, data.keys, PASSWORD, work=Work())  # as little work as is allowed, for each try
    code, slot = vault.recovery_slot(data.keys, work=Work())
    vault.put_slot(folder, data.keys, slot)
    data.write(keep_code, data.keys.person, kept=True)
    report(data)
    data.show_front()
    data.close()
    return Home(folder, data.keys, code), machine_folder()


@pytest.fixture
def home(home_once: tuple[Home, Path], tmp_path: Path) -> Home:
    """One's own, on a machine that has had it open."""
    made, machine = home_once
    shutil.copytree(made.folder, tmp_path / "data", ignore=shutil.ignore_patterns("reserve.bin"))
    os.link(made.folder / "reserve.bin", tmp_path / "data" / "reserve.bin")  # five megabytes that nobody writes to
    shutil.copytree(machine, machine_folder(), dirs_exist_ok=True)
    return Home(tmp_path / "data", made.keys, made.code)


@pytest.fixture
def data(home: Home) -> Iterator[opening.Data]:
    """It, open."""
    opened = home.open()
    yield opened
    opened.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A memory stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def other_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Go on at a machine that has never seen these data."""
    return lambda: monkeypatch.setenv("IKDESK_MACHINE", str(tmp_path / "another machine"))


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

"""A small unit on disk with its recovery code, made once: a password costs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ikdesk import data as opening
from ikdesk.incidents.actions import record_incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.paths import machine_folder
from ikdesk.people.actions import keep_code
from ikdesk.safe import vault
from ikdesk.safe.keys import Keys
from ikdesk.safe.secret import Work
from ikdesk.unit.model import UnitKind
from ikdesk.unit.queries import places
from tests.samples import NOON, TODAY

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

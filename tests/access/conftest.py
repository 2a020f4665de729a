"""A small unit on disk, made once: a password costs, so its keys are kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk import data
from ikdesk.access.actions import note_access
from ikdesk.access.model import Access, Deed
from ikdesk.health import Health, examine_unlocked
from ikdesk.incidents.actions import record_incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.paths import machine_folder
from ikdesk.people.users_data import VaultUsers
from ikdesk.safe.file import connect
from ikdesk.safe.keys import Keys
from ikdesk.ui.desk import Desk
from ikdesk.unit.model import UnitKind
from ikdesk.unit.queries import places
from tests.looking import desk_of
from tests.samples import NOON, TODAY

PASSWORD = "hest lampe vår brød"


@dataclass(frozen=True)
class Kept:
    """A unit in a folder, closed."""

    folder: Path
    keys: Keys
    machine: Path

    def open(self) -> data.Data:
        """Unlock it; whoever asks closes it."""
        return data.open_data(self.folder, self.keys, clock=Clock(TODAY))

    def work(self) -> None:
        """Open it, record something, and close it as one does."""
        found = self.open()
        values = {"kind": "child_injury", "occurred_on": TODAY, "place_id": found.read(places)[0].id, "severity": 1,
                  "story": "Falt i gjerdet."}  # fmt: skip
        found.write(record_incident, values, told_at=NOON)
        found.close()

    def examine(self) -> Health:
        """What the check says."""
        return examine_unlocked(self.folder, self.keys)

    def alter(self, sql: str) -> int:
        """What somebody with the key of the file could do behind the program's back."""
        connection = connect(self.folder / data.FILE, self.keys.database)
        connection.execute("PRAGMA foreign_keys = OFF")
        changed = int(connection.execute(sql).rowcount)
        connection.close()
        return changed

    def ask(self, sql: str) -> Any:
        """One value."""
        connection = connect(self.folder / data.FILE, self.keys.database)
        found = connection.execute(sql).fetchone()[0]
        connection.close()
        return found


def desk_that_notes(database: Database) -> Desk:
    """The desk of the leader, as it is in the window."""
    desk = desk_of(database)
    desk.noting = note_access
    return desk


@pytest.fixture(scope="session")
def kept_once(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("made") / "unit"
    made, _code = data.make_unit_data(
        folder, PASSWORD, name="Solbakken", kind=UnitKind.BARNEHAGE, clock=Clock(TODAY)
    )
    VaultUsers(made).keep_code()
    made.close()
    found = Kept(folder, made.keys, machine_folder())
    found.work()
    found.work()
    return found


@pytest.fixture
def kept(kept_once: Kept, tmp_path: Path) -> Kept:
    """One's own, on a machine that has had it open."""
    folder = tmp_path / "unit"
    shutil.copytree(kept_once.folder, folder)
    shutil.copytree(kept_once.machine, machine_folder())
    return Kept(folder, kept_once.keys, machine_folder())


@pytest.fixture
def put_back(kept: Kept, tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Put back what the folder held when the test began, all of it but what is named."""
    before = tmp_path / "before"
    shutil.copytree(kept.folder, before)

    def do(*but: str) -> None:
        for path in before.iterdir():
            if path.is_file() and path.name not in but:
                shutil.copy2(path, kept.folder / path.name)

    yield do
    shutil.rmtree(before)


def lines_of(database: Database) -> list[tuple[Deed, str]]:
    """What the log says: the deed and its note."""
    with Session(database.engine) as session:
        return [(row.deed, row.note) for row in session.execute(select(Access.deed, Access.note).order_by(Access.seq))]

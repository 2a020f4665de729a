"""What the tests of the safe share: a vault made once, and small or read-only disks in a child process."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ikdesk.safe.file import connect
from ikdesk.safe.keys import Keys
from ikdesk.safe.secret import Work
from ikdesk.safe.vault import make_vault

FLOOR = Work()  # as little work as is allowed, so that the tests are fast
PASSWORD = "hest lampe vår brød"
NAME = "Torgrim Testesen"
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Made:
    """A unit with its keys."""

    folder: Path
    keys: Keys
    code: str

    def open(self) -> Any:
        """The live file."""
        return connect(self.folder / "data.ikdesk", self.keys.database)


@pytest.fixture(scope="session")
def ready_vault(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A vault that nobody changes."""
    folder = tmp_path_factory.mktemp("vault")
    keys, code = make_vault(folder, name=NAME, password=PASSWORD, work=FLOOR)
    return Made(folder, keys, code)


@pytest.fixture
def made(ready_vault: Made, tmp_path: Path) -> Made:
    """A vault of one's own."""
    folder = tmp_path / "data"
    shutil.copytree(ready_vault.folder, folder)
    return Made(folder, ready_vault.keys, ready_vault.code)


@pytest.fixture
def live(made: Made) -> Iterator[Any]:
    """The open live file with a few rows and a word search."""
    connection = made.open()
    fill(connection)
    yield connection
    connection.close()


def fill(connection: Any) -> None:
    """Tables as the program has them: rows, links, a word search."""
    connection.execute("CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT)")
    connection.execute("CREATE TABLE incident (id TEXT PRIMARY KEY, place_id INTEGER REFERENCES place(id), story TEXT)")
    connection.execute("CREATE VIRTUAL TABLE found USING fts5(story)")
    connection.execute("INSERT INTO found(found, rank) VALUES ('secure-delete', 1)")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO place VALUES (1, 'Akebakken')")
    for number in range(300):
        connection.execute("INSERT INTO incident VALUES (?, 1, ?)", (f"2026-{number}", f"Falt i akebakken {number}"))
        connection.execute("INSERT INTO found VALUES (?)", (f"Falt i akebakken {number}",))
    connection.execute("PRAGMA user_version = 7")
    connection.execute("COMMIT")


@pytest.fixture
def on_disk(tmp_path: Path) -> Callable[[str, str], str]:
    """Run a program where the folder ``disk`` is a file system of its own with the options given."""
    program = shutil.which("unshare")
    if program is None:
        pytest.skip("needs unshare (Linux) to mount a small disk without being an administrator")
    disk = tmp_path / "disk"
    disk.mkdir()

    def run(mount: str, script: str) -> str:
        command = [program, "--map-root-user", "--mount", "sh", "-ec", f"{mount}\nexec {sys.executable} -c '{script}'"]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT)},
            timeout=60,
            check=False,
        )
        if "unshare" in done.stderr or "mount:" in done.stderr:
            pytest.skip(f"this machine lets nobody mount a small disk: {done.stderr.strip()}")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run

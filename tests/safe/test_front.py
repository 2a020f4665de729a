"""What the lock screen may know."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ikdesk.safe.front import front_is_genuine, read_front, write_front
from tests.safe.conftest import ROOT, Made

CONTENT = {"unit": "Solbakken barnehage", "places": [{"id": "1", "name": "Akebakken"}], "demo": False, "odd": "\ud800"}


def test_what_is_written_is_read_and_known_as_ours(made: Made) -> None:
    write_front(made.folder, made.keys, CONTENT)
    assert read_front(made.folder) == CONTENT
    assert front_is_genuine(made.folder, made.keys)


def test_a_change_by_somebody_else_is_noticed_after_unlocking(made: Made) -> None:
    write_front(made.folder, made.keys, CONTENT)
    path = made.folder / "front.json"
    path.write_text(path.read_text().replace("Solbakken", "Solbakker"))
    assert read_front(made.folder)["unit"] == "Solbakker barnehage"
    assert not front_is_genuine(made.folder, made.keys)


@pytest.mark.parametrize("damage", [None, b"", b"[]", b"{", b"[" * 200_000, b"\xff", b'{"content":[],"mac":"x"}'])
def test_nothing_or_nothing_whole_gives_an_empty_front(tmp_path: Path, made: Made, damage: bytes | None) -> None:
    if damage is not None:
        (tmp_path / "front.json").write_bytes(damage)
    assert read_front(tmp_path) == {}
    assert not front_is_genuine(tmp_path, made.keys)


def test_a_mark_that_is_no_text_of_ours_is_not_genuine(tmp_path: Path, made: Made) -> None:
    (tmp_path / "front.json").write_text('{"content":{"unit":"x"},"mac":"\\ud800"}')
    assert read_front(tmp_path) == {"unit": "x"}
    assert not front_is_genuine(tmp_path, made.keys)


def test_reading_the_front_loads_nothing_heavy() -> None:
    script = (
        "import sys, ikdesk.safe.front, ikdesk.safe.guard, ikdesk.safe.inbox, ikdesk.safe.tries, ikdesk.safe.vault, "
        "ikdesk.safe.file, ikdesk.safe.backup, ikdesk.safe.passphrase\n"
        "heavy = {'argon2', 'nacl', 'sqlcipher3', 'filelock', 'sqlalchemy', 'PySide6'}\n"
        "print(*(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == ""

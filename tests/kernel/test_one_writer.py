"""Who writes a file alone, and who waits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.one_writer import only_writer


def test_nobody_loses_what_they_add_when_many_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ny" / "tall.txt"

    def add(number: int) -> None:
        with only_writer(path):
            before = path.read_text() if path.exists() else ""
            path.write_text(f"{before}{number}\n")

    with ThreadPoolExecutor(8) as several:
        list(several.map(add, range(24)))
    assert sorted(map(int, path.read_text().split())) == list(range(24))
    assert [one.name for one in path.parent.iterdir()] == ["tall.txt"]


def test_who_waits_too_long_is_told_so_and_can_try_again(tmp_path: Path) -> None:
    path = tmp_path / "tall.txt"
    wait = pytest.raises(Problem, match=r"Noen andre skriver til tall\.txt nå")
    with only_writer(path), wait, only_writer(path, patience=0):
        pass
    with only_writer(path, patience=0):
        pass


def test_a_mark_that_was_left_when_the_power_went_stops_nobody(tmp_path: Path) -> None:
    path = tmp_path / "tall.txt"
    (tmp_path / ".tall.txt.lock").write_bytes(b"")
    with only_writer(path, patience=0):
        pass
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    with pytest.raises(Problem, match="Kan ikke skrive"), only_writer(tmp_path / "fil" / "tall.txt"):
        pass

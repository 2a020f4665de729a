"""Wrong tries cost a growing wait and are told afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.safe import tries


def wrong() -> str:
    raise Invalid(password="Passordet er feil.")


def fail(folder: Path, now: float) -> None:
    with pytest.raises(Invalid):
        tries.attempt(folder, wrong, now=now)


def test_the_wait_grows_to_five_minutes_and_no_more(tmp_path: Path) -> None:
    now, waits = 1000.0, []
    for _time in range(12):
        fail(tmp_path, now)
        waits.append(tries.waiting(tmp_path, now))
        now += waits[-1]
    assert waits[:5] == [2, 5, 15, 30, 60]
    assert max(waits) == waits[-1] == 300


def test_a_try_that_comes_too_soon_is_not_made_at_all(tmp_path: Path) -> None:
    fail(tmp_path, 1000)
    fail(tmp_path, 1002)
    with pytest.raises(Problem, match="Vent 4 sekunder før du prøver igjen"):
        tries.attempt(tmp_path, wrong, now=1003)
    assert tries.attempt(tmp_path, lambda: "inne", now=1007).failed == 2


def test_the_number_of_wrong_tries_is_told_once(tmp_path: Path) -> None:
    fail(tmp_path, 1000)
    assert tries.attempt(tmp_path, lambda: "inne", now=2000) == tries.Entered("inne", 1)
    assert tries.attempt(tmp_path, lambda: "inne", now=2001) == tries.Entered("inne", 0)


def test_a_clock_that_is_set_back_locks_nobody_out(tmp_path: Path) -> None:
    fail(tmp_path, 2_000_000_000)
    assert tries.waiting(tmp_path, 1_000_000_000) == 2


@pytest.mark.parametrize(
    "damage", [b"", b"[]", b"[" * 100_000, b'{"failed":1e999,"allowed":0}', b'{"failed":-5,"allowed":1}']
)
def test_a_damaged_file_locks_nobody_out(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "tries.json").write_bytes(damage)
    assert tries.waiting(tmp_path, 1000) == 0
    assert tries.attempt(tmp_path, lambda: "inne", now=1000).failed == 0


def test_what_is_no_wrong_password_is_not_counted(tmp_path: Path) -> None:
    def damaged() -> str:
        raise Problem("Filen er skadet.")

    with pytest.raises(Problem):
        tries.attempt(tmp_path, damaged, now=1000)
    assert tries.waiting(tmp_path, 1000) == 0

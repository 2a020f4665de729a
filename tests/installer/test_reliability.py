"""The bench that tries whether anything is lost: what can be asked of it, and what it says."""

from __future__ import annotations

import dataclasses
import json

import pytest

from installer.bench.reliability import Tried, plain, table
from installer.bench.run import main as bench
from tests.reliability.registry import row_of, rows
from tests.reliability.row import Counted

FOUND = Counted(states=10_000, acknowledged=30_000)
FAILED = Counted(states=12, acknowledged=40, lost=9)


def test_a_row_that_does_not_exist_is_said_with_those_that_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench(["--reliability", "hurtig", "--small"]) == 2
    said = capsys.readouterr().err
    assert "hurtig" in said
    assert all(row.key in said for row in rows())


def test_every_row_has_a_name_of_its_own_and_a_control() -> None:
    assert len({row.key for row in rows()}) == len(rows()) >= 6
    for row in rows():
        assert row.what
        assert row.without
        assert 0 < row.small <= row.release
        assert row.control_states
        assert row.least > 0


def test_the_table_shows_what_was_lost_beside_what_is_lost_without_the_safeguard() -> None:
    row = row_of("save")
    said = table([Tried(row, FOUND, FAILED, holds=True, seconds=1.0)])
    assert "10 000" in said
    assert "30 000" in said
    assert "9/12" in said
    assert said.splitlines()[-1].endswith(row.without)
    assert " ja " in said


def test_a_row_that_lost_something_does_not_hold_and_one_that_broke_says_so() -> None:
    row = row_of("save")
    lost = table([Tried(row, dataclasses.replace(FOUND, lost=1), FAILED, holds=False, seconds=1.0)])
    assert " NEI " in lost
    broke = table([Tried(row, None, None, holds=False, seconds=1.0, note="MemoryError")])
    assert "stanset: MemoryError" in broke
    elsewhere = table([Tried(row, None, None, holds=None, seconds=0.0, note="her finnes ikke fork")])
    assert "ikke prøvd her: her finnes ikke fork" in elsewhere


def test_the_same_can_be_had_as_plain_values_with_date_and_version() -> None:
    told = json.loads(json.dumps(plain([Tried(row_of("save"), FOUND, FAILED, holds=True, seconds=1.0)])))
    assert set(told) == {"date", "version", "machine", "rows"}
    assert told["rows"][0]["found"]["acknowledged"] == 30_000
    assert told["rows"][0]["control"]["lost"] == 9

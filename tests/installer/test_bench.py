"""The benchmark runs from one end to the other; how fast it was is not asked here."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from installer.bench.peak import peak_memory
from installer.bench.timing import Point, call_by_call, grouped, point, share, side_by_side, skipped
from installer.places import BENCH, PROJECT


@pytest.fixture(scope="module")
def measured() -> list[dict[str, object]]:
    """What the quick benchmark says."""
    run = subprocess.run(
        [sys.executable, BENCH, "--quick", "--json"], cwd=PROJECT, capture_output=True, text=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    rows: list[dict[str, object]] = json.loads(run.stdout)
    return rows


def test_every_line_has_a_name_a_ratio_an_aim_and_whether_it_holds(measured: list[dict[str, object]]) -> None:
    assert measured
    assert all(list(row) == ["name", "ratio", "aim", "holds"] for row in measured)
    assert len({row["name"] for row in measured}) == len(measured)


def test_what_was_not_measured_is_said_by_name_and_neither_holds_nor_fails(measured: list[dict[str, object]]) -> None:
    for row in measured:
        if row["ratio"] is None:
            assert row["holds"] is None
            assert "LibreOffice" in str(row["name"])
        else:
            assert isinstance(row["ratio"], float)
            assert row["ratio"] > 0
            assert row["holds"] in (True, False)


@pytest.mark.parametrize(
    "what", ["lock screen", "first page", "list page", "filter", "statistics", "measure list", "routine list", "effect",
     "list of risk assessments", "page of a risk assessment",
     "Excel", "tagged PDF", "LibreOffice", "verified backup", "search in everything", "a draft is written",
     "time of reports of units", "memory of reports of units",
     "months", "so far", "run", "weekday by hour", "risk matrix", "bow-tie", "plan", "body", "strip"]
)
def test_everything_that_was_promised_is_measured(measured: list[dict[str, object]], what: str) -> None:
    assert any(what in str(row["name"]) for row in measured)


def test_what_is_slower_than_the_aim_does_not_hold() -> None:
    assert point("x", (1.6, 1.0), 1.5) == Point("x", 1.6, 1.5, holds=False, note="1.60 s / 1.00 s")
    assert point("x", (1.4, 1.0), 1.5).holds


def test_what_nobody_can_see_holds_whatever_the_ratio() -> None:
    assert point("x", (0.0012, 0.0004), 1.5, slack=0.001).holds
    assert not point("x", (0.0022, 0.0004), 1.5, slack=0.001).holds


def test_being_quicker_is_not_enough_where_more_was_promised() -> None:
    assert not point("x", (0.3, 1.0), 0.2).holds


def test_ways_take_turns_and_the_shortest_counts() -> None:
    turns: list[str] = []

    def way(name: str, *times: float) -> float:
        turns.append(name)
        return times[turns.count(name) - 1]

    found = side_by_side(2, lambda: way("ours", 3.0, 2.0), lambda: way("bare", 1.0, 4.0))
    assert (found, turns) == ([2.0, 1.0], ["ours", "bare", "ours", "bare"])


def test_what_is_short_takes_turns_call_by_call_as_long_as_there_is_time() -> None:
    done: list[str] = []
    ours, bare = call_by_call(2, lambda: done.append("ours"), lambda: done.append("bare"))
    assert done[:4] == ["ours", "bare", "ours", "bare"]
    assert done.count("ours") == done.count("bare") > 10
    assert 0 < ours < 0.01
    assert 0 < bare < 0.01


def test_memory_and_what_is_skipped_are_told_too() -> None:
    assert share("x", 7.5, 5.0, 1.3, "MiB") == Point("x", 1.5, 1.3, holds=False, note="7.5 / 5 MiB")
    assert skipped("x", 0.2, "no LibreOffice") == Point("x", None, 0.2, None, "no LibreOffice")
    assert grouped(100_000) == "100 000"


def test_the_memory_of_a_program_is_not_that_of_the_one_that_started_it() -> None:
    much = bytearray(b"x") * (150 << 20)
    words = [sys.executable, "-c", "from installer.bench.peak import peak_memory; print(peak_memory())"]
    started = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert 4 << 20 < int(started.stdout) < 100 << 20 < len(much) < peak_memory()

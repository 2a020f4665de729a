"""Every row of the bench in its small size, and its control, which must fail."""

from __future__ import annotations

import faulthandler
from pathlib import Path

import pytest

from tests.reliability.part import counted, place
from tests.reliability.registry import rows
from tests.reliability.row import Counted, Row, Share

ROWS = rows()


@pytest.fixture(params=ROWS, ids=lambda row: row.key)
def row(request: pytest.FixtureRequest) -> Row:
    found: Row = request.param
    if why := found.cannot():
        pytest.skip(f"{found.key}: {why}")
    return found


def test_nothing_is_lost_and_without_its_safeguard_something_is(row: Row) -> None:
    faulthandler.cancel_dump_traceback_later()  # a busy machine may need minutes; what hangs is given up
    with place(row) as folder:
        found, control = counted(row, row.small, folder)
    assert row.faults(found, row.small) == []
    assert not control.clean, f"without {row.without} nothing went wrong in {control.states} states"


def test_a_row_that_did_nothing_does_not_hold() -> None:
    idle = Row("idle", "", lambda _share: Counted(), 10, 100, 1.0, "", lambda _share: Counted(), 1)
    assert idle.faults(Counted(), 10)
    assert idle.faults(Counted(states=10), 10)
    assert idle.faults(Counted(states=10, acknowledged=9), 10)
    assert idle.faults(Counted(states=10, acknowledged=10, lost=1), 10)
    assert idle.faults(Counted(states=10, acknowledged=10, wrong=1), 10)
    assert idle.faults(Counted(states=10, acknowledged=10), 10) == []


def test_the_shares_of_a_list_make_the_whole_list(tmp_path: Path) -> None:
    there = list(range(101))
    shares = [Share(1000, tmp_path, at=at, of=3).some(there) for at in range(3)]
    assert sorted(number for share in shares for number in share) == there
    few = Share(7, tmp_path).some(there)
    assert len(few) == 7
    assert few[-1] > 80

"""Which cells of a table must be hidden: beside every table that a recipient could think of."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.evidence.suppression import Cell, audited, intervals, protect

CASES = json.loads((Path(__file__).parents[1] / "data" / "suppression_cases.json").read_text("utf-8"))
Rows = list[list[int]]


def worlds(table: Rows, hidden: frozenset[Cell]) -> Iterator[dict[Cell, int]]:
    """Every table with the same sums and the same cells that are told, whose hidden cells are at least 1."""
    cells = sorted(hidden)
    rows = {r: sum(table[r][c] for c in range(len(table[0])) if (r, c) in hidden) for r in range(len(table))}
    columns = {c: sum(table[r][c] for r in range(len(table)) if (r, c) in hidden) for c in range(len(table[0]))}

    def _on(at: int, left: dict[int, int], below: dict[int, int], found: dict[Cell, int]) -> Iterator[dict[Cell, int]]:
        if at == len(cells):
            if not any(left.values()) and not any(below.values()):
                yield dict(found)
            return
        r, c = cells[at]
        for number in range(1, min(left[r], below[c]) + 1):
            yield from _on(
                at + 1, {**left, r: left[r] - number}, {**below, c: below[c] - number}, {**found, (r, c): number}
            )

    yield from _on(0, rows, columns, {})


def brute(table: Rows, hidden: frozenset[Cell]) -> dict[Cell, tuple[int, int]]:
    found = list(worlds(table, hidden))
    return {cell: (min(w[cell] for w in found), max(w[cell] for w in found)) for cell in hidden}


def can_be_protected(table: Rows, least: int) -> bool:
    """Whether hiding all but the zeros helps: more than that cannot be hidden."""
    every = frozenset((r, c) for r, line in enumerate(table) for c, n in enumerate(line) if n)
    found = brute(table, every)
    return all(found[r, c][1] >= least for r, line in enumerate(table) for c, n in enumerate(line) if 0 < n < least)


tables = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 4), min_size=width, max_size=width), min_size=2, max_size=3)
)


@settings(max_examples=25, deadline=None)
@given(tables, st.integers(2, 4))
def test_no_small_number_can_be_worked_out_by_going_through_all_tables_there_could_be(table: Rows, least: int) -> None:
    small = {(r, c) for r, line in enumerate(table) for c, n in enumerate(line) if 0 < n < least}
    hidden = protect(table, least)
    if hidden is None:
        assert not can_be_protected(table, least)
        return
    assert small <= hidden
    assert all(table[r][c] for r, c in hidden), "zeros are always told"
    assert audited(table, hidden, least)
    found = brute(table, hidden)
    assert all(found[cell][0] < found[cell][1] >= least for cell in small)


@settings(max_examples=25, deadline=None)
@given(tables, st.data())
def test_what_can_be_worked_out_is_told_exactly(table: Rows, data: st.DataObject) -> None:
    cells = [(r, c) for r, line in enumerate(table) for c, n in enumerate(line) if n]
    if not cells:
        return
    hidden = frozenset(data.draw(st.sets(st.sampled_from(cells), min_size=1)))
    found = brute(table, hidden)
    assert intervals(table, hidden) == found
    least = 3
    small = {(r, c) for r, line in enumerate(table) for c, n in enumerate(line) if 0 < n < least}
    safe = small <= hidden and all(found[cell][1] >= least for cell in small)
    assert audited(table, hidden, least) == safe


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_published_tables_are_protected_with_hardly_more_hidden_than_need_be(case: dict[str, object]) -> None:
    table, least = case["table"], case["threshold"]
    assert isinstance(table, list)
    assert isinstance(least, int)
    hidden = protect(table, least)
    assert (hidden is not None) == case["protectable"]
    assert hidden is not None
    assert {tuple(cell) for cell in case["primary"]} <= hidden  # type: ignore[attr-defined]
    assert audited(table, hidden, least)
    assert len(hidden) <= int(str(case["fewest_hidden"])) + 1


def test_what_is_hidden_in_any_case_stays_hidden() -> None:
    table = [[9, 8, 7], [9, 2, 8], [7, 9, 9]]
    hidden = protect(table, 3, frozenset({(0, 0)}))
    assert hidden is not None
    assert {(0, 0), (1, 1)} <= hidden


@pytest.mark.parametrize(("table", "least"), [([[1, -1]], 3), ([[1]], 1)])
def test_numbers_out_of_range_are_refused(table: Rows, least: int) -> None:
    with pytest.raises(ValueError, match="1"):
        protect(table, least)


def test_hiding_one_cell_more_is_never_done_for_nothing() -> None:
    table = [[2, 0, 7, 1], [5, 6, 0, 8], [3, 4, 9, 11]]
    hidden = protect(table, 3)
    assert hidden is not None
    for cell in hidden:
        if table[cell[0]][cell[1]] >= 3:
            assert not audited(table, hidden - {cell}, 3)


def test_the_worlds_of_the_test_hold_the_true_table() -> None:
    table = [[5, 1, 7], [4, 6, 9]]
    hidden = frozenset(itertools.product((0, 1), (0, 1)))
    assert {(r, c): table[r][c] for r, c in hidden} in list(worlds(table, hidden))

"""The table of place and type: folded until nothing small can be worked out, and folded alike from then on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.kernel.tertial import Period
from ikdesk.reports.cross_model import Crossed
from ikdesk.reports.earlier_model import Earlier, Piece
from ikdesk.reports.facts_model import MERGED, REST
from ikdesk.reports.protection_model import Why

LEAST = 3
Pieces = list[dict[str, int]]  # "place kind" → how many
CODES = [f"{place} {kind}" for place in "pq" for kind in "xy"]


def crossed(numbers: Pieces, span: tuple[int, int], earlier: Sequence[Earlier] = ()) -> Crossed:
    start = date(2026, 1, 1)
    pieces = [
        Piece(start + timedelta(days=at), start + timedelta(days=at + 1), {"cross": by})
        for at, by in enumerate(numbers)
    ]
    days = Period(pieces[span[0]].first, pieces[span[1] - 1].after)
    return Crossed(days, pieces, tuple(earlier), LEAST, 5)


def swapped(numbers: Pieces, steps: Sequence[int]) -> Pieces:
    """The same sums in each piece, with so many moved round in each: all there is to move in two lines of two."""
    signs = {"p x": 1, "p y": -1, "q x": -1, "q y": 1}
    return [
        {code: by.get(code, 0) + signs[code] * step for code in CODES} for by, step in zip(numbers, steps, strict=True)
    ]  # fmt: skip


def could_be(numbers: Pieces, told: list[tuple[tuple[int, int], Crossed]]) -> list[Pieces]:
    """Everything there could have been, for one who even knows the sums of each piece."""
    out = []
    for steps in product(range(-8, 9), repeat=len(numbers)):
        world = swapped(numbers, steps)
        if min(min(by.values()) for by in world) < 0:
            continue
        if all(_agrees(world, span, work) for span, work in told):
            out.append(world)
    return out


def _agrees(world: Pieces, span: tuple[int, int], work: Crossed) -> bool:
    for code in CODES:
        place, kind = code.split(" ")
        here = sum(by[code] for by in world[slice(*span)])
        told = work.shown().get((place, kind), 0)
        if here < 1 if told is None else here != told:
            return False
    return True


@settings(max_examples=25, deadline=None)
@given(st.lists(st.fixed_dictionaries({code: st.integers(0, 6) for code in CODES}), min_size=2, max_size=2))
def test_nothing_small_can_be_worked_out_from_the_tables_of_two_tertials_and_of_both(numbers: Pieces) -> None:
    told: list[tuple[tuple[int, int], Crossed]] = []
    earlier: list[Earlier] = []
    for span in ((0, 1), (1, 2), (0, 2)):
        work = crossed(numbers, span, earlier)
        if work.protect():
            assert work.fold is not None
            told.append((span, work))
            earlier.append(work.kept())
    every = could_be(numbers, told) if all(REST not in cell for _s, work in told for cell in work.numbers) else []
    for span, work in told:
        for cell, number in work.shown().items():
            true = work.numbers[cell]
            assert number is None or number >= LEAST
            if every and number is None and true < LEAST:
                code = " ".join(cell)
                could = {sum(by[code] for by in world[slice(*span)]) for world in every}
                assert len(could) > 1
                assert max(could) >= LEAST


def test_lines_are_folded_until_small_numbers_are_safe() -> None:
    numbers = {"hill x": 9, "hill y": 6, "room x": 8, "room y": 7, "gate x": 1, "door y": 1, "shed x": 4, "shed y": 5}
    work = crossed([numbers], (0, 1))
    assert work.protect()
    assert REST in {place for place, _kind in work.shown()}
    assert ("gate", "x") not in work.shown()
    assert sum(work.numbers.values()) == sum(numbers.values())
    assert all(number is None or number >= LEAST for number in work.shown().values())


def test_kinds_that_are_one_upward_have_the_higher_limit() -> None:
    work = crossed([{f"hill {MERGED}": 4, "hill x": 9, f"room {MERGED}": 9, "room x": 9}], (0, 1))
    assert work.protect()
    assert {cell.row: cell.why for cell in work.cells() if cell.column == MERGED} == {
        "hill": Why.SMALL, "room": Why.SECOND
    }  # fmt: skip
    assert all(cell.high is not None and cell.low < cell.high >= 5 for cell in work.cells() if cell.why is Why.SMALL)


def test_the_next_table_is_folded_as_the_last_one_was() -> None:
    numbers = [
        {"hill x": 9, "hill y": 6, "room x": 8, "room y": 7, "gate x": 1, "shed x": 4, "shed y": 5},
        {"hill x": 9, "hill y": 6, "gate x": 8, "gate y": 7, "room x": 4, "room y": 4},
    ]
    first = crossed(numbers, (0, 1))
    assert first.protect()
    second = crossed(numbers, (1, 2), [first.kept()])
    assert second.protect()
    both = crossed(numbers, (0, 2), [first.kept(), second.kept()])
    assert both.protect()
    assert first.fold == second.fold == both.fold


def test_a_table_that_was_left_out_is_not_given_away_by_the_year() -> None:
    numbers = [{"p x": 1, "q y": 9}, {"p x": 4, "p y": 5, "q x": 6, "q y": 7}]
    first, second = crossed(numbers, (0, 1)), crossed(numbers, (1, 2))
    assert not first.protect()
    assert second.protect()
    assert second.shown() == {("p", "x"): 4, ("p", "y"): 5, ("q", "x"): 6, ("q", "y"): 7}
    year = crossed(numbers, (0, 2), [*first.untold(), second.kept()])
    assert not year.protect() or year.shown()["p", "x"] is None  # 5, and so there was one before


def test_days_that_were_folded_in_two_ways_are_not_told_together() -> None:
    numbers = [dict.fromkeys(CODES, 9), dict.fromkeys(CODES, 9)]
    first, second = crossed(numbers, (0, 1)), crossed(numbers, (1, 2))
    assert first.protect()
    assert second.protect()
    other = Earlier("cross", second.span.first, second.span.after, {}, frozenset(), frozenset(), ("p",), ("x",))
    assert not crossed(numbers, (0, 2), [first.kept(), other]).protect()


@pytest.mark.parametrize("numbers", [{"p x": 1, "q y": 1}, {"p x": 2}])
def test_what_no_folding_helps_is_left_out(numbers: dict[str, int]) -> None:
    assert not crossed([numbers], (0, 1)).protect()

"""What somebody can work out from the sums for the sector and what each unit has in all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.sector.facts_model import SectorFacts, SumTable
from ikdesk.sector.facts_queries import sector_facts
from ikdesk.sector.protect_model import Totals, sums_are_safe
from ikdesk.sector.store_model import Store
from ikdesk.sector_data import open_store
from tests.sector.laid_out import PERIOD, WANTED, WHEN, Unit, lay

LEAST = 3
TABLES = st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=2), min_size=2, max_size=3)


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store() as store:
        yield store


def counted(store: Store, units: Sequence[tuple[Mapping[str, int], Mapping[str, int]]]) -> SectorFacts:
    """What is said of units that had so many events with routines now, and last year."""
    lay(store, [
        Unit(f"Enhet {at}", {"by_routine_status": {
            code: (now.get(code, 0), before.get(code, 0)) for code in ("followed", "broken", "missing")
        }}) for at, (now, before) in enumerate(units)
    ])  # fmt: skip
    return sector_facts(store, WANTED, PERIOD, WHEN)


def routines(facts: SectorFacts) -> SumTable | None:
    return next((table for table in facts.tables if table.key == "by_routine_status"), None)


def rows_of(whole: int, columns: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every way to share a sum out on columns."""
    for row in product(*(range(min(whole, column) + 1) for column in columns)):
        if sum(row) == whole:
            yield row


def every_table(wholes: Sequence[int], columns: Sequence[int]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every table with these sums of rows and columns."""
    if not wholes:
        if not any(columns):
            yield ()
        return
    for row in rows_of(wholes[0], columns):
        left = [column - number for column, number in zip(columns, row, strict=True)]
        for rest in every_table(wholes[1:], left):
            yield (row, *rest)


@given(TABLES)
def test_safe_sums_leave_it_open_whether_a_unit_has_a_small_number(table: list[list[int]]) -> None:
    wholes, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    totals = Totals(sum(wholes), max(wholes), max((whole for whole in wholes if whole < LEAST), default=0))
    told = {
        (unit, at): {row[unit][at] for row in every_table(wholes, columns)}
        for unit in range(len(table)) for at in range(len(columns))
    }  # fmt: skip
    small = [cell for cell, could in told.items() if min(could) > 0 and max(could) < LEAST]
    assert sums_are_safe([(column, 0) for column in columns], totals, LEAST) is (not small)


@pytest.mark.parametrize(
    "units",
    [
        [{"followed": 4}, {"followed": 2}, {"missing": 1}],  # of two events, one at least is like nearly all others
        [{"followed": 9}, {"missing": 1}, {}, {"followed": 2}],
        [{"followed": 2}, {"followed": 2}, {"followed": 3}],
    ],
)
def test_a_table_whose_sums_tell_what_a_unit_has_few_of_is_left_out(
    store: Store, units: list[dict[str, int]]
) -> None:  # fmt: skip
    facts = counted(store, [(unit, {}) for unit in units])
    assert routines(facts) is None
    assert "Hendelser og rutiner" in facts.dropped


def test_a_table_with_enough_in_each_row_is_told(store: Store) -> None:
    facts = counted(store, [({"followed": 4, "broken": 3}, {}), ({"followed": 2, "missing": 4}, {}),
                            ({"broken": 1, "missing": 3}, {})])  # fmt: skip
    table = routines(facts)
    assert table is not None
    assert {row.code: row.now for row in table.rows} == {"followed": 6, "broken": 4, "missing": 7}


def test_where_last_year_tells_what_a_unit_had_few_of_this_year_is_told_alone(store: Store) -> None:
    now = {"followed": 5, "broken": 4}
    table = routines(counted(store, [(now, {"followed": 4}), (now, {"followed": 2}), (now, {"missing": 1})]))
    assert table is not None
    assert {row.code: (row.now, row.last_year, row.untold_last_year) for row in table.rows} == {
        "followed": (15, 0, 3), "broken": (12, 0, 3), "missing": (0, 0, 3)
    }  # fmt: skip


def test_one_strict_unit_does_not_take_the_sums_from_all_the_others(store: Store) -> None:
    numbers = {"by_routine_status": {"followed": (9, 9), "broken": (3, 3)}}
    lay(store, [Unit(f"Enhet {at}", numbers, least=3) for at in range(4)] + [Unit("Streng", {
        "by_routine_status": {"followed": (20, 20), "broken": (2, 2)}}, least=20)])  # fmt: skip
    assert routines(sector_facts(store, WANTED, PERIOD, WHEN)) is not None

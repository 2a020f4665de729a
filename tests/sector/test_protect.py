"""What may be told of each unit by kind: nobody who has the documents can narrow a small number down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.evidence.suppression import audited, intervals
from ikdesk.sector.facts_model import SectorFacts, UnitLine
from ikdesk.sector.facts_queries import lists, sector_facts
from ikdesk.sector.protect_model import Block, Group, finer_is_safe, protect_block
from ikdesk.sector.store_model import Store
from ikdesk.sector.told_model import FOLDED
from ikdesk.sector_data import open_store
from tests.sector.laid_out import PERIOD, WANTED, WHEN, Unit, kinds, lay

Row = tuple[int, ...]
Shown = Sequence[Sequence[int | None]]
small_tables = st.integers(2, 3).flatmap(lambda width: st.lists(
    st.tuples(*[st.integers(0, 5)] * width), min_size=3, max_size=4,
))  # fmt: skip


def rows_that_fit(whole: int, shown: Sequence[int | None]) -> Iterator[Row]:
    """Every row with this sum and these numbers; a zero is told, but where nothing of the row is."""
    lowest = 0 if all(cell is None for cell in shown) else 1
    each = [range(lowest, whole + 1) if cell is None else (cell,) for cell in shown]
    return (row for row in product(*each) if sum(row) == whole)


def worlds(shown: Shown, rows: Sequence[int], columns: Sequence[int]) -> list[list[set[int]]]:
    """What each cell could be for somebody who has the documents: they know all sums and what is shown.

    Every table there could be is gone through, row by row: what is left of the columns is all that matters further on.
    """
    fitting = [list(rows_that_fit(whole, cells)) for cells, whole in zip(shown, rows, strict=True)]
    before = [{tuple(columns)}]
    for some in fitting:
        before.append({rest for left in before[-1] for row in some if min(rest := taken(left, row)) >= 0})
    could = [[set[int]() for _column in columns] for _row in rows]
    ends = {(0,) * len(columns)} & before[-1]
    for at in range(len(rows) - 1, -1, -1):
        ways = {(left, row) for left in before[at] for row in fitting[at] if taken(left, row) in ends}
        for _left, row in ways:
            for place, number in enumerate(row):
                could[at][place].add(number)
        ends = {left for left, _row in ways}
    return could


def taken(left: Row, row: Row) -> Row:
    return tuple(one - other for one, other in zip(left, row, strict=True))


def narrowed(table: Sequence[Row], shown: Shown, leasts: Sequence[int]) -> list[tuple[int, int, set[int]]]:
    """The small numbers that somebody can work out to be small, where their sums alone do not say so already."""
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    could = worlds(shown, rows, columns)
    out = []
    for at, row in enumerate(table):
        for place, number in enumerate(row):
            cell = could[at][place]
            assert number in cell
            if 0 < number < leasts[place] and max(cell) < leasts[place]:
                poor = min(rows[at], columns[place]) < leasts[place]
                if not poor or min(cell) > 0:
                    out.append((at, place, cell))
    return out


@settings(max_examples=150, deadline=None)
@given(small_tables)
def test_a_small_number_in_a_block_could_as_well_be_one_that_is_told(table: list[Row]) -> None:
    block = protect_block(table, [3] * len(table[0]))
    kept = [row for at, row in enumerate(table) if at not in block.untold]
    places = {at: place for place, at in enumerate(at for at in range(len(table)) if at not in block.untold)}
    hidden = frozenset((places[row], column) for row, column in block.hidden)
    assert audited(kept, hidden, 3)
    assert all(kept[row][column] for row, column in hidden)
    assert all(high >= 3 and low < high for low, high in intervals(kept, hidden).values())


def test_the_same_numbers_hide_the_same() -> None:
    table = [(9, 2, 4), (7, 1, 0), (12, 3, 5), (4, 0, 2)]
    assert protect_block(table, [3, 3, 3]) == protect_block(table, [3, 3, 3])


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert protect_block([(9, 3), (7, 0)], [3, 3]) == Block(frozenset(), frozenset())


def test_a_unit_with_a_single_event_is_told_nothing_of() -> None:
    block = protect_block([(1, 0), (9, 4), (8, 5)], [3, 3])
    assert 0 in block.untold
    assert block.shown([(1, 0), (9, 4), (8, 5)])[0] == (None, None)


def test_a_unit_that_is_alone_with_what_is_small_is_told_nothing_of() -> None:
    assert 1 in protect_block([(9, 0), (9, 2), (8, 0)], [3, 3]).untold


@pytest.mark.parametrize(("table", "leasts"), [([(1, -1)], [3, 3]), ([(1, 1)], [3, 1])])
def test_numbers_below_none_and_limits_that_hide_nothing_are_mistakes(table: list[Row], leasts: list[int]) -> None:
    with pytest.raises(ValueError, match=r"\("):
        protect_block(table, leasts)


@settings(max_examples=150, deadline=None)
@given(small_tables)
def test_a_group_is_said_to_be_safe_only_where_nobody_can_narrow_its_small_numbers(table: list[Row]) -> None:
    group = Group([3] * len(table[0]), [sum(column) for column in zip(*table, strict=True)])
    for row in table:
        group.add(row)
    nothing = [[None] * len(row) for row in table]
    assert group.safe == (not narrowed(table, nothing, [3] * len(table[0])))


def test_a_group_of_one_is_not_safe() -> None:
    group = Group([3, 3], [2, 2])
    group.add((1, 0))
    assert not group.safe
    group.add((0, 1))
    group.add((1, 1))
    assert group.safe


@pytest.mark.parametrize(("largest", "parts", "safe"), [
    (4, {"hazard": 1, "staffing": 3}, False),  # one unit has all of it: the one is there
    (2, {"hazard": 1, "staffing": 3}, True),
    (9, {"hazard": 9}, True),  # one kind: the column is that kind, and is protected as it is
    (4, {"other": 4, "hazard": 4}, True),
    (5, {"other": 4, "hazard": 4}, False),  # at least one violence or violation, and fewer than five
])  # fmt: skip
def test_kinds_that_share_a_column_are_not_given_away_by_their_sums(
    largest: int, parts: dict[str, int], safe: bool
) -> None:
    assert finer_is_safe(largest, parts, {"other": 5}, 3) is safe


def told(store: Store) -> tuple[SectorFacts, list[UnitLine]]:
    facts = sector_facts(store, WANTED, PERIOD, WHEN)
    return facts, [line for page in lists(store, facts).units() for line in page]


def columns_of(units: Sequence[Unit], facts: SectorFacts) -> list[Row]:
    """The numbers of the units as the columns of the documents have them."""
    own = [code for code, _label in facts.heads[0][2] if code != FOLDED]
    out = []
    for unit in units:
        numbers = {code: said[0] or 0 for code, said in unit.tables["by_kind"].items()}
        row = [numbers.get(code, 0) for code in own]
        shares = len(own) < len(facts.heads[0][2])
        out.append((*row, *([sum(numbers.values()) - sum(row)] if shares else [])))
    return out


sectors = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 4), st.integers(0, 2), st.integers(0, 2)), min_size=3, max_size=5
)


@settings(max_examples=25, deadline=None)
@given(sectors)
def test_nobody_who_has_the_documents_can_narrow_a_small_number_of_a_unit(numbers: list[Row]) -> None:
    units = [kinds(f"Enhet {at}", *row) for at, row in enumerate(numbers)]
    with open_store() as store:
        lay(store, units)
        facts, lines = told(store)
    if not facts.heads:
        assert all(line.cells == () for line in lines)
        return
    table = columns_of(units, facts)
    shown = [line.cells[0] for line in lines]
    leasts = [facts.least] * (len(table[0]) - 1) + [facts.least_last]
    assert all(cell is None or cell == number for cells, row in zip(shown, table, strict=True)
               for cell, number in zip(cells, row, strict=True))  # fmt: skip
    assert all(cell is None or cell == 0 or cell >= least for cells in shown
               for cell, least in zip(cells, leasts, strict=True))  # fmt: skip
    assert not narrowed(table, shown, leasts)


def test_what_a_unit_hides_is_hidden_here_and_told_nowhere() -> None:
    units = [kinds(f"Enhet {at}", 9 + at, 4, 3, 5) for at in range(6)]
    secret = Unit("Øverst", {"by_kind": {"child_injury": (7, 7), "near_miss": (None, 1), "hazard": (None, 1)}}, now=11)
    with open_store() as store:
        lay(store, [*units, secret])
        facts, lines = told(store)
    assert set(lines[-1].cells[0]) == {None}
    near_miss = next(row for row in facts.tables[0].rows if row.code == "near_miss")
    assert (near_miss.now, near_miss.untold_now) == (24, 1)
    assert all(None not in line.cells[0] for line in lines[:-1])


def test_a_sector_of_two_is_told_in_all_and_no_further() -> None:
    with open_store() as store:
        lay(store, [kinds("Én", 9, 4, 3, 5), kinds("To", 8, 3, 4, 6)])
        facts, lines = told(store)
    assert (facts.heads, facts.tables) == ((), ())
    assert [line.now for line in lines] == [21, 21]
    assert "Hendelser etter type" in facts.dropped
    assert "Hendelser etter type, enhet for enhet" in facts.dropped


def test_units_are_told_by_kind_for_tertials_alone() -> None:
    from ikdesk.kernel.tertial import parse_period

    with open_store() as store:
        lay(store, [kinds(f"Enhet {at}", 9, 4, 3, 5) for at in range(5)])
        assert sector_facts(store, WANTED, PERIOD, WHEN).heads
        assert not sector_facts(store, WANTED, parse_period("2026-H1"), WHEN).heads


def test_the_strictest_unit_decides_for_all() -> None:
    units = [kinds(f"Enhet {at}", 9, 4, 6, 5) for at in range(5)]
    with open_store() as store:
        lay(store, [*units, kinds("Streng", 9, 8, 9, 9, least=5)])
        facts, lines = told(store)
    assert facts.least == 5
    assert all(cell is None or cell >= 5 for line in lines for cell in line.cells[0])
    assert any(cell is None for line in lines for cell in line.cells[0])


def test_hundreds_of_units_are_protected_some_at_a_time_and_every_one_is_there() -> None:
    units = [kinds(f"Enhet {at:03}", 5 + at % 17, at % 5, at % 4, at % 3) for at in range(130)]
    with open_store() as store:
        lay(store, units)
        facts, lines = told(store)
        again = told(store)
    assert [line.name for line in lines] == [unit.name for unit in units]
    assert again == (facts, lines)
    table = columns_of(units, facts)
    assert all(cell in {None, number} for line, row in zip(lines, table, strict=True)
               for cell, number in zip(line.cells[0], row, strict=True))  # fmt: skip
    assert sum(any(line.cells[0]) for line in lines) > 60


@settings(max_examples=100, deadline=None)
@given(small_tables)
def test_nobody_can_narrow_a_kind_that_shares_a_column_by_the_sums_of_the_kinds(table: list[Row]) -> None:
    told_rows = [row for row in table if sum(row) == 0 or sum(row) >= 3]  # others are not told
    parts = {str(at): sum(column) for at, column in enumerate(zip(*told_rows, strict=True))}
    if parts and finer_is_safe(max(map(sum, told_rows)), parts, {}, 3):
        assert not narrowed(told_rows, [[None] * len(row) for row in told_rows], [3] * len(parts))

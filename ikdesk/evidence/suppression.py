"""Tables of two ways whose sums are told: which cells must be hidden so that no small number can be worked out.

A recipient sees every sum and every cell that is not hidden, knows that zeros are always told, and so that a hidden
number is at least 1. Raising one hidden cell by one and keeping the sums is to send one unit round a circle of hidden
cells, of which every other one falls. How much higher a cell could be is therefore the largest flow through the hidden
ones, and the answer is exact.

Source: M. Fischetti and J.-J. Salazar, "Models and Algorithms for Optimizing Cell Suppression in Tabular Data" (2000);
D. Gusfield, "A Graph Theoretic Approach to Statistical Data Security" (1988).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import Any

Cell = tuple[Any, Any]  # row and column; whatever they are called by
Table = Mapping[Cell, int]
Node = tuple[bool, Any]  # whether it is a row, and which
_NOTHING: frozenset[Cell] = frozenset()
_ONE_MORE = 10_000  # one more hidden cell is worse than a larger one; farther than any number in a table


@dataclass(frozen=True, slots=True)
class Part:
    """Some of what a table counts, whose sums a recipient may know as well; without earlier reports the whole of it."""

    table: Table
    usable: Collection[Cell]  # what may be another number here for all that was told


def protect(
    table: Sequence[Sequence[int]], least: int, hidden: frozenset[Cell] = _NOTHING
) -> frozenset[Cell] | None:
    """The cells that must be hidden, in a table with known sums; small ones, and others for their sake.

    Args:
        table: rows of numbers from 0; without sums.
        least: the lowest number that may be told, above 1.
        hidden: cells that are hidden in any case.

    Returns:
        Rows and columns of the cells, from 0; None where a small number could be worked out whatever is hidden.

    Raises:
        ValueError: a number or the limit is out of range.
    """
    numbers = cells_of(table)
    if least < 2 or any(number < 0 for number in numbers.values()):
        raise ValueError((table, least))
    small = {cell: least for cell, number in numbers.items() if 0 < number < least}
    return hide(numbers, small, hidden | small.keys(), [Part(numbers, nonzero(numbers))])


def audited(table: Sequence[Sequence[int]], hidden: frozenset[Cell], least: int) -> bool:
    """Whether nobody can work out that a small number is small.

    Args:
        table: rows of numbers, without sums.
        hidden: the cells that are not told.
        least: the lowest number that may be told.
    """
    numbers = cells_of(table)
    return all(
        cell in hidden and reach(cell, least, hidden, [Part(numbers, hidden)], number)
        for cell, number in numbers.items() if 0 < number < least
    )  # fmt: skip


def intervals(table: Sequence[Sequence[int]], hidden: Collection[Cell]) -> dict[Cell, tuple[int, int]]:
    """What a recipient can work out about each hidden cell: exactly the lowest and the highest it could be.

    Args:
        table: rows of numbers, without sums.
        hidden: the cells that are not told; each at least 1.
    """
    return bounds_of(cells_of(table), hidden)


def bounds_of(numbers: Table, hidden: Collection[Cell]) -> dict[Cell, tuple[int, int]]:
    """As ``intervals``, for cells by whatever they are called."""
    whole = sum(numbers.values())
    found = {}
    for cell in hidden:
        up = _Flow(numbers, hidden, cell).send(whole, hidden)
        down = _Flow(numbers, hidden, cell).lower(numbers[cell] - 1, hidden)
        found[cell] = numbers[cell] - down, numbers[cell] + up
    return found


def hide(
    numbers: Table, small: Mapping[Cell, int], hidden: Collection[Cell], parts: Sequence[Part],
    fixed: Collection[Cell] = _NOTHING,
) -> frozenset[Cell] | None:  # fmt: skip
    """What to hide so that each small number could just as well be one that is told; None where nothing helps.

    Args:
        numbers: the table.
        small: the cells that are protected, each with the lowest number of its kind that may be told.
        hidden: cells that are hidden in any case, the small ones among them.
        parts: of the table; what may be another number there.
        fixed: cells that are always hidden and cost nothing.
    """
    chosen: dict[Cell, None] = dict.fromkeys([*hidden, *fixed])
    for cell, least in small.items():
        need = least - numbers[cell]
        for part in parts:
            if need > 0 and cell in part.usable:
                flow = _Flow(part.table, part.usable, cell)
                need -= flow.send(need, chosen)
                chosen.update(dict.fromkeys(flow.used))
        if need > 0:
            return None
    spare = [cell for cell in chosen if cell not in hidden and cell not in fixed]
    for cell in sorted(spare, key=lambda one: -numbers[one]):
        fewer = chosen.keys() - {cell}
        if all(reach(one, least, fewer, parts, numbers[one]) for one, least in small.items()):
            del chosen[cell]
    return frozenset(cell for cell in chosen if cell not in fixed)


def reach(cell: Cell, least: int, hidden: Collection[Cell], parts: Iterable[Part], number: int) -> bool:
    """Whether a hidden cell could be as high as what is told, for all a recipient knows.

    Args:
        cell: which.
        least: the lowest number that is told.
        hidden: all hidden cells.
        parts: of the table.
        number: what it is.
    """
    need = least - number
    for part in parts:
        if need > 0 and cell in part.usable:
            need -= _Flow(part.table, [one for one in part.usable if one in hidden], cell).send(need, hidden)
    return need <= 0


def cells_of(table: Sequence[Sequence[int]]) -> dict[Cell, int]:
    """The numbers by row and column, from 0."""
    return {(row, column): number for row, line in enumerate(table) for column, number in enumerate(line)}


def nonzero(numbers: Table) -> frozenset[Cell]:
    """The cells that may be hidden at all: zeros are always told."""
    return frozenset(cell for cell, number in numbers.items() if number)


@dataclass(slots=True)
class _Flow:
    """What can be sent round through one cell while all sums stay as they are."""

    table: Table
    usable: Collection[Cell]
    cell: Cell
    used: set[Cell] = field(default_factory=set)
    now: dict[Cell, int] = field(init=False)
    rows: dict[Any, list[Cell]] = field(init=False)
    columns: dict[Any, list[Cell]] = field(init=False)

    def __post_init__(self) -> None:
        others = [cell for cell in self.usable if cell != self.cell]
        self.now = {cell: self.table.get(cell, 0) for cell in others}
        self.rows, self.columns = {}, {}
        for cell in others:
            self.rows.setdefault(cell[0], []).append(cell)
            self.columns.setdefault(cell[1], []).append(cell)

    def send(self, most: int, hidden: Collection[Cell]) -> int:
        """How much higher the cell could be, up to so much; what is hidden already is used first."""
        return self._round((False, self.cell[1]), (True, self.cell[0]), most, hidden)

    def lower(self, most: int, hidden: Collection[Cell]) -> int:
        """How much lower it could be, up to so much."""
        return self._round((True, self.cell[0]), (False, self.cell[1]), most, hidden)

    def _round(self, start: Node, goal: Node, most: int, hidden: Collection[Cell]) -> int:
        sent = 0
        while sent < most:
            path = self._cheapest(start, goal, lambda cell: self._cost(cell, hidden))
            if not path:
                break
            step = min([most - sent, *(self._slack(cell) for cell, rises in path if not rises)])
            for cell, rises in path:
                self.now[cell] += step if rises else -step
                self.used.add(cell)
            sent += step
        return sent

    def _slack(self, cell: Cell) -> int:
        return self.now[cell] - min(1, self.table.get(cell, 0))

    def _cost(self, cell: Cell, hidden: Collection[Cell]) -> int:
        return 0 if cell in hidden or cell in self.used else _ONE_MORE + self.table.get(cell, 0)

    def _cheapest(self, start: Node, goal: Node, cost: Callable[[Cell], int]) -> list[tuple[Cell, bool]]:
        """The way round that hides least more: its cells, and whether each rises or falls; empty where there is none.

        From a row one comes to a column by raising a cell, from a column to a row by lowering one.
        """
        order = count()  # nodes are never compared
        best: dict[Node, int] = {start: 0}
        came: dict[Node, tuple[Node, Cell]] = {}
        waiting = [(0, next(order), start)]
        while waiting:
            paid, _turn, at = heappop(waiting)
            if at == goal:
                return _way(came, start, goal)
            if paid > best[at]:
                continue
            is_row, name = at
            for cell in (self.rows if is_row else self.columns).get(name, ()):
                if not is_row and self._slack(cell) < 1:
                    continue
                to, price = (not is_row, cell[1 if is_row else 0]), paid + cost(cell)
                if price < best.get(to, price + 1):
                    best[to], came[to] = price, (at, cell)
                    heappush(waiting, (price, next(order), to))
        return []


def _way(came: Mapping[Node, tuple[Node, Cell]], start: Node, goal: Node) -> list[tuple[Cell, bool]]:
    path, at = [], goal
    while at != start:
        before, cell = came[at]
        path.append((cell, before[0]))
        at = before
    return path

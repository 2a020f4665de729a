"""The table of units and kinds: what may be told of each unit, so that no small number can be worked out.

A recipient knows what each unit has in all, what there is of each kind in all, and every number that is told here. Two
ways of hiding are used, each exact by itself against somebody who knows everything the other one hides:

* Cell by cell, among some units at a time that stand beside each other in the alphabet. Zeros are told, so what is
  hidden is at least 1, and how high a hidden number could be is the largest flow through the hidden ones. The sums of
  these few units are not told anywhere; they are reckoned with as if they were. Whoever knows only the sums of all
  units knows less, so what is safe here is safe there, and the work grows with the number of units and no faster.
* Row by row. Where a unit has so few that its own sum would give them away (one event is one of some kind, and the
  zeros would say which), nothing of its row is told, not even the zeros. Of those units together a recipient knows the
  sum of each row and each column, and nothing in between: then a number lies anywhere from what the rest cannot hold to
  the smaller of its two sums, and all of that can be. Where that is too little, more units are told nothing of.

A small number is safe where it could as well be one that is told; or, where its row or its column has too few for that,
where it could as well be none.

Source: M. Fischetti and J.-J. Salazar, "Models and Algorithms for Optimizing Cell Suppression in Tabular Data" (2000);
the bounds of a table of which only the sums are known are those of M. Fréchet (1951) and W. Hoeffding (1940).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ikdesk.evidence.suppression import Cell, Part, cells_of, hide, nonzero, reach

BLOCK = 12  # units that are protected together; with more of them it takes longer, and hides hardly less


@dataclass(frozen=True, slots=True)
class Block:
    """What is not told of some units."""

    hidden: frozenset[Cell]  # row and column, from 0
    untold: frozenset[int]  # rows of which nothing is told

    def shown(self, table: Sequence[Sequence[int]]) -> tuple[tuple[int | None, ...], ...]:
        """The numbers as they may be told; None is not told.

        Args:
            table: what was protected.
        """
        return tuple(
            tuple(None if at in self.untold or (at, column) in self.hidden else number
                  for column, number in enumerate(row))
            for at, row in enumerate(table)
        )  # fmt: skip


def protect_block(table: Sequence[Sequence[int]], leasts: Sequence[int]) -> Block:
    """What is not told of some units: cell by cell where that can be done, and the whole row where it cannot.

    The rows that are untold must be kept safe as a ``Group`` by whoever asks.

    Args:
        table: a row of numbers from 0 for each unit, without sums.
        leasts: the lowest number that is told, for each column; above 1.

    Raises:
        ValueError: a number or a limit is out of range.
    """
    numbers = cells_of(table)
    if any(least < 2 for least in leasts) or any(number < 0 for number in numbers.values()):
        raise ValueError((table, leasts))
    small = {cell: leasts[cell[1]] for cell, number in numbers.items() if 0 < number < leasts[cell[1]]}
    untold: set[int] = set()
    while small:
        alone = _alone(numbers, small)
        hidden = None if alone else _hidden(numbers, small)
        if hidden is not None:
            return Block(hidden, frozenset(untold))
        gone = {row for row, _column in alone or small}
        untold |= gone
        numbers = {cell: number for cell, number in numbers.items() if cell[0] not in gone}
        small = {cell: least for cell, least in small.items() if cell[0] not in gone}
    return Block(frozenset(), frozenset(untold))


def _hidden(numbers: Mapping[Cell, int], small: Mapping[Cell, int]) -> frozenset[Cell] | None:
    """The cells to hide; None where that is not enough."""
    hidden = hide(numbers, small, small.keys(), [Part(numbers, nonzero(numbers))])
    if hidden is None:
        return None
    safe = all(reach(cell, least, hidden, [Part(numbers, hidden)], numbers[cell]) for cell, least in small.items())
    return hidden if safe else None


def _alone(numbers: Mapping[Cell, int], small: Mapping[Cell, int]) -> frozenset[Cell]:
    """The small cells whose row or column is too small to hide them, whatever else is hidden there."""
    room: dict[tuple[bool, int], int] = {}  # the most that one cell of a line can be when all of them are hidden
    for (row, column), number in numbers.items():
        if number:
            for line in ((True, row), (False, column)):
                room[line] = room.get(line, 1) + number - 1
    return frozenset(
        cell for cell, least in small.items() if min(room[True, cell[0]], room[False, cell[1]]) < least
    )  # fmt: skip


@dataclass(slots=True)
class Group:
    """Units of which nothing is told but the sums: a few numbers, however many units they are.

    Args:
        leasts: the lowest number that is told, for each column.
        wholes: what there is in each column, over all units.
    """

    leasts: Sequence[int]
    wholes: Sequence[int]
    columns: list[int] = field(init=False)
    poor: list[int] = field(init=False)  # the largest row that has a small number there and is itself too small
    any: list[int] = field(init=False)  # the largest row that has a small number there
    units: int = 0

    def __post_init__(self) -> None:
        self.columns, self.poor, self.any = ([0] * len(self.leasts) for _each in range(3))

    def add(self, row: Sequence[int]) -> None:
        """One more unit.

        Args:
            row: its numbers.
        """
        whole = sum(row)
        self.units += 1
        for at, (number, least) in enumerate(zip(row, self.leasts, strict=True)):
            self.columns[at] += number
            if 0 < number < least:
                self.any[at] = max(self.any[at], whole)
                if whole < least:
                    self.poor[at] = max(self.poor[at], whole)

    @property
    def safe(self) -> bool:
        """Whether each small number could as well be one that is told, or none where there are too few for that."""
        return not any(map(self.lacks, range(len(self.leasts))))

    def lacks(self, at: int) -> bool:
        """Whether a small number of a column could be narrowed down.

        Too few are those of a unit with few events, or of a column that has few over all units: both are told. A column
        that has few here and more elsewhere needs more units.

        Args:
            at: the column, from 0.
        """
        column, least = self.columns[at], self.leasts[at]
        if self.any[at] and column < least <= self.wholes[at]:
            return True
        row = max(self.poor[at], self.any[at] if column < least else 0)
        return bool(row) and row + column > sum(self.columns)


@dataclass(frozen=True, slots=True)
class Totals:
    """What a recipient knows of the units that tell a table: what each of them has in all."""

    whole: int  # of all of them
    largest: int  # the most that one of them has
    poor: int  # the most that one of them has that has too few to be told by category; 0: there is none


def sums_are_safe(rows: Sequence[tuple[int, int]], totals: Totals, least: int) -> bool:
    """Whether the sums of a table leave it open if a unit has a small number of something, or none.

    Where nearly all events are of one kind, some of those of a unit with few are, too; and where nearly all are one
    unit's, those of a kind that is rare are its own.

    Args:
        rows: for each category what is told of it, and how many units do not tell it.
        totals: of the units that tell the table.
        least: the lowest number that is told.
    """
    told = sum(number for number, _untold in rows)
    untelling = sum(bool(untold) for _number, untold in rows)
    for number, untold in rows:
        alone = untelling == bool(untold)  # all the others are told in full
        others = min(totals.whole, told) - number if alone else totals.whole - number
        if totals.poor > others and (number or untold):
            return False
        if not untold and 0 < number < least and totals.largest > others:
            return False
    return True


def finer_is_safe(largest: int, parts: Mapping[str, int], leasts: Mapping[str, int], least: int) -> bool:
    """Whether a column that is several kinds together tells nothing small of one of these.

    What there is of each of them in all is told elsewhere. A kind with few in all, or one whose own limit is higher
    than that of the column, could then be worked out where one unit has nearly all of the column.

    Args:
        largest: the highest number a unit has in the column.
        parts: how many there are of each kind in it, over all units.
        leasts: the lowest number that is told of a kind, where it is another.
        least: the lowest number that is told in the column.
    """
    whole = sum(parts.values())
    return all(
        largest + number <= whole or min(number, least) >= leasts.get(code, least)
        for code, number in parts.items() if number
    )  # fmt: skip

"""The same breakdown told for days that overlap: what of it could still be another number.

The days are cut where something told begins or ends. Within one of these pieces two numbers may trade places, unseen,
if both are hidden in everything that was told of these days; then every sum that is told stays as it is. So a hidden
number is at least as free as all its pieces together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ikdesk.evidence.suppression import Cell, Part, Table, hide, nonzero, reach

REST_OF = "\x00"  # the column of all other events, in a table with one way: it may be any number


@dataclass(frozen=True, slots=True)
class Told:
    """A breakdown as it was told for some days: every number but the hidden ones, which are at least 1."""

    first: date
    after: date
    hidden: frozenset[Cell]

    def holds(self, first: date) -> bool:
        """Whether a piece that begins on a day is among its days."""
        return self.first <= first < self.after

    def meets(self, other: Told) -> bool:
        """Whether the two have days in common."""
        return self.first < other.after and other.first < self.after


@dataclass(frozen=True, slots=True)
class Days:
    """What happened on the days of one piece."""

    first: date
    after: date
    table: Table


def one_way(numbers: Mapping[str, int]) -> dict[Cell, int]:
    """A breakdown with one way as a table: each code beside all other events, of which only the sum is known."""
    whole = sum(numbers.values()) + 1_000_000
    return {cell: number for code, n in numbers.items() for cell, number in (((code, ""), n), ((code, REST_OF), whole))}


def others_of(table: Table) -> frozenset[Cell]:
    """The cells of a table with one way that stand for all other events."""
    return frozenset(cell for cell in table if cell[1] == REST_OF)


def whole_of(days: Iterable[Days], told: Told) -> dict[Cell, int]:
    """The numbers of the days that are told together."""
    out: dict[Cell, int] = {}
    for one in days:
        if told.holds(one.first):
            for cell, number in one.table.items():
                out[cell] = out.get(cell, 0) + number
    return out


def hide_in(
    told: Told, days: Sequence[Days], small: Mapping[Cell, int], others: Sequence[Told]
) -> frozenset[Cell] | None:
    """What to hide of a breakdown so that nothing told of the same days gives a small number away; None: nothing helps.

    Args:
        told: the days, and what is hidden of it in any case.
        days: the pieces.
        small: the numbers that are protected, each with the lowest of its kind that may be told.
        others: what else is told of days it has, and stays as it is.
    """
    numbers = whole_of(days, told)
    fixed = others_of(numbers)
    usable = nonzero({cell: n for cell, n in numbers.items() if cell not in fixed})
    parts = _parts(told, days, others, usable | fixed)
    return hide(numbers, small, told.hidden | small.keys(), parts, fixed)


def is_safe(told: Told, cell: Cell, least: int, days: Sequence[Days], others: Sequence[Told]) -> bool:
    """Whether a hidden number could be as high as what is told, for all that is told of the same days.

    Args:
        told: what hides it.
        cell: which.
        least: the lowest number of its kind that may be told.
        days: the pieces.
        others: what else is told.
    """
    numbers = whole_of(days, told)
    hidden = told.hidden | others_of(numbers)
    return reach(cell, least, hidden, _parts(told, days, others, hidden), numbers.get(cell, 0))


def bounds(
    told: Sequence[tuple[date, date, int | None]], asked: Sequence[tuple[date, date]] = ()
) -> list[tuple[int, int | None]]:  # fmt: skip
    """What can be worked out about one number in several spans of days from these spans alone, exactly.

    Args:
        told: the first day, the day after the last, and how many; None where it is hidden, and so at least 1.
        asked: more days, of which nothing was told.

    Returns:
        For each, and then for each of those asked, the lowest and the highest it could be; None where there is none.

    Source: what had happened by a day never falls. So every number told is two bounds on a difference, and the
    tightest that follow are shortest paths (R. Bellman 1958).
    """
    spans = [*((first, after) for first, after, _number in told), *asked]
    at = {day: index for index, day in enumerate(sorted({day for first, after in spans for day in (first, after)}))}
    size = len(at)
    most: list[list[float]] = [[0.0 if a == b else float("inf") for b in range(size)] for a in range(size)]
    for a in range(size - 1):  # most[a][b]: what happened by b is at most so much more than what had by a
        most[a + 1][a] = 0
    for first, after, number in told:
        a, b = at[first], at[after]
        most[b][a] = min(most[b][a], -1 if number is None else -number)
        if number is not None:
            most[a][b] = min(most[a][b], number)
    for k in range(size):
        for a in range(size):
            for b in range(size):
                most[a][b] = min(most[a][b], most[a][k] + most[k][b])
    return [
        (int(-most[at[after]][at[first]]), None if (high := most[at[first]][at[after]]) == float("inf") else int(high))
        for first, after in spans
    ]


def follows_now(
    before: Sequence[tuple[date, date, int | None]], told: Sequence[tuple[date, date, int | None]],
    asked: Sequence[tuple[date, date]],
) -> bool:  # fmt: skip
    """Whether the number of some days follows exactly from what is told, and did not from what was told before.

    Args:
        before: as in ``bounds``.
        told: the same, and what is new.
        asked: the days.
    """
    now = bounds(told, asked)[len(told) :]
    if all(low != high for low, high in now):
        return False
    was = bounds(before, asked)[len(before) :]
    return any(low == high and past != (low, high) for (low, high), past in zip(now, was, strict=True))


def _parts(told: Told, days: Sequence[Days], others: Sequence[Told], usable: Collection[Cell]) -> list[Part]:
    found = []
    for one in days:
        if not told.holds(one.first):
            continue
        beside = [other.hidden for other in others if other.holds(one.first)]
        free = [cell for cell in usable if cell[1] == REST_OF or all(cell in hidden for hidden in beside)]
        found.append(Part(one.table, frozenset(free)))
    return found

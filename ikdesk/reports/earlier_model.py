"""What a recipient was told in reports before, and what is counted of the days that these and a new report cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ikdesk.kernel.tertial import Period

CROSS = "cross"
COLUMNS = "columns"  # of what is kept of a report


@dataclass(frozen=True, slots=True)
class Earlier:
    """A breakdown that a recipient was told: one column of a table, or a cross-table."""

    attribute: str  # "place", or "cross"
    first: date
    after: date
    numbers: Mapping[str, int]  # as they were then; what is not there was 0. Of a cross-table: "place kind"
    hidden: frozenset[str]
    own: frozenset[str]  # of these, all but those hidden because the same was hidden in days that overlap
    lines: tuple[str, ...] = ()  # of a cross-table: the places that had a line of their own
    kinds: tuple[str, ...] = ()  # and the kinds that had a column

    def meets(self, first: date, after: date) -> bool:
        """Whether some of the days are among its own."""
        return self.first < after and first < self.after

    @property
    def is_untold(self) -> bool:
        """Whether nothing but its sum was told."""
        return not (self.own or self.lines) and bool(self.hidden) and self.hidden == self.numbers.keys()

    def kept(self) -> dict[str, Any]:
        """The same as it is kept with the report."""
        return {
            "attribute": self.attribute, "first": self.first.isoformat(), "after": self.after.isoformat(),
            "numbers": dict(self.numbers), "hidden": sorted(self.hidden), "own": sorted(self.own),
            "lines": list(self.lines), "kinds": list(self.kinds),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of the days, and what happened on them, by attribute and code; of "cross": "place kind"."""

    first: date
    after: date
    by: Mapping[str, Mapping[str, int]]


def earlier_from(kept: Mapping[str, Any]) -> Iterable[Earlier]:
    """What was told, from what is kept of a report."""
    for one in kept.get(COLUMNS, ()):
        yield Earlier(
            one["attribute"], date.fromisoformat(one["first"]), date.fromisoformat(one["after"]), one["numbers"],
            frozenset(one["hidden"]), frozenset(one["own"]), tuple(one["lines"]), tuple(one["kinds"]),
        )  # fmt: skip


def within(pieces: Iterable[Piece], attribute: str, first: date, after: date) -> dict[str, int]:
    """What happened on some days, by code.

    Args:
        pieces: that the days are made of.
        attribute: which breakdown.
        first: the first of the days.
        after: the day after the last.
    """
    found: dict[str, int] = {}
    for piece in pieces:
        if first <= piece.first and piece.after <= after:
            for code, number in piece.by.get(attribute, {}).items():
                found[code] = found.get(code, 0) + number
    return found


def near_to(earlier: Sequence[Earlier], days: Sequence[Period]) -> list[Earlier]:
    """What was told of some of the days, and what was told of days of these."""
    there = [one for one in earlier if any(one.meets(period.first, period.after) for period in days)]
    return [
        one for one in earlier
        if any(one.attribute == other.attribute and one.meets(other.first, other.after) for other in there)
    ]  # fmt: skip


def cuts_of(earlier: Sequence[Earlier], days: Sequence[Period]) -> tuple[date, ...]:
    """The days that something begins or ends with that was told of days of the new report, or of days of that."""
    return tuple(sorted({day for one in near_to(earlier, days) for day in (one.first, one.after)}))

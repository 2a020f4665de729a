"""One breakdown of a report, in all its columns: what its recipient may be told of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from ikdesk.evidence.over_time import Days, Told, bounds, follows_now, hide_in, is_safe, one_way
from ikdesk.evidence.suppression import Cell
from ikdesk.kernel.tertial import Period
from ikdesk.reports.earlier_model import Earlier, Piece, near_to, within
from ikdesk.reports.facts_model import Shown
from ikdesk.reports.protection_model import HiddenCell, Why


class Untold(Mapping[str, Shown]):
    """A column nothing is told of but its sum.

    Args:
        codes: of the other columns: nobody shall see from the lines of the table which others there are.
    """

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = codes

    def __getitem__(self, code: str) -> Shown:
        return None

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(slots=True)
class Spread:
    """A breakdown with one way, and what is hidden in each of its columns.

    ``columns``: the days of each, by its key; the first is the one the report is about.
    """

    attribute: str
    columns: Mapping[str, Period]
    pieces: Sequence[Piece]
    earlier: Sequence[Earlier]
    least: Mapping[str, int]  # by code; "" is the lowest that may be told of all others
    days: list[Days] = field(init=False)
    told: dict[str, Told] = field(init=False, default_factory=dict)
    forced: dict[str, frozenset[Cell]] = field(init=False, default_factory=dict)
    past: list[tuple[Earlier, Told]] = field(init=False)

    def __post_init__(self) -> None:
        codes = self._codes()
        self.days = [
            Days(piece.first, piece.after,
                 one_way({code: piece.by.get(self.attribute, {}).get(code, 0) for code in codes}))
            for piece in self.pieces
        ]  # fmt: skip
        self.past = [(one, self._as_told(one)) for one in near_to(self.earlier, list(self.columns.values()))]

    def protect(self) -> bool:
        """Decide what is hidden; False where the breakdown cannot be told."""
        for name, span in self.columns.items():
            self._tell(name, span)
            if not self.told:
                return False
        if not self._holds():
            self.told.clear()
        return bool(self.told)

    def _tell(self, name: str, span: Period) -> None:
        """Decide what is hidden of a column; what would give other days away is hidden too, or else all of it."""
        also: set[str] = set()
        while (hidden := self._hidden(name, span, also)) is not None:
            self.told[name] = Told(span.first, span.after, hidden)
            found = self._given_away()
            if not found:
                return
            del self.told[name]
            if found <= also or any(self._number(code, span.first, span.after) == 0 for code in found):
                return
            also |= found

    def numbers(self, name: str) -> dict[str, int]:
        """A column as it is."""
        span = self.columns[name]
        return {code: n for code, n in within(self.pieces, self.attribute, span.first, span.after).items() if n}

    def shown(self, name: str) -> Mapping[str, Shown]:
        """A column as it may be told."""
        if name not in self.told:
            return Untold(list(dict.fromkeys(code for other in self.told for code in self.numbers(other))))
        hidden = self.told[name].hidden
        return {code: None if (code, "") in hidden else n for code, n in self.numbers(name).items()}

    def cells(self) -> Iterator[HiddenCell]:
        """What is not told, column by column."""
        for name in self.columns:
            numbers = self.numbers(name)
            if name not in self.told:
                whole = sum(numbers.values())
                for code, number in numbers.items():
                    why = Why.SMALL if number < self._least(code) else Why.SECOND
                    yield HiddenCell(f"by_{self.attribute}", code, name, number, why, 0, whole)
                continue
            for code, number in numbers.items():
                if (code, "") in self.told[name].hidden:
                    yield HiddenCell(
                        f"by_{self.attribute}", code, name, number, self._why(name, code, number),
                        *self._range(name, code),
                    )  # fmt: skip

    def kept(self) -> Iterator[Earlier]:
        """What is told, for reports that come later."""
        for name, span in self.columns.items():
            numbers = self.numbers(name)
            if name not in self.told:
                yield Earlier(self.attribute, span.first, span.after, numbers, frozenset(numbers), frozenset())
                continue
            told = self.told[name]
            hidden = {str(cell[0]) for cell in told.hidden}
            own = {code for code in hidden if self._why(name, code, numbers[code]) is not Why.TIME}
            yield Earlier(self.attribute, told.first, told.after, numbers, frozenset(hidden), frozenset(own))

    def _hidden(self, name: str, span: Period, also: Collection[str]) -> frozenset[Cell] | None:
        numbers = self.numbers(name)
        here = Told(span.first, span.after, frozenset())
        codes = {code for one, _told in self.past if one.meets(span.first, span.after) for code in one.own}
        apart = self._apart(here, numbers) | {(code, ""): numbers[code] + self._least(code) for code in also}
        forced = {(code, "") for code in (*codes, *also)} | {
            cell for told in self.told.values() if told.meets(here) for cell in told.hidden
        }
        self.forced[name] = frozenset(cell for cell in forced if numbers.get(cell[0]))
        start = Told(span.first, span.after, self.forced[name] | apart.keys())
        small = apart | self._small(numbers)
        return hide_in(start, self.days, small, [*self._past_told(), *self.told.values()])

    def _apart(self, here: Told, numbers: Mapping[str, int]) -> dict[Cell, int]:
        """What would tell a small number of the other days when an earlier column is taken away from it.

        Each with the lowest that it must be possible for it to be.
        """
        found: dict[Cell, int] = {}
        for told in self.told.values():
            if not (here.first <= told.first and told.after <= here.after):
                continue
            inner = within(self.pieces, self.attribute, told.first, told.after)
            for code, number in numbers.items():
                left, least = number - inner.get(code, 0), self._least(code)
                if 0 < left < least and (code, "") not in told.hidden:
                    found[code, ""] = max(found.get((code, ""), 0), inner.get(code, 0) + least)
        return found

    def _given_away(self) -> set[str]:
        """The codes of which a small number of some days now follows exactly from what is told of others.

        Source: differences of what had happened by each day, as in ``bounds``.
        """
        own = list(self.told.values())
        before = [told for one, told in self.past if not one.is_untold]
        days = sorted({day for one in before for day in (one.first, one.after)} | {
            day for span in self.columns.values() for day in (span.first, span.after)
        })  # fmt: skip
        spans = list(combinations(days, 2))
        return {code for code in self._codes() if self._follows(code, spans, before, own)}

    def _follows(self, code: str, spans: Sequence[tuple[date, date]], before: list[Told], own: list[Told]) -> bool:
        small = [(first, after) for first, after in spans if 0 < self._number(code, first, after) < self._least(code)]
        if not small:
            return False
        told = [self._as_seen(code, one) for one in (*before, *own)]
        return follows_now(told[: len(before)], told, small)

    def _codes(self) -> list[str]:
        return list(dict.fromkeys(code for piece in self.pieces for code in piece.by.get(self.attribute, {})))

    def _number(self, code: str, first: date, after: date) -> int:
        return sum(
            piece.by.get(self.attribute, {}).get(code, 0) for piece in self.pieces
            if first <= piece.first and piece.after <= after
        )  # fmt: skip

    def _as_seen(self, code: str, told: Told) -> tuple[date, date, int | None]:
        number = self._number(code, told.first, told.after)
        return told.first, told.after, None if number and (code, "") in told.hidden else number

    def _holds(self) -> bool:
        """Whether everything holds when all is told, also what earlier reports hid."""
        for name, told in self.told.items():
            others = [*self._past_told(), *(one for key, one in self.told.items() if key != name)]
            numbers = self.numbers(name)
            apart = {cell: n for cell, n in self._apart(told, numbers).items() if cell in told.hidden}
            small = (apart | self._small(numbers)).items()
            if not all(is_safe(told, cell, least, self.days, others) for cell, least in small):
                return False
        there = [
            (one, told) for one, told in self.past
            if not one.is_untold and any(told.meets(new) for new in self.told.values())
        ]  # fmt: skip
        return all(self._still_holds(one, told) for one, told in there)

    def _still_holds(self, one: Earlier, told: Told) -> bool:
        """Whether what an earlier report hid is hidden as well as before."""
        before = [other for other in self._past_told() if other is not told]
        now = [*before, *self.told.values()]
        small = self._small({code: n for code, n in one.numbers.items() if code in one.hidden})
        return all(
            is_safe(told, cell, least, self.days, now) or not is_safe(told, cell, least, self.days, before)
            for cell, least in small.items()
        )  # fmt: skip

    def _small(self, numbers: Mapping[str, int]) -> dict[Cell, int]:
        return {(code, ""): self._least(code) for code, n in numbers.items() if 0 < n < self._least(code)}

    def _least(self, code: str) -> int:
        return self.least.get(code) or self.least[""]

    def _past_told(self) -> list[Told]:
        return [told for _one, told in self.past]

    def _as_told(self, one: Earlier) -> Told:
        """An earlier column; what has become another number since was told of other days than these, so to speak."""
        now = within(self.pieces, self.attribute, one.first, one.after)
        stale = {code for code in {*now, *one.numbers} if now.get(code, 0) != one.numbers.get(code, 0)}
        return Told(one.first, one.after, frozenset((code, "") for code in one.hidden | stale))

    def _why(self, name: str, code: str, number: int) -> Why:
        if number < self._least(code):
            return Why.SMALL
        return Why.TIME if (code, "") in self.forced[name] else Why.SECOND

    def _range(self, name: str, code: str) -> tuple[int, int]:
        """What can be worked out about a hidden number: from its column, and from the same in days that overlap."""
        numbers, told = self.numbers(name), self.told[name]
        hidden = [numbers[cell[0]] for cell in told.hidden]
        whole = sum(hidden)
        low, high = (1, whole - len(hidden) + 1) if len(hidden) > 1 else (whole, whole)
        spans: list[tuple[date, date, int | None]] = [(told.first, told.after, None)]
        others = [other for other in (*self._past_told(), *self.told.values()) if other is not told]
        spans += [self._as_seen(code, other) for other in others]
        least, most = bounds(spans)[0]
        return max(low, least), high if most is None else min(high, most)

"""The table of place and type in a report: its lines are folded until no small number can be worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from ikdesk.evidence.over_time import Days, Told, follows_now, hide_in, is_safe, whole_of
from ikdesk.evidence.suppression import Cell, bounds_of
from ikdesk.kernel.tertial import Period
from ikdesk.reports.earlier_model import CROSS, Earlier, Piece, near_to
from ikdesk.reports.facts_model import MERGED, REST, Shown
from ikdesk.reports.protection_model import HiddenCell, Why

_FEWEST = 2  # lines and columns of a table


@dataclass(frozen=True, slots=True)
class Fold:
    """Which places have a line of their own, and which kinds a column; all others are one line, or one column."""

    lines: tuple[str, ...]
    kinds: tuple[str, ...]

    def of(self, code: str) -> Cell:
        """The cell that a place and a kind are counted in."""
        place, kind = code.split(" ")
        return place if place in self.lines else REST, kind if kind in self.kinds else REST


@dataclass(slots=True)
class Crossed:
    """The table of the days of a report, with everything its recipient was told of them before."""

    span: Period
    pieces: Sequence[Piece]
    earlier: Sequence[Earlier]
    least: int
    sensitive: int  # of the kinds that are one upward
    fold: Fold | None = None
    hidden: frozenset[Cell] = frozenset()
    forced: frozenset[Cell] = frozenset()
    numbers: dict[Cell, int] = field(default_factory=dict)
    total: Counter[str] = field(default_factory=Counter)  # not folded

    def protect(self) -> bool:
        """Decide how it is folded and what is hidden; False where it cannot be told.

        As the last report folded it, if that holds: whoever folds the same days in two ways tells more than either.
        """
        told = [one for one in self.earlier if not one.is_untold]
        near = [one for one in told if one.meets(self.span.first, self.span.after)]
        folds = [Fold(one.lines, one.kinds) for one in (near or told)]
        if any(fold != folds[0] for fold in folds) and near:
            return False
        return (bool(folds) and self._try(folds[-1], near)) or (not near and any(
            self._try(fold, near) for fold in self._folds()
        ))  # fmt: skip

    def shown(self) -> dict[tuple[str, str], Shown]:
        """The cells as they may be told; zeros are left out."""
        return {cell: None if cell in self.hidden else number for cell, number in self.numbers.items() if number}

    def cells(self) -> Iterator[HiddenCell]:
        """What is not told."""
        ranges = bounds_of(self.numbers, self.hidden)
        for cell in sorted(self.hidden):
            number = self.numbers[cell]
            small = number < self._least(cell)
            why = Why.SMALL if small else Why.TIME if cell in self.forced else Why.SECOND
            yield HiddenCell(CROSS, str(cell[0]), str(cell[1]), number, why, *ranges[cell])

    def untold(self) -> Iterator[Earlier]:
        """That nothing of it is told, for reports that come later."""
        if numbers := dict(self._whole()):
            yield Earlier(CROSS, self.span.first, self.span.after, numbers, frozenset(numbers), frozenset())

    def kept(self) -> Earlier:
        """What is told, for reports that come later."""
        fold = self.fold or Fold((), ())
        own = {cell for cell in self.hidden if cell not in self.forced or self.numbers[cell] < self._least(cell)}
        return Earlier(
            CROSS, self.span.first, self.span.after, {_code(cell): n for cell, n in self.numbers.items() if n},
            frozenset(map(_code, self.hidden)), frozenset(map(_code, own)), fold.lines, fold.kinds,
        )  # fmt: skip

    def _try(self, fold: Fold, near: Sequence[Earlier]) -> bool:
        self.fold = fold
        if self._alone(_folded(self._whole(), fold)):
            return False
        days = [Days(piece.first, piece.after, _folded(piece.by.get(CROSS, {}), fold)) for piece in self.pieces]
        bare = Told(self.span.first, self.span.after, frozenset())
        numbers = whole_of(days, bare)
        around = [one for one in near_to(self.earlier, [self.span]) if not one.is_untold]
        past = [_as_told(one, days) for one in around]
        forced = {_cell(code) for one in near for code in one.own}
        start = replace(bare, hidden=frozenset(cell for cell in forced if numbers.get(cell)))
        small = {cell: self._least(cell) for cell, n in numbers.items() if 0 < n < self._least(cell)}
        hidden = hide_in(start, days, small, past)
        if hidden is None or not self._still_hold(around, past, days, replace(bare, hidden=hidden)):
            return False
        if self._gives_away(past, days, replace(bare, hidden=hidden)):
            return False
        self.hidden, self.forced, self.numbers = hidden, start.hidden, numbers
        return True

    def _still_hold(self, near: Sequence[Earlier], past: list[Told], days: Sequence[Days], new: Told) -> bool:
        """Whether what earlier reports hid is hidden as well as before."""
        for one, told in zip(near, past, strict=True):
            before = [other for other in past if other is not told]
            for code in one.hidden:
                cell = _cell(code)
                least = self._least(cell)
                if one.numbers.get(code, 0) < least and is_safe(told, cell, least, days, before) and not is_safe(
                    told, cell, least, days, [*before, new]
                ):
                    return False
        return True

    def _gives_away(self, past: Sequence[Told], days: Sequence[Days], new: Told) -> bool:
        """Whether a small number of other days, told or not, follows exactly once this table is told as well."""
        ends = {day for one in near_to(self.earlier, [self.span]) for day in (one.first, one.after)}
        spans = list(combinations(sorted({*ends, new.first, new.after}), 2))
        numbers = {span: whole_of(days, Told(*span, frozenset())) for span in spans}
        told = [(one, whole_of(days, one)) for one in (*past, new)]
        for cell in {cell: None for one in days for cell in one.table}:
            small = [span for span in spans if 0 < numbers[span].get(cell, 0) < self._least(cell)]
            seen = [
                (one.first, one.after, None if cell in one.hidden and there.get(cell) else there.get(cell, 0))
                for one, there in told
            ]
            if small and follows_now(seen[:-1], seen, small):
                return True
        return False

    def _folds(self) -> Iterator[Fold]:
        """With every line of its own first, then with ever more of the smallest in one line and one column."""
        places, kinds = self._margins()
        ways = [
            (lines, columns) for lines in range(len(places) + 1) for columns in range(len(kinds) + 1)
            if _told(lines, len(places)) >= _FEWEST and _told(columns, len(kinds)) >= _FEWEST
        ]  # fmt: skip
        for lines, columns in sorted(ways, key=lambda way: -way[0] - way[1]):
            yield Fold(tuple(places[:lines]), tuple(kinds[:columns]))

    def _alone(self, numbers: Mapping[Cell, int]) -> bool:
        """Whether a small number is all there is in its line or its column: then nothing can hide it. Quickly seen."""
        lines, columns = (Counter(cell[way] for cell, number in numbers.items() if number) for way in (0, 1))
        return any(
            0 < number < self._least(cell) and 1 in {lines[cell[0]], columns[cell[1]]}
            for cell, number in numbers.items()
        )  # fmt: skip

    def _whole(self) -> Mapping[str, int]:
        """The numbers of the days of the report."""
        if not self.total:
            for piece in self.pieces:
                if self.span.first <= piece.first and piece.after <= self.span.after:
                    self.total.update(piece.by.get(CROSS, {}))
        return self.total

    def _margins(self) -> tuple[list[str], list[str]]:
        """Places and kinds, those with most first."""
        places, kinds = Counter[str](), Counter[str]()
        for code, number in self._whole().items():
            place, kind = code.split(" ")
            places[place] += number
            kinds[kind] += number
        return [one for one, _n in places.most_common()], [one for one, _n in kinds.most_common()]

    def _least(self, cell: Cell) -> int:
        fold = self.fold or Fold((), ())
        return self.sensitive if cell[1] == MERGED or (cell[1] == REST and MERGED not in fold.kinds) else self.least


def _told(named: int, of: int) -> int:
    """How many lines there are when so many have their own; 0 where one alone would only get another name."""
    return of if named == of else 0 if named == of - 1 else named + 1


def _folded(numbers: Mapping[str, int], fold: Fold) -> dict[Cell, int]:
    out: dict[Cell, int] = {}
    for code, number in numbers.items():
        cell = fold.of(code)
        out[cell] = out.get(cell, 0) + number
    return out


def _as_told(one: Earlier, days: Sequence[Days]) -> Told:
    told = Told(one.first, one.after, frozenset())
    now = {_code(cell): number for cell, number in whole_of(days, told).items()}
    stale = {code for code in {*now, *one.numbers} if now.get(code, 0) != one.numbers.get(code, 0)}
    return replace(told, hidden=frozenset(_cell(code) for code in one.hidden | stale))


def _code(cell: Cell) -> str:
    return f"{cell[0]} {cell[1]}"


def _cell(code: str) -> Cell:
    place, kind = code.split(" ")
    return place, kind

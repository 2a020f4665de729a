"""What is told of the same breakdown in report after report, beside everything there could have been instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ikdesk.evidence.over_time import bounds
from ikdesk.kernel.tertial import Period
from ikdesk.reports.earlier_model import Earlier, Piece
from ikdesk.reports.protection_model import Why
from ikdesk.reports.spread_model import Spread, Untold

CODES = "abc"
LEAST = 3
Numbers = list[list[int]]  # by piece, then by code
Span = tuple[int, int]  # the first piece, and the one after the last


def day(at: int) -> date:
    return date(2026, 1, 1) + timedelta(days=at)


@dataclass
class Seen:
    """What a reader has of a period: its sum, and where the breakdown was not dropped, what was told of it."""

    span: Span
    total: int
    told: dict[str, int | None] | None  # None for a number: hidden


def deliver(numbers: Numbers, reports: Sequence[Sequence[Span]], least: int = LEAST) -> tuple[list[Seen], list[Spread]]:
    """Reports one after the other; each has some columns, and knows what was told before."""
    pieces = [
        Piece(day(at), day(at + 1), {"place": dict(zip(CODES, line, strict=True))}) for at, line in enumerate(numbers)
    ]
    earlier: list[Earlier] = []
    seen, made = [], []
    for spans in reports:
        columns = {f"{n}": Period(day(first), day(after)) for n, (first, after) in enumerate(spans)}
        spread = Spread("place", columns, pieces, tuple(earlier), {"": least})
        holds = spread.protect()
        for name, span in zip(columns, spans, strict=True):
            whole = {code: sum(numbers[at][n] for at in range(*span)) for n, code in enumerate(CODES)}
            told = {code: spread.shown(name).get(code, 0) for code in CODES} if holds and name in spread.told else None
            seen.append(Seen(span, sum(whole.values()), told))
        earlier += spread.kept()
        if holds:
            made.append(spread)
    return seen, made


def fits(found: Numbers, one: Seen) -> bool:
    """Whether what there could have been so far is in accord with what was told of a period."""
    first, after = one.span
    lines = found[first:after]
    whole = sum(map(sum, lines))
    if after != len(found):
        return whole <= one.total
    if whole != one.total or one.told is None:
        return whole == one.total
    here = {code: sum(line[n] for line in lines) for n, code in enumerate(CODES)}
    return all(here[code] >= 1 if told is None else here[code] == told for code, told in one.told.items())


def worlds(seen: Sequence[Seen], pieces: int, found: Numbers | None = None) -> Iterator[Numbers]:
    """Everything there could have been, for all that was told."""
    found = found or []
    if len(found) == pieces:
        yield found
        return
    most = min(one.total for one in seen if one.span[0] <= len(found) < one.span[1])
    for a in range(most + 1):
        for b in range(most + 1 - a):
            for c in range(most + 1 - a - b):
                further = [*found, [a, b, c]]
                if all(fits(further, one) for one in seen):
                    yield from worlds(seen, pieces, further)


def given_away(numbers: Numbers, seen: Sequence[Seen]) -> list[tuple[Span, str]]:
    """The small hidden numbers of which a reader can tell that they are small, or which they are."""
    every = list(worlds(seen, len(numbers)))
    assert numbers in every
    out = []
    for one in seen:
        for n, code in enumerate(CODES):
            true, told = sum(line[n] for line in numbers[slice(*one.span)]), (one.told or {}).get(code, 0)
            if one.told is not None and told is None and true < LEAST:
                could = {sum(world[at][n] for at in range(*one.span)) for world in every}
                if len(could) < 2 or max(could) < LEAST:
                    out.append((one.span, code))
    return out


def small_told(numbers: Numbers, seen: Sequence[Seen]) -> list[tuple[Span, str]]:
    return [(one.span, code) for one in seen for code, told in (one.told or {}).items() if told in range(1, LEAST)]


LINE = st.lists(st.integers(0, 3), min_size=3, max_size=3)
TERTIALS = [[(0, 1)], [(1, 2)], [(2, 3)], [(0, 3)]]  # one after the other, and then the year
AT_ONCE = [[(1, 2), (0, 1), (0, 2)], [(2, 3), (1, 2), (0, 3)]]  # as reports have them: now, before, and together
YEARS = [[(0, 2)], [(1, 3)], [(1, 2)]]  # school years beside calendar years
YEAR_FIRST = [[(0, 3)], [(0, 1)], [(1, 2)], [(2, 3)]]


@pytest.mark.parametrize("reports", [TERTIALS, AT_ONCE, YEARS, YEAR_FIRST])
@settings(max_examples=8, deadline=None)
@given(numbers=st.lists(LINE, min_size=3, max_size=3))
@example(numbers=[[0, 0, 3], [0, 0, 3], [0, 1, 0]])
def test_no_small_number_can_be_worked_out_from_report_after_report(
    numbers: Numbers, reports: list[list[Span]]
) -> None:
    seen, _made = deliver(numbers, reports)
    assert small_told(numbers, seen) == []
    assert given_away(numbers, seen) == []
    for one in seen:
        for n, code in enumerate(CODES):
            if one.told is not None and not sum(line[n] for line in numbers[slice(*one.span)]):
                assert one.told[code] == 0, "zeros are always told"


def test_the_test_itself_finds_what_is_given_away() -> None:
    numbers = [[1, 4, 5], [6, 4, 5], [7, 4, 5]]
    seen = [
        Seen((0, 1), 10, {"a": None, "b": None, "c": 5}), Seen((0, 2), 25, {"a": 7, "b": 8, "c": 10}),
        Seen((1, 2), 15, {"a": 6, "b": 4, "c": 5}),
    ]  # fmt: skip
    assert given_away(numbers[:2], seen) == [((0, 1), "a")]


def test_what_is_hidden_in_a_tertial_is_hidden_in_the_year_with_the_reason() -> None:
    numbers = [[1, 4, 9], [8, 4, 9], [9, 4, 9]]
    seen, made = deliver(numbers, TERTIALS)
    assert [one.told for one in seen] == [
        {"a": None, "b": None, "c": 9}, {"a": 8, "b": 4, "c": 9}, {"a": 9, "b": 4, "c": 9},
        {"a": None, "b": None, "c": 27},
    ]  # fmt: skip
    assert [(cell.row, cell.number, cell.why) for cell in made[-1].cells()] == [
        ("a", 18, Why.TIME), ("b", 12, Why.TIME)
    ]  # fmt: skip
    assert [(cell.row, cell.why, cell.low, cell.high) for cell in made[0].cells()] == [
        ("a", Why.SMALL, 1, 4), ("b", Why.SECOND, 1, 4)
    ]  # fmt: skip


def test_a_column_that_cannot_be_protected_tells_its_sum_alone_and_the_others_stand() -> None:
    spread = Spread(
        "place", {"now": Period(day(1), day(2)), "last_year": Period(day(0), day(1))},
        [Piece(day(0), day(1), {"place": {"d": 1}}), Piece(day(1), day(2), {"place": {"a": 5, "b": 6}})], (), {"": 3},
    )  # fmt: skip
    assert spread.protect()
    assert dict(spread.shown("now")) == {"a": 5, "b": 6}
    nothing = spread.shown("last_year")
    assert isinstance(nothing, Untold)
    assert dict(nothing) == {"a": None, "b": None}, "which lines it had is not told either"
    assert nothing.get("d", 0) is None
    assert [(cell.row, cell.low, cell.high) for cell in spread.cells()] == [("d", 0, 1)]


def test_one_small_number_alone_cannot_be_told_at_all() -> None:
    seen, made = deliver([[1, 0, 0]], [[(0, 1)]])
    assert (seen[0].told, made) == (None, [])


def test_what_is_told_of_some_days_never_gives_a_small_number_of_others_away() -> None:
    numbers = [[3, 9, 9], [2, 9, 9], [5, 9, 9], [4, 9, 9]]
    seen, _made = deliver(numbers, [[(2, 3), (0, 3)], [(3, 4), (0, 1)]])
    assert [one.told is not None and one.told["a"] for one in seen] == [5, 10, 4, False]  # 10 - 5 - 3 is 2


def test_a_table_that_was_left_out_is_not_given_away_by_the_year() -> None:
    seen, _made = deliver([[1, 0, 0], [4, 4, 4]], [[(0, 1)], [(1, 2)], [(0, 2)]])
    assert seen[0].told is None
    assert seen[1].told == {"a": 4, "b": 4, "c": 4}
    assert seen[2].told is None or seen[2].told["a"] is None


def test_a_number_that_was_corrected_since_it_was_told_is_no_reason_to_leave_the_table_out() -> None:
    before, _made = deliver([[0, 4, 9]], [[(0, 1)]])
    assert before[0].told == {"a": 0, "b": 4, "c": 9}
    told = Earlier("place", day(0), day(1), {"b": 4, "c": 9}, frozenset(), frozenset())
    late = [Piece(day(0), day(1), {"place": {"a": 1, "b": 5, "c": 9}})]
    spread = Spread("place", {"now": Period(day(0), day(1))}, late, (told,), {"": 3})
    assert spread.protect()
    assert dict(spread.shown("now")) == {"a": None, "b": None, "c": 9}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=3, max_size=3), st.data())
def test_what_spans_of_days_give_away_of_one_number_is_exact(numbers: list[int], data: st.DataObject) -> None:
    spans = [(first, after) for first in range(3) for after in range(first + 1, 4)]
    chosen = data.draw(st.lists(st.sampled_from(spans), min_size=1, max_size=4, unique=True))
    told = []
    for first, after in chosen:
        true = sum(numbers[first:after])
        hidden = bool(true) and data.draw(st.booleans())
        told.append((first, after, None if hidden else true))
    most = 12  # where it could be this much, it could be any number
    every = [
        [a, b, c] for a in range(most + 1) for b in range(most + 1) for c in range(most + 1)
        if all(s >= 1 if n is None else s == n for f, e, n in told for s in (sum([a, b, c][f:e]),))
    ]  # fmt: skip
    found = bounds([(day(first), day(after), number) for first, after, number in told])
    for (low, high), (first, after, _number) in zip(found, told, strict=True):
        could = [sum(world[first:after]) for world in every]
        assert low == min(could)
        assert max(could) == high if high is not None else max(could) >= most

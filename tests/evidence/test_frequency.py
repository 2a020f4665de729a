"""How often something happens, as a step of a scale: the words people use, and beside scipy."""

from __future__ import annotations

import pytest
import scipy  # what is slow to load in it is loaded when it is first asked for
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.evidence.frequency import SURE, fell, how_often, step_of
from ikdesk.evidence.kinds import Tally

RATES = st.floats(0, 500)
MONTHS = st.floats(0.5, 12)
EVENTS = st.integers(0, 400)
YEARS = st.floats(0.05, 20)


@pytest.mark.parametrize(
    ("per_year", "months", "step"),
    [
        (0, 12, 1), (1 / 6, 12, 1), (1 / 5, 12, 2), (1 / 2, 12, 2), (1, 12, 3), (1.5, 12, 3), (2, 12, 4), (11, 12, 4),
        (12, 12, 5), (52, 12, 5), (6, 7, 4), (7, 7, 5), (1, 1, 3), (2, 1, 5),
    ],
)  # fmt: skip
def test_a_rate_is_the_step_whose_words_it_fits(per_year: float, months: float, step: int) -> None:
    assert step_of(per_year, months) == step


@settings(max_examples=30)
@given(RATES, RATES, MONTHS, MONTHS)
def test_oftener_is_never_a_lower_step_and_in_a_longer_season_never_a_higher(
    one: float, other: float, months: float, longer: float
) -> None:
    assert step_of(min(one, other), months) <= step_of(max(one, other), months)
    assert step_of(one, max(months, longer)) <= step_of(one, min(months, longer))


@settings(max_examples=30)
@given(EVENTS, YEARS, MONTHS)
def test_the_step_pointed_at_lies_among_those_that_are_possible(events: int, years: float, months: float) -> None:
    found = how_often(events, years, months)
    assert 1 <= found.low <= found.likely <= found.high <= 5
    assert how_often(events + 1, years, months).high >= found.high
    assert how_often(events + 1, years, months).low >= found.low


@settings(max_examples=30)
@given(EVENTS, YEARS)
def test_a_step_is_possible_where_neither_so_many_nor_so_few_would_be_odd(events: int, years: float) -> None:
    """The ends are the rates at which the mid-P of so many or more, and of so few or fewer, is ten per cent."""
    found, odd = how_often(events, years), (1 - SURE) / 2

    def so_few(rate: float) -> float:
        return float(scipy.special.pdtr(events, rate * years)) - _exactly(events, rate * years) / 2

    def so_many(rate: float) -> float:
        return 1 - so_few(rate)

    ends = (0.2, 2 / 3, 2.0, 12.0)
    for step, end in enumerate(ends, 2):  # from this rate on it is the step
        if abs(so_many(end) - odd) > 1e-9:
            assert (found.low >= step) == (so_many(end) < odd)
        if abs(so_few(end) - odd) > 1e-9:
            assert (found.high >= step) == (so_few(end) > odd)


def _exactly(events: int, mean: float) -> float:
    return float(scipy.special.pdtr(events, mean)) - (float(scipy.special.pdtr(events - 1, mean)) if events else 0.0)


@pytest.mark.parametrize("years", [1.0, 3.0])
def test_the_true_step_is_among_the_possible_ones_as_often_as_it_should(years: float) -> None:
    rates = [0.05 * 1.25**n for n in range(28)]
    pointed = [how_often(events, years) for events in range(int(rates[-1] * years * 3) + 25)]
    held = [
        sum(
            _exactly(events, rate * years) for events, found in enumerate(pointed[: int(rate * years * 3) + 25])
            if found.low <= step_of(rate) <= found.high
        ) for rate in rates
    ]  # fmt: skip
    assert sum(held) / len(held) > SURE
    assert min(held) > 0.72, "a mid-P interval may hold it a little seldomer for some rates"


def test_that_nothing_has_happened_in_a_year_does_not_make_it_impossible() -> None:
    found = how_often(0, 1)
    assert (found.low, found.likely, found.high) == (1, 2, 3)
    assert found.says_something


def test_a_month_without_anything_says_nothing() -> None:
    assert not how_often(0, 1 / 12).says_something


def test_a_fall_is_only_told_where_chance_seldom_makes_one_so_large() -> None:
    assert fell(Tally(17, 36), Tally(4, 31))
    assert not fell(Tally(6, 103), Tally(0, 31)), "one in ten by chance alone"
    assert not fell(Tally(3, 20), Tally(0, 200)), "too few"
    assert not fell(Tally(4, 31), Tally(17, 36))


@pytest.mark.parametrize(("per_year", "months"), [(-1, 12), (1, 0), (1, 13)])
def test_what_cannot_be_is_refused(per_year: float, months: float) -> None:
    with pytest.raises(ValueError, match=r"\("):
        step_of(per_year, months)


@pytest.mark.parametrize(("events", "years"), [(-1, 1), (1, 0)])
def test_counts_that_cannot_be_are_refused(events: int, years: float) -> None:
    with pytest.raises(ValueError, match=r"\("):
        how_often(events, years)

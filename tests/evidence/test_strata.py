"""Several seasons or places compared like with like."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple
from functools import reduce
from itertools import product
from typing import Any

import pytest
import scipy  # what is slow to load in it is loaded when it is first asked for
from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.evidence.conditional import convolve
from ikdesk.evidence.kinds import Ratio, Stratum, Tally
from ikdesk.evidence.ratio import rate_ratio

TALLY = st.builds(Tally, st.integers(0, 15), st.floats(1, 100))
STRATUM = st.builds(Stratum, TALLY, TALLY)
STRATA = st.lists(STRATUM, min_size=2, max_size=4)


def near(found: Ratio) -> list[Any]:
    """The same numbers, but for rounding."""
    return [number if number is None else pytest.approx(number, rel=1e-9) for number in astuple(found)]


def by_hand(strata: Sequence[Stratum], ratio: float) -> list[float]:
    """How likely each number after is, by adding up every way it can come about."""
    each = []
    for stratum in strata:
        events = stratum.before.events + stratum.after.events
        weighed = ratio * stratum.after.exposure
        each.append(scipy.stats.binom.pmf(range(events + 1), events, weighed / (weighed + stratum.before.exposure)))
    likely = [0.0] * (sum(len(part) - 1 for part in each) + 1)
    for ways in product(*(range(len(part)) for part in each)):
        likely[sum(ways)] += math.prod(part[way] for part, way in zip(each, ways, strict=True))
    return likely


SEASONS = [
    Stratum(Tally(8, 20), Tally(3, 20)),
    Stratum(Tally(6, 25), Tally(4, 22)),
    Stratum(Tally(9, 30), Tally(2, 31)),
]
UNEQUAL = [Stratum(Tally(1, 90), Tally(5, 10)), Stratum(Tally(14, 30), Tally(0, 30))]


@pytest.mark.parametrize("strata", [SEASONS, UNEQUAL])
def test_p_and_limits_are_what_adding_up_gives(strata: list[Stratum]) -> None:
    after = sum(stratum.after.events for stratum in strata)
    found, likely = rate_ratio(strata), by_hand(strata, 1)
    assert found.p_fall_exact == pytest.approx(sum(likely[: after + 1]), rel=1e-10)
    assert found.p_fall_midp == pytest.approx(sum(likely[:after]) + likely[after] / 2, rel=1e-10)
    assert found.p_rise_exact == pytest.approx(sum(likely[after:]), rel=1e-10)
    assert found.p_rise_midp == pytest.approx(sum(likely[after + 1 :]) + likely[after] / 2, rel=1e-10)

    def tail(log_ratio: float, half: float, *, many: bool) -> float:
        there = by_hand(strata, math.exp(log_ratio))
        return sum(there[after + 1 :] if many else there[:after]) + half * there[after]

    for limit, half, many, chance in (
        (found.exact_low, 1, True, 0.025), (found.exact_high, 1, False, 0.025),
        (found.midp_low, 0.5, True, 0.025), (found.midp_high, 0.5, False, 0.025),
        (found.likely_low, 0.5, True, 0.1), (found.likely_high, 0.5, False, 0.1),
    ):  # fmt: skip
        left = lambda at, *how: tail(at, how[0], many=how[1]) - how[2]  # noqa: E731 (said in one line)
        theirs = scipy.optimize.brentq(left, -9, 9, (half, many, chance))
        assert limit == pytest.approx(math.exp(theirs), rel=1e-9)


@given(STRATUM, st.integers(2, 4))
def test_strata_without_events_change_nothing(stratum: Stratum, parts: int) -> None:
    empty = Stratum(Tally(0, stratum.before.exposure), Tally(0, stratum.after.exposure))
    cut, whole = rate_ratio([stratum, *[empty] * (parts - 1)]), rate_ratio([stratum])
    assert list(astuple(cut)) == near(whole)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=4), st.floats(0.1, 10))
def test_strata_with_the_same_exposures_may_be_added_up(events: list[tuple[int, int]], times: float) -> None:
    parts = [Stratum(Tally(before, 30), Tally(after, 30 * times)) for before, after in events]
    before, after = (sum(side) for side in zip(*events, strict=True))
    whole = rate_ratio([Stratum(Tally(before, 30), Tally(after, 30 * times))])
    assert list(astuple(rate_ratio(parts))) == near(whole)


@given(STRATA)
def test_a_stratum_that_is_not_in_use_after_says_nothing(strata: list[Stratum]) -> None:
    closed = Stratum(Tally(9, 30), Tally(0, 0))
    assert rate_ratio([*strata, closed]) == rate_ratio(strata)


@given(STRATA)
def test_strata_turned_around_turn_falls_into_rises(strata: list[Stratum]) -> None:
    back = rate_ratio([Stratum(one.after, one.before) for one in strata])
    there = rate_ratio(strata)
    assert there.p_fall_exact == pytest.approx(back.p_rise_exact, rel=1e-9)
    assert there.p_rise_midp == pytest.approx(back.p_fall_midp, rel=1e-9)
    if there.exact_low and back.exact_high:
        assert there.exact_low * back.exact_high == pytest.approx(1, rel=1e-9)


@given(STRATA)
def test_one_more_event_after_in_any_stratum_makes_a_fall_no_likelier(strata: list[Stratum]) -> None:
    found = rate_ratio(strata).p_fall_exact
    for at, one in enumerate(strata):
        more = list(strata)
        more[at] = Stratum(one.before, Tally(one.after.events + 1, one.after.exposure))
        assert (rate_ratio(more).p_fall_exact or 0) >= (found or 0) * (1 - 1e-12)


@given(STRATA)
def test_the_estimate_expects_what_was_seen(strata: list[Stratum]) -> None:
    ratio = rate_ratio(strata).ratio
    after = sum(stratum.after.events for stratum in strata)
    if ratio:
        expected = sum(
            (one.before.events + one.after.events) / (1 + one.before.exposure / (one.after.exposure * ratio))
            for one in strata
        )
        assert expected == pytest.approx(after, rel=1e-9)


@settings(max_examples=20)
@given(st.lists(st.builds(Stratum, *[st.builds(Tally, st.integers(0, 900), st.floats(1e-6, 1e6))] * 2), min_size=2))
def test_many_events_in_extreme_exposures_give_numbers(strata: list[Stratum]) -> None:
    found = rate_ratio(strata[:4])
    assert all(math.isfinite(number) for number in astuple(found) if number is not None)
    assert 0 <= (found.p_fall_exact or 0) <= 1


def test_thousands_of_events_are_as_exact_as_few() -> None:
    halves = [Stratum(Tally(2600, 30), Tally(2400, 30))] * 2
    whole = rate_ratio([Stratum(Tally(5200, 60), Tally(4800, 60))])
    assert list(astuple(rate_ratio(halves))) == near(whole)


def test_far_from_what_was_seen_the_convolution_is_made_anew() -> None:
    halves = [Stratum(Tally(900, 30), Tally(600, 30))] * 2
    whole = rate_ratio([Stratum(Tally(1800, 60), Tally(1200, 60))])
    assert rate_ratio(halves).p_fall_exact == pytest.approx(whole.p_fall_exact, rel=1e-9)
    assert rate_ratio([Stratum(Tally(5000, 30), Tally(10, 30))] * 2).p_fall_exact == 0


def test_a_convolution_is_a_distribution() -> None:
    parts = ((40, 0.3), (25, -2.0), (0, 1.0), (300, 0.0))
    first, likely = convolve(parts, 0.4)
    each = [scipy.stats.binom.pmf(range(n + 1), n, 1 / (1 + math.exp(-odds - 0.4))) for n, odds in parts]
    mean = sum(n / (1 + math.exp(-odds - 0.4)) for n, odds in parts)
    assert sum(likely) == pytest.approx(1)
    assert sum(value * at for at, value in enumerate(likely, first)) == pytest.approx(mean)
    assert len(likely) <= reduce(lambda total, part: total + len(part) - 1, each, 1)

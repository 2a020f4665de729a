"""The rate after over the rate before: fixtures, edges, and beside scipy and statsmodels."""

from __future__ import annotations

import math
from dataclasses import astuple

import pytest
import scipy  # what is slow to load in it is loaded when it is first asked for
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.evidence.kinds import Ratio, Stratum, Tally
from ikdesk.evidence.ratio import expected_now, gap_p, rate_ratio

EVENTS = st.integers(0, 10_000)
FEW = st.integers(0, 60)
EXPOSURE = st.floats(1e-6, 1e6)
CONF = st.floats(0.5, 0.999)
NEAR = 1e-9


def compare(before: tuple[int, float], after: tuple[int, float], conf: float = 0.95) -> Ratio:
    """One stratum, written as events and exposure."""
    return rate_ratio([Stratum(Tally(*before), Tally(*after))], conf=conf)


def sure(number: float | None) -> float:
    """A number that must be there."""
    assert number is not None
    return number


@pytest.mark.parametrize(
    ("before", "after", "ratio", "exact", "p_exact", "p_midp"),
    [
        ((14, 31), (4, 28), 0.32, (0.08, 1.01), 0.0259, 0.0164),
        ((12, 34), (4, 29), 0.39, (0.09, 1.29), 0.0732, 0.0482),
        ((18, 38), (5, 31), 0.34, (0.10, 0.95), 0.0190, 0.0123),
        ((17, 36), (4, 31), 0.27, (0.07, 0.84), 0.0093, 0.0058),
        ((29, 68), (4, 31), 0.30, (0.077, 0.862), 0.0100, 0.0063),
        ((6, 30), (3, 30), 0.50, (0.08, 2.34), 0.254, 0.172),
        ((3, 20), (0, 20), 0.00, (0.00, 2.42), 0.125, 0.063),
    ],
)
def test_the_fixtures_of_the_method_hold(
    before: tuple[int, float],
    after: tuple[int, float],
    ratio: float,
    exact: tuple[float, float],
    p_exact: float,
    p_midp: float,
) -> None:
    found = compare(before, after)
    digits = 3 if before == (29, 68) else 2
    assert round(sure(found.ratio), 2) == ratio
    assert (round(sure(found.exact_low), digits), round(sure(found.exact_high), digits)) == exact
    digits = 3 if p_exact > 0.1 else 4
    assert round(sure(found.p_fall_exact), digits) == p_exact
    assert sure(found.p_fall_midp) == pytest.approx(p_midp, abs=0.0006 if p_exact > 0.1 else 0.00006)


@given(EVENTS, EXPOSURE, EVENTS, EXPOSURE)
def test_the_one_sided_p_is_the_binomials(before: int, days: float, after: int, days_after: float) -> None:
    found = compare((before, days), (after, days_after))
    total, comes, stays = before + after, days_after / (days_after + days), days / (days_after + days)
    if comes < stays:  # scipy is given the smaller chance: the other would have lost its digits
        fall, rise = scipy.stats.binom.cdf(after, total, comes), scipy.stats.binom.sf(after - 1, total, comes)
    else:
        fall, rise = scipy.stats.binom.sf(before - 1, total, stays), scipy.stats.binom.cdf(before, total, stays)
    # scipy's own tail is 0 from about 1e-250 on
    assert found.p_fall_exact == pytest.approx(fall, rel=NEAR, abs=1e-200)
    assert found.p_rise_exact == pytest.approx(rise, rel=NEAR, abs=1e-200)


@given(EVENTS, EXPOSURE, EVENTS, EXPOSURE, CONF)
def test_the_exact_limits_are_clopper_and_pearsons(
    before: int, days: float, after: int, days_after: float, conf: float
) -> None:
    found = compare((before, days), (after, days_after), conf)
    tail, times = (1 - conf) / 2, days / days_after
    if after:
        lowest = scipy.stats.beta.ppf(tail, after, before + 1)
        assert found.exact_low == pytest.approx(lowest / (1 - lowest) * times, rel=1e-7)
    if before:
        rest = scipy.stats.beta.ppf(tail, before, after + 1)  # 1 − the highest chance, with all its digits
        assert found.exact_high == pytest.approx((1 - rest) / rest * times, rel=1e-7)


@pytest.mark.parametrize("before", [1, 4, 17, 60])  # statsmodels divides by them
@pytest.mark.parametrize("after", [0, 1, 3, 25])
@pytest.mark.parametrize("days_after", [10.0, 30.0, 95.0])
def test_p_is_what_statsmodels_gives(before: int, after: int, days_after: float) -> None:
    from statsmodels.stats.rates import test_poisson_2indep as two_rates  # late: slow to load

    found = compare((before, 30), (after, days_after))
    for method, fall, rise in (
        ("exact-cond", found.p_fall_exact, found.p_rise_exact),
        ("cond-midp", found.p_fall_midp, found.p_rise_midp),
    ):
        for side, ours in (("smaller", fall), ("larger", rise)):
            theirs = two_rates(after, days_after, before, 30, method=method, alternative=side).pvalue
            assert ours == pytest.approx(theirs, rel=1e-8), (method, side)


@given(st.integers(1, 60), st.floats(1, 1000), st.integers(1, 60), st.floats(1, 1000))
def test_at_a_limit_statsmodels_finds_what_is_left_outside(
    before: int, days: float, after: int, days_after: float
) -> None:
    from statsmodels.stats.rates import test_poisson_2indep as two_rates  # late: slow to load

    found = compare((before, days), (after, days_after))
    for method, limit, side, tail in (
        ("exact-cond", found.exact_low, "larger", 0.025),
        ("exact-cond", found.exact_high, "smaller", 0.025),
        ("cond-midp", found.midp_low, "larger", 0.025),
        ("cond-midp", found.midp_high, "smaller", 0.025),
        ("cond-midp", found.likely_low, "larger", 0.1),
        ("cond-midp", found.likely_high, "smaller", 0.1),
    ):
        there = two_rates(after, days_after, before, days, value=limit, method=method, alternative=side).pvalue
        assert there == pytest.approx(tail, rel=1e-7), (method, side)


@given(FEW, EXPOSURE, FEW, EXPOSURE)
def test_intervals_lie_within_each_other_around_the_ratio(
    before: int, days: float, after: int, days_after: float
) -> None:
    found = compare((before, days), (after, days_after))
    if after:
        assert sure(found.exact_low) <= sure(found.midp_low) <= sure(found.likely_low)
    if before:
        assert sure(found.likely_high) <= sure(found.midp_high) <= sure(found.exact_high)
    if before and after:
        assert sure(found.likely_low) <= sure(found.ratio) * (1 + NEAR)
        assert sure(found.ratio) <= sure(found.likely_high) * (1 + NEAR)


@given(FEW, EXPOSURE, FEW, EXPOSURE)
def test_turning_before_and_after_around_turns_falls_into_rises(
    before: int, days: float, after: int, days_after: float
) -> None:
    there, back = compare((before, days), (after, days_after)), compare((after, days_after), (before, days))
    assert there.p_fall_exact == pytest.approx(back.p_rise_exact, rel=NEAR)
    assert there.p_fall_midp == pytest.approx(back.p_rise_midp, rel=NEAR)
    for low, high in (
        (there.exact_low, back.exact_high),
        (there.midp_high, back.midp_low),
        (there.likely_low, back.likely_high),
    ):
        if low and high:
            assert low * high == pytest.approx(1, rel=NEAR)


@given(FEW, EXPOSURE, FEW, EXPOSURE)
def test_one_more_event_after_never_makes_a_fall_likelier(
    before: int, days: float, after: int, days_after: float
) -> None:
    fewer, more = compare((before, days), (after, days_after)), compare((before, days), (after + 1, days_after))
    assert sure(more.p_fall_exact) >= sure(fewer.p_fall_exact) * (1 - 1e-12)
    assert sure(more.p_fall_midp) >= sure(fewer.p_fall_midp) * (1 - 1e-12)
    assert sure(more.p_rise_exact) <= sure(fewer.p_rise_exact) * (1 + 1e-12)
    if before:
        assert sure(more.exact_high) > sure(fewer.exact_high)


@given(FEW, EXPOSURE, FEW, EXPOSURE, CONF)
def test_the_interval_and_p_never_contradict_each_other(
    before: int, days: float, after: int, days_after: float, conf: float
) -> None:
    found = compare((before, days), (after, days_after), conf)
    p, tail = sure(found.p_fall_exact), (1 - conf) / 2
    if before and not math.isclose(p, tail, rel_tol=1e-9):
        assert (sure(found.exact_high) < 1) == (p < tail)


def test_none_after_has_no_lowest_but_a_highest() -> None:
    found = compare((3, 20), (0, 20))
    assert (found.ratio, found.exact_low, found.midp_low, found.likely_low) == (0, 0, 0, 0)
    assert found.exact_high == pytest.approx(2.42, abs=0.005)


def test_none_before_has_no_ratio_and_no_highest_but_a_p() -> None:
    found = compare((0, 20), (6, 20))
    assert (found.ratio, found.exact_high, found.midp_high, found.likely_high) == (None,) * 4
    assert found.p_rise_exact == pytest.approx(0.5**6)
    assert found.exact_low == pytest.approx(1.177, abs=0.001)


def test_none_at_all_has_no_ratio_and_no_limits() -> None:
    found = compare((0, 20), (0, 20))
    assert astuple(found)[:7] == (None,) * 7
    assert (found.p_fall_exact, found.p_rise_exact, found.p_fall_midp) == (1, 1, 0.5)


def test_a_place_that_is_not_in_use_has_no_numbers() -> None:
    assert set(astuple(compare((5, 20), (0, 0)))) == {None}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((5, 20), (1, 0)), ((5, 0), (1, 20)), ((0, 0), (1, 20)), ((0, 0), (0, 0)), ((-1, 20), (1, 20)),
        ((1, -20), (1, 20)), ((1, 20), (1, math.inf)), ((1, 20), (1, math.nan)),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(before: tuple[int, float], after: tuple[int, float]) -> None:
    with pytest.raises(ValueError, match="events="):
        compare(before, after)


def test_nothing_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="nothing"):
        rate_ratio([])
    with pytest.raises(ValueError, match="1"):
        compare((1, 1), (1, 1), conf=1)


@given(EVENTS, st.floats(1e-300, 1e300), EVENTS, st.floats(1e-300, 1e300))
def test_nothing_is_ever_infinite(before: int, days: float, after: int, days_after: float) -> None:
    found = compare((before, days), (after, days_after))
    assert all(math.isfinite(number) for number in astuple(found) if number is not None)


@given(st.integers(0, 3000), st.floats(1, 1000), st.floats(1, 1000), st.floats(0.5, 0.99))
def test_the_usual_range_is_scipys(events: int, days: float, days_now: float, coverage: float) -> None:
    found = expected_now(Tally(events, days), days_now, coverage=coverage)
    size, chance = events + 0.5, days / (days + days_now)
    assert found.mean == pytest.approx(size * days_now / days)
    for count, tail in ((found.low, (1 - coverage) / 2), (found.high, (1 + coverage) / 2)):
        assert scipy.stats.nbinom.cdf(count, size, chance) >= tail * (1 - NEAR)
        assert count == 0 or scipy.stats.nbinom.cdf(count - 1, size, chance) < tail * (1 + NEAR)


def test_the_usual_range_of_very_much_more_is_found() -> None:
    found = expected_now(Tally(3, 0.01), 10_000)
    theirs = scipy.stats.nbinom.ppf([0.1, 0.9], 3.5, 0.01 / 10_000.01)
    assert [found.low, found.high] == list(theirs)


def test_what_is_expected_needs_exposure() -> None:
    for before, exposure, coverage in ((Tally(0, 0), 1, 0.8), (Tally(1, 1), 0, 0.8), (Tally(1, 1), 1, 1)):
        with pytest.raises(ValueError, match="Tally"):
            expected_now(before, exposure, coverage=coverage)


@given(FEW, st.floats(1, 1000), st.floats(0, 1000))
def test_an_open_gap_is_as_likely_as_none_after(events: int, days: float, gap: float) -> None:
    assert gap_p(events, days, gap) == pytest.approx((days / (days + gap)) ** events)
    if gap:
        assert gap_p(events, days, gap) == pytest.approx(sure(compare((events, days), (0, gap)).p_fall_exact))


@pytest.mark.parametrize(("events", "days", "gap"), [(1, 0, 1), (1, 1, -1), (-1, 1, 1), (1, 1, math.inf)])
def test_a_gap_that_cannot_be_is_refused(events: int, days: float, gap: float) -> None:
    with pytest.raises(ValueError, match=r"\("):
        gap_p(events, days, gap)

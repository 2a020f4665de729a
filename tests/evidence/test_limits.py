"""How far chance alone goes: c and u limits, and the days between events, beside the examples of the textbooks."""

from __future__ import annotations

from datetime import date, timedelta
from math import expm1, log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.evidence.between import LONG, days_between, is_long, seldom_longer, silence, t_limits
from ikdesk.evidence.kinds import Tally
from ikdesk.evidence.limits import c_limits, u_limits
from tests.evidence.no_effect import SEED

# Montgomery, the printed circuit boards (c chart)
BOARDS = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15]
# Montgomery, the dyed cloth (u chart): faults, and how many units of 50 m² each roll was
FAULTS = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23]
ROLLS = [10.0, 8.0, 13.0, 10.0, 9.5, 10.0, 12.0, 10.5, 12.0, 12.5]
# Montgomery, the valves: hours between failures, and what they become by Nelson's power
VALVES = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96]
TODAY = date(2026, 4, 30)


def test_counts_have_the_limits_of_the_textbook() -> None:
    found = c_limits(BOARDS)
    assert found.centre == pytest.approx(19.85, abs=0.005)
    assert found.low[0] == pytest.approx(6.48, abs=0.01)
    assert found.high[0] == pytest.approx(33.22, abs=0.01), "they round the mean first"
    assert found.outside(BOARDS) == {5, 19}, "the sixth and the twentieth board"


def test_rates_have_the_limits_of_the_textbook() -> None:
    found = u_limits(FAULTS, ROLLS)
    assert found.centre == pytest.approx(1.42, abs=0.005)
    for at, low, high in ((0, 0.29, 2.55), (1, 0.16, 2.68), (2, 0.43, 2.41), (9, 0.41, 2.43)):
        assert found.low[at] == pytest.approx(low, abs=0.012)
        assert found.high[at] == pytest.approx(high, abs=0.012)
    assert found.outside([fault / roll for fault, roll in zip(FAULTS, ROLLS, strict=True)]) == frozenset()


def test_few_have_no_limit_below() -> None:
    assert c_limits([4, 5, 3, 4]).low == (0.0,) * 4


def test_a_point_that_was_not_counted_has_no_limits_and_weighs_nothing() -> None:
    high = c_limits([4, None, 6]).high
    assert high[1] is None
    assert high[0] == high[2] == pytest.approx(5 + 3 * 5**0.5)
    assert u_limits([4, 0, 6], [1.0, 0.0, 1.0]).centre == 5
    assert u_limits([4, 0, 6], [1.0, None, 1.0]).low[1] is None
    assert c_limits([4, None, 6]).outside([4, 99, 6]) == frozenset()


def test_the_limits_are_frozen_on_twelve_points_before_the_measure() -> None:
    values = [10] * 12 + [2] * 12
    assert c_limits(values).centre == 6
    assert c_limits(values, before=12).centre == 10
    assert c_limits(values[1:], before=11).centre == pytest.approx((110 + 24) / 23)
    assert c_limits(values, before=12).outside(values) == frozenset(), "ten and two are not three deviations apart"


@pytest.mark.parametrize(("counts", "exposures"), [([], []), ([None], [1.0]), ([-1], [1.0]), ([1], [-1.0])])
def test_what_cannot_be_has_no_limits(counts: list[int | None], exposures: list[float | None]) -> None:
    with pytest.raises(ValueError, match=r"\["):
        u_limits(counts, exposures)


def test_days_between_are_counted_in_the_order_of_time() -> None:
    days = [date(2026, 3, 10), date(2026, 3, 1), date(2026, 3, 10), date(2026, 4, 10)]
    assert days_between(days) == (9, 0, 31)
    assert days_between(days[:1]) == ()


def test_the_power_is_nelsons() -> None:
    said = [4.80986, 6.70903, 5.72650, 3.81367, 6.43541, 6.23705, 1.46958, 3.96768, 5.39007, 1.78151]
    for hours, transformed in zip(VALVES, said, strict=False):
        assert hours ** (1 / 3.6) == pytest.approx(transformed, rel=1e-3)  # they round the exponent to 0.2777


def test_the_times_between_failures_of_the_textbook_are_all_within() -> None:
    found = t_limits(VALVES)
    assert found.centre ** (1 / 3.6) == pytest.approx(5.386, rel=2e-3)
    assert found.high[0] is not None
    assert found.high[0] ** (1 / 3.6) == pytest.approx(11.62, rel=5e-3)
    assert found.low[0] == 0.0, "their lower limit is below 0, and times are not"
    assert found.outside(VALVES) == frozenset()


def test_the_days_before_the_measure_freeze_the_limits() -> None:
    gaps = [5, 7, 6, 5, 7, 6, 5, 7, 6, 5, 7, 6, 40]
    assert t_limits(gaps, before=12).outside(gaps) == {12}
    assert t_limits([*gaps, None], before=12).high[-1] is None


def test_two_events_on_a_day_are_no_days_apart_and_all_alike_have_no_room() -> None:
    found = t_limits([0, 0, 0, 0])
    assert (found.centre, found.high[0]) == (0, 0)


@pytest.mark.parametrize("gaps", [[], [4], [None, 4]])
def test_one_time_between_events_has_no_limits(gaps: list[int | None]) -> None:
    with pytest.raises(ValueError, match=r"\["):
        t_limits(gaps)


@given(st.lists(st.integers(0, 400), min_size=2, max_size=30), st.integers(2, 9))
def test_the_limits_do_not_mind_what_time_is_measured_in(gaps: list[int], times: int) -> None:
    found, other = t_limits(gaps), t_limits([gap * times for gap in gaps])
    assert other.centre == pytest.approx(found.centre * times)
    assert other.high[0] == pytest.approx((found.high[0] or 0.0) * times)


def test_times_between_events_where_nothing_changes_are_seldom_outside() -> None:
    rng = Random(SEED)
    outside = 0
    for _unit in range(400):
        gaps = [round(rng.expovariate(1 / 15)) for _n in range(24)]
        outside += len(t_limits(gaps).outside(gaps))
    assert outside / (400 * 24) < 0.015


def test_so_few_times_between_events_do_not_tell_what_is_seldom() -> None:
    assert seldom_longer(VALVES[:11]) is None
    assert seldom_longer(VALVES) == t_limits(VALVES).high[0]


@pytest.mark.parametrize(
    ("gaps", "since", "long"),
    [([], 900, False), ([0, 0], 900, False), ([10, 10], 100, False), ([10, 10], 180, True), ([10] * 12, 56, False),
     ([10] * 12, 57, True)],
)  # fmt: skip
def test_the_days_since_the_last_event_are_long_when_chance_seldom_gives_so_many(
    gaps: list[int], since: int, long: bool
) -> None:
    assert is_long(gaps, since) is long


def test_a_long_time_without_reports_is_pointed_out() -> None:
    found = silence(TODAY - timedelta(days=19), TODAY, before=Tally(120, 240), span=365, gap=13)
    assert (found.days, found.long) == (19, True)
    assert found.usual == pytest.approx(3.04, abs=0.01)
    assert found.p == pytest.approx((240 / 253) ** 120)


def test_a_usual_time_and_a_closed_one_are_not() -> None:
    assert not silence(TODAY - timedelta(days=5), TODAY, before=Tally(120, 240), span=365, gap=3).long
    assert not silence(TODAY - timedelta(days=33), TODAY, before=Tally(120, 240), span=365, gap=1).long


def test_where_little_is_reported_it_takes_longer() -> None:
    assert not silence(TODAY - timedelta(days=60), TODAY, before=Tally(6, 240), span=365, gap=42).long


def test_what_never_happened_is_no_silence_and_what_happened_once_is_after_a_year() -> None:
    never = silence(None, TODAY, before=Tally(0, 0), span=0, gap=0)
    assert (never.days, never.usual, never.p, never.long) == (None, None, None, False)
    for days, long in ((200, False), (366, True)):
        once = silence(TODAY - timedelta(days=days), TODAY, before=Tally(0, 0), span=0, gap=days)
        assert (once.usual, once.long) == (None, long)


def test_where_nothing_changes_a_time_is_seldom_called_long() -> None:
    rng = Random(SEED)
    told = 0
    for _unit in range(2_000):
        rate = rng.uniform(0.05, 0.6)  # reports each open day
        times = sum(_day for _day in (rng.random() < -expm1(-rate) for _n in range(240)))
        gap = -log(1 - rng.random()) / rate
        told += times > 0 and silence(TODAY, TODAY, before=Tally(times, 240), span=365, gap=gap).long
    assert told / 2_000 <= 2 * LONG

"""What makes a verdict worth less, and what does not."""

from __future__ import annotations

from datetime import date
from math import comb

import pytest
import scipy  # what is slow to load in it is loaded when it is first asked for
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.evidence.gates import (
    bundle_gate,
    dispersion_gate,
    exposure_gate,
    regression_gate,
    reporting_gate,
    unplanned_gate,
)
from ikdesk.evidence.kinds import Ceiling, Gate, GateState, Tally

EVEN = ([20, 22, 18], [20], 6, 6, 60, 60)  # nothing has changed


def short(gate: Gate) -> tuple[GateState, Ceiling, str]:
    """State, ceiling and reason."""
    return gate.state, gate.ceiling, gate.reason


@pytest.mark.parametrize(
    ("tied", "kept", "others", "expected"),
    [
        (False, False, 3, ("clear", "", "")),
        (False, False, 0, ("clear", "", "")),
        (True, False, 3, ("handled", "", "left_out")),
        (True, False, 1, ("handled", "", "left_out")),
        (True, True, 2, ("caps", "probable", "kept")),
        (True, True, 0, ("caps", "cannot_say", "only")),
        (True, False, 0, ("caps", "cannot_say", "only")),
    ],
)
def test_a_bad_season_is_followed_by_a_better_one_anyway(
    tied: bool, kept: bool, others: int, expected: tuple[str, str, str]
) -> None:
    gate = regression_gate(tied=tied, kept=kept, others=others)
    assert (gate.code, gate.falls_only) == ("regression", False)
    assert short(gate) == expected
    assert gate.numbers == {"others": others}


def test_reporting_as_before_is_clear() -> None:
    gate = reporting_gate(*EVEN)
    assert short(gate) == ("clear", "", "")
    assert gate.numbers["reports_before"] == gate.numbers["reports_after"] == 20


@pytest.mark.parametrize(("after", "state"), [([14], "caps"), ([15], "clear"), ([14, 15], "clear"), ([0], "caps")])
def test_a_third_fewer_other_reports_caps_falls(after: list[int], state: GateState) -> None:
    gate = reporting_gate([20, 22, 18], after, 0, 0, 60, sum(after))
    assert gate.state == state
    assert gate.falls_only
    if state == "caps":
        assert short(gate) == ("caps", "probable", "fewer_reports")


@pytest.mark.parametrize(
    ("near_before", "near_after", "all_before", "all_after", "reason"),
    [
        (30, 3, 60, 20, "fewer_near_misses"),
        (30, 8, 60, 20, ""),
        (3, 9, 60, 20, ""),  # more near-misses is never red
        (10, 0, 19, 20, ""),  # too few reports before to say
        (10, 0, 20, 20, "fewer_near_misses"),
        (30, 0, 60, 0, ""),
    ],
)
def test_fewer_near_misses_cap_falls(
    near_before: int, near_after: int, all_before: int, all_after: int, reason: str
) -> None:
    assert reporting_gate([20], [20], near_before, near_after, all_before, all_after).reason == reason


def test_both_signs_of_less_reporting_are_told() -> None:
    assert reporting_gate([60], [20], 30, 3, 60, 20).reason == "both"


def test_no_windows_say_nothing_about_reporting() -> None:
    assert reporting_gate([], [], 0, 0, 0, 0).state == "clear"
    assert reporting_gate([20], [], 0, 0, 20, 0).state == "clear"
    assert reporting_gate([0], [0], 0, 0, 0, 0).state == "clear"


@given(st.integers(0, 60), st.integers(20, 60), st.integers(0, 60), st.integers(1, 60))
def test_the_share_of_near_misses_is_held_against_the_hypergeometric(
    near_before: int, before: int, near_after: int, after: int
) -> None:
    near_before, near_after = min(near_before, before), min(near_after, after)
    chance = scipy.stats.hypergeom(before + after, near_before + near_after, after)
    midp = chance.cdf(near_after) - chance.pmf(near_after) / 2
    gate = reporting_gate([20], [20], near_before, near_after, before, after)
    if abs(midp - 0.10) > 1e-9:
        assert (gate.state == "caps") == (midp < 0.10)


def test_the_share_is_exact_for_many_reports() -> None:
    ways = [comb(900, part) * comb(9100, 5000 - part) for part in range(431)]
    midp = (2 * sum(ways[:-1]) + ways[-1]) / (2 * comb(10_000, 5000))
    assert 0.08 < midp < 0.10
    assert reporting_gate([20], [20], 470, 430, 5000, 5000).state == "caps"
    assert reporting_gate([20], [20], 468, 432, 5000, 5000).state == "clear"


@pytest.mark.parametrize("wrong", [([-1], [1], 0, 0, 20, 1), ([1], [1], 21, 0, 20, 1), ([1], [1], 0, -1, 20, 1)])
def test_reports_that_cannot_be_are_refused(wrong: tuple[list[int], list[int], int, int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"-1|21"):
        reporting_gate(*wrong)


LAST = date(2026, 4, 30)


@pytest.mark.parametrize(
    ("counted_to", "planned", "expected"),
    [
        (LAST, LAST, ("clear", "", "")),
        (LAST, date(2026, 5, 15), ("clear", "", "")),  # the season was over when it was planned to look
        (date(2026, 3, 1), date(2026, 3, 1), ("clear", "", "")),
        (date(2026, 3, 1), LAST, ("caps", "probable", "early")),
        (date(2026, 3, 1), date(2026, 5, 15), ("caps", "probable", "early")),
        (LAST, date(2026, 3, 1), ("caps", "probable", "late")),
        (LAST, None, ("caps", "probable", "no_plan")),
    ],
)
def test_a_look_is_planned_or_it_caps(counted_to: date, planned: date | None, expected: tuple[str, str, str]) -> None:
    assert short(unplanned_gate(counted_to=counted_to, comparison_last=LAST, planned=planned)) == expected


def test_an_early_look_says_how_early() -> None:
    gate = unplanned_gate(counted_to=date(2026, 4, 1), comparison_last=LAST, planned=LAST)
    assert gate.numbers == {"days": 29}


def test_several_measures_are_dealt_with_together() -> None:
    assert short(bundle_gate(0)) == ("clear", "", "")
    assert short(bundle_gate(2)) == ("handled", "", "")
    assert bundle_gate(2).numbers == {"others": 2}


def windows(*events: int, days: float = 30) -> list[Tally]:
    """Like windows with the same exposure."""
    return [Tally(count, days) for count in events]


@pytest.mark.parametrize(
    ("tallies", "state"),
    [
        (windows(6, 5, 7, 6, 5, 8), "clear"),
        (windows(1, 14, 2, 12, 0, 9), "caps"),
        (windows(1, 14, 2, 12, 0), "clear"),  # five say nothing
        ([*windows(1, 14, 2, 12, 0), Tally(0, 0)], "clear"),  # one of the six was not in use
        (windows(0, 0, 0, 0, 0, 0), "clear"),
        ([Tally(10 * days, days) for days in (1, 2, 3, 10, 20, 40)], "clear"),  # the rate is the same
    ],
)
def test_seasons_that_differ_too_much_cap(tallies: list[Tally], state: GateState) -> None:
    gate = dispersion_gate(tallies)
    assert (gate.state, gate.falls_only) == (state, False)


@given(st.lists(st.integers(0, 40), min_size=6, max_size=15))
def test_the_spread_is_fishers_index(events: list[int]) -> None:
    gate = dispersion_gate(windows(*events))
    if sum(events):
        chi_square, p = scipy.stats.chisquare(events)
        assert (gate.state == "caps") == (p < 0.05 or chi_square / (len(events) - 1) > 2)
        assert gate.numbers["estimate"] == pytest.approx(chi_square / (len(events) - 1))
        assert (gate.numbers["least"], gate.numbers["most"]) == (min(events), max(events))


def test_events_in_a_window_without_exposure_are_refused() -> None:
    with pytest.raises(ValueError, match="events=2"):
        dispersion_gate([Tally(2, 0)])


@pytest.mark.parametrize(
    ("before", "after", "estimated", "missing", "expected"),
    [
        ((31.0, 36.0, 28.0), (30.0,), False, False, ("clear", "", "")),
        ((40.0, 40.0), (50.0,), False, False, ("clear", "", "")),  # exactly 25 %
        ((40.0, 40.0), (50.1,), False, False, ("caps", "probable", "changed")),
        ((40.0, 40.0), (29.9,), False, False, ("caps", "probable", "changed")),
        ((40.0, 40.0, 400.0), (40.0, 40.0), False, False, ("clear", "", "")),  # the median, never the sum
        ((40.0, 0.0), (40.0,), False, False, ("clear", "", "")),  # a closed season is not a short one
        ((40.0,), (0.0,), False, False, ("clear", "", "")),  # not in use: the verdict says so
        ((40.0, None), (40.0,), False, False, ("caps", "probable", "missing")),
        ((40.0,), (None,), False, False, ("caps", "probable", "missing")),
        ((40.0,), (40.0,), False, True, ("caps", "probable", "missing")),
        ((40.0,), (40.0,), True, False, ("caps", "probable", "estimated")),
        ((40.0,), (60.0,), True, True, ("caps", "probable", "missing")),
        ((40.0,), (60.0,), True, False, ("caps", "probable", "changed")),
        ((), (30.0,), True, True, ("caps", "cannot_say", "no_baseline")),
    ],
)
def test_exposure_is_known_and_much_the_same_or_it_caps(
    before: tuple[float | None, ...],
    after: tuple[float | None, ...],
    estimated: bool,
    missing: bool,
    expected: tuple[str, str, str],
) -> None:
    gate = exposure_gate(before, after, estimated=estimated, missing=missing)
    assert short(gate) == expected
    assert not gate.falls_only


def test_the_usual_exposure_is_told() -> None:
    gate = exposure_gate((31.0, 36.0, 28.0), (None,), estimated=False, missing=False)
    assert gate.numbers == {"before": 31}


def test_exposure_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        exposure_gate((-1.0,), (1.0,), estimated=False, missing=False)

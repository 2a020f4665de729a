"""Fewer events, or fewer reports?"""

from __future__ import annotations

import pytest
import scipy  # what is slow to load in it is loaded when it is first asked for
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.evidence.kinds import Tally
from ikdesk.evidence.rates import median, share_fell
from ikdesk.evidence.reporting import activity

DAYS = 80.0


def of(before: int, after: int, near_before: int = 0, near_after: int = 0) -> tuple[str, str, bool]:
    """The verdict, what of the near-misses, and whether a fall may be nothing but fewer reports."""
    found = activity(Tally(before, DAYS), Tally(after, DAYS), near_before, near_after)
    return found.verdict, found.near, found.quieter


def test_as_many_reports_as_before_are_nothing_to_remark() -> None:
    assert of(40, 38, 10, 10) == ("cannot_say", "", False)


def test_far_fewer_reports_may_be_why_there_are_fewer_events() -> None:
    assert of(60, 20, 15, 5) == ("clear_fall", "", True)


def test_a_third_fewer_is_said_though_it_may_be_chance_and_of_a_handful_it_is_not() -> None:
    assert of(10, 7) == ("cannot_say", "", True)
    assert of(9, 6) == ("cannot_say", "", False)


def test_more_reports_are_more_reports() -> None:
    assert of(30, 60) == ("clear_rise", "", False)


@pytest.mark.parametrize(("near_after", "said"), [(4, "fewer"), (13, ""), (25, "more")])
def test_what_nearly_happened_may_become_a_smaller_or_a_larger_part(near_after: int, said: str) -> None:
    assert of(40, 40, 13, near_after)[1] == said


def test_of_nineteen_reports_before_no_share_is_told() -> None:
    assert of(19, 40, 10, 0)[1] == ""
    assert of(20, 40, 10, 0)[1] == "fewer"
    assert of(20, 0, 10, 0)[1] == ""


def test_without_anything_before_nothing_is_said() -> None:
    for before in (None, Tally(0, 0.0), Tally(3, 0.0)):
        found = activity(before, Tally(12, DAYS), 0, 6)
        assert (found.judgement, found.verdict, found.near, found.quieter) == (None, "cannot_say", "", False)


def test_a_closed_time_is_not_compared() -> None:
    assert activity(Tally(20, DAYS), Tally(2, 0.0), 4, 0).judgement is None


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_the_share_is_scipys_hypergeometric(before: int, after: int, data: st.DataObject) -> None:
    part_before, part_after = data.draw(st.integers(0, before)), data.draw(st.integers(0, after))
    exact = scipy.stats.hypergeom(before + after, part_before + part_after, after)
    expected = exact.cdf(part_after) - exact.pmf(part_after) / 2
    assert share_fell(part_before, part_after, before, after) == pytest.approx(expected, rel=1e-9, abs=1e-13)


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=20))
def test_the_middle_is_scipys(numbers: list[int]) -> None:
    assert median(numbers) == scipy.stats.quantile(numbers, 0.5)


def test_nothing_has_no_middle() -> None:
    with pytest.raises(ValueError, match="middle"):
        median([])

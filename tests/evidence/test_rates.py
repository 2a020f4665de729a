"""Rates, shares and what may be compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.evidence.rates import comparable, rate_per_thousand, share

DAYS = st.floats(0.5, 1e6)


def test_a_rate_is_per_thousand_days() -> None:
    assert rate_per_thousand(4, 31) == pytest.approx(129.03, abs=0.01)


@pytest.mark.parametrize("days", [0, None])
def test_a_place_that_was_not_in_use_has_no_rate(days: int | None) -> None:
    assert rate_per_thousand(0, days) is None


@given(st.integers(0, 10_000), DAYS, st.integers(2, 9))
def test_twice_as_many_days_halve_the_rate(events: int, days: float, times: int) -> None:
    rate, thinner = rate_per_thousand(events, days), rate_per_thousand(events, days * times)
    assert rate is not None
    assert thinner == pytest.approx(rate / times)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_share_and_the_rest_make_the_whole(part: int, rest: int) -> None:
    shares = share(part, part + rest), share(rest, part + rest)
    if part + rest:
        assert sum(one for one in shares if one is not None) == pytest.approx(1)
    else:
        assert shares == (None, None)


@pytest.mark.parametrize(("part", "whole"), [(2, 1), (-1, 1), (0, -1)])
def test_a_part_is_never_more_than_the_whole(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match=str(part)):
        share(part, whole)


@pytest.mark.parametrize(("events", "days"), [(-1, 1.0), (1, -1.0)])
def test_fewer_than_nothing_is_a_mistake(events: int, days: float) -> None:
    with pytest.raises(ValueError, match="-1"):
        rate_per_thousand(events, days)


@pytest.mark.parametrize(
    ("now", "then", "answer"),
    [
        (31, 36, "comparable"), (25, 20, "comparable"), (26, 20, "changed"), (15, 20, "comparable"),
        (14, 20, "changed"),
        (0, 28, "not_in_use"), (28, 0, "not_in_use"), (0, 0, "not_in_use"),
        (None, 28, "missing"), (28, None, "missing"),
        (None, 0, "missing"),
    ],
)  # fmt: skip
def test_like_is_compared_with_like(now: float | None, then: float | None, answer: str) -> None:
    assert comparable(now, then) == answer


@given(DAYS)
def test_the_same_exposure_is_always_comparable(days: float) -> None:
    assert comparable(days, days) == "comparable"

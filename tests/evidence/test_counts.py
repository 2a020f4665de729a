"""How sure one count is."""

from __future__ import annotations

import pytest
import scipy  # what is slow to load in it is loaded when it is first asked for
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.evidence.counts import count_interval, count_interval_midp

EVENTS = st.integers(0, 10_000)
EXPOSURE = st.floats(1e-6, 1e6)
CONF = st.floats(0.5, 0.999)


@given(EVENTS, EXPOSURE, CONF)
def test_the_exact_interval_is_garwoods(events: int, exposure: float, conf: float) -> None:
    tail = (1 - conf) / 2
    low = scipy.stats.chi2.ppf(tail, 2 * events) / 2 if events else 0.0
    high = scipy.stats.chi2.ppf(1 - tail, 2 * (events + 1)) / 2
    assert count_interval(events, exposure, conf=conf) == pytest.approx((low / exposure, high / exposure), rel=1e-9)


@given(st.integers(1, 300), st.floats(1, 1000))
def test_the_midp_interval_is_what_statsmodels_gives(events: int, exposure: float) -> None:
    from statsmodels.stats.rates import confint_poisson  # late: slow to load

    low, high = confint_poisson(events, 1, method="midp-c")  # its search is too short for small rates
    assert count_interval_midp(events, exposure) == pytest.approx((low / exposure, high / exposure), rel=1e-6)


@given(EVENTS, CONF)
def test_the_midp_interval_lies_within_the_exact_one(events: int, conf: float) -> None:
    low, high = count_interval_midp(events, conf=conf)
    widest = count_interval(events, conf=conf)
    assert widest[0] <= low <= events <= high <= widest[1]


@given(EVENTS, EXPOSURE)
def test_one_more_event_lifts_both_limits(events: int, exposure: float) -> None:
    fewer, more = count_interval(events, exposure), count_interval(events + 1, exposure)
    assert fewer[0] < more[0]
    assert fewer[1] < more[1]


def test_no_events_still_leave_room_for_some() -> None:
    low, high = count_interval(0, 100)
    assert low == 0
    assert high == pytest.approx(0.03689, abs=1e-5)


@pytest.mark.parametrize(("events", "exposure", "conf"), [(-1, 1, 0.9), (1, 0, 0.9), (1, float("inf"), 0.9), (1, 1, 1)])
def test_what_cannot_be_is_refused(events: int, exposure: float, conf: float) -> None:
    with pytest.raises(ValueError, match=str(events)):
        count_interval(events, exposure, conf=conf)

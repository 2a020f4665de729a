"""In time is in time, to the day and to the minute."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.evidence.deadlines import handling, within_a_day

REPORTED = date(2026, 1, 15)
DEADLINE = date(2026, 2, 12)
LATER = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("closed", "today", "answer"),
    [
        (REPORTED, LATER, "in_time"), (DEADLINE, LATER, "in_time"), (DEADLINE + timedelta(1), LATER, "late"),
        (None, DEADLINE, "waiting"), (None, DEADLINE + timedelta(1), "late"), (LATER, DEADLINE, "waiting"),
    ],
)  # fmt: skip
def test_the_last_day_of_the_deadline_is_in_time(closed: date | None, today: date, answer: str) -> None:
    assert handling(REPORTED, closed, today) == answer


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60), st.integers(0, 90), st.integers(1, 60))
def test_what_was_closed_in_time_stays_so(reported: date, after: int, later: int, days: int) -> None:
    closed = reported + timedelta(after)
    seen = handling(reported, closed, closed, days), handling(reported, closed, closed + timedelta(later), days)
    assert seen[0] == seen[1] == ("in_time" if after <= days else "late")


@pytest.mark.parametrize(
    ("at", "reported", "answer"),
    [
        (time(9, 30), datetime(2026, 1, 16, 9, 30), True), (time(9, 30), datetime(2026, 1, 16, 9, 31), False),
        (None, datetime(2026, 1, 16, 23, 59), True), (None, datetime(2026, 1, 17), False),
        (time(23, 59), datetime(2026, 1, 15, 8), True),
    ],
)  # fmt: skip
def test_within_a_day_is_24_hours_or_the_next_day_without_a_time(
    at: time | None, reported: datetime, answer: bool
) -> None:
    assert within_a_day(date(2026, 1, 15), at, reported) is answer

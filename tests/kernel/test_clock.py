"""What day and time it is, also where the day is set by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from ikdesk.kernel.clock import norway
from tests.stopped import Stopped


@pytest.mark.parametrize("day", [date(2026, 4, 30), date(2026, 1, 15), date(2026, 3, 29), date(2026, 10, 25)])
def test_what_is_stamped_on_a_day_that_is_set_is_of_that_day_in_norway(day: date) -> None:
    hours = [datetime(2026, 11, 22, tzinfo=UTC) + timedelta(minutes=n) for n in range(0, 24 * 60, 10)]
    stamps = [Stopped(day, hands=[hour]).now() for hour in hours]
    late = [stamp.replace(tzinfo=UTC).astimezone(norway()).date() for stamp in stamps]
    assert {stamp.date() for stamp in stamps} == set(late) == {day}
    assert stamps == sorted(stamps)
    assert len(set(stamps)) > 130, "nearly all day it goes on"


def test_where_no_day_is_set_the_stamp_is_the_moment() -> None:
    hour = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert Stopped(hands=[hour]).now() == hour.replace(tzinfo=None)

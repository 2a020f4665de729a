"""Dates and times of day are read as they are written in Norway, and nothing is guessed."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.kernel.words import MONTHS
from ikdesk.reader.dates import is_moment, parse_date, parse_moment, parse_time

DAY = date(2026, 11, 20)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def is_refused(read: Callable[[Any], object], written: Any) -> bool:
    try:
        read(written)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize(
    "written",
    [
        "20.11.2026", "20.11.26", "2026-11-20", "20/11/2026", "20/11/26", "20112026", "20. november 2026",
        "20 november 2026", "20. nov. 2026", "20.november 2026", "20. November 2026", "20-11-2026", "2026/11/20",
        " 20.11.2026 ", "20.\xa0november\xa02026", "fredag 20. november 2026", "fre. 20.11.2026", "20. 11. 2026",
        "20.11.2026 09:30", "2026-11-20T09:30:00", "2026-11-20 09:30", 20112026, DAY, datetime(2026, 11, 20, 9, 30),
    ],
)  # fmt: skip
def test_the_same_day_however_it_is_written(written: Any) -> None:
    assert parse_date(written) == DAY


@pytest.mark.parametrize(
    "written",
    [
        "30.02.2026", "29.02.2026", "31.11.2026", "2026-02-30", "32.01.2026", "11/20/2026", "00.11.2026", "20.13.26",
        "20.11", "20.11.202", "20.11.20261", "26-11-20", "", "   ", "i går", "20. brumaire 2026", "2026", "20261120",
        "20.11.1026", "20.11.2026 akebakken", "20.11.2026 25:00", "٢٠.١١.٢٠٢٦", 46346, 46346.5, 5, True, None,
        time(9, 30), "9999-12-31T23:59:00Z",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(written: Any) -> None:
    assert is_refused(parse_date, written)


@pytest.mark.parametrize("shape", ["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d%m%Y", "%d-%m-%Y"])
@given(DAYS)
def test_every_day_comes_back(shape: str, day: date) -> None:
    assert parse_date(day.strftime(shape)) == day


@given(DAYS)
def test_every_day_in_words_comes_back(day: date) -> None:
    assert parse_date(f"{day.day}. {MONTHS[day.month - 1]} {day.year}") == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_year_of_two_digits_is_in_this_century(day: date) -> None:
    assert parse_date(day.strftime("%d.%m.%y")) == day


@given(st.integers(1900, 2199))
def test_29_february_is_a_day_only_in_leap_years(year: int) -> None:
    for written in (f"29.02.{year}", f"{year}-02-29", f"29. februar {year}", f"2902{year}"):
        if isleap(year):
            assert parse_date(written) == date(year, 2, 29)
        else:
            assert is_refused(parse_date, written)


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_a_value_error(text: str) -> None:
    if is_moment(text):
        assert isinstance(parse_date(text), date)
    else:
        assert is_refused(parse_date, text)


@pytest.mark.parametrize(
    "written",
    ["0930", "930", "9.30", "9:30", "09:30", "09.30", "09:30:59", "kl. 9:30", "kl 9.30", "Kl. 0930", "klokken 9.30",
     930, time(9, 30, 12), datetime(2026, 1, 1, 9, 30)],
)  # fmt: skip
def test_the_same_time_however_it_is_written(written: Any) -> None:
    assert parse_time(written) == time(9, 30)


def test_a_whole_hour_needs_the_word_for_it() -> None:
    assert parse_time("kl. 9") == time(9)
    assert is_refused(parse_time, "9")


@pytest.mark.parametrize("written", ["24:00", "9:60", "25", "2560", "", "halv ti", "9:30:61", 9, 0.4, None, True, "93"])
def test_what_is_no_time_of_day_is_refused(written: Any) -> None:
    assert is_refused(parse_time, written)


@given(st.times())
def test_every_time_of_day_comes_back_to_the_minute(moment: time) -> None:
    plain = moment.replace(second=0, microsecond=0)
    for shape in ("%H:%M", "%H.%M", "%H%M", "kl. %H.%M", "%H:%M:%S"):
        assert parse_time(moment.strftime(shape)) == plain


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("20.11.2026 kl. 9.30", time(9, 30)), ("20. november 2026, kl. 9", time(9)), ("20.11.2026", None), (DAY, None),
        ("2026-11-20T09:30:00.123", time(9, 30)), ("2026-11-20T08:30:00Z", time(9, 30)),
        ("2026-11-20T09:30:00+01:00", time(9, 30)),
    ],
)  # fmt: skip
def test_a_time_after_the_date_is_read_with_it(written: Any, moment: time | None) -> None:
    assert parse_moment(written) == (DAY, moment)


def test_a_moment_from_a_machine_becomes_the_day_it_was_in_norway() -> None:
    assert parse_moment("2026-06-30T22:30:00Z") == (date(2026, 7, 1), time(0, 30))

"""Periods are half-open, know their names, and the one a year before is the same kind."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import (
    Month,
    Period,
    latest_tertial,
    parse_period,
    period_of_dates,
    tertial_of,
    year_to,
)

DAYS = st.dates(min_value=date(1991, 1, 1), max_value=date(2100, 12, 31))
CODES = st.builds(
    lambda year, part: f"{year}{part}",
    st.integers(1990, 2100),
    st.sampled_from(
        ["", *(f"-T{n}" for n in (1, 2, 3)), *(f"-Q{n}" for n in (1, 2, 3, 4)), "-H1", "-H2", "-S", "-K",
         *(f"-{n:02}" for n in range(1, 13))]
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first", "last", "name"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "hele 2026"),
        ("2026-T1", date(2026, 1, 1), date(2026, 4, 30), "1. tertial 2026"),
        ("2026-T2", date(2026, 5, 1), date(2026, 8, 31), "2. tertial 2026"),
        ("2026-T3", date(2026, 9, 1), date(2026, 12, 31), "3. tertial 2026"),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31), "2. halvår 2026"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "1. kvartal 2026"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "4. kvartal 2026"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "februar 2024"),
        ("2025-S", date(2025, 8, 1), date(2026, 7, 31), "skoleåret 2025–2026"),
        ("2025-k", date(2025, 8, 1), date(2026, 7, 31), "barnehageåret 2025–2026"),
        (" 2026-t1 ", date(2026, 1, 1), date(2026, 4, 30), "1. tertial 2026"),
        ("2026-01-15..2026-04-30", date(2026, 1, 15), date(2026, 4, 30), "15. januar 2026 – 30. april 2026"),
        ("2026-01-15..2026-01-15", date(2026, 1, 15), date(2026, 1, 15), "15. januar 2026 – 15. januar 2026"),
    ],
)  # fmt: skip
def test_a_period_is_read_as_people_write_it(text: str, first: date, last: date, name: str) -> None:
    found = parse_period(text)
    assert (found.first, found.last, found.name) == (first, last, name)


@pytest.mark.parametrize(
    "text",
    ["", "26", "2025-S1", "2025-B", "9999-K",
     "2026-T4", "2026-T0", "2026-H3", "2026-Q5", "2026-13", "2026-00", "2026-1", "i fjor", "2026-T1x",
     "2026-04-30..2026-01-15", "2026-02-30..2026-03-01", "..", "2026-01-01..", "0000", "2026/T1",
     "２０２６", "0001", "9999"],
)  # fmt: skip
def test_what_is_no_period_is_told_with_examples(text: str) -> None:
    with pytest.raises(Problem, match="2026-T1"):
        parse_period(text)


@given(CODES)
def test_every_code_reads_back_as_itself_and_its_days_are_whole_months(code: str) -> None:
    found = parse_period(code)
    assert found.code == code
    assert found.first.day == found.after.day == 1
    assert found.first < found.after
    assert parse_period(f"{found.first.isoformat()}..{found.last.isoformat()}").days == found.days


@given(CODES)
def test_the_months_of_a_period_cover_it_once(code: str) -> None:
    found = parse_period(code)
    months = list(found.months())
    assert months[0].first == found.first
    assert months[-1].after == found.after
    assert all(one.after == other.first for one, other in pairwise(months))


@given(CODES)
def test_the_period_a_year_before_has_the_code_of_the_year_before(code: str) -> None:
    before = parse_period(code).a_year_before()
    assert before == parse_period(before.code)
    assert before.code == f"{int(code[:4]) - 1}{code[4:]}"


@given(DAYS, st.integers(0, 800))
def test_free_dates_a_year_before_are_as_long_give_or_take_a_leap_day(first: date, days: int) -> None:
    found = period_of_dates(first, first + timedelta(days=days))
    before = found.a_year_before()
    assert abs(before.days - found.days) <= 1
    assert before.days == 0 or parse_period(before.code) == before
    assert before.first.year == found.first.year - 1


def test_29_february_becomes_1_march_as_a_bound() -> None:
    from_leap_day = period_of_dates(date(2024, 2, 29), date(2024, 3, 31)).a_year_before()
    assert (from_leap_day.first, from_leap_day.last) == (date(2023, 3, 1), date(2023, 3, 31))
    to_leap_day = period_of_dates(date(2024, 2, 1), date(2024, 2, 29)).a_year_before()
    assert (to_leap_day.first, to_leap_day.last) == (date(2023, 2, 1), date(2023, 2, 28))
    only_it = period_of_dates(date(2024, 2, 29), date(2024, 2, 29)).a_year_before()
    assert only_it.days == 0


def test_periods_that_meet_share_no_day() -> None:
    first, second = parse_period("2026-T1"), parse_period("2026-T2")
    assert first.after == second.first
    assert date(2026, 4, 30) in first
    assert date(2026, 4, 30) not in second
    assert "2026-04-30" not in first


@given(DAYS)
def test_every_day_is_in_exactly_one_tertial_of_its_year(day: date) -> None:
    inside = [n for n in (1, 2, 3) if day in parse_period(f"{day.year}-T{n}")]
    assert len(inside) == 1
    assert tertial_of(day).code == f"{day.year}-T{inside[0]}"


def test_the_tertial_to_report_is_the_one_that_ends_today_or_the_last_that_is_over() -> None:
    assert latest_tertial(date(2026, 4, 30)).code == "2026-T1"
    assert latest_tertial(date(2026, 4, 29)).code == "2025-T3"
    assert latest_tertial(date(2026, 1, 1)).code == "2025-T3"
    assert latest_tertial(date(2026, 12, 31)).code == "2026-T3"


@given(CODES, DAYS)
def test_a_period_cut_at_today_holds_nothing_later(code: str, today: date) -> None:
    whole = parse_period(code)
    cut = whole.cut(today)
    assert cut.code == whole.code
    assert cut.first == whole.first
    assert cut.after <= max(today + timedelta(days=1), whole.first)
    assert all(day in whole for day in (cut.first,) if day in cut)


def test_a_period_that_has_not_begun_is_empty() -> None:
    cut = parse_period("2026-T2").cut(date(2026, 4, 30))
    assert cut.days == 0
    assert list(cut.months()) == []


def test_a_period_that_is_cut_to_nothing_touches_no_month() -> None:
    cut = parse_period("2026-05-15..2026-06-01").cut(date(2026, 4, 30))
    assert list(cut.months()) == []


def test_a_period_touches_its_months_also_in_part() -> None:
    months = [month.code for month in Period(date(2025, 12, 31), date(2026, 2, 2)).months()]
    assert months == ["2025-12", "2026-01", "2026-02"]
    assert (Month(2024, 2).first, Month(2024, 2).after) == (date(2024, 2, 1), date(2024, 3, 1))


@pytest.mark.parametrize("day", [date(2024, 2, 28), date(2024, 2, 29), date(2024, 12, 31), date(2025, 2, 28)])
def test_the_twelve_months_that_end_with_a_day_begin_where_those_before_ended(day: date) -> None:
    found = year_to(day)
    assert (found.last, found.days in {365, 366}) == (day, True)
    assert (found.first.month, found.first.day) == ((day + timedelta(days=1)).month, (day + timedelta(days=1)).day) or (
        day == date(2024, 2, 28) and found.first == date(2023, 3, 1))  # fmt: skip
    assert found.a_year_before().after == found.first

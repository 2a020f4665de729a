"""Dates and times are understood as people write them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.kernel.words import clock_time, plain_date, short_date
from ikdesk.ui.date_words import echo, read_date, read_time

TODAY = date(2026, 11, 20)  # a Friday
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20.11.2026", date(2026, 11, 20)),
        ("20.11.26", date(2026, 11, 20)),
        ("1.2.26", date(2026, 2, 1)),
        ("20.11", date(2026, 11, 20)),
        ("20.11.", date(2026, 11, 20)),
        ("201126", date(2026, 11, 20)),
        ("20112026", date(2026, 11, 20)),
        ("2011", date(2026, 11, 20)),
        ("20/11", date(2026, 11, 20)),
        ("20-11-2026", date(2026, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
        ("20. nov", date(2026, 11, 20)),
        ("20 nov. 2025", date(2025, 11, 20)),
        ("3. mai", date(2026, 5, 3)),
        ("i går", date(2026, 11, 19)),
        ("I DAG", TODAY),
        ("i forgårs", date(2026, 11, 18)),
        ("tors", date(2026, 11, 19)),
        ("laurdag", date(2026, 11, 14)),
        ("lørdag", date(2026, 11, 14)),
        ("fre", TODAY),
        ("tysdag", date(2026, 11, 17)),
        ("fre. 20.11.2026", TODAY),
        ("2.1", date(2026, 1, 2)),
        ("1.12", date(2026, 12, 1)),
        ("31.12.2025", date(2025, 12, 31)),
        ("29.2.2024", date(2024, 2, 29)),
        ("29.2", date(2024, 2, 29)),
    ],
)
def test_a_date_is_understood_as_it_was_typed(typed: str, meant: date) -> None:
    assert read_date(typed, TODAY).day == meant


def test_a_date_without_a_year_is_the_latest_one_but_tomorrow_is_tomorrow() -> None:
    assert read_date("20.11", date(2026, 4, 30)).day == date(2025, 11, 20)
    assert read_date("20.11", date(2026, 11, 19)).day == date(2026, 11, 20)


def test_a_time_limit_without_a_year_is_ahead() -> None:
    assert read_date("3. mai", TODAY, ahead=365).day == date(2027, 5, 3)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31.11.2026", "Datoen finnes ikke. November har 30 dager."),
        ("31.11", "Datoen finnes ikke. November har 30 dager."),
        ("29.2.2026", "Datoen finnes ikke. Februar 2026 har 28 dager."),
        ("20.13.2026", "Datoen finnes ikke. Året har tolv måneder."),
        ("hei", "Skriv datoen for eksempel som 20.11.2026."),
        ("99", "Skriv datoen for eksempel som 20.11.2026."),
    ],
)
def test_a_date_that_cannot_be_is_told_plainly(typed: str, said: str) -> None:
    read = read_date(typed, TODAY)
    assert read.day is None
    assert read.complaint == said


def test_nothing_typed_is_no_date_and_no_complaint() -> None:
    assert read_date("  ", TODAY).day is None
    assert read_date("  ", TODAY).complaint == ""


@given(DAYS, DAYS)
def test_every_date_written_in_full_is_read_back(day: date, today: date) -> None:
    for text in (short_date(day), plain_date(day), day.isoformat(), day.strftime("%d%m%Y"), echo(day)):
        assert read_date(text, today).day == day


@given(st.text(max_size=60), DAYS)
def test_whatever_is_typed_gives_a_day_or_a_sentence(text: str, today: date) -> None:
    read = read_date(text, today)
    assert (read.day is None) or not read.complaint


def test_a_date_is_said_back_with_weekday_and_week() -> None:
    assert echo(TODAY) == "fredag 20. november 2026, uke 47"


@pytest.mark.parametrize("typed", ["0930", "930", "9.30", "9:30", "09.30", "kl. 9.30", "9 30"])
def test_a_time_is_understood_as_it_was_typed(typed: str) -> None:
    assert read_time(typed) == (time(9, 30), "")


def test_a_whole_hour_may_be_written_alone() -> None:
    assert read_time("14") == (time(14, 0), "")


@pytest.mark.parametrize("typed", ["25.00", "9.75", "halv ti", "12345"])
def test_a_time_that_cannot_be_is_told_plainly(typed: str) -> None:
    assert read_time(typed) == (None, "Skriv klokkeslettet som 09.30.")


def test_the_time_may_be_unknown() -> None:
    assert read_time(" ") == (None, "")


@given(st.times())
def test_every_time_written_is_read_back(moment: time) -> None:
    assert read_time(clock_time(moment))[0] == moment.replace(second=0, microsecond=0)


@given(st.text(max_size=20))
def test_any_text_gives_a_time_or_a_sentence(text: str) -> None:
    moment, said = read_time(text)
    assert moment is None or not said

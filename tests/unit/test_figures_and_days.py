"""Children, opening days and the days a place was in use: the denominators of every rate."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.tertial import Month, parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.unit.actions import add_place, set_month_figures
from ikdesk.unit.calendar_model import open_days_within, public_holidays
from ikdesk.unit.exposure_actions import (
    confirm_days,
    log_day,
    log_days,
    log_total,
    receive_day,
    refuse_days,
    take_back_day,
    take_back_total,
)  # fmt: skip
from ikdesk.unit.exposure_queries import (
    Exposure,
    exposure_by_standard,
    exposure_days,
    exposure_in,
    is_logged,
    totals_of,
    waiting_days,
)  # fmt: skip
from ikdesk.unit.queries import attendance, attendance_in, month_figures
from tests.samples import LEADER, NOBODY, TODAY, place_of

HILL = "sledding_hill"
FEBRUARY = [date(2026, 2, day) for day in (3, 4, 10)]


def used(database: Database, period: str, today: date = TODAY) -> Exposure:
    asked = (HILL,), (parse_period(period),)
    return database.read(exposure_by_standard, *asked, viewer=LEADER, today=today)[HILL][0]


def logged(database: Database, day: date) -> bool:
    return database.read(is_logged, place_of(database), day, viewer=LEADER, today=TODAY)


def total(database: Database, first: date, last: date, days: int, place: Key | None = None) -> Key:
    values = {"place_id": place or place_of(database), "first": first, "last": last, "days": days}
    return database.write(log_total, values, by=LEADER, today=TODAY)


# ---------------------------------------------------------------- months


def test_a_month_can_be_entered_and_corrected(database: Database) -> None:
    database.write(set_month_figures, [(2026, 1, 40, 20), (2026, 2, 41, 20)], by=LEADER, today=TODAY)
    database.write(set_month_figures, [(2026, 2, 42, 19)], by=LEADER, today=TODAY)
    rows = database.read(month_figures, parse_period("2026-T1"), viewer=LEADER, today=TODAY)
    assert [(row.month.month, row.children, row.open_days) for row in rows] == [
        (1, 40, 20), (2, 42, 19), (3, None, None), (4, None, None)
    ]  # fmt: skip


@pytest.mark.parametrize(("row", "field"), [((2026, 1, -1, 20), "children"), ((2026, 1, 40, 32), "open_days")])
def test_impossible_figures_are_refused_whole(database: Database, row: Any, field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        database.write(set_month_figures, [(2026, 3, 40, 20), row], by=LEADER, today=TODAY)
    assert set(wrong.value.messages) == {field}
    rows = database.read(month_figures, parse_period("2026-03"), viewer=LEADER, today=TODAY)
    assert rows[0].children is None


def test_the_last_of_two_figures_for_a_month_holds(database: Database) -> None:
    database.write(set_month_figures, [(2026, 1, 40, 20), (2026, 1, 42, 19)], by=LEADER, today=TODAY)
    row = database.read(month_figures, parse_period("2026-01"), viewer=LEADER, today=TODAY)[0]
    assert (row.children, row.open_days) == (42, 19)


def test_attendance_is_children_times_open_days_and_names_the_missing_months(database: Database) -> None:
    database.write(set_month_figures, [(2026, 1, 40, 20), (2026, 2, 50, 10)], by=LEADER, today=TODAY)
    found = database.read(attendance, parse_period("2026-T1"), viewer=LEADER, today=TODAY)
    assert (found.days, found.missing) == (40 * 20 + 50 * 10, (Month(2026, 3), Month(2026, 4)))
    assert not found.estimated


def test_a_part_of_a_month_counts_by_its_share_of_open_days(database: Database) -> None:
    database.write(set_month_figures, [(2026, 2, 100, 20)], by=LEADER, today=TODAY)
    half = database.read(attendance, parse_period("2026-02-01..2026-02-14"), viewer=LEADER, today=TODAY)
    assert (half.days, half.missing, half.estimated) == (1000, (), True)
    so_far = database.read(attendance, parse_period("2026-02"), viewer=LEADER, today=date(2026, 2, 6))
    assert (so_far.days, so_far.estimated) == (500, True)


def test_several_periods_are_counted_each_by_its_own_months(database: Database) -> None:
    database.write(set_month_figures, [(2025, 12, 40, 20), (2026, 1, 30, 10)], by=LEADER, today=TODAY)
    periods = [parse_period(period) for period in ("2025-12", "2026-01", "2026-T2", "2025-12-01..2026-01-31")]
    found = database.read(attendance_in, periods, viewer=LEADER, today=TODAY)
    assert found == [database.read(attendance, period, viewer=LEADER, today=TODAY) for period in periods]
    assert [one.days for one in found] == [800, 300, 0, 1100]
    assert database.read(attendance_in, periods[2:3], viewer=LEADER, today=TODAY) == found[2:3]


def test_a_closed_july_counts_as_known(database: Database) -> None:
    database.write(set_month_figures, [(2025, 7, 0, 0)], by=LEADER, today=TODAY)
    found = database.read(attendance, parse_period("2025-07"), viewer=LEADER, today=TODAY)
    assert (found.days, found.missing) == (0, ())


def test_a_period_that_has_not_begun_has_no_attendance(database: Database) -> None:
    found = database.read(attendance, parse_period("2026-T2"), viewer=LEADER, today=TODAY)
    assert (found.days, found.missing) == (0, ())


# ---------------------------------------------------------------- days in use


def test_a_day_is_one_day_however_often_it_is_logged(database: Database) -> None:
    hill = place_of(database)
    keys = {database.write(log_day, hill, TODAY, by=LEADER, today=TODAY) for _ in range(3)}
    assert len(keys) == 1
    assert used(database, "2026") == Exposure(1, estimated=False)
    assert logged(database, TODAY)
    assert not logged(database, TODAY - timedelta(days=1))


def test_days_are_filled_in_backwards_and_only_new_ones_are_counted(database: Database) -> None:
    hill = place_of(database)
    assert database.write(log_days, hill, [*FEBRUARY, FEBRUARY[0]], by=LEADER, today=TODAY) == 3
    assert database.write(log_days, hill, [*FEBRUARY, TODAY], by=LEADER, today=TODAY) == 1
    days = database.read(exposure_days, hill, parse_period("2026-02"), viewer=LEADER, today=TODAY)
    assert days == FEBRUARY


def test_a_day_that_has_not_been_is_refused_with_the_others(database: Database) -> None:
    with pytest.raises(Invalid):
        database.write(log_days, place_of(database), [TODAY, TODAY + timedelta(days=1)], by=LEADER, today=TODAY)
    assert used(database, "2026").days == 0


def test_days_later_than_today_are_left_out(database: Database) -> None:
    database.write(log_days, place_of(database), FEBRUARY, by=LEADER, today=TODAY)
    assert used(database, "2026-T1", today=date(2026, 2, 4)).days == 2


def test_a_day_taken_back_no_longer_counts_and_can_be_logged_again(database: Database) -> None:
    hill = place_of(database)
    database.write(log_day, hill, TODAY, by=LEADER, today=TODAY)
    database.write(take_back_day, hill, TODAY, "Feil dag", by=LEADER, today=TODAY)
    assert (used(database, "2026").days, logged(database, TODAY)) == (0, False)
    with pytest.raises(Problem):
        database.write(take_back_day, hill, TODAY, "Feil dag", by=LEADER, today=TODAY)
    database.write(log_day, hill, TODAY, by=LEADER, today=TODAY)
    assert used(database, "2026").days == 1


def test_taking_back_needs_a_reason(database: Database) -> None:
    hill = place_of(database)
    database.write(log_day, hill, TODAY, by=LEADER, today=TODAY)
    with pytest.raises(Invalid):
        database.write(take_back_day, hill, TODAY, " ", by=LEADER, today=TODAY)
    assert used(database, "2026").days == 1


def test_two_hills_on_the_same_day_are_one_day_each(database: Database) -> None:
    second = database.write(add_place, {"name": "Nord", "standard": HILL, "logged": True}, by=LEADER, today=TODAY)
    for place in (place_of(database), second):
        database.write(log_day, place, TODAY, by=LEADER, today=TODAY)
    assert used(database, "2026").days == 2


# ---------------------------------------------------------------- a season's total


def test_a_total_is_estimated_and_counts_only_when_its_whole_season_lies_inside(database: Database) -> None:
    total(database, date(2024, 11, 1), date(2025, 3, 31), 30)
    assert used(database, "2024-11-01..2025-03-31") == Exposure(30, estimated=True)
    assert used(database, "2024-08-01..2025-07-31") == Exposure(30, estimated=True)
    assert used(database, "2025-T1") == Exposure(0, estimated=False)
    assert logged(database, date(2025, 1, 15))
    assert not logged(database, date(2025, 4, 1))


def test_days_written_down_within_a_total_are_not_counted_again(database: Database) -> None:
    hill = place_of(database)
    total(database, date(2026, 1, 1), date(2026, 2, 28), 12)
    database.write(log_days, hill, [*FEBRUARY, date(2026, 3, 2)], by=LEADER, today=TODAY)
    assert used(database, "2026-T1") == Exposure(13, estimated=True)
    assert used(database, "2026-02") == Exposure(3, estimated=False)  # the total's season is larger: the days count
    assert used(database, "2026-01") == Exposure(0, estimated=False)  # it goes on after the period


def test_of_a_spot_nobody_knows_what_a_part_of_a_total_holds_and_a_day_in_two_places_is_one(database: Database) -> None:
    old, new = place_of(database), database.write(
        add_place, {"name": "Nord", "standard": HILL, "logged": True}, by=LEADER, today=TODAY
    )  # fmt: skip
    total(database, date(2026, 1, 1), date(2026, 1, 31), 12)
    for place in (old, new):
        database.write(log_days, place, [date(2026, 1, 7), *FEBRUARY], by=LEADER, today=TODAY)
    periods = [parse_period(period) for period in ("2026-T1", "2026-02", "2026-01", "2026-01-15..2026-02-28")]
    found = database.read(exposure_in, [old, new], periods, viewer=LEADER, today=TODAY)
    assert found == [Exposure(15, estimated=True), Exposure(3, estimated=False), Exposure(12, estimated=True), None]


def test_a_total_of_one_hill_does_not_swallow_the_days_of_another(database: Database) -> None:
    second = database.write(add_place, {"name": "Nord", "standard": HILL, "logged": True}, by=LEADER, today=TODAY)
    total(database, date(2026, 1, 1), date(2026, 2, 28), 12)
    database.write(log_days, second, FEBRUARY, by=LEADER, today=TODAY)
    assert used(database, "2026-T1") == Exposure(15, estimated=True)


@pytest.mark.parametrize(
    ("first", "last", "days", "field"),
    [
        (date(2026, 2, 1), date(2026, 1, 1), 3, "last"), (date(2026, 1, 1), date(2026, 1, 31), 32, "days"),
        (date(2026, 1, 1), date(2026, 1, 31), -1, "days"), (date(2026, 5, 1), date(2026, 5, 31), 3, "first"),
    ],
)  # fmt: skip
def test_a_total_that_cannot_be_is_refused(database: Database, first: date, last: date, days: int, field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        total(database, first, last, days)
    assert set(wrong.value.messages) == {field}


def test_the_same_days_cannot_be_in_two_totals(database: Database) -> None:
    key = total(database, date(2025, 1, 1), date(2025, 3, 31), 20)
    with pytest.raises(Invalid):
        total(database, date(2025, 3, 31), date(2025, 4, 30), 5)
    total(database, date(2025, 4, 1), date(2025, 4, 30), 5)
    total(database, date(2025, 1, 1), date(2025, 3, 31), 9, place_of(database, "ski_slope_rink"))
    database.write(take_back_total, key, "Feil tall", by=LEADER, today=TODAY)
    total(database, date(2025, 1, 1), date(2025, 3, 31), 22)
    rows = database.read(totals_of, place_of(database), viewer=LEADER, today=TODAY)
    assert [row.days for row in rows] == [5, 22]
    assert used(database, "2025-T1").days == 27


# ---------------------------------------------------------------- days from the lock screen


def waiting(database: Database) -> list[date]:
    return [row.day for row in database.read(waiting_days, viewer=LEADER, today=TODAY)]


def receive(database: Database, day: date, receipt: str) -> bool:
    return database.write(receive_day, place_of(database), day, receipt, by=LEADER, today=TODAY)


def test_a_day_from_the_lock_screen_counts_when_it_is_confirmed(database: Database) -> None:
    assert receive(database, TODAY, "box-1")
    assert (waiting(database), used(database, "2026").days) == ([TODAY], 0)
    assert logged(database, TODAY)  # an event on that day need not ask
    keys = [row.id for row in database.read(waiting_days, viewer=LEADER, today=TODAY)]
    database.write(confirm_days, keys, by=LEADER, today=TODAY)
    assert (waiting(database), used(database, "2026").days) == ([], 1)


def test_a_refused_day_never_counts_and_its_box_brings_it_not_back(database: Database) -> None:
    receive(database, TODAY, "box-1")
    keys = [row.id for row in database.read(waiting_days, viewer=LEADER, today=TODAY)]
    database.write(refuse_days, keys, "Ingen akte", by=LEADER, today=TODAY)
    assert not receive(database, TODAY, "box-1")
    assert (waiting(database), used(database, "2026").days, logged(database, TODAY)) == ([], 0, False)


def test_the_same_box_or_day_twice_adds_nothing(database: Database) -> None:
    assert receive(database, TODAY, "box-1")
    assert not receive(database, TODAY, "box-1")
    assert not receive(database, TODAY, "box-2")
    assert waiting(database) == [TODAY]


def test_a_box_for_a_place_that_is_not_there_adds_nothing(database: Database) -> None:
    assert not database.write(receive_day, Key(int=99), TODAY, "box-1", by=LEADER, today=TODAY)


@pytest.mark.parametrize("backwards", [False, True])
def test_logging_a_waiting_day_by_hand_confirms_it(database: Database, backwards: bool) -> None:
    receive(database, TODAY, "box-1")
    hill = place_of(database)
    if backwards:
        database.write(log_days, hill, [TODAY], by=LEADER, today=TODAY)
    else:
        database.write(log_day, hill, TODAY, by=LEADER, today=TODAY)
    assert (waiting(database), used(database, "2026").days) == ([], 1)


def test_only_who_may_handle_confirms(database: Database) -> None:
    receive(database, TODAY, "box-1")
    with pytest.raises(Problem):
        database.write(confirm_days, [Key(int=1)], by=NOBODY, today=TODAY)


# ---------------------------------------------------------------- the calendar


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2024, "01-01 03-28 03-29 03-31 04-01 05-01 05-09 05-17 05-19 05-20 12-25 12-26"),
        (2025, "01-01 04-17 04-18 04-20 04-21 05-01 05-17 05-29 06-08 06-09 12-25 12-26"),
        (2026, "01-01 04-02 04-03 04-05 04-06 05-01 05-14 05-17 05-24 05-25 12-25 12-26"),
        (2008, "01-01 03-20 03-21 03-23 03-24 05-01 05-11 05-12 05-17 12-25 12-26"),
    ],
)  # fmt: skip
def test_the_public_holidays_of_known_years(year: int, days: str) -> None:
    assert sorted(f"{day:%m-%d}" for day in public_holidays(year)) == days.split()  # in 2008 Ascension was on 1 May


@pytest.mark.parametrize(("month", "days"), [("2026-01", 21), ("2026-04", 19), ("2026-05", 18), ("2026-12", 22)])
def test_the_open_days_of_known_months(month: str, days: int) -> None:
    period = parse_period(month)
    assert open_days_within(period.first, period.after) == days


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 400), st.integers(0, 400))
def test_open_days_add_up(first: date, some: int, more: int) -> None:
    middle, end = first + timedelta(days=some), first + timedelta(days=some + more)
    assert open_days_within(first, middle) + open_days_within(middle, end) == open_days_within(first, end)
    assert 0 <= open_days_within(first, middle) <= some

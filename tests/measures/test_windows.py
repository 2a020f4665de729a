"""Which days are compared with which: seasons, the one that triggered the measure, and the same dates."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.kernel.tertial import Period, parse_period
from ikdesk.kernel.words import use_language
from ikdesk.measures.window_model import Plan, Window, Windows, baseline, period_windows, planned_end, season_windows
from ikdesk.unit.model import Season
from ikdesk.unit.season_model import in_season, season_around, season_words, seasons_back

DECIDED, LOOK = date(2025, 3, 10), date(2026, 4, 30)
WINTER_24 = date(2024, 10, 1)


def plan(**changes: Any) -> Plan:
    values: dict[str, Any] = {
        "season": Season.WINTER, "own": None, "started": DECIDED, "decided": DECIDED, "trigger_first": WINTER_24,
        "planned": LOOK,
    }  # fmt: skip
    return Plan(**(values | changes))


def roles(windows: Windows) -> dict[str, str]:
    return {window.short: window.role for window in windows.all}


def named(windows: Windows, short: str) -> Window:
    return next(window for window in windows.all if window.short == short)


def days(period: Period | None) -> tuple[date, date]:
    assert period is not None
    return period.first, period.last


def chosen(windows: Windows, *, kept: bool = False, known: str = "") -> list[str]:
    """The baseline, where the place was in use in every season, or only in those named."""
    there = [not known or window.short in known.split() for window in windows.all]
    return [windows.all[n].short for n in baseline(windows.all, there, kept=kept)]


# ---------------------------------------------------------------- seasons


@pytest.mark.parametrize(
    ("season", "own", "day", "name", "short", "span"),
    [
        (Season.WINTER, None, date(2026, 4, 30), "Vinteren 2025–2026", "2025–26", "2025-10-01..2026-04-30"),
        (Season.WINTER, None, date(2026, 7, 1), "Vinteren 2025–2026", "2025–26", "2025-10-01..2026-04-30"),
        (Season.SUMMER, None, date(2026, 4, 30), "Sommeren 2025", "2025", "2025-05-01..2025-09-30"),
        (Season.ALL_YEAR, None, date(2026, 4, 30), "Hele 2026", "2026", "2026-01-01..2026-12-31"),
        (Season.OWN, (11, 3), date(2026, 1, 5), "November 2025–mars 2026", "2025–26", "2025-11-01..2026-03-31"),
        (Season.OWN, (11, 3), date(2026, 4, 1), "November 2025–mars 2026", "2025–26", "2025-11-01..2026-03-31"),
        (Season.OWN, (4, 6), date(2026, 3, 31), "April–juni 2025", "2025", "2025-04-01..2025-06-30"),
        (Season.OWN, (2, 2), date(2024, 2, 29), "Februar 2024", "2024", "2024-02-01..2024-02-29"),
        (Season.OWN, (12, 2), date(2024, 3, 9), "Desember 2023–februar 2024", "2023–24", "2023-12-01..2024-02-29"),
        (Season.OWN, (1, 12), date(2026, 4, 30), "Hele 2026", "2026", "2026-01-01..2026-12-31"),
    ],
)  # fmt: skip
def test_a_season_has_a_name_and_its_days(
    season: Season, own: Any, day: date, name: str, short: str, span: str
) -> None:
    found = season_around(season, day, own)
    assert (found.name, found.short, found.period.code) == (name, short, span)


def test_the_turn_of_the_century_reads_well() -> None:
    assert season_around(Season.WINTER, date(2100, 1, 1)).short == "2099–00"


def test_own_months_are_said_in_words() -> None:
    assert season_words(Season.OWN, (11, 3)) == "november–mars"
    assert season_words(Season.OWN, (6, 6)) == "juni"
    assert season_words(Season.WINTER) == "Vinter (oktober–april)"
    use_language("en")
    assert season_words(Season.OWN, (11, 3)) == "November–March"


def test_months_over_new_year_are_in_season_on_both_sides() -> None:
    there = [month for month in range(1, 13) if in_season(Season.OWN, (11, 3), date(2026, month, 15))]
    assert there == [1, 2, 3, 11, 12]


def test_the_seasons_before_come_newest_first() -> None:
    assert [one.short for one in seasons_back(Season.OWN, date(2026, 1, 1), 3, (11, 3))] == [
        "2025–26", "2024–25", "2023–24",
    ]  # fmt: skip


# ---------------------------------------------------------------- with a season that triggered the measure


def test_a_decision_in_march_leaves_that_winter_out_and_counts_the_next() -> None:
    found = season_windows(plan(), LOOK)
    assert {short: role for short, role in roles(found).items() if role != "before"} == {
        "2024–25": "trigger", "2025–26": "after",
    }  # fmt: skip
    assert chosen(found) == ["2021–22", "2022–23", "2023–24"]
    assert days(named(found, "2025–26").counted) == (date(2025, 10, 1), LOOK)
    assert found.counted_to == LOOK


def test_a_decision_in_july_leaves_the_last_winter_out() -> None:
    decided = date(2025, 7, 3)
    trigger = season_around(Season.WINTER, decided).period.first
    found = season_windows(plan(decided=decided, started=decided, trigger_first=trigger), LOOK)
    assert roles(found)["2024–25"] == "trigger"
    assert days(named(found, "2024–25").counted) == (WINTER_24, date(2025, 4, 30))


def test_what_remains_of_the_winter_after_the_decision_is_neither_before_nor_after() -> None:
    found = season_windows(plan(kept=True, started=date(2025, 3, 17)), LOOK)
    assert days(named(found, "2024–25").counted) == (WINTER_24, DECIDED)
    assert chosen(found, kept=True) == ["2022–23", "2023–24", "2024–25"]


def test_only_seasons_the_place_was_in_use_are_a_baseline_and_none_is_invented() -> None:
    found = season_windows(plan(), LOOK)
    assert chosen(found, known="2019–20 2021–22 2023–24 2024–25 2025–26") == ["2019–20", "2021–22", "2023–24"]
    assert chosen(found, known="2023–24 2024–25 2025–26") == ["2023–24"]


def test_the_bad_winter_is_compared_with_only_where_there_is_no_other() -> None:
    found = season_windows(plan(), LOOK)
    assert chosen(found, known="2024–25 2025–26") == ["2024–25"]
    assert chosen(found, known="2025–26") == []


def test_nothing_is_counted_after_the_planned_day_whenever_it_is_viewed() -> None:
    assert season_windows(plan(), LOOK) == season_windows(plan(), date(2026, 6, 15))
    assert season_windows(plan(), LOOK) == season_windows(plan(), date(2028, 1, 15))


def test_a_planned_day_in_the_middle_of_the_winter_ends_the_count_there() -> None:
    found = season_windows(plan(planned=date(2026, 2, 15)), LOOK)
    assert days(named(found, "2025–26").counted) == (date(2025, 10, 1), date(2026, 2, 15))
    assert found.counted_to == date(2026, 2, 15)


def test_before_the_next_winter_begins_there_is_nothing_to_count() -> None:
    found = season_windows(plan(), date(2025, 8, 1))
    assert found.after == ()
    assert found.counted_to == date(2025, 8, 1)


def test_the_first_day_of_the_winter_is_counted() -> None:
    found = season_windows(plan(), date(2025, 10, 1))
    assert [days(one.counted) for one in found.after] == [(date(2025, 10, 1), date(2025, 10, 1))]


def test_several_winters_afterwards_are_counted_together() -> None:
    found = season_windows(plan(planned=None), date(2027, 1, 10))
    assert [one.short for one in found.after] == ["2025–26", "2026–27"]
    assert found.counted_to == date(2027, 1, 10)


def test_a_winter_the_measure_began_in_counts_from_that_day() -> None:
    found = season_windows(plan(started=date(2026, 1, 12)), LOOK)
    assert days(named(found, "2025–26").counted) == (date(2026, 1, 12), LOOK)


def test_a_winter_that_was_over_when_the_measure_began_is_neither() -> None:
    found = season_windows(plan(started=date(2026, 8, 20), planned=date(2027, 4, 30)), date(2027, 4, 30))
    assert roles(found)["2025–26"] == "neither"
    assert [one.short for one in found.after] == ["2026–27"]


def test_summers_and_own_months_work_the_same_way() -> None:
    summer = season_windows(
        plan(season=Season.SUMMER, trigger_first=date(2025, 5, 1), decided=date(2025, 9, 1), started=date(2025, 9, 15),
             planned=date(2026, 9, 30)), date(2026, 9, 30))  # fmt: skip
    assert (roles(summer)["2024"], roles(summer)["2025"], roles(summer)["2026"]) == ("before", "trigger", "after")
    own = season_windows(plan(season=Season.OWN, own=(11, 3), trigger_first=date(2024, 11, 1)), LOOK)
    assert days(named(own, "2025–26").counted) == (date(2025, 11, 1), date(2026, 3, 31))
    assert own.counted_to == date(2026, 3, 31)


# ---------------------------------------------------------------- without one


def test_a_measure_that_begins_inside_a_winter_is_compared_with_the_same_dates() -> None:
    found = season_windows(plan(trigger_first=None, started=date(2026, 1, 12), planned=date(2026, 3, 1)), LOOK)
    assert days(named(found, "2025–26").counted) == (date(2026, 1, 12), date(2026, 3, 1))
    assert days(named(found, "2024–25").counted) == (date(2025, 1, 12), date(2025, 3, 1))
    assert days(named(found, "2023–24").counted) == (date(2024, 1, 12), date(2024, 3, 1))
    assert chosen(found) == ["2022–23", "2023–24", "2024–25"]


def test_the_same_dates_end_with_the_winter_though_the_day_is_later() -> None:
    found = season_windows(plan(trigger_first=None, started=date(2026, 1, 12), planned=None), date(2026, 11, 20))
    assert roles(found)["2026–27"] == "neither"
    assert days(named(found, "2025–26").counted) == (date(2026, 1, 12), date(2026, 4, 30))


def test_once_a_later_winter_is_over_whole_winters_are_compared() -> None:
    found = season_windows(plan(trigger_first=None, started=date(2026, 1, 12), planned=None), date(2027, 4, 30))
    assert (roles(found)["2025–26"], roles(found)["2026–27"]) == ("neither", "after")
    assert named(found, "2024–25").is_whole
    assert chosen(found) == ["2022–23", "2023–24", "2024–25"]


def test_a_measure_that_begins_between_winters_compares_whole_ones() -> None:
    found = season_windows(plan(trigger_first=None, started=date(2025, 8, 20)), LOOK)
    assert (roles(found)["2024–25"], roles(found)["2025–26"]) == ("before", "after")
    assert named(found, "2025–26").is_whole


def test_a_measure_that_begins_on_the_first_day_of_a_winter_counts_that_winter_whole() -> None:
    found = season_windows(plan(trigger_first=None, started=date(2025, 10, 1)), LOOK)
    assert (roles(found)["2024–25"], roles(found)["2025–26"]) == ("before", "after")


def test_the_29th_of_february_has_a_day_in_every_year() -> None:
    found = season_windows(
        plan(trigger_first=None, started=date(2024, 2, 29), decided=None, planned=None), date(2024, 3, 20)
    )
    assert days(named(found, "2022–23").counted) == (date(2023, 3, 1), date(2023, 3, 20))
    assert days(named(found, "2019–20").counted) == (date(2020, 2, 29), date(2020, 3, 20))
    cut = season_windows(plan(trigger_first=None, started=date(2024, 1, 8), planned=None), date(2024, 2, 29))
    assert days(named(cut, "2022–23").counted) == (date(2023, 1, 8), date(2023, 2, 28))


# ---------------------------------------------------------------- what the rest is compared with


def test_a_winter_that_is_not_over_is_like_the_same_part_of_the_others() -> None:
    found = season_windows(plan(), date(2026, 2, 28))
    assert days(named(found, "2023–24").like) == (date(2023, 10, 1), date(2024, 2, 29))
    assert days(named(found, "2022–23").like) == (date(2022, 10, 1), date(2023, 2, 28))
    assert days(named(found, "2022–23").counted) == (date(2022, 10, 1), date(2023, 4, 30))


def test_whole_winters_are_like_whole_winters() -> None:
    found = season_windows(plan(planned=None), date(2027, 1, 10))
    assert days(named(found, "2023–24").like) == (date(2023, 10, 1), date(2024, 4, 30))
    assert days(named(found, "2025–26").like) == (date(2025, 10, 1), date(2026, 4, 30))
    assert named(found, "2026–27").like is None


# ---------------------------------------------------------------- the same tertial


def test_a_tertial_is_compared_with_the_same_tertial_and_never_with_the_bad_one() -> None:
    found = period_windows(plan(), parse_period("2026-T1"), LOOK)
    assert (roles(found)["T1 2026"], roles(found)["T1 2025"]) == ("after", "trigger")
    assert named(found, "T1 2024").name == "1. tertial 2024"
    assert chosen(found) == ["T1 2022", "T1 2023", "T1 2024"]
    autumn = period_windows(plan(), parse_period("2025-T3"), date(2025, 12, 31))
    assert roles(autumn)["T3 2024"] == "trigger"
    assert chosen(autumn) == ["T3 2021", "T3 2022", "T3 2023"]


def test_the_bad_tertial_is_kept_up_to_the_decision_when_that_was_chosen() -> None:
    found = period_windows(plan(kept=True, started=date(2025, 3, 20)), parse_period("2026-T1"), LOOK)
    assert chosen(found, kept=True) == ["T1 2023", "T1 2024", "T1 2025"]
    assert days(named(found, "T1 2025").counted) == (date(2025, 1, 1), DECIDED)


def test_a_tertial_that_is_not_over_is_compared_with_the_same_dates() -> None:
    found = period_windows(plan(), parse_period("2026-T1"), date(2026, 2, 28))
    assert days(named(found, "T1 2026").counted) == (date(2026, 1, 1), date(2026, 2, 28))
    assert days(named(found, "T1 2024").counted) == (date(2024, 1, 1), date(2024, 2, 29))
    assert days(named(found, "T1 2023").counted) == (date(2023, 1, 1), date(2023, 2, 28))


def test_a_tertial_is_counted_beyond_the_planned_day() -> None:
    found = period_windows(plan(planned=date(2026, 2, 1)), parse_period("2026-T1"), LOOK)
    assert found.counted_to == LOOK


def test_earlier_tertials_after_the_measure_began_are_neither() -> None:
    found = period_windows(plan(), parse_period("2027-T1"), date(2027, 4, 30))
    assert roles(found)["T1 2026"] == "neither"
    assert chosen(found) == ["T1 2022", "T1 2023", "T1 2024"]


def test_a_tertial_the_measure_began_in_counts_from_that_day_in_every_year() -> None:
    begun = plan(trigger_first=None, decided=None, started=date(2026, 2, 10))
    found = period_windows(begun, parse_period("2026-T1"), LOOK)
    assert days(named(found, "T1 2026").counted) == (date(2026, 2, 10), LOOK)
    assert days(named(found, "T1 2025").counted) == (date(2025, 2, 10), date(2025, 4, 30))


@pytest.mark.parametrize("code", ["2025-T1", "2024-T3"])
def test_a_tertial_within_the_bad_winter_or_before_the_measure_has_nothing_to_count(code: str) -> None:
    assert period_windows(plan(), parse_period(code), date(2025, 4, 30)).after == ()


def test_the_summer_tertial_of_a_winter_place_is_a_window_like_any_other() -> None:
    found = period_windows(plan(), parse_period("2025-T2"), date(2025, 8, 31))
    assert (roles(found)["T2 2025"], roles(found)["T2 2024"]) == ("after", "before")


def test_two_years_together_are_compared_with_the_two_before() -> None:
    found = period_windows(plan(), parse_period("2026-01-01..2027-12-31"), date(2027, 12, 31))
    first, second = found.all[-1], found.all[-2]
    assert second.whole.last < first.whole.first


# ---------------------------------------------------------------- when the comparison was to end


def test_the_planned_comparison_ends_with_the_day_or_with_the_last_season_before_it() -> None:
    assert planned_end(plan(planned=date(2026, 3, 1))) == date(2026, 3, 1)
    assert planned_end(plan(planned=date(2026, 6, 1))) == date(2026, 4, 30)
    assert planned_end(plan(planned=date(2026, 11, 1))) == date(2026, 11, 1)
    assert planned_end(plan(planned=None)) is None


# ---------------------------------------------------------------- whatever the dates


DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
MONTHS = st.integers(1, 12)


@st.composite
def plans(draw: Any) -> tuple[Plan, date]:
    season, own = draw(st.sampled_from(list(Season))), (draw(MONTHS), draw(MONTHS))
    decided = draw(DAYS)
    started = decided + timedelta(days=draw(st.integers(0, 500)))
    today = started + timedelta(days=draw(st.integers(0, 1500)))
    trigger = season_around(season, decided, own).period.first if draw(st.booleans()) else None
    planned = started + timedelta(days=draw(st.integers(0, 1500))) if draw(st.booleans()) else None
    return Plan(season, own, started, decided, trigger, draw(st.booleans()), planned), today


def in_order(windows: Windows) -> None:
    """No day is in two windows, and before comes before the trigger, and that before what is after."""
    parts = [(one.counted, one.role) for one in windows.all if one.role != "neither" and one.counted.days > 0]
    for (earlier, role), (later, next_role) in pairwise(parts):
        assert earlier.after <= later.first
        assert ("before", "trigger", "after").index(role) <= ("before", "trigger", "after").index(next_role)
    for one in windows.all:
        if one.role in {"before", "trigger", "after"} and one.counted.days > 0:
            assert one.whole.first <= one.counted.first
            assert one.counted.after <= one.whole.after


@given(plans())
def test_seasons_are_never_counted_twice_and_never_in_the_wrong_order(case: tuple[Plan, date]) -> None:
    asked, today = case
    found = season_windows(asked, today)
    in_order(found)
    last = min(today, asked.planned or today)
    for one in found.all:
        assert one.role not in {"before", "trigger"} or one.counted.after <= asked.started
        assert one.role != "after" or asked.started <= one.counted.first <= one.counted.last <= last


@given(plans(), st.sampled_from(["T1", "T2", "T3"]), st.integers(2016, 2034))
def test_tertials_are_never_counted_twice_and_never_in_the_wrong_order(
    case: tuple[Plan, date], part: str, year: int
) -> None:
    asked, today = case
    found = period_windows(asked, parse_period(f"{year}-{part}"), today)
    if found.after:
        in_order(found)
        assert found.counted_to <= today
    trigger = asked.trigger
    for one in found.all:
        if trigger is not None and one.role == "after":
            assert one.counted.first >= trigger.period.after

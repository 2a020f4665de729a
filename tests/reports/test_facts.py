"""The numbers of a report, beside what was counted by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ikdesk.incidents.actions import withdraw_incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import parse_period
from ikdesk.reports.facts_model import compare
from ikdesk.reports.queries import tertial_facts
from ikdesk.unit.exposure_actions import log_total
from tests.reports.conftest import AskFacts, Record
from tests.reports.examples import T1, rows
from tests.samples import LEADER, NOBODY, TODAY, place_of


def test_the_totals_are_what_was_counted_by_hand(two_years: Database, facts: AskFacts) -> None:
    found = facts()
    assert (found.now.total, found.last_year.total, found.twelve.total) == (7, 3, 8)
    assert (found.now.serious, found.last_year.serious) == (1, 1)
    assert found.now.by["month"] == {"2026-01": 2, "2026-02": 3, "2026-04": 2}
    assert found.began == date(2025, 1, 7)


def test_handling_counts_those_closed_or_past_the_deadline(two_years: Database, facts: AskFacts) -> None:
    found = facts().now.handling
    # due: the one that is closed and the four more told before 2 April; told late: the one told after three days
    assert (found.due, found.in_time, found.told, found.told_soon, found.with_cause) == (5, 1, 7, 6, 1)


def test_kinds_that_are_not_shown_one_by_one_are_counted_together(two_years: Database, facts: AskFacts) -> None:
    found = facts()
    assert found.now.by["kind"] == {"child_injury": 3, "near_miss": 1, "hazard": 1, "other": 2}
    assert found.last_year.by["kind"] == {"child_injury": 2, "other": 1}
    assert "staff_injury" not in found.codebook.lists["event_type"]
    assert compare(found, "kind")[-1].code == "other"


@pytest.mark.parametrize("attribute", ["kind", "severity", "place", "mechanism", "activity", "routine_status"])
def test_the_lines_of_every_table_sum_to_the_total(two_years: Database, facts: AskFacts, attribute: str) -> None:
    found = facts()
    for top in (0, 1, 8):
        counts = compare(found, attribute, top=top)
        assert sum(count.now or 0 for count in counts) == 7
        assert sum(count.last_year or 0 for count in counts) == 3
        assert sum(count.year or 0 for count in counts) == 8


def test_the_last_twelve_months_end_with_the_period(facts: AskFacts) -> None:
    assert (facts().year.first, facts().year.last) == (date(2025, 5, 1), date(2026, 4, 30))


def test_a_period_that_is_not_over_is_set_beside_the_same_days_last_year(
    two_years: Database, facts: AskFacts
) -> None:
    found = facts(today=date(2026, 4, 1))
    assert found.provisional
    assert (found.counted.last, found.before.last) == (date(2026, 4, 1), date(2025, 4, 1))
    assert (found.now.total, found.last_year.total) == (5, 1)
    assert not facts().provisional


def test_a_leap_day_has_the_same_days_the_year_before(facts: AskFacts) -> None:
    found = facts(parse_period("2028-T1"), today=date(2028, 2, 29))
    assert (found.before.first, found.before.last) == (date(2027, 1, 1), date(2027, 2, 28))


def test_a_period_that_has_not_begun_has_no_report(facts: AskFacts) -> None:
    with pytest.raises(Problem, match=r"2\. tertial 2026 har ikke begynt"):
        facts(parse_period("2026-T2"))


def test_only_those_who_may_export_get_the_facts(database: Database) -> None:
    with pytest.raises(Problem):
        database.read(tertial_facts, T1, viewer=NOBODY, today=TODAY)


def test_withdrawn_events_and_those_told_later_count_nowhere(
    database: Database, record: Record, facts: AskFacts
) -> None:
    record(date(2026, 1, 5))
    gone = record(date(2026, 1, 6))
    record(date(2026, 1, 7), told=datetime(2026, 3, 2, 9))
    database.write(withdraw_incident, gone, "Feil barnehage", by=LEADER, today=TODAY)
    assert facts().now.total == 2
    assert facts(today=date(2026, 3, 1)).now.total == 1


def test_the_denominator_is_children_times_opening_days_or_says_what_is_missing(
    two_years: Database, facts: AskFacts
) -> None:
    found = facts()
    assert found.now.attendance.days == 80 * 20 * 4
    assert [month.code for month in found.last_year.attendance.missing] == ["2025-01", "2025-02", "2025-03", "2025-04"]
    rates = rows(found, "rates")
    assert rates["1. tertial 2026"] == (7, 6400, pytest.approx(7 / 6.4), 3, pytest.approx(3 / 6.4))
    assert rates["1. tertial 2025"] == (3, None, None, 2, None)


def test_days_in_use_belong_to_the_place_and_a_place_out_of_use_has_no_rate(
    two_years: Database, facts: AskFacts
) -> None:
    use = facts().uses[0]
    assert (use.standard, use.now.events, use.now.days, use.last_year.days) == ("sledding_hill", 3, 25, 2)
    summer = facts(parse_period("2025-T2"))
    assert rows(summer, "exposure") == {"sledding_hill": (0, 0, "ikke i bruk")}


def test_a_season_entered_afterwards_is_said_to_be_estimated(database: Database, facts: AskFacts) -> None:
    season = {"place_id": place_of(database), "first": date(2026, 1, 2), "last": date(2026, 3, 9), "days": 30}
    database.write(log_total, season, by=LEADER, today=TODAY)
    assert facts().uses[0].now.estimated
    assert rows(facts(), "exposure") == {"sledding_hill": (0, 30, 0.0)}

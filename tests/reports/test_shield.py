"""Which numbers each recipient of a report gets."""

from __future__ import annotations

import dataclasses
from datetime import date, time

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import parse_period
from ikdesk.reports.audience_model import PROFILES, Audience
from ikdesk.reports.facts_model import Changed
from ikdesk.reports.report_queries import Report, report_of
from ikdesk.reports.shield_model import shield
from tests.reports.conftest import Record
from tests.reports.examples import T1
from tests.samples import LEADER, TODAY


def report(database: Database, audience: Audience) -> Report:
    return database.read(report_of, T1, audience, viewer=LEADER, today=TODAY)


def numbers(found: Report) -> list[int | None]:
    """Every number of every breakdown."""
    facts = found.facts
    return [
        number for sums in (facts.now, facts.last_year, facts.twelve)
        for told in (*(by.values() for by in sums.by.values()), sums.cross.values()) for number in told
    ]  # fmt: skip


def test_who_answers_for_the_unit_gets_tables_with_one_way_as_they_are(two_years: Database) -> None:
    for audience in (Audience.MUNICIPALITY, Audience.OWNER):
        facts = report(two_years, audience).facts
        assert facts.now.by["place"] == {
            "sledding_hill": 3, "staff_room": 1, "playroom": 1, "cloakroom": 1, "gate_fence": 1,
        }  # fmt: skip
        assert (facts.now.total, facts.now.serious, facts.uses[0].now.events) == (7, 1, 3)


def test_parents_get_no_small_number_at_all(two_years: Database) -> None:
    found = report(two_years, Audience.PARENTS)
    assert all(number is None or number == 0 or number >= 3 for number in numbers(found))
    facts = found.facts
    assert (facts.now.total, facts.last_year.total, facts.twelve.total) == (7, 3, 8)
    assert facts.now.handling.told == facts.now.handling.due == facts.unlogged == 0
    assert all(use.now.events == facts.now.of("place", use.standard) for use in facts.uses)
    assert facts.now.of("month", "2026-01") is None
    assert "month" in facts.dropped
    assert all(cell.number > 0 for cell in found.protection.cells), "zeros are always told"


def test_one_late_event_is_told_in_the_sum_and_not_as_a_row(two_years: Database) -> None:
    one = (("total", 7, 8), ("by_kind:child_injury", 4, 5), ("by_place:gate_fence", 1, 2))
    some = (("total", 7, 9), ("by_kind:child_injury", 4, 6), ("by_kind:near_miss", 1, 2), ("by_place:gate_fence", 1, 3))
    facts = report(two_years, Audience.MUNICIPALITY).facts
    for lines, told in ((one, one[:1]), (some, some[:3]), (one[1:], ())):
        changed = Changed(parse_period("2025-T3"), 1, date(2026, 1, 14), lines)
        found = shield(dataclasses.replace(facts, changed=(changed,)), (), ()).facts.changed
        assert [one.lines for one in found] == [told]


def test_what_is_dropped_is_never_told_as_nought(two_years: Database) -> None:
    facts = report(two_years, Audience.PARENTS).facts
    for attribute in facts.dropped & facts.now.by.keys():
        assert facts.now.of(attribute, "whatever") is None
        assert list(facts.now.by[attribute]) == []


def test_the_safety_representative_gets_the_staff_register_alone(two_years: Database) -> None:
    found = report(two_years, Audience.SAFETY)
    assert found.facts.now.total == 2, "one injury and one case of violence"
    assert all(number is None or number == 0 or number >= 5 for number in numbers(found))
    assert (found.facts.uses, found.facts.areas, found.facts.left) == ((), (), None)


def test_staff_see_everything_but_what_only_some_may_know(two_years: Database) -> None:
    found = report(two_years, Audience.STAFF)
    assert not found.protection.anything
    assert found.facts.now.total == 5, "nothing of the staff register"
    assert None not in numbers(found)
    assert found.facts.now.by["kind"] == {"child_injury": 3, "near_miss": 1, "hazard": 1}


def test_only_staff_see_the_hours(database: Database, record: Record) -> None:
    record(date(2026, 1, 5), occurred_time=time(10, 15))
    for audience in Audience:
        hours = report(database, audience).facts.now.by["time"]
        assert hours == ({"1-10": 1} if audience is Audience.STAFF else {})


def test_an_incident_with_several_treatments_counts_once_with_the_most_extensive(
    database: Database, record: Record
) -> None:
    for _n in range(3):
        record(date(2026, 1, 5), treatment=("cold_pack", "dentist", "emergency_clinic"))
        record(date(2026, 1, 6), treatment=("comfort", "wash_plaster"))
        record(date(2026, 1, 7), treatment=("none",))
        record(date(2026, 1, 8))
    record(date(2026, 1, 9), treatment=("hospital",))
    found = report(database, Audience.MUNICIPALITY)
    told = {"emergency_clinic": 3, "the_rest": 3, "none": 3, "": 3}
    hidden = {cell.row for cell in found.protection.cells if cell.table == "by_treatment" and cell.column == "now"}
    assert "hospital" in hidden
    assert len(hidden) == 2
    assert found.facts.now.by["treatment"] == {**told, "hospital": 1} | dict.fromkeys(hidden)


def test_who_knows_that_only_the_hurt_are_treated_learns_no_more(database: Database, record: Record) -> None:
    for treatment in (("doctor",), ("dentist",), *[("comfort",)] * 3):
        record(date(2026, 1, 5), treatment=treatment)
    for _n in range(8):
        record(date(2026, 1, 6), kind="near_miss")
    found = report(database, Audience.MUNICIPALITY)
    told = found.facts.now.by["treatment"]
    assert found.facts.now.by["kind"]["child_injury"] == 5
    assert told == {"doctor": None, "dentist": None, "the_rest": None, "": 8}, "with 3 told, 1 and 1 would be left"
    highest = [cell.high for cell in found.protection.cells if cell.table == "by_treatment" and cell.column == "now"]
    assert highest == [3, 3, 3]


def test_parents_are_not_told_who_was_treated(database: Database, record: Record) -> None:
    for _n in range(9):
        record(date(2026, 1, 5), treatment=("comfort",))
    facts = report(database, Audience.PARENTS).facts
    assert (facts.now.by["treatment"], facts.now.of("kind", "child_injury")) == ({}, 9)


@pytest.mark.parametrize("audience", list(Audience))
def test_what_is_kept_knows_every_number_and_is_not_in_the_facts(two_years: Database, audience: Audience) -> None:
    found = report(two_years, audience)
    kept = found.kept["columns"]
    assert isinstance(kept, list)
    assert bool(kept) <= PROFILES[audience].protected
    for column in kept:
        assert set(column["own"]) <= set(column["hidden"]) <= set(column["numbers"])


def test_the_sums_of_three_periods_are_asked_in_one_statement_and_a_longer_period_is_no_other(
    two_years: Database,
) -> None:
    year = two_years.read(report_of, parse_period("2025"), viewer=LEADER, today=TODAY).facts
    assert (year.now.total, year.twelve.total, year.now.by) == (4, 4, year.twelve.by)

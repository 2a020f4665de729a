"""Who should be told of what: every rule, and the days and hours on both sides of every deadline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.incidents.model import Incident
from ikdesk.incidents.notice_clock_model import due_of, found_out
from ikdesk.incidents.notice_model import RULES, STAFF, STAFF_ROLES, NoticeFacts, Suggestion, When, suggestions
from ikdesk.incidents.notice_queries import pressing
from ikdesk.incidents.staff_model import Grave, StaffCase
from ikdesk.incidents.staff_queries import held_of
from ikdesk.kernel.clock import elapsed
from ikdesk.kernel.codes import shipped_codebook
from ikdesk.unit.model import Cadence, UnitKind

HAPPENED = date(2026, 2, 3)
TOLD = datetime(2026, 2, 3, 12, 30)
BOOK = shipped_codebook()


def facts(kind: str = "child_injury", **more: Any) -> NoticeFacts:
    """What happened on an ordinary Tuesday."""
    return NoticeFacts(kind, HAPPENED, TOLD, **more)


def found(those: NoticeFacts) -> dict[str, Suggestion]:
    """What is suggested, by rule."""
    return {one.rule: one for one in suggestions(those)}


def of(*codes: str) -> frozenset[str]:
    return frozenset(codes)


SCHOOL: dict[str, Any] = {"unit": UnitKind.SKOLE}
SFO: dict[str, Any] = {"unit": UnitKind.SFO}
LASTS: dict[str, Any] = {"treatment": of("dentist")}
ROWS: tuple[tuple[str, NoticeFacts, When | None], ...] = (
    ("parents", facts(severity=1), None),
    ("parents", facts(severity=2), When.SAME_DAY),
    ("parents", facts(severity=3), When.AT_ONCE),
    ("parents", facts(severity=4), When.AT_ONCE),
    ("parents", facts(severity=1, treatment=of("ambulance")), When.AT_ONCE),
    *(("parents", facts(severity=1, injuries=of(kind)), When.SAME_DAY)
      for kind in ("tooth", "head_injury", "eye", "insect_tick", "bite_child")),
    ("parents", facts(severity=0, parts=of("back_of_head")), When.SAME_DAY),
    ("parents", facts(severity=0, injuries=of("graze"), parts=of("knee")), None),
    ("parents", facts("near_miss", severity=0, potential=4), None),
    ("parents", facts("medication_allergy", severity=2), When.SAME_DAY),
    ("owner", facts(severity=2), None),
    ("owner", facts(severity=3), When.AT_ONCE),
    ("owner", facts(severity=1, treatment=of("hospital")), When.AT_ONCE),
    ("nav_pupil", facts(severity=2), None),  # children in kindergartens are not in the scheme
    ("nav_pupil", facts(severity=1, **SCHOOL), None),
    ("nav_pupil", facts(severity=2, **SCHOOL), When.YEAR),
    ("nav_pupil", facts(severity=1, **LASTS, **SFO), When.YEAR),
    ("nav_pupil", facts(severity=1, injuries=of("tooth"), **SFO), When.YEAR),
    ("nav_pupil", facts("near_miss", severity=0, potential=4, **SCHOOL), None),  # nobody was hurt
    ("nav_copy", facts(severity=1, **LASTS, **SCHOOL), When.SOON),
    ("nav_copy", facts(severity=1, **LASTS), None),
    ("insurer", facts(severity=1), When.TOGETHER),
    ("insurer", facts(severity=0), None),
    ("insurer", facts(severity=2), When.TOGETHER),
    ("insurer", facts(severity=3), When.YEAR),
    ("insurer", facts(severity=2, **LASTS), When.YEAR),
    ("insurer", facts(severity=1, injuries=of("tooth")), When.YEAR),
    ("insurer", facts("near_miss", severity=0), None),
    ("environment", facts("environment_42"), When.SOON),
    ("environment", facts(severity=4), None),
    ("violation_leader", facts("staff_violation_43"), When.AT_ONCE),
    ("violation_leader", facts("staff_violation_43", about_leader=True), None),
    ("violation", facts("staff_violation_43"), When.AT_ONCE),
    ("violation", facts("staff_violation_43", about_leader=True), When.AT_ONCE),
    *((rule, facts("physical_intervention", **SCHOOL), When.SOON)
      for rule in ("intervention_leader", "intervention_parents", "intervention_owner")),
    ("child_welfare", facts("environment_42"), When.SOON),
    ("child_welfare", facts("staff_violation_43"), When.SOON),
    ("child_welfare", facts(severity=4), None),
    ("privacy", facts("privacy_breach"), When.HOURS_72),
    ("privacy", facts("hazard"), None),
    ("equipment_owner", facts(severity=3, causes=of("equipment_defect")), When.AT_ONCE),
    ("equipment_owner", facts(severity=2, causes=of("equipment_defect")), None),
    ("equipment_owner", facts(severity=3, causes=of("weather")), None),
    ("equipment_owner", facts("hazard", potential=3, causes=of("equipment_defect")), When.AT_ONCE),
    ("equipment_dsb", facts("hazard", potential=3, causes=of("equipment_defect")), When.DAYS_10),
    ("equipment_dsb", facts(severity=3, causes=of("equipment_defect")), When.DAYS_3),
    ("equipment_dsb", facts("building_equipment", severity=0, potential=3), When.DAYS_10),
    ("equipment_dsb", facts("staff_injury", severity=3, causes=of("equipment_defect")), None),
    ("electric", facts(severity=1, mechanism="electricity"), When.SOON),
    ("electric", facts(severity=1, mechanism="fall_same"), None),
    ("condition", facts("food_hygiene"), When.SOON),
    ("condition", facts("hazard", potential=2), When.SOON),
    ("condition", facts("hazard", potential=1), None),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "those", "clock"), ROWS, ids=[f"{at}-{row[0]}" for at, row in enumerate(ROWS)])
def test_a_rule_applies_where_it_should_and_with_its_clock(rule: str, those: NoticeFacts, clock: When | None) -> None:
    assert (found(those)[rule].clock if rule in found(those) else None) is clock


def test_every_rule_is_tried_above_both_where_it_applies_and_with_every_clock() -> None:
    tried = {(rule, clock) for rule, _those, clock in ROWS if clock}
    assert tried == {(rule.code, clock) for rule in RULES for clock in rule.clocks}


def test_every_rule_tells_a_role_there_is_and_says_why_and_where_it_says_so() -> None:
    roles = set(BOOK.lists["contact_role"])
    assert {rule.role for rule in RULES} | set(STAFF_ROLES.values()) <= roles
    assert all(rule.why and rule.source and rule.happened for rule in RULES)


def test_what_is_custom_is_never_worded_as_law() -> None:
    for rule in RULES:
        if rule.practice:
            assert "vanlig" in rule.why or "Vurder" in rule.why, rule.code
            assert " skal " not in f" {rule.why} ", rule.code
        else:
            assert "§" in rule.source or "artikkel" in rule.source, rule.code


def test_schools_are_pointed_to_their_own_law() -> None:
    assert found(facts("environment_42"))["environment"].source == "Barnehageloven § 42."
    assert found(facts("environment_42", **SCHOOL))["environment"].source == "Opplæringslova § 12-4."


# --- clocks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("discovered", "due"), [
    (datetime(2026, 2, 3, 9, 15), datetime(2026, 2, 6, 9, 15)),
    (datetime(2026, 3, 27, 9, 15), datetime(2026, 3, 30, 10, 15)),  # the clocks go forward on the 29th
    (datetime(2026, 10, 23, 9, 15), datetime(2026, 10, 26, 8, 15)),  # and back on the 25th
])  # fmt: skip
def test_72_hours_are_counted_as_they_pass(discovered: datetime, due: datetime) -> None:
    those = replace(facts("privacy_breach"), discovered=discovered)
    assert due_of(When.HOURS_72, those) == due
    assert elapsed(discovered, due) == timedelta(hours=72)


def test_72_hours_begin_when_it_was_reported_where_nobody_says_when_it_was_found_out() -> None:
    assert found(facts("privacy_breach"))["privacy"].due == TOLD + timedelta(hours=72)


@pytest.mark.parametrize(("day", "at", "start"), [
    (None, None, None),
    (date(2026, 2, 2), time(8, 0), datetime(2026, 2, 2, 8, 0)),
    (date(2026, 2, 2), None, datetime(2026, 2, 2, 0, 0)),  # a deadline is never later than it should be
    (date(2026, 2, 3), time(15, 0), TOLD),  # what was reported was known by then
])  # fmt: skip
def test_the_clock_begins_when_it_was_found_out(day: date | None, at: time | None, start: datetime | None) -> None:
    assert found_out(day, at, TOLD) == start


@pytest.mark.parametrize(("clock", "due"), [
    (When.AT_ONCE, TOLD), (When.SAME_DAY, datetime(2026, 2, 3, 23, 59)), (When.SOON, None),
    (When.DAYS_3, datetime(2026, 2, 6, 23, 59)), (When.DAYS_10, datetime(2026, 2, 13, 23, 59)),
    (When.YEAR, datetime(2027, 2, 3, 23, 59)), (When.TOGETHER, datetime(2026, 6, 30, 23, 59)),
])  # fmt: skip
def test_each_clock_ends_when_it_should(clock: When, due: datetime | None) -> None:
    assert due_of(clock, facts()) == due


@pytest.mark.parametrize(("day", "cadence", "end"), [
    (date(2026, 3, 31), Cadence.QUARTER, date(2026, 3, 31)), (date(2026, 4, 1), Cadence.QUARTER, date(2026, 6, 30)),
    (date(2026, 6, 30), Cadence.HALF_YEAR, date(2026, 6, 30)),
    (date(2026, 7, 1), Cadence.HALF_YEAR, date(2026, 12, 31)),
    (date(2026, 12, 31), Cadence.QUARTER, date(2026, 12, 31)), (date(2026, 1, 1), Cadence.YEAR, date(2026, 12, 31)),
])  # fmt: skip
def test_the_list_of_small_injuries_goes_at_the_end_of_its_period(day: date, cadence: Cadence, end: date) -> None:
    due = found(replace(facts(severity=1, cadence=cadence), occurred=day))["insurer"].due
    assert due is not None
    assert due.date() == end


def test_a_year_from_the_29th_of_february_ends_on_the_28th() -> None:
    due = due_of(When.YEAR, replace(facts(), occurred=date(2028, 2, 29)))
    assert due is not None
    assert due.date() == date(2029, 2, 28)


@pytest.mark.parametrize(("rule", "those", "day", "presses"), [
    ("privacy", facts("privacy_breach"), HAPPENED, True),
    ("parents", facts(severity=3), HAPPENED, True),
    ("equipment_dsb", facts("hazard", potential=3, causes=of("equipment_defect")), HAPPENED, True),
    ("nav_pupil", facts(severity=2, **SCHOOL), date(2027, 1, 3), False),
    ("nav_pupil", facts(severity=2, **SCHOOL), date(2027, 1, 4), True),
    ("condition", facts("food_hygiene"), date(2027, 1, 4), False),  # no clock, nothing to press
])  # fmt: skip
def test_the_front_page_is_told_when_a_clock_is_about_to_end(
    rule: str, those: NoticeFacts, day: date, *, presses: bool
) -> None:
    assert pressing(found(those)[rule], day) is presses


# --- staff ----------------------------------------------------------------------------------------------------------


def staff(kind: str = "staff_injury", severity: int = 1, **held: Any) -> NoticeFacts:
    """An incident about staff, and what its register holds."""
    incident = Incident(kind=kind, severity=severity, restricted=False)
    plain: dict[str, Any] = {"violence": (), "nearly": False, "medical_consent": False, "extract": "", "position": ""}
    case = StaffCase(**plain | held)
    return facts(kind, severity=severity, staff=held_of(incident, case, leads=False))


def test_serious_injury_of_staff_is_told_at_once_confirmed_and_copied() -> None:
    told = found(staff(severity=4, grave=Grave.YES))
    roles = [(rule.removeprefix(STAFF), one.roles[0], one.clock) for rule, one in told.items()]
    assert roles == [
        ("told_authority", "labour_authority", When.AT_ONCE), ("told_police", "police", When.AT_ONCE),
        ("told_safety_rep", "safety_rep", When.SOON), ("confirmed_on", "labour_authority", When.SOON),
        ("copied_on", "safety_rep", When.SOON),
    ]  # fmt: skip
    assert all("§ 5-2" in told[STAFF + key].source for key in ("told_authority", "told_police", "confirmed_on"))


def test_staff_who_were_treated_or_absent_are_reported_to_nav_within_a_year() -> None:
    assert STAFF + "nav_on" not in found(staff())
    for held in ({"treatment_level": "seen_to"}, {"absence_days": 2}):
        assert found(staff(**held))[STAFF + "nav_on"].due == datetime(2027, 2, 3, 23, 59)
    assert STAFF + "nav_on" not in found(staff(treatment_level="seen_to", nearly=True))


def test_whoever_leads_is_asked_to_judge_what_was_reported_as_serious() -> None:
    assert "Ta stilling" in found(staff(severity=3))[STAFF + "told_police"].why
    assert STAFF + "told_police" not in found(staff(severity=3, grave=Grave.NO))


def test_what_the_staff_register_says_was_done_is_done() -> None:
    assert found(staff(grave=Grave.YES, told_police=HAPPENED))[STAFF + "told_police"].done_on == HAPPENED


# --- always ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [{"standing": False}, {"reported": None}])
def test_nothing_is_suggested_of_what_is_not_confirmed_was_withdrawn_or_came_from_an_old_list(how: Any) -> None:
    for _rule, those, _clock in ROWS:
        assert suggestions(replace(those, **how)) == ()


def codes(name: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(sorted(BOOK.lists[name])), max_size=3)


ANY = st.builds(
    NoticeFacts, kind=st.sampled_from(sorted(BOOK.lists["event_type"])), occurred=st.just(HAPPENED),
    reported=st.just(TOLD), unit=st.sampled_from(UnitKind), potential=st.none() | st.integers(0, 4),
    injuries=codes("injury_kind"), parts=codes("body_part"), treatment=codes("treatment"), causes=codes("cause"),
    mechanism=st.none() | st.sampled_from(sorted(BOOK.lists["mechanism"])), about_leader=st.booleans(),
)  # fmt: skip


@given(ANY)
def test_what_is_more_serious_never_lets_anybody_go_untold(those: NoticeFacts) -> None:
    before: set[str] = set()
    for grade in (None, 0, 1, 2, 3, 4):
        now = {one.rule for one in suggestions(replace(those, severity=grade))}
        assert before <= now
        before = now


@given(ANY, st.integers(0, 4))
def test_children_in_kindergartens_are_never_reported_to_nav(those: NoticeFacts, grade: int) -> None:
    told = suggestions(replace(those, severity=grade, unit=UnitKind.BARNEHAGE))
    assert "nav" not in {role for one in told for role in one.roles}

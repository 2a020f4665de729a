"""Periods chosen by name, and what they are set beside: the same days of earlier years, never a neighbour."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis.strategies import dates, sampled_from

from ikdesk.kernel.errors import Problem
from ikdesk.statistics.span_model import AGAINST, LAST_YEAR, against_name, offered, span_of
from ikdesk.unit.model import UnitKind
from tests.statistics.spread_out import span

TODAY = date(2026, 4, 30)
OWN, SCHOOL = UnitKind.BARNEHAGE, UnitKind.SKOLE


@pytest.mark.parametrize(("code", "name", "beside"), [
    ("2026-T1", "1. tertial 2026", "1. tertial 2025"), ("last12", "siste 12 måneder", "de tolv månedene før"),
    ("2024-08-01..2025-07-31", "barnehageåret 2024–2025", "barnehageåret 2023–2024"),
    ("2026", "2026", "2025 til og med 30. april 2025"), ("2026-01", "januar 2026", "januar 2025"),
    ("2026-01-10..2026-02-10", "10. januar 2026 – 10. februar 2026", "de samme dagene året før"),
])  # fmt: skip
def test_a_period_and_what_it_is_set_beside_have_names_people_use(code: str, name: str, beside: str) -> None:
    found = span_of(code, "year", TODAY, kind=OWN)
    assert (found.name, found.past_name) == (name, beside)


def test_a_schools_year_is_called_so() -> None:
    assert span_of("2024-08-01..2025-07-31", "none", TODAY, kind=SCHOOL).name == "skoleåret 2024–2025"


def test_a_period_that_is_not_over_is_set_beside_the_same_days() -> None:
    found = span_of("2026-T1", "year", date(2026, 3, 12), kind=OWN)
    assert found.provisional
    assert (found.now.last, found.past[0].last) == (date(2026, 3, 12), date(2025, 3, 12))
    assert found.past_name == "1. tertial 2025 til og med 12. mars 2025"
    assert found.whole.last == TODAY


def test_three_years_are_an_average_and_none_is_made_up() -> None:
    found = span("2026-T1", "years")
    assert [one.code for one in found.past] == ["2025-T1", "2024-T1", "2023-T1"]
    assert found.past_name == "snittet av de tre årene før"
    held = found.since(date(2024, 1, 20))
    assert ([one.code for one in held.past], held.past_name) == (["2025-T1", "2024-T1"], "snittet av de to årene før")
    alone = found.since(date(2024, 2, 5))
    assert ([one.code for one in alone.past], alone.past_name) == (["2025-T1"], "1. tertial 2025")
    assert found.since(date(2025, 3, 1)).past == found.since(None).past == ()


def test_dates_of_ones_own_are_set_beside_a_period_of_ones_own() -> None:
    found = span("2026-T1", "2024-T3")
    assert (found.past_name, found.past[0].code) == ("3. tertial 2024", "2024-T3")
    with pytest.raises(Problem, match="forstår vi ikke"):
        span("2026-T1", "en gang")


@pytest.mark.parametrize(("code", "against"), [
    ("2026-T1", "2026-01-10..2026-05-10"), ("2025", "2026-T1"), ("2024-01-01..2025-12-31", "year"), ("2026", "2025-H2"),
])  # fmt: skip
def test_only_what_was_over_before_it_began_is_set_beside(code: str, against: str) -> None:
    found = span(code, against)
    assert (found.late, found.past == ()) == ((True, True) if against != "2025-H2" else (False, False))


@given(dates(date(2019, 1, 1), date(2033, 12, 31)), sampled_from([*UnitKind]), sampled_from(["year", "years"]))
@settings(max_examples=60)
def test_like_days_are_set_beside_on_any_day_leap_days_and_turns_of_the_year_too(
    today: date, kind: UnitKind, against: str
) -> None:
    for code, _name in offered(today, kind):
        found = span_of(code, against, today, kind=kind)
        windows = [found.now, *found.past]
        assert not found.late
        assert found.now.after <= today + timedelta(days=1)
        assert found.in_season
        for later, earlier in pairwise(windows):
            assert earlier.after <= later.first
            assert abs(earlier.days - later.days) <= 1


def test_nothing_may_be_set_beside() -> None:
    assert span("2026-T1", "none").past == ()
    assert [against_name("2026-T1", way, TODAY, kind=OWN) for way in AGAINST] == [
        "1. tertial 2025", "snittet av de tre årene før", "ingenting"]  # fmt: skip


@pytest.mark.parametrize("today", [date(2026, 4, 30), date(2026, 1, 1), date(2024, 2, 29), date(2026, 8, 1)])
def test_what_is_offered_has_begun_and_each_has_a_name_of_its_own(today: date) -> None:
    found = offered(today, OWN)
    assert found[0][0] == LAST_YEAR
    assert len({name for _code, name in found}) == len(found) >= 10
    for code, _name in found:
        assert span_of(code, "years", today, kind=OWN).now.first <= today


def test_the_last_twelve_months_are_a_year_on_any_day() -> None:
    for day in (date(2026, 4, 30), date(2024, 2, 29), date(2025, 2, 28), date(2026, 12, 31)):
        found = span(LAST_YEAR, "year", day)
        assert found.now.last == day
        assert found.now.days in (365, 366)
        assert found.past[0].last + timedelta(days=1) == found.now.first

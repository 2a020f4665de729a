"""What is counted: what happened in the days that were chosen, to whom it may be told, and beside what."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from ikdesk.incidents.filter_queries import filter_of
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import how_many
from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import Month
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.measures.model import Measure, MeasureIncident, MeasureStatus
from ikdesk.statistics.count_model import Group, Pair
from ikdesk.statistics.count_queries import crossed, month_sums, spread
from ikdesk.statistics.group_queries import overview
from ikdesk.unit.actions import rename
from ikdesk.unit.model import MonthFigures, Place
from tests.samples import LEADER, TODAY, place_of
from tests.statistics.reports import told
from tests.statistics.spread_out import OTHER, facts_of, some_of_everything, span

JANUARY, BEFORE = date(2026, 1, 13), date(2025, 1, 14)  # both Tuesdays
ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}


def by(database: Database, *what: str) -> Any:
    return database.read(spread, what, span(), **ASKED)


def put(database: Database, *rows: Any) -> None:
    def does(session: Session, **_who: Any) -> None:
        session.add_all(rows)

    database.write(does, by=LEADER, today=TODAY)


def test_now_and_before_are_counted_at_once(database: Database) -> None:
    told(database, [JANUARY, JANUARY, BEFORE, date(2025, 7, 1)], mechanism="collision")
    assert by(database, "kind", "mechanism", "weekday") == {
        "kind": {"child_injury": Pair(2, 1)}, "mechanism": {"collision": Pair(2, 1)}, "weekday": {"2": Pair(2, 1)},
    }  # fmt: skip


def test_what_does_not_count_is_left_out(database: Database) -> None:
    told(database, [JANUARY])
    told(database, [JANUARY], status=Status.UNCONFIRMED)
    told(database, [JANUARY], status=Status.WITHDRAWN, withdrawn_at=datetime(2026, 2, 1), withdrawn_why="Feil.")
    told(database, [JANUARY], about_id=OTHER, kind="staff_violation_43", restricted=True)
    told(database, [date(2026, 5, 1)])  # has not come yet
    assert by(database, "severity") == {"severity": {"1": Pair(1)}}
    assert database.read(overview, span(), **ASKED).total.pair == Pair(1)


def test_what_is_asked_of_children_is_not_told_of_an_employee(database: Database) -> None:
    told(database, [JANUARY], activity="meal", body_part="head", treatment=("doctor",))
    told(database, [JANUARY], kind="staff_injury", activity="meal", body_part="head", treatment=("doctor",))
    found = by(database, "activity", "body_part", "treatment", "kind")
    assert found["activity"] == {"meal": Pair(1)}
    assert found["body_part"] == {"head": Pair(1)}
    assert found["treatment"] == {"doctor": Pair(1)}
    assert len(found["kind"]) == 2


def test_several_treatments_are_each_counted_and_what_is_not_told_has_no_code(database: Database) -> None:
    told(database, [JANUARY], treatment=("comfort", "doctor"))
    told(database, [JANUARY], treatment=("comfort",), occurred_time=time(23, 59), severity=None)
    told(database, [JANUARY])
    found = by(database, "treatment", "body_part", "hour", "mechanism", "severity")
    assert found["treatment"] == {"comfort": Pair(2), "doctor": Pair(1)}
    assert found["body_part"] == {}
    assert found["hour"] == {"23": Pair(1)}
    assert found["mechanism"] == {"": Pair(3)}
    assert found["severity"] == {"": Pair(1), "1": Pair(2)}


def test_two_ways_at_once(database: Database) -> None:
    told(database, [JANUARY, BEFORE], occurred_time=time(9, 5))
    told(database, [JANUARY], place_id=place_of(database, "swing"), kind="near_miss")
    found = database.read(crossed, (("weekday", "hour"), ("standard", "kind")), span().now, **ASKED)
    assert found == {
        "weekday hour": {("2", "9"): 1},
        "standard kind": {("sledding_hill", "child_injury"): 1, ("swing", "near_miss"): 1},
    }  # fmt: skip


def test_months_hold_only_the_days_that_are_counted(database: Database) -> None:
    told(database, [JANUARY, BEFORE, date(2026, 1, 31), date(2026, 2, 1)])
    assert database.read(month_sums, span().now, **ASKED) == {"2026-01": 2, "2026-02": 1}
    assert database.read(month_sums, span("2026-01-20..2026-01-31").now, **ASKED) == {"2026-01": 1}


def test_the_difference_gets_a_verdict_and_a_year_without_records_none(database: Database) -> None:
    told(database, [date(2025, 1, 2 + n) for n in range(24)])
    told(database, [date(2026, 1, 2 + n) for n in range(8)])
    seen = database.read(overview, span(), **ASKED)
    assert seen.total.judgement is not None
    assert seen.total.judgement.verdict == "clear_fall"
    assert (seen.moderate.pair, seen.moderate.judgement and seen.moderate.judgement.verdict) == (Pair(0), "too_few")
    assert not seen.by_attendance
    earlier = database.read(overview, span("2025-T1"), **ASKED)
    assert (earlier.total.pair.now, earlier.total.judgement, earlier.span.past) == (24, None, ())


def test_children_and_opening_days_are_counted_where_they_are_known(database: Database) -> None:
    told(database, [*(date(2025, 1, 2 + n) for n in range(10)), *(date(2026, 1, 2 + n) for n in range(10))])
    months = [(year, month) for year in (2025, 2026) for month in range(1, 5)]
    put(database, *(MonthFigures(year=y, month=m, children=20 if y == 2025 else 80, open_days=20) for y, m in months))
    seen = database.read(overview, span(), **ASKED)
    assert seen.by_attendance
    assert seen.total.judgement is not None
    assert seen.total.judgement.ratio.ratio == pytest.approx(0.25)  # as many among four times as many children


def test_a_closed_month_and_a_measure_are_told_with_the_months(database: Database) -> None:
    told(database, [JANUARY])
    put(database, MonthFigures(year=2025, month=7, children=0, open_days=0),
        Measure(number=1, title="Bånd", origin="immediate", status=MeasureStatus.RUNNING, started_on=JANUARY),
        Measure(number=2, title="Nei", origin="immediate", status=MeasureStatus.REJECTED, started_on=JANUARY,
                rejected_why="Dyrt."))  # fmt: skip
    months = facts_of(database, Group.WHEN).months
    assert months is not None
    assert months.closed == {Month(2025, 7)}
    assert [(one.number, one.day) for one in months.measures] == [(1, JANUARY)]
    assert (months.year, months.years, months.days) == (date(2026, 1, 1), (), (JANUARY,))


def test_the_funnel_follows_each_event_and_leaves_out_what_nobody_follows(database: Database) -> None:
    told(database, [JANUARY] * 2)
    told(database, [JANUARY], causes=("ice",))
    told(database, [JANUARY], collected=True)
    told(database, [JANUARY], kind="environment_42", story="")

    def tie(session: Session, **_who: Any) -> None:
        first, second, third = session.query(Incident).filter_by(collected=False, kind="child_injury")
        for number, (status, incident) in enumerate((
            (MeasureStatus.WORKED, first), (MeasureStatus.DONE, second), (MeasureStatus.REJECTED, third),
        ), 1):  # fmt: skip
            measure = Measure(number=number, title="Noe", origin="immediate", status=status, rejected_why="Nei.")
            session.add(measure)
            session.flush()
            session.add(MeasureIncident(measure_id=measure.id, incident_id=incident.id))

    database.write(tie, by=LEADER, today=TODAY)
    funnel = facts_of(database, Group.FOLLOWED).funnel
    assert funnel is not None
    assert astuple(funnel) == (3, 1, 2, 2, 1)


def test_whoever_it_is_about_is_told_nothing_of_it(database: Database) -> None:
    anne = Viewer(OTHER, "Anne", "leader", frozenset(Right))
    told(database, [JANUARY])
    before = [repr(facts_of(database, group, viewer=anne)) for group in Group]
    told(database, [JANUARY], about_id=OTHER, kind="staff_violation_43", restricted=True)
    assert [repr(facts_of(database, group, viewer=anne)) for group in Group] == before


@pytest.mark.parametrize("group", Group)
def test_a_group_is_few_statements_however_much_there_is(database: Database, group: Group) -> None:
    def asked() -> int:
        said: list[str] = []
        event.listen(database.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
        facts_of(database, group)
        return len([one for one in said if one.lstrip().upper().startswith("SELECT")])

    few = asked()
    some_of_everything(database, 12)
    assert asked() <= 2 * few + 12  # the listeners of both times hear the second
    assert few <= 22


def test_a_place_that_got_another_name_keeps_its_numbers_and_the_list_finds_them(database: Database) -> None:
    old = place_of(database)
    told(database, [JANUARY])
    new = database.write(rename, Place, old, "Den store bakken", by=LEADER, today=date(2026, 2, 1))
    told(database, [date(2026, 2, 2)], place_id=new)
    facts = facts_of(database, Group.WHERE)
    (code,) = facts.spread["place"]
    assert facts.named.places[code] == "Den store bakken"
    assert facts.spread["place"][code] == Pair(2)
    assert code.split(",")[1] == str(old)
    found = filter_of({"place": code, "counted": "yes"}, TODAY)
    assert database.read(how_many, found, **ASKED) == 2

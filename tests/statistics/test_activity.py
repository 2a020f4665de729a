"""How much is reported: beside the year before, by department, and since the last report."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Status
from ikdesk.kernel.database import Database
from ikdesk.measures.target_queries import Aim, Spots
from ikdesk.unit.actions import set_month_figures
from ikdesk.unit.model import Department
from tests.samples import LEADER, TODAY, place_of
from tests.statistics.reports import asked, departments_of, every, told

LAST_YEAR = every(4, date(2025, 1, 2), date(2025, 12, 30))  # 91 of them, 30 before May


def hill_of(database: Database) -> Aim:
    hill = place_of(database)
    with Session(database.engine) as session:
        return Spots(session).aim(hill, None, None, today=TODAY)


def test_a_period_is_set_beside_the_same_time_a_year_before(database: Database) -> None:
    told(database, LAST_YEAR)
    told(database, every(4, date(2026, 1, 2), TODAY), kind="near_miss")
    found = asked(database)
    assert found.then is not None
    assert (found.now.reports, found.now.near_misses) == (30, 30)
    assert (found.then.reports, found.then.near_misses) == (30, 0)
    assert found.then.period.first == date(2025, 1, 1)
    assert found.now.per_week == pytest.approx(5 * 30 / found.now.open_days)
    assert (found.activity.verdict, found.activity.near, found.activity.quieter) == ("cannot_say", "more", False)


def test_a_period_that_is_not_over_is_set_beside_as_many_days(database: Database) -> None:
    told(database, LAST_YEAR)
    found = asked(database, "2026", today=date(2026, 2, 28))
    assert found.then is not None
    assert (found.now.period.last, found.then.period.last) == (date(2026, 2, 28), date(2025, 2, 28))
    assert found.then.reports == len([day for day in LAST_YEAR if day < date(2025, 3, 1)])


def test_two_years_are_set_beside_the_two_before_and_not_beside_themselves(database: Database) -> None:
    told(database, every(40, date(2022, 5, 1), TODAY))
    found = asked(database, "2024-05-01..2026-04-30")
    assert found.then is not None
    assert found.then.period.after == found.now.period.first == date(2024, 5, 1)


def test_where_nothing_was_recorded_so_long_ago_there_is_nothing_beside(database: Database) -> None:
    told(database, every(4, date(2025, 2, 15), TODAY))
    found = asked(database)
    assert found.then is None
    assert found.activity.judgement is None
    assert not found.activity.quieter


def test_far_fewer_reports_are_a_fall_and_say_that_it_may_be_that(database: Database) -> None:
    told(database, LAST_YEAR)
    told(database, [TODAY - timedelta(days=n) for n in (3, 30, 60, 90)])
    found = asked(database)
    assert found.activity.verdict == "clear_fall"
    assert found.activity.quieter


def test_what_is_withdrawn_unconfirmed_or_about_one_of_them_is_not_counted(database: Database) -> None:
    told(database, [TODAY])
    told(database, [TODAY], status=Status.WITHDRAWN)
    told(database, [TODAY], status=Status.UNCONFIRMED)
    told(database, [TODAY + timedelta(days=1)])
    assert asked(database).now.reports == 1


def test_before_all_who_work_here_only_what_they_may_hear_of_is_counted(database: Database) -> None:
    told(database, [TODAY - timedelta(days=9)])
    told(database, [TODAY], restricted=True)
    told(database, [TODAY], kind="staff_injury")
    whole, shared = asked(database), asked(database, shared=True)
    assert (whole.now.reports, shared.now.reports) == (3, 1)
    assert (whole.silence.days, shared.silence.days) == (0, 9)
    assert (whole.months[-1].reports, shared.months[-1].reports) == (3, 1)


def test_what_a_focus_area_is_about_is_left_out_of_what_is_compared(database: Database) -> None:
    told(database, every(9, date(2025, 1, 2), TODAY), place_id=place_of(database, "sandpit"))
    told(database, every(9, date(2025, 1, 3), date(2025, 4, 30)))
    assert asked(database).activity.quieter
    found = asked(database, aside=hill_of(database))
    assert found.others
    assert found.then is not None
    assert (found.now.reports, found.then.reports) == (13, 14)
    assert not found.activity.quieter


def test_days_since_the_last_report_go_by_the_day_it_was_reported(database: Database) -> None:
    told(database, LAST_YEAR)
    late = datetime(2026, 4, 28, 9, 0)
    told(database, [date(2026, 4, 1)], reported_at=late)
    told(database, [date(2026, 3, 30)], reported_at=None)  # read from elsewhere: nobody knows when it was told
    assert (asked(database).silence.last, asked(database).silence.days) == (late.date(), 2)


def test_a_long_silence_is_pointed_out_and_a_usual_one_is_not(database: Database) -> None:
    told(database, every(3, date(2025, 1, 2), date(2026, 4, 10)))
    usual = asked(database, today=date(2026, 4, 14)).silence
    assert (usual.long, usual.days) == (False, 5)
    found = asked(database).silence
    assert found.usual == pytest.approx(3, abs=0.1)
    assert (found.days, found.long) == (21, True)


def test_a_closed_july_is_no_silence(database: Database) -> None:
    told(database, every(3, date(2025, 1, 2), date(2026, 6, 30)))
    august = date(2026, 8, 3)
    assert asked(database, "2026", today=august).silence.long
    database.write(set_month_figures, [(2026, 7, 40, 0)], by=LEADER, today=august)
    found = asked(database, "2026", today=august)
    assert (found.silence.days, found.silence.long) == (35, False)
    assert [month.month.code for month in found.months if month.closed] == ["2026-07"]


def test_many_reports_on_one_day_are_one_day_with_reports(database: Database) -> None:
    for _time in range(10):
        told(database, every(30, date(2025, 5, 1), date(2026, 4, 1)))
    silence = asked(database).silence
    assert silence.usual == pytest.approx(30, abs=1)
    assert not silence.long


def test_a_unit_that_reported_once_is_silent_after_a_year(database: Database) -> None:
    assert not asked(database).silence.long
    told(database, [date(2025, 1, 1)])
    assert asked(database).silence.long
    assert asked(database).silence.usual is None


def test_a_period_that_is_over_tells_of_the_silence_there_was_then(database: Database) -> None:
    told(database, [*every(3, date(2024, 1, 2), date(2025, 4, 1)), TODAY])
    found = asked(database, "2025-T1")
    assert (found.ended, found.silence.days, found.silence.long) == (True, 31, True)
    assert not asked(database).ended


def test_twelve_months_stand_beside_the_twelve_before(database: Database) -> None:
    told(database, [date(2025, 6, 1), date(2025, 6, 2), date(2026, 4, 30), date(2024, 6, 30)])
    months = asked(database).months
    assert [month.month.code for month in months] == [f"2025-{n:02}" for n in range(5, 13)] + [
        f"2026-{n:02}" for n in range(1, 5)
    ]
    assert [(month.reports, month.then) for month in months][:3] == [(0, None), (2, 1), (0, 0)]
    assert not months[-1].open_last, "April is over at the end of its last day"
    assert asked(database, "2026", today=date(2026, 4, 29)).months[-1].open_last


def test_departments_stand_by_name_with_their_numbers_and_no_order_of_merit(database: Database) -> None:
    keys = departments_of(database, "Øya", "Bjørka", "Ask")
    told(database, every(30, date(2025, 1, 1), date(2026, 4, 1)), department_id=keys[0])
    told(database, [date(2026, 4, 20)], department_id=keys[1])
    told(database, [TODAY])
    rows = asked(database).departments
    assert [row.name for row in rows] == ["Ask", "Bjørka", "Øya"]
    assert [row.days for row in rows] == [None, 10, TODAY.toordinal() - date(2026, 3, 27).toordinal()]
    assert [row.enough for row in rows] == [False, False, True]
    assert [row.now.reports for row in rows] == [0, 1, 3]


def test_two_departments_are_not_set_beside_each_other(database: Database) -> None:
    for key in departments_of(database, "Øya", "Bjørka"):
        told(database, every(9, date(2025, 1, 1), TODAY), department_id=key)
    assert asked(database).departments == ()


def test_before_all_who_work_here_no_small_department_is_recognised(database: Database) -> None:
    keys = departments_of(database, "Øya", "Bjørka", "Ask")
    for key in keys:
        told(database, every(50, date(2025, 6, 1), TODAY), department_id=key)
    assert len(asked(database, shared=True).departments) == 3
    departments_of(database, "Eika")
    assert asked(database, shared=True).departments == ()
    assert len(asked(database).departments) == 4


def test_a_department_that_became_another_counts_with_it(database: Database) -> None:
    old, new, *_others = departments_of(database, "Maur", "Bie", "Humle", "Veps")
    told(database, [date(2026, 1, 20)], department_id=old)
    told(database, [date(2026, 4, 20)], department_id=new)

    def follow(session: Session, **_who: object) -> None:
        row = session.get_one(Department, old)
        row.closed_from, row.followed_by_id = date(2026, 2, 1), new

    database.write(follow, by=LEADER, today=TODAY)
    rows = asked(database).departments
    assert [(row.name, row.now.reports) for row in rows] == [("Bie", 2), ("Humle", 0), ("Veps", 0)]


def test_a_period_to_come_holds_nothing(database: Database) -> None:
    told(database, LAST_YEAR)
    found = asked(database, "2027")
    assert (found.now.reports, found.now.per_week, found.now.near_share) == (0, None, None)
    assert found.activity.judgement is None


def test_it_is_asked_in_few_statements_however_many_departments_there_are(database: Database) -> None:
    departments_of(database, *(f"Avdeling {n}" for n in range(12)))
    told(database, LAST_YEAR)
    said: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda _c, _cur, statement, *_rest: said.append(statement))
    asked(database)
    assert len([statement for statement in said if statement.startswith("SELECT")]) <= 9

"""The front page tells what waits, and the first steps make a whole unit or nothing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from ikdesk.incidents.actions import close_incident, handle_incident, record_incident, withdraw_incident
from ikdesk.incidents.model import Incident, Status
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.tertial import Month
from ikdesk.kernel.viewer import SYSTEM, Key
from ikdesk.people.queries import person_of_slot
from ikdesk.risks.due_model import RiskDue
from ikdesk.start.actions import FirstAnswers, first_steps
from ikdesk.start.attention_model import AttentionRow, MeasureDue, RoutineDue
from ikdesk.start.demo_actions import DEMO_DAY
from ikdesk.start.queries import FirstThing, FrontPage, front_page, next_report, season_of, waiting_incidents
from ikdesk.unit.actions import add_place, change_unit, set_month_figures
from ikdesk.unit.equipment_row_model import EquipmentDue
from ikdesk.unit.exposure_actions import log_day, receive_day
from ikdesk.unit.model import Season, Unit, UnitKind
from ikdesk.unit.queries import departments, places
from tests.samples import LEADER, NOBODY, NOON, TODAY, incident_values, place_of


def page(database: Database, today: date = TODAY) -> FrontPage:
    found: FrontPage = database.read(front_page, viewer=LEADER, today=today)
    assert database.read(waiting_incidents, viewer=LEADER, today=today) == found.waiting  # as the menu says
    return found


def events(found: FrontPage) -> list[AttentionRow]:
    return [row for row in found.attention if isinstance(row, AttentionRow)]


def record(database: Database, day: date, told: datetime | None = None, **changes: Any) -> Key:
    values = incident_values(database, **{"occurred_on": day, "place_id": place_of(database, "sandpit"), **changes})
    return database.write(
        record_incident, values, told_at=told or datetime.combine(day, time(12)), by=LEADER, today=TODAY
    )


def days_ago(number: int) -> date:
    return TODAY - timedelta(days=number)


def test_an_empty_unit_has_three_things_to_do_first(database: Database) -> None:
    found = page(database)
    assert [(step.what, step.done) for step in found.first_steps] == [
        (FirstThing.REPORT, False), (FirstThing.FIGURES, False), (FirstThing.THRESHOLD, False)
    ]  # fmt: skip
    assert (found.waiting, found.oldest_told, found.overdue, found.attention) == (0, None, 0, ())
    assert sum(week.events for week in found.weeks) == found.this_month == 0


def test_the_first_things_are_ticked_off_and_vanish_with_the_first_event(database: Database) -> None:
    database.write(change_unit, {"threshold": "Alt som trenger plaster."}, by=LEADER, today=TODAY)
    database.write(set_month_figures, [(2026, 4, 40, 19)], by=LEADER, today=TODAY)
    assert [step.done for step in page(database).first_steps] == [False, True, True]
    record(database, TODAY)
    assert page(database).first_steps == ()


def test_new_events_wait_and_the_oldest_tells_since_when(database: Database) -> None:
    record(database, days_ago(3))
    record(database, days_ago(9))
    looked_at = record(database, days_ago(20))
    database.write(handle_incident, looked_at, {"mechanism": "fall_same"}, by=LEADER, today=TODAY)
    found = page(database)
    assert (found.waiting, found.oldest_told, found.attention_total) == (2, days_ago(9), 3)


def test_an_event_is_over_the_deadline_the_day_after_it(database: Database) -> None:
    record(database, days_ago(28))
    assert (page(database).overdue, events(page(database))[0].days_left) == (0, 0)
    record(database, days_ago(29))
    assert page(database).overdue == 1
    assert {row.days_left for row in events(page(database))} == {0, -1}
    database.write(change_unit, {"deadline_days": 40}, by=LEADER, today=TODAY)
    assert page(database).overdue == 0


def test_closed_withdrawn_and_imported_events_need_no_attention(database: Database) -> None:
    closed, withdrawn = record(database, days_ago(2)), record(database, days_ago(2))
    database.write(close_incident, closed, at=NOON, by=LEADER, today=TODAY)
    database.write(withdraw_incident, withdrawn, "Meldt to ganger", by=LEADER, today=TODAY)
    imported = record(database, days_ago(60))

    def forget_when_told(session: Any, *, by: Any, today: date) -> None:
        session.get_one(Incident, imported).reported_at = None

    database.write(forget_when_told, by=LEADER, today=TODAY)
    found = page(database)
    assert (found.waiting, found.overdue, found.attention_total, found.attention) == (0, 0, 0, ())


def test_what_was_closed_later_than_today_was_still_open_today(database: Database) -> None:
    key = record(database, days_ago(40))
    database.write(close_incident, key, at=NOON, by=LEADER, today=TODAY)
    assert page(database).attention_total == 0
    before = page(database, days_ago(1))
    assert [(row.status, row.days_left) for row in events(before)] == [(Status.IN_PROGRESS, -11)]
    assert (before.waiting, before.overdue) == (0, 1)


def test_events_later_than_today_are_left_out(database: Database) -> None:
    record(database, TODAY)
    record(database, days_ago(5), told=NOON)
    before = page(database, days_ago(1))
    assert (before.waiting, before.this_month, before.attention_total) == (0, 0, 0)
    assert page(database).this_month == 2


def test_serious_ones_come_first_and_then_those_that_are_due_first(database: Database) -> None:
    for number, severity in ((9, 1), (1, 3), (5, 1)):
        record(database, days_ago(number), severity=severity)
    assert [row.occurred_on for row in events(page(database))] == [days_ago(1), days_ago(9), days_ago(5)]


def test_a_long_story_is_cut_between_words(database: Database) -> None:
    record(database, TODAY, story="Akte og falt, " * 30)
    story = events(page(database))[0].story
    assert story.endswith(" …")
    assert len(story) <= 92
    assert not story.removesuffix(" …").endswith(("f", "fa", ","))


def test_only_some_rows_are_shown_but_all_are_counted(database: Database) -> None:
    for number in range(10):
        record(database, days_ago(number))
    found = page(database)
    assert (len(found.attention), found.attention_total) == (7, 10)


def test_eight_iso_weeks_are_counted_and_the_last_is_this_week(database: Database) -> None:
    for day in (date(2026, 3, 9), date(2026, 3, 15), date(2026, 4, 26), date(2026, 4, 27), date(2026, 3, 8)):
        record(database, day)
    weeks = page(database).weeks
    assert [week.week for week in weeks] == list(range(11, 19))
    assert [week.events for week in weeks] == [2, 0, 0, 0, 0, 0, 1, 1]


def test_week_53_comes_between_52_and_1(database: Database) -> None:
    weeks = page(database, date(2027, 1, 12)).weeks
    assert [week.week for week in weeks][-4:] == [52, 53, 1, 2]


@pytest.mark.parametrize(
    ("today", "code", "deadline"),
    [
        (date(2026, 4, 30), "2026-T1", date(2026, 5, 15)), (date(2026, 5, 15), "2026-T1", date(2026, 5, 15)),
        (date(2026, 5, 16), "2026-T2", date(2026, 9, 15)), (date(2026, 9, 16), "2026-T3", date(2027, 1, 15)),
        (date(2027, 1, 15), "2026-T3", date(2027, 1, 15)), (date(2027, 1, 16), "2027-T1", date(2027, 5, 15)),
    ],
)  # fmt: skip
def test_the_next_report_is_the_one_whose_deadline_comes_next(
    database: Database, today: date, code: str, deadline: date
) -> None:
    found = database.read(next_report, viewer=LEADER, today=today)
    assert (found.code, found.deadline) == (code, deadline)


def test_months_that_are_over_and_lack_figures_are_named(database: Database) -> None:
    database.write(set_month_figures, [(2026, 2, 40, 20)], by=LEADER, today=TODAY)
    assert page(database).missing_months == (Month(2026, 1), Month(2026, 3), Month(2026, 4))
    assert page(database, days_ago(1)).missing_months == (Month(2026, 1), Month(2026, 3))
    after = page(database, date(2026, 6, 2)).missing_months
    assert after == (Month(2026, 5),)


def test_a_seasonal_place_is_shown_in_its_season_until_the_day_is_logged(database: Database) -> None:
    hill = place_of(database)
    assert [(row.standard, row.logged_today) for row in page(database).season_places] == [
        ("sledding_hill", False), ("ski_slope_rink", False)
    ]  # fmt: skip
    database.write(log_day, hill, TODAY, by=LEADER, today=TODAY)
    assert page(database).season_places[0].logged_today
    assert page(database, date(2026, 5, 2)).season_places == ()


def test_days_from_the_lock_screen_wait_on_the_front_page(database: Database) -> None:
    database.write(receive_day, place_of(database), days_ago(1), "box-1", by=LEADER, today=TODAY)
    assert [(row.place, row.day) for row in page(database).waiting_days] == [("Akebakke", days_ago(1))]


def test_a_place_with_months_of_its_own_is_shown_in_them(database: Database) -> None:
    own = {"name": "Isen", "standard": "ski_slope_rink", "season": Season.OWN, "season_from": 11, "season_to": 2}
    database.write(add_place, {**own, "logged": True}, by=LEADER, today=TODAY)
    there = {
        month: "Isen" in [row.name for row in page(database, date(2026, month, 2)).season_places]
        for month in range(1, 13)
    }
    assert [month for month, shown in there.items() if shown] == [1, 2, 11, 12]


def test_events_on_days_that_are_not_in_the_log_are_counted_for_this_season(database: Database) -> None:
    hill = place_of(database)
    for day in (date(2026, 2, 3), date(2026, 2, 4), date(2025, 9, 30)):
        record(database, day, place_id=hill)
    database.write(log_day, hill, date(2026, 2, 4), by=LEADER, today=TODAY)
    assert page(database).unlogged_events == 1


def test_the_seasons_meet_without_a_gap() -> None:
    assert season_of(date(2026, 4, 30)).first == date(2025, 10, 1)
    assert season_of(date(2026, 4, 30)).after == season_of(date(2026, 5, 1)).first == date(2026, 5, 1)
    assert season_of(date(2026, 9, 30)).after == season_of(date(2026, 10, 1)).first == date(2026, 10, 1)


def test_who_may_not_see_events_gets_a_page_without_them(database: Database) -> None:
    record(database, TODAY)
    found = database.read(front_page, viewer=NOBODY, today=TODAY)
    assert (found.waiting, found.this_month, found.weeks, found.attention, found.unlogged_events) == (0, 0, (), (), 0)


def test_the_front_page_of_the_demo_has_something_to_do(demo: Database) -> None:
    found = demo.read(front_page, viewer=LEADER, today=DEMO_DAY)
    assert found.waiting >= len([row for row in events(found) if row.status is Status.REPORTED])
    assert found.waiting > 0
    assert {type(row) for row in found.attention} == {AttentionRow, MeasureDue, RoutineDue, RiskDue, EquipmentDue}
    assert found.overdue == 1
    assert (found.next_report.code, found.missing_months, found.unlogged_events) == ("2026-T1", (), 0)
    assert [place.name for place in found.season_places] == ["Store akebakken"]


# ---------------------------------------------------------------- the first steps

ANSWERS = FirstAnswers(
    name="  Bjørkelia barnehage ", kind=UnitKind.BARNEHAGE, departments=("Maur", " Humle  bie ", "maur", ""),
    standards=("sledding_hill", "sandpit"),
    more_places=({"name": "Nordbakken", "standard": "sledding_hill", "season": Season.WINTER, "logged": True},),
    unit={"org_number": "999 999 999", "deadline_days": 21}, leader="Kari", slot="lock-1",
)  # fmt: skip


def test_the_first_steps_make_unit_departments_places_and_leader_in_one_go(new_file: Database) -> None:
    new_file.write(first_steps, ANSWERS, by=SYSTEM, today=TODAY)
    unit = new_file.read(lambda session: session.scalars(select(Unit)).one())
    assert (unit.name, unit.org_number, unit.deadline_days) == ("Bjørkelia barnehage", "999999999", 21)
    assert [row.name for row in new_file.read(departments, viewer=LEADER, today=TODAY)] == ["Maur", "Humle bie"]
    found = {row.name for row in new_file.read(places, viewer=LEADER, today=TODAY)}
    assert found == {"Akebakke", "Sandkasse", "Nordbakken"}
    assert new_file.read(person_of_slot, "lock-1", viewer=SYSTEM, today=TODAY).name == "Kari"


def test_all_shipped_places_are_kept_when_nobody_chose(new_file: Database) -> None:
    answers = FirstAnswers(name="Bjørkelia skole", kind=UnitKind.SKOLE)
    new_file.write(first_steps, answers, by=SYSTEM, today=TODAY)
    assert len(new_file.read(places, viewer=LEADER, today=TODAY)) > 20


def test_a_shipped_place_that_was_left_out_leaves_its_name_to_one_of_their_own(new_file: Database) -> None:
    own = {"name": "Akebakke", "standard": "sledding_hill", "season": Season.WINTER, "logged": True}
    answers = FirstAnswers(name="Bjørkelia", kind=UnitKind.BARNEHAGE, standards=("sandpit",), more_places=(own,))
    new_file.write(first_steps, answers, by=SYSTEM, today=TODAY)
    found = [row.name for row in new_file.read(places, viewer=LEADER, today=TODAY)]
    assert sorted(found) == ["Akebakke", "Sandkasse"]


def test_one_wrong_answer_and_nothing_is_saved(new_file: Database) -> None:
    wrong = FirstAnswers(**{**{name: getattr(ANSWERS, name) for name in ANSWERS.__slots__}, "leader": " "})
    with pytest.raises(Invalid) as told:
        new_file.write(first_steps, wrong, by=SYSTEM, today=TODAY)
    assert set(told.value.messages) == {"leader"}
    assert new_file.read(lambda session: session.scalar(select(func.count()).select_from(Unit))) == 0


def test_a_nameless_unit_is_refused(new_file: Database) -> None:
    with pytest.raises(Invalid) as told:
        new_file.write(first_steps, FirstAnswers(name=" ", kind=UnitKind.SFO), by=SYSTEM, today=TODAY)
    assert set(told.value.messages) == {"name"}


def test_only_who_may_set_up_makes_a_unit(new_file: Database) -> None:
    with pytest.raises(Problem):
        new_file.write(first_steps, ANSWERS, by=NOBODY, today=TODAY)

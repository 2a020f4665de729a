"""Meetings: what is planned, what is said, and what it becomes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.focus.actions import withdraw_focus
from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.restricted_actions import restrict_incident
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.measures.actions import add_measure, link_incident
from ikdesk.measures.model import Measure, MeasureStatus
from ikdesk.meetings.actions import (
    answer_question,
    change_idea,
    change_meeting,
    end_meeting,
    plan_meeting,
    reopen_meeting,
    withdraw_idea,
    withdraw_meeting,
)
from ikdesk.meetings.queries import meeting_facts, meetings, period_of
from ikdesk.meetings.sentences import questions_of
from ikdesk.meetings.view_model import MeetingFacts, MeetingState, Said
from ikdesk.unit.actions import rename
from ikdesk.unit.model import Place
from tests.meetings.conftest import DAY, Room
from tests.samples import LEADER, NOBODY, NOON, TODAY, incident_values, measure_values, undo_last


def measures(room: Room) -> dict[str, Measure]:
    rows = room.database.read(lambda s: list(s.scalars(select(Measure).where(Measure.withdrawn_at.is_(None)))))
    return {row.title: row for row in rows}


def facts(room: Room) -> MeetingFacts:
    found = room.database.read(meeting_facts, room.key, viewer=LEADER, today=TODAY)
    assert found is not None
    return found


def report(room: Room, **changes: Any) -> Key:
    values = incident_values(room.database, **changes)
    key: Key = room.do(record_incident, values, told_at=NOON)
    return key


def test_what_was_said_becomes_measures_at_the_spot_decided_that_day(room: Room) -> None:
    room.says("Hjelm på alle", "already_done")
    tape = room.says("Bånd mellom opp og ned")
    room.says("Flytte starten", "planned")
    room.says("Fjerne stolpen", "needs_owner")
    room.do(change_idea, tape, {"role": "all_staff", "deadline": date(2026, 5, 8)})
    made = room.do(end_meeting, room.key)
    found = measures(room)
    assert {found[title].id for title in found if title != "En voksen på toppen"} == set(made)
    assert [(found[title].status, found[title].decided_on) for title in (
        "Hjelm på alle", "Bånd mellom opp og ned", "Flytte starten", "Fjerne stolpen",
    )] == [
        (MeasureStatus.RUNNING, None), (MeasureStatus.ADOPTED, DAY), (MeasureStatus.ADOPTED, DAY),
        (MeasureStatus.PROPOSED, None),
    ]  # fmt: skip
    assert all(measure.place_id == room.place for measure in found.values())
    assert (found["Bånd mellom opp og ned"].role, found["Bånd mellom opp og ned"].deadline) == (
        "all_staff", date(2026, 5, 8),
    )  # fmt: skip
    assert room.meeting.state is MeetingState.HELD


def test_one_step_back_and_there_are_no_measures_and_the_meeting_goes_on(room: Room) -> None:
    room.database.steps.begin(LEADER.person)
    room.says("Bånd mellom opp og ned")
    room.do(end_meeting, room.key)
    undo_last(room.database)
    assert set(measures(room)) == {"En voksen på toppen"}
    assert room.meeting.ended_at is None
    assert [idea.measure_id for idea in room.meeting.ideas] == [None]
    room.do(end_meeting, room.key)  # and may be ended anew
    assert "Bånd mellom opp og ned" in measures(room)


def test_what_is_a_measure_already_is_not_made_twice(room: Room) -> None:
    room.says("en voksen på  toppen.")
    room.says("Rydde is")
    room.says("Rydde is!")
    room.do(end_meeting, room.key)
    assert len(measures(room)) == 2
    assert [idea.measure for idea in room.meeting.ideas] == [1, 2, 2]
    room.do(reopen_meeting, room.key)
    room.do(end_meeting, room.key)
    assert len(measures(room)) == 2


def test_a_meeting_that_is_over_takes_no_more_proposals_until_it_is_opened(room: Room) -> None:
    idea = room.says("Rydde is")
    room.do(end_meeting, room.key)
    with pytest.raises(Problem, match="avsluttet"):
        room.says("Noe til")
    with pytest.raises(Problem, match="avsluttet"):
        room.do(withdraw_idea, idea)
    room.do(change_meeting, room.key, {"present": "14 ansatte", "note": "Kaffe"})
    room.do(reopen_meeting, room.key)
    room.says("Noe til")
    assert [row.title for row in room.meeting.ideas] == ["Rydde is", "Noe til"]


def test_what_was_taken_away_becomes_nothing(room: Room) -> None:
    room.do(withdraw_idea, room.says("Stenge bakken"))
    assert room.do(end_meeting, room.key) == ()
    assert not room.meeting.ideas


def test_a_proposal_must_say_something_that_can_be(room: Room) -> None:
    idea = room.says("Rydde is")
    for values, field in (({"title": " "}, "title"), ({"origin": "some_day"}, "origin"), ({"role": "king"}, "role"),
                          ({"responsible_id": Key(int=3)}, "responsible_id"),
                          ({"deadline": date(26, 1, 1)}, "deadline")):  # fmt: skip
        with pytest.raises(Invalid) as wrong:
            room.do(change_idea, idea, values)
        assert set(wrong.value.messages) == {field}


def test_a_meeting_says_which_days_it_looks_at(room: Room) -> None:
    for values, field in (({"period": "i fjor"}, "period"), ({"focus_id": Key(int=3)}, "focus_id")):
        with pytest.raises(Invalid) as wrong:
            room.do(plan_meeting, {"day": DAY, **values})
        assert set(wrong.value.messages) == {field}
    assert (period_of("", DAY).first, period_of("", DAY).last) == (date(2025, 4, 28), DAY)
    assert period_of("2026-T1", DAY).name == "1. tertial 2026"


def test_an_answer_is_kept_once_however_often_it_is_written(room: Room) -> None:
    room.do(answer_question, room.key, Said("own_1", "Hva gjør vi i mai?", "Tur"))
    room.do(answer_question, room.key, Said("own_1", "Hva gjør vi i mai?", "Tur til skogen"))
    assert room.meeting.answers == (Said("own_1", "Hva gjør vi i mai?", "Tur til skogen"),)
    assert room.meeting.points == ("Hva gjør vi i mai?", "Nye sykler")


def test_an_answer_stays_with_its_question_when_another_is_put_before_it(room: Room) -> None:
    mine = questions_of(room.meeting)[-1]
    room.do(answer_question, room.key, Said(mine.key, mine.text, "Ja, to"))
    room.do(change_meeting, room.key, {"agenda": "Først dette\nHva gjør vi i mai?\n- Nye sykler\nNye sykler"})
    said = {one.text: room.meeting.answer(one.key) for one in questions_of(room.meeting)[-3:]}
    assert said == {"Først dette": "", "Hva gjør vi i mai?": "", "Nye sykler": "Ja, to"}


def test_a_point_is_short_enough_to_be_asked(room: Room) -> None:
    with pytest.raises(Invalid) as wrong:
        room.do(change_meeting, room.key, {"agenda": f"Kort\n{'x' * 301}"})
    assert set(wrong.value.messages) == {"agenda"}


def test_it_ends_though_what_the_area_is_about_was_taken_out_of_the_lists(room: Room) -> None:
    def take_out(session: Session, *, by: Viewer, today: date) -> None:
        session.get_one(Place, room.place).withdraw("Sto to ganger", session.info["now"])

    room.says("Flytte gjerdet")
    room.do(take_out)
    assert len(room.do(end_meeting, room.key)) == 1
    assert measures(room)["Flytte gjerdet"].place_id is None


def test_a_measure_made_under_the_new_name_of_the_place_is_not_made_twice(room: Room) -> None:
    room.do(record_incident, incident_values(room.database, place_id=room.place), told_at=NOON)
    now = room.do(rename, Place, room.place, "Nye bakken")
    room.do(add_measure, measure_values(room.database, title="Strø i løypa", place_id=now))
    room.says("Strø i løypa.")
    assert room.do(end_meeting, room.key) == ()


def test_who_was_there_is_kept_though_the_area_was_withdrawn_since(room: Room) -> None:
    room.do(withdraw_focus, room.meeting.focus_id, "Valgt ved en feil")
    room.do(change_meeting, room.key, {"present": "Alle"})
    assert room.meeting.present == "Alle"


def test_the_list_tells_how_far_each_has_come(room: Room) -> None:
    room.says("Rydde is")
    later = room.do(plan_meeting, {"day": date(2026, 5, 4)})
    gone = room.do(plan_meeting, {"day": date(2026, 5, 5)})
    room.do(withdraw_meeting, gone, "Ble ikke noe av")
    room.do(end_meeting, room.key)
    rows = room.database.read(meetings, viewer=LEADER, today=TODAY)
    assert [(row.id, row.state, row.focus, row.measures) for row in rows] == [
        (later, MeetingState.PLANNED, "", 0), (room.key, MeetingState.HELD, "Bakken", 1),
    ]  # fmt: skip


def test_the_numbers_leave_out_what_not_all_may_know_of(room: Room) -> None:
    report(room)
    report(room, kind="near_miss", severity=0)
    report(room, kind="staff_injury", child="")
    secret = report(room)
    room.do(restrict_incident, secret)
    seen = facts(room)
    assert (seen.total, dict(seen.kinds)) == (2, {"child_injury": 1, "near_miss": 1})
    assert dict(seen.grades) == {0: 1, 1: 1}
    assert [number for _name, number in seen.places] == [2]
    assert seen.focus is not None
    assert seen.focus.events == 2
    assert seen.reporting.now.reports == 2


def test_the_name_of_a_measure_that_came_of_a_secret_is_not_shown(room: Room) -> None:
    assert [one.title for column in range(3) for one in facts(room).standing(column)] == ["En voksen på toppen"]
    secret = report(room)
    room.do(link_incident, room.measure, secret)
    room.do(restrict_incident, secret)
    assert not any(facts(room).standing(column) for column in range(3))


def test_who_does_not_follow_up_sees_no_meetings(room: Room) -> None:
    with pytest.raises(Problem, match="ikke tilgang"):
        room.database.read(meetings, viewer=NOBODY, today=TODAY)
    with pytest.raises(Problem, match="ikke tilgang"):
        room.database.read(meeting_facts, room.key, viewer=NOBODY, today=TODAY)

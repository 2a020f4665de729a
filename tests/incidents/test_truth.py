"""What may be said about an incident, and what is never said twice or by accident."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import (
    close_incident,
    correct_incident,
    handle_incident,
    record_incident,
    reopen_incident,
    withdraw_incident,
)
from ikdesk.incidents.count_queries import handling
from ikdesk.incidents.detail_panel import DetailPanel
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import IncidentDetail, incident_detail
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.ui.text import Label
from ikdesk.unit.actions import add_department, close
from ikdesk.unit.model import Department, Place
from ikdesk.unit.queries import codebook
from tests.samples import LEADER, NOON, TODAY, incident_values, place_of


def record(database: Database, told_at: datetime = NOON, **changes: object) -> Key:
    return database.write(
        record_incident, incident_values(database, **changes), told_at=told_at, by=LEADER, today=TODAY
    )


def detail(database: Database, key: Key) -> IncidentDetail:
    found = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert found is not None
    return found


def stored(database: Database, key: Key) -> Incident:
    return database.read(lambda session: session.get_one(Incident, key))


@pytest.mark.parametrize("code", ["alien", "CHILD_INJURY"])
def test_a_report_with_a_code_that_is_in_no_list_is_refused(database: Database, code: str) -> None:
    with pytest.raises(Invalid) as wrong:
        record(database, kind=code)
    assert set(wrong.value.messages) == {"kind"}


@pytest.mark.parametrize(
    ("name", "value"), [("mechanism", "magic"), ("causes", ("surface", "magic")), ("notified", ["nobody at all"])]
)
def test_a_follow_up_with_a_code_that_is_in_no_list_saves_nothing(database: Database, name: str, value: Any) -> None:
    key = record(database)
    with pytest.raises(Invalid) as wrong:
        database.write(handle_incident, key, {name: value, "handling": "Sett på"}, by=LEADER, today=TODAY)
    assert set(wrong.value.messages) == {name}
    assert (detail(database, key).handling, detail(database, key).status) == ("", Status.REPORTED)


@pytest.mark.parametrize("value", ["", None, "alien"])
def test_a_correction_cannot_take_the_kind_away(database: Database, value: str | None) -> None:
    key = record(database)
    with pytest.raises(Invalid) as wrong:
        database.write(correct_incident, key, {"kind": value}, "", by=LEADER, today=TODAY)
    assert set(wrong.value.messages) == {"kind"}
    assert detail(database, key).corrections == ()


def test_a_place_that_was_closed_or_is_none_of_ours_cannot_be_where_it_happened(database: Database) -> None:
    room, day = place_of(database, "playroom"), date(2026, 2, 3)
    with pytest.raises(Invalid) as wrong:
        record(database, place_id=Key(int=1))
    assert set(wrong.value.messages) == {"place_id"}
    database.write(close, Place, room, day, by=LEADER, today=TODAY)
    with pytest.raises(Invalid) as wrong:
        record(database, place_id=room, occurred_on=day)
    assert set(wrong.value.messages) == {"place_id"}
    before = record(database, place_id=room, occurred_on=day - timedelta(days=1))
    database.write(correct_incident, before, {"story": "Annerledes"}, "", by=LEADER, today=TODAY)
    assert detail(database, before).story == "Annerledes"


def test_a_department_that_was_closed_cannot_be_chosen(database: Database) -> None:
    room = database.write(add_department, "Maur", by=LEADER, today=TODAY)
    database.write(close, Department, room, date(2026, 2, 3), by=LEADER, today=TODAY)
    with pytest.raises(Invalid) as wrong:
        record(database, department_id=room)
    assert set(wrong.value.messages) == {"department_id"}


def test_corrected_places_departments_days_and_times_are_shown_by_name(qtbot: QtBot, database: Database) -> None:
    room = database.write(add_department, "Maur", by=LEADER, today=TODAY)
    key = record(database, occurred_on=date(2026, 2, 3), occurred_time=time(10, 40))
    values = {
        "place_id": place_of(database, "playroom"), "department_id": room, "occurred_on": date(2026, 2, 4),
        "occurred_time": time(9, 5),
    }  # fmt: skip
    database.write(correct_incident, key, values, "Feil ark", by=LEADER, today=TODAY)
    panel = DetailPanel(database.read(codebook, viewer=LEADER, today=TODAY), whole=True)
    qtbot.addWidget(panel)
    panel.show_incident(detail(database, key))
    told = " ".join(label.text() for label in panel.findChildren(Label) if "Feil ark" in label.text())
    for words in ("Akebakke", "Maur", "«03.02.2026»", "«04.02.2026»", "«10.40»", "«09.05»"):
        assert words in told
    assert str(room) not in told
    assert "-0" not in told


def test_blanks_around_a_text_are_no_correction(database: Database) -> None:
    key = record(database, story="Falt")
    database.write(correct_incident, key, {"story": " Falt \n"}, "", by=LEADER, today=TODAY)
    assert detail(database, key).corrections == ()


def test_closing_twice_keeps_the_first_time(database: Database) -> None:
    key = record(database, datetime(2026, 2, 3, 12))
    database.write(close_incident, key, at=datetime(2026, 2, 5, 9), by=LEADER, today=TODAY)
    database.write(close_incident, key, at=NOON, by=LEADER, today=TODAY)
    assert (stored(database, key).closed_at, stored(database, key).days_to_close) == (datetime(2026, 2, 5, 9), 2)


def test_what_was_told_in_the_evening_can_be_closed_the_next_morning_of_the_same_set_day(database: Database) -> None:
    key = record(database, datetime.combine(TODAY, time(23, 50)))
    database.write(close_incident, key, at=datetime.combine(TODAY, time(8)), by=LEADER, today=TODAY)
    assert detail(database, key).closed_at == datetime.combine(TODAY, time(23, 50))


def test_a_case_is_never_closed_before_the_day_it_was_told(database: Database) -> None:
    key = record(database)
    with pytest.raises(Invalid) as wrong:
        database.write(close_incident, key, at=NOON - timedelta(days=1), by=LEADER, today=TODAY)
    assert set(wrong.value.messages) == {"closed_at"}
    assert detail(database, key).status is Status.REPORTED


def test_taking_a_withdrawal_back_makes_a_new_one_new_again(database: Database) -> None:
    new, seen = record(database), record(database)
    database.write(handle_incident, seen, {"handling": "Snakket med naboen"}, by=LEADER, today=TODAY)
    for key in (new, seen):
        database.write(withdraw_incident, key, "Feil", by=LEADER, today=TODAY)
        database.write(reopen_incident, key, by=LEADER, today=TODAY)
    assert [detail(database, key).status for key in (new, seen)] == [Status.REPORTED, Status.IN_PROGRESS]


@pytest.mark.parametrize(
    ("at", "told", "soon"),
    [
        (time(10, 40), datetime(2026, 2, 4, 10, 40), 1), (time(10, 40), datetime(2026, 2, 4, 10, 41), 0),
        (None, datetime(2026, 2, 4, 23, 59, 59), 1), (None, datetime(2026, 2, 5), 0),
    ],
)  # fmt: skip
def test_told_within_24_hours_counts_the_last_minute_and_the_whole_next_day_without_a_time(
    database: Database, at: time | None, told: datetime, soon: int
) -> None:
    record(database, told, occurred_on=date(2026, 2, 3), occurred_time=at)
    found = database.read(handling, parse_period("2026-T1"), 28, viewer=LEADER, today=TODAY)
    assert (found.told, found.told_soon) == (1, soon)

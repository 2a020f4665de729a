"""Sums over incidents, asked of the file."""

from __future__ import annotations

from datetime import date, datetime

from ikdesk.incidents.actions import close_incident, record_incident, withdraw_incident
from ikdesk.incidents.count_queries import handling, tally, total, unlogged_events
from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.unit.exposure_actions import log_day, log_total
from tests.samples import LEADER, TODAY, incident_values, place_of

T1 = parse_period("2026-T1")


def record(database: Database, told_at: datetime, **changes: object) -> Key:
    return database.write(
        record_incident, incident_values(database, **changes), told_at=told_at, by=LEADER, today=TODAY
    )


def test_sums_have_codes_as_keys_and_leave_out_what_was_withdrawn(database: Database) -> None:
    told = datetime(2026, 4, 1, 12)
    record(database, told, occurred_on=date(2026, 2, 1), severity=0)
    record(database, told, occurred_on=date(2026, 2, 2), kind="near_miss", mechanism="fall_same")
    gone = record(database, told, occurred_on=date(2026, 3, 1))
    database.write(withdraw_incident, gone, "Feil", by=LEADER, today=TODAY)
    ask = lambda what: database.read(tally, what, T1, viewer=LEADER, today=TODAY)  # noqa: E731
    assert ask("kind") == {"child_injury": 1, "near_miss": 1}
    assert ask("severity") == {"0": 1, "1": 1}
    assert ask("place") == {"sledding_hill": 2}
    assert ask("month") == {"2026-02": 2}
    assert ask("weekday") == {"7": 1, "1": 1}
    assert ask("status") == {"reported": 2}
    assert ask("mechanism") == {"": 1, "fall_same": 1}
    assert database.read(total, T1, viewer=LEADER, today=TODAY) == 2


def test_handling_time_asks_only_about_those_closed_or_past_the_deadline(database: Database) -> None:
    quick = record(database, datetime(2026, 2, 3, 11), occurred_on=date(2026, 2, 3))
    database.write(close_incident, quick, at=datetime(2026, 2, 10, 9), by=LEADER, today=TODAY)
    slow = record(database, datetime(2026, 2, 5, 12), occurred_on=date(2026, 2, 3))
    database.write(close_incident, slow, at=datetime(2026, 4, 10, 9), by=LEADER, today=TODAY)
    record(database, datetime(2026, 3, 1, 12), occurred_on=date(2026, 3, 1))
    record(database, datetime(2026, 4, 29, 12), occurred_on=date(2026, 4, 29))
    found = database.read(handling, T1, 28, viewer=LEADER, today=TODAY)
    assert (found.due, found.in_time, found.told, found.told_soon) == (3, 1, 4, 3)


def test_an_event_in_a_counted_place_on_a_day_not_in_the_log_is_noticed(database: Database) -> None:
    told = datetime(2026, 4, 1, 12)
    for day in (3, 4, 5):
        record(database, told, occurred_on=date(2026, 2, day))
    ask = lambda: database.read(unlogged_events, T1, viewer=LEADER, today=TODAY)  # noqa: E731
    assert ask() == 3
    database.write(log_day, place_of(database), date(2026, 2, 3), by=LEADER, today=TODAY)
    assert ask() == 2
    season = {"place_id": place_of(database), "first": date(2026, 2, 4), "last": date(2026, 2, 9), "days": 4}
    database.write(log_total, season, by=LEADER, today=TODAY)
    assert ask() == 0

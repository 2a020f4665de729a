"""Reporting, correcting, following up and withdrawing an incident."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ikdesk.incidents.actions import (
    close_incident,
    correct_incident,
    handle_incident,
    record_incident,
    reopen_incident,
    save_draft,
    withdraw_incident,
)  # fmt: skip
from ikdesk.incidents.model import Status
from ikdesk.incidents.queries import Filter, draft_of, how_many, incident_detail, incident_page
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.page import Cut
from ikdesk.kernel.viewer import Key
from tests.samples import LEADER, NOBODY, NOON, TODAY, incident_values


def record(database: Database, **changes: object) -> Key:
    return database.write(
        record_incident, incident_values(database, **changes), told_at=NOON, by=LEADER, today=TODAY
    )


def test_a_report_needs_only_type_date_place_and_severity(database: Database) -> None:
    with pytest.raises(Invalid) as wrong:
        database.write(record_incident, {}, told_at=NOON, by=LEADER, today=TODAY)
    assert set(wrong.value.messages) == {"kind", "occurred_on", "place_id", "severity"}
    record(database, story="", occurred_time=None)


def test_a_future_incident_is_refused_and_nothing_is_saved(database: Database) -> None:
    with pytest.raises(Invalid) as wrong:
        record(database, occurred_on=TODAY + timedelta(days=1))
    assert set(wrong.value.messages) == {"occurred_on"}
    assert database.read(how_many, Filter(), viewer=LEADER, today=TODAY) == 0


def test_numbers_run_within_the_year_it_happened(database: Database) -> None:
    keys = [record(database, occurred_on=day) for day in (date(2026, 1, 2), date(2025, 12, 30), date(2026, 1, 3))]
    details = [database.read(incident_detail, key, viewer=LEADER, today=TODAY) for key in keys]
    assert [detail.number for detail in details if detail] == ["2026-1", "2025-1", "2026-2"]


def test_a_correction_keeps_and_shows_what_stood_before(database: Database) -> None:
    key = record(database, severity=1)
    database.write(correct_incident, key, {"severity": 2}, "Tannlegen så på den", by=LEADER, today=TODAY)
    detail = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert detail is not None
    assert detail.severity == 2
    assert [(c.attribute, c.before, c.after, c.why) for c in detail.corrections] == [
        ("severity", "1", "2", "Tannlegen så på den")
    ]


def test_a_withdrawn_incident_needs_a_reason_and_counts_nowhere_until_it_is_opened_again(database: Database) -> None:
    key = record(database)
    with pytest.raises(Invalid):
        database.write(withdraw_incident, key, "  ", by=LEADER, today=TODAY)
    database.write(withdraw_incident, key, "Meldt to ganger", by=LEADER, today=TODAY)
    assert database.read(how_many, Filter(), viewer=LEADER, today=TODAY) == 0
    assert database.read(how_many, Filter(status=Status.WITHDRAWN), viewer=LEADER, today=TODAY) == 1
    with pytest.raises(Problem):
        database.write(handle_incident, key, {"handling": "x"}, by=LEADER, today=TODAY)
    database.write(reopen_incident, key, by=LEADER, today=TODAY)
    assert database.read(how_many, Filter(), viewer=LEADER, today=TODAY) == 1


def test_following_up_and_closing_moves_the_status(database: Database) -> None:
    key = record(database)
    database.write(handle_incident, key, {"causes": ("surface",), "routine_status": "missing"}, by=LEADER, today=TODAY)
    detail = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert detail is not None
    assert (detail.status, detail.causes) == (Status.IN_PROGRESS, ("surface",))
    database.write(close_incident, key, at=datetime(2026, 4, 30, 13), by=LEADER, today=TODAY)
    detail = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert detail is not None
    assert detail.status is Status.CLOSED


def test_what_was_closed_or_told_later_is_not_known_on_an_earlier_day(database: Database) -> None:
    key = record(database)
    database.write(close_incident, key, at=datetime(2026, 4, 30, 13), by=LEADER, today=TODAY)
    later = database.write(
        record_incident, incident_values(database), told_at=datetime(2026, 5, 2, 9), by=LEADER, today=date(2026, 5, 2)
    )
    assert database.read(incident_detail, later, viewer=LEADER, today=TODAY) is None
    yesterday = database.read(incident_detail, key, viewer=LEADER, today=date(2026, 5, 2))
    assert yesterday is not None


def test_words_are_found_whatever_their_case_also_with_norwegian_letters(database: Database) -> None:
    record(database, story="Falt på BLÅBÆRLYNG ved gjerdet")
    record(database, story="Dunket hodet")
    page = database.read(incident_page, Filter(words="blåbær gjer"), viewer=LEADER, today=TODAY)
    assert [row.story for row in page.rows] == ["Falt på BLÅBÆRLYNG ved gjerdet"]
    assert database.read(how_many, Filter(words='") OR 1=1 --'), viewer=LEADER, today=TODAY) == 0


def test_the_list_is_cut_and_sorted_by_the_question(database: Database) -> None:
    for severity in (2, 0, 4, 1):
        record(database, severity=severity)
    page = database.read(
        incident_page, Filter(), Cut(first=1, size=2, sort="severity", descending=False), viewer=LEADER, today=TODAY
    )
    assert ([row.severity for row in page.rows], page.total) == ([1, 2], 4)


def test_who_may_not_read_gets_a_sentence(database: Database) -> None:
    with pytest.raises(Problem):
        database.read(how_many, Filter(), viewer=NOBODY, today=TODAY)


def test_a_draft_is_kept_for_its_author_and_emptied(database: Database) -> None:
    database.write(save_draft, "report", {"story": "Halvferdig"}, at=NOON, by=LEADER, today=TODAY)
    content, at = database.read(draft_of, "report", viewer=LEADER, today=TODAY)
    assert (content, at) == ({"story": "Halvferdig"}, NOON)
    assert database.read(draft_of, "report", viewer=NOBODY, today=TODAY) == ({}, None)
    database.write(save_draft, "report", {}, at=NOON, by=LEADER, today=TODAY)
    assert database.read(draft_of, "report", viewer=LEADER, today=TODAY) == ({}, None)

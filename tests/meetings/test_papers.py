"""The papers of a meeting: the agenda, the minutes, and the poster for the wall."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.restricted_actions import restrict_incident
from ikdesk.measures.actions import link_incident, start_measure
from ikdesk.meetings.actions import answer_question, change_idea, change_meeting, end_meeting
from ikdesk.meetings.view_model import Said
from ikdesk.meetings.writing import What, read_paper, write_meeting
from tests.meetings.conftest import Room
from tests.paper.pdf_checker import check, texts
from tests.samples import LEADER, NOON, TODAY, incident_values

WHEN = datetime(2026, 4, 30, 12, 0, tzinfo=UTC)


def paper(room: Room, what: What, folder: Path) -> str:
    """What stands on it, the breaks of the lines left out."""
    read: Any = room.database.read(read_paper, room.key, what, WHEN, viewer=LEADER, today=TODAY)
    data = write_meeting(read, folder).read_bytes()
    assert check(data) == []
    return " ".join(" ".join(texts(data)).split())


@pytest.fixture
def told(room: Room) -> Room:
    values = incident_values(room.database, child="OH", story="Ola Hansen falt av akebrettet")
    room.do(record_incident, values, told_at=NOON)
    return room


def test_the_agenda_says_what_will_be_talked_about_and_no_numbers(told: Room, tmp_path: Path) -> None:
    said = paper(told, "agenda", tmp_path)
    for words in ("Saksliste: Personalmøte", "mandag 27. april 2026", "Innsatsområdet vårt: Bakken",
                  "Hva gjør vi i mai?", "Nye sykler"):  # fmt: skip
        assert words in said
    assert "hendelse meldt" not in said


def test_the_minutes_say_what_was_decided_by_whom_and_when_and_name_no_child(told: Room, tmp_path: Path) -> None:
    tape = told.says("Bånd mellom opp og ned")
    told.says("Flytte starten", "planned")
    told.do(change_idea, tape, {"role": "all_staff", "deadline": date(2026, 5, 8)})
    told.do(answer_question, told.key, Said("why", "Hvorfor tror dere det skjer her?", "Bakken flater ut"))
    told.do(change_meeting, told.key, {"present": "14 ansatte", "note": "Vi prøver i to uker."})
    told.do(end_meeting, told.key)
    said = paper(told, "minutes", tmp_path)
    for words in ("Bånd mellom opp og ned", "Alle ansatte", "8. mai 2026", "Flytte starten", "14 ansatte",
                  "Bakken flater ut", "Vi prøver i to uker.", "Ett forslag mangler hvem eller når",
                  "Tallene er slik de var 30. april 2026", "Bakken"):  # fmt: skip
        assert words in said, words
    assert "Hansen" not in said
    assert "akebrettet" not in said


def test_the_poster_says_what_was_reported_and_done_and_nothing_of_what_is_secret(told: Room, tmp_path: Path) -> None:
    told.do(start_measure, told.measure, on=date(2026, 3, 1))
    said = paper(told, "poster", tmp_path)
    assert "Dette meldte dere – dette gjorde vi" in said
    assert "1 hendelse." in said
    assert "En voksen på toppen – i gang siden 1. mars 2026" in said
    assert "Takk for at dere melder." in said
    secret = told.do(record_incident, incident_values(told.database), told_at=NOON)
    told.do(link_incident, told.measure, secret)
    told.do(restrict_incident, secret)
    after = paper(told, "poster", tmp_path)
    assert "1 hendelse." in after
    assert "En voksen på toppen" not in after

"""Full-text search finds what people remember, also beginnings of words, and never stumbles over signs."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from ikdesk.incidents.actions import correct_incident, handle_incident, record_incident
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.kernel.database import Database
from ikdesk.kernel.search import SearchText, matching
from tests.samples import LEADER, NOON, TODAY, incident_values


def record(database: Database, story: str) -> object:
    return database.write(record_incident, incident_values(database, story=story), told_at=NOON, by=LEADER, today=TODAY)


def hits(database: Database, words: str) -> int:
    return database.read(how_many, Filter(words=words), viewer=LEADER, today=TODAY)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("gjerdet", 1), ("GJERDET", 1), ("gjer", 1), ("akebrett gjerdet", 1), ("akebrett huska", 0), ("2026-1", 1),
        ("børste", 0), ("blåbær", 1), ("blabær", 0), ("«gjerdet»!", 1), ("OR", 0), ("gjerdet NOT akebrett", 0),
    ],
)  # fmt: skip
def test_all_words_must_be_there_and_beginnings_count(database: Database, words: str, found: int) -> None:
    record(database, "Kjørte akebrett inn i gjerdet ved blåbærlyngen.")
    assert hits(database, words) == found


@pytest.mark.parametrize("words", ["", "   ", "!?", "«»", "*", '"'])
def test_signs_alone_filter_nothing(database: Database, words: str) -> None:
    record(database, "Datt.")
    assert matching("incident", words) is None
    assert hits(database, words) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_the_search(database: Database, words: str) -> None:
    assert hits(database, words) == 0


def test_the_index_follows_corrections_and_handling(database: Database) -> None:
    key = record(database, "Falt ned fra huska.")
    database.write(correct_incident, key, {"story": "Falt ned fra sklia."}, "", by=LEADER, today=TODAY)
    database.write(handle_incident, key, {"handling": "Matten er flyttet."}, by=LEADER, today=TODAY)
    assert (hits(database, "huska"), hits(database, "sklia"), hits(database, "matten")) == (0, 1, 1)
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(SearchText))) == 1


def test_letters_typed_in_two_parts_find_the_whole_ones(database: Database) -> None:
    record(database, "Ble redd på båten.")
    assert hits(database, "ba\u030aten") == 1

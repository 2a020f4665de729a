"""What stands in the municipality's own system, and what does not yet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.model import Incident
from ikdesk.incidents.municipal_actions import mark_measure_transferred, mark_transferred
from ikdesk.incidents.municipal_queries import untransferred
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure
from ikdesk.reports.queries import tertial_facts
from ikdesk.reports.sections import tertial_story
from ikdesk.unit.actions import change_unit
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values, undo_last

PERIOD = parse_period("2026-T1")
DAY = date(2026, 4, 2)


def _recorded(database: Database) -> Key:
    return database.write(record_incident, incident_values(database), told_at=NOON, by=LEADER, today=TODAY)


def _stands(database: Database, key: Key) -> tuple[str, date | None]:
    found = database.read(lambda session: session.get_one(Incident, key))
    return found.municipal_number, found.municipal_on


def test_several_are_marked_at_once_and_the_mark_can_be_undone(database: Database) -> None:
    keys = [_recorded(database), _recorded(database)]
    database.steps.begin(LEADER.person)
    database.write(mark_transferred, keys, " RM-17 ", DAY, by=LEADER, today=TODAY)
    assert [_stands(database, key) for key in keys] == [("RM-17", DAY)] * 2
    undo_last(database)
    assert [_stands(database, key) for key in keys] == [("", None)] * 2


def test_a_number_needs_a_day_and_the_day_must_have_been(database: Database) -> None:
    key = _recorded(database)
    for day in (None, date(2026, 5, 1)):
        with pytest.raises(Invalid) as wrong:
            database.write(mark_transferred, [key], "RM-17", day, by=LEADER, today=TODAY)
        assert set(wrong.value.messages) == {"municipal_on"}
    assert _stands(database, key) == ("", None)


def test_what_is_not_transferred_is_counted_only_where_there_is_a_system(database: Database) -> None:
    first, _second = _recorded(database), _recorded(database)
    measure = database.write(add_measure, measure_values(database), by=LEADER, today=TODAY)
    assert database.read(untransferred, PERIOD, viewer=LEADER, today=TODAY) is None
    database.write(change_unit, {"municipal_system": "Risk Manager"}, by=LEADER, today=TODAY)
    database.write(mark_transferred, [first], "", DAY, by=LEADER, today=TODAY)
    found = database.read(untransferred, PERIOD, viewer=LEADER, today=TODAY)
    assert found is not None
    assert (found.incidents, found.of_incidents, found.measures, found.of_measures) == (1, 2, 1, 1)
    database.write(mark_measure_transferred, measure, "RM-18", DAY, by=LEADER, today=TODAY)
    found = database.read(untransferred, PERIOD, viewer=LEADER, today=TODAY)
    assert found is not None
    assert found.measures == 0


def test_the_tertial_report_tells_what_is_not_transferred_only_where_there_is_a_system(database: Database) -> None:
    key = _recorded(database)

    def told() -> list[Any]:
        facts = database.read(tertial_facts, PERIOD, viewer=LEADER, today=TODAY)
        return [table for table in tertial_story(facts, when=NOON.astimezone()).tables if table.key == "municipal"]

    assert told() == []
    database.write(change_unit, {"municipal_system": "Risk Manager"}, by=LEADER, today=TODAY)
    assert [table.title for table in told()] == ["Ikke overført til Risk Manager"]
    assert told()[0].rows == (("Hendelser i perioden", 1, 1), ("Tiltak fra perioden", 0, 0))
    database.write(mark_transferred, [key], "", DAY, by=LEADER, today=TODAY)
    assert told()[0].rows[0] == ("Hendelser i perioden", 0, 1)

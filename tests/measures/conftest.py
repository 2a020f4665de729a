"""Measures of one's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ikdesk.incidents.actions import record_incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values


@pytest.fixture
def add(database: Database) -> Callable[..., Key]:
    """Proposes a measure."""

    def _add(**changes: Any) -> Key:
        values = measure_values(database, **changes)
        key: Key = database.write(add_measure, values, by=LEADER, today=TODAY)
        return key

    return _add


@pytest.fixture
def incident(database: Database) -> Key:
    """A collision in the sledding hill."""
    values = incident_values(database, activity="sledding", mechanism="collision")
    return database.write(record_incident, values, told_at=NOON, by=LEADER, today=TODAY)

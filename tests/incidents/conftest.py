"""What several tests of incidents begin with."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from ikdesk.incidents.actions import record_incident
from ikdesk.kernel.database import Database
from tests.samples import LEADER, TODAY, incident_values


@pytest.fixture
def hill_first(database: Database) -> Database:
    """The sledding hill was used last, so it is the first chip."""
    day = datetime.combine(date(2026, 4, 1), time(12))
    values = incident_values(database, occurred_on=date(2026, 4, 1))
    database.write(record_incident, values, told_at=day, by=LEADER, today=TODAY)
    return database

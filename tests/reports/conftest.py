"""A unit with two years of events, counted by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from ikdesk.incidents.actions import close_incident, handle_incident, record_incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key
from ikdesk.reports import model as _reports  # noqa: F401  (entities must be known)
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.queries import tertial_facts
from ikdesk.unit.actions import change_unit, set_month_figures
from ikdesk.unit.exposure_actions import log_days
from tests.conftest import _over
from tests.engines import in_memory
from tests.reports.examples import CANARY, T1
from tests.samples import LEADER, TODAY, incident_values, place_of

Record = Callable[..., Key]
AskFacts = Callable[..., Facts]


def recorder(database: Database) -> Record:
    """Records an event with the canary in its texts; told at noon the day it happened."""

    def _record(day: date, **changes: Any) -> Key:
        told: datetime = changes.pop("told", datetime.combine(day, time(12)))
        place = changes.pop("place", "sledding_hill")
        values = incident_values(
            database, occurred_on=day, place_id=place_of(database, place), story=CANARY, child="KNA",
            done_at_once=CANARY, **changes,
        )  # fmt: skip
        return database.write(record_incident, values, told_at=told, by=LEADER, today=TODAY)

    return _record


@pytest.fixture
def record(database: Database) -> Record:
    """Record an event in the unit of the test."""
    return recorder(database)


@pytest.fixture
def facts(database: Database) -> AskFacts:
    """Ask for the facts of a period, 1. tertial 2026 unless another is named."""

    def _ask(period: Period = T1, today: date = TODAY) -> Facts:
        return database.read(tertial_facts, period, viewer=LEADER, today=today)

    return _ask


@pytest.fixture
def two_years(database: Database, two_years_made: Any) -> Database:
    """Seven events this tertial, three in the same tertial last year, one in the autumn between."""
    with database.raw() as connection:
        two_years_made.backup(connection)
    return database


@pytest.fixture(scope="session")
def two_years_made(ready_made: Any) -> Iterator[Any]:
    """The same, that nobody writes to."""
    connection = in_memory()
    ready_made.backup(connection)
    database = _over(connection)
    _fill(database)
    yield connection
    database.close()


def _fill(database: Database) -> None:
    record = recorder(database)
    record(date(2026, 1, 5), severity=0)
    closed = record(date(2026, 1, 20), severity=3, told=datetime(2026, 1, 20, 13))
    record(date(2026, 2, 3), severity=1, told=datetime(2026, 2, 6, 9))
    record(date(2026, 2, 4), kind="staff_injury", place="staff_room", severity=2)
    record(date(2026, 2, 4), kind="violence_threat", place="playroom", severity=0)
    record(date(2026, 4, 29), kind="near_miss", place="cloakroom", severity=0)
    handled = record(date(2026, 4, 30), kind="hazard", place="gate_fence", severity=0)
    record(date(2025, 1, 7), severity=1)
    record(date(2025, 4, 2), severity=4)
    record(date(2025, 4, 30), kind="environment_42", place="playroom", severity=1)
    record(date(2025, 10, 1), place="cloakroom", severity=1)
    database.write(close_incident, closed, at=datetime(2026, 2, 1, 8), by=LEADER, today=TODAY)
    database.write(
        handle_incident, handled, {"causes": ("few_adults",), "routine_status": "missing", "handling": CANARY},
        by=LEADER, today=TODAY,
    )  # fmt: skip
    hill = place_of(database)
    days = [date(2026, 1, 5) + timedelta(days=n) for n in range(25)] + [date(2025, 1, 7), date(2025, 1, 8)]
    database.write(log_days, hill, days, by=LEADER, today=TODAY)
    figures = [(2026, month, 80, 20) for month in range(1, 5)]
    database.write(set_month_figures, figures, by=LEADER, today=TODAY)
    unit = {"org_number": "974760673", "staff_years": 19.4, "threshold": "Alt som trenger plaster."}
    database.write(change_unit, unit, by=LEADER, today=TODAY)

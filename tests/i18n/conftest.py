"""A kindergarten made in Nynorsk and one made in English, with an event in every state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from ikdesk import data as opening
from ikdesk.incidents.actions import (
    close_incident,
    correct_incident,
    handle_incident,
    record_incident,
    withdraw_incident,
)
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.words import use_language
from ikdesk.people.users_data import VaultUsers
from ikdesk.start.actions import FirstAnswers
from ikdesk.unit.actions import set_month_figures
from ikdesk.unit.exposure_actions import log_days, receive_day
from ikdesk.unit.model import UnitKind
from tests.samples import NOON, TODAY, incident_values, place_of

STORY = "Oi!"  # the same in every language
PASSWORD = "kakao votter akebrett sol"


@pytest.fixture(scope="session", params=["nn", "en"])
def spoken(request: pytest.FixtureRequest) -> str:
    """The language."""
    return str(request.param)


@pytest.fixture(scope="session")
def unit(spoken: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[opening.Data]:
    """A kindergarten made in that language."""
    use_language(spoken)
    answers = FirstAnswers("Solbakken", UnitKind.BARNEHAGE, departments=("Solstua",))
    folder = tmp_path_factory.mktemp(spoken) / "unit"
    made, _code = opening.make_first_data(folder, PASSWORD, answers, leader="Siri", clock=Clock(TODAY))
    VaultUsers(made).keep_code()
    _fill(made)
    yield made
    made.close()


def _fill(unit: opening.Data) -> None:
    keys = [_record(unit, TODAY - timedelta(days=number * 9), severity=number % 5) for number in range(6)]
    _record(unit, TODAY, kind="near_miss", place_id=place_of(unit.database, "sandpit"), occurred_time=None)
    _record(unit, TODAY - timedelta(days=365))
    handled = {"causes": ("few_adults",), "routine_status": "broken", "handling": STORY, "mechanism": "fall_same"}
    unit.write(handle_incident, keys[1], handled)
    unit.write(close_incident, keys[2], at=NOON)
    unit.write(withdraw_incident, keys[3], STORY)
    unit.write(correct_incident, keys[4], {"severity": 2}, STORY)
    hill = place_of(unit.database)
    unit.write(log_days, hill, [TODAY - timedelta(days=number) for number in range(1, 9)])
    unit.write(receive_day, hill, TODAY, "r1")
    unit.write(set_month_figures, [(2026, 1, 40, 20)])


def _record(unit: opening.Data, day: date, **changes: Any) -> Any:
    values = incident_values(unit.database, occurred_on=day, story=STORY, **changes)
    return unit.write(record_incident, values, told_at=datetime.combine(day, time(12)))

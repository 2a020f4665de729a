"""The limits of reports: chosen, kept, and back to the usual ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ikdesk.evidence.lights import STANDARD
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid
from ikdesk.reports.facts_model import Limits
from ikdesk.reports.limits_actions import set_limits
from ikdesk.reports.limits_model import LEASTS, LIGHTS, chosen_limits, limits_from, written_down, wrong_limits
from ikdesk.reports.limits_queries import report_limits
from tests.samples import LEADER, TODAY


def test_limits_are_kept_and_go_back_to_the_usual_ones(database: Database) -> None:
    assert database.read(report_limits, viewer=LEADER, today=TODAY) == Limits()
    database.write(set_limits, {"handling_green": 95, "overdue_days": 14, "least": 4}, by=LEADER, today=TODAY)
    lights = replace(STANDARD, handling_green=95, overdue_days=14)
    assert database.read(report_limits, viewer=LEADER, today=TODAY) == Limits(lights, 4)
    database.write(set_limits, {}, by=LEADER, today=TODAY)
    assert database.read(report_limits, viewer=LEADER, today=TODAY) == Limits()


@pytest.mark.parametrize(("key", "value"), [
    ("handling_green", 0), ("handling_green", 101), ("overdue_red", 0), ("overdue_days", -1), ("least", 2),
    ("sensitive", 4), ("least", 21), ("reviewed_green", 69), ("evaluated_yellow", 81), ("least", True),
    ("overdue_red", None), ("overdue_red", "3"),
])  # fmt: skip
def test_what_cannot_be_is_told_where_it_stands(database: Database, key: str, value: object) -> None:
    with pytest.raises(Invalid) as told:
        database.write(set_limits, {key: value}, by=LEADER, today=TODAY)
    assert set(told.value.messages) <= {key, key.replace("green", "yellow")}
    assert database.read(report_limits, viewer=LEADER, today=TODAY) == Limits()


def test_small_numbers_may_be_guarded_more_and_never_less() -> None:
    told = wrong_limits({"least": 2})["least"]
    assert told == "Skriv et helt tall fra 3 til 20. Det kan gjøres strengere, ikke mildere."
    assert limits_from("", 1, 1) == Limits()


def test_only_what_differs_is_kept_and_what_cannot_be_read_is_as_usual() -> None:
    assert written_down(STANDARD) == ""
    own = chosen_limits({"overdue_red": 2, "handling_green": 90}).lights
    assert written_down(own) == '{"overdue_red": 2}'
    assert limits_from(written_down(own), 3, 5).lights == own
    for torn in ("{", "[]", '{"overdue_red": 0}', '{"unknown": 4}', '{"handling_green": "mye"}'):
        assert limits_from(torn, 3, 5) == Limits()


def test_every_light_that_may_be_chosen_is_one_there_is() -> None:
    for key, limit in LIGHTS.items():
        assert limit.lowest <= getattr(STANDARD, key) <= limit.highest
    assert {key: limit.lowest for key, limit in LEASTS.items()} == {"least": 3, "sensitive": 5}

"""The lights follow their rules to the per cent."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.evidence.lights import Thresholds, handling_light, serious_light


@pytest.mark.parametrize(("events", "light"), [(0, "green"), (1, "red"), (7, "red"), (None, "unused")])
def test_one_serious_event_is_red(events: int | None, light: str) -> None:
    assert serious_light(events) == light


@pytest.mark.parametrize(
    ("closed", "due", "light"),
    [(0, 0, "unused"), (9, 10, "green"), (899, 1000, "yellow"), (7, 10, "yellow"), (699, 1000, "red"), (0, 1, "red"),
     (1, 1, "green"), (63, 90, "yellow")],
)  # fmt: skip
def test_handling_changes_colour_exactly_at_its_thresholds(closed: int, due: int, light: str) -> None:
    assert handling_light(closed, due) == light


@given(st.integers(1, 500), st.integers(0, 499))
def test_one_more_closed_in_time_never_makes_it_worse(due: int, closed: int) -> None:
    order = ["red", "yellow", "green"]
    before, after = (handling_light(min(number, due), due) for number in (closed, closed + 1))
    assert order.index(after) >= order.index(before)


def test_a_unit_may_have_its_own_thresholds() -> None:
    strict = Thresholds(handling_green=100, handling_yellow=95)
    assert handling_light(96, 100, strict) == "yellow"
    assert handling_light(94, 100, strict) == "red"


@pytest.mark.parametrize(
    "wrong",
    [{"handling_green": 60}, {"handling_green": 101}, {"handling_yellow": 0}, {"handling_days": 0},
     {"serious_from": 5}],
)  # fmt: skip
def test_thresholds_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="Thresholds"):
        Thresholds(**wrong)


def test_more_in_time_than_due_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="3, 2"):
        handling_light(3, 2)
    with pytest.raises(ValueError, match="-1"):
        serious_light(-1)

"""The lights follow their rules to the per cent."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.evidence.lights import (
    Thresholds,
    evaluated_light,
    handling_light,
    overdue_light,
    routines_light,
    serious_light,
)


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


@pytest.mark.parametrize(
    ("overdue", "oldest", "light"),
    [(0, 0, "green"), (1, 1, "yellow"), (2, 30, "yellow"), (1, 31, "red"), (3, 1, "red"), (9, 400, "red")],
)
def test_three_late_measures_or_one_that_is_very_late_are_red(overdue: int, oldest: int, light: str) -> None:
    assert overdue_light(overdue, oldest) == light


@pytest.mark.parametrize(
    ("evaluated", "due", "light"),
    [(0, 0, "unused"), (4, 5, "green"), (799, 1000, "yellow"), (1, 2, "yellow"), (499, 1000, "red"), (0, 1, "red")],
)
def test_four_of_five_evaluated_measures_are_green_and_half_of_them_yellow(
    evaluated: int, due: int, light: str
) -> None:
    assert evaluated_light(evaluated, due) == light


@pytest.mark.parametrize(
    ("within", "routines", "light"),
    [(0, 0, "unused"), (9, 10, "green"), (899, 1000, "yellow"), (7, 10, "yellow"), (699, 1000, "red"), (0, 3, "red")],
)
def test_routines_change_colour_exactly_at_their_thresholds(within: int, routines: int, light: str) -> None:
    assert routines_light(within, routines) == light


def test_a_unit_may_have_its_own_thresholds() -> None:
    strict = Thresholds(handling_green=100, handling_yellow=95)
    assert handling_light(96, 100, strict) == "yellow"
    assert handling_light(94, 100, strict) == "red"


@pytest.mark.parametrize(
    "wrong",
    [{"handling_green": 60}, {"handling_green": 101}, {"handling_yellow": 0}, {"handling_days": 0},
     {"serious_from": 5}, {"evaluated_yellow": 90}, {"reviewed_green": 101}, {"overdue_red": 0}, {"overdue_days": -1}],
)  # fmt: skip
def test_thresholds_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="Thresholds"):
        Thresholds(**wrong)


def test_more_in_time_than_due_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="3, 2"):
        handling_light(3, 2)
    with pytest.raises(ValueError, match="3, 2"):
        evaluated_light(3, 2)
    with pytest.raises(ValueError, match="3, 2"):
        routines_light(3, 2)
    for overdue, oldest in ((-1, 0), (0, 4), (2, 0)):
        with pytest.raises(ValueError, match=f"{overdue}, {oldest}"):
            overdue_light(overdue, oldest)
    with pytest.raises(ValueError, match="-1"):
        serious_light(-1)

"""Whether a measure worked: the answer, who gives it, and what the numbers must say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid
from ikdesk.measures.actions import (
    answer_measure,
    start_measure,
    withdraw_answer,
)
from ikdesk.measures.model import Decision, MeasureStatus
from tests.measures.test_deciding import MEETING, PLANNED, add, answers, do, status
from tests.samples import LEADER, TODAY


def test_an_answer_keeps_who_when_and_the_numbers_as_they_were(database: Database) -> None:
    key = add(database, evaluate_on=PLANNED)
    do(database, start_measure, key, on=MEETING)
    evidence = {"verdict": "clear_fall", "ratio": 0.303, "midp_low": None, "sentence": "Færre enn ventet – klart."}
    values = {"answer": MeasureStatus.WORKED_PARTLY, "decision": Decision.CHANGE, "comment": "Bedre, men kø."}
    do(database, answer_measure, key, values, evidence)
    (found,) = answers(database)
    assert (found.given_by, found.day, found.made_by) == ("Tom", TODAY, LEADER.person)
    assert (found.answer, found.decision, found.comment) == tuple(values.values())
    assert found.verdict == "clear_fall"
    assert '"sentence": "Færre enn ventet – klart."' in found.evidence
    assert '"midp_low": null' in found.evidence


def test_an_answer_taken_back_stays_with_its_reason_and_the_measure_is_where_it_was(database: Database) -> None:
    key = add(database)
    do(database, start_measure, key, on=MEETING)
    first = do(database, answer_measure, key, {"answer": MeasureStatus.CANNOT_TELL, "day": date(2025, 9, 1)}, {})
    second = do(database, answer_measure, key, {"answer": MeasureStatus.WORKED, "comment": "Vi ser det."}, {})
    do(database, withdraw_answer, second, "Svarte for fort.")
    assert status(database, key) is MeasureStatus.CANNOT_TELL
    do(database, withdraw_answer, first, "Svarte for fort.")
    assert status(database, key) is MeasureStatus.RUNNING
    assert [row.withdrawn_why for row in answers(database)] == ["Svarte for fort."] * 2


@pytest.mark.parametrize(("values", "field"), [
    ({}, "answer"), ({"answer": MeasureStatus.DONE}, "answer"),
    ({"answer": MeasureStatus.WORKED, "day": TODAY + timedelta(days=1)}, "day"),
])  # fmt: skip
def test_an_answer_must_be_one_and_be_given_by_today(database: Database, values: dict[str, Any], field: str) -> None:
    key = add(database)
    do(database, start_measure, key, on=MEETING)
    with pytest.raises(Invalid) as wrong:
        do(database, answer_measure, key, values, {})
    assert set(wrong.value.messages) == {field}
    assert status(database, key) is MeasureStatus.RUNNING


@pytest.mark.parametrize("verdict", ["", "cannot_say", "too_few", "not_in_use", "clear_rise"])
def test_that_it_worked_without_a_fall_in_the_numbers_needs_a_reason(database: Database, verdict: str) -> None:
    key = add(database)
    do(database, start_measure, key, on=MEETING)
    with pytest.raises(Invalid) as wrong:
        do(database, answer_measure, key, {"answer": MeasureStatus.WORKED}, {"verdict": verdict})
    assert set(wrong.value.messages) == {"comment"}
    do(database, answer_measure, key, {"answer": MeasureStatus.WORKED, "comment": "Køen er borte."}, {})
    assert status(database, key) is MeasureStatus.WORKED


@pytest.mark.parametrize("verdict", ["probable_fall", "clear_fall"])
def test_that_it_worked_needs_no_reason_where_the_numbers_bear_it_out(database: Database, verdict: str) -> None:
    key = add(database)
    do(database, start_measure, key, on=MEETING)
    do(database, answer_measure, key, {"answer": MeasureStatus.WORKED}, {"verdict": verdict})
    assert status(database, key) is MeasureStatus.WORKED

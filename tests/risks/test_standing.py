"""Where a risk stands on a day: what was judged by then, with the measures that were at work then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import answer_measure, reject_measure, reopen_measure, withdraw_answer, withdraw_measure
from ikdesk.measures.model import Decision, MeasureStatus
from ikdesk.risks.build_model import is_measure
from ikdesk.risks.hazard_actions import add_barrier, withdraw_barrier
from ikdesk.risks.matrix_model import Grade, usual
from ikdesk.risks.model import Standing
from ikdesk.risks.rating_actions import (
    accept_risk,
    rate_hazard,
    set_matrix,
    withdraw_acceptance,
    withdraw_rating,
)
from ikdesk.risks.rating_model import Outcome, Stage
from ikdesk.risks.view_model import Lack
from tests.risks.hazards import DONE, NEXT_YEAR, OneHazard
from tests.samples import TODAY

AUTUMN, WINTER, SPRING = date(2025, 9, 1), date(2026, 1, 10), date(2026, 3, 1)
FEWER = "Færre på bakken, og egen opp-løype."


@pytest.fixture
def one(database: Database) -> OneHazard:
    return OneHazard(database)


def stopped(one: OneHazard, measure: Key, on: date = TODAY) -> Key:
    values = {"answer": MeasureStatus.DID_NOT_WORK, "decision": Decision.STOP, "comment": "Ingen brukte den."}
    return Key(str(one.database.write(answer_measure, measure, values, {}, by=DONE["by"], today=on)))


def test_nothing_stands_before_somebody_has_judged_it(one: OneHazard) -> None:
    assert one.cell() is None
    assert one.line().lacks == (Lack.NOT_RATED,)


def test_what_is_only_hoped_for_is_not_the_risk_of_today(one: OneHazard) -> None:
    one.rate(5, 2, day=AUTUMN)
    one.rate(3, 2, Stage.EXPECTED, day=AUTUMN, why=FEWER)
    line = one.line()
    assert one.cell() == (5, 2)
    assert line.mark_expected is not None
    assert line.mark_expected.grade is Grade.LOW


def test_the_risk_on_a_day_is_what_was_judged_by_then(one: OneHazard) -> None:
    one.rate(5, 2, day=AUTUMN)
    one.measure(WINTER)
    one.rate(4, 2, Stage.ACTUAL, day=SPRING, why=FEWER)
    assert [one.cell(day) for day in (AUTUMN - timedelta(1), AUTUMN, WINTER, SPRING - timedelta(1), SPRING, TODAY)] == [
        None, (5, 2), (5, 2), (5, 2), (4, 2), (4, 2)]
    assert len(one.view(WINTER).hazards[0].ratings) == 1
    assert one.line().lacks == ()


def test_it_falls_back_from_the_day_the_measure_was_stopped(one: OneHazard) -> None:
    one.rate(5, 2, day=AUTUMN)
    measure = one.measure(WINTER)
    one.rate(4, 2, Stage.ACTUAL, day=SPRING, why=FEWER)
    answer = stopped(one, measure, TODAY - timedelta(days=2))
    assert [one.cell(TODAY - timedelta(days=n)) for n in (3, 2, 0)] == [(4, 2), (5, 2), (5, 2)]
    assert set(one.line().lacks) == {Lack.FELL_BACK, Lack.NO_MEASURE}
    assert one.line(TODAY - timedelta(days=3)).lacks == ()
    one.database.write(withdraw_answer, answer, "Feil tiltak", **DONE)
    assert one.cell() == (4, 2)


def test_a_measure_that_is_taken_up_again_is_at_work_again(one: OneHazard) -> None:
    one.rate(5, 2, day=AUTUMN)
    measure = one.measure(WINTER)
    one.rate(4, 2, Stage.ACTUAL, day=SPRING, why=FEWER)
    stopped(one, measure)
    assert one.cell() == (5, 2)
    one.database.write(reopen_measure, measure, **DONE)
    assert (one.cell(), one.line().lacks) == ((4, 2), ())
    stopped(one, measure)
    goes_on = {"answer": MeasureStatus.WORKED_PARTLY, "decision": Decision.KEEP, "comment": "Vi ser an."}
    assert one.cell() == (5, 2)
    one.database.write(answer_measure, measure, goes_on, {}, **DONE)  # they thought better of it
    assert (one.cell(), one.line().lacks) == ((4, 2), ())


def test_to_take_away_what_was_stopped_does_not_make_the_risk_lower(one: OneHazard) -> None:
    one.rate(5, 2, day=AUTUMN)
    measure = one.measure(WINTER)
    one.rate(4, 2, Stage.ACTUAL, day=SPRING, why=FEWER)
    stopped(one, measure)
    (barrier,) = one.view().hazards[0].barriers
    one.database.write(withdraw_barrier, barrier.id, "Brukes ikke lenger", **DONE)
    assert one.view().hazards[0].barriers == ()
    assert one.cell() == (5, 2)
    assert Lack.FELL_BACK in one.line().lacks


@pytest.mark.parametrize("end", [withdraw_measure, reject_measure])
def test_a_measure_that_was_rejected_or_withdrawn_is_at_work_no_more(one: OneHazard, end: Callable[..., None]) -> None:
    one.rate(5, 2, day=AUTUMN)
    measure = one.measure(WINTER)
    one.rate(4, 2, Stage.ACTUAL, day=SPRING, why=FEWER)
    one.database.write(end, measure, "For dyrt", **DONE)
    assert one.cell() == (5, 2)
    assert one.cell(SPRING) == (4, 2)
    (barrier,) = one.view().hazards[0].barriers
    assert barrier.measure_id == (None if end is withdraw_measure else measure)
    assert not is_measure(barrier, TODAY)


def test_what_was_judged_after_the_measure_was_stopped_counts(one: OneHazard) -> None:
    one.rate(5, 2, day=AUTUMN)
    stopped(one, one.measure(WINTER), SPRING)
    one.rate(4, 2, Stage.ACTUAL, why="Bakken er gjort kortere.")
    assert one.cell() == (4, 2)
    assert Lack.LOWERED_BARE in one.line().lacks


def test_a_fall_needs_a_reason_and_is_pointed_out_without_a_measure(one: OneHazard) -> None:
    with pytest.raises(Invalid, match="uten nye tiltak"):
        one.rate(4, 2, Stage.ACTUAL)
    one.rate(5, 2, day=AUTUMN)
    for stage in (Stage.EXPECTED, Stage.ACTUAL):
        with pytest.raises(Invalid, match="gjør at risikoen blir lavere") as said:
            one.rate(4, 2, stage)
        assert list(said.value.messages) == ["why"]
    one.rate(5, 2, Stage.ACTUAL)  # as before: nothing to explain
    one.rate(4, 2, Stage.ACTUAL, why=FEWER)
    assert Lack.LOWERED_BARE in one.line().lacks


def test_a_hope_without_anything_new_is_pointed_out(one: OneHazard) -> None:
    one.rate(4, 3, day=AUTUMN)
    one.rate(2, 3, Stage.EXPECTED, why=FEWER)
    assert Lack.LOWERED_BARE in one.line().lacks
    one.database.write(add_barrier, one.key, {"title": "Opp-løype", "standing": Standing.NEW}, **DONE)
    assert Lack.LOWERED_BARE not in one.line().lacks


def test_a_rating_is_a_cell_of_the_matrix_and_not_of_tomorrow(one: OneHazard) -> None:
    for wrong in ({"probability": 0}, {"consequence": 6}):
        with pytest.raises(Invalid, match="rute i matrisen"):
            one.database.write(rate_hazard, one.key, {"probability": 3, "consequence": 3} | wrong, **DONE)
    with pytest.raises(Invalid, match="i dag eller tidligere"):
        one.rate(3, 3, day=TODAY + timedelta(days=1))


def test_a_rating_that_was_a_mistake_is_taken_back(one: OneHazard) -> None:
    one.rate(3, 2)
    key = one.rate(5, 5)
    one.database.write(withdraw_rating, key, "Feil rute", **DONE)
    assert one.cell() == (3, 2)
    with pytest.raises(Problem):
        one.database.write(withdraw_rating, key, "Igjen", **DONE)


def test_the_worst_is_a_line_of_its_own_once_it_is_rated(one: OneHazard) -> None:
    one.rate(5, 2)
    one.rate(4, 3, outcome=Outcome.WORST)
    found = one.view()
    assert [(line.number, line.outcome) for line in found.lines] == [(1, Outcome.LIKELY), (2, Outcome.WORST)]
    assert (found.row.high, found.row.medium, found.row.bare) == (1, 1, 2)
    assert found.row.worst is not None
    assert found.row.worst.product == 12


def test_a_red_risk_needs_a_measure_or_somebody_who_accepts_it(one: OneHazard) -> None:
    with pytest.raises(Problem, match="rute i matrisen"):
        one.database.write(accept_risk, one.key, {"accepted_by": "Kari", "why": "x", "review_on": NEXT_YEAR}, **DONE)
    one.rate(4, 3)
    assert one.line().lacks == (Lack.NO_MEASURE,)
    lives_with = {"accepted_by": "Kari, leder", "why": "Barna lærer av det.", "review_on": NEXT_YEAR}
    for name in ("accepted_by", "why", "review_on"):
        with pytest.raises(Invalid) as said:
            one.database.write(accept_risk, one.key, lives_with | {name: None if name == "review_on" else ""}, **DONE)
        assert list(said.value.messages) == [name]
    key = one.database.write(accept_risk, one.key, lives_with, **DONE)
    accepted = one.line().acceptance
    assert accepted is not None
    assert accepted.mark.product == 12
    assert one.line().lacks == ()
    one.rate(5, 3)  # more than was accepted
    assert one.line().lacks == (Lack.NO_MEASURE,)
    one.rate(3, 3)  # less than was accepted
    assert one.line().lacks == ()
    one.database.write(withdraw_acceptance, key, "Feil fare", **DONE)
    assert one.line().lacks == (Lack.NO_MEASURE,)


def test_an_acceptance_is_over_on_its_day(one: OneHazard) -> None:
    one.rate(4, 3, day=AUTUMN)
    lives_with = {"accepted_by": "Kari", "why": "God lek", "day": AUTUMN, "review_on": SPRING}
    one.database.write(accept_risk, one.key, lives_with, **DONE)
    assert one.line(SPRING - timedelta(days=1)).lacks == ()
    assert one.line(SPRING).lacks == (Lack.ACCEPTANCE_OVER,)


def test_a_measure_that_is_only_proposed_is_a_measure(one: OneHazard) -> None:
    one.rate(4, 3)
    measure = one.measure(None)
    assert one.line().lacks == ()
    one.database.write(reject_measure, measure, "For dyrt", **DONE)
    assert one.line().lacks == (Lack.NO_MEASURE,)


def test_what_was_rated_in_one_matrix_is_told_in_another(one: OneHazard) -> None:
    one.rate(4, 3)
    one.database.write(set_matrix, 4, "", **DONE)
    found = one.view()
    assert found.matrix == usual(4)
    assert one.cell() == (3, 2)
    assert found.hazards[0].ratings[0].size == 5
    with pytest.raises(Invalid, match="mildere farge"):
        one.database.write(set_matrix, 4, "RYYR" "GYRR" "YRRR" "YRRR", **DONE)
    with pytest.raises(Invalid, match="farge i hver rute"):
        one.database.write(set_matrix, 3, "", **DONE)

"""What the risk was on a day: only what was judged by then counts, and only as long as it rests on something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.kernel.viewer import Key
from ikdesk.risks.at_model import InForce, Rated, is_lower, latest, standing_on
from ikdesk.risks.rating_model import Outcome, Stage

FIRST = date(2025, 1, 1)
DAYS = st.integers(0, 30).map(lambda n: FIRST + timedelta(days=n))
WAYS = st.sampled_from(list(Outcome))
KINDS = st.sampled_from(list(Stage))
STEPS = st.integers(1, 5)


def rated(day: date, stage: Stage, outcome: Outcome = Outcome.LIKELY, key: int = 1, likely: int = 3) -> Rated:
    return Rated(Key(int=key), outcome, stage, day, likely, 2, 5)


@st.composite
def rating_lists(draw: st.DrawFn) -> list[Rated]:
    """Ratings in the order they were made, whatever day each is of."""
    drawn = draw(st.lists(st.tuples(DAYS, KINDS, WAYS, STEPS), max_size=7))
    return [rated(day, stage, way, key, likely) for key, (day, stage, way, likely) in enumerate(drawn, 1)]


@st.composite
def measure_lists(draw: st.DrawFn) -> list[InForce]:
    """Measures that begin, perhaps end, or never begin."""
    drawn = draw(st.lists(st.tuples(st.none() | DAYS, st.integers(1, 20), st.booleans()), max_size=4))
    return [
        InForce(Key(int=100 + n), begun, begun + timedelta(days=length) if begun and ends else None)
        for n, (begun, length, ends) in enumerate(drawn)
    ]  # fmt: skip


@settings(max_examples=30)
@given(rating_lists(), measure_lists(), WAYS, DAYS)
def test_what_stands_was_given_by_then_for_that_ending_and_is_never_a_hope(
    ratings: list[Rated], measures: list[InForce], way: Outcome, day: date
) -> None:
    found = standing_on(ratings, measures, way, day)
    if found is not None:
        assert found.outcome is way
        assert found.day <= day
        assert found.stage is not Stage.EXPECTED


@settings(max_examples=30)
@given(rating_lists(), measure_lists(), WAYS, DAYS)
def test_a_lower_risk_stands_only_as_long_as_all_it_rests_on_is_done(
    ratings: list[Rated], measures: list[InForce], way: Outcome, day: date
) -> None:
    found = standing_on(ratings, measures, way, day)
    before = None if found is None else latest(ratings, way, Stage.BEFORE, found.day)
    if found is not None and found.stage is Stage.ACTUAL and (before is None or is_lower(found, before)):
        assert all(one.on(day) for one in measures if one.on(found.day))


@settings(max_examples=30)
@given(rating_lists(), measure_lists(), WAYS, DAYS)
def test_nothing_newer_that_holds_is_passed_over(
    ratings: list[Rated], measures: list[InForce], way: Outcome, day: date
) -> None:
    found = standing_on(ratings, measures, way, day)
    since = (found.day, found.id.int) if found is not None else (date.min, 0)
    for one in ratings:
        newer = (one.day, one.id.int) > since and one.day <= day and one.outcome is way
        if newer and one.stage is not Stage.EXPECTED:
            assert one.stage is Stage.ACTUAL
            assert any(measure.on(one.day) and not measure.on(day) for measure in measures)


@settings(max_examples=30)
@given(rating_lists(), measure_lists(), WAYS, DAYS)
def test_the_past_stays_as_it_was_whatever_is_judged_or_begun_later(
    ratings: list[Rated], measures: list[InForce], way: Outcome, day: date
) -> None:
    known = [one for one in ratings if one.day <= day]
    then = [
        replace(one, ended=one.ended if one.ended and one.ended <= day else None)
        for one in measures if one.begun is not None and one.begun <= day
    ]  # fmt: skip
    assert standing_on(ratings, measures, way, day) == standing_on(known, then, way, day)


@settings(max_examples=30)
@given(rating_lists(), measure_lists(), WAYS, DAYS)
def test_the_order_they_are_read_in_changes_nothing(
    ratings: list[Rated], measures: list[InForce], way: Outcome, day: date
) -> None:
    turned, mixed = ratings[::-1], measures[::-1]
    assert standing_on(turned, mixed, way, day) == standing_on(ratings, measures, way, day)


@given(rating_lists(), WAYS, DAYS)
def test_somebody_who_has_judged_it_as_it_was_always_has_an_answer(
    ratings: list[Rated], way: Outcome, day: date
) -> None:
    before = latest(ratings, way, Stage.BEFORE, day)
    stopped = [InForce(Key(int=9), FIRST, FIRST + timedelta(days=1))]
    assert before is None or standing_on(ratings, stopped, way, day) is not None


def test_a_measure_that_is_stopped_takes_the_risk_back_to_what_it_was() -> None:
    before, after = rated(FIRST, Stage.BEFORE, likely=5), rated(FIRST + timedelta(days=10), Stage.ACTUAL, key=2)
    stopped = InForce(Key(int=9), FIRST + timedelta(days=2), FIRST + timedelta(days=20))
    for day, stands in ((5, before), (10, after), (19, after), (20, before)):
        assert standing_on([before, after], [stopped], Outcome.LIKELY, FIRST + timedelta(days=day)) == stands


def test_to_stop_a_measure_never_makes_a_risk_lower() -> None:
    before, worse = rated(FIRST, Stage.BEFORE, likely=3), rated(FIRST, Stage.ACTUAL, key=2, likely=5)
    stopped = InForce(Key(int=9), FIRST, FIRST + timedelta(days=20))
    assert standing_on([before, worse], [stopped], Outcome.LIKELY, FIRST + timedelta(days=30)) == worse
    assert standing_on([worse], [stopped], Outcome.LIKELY, FIRST + timedelta(days=30)) is None


def test_a_measure_that_begins_later_is_no_part_of_what_was_judged_before_it() -> None:
    after = rated(FIRST + timedelta(days=5), Stage.ACTUAL)
    later = InForce(Key(int=9), FIRST + timedelta(days=6), FIRST + timedelta(days=7))
    assert standing_on([after], [later], Outcome.LIKELY, FIRST + timedelta(days=9)) == after


def test_of_two_ratings_of_one_day_the_one_made_last_holds() -> None:
    first, second = rated(FIRST, Stage.BEFORE, key=1), rated(FIRST, Stage.BEFORE, key=2, likely=4)
    assert standing_on([second, first], [], Outcome.LIKELY, FIRST) == second
    assert latest([second, first], Outcome.LIKELY, Stage.BEFORE, FIRST) == second


def test_what_is_only_expected_is_found_by_its_own_name() -> None:
    hoped = rated(FIRST, Stage.EXPECTED)
    assert standing_on([hoped], [], Outcome.LIKELY, FIRST) is None
    assert latest([hoped], Outcome.LIKELY, Stage.EXPECTED, FIRST) == hoped
    assert latest([hoped], Outcome.LIKELY, Stage.EXPECTED, FIRST - timedelta(days=1)) is None


def test_a_measure_is_at_work_from_its_first_day_until_the_day_it_is_stopped() -> None:
    one = InForce(Key(int=9), FIRST, FIRST + timedelta(days=2))
    assert [one.on(FIRST + timedelta(days=n)) for n in (-1, 0, 1, 2)] == [False, True, True, False]
    assert not InForce(Key(int=9), None).on(FIRST)

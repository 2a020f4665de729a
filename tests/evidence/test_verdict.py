"""What is dared to be said: the rules to the letter, ceilings, and what would settle it."""

from __future__ import annotations

from dataclasses import astuple
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.evidence.gates import exposure_gate
from ikdesk.evidence.kinds import Ceiling, Gate, Judgement, Stratum, Tally, Verdict
from ikdesk.evidence.verdict import capped, judge, settles, unjudged

STRENGTH: dict[Verdict, int] = {
    "clear_fall": 2, "probable_fall": 1, "cannot_say": 0, "too_few": 0, "not_in_use": 0, "probable_rise": 1,
    "clear_rise": 2,
}  # fmt: skip
MIRRORED: dict[Verdict, Verdict] = {
    "clear_fall": "clear_rise", "probable_fall": "probable_rise", "clear_rise": "clear_fall",
    "probable_rise": "probable_fall", "cannot_say": "cannot_say", "too_few": "too_few", "not_in_use": "not_in_use",
}  # fmt: skip
VERDICTS = st.sampled_from(sorted(STRENGTH))
CEILINGS: tuple[Ceiling, ...] = ("probable", "cannot_say")
GATES = st.one_of(
    st.builds(Gate, st.just("unplanned"), st.sampled_from(["clear", "handled"])),
    st.builds(Gate, st.just("exposure"), st.just("caps"), st.sampled_from(CEILINGS), falls_only=st.booleans()),
)
FEW = st.integers(0, 40)
DAYS = st.floats(1, 200)


def judged(before: tuple[int, float], after: tuple[int, float], *gates: Gate) -> Judgement:
    """One stratum, written as events and exposure."""
    return judge([Stratum(Tally(*before), Tally(*after))], gates)


def cap(ceiling: Ceiling, *, falls_only: bool = False) -> Gate:
    """A gate that does not let more through."""
    return Gate("exposure", "caps", ceiling, falls_only=falls_only)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ((14, 31), (4, 28), "probable_fall"),
        ((12, 34), (4, 29), "probable_fall"),
        ((18, 38), (5, 31), "clear_fall"),
        ((17, 36), (4, 31), "clear_fall"),
        ((29, 68), (4, 31), "clear_fall"),
        ((6, 30), (3, 30), "cannot_say"),
        ((3, 20), (0, 20), "too_few"),
        ((0, 20), (6, 20), "clear_rise"),
        ((0, 20), (5, 20), "probable_rise"),  # mid-P ½ · ½⁵; five are too few to be clear
        ((5, 20), (0, 20), "probable_fall"),
        ((6, 20), (0, 20), "clear_fall"),
        ((0, 20), (4, 20), "too_few"),
        ((0, 20), (0, 20), "too_few"),
        ((5, 20), (0, 0), "not_in_use"),
        ((0, 20), (0, 0), "not_in_use"),
        ((3, 30), (3, 30), "cannot_say"),
    ],
)
def test_the_fixtures_of_the_method_hold(before: tuple[int, float], after: tuple[int, float], verdict: Verdict) -> None:
    found = judged(before, after)
    assert (found.verdict, found.uncapped) == (verdict, verdict)
    assert (astuple(found.before), astuple(found.after)) == (before, after)
    assert found.gates == ()


@pytest.mark.parametrize(("before", "after"), [((5, 20), (1, 0)), ((5, 0), (1, 20)), ((0, 0), (0, 0))])
def test_what_cannot_be_is_refused(before: tuple[int, float], after: tuple[int, float]) -> None:
    with pytest.raises(ValueError, match="events="):
        judged(before, after)


@given(FEW, DAYS, FEW, DAYS)
def test_a_verdict_is_what_its_intervals_show(before: int, days: float, after: int, days_after: float) -> None:
    found = judged((before, days), (after, days_after))
    exact, likely = found.ratio.exact_high, found.ratio.likely_high
    if exact is not None and likely is not None:
        assert (found.verdict == "clear_fall") == (found.events >= 6 and exact < 1)
        assert (found.verdict in {"clear_fall", "probable_fall"}) == (found.events >= 5 and likely < 1)


@given(FEW, DAYS, FEW, DAYS)
def test_before_and_after_turned_around_turn_the_verdict(
    before: int, days: float, after: int, days_after: float
) -> None:
    there, back = judged((before, days), (after, days_after)), judged((after, days_after), (before, days))
    assert there.verdict == MIRRORED[back.verdict]


def test_a_rise_must_hold_with_the_bad_season_too() -> None:
    without = [Stratum(Tally(6, 60), Tally(10, 30))]
    assert judge(without).verdict == "clear_rise"
    assert judge(without, kept=[Stratum(Tally(16, 90), Tally(10, 30))]).verdict == "probable_rise"
    assert judge(without, kept=[Stratum(Tally(22, 90), Tally(10, 30))]).verdict == "cannot_say"
    assert judge(without, kept=[Stratum(Tally(10, 90), Tally(10, 30))]).verdict == "clear_rise"
    assert judge(without, kept=[Stratum(Tally(30, 30), Tally(10, 30))]).verdict == "cannot_say"


def test_a_fall_need_not_hold_with_the_bad_season() -> None:
    fall = [Stratum(Tally(18, 38), Tally(5, 31))]
    assert judge(fall, kept=[Stratum(Tally(1, 38), Tally(5, 31))]).verdict == "clear_fall"


def test_the_lowest_ceiling_wins_and_they_never_add_up() -> None:
    clear = ((18, 38), (5, 31))
    assert judged(*clear, cap("probable"), cap("probable")).verdict == "probable_fall"
    for gates in permutations([cap("probable"), cap("cannot_say"), Gate("bundle", "handled")]):
        found = judged(*clear, *gates)
        assert (found.verdict, found.uncapped, found.gates) == ("cannot_say", "clear_fall", gates)


def test_a_gate_for_falls_lets_rises_through() -> None:
    assert judged((0, 20), (9, 20), cap("probable", falls_only=True)).verdict == "clear_rise"
    assert judged((0, 20), (9, 20), cap("probable")).verdict == "probable_rise"
    assert judged((9, 20), (0, 20), cap("probable", falls_only=True)).verdict == "probable_fall"


@given(VERDICTS, st.lists(GATES, max_size=6))
def test_no_gate_makes_a_verdict_stronger_or_turns_it(verdict: Verdict, gates: list[Gate]) -> None:
    found = capped(verdict, gates)
    assert STRENGTH[found] <= STRENGTH[verdict]
    assert found in {verdict, "cannot_say", verdict.replace("clear", "probable")}


@given(VERDICTS, st.lists(GATES, max_size=4), GATES)
def test_one_more_gate_never_makes_a_verdict_stronger(verdict: Verdict, gates: list[Gate], more: Gate) -> None:
    assert STRENGTH[capped(verdict, [*gates, more])] <= STRENGTH[capped(verdict, gates)]


def test_strata_that_are_not_in_use_after_are_left_out() -> None:
    used = Stratum(Tally(18, 38), Tally(5, 31))
    found = judge([used, Stratum(Tally(40, 30), Tally(0, 0))])
    assert found == judge([used])


def test_what_is_expected_is_each_stratums_own_rate() -> None:
    apart = judge([Stratum(Tally(10, 10), Tally(0, 10)), Stratum(Tally(10, 100), Tally(2, 10))])
    assert apart.expected is not None
    assert apart.expected.mean == pytest.approx(10.25 + 1.025)
    assert apart.expected.low <= apart.expected.mean <= apart.expected.high
    together = judged((20, 110), (2, 20))
    assert together.expected is not None
    assert together.expected.mean == pytest.approx(20.5 * 20 / 110)
    assert judged((20, 110), (0, 0)).expected is None


def test_without_anything_before_nothing_can_be_said() -> None:
    gate = exposure_gate((), (30.0,), estimated=False, missing=False)
    found = unjudged(Tally(6, 30), [gate])
    assert (found.verdict, found.expected, found.gates) == ("cannot_say", None, (gate,))
    assert set(astuple(found.ratio)) == {None}
    assert unjudged(Tally(4, 30)).verdict == "too_few"
    assert unjudged(Tally(0, 0)).verdict == "not_in_use"
    with pytest.raises(ValueError, match="events=1"):
        unjudged(Tally(1, 0))


@pytest.mark.parametrize(
    ("before", "after", "next_days", "most"),
    [
        ((6, 30), (3, 30), 30, 2),
        ((14, 31), (4, 28), 30, None),  # is one already
        ((12, 30), (11, 30), 2, None),  # not even none would do
        ((2, 30), (2, 30), 300, None),  # none would leave too few to say anything about
        ((6, 30), (3, 30), 0, None),
        ((9, 30), (0, 0), 30, 4),  # nothing is counted yet
        ((500, 30), (500, 30), 30, 431),
    ],
)
def test_what_would_settle_it(
    before: tuple[int, float], after: tuple[int, float], next_days: float, most: int | None
) -> None:
    assert settles(Tally(*before), Tally(*after), next_days) == most


@given(FEW, DAYS, FEW, DAYS, DAYS)
def test_what_settles_it_does_and_one_more_does_not(
    before: int, days: float, after: int, days_after: float, next_days: float
) -> None:
    most = settles(Tally(before, days), Tally(after, days_after), next_days)
    falls = {"clear_fall", "probable_fall"}

    def then(more: int) -> Verdict:
        return judged((before, days), (after + more, days_after + next_days)).verdict

    if most is None:
        assert judged((before, days), (after, days_after)).verdict in falls or then(0) not in falls
    else:
        assert {then(more) for more in (0, most // 2, most)} <= falls
        assert then(most + 1) not in falls

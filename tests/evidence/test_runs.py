"""Points over time: the two rules, beside published tables, scipy, and units in which nothing changes."""

from __future__ import annotations

from random import Random

import pytest
import scipy  # what is slow to load in it is loaded when it is first asked for
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.evidence.chart import chart_for
from ikdesk.evidence.runs import Runs, baseline, crossings_limit, longest_limit, runs, runs_about
from tests.evidence.no_effect import SEED, poisson

# Anhøj & Olesen 2014, their table of critical values: useful points, longest run, fewest crossings
TABLE = [
    (10, 6, 2), (11, 6, 2), (12, 7, 3), (13, 7, 3), (14, 7, 4), (15, 7, 4), (16, 7, 4), (17, 7, 5), (18, 7, 5),
    (19, 7, 6), (20, 7, 6), (21, 7, 6), (22, 7, 7), (23, 8, 7), (24, 8, 8), (25, 8, 8), (26, 8, 8), (27, 8, 9),
    (28, 8, 9), (29, 8, 10), (30, 8, 10),
]  # fmt: skip
UP, DOWN = 9.0, 1.0
UNITS = 4_000
POINTS = st.lists(st.one_of(st.none(), st.integers(0, 12)), min_size=1, max_size=40).filter(
    lambda values: any(value is not None for value in values)
)


def of(said: str) -> Runs:
    """Points written as signs: + above the line, - below it, 0 on it, . none."""
    signs = {"+": UP, "-": DOWN, "0": 5.0, ".": None}
    return runs_about([signs[sign] for sign in said], 5.0)


@pytest.mark.parametrize(("useful", "longest", "crossings"), TABLE)
def test_the_limits_are_those_of_the_published_table(useful: int, longest: int, crossings: int) -> None:
    assert (longest_limit(useful), crossings_limit(useful)) == (longest, crossings)


def test_the_crossings_are_scipys_quantile() -> None:
    for useful in range(2, 300):
        assert crossings_limit(useful) == scipy.stats.binom.ppf(0.05, useful - 1, 0.5), useful


def test_the_longest_run_changes_where_the_published_table_says() -> None:
    changes = [n for n in range(11, 110) if longest_limit(n) != longest_limit(n - 1)]
    assert changes == [12, 23, 46, 91]


def test_a_run_and_its_crossings_are_counted() -> None:
    found = of("+-++--+---+-+-")
    assert (found.useful, found.longest, found.crossings, found.side) == (14, 3, 9, "below")
    assert found.run == {7, 8, 9}
    assert not found.changed
    assert found.marked == frozenset()


def test_a_long_run_is_marked_and_says_which_side_it_is_on() -> None:
    found = of("+-+-++--------+-+-++")
    assert (found.longest, found.longest_limit, found.too_long, found.side) == (8, 7, True, "below")
    assert found.marked == set(range(6, 14))


def test_few_crossings_are_a_change_without_a_run_that_is_too_long() -> None:
    found = of("+++++++------+++++------")
    assert (found.longest, found.longest_limit) == (7, 8)
    assert (found.crossings, found.crossings_limit) == (3, 8)
    assert found.changed
    assert found.marked == frozenset()


def test_points_on_the_line_and_gaps_neither_break_a_run_nor_count() -> None:
    with_them, without = of("+0-+.+0+-0-.-+"), of("+-+++---+")
    for one in (with_them, without):
        assert (one.useful, one.longest, one.crossings) == (9, 3, 4)


def test_fewer_than_twelve_useful_points_say_nothing() -> None:
    assert of("+++++------").useful == 11
    assert not of("+++++------").changed
    assert of("++++++------").changed


def test_points_that_are_all_alike_say_nothing() -> None:
    found = runs([4] * 20)
    assert (found.centre, found.useful, found.side) == (4, 0, "")
    assert not found.changed


def test_nothing_at_all_has_no_centre() -> None:
    with pytest.raises(ValueError, match="nothing"):
        runs([None, None])


def test_the_line_is_frozen_on_what_came_before_the_measure() -> None:
    before, after = [10, 14] * 6, [7, 5] * 4
    assert runs(before + after).centre == 10
    frozen = runs(before + after, before=12)
    assert (frozen.centre, frozen.too_long, frozen.side) == (12, True, "below")
    assert frozen.marked == set(range(12, 20)), "what came after, and nothing else"


def test_eleven_points_before_the_measure_freeze_nothing() -> None:
    values = [10.0] * 11 + [None] + [4.0] * 20
    assert baseline(values, 12) == [10.0] * 11 + [4.0] * 20
    assert baseline([10.0] * 12 + [4.0] * 20, 12) == [10.0] * 12


@given(POINTS)
def test_the_rules_see_up_and_down_alike(values: list[int | None]) -> None:
    turned = runs([None if value is None else 100 - value for value in values])
    found = runs(values)
    assert (found.useful, found.longest, found.crossings, found.changed) == (
        turned.useful, turned.longest, turned.crossings, turned.changed
    )  # fmt: skip


@given(POINTS)
def test_runs_and_crossings_fill_what_is_useful(values: list[int | None]) -> None:
    found = runs(values)
    assert found.longest + found.crossings <= max(found.useful, 0)
    assert len(found.run) == found.longest
    assert found.useful <= sum(value is not None for value in values)


def _false_alarms(points: int, mean: float, before: int | None = None) -> float:
    """How often something has changed, of units in which nothing has."""
    rng = Random(f"{SEED}.{points}.{mean}.{before}")
    told = [runs([poisson(rng, mean) for _n in range(points)], before=before).changed for _unit in range(UNITS // 4)]
    return sum(told) / len(told)


@pytest.mark.parametrize("points", [16, 24, 36])
@pytest.mark.parametrize("mean", [4, 10])
def test_where_nothing_changes_it_is_seldom_said_that_something_has(points: int, mean: float) -> None:
    # Anhøj 2015: about 5 %, and as all rules that rest on whole numbers a little more or less from length to length
    assert 0.005 < _false_alarms(points, mean) < 0.10


def test_a_line_frozen_on_a_year_gives_a_few_more_false_alarms_and_not_too_many() -> None:
    assert _false_alarms(24, 8, before=12) < 0.20


def test_a_change_to_half_is_found_in_most_units() -> None:
    rng = Random(SEED)
    found = [
        runs([poisson(rng, mean) for mean in [10] * 12 + [5] * 12], before=12).changed for _unit in range(UNITS // 8)
    ]
    assert sum(found) / len(found) > 0.80


@pytest.mark.parametrize(
    ("counts", "kind", "reason"),
    [
        ([], "none", "few_events"),
        ([1, 0, None, 1], "none", "few_events"),
        ([1, 0, 2], "between", "seldom"),
        ([3, 4] * 12, "between", "seldom"),  # 3.5 for each
        ([3, 5] * 12, "run", "enough"),
        ([3, 5] * 5 + [4], "none", "few_points"),
        ([3, 5, 4] * 5, "none", "few_useful"),  # fifteen, but five lie on the line
        ([3, 5, None] * 6, "run", "enough"),  # a closed July is no point
        ([3, 5, None] * 5, "none", "few_points"),
    ],
)
def test_the_chart_that_so_many_events_bear(counts: list[int | None], kind: str, reason: str) -> None:
    found = chart_for(counts)
    assert (found.kind, found.reason) == (kind, reason)

"""The special functions, beside scipy's."""

from __future__ import annotations

import math

import pytest
import scipy  # what is slow to load in it is loaded when it is first asked for
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.evidence.densities import binomial, poisson
from ikdesk.evidence.tails import beta_tail, chi_square_rest, gamma_rest, gamma_tail, solve

SIZES = [1, 2, 3, 7.5, 20, 57, 400, 3000.5, 10_000]
SIGMAS = [-6, -3, -1, -0.1, 0, 0.3, 2, 5]
NEAR = 1e-10
EVENTS = st.integers(0, 10_000)
CHANCE = st.floats(1e-12, 1 - 1e-12)


@pytest.mark.parametrize("first", [0.5, *SIZES])
@pytest.mark.parametrize("second", SIZES)
def test_the_incomplete_beta_is_scipys(first: float, second: float) -> None:
    mean = first / (first + second)
    spread = math.sqrt(mean * (1 - mean) / (first + second + 1))
    for sigma in SIGMAS:
        chance = min(max(mean + sigma * spread, 1e-9), 1 - 1e-9)
        assert beta_tail(first, second, chance, 1 - chance) == pytest.approx(
            scipy.special.betainc(first, second, chance), rel=NEAR, abs=1e-300
        )


@pytest.mark.parametrize("shape", [0.5, *SIZES])
def test_the_incomplete_gamma_is_scipys(shape: float) -> None:
    for sigma in SIGMAS:
        at = max(shape + sigma * math.sqrt(shape), 1e-6)
        assert gamma_tail(shape, at) == pytest.approx(scipy.special.gammainc(shape, at), rel=NEAR)
        assert gamma_rest(shape, at) == pytest.approx(scipy.special.gammaincc(shape, at), rel=NEAR)


@given(EVENTS, EVENTS, CHANCE)
def test_the_binomial_is_scipys(count: int, rest: int, chance: float) -> None:
    ours = binomial(count, count + rest, chance, 1 - chance)
    assert ours == pytest.approx(scipy.stats.binom.pmf(count, count + rest, chance), rel=1e-9, abs=1e-280)


@given(EVENTS, st.floats(1e-9, 2e4))
def test_the_poisson_is_scipys(count: int, mean: float) -> None:
    assert poisson(count, mean) == pytest.approx(scipy.stats.poisson.pmf(count, mean), rel=1e-9, abs=1e-280)


@given(st.floats(0, 500), st.integers(1, 100))
def test_the_chi_square_is_scipys(value: float, freedom: int) -> None:
    assert chi_square_rest(value, freedom) == pytest.approx(scipy.stats.chi2.sf(value, freedom), rel=NEAR, abs=1e-300)


@given(EVENTS.map(lambda n: n + 1), EVENTS, CHANCE)
def test_many_or_fewer_than_many_is_certain(first: int, second: int, chance: float) -> None:
    there = beta_tail(first, second + 1, chance, 1 - chance)
    back = beta_tail(second + 1, first, 1 - chance, chance)
    assert there + back == pytest.approx(1, abs=1e-11)


@given(EVENTS.map(lambda n: n + 1), EVENTS, st.floats(1e-4, 0.9999))
def test_the_inverse_finds_its_way_back(first: int, second: int, chance: float) -> None:
    def tail(at: float) -> tuple[float, float]:
        p, q = 1 / (1 + math.exp(-at)), 1 / (1 + math.exp(at))
        value = beta_tail(first, second + 1, p, q)
        return value, first * q * binomial(first, first + second, p, q)

    at = solve(tail, chance, math.log(first / (second + 1)))
    assert tail(at)[0] == pytest.approx(chance, rel=1e-9)
    assert 1 / (1 + math.exp(-at)) == pytest.approx(scipy.special.betaincinv(first, second + 1, chance), rel=NEAR)


@pytest.mark.parametrize("start", [-900.0, -30.0, 0.0, 30.0, 900.0])
def test_the_search_finds_its_way_from_anywhere(start: float) -> None:
    def tail(at: float) -> tuple[float, float]:
        small = math.exp(-abs(at))
        p = 1 / (1 + small) if at > 0 else small / (1 + small)
        return p, small / (1 + small) ** 2

    assert solve(tail, 0.2, start) == pytest.approx(math.log(0.25))


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_what_is_certain_or_impossible_is_so(chance: float) -> None:
    assert beta_tail(3, 4, chance, 1 - chance) == chance
    assert binomial(0, 4, chance, 1 - chance) == 1 - chance
    assert binomial(4, 4, chance, 1 - chance) == chance
    assert binomial(2, 4, chance, 1 - chance) == 0


def test_nothing_is_expected_and_nothing_comes() -> None:
    assert poisson(0, 0.0) == 1
    assert poisson(1, 0.0) == 0
    assert gamma_tail(3, 0.0) == 0
    assert gamma_rest(3, 0.0) == 1

"""The probability of so many or more: the regularised incomplete beta and gamma.

Both by continued fractions with Lentz's algorithm (W. J. Lentz 1976, as modified by Thompson & Barnett 1986; DLMF
8.17.22 and 8.9.2), the gamma also by its series (DLMF 8.7.1), each where it is quick. Accurate to about twelve digits.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from math import inf, log, sqrt

from ikdesk.evidence.densities import binomial, poisson

_TINY = 1e-300
_ENOUGH = 1e-16
_NEAR = 1e-8


def beta_tail(first: float, second: float, chance: float, other: float) -> float:
    """The regularised incomplete beta I(chance; first, second).

    For whole numbers it is the probability of ``first`` or more out of ``first + second − 1``.

    Args:
        first: above 0.
        second: above 0.
        chance: 0–1.
        other: 1 − chance, given beside it so that no digits are lost.
    """
    if chance <= 0 or other <= 0:
        return 0.0 if chance <= 0 else 1.0
    total = first + second
    front = binomial(first, total, chance, other) / total  # x^a · y^b ÷ (a · b · B(a, b))
    if chance * (total + 2) < first + 1:
        return front * second * _beta_fraction(first, second, chance)
    return 1.0 - front * first * _beta_fraction(second, first, other)


def gamma_tail(shape: float, at: float) -> float:
    """The regularised lower incomplete gamma P(shape, at): the chance of ``shape`` or more where ``at`` are expected.

    Args:
        shape: above 0.
        at: 0 or more.
    """
    if at < shape + 1:
        return _gamma_series(shape, at)
    return 1.0 - _gamma_fraction(shape, at)


def gamma_rest(shape: float, at: float) -> float:
    """The regularised upper incomplete gamma Q(shape, at) = 1 − P(shape, at): the chance of fewer than ``shape``.

    Args:
        shape: above 0.
        at: 0 or more.
    """
    if at < shape + 1:
        return 1.0 - _gamma_series(shape, at)
    return _gamma_fraction(shape, at)


def chi_square_rest(value: float, freedom: int) -> float:
    """How often chance alone gives so large a chi-square or larger, 0–1.

    Args:
        value: 0 or more.
        freedom: degrees of freedom, 1 or more.
    """
    return gamma_rest(freedom / 2, value / 2)


def normal_quantile(chance: float) -> float:
    """How many standard deviations from the middle a normal number is below so often; three digits, to begin a search.

    Args:
        chance: above 0 and below 1.

    Source: M. Abramowitz & I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.2.23.
    """
    t = sqrt(-2 * log(min(chance, 1 - chance)))
    size = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
    return size if chance > 0.5 else -size


def solve(tail: Callable[[float], tuple[float, float]], chance: float, start: float) -> float:
    """Where a tail that grows from 0 to 1 is as large as a chance.

    Newton's method on the logarithm of the tail, which is concave for the tails here, so that it cannot run away; kept
    inside what is known, by halving, for safety.

    Args:
        tail: gives the tail and its slope.
        chance: what to find, above 0 and below 1.
        start: a guess.
    """
    low, high, at, aim = start - 1500.0, start + 1500.0, start, log(chance)
    while True:
        value, slope = tail(at)
        if value < chance:
            low = at
        else:
            high = at
        best = at - (log(value) - aim) * value / slope if value > 0 and slope > 0 else inf
        if not low <= best <= high:
            best = (low + high) / 2
        elif abs(best - at) <= _NEAR:  # the number of right digits has just been doubled
            return best
        if high - low <= 10 * _ENOUGH * max(1.0, abs(best)):
            return best
        at = best


def _beta_fraction(first: float, second: float, chance: float) -> float:
    total = first + second
    upper, lower = 1.0, 1.0 / _not_zero(1.0 - total * chance / (first + 1))
    value = lower
    for step in count(1):
        twice = first + 2 * step
        even = step * (second - step) * chance / ((twice - 1) * twice)
        odd = -(first + step) * (total + step) * chance / (twice * (twice + 1))
        lower = 1.0 / _not_zero(1.0 + even * lower)
        upper = _not_zero(1.0 + even / upper)
        value *= lower * upper
        lower = 1.0 / _not_zero(1.0 + odd * lower)
        upper = _not_zero(1.0 + odd / upper)
        change = lower * upper
        value *= change
        if abs(change - 1.0) <= 4 * _ENOUGH:
            break
    return value


def _gamma_series(shape: float, at: float) -> float:
    if at <= 0:
        return 0.0
    term = total = 1.0
    for step in count(1):
        term *= at / (shape + step)
        total += term
        if term <= _ENOUGH * total:
            break
    return poisson(shape, at) * total


def _gamma_fraction(shape: float, at: float) -> float:
    bottom = at + 1 - shape
    upper, lower = 1 / _TINY, 1 / _not_zero(bottom)
    value = lower
    for step in count(1):
        over = -step * (step - shape)
        bottom += 2
        lower = 1.0 / _not_zero(over * lower + bottom)
        upper = _not_zero(bottom + over / upper)
        change = lower * upper
        value *= change
        if abs(change - 1.0) <= 4 * _ENOUGH:
            break
    return poisson(shape, at) * shape * value


def _not_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY

"""The probability of exactly so many, to nearly the last digit also for large counts.

Everything rests on two small quantities in which the large numbers have already cancelled: how far Stirling's formula
is from the factorial, and the deviance of a count from what was expected.

Source: C. Loader, "Fast and accurate computation of binomial probabilities", 2000.
"""

from __future__ import annotations

from math import exp, lgamma, log, log1p, pi, sqrt

_HALF_LOG_2PI = log(2 * pi) / 2
_SERIES_FROM = 15.0  # above this Stirling's series has all the digits there are
_NEAR = 0.1  # a count this near what was expected needs the series instead of the logarithm
_STIRLING = (1 / 12, 1 / 360, 1 / 1260, 1 / 1680, 1 / 1188)


def stirling_error(number: float) -> float:
    """How far log(number!) is from Stirling's formula.

    Args:
        number: above 0.
    """
    if number <= _SERIES_FROM:
        return lgamma(number + 1) - (number + 0.5) * log(number) + number - _HALF_LOG_2PI
    square, total = number * number, 0.0
    for term in reversed(_STIRLING):
        total = term - total / square
    return total / number


def deviance(count: float, expected: float) -> float:
    """How surprising a count is: count · log(count ÷ expected) + expected − count.

    Args:
        count: above 0.
        expected: above 0.
    """
    apart = count - expected
    if abs(apart) >= _NEAR * (count + expected):
        # two logarithms: the quotient could be too large or too small for a number
        return count * (log(count) - log(expected)) - apart
    relative = apart / (count + expected)
    total, term, step = apart * relative, 2 * count * relative, 1
    while True:
        term *= relative * relative
        step += 2
        larger = total + term / step
        if larger == total:
            return total
        total = larger


def binomial(count: float, of: float, chance: float, other: float) -> float:
    """The probability of exactly so many of so many; also for parts of a whole, as the incomplete beta needs.

    Args:
        count: 0 to of.
        of: how many in all, 0 or more.
        chance: of each, 0–1.
        other: 1 − chance, given beside it because a difference would lose the digits of a chance near 1.
    """
    if chance <= 0 or other <= 0:
        return float(count == (0 if chance <= 0 else of))
    if count in (0, of):
        of_one, of_other = (other, chance) if count == 0 else (chance, other)
        return exp(of * (log1p(-of_other) if of_other < of_one else log(of_one)))
    rest = of - count
    error = stirling_error(of) - stirling_error(count) - stirling_error(rest)
    surprise = deviance(count, of * chance) + deviance(rest, of * other)
    return exp(error - surprise) * sqrt(of / (2 * pi * count * rest))


def poisson(count: float, expected: float) -> float:
    """The probability of exactly so many where so many are expected.

    Args:
        count: 0 or more.
        expected: 0 or more.
    """
    if expected <= 0:
        return float(count == 0)
    if count == 0:
        return exp(-expected)
    return exp(-stirling_error(count) - deviance(count, expected)) / sqrt(2 * pi * count)

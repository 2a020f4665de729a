"""How sure one count is: the interval its rate lies in."""

from __future__ import annotations

from math import exp, isfinite, log, sqrt

from ikdesk.evidence.densities import poisson
from ikdesk.evidence.tails import gamma_rest, gamma_tail, normal_quantile, solve

EXACT, MIDDLE = 1.0, 0.5  # how much of the probability of exactly this many counts as "this many or more"


def count_interval(events: int, exposure: float = 1.0, *, conf: float = 0.95) -> tuple[float, float]:
    """The exact central interval of a rate: it holds the true one at least so often.

    Args:
        events: how many, 0 or more.
        exposure: in how much (days, children × days), above 0.
        conf: how often the interval should hold the true rate, between 0 and 1.

    Returns:
        The lowest and the highest rate, events per unit of exposure.

    Raises:
        ValueError: any of them is out of range.

    Source: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936).
    """
    return _interval(events, exposure, conf, EXACT)


def count_interval_midp(events: int, exposure: float = 1.0, *, conf: float = 0.95) -> tuple[float, float]:
    """The mid-P interval of a rate: shorter than the exact one, and right on average instead of at least.

    Args and errors as ``count_interval``.

    Source: H. O. Lancaster, "Significance tests in discrete distributions", JASA 56 (1961); G. R. Cohen & S.-Y. Yang,
    "Mid-P confidence intervals for the Poisson expectation", Statistics in Medicine 13 (1994).
    """
    return _interval(events, exposure, conf, MIDDLE)


def _interval(events: int, exposure: float, conf: float, weight: float) -> tuple[float, float]:
    if events < 0 or exposure <= 0 or not isfinite(exposure) or not 0 < conf < 1:
        raise ValueError((events, exposure, conf))
    chance = (1 - conf) / 2
    width = -normal_quantile(chance) / sqrt(events + 0.5)
    start = log(events + 0.5)

    def so_many(at: float) -> tuple[float, float]:
        mean = exp(min(at, 700.0))
        here = poisson(events, mean)
        return gamma_tail(events + 1, mean) + weight * here, here * (weight * events + (1 - weight) * mean)

    def so_few(at: float) -> tuple[float, float]:
        mean = exp(min(-at, 700.0))
        here = poisson(events, mean)
        fewer = gamma_rest(events, mean) if events else 0.0
        return fewer + weight * here, here * ((1 - weight) * events + weight * mean)

    low = exp(solve(so_many, chance, start - width)) if events else 0.0
    high = exp(-solve(so_few, chance, -start - width))
    return low / exposure, high / exposure

"""The rate after over the rate before, how sure it is, and what would have come now if nothing had changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, isfinite, log1p, sqrt

from ikdesk.evidence.conditional import Split, split_of
from ikdesk.evidence.counts import EXACT, MIDDLE
from ikdesk.evidence.kinds import Expected, Ratio, Stratum, Tally
from ikdesk.evidence.tails import beta_tail, normal_quantile

LIKELY = 0.80  # what the thick line of a picture holds
NO_RATIO = Ratio(*[None] * 11)
_LARGEST = 700.0  # the logarithm of about the largest number there is


def rate_ratio(strata: Sequence[Stratum], *, conf: float = 0.95) -> Ratio:
    """The exact conditional comparison of two Poisson rates, like with like.

    Without events before there is no ratio and no highest value, without any events no ratio and no limits; without
    exposure after there is nothing at all. A stratum without exposure after says nothing and is left out.

    Args:
        strata: one or more parts in which before and after are compared (seasons, places).
        conf: of the exact and of the wide mid-P interval, between 0 and 1; the narrow one is always 80 %.

    Raises:
        ValueError: no strata, a count or exposure below 0, events without exposure, or no exposure before.

    Source: J. Przyborowski & H. Wilenski, Biometrika 31 (1940); mid-P: H. O. Lancaster, JASA 56 (1961); several strata:
    D. O. Martin & H. Austin, Epidemiology 7 (1996).
    """
    if not 0 < conf < 1:
        raise ValueError(conf)
    used = compared(strata)
    if not used:
        return NO_RATIO
    from_after, from_before = split_of(used)
    tail, likely = (1 - conf) / 2, (1 - LIKELY) / 2
    ways = ((tail, EXACT), (tail, MIDDLE), (likely, MIDDLE))
    lows = [_low(from_after.lowest(*way), from_before.before + from_before.after) for way in ways]
    highs = [_high(from_before.lowest(*way)) for way in ways]
    return Ratio(
        _estimate(used, from_after), lows[0], highs[0], lows[1], highs[1], lows[2], highs[2],
        from_before.so_many(EXACT), from_before.so_many(MIDDLE),
        from_after.so_many(EXACT), from_after.so_many(MIDDLE),
    )  # fmt: skip


def compared(strata: Sequence[Stratum]) -> list[Stratum]:
    """The strata in which something can be compared: those in use after.

    Raises:
        ValueError: as ``rate_ratio``.
    """
    if not strata:
        raise ValueError("nothing to compare")
    for stratum in strata:
        checked(stratum.before)
        checked(stratum.after)
        if not stratum.before.exposure:
            raise ValueError(f"no exposure before: {stratum}")
    return [stratum for stratum in strata if stratum.after.exposure]


def checked(tally: Tally) -> Tally:
    """The same tally, if it can be true.

    Raises:
        ValueError: fewer than no events, no such exposure, or events in no exposure.
    """
    possible = tally.events >= 0 and tally.exposure >= 0 and isfinite(tally.exposure)
    if not possible or (tally.events and not tally.exposure):
        raise ValueError(tally)
    return tally


def expected_now(before: Tally, exposure: float, *, coverage: float = 0.80) -> Expected:
    """How many events there would have been now if the rate before had held, and the usual range.

    The count now given the count before is negative binomial (before + ½, exposure before ÷ both exposures).

    Args:
        before: events and exposure before; some exposure.
        exposure: now, above 0.
        coverage: how often the range holds, between 0 and 1.

    Exact to the last event as long as fewer than about a hundred million are expected.

    Raises:
        ValueError: no exposure before or now, or a coverage out of range.

    Source: what a Poisson count predicts under Jeffreys' prior; J. M. Bernardo & A. F. M. Smith, "Bayesian Theory"
    (1994).
    """
    checked(before)
    if not before.exposure or not 0 < exposure < float("inf") or not 0 < coverage < 1:
        raise ValueError((before, exposure, coverage))
    size, times = before.events + 0.5, exposure / before.exposure
    stays, comes = 1 / (1 + times), 1 / (1 + 1 / times)
    mean, spread = size * times, sqrt(size * times * (1 + times))
    skew = (1 + comes) / sqrt(size * comes)

    def reached(chance: float) -> int:
        away = normal_quantile(chance)
        guess = mean + spread * (away + skew * (away * away - 1) / 6)  # Cornish & Fisher 1938
        return _first(lambda count: beta_tail(size, count + 1, stays, comes) >= chance, max(0, int(guess)))

    tail = (1 - coverage) / 2
    return Expected(mean, reached(tail), reached(1 - tail))


def gap_p(events_before: int, exposure_before: float, gap_exposure: float) -> float:
    """How likely an open gap without events is, at least so long, if nothing had changed.

    Args:
        events_before: 0 or more.
        exposure_before: above 0.
        gap_exposure: since the last event, none after; 0 or more, in the same unit.

    Raises:
        ValueError: any of them is out of range.
    """
    if gap_exposure < 0 or not isfinite(gap_exposure) or not exposure_before:
        raise ValueError((exposure_before, gap_exposure))
    checked(Tally(events_before, exposure_before))
    return exp(-events_before * log1p(gap_exposure / exposure_before))


def _estimate(strata: Sequence[Stratum], split: Split) -> float | None:
    """The plain quotient of one stratum, the conditional maximum-likelihood estimate of several."""
    if not split.before:
        return None
    if not split.after:
        return 0.0
    if len(strata) > 1:
        return _number(split.log_ratio)
    one = strata[0]
    quotient = split.after / split.before * (one.before.exposure / one.after.exposure)
    return quotient if isfinite(quotient) else None


def _low(log_ratio: float | None, events: int) -> float | None:
    if log_ratio is None:  # none after
        return 0.0 if events else None
    return _number(log_ratio)


def _high(log_inverse: float | None) -> float | None:
    return None if log_inverse is None else _number(-log_inverse)


def _number(logarithm: float) -> float | None:
    """None where it would be too large for a number: nothing infinite leaves this place."""
    return exp(logarithm) if logarithm < _LARGEST else None


def _first(reaches: Callable[[int], bool], guess: int) -> int:
    """The smallest count that reaches something: by longer and longer steps from a guess, then by halving."""
    step = 1
    if reaches(guess):
        below, high = guess - 1, guess
        while below >= 0 and reaches(below):
            step *= 2
            below, high = below - step, below
        below = max(below, -1)
    else:
        below, high = guess, guess + 1
        while not reaches(high):
            step *= 2
            below, high = high, high + step
    while high - below > 1:
        middle = (below + high) // 2
        below, high = (below, middle) if reaches(middle) else (middle, high)
    return high

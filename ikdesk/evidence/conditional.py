"""Given how many events there were in all: how likely is it that so many of them came after?

If nothing but the rate ratio r sets the two times apart, each event came after with probability
p = after · r ÷ (after · r + before), so the events after are Bin(n, p) (J. Przyborowski & H. Wilenski, Biometrika 31,
1940). With several strata their sum is a convolution of such (D. O. Martin & H. Austin, "Exact estimates for a rate
ratio", Epidemiology 7, 1996). Everything is asked as a function of log r, and for "so many or more"; turning before and
after around gives "so many or fewer".
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from math import exp, log, sqrt
from operator import mul

from ikdesk.evidence.densities import binomial
from ikdesk.evidence.kinds import Stratum
from ikdesk.evidence.tails import beta_tail, normal_quantile, solve

_FORGOTTEN = 1e-45  # what is so much less likely than the likeliest is left out of a convolution
Tail = tuple[float, float]  # a probability, and how fast it grows with log r
Parts = tuple[tuple[int, float], ...]  # of each stratum: events in all, log(exposure after ÷ exposure before)


@dataclass(frozen=True, slots=True)
class Split(ABC):
    """Events before and after, seen from the after side."""

    before: int
    after: int

    @property
    @abstractmethod
    def log_ratio(self) -> float:
        """Where the search begins: near log r, and with several strata the log r that is likeliest."""

    @abstractmethod
    def tail(self, at: float, weight: float) -> Tail:
        """The probability of more events after, and ``weight`` of the probability of exactly so many, at log r = at."""

    def so_many(self, weight: float) -> float:
        """The one-sided probability of so many or more after if nothing had changed (weight 1), or its mid-P (½)."""
        if not self.after and weight == 1:
            return 1.0
        return min(1.0, self.tail(0.0, weight)[0])

    def lowest(self, chance: float, weight: float) -> float | None:
        """The log r at which so many or more after has this probability; None without any after: there is no lowest."""
        if not self.after:
            return None
        width = sqrt(1 / (self.after + 0.5) + 1 / (self.before + 0.5))
        return solve(lambda at: self.tail(at, weight), chance, self.log_ratio + normal_quantile(chance) * width)


@dataclass(frozen=True, slots=True)
class OneSplit(Split):
    """One stratum: the binomial itself."""

    log_odds: float  # log(exposure after ÷ exposure before)

    @property
    def log_ratio(self) -> float:
        """As promised."""
        return log((self.after + 0.5) / (self.before + 0.5)) - self.log_odds

    def tail(self, at: float, weight: float) -> Tail:
        """By the incomplete beta; its slope in log-odds is the density of the order statistic."""
        chance, other = chances(at + self.log_odds)
        here = binomial(self.after, self.after + self.before, chance, other)
        more = beta_tail(self.after + 1, self.before, chance, other) if self.before else 0.0
        slope = here * (weight * self.after * other + (1 - weight) * self.before * chance)
        return more + weight * here, slope


def chances(log_odds: float) -> tuple[float, float]:
    """The probability of coming after and of coming before, each with all its digits.

    Args:
        log_odds: log(p ÷ (1 − p)), any number.
    """
    small = exp(-abs(log_odds))
    rare, usual = small / (1 + small), 1 / (1 + small)
    return (usual, rare) if log_odds > 0 else (rare, usual)


@dataclass(frozen=True, slots=True)
class ManySplits(Split):
    """Several strata: the sum of binomials, known at one log r and tilted to the others.

    With weights c at log r₀ the probability of s at log r is in proportion to c(s) · exp((log r − log r₀) · s).
    """

    parts: Parts
    known_at: float  # log r₀: where so many are expected
    first: int  # the smallest sum that is kept
    weights: tuple[float, ...]  # c(first), c(first + 1), …

    @property
    def log_ratio(self) -> float:
        """As promised."""
        return self.known_at

    def tail(self, at: float, weight: float) -> Tail:
        """Summed up; its slope is what is likely times how far it is from the mean."""
        tilt, size = at - self.known_at, len(self.weights)
        steps = range(1 - size, 1) if tilt > 0 else range(size)  # so that no power is above 1
        likely = list(map(mul, self.weights, map(exp, map(mul, repeat(tilt), steps))))
        here = self.after - self.first
        more, exactly = likely[here + 1 :], likely[here]
        whole, above = sum(likely), sum(more)
        mean = sum(map(mul, likely, range(size))) / whole
        slope = sum(map(mul, more, range(here + 1, size))) - mean * above + weight * (here - mean) * exactly
        return (above + weight * exactly) / whole, slope / whole

    def so_many(self, weight: float) -> float:
        """Convolved anew where something was left out: it may be what matters where nothing had changed."""
        if len(self.weights) == self.before + self.after + 1:
            return super(ManySplits, self).so_many(weight)  # in full: a class with slots is made twice
        first, likely = convolve(self.parts, 0.0)
        here = self.after - first
        if not 0 <= here < len(likely):
            return float(here < 0)
        return min(1.0, (sum(likely[here + 1 :]) + weight * likely[here]) / sum(likely))

    def mirrored(self) -> ManySplits:
        """The same seen from the before side."""
        parts = tuple((events, -odds) for events, odds in self.parts)
        first = self.before + self.after - self.first - len(self.weights) + 1
        return ManySplits(self.after, self.before, parts, -self.known_at, first, self.weights[::-1])


def split_of(strata: Sequence[Stratum]) -> tuple[Split, Split]:
    """The same strata seen from the after side and from the before side.

    Args:
        strata: one or more, each with exposure before and after.
    """
    if len(strata) == 1:
        one = strata[0]
        odds = log(one.after.exposure) - log(one.before.exposure)
        before, after = one.before.events, one.after.events
        return OneSplit(before, after, odds), OneSplit(after, before, -odds)
    many = _many(strata)
    return many, many.mirrored()


def likeliest(parts: Parts, after: float) -> float:
    """The log r at which the expected number after is this number: the conditional maximum-likelihood estimate.

    Args:
        parts: one or more, with events among them.
        after: above 0 and below the events of all strata.
    """
    total = sum(events for events, _odds in parts)

    def share(at: float) -> Tail:
        each = [(events, *chances(at + odds)) for events, odds in parts]
        mean = sum(events * chance for events, chance, _other in each)
        return mean / total, sum(events * chance * other for events, chance, other in each) / total

    middle = sum(events * odds for events, odds in parts) / total
    return solve(share, after / total, log(after / (total - after)) - middle)


def convolve(parts: Parts, at: float) -> tuple[int, list[float]]:
    """How likely each number after is, all strata together, at log r = at.

    Args:
        parts: one or more.
        at: log r.

    Returns:
        The smallest number that is kept, and the probabilities from there.
    """
    first, likely = 0, [1.0]
    for events, odds in parts:
        least, added = _trimmed(events, *chances(at + odds))
        summed = [0.0] * (len(likely) + len(added) - 1)
        for step, value in enumerate(likely):
            for more, other in enumerate(added, step):
                summed[more] += value * other
        lost, likely = _without_tails(summed)
        first += least + lost
    return first, likely


def _many(strata: Sequence[Stratum]) -> ManySplits:
    parts = tuple((s.before.events + s.after.events, log(s.after.exposure) - log(s.before.exposure)) for s in strata)
    after, total = sum(stratum.after.events for stratum in strata), sum(events for events, _odds in parts)
    known_at = likeliest(parts, min(max(after, 0.5), total - 0.5)) if total else 0.0
    first, likely = convolve(parts, known_at)
    return ManySplits(total - after, after, parts, known_at, first, tuple(likely))


def _without_tails(likely: Sequence[float]) -> tuple[int, list[float]]:
    """What matters of a distribution with one top, and how many were left out below it."""
    least = _FORGOTTEN * max(likely)
    kept = [step for step, value in enumerate(likely) if value > least]
    return kept[0], list(likely[kept[0] : kept[-1] + 1])


def _trimmed(events: int, chance: float, other: float) -> tuple[int, list[float]]:
    """A binomial from its likeliest value outwards, as far as it matters."""
    if not events:
        return 0, [1.0]
    middle = min(events, int((events + 1) * chance))
    top = binomial(middle, events, chance, other)
    down, up, odds = [], [], chance / other if other else 0.0
    value, at = top, middle
    while at and (value := value * at / ((events - at + 1) * odds) if odds else 0.0) > _FORGOTTEN * top:
        down.append(value)
        at -= 1
    value, least, at = top, at, middle
    while at < events and (value := value * (events - at) / (at + 1) * odds) > _FORGOTTEN * top:
        up.append(value)
        at += 1
    return least, [*reversed(down), top, *up]

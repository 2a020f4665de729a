"""A full verdict beside scipy's binomial tests on the same numbers."""

from __future__ import annotations

from scipy.stats import binomtest

from ikdesk.evidence.kinds import Stratum, Tally
from ikdesk.evidence.verdict import judge
from installer.bench.timing import Point, call_by_call, point

AIM = 1.0
SEASONS = [
    Stratum(Tally(8, 20), Tally(3, 20)),
    Stratum(Tally(6, 25), Tally(4, 22)),
    Stratum(Tally(9, 30), Tally(2, 31)),
]


def verdict_point(rounds: int) -> Point:
    """Three strata convolved, with ratio, three intervals, one-sided p, usual range and verdict, beside one plain
    two-sided test of each stratum, without its interval.

    Args:
        rounds: how many times each is timed at least.
    """
    return point("verdict of three strata ÷ scipy's binomial tests", call_by_call(rounds, _ours, _scipys), AIM)


def _ours() -> None:
    judge(SEASONS)


def _scipys() -> None:
    for one in SEASONS:
        events, days = one.after.events + one.before.events, one.after.exposure + one.before.exposure
        binomtest(one.after.events, events, one.after.exposure / days)

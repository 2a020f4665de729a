"""Units in which nothing helps: how often does the engine say that something did?

Each unit has a place with a rate of its own. Season follows season until one is bad: worse than each of the three
before it, or far above what is usual there. Then a measure is begun, because people begin measures after bad seasons,
and it does nothing at all. What the season after it looks like is judged in three ways. The numbers in README come from
here::

    python -m tests.evidence.no_effect
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from random import Random
from typing import Literal

from ikdesk.evidence.kinds import Stratum, Tally, Verdict
from ikdesk.evidence.verdict import judge

BASELINE = 3  # seasons
PATIENCE = 40  # seasons without a bad one, and the unit is left alone
FAR_ABOVE = 1.5  # times what is usual
SEED = 20_260_430
RATES = (2.0, 15.0)  # events a usual season
USUAL = 30  # akedager in it
LEAST, MOST = 20, 40  # where they differ
Way = Literal["default", "without kept", "bad season only"]
WAYS: tuple[Way, ...] = ("default", "without kept", "bad season only")


@dataclass(frozen=True, slots=True)
class World:
    """What the units are like."""

    name: str
    rates: tuple[float, float] = RATES
    unequal: bool = False  # the seasons are not equally long
    spread: float = 0.0  # the rate's own coefficient of variation from season to season
    bad: Literal["worst", "far_above"] = "worst"  # of the last four seasons; 1.5 × the unit's own rate


@dataclass(frozen=True, slots=True)
class Said:
    """How often something was said, as shares of the units."""

    clear_fall: float
    fall: float
    clear_rise: float
    rise: float


WORLDS = (
    World("like lange sesonger"),
    World("ulikt lange sesonger", unequal=True),
    World("raten skifter (cv 0,45)", spread=0.45),
    World("raten skifter, ulikt lange", unequal=True, spread=0.45),
    World("raten skifter, minst 8 i sesongen", rates=(8.0, 15.0), spread=0.45),
    World("langt over det vanlige", bad="far_above"),
    World("langt over, ulikt lange", unequal=True, bad="far_above"),
    World("langt over, raten skifter", spread=0.45, bad="far_above"),
)


def poisson(rng: Random, mean: float) -> int:
    """A number of events, by Knuth's products."""
    limit, count, product = exp(-mean), 0, rng.random()
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def seasons(world: World, rate: float, rng: Random) -> Iterator[Tally]:
    """One unit's seasons, without end and without any effect."""
    shape = 1 / world.spread**2 if world.spread else 0.0
    while True:
        days = rng.randint(LEAST, MOST) if world.unequal else USUAL
        factor = rng.gammavariate(shape, 1 / shape) if shape else 1.0
        yield Tally(poisson(rng, rate * days * factor), days)


def triggered(world: World, rng: Random) -> tuple[list[Tally], Tally]:
    """The seasons up to the bad one that a measure was begun for, and the one after it."""
    while True:
        past: list[Tally] = []
        rate = rng.uniform(*world.rates) / USUAL
        for season in seasons(world, rate, rng):
            if len(past) > BASELINE and _is_bad(world, rate, past[-BASELINE - 1 :]):
                return past[-BASELINE - 1 :], season
            past.append(season)
            if len(past) > PATIENCE:
                break


def _is_bad(world: World, rate: float, last: Sequence[Tally]) -> bool:
    *others, bad = last
    if world.bad == "far_above":
        return bad.events >= FAR_ABOVE * rate * bad.exposure
    return all(bad.events * one.exposure > one.events * bad.exposure for one in others)


def _together(tallies: Sequence[Tally]) -> Tally:
    return Tally(sum(one.events for one in tallies), sum(one.exposure for one in tallies))


@cache
def _verdict(before: Tally, after: Tally, kept: Tally | None = None) -> Verdict:
    other = None if kept is None else [Stratum(kept, after)]
    return judge([Stratum(before, after)], kept=other).verdict


@cache
def said(world: World, units: int, way: Way, *, seed: int = SEED) -> Said:
    """How often something is said where nothing helped, for one way of choosing what to compare with.

    Args:
        world: what the units are like.
        units: how many.
        way: as in ``simulate``.
        seed: the same gives the same units, whatever the way.
    """
    rng, count = Random(seed), Counter[Verdict]()
    for _unit in range(units):
        past, after = triggered(world, rng)
        if way == "bad season only":
            count[_verdict(past[-1], after)] += 1
        else:
            kept = _together(past[-BASELINE:]) if way == "default" else None
            count[_verdict(_together(past[:-1]), after, kept)] += 1
    return _shares(count, units)


def simulate(world: World, units: int, *, seed: int = SEED) -> dict[Way, Said]:
    """How often something is said where nothing helped, for each way of choosing what to compare with.

    Args:
        world: what the units are like.
        units: how many.
        seed: the same gives the same.

    Returns:
        "default": the three seasons before the bad one, rises only if they hold with the bad one kept; "without kept":
        the same without that rule; "bad season only": the bad season alone, without the gate that stops it.
    """
    return {way: said(world, units, way, seed=seed) for way in WAYS}


def _shares(count: Counter[Verdict], units: int) -> Said:
    falls, rises = count["clear_fall"], count["clear_rise"]
    return Said(
        falls / units, (falls + count["probable_fall"]) / units, rises / units, (rises + count["probable_rise"]) / units
    )


def main(units: int = 20_000) -> None:
    """Print a table."""
    print(f"{units} enheter uten virkning; frø {SEED}")
    for world in WORLDS:
        for way, told in simulate(world, units).items():
            numbers = " ".join(
                f"{100 * share:5.1f} %" for share in (told.clear_fall, told.fall, told.clear_rise, told.rise)
            )
            print(f"{world.name:36}{way:18}{numbers}")


if __name__ == "__main__":
    main()

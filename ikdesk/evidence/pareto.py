"""Which few spots most of it happens at: the vital few, each counted only for what those before it do not cover."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Spot = TypeVar("Spot", bound=Hashable)
ENOUGH = 5  # events at a spot: as few as a verdict can be given of
MOST_OF_IT = 0.8  # the part of all events that the vital few stand for
_HALF, _TWICE = 2, 2


@dataclass(frozen=True, slots=True)
class Found(Generic[Spot]):
    """A spot where much happens."""

    spot: Spot
    events: int
    new: int  # of these, at none of the spots before it


def vital_few(
    groups: Sequence[tuple[Collection[Spot], int]], *, taken: Collection[Spot] = (),
    tangible: Callable[[Spot], bool] = lambda _spot: True, fewest: int = ENOUGH, most: int = 5,
) -> tuple[Found[Spot], ...]:
    """The spots that together stand for most of what happens, the one with most first.

    An event lies at several spots at once: a place, an activity, a way it happens. One that is spoken for by a spot
    before it counts no more, so that the same events are never told of twice under different names; and a spot of
    which more than half is spoken for already is left out.

    Args:
        groups: which spots some events lie at, and how many events they are; no event is in two groups.
        taken: spots that are worked with already.
        tangible: whether a spot is somewhere one can go and change something; its events count twice in the order.
        fewest: events that must be new at a spot.
        most: spots at most.
    """
    sums: dict[Spot, int] = {}
    for spots, events in groups:
        for spot in spots:
            sums[spot] = sums.get(spot, 0) + events
    left = [(spots, events) for spots, events in groups if events and not any(spot in taken for spot in spots)]
    everything = sum(events for _spots, events in groups)
    covered = everything - sum(events for _spots, events in left)
    order = {spot: at for at, spot in enumerate(sums)}
    found: list[Found[Spot]] = []
    while len(found) < most and covered < MOST_OF_IT * everything:
        new: dict[Spot, int] = {}
        for spots, events in left:
            for spot in spots:
                new[spot] = new.get(spot, 0) + events
        best = max(
            (spot for spot, events in new.items() if events >= fewest and _HALF * events >= sums[spot]),
            key=lambda spot: (new[spot] * (_TWICE if tangible(spot) else 1), -order[spot]), default=None,
        )  # fmt: skip
        if best is None:
            break
        found.append(Found(best, sums[best], new[best]))
        covered += new[best]
        left = [(spots, events) for spots, events in left if best not in spots]
    return tuple(found)

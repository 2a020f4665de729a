"""Which counted places are in season; what lies in the folder may be anything, for nobody has unlocked yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_YEAR = frozenset(range(1, 13))
_SEASONS = {"winter": frozenset({10, 11, 12, 1, 2, 3, 4}), "summer": frozenset({5, 6, 7, 8, 9})}
MOST = 3  # places the lock screen offers


def places_in_season(front: Mapping[str, Any], month: int) -> list[Mapping[str, Any]]:
    """The places to offer a day for, those with a season first.

    Args:
        front: what the lock screen may know.
        month: 1–12.
    """
    places = front.get("places")
    rows = [row for row in places if isinstance(row, Mapping)] if isinstance(places, list) else []
    now = [(months, row) for row in rows if month in (months := _months(row))]
    return [row for months, row in sorted(now, key=lambda one: one[0] == _YEAR)][:MOST]


def _months(place: Mapping[str, Any]) -> frozenset[int]:
    """The months a place is in use; all of them where nothing sensible is said."""
    season, own = str(place.get("season")), place.get("months")
    if season == "own" and isinstance(own, list) and len(own) == 2 and _are_months(own):
        first, last = own
        return frozenset((first + n - 1) % 12 + 1 for n in range((last - first) % 12 + 1))
    return _SEASONS.get(season, _YEAR)


def _are_months(values: list[Any]) -> bool:
    return all(isinstance(value, int) and value in _YEAR for value in values)

"""Which counted places are in season; what lies in the folder may be anything, for nobody has unlocked yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikdesk.kernel.words import _

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


def day_words(place: Mapping[str, Any]) -> str:
    """What the button for a day says."""
    word, name = str(place.get("word", "")), str(place.get("name", ""))[:60]
    if word:
        return _("{word} i dag – {place}").format(word=word[:1].upper() + word[1:], place=name)
    return _("{place} er brukt i dag").format(place=name)


def demo_day(front: Mapping[str, Any]) -> date | None:
    """The day of the demo; None where there is none, or what stands there is no day.

    Args:
        front: what the lock screen may know.
    """
    try:
        return date.fromisoformat(str(front.get("day", "")))
    except ValueError:
        return None


def _months(place: Mapping[str, Any]) -> frozenset[int]:
    """The months a place is in use; all of them where nothing sensible is said."""
    season, own = str(place.get("season")), place.get("months")
    if season == "own" and isinstance(own, list) and len(own) == 2 and _are_months(own):
        first, last = own
        return frozenset((first + n - 1) % 12 + 1 for n in range((last - first) % 12 + 1))
    return _SEASONS.get(season, _YEAR)


def _are_months(values: list[Any]) -> bool:
    return all(isinstance(value, int) and value in _YEAR for value in values)

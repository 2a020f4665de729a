"""What is told besides about the events of the demo: drawn for each by itself, so that all else stays as it is."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from ikdesk.incidents.model import STAFF_KINDS, Status
from ikdesk.start.demo_stories_model import INDOORS, Event, Values

SYSTEM = "Risk Manager"  # of the municipality
_TRANSFERRED_UNTIL = date(2026, 3, 15)  # what was closed later has not been registered there yet
_LISTED_FROM = date(2024, 8, 1)
_NEVER_LISTED = frozenset({"head", "back_of_head", "eye", "tooth"})  # those are told in full
_HILL = "sledding_hill"
_BY_CAUSE = {
    "equipment_defect": "mend_replace", "building_door_gate": "mend_replace", "surface": "safeguard",
    "placement": "safeguard", "weather": "tidy_sand_clear", "light_view": "safeguard", "few_adults": "adult_closer",
    "adult_position": "adult_closer", "unclear_responsibility": "tell_each_other", "many_children": "fewer_children",
    "time_pressure": "other_time_place", "routine_missing": "clearer_rule", "routine_unknown": "train_adults",
    "routine_not_followed": "tell_each_other", "routine_inadequate": "clearer_rule", "training": "train_adults",
    "untrained_substitute": "train_adults", "clothing_gear": "helmet_clothing", "wanted_risk": "nothing",
    "interaction": "adult_closer", "chance": "nothing",
}  # fmt: skip
_PROPOSALS = {
    "adult_closer": "En voksen bør stå der det går fortest.", "clearer_rule": "Vi trenger én regel som alle kan.",
    "tidy_sand_clear": "Se over plassen før barna går ut.", "mend_replace": "Bør repareres før det brukes igjen.",
    "fewer_children": "Del gruppa, så blir det bedre plass.",
}  # fmt: skip
_PROPOSED = 0.45  # a little over the share found in Bergen (HAMU 2014): 44 of 100 reports


def details_of(event: Event) -> Values:
    """What more is known of an event: how bad it could have been, who saw it, the weather, what would have hindered it.

    Args:
        event: as it was told and followed up.
    """
    rng = Random(f"{event.on} {event.values['story']}")
    told: Values = {"potential": _potential(rng, event)}
    if _on_a_list(event) and rng.random() < 0.4:
        return {**told, "collected": True, "closed_at": None, "status": Status.CLOSED}
    if event.values["status"] is Status.REPORTED:
        return told
    if event.kind not in STAFF_KINDS:
        told |= _around(rng, event)
    causes = event.values.get("causes") or ()
    if causes and rng.random() < _PROPOSED:
        chips = tuple(dict.fromkeys(_BY_CAUSE[code] for code in causes if code in _BY_CAUSE))
        told["prevent"] = chips
        told["prevent_said"] = next((_PROPOSALS[chip] for chip in chips if chip in _PROPOSALS), "")
    if event.grade >= 2 and (closed := event.values.get("closed_at")) and closed.date() < _TRANSFERRED_UNTIL:
        told["municipal_number"] = f"{closed.year}-{rng.randint(1000, 9999)}"
        told["municipal_on"] = closed.date()
    return told


def _on_a_list(event: Event) -> bool:
    """Whether it is small enough for a line of the collective list, which they began with two years ago."""
    small = event.kind == "child_injury" and event.grade < 2 and event.place != _HILL
    closed = event.values["status"] is Status.CLOSED
    return small and closed and event.on >= _LISTED_FROM and event.values["body_part"] not in _NEVER_LISTED


def _potential(rng: Random, event: Event) -> int | None:
    if event.kind in {"near_miss", "hazard", "building_equipment"}:
        return rng.choices((1, 2, 3), (2, 5, 3))[0]
    if event.place == _HILL and rng.random() < 0.5:
        return max(event.grade, rng.choices((2, 3), (3, 1))[0])
    return event.grade if event.grade > 2 else None


def _around(rng: Random, event: Event) -> dict[str, Any]:
    told: dict[str, Any] = {"supervision": rng.choices(("saw", "nearby", "absent", "unknown"), (5, 4, 1, 1))[0]}
    if rng.random() < 0.4:
        told["adults_present"] = rng.randint(1, 4)
        told["children_present"] = rng.randint(5, 8) * told["adults_present"]
    if event.place not in INDOORS:
        told["conditions"] = _weather(rng, event)
    return told


def _weather(rng: Random, event: Event) -> tuple[str, ...]:
    if event.place == _HILL:
        return rng.choice((("snow",), ("snow", "ice"), ("snow", "cold"), ("ice",)))
    if event.on.month in {11, 12, 1, 2, 3}:
        return rng.choice((("ice",), ("snow",), ("wet",), ("dry",)))
    return rng.choice((("dry",), ("dry",), ("wet",)))

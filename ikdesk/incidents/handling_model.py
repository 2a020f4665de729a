"""What can be true of how an incident was followed up, and what is asked of which kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from ikdesk.incidents.model import STAFF_KINDS
from ikdesk.kernel.words import _

MOST = 500  # adults or children; more is a slip of the finger
LONGEST = 730  # days a deadline may lie ahead
INJURIES = frozenset({"child_injury", "violence_threat", "staff_injury"})  # kinds where somebody was hurt
OF_PEOPLE = ("adults_present", "children_present")


def wrong_handling(values: Mapping[str, Any], occurred_on: date, today: date) -> dict[str, str]:
    """What cannot be, of what was filled in: sentences by attribute.

    Args:
        values: attributes of an incident, as far as they were filled in.
        occurred_on: the day it happened.
        today: the day it is.
    """
    wrong: dict[str, str] = {}
    for key in OF_PEOPLE:
        number = values.get(key)
        if number is not None and not 0 <= number <= MOST:
            wrong[key] = _("Skriv et antall fra 0 til {most}.").format(most=MOST)
    found = values.get("discovered_on")
    if found is not None and not occurred_on <= found <= today:
        wrong["discovered_on"] = _("Det kan ikke være oppdaget før det skjedde, eller etter i dag.")
    if found is None and values.get("discovered_time") is not None:
        wrong["discovered_on"] = _("Velg dagen det ble oppdaget, når du skriver et klokkeslett.")
    due = values.get("due_on")
    if due is not None and not occurred_on <= due <= today + timedelta(days=LONGEST):
        wrong["due_on"] = _("Fristen må være etter hendelsen og innen to år.")
    return wrong


def hurts(kind: str) -> bool:
    """Whether a child may have been hurt in this kind of incident, so that the injury is asked about first."""
    return kind == "child_injury"


def of_children(kind: str) -> bool:
    """Whether it is about children, who may be several."""
    return kind not in STAFF_KINDS

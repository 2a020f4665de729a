"""Who a report is for: which parts of it they get, and how small numbers are protected for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ikdesk.kernel.fields import Choice
from ikdesk.kernel.words import _

Part = Literal[
    "short", "lights", "owner_first", "tables", "crosses", "staff", "focus", "measures", "measure_titles", "owner",
    "risks", "evaluation", "questions", "definitions", "corrections", "times", "threshold", "other_system",
    "handling",
]  # fmt: skip


class Audience(Choice):
    """Who a version of the report is for."""

    MUNICIPALITY = _("Kommunen")
    OWNER = _("Eieren")
    STAFF = _("De som jobber her")
    SAFETY = _("Verneombud og AMU")
    PARENTS = _("Foreldre og samarbeidsutvalg")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a version holds and how it is protected."""

    parts: frozenset[Part]
    one_way: bool  # small numbers are hidden in tables with one way too, not only in cross-tables
    merged: bool = True  # staff, violence, § 42/§ 43 and physical interventions are one line, "Annet"
    protected: bool = True  # False: internal, nothing is hidden, and only what all who work here may know is counted


_UPWARD: frozenset[Part] = frozenset({
    "short", "lights", "tables", "crosses", "focus", "measures", "owner", "risks", "evaluation", "definitions",
    "corrections", "threshold", "other_system", "handling",
})  # fmt: skip
PROFILES: dict[Audience, Profile] = {
    Audience.MUNICIPALITY: Profile(_UPWARD, one_way=False),
    Audience.OWNER: Profile(_UPWARD | {"owner_first"}, one_way=False),
    Audience.STAFF: Profile(
        frozenset({"short", "tables", "times", "focus", "measures", "risks", "evaluation", "questions", "threshold",
                   "definitions", "handling"}), one_way=False, protected=False,
    ),
    Audience.SAFETY: Profile(
        frozenset({"short", "staff", "measures", "risks", "evaluation", "definitions", "corrections"}), one_way=True,
        merged=False,
    ),
    Audience.PARENTS: Profile(
        frozenset({"short", "tables", "focus", "measure_titles", "evaluation", "definitions", "corrections",
                   "threshold"}), one_way=True,
    ),
}  # fmt: skip
_SAME = frozenset({Audience.MUNICIPALITY, Audience.OWNER})  # often the same people, or they show each other


def readers(audience: Audience) -> frozenset[Audience]:
    """The versions that those who get one of them have, or may see."""
    return _SAME if audience in _SAME else frozenset({audience})

"""How the events of the demo are told: the bank of stories, and what a leader wrote when following them up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import cycle
from random import Random
from typing import Any

from ikdesk.kernel.paths import resource

Values = dict[str, Any]
INDOORS = frozenset({
    "playroom", "cloakroom", "changing_room", "toilet", "kitchen_dining", "nap_room", "corridor", "stairs", "door",
    "common_room", "workshop", "staff_room", "swimming", "transport", "institution_visit",
})  # fmt: skip
_SIDED = {"eye", "ear", "shoulder", "upper_arm", "forearm", "hand", "finger", "thigh", "knee", "lower_leg", "foot"}
_WATCHED = {"head", "back_of_head", "tooth", "eye"}  # parents are told the same day
_ROUTINE = ("followed",) * 14 + ("inadequate", "inadequate", "missing", "broken", "unknown", "unknown")
_ON_THE_HILL = ("followed", "followed", "followed", "missing", "missing", "inadequate")


@dataclass
class Event:
    """One event: where, when, how bad, and the other attributes of ``Incident``."""

    place: str  # standard code
    on: date
    at: time | None
    grade: int
    values: Values
    kind: str = "child_injury"
    at_once: bool = False  # told within minutes
    stays_open: bool = False
    corrected: bool = False
    withdrawn: str = ""
    case: Values = field(default_factory=dict)  # what the staff register holds of it
    told_at: datetime = datetime.min  # noqa: DTZ901 (local; set when it is followed up)


class Storyteller:
    """Draws stories from the bank, each with an injury, a cause and what was done that belong together."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self.bank: Values = json.loads(resource("demo/stories.json").read_text("utf-8"))
        hill = self.bank["sledding"]
        self._small = cycle(rng.sample(hill["small"], len(hill["small"])))
        self._unhurt = cycle(hill["unhurt"])

    def small(self, mechanism: str, *, outdoors: bool) -> Iterator[Values]:
        """Small injuries of a kind, again and again in a shuffled order."""
        rows = [
            {**row, "mechanism": mechanism, "at": row["at"][0]}
            for row in self.bank["injuries"][mechanism]
            if (row["at"][0] not in INDOORS) is outdoors
        ]
        return cycle(self._rng.sample(rows, len(rows)))

    def handled(self, row: Values) -> Values:
        """What stands in the bank about an event that hurt nobody, or a dated one."""
        return {
            "story": row["text"], "done_at_once": row["done"], "causes": tuple(row["why"]),
            "routine_status": row["routine"], "notified": tuple(row.get("notified", ())),
            "handling": row.get("handling", ""), "mechanism": row.get("mechanism"), "activity": row.get("doing"),
        }  # fmt: skip

    def treated(self, row: Values, grade: int) -> Values:
        """An injury that a doctor or dentist saw to."""
        told = ("parents_at_once", "leader", "responsible_s7", "insurance")
        return {
            "story": row["text"], "done_at_once": row["done"], "mechanism": row["mechanism"],
            "activity": row.get("doing"), "injury_kind": row["injury"], "body_part": row["body"],
            "side": self._side(row["body"]), "treatment": tuple(row["care"]),
            "notified": told if grade > 2 else ("parents_phone", "leader"), "causes": tuple(row["why"]),
            "routine_status": row.get("routine") or self._rng.choice(_ROUTINE),
            "handling": row.get("handling") or self._note(self.bank["handling"], 0.8),
        }  # fmt: skip

    def hurt(self, row: Values, grade: int) -> Values:
        """A small injury (grade 1), or the same event when comfort was enough (grade 0)."""
        hurts = [hurt for name in row["hurt"] for hurt in self.bank["hurts"][name]]
        return {
            **self._harm(row["text"], hurts, grade), "mechanism": row["mechanism"], "activity": row["doing"],
            "causes": tuple(row["why"]) if self._rng.random() < 0.9 else (),
            "routine_status": self._rng.choice(_ROUTINE), "handling": self._note(self.bank["handling"], 0.35),
        }  # fmt: skip

    def sledding(self, grade: int, winter: str, treated: Iterator[Values]) -> tuple[str, Values]:
        """An event in the sledding hill: its kind and its values."""
        hill = self.bank["sledding"]
        kind, cause = "child_injury", tuple(self._rng.choice(hill["why"]))
        if grade == 2:
            values = self.treated(next(treated), 2)
        elif grade == 1:
            mechanism, text, hurts = next(self._small)
            values = {**self._harm(text, hurts, 1), "mechanism": mechanism, "causes": cause}
        else:
            kind, text = next(self._unhurt)
            values = {"story": text, "mechanism": "collision", "causes": cause}
        routine = "followed" if winter == "2025/26" else self._rng.choice(_ON_THE_HILL)
        values.update(activity="sledding", routine_status=routine, handling=self._note(hill["handling"], 0.6))
        return kind, values

    def child(self) -> str:
        """Initials or a number, for some."""
        drawn = self._rng.random()
        if drawn < 0.3:
            return "".join(self._rng.sample("ABEFGHIJKLMNOST", 2))
        return str(self._rng.randint(1, 84)) if drawn < 0.4 else ""

    def _harm(self, text: str, hurts: Sequence[Sequence[str]], grade: int) -> Values:
        tail, injury, body = self._rng.choice(hurts)
        if grade == 0:
            tail, injury, body = self._rng.choice(self.bank["unhurt"]), "none_visible", ""
        done, care = self._rng.choice(self.bank["care"][injury])
        told = "parents_phone" if body in _WATCHED and self._rng.random() < 0.7 else "parents_pick_up"
        return {
            "story": f"{text} {tail}", "done_at_once": done, "injury_kind": injury, "body_part": body or None,
            "side": self._side(body), "treatment": tuple(care), "notified": (told,),
        }  # fmt: skip

    def _side(self, body: str) -> str | None:
        return self._rng.choice(("left", "right")) if body in _SIDED else None

    def _note(self, notes: Sequence[str], share: float) -> str:
        return self._rng.choice(notes) if self._rng.random() < share else ""

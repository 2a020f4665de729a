"""What is left when a case is closed: told in hints, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ikdesk.incidents.model import CHILD_INJURY, REFERENCE
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _

GRAVE = 2  # from this grade on a cause is worth writing down
ASKS = (
    "kind", "severity", "injury_kind", "body_part", "treatment", "notified", "causes", "routine_status", "prevent",
    "prevent_said",
)  # what is looked at
INJURED = ("injury_kind", "body_part", "treatment")  # asked where a child was hurt


@dataclass(frozen=True, slots=True)
class Left:
    """A measure where work is left, or nobody has said whether it worked."""

    id: Key
    number: int
    title: str
    done: bool  # the work is done; whether it helped is not known
    deadline: date | None
    evaluate_on: date | None


@dataclass(frozen=True, slots=True)
class Later:
    """What is chosen about a measure that is left: a day it is looked at, or why there is none."""

    day: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """What is said when a case is closed."""

    reply: str | None = None  # to whoever reported it; None changes nothing
    later: Mapping[Key, Later] = field(default_factory=dict)  # about the measures that are left


def lacking(told: Mapping[str, Any]) -> Iterator[str]:
    """What is not filled in and often is missed later, in a word or two each.

    Args:
        told: attributes of the incident.
    """
    kind, severity = str(told["kind"]), told.get("severity") or 0
    if kind in REFERENCE:
        return
    if kind == CHILD_INJURY:
        yield from (str(_INJURY[key]) for key in INJURED if not told.get(key))
        if severity and not told.get("notified"):
            yield str(_("hvem som fikk beskjed"))
    if not told.get("causes") and severity >= GRAVE:
        yield str(_("årsaken"))
    if told.get("routine_status") is None:
        yield str(_("om en rutine ble brutt eller manglet"))
    if not told.get("prevent") and not told.get("prevent_said"):
        yield str(_("hva som ville hindret det"))


_INJURY = {
    "injury_kind": _("hva slags skade"), "body_part": _("hvor på kroppen"), "treatment": _("behandlingen"),
}  # fmt: skip


def later_of(values: Mapping[str, Any], left: tuple[Left, ...]) -> dict[Key, Later]:
    """What was chosen about each measure, of what stands in the form.

    Args:
        values: "day" and "why" with the number of the measure behind.
        left: the measures.
    """
    return {
        one.id: Later(values.get(f"day_{one.number}"), values.get(f"why_{one.number}") or "") for one in left
    }

"""Cases whose papers lie elsewhere: which of its days and points are kept here for each kind, and what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ikdesk.incidents.case_model import ReferenceCase
from ikdesk.incidents.model import ENVIRONMENT, INTERVENTION, VIOLATION
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.fields import Field
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.unit.calendar_model import public_holidays

PLAN_ITEMS = 5  # what a plan must hold: barnehageloven § 42, opplæringslova § 12-4
USUAL = 5  # working days many give themselves for the plan; the law names none
WARNED = 7  # days before a day it is told of on the front page
_PLAN = ("plan_due", "plan_items", "plan_on", "evaluate_on", "evaluated_on")
ASKED: Mapping[str, tuple[str, ...]] = {
    ENVIRONMENT: ("case_number", "known_on", "parents_told_on", "responsible_told_on", *_PLAN),
    VIOLATION: ("case_number", "known_on", "responsible_told_on", "parents_told_on", *_PLAN),
    INTERVENTION: ("case_number", "known_on", "parents_told_on", "responsible_told_on"),
}
PLANNED = frozenset(kind for kind, asked in ASKED.items() if "plan_due" in asked)
PAST = ("known_on", "parents_told_on", "responsible_told_on", "plan_on", "evaluated_on")  # days that have been
_WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    ENVIRONMENT: {"responsible_told_on": ("", _("I alvorlige saker."))},
    VIOLATION: {"responsible_told_on": ("", _(
        "Med en gang. Gjelder mistanken lederen, går meldingen rett til den som er ansvarlig for virksomheten."))},
    INTERVENTION: {
        "known_on": (_("Rektor fikk beskjed"), ""),
        "responsible_told_on": (_("Kommunen fikk beskjed"), _("Når det skjer flere ganger, eller er særlig alvorlig.")),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """What is kept here of a case whose papers lie elsewhere."""

    case_number: str = ""
    known_on: date | None = None
    parents_told_on: date | None = None
    responsible_told_on: date | None = None
    plan_due: date | None = None
    plan_on: date | None = None
    plan_items: tuple[str, ...] = ()
    evaluate_on: date | None = None
    evaluated_on: date | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is kept yet."""
        return self == ReferenceRow()


@dataclass(frozen=True, slots=True)
class ReferenceDue:
    """A case whose plan, or the look at its measures, is due."""

    id: Key  # of the incident
    number: str
    kind: str
    plan: bool  # the plan; otherwise the look at the measures
    due: date
    days_left: int  # below 0: days since


def asked_of(kind: str) -> tuple[Field, ...]:
    """What is asked of a case, in the words of its kind.

    Args:
        kind: one of those whose papers lie elsewhere.
    """
    words = _WORDS[kind]
    found = []
    for field in fields_of(ReferenceCase, *ASKED[kind]):
        label, hint = words.get(field.key, ("", ""))
        found.append(replace(field, label=label or field.label, hint=hint or field.hint))
    return tuple(found)


def usual_plan_day(known: date) -> date:
    """The day many give themselves for the plan: five working days after they came to know of it.

    Args:
        known: the day they did.
    """
    day, left = known, USUAL
    while left:
        day += timedelta(days=1)
        left -= day.isoweekday() <= 5 and day not in public_holidays(day.year)
    return day

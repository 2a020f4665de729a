"""One case with everything that was written about it, as it goes on paper and to others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ikdesk.incidents.case_model import Attachment, CaseNote, Notice, OtherChild, ReferenceCase
from ikdesk.incidents.model import STAFF_KINDS, Incident
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.incidents.timeline_model import Moment
from ikdesk.kernel.base import Code, Key, Record, fields_of
from ikdesk.kernel.fields import Choice, Field
from ikdesk.kernel.words import _
from ikdesk.unit.model import UnitKind

Values = Mapping[str, Any]
INCIDENT = fields_of(Incident)
PARTS: Mapping[type[Record], tuple[Field, ...]] = {
    StaffCase: fields_of(StaffCase),
    ReferenceCase: fields_of(ReferenceCase),
    OtherChild: fields_of(OtherChild),
    CaseNote: (Field("at", _("Når"), datetime), *fields_of(CaseNote)),
    Notice: (Field("whom", _("Hvem skal ha beskjed?"), codes="contact_role"), *fields_of(Notice)),
    Attachment: fields_of(Attachment),
}


@dataclass(frozen=True, slots=True)
class CaseMeasure:
    """A measure that came of a case."""

    number: int
    title: str
    role: Code | None
    responsible: str
    deadline: date | None
    status: Choice


@dataclass(frozen=True, slots=True)
class CaseCorrection:
    """What stood before, and what it was corrected to, in words or codes."""

    day: date
    attribute: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class CaseWhole:
    """One case."""

    id: Key
    number: str
    kind: Code
    restricted: bool
    told: Values  # every labelled attribute of the incident; a key to something else is its name
    parts: Mapping[type[Record], tuple[Values, ...]] = field(default_factory=dict)
    corrections: tuple[CaseCorrection, ...] = ()
    measures: tuple[CaseMeasure, ...] = ()
    withdrawn_why: str = ""
    moments: tuple[Moment, ...] = ()  # the newest first
    plain: frozenset[str] = frozenset()  # words that are no names here, as ``found_in`` takes them

    @property
    def about_staff(self) -> bool:
        """Whether it stands in the staff register."""
        return self.kind in STAFF_KINDS

    @property
    def children(self) -> tuple[Values, ...]:
        """Each child it is about, the one in the incident itself first; none where it is about staff."""
        if self.about_staff:
            return ()
        own = {one.key: self.told.get(one.key) for one in PARTS[OtherChild]}
        return own, *self.parts.get(OtherChild, ())

    @property
    def initials(self) -> tuple[str, ...]:
        """The initials or numbers of all it is about."""
        return tuple(str(child["child"]) for child in self.children if child.get("child"))


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """A case and the unit, as somebody else's form asks for them."""

    whole: CaseWhole
    unit: str
    unit_kind: UnitKind
    org_number: str
    insurer: str
    policy_number: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Somebody else's form: its fields in order, each with what is known here."""

    code: str
    title: str
    notes: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]  # label and value; "" where it is not known here


def filled(values: Values, fields: tuple[Field, ...]) -> Iterator[tuple[Field, Any]]:
    """Each attribute that something was written in, in its order; grade 0 is something, and "no" is nothing.

    Args:
        values: by attribute.
        fields: of the record.
    """
    for one in fields:
        value = values.get(one.key)
        if value is None or value is False or value in ("", ()):
            continue
        yield one, value

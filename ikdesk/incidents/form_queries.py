"""One case read whole, so that it can be printed, told to others, or copied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.form_model import (
    INCIDENT,
    PARTS,
    CaseCorrection,
    CaseMeasure,
    CaseWhole,
    DraftFacts,
    Values,
)
from ikdesk.incidents.model import REFERENCE, STAFF_KINDS, Incident
from ikdesk.incidents.queries import IncidentDetail, incident_detail, seen_by
from ikdesk.incidents.staff_model import MEDICAL, StaffCase, masked
from ikdesk.incidents.text_queries import words_of_unit
from ikdesk.incidents.timeline_queries import timeline_of
from ikdesk.incidents.visible_queries import seen_incident
from ikdesk.kernel.base import Record
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.measures.queries import MeasureRow, measures_of_incident
from ikdesk.people.model import Person
from ikdesk.routines.model import Routine
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import Department, Place
from ikdesk.unit.queries import unit_row

_NAMES: Mapping[str, Any] = {
    "place_id": Place.name, "department_id": Department.name, "routine_id": Routine.title,
    "equipment_id": Equipment.name, "about_id": Person.name,
}  # fmt: skip


def case_whole(session: Session, key: Key, *, viewer: Viewer, today: date) -> CaseWhole:
    """A case with all that was written about it; what is medical about staff only with their consent.

    Args:
        key: the incident.

    Raises:
        Problem: there is none, this person may not see all of it, or it was disposed of.
    """
    viewer.may(Right.READ)
    viewer.may(Right.HANDLE)
    incident = seen_incident(key, session, viewer)
    detail = incident_detail(session, key, viewer=viewer, today=today)
    if detail is None:
        raise Problem(_("Hendelsen finnes ikke. Gå tilbake til listen, og velg en annen."))
    if incident.disposed_on is not None:
        raise Problem(_("Hendelse {number} er kassert. Det er ikke noe igjen å skrive ut.").format(
            number=incident.number))  # fmt: skip
    measures = measures_of_incident(session, key, viewer=viewer, today=today)
    return CaseWhole(
        incident.id, incident.number, incident.kind, incident.restricted, _told(session, incident, detail),
        {kind: rows for kind in PARTS if (rows := _parts(session, kind, incident))},
        tuple(CaseCorrection(one.at.date(), one.attribute, one.before, one.after, one.why)
              for one in detail.corrections),
        tuple(map(_measure, measures)), incident.withdrawn_why or "",
        timeline_of(session, key, viewer=viewer, today=today), words_of_unit(session, viewer=viewer, today=today),
    )  # fmt: skip


def case_key(session: Session, number: str, *, viewer: Viewer, today: date) -> Key:
    """The key of the incident with a number.

    Args:
        number: for example "2026-12".

    Raises:
        Problem: there is none, or this person may not see it; both in the same words.
    """
    viewer.may(Right.HANDLE)
    question = select(Incident.id).where(Incident.number == number.strip())
    key: Key | None = session.scalar(seen_by(viewer, question, today))
    if key is None:
        raise Problem(_("Det finnes ingen hendelse med det nummeret. Skriv det slik det står i listen: 2026-12."))
    return key


def draft_facts(session: Session, key: Key, *, viewer: Viewer, today: date) -> DraftFacts:
    """A case and the unit, for the forms of NAV and of the insurer.

    Args:
        key: the incident.

    Raises:
        Problem: as ``case_whole``; or the case is told of elsewhere.
    """
    whole = case_whole(session, key, viewer=viewer, today=today)
    if whole.kind in REFERENCE:
        raise Problem(_("Denne saken meldes ikke til NAV eller forsikringsselskapet herfra."))
    unit = unit_row(session, viewer=viewer, today=today)
    return DraftFacts(whole, unit.name, unit.kind, unit.org_number, unit.insurer, unit.policy_number)


def _told(session: Session, incident: Incident, detail: IncidentDetail) -> Values:
    told = {field.key: getattr(incident, field.key) for field in INCIDENT}
    for attribute, name in _NAMES.items():
        if told.get(attribute) is not None:
            told[attribute] = session.scalar(select(name).where(name.class_.id == told[attribute]))
    return {**masked(incident.kind, told), "status": detail.status}


def _parts(session: Session, kind: type[Record], incident: Incident) -> tuple[Values, ...]:
    if (kind is StaffCase) is not (incident.kind in STAFF_KINDS) and kind.__tablename__ in _REGISTERS:
        return ()
    question = select(kind).where(
        kind.incident_id == incident.id, kind.withdrawn_at.is_(None)  # type: ignore[attr-defined]
    )
    rows = session.scalars(question.order_by(kind.id)).all()
    return tuple(_values(row, kind) for row in rows)


_REGISTERS = {"staff_case", "other_child"}  # each belongs to one of the registers, and is not told in the other


def _values(row: Record, kind: type[Record]) -> Values:
    found = {field.key: getattr(row, field.key) for field in PARTS[kind]}
    if isinstance(row, StaffCase) and not row.medical_consent:
        found |= dict.fromkeys((*MEDICAL, "consent_on"))
    return found


def _measure(row: MeasureRow) -> CaseMeasure:
    return CaseMeasure(row.number, row.title, row.role, row.responsible, row.deadline, row.status)

"""The case an incident about staff has in the staff register, made when it is first needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import STAFF_KINDS, Incident
from ikdesk.incidents.staff_model import INJURY, LONGEST_POSITION, NEEDS_CONSENT, StaffCase
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _, clean


def told_of_staff(values: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """A report without whom it is about where that is staff, and their position: that stands in the staff register.

    Args:
        values: attributes of ``Incident``; "child" is what was answered to "Hvem gjelder det?".

    Raises:
        Invalid: the position is too long.
    """
    told = dict(values)
    if told.get("kind") not in STAFF_KINDS:
        return told, ""
    position = clean(told.pop("child", None) or "")
    if len(position) > LONGEST_POSITION:
        raise Invalid(child=_("Teksten er for lang: {n} tegn. Kort den ned til {limit}.").format(
            n=len(position), limit=LONGEST_POSITION))  # fmt: skip
    return told, position


def open_case(incident: Incident, position: str, session: Session, today: date) -> None:
    """Begin the case of an incident that was just reported, where it is about staff.

    Args:
        incident: saved already.
        position: of the one it is about; may be empty.
        session: where it is saved.
        today: the day it is.
    """
    if incident.kind in STAFF_KINDS:
        case = case_of(incident, session)
        case.position = position or case.position
        case.check(today)


def case_of(incident: Incident, session: Session) -> StaffCase:
    """The case of an incident; an empty one is made where there is none."""
    case = session.scalar(select(StaffCase).where(StaffCase.incident_id == incident.id))
    if case is None:
        case = StaffCase(incident_id=incident.id)
        session.add(case)
        session.flush()
    case.withdrawn_at = case.withdrawn_why = None  # it was undone once, and is needed anew
    return case


def refuse_medical(incident: Incident, names: Iterable[str]) -> None:
    """Raise Invalid where what is medical is to be written in an incident about staff: it has a place of its own."""
    if incident.kind in STAFF_KINDS:
        wrong = {name: str(NEEDS_CONSENT) for name in names if name in INJURY and getattr(incident, name)}
        if wrong:
            raise Invalid(**wrong)

"""What belongs to a report besides its own attributes: more children in the same event, and how long it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from secrets import randbelow
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.capture_model import CALLED_AWAY
from ikdesk.incidents.case_model import OtherChild
from ikdesk.incidents.find_model import Capture
from ikdesk.incidents.model import STAFF_KINDS, Incident
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.told import MOST_OTHERS, OTHERS
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _, clean

_KEYS = 2**31  # keys of chance: their order would tell which report took how long


def told_of_children(values: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A report without the children besides the first, and who they are; of staff there are none, and no treatment.

    Args:
        values: attributes of ``Incident``, and "others" with initials or numbers.

    Raises:
        Invalid: they are too many.
    """
    told = {key: value for key, value in values.items() if key != OTHERS.key}
    if told.get("kind") in STAFF_KINDS:
        told.pop("treatment", None)  # what is medical needs a consent
        return told, ()
    names = tuple(said for name in values.get(OTHERS.key) or () if (said := clean(str(name))))
    if len(names) > MOST_OTHERS:
        raise Invalid(others=_("Skriv initialer eller nummer for høyst {n} barn til.").format(n=MOST_OTHERS))
    if names and not clean(str(told.get("child") or "")):
        told["child"], names = names[0], names[1:]  # whoever was told of first is the first
    return told, names


def add_others(incident: Incident, names: Sequence[str], session: Session, today: date) -> None:
    """Add more children to an event that was just saved; they are withdrawn and emptied with it.

    Args:
        incident: saved already.
        names: initials or numbers.
        session: where it is saved.
        today: the day it is.
    """
    last = session.scalar(select(func.max(OtherChild.position)).where(OtherChild.incident_id == incident.id))
    for position, name in enumerate(names, (last or 0) + 1):
        child = OtherChild(incident_id=incident.id, child=name, position=position)
        child.check(today)
        session.add(child)


def take_over_children(into: Incident, report: Incident, session: Session, today: date) -> None:
    """Add the children a report tells of to the event it is about; those who stand there already only once.

    Args:
        into: the event.
        report: tells of the same.
        session: where they are saved.
        today: the day it is.
    """
    if into.kind in STAFF_KINDS or report.kind in STAFF_KINDS:
        return
    known = {name.lower() for name in _children(into, session)}
    told = {name.lower(): name for name in _children(report, session) if name and name.lower() not in known}
    add_others(into, tuple(told.values()), session, today)


def _children(incident: Incident, session: Session) -> list[str]:
    others = select(OtherChild.child).where(OtherChild.incident_id == incident.id, OtherChild.withdrawn_at.is_(None))
    return [incident.child, *session.scalars(others.order_by(OtherChild.position))]


def keep_capture(session: Session, seconds: int, *, by: Viewer, today: date) -> None:
    """Keep how long a report took, in no connection with it or with whoever told it; only the month is kept.

    Args:
        seconds: from the form was opened until the receipt stood there; what took longer than half an hour is not
            kept.
    """
    by.may(Right.REPORT)
    if 0 < seconds <= CALLED_AWAY:
        session.add(Capture(id=1 + randbelow(_KEYS), month=today.replace(day=1), seconds=seconds))

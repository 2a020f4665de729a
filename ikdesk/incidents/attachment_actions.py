"""Adding pictures to an incident, and taking them back."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.case_model import Attachment
from ikdesk.incidents.model import REFERENCE, Incident, Status
from ikdesk.incidents.visible_queries import seen_incident, visible
from ikdesk.kernel.content import Picture, destroy, keep_picture
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.undo import leave_out
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.unit.model import Unit

MOST = 6  # pictures of one incident


def add_attachment(session: Session, key: Key, picture: Picture, about: str, *, by: Viewer, today: date) -> Key:
    """Add a picture to an incident.

    Args:
        key: the incident.
        picture: made anew, so that it says nothing but what is seen.
        about: what it shows, for who cannot see it.

    Raises:
        Invalid: nothing is said of what it shows.
        Problem: pictures are not allowed here, there are as many as there can be, or the case lies elsewhere.
    """
    by.may(Right.HANDLE)
    incident = _open(session, key, by)
    if not session.scalar(select(Unit.photos)):
        raise Problem(_("Bilder er ikke slått på. Lederen kan gjøre det under Innstillinger, «Tegning og bilder»."))
    if incident.kind in REFERENCE:
        raise Problem(_("Sakens papirer ligger et annet sted. Bilder hører hjemme der."))
    there = select(func.count()).where(Attachment.incident_id == key, Attachment.withdrawn_at.is_(None))
    if (session.scalar(there) or 0) >= MOST:
        raise Problem(_("Det er plass til {n} bilder. Fjern ett av dem først.").format(n=MOST))
    _refuse_silent(about)
    row = Attachment(
        incident_id=key, content_id=keep_picture(session, picture), about=about, format=picture.format,
        width=picture.width, height=picture.height, size=len(picture.data),
    )  # fmt: skip
    row.check(today)
    session.add(row)
    session.flush()
    return row.id


def describe_attachment(session: Session, key: Key, about: str, *, by: Viewer, today: date) -> None:
    """Say otherwise what a picture shows.

    Args:
        key: the attachment.
        about: what it shows.
    """
    by.may(Right.HANDLE)
    _refuse_silent(about)
    row = _attachment(session, key, by)
    row.about = about
    row.check(today)


def withdraw_attachment(
    session: Session, key: Key, why: str, *, by: Viewer, today: date, destroyed: bool = False
) -> None:
    """Take a picture away from its incident.

    Args:
        key: the attachment.
        why: the reason.
        destroyed: destroy the picture itself too, for good: there is a child on it.

    Raises:
        Invalid: there is no reason.
    """
    by.may(Right.HANDLE)
    row = _attachment(session, key, by)
    row.withdraw(why, session.info["now"])
    if destroyed:
        content, row.content_id = row.content_id, None
        destroy(session, content)
        leave_out(session)  # what is gone does not come back


def _refuse_silent(about: str) -> None:
    if not clean(about):
        raise Invalid(about=_("Skriv kort hva bildet viser."))


def _open(session: Session, key: Key, by: Viewer) -> Incident:
    incident = seen_incident(key, session, by)
    if incident.disposed_on is not None or incident.status is Status.WITHDRAWN:
        raise Problem(_("Hendelse {number} er ikke i bruk lenger.").format(number=incident.number))
    return incident


def _attachment(session: Session, key: Key, by: Viewer) -> Attachment:
    """One that is in use, of an incident that may be seen; what may not is answered as what is not there."""
    question = select(Attachment).join(Incident, Incident.id == Attachment.incident_id)
    row = session.scalar(question.where(Attachment.id == key, Attachment.withdrawn_at.is_(None), visible(by)))
    if row is None:
        raise Problem(_("Bildet finnes ikke. Gå tilbake til hendelsen, og velg et annet."))
    _open(session, row.incident_id, by)
    return row

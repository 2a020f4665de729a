"""Questions about the pictures that belong to an incident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ikdesk.incidents.case_model import Attachment
from ikdesk.incidents.model import STAFF_KINDS, Incident
from ikdesk.incidents.visible_queries import READERS, seen_whole
from ikdesk.kernel.content import content_of
from ikdesk.kernel.viewer import Key, Right, Viewer


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A picture as it is told of; the picture itself is asked for by its key."""

    id: Key
    about: str
    format: str  # png or jpeg
    width: int  # pixels
    height: int
    size: int  # bytes
    added_at: datetime | None  # UTC


def attachments_of(session: Session, key: Key, *, viewer: Viewer, today: date) -> tuple[AttachmentRow, ...]:
    """The pictures of an incident, in the order they came; none of one that is not to be seen whole.

    Args:
        key: the incident.
    """
    columns = (Attachment.id, Attachment.about, Attachment.format, Attachment.width, Attachment.height, Attachment.size,
               Attachment.made_at)  # fmt: skip
    question = _seen(select(*columns), viewer).where(Attachment.incident_id == key)
    return tuple(AttachmentRow(*row) for row in session.execute(question.order_by(Attachment.id)))


def attachment_picture(session: Session, key: Key, *, viewer: Viewer, today: date) -> bytes | None:
    """A picture; None where it is destroyed or lost, or not to be seen.

    Args:
        key: the attachment.
    """
    content = session.scalar(_seen(select(Attachment.content_id), viewer).where(Attachment.id == key))
    return content_of(session, content)


def _seen(question: Select[*tuple[Any, ...]], viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """Those of incidents somebody sees whole; a picture of somebody hurt at work tells of their health."""
    viewer.may_any(*READERS)
    apart = Incident.kind.not_in(() if Right.READ in viewer.rights else STAFF_KINDS)
    return question.join(Incident, Incident.id == Attachment.incident_id).where(
        Attachment.withdrawn_at.is_(None), seen_whole(viewer), apart
    )

"""How far one leader has come in handing over to another: told by the log, so that nothing of it is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from ikdesk.access.model import Access, AccessRecord, Deed
from ikdesk.handover.model import KIND, Handover, Progress, Responsibility, Who
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import OPEN, STARTED, Measure
from ikdesk.measures.status_queries import seen_by, stood_on
from ikdesk.meetings.model import Meeting, MeetingIdea
from ikdesk.people.model import Person, Role


def handover_now(session: Session, *, viewer: Viewer, today: date) -> Handover | None:
    """Who hands over to whom; None where nobody has begun, it was called off, or whoever goes is out."""
    viewer.may(Right.MANAGE_USERS)
    begun = _begun(session)
    return None if begun is None else begun[1]


def progress(session: Session, *, viewer: Viewer, today: date) -> Progress:
    """How far it has come; what is left is told of whoever goes, or of the one who asks."""
    viewer.may(Right.MANAGE_USERS)
    begun = _begun(session)
    if begun is None:
        return Progress(None, responsibilities(session, viewer.person, viewer=viewer, today=today))
    seq, handover = begun
    kept = session.scalar(select(Person.code_kept).where(Person.id == handover.new.key))
    return Progress(
        handover, responsibilities(session, handover.old.key, viewer=viewer, today=today),
        printed=_done_since(session, seq, Deed.PRINTED, KIND), code_kept=kept,
        backed_up=_done_since(session, seq, Deed.BACKED_UP, "unit"),
    )  # fmt: skip


def responsibilities(
    session: Session, person: Key | None, *, viewer: Viewer, today: date
) -> tuple[Responsibility, ...]:
    """What somebody does in their own name and has not finished, the first deadline first.

    Args:
        person: who; None for nobody.
    """
    viewer.may(Right.MANAGE_USERS)
    measures = session.execute(_measures_of(person, viewer, today)).all()
    ideas = session.execute(
        select(MeetingIdea.id, MeetingIdea.title, MeetingIdea.deadline).join(Meeting)
        .where(MeetingIdea.responsible_id == person, MeetingIdea.withdrawn_at.is_(None),
               MeetingIdea.measure_id.is_(None), Meeting.ended_at.is_(None), Meeting.withdrawn_at.is_(None))
    ).all()  # fmt: skip
    found = [Responsibility(row.id, row.title, row.number, row.deadline) for row in measures]
    found += [Responsibility(row.id, row.title, None, row.deadline) for row in ideas]
    return tuple(sorted(found, key=lambda one: (one.deadline or date.max, one.number or 0, one.title)))


def _measures_of(person: Key | None, viewer: Viewer, today: date) -> Select[Any]:
    stood = stood_on(today)
    question = stood.joined(select(Measure.id, Measure.title, Measure.number, Measure.deadline))
    return seen_by(viewer, question.where(Measure.responsible_id == person, stood.stage.in_(OPEN | STARTED)), today)


def _begun(session: Session) -> tuple[int, Handover] | None:
    """The newest that was begun, and the line of the log that says so."""
    asked = select(Access.seq, Access.by, Access.count.label("named")).where(
        Access.kind == KIND, Access.deed == Deed.ACCESS_GIVEN
    )
    row = session.execute(asked.order_by(Access.seq.desc()).limit(1)).first()
    if row is None or row.named == 0:  # or it was called off
        return None
    old = _leader(session, row.by)
    new = _leader(session, session.scalar(select(AccessRecord.key).where(AccessRecord.seq == row.seq)))
    return None if old is None or new is None else (row.seq, Handover(old, new))


def _leader(session: Session, key: Key | None) -> Who | None:
    asked = select(Person.id, Person.slot, Person.name).where(
        Person.id == key, Person.role == Role.LEADER, Person.withdrawn_at.is_(None)
    )
    row = session.execute(asked).first()
    return None if row is None else Who(*row)


def _done_since(session: Session, seq: int, deed: Deed, kind: str) -> bool:
    return bool(session.scalar(select(exists().where(Access.seq > seq, Access.deed == deed, Access.kind == kind))))

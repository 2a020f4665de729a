"""What somebody is to do themselves, and who can be given something to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ikdesk.kernel.history import Altered, Change, readable
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import Measure, MeasureStatus
from ikdesk.measures.status_queries import ALREADY
from ikdesk.people.model import Person
from ikdesk.unit.model import Place

TO_DO = (MeasureStatus.ADOPTED, MeasureStatus.RUNNING)  # decided; what is only proposed is nobody's task yet
DONE_DAYS = 14  # days a task that is done still stands on the list


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A measure somebody is to carry out."""

    id: Key
    number: int
    title: str
    description: str
    place: str
    deadline: date | None
    days_left: int | None  # to the deadline, below 0: days past it; None: no deadline, or done
    done_on: date | None
    evaluate_on: date | None
    may_undo: bool  # whether "done" may be taken back: said today, and nothing done about it since
    began: date | None  # the day it had begun before that


@dataclass(frozen=True, slots=True)
class PersonName:
    """Somebody a list lets one choose."""

    id: Key
    name: str


def own_tasks(session: Session, *, viewer: Viewer, today: date) -> list[OwnTask]:
    """The decided measures the viewer is to carry out, the most urgent first; after them those done lately."""
    viewer.may(Right.READ_OWN)
    left = and_(Measure.status.in_(TO_DO), Measure.origin != ALREADY)
    done = and_(Measure.status == MeasureStatus.DONE, Measure.done_on > today - timedelta(days=DONE_DAYS))
    question = (
        select(
            Measure.id, Measure.number, Measure.title, Measure.description, Place.name, Measure.deadline,
            Measure.done_on, Measure.evaluate_on, Measure.started_on, Measure.changed_by,
        )
        .outerjoin(Place, Place.id == Measure.place_id)
        .where(Measure.responsible_id == viewer.person, Measure.withdrawn_at.is_(None), or_(left, done))
        .order_by(Measure.done_on.is_not(None), Measure.deadline.is_(None), Measure.deadline, Measure.number)
    )  # fmt: skip
    return [_task(session, row, viewer, today) for row in session.execute(question)]


def _task(session: Session, row: Any, viewer: Viewer, today: date) -> OwnTask:
    fresh = row.done_on == today and row.changed_by == viewer.person
    finished = _finished(session, row.id) if fresh else {}
    began = finished.get("started_on", (row.started_on and row.started_on.isoformat(), ""))[0]
    return OwnTask(
        row.id, row.number, row.title, row.description, row.name or "", row.deadline,
        (row.deadline - today).days if row.deadline and row.done_on is None else None, row.done_on,
        row.evaluate_on, "done_on" in finished, date.fromisoformat(began) if began else None,
    )  # fmt: skip


def _finished(session: Session, key: Key) -> Altered:
    """What was changed last of a measure: before and after, by attribute."""
    last = session.scalars(select(Change).where(Change.key == key).order_by(Change.seq.desc()).limit(1)).all()
    return next((row.what or {} for row in readable(session, last)), {})


def people_to_ask(session: Session, *, viewer: Viewer, today: date) -> list[PersonName]:
    """Those who use IKdesk here and can be given something to do, by name."""
    viewer.may(Right.HANDLE)
    question = select(Person.id, Person.name).where(Person.withdrawn_at.is_(None)).order_by(Person.name, Person.id)
    return [PersonName(*row) for row in session.execute(question)]

"""Which incidents a measure came of, and what that does to the incidents."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import VIOLATION, Incident, Status
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.undo import Step, afterwards
from ikdesk.kernel.viewer import SYSTEM, Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.measures.model import Measure, MeasureIncident, MeasureStatus

_AT_WORK = (MeasureStatus.ADOPTED, MeasureStatus.RUNNING)


def link_incident(session: Session, key: Key, incident: Key, *, by: Viewer, today: date) -> None:
    """Say that a measure came of an incident; said twice it stands once.

    Raises:
        Problem: one of them was withdrawn or is not there.
    """
    by.may(Right.HANDLE)
    found = session.scalar(select(Incident).where(Incident.id == incident, visible(by)))
    if found is None or found.withdrawn_at is not None:
        raise Problem(_("Hendelsen er trukket tilbake eller finnes ikke. Velg en annen."))
    if found.kind == VIOLATION or found.about_id is not None:  # a measure is read by those it may be about
        raise Problem(_("Denne saken følges ikke opp med tiltak her. Den hører hjemme hos den som har ansvaret."))
    measure = session.get_one(Measure, key)
    if measure.withdrawn_at is not None:
        raise Problem(_("Tiltaket er trukket tilbake. Hent det fram igjen før du endrer det."))
    link = _link(session, key, incident)
    if link is None:
        session.add(MeasureIncident(measure_id=key, incident_id=incident))
    else:
        link.withdrawn_at = link.withdrawn_why = None
    session.flush()
    show_whether_measures_run(session, found, by=by, today=today)


def unlink_incident(
    session: Session, key: Key, incident: Key, why: str = "", *, by: Viewer, today: date
) -> None:
    """Say that a measure did not come of an incident after all; the link stays, with the reason, and can be revived.

    Args:
        why: the reason, in words; when empty, that the two do not belong together.
    """
    by.may(Right.HANDLE)
    found = session.scalar(select(Incident).where(Incident.id == incident, visible(by)))
    link = _link(session, key, incident)
    if found is None or link is None or link.withdrawn_at is not None:
        return
    link.withdraw(clean(why) or str(_("Hørte ikke sammen.")), session.info["now"])
    session.flush()
    show_whether_measures_run(session, found, by=by, today=today)


def follow_incidents(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Bring the incidents a measure came of up to date with where the measure stands now."""
    by.may(Right.HANDLE)
    linked = select(Incident).join(MeasureIncident, MeasureIncident.incident_id == Incident.id)
    question = linked.where(MeasureIncident.measure_id == key, MeasureIncident.withdrawn_at.is_(None))
    for incident in session.scalars(question):
        show_whether_measures_run(session, incident, by=by, today=today)


def show_whether_measures_run(session: Session, incident: Incident, *, by: Viewer, today: date) -> None:
    """Let an open incident show whether work is left with a measure that came of it.

    A decided or running measure makes it "Tiltak pågår"; when the last one is finished, it is simply
    being followed up again. What is done anyway is no work left, and an incident that is closed stays closed.
    """
    by.may(Right.HANDLE)
    if incident.status not in {Status.REPORTED, Status.IN_PROGRESS, Status.MEASURES_RUNNING}:
        return
    question = (
        select(Measure.id)
        .join(MeasureIncident, MeasureIncident.measure_id == Measure.id)
        .where(
            MeasureIncident.incident_id == incident.id, MeasureIncident.withdrawn_at.is_(None),
            Measure.withdrawn_at.is_(None), Measure.status.in_(_AT_WORK), Measure.origin != "already_done",
        )
    )  # fmt: skip
    if session.scalar(question.limit(1)) is not None:
        incident.status = Status.MEASURES_RUNNING
    elif incident.status is Status.MEASURES_RUNNING:
        incident.status = Status.IN_PROGRESS
    session.flush()


@afterwards
def _follow_undone(session: Session, step: Step, *, today: date) -> None:
    """Bring incidents up to date after something was undone of them, or of what came of them."""
    keys: dict[type, set[Key]] = {Incident: set(), Measure: set(), MeasureIncident: set()}
    for one in step.touched:
        if not (one.made and one.kind is Incident):  # what was withdrawn follows nothing
            keys.get(one.kind, set()).add(one.key)
    if not any(keys.values()):
        return
    links = select(MeasureIncident.incident_id).where(
        MeasureIncident.measure_id.in_(keys[Measure]) | MeasureIncident.id.in_(keys[MeasureIncident])
    )
    for incident in session.scalars(select(Incident).where(Incident.id.in_(keys[Incident]) | Incident.id.in_(links))):
        show_whether_measures_run(session, incident, by=SYSTEM, today=today)


def _link(session: Session, key: Key, incident: Key) -> MeasureIncident | None:
    return session.scalar(
        select(MeasureIncident).where(MeasureIncident.measure_id == key, MeasureIncident.incident_id == incident)
    )

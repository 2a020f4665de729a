"""What somebody may do with a measure they are to carry out: say that it is done."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.undo import leave_out
from ikdesk.kernel.viewer import SYSTEM, Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.measures.actions import ALREADY
from ikdesk.measures.link_actions import follow_incidents
from ikdesk.measures.model import Measure, MeasureStatus
from ikdesk.measures.own_queries import TO_DO


def finish_own_task(session: Session, key: Key, *, by: Viewer, today: date) -> date | None:
    """Say that one's own task is done today; whether it helped is for the leader to say.

    Args:
        key: the measure; one's own.

    Returns:
        The day it had begun, for ``take_up_own_task``; None if nobody had said so.

    Raises:
        Problem: it is somebody else's, or not there to be done.
    """
    measure = _own(session, key, by)
    if measure.status not in TO_DO or measure.origin == ALREADY:
        raise Problem(_("Oppgaven er allerede ferdig, eller den er stoppet."))
    began = measure.started_on
    measure.started_on = began or today
    measure.status, measure.done_on = MeasureStatus.DONE, today
    _settle(session, measure, today)
    return began


def take_up_own_task(session: Session, key: Key, began: date | None, *, by: Viewer, today: date) -> None:
    """Take back that one's own task is done, the same day, as long as nobody has done more about it.

    Args:
        key: the measure; one's own.
        began: the day it had begun, as ``finish_own_task`` told.

    Raises:
        Problem: it is somebody else's, or more has been done since.
    """
    measure = _own(session, key, by)
    leave_out(session)  # it takes something back itself
    fresh = measure.status is MeasureStatus.DONE and measure.done_on == today and measure.changed_by == by.person
    if not fresh or began not in {None, measure.started_on}:
        raise Problem(_("Oppgaven kan ikke tas opp igjen her. Si det til lederen."))
    measure.started_on, measure.done_on = began, None
    measure.status = MeasureStatus.ADOPTED if began is None else MeasureStatus.RUNNING
    _settle(session, measure, today)


def _own(session: Session, key: Key, by: Viewer) -> Measure:
    """One's own task; whosever another is, nothing is told of it."""
    by.may(Right.READ_OWN)
    measure = session.get(Measure, key)
    if measure is None or by.person is None or measure.responsible_id != by.person or measure.withdrawn_at is not None:
        raise Problem(_("Dette har du ikke tilgang til. Spør lederen."))
    return measure


def _settle(session: Session, measure: Measure, today: date) -> None:
    measure.check(today)
    session.flush()
    # incidents follow the measure by themselves: who did the task need not be let near them
    follow_incidents(session, measure.id, by=SYSTEM, today=today)

"""What somebody may do with their own report, though they may do nothing with others'."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.own_queries import undo_left
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.undo import leave_out
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _


def undo_own_report(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Take back what one has just reported; it stays, with the reason, and counts nowhere.

    Raises:
        Problem: somebody has begun to follow it up, or it is too long ago; the leader withdraws it then.
    """
    by.may(Right.REPORT)
    leave_out(session)  # it takes something back itself
    incident = session.scalar(select(Incident).where(Incident.id == key, visible(by)))
    if incident is None or by.person is None or incident.made_by != by.person or incident.source is not None:
        raise Problem(_("Dette har du ikke tilgang til. Spør lederen."))  # the same words, whosever it is
    now = session.info["now"]
    if not undo_left(incident, now):
        raise Problem(_("Meldingen er allerede tatt imot. Si til lederen at den skal trekkes tilbake."))
    incident.withdraw(str(_("Angret rett etter melding")), now)
    incident.status = Status.WITHDRAWN
    incident.check(today)

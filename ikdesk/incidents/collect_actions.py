"""Saving the lines of a collective list: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import give_number, refuse_unknown, unanswered
from ikdesk.incidents.collect_model import MOST, SMALL
from ikdesk.incidents.model import CHILD_INJURY, Incident, Status
from ikdesk.incidents.own_queries import MOMENT
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.undo import leave_out
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.people.ready_queries import refuse_unready

_TAKEN = (
    "occurred_on", "occurred_time", "child", "place_id", "injury_kind", "body_part", "side", "mechanism", "treatment",
    "severity", "notified", "story",
)  # fmt: skip


def record_collected(
    session: Session, lines: Sequence[Mapping[str, Any]], *, told_at: datetime, by: Viewer, today: date
) -> tuple[Key, ...]:
    """Register small injuries, each as an incident that was put right on the spot.

    They are closed without a time they were closed, and so stand outside handling time, lights and reminders.

    Args:
        lines: attributes of ``Incident``; occurred_on, place_id and severity (0 or 1) must be there.
        told_at: local date and time they were written.

    Returns:
        Their keys, in the order of the lines.

    Raises:
        Invalid: a line cannot be; nothing was saved. Keys are the number of the line from 0, a colon, and the
            attribute.
        Problem: there are too many lines; or nobody has said that the recovery code is written down, and there is
            one leader.
    """
    by.may(Right.REPORT)
    refuse_unready(session, viewer=by, today=today)
    if len(lines) > MOST:
        raise Problem(_("Skjemaet har {n} linjer. Det er plass til {most} om gangen.").format(n=len(lines), most=MOST))
    made: list[Incident] = []
    wrong: dict[str, str] = {}
    for at, line in enumerate(lines):
        try:
            made.append(_recorded(line, told_at, session, today))
        except Invalid as refused:
            wrong.update({f"{at}:{key}": said for key, said in refused.messages.items()})
    if wrong:
        raise Invalid(**wrong)
    return tuple(incident.id for incident in made)


def _recorded(line: Mapping[str, Any], told_at: datetime, session: Session, today: date) -> Incident:
    values = {"kind": CHILD_INJURY, **{key: line[key] for key in _TAKEN if key in line}}
    wrong = unanswered(values, today)
    if not wrong and values["severity"] not in SMALL:
        wrong = {"severity": str(_("Samleskjemaet er for små skader, 0 og 1. Meld denne som en full hendelse."))}
    if wrong:
        raise Invalid(**wrong)
    incident = Incident(**values, reported_at=told_at, status=Status.CLOSED, collected=True)
    give_number(incident, session)
    incident.check(today)
    refuse_unknown(incident, values, session)
    session.add(incident)
    session.flush()
    return incident


def undo_collected(session: Session, keys: Sequence[Key], *, by: Viewer, today: date) -> None:
    """Take back lines one has just written, all of them; they stay, with the reason, and count nowhere.

    Args:
        keys: as ``record_collected`` gave them.

    Raises:
        Problem: they are somebody else's, somebody has worked with one of them, or it is too long ago.
    """
    by.may(Right.REPORT)
    leave_out(session)  # it takes something back itself
    for key in keys:
        _take_back(key, session, by, today)


def _take_back(key: Key, session: Session, by: Viewer, today: date) -> None:
    incident = session.scalar(select(Incident).where(Incident.id == key, visible(by)))
    if incident is None or by.person is None or incident.made_by != by.person or not incident.collected:
        raise Problem(_("Dette har du ikke tilgang til. Spør lederen."))  # the same words, whosever it is
    now = session.info["now"]
    fresh = incident.made_at is not None and incident.made_at <= now < incident.made_at + MOMENT
    if incident.status is not Status.CLOSED or incident.changed_at is not None or not fresh:
        raise Problem(_("Linjene er allerede tatt imot. Si til lederen at de skal trekkes tilbake."))
    incident.withdraw(str(_("Angret rett etter melding")), now)
    incident.status = Status.WITHDRAWN
    incident.check(today)

"""Handing over: to whom, and all that stood in one's own name."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.handover.model import KIND
from ikdesk.handover.state_queries import handover_now, responsibilities
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.measures.actions import change_measure
from ikdesk.meetings.actions import change_idea
from ikdesk.people.model import Person, Role


def begin_handover(session: Session, slot: str, *, by: Viewer, today: date) -> Key:
    """Say who takes over from the one who says it; saying it again of somebody else is to choose them instead.

    Args:
        slot: the lock in the vault that the new leader opens.

    Raises:
        Invalid: it is nobody, oneself, or somebody who is no leader.
        Problem: another leader is handing over already.
    """
    by.may(Right.MANAGE_USERS)
    found = session.scalar(select(Person).where(Person.slot == slot, Person.withdrawn_at.is_(None)))
    if found is None or found.id == by.person or found.role is not Role.LEADER:
        raise Invalid(new=_("Velg den som skal overta. Det må være en annen enn deg."))
    now = handover_now(session, viewer=by, today=today)
    if now is not None and now.old.key != by.person:
        raise Problem(_("{name} er i gang med å overlevere. Gjør det ferdig først, eller avbryt det.").format(
            name=now.old.name))  # fmt: skip
    note_access(session, Deed.ACCESS_GIVEN, KIND, [found.id], by=by, today=today)
    return found.id


def call_off_handover(session: Session, *, by: Viewer, today: date) -> None:
    """Hand over to nobody after all; both stay leaders, and what was moved stays where it is."""
    by.may(Right.MANAGE_USERS)
    if handover_now(session, viewer=by, today=today) is not None:
        note_access(session, Deed.ACCESS_GIVEN, KIND, 0, by=by, today=today)


def move_responsibilities(session: Session, *, by: Viewer, today: date) -> int:
    """Let the new leader do all that whoever goes had promised in their own name; gives how much it was.

    Raises:
        Problem: nobody hands over.
    """
    by.may(Right.MANAGE_USERS)
    now = handover_now(session, viewer=by, today=today)
    if now is None:
        raise Problem(_("Velg den nye lederen først."))
    left = responsibilities(session, now.old.key, viewer=by, today=today)
    for one in left:
        change = change_measure if one.number is not None else change_idea
        change(session, one.key, {"responsible_id": now.new.key}, by=by, today=today)
    return len(left)

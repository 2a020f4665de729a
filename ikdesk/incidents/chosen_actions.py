"""Doing the same with several incidents: all in one step, so that one "Angre" takes all of it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from ikdesk.incidents.actions import close_incident
from ikdesk.incidents.chosen_model import not_closed_why, not_linked_why, parted
from ikdesk.incidents.chosen_queries import chosen_rows
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.link_actions import link_incident


def close_several(session: Session, keys: Sequence[Key], *, at: datetime, by: Viewer, today: date) -> int:
    """Close those that can be closed together, and tell how many that were.

    Args:
        keys: the incidents; those that must be closed by themselves, or cannot be, are left as they are.
        at: local date and time.
    """
    by.may(Right.HANDLE)
    can, _cannot = parted(chosen_rows(session, keys, viewer=by, today=today), not_closed_why)
    for key in can:
        close_incident(session, key, at=at, by=by, today=today)
    return len(can)


def link_several(session: Session, measure: Key, keys: Sequence[Key], *, by: Viewer, today: date) -> int:
    """Say that a measure came of several incidents, and tell of how many.

    Args:
        measure: which one.
        keys: the incidents; those that cannot have measures are left out.

    Raises:
        Problem: the measure was withdrawn.
    """
    by.may(Right.HANDLE)
    can, _cannot = parted(chosen_rows(session, keys, viewer=by, today=today), not_linked_why)
    for key in can:
        link_incident(session, measure, key, by=by, today=today)
    return len(can)

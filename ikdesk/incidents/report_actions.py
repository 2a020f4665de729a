"""What happens when somebody presses «Lagre hendelsen»: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from ikdesk.incidents.actions import record_incident, save_draft
from ikdesk.incidents.capture_actions import keep_capture
from ikdesk.incidents.model import REFERENCE
from ikdesk.kernel.viewer import Key, Viewer


@dataclass(frozen=True, slots=True)
class Sent:
    """How a report was sent."""

    at: datetime  # local
    page: str  # the form whose draft it was
    seconds: int | None = None  # from the form was opened; None: that tells nothing


def report_incident(session: Session, values: Mapping[str, Any], sent: Sent, *, by: Viewer, today: date) -> Key:
    """Register an incident, empty its draft and keep how long it took; whoever is told it was saved, has no draft left.

    Args:
        values: as ``record_incident``.
        sent: from where, when, and how long it took.

    Raises:
        Invalid: as ``record_incident``; the draft stands.
        Problem: as ``record_incident``, or the disk said no; nothing was saved, and the draft stands.
    """
    key = record_incident(session, values, told_at=sent.at, by=by, today=today)
    save_draft(session, sent.page, {}, at=sent.at, by=by, today=today)
    if sent.seconds is not None and values["kind"] not in REFERENCE:  # their number would tell what one must not know
        keep_capture(session, sent.seconds, by=by, today=today)
    return key

"""What the first page of those who do not lead asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from ikdesk.incidents.own_queries import OwnReport, own_reports
from ikdesk.incidents.shared_queries import SharedRow, shared_with
from ikdesk.kernel.viewer import Viewer
from ikdesk.measures.own_queries import OwnTask, own_tasks
from ikdesk.routines.read_queries import ToRead, routines_to_read
from ikdesk.start.queries import SeasonPlace, season_places


@dataclass(frozen=True, slots=True)
class Mine:
    """What there is for one person today."""

    tasks: tuple[OwnTask, ...]
    shared: tuple[SharedRow, ...]
    reports: tuple[OwnReport, ...]
    to_read: tuple[ToRead, ...]
    season_places: tuple[SeasonPlace, ...]


def mine(session: Session, now: datetime, *, viewer: Viewer, today: date) -> Mine:
    """One's own tasks and reports, what is shared with one, what one has not read, and the places of the season.

    Args:
        now: the moment it is, in UTC.
    """
    return Mine(
        tuple(own_tasks(session, viewer=viewer, today=today)),
        tuple(shared_with(session, viewer=viewer, today=today)),
        tuple(own_reports(session, now, viewer=viewer, today=today)),
        tuple(routines_to_read(session, viewer=viewer, today=today)),
        season_places(session, viewer=viewer, today=today),
    )


def waiting_for_me(session: Session, *, viewer: Viewer, today: date) -> int:
    """How many tasks of one's own are not done."""
    return sum(task.done_on is None for task in own_tasks(session, viewer=viewer, today=today))

"""What somebody reported themselves, and what came of it: "Du meldte – dette skjedde"."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import status_on
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.base import Code
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import Measure, MeasureIncident, MeasureStatus
from ikdesk.unit.model import Place

MOMENT = timedelta(minutes=10)  # how long after the report it may be taken back
MOST = 30  # reports that are shown, newest first
_STORY = 140  # characters of one's own words, so that one knows it again
_UNDECIDED = (MeasureStatus.PROPOSED, MeasureStatus.REJECTED)


@dataclass(frozen=True, slots=True)
class CameOf:
    """A measure that was decided because of a report."""

    number: int
    title: str
    status: MeasureStatus


@dataclass(frozen=True, slots=True)
class OwnReport:
    """What somebody reported, where it stands, and what came of it."""

    id: Key
    number: str
    kind: Code
    occurred_on: date
    place: str
    story: str  # the first of their own words
    status: Status
    reported_at: datetime | None
    closed_at: datetime | None
    reply: str  # what the leader answers
    withdrawn_why: str
    measures: tuple[CameOf, ...]
    undo_seconds: int  # how long it may still be taken back; 0: no longer

    @property
    def may_undo(self) -> bool:
        """Whether it may be taken back."""
        return self.undo_seconds > 0


def own_reports(session: Session, now: datetime, *, viewer: Viewer, today: date) -> list[OwnReport]:
    """The viewer's own reports, newest first, but what they took back themselves; no one else's.

    Args:
        now: the moment it is, in UTC: what was just reported may be taken back.
    """
    viewer.may(Right.READ_OWN)
    own = (Incident.made_by == viewer.person, Incident.source.is_(None), visible(viewer))
    taken_back = Incident.changed_by == viewer.person
    question = (
        select(Incident, Place.name, status_on(today).label("stands"))
        .join(Place, Place.id == Incident.place_id)
        .where(*own, or_(Incident.withdrawn_at.is_(None), ~taken_back), Incident.occurred_on <= today)
        .order_by(Incident.reported_at.desc(), Incident.id.desc()).limit(MOST)
    )  # fmt: skip
    rows = session.execute(question).all()
    came = _measures(session, [row[0].id for row in rows])
    return [_own(incident, place, status, tuple(came[incident.id]), now) for incident, place, status in rows]


def undo_left(incident: Incident, now: datetime) -> timedelta:
    """How long a report may still be taken back by whoever told it; nothing when somebody has begun on it.

    Args:
        incident: their own.
        now: UTC.
    """
    untouched = incident.status is Status.REPORTED and incident.changed_at is None
    if not untouched or incident.made_at is None or now < incident.made_at:
        return timedelta(0)
    return max(timedelta(0), incident.made_at + MOMENT - now)


def _own(
    incident: Incident, place: str, status: Status, measures: tuple[CameOf, ...], now: datetime
) -> OwnReport:
    return OwnReport(
        incident.id, incident.number, incident.kind, incident.occurred_on, place, _first_words(incident.story), status,
        incident.reported_at, incident.closed_at, incident.reply or "", incident.withdrawn_why or "", measures,
        math.ceil(undo_left(incident, now).total_seconds()),
    )  # fmt: skip


def _measures(session: Session, incidents: Sequence[Key]) -> dict[Key, list[CameOf]]:
    """What was decided because of each; what was only proposed is not."""
    question = (
        select(MeasureIncident.incident_id, Measure.number, Measure.title, Measure.status)
        .join(Measure, Measure.id == MeasureIncident.measure_id)
        .where(
            MeasureIncident.incident_id.in_(incidents), MeasureIncident.withdrawn_at.is_(None),
            Measure.withdrawn_at.is_(None), Measure.status.not_in(_UNDECIDED),
        )
        .order_by(Measure.number)
    )  # fmt: skip
    found: dict[Key, list[CameOf]] = defaultdict(list)
    for row in session.execute(question):
        found[row.incident_id].append(CameOf(row.number, row.title, row.status))
    return found


def _first_words(story: str) -> str:
    """The first line: what others added since stands in lines of its own."""
    line = story.split("\n", 1)[0].strip()
    return line if len(line) <= _STORY else line[:_STORY].rsplit(" ", 1)[0].rstrip(" ,.;:–") + " …"

"""While a report is written: whether the same was told already; and afterwards, how long reports take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from ikdesk.incidents.find_model import Capture
from ikdesk.incidents.model import REFERENCE, STAFF_KINDS, Incident, Status
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.viewer import Key, Right, Viewer

A_DAY = timedelta(days=1)  # two who tell of the same may not agree about the day
HOURS = 3  # nor about the hour
LEAST = 5  # reports before it is said how long they take: of fewer it could be told whose it was
_MOST = 20  # events that are compared


@dataclass(frozen=True, slots=True)
class Look:
    """What is filled in so far, as far as it can be compared."""

    kind: str
    place: Key
    day: date
    time: time | None = None
    child: str = ""


@dataclass(frozen=True, slots=True)
class Like:
    """A report that may be about the same; without a key it is one the viewer may not see."""

    key: Key | None
    number: str
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Pace:
    """How long reports take."""

    seconds: int  # half of them take less
    reports: int


def similar(session: Session, look: Look, *, viewer: Viewer, today: date) -> Like | None:
    """A report of the same kind that may be about the same event; None where there is none.

    The same place or the same child, within a day and within three hours of the time of day. Of what somebody may not
    see, they learn only that there is one, never through the child, and never of staff or of what is restricted.

    Args:
        look: what is filled in so far.
    """
    viewer.may(Right.REPORT)
    alike = _alike(look, today)
    seen = select(Incident.id, Incident.number, Incident.reported_at, Incident.occurred_on, Incident.occurred_time)
    rows = session.execute(seen.where(*alike, visible(viewer)).order_by(Incident.id.desc()).limit(_MOST))
    found = next((row for row in rows if _near(look, row.occurred_on, row.occurred_time)), None)
    if found is not None:
        return Like(found.id, found.number, found.reported_at)
    if Right.READ in viewer.rights or look.kind in STAFF_KINDS | REFERENCE:
        return None
    return Like(None, "", None) if _there_is_one(session, look, viewer, today) else None


def capture_pace(session: Session, *, viewer: Viewer, today: date) -> Pace | None:
    """Half of the reports of the last twelve months take less than this; None while there are fewer than five."""
    viewer.may(Right.READ)
    first = today.replace(year=today.year - 1, day=1)
    took = session.scalars(select(Capture.seconds).where(Capture.month > first, Capture.month <= today)).all()
    return Pace(round(median(took)), len(took)) if len(took) >= LEAST else None


def _alike(look: Look, today: date) -> list[ColumnElement[bool]]:
    where = Incident.place_id == look.place
    child = look.child.strip().lower()
    return [
        Incident.kind == look.kind, Incident.status != Status.WITHDRAWN, Incident.disposed_on.is_(None),
        Incident.occurred_on.between(look.day - A_DAY, min(look.day + A_DAY, today)), ~Incident.collected,
        or_(where, func.lower(Incident.child) == child) if child else where,
    ]  # fmt: skip


def _there_is_one(session: Session, look: Look, viewer: Viewer, today: date) -> bool:
    not_seen = ~func.coalesce(visible(viewer), false())
    hidden = and_(not_seen, ~Incident.restricted, Incident.about_id.is_(None))
    alike = _alike(Look(look.kind, look.place, look.day), today)
    rows = session.execute(select(Incident.occurred_on, Incident.occurred_time).where(*alike, hidden).limit(_MOST))
    return any(_near(look, row.occurred_on, row.occurred_time) for row in rows)


def _near(look: Look, day: date, at: time | None) -> bool:
    """Whether it is about the same hour; without one, the day must be the same."""
    if look.time is None or at is None:
        return look.day == day
    apart = abs((look.time.hour - at.hour) * 60 + look.time.minute - at.minute)
    return apart <= HOURS * 60

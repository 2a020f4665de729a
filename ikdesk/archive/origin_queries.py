"""Where an archive comes from: whose it is, who took it out, and whether what it came from was whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from ikdesk.access.model import CHAIN as ACCESS
from ikdesk.archive.queries import log_lengths
from ikdesk.incidents.model import Incident
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.content import content_of
from ikdesk.kernel.history import CHAIN as HISTORY
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.reports.version_model import ReportFile, ReportVersion
from ikdesk.unit.model import ExposureDay
from ikdesk.unit.queries import UnitRow, codebook, unit_row


@dataclass(frozen=True, slots=True)
class Origin:
    """What an archive tells of itself."""

    unit: UnitRow
    viewer: Viewer  # who takes it out
    first: date | None  # the days there is something of
    last: date | None
    logs: dict[str, int]  # how many rows of each log there are for the viewer, by its table
    whole: dict[str, bool]  # by the table of a log: nothing in it was altered
    codebook: Codebook

    @property
    def by(self) -> str:
        """The name of who takes it out."""
        return self.viewer.name


@dataclass(frozen=True, slots=True)
class Sent:
    """A file of a delivered report."""

    content: Key  # under which its bytes are kept
    name: str
    format: str


def origin(session: Session, *, viewer: Viewer, today: date) -> Origin:
    """Whose data it is, who takes it out, of which days it is, and whether the logs are whole."""
    viewer.may(Right.EXPORT)
    who: dict[str, Any] = {"viewer": viewer, "today": today}
    first, last = _days(session, viewer)
    whole = {chain.name: not chain.breaks(session) for chain in (HISTORY, ACCESS)}
    return Origin(
        unit_row(session, **who), viewer, first, last, log_lengths(session, **who), whole,
        codebook(session, **who),
    )  # fmt: skip


def sent_files(session: Session, *, viewer: Viewer, today: date) -> list[Sent]:
    """The files of the delivered reports, in the order they were delivered."""
    viewer.may(Right.EXPORT)
    question = (
        select(ReportFile.content_id, ReportFile.name, ReportFile.format)
        .join(ReportVersion, ReportVersion.id == ReportFile.version_id)
        .order_by(ReportVersion.delivered_at, ReportVersion.id, ReportFile.format)
    )
    return [Sent(*row) for row in session.execute(question)]


def sent_bytes(session: Session, key: Key, *, viewer: Viewer, today: date) -> bytes | None:
    """A file of a delivered report, byte for byte; None where it cannot be read any more.

    Args:
        key: under which it is kept.
    """
    viewer.may(Right.EXPORT)
    delivered = session.scalar(select(ReportFile.id).where(ReportFile.content_id == key).limit(1))
    return None if delivered is None else content_of(session, key)


def years(session: Session, *, viewer: Viewer, today: date) -> list[int]:
    """The years something happened in that the viewer may know of, oldest first."""
    viewer.may(Right.EXPORT)
    year = extract("year", Incident.occurred_on)
    return [int(one) for one in session.scalars(select(year).where(visible(viewer)).distinct().order_by(year))]


def _days(session: Session, viewer: Viewer) -> tuple[date | None, date | None]:
    """The first and the last day of what happened, or was written down."""
    found: list[date] = []
    for column, seen in ((Incident.occurred_on, visible(viewer)), (ExposureDay.day, ExposureDay.day.is_not(None))):
        row = session.execute(select(func.min(column), func.max(column)).where(seen)).one()
        found += [one for one in row if one is not None]
    return (min(found), max(found)) if found else (None, None)

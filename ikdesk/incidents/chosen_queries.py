"""Questions about several incidents that were chosen in the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.chosen_model import Chosen
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import Filter, seen_by, status_on
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import ANSWERS, Measure, MeasureIncident, MeasureStatus

MOST = 2000  # incidents something is done with at once
_LOT = 500  # keys in a question
_OVER = (*ANSWERS, MeasureStatus.REJECTED)


def chosen_rows(session: Session, keys: Sequence[Key], *, viewer: Viewer, today: date) -> list[Chosen]:
    """What was chosen, newest first; what the viewer may not see is left out.

    Args:
        keys: of incidents.
    """
    viewer.may(Right.READ)
    rows = [row for lot in _lots(keys) for row in session.execute(seen_by(viewer, _rows(lot, today), today))]
    found = [Chosen(row[0], row[1], row[2], row[3], row[4] is not None, row[5], row[6] is not None, row[7])
             for row in sorted(rows, key=lambda row: (row.occurred_on, row[0]), reverse=True)]  # fmt: skip
    return found[:MOST]


def keys_of(session: Session, wanted: Filter, *, viewer: Viewer, today: date) -> list[Key]:
    """The keys of all that a filter lets through, newest first, and no more than can be done something with at once.

    Args:
        wanted: the filter.
    """
    viewer.may(Right.READ)
    question = select(Incident.id).where(*wanted.clauses(today))
    newest = seen_by(viewer, question, today).order_by(Incident.occurred_on.desc(), Incident.id.desc()).limit(MOST)
    return list(session.scalars(newest))


def _lots(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    for at in range(0, len(keys), _LOT):
        yield keys[at : at + _LOT]


def _rows(keys: Sequence[Key], today: date) -> Any:
    left = (
        select(func.count()).select_from(MeasureIncident).join(Measure, Measure.id == MeasureIncident.measure_id)
        .where(MeasureIncident.incident_id == Incident.id, MeasureIncident.withdrawn_at.is_(None),
               Measure.withdrawn_at.is_(None), Measure.status.not_in(_OVER), Measure.origin != "already_done")
        .correlate(Incident).scalar_subquery()
    )  # fmt: skip
    return select(
        Incident.id, Incident.number, Incident.kind, status_on(today), Incident.about_id, Incident.collected,
        Incident.disposed_on, left, Incident.occurred_on,
    ).where(Incident.id.in_(keys))  # fmt: skip

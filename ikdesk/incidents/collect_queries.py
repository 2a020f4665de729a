"""What the collective list of small injuries asks: what is used most, and what has happened often of late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.collect_model import DAYS, Often
from ikdesk.incidents.import_model import fold
from ikdesk.incidents.import_words_model import OwnPlace
from ikdesk.incidents.model import CHILD_INJURY, Incident, Status
from ikdesk.incidents.queries import known_by
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.unit.queries import places

_CODED = ("injury_kind", "body_part", "mechanism")
_COUNTED = Incident.status.not_in([Status.WITHDRAWN, Status.UNCONFIRMED])


def used_most(session: Session, *, viewer: Viewer, today: date) -> Mapping[str, tuple[str, ...]]:
    """By column: codes, and keys of places, those used most in injuries of children the last year first.

    Nothing for somebody who may not see incidents: the order would tell of them.
    """
    viewer.may(Right.REPORT)
    if Right.READ not in viewer.rights:
        return {}
    return {name: _most(session, name, viewer, today) for name in (*_CODED, "place_id")}


def _most(session: Session, name: str, viewer: Viewer, today: date) -> tuple[str, ...]:
    column: Any = getattr(Incident, name)
    question = select(column).where(
        *_injuries(viewer, today), Incident.occurred_on > today - timedelta(days=365), column.is_not(None)
    )
    return tuple(map(str, session.scalars(question.group_by(column).order_by(func.count().desc(), column))))


def often_of_late(session: Session, *, viewer: Viewer, today: date) -> Often:
    """How many injuries of each child and in each place the last thirty days, of those the viewer may see."""
    viewer.may(Right.REPORT)
    of_late = (*_injuries(viewer, today), Incident.occurred_on >= today - timedelta(days=DAYS))
    children: dict[str, int] = {}
    for child, number in session.execute(
        select(Incident.child, func.count()).where(*of_late, Incident.child != "").group_by(Incident.child)
    ):
        children[fold(child)] = children.get(fold(child), 0) + number
    rows = session.execute(select(Incident.place_id, func.count()).where(*of_late).group_by(Incident.place_id))
    return Often(children, {place: number for place, number in rows})  # noqa: C416 (rows are no pairs to mypy)


def _injuries(viewer: Viewer, today: date) -> tuple[Any, ...]:
    return visible(viewer), *known_by(today), _COUNTED, Incident.kind == CHILD_INJURY, ~Incident.restricted


def own_places(session: Session, *, viewer: Viewer, today: date) -> list[OwnPlace]:
    """The places of the unit, those in use first, as words are understood by."""
    viewer.may(Right.REPORT)
    rows = places(session, viewer=viewer, today=today, closed=True)
    return [OwnPlace(row.id, row.name, row.standard, row.closed_from is None or row.closed_from > today)
            for row in rows]  # fmt: skip

"""What the front page asks about measures and routines, in as few statements as it can."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ikdesk.incidents.insurer_queries import insurer_due
from ikdesk.incidents.reference_model import ReferenceDue
from ikdesk.incidents.reference_queries import references_due
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.measures.model import Measure, MeasureStatus
from ikdesk.measures.status_queries import seen_by, stood_on
from ikdesk.risks.due_model import RiskDue
from ikdesk.risks.due_queries import risks_due
from ikdesk.routines.queries import overdue_routines
from ikdesk.start.attention_model import PIECES, RISKS, ROUTINES, InsurerDue, MeasureDue, RoutineDue
from ikdesk.unit.equipment_queries import equipment_due
from ikdesk.unit.equipment_row_model import EquipmentDue
from ikdesk.unit.model import Place, Unit

MONTH = 30  # days after a period is over until its list is pressing
SOON = 14  # days before its deadline that a measure is told of
_DAYS = 4  # the question is built once a day: it takes longer than to ask it


def measures_due(session: Session, *, viewer: Viewer, today: date) -> list[MeasureDue]:
    """Measures past their deadline or near it, and those that wait for an answer to whether they worked.

    Several at the same place with the same evaluation day are one row: their numbers cannot be told apart.
    """
    late: list[MeasureDue] = []
    asked: dict[Any, list[Any]] = {}
    for row in session.execute(seen_by(viewer, _question(today), today)):
        if row.asks:
            asked.setdefault((row.name or row.id, row.evaluate_on), []).append(row)
        else:
            late.append(_due(row, today, row.deadline))
    return late + [_due(rows[0], today, rows[0].evaluate_on, others=len(rows) - 1) for rows in asked.values()]


def routines_due(session: Session, *, viewer: Viewer, today: date) -> list[RoutineDue]:
    """The routines that should have been looked at again, the longest overdue first; not all of them."""
    return [
        RoutineDue(row.id, row.number, row.title, row.role, row.review_due, (row.review_due - today).days)
        for row in overdue_routines(session, viewer=viewer, today=today)[:ROUTINES]
        if row.review_due is not None
    ]


def lists_due(session: Session, *, viewer: Viewer, today: date) -> list[InsurerDue]:
    """The insurer's list of the last period, if nobody has made it; a month after it is over it is pressing."""
    over = insurer_due(session, viewer=viewer, today=today)
    if over is None:
        return []
    insurer = session.scalars(select(Unit.insurer)).one()
    return [InsurerDue(over.name, insurer, (over.after + timedelta(days=MONTH) - today).days)]


def cases_and_checks_due(
    session: Session, *, viewer: Viewer, today: date
) -> list[ReferenceDue | RiskDue | EquipmentDue]:
    """Plans of cases whose papers lie elsewhere, assessments to look at, and equipment to check; not all of that."""
    viewer.may(Right.READ)
    found: list[ReferenceDue | RiskDue | EquipmentDue] = []
    if Right.HANDLE in viewer.rights:
        found += references_due(session, viewer=viewer, today=today)
        found += risks_due(session, viewer=viewer, today=today)[:RISKS]
    if Right.SET_UP in viewer.rights:
        found += equipment_due(session, viewer=viewer, today=today)[:PIECES]
    return found


@lru_cache(_DAYS)
def _question(today: date) -> Any:
    stood = stood_on(today)
    asks = stood.status == MeasureStatus.TO_EVALUATE
    near = and_(stood.work_left, Measure.deadline <= today + timedelta(days=SOON))
    question: Any = select(
        Measure.id, Measure.number, Measure.title, Measure.role, Measure.deadline, Measure.evaluate_on, Place.name,
        asks.label("asks"),
    ).outerjoin(Place, Place.id == Measure.place_id)  # fmt: skip
    return stood.joined(question).where(or_(near, asks)).order_by(Measure.number)


def _due(row: Any, today: date, day: date, *, others: int | None = None) -> MeasureDue:
    return MeasureDue(
        row.id, row.number, row.title, row.name or "", row.role, others is not None, others or 0, day,
        (day - today).days,
    )  # fmt: skip

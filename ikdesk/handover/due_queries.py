"""What falls due in the next three months, and what did and is not done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.handover.model import AHEAD, Due, Sort
from ikdesk.incidents.insurer_queries import insurer_due
from ikdesk.incidents.reference_model import WARNED
from ikdesk.incidents.reference_queries import references_due
from ikdesk.kernel.base import Code
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import STARTED, Measure
from ikdesk.measures.status_queries import ALREADY, seen_by, stood_on
from ikdesk.people.queries import deputies
from ikdesk.risks.due_queries import SOON as RISK_SOON
from ikdesk.risks.due_queries import risks_due
from ikdesk.routines.queries import overdue_routines
from ikdesk.start.attention_queries import MONTH
from ikdesk.start.queries import next_report
from ikdesk.unit.equipment_queries import equipment_due
from ikdesk.unit.equipment_row_model import SOON as EQUIPMENT_SOON


def dues(session: Session, told: frozenset[Key], *, viewer: Viewer, today: date) -> tuple[Due, ...]:
    """What falls due until three months from today, the soonest first; what is late stands first.

    Args:
        told: the cases that may be told of.
    """
    viewer.may(Right.MANAGE_USERS)
    last = today + AHEAD
    found = [
        *_evaluations(session, viewer, today, last), *_checks(session, viewer, last),
        *_reports(session, viewer, today), *_cases(session, told, viewer, last), *_deputies(session, viewer, today),
    ]  # fmt: skip
    found += [
        Due(Sort.ROUTINE, row.review_due, row.title, str(row.number))
        for row in overdue_routines(session, AHEAD.days + 1, viewer=viewer, today=today) if row.review_due is not None
    ]  # fmt: skip
    soon = (one for one in found if one.day <= last)
    return tuple(sorted(soon, key=lambda one: (one.day, one.sort.code, one.title)))


def _evaluations(session: Session, viewer: Viewer, today: date, last: date) -> Iterator[Due]:
    """Measures whose evaluation day comes, as they stand today."""
    stood = stood_on(today)
    question = stood.joined(select(Measure.evaluate_on, Measure.title, Measure.number)).where(
        stood.stage.in_(STARTED), Measure.origin != ALREADY, Measure.evaluate_on <= last
    )
    for row in session.execute(seen_by(viewer, question, today)):
        yield Due(Sort.EVALUATION, row.evaluate_on, row.title, str(row.number))


def _checks(session: Session, viewer: Viewer, last: date) -> Iterator[Due]:
    """What the front page will tell of by then: it looks some days ahead itself."""
    for risk in risks_due(session, viewer=viewer, today=last - RISK_SOON):
        yield Due(Sort.RISK, risk.due, risk.title)
    for piece in equipment_due(session, viewer=viewer, today=last - EQUIPMENT_SOON):
        yield Due(Sort.EQUIPMENT, piece.due, piece.name)


def _reports(session: Session, viewer: Viewer, today: date) -> Iterator[Due]:
    report = next_report(session, viewer=viewer, today=today)
    if not report.delivered:
        yield Due(Sort.REPORT, report.deadline, report.name)
    over = insurer_due(session, viewer=viewer, today=today)
    if over is not None:
        yield Due(Sort.INSURER, over.after + timedelta(days=MONTH), over.name)


def _cases(session: Session, told: frozenset[Key], viewer: Viewer, last: date) -> Iterator[Due]:
    for case in references_due(session, viewer=viewer, today=last - timedelta(days=WARNED)):
        if case.id in told:
            yield Due(Sort.CASE, case.due, "", case.number, Code(case.kind))


def _deputies(session: Session, viewer: Viewer, today: date) -> Iterator[Due]:
    for row in deputies(session, viewer=viewer, today=today):
        if not row.ended and row.to_day >= today:
            yield Due(Sort.DEPUTY, row.to_day, row.name)

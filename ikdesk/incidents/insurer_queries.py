"""Which small injuries the insurer gets a list of, and whether the list of the last period was made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from ikdesk.access.model import Access, Deed
from ikdesk.incidents.case_model import Notice, OtherChild
from ikdesk.incidents.insurer_model import KIND, REMINDED, SMALL, InsurerFacts, InsurerLine, period_over
from ikdesk.incidents.model import CHILD_INJURY, Incident, Status
from ikdesk.incidents.queries import seen_by
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.unit.model import Place, Unit
from ikdesk.unit.queries import codebook, unit_row

_TOLD = exists().where(
    Notice.incident_id == Incident.id, Notice.whom == "insurance", Notice.at.is_not(None),
    Notice.withdrawn_at.is_(None),
)  # fmt: skip
_HURT = (
    Incident.kind == CHILD_INJURY, Incident.status.not_in((Status.WITHDRAWN, Status.UNCONFIRMED)),
    Incident.disposed_on.is_(None),
)  # fmt: skip
_SMALL = and_(Incident.severity.in_(SMALL), ~_TOLD)


def insurer_facts(session: Session, period: Period, *, viewer: Viewer, today: date) -> InsurerFacts:
    """The small injuries of a period, each child on a line, and how many were told of one by one.

    Args:
        period: which days.

    Raises:
        Problem: the period has not begun.
    """
    viewer.may(Right.EXPORT)
    if period.first > today:
        raise Problem(_("{period} har ikke begynt. Velg en tidligere periode.").format(period=period.name.capitalize()))
    unit, book = unit_row(session, viewer=viewer, today=today), codebook(session, viewer=viewer, today=today)
    counted = period.cut(today)
    reported, grave, hidden = session.execute(_within(select(
        func.count().filter(_TOLD), func.count().filter(and_(Incident.severity > max(SMALL), ~_TOLD)),
        func.count().filter(and_(_SMALL, Incident.restricted)),
    ), counted, viewer, today)).one()  # fmt: skip
    return InsurerFacts(
        unit.name, unit.org_number, unit.insurer, unit.policy_number, period, counted, today, viewer.name,
        tuple(_lines(session, counted, book, viewer, today)), int(reported), int(grave), int(hidden), book,
    )  # fmt: skip


def insurer_due(session: Session, *, viewer: Viewer, today: date) -> Period | None:
    """The last period that is over, where the insurer waits for its list and nobody has made it.

    None where no insurer is written down, where there is nothing to tell, and when it has been long enough.
    """
    viewer.may(Right.READ)
    if Right.EXPORT not in viewer.rights:
        return None
    row = session.execute(select(Unit.insurer, Unit.insurer_cadence)).one()
    over = period_over(row.insurer_cadence, today)
    if not row.insurer or today - over.last > REMINDED:
        return None
    made = exists().where(
        Access.kind == KIND, Access.deed == Deed.EXPORTED,
        or_(Access.note == over.code, Access.note.startswith(f"{over.code} ")),
    )  # fmt: skip
    if session.scalar(select(made)):
        return None
    question = _within(select(func.count()).where(_SMALL, ~Incident.restricted), over, viewer, today)
    return over if session.scalar(question) else None


def _within(question: Select[*tuple[Any, ...]], period: Period, viewer: Viewer, today: date) -> Any:
    days = (Incident.occurred_on >= period.first, Incident.occurred_on < period.after)
    return seen_by(viewer, question.select_from(Incident).where(*_HURT, *days), today)


def _lines(session: Session, period: Period, book: Codebook, viewer: Viewer, today: date) -> Iterator[InsurerLine]:
    joined = select(Incident, Place.name).join(Place, Place.id == Incident.place_id)
    question = seen_by(viewer, joined, today).where(
        *_HURT, _SMALL, ~Incident.restricted, Incident.occurred_on >= period.first, Incident.occurred_on < period.after
    )
    rows = session.execute(question.order_by(Incident.occurred_on, Incident.running)).all()
    others: dict[Any, list[OtherChild]] = {}
    with_these = select(OtherChild).where(OtherChild.withdrawn_at.is_(None)).order_by(OtherChild.position)
    for child in session.scalars(with_these.where(OtherChild.incident_id.in_([row.Incident.id for row in rows]))):
        others.setdefault(child.incident_id, []).append(child)
    for incident, place in rows:
        for child in (incident, *others.get(incident.id, ())):
            codes = child.treatment
            paid = any(book.more("treatment", code, "professional") for code in codes)
            yield InsurerLine(
                incident.number, incident.occurred_on, child.child, place, incident.mechanism, child.injury_kind,
                child.body_part, child.side, codes, paid if codes else None,
            )  # fmt: skip

"""The sums of the staff register for a period, and its cases one by one, without anything medical."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    extract,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from ikdesk.incidents.model import STAFF_KINDS, Incident, Status
from ikdesk.incidents.queries import known_by
from ikdesk.incidents.staff_facts_model import StaffFacts, StaffLine, StaffMeasure, StaffSums
from ikdesk.incidents.staff_model import NAMED, SEEN_TO, Grave, StaffCase
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.base import Key
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.measures.model import Measure, MeasureIncident
from ikdesk.measures.status_queries import known_on, stood_on
from ikdesk.unit.model import Place
from ikdesk.unit.queries import codebook, unit_row

_NOTHING = (Status.WITHDRAWN, Status.UNCONFIRMED)  # count nowhere
_NEARLY = StaffCase.nearly.is_(True)
_ABSENT = StaffCase.absence_days > 0
_SEEN_TO = and_(StaffCase.nearly.is_(False), or_(StaffCase.treatment_level.in_(SEEN_TO), _ABSENT))


def staff_facts(session: Session, period: Period, *, viewer: Viewer, today: date) -> StaffFacts:
    """Everything the extract of a period can say, read once; what lies after today is left out.

    Cases about whoever asks, and those that are restricted for them, are not among them.

    Args:
        period: which days.

    Raises:
        Problem: the period has not begun.
    """
    viewer.may(Right.READ_STAFF)
    if period.first > today:
        raise Problem(_("{period} har ikke begynt. Velg en tidligere periode.").format(period=period.name.capitalize()))
    asked: dict[str, Any] = {"viewer": viewer, "today": today}
    counted = period.cut(today)
    book = codebook(session, **asked)
    return StaffFacts(
        unit_row(session, **asked).name, period, counted, today, viewer.name, viewer.role,
        sums=_sums(session, counted, [entry.code for entry in book.entries("violence_kind")], **asked),
        before=int(session.scalar(_within(select(func.count()), counted.a_year_before(), **asked)) or 0),
        cases=_cases(session, counted, **asked), measures=_measures(session, counted, **asked), codebook=book,
    )  # fmt: skip


def _within(columns: Select[*tuple[Any, ...]], period: Period, *, viewer: Viewer, today: date) -> Any:
    """The question asked of the staff register in a period."""
    return columns.select_from(Incident).outerjoin(StaffCase, StaffCase.incident_id == Incident.id).where(
        Incident.kind.in_(STAFF_KINDS), Incident.status.not_in(_NOTHING), visible(viewer), *known_by(today),
        Incident.occurred_on >= period.first, Incident.occurred_on < period.after,
    )  # fmt: skip


def _sums(session: Session, period: Period, violence: list[str], *, viewer: Viewer, today: date) -> StaffSums:
    asked: dict[str, Any] = {"viewer": viewer, "today": today}
    told = [_sum(getattr(StaffCase, name).is_not(None)) for name in NAMED]
    kinds = [_sum(cast(StaffCase.violence, String).like(f'%"{code}"%')) for code in violence]
    columns = select(
        func.count(), _sum(_NEARLY), _sum(StaffCase.grave == Grave.YES), _sum(_ABSENT),
        func.sum(StaffCase.absence_days), _sum(_SEEN_TO), *told, *kinds,
    )  # fmt: skip
    row = [int(value or 0) for value in session.execute(_within(columns, period, **asked)).one()]
    total, nearly, grave, absent, days, needs_nav, *rest = row
    return StaffSums(
        total, nearly, grave, absent, days, needs_nav, told=dict(zip(NAMED, rest, strict=False)),
        by=_tallies(session, period, **asked), violence=dict(zip(violence, rest[len(NAMED) :], strict=True)),
    )  # fmt: skip


def _tallies(session: Session, period: Period, *, viewer: Viewer, today: date) -> dict[str, dict[str, int]]:
    """How many by kind, month, place and when at work, in one statement; months without any are there, too."""
    month = extract("year", Incident.occurred_on) * 100 + extract("month", Incident.occurred_on)
    keys: dict[str, ColumnElement[Any]] = {
        "kind": Incident.__table__.c.kind, "month": month, "place": Place.__table__.c.standard,
        "work_when": StaffCase.__table__.c.work_when,
    }  # fmt: skip
    asked: dict[str, Any] = {"viewer": viewer, "today": today}
    parts = [
        _within(select(literal_column(f"'{name}'"), cast(key, String), func.count()), period, **asked)
        .join(Place, Place.id == Incident.place_id).group_by(key)
        for name, key in keys.items()
    ]  # fmt: skip
    found: dict[str, dict[str, int]] = {name: {} for name in keys}
    found["month"] = {one.code: 0 for one in period.months()}
    for name, value, number in session.execute(union_all(*parts)):
        code = value or ""
        found[name][f"{code[:4]}-{code[4:]}" if name == "month" else code] = number
    return found


def _cases(session: Session, period: Period, *, viewer: Viewer, today: date) -> tuple[StaffLine, ...]:
    columns: Any = select(
        Incident.number, Incident.occurred_on, Incident.kind, StaffCase.violence, StaffCase.nearly,
        Place.__table__.c.standard, StaffCase.absence_days, *(getattr(StaffCase, name) for name in NAMED),
        StaffCase.extract,
    )  # fmt: skip
    question = _within(columns, period, viewer=viewer, today=today).join(Place, Place.id == Incident.place_id)
    return tuple(
        StaffLine(number, day, kind, violence or (), bool(nearly), place, absent,
                  tuple(name for name, told in zip(NAMED, rest, strict=False) if told), rest[-1] or "")
        for number, day, kind, violence, nearly, place, absent, *rest in session.execute(
            question.order_by(Incident.occurred_on, Incident.id))
    )  # fmt: skip


def _measures(session: Session, period: Period, *, viewer: Viewer, today: date) -> tuple[StaffMeasure, ...]:
    """What came of these cases; a measure that came of several stands once."""
    stood = stood_on(today)
    keys: Select[Key] = _within(select(Incident.id), period, viewer=viewer, today=today)
    linked = select(MeasureIncident.measure_id).where(
        MeasureIncident.incident_id.in_(keys), MeasureIncident.withdrawn_at.is_(None)
    )
    question = stood.joined(select(Measure.number, Measure.title, stood.status))
    rows = session.execute(
        question.where(Measure.id.in_(linked), *known_on(today)).order_by(Measure.number)
    )
    return tuple(StaffMeasure(*row) for row in rows)


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))

"""Who has seen what: newest first, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import Session

from ikdesk.access.model import Access, AccessRecord
from ikdesk.access.row_model import AccessFilter, AccessRow
from ikdesk.incidents.case_model import Attachment
from ikdesk.incidents.model import Incident
from ikdesk.incidents.visible_queries import unseen
from ikdesk.kernel.page import Cut, Page
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import Measure
from ikdesk.people.model import Person
from ikdesk.routines.model import Routine

NAMED = 3  # records that a line names by their numbers; of more it says how many
NEWEST = Cut(0, 100, "at", descending=True)
_NUMBERED: dict[str, type[Any]] = {"incident": Incident, "measure": Measure, "routine": Routine}
_CALLED: dict[str, Any] = {
    "incident": Incident.number, "measure": Measure.number, "routine": Routine.number, "person": Person.name,
}  # fmt: skip
_SORTS = {"at": Access.seq, "by_name": Access.by_name, "deed": Access.deed, "what": Access.kind, "note": Access.note}


def access_page(
    session: Session, wanted: AccessFilter, cut: Cut = NEWEST, *, viewer: Viewer, today: date
) -> Page[AccessRow]:
    """A page of the deeds; those with a record the viewer may not know of are not among them.

    Args:
        wanted: which ones.
        cut: which part, in which order.
    """
    viewer.may(Right.SEE_LOG)
    question = _question(select(Access), wanted, viewer)
    total = session.scalar(_question(select(func.count(Access.seq)), wanted, viewer)) or 0
    order = _SORTS.get(cut.sort, Access.seq)
    question = question.order_by(order.desc() if cut.descending else order, Access.seq.desc())
    rows = session.scalars(question.offset(cut.first).limit(cut.size)).all()
    numbers, hidden = _numbers(session, rows, viewer), _hidden(session, rows, viewer)
    return Page([_row(row, numbers.get(row.seq, ()), hidden.get(row.seq, 0)) for row in rows], total)


def access_names(session: Session, *, viewer: Viewer, today: date) -> list[str]:
    """The names of everybody in the log."""
    viewer.may(Right.SEE_LOG)
    return sorted(session.scalars(select(Access.by_name).distinct()))


def _question(question: Select[Any], wanted: AccessFilter, viewer: Viewer) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = [seen_deeds(viewer)]
    if wanted.person:
        conditions.append(Access.by_name == wanted.person)
    if wanted.deed:
        conditions.append(Access.deed == wanted.deed)
    if wanted.period:
        conditions += [Access.at >= _utc(wanted.period.first), Access.at < _utc(wanted.period.after)]
    if wanted.key:
        conditions.append(_with(select(AccessRecord.seq).where(AccessRecord.key == wanted.key)))
    if wanted.number.strip():
        keys = union_all(*(_with_number(kind, wanted.number.strip()) for kind in _NUMBERED.values()))
        conditions.append(_with(select(AccessRecord.seq).where(AccessRecord.key.in_(keys))))
    return question.where(and_(*conditions))


def seen_deeds(viewer: Viewer) -> ColumnElement[bool]:
    """Part of every question about deeds: nothing is told of who saw what the viewer may not see.

    That it is there would say enough.
    """
    pictures = select(Attachment.id).where(Attachment.incident_id.in_(unseen(viewer)))
    secret = union_all(unseen(viewer), pictures)
    hidden = select(AccessRecord.seq).where(AccessRecord.key.in_(secret))
    others = select(AccessRecord.seq).where(AccessRecord.key.not_in(secret))
    return or_(Access.seq.not_in(hidden), Access.seq.in_(others))


def _with(seqs: Select[Any]) -> ColumnElement[bool]:
    return Access.seq.in_(seqs)


def _with_number(kind: type[Any], number: str) -> Select[Any]:
    if kind is Incident:
        return select(kind.id).where(kind.number == number)
    return select(kind.id).where(kind.number == (int(number) if number.isdecimal() and len(number) < 9 else -1))


def _utc(day: date) -> datetime:
    return datetime.combine(day, time.min).astimezone(UTC).replace(tzinfo=None)


def _numbers(session: Session, rows: Iterable[Access], viewer: Viewer) -> dict[int, tuple[str, ...]]:
    """The numbers of the records of a page, by the number of the line."""
    few = {row.seq: row.kind for row in rows if 0 < row.count <= NAMED}
    pointed: dict[str, dict[Key, list[int]]] = defaultdict(lambda: defaultdict(list))
    with_these = select(AccessRecord.seq, AccessRecord.key).where(
        AccessRecord.seq.in_(few), AccessRecord.key.not_in(unseen(viewer))
    )
    for seq, key in session.execute(with_these):
        pointed[few[seq]][key].append(seq)
    found: dict[int, tuple[str, ...]] = {}
    for kind, keys in pointed.items():
        called = _CALLED.get(kind)
        if called is None:
            continue
        entity = called.class_
        for key, number in session.execute(select(entity.id, called).where(entity.id.in_(keys))):
            for seq in keys[key]:
                found[seq] = (*found.get(seq, ()), str(number))
    return found


def _hidden(session: Session, rows: Iterable[Access], viewer: Viewer) -> dict[int, int]:
    """How many of the records of a line the viewer may not know of, by the number of the line."""
    several = [row.seq for row in rows if row.count > 1]
    question = select(AccessRecord.seq, func.count()).where(
        AccessRecord.seq.in_(several), AccessRecord.key.in_(unseen(viewer))
    )
    return dict(session.execute(question.group_by(AccessRecord.seq)).all())


def _row(row: Access, numbers: tuple[str, ...], hidden: int) -> AccessRow:
    local = row.at.replace(tzinfo=UTC).astimezone().replace(tzinfo=None)
    count = row.count - hidden
    return AccessRow(row.seq, local, row.by_name, row.deed, row.kind, tuple(sorted(numbers)), count, row.note)

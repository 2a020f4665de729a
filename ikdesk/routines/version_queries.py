"""What a routine said and says: its versions, each with what was new in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.base import Code
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import Measure
from ikdesk.routines.model import RoutineStatus, RoutineVersion

_COMPARED = ("title", "purpose", "when", "steps", "if_it_fails", "role", "legal_hooks")


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a routine, with what is new in it."""

    id: Key
    edition: int
    title: str
    purpose: str
    when: str
    steps: tuple[str, ...]
    if_it_fails: str
    role: Code | None
    legal_hooks: tuple[str, ...]
    change_note: str
    valid_from: date | None
    review_due: date | None
    reviewed_on: date | None
    review_note: str
    status: RoutineStatus  # on the day
    approved_by: str
    measure_id: Key | None
    measure: str  # "7: Én om gangen"; empty without a measure
    changed: tuple[str, ...]  # the attributes that differ from the version before


def versions_of(
    session: Session, key: Key, state: RoutineStatus, *, viewer: Viewer, today: date
) -> tuple[VersionRow, ...]:
    """The versions of a routine, newest first; only the one that holds for somebody who may not see incidents.

    Args:
        key: the routine.
        state: where it stands on the day.
    """
    viewer.may(Right.READ_ROUTINES)
    question = (
        select(RoutineVersion, Measure.number, Measure.title)
        .outerjoin(Measure, Measure.id == RoutineVersion.measure_id)
        .where(RoutineVersion.routine_id == key, RoutineVersion.withdrawn_at.is_(None))
        .order_by(RoutineVersion.edition.desc())
    )
    found = session.execute(question).all()
    rows: list[VersionRow] = []
    held = False  # a newer one holds already
    for at, (version, number, title) in enumerate(found):
        status = _status_of(version, today, held=held or state is RoutineStatus.RETIRED)
        held = held or status is RoutineStatus.VALID
        before = found[at + 1][0] if at + 1 < len(found) else None
        rows.append(_version_row(version, before, status, f"{number}: {title}" if number else ""))
    if Right.READ in viewer.rights:
        return tuple(rows)
    # what was seen when it was looked at, and what it grew out of, may tell of events
    return tuple(
        replace(row, measure_id=None, measure="", review_note="", changed=())
        for row in rows if row.status is RoutineStatus.VALID
    )  # fmt: skip


def _status_of(version: RoutineVersion, today: date, *, held: bool) -> RoutineStatus:
    if version.status is RoutineStatus.DRAFT:
        return RoutineStatus.DRAFT
    if version.valid_from is None or version.valid_from > today:
        return RoutineStatus.COMING
    return RoutineStatus.RETIRED if held else RoutineStatus.VALID


def _version_row(
    version: RoutineVersion, before: RoutineVersion | None, status: RoutineStatus, measure: str
) -> VersionRow:
    changed = [] if before is None else [n for n in _COMPARED if getattr(version, n) != getattr(before, n)]
    return VersionRow(
        version.id, version.edition, version.title, version.purpose, version.when, version.step_list,
        version.if_it_fails, version.role, version.legal_hooks, version.change_note, version.valid_from,
        version.review_due, version.reviewed_on, version.review_note, status, version.approved_by,
        version.measure_id, measure, tuple(changed),
    )  # fmt: skip

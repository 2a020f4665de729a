"""Who has read which routine: one's own reading list, and for the leader who lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.people.model import Person
from ikdesk.routines.model import Routine, RoutineRead, RoutineStatus, RoutineVersion


@dataclass(frozen=True, slots=True)
class ToRead:
    """A routine that holds and that somebody has not read as it is now."""

    id: Key  # the routine
    number: int
    title: str
    edition: int
    valid_from: date
    change_note: str
    before: int | None  # the edition they read last; None: none
    fresh: bool  # has come since they last read one


@dataclass(frozen=True, slots=True)
class Reading:
    """Who has read a routine as it is now."""

    version: Key
    edition: int
    mine: date | None  # when the viewer read it
    before: int | None  # the edition the viewer read last, where it is not this one
    asked: bool  # the viewer is to read it: everybody is but whoever approved it
    readers: tuple[tuple[str, date], ...]  # only for those who see all
    lacking: tuple[str, ...]  # only for those who see all


@dataclass(frozen=True, slots=True)
class _Held:
    routine: Key
    number: int
    version: Key
    title: str
    edition: int
    valid_from: date
    change_note: str
    approved_by: str


def routines_to_read(session: Session, *, viewer: Viewer, today: date) -> list[ToRead]:
    """The routines that hold and that the viewer has not read as they are now, the newest first."""
    viewer.may(Right.READ_ROUTINES)
    reads = _reads_of(session, viewer)
    latest = max((day for _edition, day in reads.values()), default=None)
    editions = _editions_read(session, viewer)
    rows = [
        ToRead(
            one.routine, one.number, one.title, one.edition, one.valid_from, one.change_note,
            editions.get(one.routine), latest is not None and one.valid_from >= latest,
        )
        for one in _held(session, today) if one.version not in reads
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.valid_from, row.number), reverse=True)


def routines_read(session: Session, *, viewer: Viewer, today: date) -> frozenset[Key]:
    """The routines the viewer has read as they are now."""
    viewer.may(Right.READ_ROUTINES)
    reads = _reads_of(session, viewer)
    return frozenset(one.routine for one in _held(session, today) if one.version in reads)


def reading_of(session: Session, key: Key, *, viewer: Viewer, today: date) -> Reading | None:
    """Who has read a routine as it is now; None where it does not hold today. Names only for those who see all."""
    viewer.may(Right.READ_ROUTINES)
    held = next((one for one in _held(session, today) if one.routine == key), None)
    if held is None:
        return None
    mine = _reads_of(session, viewer).get(held.version)
    before = None if mine else _editions_read(session, viewer).get(key)
    readers, lacking = _both(session, held) if Right.READ in viewer.rights else ((), ())
    asked = mine is None and viewer.person is not None and viewer.name != held.approved_by
    return Reading(held.version, held.edition, mine[1] if mine else None, before, asked, readers, lacking)


def _held(session: Session, today: date) -> list[_Held]:
    """The version that holds of every routine, by number."""
    question = (
        select(
            Routine.id, Routine.number, Routine.status, Routine.retired_on, RoutineVersion.id.label("version"),
            RoutineVersion.title, RoutineVersion.edition, RoutineVersion.valid_from, RoutineVersion.change_note,
            RoutineVersion.approved_by,
        )
        .join(RoutineVersion, RoutineVersion.routine_id == Routine.id)
        .where(
            Routine.withdrawn_at.is_(None), RoutineVersion.withdrawn_at.is_(None),
            RoutineVersion.status != RoutineStatus.DRAFT, RoutineVersion.valid_from <= today,
        )
        .order_by(Routine.number, RoutineVersion.edition)
    )  # fmt: skip
    newest: dict[Key, _Held] = {}
    for row in session.execute(question):
        gone = row.status is RoutineStatus.RETIRED and (row.retired_on is None or row.retired_on <= today)
        if not gone:
            newest[row.id] = _Held(
                row.id, row.number, row.version, row.title, row.edition, row.valid_from, row.change_note,
                row.approved_by,
            )  # fmt: skip
    return list(newest.values())


def _reads_of(session: Session, viewer: Viewer) -> dict[Key, tuple[int, date]]:
    """The viewer's own: edition and day, by version."""
    question = (
        select(RoutineRead.routine_version_id, RoutineVersion.edition, RoutineRead.day)
        .join(RoutineVersion, RoutineVersion.id == RoutineRead.routine_version_id)
        .where(RoutineRead.person_id == viewer.person, RoutineRead.withdrawn_at.is_(None))
    )
    return {version: (edition, day) for version, edition, day in session.execute(question)}


def _editions_read(session: Session, viewer: Viewer) -> dict[Key, int]:
    """The newest edition the viewer has read of each routine."""
    question = (
        select(RoutineVersion.routine_id, RoutineVersion.edition)
        .join(RoutineRead, RoutineRead.routine_version_id == RoutineVersion.id)
        .where(RoutineRead.person_id == viewer.person, RoutineRead.withdrawn_at.is_(None))
        .order_by(RoutineVersion.edition)
    )
    return {routine: edition for routine, edition in session.execute(question)}  # noqa: C416 (rows, and the last counts)


def _people(session: Session) -> list[tuple[Key, str]]:
    question = select(Person.id, Person.name).where(Person.withdrawn_at.is_(None)).order_by(Person.name, Person.id)
    return [(key, name) for key, name in session.execute(question)]


def _both(session: Session, held: _Held) -> tuple[tuple[tuple[str, date], ...], tuple[str, ...]]:
    """Those who have read it, the latest first, also who are here no more; and those who have not."""
    names = {key: name for key, name in session.execute(select(Person.id, Person.name))}  # noqa: C416 (rows)
    read = select(RoutineRead.person_id, RoutineRead.day).where(
        RoutineRead.routine_version_id == held.version, RoutineRead.withdrawn_at.is_(None)
    )
    reads = {key: day for key, day in session.execute(read)}  # noqa: C416 (rows)
    readers = sorted(((names[key], day) for key, day in reads.items()), key=lambda one: (one[1], one[0]), reverse=True)
    lacking = (name for key, name in _people(session) if key not in reads and name != held.approved_by)
    return tuple(readers), tuple(lacking)

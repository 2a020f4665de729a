"""What people do with routines: write, approve, renew, look at again and retire them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.fields import Field
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.measures.model import Measure
from ikdesk.routines.model import MOST_STEPS, Routine, RoutineStatus, RoutineVersion
from ikdesk.unit.model import CodeEntry, Place

WRITTEN = (
    "title", "purpose", "when", "steps", "if_it_fails", "role", "legal_hooks", "change_note", "valid_from",
    "review_due",
)  # fmt: skip
_NAME = 120  # characters of a routine's name; a measure's may be longer
_COPIED = tuple(name for name in WRITTEN if name not in {"change_note", "valid_from", "review_due"})


def add_routine(session: Session, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Begin a routine with a first draft, and return the routine's key.

    Args:
        values: attributes of ``RoutineVersion`` named in ``WRITTEN``, ``place_id`` and ``measure_id``; title must be
            there.

    Raises:
        Invalid: something is missing or cannot be, a code is in no list, or the place is not there.
    """
    by.may(Right.HANDLE)
    last = session.scalar(select(func.max(Routine.number)))
    routine = Routine(number=(last or 0) + 1, title=values.get("title") or "", place_id=values.get("place_id"))
    routine.check(today)
    session.add(routine)
    session.flush()
    version = RoutineVersion(routine_id=routine.id, edition=1)
    session.add(version)
    _write(session, routine, version, values, today)
    session.flush()
    return routine.id


def save_routine(
    session: Session, key: Key | None, values: Mapping[str, Any], *, approve: bool = False, by: Viewer, today: date
) -> Key:
    """Keep what a form says, all of it or nothing, and return the routine's key.

    Args:
        key: the routine; None for a new one. One without a draft gets a new version.
        values: as ``add_routine``.
        approve: let it hold from ``valid_from``, or from today where that is not told.

    Raises:
        Invalid: as ``add_routine`` and ``approve_version``.
    """
    if key is None:
        key = add_routine(session, values, by=by, today=today)
    else:
        if _find_draft(session, key) is None:
            new_version(session, key, by=by, today=today)
        change_draft(session, key, values, by=by, today=today)
    if approve:
        approve_version(session, key, on=values.get("valid_from") or today, by=by, today=today)
    return key


def change_draft(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> None:
    """Write the draft of a routine anew.

    Args:
        key: the routine.
        values: attributes named in ``WRITTEN``, ``place_id`` and ``measure_id``.

    Raises:
        Invalid: as ``add_routine``; nothing was saved.
        Problem: there is no draft.
    """
    by.may(Right.HANDLE)
    _write(session, session.get_one(Routine, key), _draft(session, key), values, today)


def approve_version(session: Session, key: Key, *, on: date, by: Viewer, today: date) -> None:
    """Let the draft of a routine hold from a day on; from then the version before it holds no more.

    Args:
        key: the routine.
        on: the first day; may be a day to come, and is not before the version before it.

    Raises:
        Invalid: it has no steps, says not what is new, or cannot hold from that day.
        Problem: there is no draft.
    """
    by.may(Right.HANDLE)
    routine, draft = session.get_one(Routine, key), _draft(session, key)
    if routine.status is RoutineStatus.RETIRED:
        raise Problem(_("Rutinen er utgått. Ta den i bruk igjen før du godkjenner en ny versjon."))
    earlier = _approved(session, key)
    if earlier and earlier[0].valid_from and on < earlier[0].valid_from:
        raise Invalid(valid_from=_("Versjonen før gjelder fra {day}. Velg den dagen eller en senere.").format(
            day=f"{earlier[0].valid_from:%d.%m.%Y}"
        ))  # fmt: skip
    draft.status, draft.valid_from, draft.approved_by = RoutineStatus.VALID, on, by.name
    draft.check(today)
    if on <= today:
        for version in earlier:
            version.status = RoutineStatus.RETIRED
    _settle(routine, [draft, *earlier], today)


def undo_approval(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Make the version that was approved last a draft again; the one before it holds as it did.

    Raises:
        Problem: nothing is approved, or a newer draft is being written.
    """
    by.may(Right.HANDLE)
    routine, approved = session.get_one(Routine, key), _approved(session, key)
    if not approved or _find_draft(session, key) is not None:
        raise Problem(_("Godkjenningen kan ikke angres: det er skrevet en nyere versjon siden."))
    last, *earlier = approved
    last.status, last.approved_by = RoutineStatus.DRAFT, ""
    if earlier:
        earlier[0].status = RoutineStatus.VALID
    _settle(routine, earlier or [last], today)


def new_version(session: Session, key: Key, *, by: Viewer, today: date) -> Key:
    """Begin a new version with what the routine says now, and return the version's key.

    The number of a draft that was withdrawn is free: that draft never held.

    Args:
        key: the routine.

    Raises:
        Problem: a draft is being written already, or nothing was approved yet.
    """
    by.may(Right.HANDLE)
    approved = _approved(session, key)
    if _find_draft(session, key) is not None or not approved:
        raise Problem(_("Det er allerede et utkast til denne rutinen. Skriv videre på det."))
    edition = approved[0].edition + 1
    version = session.scalar(
        select(RoutineVersion).where(RoutineVersion.routine_id == key, RoutineVersion.edition == edition)
    )
    if version is None:
        version = RoutineVersion(routine_id=key, edition=edition)
        session.add(version)
    version.withdrawn_at = version.withdrawn_why = version.measure_id = version.valid_from = version.review_due = None
    version.change_note = ""
    for name in _COPIED:
        setattr(version, name, getattr(approved[0], name))
    version.title = version.title or session.get_one(Routine, key).title
    version.check(today)
    session.flush()
    return version.id


def withdraw_draft(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Put away the draft of a routine; a routine that never held goes with it. Both stay in the file.

    Raises:
        Problem: there is no draft.
    """
    by.may(Right.HANDLE)
    draft, why, at = _draft(session, key), str(_("Utkastet ble lagt bort.")), session.info["now"]
    draft.withdraw(why, at)
    if not _approved(session, key):
        session.get_one(Routine, key).withdraw(why, at)


def retire_routine(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Let a routine hold no more; it stays, with the reason.

    Raises:
        Invalid: there is no reason.
        Problem: it never held; a draft is put away instead.
    """
    by.may(Right.HANDLE)
    routine = session.get_one(Routine, key)
    if not _approved(session, key):
        raise Problem(_("Rutinen har ikke vært i bruk ennå. Legg bort utkastet i stedet."))
    routine.status, routine.retired_why, routine.retired_on = RoutineStatus.RETIRED, why, today
    routine.check(today)


def revive_routine(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Let a routine that was retired hold again, as it was."""
    by.may(Right.HANDLE)
    routine = session.get_one(Routine, key)
    routine.status, routine.retired_why, routine.retired_on = RoutineStatus.VALID, "", None
    _settle(routine, _approved(session, key), today)


def review_done(session: Session, key: Key, review_due: date, note: str = "", *, by: Viewer, today: date) -> None:
    """Write down that a routine was looked at and is right as it stands; no new version comes of it.

    Args:
        key: the routine.
        review_due: when it is to be looked at next; a day to come.
        note: what was seen; may be empty.

    Raises:
        Invalid: the day has been.
        Problem: nothing holds yet.
    """
    by.may(Right.HANDLE)
    version = _holding(session, key, today)
    if review_due <= today:
        raise Invalid(review_due=_("Velg en dag som kommer."))
    version.reviewed_on, version.review_due, version.review_note = today, review_due, note
    version.check(today)


def routine_of_measure(
    session: Session, measure_key: Key, routine: Key | None = None, *, by: Viewer, today: date
) -> Key:
    """Begin a draft with what a measure says, and return the routine's key; the draft remembers the measure.

    Lines for which there is no room among the steps are not lost: they stand under what to do when it fails.

    Args:
        measure_key: the measure.
        routine: None for a new routine; else the one that gets a new version (or its draft, if there is one).
    """
    by.may(Right.HANDLE)
    measure = session.get_one(Measure, measure_key)
    if routine is None:
        role, place = measure.role, measure.place_id
        lines = _lines(measure)
        values = {
            "title": measure.title[:_NAME], "purpose": measure.title[_NAME:] and measure.title, "role": role,
            "steps": "\n".join(lines[:MOST_STEPS]), "if_it_fails": "\n".join(lines[MOST_STEPS:]),
        }  # fmt: skip
        return add_routine(session, {**values, "place_id": place, "measure_id": measure.id}, by=by, today=today)
    if _find_draft(session, routine) is None:
        new_version(session, routine, by=by, today=today)
    draft = _draft(session, routine)
    draft.measure_id = measure.id
    note = _("Fra tiltak {number}: {title}").format(number=measure.number, title=measure.title)
    draft.change_note = "\n".join(part for part in (draft.change_note, note) if part)
    fresh = [line for line in _lines(measure) if line not in draft.step_list]
    room = MOST_STEPS - len(draft.step_list)
    draft.steps = "\n".join([*draft.step_list, *fresh[:room]])
    rest = [line for line in fresh[room:] if line not in draft.if_it_fails.splitlines()]
    draft.if_it_fails = "\n".join([*filter(None, [draft.if_it_fails]), *rest])
    draft.check(today)
    return routine


def _write(session: Session, routine: Routine, version: RoutineVersion, values: Mapping[str, Any], today: date) -> None:
    told = {name: values[name] for name in WRITTEN if name in values}
    for name, value in told.items():
        setattr(version, name, value)
    if "place_id" in values:
        routine.place_id = values["place_id"]
    if "measure_id" in values:
        version.measure_id = values["measure_id"]
    version.check(today)
    if routine.status is RoutineStatus.DRAFT:
        routine.title = version.title
    wrong = dict(_strangers(session, version, [f for f in fields_of(RoutineVersion) if f.codes and f.key in told]))
    if routine.place_id is not None and session.get(Place, routine.place_id) is None:
        wrong["place_id"] = _("Velg et sted fra listen.")
    if wrong:
        raise Invalid(**wrong)


def _lines(measure: Measure) -> list[str]:
    """A measure's description as steps; its title where there is none."""
    lines = [line.strip(" \t-–•*") for line in measure.description.splitlines()]
    return [line for line in lines if line] or [measure.title]


def _settle(routine: Routine, approved: Sequence[RoutineVersion], today: date) -> None:
    """Let the routine's own status and name follow its versions, newest first."""
    held = [version for version in approved if version.status is not RoutineStatus.DRAFT]
    routine.status = RoutineStatus.VALID if held else RoutineStatus.DRAFT
    named = next((v for v in held if v.valid_from and v.valid_from <= today), approved[-1] if approved else None)
    if named is not None:
        routine.title = named.title
    routine.check(today)


def _standing(session: Session, key: Key) -> list[RoutineVersion]:
    """All versions that were not put away, newest first."""
    question = select(RoutineVersion).where(RoutineVersion.routine_id == key, RoutineVersion.withdrawn_at.is_(None))
    return list(session.scalars(question.order_by(RoutineVersion.edition.desc())))


def _approved(session: Session, key: Key) -> list[RoutineVersion]:
    return [version for version in _standing(session, key) if version.status is not RoutineStatus.DRAFT]


def _find_draft(session: Session, key: Key) -> RoutineVersion | None:
    return next((version for version in _standing(session, key) if version.status is RoutineStatus.DRAFT), None)


def _draft(session: Session, key: Key) -> RoutineVersion:
    draft = _find_draft(session, key)
    if draft is None:
        raise Problem(_("Det er ikke noe utkast til denne rutinen. Lag en ny versjon først."))
    return draft


def _holding(session: Session, key: Key, today: date) -> RoutineVersion:
    """The version that holds on a day."""
    for version in _approved(session, key):
        if version.valid_from is not None and version.valid_from <= today:
            return version
    raise Problem(_("Rutinen gjelder ikke ennå. Godkjenn den først."))


def _strangers(session: Session, version: RoutineVersion, fields: Sequence[Field]) -> Iterator[tuple[str, str]]:
    """What is wrong with codes that stand in none of the unit's lists, by attribute."""
    lists = select(CodeEntry.list_name, CodeEntry.code).where(CodeEntry.list_name.in_({f.codes for f in fields}))
    known = {tuple(row) for row in session.execute(lists)}
    for field in fields:
        value = getattr(version, field.key)
        for code in value if isinstance(value, (tuple, list)) else [value] if value else []:
            if (field.codes, str(code)) not in known:
                yield field.key, _("{name}: «{word}» er ikke et ord vi kjenner.").format(
                    name=str(field.label).rstrip("?"), word=str(code)[:60]
                )

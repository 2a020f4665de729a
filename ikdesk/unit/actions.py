"""Describing the unit: its places, departments, children and the days its places were in use."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.kernel.base import Base, Code
from ikdesk.kernel.codes import shipped_codebook, shipped_list
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean, language
from ikdesk.unit.model import CodeEntry, Department, MonthFigures, Place, Season, Unit, UnitKind
from ikdesk.unit.plan_model import PlanSpot

Named = type[Place] | type[Department]
_PLACE_LISTS = {UnitKind.BARNEHAGE: "place_kindergarten", UnitKind.SKOLE: "place_school", UnitKind.SFO: "place_school"}
_NOT_RECORDED = PlanSpot.__table__  # where a place lies on the plan tells of no event


def make_unit(session: Session, name: str, kind: UnitKind, *, by: Viewer, today: date) -> Key:
    """Make the unit with its own copy of the code lists and a first list of places.

    Args:
        name: what it is called.
        kind: what sort of unit it is; decides which places it begins with.
    """
    by.may(Right.SET_UP)
    unit = Unit(name=name, kind=kind)
    unit.check(today)
    session.add(unit)
    _copy_lists(session, kind)
    for position, entry in enumerate(shipped_list(_PLACE_LISTS[kind])):
        label = entry.labels[language()]
        season = Season.of(entry.more.get("season", "all_year"))
        place = Place(
            name=label[:1].upper() + label[1:], standard=entry.code, season=season,
            logged="exposure_nb" in entry.more, position=position,
        )  # fmt: skip
        place.check(today)
        session.add(place)
    session.flush()
    return unit.id


def bring_lists_up_to_date(session: Session, *, by: Viewer, today: date) -> None:
    """Give a unit that was made with an older IKdesk the code lists that have come since; its own stay as they are."""
    by.may(Right.SET_UP)
    known = frozenset(session.scalars(select(CodeEntry.list_name).distinct()))
    _copy_lists(session, session.scalars(select(Unit.kind)).one(), known)


def _copy_lists(session: Session, kind: UnitKind, known: frozenset[str] = frozenset()) -> None:
    for name, entries in shipped_codebook().lists.items():
        own = "place" if name.startswith("place_") else name
        if own in known or (name.startswith("place_") and name != _PLACE_LISTS[kind]):
            continue
        for position, entry in enumerate(entries.values()):
            only = entry.more.get("only")
            session.add(CodeEntry(
                list_name=own, code=entry.code, nb=entry.labels["nb"], nn=entry.labels["nn"], en=entry.labels["en"],
                core=entry.core, more=json.dumps(dict(entry.more), ensure_ascii=False), position=position,
                hidden=only is not None and (only == "school") is (kind is UnitKind.BARNEHAGE),
            ))  # fmt: skip


def change_unit(session: Session, values: Mapping[str, Any], *, by: Viewer, today: date) -> None:
    """Change the description of the unit.

    Args:
        values: attributes of ``Unit`` and what they shall be.
    """
    by.may(Right.SET_UP)
    unit = session.scalars(select(Unit)).one()
    for key, value in values.items():
        setattr(unit, key, value)
    unit.check(today)


def hide_code(session: Session, list_name: str, code: str, *, hidden: bool, by: Viewer, today: date) -> None:
    """Take a line of a code list out of sight, or show it again; what is recorded keeps it."""
    by.may(Right.SET_UP)
    entry = session.scalars(select(CodeEntry).where(CodeEntry.list_name == list_name, CodeEntry.code == code)).one()
    entry.hidden = hidden


def add_place(session: Session, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Add a place of the unit's own.

    Args:
        values: name, standard, season and logged.
    """
    by.may(Right.SET_UP)
    _refuse_twin(session, Place, str(values.get("name", "")), today)
    _refuse_unknown_kind(session, values.get("standard"))
    last = session.scalar(select(func.max(Place.position)))
    return _add(session, Place(**values, position=(last or 0) + 1), today)


def change_place(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Change what a place counts as, its season, or whether its days are counted; not its name.

    One that something was recorded about counts as something else from today on: reports about the past stay as
    they were.

    Args:
        key: the place.
        values: standard, season and logged.

    Returns:
        The key of the one that counts so now.
    """
    by.may(Right.SET_UP)
    place = session.get_one(Place, key)
    standard = values.get("standard", place.standard)
    _refuse_unknown_kind(session, standard)
    if standard != place.standard and _is_used(session, Place, key):
        old, place = place, _follower(place, place.name, standard)
        key = _add(session, place, today)
        old.closed_from, old.followed_by_id = today, key
    for name, value in values.items():
        setattr(place, name, value)
    place.check(today)
    return key


def add_department(session: Session, name: str, *, by: Viewer, today: date) -> Key:
    """Add a department."""
    by.may(Right.SET_UP)
    _refuse_twin(session, Department, name, today)
    last = session.scalar(select(func.max(Department.position)))
    return _add(session, Department(name=name, position=(last or 0) + 1), today)


def rename(
    session: Session, what: Named, key: Key, name: str, *, by: Viewer, today: date
) -> Key:
    """Give a place or department a new name from today; older events keep the old name.

    One that nothing was recorded about yet simply changes its name.

    Returns:
        The key of the one that has the new name.
    """
    by.may(Right.SET_UP)
    _refuse_twin(session, what, name, today, apart_from=key)
    old = _one(session, what, key)
    if not _is_used(session, what, key):
        old.name = name
        old.check(today)
        return key
    if isinstance(old, Place):
        new: Place | Department = _follower(old, name, old.standard)
    else:
        new = Department(name=name, position=old.position)
    new_key = _add(session, new, today)
    old.closed_from, old.followed_by_id = today, new_key
    return new_key


def change_named(
    session: Session, what: Named, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date
) -> Key:
    """Change what a place counts as and give it a new name, all of it or nothing, as somebody fills it in at once.

    Args:
        what: place or department.
        key: which one.
        values: as ``change_place``, nothing of that for a department; and name, which may be the one it has.

    Returns:
        The key of the one that is in use from now on.
    """
    rest = {name: value for name, value in values.items() if name != "name"}
    same = values["name"] == _one(session, what, key).name
    if rest:
        key = change_place(session, key, rest, by=by, today=today)
    return key if same else rename(session, what, key, values["name"], by=by, today=today)


def merge(
    session: Session, what: Named, key: Key, into: Key, *, by: Viewer, today: date
) -> None:
    """Let a place or department go into another from today; older events keep its name."""
    by.may(Right.SET_UP)
    target = _one(session, what, into)
    if key == into or (target.closed_from is not None and target.closed_from <= today):
        raise Invalid(into=_("Velg et annet sted å slå sammen med."))
    old = _one(session, what, key)
    old.closed_from, old.followed_by_id = today, into


def close(
    session: Session, what: Named, key: Key, from_day: date, *, by: Viewer, today: date
) -> None:
    """Take a place or department out of use from a date; older events keep it."""
    by.may(Right.SET_UP)
    old = _one(session, what, key)
    old.closed_from = from_day
    old.check(today)
    session.flush()  # its name is free from now on, also for what is added in the same go


def open_again(
    session: Session, what: Named, key: Key, *, by: Viewer, today: date
) -> None:
    """Take a closed place or department into use again."""
    by.may(Right.SET_UP)
    old = _one(session, what, key)
    _refuse_twin(session, what, old.name, today, apart_from=key)
    old.closed_from = old.followed_by_id = None
    old.check(today)


def set_month_figures(
    session: Session, rows: Iterable[tuple[int, int, int, int]], *, by: Viewer, today: date
) -> None:
    """Enter the number of children and opening days.

    Args:
        rows: (year, month 1–12, children, opening days).
    """
    by.may(Right.SET_UP)
    known = {(row.year, row.month): row for row in session.scalars(select(MonthFigures))}
    for year, month, children, open_days in rows:
        row = known.get((year, month))
        if row is None:
            row = known[year, month] = MonthFigures(year=year, month=month, children=children, open_days=open_days)
            session.add(row)
        row.children, row.open_days = children, open_days
        row.withdrawn_at = row.withdrawn_why = None
        row.check(today)


def _follower(old: Place, name: str, standard: Code) -> Place:
    """The same place under another name, or counted as something else."""
    return Place(
        name=name, standard=standard, season=old.season, season_from=old.season_from, season_to=old.season_to,
        logged=old.logged, position=old.position,
    )  # fmt: skip


def _add(session: Session, record: Place | Department, today: date) -> Key:
    record.check(today)
    session.add(record)
    session.flush()
    return record.id


def _one(session: Session, what: Named, key: Key) -> Place | Department:
    return session.get_one(Place, key) if what is Place else session.get_one(Department, key)


def _is_used(session: Session, what: Named, key: Key) -> bool:
    """Whether anything recorded points at it."""
    pointing = [
        foreign.parent
        for table in Base.metadata.tables.values()
        for foreign in table.foreign_keys
        if foreign.column.table is what.__table__ and table not in {what.__table__, _NOT_RECORDED}
    ]
    return any(session.scalar(select(column).where(column == key).limit(1)) for column in pointing)


def _refuse_unknown_kind(session: Session, standard: Any) -> None:
    """A place must count as one of the kinds of place in the unit's list, or it would be in no table."""
    known = select(CodeEntry.id).where(CodeEntry.list_name == "place", CodeEntry.code == standard)
    if standard and session.scalar(known) is None:
        raise Invalid(standard=_("{name}: «{word}» er ikke et ord vi kjenner.").format(
            name=_("Regnes som"), word=str(standard)[:60]))  # fmt: skip


def _refuse_twin(session: Session, what: Named, name: str, today: date, apart_from: Key | None = None) -> None:
    """Two open places of the same name could not be told apart in the list."""
    table = Place if what is Place else Department
    question = select(table.name).where(
        func.coalesce(table.closed_from, date.max) > today, table.withdrawn_at.is_(None)
    )
    names = session.scalars(question.where(table.id != apart_from) if apart_from else question)
    if clean(name).casefold() in {known.casefold() for known in names}:
        raise Invalid(name=_("Det finnes allerede en med navnet «{name}».").format(name=name.strip()))

"""A rescued file made whole again: lost records built anew from the log of changes, and what points to nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Enum, Uuid, insert, select, update
from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.finding_model import Wrong
from ikdesk.access.finding_queries import CHAINS, walked
from ikdesk.access.model import Deed
from ikdesk.kernel import chain, search
from ikdesk.kernel.base import Base, Codes, Record
from ikdesk.kernel.history import Change, ChangeRow, RecordKey, readable
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.safe.salvage import Aside

Keys = dict[str, set[Key]]  # by table
_EMPTY: dict[type, Any] = {str: "", tuple: ()}
_AT_ONCE = 500


def kinds() -> dict[str, type[Record]]:
    """The records there are, by their tables."""
    classes = (mapper.class_ for mapper in Base.registry.mappers)
    return {one.__tablename__: one for one in classes if issubclass(one, Record)}


def begin_chains(session: Session, *, by: Viewer, today: date) -> bool:  # noqa: ARG001 (what is written is asked so)
    """Give the logs a new key if theirs is lost, and mark every row anew; whether that was so."""
    if session.get(chain.ChainKey, 1) is not None:
        return False
    secret = chain.begin(session.connection())
    for one in CHAINS:
        before = chain.START
        for seq, _digest, parts in list(one.load(session, 0, one.head(session).seq)):
            before = chain.mark(secret, one.name, before, parts)
            session.execute(update(one.table).where(one.table.seq == seq).values(digest=before))
    return True


def lacking(session: Session, *, viewer: Viewer, today: date) -> Keys:  # noqa: ARG001 (what is read is asked so)
    """The records that the logs know of, and that are not there; what was disposed of is."""
    known: Keys = defaultdict(set)
    for kind, key in session.execute(select(RecordKey.kind, RecordKey.key)):
        known[kind].add(key)
    for kind, key in session.execute(select(Change.kind, Change.key).distinct()):
        known[kind].add(key)
    there = {kind: set(session.scalars(select(entity.id))) for kind, entity in kinds().items()}
    return {kind: known[kind] - there[kind] for kind in there if known[kind] - there[kind]}


def gaps(session: Session, *, viewer: Viewer, today: date) -> set[int]:  # noqa: ARG001 (as above)
    """The numbers of the lines that are gone from the log of changes, before its last."""
    there = set(session.scalars(select(Change.seq)))
    return set(range(1, max(there, default=0))) - there


def rebuild(session: Session, *, by: Viewer, today: date) -> None:
    """Build lost records anew from the log of changes, which holds every value they ever had.

    One whose beginning is not in the log, whose own key is gone, or whose place is taken, stays lost.
    """
    for kind, keys in lacking(session, viewer=by, today=today).items():
        rows = [row for row in map(_row, _changes(session, kind, sorted(keys))) if row is not None]
        if rows:
            session.execute(insert(Base.metadata.tables[kind]).prefix_with("OR IGNORE"), rows)


def _changes(session: Session, kind: str, keys: Sequence[Key]) -> Iterator[list[ChangeRow]]:
    for at in range(0, len(keys), _AT_ONCE):
        some = select(Change).where(Change.kind == kind, Change.key.in_(keys[at : at + _AT_ONCE])).order_by(Change.seq)
        by_key: dict[Key, list[ChangeRow]] = defaultdict(list)
        for row in readable(session, session.scalars(some).all()):
            by_key[row.key].append(row)
        yield from by_key.values()


def _row(changes: Sequence[ChangeRow]) -> dict[str, Any] | None:
    """A row as the table has it, or None where the log does not tell all of it."""
    first, last = changes[0], changes[-1]
    if any(change.what is None for change in changes):
        return None
    if any(before is not None for before, _after in (first.what or {}).values()):
        return None  # it was made before that
    said = {key: after for change in changes for key, (_before, after) in (change.what or {}).items()}
    stamps = {
        "id": first.key, "version": len(changes), "made_at": first.at, "made_by": first.by,
        "changed_at": last.at if len(changes) > 1 else None, "changed_by": last.by if len(changes) > 1 else None,
    }  # fmt: skip
    row: dict[str, Any] = {}
    for key, column in kinds()[first.kind].__mapper__.columns.items():
        try:
            row[column.name] = stamps[key] if key in stamps else _value(column, said.get(key))
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
    return row


def _value(column: Any, said: Any) -> Any:
    kind = tuple if isinstance(column.type, Codes) else column.type.python_type
    if said is None:
        if column.nullable or kind in _EMPTY:
            return None if column.nullable else _EMPTY[kind]
        raise ValueError(column.name)
    if isinstance(column.type, Enum) and column.type.enum_class is not None:
        return column.type.enum_class[str(said).upper()]
    if isinstance(column.type, Uuid):
        return UUID(said)
    if kind in {date, datetime, time}:
        return kind.fromisoformat(said)
    if kind is tuple:
        return tuple(said)
    if not isinstance(said, (bool, int, float, str)):
        raise TypeError(column.name)
    return said


def complete(connection: Any, cut: Sequence[Aside]) -> tuple[list[Aside], list[Aside]]:
    """Put rows in of which a part is gone: what is missing stays empty where it may.

    Args:
        connection: the driver's own, to the rescued file.
        cut: what is left of them.

    Returns:
        Those that are in now, and those that cannot be.
    """
    from sqlcipher3 import dbapi2 as driver

    done, not_done = [], []
    for one in cut:
        columns = connection.execute(f'PRAGMA table_info("{one.table}")').fetchall()
        if not columns or ("id" in one.values and _is_there(connection, one.table, one.values["id"])):
            continue  # it was built anew
        values = dict(one.values)
        for _at, name, kind, notnull, default, _place in columns:
            if name not in values and notnull and default is None and str(kind).upper().startswith(("TEXT", "VARCHAR")):
                values[name] = ""
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        try:
            connection.execute(f'INSERT INTO "{one.table}" ({names}) VALUES ({marks})', list(values.values()))  # noqa: S608
            done.append(one)
        except driver.IntegrityError:
            not_done.append(one)
    return done, not_done


def _is_there(connection: Any, table: str, key: Any) -> bool:
    return connection.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (key,)).fetchone() is not None  # noqa: S608


def mend_links(connection: Any) -> list[Aside]:
    """Make every pointer hold: one that may be empty is emptied, and a row that cannot do without is put aside.

    Args:
        connection: the driver's own, to the rescued file.

    Returns:
        What was taken out, with all it said.
    """
    aside = _without_pictures(connection)
    while broken := connection.execute("PRAGMA foreign_key_check").fetchall():
        for table, number, _parent, link in dict.fromkeys(broken):
            row = connection.execute(f'SELECT * FROM "{table}" WHERE rowid = ?', (number,)).fetchone()  # noqa: S608
            if row is None:
                continue
            info = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
            links = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
            column = next(one[3] for one in links if one[0] == link)
            values = dict(zip((one[1] for one in info), row, strict=True))
            needed = next(bool(one[3] or one[5]) for one in info if one[1] == column)
            if needed:
                aside.append(Aside(table, number, values, "parent"))
                connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (number,))  # noqa: S608 (it lies in the list)
            else:
                named = {key: values[key] for key in ("id", column) if key in values}
                aside.append(Aside(table, number, named, "pointer"))
                connection.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (number,))  # noqa: S608
    return aside


def _without_pictures(connection: Any) -> list[Aside]:
    """Let what had a picture that is gone stand without it: a plan keeps its places, and an attachment its words."""
    missing = connection.execute(
        "SELECT content_id FROM site_plan UNION SELECT content_id FROM attachment WHERE content_id IS NOT NULL "
        "EXCEPT SELECT id FROM sealed_content"
    ).fetchall()
    connection.executemany("INSERT INTO sealed_content (id) VALUES (?)", missing)
    return [Aside("sealed_content", 0, {"id": key}, "pointer") for (key,) in missing]


def search_anew(session: Session, *, by: Viewer, today: date) -> None:  # noqa: ARG001 (what is written is asked so)
    """Make the word search of what is there."""
    search.create(session.connection())
    for entity in kinds().values():
        if entity.__searched__:
            search.put_all(session, session.scalars(select(entity)).all())


def mark_holes(session: Session, told: Mapping[str, int], *, by: Viewer, today: date) -> None:
    """Write down that the file was rescued, and which lines of the logs went missing with it.

    Args:
        told: by table, how many rows are lost.
    """
    found, gone = walked(session, viewer=by, today=today), gaps(session, viewer=by, today=today)
    note = ", ".join(f"{name}: {number}" for name, number in sorted(told.items()))
    note_access(session, Deed.SALVAGED, "unit", sum(told.values()), note=note, by=by, today=today)
    for finding in found:
        here = {
            Wrong.REMOVED: True, Wrong.EDITED: told.get("access_record"), Wrong.OLD_BREAK: finding.seq - 1 in gone,
        }.get(finding.what)  # fmt: skip
        if here:
            note_access(session, Deed.SALVAGED, finding.chain, finding.seq, by=by, today=today)



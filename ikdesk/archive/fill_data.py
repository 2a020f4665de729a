"""The rows of an archive put into an empty file as they were: keys, stamps, history and all; all of them, or none."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Table, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ikdesk.access import model as access
from ikdesk.access.model import Access, AccessRecord
from ikdesk.archive.format_model import HISTORY, LEFT_OUT, RUNNING, SEALED, SEALED_COLUMNS
from ikdesk.archive.found_data import Archive, Read, file_in, rows_in
from ikdesk.archive.values_model import Row, StrangeError, altered, row_of
from ikdesk.entities_data import METADATA
from ikdesk.kernel import chain, history, search
from ikdesk.kernel.base import Base, Record
from ikdesk.kernel.content import lock
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.history import Told
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import _
from ikdesk.unit.model import Unit

PAGE = 1000  # rows put in at once
FILES = 10  # of those that are some megabytes each
WORDS = 500  # records that the search learns of at once
_NUMBERED = {HISTORY: "seq", Access.__tablename__: "seq", AccessRecord.__tablename__: "id"}


def fill(session: Session, archive: Archive, read: Read, *, by: Viewer, today: date) -> int:  # noqa: ARG001 (what is written is asked so)
    """Put every row of an archive into an empty file; how many that were.

    The logs are marked anew, in the same order: what marked them before is in no archive.

    Args:
        archive: that was looked through.
        read: told how far it has come, in bytes.

    Raises:
        Problem: the rows are not what they must be, or do not fit together.
    """
    session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # a department may follow a later one
    for table in METADATA.sorted_tables:
        if table.name not in LEFT_OUT:
            _put_all(session, archive, table, read)
    _refuse_loose(session)
    _mark_access(session)
    _make_search(session)
    return sum(archive.rows.values())


def _put_all(session: Session, archive: Archive, table: Table, read: Read) -> None:
    rows = _rows(archive, table, read)
    while page := list(islice(rows, FILES if table.name == SEALED else PAGE)):
        try:
            if table.name == HISTORY:
                history.write_again(session, [_told(row) for row in page])
            else:
                session.connection().execute(insert(table), page)
        except IntegrityError as error:
            raise Problem(_("Arkivet kan ikke hentes inn: i tabellen {table} står det samme to ganger. Bruk arkivet "
                            "slik det ble tatt ut.").format(table=table.name)) from error  # fmt: skip


def _rows(archive: Archive, table: Table, read: Read) -> Iterator[Row]:
    for number, given in rows_in(archive, table.name, read):
        if table.name == SEALED:
            yield _sealed(archive, given, number, read)
            continue
        locked = {"what": altered(given.pop("what", ""), number)} if table.name == HISTORY else {}
        row = {**row_of(table, given, number, older=archive.older), **locked}
        if table.name in RUNNING and row[_NUMBERED[table.name]] != number:
            raise StrangeError(table.name, _NUMBERED[table.name], number)
        yield row


def _told(row: Row) -> Told:
    return Told(*(row[name] for name in ("at", "by", "by_name", "kind", "key", "what")))


def _sealed(archive: Archive, given: dict[str, Any], number: int, read: Read) -> Row:
    """A picture or a file, locked anew; where it was destroyed, nothing but its key."""
    key = row_of(METADATA.tables[SEALED], {"id": given.get("id")}, number)["id"]
    if given.keys() != set(SEALED_COLUMNS):
        raise StrangeError(SEALED, "id", number)
    name, digest = given["file"], given["sha256"]
    if name is None and digest is None:
        return {"id": key, "secret": None, "box": None}
    found = file_in(archive, name, digest) if isinstance(name, str) and isinstance(digest, str) else None
    if found is None or len(found) != given["size"]:
        raise StrangeError(SEALED, "file", number)
    read(len(found))
    secret, box = lock(found)
    return {"id": key, "secret": secret, "box": box}


def _refuse_loose(session: Session) -> None:
    """Do nothing if all that points to something points to what is there, and there is one unit."""
    loose = session.connection().exec_driver_sql("PRAGMA foreign_key_check").fetchmany(1)
    if loose:
        raise Problem(_("Arkivet kan ikke hentes inn: en rad i tabellen {table} viser til noe som ikke er med. Bruk "
                        "arkivet slik det ble tatt ut.").format(table=loose[0][0]))  # fmt: skip
    if session.scalar(select(func.count()).select_from(Unit)) != 1:
        raise Problem(_("Arkivet kan ikke hentes inn: det er ikke av én virksomhet. Bruk arkivet slik det ble tatt "
                        "ut."))  # fmt: skip


def _mark_access(session: Session) -> None:
    """Mark the log of who saw what, now that both of its tables are there."""
    secret, before, first = chain.secret_of(session), chain.START, 1
    last = session.scalar(select(func.max(Access.seq))) or 0
    marked = update(METADATA.tables[Access.__tablename__]).where(
        METADATA.tables[Access.__tablename__].c.seq == bindparam("line")
    ).values(digest=bindparam("mark"))  # fmt: skip
    while first <= last:
        marks = []
        for seq, _digest, parts in access.CHAIN.load(session, first, min(first + PAGE - 1, last)):
            before = chain.mark(secret, access.CHAIN.name, before, parts)
            marks.append({"line": seq, "mark": before})
        session.connection().execute(marked, marks)
        first += PAGE


def _make_search(session: Session) -> None:
    """Let the search learn of all that can be searched for, in the order it was made: it shows the newest first."""
    kinds = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Record)]
    found = heapq.merge(*(_keys(session, kind) for kind in kinds if kind.__searched__), key=lambda one: one[0])
    while some := list(islice(found, WORDS)):
        records: dict[Key, Record] = {}
        for kind in {kind for _key, kind in some}:
            wanted = [key for key, of in some if of is kind]
            records |= {one.id: one for one in session.scalars(select(kind).where(kind.id.in_(wanted)))}
        search.put_all(session, [records[key] for key, _kind in some])
        session.expunge_all()


def _keys(session: Session, kind: type[Record]) -> Iterator[tuple[Key, type[Record]]]:
    last: Key | None = None
    while True:
        question = select(kind.id).order_by(kind.id).limit(PAGE)
        keys = session.scalars(question if last is None else question.where(kind.id > last)).all()
        yield from ((key, kind) for key in keys)
        if not keys:
            return
        last = keys[-1]

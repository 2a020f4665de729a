"""Who changed what and when: a chain that nothing can be taken out of, written with the change itself.

What changed is locked with a key of the record's own, and the chain is made over what is locked. A record that must be
disposed of loses its key: nobody reads its values any more, and the chain stays whole.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nacl.bindings import crypto_secretbox, crypto_secretbox_NONCEBYTES, crypto_secretbox_open
from nacl.exceptions import CryptoError
from sqlalchemy import Integer, LargeBinary, String, insert, inspect, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ikdesk.kernel import chain
from ikdesk.kernel.base import Base, Record
from ikdesk.kernel.chain import Chain, Head, Linked
from ikdesk.kernel.viewer import Key

_STAMPS = frozenset({"id", "version", "made_at", "made_by", "changed_at", "changed_by"})
_HEAD = "history head"
_AT_ONCE = 500  # keys in one question
_PAGE = 5000  # rows read at a time
UNDONE = "undone"  # stands among the attributes of a change that took another back: when that was, and its words
Altered = dict[str, list[Any]]  # by attribute: before, after
Values = dict[str, tuple[Any, Any]]  # the same as Python has it


class Change(Base):
    """One record that was made or changed."""

    __tablename__ = "history"

    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column()
    by: Mapped[Key | None] = mapped_column()
    by_name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(60), index=True)
    key: Mapped[Key] = mapped_column(index=True)
    what: Mapped[bytes] = mapped_column(LargeBinary)  # {attribute: [before, after]} as JSON, locked; empty: disposed of
    digest: Mapped[str] = mapped_column(String(64))  # the mark over this row and the one before


class RecordKey(Base):
    """The key of what history keeps of one record."""

    __tablename__ = "record_key"

    key: Mapped[Key] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)  # None: destroyed


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change as it can be read."""

    seq: int
    at: datetime  # UTC
    by: Key | None
    by_name: str
    kind: str
    key: Key
    what: Altered | None  # None: its key was destroyed


@dataclass(frozen=True, slots=True)
class Told:
    """One change as it was told before, in another file."""

    at: datetime  # UTC
    by: Key | None
    by_name: str
    kind: str
    key: Key
    what: Altered | None  # None: what it told of was disposed of


_CHANGES, _KEYS = Base.metadata.tables[Change.__tablename__], Base.metadata.tables[RecordKey.__tablename__]


def stamp_and_forbid_deletion(session: Session) -> None:
    """Before a flush: set who and when on everything new or changed."""
    if session.deleted:
        raise AssertionError("nothing is ever deleted")
    at, by = session.info["now"], session.info["by"]
    for record in session.new:
        if isinstance(record, Record):
            record.made_at, record.made_by = at, by.person
    for record in session.dirty:
        if isinstance(record, Record) and session.is_modified(record):
            record.changed_at, record.changed_by = at, by.person


def write_down(session: Session) -> None:
    """After a flush: one row in the chain for each record, and remember which kinds changed."""
    changes = list(_changes(session))
    if not changes:
        return
    if (heard := session.info.get("heard")) is not None:  # for ``undo``: it needs the values themselves
        heard.extend((one, 0 if made else one.version - 1, one.version, what) for one, what, made in changes)
    undone = session.info.get(UNDONE)
    secrets = _secrets(session, [record for record, *_what in changes])
    _put(session, [
        {**_row(session, record), "what": _locked(secrets[record.id], _plain(what, undone))}
        for record, what, _made in changes
    ])  # fmt: skip


def write_again(session: Session, told: Sequence[Told]) -> None:
    """Write changes down as they were once told, at the end of the chain: each locked with a new key of its record.

    A record of which nothing can be read any more gets none: nobody reads what is written of it later, either.

    Args:
        session: of a file that is being filled.
        told: in their order.
    """
    secrets = _known(session, {one.key for one in told})
    wanted = {one.key for one in told if one.what is not None and secrets.get(one.key) is None}
    fresh = {key: os.urandom(chain.SIZE) for key in wanted}
    for key in fresh.keys() & secrets.keys():  # it was not disposed of: one line of it could not be read
        session.execute(update(RecordKey).where(RecordKey.key == key).values(secret=fresh[key]))
    kinds = {one.key: one.kind for one in told if one.key not in secrets}
    if kinds:
        rows = [{"key": key, "kind": kind, "secret": fresh.get(key)} for key, kind in kinds.items()]
        session.connection().execute(_KEYS.insert(), rows)
    secrets |= fresh
    _put(session, [
        {"at": one.at, "by": one.by, "by_name": one.by_name, "kind": one.kind, "key": one.key,
         "what": b"" if one.what is None else _locked(secrets[one.key], one.what)}
        for one in told
    ])  # fmt: skip


def _put(session: Session, changes: Sequence[Mapping[str, Any]]) -> None:
    """Put rows at the end of the chain."""
    if not changes:
        return
    last: Head = session.info.get(_HEAD) or CHAIN.head(session)
    secret, seq, digest, rows = chain.secret_of(session), last.seq, last.digest, []
    for change in changes:
        seq += 1
        row = {"seq": seq, **change}
        row["digest"] = digest = chain.mark(secret, CHAIN.name, digest, _parts(tuple(row.values())))
        rows.append(row)
    session.info[_HEAD] = Head(seq, digest)
    session.connection().execute(_CHANGES.insert(), rows)  # the table itself: half the time of the entity


def destroy_key(session: Session, kind: str, key: Key) -> None:
    """Destroy the key of what history keeps of a record, for good; the one function that may.

    Its values cannot be read any more, nor those of later changes, for none are kept. The chain stays whole.

    Args:
        kind: the table.
        key: the record.
    """
    known = session.execute(update(RecordKey).where(RecordKey.key == key).values(secret=None))
    if not known.rowcount:  # type: ignore[attr-defined]
        session.execute(insert(RecordKey), [{"key": key, "kind": kind, "secret": None}])


def readable(session: Session, changes: Sequence[Change]) -> list[ChangeRow]:
    """Changes with their values unlocked; for questions that have asked what the viewer may see.

    Args:
        changes: rows of the chain.
    """
    found = _known(session, {change.key for change in changes})
    return [
        ChangeRow(row.seq, row.at, row.by, row.by_name, row.kind, row.key, unlocked(found.get(row.key), row.what))
        for row in changes
    ]


def unlocked(secret: bytes | None, what: bytes) -> Altered | None:
    """What a change says; None when its key was destroyed, or it was altered.

    Args:
        secret: the record's key.
        what: the row's own.
    """
    if not secret or not what:
        return None
    nonce, box = what[:crypto_secretbox_NONCEBYTES], what[crypto_secretbox_NONCEBYTES:]
    try:
        found: Altered = json.loads(crypto_secretbox_open(box, nonce, secret))
    except (CryptoError, ValueError, TypeError):
        return None
    return found


def _load(session: Session, first: int, last: int) -> Iterator[Linked]:
    columns = (Change.seq, Change.digest, Change.at, Change.by, Change.by_name, Change.kind, Change.key, Change.what)
    question = select(*columns).order_by(Change.seq).limit(_PAGE)
    while first <= last:
        rows = session.execute(question.where(Change.seq >= first, Change.seq <= last)).all()
        for row in rows:
            yield row.seq, row.digest, _parts((row.seq, *row[2:]))
        if not rows:
            return
        first = rows[-1].seq + 1


def _parts(row: Sequence[Any]) -> tuple[Any, ...]:
    """What the mark of a row is made over: not what changed, but the digest of what is locked."""
    seq, at, by, by_name, kind, key, what = row
    return seq, at.isoformat(), by and by.hex, by_name, kind, key.hex, hashlib.blake2b(what, digest_size=32).hexdigest()


CHAIN = Chain("history", Change, lambda session: chain.key_of(session).start, _load)


def _secrets(session: Session, records: Sequence[Record]) -> dict[Key, bytes | None]:
    """The key of each record; those that have none get one now."""
    fresh = set(session.new)
    found = _known(session, {record.id for record in records if record not in fresh})
    rows = [
        {"key": record.id, "kind": record.__tablename__, "secret": os.urandom(chain.SIZE)}
        for record in records if record.id not in found
    ]  # fmt: skip
    if rows:
        session.connection().execute(_KEYS.insert(), rows)
    return found | {row["key"]: row["secret"] for row in rows}


def _known(session: Session, keys: Iterable[Key]) -> dict[Key, bytes | None]:
    found: dict[Key, bytes | None] = {}
    wanted = list(keys)
    for at in range(0, len(wanted), _AT_ONCE):
        some = select(RecordKey.key, RecordKey.secret).where(RecordKey.key.in_(wanted[at : at + _AT_ONCE]))
        found.update((row.key, row.secret) for row in session.execute(some))
    return found


def _locked(secret: bytes | None, what: Altered) -> bytes:
    if secret is None:
        return b""
    nonce = os.urandom(crypto_secretbox_NONCEBYTES)
    said = json.dumps(what, ensure_ascii=False, sort_keys=True)
    return nonce + crypto_secretbox(said.encode("utf-8", "surrogatepass"), nonce, secret)


def _changes(session: Session) -> Iterator[tuple[Record, Values, bool]]:
    for record in session.new:
        if isinstance(record, Record):
            state = inspect(record)
            values = {key: getattr(record, key) for key in state.mapper.columns.keys() if key not in _STAMPS}  # noqa: SIM118
            yield record, {key: (None, value) for key, value in values.items() if value not in (None, "", ())}, True
    for record in session.dirty:
        if isinstance(record, Record):
            what = dict(_altered(record))
            if what:
                yield record, what, False


def _altered(record: Record) -> Iterator[tuple[str, tuple[Any, Any]]]:
    state = inspect(record)
    for key in state.mapper.columns.keys():  # noqa: SIM118
        past = state.attrs[key].history
        if key not in _STAMPS and past.has_changes():
            before = list(past.deleted or ())
            yield key, (before[0] if before else None, getattr(record, key))


def _plain(what: Values, undone: list[str] | None) -> Altered:
    found = {key: [chain.plain(value) for value in values] for key, values in what.items()}
    return found if undone is None else {**found, UNDONE: list(undone)}


def _row(session: Session, record: Record) -> dict[str, Any]:
    session.info["kinds"].add(type(record))
    by = session.info["by"]
    return {
        "at": session.info["now"], "by": by.person, "by_name": by.name, "kind": record.__tablename__, "key": record.id,
    }  # fmt: skip

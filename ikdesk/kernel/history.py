"""Who changed what and when: a chain that nothing can be taken out of, written with the change itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Integer, String, Text, insert, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ikdesk.kernel.base import Base, Record
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Key

_STAMPS = frozenset({"id", "version", "made_at", "made_by", "changed_at", "changed_by"})
START = "0" * 64


class Change(Base):
    """One record that was made or changed."""

    __tablename__ = "history"

    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column()
    by: Mapped[Key | None] = mapped_column()
    by_name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(60), index=True)
    key: Mapped[Key] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(Text)  # JSON: {attribute: [before, after]}
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 over the digest before and this row


def digest_of(before: str, row: dict[str, Any]) -> str:
    """The digest of a row in the chain.

    Args:
        before: the digest of the row before it.
        row: the row's columns but seq and digest.
    """
    text = json.dumps([before, *(_plain(row[key]) for key in ("at", "by", "by_name", "kind", "key", "what"))])
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


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
    rows = [_row(session, record, what) for record, what in _changes(session)]
    if not rows:
        return
    last = session.info.get("digest") or chain_head(session)
    for row in rows:
        last = row["digest"] = digest_of(last, row)
    session.info["digest"] = last
    session.execute(insert(Change), rows)


def chain_head(session: Session) -> str:
    """The digest of the last row."""
    return session.scalar(select(Change.digest).order_by(Change.seq.desc()).limit(1)) or START


def broken_link(session: Session) -> int | None:
    """The number of the first row that does not fit the chain, or None when all do."""
    seen = 0
    try:
        for row, fits in _links(session, 500):
            if not fits:
                return row.seq
            seen = row.seq
    except (TypeError, ValueError):  # a value that is no date or key any more; look closer
        return _unreadable(session, seen)
    return None


def _links(session: Session, at_once: int) -> Iterator[tuple[Change, bool]]:
    last = START
    for row in session.scalars(select(Change).order_by(Change.seq).execution_options(yield_per=at_once)):
        last = digest_of(last, {key: getattr(row, key) for key in ("at", "by", "by_name", "kind", "key", "what")})
        yield row, last == row.digest


def _unreadable(session: Session, seen: int) -> int | None:
    for seq in session.scalars(select(Change.seq).where(Change.seq > seen).order_by(Change.seq)).all():
        try:
            session.scalars(select(Change).where(Change.seq == seq)).one()
        except (TypeError, ValueError):
            return seq
    return None


def _changes(session: Session) -> Iterator[tuple[Record, dict[str, list[Any]]]]:
    for record in session.new:
        if isinstance(record, Record):
            state = inspect(record)
            values = {key: getattr(record, key) for key in state.mapper.columns.keys() if key not in _STAMPS}  # noqa: SIM118
            yield record, {key: [None, _plain(value)] for key, value in values.items() if value not in (None, "", ())}
    for record in session.dirty:
        if isinstance(record, Record):
            what = dict(_altered(record))
            if what:
                yield record, what


def _altered(record: Record) -> Iterator[tuple[str, list[Any]]]:
    state = inspect(record)
    for key in state.mapper.columns.keys():  # noqa: SIM118
        past = state.attrs[key].history
        if key not in _STAMPS and past.has_changes():
            before = list(past.deleted or ())
            yield key, [_plain(before[0]) if before else None, _plain(getattr(record, key))]


def _row(session: Session, record: Record, what: dict[str, list[Any]]) -> dict[str, Any]:
    session.info["kinds"].add(type(record))
    by = session.info["by"]
    return {
        "at": session.info["now"], "by": by.person, "by_name": by.name, "kind": record.__tablename__,
        "key": record.id, "what": json.dumps(what, ensure_ascii=False, sort_keys=True),
    }  # fmt: skip


def _plain(value: Any) -> Any:
    match value:
        case Choice():
            return value.code
        case datetime() | date() | time():
            return value.isoformat()
        case Key():
            return str(value)
        case tuple():
            return list(value)
        case _:
            return value

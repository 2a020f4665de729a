"""Rows that nothing can be taken out of unseen: each is marked with a key, over itself and the mark before it.

The key is random and lies in the encrypted file itself. It follows the file through an exchange of keys, a backup and
a restore, so that nothing need be marked anew, and an older file gets one on the way up. It keeps nobody out who may
open the file: that is what the anchor outside the file is for (``safe/anchor.py``), and this is why the anchor is
marked with the keys of the vault, and kept in two places.

Source: B. Schneier and J. Kelsey, Secure audit logs to support computer forensics, ACM TISSEC 2 (2), 1999; keyed
BLAKE2b, RFC 7693 § 2.9, with the name of the chain as personalisation.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Boolean, Connection, Integer, LargeBinary, String, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ikdesk.kernel.base import Base
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _

SIZE = 32  # bytes in a key and in a mark
Linked = tuple[int, str, Sequence[Any]]  # number, mark, and what the mark is made over
START = "0" * 64
UNREADABLE = (TypeError, ValueError, AttributeError, LookupError)  # a value that is no date, key or state any more
MOST_BREAKS = 20  # one row that was altered is one; more tells nothing new


class ChainKey(Base):
    """The one row that begins the chains of a file."""

    __tablename__ = "chain_key"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    start: Mapped[str] = mapped_column(String(64))  # where the history of an older file ended before it had a key
    old_break: Mapped[int | None] = mapped_column(Integer)  # the row where it did not fit even then
    anchored: Mapped[bool] = mapped_column(Boolean)  # whether an anchor has been laid out


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends."""

    seq: int  # the number of the last row; 0 when there is none
    digest: str


def begin(connection: Connection, *, start: str = START, old_break: int | None = None) -> bytes:
    """Begin the chains of a file.

    Args:
        connection: to a file that has the table, empty.
        start: where its history ended before.
        old_break: the row where that did not fit, if it did not.

    Returns:
        The key.
    """
    secret = os.urandom(SIZE)
    row = {"id": 1, "secret": secret, "start": start, "old_break": old_break, "anchored": False}
    connection.execute(insert(ChainKey), row)
    return secret


def key_of(session: Session) -> ChainKey:
    """The key of the chains.

    Raises:
        Problem: somebody took it away.
    """
    found = session.get(ChainKey, 1)
    if found is None:
        raise Problem(_("Nøkkelen til endringsloggen mangler. Gjenopprett fra en sikkerhetskopi."))
    return found


def secret_of(session: Session) -> bytes:
    """The key that marks; read once for as long as the file is open."""
    kept: dict[str, bytes] = session.info.setdefault("chain", {})
    if "secret" not in kept:
        kept["secret"] = key_of(session).secret
    return kept["secret"]


def name_of(session: Session) -> str:
    """Which file this is, whatever folder it lies in and whatever keys it has; it tells nothing of the key."""
    return hashlib.blake2b(b"", key=secret_of(session), person=b"name", digest_size=16).hexdigest()


def mark(secret: bytes, chain: str, before: str, parts: Iterable[Any]) -> str:
    """The mark of a row.

    Args:
        secret: the key.
        chain: the name of the chain, at most 16 ASCII letters, so that a row fits one chain only.
        before: the mark of the row before it.
        parts: what the row holds.
    """
    text = json.dumps([before, *(plain(part) for part in parts)])
    return hashlib.blake2b(text.encode(), key=secret, person=chain.encode("ascii"), digest_size=SIZE).hexdigest()


@dataclass(frozen=True, slots=True)
class Chain:
    """A table whose rows are marked."""

    name: str  # at most 16 ASCII letters, so that a row fits one chain only
    table: Any
    start: Callable[[Session], str]
    load: Callable[[Session, int, int], Iterator[Linked]]  # the rows with these numbers, in their order

    def head(self, session: Session) -> Head:
        """Where it ends now."""
        row = session.execute(
            select(self.table.seq, self.table.digest).order_by(self.table.seq.desc()).limit(1)
        ).first()
        return Head(int(row.seq), str(row.digest)) if row else Head(0, self.start(session))

    def digest_at(self, session: Session, seq: int) -> str:
        """The mark of a row; empty where there is none, and where the chain starts for 0."""
        if seq == 0:
            return self.start(session)
        return str(session.execute(select(self.table.digest).where(self.table.seq == seq)).scalar() or "")

    def breaks(self, session: Session) -> list[int]:
        """The numbers of the rows that do not fit, at most twenty; after one, it goes on from what the row says."""
        secret, before, after, last = key_of(session).secret, self.start(session), 0, self.head(session).seq
        below = select(self.table.seq).where(self.table.seq < 1).limit(MOST_BREAKS)  # the first row has number 1
        found = [int(seq) for seq in session.scalars(below)]
        while len(found) < MOST_BREAKS:
            try:
                for seq, digest, parts in self.load(session, after + 1, last):
                    if not hmac.compare_digest(mark(secret, self.name, before, parts).encode(), str(digest).encode()):
                        found.append(seq)
                    before, after = str(digest), seq
                return found[:MOST_BREAKS]
            except UNREADABLE:
                after = self._unreadable(session, after, last)
                before = self.digest_at(session, after)
                found.append(after)
        return found

    def _unreadable(self, session: Session, after: int, last: int) -> int:
        question = select(self.table.seq).where(self.table.seq > after, self.table.seq <= last).order_by(self.table.seq)
        for seq in session.scalars(question).all():
            try:
                list(self.load(session, seq, seq))
            except UNREADABLE:
                return int(seq)
        raise AssertionError("what could not be read together can be read one by one")


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    match value:
        case None | str() | int() | float():
            return value
        case Choice():
            return value.code
        case datetime() | date() | time():
            return value.isoformat()
        case Key():
            return str(value)
        case tuple():
            return list(value)
        case _:
            return repr(value)  # bytes that somebody put where there was text

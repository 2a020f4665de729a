"""From version 2 to 3, the history: looked through as it was, then locked record by record and marked with a key.

Written out in full: a step must do the same in ten years, whatever history looks like then.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from nacl.bindings import crypto_secretbox

if TYPE_CHECKING:
    from alembic.operations import Operations
    from sqlalchemy import Connection

_NEW = """
CREATE TABLE history (
    seq INTEGER NOT NULL, at DATETIME NOT NULL, "by" CHAR(32), by_name VARCHAR(200) NOT NULL,
    kind VARCHAR(60) NOT NULL, "key" CHAR(32) NOT NULL, what BLOB NOT NULL, digest VARCHAR(64) NOT NULL,
    CONSTRAINT pk_history PRIMARY KEY (seq)
)
"""
_AWAY = (
    "ALTER TABLE history RENAME TO history_2", "DROP INDEX ix_history_kind", "DROP INDEX ix_history_key",
)  # fmt: skip
_AFTER = (
    "DROP TABLE history_2", "CREATE INDEX ix_history_kind ON history (kind)",
    'CREATE INDEX ix_history_key ON history ("key")',
)  # fmt: skip
_OLD = """
SELECT seq, at, "by", by_name, kind, "key", what, digest FROM history_2 WHERE seq > ? ORDER BY seq LIMIT 5000
"""


def lock_history(operations: Operations) -> None:
    """Lock what the history says, and mark it anew.

    Where the old history ended is kept as the beginning of the new one; where it did not fit even before, is kept too,
    and told from now on: what somebody altered must not become right by an upgrade.
    """
    connection = operations.get_bind()
    for statement in (*_AWAY, _NEW):
        operations.execute(statement)
    start, broken = _looked_through(connection)
    secret = os.urandom(32)
    connection.exec_driver_sql(
        "INSERT INTO chain_key (id, secret, start, old_break, anchored) VALUES (1, ?, ?, ?, 0)", (secret, start, broken)
    )
    _mark_anew(connection, secret, start)
    for statement in _AFTER:
        operations.execute(statement)


def break_in_older(connection: Connection) -> int | None:
    """The first row that does not fit in the history of a file that has not been brought up to date."""
    return _looked_through(connection, "history")[1]


def _rows(connection: Connection, table: str = "history_2") -> Iterator[list[tuple[Any, ...]]]:
    after = -(2**63)
    question = _OLD.replace("history_2", table)
    while rows := [tuple(row) for row in connection.exec_driver_sql(question, (after,))]:
        yield rows
        after = rows[-1][0]


def _looked_through(connection: Connection, table: str = "history_2") -> tuple[str, int | None]:
    """The last digest, and the first row that does not fit the one before it."""
    last, broken = "0" * 64, None
    for rows in _rows(connection, table):
        for seq, at, by, by_name, kind, key, what, digest in rows:
            try:
                said = json.dumps([last, datetime.fromisoformat(at).isoformat(), by and str(UUID(by)), by_name, kind,
                                   str(UUID(key)), what])  # fmt: skip
                fits = hashlib.sha256(said.encode()).hexdigest() == digest
            except (TypeError, ValueError, AttributeError):  # no date, or no key
                fits = False
            broken = seq if broken is None and not fits else broken
            last = str(digest)
    return last[:64], broken


def _mark_anew(connection: Connection, secret: bytes, start: str) -> None:
    last, locks = start, dict[str, bytes]()
    for rows in _rows(connection):
        fresh, made = [], []
        for seq, at, by, by_name, kind, key, what, _digest in rows:
            if key not in locks:
                locks[key] = os.urandom(32)
                fresh.append((key, kind, locks[key]))
            nonce = os.urandom(24)
            box = nonce + crypto_secretbox(str(what).encode(), nonce, locks[key])
            told = [last, seq, *(_plain(value) for value in (_moment(at), by, by_name, kind, key))]
            said = json.dumps([*told, hashlib.blake2b(box, digest_size=32).hexdigest()])
            last = hashlib.blake2b(said.encode(), key=secret, person=b"history", digest_size=32).hexdigest()
            made.append((seq, at, by, by_name, kind, key, box, last))
        if fresh:
            connection.exec_driver_sql("INSERT INTO record_key (\"key\", kind, secret) VALUES (?, ?, ?)", fresh)
        connection.exec_driver_sql("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?)", made)


def _moment(at: Any) -> Any:
    try:
        return datetime.fromisoformat(at).isoformat()
    except (TypeError, ValueError):
        return at


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int)) else repr(value)

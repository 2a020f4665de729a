"""The history of an older file on its way up: looked through as it was, locked, marked anew, and nothing lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
import sqlcipher3.dbapi2 as driver
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from ikdesk.access.finding_model import Finding, Wrong
from ikdesk.access.finding_queries import walked
from ikdesk.access.model import Access, AccessRecord
from ikdesk.kernel.base import Base
from ikdesk.kernel.chain import ChainKey
from ikdesk.kernel.database import engine_of
from ikdesk.kernel.history import CHAIN, Change, RecordKey, readable
from ikdesk.kernel.step_3_history import break_in_older, lock_history
from tests.samples import LEADER, TODAY

OLD = """
CREATE TABLE history (
    seq INTEGER NOT NULL, at DATETIME NOT NULL, "by" CHAR(32), by_name VARCHAR(200) NOT NULL,
    kind VARCHAR(60) NOT NULL, "key" CHAR(32) NOT NULL, what TEXT NOT NULL, digest VARCHAR(64) NOT NULL,
    CONSTRAINT pk_history PRIMARY KEY (seq)
)
"""
AT = "2026-01-31 10:00:00.000000"


def filled(connection: Connection, number: int) -> str:
    """So many rows as the first IKdesk wrote them; the last digest."""
    for statement in (OLD, "CREATE INDEX ix_history_kind ON history (kind)",
                      "CREATE INDEX ix_history_key ON history (\"key\")"):  # fmt: skip
        connection.exec_driver_sql(statement)
    last, rows = "0" * 64, []
    for seq in range(1, number + 1):
        by, key, what = UUID(int=7), UUID(int=1000 + seq // 2), json.dumps({"story": [None, f"Kanari {seq} æøå"]})
        said = json.dumps([last, datetime.fromisoformat(AT).isoformat(), str(by), "Tom", "incident", str(key), what])
        last = hashlib.sha256(said.encode()).hexdigest()
        rows.append((seq, AT, by.hex, "Tom", "incident", key.hex, what, last))
    if rows:
        connection.exec_driver_sql("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return last


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = engine_of(lambda: driver.connect(":memory:", isolation_level=None, check_same_thread=False), driver)
    with engine.connect() as one, one.begin():
        tables = [Base.metadata.tables[kind.__tablename__] for kind in (ChainKey, RecordKey, Access, AccessRecord)]
        Base.metadata.create_all(one, tables)
        yield one
    engine.dispose()


def brought_up(connection: Connection) -> Session:
    lock_history(Operations(MigrationContext.configure(connection)))
    return Session(connection)


def test_every_row_is_there_and_can_be_read(connection: Connection) -> None:
    last = filled(connection, 30)
    session = brought_up(connection)
    rows = readable(session, session.query(Change).order_by(Change.seq).all())
    assert [row.what for row in rows] == [{"story": [None, f"Kanari {seq} æøå"]} for seq in range(1, 31)]
    assert (rows[0].by, rows[0].by_name, rows[0].key) == (UUID(int=7), "Tom", UUID(int=1000))
    assert session.get_one(ChainKey, 1).start == last  # where the old one ended
    assert CHAIN.breaks(session) == []
    assert findings(session) == []


def test_no_value_lies_there_to_be_read(connection: Connection) -> None:
    filled(connection, 5)
    brought_up(connection)
    assert not [row for row in connection.exec_driver_sql("SELECT what FROM history") if b"Kanari" in row[0]]


@pytest.mark.parametrize("damage", ["by_name = 'Kari'", "what = '{}'", "at = 'i går'", "key = 'ingen'", "digest = 'x'"])
def test_what_was_altered_before_is_told_afterwards_too(connection: Connection, damage: str) -> None:
    filled(connection, 12)
    connection.exec_driver_sql(f"UPDATE history SET {damage} WHERE seq = 5")
    assert break_in_older(connection) == 5
    assert Finding(Wrong.OLD_BREAK, "history", 5) in findings(brought_up(connection))


def test_a_long_history_is_brought_up_part_by_part(connection: Connection) -> None:
    filled(connection, 5001)  # the last part has one row, of a record that is known
    assert findings(brought_up(connection)) == []


def test_a_file_without_history_begins_one(connection: Connection) -> None:
    assert filled(connection, 0) == "0" * 64
    assert findings(brought_up(connection)) == []


def findings(session: Session) -> list[Any]:
    return walked(session, viewer=LEADER, today=TODAY)

"""Both logs: whatever one row is altered to, wherever one is taken out or put in, it is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.finding_queries import CHAINS, walked
from ikdesk.access.model import Access, AccessRecord, Deed
from ikdesk.incidents.actions import correct_incident, record_incident
from ikdesk.kernel.chain import Chain
from ikdesk.kernel.database import Database
from ikdesk.kernel.history import Change, RecordKey, destroy_key, readable
from ikdesk.kernel.viewer import Key
from tests.samples import LEADER, NOON, TODAY, incident_values

DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
COLUMNS = {
    "history": ["seq", "at", "by", "by_name", "kind", "key", "what", "digest"],
    "access": ["seq", "at", "by", "by_name", "deed", "kind", "count", "note", "digest"],
}
VALUES = st.one_of(st.none(), st.integers(-3, 2**40), st.text(max_size=40), st.binary(max_size=80),
                   st.sampled_from(["opened", "incident", "2026-04-30 12:00:00.000000", "0" * 32]))  # fmt: skip


def record(database: Database) -> Key:
    return database.write(record_incident, incident_values(database), told_at=NOON, **DONE)


@pytest.fixture
def logged(database: Database) -> Database:
    """A few rows in each log."""
    for _ in range(3):
        key = record(database)
        database.write(correct_incident, key, {"severity": 2}, "Tannlegen", **DONE)
        database.write(note_access, Deed.OPENED, "incident", [key], **DONE)
        database.write(note_access, Deed.EXPORTED, "incident", 12, note="Excel, 2026", **DONE)
    return database


@pytest.fixture
def session(logged: Database) -> Iterator[Session]:
    with Session(logged.engine) as one:
        yield one
        one.rollback()


@pytest.fixture(params=CHAINS, ids=lambda chain: chain.name)
def chain(request: pytest.FixtureRequest) -> Chain:
    found: Chain = request.param
    return found


def rows(session: Session, chain: Chain) -> list[int]:
    return list(session.scalars(select(chain.table.seq).order_by(chain.table.seq)))


def raw(session: Session, chain: Chain) -> list[Any]:
    return list(session.execute(text(f"SELECT * FROM {chain.name} ORDER BY rowid")))


def test_what_nobody_touched_is_whole(session: Session, chain: Chain) -> None:
    assert len(rows(session, chain)) >= 6
    assert chain.breaks(session) == []


def test_whatever_a_row_is_altered_to_is_found(session: Session, chain: Chain) -> None:
    numbers = rows(session, chain)[-9:]

    @settings(max_examples=25, deadline=None, database=None)
    @given(st.sampled_from(numbers), st.sampled_from(COLUMNS[chain.name]), VALUES)
    def found(seq: int, column: str, value: Any) -> None:
        before = raw(session, chain)
        point = session.begin_nested()
        try:
            session.execute(text(f'UPDATE {chain.name} SET "{column}" = :v WHERE seq = {seq}'), {"v": value})
            assert raw(session, chain) == before or chain.breaks(session), (seq, column, value)
        except IntegrityError:
            pass  # the table itself does not take it
        finally:
            point.rollback()

    found()


def test_wherever_a_row_is_taken_out_it_is_found(session: Session, chain: Chain) -> None:
    *all_but_last, _last = rows(session, chain)  # the end is what the anchor is for
    for seq in (*all_but_last[:2], *all_but_last[-9:]):
        point = session.begin_nested()
        if chain.name == "access":
            session.execute(text(f"DELETE FROM access_record WHERE seq = {seq}"))
        session.execute(text(f"DELETE FROM {chain.name} WHERE seq = {seq}"))
        assert chain.breaks(session), seq
        point.rollback()


def test_wherever_a_row_is_put_in_it_is_found(session: Session, chain: Chain) -> None:
    numbers = rows(session, chain)
    columns = ", ".join(f'"{name}"' for name in COLUMNS[chain.name][1:])
    for seq in (numbers[0] - 1, numbers[-1] + 1, numbers[-1] + 7, -5):
        for copied in (numbers[0], numbers[-1]):
            point = session.begin_nested()
            copy = f"INSERT INTO {chain.name} SELECT {seq}, {columns} FROM {chain.name} WHERE seq = {copied}"
            session.execute(text(copy))
            assert chain.breaks(session), (seq, copied)
            point.rollback()


def test_a_record_cannot_be_added_to_or_taken_from_a_deed(session: Session) -> None:
    chain = next(one for one in CHAINS if one.name == "access")
    seq = session.scalars(select(AccessRecord.seq)).first()
    for sql in (
        f"UPDATE access_record SET key = '{'1' * 32}' WHERE seq = {seq}",
        f"DELETE FROM access_record WHERE seq = {seq}",
        f"INSERT INTO access_record (seq, key) VALUES ({seq}, '{'1' * 32}')",
    ):
        point = session.begin_nested()
        session.execute(text(sql))
        assert chain.breaks(session) == [seq]
        point.rollback()


def test_two_breaks_are_both_told(session: Session, chain: Chain) -> None:
    first, *_between, last = rows(session, chain)
    session.execute(text(f"UPDATE {chain.name} SET by_name = 'Kari' WHERE seq IN ({first}, {last})"))
    assert chain.breaks(session) == [first, last]


def test_values_that_are_no_dates_and_keys_do_not_stop_the_walk(session: Session, chain: Chain) -> None:
    first, second, *_between, last = rows(session, chain)
    session.execute(text(f"UPDATE {chain.name} SET at = 'i går' WHERE seq IN ({second}, {last})"))
    session.execute(text(f"UPDATE {chain.name} SET by = x'00' WHERE seq = {first}"))
    assert chain.breaks(session) == [first, second, last]


def test_a_key_that_is_destroyed_leaves_the_chain_whole_and_nothing_to_read(logged: Database) -> None:
    key = record(logged)
    other = record(logged)
    logged.write(lambda session, *, by, today: destroy_key(session, "incident", key), **DONE)  # noqa: ARG005
    logged.write(correct_incident, key, {"story": "Kanari etter"}, "Feil.", **DONE)  # nor is anything kept from now on
    found = logged.read(_changes_of, key)
    assert len(found) == 2
    assert [row.what for row in found] == [None, None]
    assert logged.read(_changes_of, other)[0].what
    assert logged.read(walked, viewer=LEADER, today=TODAY) == []
    assert logged.read(lambda session: session.get_one(RecordKey, key).secret) is None


def test_a_destroyed_key_is_nowhere_in_the_file(logged: Database, tmp_path: Path) -> None:
    key = record(logged)
    secret = logged.read(lambda session: session.get_one(RecordKey, key).secret)
    assert secret
    with logged.raw() as connection:
        connection.execute("PRAGMA secure_delete = ON")
    logged.write(lambda session, *, by, today: destroy_key(session, "incident", key), **DONE)  # noqa: ARG005
    assert secret not in pages(logged, tmp_path / "after")


def test_the_values_of_the_history_are_in_no_page_of_the_file(logged: Database, tmp_path: Path) -> None:
    logged.write(record_incident, incident_values(logged, child="Kanarifugl"), told_at=NOON, **DONE)
    with logged.raw() as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("UPDATE incident SET child = '' WHERE child = 'Kanarifugl'")
    assert b"Kanarifugl" not in pages(logged, tmp_path / "after")


def pages(database: Database, path: Path) -> bytes:
    """The whole file as it would lie without its encryption."""
    copy = driver.connect(str(path))
    with database.raw() as connection:
        connection.backup(copy)
    copy.close()
    return path.read_bytes()


def test_a_later_change_of_something_that_had_no_key_gets_one(logged: Database) -> None:
    key = record(logged)
    with logged.raw() as connection:
        connection.execute("DELETE FROM record_key")
    logged.write(correct_incident, key, {"severity": 0}, "Feil.", **DONE)
    assert [row.what for row in logged.read(_changes_of, key)] == [None, {"severity": [1, 0]}]


def test_a_note_is_cut_and_whoever_did_it_stands_there(logged: Database) -> None:
    logged.write(note_access, Deed.PRINTED, "routine", [Key(int=1), Key(int=1)], note="x" * 3000, **DONE)
    last = logged.read(lambda session: session.scalars(select(Access).order_by(Access.seq.desc())).first())
    assert last is not None
    assert (last.by_name, last.count, len(last.note)) == ("Tom", 1, 500)


def _changes_of(session: Session, key: Key) -> list[Any]:
    return list(readable(session, session.scalars(select(Change).where(Change.key == key).order_by(Change.seq)).all()))

"""History: written with the change itself, and nothing can be altered or taken out of it unseen."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ikdesk.incidents.actions import correct_incident, record_incident, withdraw_incident
from ikdesk.kernel.chain import START
from ikdesk.kernel.database import Database
from ikdesk.kernel.history import CHAIN, Change, ChangeRow, readable
from ikdesk.kernel.viewer import Key
from tests.samples import LEADER, NOON, TODAY, incident_values


def record(database: Database) -> Key:
    return database.write(record_incident, incident_values(database), told_at=NOON, by=LEADER, today=TODAY)


def changes_of(database: Database, key: Key) -> list[ChangeRow]:
    question = select(Change).where(Change.key == key).order_by(Change.seq)
    return database.read(lambda session: readable(session, session.scalars(question).all()))


def alter(database: Database, sql: str) -> int:
    with database.raw() as connection:
        return int(connection.execute(sql).rowcount)


def last_seq(database: Database) -> int:
    return database.read(lambda session: session.scalars(select(Change.seq).order_by(Change.seq.desc())).first()) or 0


def test_what_was_made_and_changed_stands_there_before_and_after(database: Database) -> None:
    key = record(database)
    database.write(correct_incident, key, {"severity": 2}, "Tannlegen", by=LEADER, today=TODAY)
    made, changed = changes_of(database, key)
    assert (made.kind, made.by, made.by_name, made.at.date()) == ("incident", LEADER.person, "Tom", TODAY)
    assert made.what is not None
    assert made.what["severity"] == [None, 1]
    assert made.what["occurred_on"] == [None, "2026-02-03"]
    assert changed.what == {"severity": [1, 2]}


def test_withdrawing_is_a_change_with_its_reason(database: Database) -> None:
    key = record(database)
    database.write(withdraw_incident, key, "Meldt to ganger", by=LEADER, today=TODAY)
    what = changes_of(database, key)[-1].what
    assert what is not None
    assert what["status"] == ["reported", "withdrawn"]
    assert what["withdrawn_why"] == [None, "Meldt to ganger"]


def test_the_chain_of_a_new_file_fits(database: Database) -> None:
    record(database)
    assert not database.read(CHAIN.breaks)


@pytest.mark.parametrize(
    "column", [
        "what = zeroblob(80)", "what = x''", "what = ''", "by_name = 'Kari'", "at = '2026-04-29 10:00:00.000000'",
        "kind = 'place'", "key = '00000000000000000000000000000001'", "by = NULL", "digest = 'x' || digest",
        "key = 'no key'", "at = 'no date'", "key = x'01'",
    ],
)  # fmt: skip
def test_an_altered_row_is_found(database: Database, column: str) -> None:
    key = record(database)
    seq = changes_of(database, key)[0].seq
    record(database)
    assert alter(database, f"UPDATE history SET {column} WHERE seq = {seq}") == 1
    assert min(database.read(CHAIN.breaks)) == seq


def test_a_row_taken_out_of_the_middle_is_found(database: Database) -> None:
    seq = changes_of(database, record(database))[0].seq
    record(database)
    assert alter(database, f"DELETE FROM history WHERE seq = {seq}") == 1
    assert min(database.read(CHAIN.breaks)) == seq + 1


def test_rows_taken_off_the_end_show_when_the_head_was_known(database: Database) -> None:
    record(database)
    head = database.read(CHAIN.head)
    assert alter(database, f"DELETE FROM history WHERE seq = {last_seq(database)}") == 1
    assert not database.read(CHAIN.breaks)  # what is left fits together …
    assert database.read(CHAIN.head) != head  # … but it does not end where it ended
    record(database)
    assert database.read(CHAIN.head) != head


def test_two_rows_that_changed_places_are_found(database: Database) -> None:
    record(database)
    record(database)
    last = last_seq(database)
    alter(database, f"UPDATE history SET seq = -1 WHERE seq = {last}")
    alter(database, f"UPDATE history SET seq = {last} WHERE seq = {last - 1}")
    alter(database, f"UPDATE history SET seq = {last - 1} WHERE seq = -1")
    assert min(database.read(CHAIN.breaks)) == last - 1


def test_the_chain_goes_on_from_write_to_write_and_from_flush_to_flush(database: Database) -> None:
    for _ in range(3):
        key = record(database)  # gives a number, then flushes
        database.write(correct_incident, key, {"severity": 0, "story": "Ingenting."}, "", by=LEADER, today=TODAY)
    assert not database.read(CHAIN.breaks)
    assert database.read(CHAIN.head).digest != START

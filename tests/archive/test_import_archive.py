"""An archive taken in again: nothing is lost, and what cannot be the same is told."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.access.finding_queries import walked
from ikdesk.access.model import Access, Deed
from ikdesk.archive.format_model import FILES, LEFT_OUT, SEALED
from ikdesk.archive.found_data import look_through
from ikdesk.archive.seat_data import Seat, seat_of
from ikdesk.data import Data
from ikdesk.health import examine_folder
from ikdesk.incidents.count_queries import statistics
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import Filter, incident_page
from ikdesk.incidents.timeline_queries import timeline_of
from ikdesk.kernel.content import content_of
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.history import RecordKey
from ikdesk.kernel.search import SearchText
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.reader.signed_file import signed_in
from ikdesk.reports.queries import tertial_facts
from ikdesk.reports.version_queries import signed_here, version_file
from ikdesk.reports.version_queries import versions as delivered
from ikdesk.review.queries import findings
from ikdesk.safe.disposals import read_disposals
from ikdesk.safe.secret import Work
from ikdesk.start.find_queries import find
from tests.archive.taken_out import PASSWORD, Row, changed, copy_of, opened, rows, take_in, take_out
from tests.samples import THEIRS

T1 = parse_period("2026-T1")
# what whoever takes it in brings along: the lock they open, and that they wrote the code down
NEW_LOCK = {"slot", "code_kept", "version", "changed_at", "changed_by"}


@contextmanager
def both(before: Path, after: Path, tmp_path: Path) -> Iterator[tuple[Data, Data]]:
    """Copies of the unit as it was and as it is now, open."""
    for name, folder in (("before", before), ("after", after)):
        shutil.copytree(folder, tmp_path / name)
    with opened(tmp_path / "before") as one, opened(tmp_path / "after", PASSWORD) as other:
        yield one, other


@contextmanager
def own(folder: Path, tmp_path: Path) -> Iterator[Data]:
    """A copy of the unit that was taken in, open."""
    with opened(Path(shutil.copytree(folder, tmp_path / "own")), PASSWORD) as data:
        yield data


def bare(row: Row, *without: str) -> Row:
    """A row without what is marked anew."""
    return {key: value for key, value in row.items() if key not in {"digest", *without}}


def test_taken_out_once_more_every_record_is_what_it_was(archive: Path, taken_in: Path, tmp_path: Path) -> None:
    again = tmp_path / "igjen"
    take_out(Path(shutil.copytree(taken_in, tmp_path / "data")), again, PASSWORD)
    tables = [one["name"] for one in json.loads((archive / "metadata.json").read_text("utf-8"))["tables"]]
    logs = {"history", "access", "access_record"}
    assert len(tables) > 50
    for name in set(tables) - logs - {"person"}:
        assert rows(again, name) == rows(archive, name), name
    for name in logs:
        before, after = ([bare(row) for row in rows(one, name)] for one in (archive, again))
        assert after[: len(before)] == before, name
    tom, kari = rows(archive, "person")
    assert [bare(row, *NEW_LOCK) for row in rows(again, "person")] == [bare(tom, *NEW_LOCK), bare(kari, *NEW_LOCK)]
    assert rows(again, "person")[1] == kari
    for file in (archive / FILES).iterdir():
        assert (again / FILES / file.name).read_bytes() == file.read_bytes()


def test_what_differs_is_written_down(archive: Path, taken_in: Path, tmp_path: Path) -> None:
    with own(taken_in, tmp_path) as data:
        changes = data.read(lambda session, **_asked: session.execute(
            select(Access.deed, Access.by_name, Access.kind, Access.count, Access.note)
            .where(Access.seq > len(rows(archive, "access"))).order_by(Access.seq)).all())  # fmt: skip
    told = [(deed, by) for deed, by, *_rest in changes]
    assert told == [(Deed.PASSWORD_CHANGED, "IKdesk"), (Deed.IMPORTED, "Tom"), (Deed.UNLOCKED, "Tom")]
    _deed, _by, kind, count, note = changes[1]
    about = json.loads((archive / "metadata.json").read_text("utf-8"))
    assert (kind, count) == ("archive", sum(one["rows"] for one in about["tables"]))
    assert note.startswith(archive.name)
    assert all(about["chains"][name]["digest"] in note for name in ("history", "access"))


def test_the_numbers_are_what_they_were(unit_made: Path, taken_in: Path, tmp_path: Path) -> None:
    with both(unit_made, taken_in, tmp_path) as (before, after):
        for question, args in (
            (statistics, (T1,)), (tertial_facts, (T1,)), (findings, ()), (incident_page, (Filter(),)),
            (incident_page, (Filter(words="gjerdet"),)), (find, ("ake",)),
        ):  # fmt: skip
            asked: Any = question
            assert after.read(asked, *args) == before.read(asked, *args), question


def test_every_incident_tells_the_same_story(unit_made: Path, taken_in: Path, tmp_path: Path) -> None:
    with both(unit_made, taken_in, tmp_path) as (before, after):
        keys = before.read(lambda session, **_asked: session.scalars(select(Incident.id)).all())
        told = [after.read(timeline_of, key) for key in keys]
        assert told == [before.read(timeline_of, key) for key in keys]
        assert sum(map(len, told)) > 2 * len(keys)


def test_what_was_disposed_of_stays_unreadable_and_is_on_the_list(taken_in: Path, tmp_path: Path) -> None:
    with own(taken_in, tmp_path) as data:
        gone = data.read(_of_disposed)
        listed = read_disposals(data.folder, data.keys)
    assert gone == {None}
    assert len(listed) == 1
    with own(taken_in, tmp_path / "again") as data:
        destroyed = data.read(lambda session, **_asked: session.scalars(
            select(Incident.id).where(Incident.disposed_on.is_not(None))).all())  # fmt: skip
        assert [key.hex for key in destroyed] == [listed[0].key]


def _of_disposed(session: Session, *, viewer: Viewer, today: date) -> set[bytes | None]:
    doomed = select(Incident.id).where(Incident.disposed_on.is_not(None))
    return set(session.scalars(select(RecordKey.secret).where(RecordKey.key.in_(doomed))))


def test_delivered_reports_are_the_same_to_the_byte_and_still_hold(
    unit_made: Path, taken_in: Path, tmp_path: Path
) -> None:
    with both(unit_made, taken_in, tmp_path) as (before, after):
        made = before.read(delivered, "2025-T3", None)
        assert after.read(delivered, "2025-T3", None) == made
        for kind in ("pdf", "xlsx", "eml"):
            assert after.read(version_file, made[0].key, kind) == before.read(version_file, made[0].key, kind)
        signed = signed_in(after.read(version_file, made[0].key, "pdf")[1])
        assert signed.state == "whole"
        assert after.keys.signing != before.keys.signing
        assert after.read(signed_here, before.signer.fingerprint)


def test_all_is_whole_and_the_search_finds_what_it_found(archive: Path, taken_in: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(taken_in, tmp_path / "data"))
    found = examine_folder(copy, PASSWORD, "Tom")
    assert (found.whole, found.problems) == (True, ())
    assert [note for note in found.notes if "Kari" in note]
    with opened(copy, PASSWORD) as data:
        searched, keys = data.read(_search_of)
        assert data.findings == ()
    assert keys == sorted(keys)
    assert len(searched) == len(keys) > 100
    assert LEFT_OUT.keys().isdisjoint(path.stem for path in (archive / "tabeller").iterdir())


def _search_of(session: Session, *, viewer: Viewer, today: date) -> tuple[set[Key], list[Key]]:
    keys = list(session.scalars(select(SearchText.key).order_by(SearchText.id)))
    return set(keys), keys


def test_those_who_have_no_password_here_are_told_of_and_given_one(taken_in: Path, tmp_path: Path) -> None:
    with own(taken_in, tmp_path) as data:
        users = VaultUsers(data, Work())
        kari = next(row for row in users.rows() if row.name == "Kari")
        assert (kari.password, kari.registered, kari.role) == (False, True, Role.STAFF)
        assert "ikke noe passord" in kari.wrong
        users.new_password(kari.id, THEIRS)
        assert next(row for row in users.rows() if row.name == "Kari").wrong == ""
    with opened(tmp_path / "own", THEIRS, "Kari") as data:
        assert data.viewer.name == "Kari"
        assert data.viewer.role == "staff"


def test_a_new_leader_may_take_it_in(archive: Path, tmp_path: Path) -> None:
    done = take_in(archive, tmp_path / "ny", name="Anne")
    assert (done.name, done.others) == ("Anne", ("Tom", "Kari"))
    with opened(tmp_path / "ny", PASSWORD, "Anne") as data:
        assert data.viewer.role == "leader"
        assert data.read(incident_page, Filter()).total > 100


def test_who_takes_it_in_is_a_leader_and_says_who_where_there_are_several(archive: Path, tmp_path: Path) -> None:
    found = look_through(archive, lambda _bytes: None)
    assert seat_of(found, "") == seat_of(found, " TOM ") == Seat("Tom", Key(rows(archive, "person")[0]["id"]))
    with pytest.raises(Problem, match="Kari er ikke"):
        seat_of(found, "kari")
    copy = copy_of(archive, tmp_path / "arkiv")
    changed(copy, "person", lambda people: people[1].update(role="leader"))
    both_lead = look_through(copy, lambda _bytes: None)
    with pytest.raises(Problem, match=r"--name og navnet ditt\. Ledere i arkivet: Kari, Tom\."):
        seat_of(both_lead, "")
    assert seat_of(both_lead, "kari").name == "Kari"
    gone = look_through(changed(copy, "person", lambda people: people.clear()), lambda _bytes: None)
    with pytest.raises(Problem, match="Ledere i arkivet: ingen"):
        seat_of(gone, "")


def test_pictures_open_and_one_that_was_lost_before_is_no_worse(archive: Path, taken_in: Path, tmp_path: Path) -> None:
    told = {Key(row["id"]): row["sha256"] for row in rows(archive, SEALED)}
    assert list(told.values()).count(None) == 1
    with own(taken_in, tmp_path) as data:
        found = data.read(lambda session, **_asked: {key: content_of(session, key) for key in told})
    assert {key: content and hashlib.sha256(content).hexdigest() for key, content in found.items()} == told


def test_what_was_accepted_in_the_logs_before_hides_nothing_that_is_done_to_the_new_ones(
    taken_in: Path, tmp_path: Path
) -> None:
    with own(taken_in, tmp_path) as data:
        imported = data.read(lambda session, **_asked: session.scalars(
            select(Access.seq).where(Access.deed == Deed.IMPORTED)).one())  # fmt: skip
        assert imported > 5
        with data.database.raw() as connection:
            connection.execute("UPDATE history SET by_name = 'En annen' WHERE seq = 5")
            connection.execute("UPDATE access SET deed = 'accepted', kind = 'edited history', count = 5 WHERE seq = 1")
        found = {(one.chain, one.seq) for one in data.read(walked)}
        assert ("history", 5) in found
        with data.database.raw() as connection:
            connection.execute("UPDATE access SET deed = 'unlocked' WHERE seq = ?", (imported,))
        assert ("history", 5) not in {(one.chain, one.seq) for one in data.read(walked)}

"""Backups make themselves, lie in two places, and tell how they stand."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ikdesk import data as opening
from ikdesk.access.model import Deed
from ikdesk.backup_data import DUE, FileBackups
from ikdesk.backups.model import Kept, Where
from ikdesk.incidents.actions import withdraw_incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.privacy.disposal_data import FileDisposals
from ikdesk.privacy.disposal_queries import doomed
from ikdesk.privacy.model import Ground
from ikdesk.safe import backup, file, guard, second
from ikdesk.safe.backup import manifest_path, read_manifest, verify_backup
from ikdesk.safe.disposals import NAME as LIST
from ikdesk.safe.disposals import Line, lay_list, lists_in, opened_lists, read_disposals, write_disposals
from ikdesk.safe.keys import keys_from
from ikdesk.safe.secret import Work
from ikdesk.safe.vault import unlock
from tests.access.conftest import lines_of
from tests.backups.conftest import Home, report
from tests.samples import TODAY
from tests.stopped import Stopped

HERE = Kept(Path("IKdesk-2026-04-30-0930.ikbackup"), datetime(2026, 4, 30, 9, 30), 1, Where.HERE, "0.3.0", 1)


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.glob("*.ikbackup"))


def is_due(backups: FileBackups) -> bool:
    return backups.due


def test_one_is_made_when_something_was_written_and_none_when_nothing_was(data: opening.Data) -> None:
    backups = data.backups
    assert backups.state().unsaved
    made = backups.make_if_changed()
    assert made is not None
    assert verify_backup(made.path, data.keys) == []
    assert backups.make_if_changed() is None
    assert not backups.state().unsaved
    report(data)
    assert backups.state().unsaved
    again = backups.make_if_changed()
    assert again is not None
    assert (again.incidents, made.incidents) == (2, 1)
    assert [one.path for one in backups.kept()] == [again.path, made.path]
    assert lines_of(data.database)[-1] == (Deed.BACKED_UP, again.path.name)


def test_one_that_is_cut_short_is_not_said_to_hold_what_was_written(data: opening.Data) -> None:
    made = data.backups.make()
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    state = data.backups.state()
    assert (state.newest, state.unsaved) == (None, True)
    again = data.backups.make_if_changed()
    assert again is not None
    assert verify_backup(again.path, data.keys) == []


def test_one_that_a_failing_disk_takes_back_is_told_of_and_made_again(
    data: opening.Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = data.backups
    report(data)
    with monkeypatch.context() as failing:
        failing.setattr("ikdesk.backup_data.lay_lists", lambda folder, _keys: [
            path.unlink() for path in (folder / "backups").glob("*.ikbackup")])  # fmt: skip
        assert backups.make_if_changed() is None
        with pytest.raises(Problem, match="er ikke hel"):
            backups.make()
    assert "er ikke hel" in backups.state().failed
    assert backups.make_if_changed() is not None


@pytest.mark.parametrize("how", ["tried", "laid"])
def test_one_that_is_found_to_be_damaged_is_counted_on_no_more(data: opening.Data, stick: Path, how: str) -> None:
    first, made = data.backups.make(), data.backups.make()
    raw = bytearray(made.path.read_bytes())
    raw[5000] ^= 1
    made.path.write_bytes(raw)
    assert data.backups.state().newest == made  # nobody has looked
    if how == "tried":
        with pytest.raises(Problem, match="endret eller skadet"):
            data.backups.try_restore()
    else:
        data.backups.choose_second(stick)
    assert data.backups.state().newest == first
    assert data.backups.try_restore().kept == first
    data.backups.choose_second(stick)
    data.backups.make_if_changed()
    assert [verify_backup(one.path, data.keys) for one in data.backups.kept() if one.where is Where.SECOND] == [[]]
    assert made.path.exists()


def test_one_that_takes_the_name_of_one_that_was_damaged_is_counted_on(data: opening.Data) -> None:
    data.database.clock = Stopped(hands=[datetime(2026, 4, 30, 8, tzinfo=UTC)])
    first = data.backups.make().path
    first.write_bytes(first.read_bytes()[:-1] + b"?")
    with pytest.raises(Problem, match="endret eller skadet"):
        data.backups.try_restore()
    first.unlink()
    manifest_path(first).unlink()
    assert data.backups.make().path == first
    assert data.backups.state().newest is not None


def test_after_the_clock_was_ahead_the_newest_is_the_one_made_last(data: opening.Data) -> None:
    data.database.clock = Clock(TODAY + timedelta(days=365))
    ahead = data.backups.make()
    data.database.clock = Clock(TODAY)
    report(data)
    made = data.backups.make()
    assert data.backups.try_restore().kept == made
    assert data.backups.kept() == (made, ahead)


def test_to_unlock_is_no_change_and_to_look_at_a_record_is(home: Home) -> None:
    data = home.open()
    data.backups.make()
    data.close()
    data = home.open()
    assert data.backups.make_if_changed() is None
    data.note(Deed.OPENED, "incident", [report(data)])
    assert data.backups.make_if_changed() is not None
    data.note(Deed.OPENED, "incident", 1)
    assert data.backups.make_if_changed() is not None  # who has seen what is not lost, either
    data.close()


def test_it_is_due_half_an_hour_after_the_first_change(data: opening.Data) -> None:
    now = [1000.0]
    backups = FileBackups(data, lambda: now[0])
    now[0] += 10 * DUE
    assert not is_due(backups)
    key = report(data)
    now[0] += DUE - 1
    data.write(withdraw_incident, key, "Feil barnehage")  # the first one counts
    assert not is_due(backups)
    now[0] += 1
    assert is_due(backups)
    assert backups.make_if_changed() is not None
    assert not is_due(backups)


def test_one_that_fails_is_told_of_and_stops_nobody(data: opening.Data, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    backups = FileBackups(data, lambda: now[0])
    report(data)
    now[0] += DUE
    monkeypatch.setattr(guard, "MARGIN", 2**60)
    assert backups.make_if_changed() is None
    assert "Disken er nesten full" in backups.state().failed
    assert not is_due(backups)
    with pytest.raises(Problem, match="nesten full"):
        backups.make()
    monkeypatch.undo()
    now[0] += DUE
    assert is_due(backups)
    assert backups.make_if_changed() is not None
    assert backups.state().failed == ""
    assert list((data.folder / "backups").glob(".*")) == []


def test_others_may_write_while_the_copy_is_read_through(data: opening.Data, monkeypatch: pytest.MonkeyPatch) -> None:
    real = file.examined

    def examined(connection: Any) -> list[str]:
        report(data, "Skrevet imens")  # in the same thread it would wait for itself for ever
        return real(connection)

    monkeypatch.setattr(backup, "examined", examined)
    made = data.backups.make()
    monkeypatch.undo()
    assert made.incidents == 1
    assert data.backups.state().unsaved
    assert verify_backup(made.path, data.keys) == []


def test_each_is_laid_in_the_second_place_too_and_read_through_there(data: opening.Data, stick: Path) -> None:
    first = data.backups.make()
    data.backups.choose_second(stick)
    assert names(stick) == [first.path.name]
    report(data)
    made = data.backups.make()
    state = data.backups.state()
    assert names(stick) == sorted([first.path.name, made.path.name])
    assert verify_backup(stick / made.path.name, data.keys) == []
    assert (state.second, state.second_there, state.second_failed) == (stick, True, "")
    assert state.second_newest == replace(made, path=stick / made.path.name, where=Where.SECOND)
    assert data.keys.name not in (data.folder / second.NAME).read_text()
    data.backups.choose_second(None)
    assert data.backups.state().second is None
    assert len(names(stick)) == 2


def test_a_stick_that_is_out_is_caught_up_with_the_next_time(data: opening.Data, stick: Path) -> None:
    data.backups.choose_second(stick)
    first = data.backups.make()
    stick.rename(stick.with_name("in a pocket"))
    report(data)
    made = data.backups.make()
    state = data.backups.state()
    assert not state.second_there
    assert state.second_newest is not None
    assert state.second_newest.path.name == first.path.name
    assert state.second_newest.made_at == first.made_at
    assert not stick.exists()
    stick.with_name("in a pocket").rename(stick)
    assert data.backups.make_if_changed() is None  # nothing was written, and yet it is laid there
    assert names(stick) == sorted([first.path.name, made.path.name])


def test_a_copy_that_does_not_arrive_whole_is_not_left_there(
    data: opening.Data, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.copyfile

    def copyfile(source: Path, target: Path) -> None:
        real(source, target)
        with Path(target).open("rb+") as file:
            file.seek(9000)
            file.write(b"x")

    data.backups.make()
    monkeypatch.setattr(shutil, "copyfile", copyfile)
    data.backups.choose_second(stick)
    assert list(stick.iterdir()) == []
    assert "ble ikke hel" in data.backups.state().second_failed
    monkeypatch.undo()
    data.backups.make_if_changed()
    assert len(names(stick)) == 1
    (stick / names(stick)[0]).write_bytes(b"")  # damaged later
    data.backups.make_if_changed()
    assert verify_backup(stick / names(stick)[0], data.keys) == []


def test_two_units_may_share_a_stick(data: opening.Data, stick: Path) -> None:
    made = data.backups.make()
    (stick / made.path.name).write_bytes(b"another's")
    (stick / LIST).write_bytes(b"another's")
    data.backups.choose_second(stick)
    FileDisposals(data).dispose(doomed_key(data), Ground.WRONG_PERSON, "Vedtak 26/114 av 30. april")
    assert len(names(stick)) == 2
    assert (stick / made.path.name).read_bytes() == (stick / LIST).read_bytes() == b"another's"
    assert [line.number for line in opened_lists(lists_in(stick), data.keys)] == ["2026-1"]


def doomed_key(data: opening.Data) -> Any:
    found = data.read(doomed, "2026-1")
    assert found is not None
    return found.id


def test_the_list_of_what_was_disposed_of_lies_beside_the_backups_and_in_the_note(
    data: opening.Data, stick: Path
) -> None:
    data.backups.choose_second(stick)
    first = data.backups.make()
    FileDisposals(data).dispose(doomed_key(data), Ground.WRONG_PERSON, "Vedtak 26/114 av 30. april")
    for place in (data.folder / "backups", stick):
        assert (place / LIST).read_bytes() == (data.folder / LIST).read_bytes()
    made = data.backups.make()
    notes = [read_manifest(one.path) for one in (first, made)]
    assert [note.disposals != "" for note in notes if note] == [False, True]
    assert notes[1] is not None
    assert opened_lists([bytes.fromhex(notes[1].disposals)], data.keys)[0].number == "2026-1"
    other = keys_from(b"x" * 32, person="p", name="n", role="leader")
    assert opened_lists([bytes.fromhex(notes[1].disposals)], other) == ()
    lay_list(data.folder, stick, data.keys)
    assert len(lists_in(stick)) == 1


def test_what_stands_on_a_list_in_the_second_place_is_taken_in_and_never_written_over(
    data: opening.Data, stick: Path
) -> None:
    line = Line("incident", "0" * 31 + "1", "2020-7", "2026-01-02", "Leder", "wrong_person", "Vedtak", whole=False)
    write_disposals(stick, data.keys, [line])  # from before the machine died: a mailed backup did not know of it
    FileDisposals(data).dispose(doomed_key(data), Ground.WRONG_PERSON, "Vedtak 26/114 av 30. april")
    data.backups.choose_second(stick)
    data.backups.make()
    for place in (stick, data.folder):
        assert {one.number for one in read_disposals(place, data.keys)} == {"2026-1", "2020-7"}
    (data.folder / LIST).write_bytes(b"damaged")
    data.backups.make()
    for place in (stick, data.folder / "backups"):
        assert {one.number for one in read_disposals(place, data.keys)} == {"2026-1", "2020-7"}


def test_what_a_note_says_of_disposals_cannot_be_taken_away(data: opening.Data) -> None:
    FileDisposals(data).dispose(doomed_key(data), Ground.WRONG_PERSON, "Vedtak 26/114 av 30. april")
    made = data.backups.make()
    note = manifest_path(made.path)
    text = note.read_text().replace('"disposals"', '"dispasols"')
    note.write_text(text)
    assert "mangler eller er skadet" in verify_backup(made.path, data.keys)[0]
    lines = [line for line in text.splitlines() if "dispasols" not in line]
    note.write_text("\n".join(lines))
    assert "endret av noe annet" in verify_backup(made.path, data.keys)[0]


@pytest.mark.parametrize("place", ["data", "data/backups", "nowhere", "read only"])
def test_a_place_that_will_not_do_is_refused(data: opening.Data, tmp_path: Path, place: str) -> None:
    if place == "read only":
        (tmp_path / place).mkdir()
        (tmp_path / place / second.TRIAL).mkdir()  # nothing can be written there, whoever asks
    with pytest.raises(Invalid) as refused:
        data.backups.choose_second(tmp_path / place)
    assert list(refused.value.messages) == ["place"]
    assert data.backups.state().second is None


def test_only_whoever_sets_up_chooses_the_place(home: Home, stick: Path) -> None:
    data = home.open()
    VaultUsers(data, Work()).add("Kari", Role.STAFF, "en helt annen lang setning")
    data.close()
    keys = unlock(home.folder, "en helt annen lang setning", "Kari")
    data = opening.open_data(home.folder, keys, clock=Clock(TODAY))
    with pytest.raises(Problem, match="ikke tilgang"):
        data.backups.choose_second(stick)
    made = data.backups.make_if_changed()  # what staff write is kept as well as what others do
    assert made is not None
    assert data.backups.try_restore().rows == ()
    data.close()


def test_bringing_back_is_tried_and_five_are_shown_without_what_was_told(data: opening.Data, stick: Path) -> None:
    for number in range(6):
        report(data, f"Hemmelig {number}")
    with pytest.raises(Problem, match="Ta en først"):
        data.backups.try_restore()
    made = data.backups.make()
    tried = data.backups.try_restore()
    assert (tried.kept, tried.incidents) == (made, 7)
    assert [row.number for row in tried.rows] == [f"2026-{number}" for number in range(7, 2, -1)]
    assert {(row.day, row.kind) for row in tried.rows} == {(TODAY, "Skade på barn/elev")}
    assert "Hemmelig" not in repr(tried)
    assert data.backups.state().tried == TODAY
    assert lines_of(data.database)[-1] == (Deed.TRIED_BACK, made.path.name)
    data.backups.choose_second(stick)
    there = next(one for one in data.backups.kept() if one.where is Where.SECOND)
    before = {path: path.read_bytes() for path in stick.iterdir()}
    assert data.backups.try_restore(there).rows == tried.rows
    assert {path: path.read_bytes() for path in stick.iterdir()} == before
    kept = there.path.read_bytes()
    there.path.write_bytes(bytes([kept[0] ^ 1]) + kept[1:])
    with pytest.raises(Problem, match="endret eller skadet"):
        data.backups.try_restore(there)


def test_old_ones_are_thinned_out_in_both_places(data: opening.Data, stick: Path) -> None:
    data.backups.choose_second(stick)
    for number in range(17):
        data.database.clock = Clock(TODAY + timedelta(days=number))
        data.backups.make()
    days = {name[7:17] for name in names(data.folder / "backups")}
    assert {str(TODAY + timedelta(days=number)) for number in range(3, 17)} <= days
    assert len(days) < 17
    assert names(data.folder / "backups") == names(stick)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"second": 1}', '{"laid_at": "i går"}', '{"other": 1}',
                                     '{"second": "\\u0000"}', "[" * 99_999])  # fmt: skip
def test_what_is_remembered_may_be_damaged(data: opening.Data, content: str) -> None:
    (data.folder / second.NAME).write_text(content)
    assert data.backups.state().second is None
    assert data.backups.make() is not None


def test_keys_that_are_exchanged_leave_the_older_ones_of_this_unit(data: opening.Data, stick: Path) -> None:
    users = VaultUsers(data, Work())
    kari = users.add("Kari", Role.STAFF, "en helt annen lang setning")
    data.backups.choose_second(stick)
    before = data.backups.make()
    users.remove(kari, "Har sluttet.")
    assert before.path in [one.path for one in data.backups.kept()]
    assert data.backups.try_restore(before).incidents == 1
    assert len(names(stick)) == 2

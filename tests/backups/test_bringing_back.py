"""A backup comes back: on an empty machine, over what is damaged, and whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ikdesk import data as opening
from ikdesk.access.model import Deed
from ikdesk.backup_data import verified_copy
from ikdesk.health import examine_unlocked
from ikdesk.inbox_data import take_in
from ikdesk.incidents.queries import Filter, incident_page
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Cancelled, Invalid, Problem
from ikdesk.kernel.settings import Settings, read_settings, write_settings
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.privacy.disposal_data import FileDisposals
from ikdesk.privacy.disposal_queries import disposals, doomed
from ikdesk.privacy.model import Ground
from ikdesk.restore_data import candidate, candidates_in, check, restore
from ikdesk.safe import inbox, ledger, swap, vault
from ikdesk.safe.backup import backup_path, manifest_path
from ikdesk.safe.disposals import read_disposals
from ikdesk.safe.front import read_front
from ikdesk.safe.guard import hold
from ikdesk.safe.secret import Work
from ikdesk.safe.vault import public_inbox
from ikdesk.unit.queries import places
from tests.access.conftest import lines_of
from tests.backups.conftest import PASSWORD, STORY, Home, report
from tests.samples import TODAY

THEIRS = "en helt annen lang setning"
LATER = "Kom til etter kopien"
OLDER = sorted(Path(__file__).parents[1].glob("data/version_*"))


def stories(data: opening.Data) -> list[str]:
    return sorted(row.story for row in data.read(incident_page, Filter()).rows)


def opened(folder: Path, password: str = PASSWORD) -> opening.Data:
    return opening.open_data(folder, vault.unlock(folder, password), clock=Clock(TODAY))


def backed_up(home: Home, stick: Path) -> Path:
    """A backup on a stick, and a report that came later."""
    data = home.open()
    data.backups.choose_second(stick)
    made = data.backups.make()
    report(data, LATER)
    data.close()
    return stick / made.path.name


def test_an_empty_machine_gets_it_all_with_the_password_or_the_code(
    home: Home, stick: Path, tmp_path: Path, other_machine: Callable[[], None]
) -> None:
    target = backed_up(home, stick)
    shutil.rmtree(home.folder)
    other_machine()
    steps: list[tuple[int, int]] = []
    restore(target, tmp_path / "a", password=PASSWORD, person="leder", tick=lambda *step: steps.append(step))
    restore(target, tmp_path / "b", code=home.code)
    assert steps == [(number, 4) for number in range(5)]
    for name in ("a", "b"):
        found = opened(tmp_path / name)
        assert stories(found) == [STORY]
        assert any(target.name in said for said in found.warnings)
        assert found.findings == ()
        assert (Deed.RESTORED, target.name) in lines_of(found.database)
        found.close()
        assert not list((tmp_path / name).glob("replaced-*"))
        assert not list((tmp_path / name).glob(".restore*"))
        assert examine_unlocked(tmp_path / name, home.keys).whole
    assert read_front(tmp_path / "a")["name"] == "Solbakken"  # somebody may report before anybody has unlocked


def test_what_can_be_read_without_a_key(home: Home, stick: Path) -> None:
    target = backed_up(home, stick)
    found = candidate(target)
    assert (found.incidents, found.people, found.problem, found.made_at.date()) == (1, ("Leder",), "", TODAY)
    assert candidate(manifest_path(target)) == found
    (stick / "Fra i fjor").mkdir()
    for path in (target, manifest_path(target)):
        shutil.copy(path, stick / "Fra i fjor")
    assert [one.path for one in candidates_in(stick)] == [target, stick / "Fra i fjor" / target.name]
    assert len(candidates_in(home.folder)) == 1
    assert candidates_in(stick / "ikke her") == ()
    (stick / "Fra i fjor" / target.name).write_bytes(b"halv")
    manifest_path(target).write_text("{}")
    whole, half = candidates_in(stick)[::-1] if candidates_in(stick)[0].path == target else candidates_in(stick)
    assert "ikke hel" in whole.problem
    assert "mangler eller er skadet" in half.problem
    with pytest.raises(Problem, match="ikke hel"):
        restore(whole.path, stick / "ny", password=PASSWORD)
    assert not (stick / "ny").exists()


def test_a_wrong_password_says_which_one_it_takes(home: Home, stick: Path, tmp_path: Path) -> None:
    target = backed_up(home, stick)
    with pytest.raises(Invalid, match="passordet som gjaldt da den ble tatt"):
        restore(target, tmp_path / "a", password="feil passord her")
    with pytest.raises(Problem, match="Ingen som heter Ola"):
        restore(target, tmp_path / "a", password=PASSWORD, person="Ola")
    assert not (tmp_path / "a").exists()


def test_a_backup_from_before_the_password_was_changed_takes_the_one_of_that_time(
    home: Home, stick: Path, tmp_path: Path
) -> None:
    target = backed_up(home, stick)
    vault.change_password(home.folder, home.keys, THEIRS, work=Work())
    with pytest.raises(Invalid):
        restore(target, tmp_path / "a", password=THEIRS)
    restore(target, tmp_path / "a", password=PASSWORD)
    restore(target, home.folder, password=THEIRS)  # where the data lie, today's holds, and goes on doing so
    for folder, password in ((tmp_path / "a", PASSWORD), (home.folder, THEIRS)):
        found = opened(folder, password)
        assert stories(found) == [STORY]
        found.close()


@pytest.mark.parametrize("damage", ["file", "gone", "vault"])
def test_what_is_damaged_is_moved_away_whole_and_settings_and_reports_stay(
    home: Home, stick: Path, damage: str
) -> None:
    target = backed_up(home, stick)
    write_settings(home.folder, Settings(text_size=1.25))
    seal(home, "Vent på meg")
    ruined = {"file": ["ikdesk.db"], "gone": [], "vault": ["vault.json", "vault.copy.json"]}[damage]
    for name in ruined:
        raw = bytearray((home.folder / name).read_bytes())
        raw[100] ^= 1
        (home.folder / name).write_bytes(raw)
    if damage == "gone":
        (home.folder / "ikdesk.db").unlink()
    before = {name: (home.folder / name).read_bytes() for name in swap.OURS if (home.folder / name).is_file()}
    restore(target, home.folder, password=PASSWORD)
    (away,) = home.folder.glob("replaced-*")
    assert {path.name: path.read_bytes() for path in away.iterdir() if path.is_file()} == before
    assert len(list((away / "inbox").glob("*.box"))) == 1
    assert read_settings(home.folder).text_size == 1.25
    found = opened(home.folder)
    assert stories(found) == [STORY]
    assert found.findings == ()  # it is told, and no alarm
    assert any(target.name in said for said in found.warnings)
    front = str(read_front(found.folder)["receipts"])
    taken = take_in(found.folder, found.keys, found.read, found.write, front)
    assert (taken.reports, taken.strange, taken.missing, taken.broken) == (1, 0, (), False)
    found.close()
    again = opened(home.folder)
    assert (again.warnings, again.findings) == ((), ())  # it is told once
    again.close()
    assert len(candidates_in(home.folder)) >= 1  # the backups lie where they lay


def seal(home: Home, story: str) -> str:
    data = home.open()
    values = {"kind": "child_injury", "occurred_on": TODAY.isoformat(), "severity": 1, "story": story,
              "place_id": str(data.read(places)[0].id)}  # fmt: skip
    note = {"kind": "report", "values": values}
    data.close()
    return inbox.seal(home.folder, public_inbox(home.keys), note, at=datetime(2026, 4, 30, tzinfo=UTC))


def test_what_was_taken_in_after_the_backup_comes_again(home: Home, stick: Path) -> None:
    seal(home, "Tatt inn før kopien")
    data = home.open()
    take_in(data.folder, data.keys, data.read, data.write, None)
    data.close()
    target = backed_up(home, stick)
    seal(home, "Tatt inn etter kopien")
    data = home.open()
    take_in(data.folder, data.keys, data.read, data.write, None)
    data.close()
    restore(target, home.folder, password=PASSWORD)
    found = opened(home.folder)
    taken = take_in(found.folder, found.keys, found.read, found.write, None)
    assert (taken.reports, taken.strange) == (1, 0)
    assert stories(found) == sorted(["Tatt inn etter kopien", "Tatt inn før kopien", STORY])
    found.close()


def numbered(data: opening.Data, number: str) -> None:
    found = data.read(doomed, number)
    assert found is not None
    FileDisposals(data).dispose(found.id, Ground.WRONG_PERSON, "Vedtak 26/114 av 30. april")


def test_what_is_reported_on_the_lock_screen_meanwhile_comes_along(
    home: Home, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = backed_up(home, stick)
    receipts = [seal(home, "Før")]
    box = {"kind": "report", "values": {}}

    def report_now() -> None:
        receipts.append(inbox.seal(home.folder, public_inbox(home.keys), box, at=datetime(2026, 4, 30, tzinfo=UTC)))

    rename = Path.rename

    def renamed(path: Path, to: Path) -> Path:
        done = rename(path, to)
        if path.name == "inbox" and to.parent.name.startswith("replaced-"):
            report_now()  # between the old and the new
        return done

    monkeypatch.setattr(Path, "rename", renamed)
    restore(target, home.folder, password=PASSWORD, tick=lambda _done, _of: report_now())
    monkeypatch.undo()
    assert len(receipts) == 7
    found = opened(home.folder)
    assert {one.receipt for one in inbox.opened(found.folder, found.keys).boxes} == set(receipts)
    held = ledger.examine(found.folder, found.keys, str(read_front(found.folder)["receipts"]))
    assert (held.missing, held.broken) == ((), False)
    found.close()


@pytest.mark.parametrize("where", ["here", "empty", "list gone"])
def test_what_was_disposed_of_after_the_backup_stays_so(
    home: Home, stick: Path, tmp_path: Path, other_machine: Callable[[], None], where: str
) -> None:
    target = backed_up(home, stick)
    data = home.open()
    numbered(data, "2026-1")
    data.close()
    folder = home.folder if where != "empty" else tmp_path / "new"
    if where == "empty":
        shutil.rmtree(home.folder)
        other_machine()
    if where == "list gone":
        (home.folder / "disposals.sealed").unlink()
        target = home.folder / "backups" / target.name
    restore(target, folder, password=PASSWORD)
    found = opened(folder)
    assert any("kassert på nytt" in said for said in found.warnings)
    assert STORY not in stories(found)
    assert [row.number for row in found.read(disposals)] == ["2026-1"]
    found.close()


def test_keys_that_were_exchanged_since_keep_out_whoever_was_removed(
    home: Home, stick: Path, tmp_path: Path, other_machine: Callable[[], None]
) -> None:
    data = home.open()
    users = VaultUsers(data, Work())
    kari = users.add("Kari", Role.STAFF, THEIRS)
    data.close()
    target = backed_up(home, stick)
    data = home.open()
    VaultUsers(data).remove(kari, "Har sluttet.")
    numbered(data, "2026-1")
    fresh = Home(home.folder, data.keys, home.code)
    data.close()
    seal(fresh, "Meldt med nye nøkler")
    restore(target, home.folder, password=PASSWORD, person="Leder")
    with pytest.raises(Invalid):
        vault.unlock(home.folder, THEIRS)
    found = opened(home.folder)
    assert found.keys.master == fresh.keys.master
    assert STORY not in stories(found)
    assert take_in(found.folder, found.keys, found.read, found.write, None).reports == 1
    found.close()
    other_machine()
    restore(target, tmp_path / "new", password=PASSWORD, person="Leder")  # those of that time hold where all is gone
    found = opened(tmp_path / "new")
    assert found.keys.master == home.keys.master
    assert STORY not in stories(found)
    assert [line.number for line in read_disposals(found.folder, found.keys)] == ["2026-1"]
    found.close()


def test_nobody_who_was_kept_out_comes_in_again_with_an_older_backup(
    home: Home, stick: Path, tmp_path: Path, other_machine: Callable[[], None]
) -> None:
    data = home.open()
    kari = VaultUsers(data, Work()).add("Kari", Role.LEADER, THEIRS)
    data.close()
    target = backed_up(home, stick)
    data = home.open()
    VaultUsers(data).remove(kari, "Har sluttet.")
    keys = data.keys
    vault.put_slot(home.folder, keys, vault.recovery_slot(keys, work=Work())[1])  # and the code is another
    data.close()
    before = {path.name: path.read_bytes() for path in home.folder.iterdir() if path.is_file()}
    for password, person, code in ((THEIRS, "Kari", ""), (THEIRS, "", ""), ("", "", home.code)):
        for act in (restore, check):
            with pytest.raises(Problem, match="ikke dataene som ligger her"):
                act(target, home.folder, password=password, person=person, code=code)
    with pytest.raises(Invalid):
        restore(target, home.folder, password="noe helt annet enn det")
    assert {path.name: path.read_bytes() for path in home.folder.iterdir() if path.is_file()} == before
    restore(target, home.folder, password=PASSWORD, person="Hun som het noe annet")  # it is the password that counts
    assert vault.unlock(home.folder, PASSWORD, "Leder").master == keys.master
    other_machine()
    assert restore(target, tmp_path / "new", password=THEIRS, person="Kari").role == "leader"  # what was theirs then


def test_only_a_leader_puts_a_backup_over_data(home: Home, stick: Path, tmp_path: Path) -> None:
    data = home.open()
    VaultUsers(data, Work()).add("Kari", Role.STAFF, THEIRS)
    data.close()
    target = backed_up(home, stick)
    with pytest.raises(Problem, match="Bare en leder"):
        restore(target, home.folder, password=THEIRS, person="Kari")
    assert restore(target, tmp_path / "new", password=THEIRS, person="Kari").role == "staff"


@pytest.mark.parametrize("at", [0, 3, 4])
def test_whoever_stops_it_has_what_was_there_until_it_is_done(home: Home, stick: Path, at: int) -> None:
    target = backed_up(home, stick)

    def tick(done: int, _of: int) -> None:
        if done == at:
            raise Cancelled

    with nullcontext() if at == 4 else pytest.raises(Cancelled):
        restore(target, home.folder, password=PASSWORD, tick=tick)
    assert not list(home.folder.glob(".restore*"))
    found = opened(home.folder)
    assert stories(found) == ([STORY] if at == 4 else sorted([STORY, LATER]))
    assert found.findings == ()
    found.close()


def test_data_that_are_open_are_left_alone(home: Home, stick: Path) -> None:
    target = backed_up(home, stick)
    before = (home.folder / "ikdesk.db").read_bytes()
    with hold(home.folder), pytest.raises(Problem, match="allerede åpent"):
        restore(target, home.folder, password=PASSWORD)
    assert (home.folder / "ikdesk.db").read_bytes() == before


@pytest.mark.parametrize("version", OLDER, ids=lambda path: path.name)
def test_a_backup_of_an_older_version_comes_back_and_is_brought_up(version: Path, tmp_path: Path) -> None:
    shutil.copytree(version, tmp_path / "old")
    keys = vault.unlock(tmp_path / "old", "gammel nok til alt dette")
    with hold(tmp_path / "old"):
        database = opening.database_of(tmp_path / "old" / opening.FILE, keys, Clock(TODAY))
        target = backup_path(tmp_path / "stick", datetime(2026, 4, 30, 9, 30))
        verified_copy(database, target, keys, tmp_path / "old")
        database.close()
    restore(target, tmp_path / "new", password="gammel nok til alt dette")
    found = opening.open_data(tmp_path / "new", keys, clock=Clock(date(2026, 4, 30)))
    assert "Falt fra kanten" in stories(found)
    assert any(target.name in said for said in found.warnings)
    found.close()
    assert examine_unlocked(tmp_path / "new", keys).whole

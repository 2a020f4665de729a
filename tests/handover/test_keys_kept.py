"""All keys passed on without loss: what the new leader opens, and what the one who went does not, on a real unit."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ikdesk import data, restore_data
from ikdesk.handover.actions import move_responsibilities
from ikdesk.handover.state_queries import handover_now, progress
from ikdesk.handover.writing import write_handover
from ikdesk.health import examine_folder
from ikdesk.inbox_data import take_in
from ikdesk.incidents.attachment_actions import add_attachment
from ikdesk.incidents.attachment_queries import attachment_picture, attachments_of
from ikdesk.incidents.locked_queries import unconfirmed
from ikdesk.incidents.queries import Filter, how_many, incident_page
from ikdesk.kernel import history
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.content import Picture
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.succession import leads
from ikdesk.kernel.tertial import parse_period
from ikdesk.people.model import Role
from ikdesk.people.pin_actions import keep_pin
from ikdesk.reader.signed_file import read_signed
from ikdesk.reports.delivery_model import Wanted
from ikdesk.reports.delivery_writing import deliver
from ikdesk.reports.version_queries import signed_here, version_file, version_view, versions
from ikdesk.safe import inbox, restore, vault
from ikdesk.safe.backup import keys_of, verify_backup
from ikdesk.safe.front import people_in, read_front
from ikdesk.safe.keys import Keys
from ikdesk.unit.actions import change_unit
from ikdesk.unit.queries import places
from tests.handover.two_leaders import HERS, INGRID, TOM, begun, opened, outside, slot_of, users

WANTED = Wanted(parse_period("2026-T1"), to="Kommunalsjef oppvekst")
PICTURE = Picture(b"\xff\xd8\xff" + bytes(range(200)), "jpeg", 4, 3)
REPORTED = "Et barn gled på isen ved porten."


@dataclass
class Changed:
    """A unit that has changed leaders, and what there was on the way."""

    folder: Path
    keys: Keys  # Tom's, before
    his_code: str
    her_code: str = ""
    first: bytes = b""  # the key that signed before
    leaders: list[int] = field(default_factory=list)  # how many there were after each step
    backups: list[Path] = field(default_factory=list)
    sent: dict[str, tuple[Any, bytes]] = field(default_factory=dict)  # reports, with their keys and bytes
    picture: Any = None
    receipts: list[str] = field(default_factory=list)
    counted: int = 0


def _leaders(changed: Changed, found: data.Data) -> None:
    """Those who stand as leaders both in the file and in the vault."""
    changed.leaders.append(sum(row.role is Role.LEADER and row.password and row.registered
                               for row in users(found).rows()))  # fmt: skip


def _report(changed: Changed, found: data.Data) -> None:
    """Somebody reports from the lock screen."""
    place = next(iter(found.read(places)))
    note = {"kind": "report", "values": {"kind": "child_injury", "occurred_on": "2026-04-30", "severity": 1,
                                           "place_id": str(place.id), "story": REPORTED}}  # fmt: skip
    at = found.clock.local().astimezone()
    changed.receipts.append(inbox.seal(changed.folder, str(read_front(changed.folder)["inbox"]), note, at=at))


def _deliver(changed: Changed, found: data.Data, folder: Path) -> None:
    made = deliver(found, WANTED, folder, tick=lambda _done, _all: None)
    for path in made.paths:
        changed.sent[f"{folder.name}{path.suffix}"] = (made.key, path.read_bytes())


def _as_tom(changed: Changed, found: data.Data, out: Path) -> None:
    found.write(change_unit, {"photos": True})
    case = found.read(incident_page, Filter()).rows[0].id
    found.write(add_attachment, case, PICTURE, "Gjerdet")
    changed.picture = found.read(attachments_of, case)[0].id
    found.write(keep_pin, b"salt", b"stretched")
    changed.first = found.signer.key
    _deliver(changed, found, out / "før")
    _report(changed, found)
    changed.backups.append(found.back_up_here().path)
    begun(found)
    _leaders(changed, found)
    found.write(move_responsibilities)
    write_handover(found, outside(found).lying(), out)
    changed.backups.append(found.back_up_here().path)
    _leaders(changed, found)


def _as_ingrid(changed: Changed, found: data.Data, out: Path) -> None:
    changed.her_code = users(found).new_code()
    users(found).keep_code()
    _report(changed, found)
    _leaders(changed, found)
    state = found.read(progress)
    assert (state.printed, state.backed_up, bool(state.code_kept), state.left) == (True, True, True, ())
    users(found).remove(slot_of(found, TOM), "Lederbytte.")
    _leaders(changed, found)
    _deliver(changed, found, out / "etter")
    changed.counted = found.read(how_many, Filter())


@pytest.fixture(scope="module")
def changed(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Changed:
    """The demo, after Tom has handed over to Ingrid."""
    out = tmp_path_factory.mktemp("handed over")
    shutil.copytree(demo_made, out / "data")
    found = opened(out / "data")
    code = users(found).new_code()
    users(found).keep_code()
    made = Changed(out / "data", found.keys, code)
    _as_tom(made, found, out)
    found.close()
    found = opened(made.folder, HERS, INGRID)
    _as_ingrid(made, found, out)
    found.close()
    made.backups += [path for path in (made.folder / "backups").glob("*.ikbackup") if path not in made.backups]
    return made


@pytest.fixture
def hers(changed: Changed) -> Iterator[data.Data]:
    """The unit, opened by Ingrid after all of it."""
    found = opened(changed.folder, HERS, INGRID)
    yield found
    found.close()


def test_the_new_leader_opens_the_data_with_her_password_and_with_her_code(changed: Changed, hers: data.Data) -> None:
    assert (hers.viewer.name, hers.viewer.role, hers.warnings) == (INGRID, "leader", ())
    assert hers.read(how_many, Filter()) == changed.counted
    by_code = vault.unlock_with_code(changed.folder, changed.her_code)
    assert (by_code.person, by_code.database) == (hers.keys.person, hers.keys.database)
    assert not hers.findings
    assert not hers.database.read(history.CHAIN.breaks)


def test_there_was_a_leader_at_every_step(changed: Changed) -> None:
    assert changed.leaders == [2, 2, 2, 1]


@pytest.mark.parametrize("number", range(3))
def test_every_earlier_backup_comes_back_with_her_password(changed: Changed, number: int, tmp_path: Path) -> None:
    assert len(changed.backups) == 3
    folder = tmp_path / "data"
    shutil.copytree(changed.folder, folder)
    restore_data.restore(changed.backups[number], folder, password=HERS)
    back = opened(folder, HERS, INGRID)  # also what was made before she was let in
    assert back.read(how_many, Filter()) > 0
    assert back.viewer.role == "leader"
    back.close()
    with pytest.raises(Problem, match="Ingen som heter Tom"):
        vault.unlock(folder, data.DEMO_PASSWORD, TOM)


def test_a_backup_opens_with_what_held_when_it_was_made_and_with_her_keys(changed: Changed, hers: data.Data) -> None:
    for target in changed.backups:
        then = keys_of(target, hers.keys)
        assert then is not None
        assert verify_backup(target, then) == []
    for target in changed.backups[:2]:
        assert restore.keys_for(target, data.DEMO_PASSWORD, TOM).database == changed.keys.database
        assert restore.keys_for_code(target, changed.his_code).database == changed.keys.database


def test_what_was_sealed_on_the_lock_screen_before_and_between_is_read(changed: Changed, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(changed.folder, folder)
    found = opened(folder, HERS, INGRID)
    assert {box.receipt for box in inbox.opened(folder, found.keys).boxes} == set(changed.receipts)
    taken = take_in(folder, found.keys, found.read, found.write, None)
    waiting = found.read(unconfirmed)
    found.close()
    assert (taken.reports, taken.strange, taken.missing) == (2, 0, ())
    assert [row.story for row in waiting].count(REPORTED) == 2


def test_delivered_reports_are_the_same_bytes_verify_and_are_known_as_our_own(
    changed: Changed, hers: data.Data
) -> None:
    assert len(changed.sent) == 4
    for name, (key, sent) in changed.sent.items():
        _called, kept = hers.read(version_file, key, name.rpartition(".")[2])
        assert hashlib.sha256(kept).digest() == hashlib.sha256(sent).digest(), name
    fingerprints = [hers.read(signed_here, one.fingerprint) for one in _views(hers)]
    assert fingerprints
    assert all(fingerprints)


def _views(found: data.Data) -> list[Any]:
    return [found.read(version_view, row.key) for row in found.read(versions)]


def test_whoever_knew_the_first_key_is_led_to_the_one_in_force(
    changed: Changed, hers: data.Data, tmp_path: Path
) -> None:
    for ending in ("pdf", "xlsx"):
        before, after = tmp_path / f"før.{ending}", tmp_path / f"etter.{ending}"
        before.write_bytes(changed.sent[f"før.{ending}"][1])
        after.write_bytes(changed.sent[f"etter.{ending}"][1])
        first, now = read_signed(before), read_signed(after)
        assert (first.key, now.key) == (changed.first, hers.signer.key)
        assert first.key != now.key
        assert leads(first.key, now.key, now.passings)


def test_pictures_are_the_same(changed: Changed, hers: data.Data) -> None:
    assert hers.read(attachment_picture, changed.picture) == PICTURE.data


def test_whoever_went_opens_nothing_that_is_new(changed: Changed, hers: data.Data) -> None:
    with pytest.raises(Problem, match="Ingen som heter Tom"):
        vault.unlock(changed.folder, data.DEMO_PASSWORD, TOM)
    for attempt in (
        lambda: vault.unlock(changed.folder, data.DEMO_PASSWORD),
        lambda: vault.unlock_with_code(changed.folder, changed.his_code),
        lambda: restore.keys_for(changed.backups[-1], data.DEMO_PASSWORD),
        lambda: restore.keys_for_code(changed.backups[-1], changed.his_code),
    ):
        with pytest.raises(Invalid):
            attempt()
    old, new = changed.keys, hers.keys
    assert old.master not in (new.master, new.database, new.backup)
    assert keys_of(changed.backups[-1], old) is None
    for mine, theirs in ((old.database, new.database), (old.signing, new.signing), (old.inbox, new.inbox)):
        assert mine != theirs
    assert TOM not in people_in(changed.folder)
    with pytest.raises(Problem):  # the keys he had open no file that is in use
        data.open_data(changed.folder, old, clock=Clock())


def test_when_it_is_over_nothing_asks_for_more(hers: data.Data) -> None:
    assert hers.read(handover_now) is None
    assert [row.name for row in users(hers).rows()] == [INGRID]


def test_the_folder_is_whole(changed: Changed) -> None:
    assert examine_folder(changed.folder, HERS).problems == ()

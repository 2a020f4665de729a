"""Every byte of what lies open in the folder is changed, one at a time: refused or harmless, never a crash."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.fields import Field, to_plain
from ikdesk.kernel.settings import Settings, read_settings
from ikdesk.lock.asked import asked_of
from ikdesk.lock.in_season import places_in_season
from ikdesk.safe import anchor, disposals, inbox, ledger, members
from ikdesk.safe.front import front_is_genuine, locks_of, people_in, read_front, write_front
from ikdesk.safe.keys import Keys
from ikdesk.safe.last import last_lock, remember_lock, remembers
from ikdesk.safe.post import read_post, write_post
from ikdesk.safe.slots import newer_than_us, parsed
from ikdesk.safe.tries import waiting
from ikdesk.safe.vault import newest, public_inbox, unlock
from tests.safe.conftest import FLOOR, NAME, PASSWORD, Made

KEYS = ("kind", "place_id", "occurred_on", "occurred_time", "severity", "story", "done_at_once", "child",
        "department_id")  # fmt: skip
FRONT = {
    "name": "Solbakken barnehage", "kind": "barnehage", "day": "", "demo": {}, "receipts": "ab12",
    "places": [{"id": "7", "name": "Akebakken", "season": "own", "months": [11, 3], "word": "akedag"}],
    "report": {
        "fields": to_plain([Field(key, f"Hva er {key}?", str) for key in KEYS]), "asked": {"story": "Skriv."},
        "longest": {"story": 20_000}, "places": [{"id": "7", "name": "Akebakken"}], "departments": [],
        "lists": {name: [{"code": "1", "labels": {"nb": "Lett"}, "more": {}}]
                  for name in ("event_type", "event_tile", "severity")},
    },
}  # fmt: skip
AT = datetime(2026, 4, 30, 9, 30, tzinfo=UTC)
KARI = "kanel gitar snøfnugg tak"
BITS = (0x01, 0x20, 0x80)  # another letter, another case, no letter at all


@pytest.fixture(scope="module")
def several(ready_vault: Made, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A vault of two people, one with a recovery code."""
    folder = tmp_path_factory.mktemp("bytes") / "data"
    shutil.copytree(ready_vault.folder, folder)
    members.add_user(folder, ready_vault.keys, name="Kari 🦊", role="staff", password=KARI, work=FLOOR)
    return dataclasses.replace(ready_vault, folder=folder)


def flipped(text: bytes) -> Iterator[bytes]:
    """The same with one byte changed, every byte in turn; and cut off at some of them."""
    for at in range(len(text)):
        changed = bytearray(text)
        changed[at] ^= BITS[at % len(BITS)]
        yield bytes(changed)
        if at % 50 == 0:
            yield text[:at]


def test_a_changed_byte_of_the_vault_is_damage_or_the_very_same_vault(several: Made) -> None:
    text = (several.folder / "vault.json").read_bytes()
    whole = parsed(text)
    assert whole is not None
    accepted = 0
    for changed in flipped(text):
        found = parsed(changed)
        newer_than_us(changed)
        if found is not None and found.is_genuine(several.keys):
            accepted += 1
            assert found.canonical == whole.canonical
    assert accepted < len(text) / 4  # the blanks between, which say nothing


def test_of_two_copies_the_whole_one_is_found_whatever_byte_is_changed(several: Made, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(several.folder, folder)
    text = (folder / "vault.json").read_bytes()
    for at, changed in enumerate(flipped(text)):
        if at % 7:
            continue
        (folder / "vault.json").write_bytes(changed)
        assert {one.name for one in members.members(folder, several.keys)} == {NAME, "Kari 🦊"}
        assert newest(folder, several.keys).revision


def test_whatever_byte_is_changed_the_lock_screen_can_ask_who_one_is(several: Made, tmp_path: Path) -> None:
    text = (several.folder / "vault.json").read_bytes()
    (tmp_path / "vault.copy.json").write_bytes(text)
    for at, changed in enumerate(flipped(text)):
        if at % 3:
            continue
        (tmp_path / "vault.json").write_bytes(changed)
        assert all(isinstance(lock, str) for lock in locks_of(tmp_path).values())
        assert people_in(tmp_path)


FIELDS = ("format", "revision", "inbox", "id", "person", "kind", "name", "role", "salt", '"t"', '"m"', '"p"', "public",
          "private", "master", '"mac"', '"sum"')  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_with_both_copies_changed_in_a_field_the_password_opens_all_or_nothing(
    several: Made, tmp_path: Path, field: str
) -> None:
    text = (several.folder / "vault.json").read_bytes()
    changed = bytearray(text)
    changed[text.index(b":", text.index(field.encode())) + 3] ^= 1
    for name in ("vault.json", "vault.copy.json"):
        (tmp_path / name).write_bytes(bytes(changed))
    with pytest.raises((Invalid, Problem)) as said:
        unlock(tmp_path, PASSWORD, NAME)
    assert str(said.value)


def test_a_changed_byte_of_the_front_is_told_at_unlock_and_the_lock_screen_stands(made: Made) -> None:
    write_front(made.folder, made.keys, {**FRONT, "inbox": public_inbox(made.keys).hex()})
    path = made.folder / "front.json"
    text, told = path.read_bytes(), read_front(made.folder)
    assert asked_of(told) is not None
    for changed in flipped(text):
        path.write_bytes(changed)
        found = read_front(made.folder)
        assert found == told or not front_is_genuine(made.folder, made.keys)
        asked_of(found)
        places_in_season(found, 1)


def test_a_changed_byte_of_a_message_post_is_noticed_on_both_machines(made: Made, tmp_path: Path) -> None:
    write_post(tmp_path, made.keys, {**FRONT, "inbox": public_inbox(made.keys).hex()}, ("ab",))
    path = tmp_path / "post.json"
    text, whole = path.read_bytes(), read_post(tmp_path)
    assert whole is not None
    assert whole.whole
    for changed in flipped(text):
        path.write_bytes(changed)
        found = read_post(tmp_path)
        assert found is None or not found.whole or found == whole


def test_a_changed_byte_of_a_sealed_report_or_of_its_list_is_noticed(made: Made) -> None:
    ledger.begin(made.folder, made.keys)
    receipt = inbox.seal(made.folder, public_inbox(made.keys), {"kind": "report"}, at=AT)
    name, boxes = ledger.name_of(made.folder), inbox.opened(made.folder, made.keys).boxes
    path = made.folder / "inbox" / f"{receipt}.box"
    text = path.read_bytes()
    for at, changed in enumerate(flipped(text)):
        if at % 4:
            continue
        path.write_bytes(changed)
        assert inbox.opened(made.folder, made.keys).unreadable == (path.name,)
        assert ledger.examine(made.folder, made.keys, name).missing == (receipt,)
    path.write_bytes(text)
    path = made.folder / "inbox" / "receipts.json"
    text = path.read_bytes()
    for changed in flipped(text):
        path.write_bytes(changed)
        held = ledger.examine(made.folder, made.keys, name)
        assert held.broken or held == ledger.Held()
    assert inbox.opened(made.folder, made.keys).boxes == boxes


def test_a_changed_byte_of_what_is_kept_beside_locks_nobody_out(tmp_path: Path) -> None:
    remember_lock(tmp_path, "5657234a-4947-48c9-b054-72589bc0f052")
    (tmp_path / "tries.json").write_text('{"failed": 1, "allowed": 1000.0}')
    for name in ("last.json", "tries.json"):
        path = tmp_path / name
        text = path.read_bytes()
        for changed in flipped(text):
            path.write_bytes(changed)
            assert isinstance(last_lock(tmp_path), str)
            assert remembers(tmp_path) in {True, False}
            assert 0 <= waiting(tmp_path, 0.0) <= 300
        path.write_bytes(text)


def test_keys_print_nothing_of_what_signs(made: Made) -> None:
    assert isinstance(made.keys, Keys)
    assert made.keys.signing.hex() not in repr(made.keys)
    assert repr(made.keys.signing) not in repr(made.keys)


@pytest.mark.parametrize("icon", ["xeart-pulse", "../../icons/app", "\ud800", "a" * 5000, ""])
def test_an_icon_there_is_no_drawing_of_is_left_out(icon: str) -> None:
    told = json.loads(json.dumps(FRONT | {"inbox": "00" * 32}))
    told["report"]["lists"]["event_tile"][0]["more"] = {"icon": icon, "tile": "other"}
    asked = asked_of(told)
    assert asked is not None
    assert asked.codebook.lists["event_tile"]["1"].more == {"tile": "other"}
    told["report"]["lists"]["event_tile"][0]["more"]["icon"] = "heart-pulse"
    again = asked_of(told)
    assert again is not None
    assert again.codebook.lists["event_tile"]["1"].more["icon"] == "heart-pulse"


@pytest.mark.parametrize("end", ["Infinity", "1e999", '["x", 1]', "null"])
def test_an_anchor_with_an_impossible_end_is_not_genuine(made: Made, tmp_path: Path, end: str) -> None:
    path = tmp_path / "anchor.json"
    anchor.lay_out(path, made.keys, anchor.Anchor("u", (1, "a"), (1, "a")))
    text = path.read_text("ascii")
    for told in (text.replace("1,", f"{end},", 1), re.sub(r"\[[^]]*\]", "[]", text, count=1)):
        path.write_text(told, "ascii")
        found = anchor.look(path, made.keys, "u")
        assert (found.anchor, found.there) == (None, True)


def test_a_folder_where_a_file_should_lie_is_said_or_harmless(made: Made, tmp_path: Path) -> None:
    for name in (disposals.NAME, "tries.json", "settings.json"):
        (tmp_path / name).mkdir()
    with pytest.raises(Problem, match="Kan ikke lese"):
        disposals.read_disposals(tmp_path, made.keys)
    assert waiting(tmp_path, 0) == 0
    assert read_settings(tmp_path) == Settings()


def test_settings_that_never_end_give_the_plain_ones(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(b"[" * 100_000)
    assert read_settings(tmp_path) == Settings()

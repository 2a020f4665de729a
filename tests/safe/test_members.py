"""Several people at one vault, each with a password of their own."""

from __future__ import annotations

import random
import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.safe import inbox, vault
from ikdesk.safe.backup import copied
from ikdesk.safe.file import connect
from ikdesk.safe.front import people_in
from ikdesk.safe.guard import COMING
from ikdesk.safe.keys import Keys
from ikdesk.safe.members import add_user, change_role, members, reset_password, vault_without
from ikdesk.safe.passphrase import strength
from ikdesk.safe.rotation import remove_user, settle
from ikdesk.safe.slots import parsed
from tests.safe.conftest import FLOOR, NAME, PASSWORD, Made, fill

THEIRS = "kanel gitar snøfnugg tak"
AT = datetime(2026, 4, 30, 9, 30, tzinfo=UTC)


def let_in(made: Made, name: str = "Kari", role: str = "staff", password: str = THEIRS) -> str:
    return add_user(made.folder, made.keys, name=name, role=role, password=password, work=FLOOR)


def without(made: Made, person: str) -> Keys:
    """The whole exchange of keys on a live file."""
    live = connect(made.folder / "ikdesk.db", made.keys.database)
    try:
        fresh = remove_user(made.folder, made.keys, person, live)
    finally:
        live.close()
    settle(made.folder, fresh)
    return fresh


@pytest.fixture
def filled(made: Made) -> Made:
    """A vault with a live file beside it, and one more who can unlock."""
    live = connect(made.folder / "ikdesk.db", made.keys.database)
    fill(live)
    live.close()
    let_in(made)
    return made


def test_each_comes_in_with_their_own_password_and_is_themselves(made: Made) -> None:
    kari = let_in(made)
    keys = vault.unlock(made.folder, THEIRS, "Kari")
    assert (keys.person, keys.name, keys.role) == (kari, "Kari", "staff")
    assert keys.database == made.keys.database
    assert vault.unlock(made.folder, PASSWORD, NAME) == made.keys
    assert people_in(made.folder) == ["Kari", NAME]


@pytest.mark.parametrize("typed", ["kari", " KARI ", "Kari"])
def test_a_name_is_known_however_it_is_typed(made: Made, typed: str) -> None:
    let_in(made)
    assert vault.unlock(made.folder, THEIRS, typed).name == "Kari"


def test_the_password_of_another_opens_nothing_where_the_name_is_said(made: Made) -> None:
    let_in(made)
    with pytest.raises(Invalid) as wrong:
        vault.unlock(made.folder, PASSWORD, "Kari")
    assert set(wrong.value.messages) == {"password"}


def test_a_name_that_nobody_has_is_told_and_is_no_wrong_password(made: Made) -> None:
    with pytest.raises(Problem, match="Ingen som heter Ola"):
        vault.unlock(made.folder, PASSWORD, "Ola")


def test_with_a_name_a_wrong_try_costs_one_stretching_however_many_there_are(made: Made) -> None:
    for number in range(4):
        let_in(made, f"Person {number}")
    started = time.perf_counter()
    with pytest.raises(Invalid):
        vault.unlock(made.folder, "feil passord her", NAME)
    one = time.perf_counter() - started
    started = time.perf_counter()
    with pytest.raises(Invalid):
        vault.unlock(made.folder, "feil passord her")
    assert one * 2 < time.perf_counter() - started


@pytest.mark.parametrize("name", [NAME, NAME.upper(), f"  {NAME} ", NAME.replace(" ", "  "), "Ｔorgrim Testesen"])
def test_two_cannot_be_told_apart_by_nothing(made: Made, name: str) -> None:
    with pytest.raises(Invalid, match="Skriv også etternavn") as wrong:
        let_in(made, name)
    assert set(wrong.value.messages) == {"name"}
    assert len(members(made.folder, made.keys)) == 1


@pytest.mark.parametrize("name", ["", "   ", "\n", "\u200b", "\u200d\u202e", "x" * 121])
def test_a_name_that_cannot_be_read_is_refused(made: Made, name: str) -> None:
    with pytest.raises(Invalid) as wrong:
        let_in(made, name)
    assert set(wrong.value.messages) == {"name"}


@pytest.mark.parametrize("name", ["🧸🛷", "Åse-Lill Ærø", "علي", "O'Hara", "=1+1"])
def test_any_name_that_can_be_read_is_kept_as_it_is(made: Made, name: str) -> None:
    let_in(made, name)
    assert vault.unlock(made.folder, THEIRS, name).name == name


def test_a_password_of_ten_thousand_characters_is_refused_and_tried_without_delay(made: Made) -> None:
    long = "langt passord " * 715
    started = time.perf_counter()
    with pytest.raises(Invalid, match="høyst tusen tegn"):
        let_in(made, password=long)
    strength(long)
    with pytest.raises(Invalid):
        vault.unlock(made.folder, long, NAME)
    assert time.perf_counter() - started < 5


def test_a_leader_gives_a_new_password_without_the_old_one(made: Made) -> None:
    kari = let_in(made)
    reset_password(made.folder, made.keys, kari, "noe helt nytt for henne", work=FLOOR)
    assert vault.unlock(made.folder, "noe helt nytt for henne", "Kari").person == kari
    with pytest.raises(Invalid):
        vault.unlock(made.folder, THEIRS, "Kari")
    assert vault.unlock(made.folder, PASSWORD) == made.keys


def test_a_role_is_changed_and_the_password_stays(made: Made) -> None:
    kari = let_in(made)
    change_role(made.folder, made.keys, kari, "leader")
    assert vault.unlock(made.folder, THEIRS, "Kari").role == "leader"


def test_the_last_leader_stays_one(made: Made) -> None:
    kari = let_in(made)
    with pytest.raises(Problem, match="eneste lederen"):
        change_role(made.folder, made.keys, made.keys.person, "staff")
    with pytest.raises(Problem, match="eneste lederen"):
        vault_without(made.folder, vault.unlock(made.folder, THEIRS, "Kari"), made.keys.person)
    with pytest.raises(Problem, match="fjerne deg selv"):
        vault_without(made.folder, made.keys, made.keys.person)
    change_role(made.folder, made.keys, kari, "leader")
    change_role(made.folder, made.keys, made.keys.person, "staff")
    assert [one.role for one in members(made.folder, made.keys)] == ["staff", "leader"]


@pytest.mark.parametrize(
    "damage",
    [b"", b"[]", b"[" * 100_000, b'{"slots": 1}', b'{"slots": [{"kind": "password", "name": 7}]}',
     b'{"slots": [{"kind": "password", "name": "\\ud800"}]}', b'{"slots": [{"kind": "password", "name": ["x"]}]}'],
)  # fmt: skip
def test_the_names_are_read_from_the_copy_when_the_first_cannot_be(made: Made, damage: bytes) -> None:
    let_in(made)
    (made.folder / "vault.json").write_bytes(damage)
    assert people_in(made.folder) == ["Kari", NAME]
    (made.folder / "vault.copy.json").write_bytes(damage)
    assert people_in(made.folder) == []


def test_there_is_a_limit_to_how_many_may_unlock(made: Made) -> None:
    whole = vault.newest(made.folder, made.keys).vault
    from ikdesk.safe.slots import written

    many = tuple(replace(whole.slots[0], person=str(number), name=str(number)) for number in range(25))
    vault.save(made.folder, written(replace(whole, revision=9, slots=many), made.keys))
    with pytest.raises(Problem, match="Høyst 25"):
        let_in(made)


def test_whoever_is_removed_opens_nothing_and_the_others_keep_their_passwords(filled: Made) -> None:
    kari = members(filled.folder, filled.keys)[1].person
    add_user(filled.folder, filled.keys, name="Ola", role="leader", password="tredje sitt passord", work=FLOOR)
    old = (filled.folder / "ikdesk.db").read_bytes()
    fresh = without(filled, kari)
    with pytest.raises(Problem, match="Ingen som heter Kari"):
        vault.unlock(filled.folder, THEIRS, "Kari")
    with pytest.raises(Invalid):
        vault.unlock(filled.folder, THEIRS)
    assert vault.unlock(filled.folder, PASSWORD, NAME) == fresh
    assert vault.unlock_with_code(filled.folder, filled.code) == fresh
    ola = vault.unlock(filled.folder, "tredje sitt passord", "Ola")
    live = connect(filled.folder / "ikdesk.db", ola.database)
    assert live.execute("SELECT count(*) FROM incident").fetchone() == (300,)
    assert live.execute("PRAGMA user_version").fetchone() == (7,)
    live.close()
    assert (filled.folder / "ikdesk.db").read_bytes()[:4096] != old[:4096]
    with pytest.raises(Problem):  # the keys that were known before open nothing that is written from now on
        connect(filled.folder / "ikdesk.db", filled.keys.database)
    assert not set(filled.keys.past) & {fresh.master}
    assert not (filled.folder / COMING).exists()


def test_what_was_sealed_before_the_keys_were_exchanged_can_still_be_read(filled: Made) -> None:
    receipt = inbox.seal(filled.folder, vault.public_inbox(filled.keys), {"story": "før"}, at=AT)
    kari = members(filled.folder, filled.keys)[1].person
    fresh = without(filled, kari)
    second = replace(filled, keys=fresh)
    fresh = without(second, let_in(second, "Per"))
    newer = inbox.seal(filled.folder, vault.public_inbox(fresh), {"story": "etter"}, at=AT)
    found = inbox.opened(filled.folder, vault.unlock(filled.folder, PASSWORD, NAME))
    assert {box.receipt for box in found.boxes} == {receipt, newer}
    assert inbox.opened(filled.folder, filled.keys).unreadable == (f"{newer}.box",)


def test_the_vault_of_an_older_backup_still_opens_with_what_was_known_then(filled: Made) -> None:
    text = vault.vault_text(filled.folder, filled.keys)
    without(filled, members(filled.folder, filled.keys)[1].person)
    assert vault.unlock_text(text, THEIRS).database == filled.keys.database


def test_keys_that_are_out_of_force_change_nothing_in_the_vault(filled: Made) -> None:
    without(filled, members(filled.folder, filled.keys)[1].person)
    before = (filled.folder / "vault.json").read_bytes()
    with pytest.raises(Problem):
        vault.change_password(filled.folder, filled.keys, "et helt annet passord", work=FLOOR)
    assert (filled.folder / "vault.json").read_bytes() == before


@pytest.mark.parametrize("left", ["vault.json", "vault.copy.json"])
def test_an_old_copy_beside_the_new_vault_lets_nobody_in_who_was_removed(filled: Made, left: str) -> None:
    old = (filled.folder / left).read_bytes()
    fresh = without(filled, members(filled.folder, filled.keys)[1].person)
    new = (filled.folder / left).read_bytes()
    (filled.folder / left).write_bytes(old)  # as if the plug was pulled between the two
    with pytest.raises(Invalid):
        vault.unlock(filled.folder, THEIRS)
    assert (filled.folder / left).read_bytes() == old
    assert vault.unlock(filled.folder, PASSWORD) == fresh
    assert (filled.folder / left).read_bytes() == new


def test_a_copy_that_was_only_begun_is_thrown_away(filled: Made) -> None:
    live = connect(filled.folder / "ikdesk.db", filled.keys.database)
    copied(live, filled.folder / COMING, bytes(32))
    live.close()
    before = (filled.folder / "ikdesk.db").read_bytes()
    settle(filled.folder, filled.keys)
    assert not (filled.folder / COMING).exists()
    assert (filled.folder / "ikdesk.db").read_bytes() == before


def test_a_copy_is_never_thrown_away_when_nothing_else_can_be_opened(filled: Made) -> None:
    (filled.folder / COMING).write_bytes(bytes(8192))
    (filled.folder / "ikdesk.db").write_bytes(bytes(8192))
    settle(filled.folder, filled.keys)
    assert (filled.folder / COMING).exists()


def test_any_byte_changed_in_a_vault_of_several_is_refused_or_harmless(filled: Made, tmp_path: Path) -> None:
    let_in(filled, "Ola", "leader", "tredje sitt passord")
    fresh = without(filled, members(filled.folder, filled.keys)[1].person)  # with earlier keys and both marks in it
    text = (filled.folder / "vault.json").read_bytes()
    chance = random.Random(4)
    harmless = []
    for at in range(len(text)):
        hurt = bytearray(text)
        hurt[at] ^= chance.randrange(1, 256)
        if parsed(bytes(hurt)) is not None:
            harmless.append(bytes(hurt))
    assert len(harmless) < len(text) / 50
    folder = tmp_path / "hurt"
    for hurt_text in harmless:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in ("vault.json", "vault.copy.json"):
            (folder / name).write_bytes(hurt_text)
        assert vault.unlock(folder, PASSWORD, NAME) == fresh

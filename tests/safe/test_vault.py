"""Who gets in, and what happens to whoever should not."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from nacl.public import PrivateKey

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.safe import vault
from ikdesk.safe.slots import parsed, written
from tests.safe.conftest import FLOOR, NAME, PASSWORD, Made


def both(folder: Path) -> tuple[Path, Path]:
    return folder / "vault.json", folder / "vault.copy.json"


def test_the_password_gives_the_same_keys_as_when_the_vault_was_made(made: Made) -> None:
    assert vault.unlock(made.folder, PASSWORD) == made.keys


def test_the_recovery_code_gives_the_same_keys_and_the_same_person(made: Made) -> None:
    typed = made.code.lower().replace("-", " ")
    assert vault.unlock_with_code(made.folder, typed) == made.keys


def test_letters_composed_in_another_way_are_the_same_password(made: Made) -> None:
    decomposed = PASSWORD.replace("å", "a\u030a")
    assert decomposed != PASSWORD
    assert vault.unlock(made.folder, decomposed) == made.keys


def test_a_wrong_password_is_told_plainly(made: Made) -> None:
    with pytest.raises(Invalid) as wrong:
        vault.unlock(made.folder, PASSWORD + "x")
    assert wrong.value.messages == {
        "password": "Passordet er feil. Prøv igjen, eller bruk gjenopprettingskoden.",
    }


def test_any_text_may_be_tried_as_a_password(made: Made) -> None:
    for odd in ("", "\ud800", "x" * 40_000, "\x00"):
        with pytest.raises(Invalid):
            vault.unlock(made.folder, odd)


def test_a_mistyped_code_is_told_apart_from_a_wrong_one(made: Made, tmp_path: Path) -> None:
    letters = list(made.code)
    letters[13] = "A" if letters[13] != "A" else "B"
    with pytest.raises(Invalid, match="Gruppe 3 er skrevet feil"):
        vault.unlock_with_code(made.folder, "".join(letters))
    _keys, other = vault.make_vault(tmp_path / "other", name=NAME, password=PASSWORD, work=FLOOR)
    with pytest.raises(Invalid, match="hører ikke til disse dataene"):
        vault.unlock_with_code(made.folder, other)


def test_two_units_share_no_key(made: Made, tmp_path: Path) -> None:
    other, _code = vault.make_vault(tmp_path / "other", name=NAME, password=PASSWORD, work=FLOOR)
    kinds = ("master", "database", "backup", "attachments", "mac", "inbox")
    assert len({getattr(keys, kind) for keys in (made.keys, other) for kind in kinds}) == 2 * len(kinds)


def test_printing_the_keys_shows_none(made: Made) -> None:
    shown = repr(made.keys)
    assert NAME in shown
    assert "\\x" not in shown
    assert made.keys.master.hex() not in shown


def test_the_inbox_key_in_the_vault_is_the_open_half_of_the_one_that_is_kept(made: Made) -> None:
    public = bytes.fromhex(json.loads(both(made.folder)[0].read_text())["inbox"])
    assert public == bytes(PrivateKey(made.keys.inbox).public_key) == vault.public_inbox(made.keys)


def test_a_new_password_holds_and_the_old_one_does_not(made: Made) -> None:
    vault.change_password(made.folder, made.keys, "et helt annet passord", work=FLOOR)
    assert vault.unlock(made.folder, "et helt annet passord") == made.keys
    with pytest.raises(Invalid):
        vault.unlock(made.folder, PASSWORD)
    assert vault.unlock_with_code(made.folder, made.code) == made.keys


def test_whoever_came_in_with_the_code_can_choose_a_new_password(made: Made) -> None:
    keys = vault.unlock_with_code(made.folder, made.code)
    vault.change_password(made.folder, keys, "et helt annet passord", work=FLOOR)
    assert vault.unlock(made.folder, "et helt annet passord") == made.keys


def test_a_new_recovery_code_makes_the_old_sheet_worthless(made: Made) -> None:
    fresh, slot = vault.recovery_slot(made.keys, work=FLOOR)
    vault.put_slot(made.folder, made.keys, slot)
    assert vault.unlock_with_code(made.folder, fresh) == made.keys
    with pytest.raises(Invalid, match="nyere ark"):
        vault.unlock_with_code(made.folder, made.code)


@pytest.mark.parametrize("bad", ["", "kort", "elleve tegn", "aaaaaaaaaaaaaaaa", "x" * 1001])
def test_a_password_that_will_not_do_is_refused_and_nothing_is_made(bad: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as wrong:
        vault.make_vault(tmp_path / "new", name=NAME, password=bad, work=FLOOR)
    assert set(wrong.value.messages) == {"password"}
    assert not (tmp_path / "new").exists()


def test_a_vault_is_never_made_over_another(made: Made) -> None:
    before = [path.read_bytes() for path in both(made.folder)]
    both(made.folder)[0].unlink()
    with pytest.raises(Problem, match="allerede data"):
        vault.make_vault(made.folder, name=NAME, password=PASSWORD, work=FLOOR)
    assert both(made.folder)[1].read_bytes() == before[1]


def test_an_empty_folder_says_that_there_is_nothing_to_unlock(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Det ligger ingen data"):
        vault.unlock(tmp_path, PASSWORD)


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("damage", [b"", b"{}", b"[" * 100_000, b"\xff\xfe", None])
def test_one_damaged_file_is_mended_from_the_other(made: Made, which: int, damage: bytes | None) -> None:
    hurt, other = both(made.folder)[which], both(made.folder)[1 - which]
    hurt.unlink()
    if damage is not None:
        hurt.write_bytes(damage)
    assert vault.unlock(made.folder, PASSWORD) == made.keys
    assert hurt.read_bytes() == other.read_bytes()


def test_of_two_genuine_files_the_newer_holds_and_the_old_password_opens_nothing(made: Made) -> None:
    first, copy = both(made.folder)
    old = copy.read_bytes()
    vault.change_password(made.folder, made.keys, "et helt annet passord", work=FLOOR)
    copy.write_bytes(old)  # as if the plug was pulled between the two
    with pytest.raises(Invalid):
        vault.unlock(made.folder, PASSWORD)
    assert copy.read_bytes() == old
    assert vault.unlock(made.folder, "et helt annet passord") == made.keys
    assert copy.read_bytes() == first.read_bytes() != old


def test_flipping_any_bit_of_both_files_is_refused_or_harmless(made: Made) -> None:
    text = both(made.folder)[0].read_bytes()
    chance = random.Random(2026)
    refused = 0
    for _try in range(400):
        hurt = bytearray(text)
        hurt[chance.randrange(len(hurt))] ^= 1 << chance.randrange(8)
        if parsed(bytes(hurt)) is None:
            refused += 1
            continue
        for path in both(made.folder):
            path.write_bytes(hurt)
        assert vault.unlock(made.folder, PASSWORD) == made.keys
    assert refused > 300


@pytest.mark.parametrize("change", [{"role": "owner"}, {"name": "Noen andre"}, {"t": 4}, {"person": "x"}])
def test_a_change_by_somebody_who_knows_how_the_file_is_written_is_told(made: Made, change: dict[str, object]) -> None:
    whole = parsed(both(made.folder)[0].read_bytes())
    assert whole is not None
    slots = tuple(replace(slot, **change) for slot in whole.vault.slots)  # type: ignore[arg-type]
    stranger = replace(made.keys, mac=bytes(32))
    forged = written(replace(whole.vault, slots=slots), stranger)
    for path in both(made.folder):
        path.write_bytes(forged.text)
    with pytest.raises((Problem, Invalid)):
        vault.unlock(made.folder, PASSWORD)


def test_a_forged_file_beside_a_genuine_one_is_mended(made: Made) -> None:
    first, copy = both(made.folder)
    whole = parsed(first.read_bytes())
    assert whole is not None
    slots = tuple(replace(slot, role="owner") for slot in whole.vault.slots)
    forged = replace(whole.vault, slots=slots, revision=99)
    first.write_bytes(written(forged, replace(made.keys, mac=bytes(32))).text)
    assert vault.unlock(made.folder, PASSWORD).role == "leader"
    assert first.read_bytes() == copy.read_bytes()


@pytest.mark.parametrize("weak", [{"t": 1}, {"t": 2}, {"m": 1024}, {"m": 65535}, {"p": 1}, {"t": 10**9}, {"m": 10**9}])
def test_a_file_that_asks_for_weaker_or_endless_work_is_refused(made: Made, weak: dict[str, int]) -> None:
    whole = parsed(both(made.folder)[0].read_bytes())
    assert whole is not None
    slots = tuple(replace(slot, **weak) for slot in whole.vault.slots)  # type: ignore[arg-type]
    for path in both(made.folder):
        path.write_bytes(written(replace(whole.vault, slots=slots), made.keys).text)
    with pytest.raises(Problem, match="skadet eller endret"):
        vault.unlock(made.folder, PASSWORD)


def test_a_vault_from_a_newer_program_says_so(made: Made) -> None:
    for path in both(made.folder):
        path.write_text(json.dumps({**json.loads(path.read_text()), "format": 3}))
    with pytest.raises(Problem, match="nyere utgave"):
        vault.unlock(made.folder, PASSWORD)


def test_the_copy_in_a_backup_opens_with_the_password_and_with_the_code(made: Made) -> None:
    text = vault.vault_text(made.folder, made.keys)
    shutil.rmtree(made.folder)
    assert vault.unlock_text(text, PASSWORD) == made.keys
    assert vault.unlock_text_with_code(text, made.code) == made.keys


def test_the_vault_of_another_unit_with_the_same_password_does_not_write_over_the_right_one(
    made: Made, tmp_path: Path
) -> None:
    vault.make_vault(tmp_path / "other", name="Kari", password=PASSWORD, work=FLOOR)
    right = (made.folder / "vault.copy.json").read_bytes()
    shutil.copy(tmp_path / "other" / "vault.json", made.folder / "vault.json")
    vault.unlock(made.folder, PASSWORD)
    assert (made.folder / "vault.copy.json").read_bytes() == right
    (made.folder / "vault.json").unlink()
    assert vault.unlock(made.folder, PASSWORD) == made.keys

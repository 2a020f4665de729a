"""Scenes of keys and small files: somebody is kept out, passwords change, and what lies beside the data is written."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.settings import Settings, read_settings, write_settings
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.safe import vault
from ikdesk.safe.disposals import Line, read_disposals, write_disposals
from ikdesk.safe.front import front_is_genuine, read_front, write_front
from ikdesk.safe.keys import Keys
from ikdesk.safe.secret import Work
from tests.reliability.power.reports import check_inbox, check_saved, do_save, seal
from tests.reliability.power.scene import OURS, THEIRS, Look, Scene, Teller, Told, copy, opened

NEW = [OURS, *(f"nytt passord {word} her" for word in ("null", "en", "to", "tre"))]
PERS = "sommerfugl kaffe ski mus"


# ---------------------------------------------------------------- other keys


def _rekey(root: Path, teller: Teller) -> None:
    front = read_front(root / "data")
    for number in range(2):
        seal(root / "data", front, number, teller)
    with closing(opened(root)) as found:
        do_save(teller, found, "Før byttet")
        users = VaultUsers(found, Work())
        theirs = next(row.id for row in users.rows() if row.name == "Kari")
        teller.opened()
        teller.do(["removed", THEIRS], users.remove, theirs, "Sluttet")
        for number in range(3):
            do_save(teller, found, f"Etter byttet {number}")


def _check_rekey(look: Look) -> None:
    check_inbox(look)
    for password in look.about("removed"):
        look.must(_unlocks(look.folder, password) is None, "that somebody was kept out")


def _unlocks(folder: Path, password: str) -> Keys | None:
    try:
        return vault.unlock(folder, password)
    except (Problem, Invalid):
        return None


# ---------------------------------------------------------------- who may unlock


def _vault(root: Path, teller: Teller) -> None:
    with closing(opened(root)) as found:
        teller.opened()
        users = VaultUsers(found, Work())
        for number, password in enumerate(NEW[1:], 1):
            teller.do(["password", number], users.new_password, found.keys.person, password)
            if number == 2:
                teller.do(["let in", PERS], users.add, "Per", Role.STAFF, PERS)
            if number == 3:
                told: Told = ["code", ""]

                def code(told: Told = told) -> None:
                    told[1] = users.new_code()

                teller.do(told, code)


def _check_vault(look: Look) -> None:
    opening = [number for number, password in enumerate(NEW) if _unlocks(look.folder, password)]
    look.must(len(opening) == 1 and look.fits("password", opening[0]), f"the passwords that open: {opening}")
    for password in look.about("let in"):
        look.must(_unlocks(look.folder, password) is not None, "that somebody was let in")
    for code in look.about("code"):
        with suppress(Problem, Invalid):
            vault.unlock_with_code(look.folder, code)
            continue
        look.must(False, "the recovery code")
    check_saved(replace(look, passwords=[NEW[number] for number in opening] or [OURS]))


# ---------------------------------------------------------------- the small files


def _small(root: Path, teller: Teller) -> None:
    folder = root / "data"
    keys = vault.unlock(folder, OURS)
    teller.opened()
    lines = []
    for number in range(1, 9 * teller.rounds):
        teller.do(["settings", number], write_settings, folder, Settings(report_folder=str(number)))
        teller.do(["front", number], write_front, folder, keys, {"number": number})
        lines.append(Line("incident", f"{number:032x}", f"2026-{number}", "2026-04-30", "Tom", "expired", "", True))
        teller.do(["disposals", number], write_disposals, folder, keys, lines)


def _check_small(look: Look) -> None:
    keys = look.keys()
    if keys is None:
        return
    settings = read_settings(look.folder).report_folder
    front = read_front(look.folder).get("number", 0)
    if not front_is_genuine(look.folder, keys):
        look.tally.fault("the sheet of the lock screen is not what was written")
    found = {"settings": int(settings or 0), "front": int(front), "disposals": len(read_disposals(look.folder, keys))}
    for word, number in found.items():
        look.must(look.fits(word, number), f"{word} is {number}")


SCENES = (
    Scene("rekey", copy, _rekey, _check_rekey),
    Scene("vault", copy, _vault, _check_vault),
    Scene("small", copy, _small, _check_small),
)

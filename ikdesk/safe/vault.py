"""The vault: who may unlock, and the sealed master key that all other keys follow from.

``vault.json`` and ``vault.copy.json`` are alike. Each person has a slot for the password, and may have one for
a recovery code:

    secret → Argon2id → opens the slot's private key → opens the sealed master key → all other keys
"""

from __future__ import annotations

import secrets
import unicodedata
import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ikdesk.kernel.errors import Ill, Invalid, Problem, Trouble
from ikdesk.kernel.files import make_folder, write_whole
from ikdesk.kernel.words import _, clean
from ikdesk.safe import code, secret
from ikdesk.safe.front import VAULT as NAME
from ikdesk.safe.front import VAULT_COPY as COPY
from ikdesk.safe.front import has_data, is_being_replaced, locks_in, people_in
from ikdesk.safe.keys import SIZE, Keys, keys_from
from ikdesk.safe.secret import Work
from ikdesk.safe.slots import (
    LARGEST,
    Slot,
    Vault,
    Written,
    make_slot,
    newer_than_us,
    open_slot,
    parsed,
    with_past,
    written,
)

LEADER = "leader"
PASSWORD, RECOVERY = "password", "recovery"


class DamagedVault(Trouble):
    """Neither copy of the vault can be used as it is."""

    def __init__(self, sentence: str) -> None:
        super().__init__(Ill.NO_KEY, sentence)


def make_vault(folder: Path, *, name: str, password: str, work: Work | None = None) -> tuple[Keys, str]:
    """Make the vault of a new unit.

    Args:
        folder: the data folder; made if it is missing.
        name: what the leader is called.
        password: at least twelve characters.
        work: how dear a try is; measured on this machine when left out.

    Returns:
        The keys, and the recovery code to print; it is shown once and kept nowhere.

    Raises:
        Invalid: the name or the password will not do.
        Problem: there is data here already, or the disk said no.
    """
    if not clean(name):
        raise Invalid(name=_("Skriv navnet til den som skal låse opp."))
    secret.check_new_password(password)
    if has_data(folder):
        raise Problem(_("Det ligger allerede data i denne mappen. Lås dem opp, eller velg en annen mappe."))
    make_folder(folder, 0o700)
    keys = keys_from(secrets.token_bytes(SIZE), person=str(uuid.uuid4()), name=clean(name), role=LEADER)
    work = work or secret.calibrated()
    recovery = code.new_code()
    slots = (
        make_slot(PASSWORD, keys, secret.normal(password), work),
        make_slot(RECOVERY, keys, code.read_code(recovery), work),
    )
    save(folder, written(Vault(revision=1, inbox=public_inbox(keys), slots=slots), keys))
    return keys, recovery


def unlock(folder: Path, password: str, person: str = "") -> Keys:
    """The keys, for whoever knows the password.

    Args:
        folder: the data folder.
        password: as it was typed.
        person: the name of the one it belongs to; without it everybody's is tried, which takes as long for each.

    Raises:
        Invalid: the password is wrong.
        Problem: there is nothing to unlock, nobody has that name, or it is damaged or changed by somebody else.
    """
    if person:
        person = _known_as(person, people_in(folder))
    return _unlocked(folder, PASSWORD, secret.normal(password), _wrong_password(), person)


def alike(name: str) -> str:
    """A name so that two which are read as one are the same: capitals, blanks and the way letters are put together."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def unlock_with_code(folder: Path, typed: str) -> Keys:
    """The keys, for whoever has the sheet with the recovery code.

    Raises:
        Invalid: the code is mistyped, or is not the code of these data.
        Problem: as ``unlock``.
    """
    return _unlocked(folder, RECOVERY, code.read_code(typed), _wrong_code())


def unlock_text(text: bytes, password: str, person: str = "") -> Keys:
    """The keys, from the copy of the vault that lies in a backup.

    Args:
        text: the copy.
        password: as it was typed.
        person: the name of the one it belongs to; without it everybody's is tried.

    Raises:
        Invalid: the password is wrong; it is the one that was in use when the backup was made.
        Problem: the copy is damaged, or nobody had that name.
    """
    if person:
        person = _known_as(person, list(locks_in(text)))
    wrong = Invalid(password=_("Passordet er feil. En sikkerhetskopi åpnes med passordet som gjaldt da den ble tatt, "
                               "eller med gjenopprettingskoden."))  # fmt: skip
    return _opened(_whole([text]), PASSWORD, secret.normal(password), wrong, person)[0]


def unlock_text_with_code(text: bytes, typed: str) -> Keys:
    """As ``unlock_text``, with the recovery code."""
    wrong = Invalid(code=_("Koden er riktig skrevet, men gjaldt ikke da sikkerhetskopien ble tatt. Har du et annet "
                           "ark?"))  # fmt: skip
    return _opened(_whole([text]), RECOVERY, code.read_code(typed), wrong)[0]


def change_password(folder: Path, keys: Keys, password: str, *, work: Work | None = None) -> None:
    """Let this person unlock with another password from now on.

    Args:
        folder: the data folder.
        keys: of whoever unlocked, with the password or with the recovery code.
        password: the new one, at least twelve characters.
        work: how dear a try is; measured on this machine when left out.

    Raises:
        Invalid: the new password will not do; the old one still holds.
        Problem: the vault is damaged, or the disk said no.
    """
    secret.check_new_password(password)
    put_slot(folder, keys, make_slot(PASSWORD, keys, secret.normal(password), work or secret.calibrated()))


def recovery_slot(keys: Keys, *, work: Work | None = None) -> tuple[str, Slot]:
    """A new recovery code, and what ``put_slot`` needs to let it open the vault; nothing is written yet.

    Args:
        keys: of whoever unlocked.
        work: how dear a try is; measured on this machine when left out.
    """
    fresh = code.new_code()
    return fresh, make_slot(RECOVERY, keys, code.read_code(fresh), work or secret.calibrated())


def vault_text(folder: Path, keys: Keys) -> bytes:
    """The vault as it is written: what a backup needs beside the data.

    Raises:
        Problem: neither file is whole.
    """
    return newest(folder, keys).text


def put_vault(folder: Path, text: bytes) -> None:
    """Lay the vault of a backup into a folder that has none, or has begun to get this one.

    Raises:
        Problem: there is data here already, or the disk said no.
    """
    if {_bytes_of(folder / name) for name in (NAME, COPY)} - {None, text}:
        raise Problem(_("Det ligger allerede data i denne mappen. Velg en tom mappe."))
    _write_both(folder, text)


def public_inbox(keys: Keys) -> bytes:
    """The open half of the inbox key: with it anyone can put a report in, and nobody can read one."""
    from nacl.public import PrivateKey  # late: the lock screen does not need it to be shown

    return bytes(PrivateKey(keys.inbox).public_key)


def _known_as(typed: str, names: list[str]) -> str:
    found = next((name for name in names if alike(name) == alike(typed)), "")
    if names and not found:
        raise Problem(_("Ingen som heter {name}, kan låse opp her. Se etter skrivefeil.").format(name=clean(typed)))
    return found


def _unlocked(folder: Path, kind: str, key: bytes, wrong: Invalid, name: str = "") -> Keys:
    keys, best = _opened(_read(folder), kind, key, wrong, name)
    with suppress(Problem):  # a folder that cannot be written to can still be unlocked; the copy is mended next time
        _mend(folder, best)
    return keys


def _opened(
    candidates: Iterable[Written], kind: str, key: bytes, wrong: Invalid, name: str = ""
) -> tuple[Keys, Written]:
    """The keys and the newest genuine vault; a slot in an older or a changed one opens nothing."""
    candidates = list(candidates)
    tampered = False
    for candidate in candidates:
        keys = _first_opened(candidate, kind, key, name)
        if keys is None:
            continue
        if candidate.is_genuine(keys):
            if _is_in_force(candidate, candidates, keys):
                return _with_past(keys, candidate), candidate
        else:
            tampered = True
    raise _damaged() if tampered else wrong


def _first_opened(candidate: Written, kind: str, key: bytes, name: str) -> Keys | None:
    slots = (slot for slot in candidate.vault.slots if slot.kind == kind and name in {"", slot.name})
    return next((keys for slot in slots if (keys := open_slot(slot, key)) is not None), None)


def _is_in_force(candidate: Written, candidates: Iterable[Written], keys: Keys) -> bool:
    """Whether none of the others was written later, with these keys or with those that took their place."""
    known = (other.revision for other in candidates if other.is_genuine(keys) or other.follows(keys))
    return candidate.revision == max(known)


def _with_past(keys: Keys, vault: Written) -> Keys:
    try:
        return with_past(keys, vault.vault)
    except ValueError as error:
        raise _damaged() from error


def newest(folder: Path, keys: Keys) -> Written:
    """The vault in force, as it is written.

    Raises:
        Problem: neither file is whole, or the keys are out of force.
    """
    candidates = _read(folder)
    best = max((c for c in candidates if c.is_genuine(keys)), key=lambda c: c.revision, default=None)
    if best is None or not _is_in_force(best, candidates, keys):
        raise _damaged()
    return best


def save(folder: Path, vault: Written) -> None:
    """Write the vault: from the moment the first of the two files is in place, it holds.

    Raises:
        Problem: the disk said no.
    """
    try:
        write_whole(folder / NAME, vault.text)
    except Problem:
        if not is_in_place(folder, vault):
            raise
        # the moment has passed, whatever the disk said then: whoever was told otherwise would try the old password
    with suppress(Problem):  # the next unlock lays it in the other place, too
        write_whole(folder / COPY, vault.text)


def is_in_place(folder: Path, vault: Written) -> bool:
    """Whether this vault holds, though the disk may have said no when it was written."""
    return _bytes_of(folder / NAME) == vault.text


def put_slot(folder: Path, keys: Keys, fresh: Slot) -> None:
    """Give somebody a way in, instead of the one of that kind they had.

    Raises:
        Problem: the vault is damaged, or the disk said no.
    """
    vault = newest(folder, keys).vault
    kept = tuple(slot for slot in vault.slots if (slot.kind, slot.person) != (fresh.kind, fresh.person))
    save(folder, written(replace(vault, revision=vault.revision + 1, slots=(*kept, fresh)), keys))


def _write_both(folder: Path, text: bytes) -> None:
    # one after the other: whatever happens in between, one whole vault is there, and the higher revision holds
    write_whole(folder / NAME, text)
    write_whole(folder / COPY, text)


def _mend(folder: Path, best: Written) -> None:
    if is_being_replaced(folder):
        return  # another is on its way to its place
    for name in (NAME, COPY):
        there = _bytes_of(folder / name)
        if there != best.text and not _is_anothers(there, best):
            write_whole(folder / name, best.text)


def _is_anothers(text: bytes | None, best: Written) -> bool:
    """Whether this is a whole vault of quite other people: it is not written over, for it may be the right one."""
    other = parsed(text) if text is not None else None
    return other is not None and {slot.person for slot in other.vault.slots}.isdisjoint(
        slot.person for slot in best.vault.slots
    )


def _read(folder: Path) -> list[Written]:
    texts = [text for text in (_bytes_of(folder / name) for name in (NAME, COPY)) if text is not None]
    if not texts and not has_data(folder):
        raise Problem(_("Det ligger ingen data i denne mappen. Velg en annen mappe, eller begynn på nytt her."))
    return _whole(texts)


def _whole(texts: list[bytes]) -> list[Written]:
    found = [vault for vault in (parsed(text) for text in dict.fromkeys(texts)) if vault is not None]
    if not found:
        if any(newer_than_us(text) for text in texts):
            said = _("Disse dataene er laget av en nyere utgave av IKdesk. Installer den nyeste utgaven.")
            raise Trouble(Ill.NEWER, said)
        raise _damaged()
    return sorted(found, key=lambda vault: vault.revision, reverse=True)


def _bytes_of(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Problem(_("Kan ikke lese {name}. Er filen åpen i et annet program?").format(name=path.name)) from error


def _wrong_password() -> Invalid:
    return Invalid(password=_("Passordet er feil. Prøv igjen, eller bruk gjenopprettingskoden."))


def _wrong_code() -> Invalid:
    return Invalid(code=_("Koden er riktig skrevet, men hører ikke til disse dataene. Har du et nyere ark?"))


def _damaged() -> Problem:
    return DamagedVault(
        _(
            "Nøkkelen til dataene (vault.json) er skadet eller endret av noe annet enn IKdesk. "
            "Ikke slett noe. Gjenopprett fra en sikkerhetskopi."
        )
    )

"""Several people at one vault: each with a password of their own; nobody needs anybody else's to let them in or out."""

from __future__ import annotations

import secrets
import unicodedata
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.words import _, clean
from ikdesk.safe import secret
from ikdesk.safe.keys import SIZE, Keys, keys_from
from ikdesk.safe.secret import Work
from ikdesk.safe.slots import MOST_SLOTS, Slot, Vault, Written, locked_past, make_slot, sealed_again, written
from ikdesk.safe.vault import LEADER, PASSWORD, RECOVERY, alike, newest, public_inbox, put_slot, save

LONGEST_NAME = 120  # characters
MOST_PEOPLE = MOST_SLOTS // 2  # each may have a password and a recovery code


@dataclass(frozen=True)
class Member:
    """Somebody the vault knows."""

    person: str  # a UUID in text
    name: str
    role: str
    password: bool  # can unlock with a password
    code: bool  # can unlock with a recovery code


def members(folder: Path, keys: Keys) -> tuple[Member, ...]:
    """Everybody the vault lets in.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.

    Raises:
        Problem: neither file is whole.
    """
    return _members(newest(folder, keys).vault)


def add_user(
    folder: Path, keys: Keys, *, name: str, role: str, password: str, work: Work | None = None
) -> str:
    """Let somebody in.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
        name: what the colleagues call them; nobody else's.
        role: what they may do, for example "staff".
        password: at least twelve characters.
        work: how dear a try is; measured on this machine when left out.

    Returns:
        Who it is, a UUID in text.

    Raises:
        Invalid: the name or the password will not do.
        Problem: there are too many already, the vault is damaged, or the disk said no.
    """
    slot = slot_for_new(folder, keys, name=name, role=role, password=password, work=work)
    put_slot(folder, keys, slot)
    return slot.person


def slot_for_new(
    folder: Path, keys: Keys, *, name: str, role: str, password: str, work: Work | None = None
) -> Slot:
    """What ``put_slot`` needs to let somebody in; nothing is written yet.

    Args and errors: as ``add_user``.
    """
    known = members(folder, keys)
    name = _checked_name(name, known)
    secret.check_new_password(password)
    if len(known) >= MOST_PEOPLE:
        raise Problem(_("Høyst {n} personer kan låse opp. Fjern noen som har sluttet.").format(n=MOST_PEOPLE))
    theirs = replace(keys, person=str(uuid.uuid4()), name=name, role=role)
    return make_slot(PASSWORD, theirs, secret.normal(password), work or secret.calibrated())


def reset_password(
    folder: Path, keys: Keys, person: str, password: str, *, lost: tuple[str, str] = ("", ""), work: Work | None = None
) -> None:
    """Give somebody a new password without knowing the old one.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
        person: a UUID in text.
        password: at least twelve characters.
        lost: what they are called and what they may do, if the vault does not know them any more.
        work: how dear a try is; measured on this machine when left out.

    Raises:
        Invalid: the password will not do; the old one still holds.
        Problem: the vault does not know them, is damaged, or the disk said no.
    """
    secret.check_new_password(password)
    found = next((one for one in members(folder, keys) if one.person == person), None)
    name, role = (found.name, found.role) if found else lost
    if not name:
        raise _gone()
    theirs = replace(keys, person=person, name=name, role=role)
    put_slot(folder, keys, make_slot(PASSWORD, theirs, secret.normal(password), work or secret.calibrated()))


def rename(folder: Path, keys: Keys, person: str, name: str) -> str:
    """Call somebody something else on the lock screen.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
        person: a UUID in text.
        name: what the colleagues call them now; nobody else's.

    Returns:
        The name as it is kept.

    Raises:
        Invalid: the name will not do.
        Problem: the vault does not know them, is damaged, or the disk said no.
    """
    name = name_for(folder, keys, person, name)
    vault = newest(folder, keys).vault
    slots = tuple(replace(slot, name=name) if slot.person == person else slot for slot in vault.slots)
    save(folder, written(replace(vault, revision=vault.revision + 1, slots=slots), keys))
    return name


def name_for(folder: Path, keys: Keys, person: str, name: str) -> str:
    """The name as it would be kept; nothing is written yet.

    Args and errors: as ``rename``.
    """
    known = members(folder, keys)
    _known(known, person)
    return _checked_name(name, tuple(one for one in known if one.person != person))


def change_role(folder: Path, keys: Keys, person: str, role: str) -> None:
    """Make somebody something else here.

    The role says what the program lets them do. Everybody who unlocks holds the same keys, also after they were made
    something less: other keys would reach them through their own slot. Whoever shall not be able to read the data at
    all must be removed, and let in anew.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
        person: a UUID in text.
        role: for example "leader".

    Raises:
        Problem: it is the last leader, the vault does not know them, is damaged, or the disk said no.
    """
    vault = newest(folder, keys).vault
    _known(_members(vault), person)
    slots = tuple(replace(slot, role=role) if slot.person == person else slot for slot in vault.slots)
    changed = replace(vault, revision=vault.revision + 1, slots=slots)
    _refuse_without_leader(changed)
    save(folder, written(changed, keys))


def vault_without(folder: Path, keys: Keys, person: str) -> tuple[Written, Keys]:
    """A vault with other keys, that everybody but one can open with the password they have; nothing is written yet.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
        person: who is to be left out, a UUID in text.

    Returns:
        The vault, and its keys for whoever unlocked.

    Raises:
        Problem: it is oneself or the last leader, the vault does not know them, or is damaged.
    """
    if person == keys.person:
        raise Problem(_("Du kan ikke fjerne deg selv. Be en annen leder om det."))
    vault = newest(folder, keys).vault
    _known(_members(vault), person)
    past = (keys.master, *keys.past)
    fresh = keys_from(secrets.token_bytes(SIZE), person=keys.person, name=keys.name, role=keys.role)
    kept = tuple(sealed_again(slot, fresh.master) for slot in vault.slots if slot.person != person)
    changed = Vault(vault.revision + 1, public_inbox(fresh), kept, locked_past(fresh, past))
    _refuse_without_leader(changed)
    return written(changed, fresh, before=keys), replace(fresh, past=past)


def _members(vault: Vault) -> tuple[Member, ...]:
    ways: dict[str, list[Slot]] = {}
    for slot in vault.slots:
        ways.setdefault(slot.person, []).append(slot)
    return tuple(
        Member(person, own[0].name, own[0].role, *(any(slot.kind == kind for slot in own)
                                                   for kind in (PASSWORD, RECOVERY)))
        for person, own in ways.items()
    )  # fmt: skip


def _known(known: tuple[Member, ...], person: str) -> Member:
    found = next((member for member in known if member.person == person), None)
    if found is None:
        raise _gone()
    return found


def _gone() -> Problem:
    return Problem(_("Denne brukeren er fjernet. Legg til personen på nytt."))


def _checked_name(name: str, known: tuple[Member, ...]) -> str:
    name = " ".join(clean(name).split())
    if not any(not unicodedata.category(letter).startswith(("C", "Z", "M")) for letter in name):
        raise Invalid(name=_("Skriv et navn. Fornavn er nok."))
    if len(name) > LONGEST_NAME:
        raise Invalid(name=_("Navnet er for langt. Fornavn er nok."))
    if any(alike(member.name) == alike(name) for member in known):
        raise Invalid(name=_("{name} finnes fra før. Skriv også etternavn eller forbokstav.").format(name=name))
    return name


def _refuse_without_leader(vault: Vault) -> None:
    if not any(member.role == LEADER and member.password for member in _members(vault)):
        raise Problem(_("Dette er den eneste lederen. Gjør en annen til leder først."))

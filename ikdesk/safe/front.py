"""What the lock screen may know before anyone unlocks: the unit and its places, nothing about persons or events."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.files import write_whole
from ikdesk.kernel.words import clean

if TYPE_CHECKING:
    from ikdesk.safe.keys import Keys

NAME = "front.json"
VAULT, VAULT_COPY = "vault.json", "vault.copy.json"
DATA, BEGUN = "ikdesk.db", ".ny"  # the encrypted file, and the folder a new unit is made in
BACKUPS = "backups"  # where those that are made by themselves lie
READY, MOVING = ".restore-ready", ".restore-moving"  # data that are to take the place of those that lie here
LARGEST = 2_000_000  # bytes


def has_data(folder: Path) -> bool:
    """Whether data has been made in this folder: whether there is anything to unlock, or to rescue."""
    if any((folder / name).exists() for name in (VAULT, VAULT_COPY, READY, MOVING)):
        return True
    # a file without its vault can still be opened with that of a backup; one that was only begun was nobody's yet
    return (folder / DATA).exists() and not (folder / BEGUN).exists()


def is_being_replaced(folder: Path) -> bool:
    """Whether a backup is taking the place of the data of this folder: what was decided must be finished first."""
    return (folder / READY).is_dir() or (folder / MOVING).is_dir()


def write_front(folder: Path, keys: Keys, content: Mapping[str, Any]) -> None:
    """Write what the lock screen may know, with a mark that tells whether somebody else changed it.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
        content: plain values, lists and mappings only.

    Raises:
        Problem: the disk said no.
        ValueError: it is larger than it can be.
    """
    stamp = keys.stamp("front", _canonical(content))
    data = json.dumps({"content": content, "mac": stamp}, indent=1).encode("ascii")
    if len(data) > LARGEST:
        raise ValueError("too much for the lock screen")
    write_whole(folder / NAME, data)


def read_front(folder: Path) -> dict[str, Any]:
    """What the lock screen may know; empty when there is nothing, or nothing whole.

    It may have been changed by somebody else: nobody has unlocked yet, so it cannot be checked.
    """
    return _read(folder)[0]


def people_in(folder: Path) -> list[str]:
    """Who can unlock with a password, by name; empty when that cannot be read.

    It may have been changed by somebody else: nobody has unlocked yet, so it cannot be checked.

    Args:
        folder: the data folder.
    """
    return sorted(locks_of(folder), key=str.casefold)


def locks_of(folder: Path) -> dict[str, str]:
    """Which lock in the vault each name opens; as ``people_in``."""
    for name in (VAULT, VAULT_COPY):
        try:
            with (folder / name).open("rb") as file:
                readable = locks_in(file.read(LARGEST))
        except OSError:
            continue
        if readable:
            return readable
    return {}


def locks_in(vault: bytes) -> dict[str, str]:
    """As ``locks_of``, of a vault as it is written."""
    try:
        slots = json.loads(vault)["slots"]
        locks = {slot["name"]: str(slot["person"]) for slot in slots if slot["kind"] == "password"}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return {name: lock for name, lock in locks.items() if isinstance(name, str) and name == clean(name) != ""}


def vault_can_be_read(folder: Path) -> bool:
    """Whether one of the two vaults is a text this program could have written; not whether it opens anything.

    Args:
        folder: the data folder.
    """
    for name in (VAULT, VAULT_COPY):
        try:
            with (folder / name).open("rb") as file:
                if {"slots", "format"} & set(json.loads(file.read(LARGEST))):
                    return True
        except (OSError, ValueError, TypeError, RecursionError):
            continue
    return False


def front_is_genuine(folder: Path, keys: Keys) -> bool:
    """Whether the lock screen showed what the program wrote.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
    """
    import hmac  # late: the lock screen is shown before this is needed

    content, stamp = _read(folder)
    return bool(stamp) and hmac.compare_digest(stamp.encode(), keys.stamp("front", _canonical(content)).encode())


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")


def _read(folder: Path) -> tuple[dict[str, Any], str]:
    try:
        with (folder / NAME).open("rb") as file:
            written = json.loads(file.read(LARGEST + 1)[:LARGEST])
        content, stamp = written["content"], written["mac"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}, ""  # the lock screen must stand whatever lies in the folder
    if not isinstance(content, dict) or not isinstance(stamp, str):
        return {}, ""
    return content, stamp.encode("ascii", "replace").decode("ascii")

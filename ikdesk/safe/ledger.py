"""The list of what was put into the inbox while it was locked, so that what disappears or is changed is noticed.

Whoever is at a locked machine holds no key, and can therefore delete files. The list is made so that nobody can also
take a line out of it: each line is marked with a key that is used once, replaced by its digest and gone; only the
keys of the unit give the first one anew. What remains possible: to put back a copy of the whole folder that was made
before the report was written.

Source: B. Schneier and J. Kelsey, Secure audit logs to support computer forensics, ACM TISSEC 2 (2), 1999.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.files import write_whole

if TYPE_CHECKING:
    from ikdesk.safe.keys import Keys

NAME = "receipts.json"
INBOX, ENDING = "inbox", ".box"
LARGEST = 4_000_000  # bytes


@dataclass(frozen=True)
class Held:
    """What the list says about what lies in the inbox."""

    missing: tuple[str, ...] = ()  # receipts of what is gone, or is not what was put in
    broken: bool = False  # the list is gone, or lines were taken out of it


def begin(folder: Path, keys: Keys, name: str = "") -> None:
    """Begin the list anew with what lies in the inbox now.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
        name: what it is called from now on; drawn by lot when left out.

    Raises:
        Problem: the disk said no.
    """
    name = name or new_name()
    _write(folder, {"name": name, "key": _first(keys, name), "lines": []})
    for path in sorted((folder / INBOX).glob("*" + ENDING)):
        if path.is_file():
            add(folder, path.stem, _read_some(path))


def new_name() -> str:
    """A name for a list that was never used."""
    return secrets.token_hex(16)


def add(folder: Path, receipt: str, sealed: bytes) -> None:
    """Write down what was put into the inbox; nothing is written where no list was begun.

    Args:
        folder: the data folder.
        receipt: its number.
        sealed: the whole file.

    Raises:
        Problem: the disk said no.
    """
    held = _read(folder)
    if held is None:
        return
    line = [receipt, hashlib.blake2b(sealed, digest_size=32).hexdigest()]
    mark = _mark(held["key"], held["lines"], line)
    _write(folder, {**held, "key": _next(held["key"]), "lines": [*held["lines"], [*line, mark]]})


def name_of(folder: Path) -> str:
    """What the list is called; it stands on the lock screen's sheet, so that the list cannot simply be taken away."""
    held = _read(folder)
    return held["name"] if held is not None else ""


def examine(folder: Path, keys: Keys, name: str | None = None) -> Held:
    """Whether all that was put in, still lies there as it was.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
        name: what the list should be called; None where that is not known, and a list that is not there, none.
    """
    held = _read(folder)
    if held is None or (name and held["name"] != name):
        return Held(broken=bool(name))
    key, lines = _first(keys, held["name"]), held["lines"]
    for at, (receipt, digest, mark) in enumerate(lines):
        if not hmac.compare_digest(_mark(key, lines[:at], [receipt, digest]), mark):
            return Held(broken=True)
        key = _next(key)
    if not hmac.compare_digest(key, held["key"]):
        return Held(broken=True)
    return Held(tuple(receipt for receipt, digest, _mark_ in lines if not _lies_there(folder, receipt, digest)))


def examine_away(folder: Path, keys: Keys, names: tuple[str, ...]) -> Held:
    """As ``examine``, for a list that may be from before the keys were exchanged.

    Args:
        folder: the message post.
        keys: of whoever unlocked.
        names: what the list may be called.
    """
    tried = [examine(folder, one, name) for one in (keys, *keys.older()) for name in names]
    return next((held for held in tried if not held.broken), Held(broken=True))


def _lies_there(folder: Path, receipt: str, digest: str) -> bool:
    path = folder / INBOX / (receipt + ENDING)
    try:
        sealed = _read_some(path) if path.is_file() else b""
    except (OSError, ValueError):
        return False
    return hashlib.blake2b(sealed, digest_size=32).hexdigest() == digest


def _read_some(path: Path) -> bytes:
    """All of a report; of a file that is far too large to be one, as much as tells that."""
    with path.open("rb") as file:
        return file.read(LARGEST)


def _first(keys: Keys, name: str) -> str:
    return keys.stamp("receipts", name.encode())


def _next(key: str) -> str:
    return hashlib.blake2b(key.encode(), person=b"next", digest_size=32).hexdigest()


def _mark(key: str, before: list[Any], line: list[str]) -> str:
    said = json.dumps([len(before), before[-1][2] if before else "", *line]).encode()
    return hashlib.blake2b(said, key=bytes.fromhex(key), digest_size=32).hexdigest()


def _write(folder: Path, held: Mapping[str, Any]) -> None:
    write_whole(folder / INBOX / NAME, json.dumps(held, indent=1).encode("ascii"))


def _read(folder: Path) -> dict[str, Any] | None:
    """The list; None where there is none, or none that is whole: anybody can lay a file here."""
    try:
        with (folder / INBOX / NAME).open("rb") as file:
            held = json.loads(file.read(LARGEST))
        whole = isinstance(held["name"], str) and held["name"].isascii() and len(bytes.fromhex(held["key"])) == 32
        whole = whole and all(_is_line(line) for line in held["lines"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return {key: held[key] for key in ("name", "key", "lines")} if whole else None


def _is_line(line: object) -> bool:
    return isinstance(line, list) and len(line) == 3 and all(isinstance(x, str) and x.isascii() for x in line)

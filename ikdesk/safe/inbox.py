"""Reports from the locked screen: anyone can put one in, only whoever unlocks can read them."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import explain, write_whole
from ikdesk.kernel.words import _
from ikdesk.safe import ledger
from ikdesk.safe.guard import give_up_reserve, trouble_of
from ikdesk.safe.ledger import ENDING, INBOX

if TYPE_CHECKING:
    from ikdesk.safe.keys import Keys

TAKEN, ASIDE = "taken", "aside"
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that can be read as something else
RECEIPT = re.compile(f"[{LETTERS}]{{2}}-[{LETTERS}]{{3}}")
LARGEST = 64 * 1024  # bytes in one report
MOST = 500  # reports waiting
BLOCK = 1024  # bytes; reports are filled up to whole blocks, so that their length tells nothing
ROOM = 1024 * 1024  # bytes; with less than this left, the reserve is given up
FULL = (errno.ENOSPC, errno.EDQUOT)
OVERHEAD = 4096  # bytes a sealed report may be larger than what was written


@dataclass(frozen=True)
class Box:
    """One report as it was put in; not confirmed by anybody."""

    receipt: str
    at: datetime
    payload: dict[str, Any]
    digest: str = field(default="", compare=False)  # eight letters that tell two with one receipt apart


@dataclass(frozen=True)
class Opened:
    """What lay in the inbox."""

    boxes: tuple[Box, ...]  # oldest first
    unreadable: tuple[str, ...]  # names of files that are damaged, or that this program did not write
    more: int = 0  # files that were not looked at: there are too many


def seal(folder: Path, public_key: bytes | str, payload: Mapping[str, Any], *, at: datetime) -> str:
    """Put a report into the inbox and return its receipt number, for example "K7-4Q2".

    Args:
        folder: the data folder.
        public_key: the open half of the inbox key, 32 bytes or the same in hexadecimal.
        payload: plain values only, at most 64 kB.
        at: when it was put in.

    Raises:
        Problem: it is too long, too many are waiting, or the disk said no; nothing was put in.
    """
    from nacl.public import PublicKey, SealedBox  # late: the lock screen is shown before this is needed

    text = json.dumps(dict(payload), separators=(",", ":")).encode("ascii")
    if len(text) > LARGEST:
        raise Problem(_("Meldingen er for lang. Skriv den kortere, og send resten i en ny melding."))
    if not folder.is_dir():
        raise trouble_of(FileNotFoundError(), folder)  # it must not be made: the stick it lies on may be out
    inbox = folder / INBOX
    if inbox.exists() and sum(1 for _path in inbox.glob("*" + ENDING)) >= MOST:
        raise Problem(_("Det ligger 500 meldinger og venter. Be lederen låse opp og lese dem, og meld så på nytt."))
    receipt = _new_receipt(inbox)
    letter = json.dumps({"receipt": receipt, "at": at.isoformat(), "payload": dict(payload)}).encode("ascii")
    try:
        key = PublicKey(bytes.fromhex(public_key) if isinstance(public_key, str) else public_key)
    except (ValueError, TypeError) as error:  # anybody can write on what the lock screen reads
        raise Problem(_("Låseskjermen er skadet. Be lederen låse opp én gang, så er den i orden igjen.")) from error
    if shutil.disk_usage(folder).free < ROOM:
        give_up_reserve(folder)  # this is what it was kept for
    sealed = SealedBox(key).encrypt(_filled(letter))
    try:
        _put(folder, receipt, sealed)
    except Problem:
        with suppress(OSError):  # whoever is told that nothing was put in, puts it in again
            (inbox / (receipt + ENDING)).unlink()
        raise
    with suppress(Problem):  # it is saved; that the list could not be written must not make anybody save it again
        ledger.add(folder, receipt, sealed)
    return receipt


def _put(folder: Path, receipt: str, sealed: bytes) -> None:
    """Write a sealed report; on a disk that is full, once more on the room that is kept aside for it."""
    path = folder / INBOX / (receipt + ENDING)
    try:
        write_whole(path, sealed)
    except Problem as said:
        full = isinstance(said.__cause__, OSError) and said.__cause__.errno in FULL
        if not full or not give_up_reserve(folder):
            raise
        write_whole(path, sealed)


def opened(folder: Path, keys: Keys) -> Opened:
    """All reports that wait, oldest first, and the files that are none.

    Nothing is moved: ``take`` each one when it is saved. A report may come again if the program ended in
    between, so look for its receipt number before saving it.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
    """
    boxes, unreadable = [], []
    paths = sorted((folder / INBOX).glob("*" + ENDING))
    for path in paths[:MOST]:
        box = _open(path, keys)
        if box is None:
            unreadable.append(path.name)
        else:
            boxes.append(box)
    in_order = sorted(boxes, key=lambda box: box.at.timestamp())
    return Opened(tuple(in_order), tuple(unreadable), max(0, len(paths) - MOST))


def take(folder: Path, receipt: str) -> None:
    """Move a report that has been saved out of the way; it stays sealed, and is not removed.

    Args:
        folder: the data folder.
        receipt: its number.

    Raises:
        ValueError: that is no receipt number.
        FileNotFoundError: no such report waits.
    """
    if not RECEIPT.fullmatch(receipt):
        raise ValueError(receipt)
    taken = folder / INBOX / TAKEN
    taken.mkdir(exist_ok=True)
    (folder / INBOX / (receipt + ENDING)).replace(taken / (receipt + ENDING))


def taken(folder: Path, before: datetime | None = None) -> tuple[str, ...]:
    """The receipts of the reports that were saved and are still kept sealed.

    Args:
        folder: the data folder, or a message post.
        before: only those that were put in before this moment, as the disk tells it; None for all.
    """
    found = []
    for path in sorted((folder / INBOX / TAKEN).glob("*" + ENDING)):
        with suppress(OSError):
            if RECEIPT.fullmatch(path.stem) and (before is None or path.stat().st_mtime < before.timestamp()):
                found.append(path.stem)
    return tuple(found)


def destroy_taken(folder: Path, receipts: Iterable[str]) -> tuple[str, ...]:
    """Destroy sealed reports whose incidents are disposed of; nothing else in the program may.

    What they hold is written over first; the key that opens them is still there.

    Args:
        folder: the data folder, or a message post.
        receipts: their numbers; those that are nowhere are passed over.

    Returns:
        Those that are gone now.

    Raises:
        Problem: the disk said no; those before it are gone.
    """
    gone = []
    for receipt in receipts:
        path = folder / INBOX / TAKEN / (receipt + ENDING)
        if not RECEIPT.fullmatch(receipt) or not path.is_file():
            continue
        try:
            with path.open("rb+") as file:
                file.write(bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
        except OSError as error:
            raise explain(error, path) from error
        gone.append(receipt)
    return tuple(gone)


def bring_back(folder: Path, receipts: Iterable[str]) -> None:
    """Let reports that are listed, but were put away, be looked at again: not everything there was put there by us.

    Args:
        folder: the data folder.
        receipts: their numbers; those that are nowhere are passed over.
    """
    for receipt in receipts:
        for place in (TAKEN, ASIDE):
            away = folder / INBOX / place / (receipt + ENDING)
            if RECEIPT.fullmatch(receipt) and away.is_file():
                with suppress(OSError):
                    away.replace(folder / INBOX / away.name)


def seal_anew(folder: Path, before: Keys, after: Keys) -> None:
    """Seal what waits with other keys, and begin its list anew; what the old keys do not open, lies as it was.

    Args:
        folder: the data folder.
        before: the keys until now.
        after: the keys from now on.

    Raises:
        Problem: the disk said no.
    """
    from nacl.public import PrivateKey, SealedBox

    key = PrivateKey(after.inbox).public_key
    for box in opened(folder, before).boxes:
        letter = {"receipt": box.receipt, "at": box.at.isoformat(), "payload": box.payload}
        sealed = SealedBox(key).encrypt(_filled(json.dumps(letter).encode("ascii")))
        write_whole(folder / INBOX / (box.receipt + ENDING), sealed)
    ledger.begin(folder, after)


def set_aside(folder: Path, name: str) -> None:
    """Move a file that is no report, or one that makes no sense, out of the way; it is not removed.

    Args:
        folder: the data folder.
        name: of the file in the inbox.

    Raises:
        OSError: it cannot be moved now.
    """
    aside = folder / INBOX / ASIDE
    aside.mkdir(exist_ok=True)
    names = (name if n == 1 else f"{n}-{name}" for n in count(1))
    free = next(aside / free for free in names if not (aside / free).exists())
    (folder / INBOX / name).rename(free)


def _new_receipt(inbox: Path) -> str:
    while True:
        letters = "".join(secrets.choice(LETTERS) for _letter in range(5))
        receipt = f"{letters[:2]}-{letters[2:]}"
        if not any((place / (receipt + ENDING)).exists() for place in (inbox, inbox / TAKEN)):
            return receipt


def _open(path: Path, keys: Keys) -> Box | None:
    from nacl.bindings import sodium_unpad
    from nacl.exceptions import CryptoError

    if not path.is_file():
        return None  # what never ends is not begun on
    try:
        with path.open("rb") as file:
            sealed = file.read(2 * LARGEST + OVERHEAD)
        letter = json.loads(sodium_unpad(_unsealed(sealed, keys), BLOCK))
        box = Box(letter["receipt"], datetime.fromisoformat(letter["at"]), letter["payload"], digest_of(sealed))
        box.at.timestamp()  # a moment that the calendar of the machine cannot hold cannot be put in order, either
        is_receipt = RECEIPT.fullmatch(box.receipt) is not None
    except (OSError, CryptoError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None  # anybody can lay a file here; what is no report is shown by its name
    # a report under another name is a copy of one
    whole = isinstance(box.payload, dict) and is_receipt and box.receipt + ENDING == path.name
    return box if whole else None


def digest_of(sealed: bytes) -> str:
    """Eight letters that tell this sealed report from any other."""
    return hashlib.blake2b(sealed, digest_size=4).hexdigest()


def _unsealed(sealed: bytes, keys: Keys) -> bytes:
    """What somebody put in, also if it was before the keys were exchanged.

    Raises:
        CryptoError: none of the keys opens it.
    """
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox

    for older in keys.older():
        with suppress(CryptoError):
            return SealedBox(PrivateKey(older.inbox)).decrypt(sealed)
    return SealedBox(PrivateKey(keys.inbox)).decrypt(sealed)


def _filled(letter: bytes) -> bytes:
    from nacl.bindings import sodium_pad

    return sodium_pad(letter, BLOCK)

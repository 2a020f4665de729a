"""The list of what was disposed of, kept outside the file: an older copy that is put back must not bring it back.

Sealed with a key that follows from the master key (XSalsa20-Poly1305), so that nobody else reads or alters it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import write_whole
from ikdesk.kernel.words import _

if TYPE_CHECKING:
    from ikdesk.safe.keys import Keys

NAME = "disposals.sealed"
BESIDE = "disposals*.sealed"  # where several units keep their backups in one place
MOST = 20  # units in one place
LARGEST = 20_000_000  # bytes; more than this program ever writes
_FORM = 1  # of what is sealed


@dataclass(frozen=True, slots=True)
class Line:
    """One record that was disposed of; nothing of what it said."""

    kind: str  # the table
    key: str  # a UUID in text
    number: str
    day: str  # ISO 8601
    who: str
    ground: str
    why: str
    whole: bool


def sealed_text(folder: Path) -> bytes:
    """The list as it lies in a folder; empty where there is none that can be read.

    Args:
        folder: the data folder, or one with backups.
    """
    return _text_of(folder / NAME)


def opened_lists(texts: Iterable[bytes], keys: Keys) -> tuple[Line, ...]:
    """What stands on all lists that these keys open, each record once; the others are passed over.

    Args:
        texts: lists as they lie.
        keys: of whoever unlocked.
    """
    each = {(line.kind, line.key): line for text in texts for line in _opened(text, keys) or ()}
    return tuple(each.values())


def lists_in(place: Path) -> list[bytes]:
    """All lists that lie in a place: several units may keep their backups there.

    Args:
        place: a folder with backups, or a data folder.
    """
    try:
        paths = sorted(place.glob(BESIDE))
    except OSError:
        return []
    return [text for path in paths if path.is_file() and (text := _text_of(path))]


def lay_list(folder: Path, place: Path, keys: Keys) -> None:
    """Lay the list beside backups: with an older one of them, what was disposed of since does not come back.

    What is on a list there and not on ours is taken in first: the next unlock disposes of it here, too.

    Args:
        folder: the data folder.
        place: where backups lie; several units may share it.
        keys: of whoever unlocked.

    Raises:
        Problem: the disk said no.
    """
    _take_in(folder, place, keys)
    text = sealed_text(folder)
    if _opened(text, keys) is None:
        return  # there is none, or it is damaged: a whole one must not be written over with it
    names = (NAME, *(f"disposals-{number}.sealed" for number in range(2, MOST)))
    for name in names:
        there = _text_of(place / name) if (place / name).is_file() else b""
        if there == text:
            return
        if not there or _opened(there, keys) is not None:
            write_whole(place / name, text)
            return


def _take_in(folder: Path, place: Path, keys: Keys) -> None:
    theirs = opened_lists(lists_in(place), keys)
    ours = _opened(sealed_text(folder), keys) if (folder / NAME).exists() else ()
    if ours is not None and {(line.kind, line.key) for line in theirs} - {(line.kind, line.key) for line in ours}:
        write_disposals(folder, keys, (*theirs, *ours))


def read_disposals(folder: Path, keys: Keys) -> tuple[Line, ...]:
    """What is on the list; empty where nothing was disposed of.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.

    Raises:
        Problem: the list is damaged, or another unit's.
    """
    path = folder / NAME
    if not path.exists():
        return ()
    try:
        sealed = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError as error:
        raise Problem(_("Kan ikke lese {name}. Er filen åpen i et annet program?").format(name=NAME)) from error
    found = _opened(sealed, keys)
    if found is not None:
        return found
    raise Problem(_("Listen over kasserte hendelser er skadet. Hent mappen tilbake fra en sikkerhetskopi."))


def write_disposals(folder: Path, keys: Keys, lines: Iterable[Line]) -> None:
    """Write the list anew, each record once.

    Raises:
        Problem: the disk said no.
    """
    from nacl.secret import SecretBox

    each = {(line.kind, line.key): dataclasses.asdict(line) for line in lines}
    content = json.dumps({"form": _FORM, "lines": list(each.values())}, ensure_ascii=False)
    write_whole(folder / NAME, bytes(SecretBox(_key(keys)).encrypt(content.encode("utf-8"))))


def _opened(sealed: bytes, keys: Keys) -> tuple[Line, ...] | None:
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    for one in (keys, *keys.older()):
        try:
            return _lines(SecretBox(_key(one)).decrypt(sealed))
        except (CryptoError, ValueError, TypeError, KeyError):
            continue  # sealed before the keys were exchanged, or not by us
    return None


def _text_of(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError:
        return b""


def _lines(content: bytes) -> tuple[Line, ...]:
    return tuple(Line(**line) for line in json.loads(content)["lines"])


def _key(keys: Keys) -> bytes:
    return hashlib.blake2b(b"", key=keys.master, person=b"disposals", digest_size=32).digest()

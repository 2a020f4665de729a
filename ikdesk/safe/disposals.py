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


def read_disposals(folder: Path, keys: Keys) -> tuple[Line, ...]:
    """What is on the list; empty where nothing was disposed of.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.

    Raises:
        Problem: the list is damaged, or another unit's.
    """
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    path = folder / NAME
    if not path.exists():
        return ()
    try:
        sealed = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError as error:
        raise Problem(_("Kan ikke lese {name}. Er filen åpen i et annet program?").format(name=NAME)) from error
    for one in (keys, *keys.older()):
        try:
            return _lines(SecretBox(_key(one)).decrypt(sealed))
        except (CryptoError, ValueError, TypeError, KeyError):
            continue  # sealed before the keys were exchanged, or not by us
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


def _lines(content: bytes) -> tuple[Line, ...]:
    return tuple(Line(**line) for line in json.loads(content)["lines"])


def _key(keys: Keys) -> bytes:
    return hashlib.blake2b(b"", key=keys.master, person=b"disposals", digest_size=32).digest()

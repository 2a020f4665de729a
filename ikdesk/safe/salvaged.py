"""What was lost and put aside when data were rescued: a sealed list beside the file, so that nothing goes unseen.

Sealed with a key that follows from the master key (XSalsa20-Poly1305).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import write_whole
from ikdesk.kernel.words import _

if TYPE_CHECKING:
    from ikdesk.safe.keys import Keys
    from ikdesk.safe.salvage import Aside

NAME = "salvaged.sealed"
LARGEST = 200_000_000  # bytes; a list is never longer than the file it came of
_FORM = 1  # of what is sealed


@dataclass(frozen=True, slots=True)
class Account:
    """What is told of a rescue."""

    day: str  # ISO 8601
    said: tuple[str, ...]  # what was lost, in words
    rows: tuple[dict[str, Any], ...]  # what was put aside: its table, its number, its values and why


def write_account(folder: Path, keys: Keys, day: str, said: Sequence[str], rows: Iterable[Aside]) -> None:
    """Write the list.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
        day: ISO 8601.
        said: what was lost, in words.
        rows: what was put aside.

    Raises:
        Problem: the disk said no.
    """
    from nacl.secret import SecretBox

    plain = [{"table": one.table, "row": one.row, "values": one.values, "why": one.why} for one in rows]
    content = json.dumps({"form": _FORM, "day": day, "said": list(said), "rows": plain}, default=_in_letters)
    write_whole(folder / NAME, bytes(SecretBox(_key(keys)).encrypt(content.encode("utf-8"))))


def read_account(folder: Path, keys: Keys) -> Account | None:
    """The list; None where nothing was ever rescued.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.

    Raises:
        Problem: it is damaged, or another unit's.
    """
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    path = folder / NAME
    if not path.exists():
        return None
    sealed = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    for one in (keys, *keys.older()):
        try:
            found = json.loads(SecretBox(_key(one)).decrypt(sealed))
            return Account(str(found["day"]), tuple(found["said"]), tuple(found["rows"]))
        except (CryptoError, ValueError, TypeError, KeyError):
            continue  # sealed before the keys were exchanged, or not by us
    raise Problem(_("Listen over det som ikke lot seg redde, er skadet."))


def _in_letters(value: Any) -> str:
    return bytes(value).hex()  # the only values in a file that are no text


def _key(keys: Keys) -> bytes:
    return hashlib.blake2b(b"", key=keys.master, person=b"salvaged", digest_size=32).digest()

"""What somebody typed and could not be saved, because the data were gone: sealed on this machine until they are back.

Only the keys of the data open it, and only whoever wrote it is shown it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.files import write_whole

if TYPE_CHECKING:
    from ikdesk.safe.keys import Keys

FOLDER, ENDING = "left", ".box"
LARGEST = 4_000_000  # bytes in one
MOST = 200  # that are looked at
Words = list[tuple[str, str]]  # the questions, and what was typed there


def seal_left(machine: Path, public_key: bytes, person: str, words: Words) -> None:
    """Seal what was typed.

    Args:
        machine: the machine's own folder.
        public_key: the open half of the inbox key.
        person: the lock that whoever wrote it opens.
        words: what it is.

    Raises:
        Problem: the disk said no.
    """
    from nacl.public import PublicKey, SealedBox  # late, as everywhere

    letter = json.dumps({"person": person, "words": words}).encode("ascii")
    sealed = SealedBox(PublicKey(public_key)).encrypt(letter)
    write_whole(machine / FOLDER / (secrets.token_hex(8) + ENDING), sealed)


def left_for(machine: Path, keys: Keys) -> list[tuple[Path, Words]]:
    """What this person typed and could not save, and the files it lies in.

    Args:
        machine: the machine's own folder.
        keys: of whoever unlocked.
    """
    try:
        paths = sorted((machine / FOLDER).glob("*" + ENDING))[:MOST]
    except OSError:
        return []
    opened = ((path, _opened(path, keys)) for path in paths)
    return [(path, _words(letter)) for path, letter in opened if letter.get("person") == keys.person]


def forget(paths: Iterable[Path]) -> None:
    """Throw away what has been given back."""
    for path in paths:
        with suppress(OSError):  # it is shown once more, then
            path.unlink()


def _opened(path: Path, keys: Keys) -> dict[str, Any]:
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox

    for one in (keys, *keys.older()):
        try:
            with path.open("rb") as file:
                letter = json.loads(SealedBox(PrivateKey(one.inbox)).decrypt(file.read(LARGEST)))
        except (OSError, CryptoError, ValueError, RecursionError):
            continue  # of other data, or nothing this program wrote
        return letter if isinstance(letter, dict) else {}
    return {}


def _words(letter: dict[str, Any]) -> Words:
    rows = letter.get("words")
    rows = rows if isinstance(rows, list) else []
    return [(str(row[0]), str(row[1])) for row in rows if isinstance(row, list) and len(row) == 2]

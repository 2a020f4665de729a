"""A message post: a folder on a memory stick where another PC puts sealed reports for one unit.

``post.json`` says whose it is, what is asked, and with which open key reports are sealed. The unit signs it, so that
the other PC can tell that it is whole; and as that PC holds no key, it remembers whose signature it saw first. Reports
and their list lie in ``inbox/``, as at home: only the unit can read them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.files import write_whole
from ikdesk.kernel.words import clean
from ikdesk.safe.front import has_data

if TYPE_CHECKING:
    from ikdesk.safe.keys import Keys

NAME = "post.json"
FOLDER = "IKdesk-meldepost"
SEEN = "posts.json"  # in the other PC's usual place: whose signature was seen first
LARGEST = 2_000_000  # bytes
FORMAT = 1
MOST_SEEN = 100  # units


@dataclass(frozen=True)
class Post:
    """What stands in a message post."""

    unit: str
    signer: str  # the open half of the key it says it was signed with, in hexadecimal
    lists: tuple[str, ...]  # what the list of receipts may be called
    content: Mapping[str, Any]  # what the other PC may know, as on the lock screen
    whole: bool  # that key signed exactly this

    @property
    def fingerprint(self) -> str:
        """What two people read to each other to hear whether it is the right one, for example "3F9A 21C4 77B0"."""
        return fingerprint_of(self.signer)


def fingerprint_of(signer: str) -> str:
    """What stands for a signature's open key where people must compare it.

    Args:
        signer: in hexadecimal.
    """
    digest = hashlib.blake2b(signer.encode(), digest_size=6).hexdigest().upper()
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def is_post(folder: Path) -> bool:
    """Whether this folder is a message post, and no unit's data."""
    return (folder / NAME).is_file() and not has_data(folder)


def post_in(folder: Path) -> Path | None:
    """The message post somebody means with a folder: it itself, or the one in it; None where there is none.

    Args:
        folder: for example a memory stick.
    """
    return next((place for place in (folder, folder / FOLDER) if is_post(place)), None)


def write_post(folder: Path, keys: Keys, content: Mapping[str, Any], lists: tuple[str, ...]) -> Post:
    """Write what the other PC may know.

    Args:
        folder: the message post.
        keys: of whoever unlocked.
        content: plain values; ``name`` is the unit's, ``inbox`` the open key.
        lists: what the list of receipts may be called.

    Raises:
        Problem: the disk said no.
    """
    from nacl.signing import SigningKey

    key = SigningKey(keys.signing)
    said = {"format": FORMAT, "content": dict(content), "lists": list(lists), "signer": bytes(key.verify_key).hex()}
    text = json.dumps({**said, "signature": key.sign(_canonical(said)).signature.hex()}, indent=1)
    write_whole(folder / NAME, text.encode("ascii"))
    return Post(str(content.get("name", "")), str(said["signer"]), lists, content, whole=True)


def read_post(folder: Path) -> Post | None:
    """What stands in a message post; None where there is none, or nothing that can be read.

    Args:
        folder: the message post.
    """
    try:
        with (folder / NAME).open("rb") as file:
            said = json.loads(file.read(LARGEST))
        signature = bytes.fromhex(said.pop("signature"))
        content, signer, lists = said["content"], said["signer"], said["lists"]
        readable = said["format"] == FORMAT and isinstance(content, dict) and isinstance(content["name"], str)
        if not readable or not all(isinstance(name, str) and name.isascii() for name in lists):
            return None
        whole = _signed(_canonical(said), bytes.fromhex(signer), signature)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None  # anybody can write on a memory stick
    return Post(clean(content["name"])[:120], signer.lower(), tuple(lists), content, whole)


def signers_of(keys: Keys) -> tuple[str, ...]:
    """The open halves of what this unit signs with now, and has signed with before.

    Args:
        keys: of whoever unlocked.
    """
    from nacl.signing import SigningKey

    return tuple(bytes(SigningKey(one.signing).verify_key).hex() for one in (keys, *keys.older()))


def is_known(post: Post, place: Path) -> bool | None:
    """Whether this PC has seen the same signature for this unit before; None where it has seen none.

    Args:
        post: a whole one.
        place: where this PC keeps what it has seen.
    """
    seen = _seen(place).get(post.unit)
    return None if seen is None else seen == post.signer


def come_to_know(post: Post, place: Path) -> None:
    """Remember the signature, instead of the one that was seen before.

    Args:
        post: a whole one.
        place: where this PC keeps what it has seen.

    Raises:
        Problem: the disk said no.
    """
    seen = {**_seen(place), post.unit: post.signer}
    write_whole(place / SEEN, json.dumps(dict(list(seen.items())[-MOST_SEEN:]), indent=1).encode("ascii"))


def _seen(place: Path) -> dict[str, str]:
    try:
        with (place / SEEN).open("rb") as file:
            seen = json.loads(file.read(LARGEST))
        return {str(unit): str(signer) for unit, signer in seen.items()}
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}


def _signed(said: bytes, signer: bytes, signature: bytes) -> bool:
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(signer).verify(said, signature)
    except (BadSignatureError, ValueError, TypeError):  # a key or a signature of the wrong length is one, too
        return False
    return True


def _canonical(said: Mapping[str, Any]) -> bytes:
    return b"IKdesk post\n" + json.dumps(said, sort_keys=True, separators=(",", ":")).encode("ascii")

"""One key passed on to the next: the old one signs the new one, so that those who know the old can trust the new.

The unit's key is exchanged when somebody is kept out. The file ``nokkelskifte.txt`` in a report has every exchange
there has been, and is signed over with the report itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from ikdesk.kernel.signer import KEY, SIGNATURE, Signer, holds

NAME = "nokkelskifte.txt"  # what it is called inside a report
MOST = 200  # exchanges that are told and looked at, the newest; a unit has a few in a year
_PURPOSE = b"IKdesk key passed on 1\n"  # begins what is signed, so that no signature holds for anything else
_OPENING = "IKdesk-nøkkelskifte 1 (Ed25519)\n".encode()
_LENGTH = 2 * (KEY + KEY + SIGNATURE) + 3  # bytes of a line
_LINE = re.compile(rb"([0-9a-f]{%d}) ([0-9a-f]{%d}) ([0-9a-f]{%d})\n" % (2 * KEY, 2 * KEY, 2 * SIGNATURE))


@dataclass(frozen=True, slots=True)
class Passing:
    """One exchange."""

    old: bytes  # 32 bytes
    new: bytes  # 32 bytes
    signature: bytes  # by the old one, 64 bytes

    @property
    def holds(self) -> bool:
        """Whether it was the old key that did it."""
        return holds(self.old, _message(self.new), self.signature)


def passings(seeds: Sequence[bytes]) -> tuple[Passing, ...]:
    """Every exchange, oldest first.

    Args:
        seeds: of the keys the unit has signed with, oldest first, the one in force last.
    """
    signers = [Signer(seed) for seed in seeds]
    return tuple(
        Passing(old.key, new.key, old.sign(_message(new.key)))
        for old, new in pairwise(signers)
    )  # fmt: skip


def leads(start: bytes, goal: bytes, found: Iterable[Passing]) -> bool:
    """Whether a key was passed on, once or several times, until it was another.

    Args:
        start: the key that is known, 32 bytes.
        goal: the key of a report, 32 bytes.
        found: what the report says of exchanges; whatever does not hold counts for nothing.
    """
    return start == goal or start in forerunners(goal, found)


def forerunners(key: bytes, found: Iterable[Passing]) -> tuple[bytes, ...]:
    """The keys that were passed on until it was this one, the one just before it first; itself is none of them.

    Args:
        key: of a report, 32 bytes.
        found: what the report says of exchanges; whatever does not hold counts for nothing.
    """
    held = [one for one in islice(found, MOST) if one.holds]
    earlier = [key]
    for later in earlier:  # it grows while it is gone through
        earlier += {one.old: None for one in held if one.new == later and one.old not in earlier}
    return tuple(earlier[1:])


def passings_text(found: Iterable[Passing]) -> bytes:
    """The file "nokkelskifte.txt", with the newest exchanges; empty if there was none.

    Args:
        found: the exchanges, oldest first.
    """
    lines = [f"{one.old.hex()} {one.new.hex()} {one.signature.hex()}\n".encode() for one in found]
    return _OPENING + b"".join(lines[-MOST:]) if lines else b""


def passings_in(text: bytes) -> tuple[Passing, ...]:
    """The exchanges in a file "nokkelskifte.txt"; none if it is anything but exactly what we write.

    Args:
        text: all of the file; nothing is taken from one that is longer than any of ours.
    """
    if len(text) > len(_OPENING) + MOST * _LENGTH:
        return ()
    rest = text.removeprefix(_OPENING)
    found = list(_LINE.finditer(rest))
    if not text.startswith(_OPENING) or b"".join(one[0] for one in found) != rest:
        return ()
    return tuple(Passing(*(bytes.fromhex(part.decode()) for part in one.groups())) for one in found)


def _message(key: bytes) -> bytes:
    return _PURPOSE + key

"""What is known of a report that somebody got: whether it is as it was signed, and what it says it is."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ikdesk.kernel.signer import fingerprint
from ikdesk.kernel.succession import Passing, forerunners
from ikdesk.kernel.words import clean

_LONGEST = 200  # signs; what a report says of itself is no longer


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer about a report; what it says of itself is told only where it is whole."""

    state: str  # "whole", "changed", "unsigned", "locked" or "unreadable"
    trouble: str = ""  # why it is not whole, in words
    unit: str = ""
    organisation_number: str = ""
    title: str = ""
    period: str = ""  # the code
    first: str = ""  # the days that were counted, as ISO 8601 has them
    last: str = ""
    audience: str = ""  # the code
    status: str = ""  # "draft" or "delivered"
    version: int = 0
    made: str = ""  # the report's own moment, as ISO 8601 has it
    made_by: str = ""
    delivered_to: str = ""
    fingerprint: str = ""  # of the key that it is signed with
    checksum: str = ""  # of its numbers, as printed in it
    locked: bool = False  # it was opened with a password
    earlier: tuple[str, ...] = ()  # fingerprints of the keys before, the newest first, each vouched for the next

    @property
    def whole(self) -> bool:
        """Whether nothing in it was changed since it was signed."""
        return self.state == "whole"

    def as_json(self) -> dict[str, Any]:
        """The same for other programs."""
        return {"whole": self.whole, **asdict(self)}


def verdict_of(
    state: str, trouble: str, key: bytes, content: bytes, *, locked: bool, passings: Sequence[Passing] = ()
) -> Verdict:
    """What is known of a report, from what was found when it was looked into.

    Args:
        state: "whole", "changed", "unsigned", "locked" or "unreadable".
        trouble: why it is not whole, in words.
        key: what the signature was checked with, 32 bytes.
        content: what it says for machines; only of one that is whole.
        locked: it was opened with a password.
        passings: how its key came from those before it, as it says; what does not hold counts for nothing.
    """
    if state != "whole":
        return Verdict(state, trouble, locked=locked)
    mark = fingerprint(key)
    try:
        said = json.loads(content)
        unit, counted = said["unit"], said["counted"]["now"]
        told = {
            "unit": unit["name"], "organisation_number": unit["organisation_number"], "first": counted["first"],
            "last": counted["last"], "period": said["period"]["code"],
            **{name: said[name] for name in ("title", "audience", "status", "made", "made_by", "delivered_to")},
        }  # fmt: skip
        version, signed = int(said["version"]), str(said["signed_with"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return Verdict("unreadable", fingerprint=mark, locked=locked)
    if signed != mark:  # somebody else's key over a report that says whose it is
        return Verdict("changed", fingerprint=mark, locked=locked)
    return Verdict(
        state, trouble, version=version, fingerprint=mark, checksum=hashlib.sha256(content).hexdigest(), locked=locked,
        earlier=tuple(fingerprint(one) for one in forerunners(key, passings)),
        **{name: _plainly(value) for name, value in told.items()},
    )  # fmt: skip


def _plainly(value: object) -> str:
    """What somebody wrote, on one line and in the order it is read: nobody makes it look like lines of ours."""
    line = " ".join(clean(str(value)).split())
    return "".join(sign for sign in line if unicodedata.category(sign) not in {"Cc", "Cf"})[:_LONGEST]

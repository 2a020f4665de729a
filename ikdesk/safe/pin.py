"""The PIN of the screen lock: a few digits that bring their owner back quickly, and protect nothing on the disk.

What is kept of it lies inside the encrypted file, stretched: whoever cannot open the file, cannot even begin to guess.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from itertools import pairwise

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.safe.secret import SALT, Work, stretch

SHORTEST, LONGEST = 4, 12  # digits
TRIES = 3  # wrong ones, and then the password is asked for
COMMON = frozenset({"2580", "0852", "1004", "1379", "1397", "6969", "2468", "1357", "8642", "7531", "12344321"})


@dataclass(frozen=True)
class Pin:
    """What is kept of a PIN; printing it shows nothing."""

    salt: bytes = field(repr=False)
    stretched: bytes = field(repr=False)  # empty where its owner goes without

    @property
    def chosen(self) -> bool:
        """Whether there is one at all."""
        return bool(self.stretched)

    def fits(self, typed: str) -> bool:
        """Whether this is the one; takes a tenth of a second or so.

        Args:
            typed: what was written; whatever can be no PIN does not fit.
        """
        if not self.chosen or unlike_a_pin(typed):
            return False
        return hmac.compare_digest(stretch(typed.encode("ascii"), self.salt, Work()), self.stretched)


NO_PIN = Pin(b"", b"")  # its owner said no, and is not asked again


def new_pin(typed: str) -> Pin:
    """What is kept of a new PIN.

    Args:
        typed: four to twelve digits.

    Raises:
        Invalid: it is none, or it is easy to guess.
    """
    check_new_pin(typed)
    salt = secrets.token_bytes(SALT)
    return Pin(salt, stretch(typed.encode("ascii"), salt, Work()))


def unlike_a_pin(typed: str) -> str:
    """Why this can be nobody's PIN; nothing if it can. It is no wrong try: it gives nothing away.

    Args:
        typed: what was written.
    """
    if not typed:
        return str(_("Skriv PIN-koden din."))
    if not (typed.isascii() and typed.isdigit()):
        return str(_("PIN-koden har bare tall."))
    if not SHORTEST <= len(typed) <= LONGEST:
        return str(_("PIN-koden har fra fire til tolv tall."))
    return ""


def check_new_pin(typed: str) -> None:
    """Do nothing if this may be a PIN.

    Raises:
        Invalid: it is none, or it is one of those that people try first.
    """
    if not typed:
        raise Invalid(pin=_("Skriv minst fire tall."))
    said = unlike_a_pin(typed)
    if said:
        raise Invalid(pin=said)
    if _is_easy(typed):
        raise Invalid(pin=_("Den er blant de første noen ville prøvd. Velg fire tall uten mønster."))


def _is_easy(typed: str) -> bool:
    steps = {int(after) - int(before) for before, after in pairwise(typed)}
    half = len(typed) // 2
    twice = len(typed) % 2 == 0 and typed[:half] == typed[half:]
    return typed in COMMON or (len(steps) == 1 and steps <= {-1, 0, 1}) or twice

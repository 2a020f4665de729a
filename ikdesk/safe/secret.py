"""From what a person remembers or reads off a sheet of paper to a key; slow on purpose, so that guessing is dear."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.safe.keys import SIZE

SHORTEST = 12  # characters in a password
LONGEST = 1000
FEWEST_DIFFERENT = 5
SALT = 16  # bytes
MEMORY = 64 * 1024  # KiB
MOST_MEMORY = 1024 * 1024  # KiB; a file that asks for more wants to stop the machine
FEWEST_PASSES, MOST_PASSES = 3, 8
LANES = 4
AIM = 0.5  # seconds for one try


@dataclass(frozen=True)
class Work:
    """How much one try costs.

    Args:
        t: passes over the memory, 3–8.
        m: memory in KiB, at least 64 MiB.
        p: lanes, always 4.

    Raises:
        ValueError: it is weaker than the floor, or more than a machine can bear.

    Source: RFC 9106 § 4, second recommended option (64 MiB, t = 3, p = 4) as the floor.
    """

    t: int = FEWEST_PASSES
    m: int = MEMORY
    p: int = LANES

    def __post_init__(self) -> None:
        within = FEWEST_PASSES <= self.t <= MOST_PASSES and MEMORY <= self.m <= MOST_MEMORY
        if not within or self.p != LANES:
            raise ValueError("work outside its limits")


def calibrated() -> Work:
    """The work that takes about half a second on this machine, never below the floor."""
    started = time.perf_counter()
    stretch(b"calibration", bytes(SALT), Work())
    spent = time.perf_counter() - started
    passes = round(FEWEST_PASSES * AIM / max(spent, 0.001))
    return Work(t=min(MOST_PASSES, max(FEWEST_PASSES, passes)))


def stretch(secret: bytes, salt: bytes, work: Work) -> bytes:
    """A key from a secret, by Argon2id.

    Args:
        secret: from ``normal`` or a recovery code.
        salt: 16 random bytes that lie beside what the key opens.
        work: how much it costs.
    """
    from argon2.low_level import Type, hash_secret_raw  # late: the lock screen is shown before this is needed

    return hash_secret_raw(
        secret, salt, time_cost=work.t, memory_cost=work.m, parallelism=work.p, hash_len=SIZE, type=Type.ID
    )


def normal(password: str) -> bytes:
    """The password as bytes, the same however the keyboard composed its letters (NFKC)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def check_new_password(password: str) -> None:
    """Do nothing if this may be a password.

    Raises:
        Invalid: it is too short, too long or the same few characters again and again.
    """
    written = unicodedata.normalize("NFKC", password)
    if len(written) < SHORTEST:
        raise Invalid(password=_("Passordet må ha minst tolv tegn. Fire tilfeldige ord er lett å huske."))
    if len(written) > LONGEST:
        raise Invalid(password=_("Passordet kan ha høyst tusen tegn."))
    if len(set(written)) < FEWEST_DIFFERENT:
        raise Invalid(password=_("Passordet gjentar de samme tegnene. Bruk minst fem forskjellige."))

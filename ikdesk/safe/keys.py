"""The keys a person holds while the program is unlocked; they exist in memory only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

SIZE = 32  # bytes in every key


@dataclass(frozen=True)
class Keys:
    """Who unlocked, and the keys that follow from it; printing it shows no key."""

    person: str  # a UUID in text: the same whether the password or the recovery code was used
    name: str
    role: str
    master: bytes = field(repr=False)
    database: bytes = field(repr=False)
    backup: bytes = field(repr=False)
    attachments: bytes = field(repr=False)
    mac: bytes = field(repr=False)
    inbox: bytes = field(repr=False)  # the private half; the public half lies open
    signing: bytes = field(repr=False)  # what the unit signs with; the public half tells that it was this unit
    past: tuple[bytes, ...] = field(default=(), repr=False)  # master keys that were in force before this one

    def stamp(self, purpose: str, data: bytes) -> str:
        """A mark that only somebody with the keys can put on these data.

        Args:
            purpose: what kind of data it is, at most 16 ASCII letters, so that a mark fits one place only.
            data: what is marked.
        """
        return hashlib.blake2b(data, key=self.mac, person=purpose.encode("ascii"), digest_size=SIZE).hexdigest()

    def older(self) -> tuple[Keys, ...]:
        """The keys that were in force before these, newest first: what was sealed to them can still be read."""
        return tuple(keys_from(old, person=self.person, name=self.name, role=self.role) for old in self.past)


def keys_from(master: bytes, *, person: str, name: str, role: str) -> Keys:
    """All keys that follow from the master key.

    Args:
        master: 32 random bytes.
        person: who unlocked, a UUID in text.
        name: what they are called.
        role: what they may do, for example "leader".

    Source: keyed BLAKE2b, RFC 7693 § 2.9, with the purpose as personalisation.
    """

    def subkey(purpose: bytes) -> bytes:
        return hashlib.blake2b(b"", key=master, person=purpose, digest_size=SIZE).digest()

    return Keys(
        person=person,
        name=name,
        role=role,
        master=master,
        database=subkey(b"database"),
        backup=subkey(b"backup"),
        attachments=subkey(b"attachments"),
        mac=subkey(b"mac"),
        inbox=subkey(b"inbox"),
        signing=subkey(b"signing"),
    )

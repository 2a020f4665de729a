"""The unit's signature: what it signs with, how a key is shown to people, and whether a signature holds (Ed25519)."""

from __future__ import annotations

import hashlib

from nacl.exceptions import BadSignatureError, CryptoError
from nacl.signing import SigningKey, VerifyKey

KEY, SIGNATURE = 32, 64  # bytes
_GROUPS, _LETTERS = 8, 4  # of a fingerprint


class Signer:
    """Signs as the unit; printing it shows no key.

    Args:
        seed: 32 bytes that nobody outside the unit has.
        passed: the file "nokkelskifte.txt", which travels in whatever is signed: how the key came from those before it;
            empty if it is the first.
    """

    def __init__(self, seed: bytes, passed: bytes = b"") -> None:
        self._key = SigningKey(seed)
        self.passed = passed

    @property
    def key(self) -> bytes:
        """What others check the signature with, 32 bytes."""
        return bytes(self._key.verify_key)

    @property
    def fingerprint(self) -> str:
        """The key as people compare it."""
        return fingerprint(self.key)

    def sign(self, message: bytes) -> bytes:
        """The signature over a message, 64 bytes; the same message gives the same signature."""
        return bytes(self._key.sign(message).signature)


def fingerprint(key: bytes) -> str:
    """A key as people compare it: "3F2A 91C0 …", eight groups of four hexadecimal digits of its SHA-256.

    Args:
        key: 32 bytes.
    """
    digits = hashlib.sha256(key).hexdigest().upper()
    return " ".join(digits[at * _LETTERS : (at + 1) * _LETTERS] for at in range(_GROUPS))


def holds(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature was made over a message with the private half of a key.

    Args:
        key: 32 bytes.
        message: what was signed.
        signature: 64 bytes.

    Source: RFC 8032, Ed25519.
    """
    try:
        VerifyKey(key).verify(message, signature)
    except (BadSignatureError, CryptoError, ValueError, TypeError):
        return False
    return True

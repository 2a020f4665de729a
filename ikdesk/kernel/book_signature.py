"""Where the signature of a workbook stands, and what it covers: every byte of the file but its own place.

The signature is the last part of the package and is not packed, so that its 128 digits stand in the file as they are.
A package holds the check number (CRC-32) of each part twice; the two of this part are left out as well.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from ikdesk.kernel.signer import KEY, SIGNATURE

CONTENT, PART = "ikdesk/rapport.json", "ikdesk/signatur.txt"
_CONTEXT = b"IKdesk signatur 1, arbeidsbok\n"
_HEAD = "IKdesk signatur 1\nsignert med: {key}\nsignatur: "
_END = b"\n"
_KEY_AT = _HEAD.index("{key}")
_LOCAL, _CENTRAL, _LAST = 30, 46, 22  # bytes of a package's own words before a part, about it, and at the very end
_NAME = PART.encode()
Place = tuple[int, int]  # the first byte, and the one after the last


@dataclass(frozen=True, slots=True)
class BookSignature:
    """A signature as it stands in a workbook."""

    key: bytes
    signature: bytes
    message: bytes  # what it should be the signature of


def signed_part(key: bytes, signature: bytes = bytes(SIGNATURE)) -> bytes:
    """The part of the signature.

    Args:
        key: 32 bytes, what it is checked with.
        signature: 64 bytes; zeros until it is known.
    """
    return _HEAD.format(key=key.hex()).encode() + signature.hex().encode() + _END


def places_of(data: bytes) -> tuple[Place, Place, Place] | None:
    """Where the check number, the signature and the check number once more stand; None where there is no signature.

    Args:
        data: a workbook.
    """
    last = len(data) - _LAST
    about = last - _CENTRAL - len(_NAME)
    if about < 0 or data[last:last + 4] != b"PK\5\6" or data[about:about + 4] != b"PK\1\2":
        return None
    if data[about + _CENTRAL:last] != _NAME:
        return None
    (first,) = struct.unpack_from("<L", data, about + 42)
    inside = first + _LOCAL + len(_NAME)
    size = len(signed_part(bytes(KEY)))
    if data[first:first + 4] != b"PK\3\4" or data[first + _LOCAL:inside] != _NAME or inside + size > about:
        return None
    end = inside + size - len(_END)
    return (first + 14, first + 18), (end - 2 * SIGNATURE, end), (about + 16, about + 20)


def covered(data: bytes, places: tuple[Place, ...]) -> bytes:
    """What the signature is made over: where the left out places are, and every other byte of the file.

    Args:
        data: the workbook.
        places: those of ``places_of``.
    """
    parts, at = [_CONTEXT, struct.pack("<Q", len(data))], 0
    for first, after in places:
        parts += [struct.pack("<Q", first), data[at:first]]
        at = after
    return b"".join([*parts, data[at:]])


def read_signature(data: bytes) -> BookSignature | None:
    """The signature of a workbook, not tried yet; None where there is none, or one that is not as it was written.

    Args:
        data: the workbook.
    """
    places = places_of(data)
    if places is None:
        return None
    (check, _), (first, after), (again, _) = places
    part = data[after + len(_END) - len(signed_part(bytes(KEY))):after + len(_END)]
    try:
        key = bytes.fromhex(part[_KEY_AT:_KEY_AT + 2 * KEY].decode())
        signature = bytes.fromhex(data[first:after].decode())
    except ValueError:
        return None
    crc = struct.pack("<L", zlib.crc32(part))
    if part != signed_part(key, signature) or data[check:check + 4] != crc or data[again:again + 4] != crc:
        return None
    return BookSignature(key, signature, covered(data, places))

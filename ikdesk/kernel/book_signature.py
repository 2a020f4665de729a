"""Where the signature of a workbook stands, and what it covers: every byte of the file but its own place.

The signature is the last part of the package and is not packed, so that its 128 digits stand in the file as they are.
A package holds the check number (CRC-32) of each part twice; the two of this part are left out as well.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from ikdesk.kernel.signature import AFTER, NAME, XLSX_SIGNED, signature_in, signature_text
from ikdesk.kernel.signer import KEY, SIGNATURE
from ikdesk.kernel.succession import NAME as PASSED_NAME

CONTENT, PASSED, PART = "ikdesk/rapport.json", f"ikdesk/{PASSED_NAME}", f"ikdesk/{NAME}"
_LOCAL, _CENTRAL, _LAST = 30, 46, 22  # bytes of a package's own words before a part, about it, and at the very end
_PART = PART.encode()
_SIZE = len(signature_text(bytes(KEY)))
Place = tuple[int, int]  # the first byte, and the one after the last


@dataclass(frozen=True, slots=True)
class BookSignature:
    """A signature as it stands in a workbook."""

    key: bytes
    signature: bytes
    message: bytes  # what it should be the signature of


def places_of(data: bytes) -> tuple[Place, Place, Place] | None:
    """Where the check number, the signature and the check number once more stand; None where there is no signature.

    Args:
        data: a workbook.
    """
    last = len(data) - _LAST
    about = last - _CENTRAL - len(_PART)
    if about < 0 or data[last : last + 4] != b"PK\5\6" or data[about : about + 4] != b"PK\1\2":
        return None
    if data[about + _CENTRAL : last] != _PART:
        return None
    (first,) = struct.unpack_from("<L", data, about + 42)
    inside = first + _LOCAL + len(_PART)
    if data[first : first + 4] != b"PK\3\4" or data[first + _LOCAL : inside] != _PART or inside + _SIZE > about:
        return None
    end = inside + _SIZE - len(AFTER)
    return (first + 14, first + 18), (end - 2 * SIGNATURE, end), (about + 16, about + 20)


def covered(data: bytes, places: tuple[Place, ...]) -> bytes:
    """What the signature is made over: where the left out places are, and every other byte of the file.

    Args:
        data: the workbook.
        places: those of ``places_of``.
    """
    whole, at = memoryview(data), 0
    parts: list[bytes | memoryview] = [XLSX_SIGNED, struct.pack("<Q", len(data))]
    for first, after in places:
        parts += [struct.pack("<Q", first), whole[at:first]]
        at = after
    return b"".join([*parts, whole[at:]])


def read_signature(data: bytes) -> BookSignature | None:
    """The signature of a workbook, not tried yet; None where there is none, or one that is not as it was written.

    Args:
        data: the workbook.
    """
    places = places_of(data)
    if places is None:
        return None
    (check, _), (_first, after), (again, _) = places
    part = data[after + len(AFTER) - _SIZE : after + len(AFTER)]
    found, crc = signature_in(part), struct.pack("<L", zlib.crc32(part))
    if found is None or data[check : check + 4] != crc or data[again : again + 4] != crc:
        return None
    return BookSignature(*found, covered(data, places))

"""What the file "signatur.txt" in a report says, and what it is signed over; the same for those who write and read."""

from __future__ import annotations

import re

from ikdesk.kernel.signer import KEY, SIGNATURE

NAME = "signatur.txt"  # what it is called inside a report
ORIGINAL = "signert.pdf"  # the signed report inside its locked copy
PDF_SIGNED = b"IKdesk report, PDF 1\n"  # begins what is signed, so that no signature holds for anything else
XLSX_SIGNED = b"IKdesk report, XLSX 1\n"
OPENING = b"IKdesk-signatur 1 (Ed25519)\n"
BEFORE_KEY, BEFORE_SIGNATURE, AFTER = "Nøkkel: ".encode(), b"\nSignatur: ", b"\n"
BLANK = bytes(SIGNATURE)  # stands in the place of the signature until it is made
_TEXT = re.compile(
    re.escape(OPENING + BEFORE_KEY) + b"([0-9a-f]{%d})" % (2 * KEY)
    + re.escape(BEFORE_SIGNATURE) + b"([0-9a-f]{%d})" % (2 * SIGNATURE) + re.escape(AFTER)
)  # fmt: skip


def signature_text(key: bytes, signature: bytes = BLANK) -> bytes:
    """The file "signatur.txt": as long whatever the signature is.

    Args:
        key: what others check the signature with, 32 bytes.
        signature: 64 bytes.
    """
    return b"".join((OPENING, BEFORE_KEY, key.hex().encode(), BEFORE_SIGNATURE, signature.hex().encode(), AFTER))


def signature_in(text: bytes) -> tuple[bytes, bytes] | None:
    """The key and the signature in a file "signatur.txt"; None if it is anything but exactly what we write.

    Args:
        text: all of the file.
    """
    found = _TEXT.fullmatch(text)
    return None if found is None else (bytes.fromhex(found[1].decode()), bytes.fromhex(found[2].decode()))


def pdf_message(before: bytes, after: bytes) -> bytes:
    """What is signed in a PDF: where the signature stands, and every byte of the file but the signature's own.

    Args:
        before: the file up to the signature.
        after: the file from the end of the signature.
    """
    return b"%b%d\n%b%b" % (PDF_SIGNED, len(before), before, after)

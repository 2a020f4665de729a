"""A workbook takes its machine-readable numbers with it, and the unit's signature over every byte of the file."""

from __future__ import annotations

import zlib

from ikdesk.kernel.book_signature import CONTENT, PART, PASSED, covered, places_of
from ikdesk.kernel.signature import signature_text
from ikdesk.kernel.signer import Signer
from ikdesk.paper.story import Story

TYPES = {"json": "application/json", "txt": "text/plain"}  # what Excel is told about our own parts
RELATIONS = {CONTENT: "urn:ikdesk:rapport", PASSED: "urn:ikdesk:nokkelskifte", PART: "urn:ikdesk:signatur"}


def parts_of(story: Story, signer: Signer | None) -> dict[str, bytes]:
    """The parts of the package that are ours, the signature last: the numbers and the keys as they travel in the PDF.

    Args:
        story: the report.
        signer: signs as the unit; None for what is not signed.
    """
    content = next((one.data for one in story.attachments if one.mime == "application/json"), None)
    parts = {} if content is None else {CONTENT: content}
    if signer is None:
        return parts
    passed = {PASSED: signer.passed} if signer.passed else {}
    return {**parts, **passed, PART: signature_text(signer.key)}


def sign_book(data: bytes, signer: Signer) -> bytes:
    """Put the signature in its place.

    Args:
        data: the finished workbook, zeros where the signature shall stand.
        signer: signs as the unit.
    """
    places = places_of(data)
    if places is None:
        raise ValueError(PART)
    signature = signer.sign(covered(data, places))
    check = zlib.crc32(signature_text(signer.key, signature)).to_bytes(4, "little")
    signed = bytearray(data)
    for (first, after), said in zip(places, (check, signature.hex().encode(), check), strict=True):
        signed[first:after] = said
    return bytes(signed)

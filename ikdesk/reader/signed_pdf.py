"""A signed report as PDF, looked into: the signature is found in the bytes, and must hold over all the others."""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import replace
from io import BytesIO

import pikepdf
from pikepdf import ObjectStreamMode, StreamDecodeLevel

from ikdesk.kernel.signature import (
    AFTER,
    BEFORE_KEY,
    BEFORE_SIGNATURE,
    NAME,
    OPENING,
    ORIGINAL,
    pdf_message,
    signature_in,
)
from ikdesk.kernel.signer import KEY, SIGNATURE, holds
from ikdesk.kernel.succession import NAME as PASSED
from ikdesk.kernel.succession import Passing, passings_in
from ikdesk.kernel.words import _
from ikdesk.reader.signed import SignedFile

MOST = 64 << 20  # bytes, unpacked
_FILTERS = 2  # one upon the other; a small file may unpack to a very large one
_ARCHIVE = re.compile(b"<pdfaid:(part|conformance)>[^<]*</pdfaid:(part|conformance)>\n?")  # no locked file may be
_HEX = b"(?:[0-9a-f]{2})"
_PLACE = re.compile(
    b"stream\n" + (OPENING + BEFORE_KEY).hex().encode() + _HEX + b"{%d}" % (2 * KEY)
    + BEFORE_SIGNATURE.hex().encode() + b"(" + _HEX + b"{%d})" % (2 * SIGNATURE) + AFTER.hex().encode() + b">"
)  # fmt: skip


def signed_pdf(data: bytes, password: str = "") -> SignedFile:
    """Whether a PDF is a report that is whole and unchanged.

    Args:
        data: the file.
        password: opens it, if it is locked.
    """
    same = unicodedata.normalize("NFKC", password)  # however the keyboard composed its letters
    pikepdf.settings.set_qpdf_limits(flate_max_memory=MOST, run_length_max_memory=MOST, max_stream_filters=_FILTERS)
    try:
        with pikepdf.open(BytesIO(data), password=same) as pdf:
            return _looked_into(data, pdf)
    except pikepdf.PasswordError:
        wrong = _("Passordet er ikke riktig.") if password else _("Filen er låst med passord.")
        return SignedFile("pdf", "locked", str(wrong))
    except (pikepdf.PdfError, zlib.error, ValueError, TypeError, KeyError, AttributeError):
        return SignedFile("pdf", "unreadable", str(_("Filen er skadet og kan ikke leses.")))


def _looked_into(data: bytes, pdf: pikepdf.Pdf) -> SignedFile:
    if not pdf.is_encrypted:
        return _checked(data, pdf)
    if ORIGINAL not in pdf.attachments:
        return _unsigned(locked=True)
    inside = _unpacked(pdf, ORIGINAL)
    with pikepdf.open(BytesIO(inside)) as original:
        found = _checked(inside, original)
        if found.whole and not (_in_one_piece(data) and _only_locked(pdf, original) and _ink(pdf) == _ink(original)):
            return SignedFile("pdf", "changed", _changed(), locked=True)
    return replace(found, locked=True)


def _in_one_piece(data: bytes) -> bool:
    """Whether nothing was added to a file after it was written: other programs could show that instead."""
    return data.count(b"startxref") == 1 and data.rstrip().endswith(b"%%EOF")


def _only_locked(pdf: pikepdf.Pdf, original: pikepdf.Pdf) -> bool:
    """Whether a locked copy carries the signed report and nothing else, and says the same of itself."""
    title, was = (_ARCHIVE.sub(b"", one.Root.Metadata.read_bytes()) for one in (pdf, original))
    return set(pdf.Root.Names.keys()) == {"/EmbeddedFiles"} and list(pdf.attachments) == [ORIGINAL] and title == was


def _checked(data: bytes, pdf: pikepdf.Pdf) -> SignedFile:
    """The verdict on a file that is not locked."""
    places = list(_PLACE.finditer(data))
    if NAME not in pdf.attachments and not places:
        return _unsigned()
    if NAME not in pdf.attachments or len(places) != 1:
        return SignedFile("pdf", "changed", _changed())
    text = _unpacked(pdf, NAME)
    parts = signature_in(text)
    start, end = places[0].span(1)
    if parts is None or text.hex().encode() not in places[0][0]:
        return SignedFile("pdf", "changed", _changed())
    key, signature = parts
    message = pdf_message(data[:start], data[end:])
    if not holds(key, message, signature):
        return SignedFile("pdf", "changed", _changed(), key, signature, message)
    return SignedFile("pdf", "whole", "", key, signature, message, _content(pdf), passings=_passings(pdf))


def _content(pdf: pikepdf.Pdf) -> bytes:
    """The report for machines: the first attachment that is JSON."""
    for name in sorted(pdf.attachments):
        if name.endswith(".json"):
            return _unpacked(pdf, name)
    return b""


def _passings(pdf: pikepdf.Pdf) -> tuple[Passing, ...]:
    """How the key came from those before it."""
    return passings_in(_unpacked(pdf, PASSED)) if PASSED in pdf.attachments else ()


def _unpacked(pdf: pikepdf.Pdf, name: str) -> bytes:
    """A file that travels inside, but never more of it than a report can be: small files may unpack to very large ones.

    Raises:
        ValueError: it is larger, or packed in another way than ours are.
    """
    stream = pdf.attachments[name].get_file().obj
    packed, way = stream.read_raw_bytes(), str(stream.get("/Filter", ""))
    if way == "/ASCIIHexDecode":
        return bytes.fromhex(packed.removesuffix(b">").decode("ascii"))
    if way == "/FlateDecode":
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(packed, MOST)
        if not unpacking.eof:
            raise ValueError(name)
        return data
    if way:
        raise ValueError(way)
    return packed


def _ink(pdf: pikepdf.Pdf) -> bytes:
    """Everything that is seen and spoken, the same bytes for the same file however it is locked."""
    for key in ("/AF", "/Names", "/Metadata", "/Extensions"):
        if key in pdf.Root:
            del pdf.Root[key]
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    out = BytesIO()
    pdf.save(
        out, static_id=True, object_stream_mode=ObjectStreamMode.disable, compress_streams=False,
        stream_decode_level=StreamDecodeLevel.none, fix_metadata_version=False, encryption=False,
    )  # fmt: skip
    return out.getvalue()


def _unsigned(*, locked: bool = False) -> SignedFile:
    said = _("Filen er ikke signert. Den kan være et utkast, eller ikke laget i IKdesk.")
    return SignedFile("pdf", "unsigned", str(said), locked=locked)


def _changed() -> str:
    return str(_("Filen er endret etter at den ble signert."))

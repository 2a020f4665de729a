"""The unit's signature in a PDF: over every byte of the file but its own place, which always is as long.

It travels as the attachment "signatur.txt", written as hexadecimal digits so that its place can be found and filled in
the finished file. A locked copy cannot be archived, so the signed file travels inside it, whole.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, StreamDecodeLevel

from ikdesk.kernel.signature import NAME, ORIGINAL, pdf_message, signature_text
from ikdesk.kernel.signer import SIGNATURE, Signer
from ikdesk.kernel.succession import NAME as PASSED
from ikdesk.kernel.words import _
from ikdesk.paper.story import Attachment

_IN_FILE = 4 * SIGNATURE  # bytes that the signature takes in the file: digits of digits
_LATER, _NOW = b"ASCIIHexDigits", b"ASCIIHexDecode"  # the library would undo a coding that it knows
_ARCHIVE = re.compile(b"<pdfaid:(part|conformance)>[^<]*</pdfaid:(part|conformance)>\n?")
_AFTER = len((signature_text(bytes(32))[-1:]).hex())  # of its line, the same way


def place_for(signer: Signer) -> Attachment:
    """The attachment that the signature will stand in."""
    said = str(_("Enhetens signatur over hele filen"))
    return Attachment(NAME, signature_text(signer.key), "text/plain", said, "Supplement")


def passed_on(signer: Signer) -> list[Attachment]:
    """How the key came from those before it, as it travels inside; nothing if it is the first.

    Args:
        signer: signs as the unit.
    """
    said = str(_("Hvordan enhetens nøkkel er byttet"))
    return [Attachment(PASSED, signer.passed, "text/plain", said, "Supplement")] if signer.passed else []


def place_stream(pdf: pikepdf.Pdf, item: Attachment, stamp: str) -> pikepdf.Stream:
    """The attachment as it lies in the file: as digits, and without a check sum, which would change with it.

    Args:
        pdf: the file.
        item: from ``place_for``.
        stamp: the report's own moment, as PDF writes it.
    """
    params = Dictionary(Size=len(item.data), ModDate=stamp, CreationDate=stamp)
    return pdf.make_stream(
        item.data.hex().encode() + b">", Type=Name.EmbeddedFile, Subtype=Name("/" + item.mime), Params=params,
        Filter=Name("/" + _LATER.decode()),
    )  # fmt: skip


def signed(data: bytes, signer: Signer) -> bytes:
    """A finished file with its signature put in place.

    Args:
        data: the file, with ``place_for`` in it.
        signer: who signs.
    """
    digits = b"stream\n" + signature_text(signer.key).hex().encode() + b">"
    if data.count(digits) != 1:
        raise ValueError(f"{data.count(digits)} places for a signature")
    start = data.index(digits)
    end = start + len(digits) - 1 - _AFTER
    coding = data.rindex(_LATER, 0, start)
    before = b"".join((data[:coding], _NOW, data[coding + len(_NOW) : end - _IN_FILE]))
    after = data[end:]
    signature = signer.sign(pdf_message(before, after))
    return b"".join((before, signature.hex().encode().hex().encode(), after))


def locked_copy(data: bytes, password: str, stamp: str) -> bytes:
    """A copy that only opens with a password (AES-256); the signed file travels inside it, as it is.

    Args:
        data: the signed file.
        password: opens it.
        stamp: the report's own moment, as PDF writes it.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        stream = pdf.make_stream(
            data, Type=Name.EmbeddedFile, Subtype=Name("/application/pdf"),
            Params=Dictionary(Size=len(data), ModDate=stamp, CreationDate=stamp),
        )  # fmt: skip
        spec = pdf.make_indirect(Dictionary(
            Type=Name.Filespec, F=ORIGINAL, UF=ORIGINAL, Desc=str(_("Rapporten slik den er signert")),
            AFRelationship=Name.Source, EF=Dictionary(F=stream, UF=stream),
        ))  # fmt: skip
        pdf.Root.AF = Array([spec])  # everything else that travels is inside the signed file
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([ORIGINAL, spec])))
        return saved(pdf, password)


def saved(pdf: pikepdf.Pdf, password: str = "") -> bytes:
    """A file as bytes; the same file gives the same bytes, unless it is locked.

    Args:
        pdf: the file.
        password: opens it, its metadata and what travels inside; "" for none.
    """
    if password:
        _no_archive(pdf)
    out = BytesIO()
    pdf.save(
        out, deterministic_id=not password, object_stream_mode=ObjectStreamMode.generate, compress_streams=True,
        stream_decode_level=None if password else StreamDecodeLevel.none, fix_metadata_version=False,
        encryption=_lock(password) if password else False,
    )  # fmt: skip
    return out.getvalue()


def _no_archive(pdf: pikepdf.Pdf) -> None:
    """Take back the word that it may be archived: nothing locked may."""
    said = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata = pdf.make_stream(_ARCHIVE.sub(b"", said), Type=Name.Metadata, Subtype=Name.XML)


def _lock(password: str) -> pikepdf.Encryption:
    """AES-256 as in PDF 2.0; whoever opens it may do what they like with it, and screen readers may read it."""
    same = unicodedata.normalize("NFKC", password)  # however the keyboard composed its letters
    return pikepdf.Encryption(user=same, owner=secrets.token_urlsafe(32), R=6, aes=True, metadata=True)

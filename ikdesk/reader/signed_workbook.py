"""A signed report as a workbook, looked into: the signature is the last part, and must hold over every other byte."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from ikdesk.kernel.book_signature import CONTENT, PART, PASSED, read_signature
from ikdesk.kernel.signer import holds
from ikdesk.kernel.succession import passings_in
from ikdesk.kernel.words import _
from ikdesk.reader.signed import SignedFile

MOST_CONTENT = 32 << 20  # bytes, unpacked
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # as spreadsheets are; nothing else is unpacked
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, NotImplementedError, RuntimeError)


def signed_workbook(data: bytes) -> SignedFile:
    """Whether a workbook is a report that is whole and unchanged.

    Args:
        data: the file.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _checked(data, archive)
    except _DAMAGED:
        return SignedFile("xlsx", "unreadable", str(_("Filen er skadet og kan ikke leses.")))


def _checked(data: bytes, archive: zipfile.ZipFile) -> SignedFile:
    names = [name.casefold() for name in archive.namelist()]
    found = read_signature(data)
    if found is None and PART not in names:
        said = _("Arbeidsboken er ikke signert. Den kan være et utkast, eller være lagret på nytt i et annet program.")
        return SignedFile("xlsx", "unsigned", str(said))
    changed = str(_("Filen er endret etter at den ble signert."))
    if found is None or len(names) != len(set(names)):
        return SignedFile("xlsx", "changed", changed)
    told = (found.key, found.signature, found.message)
    if not holds(found.key, found.message, found.signature):
        return SignedFile("xlsx", "changed", changed, *told)
    content, passed = (_unpacked(archive, name) if name in names else b"" for name in (CONTENT, PASSED))
    return SignedFile("xlsx", "whole", "", *told, content, passings=passings_in(passed))


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of ours: the report for machines, or how the key came from those before it."""
    about = archive.getinfo(name)
    if about.file_size > MOST_CONTENT or about.compress_type not in _PACKED:
        raise ValueError(name)
    return archive.read(name)

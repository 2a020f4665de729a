"""A report that came from somewhere: whether it is whole and unchanged, and who signed it."""

from __future__ import annotations

from pathlib import Path

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _
from ikdesk.reader.signed import SignedFile

MOST = 64 << 20  # bytes; a report is never as large


def read_signed(path: Path, password: str = "") -> SignedFile:
    """Look into a report: whether its signature holds over all of it.

    Args:
        path: a PDF or a workbook.
        password: opens it, if it is locked.

    Raises:
        Problem: the file cannot be read, or is too large to be a report.
    """
    said = _("Får ikke lest {name}. Sjekk at filen finnes, og prøv igjen.")
    try:
        if not path.is_file():  # a pipe or a device has no end
            raise Problem(said.format(name=path.name))
        if path.stat().st_size > MOST:
            raise Problem(_("Filen er for stor til å være en rapport fra IKdesk."))
        data = path.read_bytes()
    except OSError as error:
        raise Problem(said.format(name=path.name)) from error
    return signed_in(data, password)


def signed_in(data: bytes, password: str = "") -> SignedFile:
    """Look into a report that is in memory; as ``read_signed``."""
    if data.startswith(b"%PDF-"):
        from ikdesk.reader.signed_pdf import signed_pdf

        return signed_pdf(data, password)
    if data.startswith(b"PK\x03\x04"):
        from ikdesk.reader.signed_workbook import signed_workbook

        return signed_workbook(data)
    return SignedFile("", "unreadable", str(_("Dette er verken en PDF eller et regneark fra IKdesk.")))

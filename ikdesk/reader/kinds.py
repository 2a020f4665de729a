"""What kind of file it is, judged by what is in it and not by its name."""

from __future__ import annotations

import zipfile
from enum import Enum
from pathlib import Path

from ikdesk.kernel.words import _

_TABLE = _("Velg en tabell som er lagret som Excel-arbeidsbok (.xlsx) eller CSV.")
_SAVE_AS_XLSX = _("Åpne den i programmet den er laget i, og lagre den som Excel-arbeidsbok (.xlsx).")


class Kind(Enum):
    """A kind of file; its value is what is wrong with it and what to do."""

    TEXT = (_("er tekst."), "")
    WORKBOOK = (_("er en arbeidsbok."), "")
    EMPTY = (_("er tom."), _("Lagre tabellen på nytt og velg filen igjen."))
    PICTURE = (_("er et bilde."), _TABLE)
    PDF = (_("er en PDF."), _TABLE)
    OLD_EXCEL = (_("er en eldre Excel-fil."), _("Åpne den i Excel og lagre den som Excel-arbeidsbok (.xlsx)."))
    LOCKED = (_("er beskyttet med passord."), _("Åpne den i Excel og lagre en kopi uten passord."))
    BINARY_EXCEL = (_("er en binær Excel-fil."), _("Åpne den i Excel og lagre den som Excel-arbeidsbok (.xlsx)."))
    OPEN_DOCUMENT = (_("er et regneark fra LibreOffice."), _SAVE_AS_XLSX)
    DOCUMENT = (_("er et tekstdokument eller en presentasjon."), _TABLE)
    WEB_PAGE = (_("er en nettside, selv om navnet kan ligne på en tabell."), _SAVE_AS_XLSX)
    ARCHIVE = (_("er en pakket fil."), _("Pakk den ut og velg tabellen som ligger i den."))
    SOMETHING_ELSE = (_("er ikke en tabell."), _TABLE)

    @property
    def advice(self) -> str:
        """What it is and what to do, to stand after the name of the file."""
        return f"{self.value[0]} {self.value[1]}"


_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG", Kind.PICTURE), (b"\xff\xd8\xff", Kind.PICTURE), (b"GIF8", Kind.PICTURE), (b"BM", Kind.PICTURE),
    (b"II*\x00", Kind.PICTURE), (b"MM\x00*", Kind.PICTURE), (b"\x00\x00\x01\x00", Kind.PICTURE),
    (b"%PDF", Kind.PDF), (b"{\\rtf", Kind.DOCUMENT), (b"\x1f\x8b", Kind.ARCHIVE), (b"7z\xbc\xaf", Kind.ARCHIVE),
    (b"Rar!", Kind.ARCHIVE), (b"PK\x05\x06", Kind.ARCHIVE), (b"SQLite format 3", Kind.SOMETHING_ELSE),
)  # fmt: skip
_WEB = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<svg", b"<meta")
_PHONE_PICTURES = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftypavif")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # UTF-8 and UTF-16 say so in their first bytes
_TEXT_CONTROLS = b"\t\n\r\f\x1a\x1b\x0b"
_INSIDE = {
    "xl/workbook.xml": Kind.WORKBOOK, "xl/workbook.bin": Kind.BINARY_EXCEL, "word/document.xml": Kind.DOCUMENT,
    "ppt/presentation.xml": Kind.DOCUMENT, "content.xml": Kind.OPEN_DOCUMENT,
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED, _OLD_TEXT = ("EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))


def kind_of(path: Path) -> Kind:
    """What kind of file it is.

    Raises:
        OSError: it cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(65_536)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n\x1a"):
        return Kind.EMPTY
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(path)
    if head.startswith(_OLE):
        return _kind_of_old_office(path)
    for start, kind in _STARTS:
        if head.startswith(start) and not (start == b"BM" and _is_text(head)):
            return kind
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> Kind:
    if (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:12] in _PHONE_PICTURES:
        return Kind.PICTURE
    plain = head.replace(b"\x00", b"") if head.startswith(_MARKS[1:]) else head
    if plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower().startswith(_WEB):
        return Kind.WEB_PAGE
    return Kind.TEXT if _is_text(head) else Kind.SOMETHING_ELSE


def _is_text(head: bytes) -> bool:
    """Whether it can be text: hardly a control character, and zeros only in UTF-16."""
    if head.startswith(_MARKS):
        return True
    if b"\x00" in head:
        return looks_like_utf16(head) != ""
    strange = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in head)
    return strange <= len(head) // 100


def looks_like_utf16(head: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" for text of which nearly every other byte is zero, else ""."""
    zeros = (head[1::2].count(0), head[0::2].count(0))
    half = max(1, len(head) // 2)
    if zeros[0] > half * 0.7 and zeros[1] < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if zeros[1] > half * 0.7 and zeros[0] < half * 0.05 else ""


def _kind_of_archive(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return Kind.WORKBOOK  # cut short or damaged: the reader of workbooks says so
    return next((kind for name, kind in _INSIDE.items() if name in names), Kind.ARCHIVE)


def _kind_of_old_office(path: Path) -> Kind:
    """An old workbook or text, or a new one that is locked with a password."""
    with path.open("rb") as file:
        content = file.read(8_000_000)
    if _ENCRYPTED in content:
        return Kind.LOCKED
    return Kind.DOCUMENT if _OLD_TEXT in content else Kind.OLD_EXCEL

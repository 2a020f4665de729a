"""How an archive is laid out: what its files are called, and how a value is written.

Everything is UTF-8 and open to be read. Paths are relative to the archive, with forward slashes.

Source: RFC 4180 (CSV), RFC 8259 (JSON), ISO 19005 (PDF/A); arkivforskrifta FOR-2025-12-17-2647 §§ 5, 6, 26, 29, 31, 33.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _

FORMAT = "ikdesk-archive"
VERSION = 1
README = "LESMEG.txt"
CHECKSUMS = "SHA256SUMS.txt"  # of every other file; "sha256sum -c SHA256SUMS.txt" reads it
METADATA = "metadata.json"
DESCRIPTION = "systembeskrivelse"  # .json for programs, .pdf for people
TABLES = "tabeller"  # <table>.csv and <table>.json: the same rows; JSON has the true values
FILES = "filer"  # <key>.<ending>: pictures and the files of delivered reports
DOCUMENTS = "dokumenter"  # for people, as PDF/A where nothing else is said; an import never reads them

ENDINGS = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "eml": "message/rfc822",
    "bin": "application/octet-stream",
}  # what stands after the dot, and what such a file is

# numbered one by one in the archive, from 1: a gap would tell of what is left out
RUNNING = frozenset({"history", "access", "access_record"})

# the tables that are not in an archive, and why
LEFT_OUT = {
    "draft": _("Det noen har begynt å skrive, men ikke lagret. Det er ikke dokumentasjon før det er lagret."),
    "search_text": _("Ord som søket bruker. De står i radene de kommer fra, og lages på nytt."),
    "pin": _("PIN-koder. De er laget for å låse, ikke for å leses."),
    "chain_key": _("Nøkkelen endringsloggen og tilgangsloggen er merket med. Den er hemmelig."),
    "record_key": _("Nøklene endringene er låst med inne i IKdesk. I arkivet står endringene åpent."),
}

# sealed_content as it stands in an archive: the bytes lie in a file of their own; the last four are null where they
# cannot be read any more. What was destroyed is there only if something points to it
SEALED = "sealed_content"
SEALED_COLUMNS = ("id", "file", "media_type", "size", "sha256")  # size in bytes

# history.what: a text that is itself JSON, {attribute: [before, after]}; null where what it told of was disposed of
HISTORY = "history"


_BEGINS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"%PDF-": "pdf"}
_ALSO = {"jpeg": "jpg"}  # what the program calls a format, where that is no ending


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A picture or a file that lies locked in the program, and open in an archive.

    Args:
        key: its own.
        ending: of ``ENDINGS``.
        data: the bytes; None where they cannot be read any more.
    """

    key: Key
    ending: str
    data: bytes | None

    @classmethod
    def of(cls, key: Key, kind: str, data: bytes | None) -> SealedFile:
        """What it is, as what it belongs to says, or else as it begins.

        Args:
            key: its own.
            kind: "png", "pdf" …; "" where nobody says.
            data: the bytes.
        """
        told = _ALSO.get(kind, kind)
        begins = next((ending for start, ending in _BEGINS.items() if (data or b"").startswith(start)), "bin")
        return cls(key, told if told in ENDINGS else begins, data)

    @property
    def path(self) -> str:
        """Where it lies in the archive."""
        return f"{FILES}/{self.key}.{self.ending}"

    def row(self) -> tuple[Any, ...]:
        """A value for each of ``SEALED_COLUMNS``."""
        if self.data is None:
            return (self.key, None, None, None, None)
        digest = hashlib.sha256(self.data).hexdigest()
        return (self.key, self.path, ENDINGS[self.ending], len(self.data), digest)


def plain(value: Any) -> Any:
    """A value as it stands in JSON: ISO 8601 for days and times (UTC, no zone), codes for states, text for keys.

    Numbers, texts, yes and no stand as they are, several codes as a list.

    Args:
        value: as a column holds it.
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Choice():
            return value.code
        case Enum():
            return value.name
        case Key():
            return str(value)
        case tuple():
            return list(value)
        case date() | datetime() | time():
            return value.isoformat()
        case _:
            raise TypeError(type(value))


def flat(value: Any) -> Any:
    """A plain value as it stands in CSV: several codes in one cell, with a semicolon between.

    Args:
        value: as ``plain`` gives it.
    """
    return ";".join(str(part) for part in value) if isinstance(value, list) else value


# metadata.json, with these names:
#
# {"format": "ikdesk-archive", "version": 1,
#  "program": {"name": "IKdesk", "version": "0.8.0"}, "schema": 7,
#  "unit": {"name": …, "organisation_number": …, "kind": "barnehage", "ownership": "municipal"},
#  "taken_out": {"at": "2026-11-22T21:00:00Z", "by": …, "role": "leader"},
#  "period": {"first": "2023-08-01", "last": "2026-11-22"},          both null where there is nothing of
#  "encoding": "UTF-8", "time_zone": "UTC", "languages": ["nb"],
#  "tables": [{"name": "incident", "title": …, "rows": 212, "csv": "tabeller/incident.csv",
#              "json": "tabeller/incident.json", "retention": {"rule": "preserve", "text": …, "source": …}}, …],
#                                                                    parents before children
#  "files": {"count": 12, "bytes": 123456},                          those in filer/
#  "documents": [{"path": "dokumenter/…", "title": …, "media_type": …, "pdf_a": true}, …],
#  "left_out": [{"what": "draft", "why": …}, …],
#  "chains": {"history": {"rows": 4711, "digest": "…64 hex…", "whole": true}, "access": {…}},
#                   rows and digest: those of the table here; whole: that nothing was altered in the program
#  "origin_and_change": [{"table": "history", "tells": …}, …]}
#
# Nothing in it tells whether there are cases that whoever took it out may not see: not even that there are none.

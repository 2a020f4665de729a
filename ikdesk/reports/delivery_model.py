"""Delivering a report: what is wanted, what is kept of it, and what was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from ikdesk.kernel.base import new_key
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.version_model import Delivery

FORMATS = ("pdf", "xlsx")
MAIL = "eml"  # the draft of the e-mail, kept with them
LOCKED = "locked"  # a copy of the PDF that opens with a password; made anew when it is wanted, and kept nowhere


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report somebody wants, and what shall come of it."""

    period: Period
    audience: Audience = Audience.MUNICIPALITY
    formats: tuple[str, ...] = FORMATS
    language: str = ""  # "nb", "nn" or "en"; empty: the unit's own, or else the program's
    to: str = ""  # who gets it; empty: it is a draft
    email: str = ""  # several with commas between
    mail: bool = False  # a draft of an e-mail too, with the files in it
    password: str = ""  # the PDF is written as a locked copy too, which this opens; only that goes into the e-mail

    @property
    def delivered(self) -> bool:
        """Whether it is delivered, and not only a draft."""
        return bool(self.to)


@dataclass(frozen=True, slots=True)
class Ready:
    """What a report is drawn from."""

    facts: Facts  # protected
    language: str
    kept: Mapping[str, object] = field(repr=False)  # the numbers as they are, unprotected: kept when it is delivered


@dataclass(frozen=True, slots=True)
class FileBytes:
    """A file of a delivered report."""

    format: str  # "pdf", "xlsx", "eml" or "locked"
    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A report that is drawn: all that is kept of it when it is delivered. Where nobody gets it, it is a draft."""

    period: str  # the code
    audience: Audience
    edition: int
    language: str
    first: date  # the days that were counted
    last: date
    at: datetime  # the report's own moment; local time
    to: str
    email: str
    content: str = field(repr=False)  # JSON, protected
    kept: str = field(repr=False)  # JSON: the numbers as they were; never leaves the file
    fingerprint: str  # of the key it was signed with
    files: tuple[FileBytes, ...]
    extra: tuple[FileBytes, ...] = ()  # written for people, and kept nowhere: a locked copy
    asked: tuple[str, ...] = FORMATS  # which of the files somebody wants to have; all of them are kept
    key: Key = field(default_factory=new_key)  # what it is asked for by, once it is delivered


@dataclass(frozen=True, slots=True)
class Made:
    """What lies in the folder afterwards."""

    paths: tuple[Path, ...]  # the files of the report
    key: Key | None = None  # of the delivered report; None: it is a draft
    mail: Path | None = None  # the draft of the e-mail


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One delivered report, as a list shows it."""

    key: Key
    period: str  # the code
    audience: Audience
    edition: int
    status: Delivery
    first: date
    last: date
    delivered_on: date
    delivered_to: str
    received_on: date | None
    formats: tuple[str, ...]  # of the files that are kept
    newest: bool  # no later version of the same report was delivered
    touched: bool = False  # its numbers are others today; ``changes_since`` tells which


@dataclass(frozen=True, slots=True)
class VersionView:
    """Everything that is kept of a delivered report but the files themselves."""

    row: VersionRow
    delivered_at: datetime
    email: str
    received_note: str
    language: str
    checksum: str
    fingerprint: str
    content: str = field(repr=False)
    files: tuple[tuple[str, str], ...] = ()  # format and name

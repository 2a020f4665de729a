"""Delivered reports: what was sent, as it was, and whether it was received. Never changed, never taken back."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Key, Record, attr, choice_type, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.words import LANGUAGES, _, clean
from ikdesk.reports.audience_model import Audience

# only signs that mean nothing to mail programs: "=?" would be read as other signs, new lines and all
ADDRESS = re.compile(r"(?!.*=\?)[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+")


class Delivery(Choice):
    """How far a report has come. What is only a draft is kept nowhere: it is made anew."""

    DELIVERED = _("Levert")
    RECEIVED = _("Mottatt")


class ReportVersion(Record):
    """A report that was delivered, with everything it said; a new version is a new document."""

    __tablename__ = "report_version"
    __stops__ = _("En rapport som er levert, kan ikke angres. Lever en ny versjon i stedet.")
    __page__ = "reports"
    __table_args__ = (UniqueConstraint("period", "audience", "edition"),)

    period: Mapped[str] = mapped_column(String(60), index=True)  # "2026-T1"
    audience: Mapped[Audience] = attr(_("Hvem er den til?"), type_=choice_type(Audience))
    edition: Mapped[int] = attr(_("Versjon"), type_=Integer)
    status: Mapped[Delivery] = attr(_("Status"), type_=choice_type(Delivery), default=Delivery.DELIVERED)
    language: Mapped[str] = mapped_column(String(5))
    first: Mapped[date] = mapped_column()  # the days that were counted
    last: Mapped[date] = mapped_column()
    delivered_on: Mapped[date] = attr(_("Levert"))
    delivered_at: Mapped[datetime] = mapped_column()  # the report's own moment; local time
    delivered_to: Mapped[str] = attr(
        _("Hvem får rapporten?"), hint=_("Navn eller stilling, for eksempel kommunalsjef oppvekst."), type_=String(200)
    )
    delivered_email: Mapped[str] = attr(
        _("E-postadresse"), hint=_("Kan stå tomt. Flere skilles med komma."), type_=String(200), default=""
    )
    received_on: Mapped[date | None] = attr(_("Mottatt"))
    received_note: Mapped[str] = attr(
        _("Hva svarte mottakeren?"), hint=_("Kan stå tomt."), long=True, type_=Text, default=""
    )
    content: Mapped[str] = mapped_column(Text)  # JSON, protected: byte for byte what travels inside the files
    checksum: Mapped[str] = mapped_column(String(64))  # SHA-256 of it, as printed in the report
    kept: Mapped[str] = mapped_column(Text)  # JSON: the numbers as they were, unprotected; never leaves the file
    fingerprint: Mapped[str] = mapped_column(String(80))  # of the key it was signed with

    def called(self) -> str:
        """What it is."""
        return str(_("Rapporten som er levert"))

    def check(self, today: date) -> None:
        """Raise Invalid unless it was delivered to somebody by today, and received no earlier than that.

        Args:
            today: the day it is.
        """
        super().check(today)
        wrong = wrong_recipient(self.delivered_to, self.delivered_email)
        if self.delivered_on > today:
            wrong["delivered_on"] = _("Dato må være i dag eller tidligere. Skriv for eksempel 20.11.2026.")
        if (self.status is Delivery.RECEIVED) != (self.received_on is not None):
            wrong["received_on"] = _("Skriv hvilken dag den ble mottatt.")
        elif self.received_on is not None and not self.delivered_on <= self.received_on <= today:
            wrong["received_on"] = _("Den kan ikke være mottatt før den ble levert, eller etter i dag.")
        if wrong:
            raise Invalid(**wrong)
        if self.edition < 1 or self.language not in LANGUAGES or self.checksum != checksum_of(self.content):
            raise ValueError(self.period)


class ReportFile(Record):
    """One of the files of a delivered report, byte for byte."""

    __tablename__ = "report_file"
    __stops__ = _("En rapport som er levert, kan ikke angres. Lever en ny versjon i stedet.")
    __part_of__ = "version_id"
    __page__ = "reports"
    __table_args__ = (UniqueConstraint("version_id", "format"),)

    version_id: Mapped[Key] = mapped_column(ForeignKey("report_version.id"), index=True)
    format: Mapped[str] = mapped_column(String(10))  # "pdf" or "xlsx"
    name: Mapped[str] = mapped_column(String(200))
    checksum: Mapped[str] = mapped_column(String(64))  # SHA-256 of the whole file
    content_id: Mapped[Key] = mapped_column(ForeignKey("sealed_content.id"))

    def called(self) -> str:
        """What it is."""
        return str(_("Filen til en levert rapport"))


def addresses(text: str) -> list[str]:
    """The e-mail addresses in a line, one by one."""
    return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]


def wrong_recipient(to: str, email: str) -> dict[str, str]:
    """What is wrong with whom a report is delivered to, by attribute; nothing where it can be.

    Args:
        to: their name or position.
        email: addresses with commas between; may be empty.
    """
    wrong: dict[str, str] = {}
    if not clean(to):
        wrong["delivered_to"] = _("Skriv hvem rapporten er til.")
    if any(not ADDRESS.fullmatch(one) for one in addresses(email)):
        wrong["delivered_email"] = _("E-postadressen ser feil ut. Skriv for eksempel oppvekst@kommunen.no.")
    return wrong


def checksum_of(content: str) -> str:
    """The SHA-256 of what a report says for machines, as it is printed: 64 hexadecimal digits."""
    return hashlib.sha256(content.encode("utf-8")).hexdigest()

"""Meetings: what the staff looked at, what they said, and what they decided to do."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Code, Key, Record, attr, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)  # other days are typing errors
ASKED = 300  # characters of a question


class Meeting(Record):
    """One meeting with the staff, planned or held."""

    __tablename__ = "meeting"
    __searched__ = ("title", "agenda", "note")
    __undone__ = Right.HANDLE
    __page__ = "meetings"

    day: Mapped[date] = attr(_("Dato"))
    title: Mapped[str] = attr(_("Hva slags møte er det?"), type_=String(120), default="")
    period: Mapped[str] = mapped_column(String(60), default="")  # what is shown: "2026-T1"; empty: the last 12 months
    focus_id: Mapped[Key | None] = mapped_column(
        ForeignKey("focus_area.id"), index=True, info={"label": _("Hvilket innsatsområde?")}
    )
    agenda: Mapped[str] = attr(
        _("Andre saker"), hint=_("Én på hver linje. Ikke navn på barn."), long=True, type_=Text, default=""
    )
    present: Mapped[str] = attr(
        _("Hvem var med?"), hint=_("For eksempel: alle avdelinger, 14 ansatte."), type_=String(300), default=""
    )
    note: Mapped[str] = attr(
        _("Annet som ble sagt"), hint=_("Ikke navn på barn."), long=True, type_=Text, default=""
    )
    begun_at: Mapped[datetime | None] = mapped_column()  # UTC
    ended_at: Mapped[datetime | None] = mapped_column()  # UTC; None: planned, or going on

    def called(self) -> str:
        """What it is."""
        return str(_("Møtet"))

    def check(self, today: date) -> None:
        """Raise Invalid unless the day could be true.

        Args:
            today: the day it is.
        """
        super().check(today)
        if not EARLIEST <= self.day <= LATEST:
            raise Invalid(day=_("Årstallet ser feil ut. Skriv for eksempel 20.11.2026."))


class MeetingIdea(Record):
    """Something the staff do already, can do at once, or must plan; it becomes a measure when the meeting ends."""

    __tablename__ = "meeting_idea"
    __undone__ = Right.HANDLE
    __page__ = "meetings"

    meeting_id: Mapped[Key] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int] = mapped_column(Integer, default=0)
    title: Mapped[str] = attr(_("Hva skal gjøres?"), hint=_("Én setning. Ikke navn på barn."), type_=String(160))
    origin: Mapped[Code] = attr(_("Når kan tiltaket settes i verk?"), codes="measure_origin")
    role: Mapped[Code | None] = attr(_("Hvem gjør det?"), codes="responsible_role")
    responsible_id: Mapped[Key | None] = mapped_column(
        ForeignKey("person.id"), index=True, info={"label": _("Navnet på den som gjør det")}
    )
    deadline: Mapped[date | None] = attr(_("Innen når?"))
    measure_id: Mapped[Key | None] = mapped_column(ForeignKey("measure.id"), index=True)  # what it became, or was

    def called(self) -> str:
        """What it is."""
        return str(_("Forslaget fra møtet"))

    def check(self, today: date) -> None:
        """Raise Invalid unless it says what is to be done.

        Args:
            today: the day it is.
        """
        super().check(today)
        wrong: dict[str, str] = {}
        if not self.title:
            wrong["title"] = _("Skriv hva som skal gjøres.")
        if not self.origin:
            wrong["origin"] = _("Velg når tiltaket kan settes i verk.")
        if self.deadline is not None and not EARLIEST <= self.deadline <= LATEST:
            wrong["deadline"] = _("Årstallet ser feil ut. Skriv for eksempel 20.11.2026.")
        if wrong:
            raise Invalid(**wrong)


class MeetingAnswer(Record):
    """What the staff answered to a question they talked about."""

    __tablename__ = "meeting_answer"
    __undone__ = Right.HANDLE
    __page__ = "meetings"
    __table_args__ = (UniqueConstraint("meeting_id", "key"),)

    meeting_id: Mapped[Key] = mapped_column(ForeignKey("meeting.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))  # which of the questions, or "own_" and more
    question: Mapped[str] = attr(_("Spørsmål"), type_=String(ASKED))  # as it was asked then
    text: Mapped[str] = attr(_("Hva sa dere?"), hint=_("Ikke navn på barn."), long=True, type_=Text, default="")

    def called(self) -> str:
        """What it is."""
        return str(_("Svaret fra møtet"))

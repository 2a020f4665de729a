"""Incidents: what happened, and what was made of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from math import ceil

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from ikdesk.kernel.answers import wrong_day
from ikdesk.kernel.base import Base, Code, Key, Record, attr, choice_type, mapped_column, new_key
from ikdesk.kernel.clock import elapsed
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _

REPORTED = (
    "kind", "occurred_on", "occurred_time", "place_id", "severity", "story", "done_at_once", "child", "department_id",
    "about_id",
)  # what somebody who reports is asked about
ASKED = (*REPORTED, "potential", "notified", "treatment")  # with what may be told at once and is often added later
MUST_ANSWER = {
    "kind": _("Velg hva slags hendelse det er."),
    "occurred_on": _("Skriv når det skjedde."),
    "place_id": _("Velg hvor det skjedde."),
    "severity": _("Velg hvor alvorlig det var."),
}
STAFF_KINDS = frozenset({"staff_injury", "violence_threat"})  # the staff register; all else is the children's
CHILD_INJURY = "child_injury"
ENVIRONMENT = "environment_42"  # barnehageloven § 42, opplæringslova § 12-4
VIOLATION = "staff_violation_43"  # barnehageloven § 43, opplæringslova § 12-5: always restricted
INTERVENTION = "physical_intervention"  # opplæringslova § 13-5
REFERENCE = frozenset({ENVIRONMENT, VIOLATION, INTERVENTION})  # the case itself lies elsewhere
SERIOUS = 3  # grade from which it is serious: somebody is told at once, and it comes first
BRIEF = 200  # characters of the story of one of these
BOX = "box:"  # before the receipt, in the source of what was reported from a locked screen


class Status(Choice):
    """Where an incident stands."""

    UNCONFIRMED = _("Ubekreftet")
    REPORTED = _("Ny")
    IN_PROGRESS = _("Følges opp")
    MEASURES_RUNNING = _("Tiltak pågår")
    CLOSED = _("Lukket")
    WITHDRAWN = _("Trukket")


OPEN = (Status.REPORTED, Status.IN_PROGRESS, Status.MEASURES_RUNNING)  # something is left to do


class Incident(Record):
    """One event, as reported by a member of staff."""

    __tablename__ = "incident"
    __searched__ = ("number", "story", "done_at_once", "handling", "prevent_said")
    __undone__ = Right.HANDLE
    __stops__ = _("Hvem som får se en hendelse, kan ikke angres her. Åpne hendelsen, og velg «Skjerm».")
    __fixed__ = frozenset({"restricted", "about_id"})
    __page__ = "incidents"
    __table_args__ = (
        # holds all that lists and sums ask about, so that counting never reads the stories: ten times faster; what
        # every question asks stands first, for SQLite reads a row of the index from its beginning
        Index(
            "ix_incident_when",
            "occurred_on", "id", "status", "reported_at", "about_id", "restricted", "closed_at", "kind", "severity",
            "place_id", "activity", "mechanism", "routine_status", "department_id",
        ),
        Index("ix_incident_number", "year", "running", unique=True),
        Index("ix_incident_open", "status", "closed_at"),  # the front page asks for what is still open
        Index("ix_incident_made_by", "made_by"),  # most see only what they reported themselves
    )

    number: Mapped[str] = attr(_("Nummer"), type_=String(20), unique=True)
    year: Mapped[int] = mapped_column(Integer)
    running: Mapped[int] = mapped_column(Integer)
    kind: Mapped[Code] = attr(_("Hva slags hendelse er det?"), codes="event_type")
    occurred_on: Mapped[date] = attr(_("Når skjedde det?"))
    occurred_time: Mapped[time | None] = attr(_("Klokkeslett"))
    place_id: Mapped[Key] = mapped_column(ForeignKey("place.id"), index=True, info={"label": _("Hvor skjedde det?")})
    department_id: Mapped[Key | None] = mapped_column(
        ForeignKey("department.id"), info={"label": _("Avdeling")}
    )
    severity: Mapped[int | None] = attr(_("Hvor alvorlig var det?"), codes="severity", asked=True)
    story: Mapped[str] = attr(
        _("Hva skjedde?"), hint=_("Skriv kort hva du så. Ikke skriv navn eller fødselsnummer."), long=True,
        type_=Text, default="",
    )  # fmt: skip
    done_at_once: Mapped[str] = attr(_("Hva gjorde dere med en gang?"), long=True, type_=Text, default="")
    child: Mapped[str] = attr(
        _("Hvem gjelder det?"), hint=_("Initialer eller nummer."), type_=String(20), default=""
    )
    status: Mapped[Status] = attr(_("Status"), type_=choice_type(Status), default=Status.REPORTED)
    reported_at: Mapped[datetime | None] = attr(_("Meldt"))  # local; None: outside handling time and reminders
    closed_at: Mapped[datetime | None] = attr(_("Lukket"))  # local
    hours_to_report: Mapped[int | None] = mapped_column(Integer)  # begun hours, kept for the sums
    days_to_close: Mapped[int | None] = mapped_column(Integer)  # whole days, kept for the sums

    routine_status: Mapped[Code | None] = attr(
        _("Ble en rutine brutt, manglet den, eller virket den ikke godt nok?"), codes="routine_status"
    )
    routine_id: Mapped[Key | None] = mapped_column(
        ForeignKey("routine.id"), index=True, info={"label": _("Hvilken rutine?")}
    )
    activity: Mapped[Code | None] = attr(_("Hva holdt de på med?"), codes="activity")
    mechanism: Mapped[Code | None] = attr(_("Hvordan skjedde det?"), codes="mechanism")
    causes: Mapped[tuple[str, ...]] = attr(_("Hva var årsaken?"), codes="cause", default=())
    injury_kind: Mapped[Code | None] = attr(_("Hva slags skade?"), codes="injury_kind")
    body_part: Mapped[Code | None] = attr(_("Hvor på kroppen?"), codes="body_part")
    side: Mapped[Code | None] = attr(_("Side"), codes="side")
    treatment: Mapped[tuple[str, ...]] = attr(_("Behandling"), codes="treatment", default=())
    notified: Mapped[tuple[str, ...]] = attr(_("Hvem har fått beskjed?"), codes="notified", default=())
    handling: Mapped[str] = attr(_("Vurdering og oppfølging"), long=True, type_=Text, default="")
    reply: Mapped[str | None] = attr(
        _("Svar til den som meldte"), hint=_("Den som meldte, ser dette hos seg."), long=True, type_=Text
    )
    source: Mapped[str | None] = mapped_column(String(80), unique=True)  # identity of an imported row or a sealed box
    restricted: Mapped[bool] = mapped_column(default=False, server_default=text("0"))  # leaders and those named
    about_id: Mapped[Key | None] = mapped_column(
        ForeignKey("person.id"), info={"label": _("Gjelder det noen som kan låse opp IKdesk her?")}
    )  # they never see it
    disposed_on: Mapped[date | None] = attr(_("Kassert"))  # nothing of what it said is left
    potential: Mapped[int | None] = attr(
        _("Hvor alvorlig kunne det blitt?"), hint=_("Tenk på det verste som lett kunne ha skjedd."), codes="severity"
    )
    supervision: Mapped[Code | None] = attr(_("Så en voksen hva som skjedde?"), codes="supervision")
    adults_present: Mapped[int | None] = attr(_("Voksne til stede"))
    children_present: Mapped[int | None] = attr(_("Barn til stede"))
    conditions: Mapped[tuple[str, ...]] = attr(
        _("Hvordan var forholdene?"), codes="conditions", default=(), server_default=text("'[]'")
    )
    equipment_id: Mapped[Key | None] = mapped_column(
        ForeignKey("equipment.id"), index=True, info={"label": _("Hvilket utstyr?")}
    )
    prevent: Mapped[tuple[str, ...]] = attr(
        _("Hva ville hindret dette?"), codes="prevention", default=(), server_default=text("'[]'")
    )
    prevent_said: Mapped[str] = attr(
        _("Forslag til forbedring"), long=True, type_=Text, default="", server_default=text("''")
    )
    discovered_on: Mapped[date | None] = attr(_("Når ble det oppdaget?"), hint=_("Fristene løper herfra."))
    discovered_time: Mapped[time | None] = attr(_("Oppdaget klokken"))
    due_on: Mapped[date | None] = attr(_("Frist for å behandle den"), hint=_("Tom: den vanlige fristen gjelder."))
    collected: Mapped[bool] = mapped_column(default=False, server_default=text("0"))  # a line of a collective list
    municipal_number: Mapped[str] = attr(
        _("Nummer i kommunens system"), type_=String(40), default="", server_default=text("''")
    )
    municipal_on: Mapped[date | None] = attr(_("Registrert i kommunens system"))

    def called(self) -> str:
        """Its number."""
        return _("Hendelse {number}").format(number=self.number)

    def hidden_from(self, by: Viewer) -> bool:
        """Nobody may know of what is about themselves."""
        return self.about_id is not None and self.about_id == by.person

    def withdraw(self, why: str, at: datetime) -> None:
        """Take it out of use; it counts nowhere.

        Args:
            why: the reason, in words.
            at: the moment, in UTC.
        """
        super().withdraw(why, at)
        self.status = Status.WITHDRAWN

    def unmake(self, why: str, at: datetime) -> None:
        """Withdraw it; a row that was imported may be imported anew.

        Args:
            why: the reason, in words.
            at: the moment, in UTC.
        """
        self.withdraw(why, at)
        if self.source and not self.boxed:
            self.source = f"undone:{self.id.hex}"

    @property
    def boxed(self) -> bool:
        """Whether it was reported from a locked screen."""
        return bool(self.source) and str(self.source).startswith(BOX)

    def check(self, today: date) -> None:
        """Raise Invalid unless this could be true today.

        Args:
            today: the day it is.

        Raises:
            Problem: it was disposed of, and is not changed any more.
        """
        if self.disposed_on is not None:
            raise Problem(_("Hendelse {number} er kassert og kan ikke endres.").format(number=self.number))
        super().check(today)
        wrong: dict[str, str] = wrong_day(self.occurred_on, today)
        if self.severity is not None and not 0 <= self.severity <= 4:
            wrong["severity"] = _("Alvorlighet må være fra 0 til 4.")
        if self.potential is not None and not 0 <= self.potential <= 4:
            wrong["potential"] = _("Alvorlighet må være fra 0 til 4.")
        if self.closed_at and self.reported_at and self.closed_at < self.reported_at:
            wrong["closed_at"] = _("Saken kan ikke være lukket før den ble meldt.")
        if self.reported_at and "occurred_on" not in wrong and self.reported_at.date() < self.occurred_on:
            wrong["reported_at"] = _("Hendelsen kan ikke være meldt før den skjedde.")
        if wrong:
            raise Invalid(**wrong)
        self.settle()

    def settle(self) -> None:
        """Bring up to date what follows from the rest and is kept, so that it can be asked of the file."""
        self.restricted = self.restricted or self.kind == VIOLATION
        self.hours_to_report = self.days_to_close = None
        if self.reported_at:
            # without a time of day the clock starts at the day's end: nobody is called late on a guess
            start = datetime.combine(self.occurred_on, time.max if self.occurred_time is None else self.occurred_time)
            self.hours_to_report = max(0, ceil(elapsed(start, self.reported_at) / timedelta(hours=1)))
        if self.reported_at and self.closed_at:
            self.days_to_close = max(0, (self.closed_at.date() - self.reported_at.date()).days)


class IncidentAccess(Record):
    """Somebody who may see a restricted incident though they are no leader."""

    __tablename__ = "incident_access"
    __stops__ = Incident.__stops__
    __page__ = "incidents"
    __table_args__ = (UniqueConstraint("incident_id", "person_id"),)

    incident_id: Mapped[Key] = mapped_column(ForeignKey("incident.id"))
    person_id: Mapped[Key] = mapped_column(ForeignKey("person.id"), index=True)


class Correction(Record):
    """What an incident said before it was corrected; the original stays."""

    __tablename__ = "correction"
    __undone__ = Right.HANDLE
    __part_of__ = "incident_id"
    __page__ = "incidents"

    incident_id: Mapped[Key] = mapped_column(ForeignKey("incident.id"), index=True)
    attribute: Mapped[str] = mapped_column(String(60))
    before: Mapped[str] = attr(_("Sto før"), long=True, type_=Text, default="")
    after: Mapped[str] = attr(_("Står nå"), long=True, type_=Text, default="")
    why: Mapped[str] = attr(_("Hvorfor rettes det?"), type_=String(300), default="")


class Draft(Base):
    """What somebody has begun to write; outside history, numbers and statistics, overwritten and emptied."""

    __tablename__ = "draft"

    id: Mapped[Key] = mapped_column(primary_key=True, default=new_key)
    author: Mapped[Key | None] = mapped_column(index=True)
    page: Mapped[str] = mapped_column(String(60))
    content: Mapped[str] = mapped_column(Text, default="")  # JSON; empty when there is none
    saved_at: Mapped[datetime | None] = mapped_column()

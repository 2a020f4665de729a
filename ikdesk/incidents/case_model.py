"""What belongs to one incident and is added while it is followed up."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Code, Key, Record, attr, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _


class OtherChild(Record):
    """One more child in an event that is one event: two who met in the sledding hill."""

    __tablename__ = "other_child"
    __undone__ = Right.HANDLE
    __part_of__ = "incident_id"
    __page__ = "incidents"

    incident_id: Mapped[Key] = mapped_column(ForeignKey("incident.id"), index=True)
    child: Mapped[str] = attr(_("Hvem gjelder det?"), hint=_("Initialer eller nummer."), type_=String(20), default="")
    injury_kind: Mapped[Code | None] = attr(_("Hva slags skade?"), codes="injury_kind")
    body_part: Mapped[Code | None] = attr(_("Hvor på kroppen?"), codes="body_part")
    side: Mapped[Code | None] = attr(_("Side"), codes="side")
    treatment: Mapped[tuple[str, ...]] = attr(_("Behandling"), codes="treatment", default=())
    position: Mapped[int] = mapped_column(default=0)

    def called(self) -> str:
        """What it is a part of, without its number."""
        return str(_("Et barn til i hendelsen"))


class CaseNote(Record):
    """Something that was noted while the case was followed up."""

    __tablename__ = "case_note"
    __searched__ = ("text",)
    __undone__ = Right.HANDLE
    __part_of__ = "incident_id"
    __page__ = "incidents"

    incident_id: Mapped[Key] = mapped_column(ForeignKey("incident.id"), index=True)
    at: Mapped[datetime] = mapped_column()  # local
    text: Mapped[str] = attr(_("Notat"), long=True, type_=Text)

    def called(self) -> str:
        """What it is."""
        return str(_("Notatet"))

    def check(self, today: date) -> None:
        """Raise Invalid unless something is noted, by today."""
        super().check(today)
        if not self.text:
            raise Invalid(text=_("Skriv hva du vil notere."))


class Notice(Record):
    """That somebody was told of an incident as a rule suggests, or why nobody was."""

    __tablename__ = "notice"
    __undone__ = Right.HANDLE
    __part_of__ = "incident_id"
    __page__ = "incidents"

    incident_id: Mapped[Key] = mapped_column(ForeignKey("incident.id"), index=True)
    rule: Mapped[str] = mapped_column(String(60))  # which suggestion it answers
    whom: Mapped[str] = mapped_column(String(60))  # the role that was told, of contact_role
    at: Mapped[datetime | None] = attr(_("Når fikk de beskjed?"))  # local; None: nobody was told
    by_name: Mapped[str] = attr(_("Hvem ga beskjed?"), type_=String(120), default="")
    told: Mapped[str] = attr(_("Hvem fikk beskjed?"), hint=_("Navn eller rolle."), type_=String(120), default="")
    not_needed: Mapped[str] = attr(_("Hvorfor er det ikke nødvendig?"), type_=String(300), default="")

    def called(self) -> str:
        """What it is."""
        return str(_("At det er gitt beskjed"))


class ReferenceCase(Record):
    """A case whose papers lie elsewhere (§ 42, § 43, § 13-5): its number, its days, and what its plan must hold."""

    __tablename__ = "reference_case"
    __undone__ = Right.HANDLE
    __part_of__ = "incident_id"
    __page__ = "incidents"

    incident_id: Mapped[Key] = mapped_column(ForeignKey("incident.id"), unique=True)
    case_number: Mapped[str] = attr(
        _("Saksnummer"), hint=_("Der sakens papirer ligger."), type_=String(60), default=""
    )
    known_on: Mapped[date | None] = attr(_("Når fikk dere vite om det?"))
    parents_told_on: Mapped[date | None] = attr(_("Foreldrene fikk beskjed"))
    responsible_told_on: Mapped[date | None] = attr(_("Ansvarlig for virksomheten fikk beskjed"))
    plan_due: Mapped[date | None] = attr(_("Planen skal være ferdig"))
    plan_on: Mapped[date | None] = attr(_("Planen var ferdig"))
    plan_items: Mapped[tuple[str, ...]] = attr(_("Dette står i planen"), codes="plan_item", default=())
    evaluate_on: Mapped[date | None] = attr(_("Tiltakene skal vurderes"))
    evaluated_on: Mapped[date | None] = attr(_("Tiltakene ble vurdert"))

    def called(self) -> str:
        """What it is a part of, without its number."""
        return str(_("Opplysningene om saken"))

    def unmake(self, why: str, at: datetime) -> None:
        """Leave it as empty as if it had not been made: an incident has one at most, and may get it anew.

        Args:
            why: the reason, in words.
            at: the moment, in UTC.
        """
        self.case_number, self.plan_items = "", ()
        self.known_on = self.parents_told_on = self.responsible_told_on = None
        self.plan_due = self.plan_on = self.evaluate_on = self.evaluated_on = None
        self.withdraw(why, at)


class Attachment(Record):
    """A picture that belongs to an incident; the picture itself lies locked beside it."""

    __tablename__ = "attachment"
    __undone__ = Right.HANDLE
    __part_of__ = "incident_id"
    __page__ = "incidents"

    incident_id: Mapped[Key] = mapped_column(ForeignKey("incident.id"), index=True)
    content_id: Mapped[Key | None] = mapped_column(ForeignKey("sealed_content.id"))
    about: Mapped[str] = attr(
        _("Hva viser bildet?"), hint=_("Ting og steder, ikke barn."), type_=String(120), default=""
    )
    format: Mapped[str] = mapped_column(String(10), default="")  # png or jpeg
    width: Mapped[int] = mapped_column(default=0)  # pixels
    height: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)  # bytes, unlocked

    def called(self) -> str:
        """What it is."""
        return str(_("Bildet"))

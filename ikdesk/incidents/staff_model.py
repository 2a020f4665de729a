"""The staff register beside the children's: what there is to know when an employee is hurt, threatened or ill."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped

from ikdesk.incidents.model import STAFF_KINDS
from ikdesk.kernel.answers import wrong_day
from ikdesk.kernel.base import Code, Key, Record, attr, choice_type, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _

LONGEST_POSITION = 60  # characters
MOST_DAYS = 3_650  # ten years of absence; more is a typing error
INJURY = ("injury_kind", "body_part", "side", "treatment")  # medical, and asked of a child in the incident itself
MEDICAL = (*INJURY, "medical_note")  # only with the consent of the one who was hurt
PARENTS = frozenset({"parents_pick_up", "parents_phone", "parents_at_once", "parent_council"})
SEEN_TO = frozenset({"seen_to", "hospital"})  # treated by somebody who is paid for it
NEEDS_CONSENT = _("Helseopplysninger kan bare stå her når den det gjelder, har samtykket.")


class Grave(Choice):
    """Whether a leader holds an injury to be serious as arbeidsmiljøloven § 5-2 has it."""

    YES = _("Ja")
    NO = _("Nei")


class StaffCase(Record):
    """What the staff register holds of one incident; the story and the place stand in the incident.

    What is medical is asked only with the consent of the one who was hurt (arbeidsmiljøloven § 5-1), and nothing of
    this can be searched for.
    """

    __tablename__ = "staff_case"
    __undone__ = Right.HANDLE
    __part_of__ = "incident_id"
    __page__ = "incidents"

    incident_id: Mapped[Key] = mapped_column(ForeignKey("incident.id"), unique=True)
    position: Mapped[str] = attr(
        _("Hvem gjelder det?"), hint=_("Stilling, ikke navn."), type_=String(LONGEST_POSITION), default=""
    )
    employment: Mapped[Code | None] = attr(_("Ansettelse"), codes="employment")
    work_when: Mapped[Code | None] = attr(_("Når i arbeidet skjedde det?"), codes="work_when")
    violence: Mapped[tuple[str, ...]] = attr(_("Hva slags vold eller trusler?"), codes="violence_kind", default=())
    nearly: Mapped[bool] = attr(_("Det holdt på å skje. Ingen ble skadet."), default=False)
    treatment_level: Mapped[Code | None] = attr(
        _("Trengte den ansatte behandling?"), codes="treatment_level"
    )
    absence_from: Mapped[date | None] = attr(_("Fraværet begynte"))
    absence_days: Mapped[int | None] = attr(
        _("Dager med fravær"), hint=_("Skriv 0 hvis det ikke ble fravær."), type_=Integer
    )
    grave: Mapped[Grave | None] = attr(_("Er skaden alvorlig?"), type_=choice_type(Grave))

    told_safety_rep: Mapped[date | None] = attr(_("Verneombudet fikk vite det"))
    told_authority: Mapped[date | None] = attr(_("Arbeidstilsynet ble varslet"))
    told_police: Mapped[date | None] = attr(_("Politiet ble varslet"))
    confirmed_on: Mapped[date | None] = attr(_("Varselet ble bekreftet skriftlig"))
    copied_on: Mapped[date | None] = attr(_("Verneombudet fikk kopi av bekreftelsen"))
    nav_on: Mapped[date | None] = attr(_("Skademelding ble sendt til NAV"))
    insurer_on: Mapped[date | None] = attr(_("Forsikringsselskapet fikk melding"))

    extract: Mapped[str] = attr(
        _("Kort tekst til verneombud og AMU"),
        hint=_("Uten navn, initialer og helseopplysninger. Bare denne teksten kommer med i uttrekket."),
        type_=String(300), default="",
    )  # fmt: skip

    medical_consent: Mapped[bool] = attr(
        _("Den det gjelder, har samtykket til at helseopplysninger står her."), default=False
    )
    consent_on: Mapped[date | None] = attr(_("Samtykket ble gitt"))
    injury_kind: Mapped[Code | None] = attr(_("Hva slags skade?"), codes="injury_kind")
    body_part: Mapped[Code | None] = attr(_("Hvor på kroppen?"), codes="body_part")
    side: Mapped[Code | None] = attr(_("Side"), codes="side")
    treatment: Mapped[tuple[str, ...]] = attr(_("Behandling"), codes="treatment", default=())
    medical_note: Mapped[str] = attr(_("Mer om skaden"), long=True, type_=Text, default="")

    def check(self, today: date) -> None:
        """Raise Invalid unless this could be true today, and nothing medical stands here without consent.

        Args:
            today: the day it is.
        """
        super().check(today)
        wrong = {key: said for key in DAYS for said in _wrong(getattr(self, key), today)}
        if not self.medical_consent:
            wrong |= {key: str(NEEDS_CONSENT) for key in MEDICAL if getattr(self, key)}
        elif self.consent_on is None:
            wrong["consent_on"] = _("Skriv når den ansatte samtykket.")
        if self.absence_days is not None and not 0 <= self.absence_days <= MOST_DAYS:
            wrong["absence_days"] = _("Skriv et antall dager fra 0 til {most}.").format(most=MOST_DAYS)
        elif self.absence_days and self.absence_from is None:
            wrong["absence_from"] = _("Skriv når fraværet begynte.")
        if wrong:
            raise Invalid(**wrong)

    def called(self) -> str:
        """What it is a part of, without its number."""
        return str(_("Det som står om den ansatte"))

    def unmake(self, why: str, at: datetime) -> None:
        """Leave it as empty as if it had not been made: an incident has one at most, and may get it anew.

        Args:
            why: the reason, in words.
            at: the moment, in UTC.
        """
        self.forget_what_is_medical()
        for key in PLAIN:
            setattr(self, key, {"position": "", "extract": "", "violence": (), "nearly": False}.get(key))
        self.withdraw(why, at)

    def forget_what_is_medical(self) -> None:
        """Take away what only a consent lets stand here."""
        self.medical_consent, self.consent_on = False, None
        for key in MEDICAL:
            setattr(self, key, empty(key))


NAMED = ("told_safety_rep", "told_authority", "told_police", "confirmed_on", "copied_on", "nav_on", "insurer_on")
DAYS = ("absence_from", *NAMED, "consent_on")
PLAIN = (
    "position", "employment", "work_when", "violence", "nearly", "treatment_level", "absence_from", "absence_days",
    "grave", *NAMED, "extract",
)  # what everybody may know who has access to the register
FILLED_IN = (*PLAIN, "medical_consent", "consent_on", *MEDICAL)


def _wrong(day: date | None, today: date) -> tuple[str, ...]:
    return () if day is None else tuple(wrong_day(day, today).values())


def empty(key: str) -> Any:
    """What stands where nothing was filled in."""
    return {"treatment": (), "medical_note": "", "child": ""}.get(key)


def masked(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """An incident's attributes as its own register shows them.

    What is asked about a child only, and what is medical, is left out where the incident is about staff; it stays in
    the file, and comes back should the kind be corrected.

    Args:
        kind: of the incident.
        values: its attributes.
    """
    if kind not in STAFF_KINDS:
        return dict(values)
    hidden = {**{key: empty(key) for key in INJURY}, "child": "", "activity": None}
    told = {key: hidden.get(key, value) for key, value in values.items()}
    if "notified" in told:
        told["notified"] = tuple(code for code in told["notified"] if code not in PARENTS)
    return told


HIDDEN_OF_STAFF = frozenset({*INJURY, "child"})  # a correction of these is not told where the incident is about staff

"""Risk assessments: what can go wrong, what it comes of and leads to, and what stands in its way."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Code, Key, Record, attr, choice_type, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _

_BULLET = re.compile(r"^(?:[-–—•*·]\s+)*(?:[-–—•*·]$)?")  # "- " before a line of a list
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)  # other days are typing errors


class RiskForm(Choice):
    """How much is asked."""

    MINI = _("Kort vurdering")
    FULL = _("Full vurdering")


class Side(Choice):
    """Which way a barrier works."""

    CAUSE = _("Hindrer at det skjer")
    CONSEQUENCE = _("Gjør følgene mindre")


class Standing(Choice):
    """Whether a barrier is there when the risk is assessed."""

    EXISTS = _("Har vi")
    NEW = _("Ny")


class Works(Choice):
    """Whether a barrier does what it should."""

    YES = _("Virker")
    PARTLY = _("Virker delvis")
    NO = _("Virker ikke")
    UNCHECKED = _("Ikke sjekket")


class RiskAssessment(Record):
    """What can go wrong at a place, in an activity or with a thing; looked at again when it is due."""

    __tablename__ = "risk_assessment"
    __searched__ = ("title",)
    __undone__ = Right.HANDLE
    __page__ = "risks"

    title: Mapped[str] = attr(
        _("Hva skal vurderes?"), hint=_("En tur, en aktivitet eller et sted. Ikke navn på barn."), type_=String(120)
    )
    form: Mapped[RiskForm] = attr(_("Omfang"), type_=choice_type(RiskForm), default=RiskForm.MINI)
    place_id: Mapped[Key | None] = mapped_column(
        ForeignKey("place.id"), index=True, info={"label": _("Hvilket sted gjelder det?")}
    )
    activity: Mapped[Code | None] = attr(_("Hvilken aktivitet?"), codes="activity")
    equipment_id: Mapped[Key | None] = mapped_column(
        ForeignKey("equipment.id"), index=True, info={"label": _("Hvilket utstyr?")}
    )
    worth: Mapped[str] = attr(
        _("Hva er bra med aktiviteten?"), hint=_("Hva barna lærer, mestrer og gleder seg over."), long=True,
        type_=Text, default="",
    )  # fmt: skip
    aim: Mapped[str] = attr(
        _("Hvor trygt skal det være?"), hint=_("For eksempel: så trygt som nødvendig."), type_=String(200), default=""
    )
    participants: Mapped[str] = attr(
        _("Hvem var med på vurderingen?"),
        hint=_("Roller er nok, for eksempel leder, verneombud og to fra avdelingen."), type_=String(300), default="",
    )  # fmt: skip
    assessed_on: Mapped[date] = attr(_("Vurdert den"))
    next_review: Mapped[date | None] = attr(_("Skal ses på igjen"), hint=_("Vanlig er hvert år."))
    reviewed_on: Mapped[date | None] = attr(_("Sist sett på"))  # looked at, and left as it was
    review_note: Mapped[str] = attr(_("Hva så dere?"), long=True, type_=Text, default="")
    closed_on: Mapped[date | None] = attr(_("Avsluttet"))
    closed_why: Mapped[str] = attr(_("Hvorfor avslutter vi?"), long=True, type_=Text, default="")

    def called(self) -> str:
        """What it is."""
        return str(_("Risikovurderingen"))

    def check(self, today: date) -> None:
        """Raise Invalid unless it says what is assessed, and its days can be true.

        Args:
            today: the day it is.
        """
        super().check(today)
        wrong = self._wrong_days(today)
        if not self.title:
            wrong["title"] = _("Skriv hva som skal vurderes.")
        if self.closed_on is not None and not self.closed_why:
            wrong["closed_why"] = _("Skriv hvorfor dere avslutter.")
        if wrong:
            raise Invalid(**wrong)

    def _wrong_days(self, today: date) -> dict[str, str]:
        wrong: dict[str, str] = {}
        for key in ("assessed_on", "reviewed_on", "closed_on"):
            day = getattr(self, key)
            if day is not None and day > today:
                wrong[key] = _("Dato må være i dag eller tidligere. Skriv for eksempel 20.11.2026.")
        for key in ("assessed_on", "reviewed_on", "closed_on", "next_review"):
            day = getattr(self, key)
            if day is not None and not EARLIEST <= day <= LATEST:
                wrong[key] = _("Årstallet ser feil ut. Skriv for eksempel 20.11.2026.")
        if self.next_review is not None and self.next_review <= self.assessed_on:
            wrong.setdefault("next_review", _("Den må ses på igjen etter dagen den ble vurdert."))
        return wrong


class Hazard(Record):
    """One thing that can go wrong."""

    __tablename__ = "hazard"
    __searched__ = ("title",)
    __undone__ = Right.HANDLE
    __part_of__ = "assessment_id"
    __page__ = "risks"

    assessment_id: Mapped[Key] = mapped_column(ForeignKey("risk_assessment.id"), index=True)
    position: Mapped[int] = attr(_("Rekkefølge"), type_=Integer, default=0)
    title: Mapped[str] = attr(_("Hva kan gå galt?"), hint=_("Én setning. Ikke navn på barn."), type_=String(160))
    mechanism: Mapped[Code | None] = attr(
        _("Hvordan skjer det?"), hint=_("Da telles bare slike hendelser."), codes="mechanism"
    )
    causes: Mapped[str] = attr(
        _("Hva kan det komme av?"), hint=_("Én årsak på hver linje."), long=True, type_=Text, default=""
    )
    consequences: Mapped[str] = attr(
        _("Hva kan det føre til?"), hint=_("Én følge på hver linje."), long=True, type_=Text, default=""
    )
    judgement: Mapped[str] = attr(_("Vår vurdering"), long=True, type_=Text, default="")
    closed_on: Mapped[date | None] = attr(_("Fjernet"))
    closed_why: Mapped[str] = attr(_("Hvorfor er faren borte?"), long=True, type_=Text, default="")

    def called(self) -> str:
        """What it is."""
        return str(_("Faren"))

    def check(self, today: date) -> None:
        """Raise Invalid unless it says what can go wrong, and why it was closed when it is.

        Args:
            today: the day it is.
        """
        super().check(today)
        wrong: dict[str, str] = {}
        if not self.title:
            wrong["title"] = _("Skriv hva som kan gå galt.")
        if self.closed_on is not None and not EARLIEST <= self.closed_on <= today:
            wrong["closed_on"] = _("Dato må være i dag eller tidligere. Skriv for eksempel 20.11.2026.")
        if self.closed_on is not None and not self.closed_why:
            wrong["closed_why"] = _("Skriv hvorfor faren er borte.")
        if wrong:
            raise Invalid(**wrong)


class Barrier(Record):
    """Something that stops a cause from becoming harm, or makes the harm smaller."""

    __tablename__ = "barrier"
    __undone__ = Right.HANDLE
    __part_of__ = "hazard_id"
    __page__ = "risks"

    hazard_id: Mapped[Key] = mapped_column(ForeignKey("hazard.id"), index=True)
    position: Mapped[int] = attr(_("Rekkefølge"), type_=Integer, default=0)
    title: Mapped[str] = attr(_("Hva gjør vi?"), hint=_("Én setning. Ikke navn på barn."), type_=String(160))
    side: Mapped[Side] = attr(_("Hva hjelper det mot?"), type_=choice_type(Side), default=Side.CAUSE)
    standing: Mapped[Standing] = attr(_("Har vi det?"), type_=choice_type(Standing), default=Standing.EXISTS)
    works: Mapped[Works] = attr(_("Virker det?"), type_=choice_type(Works), default=Works.UNCHECKED)
    checked_on: Mapped[date | None] = attr(_("Sist sjekket"))
    kind: Mapped[Code | None] = attr(
        _("Hva slags tiltak er det?"), hint=_("De sterkeste står først."), codes="measure_kind"
    )
    role: Mapped[Code | None] = attr(_("Hvem gjør det?"), hint=_("En rolle, ikke et navn."), codes="responsible_role")
    against: Mapped[str] = attr(
        _("Gjelder bare dette"), hint=_("En av årsakene eller følgene. Tomt betyr alle."), type_=String(200),
        default="",
    )  # fmt: skip
    routine_id: Mapped[Key | None] = mapped_column(
        ForeignKey("routine.id"), index=True, info={"label": _("Står i rutinen")}
    )
    measure_id: Mapped[Key | None] = mapped_column(
        ForeignKey("measure.id"), index=True, info={"label": _("Er tiltaket")}
    )
    equipment_id: Mapped[Key | None] = mapped_column(
        ForeignKey("equipment.id"), index=True, info={"label": _("Kontrolleres sammen med utstyret")}
    )

    def called(self) -> str:
        """What it is."""
        return str(_("Barrieren"))

    def check(self, today: date) -> None:
        """Raise Invalid unless it says what is done, and was checked by today.

        Args:
            today: the day it is.
        """
        super().check(today)
        wrong: dict[str, str] = {}
        if not self.title:
            wrong["title"] = _("Skriv hva dere gjør.")
        if self.checked_on is not None and not EARLIEST <= self.checked_on <= today:
            wrong["checked_on"] = _("Dato må være i dag eller tidligere. Skriv for eksempel 20.11.2026.")
        if wrong:
            raise Invalid(**wrong)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text, without the empty ones, and without the dash or dot people begin a line of a list with.

    Args:
        text: as it was written.
    """
    lines = (_BULLET.sub("", line.strip()) for line in text.splitlines())
    return tuple(line for line in lines if line)

"""Focus areas: where children keep getting hurt, chosen by the leader, and each time one looked at the numbers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Code, Key, Record, attr, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)  # other days are typing errors


class FocusArea(Record):
    """A place, an activity, a way of getting hurt or a thing that the unit has chosen to work with."""

    __tablename__ = "focus_area"
    __searched__ = ("title", "problem")
    __undone__ = Right.HANDLE
    __page__ = "focus"

    title: Mapped[str] = attr(
        _("Navn"), hint=_("Tomt betyr at det heter det samme som det dere velger."), type_=String(120), default=""
    )
    problem: Mapped[str] = attr(
        _("Hva er problemet?"), hint=_("Én setning. Ikke navn på barn."), type_=String(300), default=""
    )
    place_id: Mapped[Key | None] = mapped_column(
        ForeignKey("place.id"), index=True, info={"label": _("Hvilket sted gjelder det?")}
    )
    activity: Mapped[Code | None] = attr(_("Hvilken aktivitet?"), codes="activity")
    mechanism: Mapped[Code | None] = attr(_("Hvordan skjer det?"), codes="mechanism")
    equipment_id: Mapped[Key | None] = mapped_column(
        ForeignKey("equipment.id"), index=True, info={"label": _("Hvilket utstyr?")}
    )
    chosen_on: Mapped[date] = attr(_("Valgt"))
    in_report: Mapped[bool] = attr(_("Ta med i tertialrapporten"), default=False)
    next_look: Mapped[date | None] = attr(
        _("Når skal vi se på tallene igjen?"), hint=_("Velg dagen før tallene er kjent.")
    )
    closed_on: Mapped[date | None] = attr(_("Avsluttet"))
    closed_why: Mapped[str] = attr(_("Hvorfor avslutter vi?"), long=True, type_=Text, default="")

    def called(self) -> str:
        """What it is."""
        return str(_("Innsatsområdet"))

    @property
    def has_target(self) -> bool:
        """Whether it is about something that can be counted."""
        return bool(self.place_id or self.activity or self.mechanism or self.equipment_id)

    def check(self, today: date) -> None:
        """Raise Invalid unless it is about something, and its days can be true.

        Args:
            today: the day it is.
        """
        super().check(today)
        wrong: dict[str, str] = {}
        if not self.has_target:
            wrong["place_id"] = _("Velg et sted, en aktivitet, hvordan det skjer, eller utstyr.")
        for key in ("chosen_on", "closed_on"):
            day = getattr(self, key)
            if day is not None and day > today:
                wrong[key] = _("Dato må være i dag eller tidligere. Skriv for eksempel 20.11.2026.")
        for key in ("chosen_on", "closed_on", "next_look"):
            day = getattr(self, key)
            if day is not None and not EARLIEST <= day <= LATEST:
                wrong[key] = _("Årstallet ser feil ut. Skriv for eksempel 20.11.2026.")
        if self.closed_on is not None and not self.closed_why:
            wrong["closed_why"] = _("Skriv hvorfor dere avslutter.")
        if wrong:
            raise Invalid(**wrong)


class FocusLook(Record):
    """A look at the numbers of a focus area: who looked when, what they thought, and the numbers as they were then."""

    __tablename__ = "focus_look"
    __undone__ = Right.HANDLE
    __page__ = "focus"

    focus_id: Mapped[Key] = mapped_column(ForeignKey("focus_area.id"), index=True)
    day: Mapped[date] = attr(_("Dato"))
    comment: Mapped[str] = attr(_("Hva så dere?"), long=True, type_=Text, default="")
    given_by: Mapped[str] = attr(_("Skrevet av"), type_=String(200), default="")
    verdict: Mapped[str] = mapped_column(String(30), default="")  # the code; empty when there was nothing to compare
    evidence: Mapped[str] = mapped_column(Text, default="{}")  # JSON: the numbers and the sentence as shown then

    def called(self) -> str:
        """What it is."""
        return str(_("Gjennomgangen av innsatsområdet"))

    def check(self, today: date) -> None:
        """Raise Invalid unless it was done by today.

        Args:
            today: the day it is.
        """
        super().check(today)
        if self.day > today:
            raise Invalid(day=_("Dagen må være i dag eller tidligere."))

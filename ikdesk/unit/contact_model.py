"""Who is told when something happens, and the unit's own card of what is recorded."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Code, Record, attr, choice_type, mapped_column
from ikdesk.kernel.card import Mark
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _


class Contact(Record):
    """Somebody to tell: what they are to this unit, and how they are reached."""

    __tablename__ = "contact"
    __undone__ = Right.SET_UP
    __page__ = "settings"

    role: Mapped[Code] = attr(_("Hva er de for oss?"), codes="contact_role")
    name: Mapped[str] = attr(_("Navn"), type_=String(120), default="")
    phone: Mapped[str] = attr(_("Telefon"), type_=String(40), default="")
    email: Mapped[str] = attr(_("E-post"), type_=String(120), default="")
    note: Mapped[str] = attr(_("Merknad"), hint=_("For eksempel når de kan nås."), type_=String(200), default="")
    position: Mapped[int] = mapped_column(default=0)

    def called(self) -> str:
        """Its name."""
        return self.name or str(_("Kontakten"))

    def check(self, today: date) -> None:
        """Raise Invalid unless there is somebody, and a way to reach them."""
        super().check(today)
        wrong: dict[str, str] = {}
        if not self.role:
            wrong["role"] = _("Velg hva de er for dere.")
        if not self.name:
            wrong["name"] = _("Skriv hvem det er.")
        if not (self.phone or self.email):
            wrong["phone"] = _("Skriv et telefonnummer eller en e-postadresse.")
        if wrong:
            raise Invalid(**wrong)


class ThresholdLine(Record):
    """A line of the card "Hva skal vi registrere?"; where there is none, the card is the one that is shipped."""

    __tablename__ = "threshold_line"
    __undone__ = Right.SET_UP
    __page__ = "settings"

    position: Mapped[int] = mapped_column(default=0)
    event: Mapped[str] = attr(_("Hva har skjedd?"), type_=String(200))
    collected: Mapped[Mark] = attr(_("Samleskjema"), type_=choice_type(Mark), default=Mark.NO)
    whole: Mapped[Mark] = attr(_("Full hendelse"), type_=choice_type(Mark), default=Mark.NO)
    tell: Mapped[str] = attr(_("Hvem får beskjed?"), type_=String(200), default="")

    def called(self) -> str:
        """What it is."""
        return str(_("Linjen i «Hva skal vi registrere?»"))

    def check(self, today: date) -> None:
        """Raise Invalid unless it says what has happened."""
        super().check(today)
        if not self.event:
            raise Invalid(event=_("Skriv hva som har skjedd."))

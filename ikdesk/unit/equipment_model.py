"""The unit's equipment: what there is, and when it was checked, repaired or taken out of use."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped

from ikdesk.kernel.answers import EARLIEST
from ikdesk.kernel.base import Code, Key, Record, attr, choice_type, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _


class Equipment(Record):
    """One piece of equipment that may hurt somebody, or must be looked after."""

    __tablename__ = "equipment"
    __searched__ = ("name", "mark", "note")
    __undone__ = Right.SET_UP
    __page__ = "settings"

    name: Mapped[str] = attr(_("Hva er det?"), hint=_("For eksempel «Det store klatrestativet»."), type_=String(80))
    kind: Mapped[Code] = attr(_("Hva slags utstyr?"), codes="equipment_kind")
    place_id: Mapped[Key | None] = mapped_column(
        ForeignKey("place.id"), index=True, info={"label": _("Hvor står det?")}
    )
    mark: Mapped[str] = attr(
        _("Merke og nummer"), hint=_("Det som står på skiltet. Kan stå tomt."), type_=String(120), default=""
    )
    supplier: Mapped[str] = attr(_("Leverandør"), type_=String(120), default="")
    bought_on: Mapped[date | None] = attr(_("Kjøpt eller satt opp"))
    check_months: Mapped[int | None] = attr(_("Måneder mellom hver kontroll"))
    next_check: Mapped[date | None] = attr(_("Neste kontroll"))
    out_of_use: Mapped[date | None] = attr(_("Ute av bruk fra"))
    note: Mapped[str] = attr(_("Merknad"), long=True, type_=Text, default="")
    order_key: Mapped[str] = mapped_column(String(160), default="")  # Norwegian alphabetical order

    def called(self) -> str:
        """Its name."""
        return self.name

    def check(self, today: date) -> None:
        """Raise Invalid unless it has a name, a kind and days that can be."""
        super().check(today)
        wrong: dict[str, str] = {}
        if not self.name:
            wrong["name"] = _("Skriv hva det er.")
        if not self.kind:
            wrong["kind"] = _("Velg hva slags utstyr det er.")
        if self.bought_on is not None and not EARLIEST <= self.bought_on <= today:
            wrong["bought_on"] = _("Dagen må være i dag eller tidligere.")
        if self.check_months is not None and not 1 <= self.check_months <= 60:
            wrong["check_months"] = _("Skriv et antall måneder fra 1 til 60.")
        if wrong:
            raise Invalid(**wrong)


class Looked(Choice):
    """What was done with a piece of equipment."""

    CHECKED = _("Kontrollert, i orden")
    FAULT = _("Kontrollert, feil funnet")
    REPAIRED = _("Reparert")
    OUT = _("Tatt ut av bruk")
    BACK = _("Tatt i bruk igjen")


class EquipmentEvent(Record):
    """A check or a repair of a piece of equipment."""

    __tablename__ = "equipment_event"
    __undone__ = Right.SET_UP
    __part_of__ = "equipment_id"
    __page__ = "settings"

    equipment_id: Mapped[Key] = mapped_column(ForeignKey("equipment.id"), index=True)
    day: Mapped[date] = attr(_("Dato"))
    what: Mapped[Looked] = attr(_("Hva ble gjort?"), type_=choice_type(Looked))
    by_whom: Mapped[str] = attr(_("Hvem gjorde det?"), hint=_("Rolle eller firma."), type_=String(120), default="")
    note: Mapped[str] = attr(_("Hva så dere?"), long=True, type_=Text, default="")

    def called(self) -> str:
        """What it is."""
        return str(_("Kontrollen av utstyret"))

    def check(self, today: date) -> None:
        """Raise Invalid unless the day has been."""
        super().check(today)
        if not EARLIEST <= self.day <= today:
            raise Invalid(day=_("Dagen må være i dag eller tidligere."))

"""The unit's own plans: drawings of the building and the outdoor area, with its places on them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Key, Record, attr, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _


class SitePlan(Record):
    """One drawing or photograph of where things are."""

    __tablename__ = "site_plan"
    __undone__ = Right.SET_UP
    __page__ = "settings"

    name: Mapped[str] = attr(_("Hva viser tegningen?"), hint=_("For eksempel «Uteområdet»."), type_=String(80))
    content_id: Mapped[Key] = mapped_column(ForeignKey("sealed_content.id"))
    format: Mapped[str] = mapped_column(String(10))  # png or jpeg
    width: Mapped[int] = mapped_column()  # pixels
    height: Mapped[int] = mapped_column()
    position: Mapped[int] = mapped_column(default=0)

    def called(self) -> str:
        """Its name."""
        return self.name

    def check(self, today: date) -> None:
        """Raise Invalid unless it has a name."""
        super().check(today)
        if not self.name:
            raise Invalid(name=_("Skriv hva tegningen viser."))


class PlanSpot(Record):
    """Where a place lies on a plan."""

    __tablename__ = "plan_spot"
    __undone__ = Right.SET_UP
    __part_of__ = "plan_id"
    __page__ = "settings"

    plan_id: Mapped[Key] = mapped_column(ForeignKey("site_plan.id"), index=True)
    place_id: Mapped[Key] = mapped_column(ForeignKey("place.id"), index=True)
    x: Mapped[float] = mapped_column()  # share of the width, 0–1 from the left
    y: Mapped[float] = mapped_column()  # share of the height, 0–1 from the top

    def called(self) -> str:
        """What it is."""
        return str(_("Stedet på tegningen"))

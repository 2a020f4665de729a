"""How likely and how bad something was said to be on a day, what was accepted, and what was approved.

A rating is never changed: a new one is added, so that one can see what was thought when.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Key, Record, attr, choice_type, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _
from ikdesk.risks.matrix_model import SIZES
from ikdesk.risks.model import EARLIEST, LATEST

LONGEST_ACCEPTED = timedelta(days=2 * 366)  # then somebody must look again


class Outcome(Choice):
    """Which way of ending is rated: the usual one, or the worst that can be believed."""

    LIKELY = _("Det som oftest skjer")
    WORST = _("Det verste som kan skje")


class Stage(Choice):
    """What a rating is of."""

    BEFORE = _("Slik det er uten nye tiltak")
    EXPECTED = _("Slik vi venter at det blir")
    ACTUAL = _("Slik det ble")


class Rating(Record):
    """How likely and how bad, as somebody judged it on a day."""

    __tablename__ = "hazard_rating"
    __undone__ = Right.HANDLE
    __part_of__ = "hazard_id"
    __page__ = "risks"

    hazard_id: Mapped[Key] = mapped_column(ForeignKey("hazard.id"), index=True)
    outcome: Mapped[Outcome] = attr(_("Hva vurderes?"), type_=choice_type(Outcome), default=Outcome.LIKELY)
    stage: Mapped[Stage] = attr(_("Når gjelder det?"), type_=choice_type(Stage))
    day: Mapped[date] = attr(_("Dato"))
    probability: Mapped[int] = attr(_("Sannsynlighet"), type_=Integer)
    consequence: Mapped[int] = attr(_("Konsekvens"), type_=Integer)
    size: Mapped[int] = mapped_column(Integer)  # steps on each side of the matrix it was given in
    why: Mapped[str] = attr(_("Hva bygger dere det på?"), long=True, type_=Text, default="")
    given_by: Mapped[str] = attr(_("Vurdert av"), type_=String(200), default="")
    evidence: Mapped[str] = mapped_column(Text, default="{}")  # JSON: what the log said then

    def called(self) -> str:
        """What it is."""
        return str(_("Vurderingen av faren"))

    def check(self, today: date) -> None:
        """Raise Invalid unless it is a cell of the matrix, given by today.

        Args:
            today: the day it is.
        """
        super().check(today)
        wrong: dict[str, str] = {}
        if not _is_cell(self):
            wrong["probability"] = _("Velg en rute i matrisen.")
        if not EARLIEST <= self.day <= today:
            wrong["day"] = _("Dato må være i dag eller tidligere. Skriv for eksempel 20.11.2026.")
        if wrong:
            raise Invalid(**wrong)


class RiskAcceptance(Record):
    """That somebody lives with a risk that is not low: who, why, and until when."""

    __tablename__ = "risk_acceptance"
    __undone__ = Right.HANDLE
    __page__ = "risks"

    hazard_id: Mapped[Key] = mapped_column(ForeignKey("hazard.id"), index=True)
    outcome: Mapped[Outcome] = attr(_("Hva godtas?"), type_=choice_type(Outcome), default=Outcome.LIKELY)
    day: Mapped[date] = attr(_("Dato"))
    accepted_by: Mapped[str] = attr(_("Hvem godtar det?"), hint=_("Navn og rolle."), type_=String(200))
    why: Mapped[str] = attr(_("Hvorfor godtar vi det?"), long=True, type_=Text)
    review_on: Mapped[date] = attr(_("Når skal vi vurdere det på nytt?"))
    probability: Mapped[int] = attr(_("Sannsynlighet"), type_=Integer)
    consequence: Mapped[int] = attr(_("Konsekvens"), type_=Integer)
    size: Mapped[int] = mapped_column(Integer)

    def called(self) -> str:
        """What it is."""
        return str(_("Godtakelsen av risikoen"))

    def check(self, today: date) -> None:
        """Raise Invalid unless it has a name, a reason and a day to come.

        Args:
            today: the day it is.
        """
        super().check(today)
        wrong: dict[str, str] = {}
        if not _is_cell(self):
            wrong["probability"] = _("Velg en rute i matrisen.")
        if not self.accepted_by:
            wrong["accepted_by"] = _("Skriv hvem som godtar risikoen.")
        if not self.why:
            wrong["why"] = _("Skriv hvorfor dere godtar den.")
        if not EARLIEST <= self.day <= today:
            wrong["day"] = _("Dato må være i dag eller tidligere. Skriv for eksempel 20.11.2026.")
        elif not self.day < self.review_on <= min(LATEST, self.day + LONGEST_ACCEPTED):
            wrong["review_on"] = _("Velg en dag som kommer, høyst to år fram.")
        if wrong:
            raise Invalid(**wrong)


class RiskVersion(Record):
    """An assessment as it was when it was approved; later changes do not reach it."""

    __tablename__ = "risk_version"
    __undone__ = Right.HANDLE
    __page__ = "risks"
    __table_args__ = (UniqueConstraint("assessment_id", "edition"),)

    assessment_id: Mapped[Key] = mapped_column(ForeignKey("risk_assessment.id"), index=True)
    edition: Mapped[int] = attr(_("Versjon"), type_=Integer)
    approved_on: Mapped[date] = attr(_("Godkjent"))
    approved_by: Mapped[str] = attr(_("Godkjent av"), type_=String(200))
    change_note: Mapped[str] = attr(_("Hva er nytt i denne versjonen?"), long=True, type_=Text, default="")
    content: Mapped[str] = mapped_column(Text)  # JSON: everything as it stood

    def called(self) -> str:
        """What it is."""
        return str(_("Godkjenningen av risikovurderingen"))

    def check(self, today: date) -> None:
        """Raise Invalid unless somebody approved it by today, and said what is new.

        Args:
            today: the day it is.
        """
        super().check(today)
        wrong: dict[str, str] = {}
        if not self.approved_by:
            wrong["approved_by"] = _("Skriv hvem som godkjenner.")
        if not EARLIEST <= self.approved_on <= today:
            wrong["approved_on"] = _("Dato må være i dag eller tidligere. Skriv for eksempel 20.11.2026.")
        if self.edition > 1 and not self.change_note:
            wrong["change_note"] = _("Skriv kort hva som er nytt.")
        if wrong:
            raise Invalid(**wrong)


def _is_cell(one: Rating | RiskAcceptance) -> bool:
    """Whether there is such a cell in a matrix of that size."""
    return one.size in SIZES and {one.probability, one.consequence} <= {*range(1, one.size + 1)}

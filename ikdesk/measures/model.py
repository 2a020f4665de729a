"""Measures: what is done so that it does not happen again, and whether it worked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Code, Key, Record, attr, choice_type, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _

EARLIEST = date(1990, 1, 1)  # older dates are typing errors
LATEST = date(2100, 1, 1)  # and so are later ones


class MeasureStatus(Choice):
    """Where a measure stands."""

    PROPOSED = _("Foreslått")
    ADOPTED = _("Vedtatt")
    RUNNING = _("Pågår")
    DONE = _("Gjennomført")
    TO_EVALUATE = _("Til evaluering")  # never stored: running or done, and its evaluation day has come
    WORKED = _("Virket")
    WORKED_PARTLY = _("Virket delvis")
    DID_NOT_WORK = _("Virket ikke")
    CANNOT_TELL = _("Kan ikke vurderes")
    REJECTED = _("Forkastet")


OPEN = frozenset({MeasureStatus.PROPOSED, MeasureStatus.ADOPTED, MeasureStatus.RUNNING})  # work is left to do
STARTED = frozenset({MeasureStatus.RUNNING, MeasureStatus.DONE})  # waits for its evaluation
ANSWERS = frozenset({
    MeasureStatus.WORKED, MeasureStatus.WORKED_PARTLY, MeasureStatus.DID_NOT_WORK, MeasureStatus.CANNOT_TELL,
})  # fmt: skip


FALLS = frozenset({"clear_fall", "probable_fall"})  # verdicts that bear out "it worked"


class Decision(Choice):
    """What an evaluation ends in (kommuneloven § 25-1 e: evaluate and when needed improve)."""

    KEEP = _("Vi fortsetter som nå")
    CHANGE = _("Vi endrer tiltaket")
    STOP = _("Vi slutter med det")


class Measure(Record):
    """One thing the unit does, or will do, so that it does not happen again."""

    __tablename__ = "measure"
    __searched__ = ("title", "description")
    __undone__ = Right.HANDLE
    __page__ = "measures"

    number: Mapped[int] = attr(_("Nummer"), type_=Integer, unique=True)
    title: Mapped[str] = attr(_("Hva skal gjøres?"), hint=_("Én setning. Ikke navn på barn."), type_=String(160))
    description: Mapped[str] = attr(_("Hvordan gjør vi det?"), long=True, type_=Text, default="")
    origin: Mapped[Code] = attr(_("Når kan tiltaket settes i verk?"), codes="measure_origin")
    kind: Mapped[Code | None] = attr(
        _("Hva slags tiltak er det?"), hint=_("De sterkeste står først."), codes="measure_kind"
    )
    role: Mapped[Code | None] = attr(
        _("Hvem gjør det?"), hint=_("En rolle, ikke et navn."), codes="responsible_role"
    )
    responsible_id: Mapped[Key | None] = mapped_column(
        ForeignKey("person.id"), index=True, info={
            "label": _("Navnet på den som gjør det"), "hint": _("Får det på sin liste over oppgaver."),
        }
    )
    deadline: Mapped[date | None] = attr(_("Innen når?"))
    status: Mapped[MeasureStatus] = attr(
        _("Status"), type_=choice_type(MeasureStatus), default=MeasureStatus.PROPOSED
    )
    decided_on: Mapped[date | None] = attr(_("Når ble det bestemt?"))
    started_on: Mapped[date | None] = attr(_("Når begynte dere?"))
    done_on: Mapped[date | None] = attr(_("Når var det gjort?"))
    place_id: Mapped[Key | None] = mapped_column(
        ForeignKey("place.id"), index=True, info={"label": _("Hvilket sted gjelder det?")}
    )
    activity: Mapped[Code | None] = attr(_("Hvilken aktivitet?"), codes="activity")
    mechanism: Mapped[Code | None] = attr(_("Hvordan skjer det?"), codes="mechanism")
    equipment_id: Mapped[Key | None] = mapped_column(
        ForeignKey("equipment.id"), index=True, info={"label": _("Hvilket utstyr?")}
    )
    trigger_first: Mapped[date | None] = attr(_("Sesongen som utløste tiltaket"))  # its first day; None: there is none
    trigger_kept: Mapped[bool] = attr(_("Ta med denne sesongen i sammenligningen"), default=False)
    evaluate_on: Mapped[date | None] = attr(
        _("Når skal vi se om det virket?"), hint=_("Velg dagen før tallene er kjent.")
    )
    consequence: Mapped[str] = attr(
        _("Hva skjer hvis ingenting gjøres?"),
        hint=_("Står i rapporten når tiltaket krever eier eller penger. Skriv ikke om enkeltbarn."), long=True,
        type_=Text, default="",
    )  # fmt: skip
    rejected_why: Mapped[str] = attr(_("Hvorfor forkastes det?"), long=True, type_=Text, default="")
    municipal_number: Mapped[str] = attr(
        _("Nummer i kommunens system"), type_=String(40), default="", server_default=""
    )
    municipal_on: Mapped[date | None] = attr(_("Registrert i kommunens system"))

    def called(self) -> str:
        """Its number."""
        return _("Tiltak {number}").format(number=self.number)

    def check(self, today: date) -> None:
        """Raise Invalid unless this could be true today.

        Args:
            today: the day it is.
        """
        super().check(today)
        wrong: dict[str, str] = {}
        if not self.title:
            wrong["title"] = _("Skriv hva som skal gjøres.")
        if not self.origin:
            wrong["origin"] = _("Velg når tiltaket kan settes i verk.")
        wrong.update(self._wrong_days(today))
        if self.status is MeasureStatus.REJECTED and not self.rejected_why:
            wrong["rejected_why"] = _("Skriv hvorfor tiltaket forkastes.")
        if wrong:
            raise Invalid(**wrong)

    def _wrong_days(self, today: date) -> dict[str, str]:
        wrong: dict[str, str] = {}
        for key in ("decided_on", "started_on", "done_on"):
            day = getattr(self, key)
            if day is not None and day > today:
                wrong[key] = _("Dato må være i dag eller tidligere. Skriv for eksempel 20.11.2026.")
        for key in ("deadline", "evaluate_on", "decided_on", "started_on", "done_on"):
            day = getattr(self, key)
            if day is not None and not EARLIEST <= day <= LATEST:
                wrong[key] = _("Årstallet ser feil ut. Skriv for eksempel 20.11.2026.")
        if self.started_on and self.evaluate_on and self.evaluate_on < self.started_on:
            wrong.setdefault("evaluate_on", _("Dere kan ikke se om det virket før det begynte."))
        if self.started_on and self.done_on and self.done_on < self.started_on:
            wrong.setdefault("done_on", _("Det kan ikke være gjort før det begynte."))
        return wrong


class MeasureIncident(Record):
    """That a measure came of an incident; many to many."""

    __tablename__ = "measure_incident"
    __undone__ = Right.HANDLE
    __part_of__ = "measure_id"
    __page__ = "measures"
    __table_args__ = (UniqueConstraint("measure_id", "incident_id"),)

    measure_id: Mapped[Key] = mapped_column(ForeignKey("measure.id"), index=True)
    incident_id: Mapped[Key] = mapped_column(ForeignKey("incident.id"), index=True)

    def called(self) -> str:
        """What it is."""
        return str(_("Koblingen mellom tiltaket og hendelsen"))


class Evaluation(Record):
    """The answer to "Virket det?": who gave it when, and the numbers as they were then."""

    __tablename__ = "evaluation"
    __undone__ = Right.HANDLE
    __page__ = "measures"

    measure_id: Mapped[Key] = mapped_column(ForeignKey("measure.id"), index=True)
    day: Mapped[date] = attr(_("Dato"))
    answer: Mapped[MeasureStatus] = attr(_("Virket det?"), type_=choice_type(MeasureStatus))
    decision: Mapped[Decision | None] = attr(_("Hva gjør vi nå?"), type_=choice_type(Decision))
    comment: Mapped[str] = attr(_("Hva så dere?"), long=True, type_=Text, default="")
    given_by: Mapped[str] = attr(_("Svart av"), type_=String(200), default="")
    verdict: Mapped[str] = mapped_column(String(30), default="")  # the code; empty when there was nothing to count
    evidence: Mapped[str] = mapped_column(Text, default="{}")  # JSON: the numbers and the sentence as shown then

    def called(self) -> str:
        """What it is."""
        return str(_("Svaret på om tiltaket virket"))

    def check(self, today: date) -> None:
        """Raise Invalid unless it is an answer given by today; "it worked" needs a fall in the numbers, or a reason.

        Args:
            today: the day it is.
        """
        super().check(today)
        if self.answer not in ANSWERS:
            raise Invalid(answer=_("Velg om tiltaket virket."))
        if self.day > today:
            raise Invalid(day=_("Dagen må være i dag eller tidligere."))
        if self.answer is MeasureStatus.WORKED and self.verdict not in FALLS and not self.comment:
            raise Invalid(comment=_("Tallene viser ingen nedgang. Skriv hva dere bygger svaret på."))

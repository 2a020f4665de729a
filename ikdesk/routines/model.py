"""Routines: how we do it here, one version after the other."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Code, Key, Record, attr, choice_type, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _, sort_key

MOST_STEPS = 9  # more cannot be remembered with cold fingers
EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 1, 1)


class RoutineStatus(Choice):
    """Where a routine, or a version of one, stands."""

    DRAFT = _("Utkast")
    VALID = _("Gyldig")
    UNDER_REVISION = _("Under revisjon")  # never stored: valid, and a newer draft is being written
    RETIRED = _("Utgått")
    COMING = _("Gjelder senere")  # never stored: approved, but from a day that has not come


class Routine(Record):
    """One routine; what it says stands in its versions."""

    __tablename__ = "routine"
    __undone__ = Right.HANDLE
    __page__ = "routines"

    number: Mapped[int] = attr(_("Nummer"), type_=Integer, unique=True)
    title: Mapped[str] = attr(_("Hva heter rutinen?"), hint=_("Begynn gjerne med det dere gjør."), type_=String(120))
    status: Mapped[RoutineStatus] = attr(
        _("Status"), type_=choice_type(RoutineStatus), default=RoutineStatus.DRAFT
    )
    place_id: Mapped[Key | None] = mapped_column(
        ForeignKey("place.id"), index=True, info={"label": _("Hvilket sted gjelder den?")}
    )
    retired_why: Mapped[str] = attr(_("Hvorfor utgår den?"), long=True, type_=Text, default="")
    retired_on: Mapped[date | None] = attr(_("Utgått fra"))

    def called(self) -> str:
        """Its name."""
        return self.title

    def check(self, today: date) -> None:
        """Raise Invalid unless it has a name, and a reason when it is retired.

        Args:
            today: the day it is.
        """
        super().check(today)
        if not self.title:
            raise Invalid(title=_("Skriv hva rutinen heter."))
        if self.status is RoutineStatus.RETIRED and not self.retired_why:
            raise Invalid(retired_why=_("Skriv hvorfor rutinen utgår."))


class RoutineVersion(Record):
    """What a routine says from a day on."""

    __tablename__ = "routine_version"
    __undone__ = Right.HANDLE
    __page__ = "routines"
    __searched__ = ("title", "purpose", "steps")
    __table_args__ = (UniqueConstraint("routine_id", "edition"),)

    routine_id: Mapped[Key] = mapped_column(ForeignKey("routine.id"), index=True)
    edition: Mapped[int] = attr(_("Versjon"), type_=Integer)
    title: Mapped[str] = attr(_("Hva heter rutinen?"), hint=_("Begynn gjerne med det dere gjør."), type_=String(120))
    purpose: Mapped[str] = attr(
        _("Hvorfor har vi den?"), hint=_("Én eller to setninger."), long=True, type_=Text, default=""
    )
    when: Mapped[str] = attr(_("Når gjelder den?"), type_=String(200), default="", name="used_when")
    steps: Mapped[str] = attr(
        _("Slik gjør vi det"), hint=_("Ett steg på hver linje, høyst ni."), long=True, type_=Text, default=""
    )
    if_it_fails: Mapped[str] = attr(_("Hvis det ikke går som planlagt"), long=True, type_=Text, default="")
    role: Mapped[Code | None] = attr(
        _("Hvem har ansvaret?"), hint=_("En rolle, ikke et navn."), codes="responsible_role"
    )
    legal_hooks: Mapped[tuple[str, ...]] = attr(_("Hvilke regler bygger den på?"), codes="legal_hook", default=())
    change_note: Mapped[str] = attr(
        _("Hva er nytt i denne versjonen?"), long=True, type_=Text, default=""
    )
    valid_from: Mapped[date | None] = attr(_("Gjelder fra"))
    review_due: Mapped[date | None] = attr(_("Skal ses på igjen"), hint=_("Vanlig er hvert år."))
    reviewed_on: Mapped[date | None] = attr(_("Sist sett på"))  # looked at, and left as it was
    review_note: Mapped[str] = attr(_("Hva så dere?"), long=True, type_=Text, default="")
    status: Mapped[RoutineStatus] = attr(
        _("Status"), type_=choice_type(RoutineStatus), default=RoutineStatus.DRAFT
    )
    approved_by: Mapped[str] = attr(_("Godkjent av"), type_=String(200), default="")
    measure_id: Mapped[Key | None] = mapped_column(ForeignKey("measure.id"))  # the measure it grew out of
    order_key: Mapped[str] = mapped_column(String(240), default="")  # Norwegian alphabetical order

    def called(self) -> str:
        """Its name."""
        return self.title

    @property
    def step_list(self) -> tuple[str, ...]:
        """The steps, one by one."""
        return tuple(line.strip() for line in self.steps.splitlines() if line.strip())

    def check(self, today: date) -> None:
        """Raise Invalid unless this can be a version of a routine; one that is valid must say how, and from when.

        Args:
            today: the day it is.
        """
        super().check(today)
        wrong: dict[str, str] = {}
        if not self.title:
            wrong["title"] = _("Skriv hva rutinen heter.")
        if len(self.step_list) > MOST_STEPS:
            wrong["steps"] = _("Det er {n} steg. Høyst {limit} er mulig å huske; slå sammen noen.").format(
                n=len(self.step_list), limit=MOST_STEPS
            )
        self.order_key = sort_key(self.title)
        wrong.update(self._wrong_days())
        if self.status is RoutineStatus.VALID:
            if not self.step_list:
                wrong["steps"] = _("Skriv minst ett steg.")
            if self.valid_from is None:
                wrong["valid_from"] = _("Skriv når rutinen begynner å gjelde.")
            if self.edition > 1 and not self.change_note:
                wrong["change_note"] = _("Skriv kort hva som er nytt.")
        if wrong:
            raise Invalid(**wrong)

    def _wrong_days(self) -> dict[str, str]:
        wrong: dict[str, str] = {}
        for key in ("valid_from", "review_due"):
            day = getattr(self, key)
            if day is not None and not EARLIEST <= day <= LATEST:
                wrong[key] = _("Årstallet ser feil ut. Skriv for eksempel 20.11.2026.")
        if self.valid_from and self.review_due and self.review_due <= self.valid_from and not wrong:
            wrong["review_due"] = _("Den må ses på igjen etter at den begynner å gjelde.")
        return wrong


class RoutineRead(Record):
    """That somebody has read a version of a routine and understood it."""

    __tablename__ = "routine_read"
    __undone__ = Right.READ_ROUTINES
    __page__ = "routines"
    __table_args__ = (UniqueConstraint("routine_version_id", "person_id"),)

    routine_version_id: Mapped[Key] = mapped_column(ForeignKey("routine_version.id"))
    person_id: Mapped[Key] = mapped_column(ForeignKey("person.id"), index=True)
    day: Mapped[date] = attr(_("Lest"))

    def called(self) -> str:
        """What it is."""
        return str(_("At du har lest rutinen"))

    def hidden_from(self, by: Viewer) -> bool:
        """What somebody has read is taken back by nobody else."""
        return self.person_id != by.person

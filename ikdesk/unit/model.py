"""The unit: what it is, its departments and places, how many children, and when its places were in use."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from ikdesk.evidence.small_numbers import LEAST, MOST_LEAST, STAFF_LEAST
from ikdesk.kernel.base import Code, Key, Record, attr, choice_type, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import LANGUAGES, _, language, month_name, plain_date, sort_key


class UnitKind(Choice):
    """What sort of unit it is."""

    BARNEHAGE = _("Barnehage")
    SKOLE = _("Skole")
    SFO = _("SFO")


class Ownership(Choice):
    """Who owns it."""

    MUNICIPAL = _("Kommunal")
    PRIVATE = _("Privat")


class Season(Choice):
    """When a place is in use; the windows of comparison follow from it."""

    ALL_YEAR = _("Hele året")
    WINTER = _("Vinter (oktober–april)")
    SUMMER = _("Sommer (mai–september)")
    OWN = _("Egne måneder")


class Cadence(Choice):
    """How often the insurer gets the list of small injuries."""

    QUARTER = _("Hvert kvartal")
    HALF_YEAR = _("Hvert halvår")
    YEAR = _("Hvert år")


class Unit(Record):
    """The one kindergarten, school or SFO this file is about."""

    __tablename__ = "unit"
    __undone__ = Right.SET_UP
    __page__ = "settings"

    name: Mapped[str] = attr(_("Navn"), type_=String(120))
    kind: Mapped[UnitKind] = attr(_("Hva slags virksomhet?"), type_=choice_type(UnitKind))
    ownership: Mapped[Ownership] = attr(
        _("Hvem eier?"), type_=choice_type(Ownership), default=Ownership.MUNICIPAL
    )
    org_number: Mapped[str] = attr(
        _("Organisasjonsnummer"), hint=_("Ni siffer. Kan stå tomt."), type_=String(20), default=""
    )
    staff_years: Mapped[float | None] = attr(_("Årsverk"), hint=_("For eksempel 19,4."))
    threshold: Mapped[str] = attr(
        _("Vår egen grense, med ord"), hint=_("Står over kortet «Hva skal vi registrere?» i rapporten."), long=True,
        type_=Text, default="",
    )  # fmt: skip
    deadline_days: Mapped[int] = attr(
        _("Frist for å behandle en hendelse (dager)"), hint=_("Vanlig er 28 dager."), default=28
    )
    responsible_name: Mapped[str] = attr(
        _("Hvem skal ha melding om noe som gjelder lederen?"),
        hint=_("I barnehagen: den som er ansvarlig etter barnehageloven § 7. I skolen: kommunen."),
        type_=String(120), default="", server_default="",
    )  # fmt: skip
    responsible_phone: Mapped[str] = attr(_("Telefon"), type_=String(40), default="", server_default="")
    responsible_email: Mapped[str] = attr(_("E-post"), type_=String(120), default="", server_default="")
    parents_language: Mapped[str] = attr(
        _("Språk i brev til foreldre"), type_=String(5), default="", server_default=""
    )  # nb, nn or en; empty: the program's own
    insurer: Mapped[str] = attr(_("Forsikringsselskap"), type_=String(120), default="", server_default="")
    policy_number: Mapped[str] = attr(_("Avtalenummer"), type_=String(60), default="", server_default="")
    insurer_cadence: Mapped[Cadence] = attr(
        _("Hvor ofte skal selskapet ha samlelisten?"), type_=choice_type(Cadence), default=Cadence.HALF_YEAR,
        server_default=Cadence.HALF_YEAR.code,
    )  # fmt: skip
    municipal_system: Mapped[str] = attr(
        _("Kommunens system for avvik"), hint=_("For eksempel Risk Manager. Kan stå tomt."), type_=String(60),
        default="", server_default="",
    )  # fmt: skip
    photos: Mapped[bool] = attr(
        _("Det er lov å legge bilder ved en hendelse"), hint=_("Bilder av ting og steder, ikke av barn."),
        default=False, server_default=text("0"),
    )  # fmt: skip
    risk_size: Mapped[int] = mapped_column(Integer, default=5, server_default="5")  # steps of the risk matrix, 5 or 4
    risk_signs: Mapped[str] = mapped_column(String(25), default="", server_default="")  # its colours; empty: the usual
    report_language: Mapped[str] = attr(
        _("Språk i rapporter"), type_=String(5), default="", server_default=""
    )  # nb, nn or en; empty: the program's own
    light_limits: Mapped[str] = mapped_column(Text, default="", server_default="")  # JSON; empty: the usual ones
    least_shown: Mapped[int] = attr(
        _("Minste tall som vises i rapporter"), hint=_("3 eller høyere."), default=LEAST, server_default=text("3")
    )
    least_sensitive: Mapped[int] = attr(
        _("Minste tall om vold, krenkelser og ansatte"), hint=_("5 eller høyere."), default=STAFF_LEAST,
        server_default=text("5"),
    )
    demo_day: Mapped[date | None] = mapped_column()  # only in the demo: the day it is there

    def called(self) -> str:
        """What it is."""
        return str(_("Opplysningene om virksomheten"))

    def check(self, today: date) -> None:
        """Raise Invalid unless this can be a unit's description."""
        super().check(today)
        wrong: dict[str, str] = {}
        if not self.name:
            wrong["name"] = _("Skriv navnet på virksomheten.")
        self.org_number = "".join(self.org_number.split())
        if self.org_number and not org_number_holds(self.org_number):
            wrong["org_number"] = _("Organisasjonsnummeret stemmer ikke. Det har ni siffer; se etter skrivefeil.")
        if self.staff_years is not None and not 0 <= self.staff_years <= 2000:
            wrong["staff_years"] = _("Årsverk må være et tall fra 0 til 2000.")
        if not 1 <= self.deadline_days <= 365:
            wrong["deadline_days"] = _("Fristen må være fra 1 til 365 dager.")
        wrong |= self._wrong_in_reports()
        if self.parents_language and self.parents_language not in LANGUAGES:
            wrong["parents_language"] = _("Velg bokmål, nynorsk eller engelsk.")
        if wrong:
            raise Invalid(**wrong)

    def _wrong_in_reports(self) -> dict[str, str]:
        """What cannot hold of how reports are written; the limits may be stricter than the usual ones, never milder."""
        wrong: dict[str, str] = {}
        if self.report_language and self.report_language not in LANGUAGES:
            wrong["report_language"] = _("Velg bokmål, nynorsk eller engelsk.")
        for key, least in (("least_shown", LEAST), ("least_sensitive", STAFF_LEAST)):
            if not least <= getattr(self, key) <= MOST_LEAST:
                wrong[key] = _("Skriv et tall fra {least} til {most}. Det kan gjøres strengere, ikke mildere.").format(
                    least=least, most=MOST_LEAST
                )
        return wrong


def org_number_holds(text: str) -> bool:
    """Whether nine digits can be a Norwegian organisation number.

    The last digit is a check digit modulo 11 with weights 3 2 7 6 5 4 3 2
    (Brønnøysundregistrene, description of organisasjonsnummer).
    """
    if len(text) != 9 or not (text.isascii() and text.isdigit()) or text[0] not in "89":
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, (3, 2, 7, 6, 5, 4, 3, 2), strict=False))
    rest = -total % 11
    return rest < 10 and rest == int(text[8])


class Department(Record):
    """A department; a new name or a merger makes a follower, so that old events keep the old name."""

    __tablename__ = "department"
    __undone__ = Right.SET_UP
    __page__ = "settings"

    name: Mapped[str] = attr(_("Navn"), type_=String(80))
    position: Mapped[int] = mapped_column(default=0)
    closed_from: Mapped[date | None] = attr(_("Ikke i bruk fra"))
    followed_by_id: Mapped[Key | None] = mapped_column(ForeignKey("department.id"))

    def called(self) -> str:
        """Its name."""
        return self.name

    def check(self, today: date) -> None:
        """Raise Invalid unless it has a name."""
        super().check(today)
        if not self.name:
            raise Invalid(name=_("Skriv navnet på avdelingen."))


class Place(Record):
    """A place of the unit's own, with the standard place it counts as."""

    __tablename__ = "place"
    __undone__ = Right.SET_UP
    __page__ = "settings"

    name: Mapped[str] = attr(_("Navn"), type_=String(80))
    standard: Mapped[Code] = attr(_("Regnes som"), codes="place")
    season: Mapped[Season] = attr(
        _("Når er stedet i bruk?"), type_=choice_type(Season), default=Season.ALL_YEAR
    )
    season_from: Mapped[int | None] = attr(_("Fra og med måned"))  # 1–12; only where the season is the place's own
    season_to: Mapped[int | None] = attr(_("Til og med måned"))  # 1–12; before season_from: over New Year
    logged: Mapped[bool] = attr(
        _("Vi teller dager stedet er i bruk"), hint=_("For eksempel akedager."), default=False
    )
    position: Mapped[int] = mapped_column(default=0)
    order_key: Mapped[str] = mapped_column(String(160), default="")  # Norwegian alphabetical order
    closed_from: Mapped[date | None] = attr(_("Ikke i bruk fra"))
    followed_by_id: Mapped[Key | None] = mapped_column(ForeignKey("place.id"))

    def called(self) -> str:
        """Its name."""
        return self.name

    def check(self, today: date) -> None:
        """Raise Invalid unless it has a name."""
        super().check(today)
        if not self.name:
            raise Invalid(name=_("Skriv navnet på stedet."))
        if self.season is not Season.OWN:
            self.season_from = self.season_to = None
        months = {"season_from": self.season_from, "season_to": self.season_to}
        if self.season is Season.OWN and not all(1 <= (month or 0) <= 12 for month in months.values()):
            raise Invalid(**{
                key: _("Velg en måned.") for key, month in months.items() if not 1 <= (month or 0) <= 12
            })  # fmt: skip
        self.order_key = sort_key(self.name)


class MonthFigures(Record):
    """How many children the unit had in a month, and how many days it was open."""

    __tablename__ = "month_figures"
    __undone__ = Right.SET_UP
    __page__ = "settings"
    __table_args__ = (UniqueConstraint("year", "month"),)

    year: Mapped[int] = attr(_("År"))
    month: Mapped[int] = attr(_("Måned"))
    children: Mapped[int] = attr(_("Antall barn"))
    open_days: Mapped[int] = attr(_("Åpningsdager"))

    def called(self) -> str:
        """Whose month it is."""
        return _("Tallene for {month} {year}").format(month=month_name(self.month), year=self.year)

    def check(self, today: date) -> None:
        """Raise Invalid unless the numbers can be true."""
        super().check(today)
        wrong: dict[str, str] = {}
        if not 0 <= self.children <= 3000:
            wrong["children"] = _("Antall barn må være fra 0 til 3000.")
        if not 0 <= self.open_days <= 31:
            wrong["open_days"] = _("Åpningsdager må være fra 0 til 31.")
        if wrong:
            raise Invalid(**wrong)


class ExposureDay(Record):
    """A day a place was in use: an "akedag"."""

    __tablename__ = "exposure_day"
    __undone__ = Right.REPORT
    __page__ = "exposure"

    place_id: Mapped[Key] = mapped_column(ForeignKey("place.id"), index=True)
    day: Mapped[date] = attr(_("Dag"), index=True)
    confirmed: Mapped[bool] = mapped_column(default=True)  # logged on the lock screen: confirmed after unlocking
    receipt: Mapped[str | None] = mapped_column(String(80), unique=True)  # the sealed box it came in

    def called(self) -> str:
        """Which day it is."""
        return plain_date(self.day)

    def check(self, today: date) -> None:
        """Raise Invalid if the day has not been."""
        super().check(today)
        if self.day > today:
            raise Invalid(day=_("Dagen må være i dag eller tidligere."))


class SeasonTotal(Record):
    """How many days a place was in use in a season, entered afterwards: always "anslått"."""

    __tablename__ = "season_total"
    __undone__ = Right.REPORT
    __page__ = "exposure"

    place_id: Mapped[Key] = mapped_column(ForeignKey("place.id"), index=True)
    first: Mapped[date] = attr(_("Fra og med"))
    last: Mapped[date] = attr(_("Til og med"))
    days: Mapped[int] = attr(_("Antall dager"))

    def called(self) -> str:
        """What it is."""
        return str(_("Antall dager i sesongen"))

    def check(self, today: date) -> None:
        """Raise Invalid unless the number of days fits between the dates."""
        super().check(today)
        wrong: dict[str, str] = {}
        if self.last < self.first:
            wrong["last"] = _("Siste dag må være etter første dag.")
        elif not 0 <= self.days <= (self.last - self.first).days + 1:
            wrong["days"] = _("Det er ikke så mange dager mellom datoene.")
        if self.first > today:
            wrong["first"] = _("Første dag må være i dag eller tidligere.")
        if wrong:
            raise Invalid(**wrong)


class CodeEntry(Record):
    """A line of one of the unit's code lists; core lines may be hidden, never removed."""

    __tablename__ = "code"
    __undone__ = Right.SET_UP
    __page__ = "settings"
    __table_args__ = (UniqueConstraint("list_name", "code"),)

    list_name: Mapped[str] = mapped_column(String(60), index=True)
    code: Mapped[Code] = mapped_column()
    nb: Mapped[str] = attr(_("Bokmål"), type_=String(200))
    nn: Mapped[str] = attr(_("Nynorsk"), type_=String(200))
    en: Mapped[str] = attr(_("Engelsk"), type_=String(200))
    core: Mapped[bool] = mapped_column(default=False)
    hidden: Mapped[bool] = attr(_("Skjult"), default=False)
    more: Mapped[str] = mapped_column(Text, default="{}")  # JSON: what the list itself needs
    position: Mapped[int] = mapped_column(default=0)

    def called(self) -> str:
        """The word itself."""
        return {"nn": self.nn, "en": self.en}.get(language(), self.nb)

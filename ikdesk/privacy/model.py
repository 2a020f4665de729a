"""Disposals: what was destroyed for good, by whom and on what ground; and why something may be withheld."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Key, Record, attr, choice_type, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.words import _
from ikdesk.unit.model import Ownership

SHORTEST = 10  # characters in a reason: one word is none


class Ground(Choice):
    """Why a record may be destroyed."""

    WRONG_PERSON = _("Ført på feil person")
    NOT_OURS = _("Opplysninger som ikke skulle vært skrevet her")
    NEVER_HAPPENED = _("Hendelsen har aldri skjedd")
    ORDER = _("Pålegg fra Datatilsynet eller en domstol")
    DECISION = _("Vedtak om kassasjon")

    @property
    def whole(self) -> bool:
        """Whether the codes must go, too, so that it no longer counts."""
        return self in {Ground.NEVER_HAPPENED, Ground.ORDER}


def grounds(ownership: Ownership) -> tuple[Ground, ...]:
    """The grounds a unit may give: one that must preserve cannot decide by itself to dispose.

    Args:
        ownership: who owns the unit.
    """
    own = ownership is Ownership.PRIVATE
    return tuple(ground for ground in Ground if own or ground is not Ground.DECISION)


class Disposal(Record):
    """One record that was destroyed; it tells nothing of what the record said."""

    __tablename__ = "disposal"
    __stops__ = _("En kassasjon kan ikke angres.")
    __forgotten__ = True

    kind: Mapped[str] = mapped_column(String(60))  # the table
    key: Mapped[Key] = mapped_column(unique=True)
    number: Mapped[str] = attr(_("Nummer"), type_=String(20))
    day: Mapped[date] = attr(_("Kassert"))
    who: Mapped[str] = attr(_("Av"), type_=String(120))
    ground: Mapped[Ground] = attr(_("Grunnlag"), type_=choice_type(Ground))
    why: Mapped[str] = attr(
        _("Begrunnelse"), hint=_("Vis til vedtaket eller saken. Ikke gjenta det som skal bort."), type_=String(300)
    )
    whole: Mapped[bool] = mapped_column(default=False)  # it counts no more

    def check(self, today: date) -> None:
        """Raise Invalid unless there is a reason."""
        super().check(today)
        if len(self.why) < SHORTEST:
            raise Invalid(why=_("Skriv hva kassasjonen bygger på, for eksempel hvilket vedtak."))


@dataclass(frozen=True, slots=True)
class Copies:
    """The automatic copies that hold what is disposed of now."""

    number: int
    newest: date | None


class Withholding(Choice):
    """Why somebody is not told all that is stored about them."""

    CONFIDENTIALITY = _("Lovbestemt taushetsplikt")
    INVESTIGATION = _("Forebygging eller etterforskning av straffbare handlinger")
    HEALTH = _("Hensynet til den det gjelder, eller til nære")
    INTERNAL = _("Finnes bare i intern saksforberedelse")

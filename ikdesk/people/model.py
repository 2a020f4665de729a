"""The people who use IKdesk here, and what their role lets them do."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Key, Record, attr, choice_type, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _

LONGEST_DEPUTY = timedelta(days=366)  # what nobody remembers to end must end by itself


class Role(Choice):
    """What somebody is here."""

    LEADER = _("Leder")
    DEPARTMENT_LEAD = _("Pedagogisk leder")
    STAFF = _("Ansatt")
    SAFETY_REP = _("Verneombud")


_EVERYBODY = frozenset({Right.REPORT, Right.READ_ROUTINES, Right.READ_OWN})
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.LEADER: frozenset(Right),
    Role.DEPARTMENT_LEAD: _EVERYBODY | {Right.READ_DEPARTMENT},
    Role.STAFF: _EVERYBODY,
    Role.SAFETY_REP: _EVERYBODY | {Right.READ_STAFF},
}
DEPUTY = RIGHTS[Role.LEADER] - {Right.MANAGE_USERS, Right.SEE_LOG}  # keys, users and the log stay with the leader


class Person(Record):
    """One person who may sign in."""

    __tablename__ = "person"
    __stops__ = _("Det du gjorde med brukerne, kan ikke angres. Rett det under Innstillinger.")
    __page__ = "settings"

    name: Mapped[str] = attr(_("Navn"), hint=_("Fornavn er nok."), type_=String(120))
    role: Mapped[Role] = attr(_("Rolle"), type_=choice_type(Role))
    slot: Mapped[str] = mapped_column(String(80), unique=True)  # which lock in the vault this person opens
    department_id: Mapped[Key | None] = mapped_column(ForeignKey("department.id"))
    code_kept: Mapped[date | None] = attr(_("Gjenopprettingskoden skrevet ned"))  # the day somebody said so

    def check(self, today: date) -> None:
        """Raise Invalid unless there is a name."""
        super().check(today)
        if not self.name:
            raise Invalid(name=_("Skriv et navn. Fornavn er nok."))

    def as_viewer(self, also: Role | None = None, *, until: date | None = None) -> Viewer:
        """This person as the one who asks and acts.

        Args:
            also: what they are in the vault; where that differs, they may do only what both let them.
            until: they stand in for the leader today and up to this day.
        """
        role = min((self.role, also or self.role), key=lambda one: len(RIGHTS[one]))
        rights = RIGHTS[self.role] & RIGHTS[role]
        if until is None or rights >= DEPUTY:
            return Viewer(self.id, self.name, role.code, rights, self.department_id)
        return Viewer(self.id, self.name, role.code, rights | DEPUTY, self.department_id, deputy=True, until=until,
                      own=rights)  # fmt: skip


class Deputy(Record):
    """Somebody who stands in for the leader from one day to another."""

    __tablename__ = "deputy"
    __stops__ = _("Det du gjorde med stedfortrederen, kan ikke angres. Rett det under Innstillinger.")
    __page__ = "settings"

    person_id: Mapped[Key] = mapped_column(
        ForeignKey("person.id"), index=True, info={"label": _("Hvem er stedfortreder?")}
    )
    from_day: Mapped[date] = attr(_("Fra og med"))
    to_day: Mapped[date] = attr(_("Til og med"))
    why: Mapped[str] = attr(_("Hvorfor?"), type_=String(200), default="")

    def check(self, today: date) -> None:
        """Raise Invalid unless the days make sense."""
        super().check(today)
        if self.to_day < self.from_day:
            raise Invalid(to_day=_("Siste dag kan ikke være før den første."))
        if self.to_day - self.from_day > LONGEST_DEPUTY:
            raise Invalid(to_day=_("En stedfortreder kan utpekes for ett år om gangen."))


def role_of(code: str) -> Role:
    """The role with this code; the one with the fewest rights if there is none."""
    return next((role for role in Role if role.code == code), Role.STAFF)


def rights_of(code: str) -> frozenset[Right]:
    """What somebody with this role may do, where nobody who stands in can be asked for: the data are not open."""
    return RIGHTS[role_of(code)]

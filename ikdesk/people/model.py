"""The people who use IKdesk here, and what their role lets them do."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped

from ikdesk.kernel.base import Key, Record, attr, choice_type, mapped_column
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _


class Role(Choice):
    """What somebody is here."""

    LEADER = _("Leder")
    DEPARTMENT_LEAD = _("Pedagogisk leder")
    STAFF = _("Ansatt")
    SAFETY_REP = _("Verneombud")


_EVERYBODY = frozenset({Right.REPORT, Right.READ_ROUTINES})
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.LEADER: frozenset(Right),
    Role.DEPARTMENT_LEAD: _EVERYBODY,
    Role.STAFF: _EVERYBODY,
    Role.SAFETY_REP: _EVERYBODY,
}


class Person(Record):
    """One person who may sign in."""

    __tablename__ = "person"

    name: Mapped[str] = attr(_("Navn"), hint=_("Fornavn er nok."), type_=String(120))
    role: Mapped[Role] = attr(_("Rolle"), type_=choice_type(Role))
    slot: Mapped[str] = mapped_column(String(80), unique=True)  # which lock in the vault this person opens
    department_id: Mapped[Key | None] = mapped_column(ForeignKey("department.id"))

    def check(self, today: date) -> None:
        """Raise Invalid unless there is a name."""
        super().check(today)
        if not self.name:
            raise Invalid(name=_("Skriv et navn. Fornavn er nok."))

    def as_viewer(self, also: Role | None = None) -> Viewer:
        """This person as the one who asks and acts.

        Args:
            also: what they are in the vault; where that differs, they may do only what both let them.
        """
        role = min((self.role, also or self.role), key=lambda one: len(RIGHTS[one]))
        return Viewer(self.id, self.name, role.code, RIGHTS[self.role] & RIGHTS[role], self.department_id)


def role_of(code: str) -> Role:
    """The role with this code; the one with the fewest rights if there is none."""
    return next((role for role in Role if role.code == code), Role.STAFF)

"""Who asks and who acts, and what they may do: always an argument, never looked up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from uuid import UUID

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _

Key = UUID


class Right(Enum):
    """Something that not everybody may do."""

    REPORT = "report"  # record an incident, and the days a place was in use
    READ_ROUTINES = "read_routines"  # the routines that hold
    READ_OWN = "read_own"  # what one reported oneself, and one's own tasks
    READ_DEPARTMENT = "read_department"  # the children's register of one's own department
    READ_STAFF = "read_staff"  # the staff register, without what is medical
    READ = "read"  # see incidents, measures, numbers, and all that is written of routines
    HANDLE = "handle"  # correct, follow up, close, withdraw
    SET_UP = "set_up"  # the unit, its places, its lists
    EXPORT = "export"  # reports and exports
    MANAGE_USERS = "manage_users"  # let people in, make them something else, let them go; appoint a deputy
    SEE_LOG = "see_log"  # who has seen what


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person who is signed in."""

    person: Key | None
    name: str
    role: str
    rights: frozenset[Right]
    department: Key | None = None
    deputy: bool = False  # stands in for the leader today
    until: date | None = None  # the last day of that
    own: frozenset[Right] = frozenset()  # what they may do when it is over
    shared: bool = False  # asks only for what may be told before all who work here

    def on(self, day: date) -> Viewer:
        """This person on a day: who stands in for the leader does so no longer than the last day."""
        if self.until is None or day <= self.until:
            return self
        return replace(self, rights=self.own, deputy=False, until=None, own=frozenset())

    def before_all(self) -> Viewer:
        """The same person, who shows numbers to all who work here: what only some may know is not counted in them."""
        return replace(self, shared=True)

    def may(self, right: Right) -> None:
        """Do nothing if this is allowed.

        Raises:
            Problem: it is not.
        """
        self.may_any(right)

    def may_any(self, *rights: Right) -> None:
        """Do nothing if one of these is allowed.

        Raises:
            Problem: none of them is.
        """
        if self.rights.isdisjoint(rights):
            raise Problem(_("Dette har du ikke tilgang til. Spør lederen."))


SYSTEM = Viewer(None, "IKdesk", "system", frozenset(Right))  # first set-up and migration, before anyone exists

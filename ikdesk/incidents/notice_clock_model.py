"""What the rules of telling somebody look at, and how soon they want it: suggestions, never sent by themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from ikdesk.incidents.insurer_model import period_of
from ikdesk.incidents.staff_duties_model import StaffDetail
from ikdesk.kernel.clock import norway
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.words import _
from ikdesk.unit.model import Cadence, UnitKind

THREE_DAYS = timedelta(hours=72)


class When(Choice):
    """How soon somebody should be told."""

    AT_ONCE = _("Med en gang")
    SAME_DAY = _("Samme dag")
    HOURS_72 = _("Innen 72 timer")
    DAYS_3 = _("Innen 3 dager")
    DAYS_10 = _("Innen 10 dager")
    SOON = _("Så snart som mulig")
    YEAR = _("Snarest, og innen ett år")
    TOGETHER = _("Sammen med andre, på samlelisten")


_DAYS = {When.SAME_DAY: 0, When.DAYS_3: 3, When.DAYS_10: 10}


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What the rules look at in one incident.

    Args:
        standing: somebody has confirmed it, and it was not withdrawn.
        unit: what sort of unit it is.
        reported: local; None for what came from an old list, of which nobody is told any more.
        discovered: local; where it was found out later than it happened.
        injuries: kinds of injury, of all the children in it.
        parts: of the body, likewise.
        treatment: likewise.
        about_leader: it is about the one who leads the unit.
        staff: what the staff register holds, where it is about staff.
        cadence: how often the insurer gets the list of small injuries.
    """

    kind: str
    occurred: date
    reported: datetime | None
    unit: UnitKind = UnitKind.BARNEHAGE
    standing: bool = True
    severity: int | None = None
    potential: int | None = None
    discovered: datetime | None = None
    injuries: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    treatment: frozenset[str] = frozenset()
    causes: frozenset[str] = frozenset()
    mechanism: str | None = None
    about_leader: bool = False
    staff: StaffDetail | None = field(default=None)
    cadence: Cadence = Cadence.HALF_YEAR

    def grade(self, least: int) -> bool:
        """Whether it was so serious or worse."""
        return (self.severity or 0) >= least

    def risk(self, least: int) -> bool:
        """Whether it was, or could have been, so serious or worse."""
        return max(self.severity or 0, self.potential or 0) >= least

    @property
    def known(self) -> datetime:
        """When the clocks begin: found out, else reported."""
        return self.discovered or self.reported or datetime.combine(self.occurred, time())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That somebody should be told.

    Args:
        rule: which rule says so.
        roles: who is told, codes of contact_role.
        clock: how soon.
        due: local; the end of the clock, or None where it has none.
        what: what is to be done, in few words.
        why: a sentence.
        source: where it says so.
        practice: customary, not law.
        done_on: the day it was done, where the staff register knows.
    """

    rule: str
    roles: tuple[str, ...]
    clock: When
    due: datetime | None
    what: str
    why: str
    source: str
    practice: bool
    done_on: date | None = None

    @property
    def asked(self) -> bool:
        """Whether somebody must say that it was done; what goes in a list with others is done with that list."""
        return self.clock is not When.TOGETHER


def due_of(clock: When, facts: NoticeFacts) -> datetime | None:
    """The end of a clock, local and to the minute; None where it has none.

    Hours are counted as they pass: over the night the clocks are changed, 72 hours end an hour earlier or later by
    the clock on the wall.
    """
    match clock:
        case When.AT_ONCE:
            return facts.known
        case When.HOURS_72:
            return later(facts.known, THREE_DAYS)
        case When.YEAR:
            return _end_of(_next_year(facts.occurred))
        case When.TOGETHER:
            return _end_of(period_of(facts.cadence, facts.occurred).last)
        case When.SOON:
            return None
        case _:
            return _end_of(facts.known.date() + timedelta(days=_DAYS[clock]))


def later(start: datetime, span: timedelta) -> datetime:
    """The local time when so long has passed in Norway.

    Args:
        start: local, without a zone.
        span: how long.
    """
    end = (start.replace(tzinfo=norway()).astimezone(UTC) + span).astimezone(norway())
    return end.replace(tzinfo=None)


def found_out(day: date | None, at: time | None, reported: datetime | None) -> datetime | None:
    """When something was found out.

    Without a time of day it counts from the beginning of the day: a deadline is then never later than it should be.

    Args:
        day: as it was filled in.
        at: likewise.
        reported: local; what was reported was known by then.
    """
    if day is None:
        return None
    found = datetime.combine(day, at or time())
    return min(found, reported) if reported else found


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59))


def _next_year(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 2, 28) if leap else day.replace(year=day.year + 1)

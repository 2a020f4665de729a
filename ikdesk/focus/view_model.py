"""What is known about a focus area: the same value on its page, at the meeting and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ikdesk.evidence.kinds import Verdict
from ikdesk.kernel.base import Code
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.tertial import Month, Period
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.measures.effect_model import Effect, ExposureKind, SeasonCount, Target, What
from ikdesk.measures.model import FALLS, MeasureStatus

IN_REPORT = 3  # areas that go into the report


class Group(Choice):
    """What is done in an area, as the staff talk of it."""

    ALREADY = _("Gjør vi allerede")
    STARTED = _("Satt i verk")
    PLANNED = _("Planlagt")
    OWNER = _("Krever eier eller penger")


@dataclass(frozen=True, slots=True)
class FocusRow:
    """One focus area as a line of a list."""

    id: Key
    title: str  # what the unit calls it; what it is about where it has no name of its own
    target: Target
    in_report: bool
    chosen_on: date
    next_look: date | None
    closed_on: date | None
    events: int  # in the last twelve months
    verdict: Verdict | None  # None: nothing is compared yet
    provisional: bool = False
    near_misses_rose: bool = False  # a rise that is only in what nearly happened: good reporting, never red
    looked_on: date | None = None  # the last time somebody looked at the numbers
    closed_why: str = ""
    named_after: bool = True  # it has no name of its own

    @property
    def what(self) -> What:
        """What is counted."""
        target = self.target
        return What(target.place_id, target.activity, target.mechanism, target.equipment_id)

    def is_due(self, today: date) -> bool:
        """Whether the day chosen for the next look has come."""
        return self.closed_on is None and self.next_look is not None and self.next_look <= today


@dataclass(frozen=True, slots=True)
class MonthCount:
    """What happened in a month."""

    month: Month
    events: int
    closed: bool  # outside the season of the place, and nothing happened
    going_on: bool = False  # it is not over yet
    recorded: bool = True  # something had been written down by then, here or elsewhere: its 0 is none
    used: int | None = None  # days in use, where they are written down and the chart asks for them

    @property
    def charted(self) -> bool:
        """Whether it is a point of a chart over time: it is over, of its season, and not from before all records."""
        return self.recorded and not self.going_on and not self.closed


@dataclass(frozen=True, slots=True)
class Gap:
    """A day something happened, and how many days of its season had gone since the last time."""

    day: date
    days: int | None  # None: it is the first that is looked at


@dataclass(frozen=True, slots=True)
class AreaMeasure:
    """A measure against the area, or against a part of it."""

    id: Key
    number: int
    title: str
    group: Group
    status: MeasureStatus
    role: Code | None
    responsible: str  # the name of who does it; empty where nobody in particular does
    deadline: date | None
    started_on: date | None
    evaluate_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """What happens when: rows are how it happens (or what they did), columns the parts of the day."""

    by: str  # "mechanism" or "activity": which list the rows are of
    rows: tuple[Code | None, ...]  # None: nobody wrote it
    cells: tuple[tuple[int, ...], ...]  # by row, a number for each of ``PARTS`` and last for no time


PARTS = ((0, 9), (9, 11), (11, 13), (13, 15), (15, 24))  # hours, from and up to


@dataclass(frozen=True, slots=True)
class LookRow:
    """A look at the numbers that was taken."""

    id: Key
    day: date
    comment: str
    given_by: str
    verdict: str  # the code; empty when there was nothing to compare
    evidence: Mapping[str, Any] = field(hash=False)  # what was on the screen

    @property
    def sentence(self) -> str:
        """What was said of the numbers then."""
        return str(self.evidence.get("sentence", ""))


@dataclass(frozen=True, slots=True)
class FocusView:
    """Everything the page of a focus area says, in numbers and codes."""

    row: FocusRow
    problem: str
    shared: bool  # only what all who work here may see is counted
    year: Period  # the last twelve months, what the counts are of
    events: int
    events_before: int | None  # in the twelve months before; None: nothing was written down then
    serious: int  # of ``events``, grade 2 or more
    near: int  # of ``events``, near misses
    everywhere: int  # in the whole unit
    grades: tuple[tuple[int | None, int], ...]  # how many of each grade, None: not graded
    last: date | None  # the last time something happened
    days_since: int | None  # days of its season since then
    usual_gap: float | None  # days of its season there usually are between two, the median; None: too few to tell
    months: tuple[MonthCount, ...]  # oldest first
    gaps: tuple[Gap, ...]  # the latest days something happened, oldest first
    seasons: tuple[SeasonCount, ...]  # oldest first; those of the effect where there is one
    use_kind: ExposureKind  # what the exposure of the seasons is
    pattern: Pattern
    effect: Effect | None
    why_no_effect: str  # what is missing for a verdict; empty where there is one
    measures: tuple[AreaMeasure, ...]  # in the order of their groups
    looks: tuple[LookRow, ...]  # newest first
    places: tuple[Key, ...] = ()  # the place as it is today, and what it was before; empty without one

    def of(self, group: Group) -> tuple[AreaMeasure, ...]:
        """The measures of a group."""
        return tuple(one for one in self.measures if one.group is group)

    @property
    def falls(self) -> bool:
        """Whether less is told of here than before: then one must ask if less is told of everywhere."""
        if self.effect is not None:
            return self.effect.judgement.uncapped in FALLS
        return self.events_before is not None and self.events < self.events_before

    @property
    def begun(self) -> tuple[AreaMeasure, ...]:
        """The measures that were put to work and when is known, the first first."""
        there = [one for one in self.of(Group.STARTED) if one.started_on is not None]
        return tuple(sorted(there, key=lambda one: (one.started_on or date.max, one.number)))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A spot where so much happens that it should be a focus area."""

    what: What
    target: Target
    title: str
    events: int  # in the time looked at
    serious: int
    everywhere: int  # all that happened then
    new: int  # of ``events``, those not in an area already chosen or proposed before it
    months: int  # how many months were looked at

"""Meetings as pages, slides and minutes show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from ikdesk.focus.view_model import AreaMeasure, FocusView, Group
from ikdesk.kernel.base import Code
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.statistics.activity_model import Reporting

ALREADY, AT_ONCE, PLAN, OWNER = "already_done", "immediate", "planned", "needs_owner"
ORIGINS = (ALREADY, AT_ONCE, PLAN, OWNER)
COLUMNS = ((ALREADY,), (AT_ONCE,), (PLAN, OWNER))  # what stands in each column, from the left
THERE = ((Group.ALREADY, Group.STARTED), (), (Group.PLANNED, Group.OWNER))  # measures there are, by the same columns


class MeetingState(Choice):
    """How far a meeting has come."""

    PLANNED = _("Planlagt")
    GOING_ON = _("I gang")
    HELD = _("Holdt")


class Said(NamedTuple):
    """What was said to a question."""

    key: str  # what the program calls the question; "own_" and more for one of the meeting's own
    question: str  # as it was asked
    text: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One line in the list of meetings."""

    id: Key
    day: date
    title: str  # empty where nobody gave it one
    focus: str  # what the focus area is called; empty without one
    state: MeetingState
    ideas: int  # proposals that stand
    measures: int  # of these, those that are measures


@dataclass(frozen=True, slots=True)
class IdeaRow:
    """What somebody proposed."""

    id: Key
    title: str
    origin: Code
    role: Code | None
    responsible_id: Key | None
    responsible: str  # their name; empty where nobody in particular does it
    deadline: date | None
    measure_id: Key | None
    measure: int | None  # the number of the measure it became, or was

    @property
    def settled(self) -> bool:
        """Whether nothing is left to say of it: what is done already needs neither anybody nor a date."""
        who = self.role is not None or self.responsible_id is not None
        return self.origin == ALREADY or (who and self.deadline is not None)


@dataclass(frozen=True, slots=True)
class MeetingDetail:
    """One meeting, whole."""

    id: Key
    day: date
    title: str
    period: str
    focus_id: Key | None
    focus: str
    agenda: str
    present: str
    note: str
    begun_at: datetime | None
    ended_at: datetime | None
    state: MeetingState
    ideas: tuple[IdeaRow, ...]  # in the order they were said
    answers: tuple[Said, ...]  # those that were answered

    @property
    def points(self) -> tuple[str, ...]:
        """The meeting's own points, one on each line of the agenda."""
        return points_in(self.agenda)

    def answer(self, key: str) -> str:
        """What was said to a question; empty where nothing was."""
        return next((said.text for said in self.answers if said.key == key), "")


def points_in(agenda: str) -> tuple[str, ...]:
    """The points of an agenda, one on each line; what stands there twice is one."""
    return tuple(dict.fromkeys(said for line in agenda.splitlines() if (said := line.strip(" -–•\t"))))


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done, as it is told on the wall."""

    title: str
    started_on: date | None
    done_on: date | None  # None: it goes on


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What a meeting looks at: only what all who work here may see is counted."""

    unit: str  # what the unit is called
    period: Period  # as far as it was counted
    usual: bool  # nobody chose it: it is the last twelve months
    kinds: tuple[tuple[Code, int], ...]  # how many of each kind, the most first
    grades: tuple[tuple[int | None, int], ...]  # how many of each grade; None: not graded
    places: tuple[tuple[str, int], ...]  # how many at each place, the most first
    focus: FocusView | None
    reporting: Reporting

    @property
    def total(self) -> int:
        """How many there were."""
        return sum(number for _kind, number in self.kinds)

    def standing(self, column: int) -> tuple[AreaMeasure, ...]:
        """The measures there are at the focus area already.

        Args:
            column: 0 what is done, 1 what can be done at once, 2 what must be planned.
        """
        found = self.focus.measures if self.focus else ()
        return tuple(one for one in found if one.group in THERE[column])

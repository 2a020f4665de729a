"""What a report says about measures and routines: how they stood on the last day that was counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ikdesk.evidence.kinds import Verdict
from ikdesk.kernel.base import Code
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key
from ikdesk.measures.model import ANSWERS, OPEN, STARTED, MeasureStatus

ALREADY, OWNER = "already_done", "needs_owner"  # codes of measure_origin
AGES = (30, 90)  # days past the deadline: up to 30, 31–90, more


@dataclass(frozen=True, slots=True)
class MeasureFact:
    """A measure as it stood on the last day counted."""

    number: int
    title: str
    origin: Code
    kind: Code | None
    role: Code | None
    deadline: date | None
    status: MeasureStatus  # never TO_EVALUATE; see ``to_evaluate``
    started_on: date | None
    done_on: date | None
    evaluate_on: date | None
    answered_on: date | None  # by the last day counted
    verdict: Verdict | None  # stored with the answer; None when there was nothing to count
    since: date  # when it was decided, or else written down
    ended_on: date | None  # when it was rejected
    consequence: str
    places: frozenset[Key]  # the place it is aimed at, and what that became
    activity: Code | None
    mechanism: Code | None
    equipment_id: Key | None = None

    @property
    def answered(self) -> bool:
        """Whether somebody has answered whether it worked."""
        return self.status in ANSWERS

    def to_evaluate(self, day: date) -> bool:
        """Whether it waits for an answer to whether it worked."""
        return self.status in STARTED and self.evaluate_on is not None and self.evaluate_on <= day

    def days_over(self, day: date) -> int:
        """How many days it is past its deadline while work is left; 0 when it is not."""
        if self.status not in OPEN or self.deadline is None:
            return 0
        return max(0, (day - self.deadline).days)


@dataclass(frozen=True, slots=True)
class Work:
    """The measures of a report, and how they stand on its last day."""

    measures: tuple[MeasureFact, ...]  # also what the unit did already, which is no work in progress
    counted: Period

    @property
    def day(self) -> date:
        """The last day counted."""
        return self.counted.last

    @property
    def planned(self) -> tuple[MeasureFact, ...]:
        """Everything that was to be done: not what the unit did already, and not what was rejected."""
        left = MeasureStatus.REJECTED
        return tuple(one for one in self.measures if one.origin != ALREADY and one.status is not left)

    @property
    def open(self) -> tuple[MeasureFact, ...]:
        """Those with work left."""
        return tuple(one for one in self.planned if one.status in OPEN)

    @property
    def overdue(self) -> tuple[MeasureFact, ...]:
        """Open ones past their deadline, the oldest first."""
        late = [one for one in self.open if one.days_over(self.day)]
        return tuple(sorted(late, key=lambda one: -one.days_over(self.day)))

    @property
    def ages(self) -> tuple[int, int, int]:
        """How many are up to 30 days, 31–90 days and more than 90 days past their deadline."""
        days = [one.days_over(self.day) for one in self.overdue]
        young = sum(n <= AGES[0] for n in days)
        old = sum(n > AGES[1] for n in days)
        return young, len(days) - young - old, old

    @property
    def done(self) -> tuple[MeasureFact, ...]:
        """Those that were carried out within the period."""
        return tuple(one for one in self.planned if one.done_on in self.counted)

    @property
    def answered(self) -> tuple[MeasureFact, ...]:
        """Those that were evaluated within the period."""
        return tuple(
            one for one in self.planned
            if one.answered and one.answered_on in self.counted
        )  # fmt: skip

    @property
    def to_be_evaluated(self) -> tuple[MeasureFact, ...]:
        """Those whose evaluation day has come, answered or not; not those that never began."""
        return tuple(
            one for one in self.planned
            if one.evaluate_on is not None and one.evaluate_on <= self.day and one.status not in OPEN - STARTED
        )  # fmt: skip

    @property
    def shown(self) -> tuple[MeasureFact, ...]:
        """Those something is left to do with, or was done with in the period: late ones first, then by what is left."""
        return tuple(sorted((one for one in self.measures if self._is_shown(one)), key=self._order))

    @property
    def for_the_owner(self) -> tuple[MeasureFact, ...]:
        """Open ones that somebody higher up must decide on, the oldest first."""
        return tuple(sorted((one for one in self.open if one.origin == OWNER), key=lambda one: (one.since, one.number)))

    def _is_shown(self, one: MeasureFact) -> bool:
        if one.origin == ALREADY:
            return False
        if one.status is MeasureStatus.REJECTED:
            return one.ended_on in self.counted
        if one.answered:
            return one.answered_on in self.counted or one.done_on in self.counted
        return True

    def _order(self, one: MeasureFact) -> tuple[int, int, date, int]:
        return _group(one), -one.days_over(self.day), one.deadline or date.max, one.number


@dataclass(frozen=True, slots=True)
class RoutineFacts:
    """How many routines were valid on the last day counted, and how many of them within their revision date."""

    valid: int
    within: int
    undated: int  # of the valid ones, without a revision date; they are not within


def _group(one: MeasureFact) -> int:
    """What is left comes before what waits for an answer, what is answered and what was rejected."""
    if one.status is MeasureStatus.REJECTED:
        return 3
    if one.answered:
        return 2
    return 0 if one.status in OPEN else 1

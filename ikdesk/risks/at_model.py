"""What the risk was on a day: what somebody had judged by then, as long as what it rests on was still done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ikdesk.kernel.viewer import Key
from ikdesk.risks.matrix_model import placed
from ikdesk.risks.rating_model import Outcome, Stage


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating as it was given."""

    id: Key
    outcome: Outcome
    stage: Stage
    day: date
    probability: int
    consequence: int
    size: int  # steps on each side of the matrix it was given in
    why: str = ""
    given_by: str = ""
    sentence: str = ""  # what the log said then, in words; empty when it said nothing


class Placed(Protocol):
    """A cell of a matrix with so many steps on each side."""

    @property
    def probability(self) -> int:
        """1 to ``size``."""

    @property
    def consequence(self) -> int:
        """1 to ``size``."""

    @property
    def size(self) -> int:
        """How many steps."""


@dataclass(frozen=True, slots=True)
class InForce:
    """When a measure was at work."""

    measure: Key
    begun: date | None  # None: it has not begun
    ended: date | None = None  # the first day it was not done any more

    def on(self, day: date) -> bool:
        """Whether it was at work on a day.

        Args:
            day: which.
        """
        return self.begun is not None and self.begun <= day and (self.ended is None or day < self.ended)


def latest(ratings: Iterable[Rated], outcome: Outcome, stage: Stage, day: date) -> Rated | None:
    """The last rating of a kind given by a day; of two on one day the one that was made last.

    Args:
        ratings: all of a hazard.
        outcome: which way of ending.
        stage: before, expected or actual.
        day: those given later are left out.
    """
    there = [one for one in ratings if (one.outcome, one.stage) == (outcome, stage) and one.day <= day]
    return max(there, key=lambda one: (one.day, one.id.int), default=None)  # keys sort by the time they were made


def standing_on(
    ratings: Sequence[Rated], measures: Sequence[InForce], outcome: Outcome, day: date
) -> Rated | None:
    """The rating that held on a day; None when nobody had judged it.

    What is only expected never counts. A rating of how it became counts as long as every measure that was at work
    when it was given still is; when one has been stopped since, the risk is what it was before. One that is in nothing
    lower than before rests on no measure: to stop what did not help never makes a risk lower.

    Args:
        ratings: all of a hazard.
        measures: those its barriers are, with when they were at work.
        outcome: which way of ending.
        day: which day.
    """
    there = [one for one in ratings if one.outcome is outcome and one.stage is not Stage.EXPECTED and one.day <= day]
    newest_first = sorted(there, key=lambda one: (one.day, one.id.int), reverse=True)
    for one in newest_first:
        behind = [measure for measure in measures if measure.on(one.day)]
        if one.stage is Stage.BEFORE or all(measure.on(day) for measure in behind):
            return one
        before = latest(ratings, outcome, Stage.BEFORE, one.day)
        if before is not None and not is_lower(one, before):
            return one
    return None


def is_lower(after: Placed, before: Placed | None) -> bool:
    """Whether something was judged to be less likely, or less bad, than without new measures.

    Args:
        after: expected or actual.
        before: without new measures; None: nobody has judged that.
    """
    if before is None:
        return False
    pairs = ((after.probability, before.probability), (after.consequence, before.consequence))
    return any(now < placed(was, before.size, after.size) for now, was in pairs)

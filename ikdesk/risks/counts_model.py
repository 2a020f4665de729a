"""The risks of a unit as a report tells them: where each stands, where it stood, and what is done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ikdesk.kernel.viewer import Key
from ikdesk.measures.model import OPEN, MeasureStatus
from ikdesk.risks.matrix_model import Grade, Matrix
from ikdesk.risks.rating_model import Outcome
from ikdesk.risks.view_model import Mark

MOST = 5  # risks that are told one by one
Cell = tuple[int, int]  # probability and consequence, from 1


@dataclass(frozen=True, slots=True)
class RiskMeasure:
    """A measure that is a barrier against a danger, as it stood on the day."""

    number: int
    title: str
    status: MeasureStatus
    deadline: date | None
    decided: bool  # adopted, begun, done or answered; not only proposed, and not stopped

    @property
    def is_open(self) -> bool:
        """Whether work is left to do."""
        return self.status in OPEN


@dataclass(frozen=True, slots=True)
class RiskTold:
    """One way a danger may end, on the last day of a period and on the day before the period began."""

    risk: Key  # the assessment
    title: str  # of the assessment
    hazard: Key
    danger: str
    outcome: Outcome
    both: bool  # the danger is rated in both its ways of ending: then the way must be told
    first: Mark | None  # without new measures
    was: Mark | None  # on the day before the period; None: it was not there, or nobody had judged it
    now: Mark | None  # on the last day; None: it is closed, or nobody has judged it
    closed_on: date | None  # itself or its assessment, within the period
    measures: tuple[RiskMeasure, ...]
    accepted_until: date | None  # by somebody, for what stands now

    @property
    def is_bare(self) -> bool:
        """Whether it is red without a decided measure."""
        return self.now is not None and self.now.grade is Grade.HIGH and not any(one.decided for one in self.measures)


@dataclass(frozen=True, slots=True)
class RiskCounts:
    """All risks of a unit on the last day of a period, the worst first."""

    matrix: Matrix
    day: date
    assessments: int  # that held on the day
    rows: tuple[RiskTold, ...]  # those that stand on the day, and those that were closed within the period

    @property
    def standing(self) -> tuple[RiskTold, ...]:
        """Those that are somewhere in the matrix on the day, the worst first."""
        return tuple(sorted((one for one in self.rows if one.now is not None), key=_worst_first))

    @property
    def cells(self) -> Mapping[Cell, int]:
        """How many there are in each cell."""
        return Counter((one.now.probability, one.now.consequence) for one in self.rows if one.now is not None)

    def graded(self, grade: Grade) -> int:
        """How many have a colour on the day."""
        return sum(one.now is not None and one.now.grade is grade for one in self.rows)

    @property
    def fresh(self) -> tuple[RiskTold, ...]:
        """Those that have come to the matrix in the period."""
        return tuple(one for one in self.standing if one.was is None)

    @property
    def moved(self) -> tuple[RiskTold, ...]:
        """Those that lie in another cell than before the period."""
        return tuple(one for one in self.standing if one.was is not None and one.was != one.now)

    @property
    def closed(self) -> tuple[RiskTold, ...]:
        """Those that are gone since before the period."""
        return tuple(one for one in self.rows if one.closed_on is not None)

    @property
    def worst(self) -> tuple[RiskTold, ...]:
        """The few that are worst today; a green one is never among them."""
        return tuple(one for one in self.standing if one.now is not None and one.now.grade is not Grade.LOW)[:MOST]

    @property
    def bare(self) -> tuple[RiskTold, ...]:
        """The red ones without a decided measure."""
        return tuple(one for one in self.standing if one.is_bare)

    @property
    def unrated(self) -> int:
        """How many stand without anybody having judged them."""
        return sum(one.now is None and one.closed_on is None for one in self.rows)


def _worst_first(one: RiskTold) -> tuple[int, int, int, str, str]:
    if one.now is None:
        return (0, 0, 0, one.title, one.danger)
    return (-one.now.grade.level, -one.now.product, -one.now.consequence, one.title, one.danger)

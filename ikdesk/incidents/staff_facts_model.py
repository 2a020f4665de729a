"""The facts of the extract to the safety representative and the working environment committee."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ikdesk.kernel.base import Code
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.tertial import Period
from ikdesk.measures.model import MeasureStatus


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One case as the extract tells it: nothing medical, nobody's name, and no story but the one that was cleared."""

    number: str
    occurred_on: date
    kind: Code
    violence: tuple[str, ...]
    nearly: bool
    place: str  # standard code
    absence_days: int | None
    told: tuple[str, ...]  # the attributes of those who were told
    extract: str


@dataclass(frozen=True, slots=True)
class StaffMeasure:
    """A measure that came of a case."""

    number: int
    title: str
    status: MeasureStatus


@dataclass(frozen=True, slots=True)
class StaffSums:
    """What there was in a period."""

    total: int
    nearly: int
    grave: int
    absent: int  # cases with absence
    days: int  # of absence, all together
    needs_nav: int  # cases somebody was treated or absent for
    told: Mapping[str, int]  # cases with a day, by attribute
    by: Mapping[str, Mapping[str, int]]  # attribute → code → how many; "" where nothing was filled in
    violence: Mapping[str, int]  # a case may have several


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """Everything the extract can say."""

    unit: str
    period: Period
    counted: Period  # the same, up to today
    today: date
    made_by: str
    role: str
    sums: StaffSums
    before: int  # cases in the same days the year before
    cases: tuple[StaffLine, ...]
    measures: tuple[StaffMeasure, ...]
    codebook: Codebook

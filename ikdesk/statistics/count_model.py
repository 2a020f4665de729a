"""The numbers of a period beside earlier ones, and what may be said of the difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ikdesk.evidence.kinds import Judgement
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.tertial import Month
from ikdesk.kernel.words import _
from ikdesk.statistics.activity_model import Reporting
from ikdesk.statistics.span_model import Span
from ikdesk.unit.model import UnitKind


@dataclass(frozen=True, slots=True)
class Pair:
    """How many now, and in all the earlier periods together."""

    now: int
    past: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """Two numbers and what may be said of the difference."""

    pair: Pair
    judgement: Judgement | None  # None: nothing to set beside


@dataclass(frozen=True, slots=True)
class Handled:
    """How soon incidents were told and what was made of them; lines of collective lists are left out."""

    told: int  # with a time they were told
    told_soon: int  # of these, within 24 hours


@dataclass(frozen=True, slots=True)
class Overview:
    """The few numbers that matter most."""

    span: Span
    kind: UnitKind
    began: date | None  # the first event that was ever recorded
    total: Compared
    harmed: Compared  # children who were hurt
    moderate: Compared  # grade 2 or worse: somebody had to look at it
    near: Compared  # what nearly happened
    handled: Handled
    by_attendance: bool  # compared by children × open days, not by open days alone

    @property
    def compares(self) -> bool:
        """Whether there is something to set beside."""
        return self.total.judgement is not None


class Group(Choice):
    """What the pictures are about; one group is shown at a time."""

    WHEN = _("Når")
    WHERE = _("Hvor")
    HOW = _("Hva og hvordan")
    WHO = _("Hvem og hvor ille")
    FOLLOWED = _("Følges det opp?")


Spread = Mapping[str, Mapping[str, Pair]]  # attribute → code → how many; "" is where nothing was filled in
Crossed = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class MeasureFlag:
    """A measure that was begun."""

    number: int
    day: date


@dataclass(frozen=True, slots=True)
class Months:
    """The events month by month, in all the years a picture needs; months without events are missing."""

    by: Mapping[str, int]  # "2026-01": of whole months, up to today
    now: Mapping[str, int]  # only those of the days that are counted
    past: tuple[Mapping[str, int], ...]  # and of each of the earlier periods
    closed: frozenset[Month] = frozenset()  # months without an open day: missing, not zero
    measures: tuple[MeasureFlag, ...] = ()
    year: date = date.min  # the first day of the year the period ends in
    years: tuple[date, ...] = ()  # and of the years before it that were recorded, the latest first
    so_far: Judgement | None = None  # its whole months beside the same months of those years
    days: tuple[date, ...] = ()  # the last ones something happened on, oldest first; for few events


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far what was told has come."""

    told: int  # all but the lines of collective lists and cases whose papers lie elsewhere
    with_cause: int
    with_measure: int  # at least one measure that was not rejected
    with_done: int  # at least one that was carried out
    with_answer: int  # at least one of which it was asked whether it worked


@dataclass(frozen=True, slots=True)
class SpotNumber:
    """A place on a plan."""

    key: str
    name: str
    x: float
    y: float
    number: int


@dataclass(frozen=True, slots=True)
class PlanNumbers:
    """A plan with what happened at its places."""

    name: str
    shape: float  # height for each unit of width
    image: bytes
    spots: tuple[SpotNumber, ...]
    elsewhere: int  # events at places that are not on it


@dataclass(frozen=True, slots=True)
class Named:
    """What has a name of the unit's own."""

    places: Mapping[str, str]  # by key, as they are called, those out of use too
    departments: Mapping[str, str]  # in the unit's order


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What the pictures of a group are made of; what the group does not need is empty."""

    overview: Overview
    spread: Spread = field(default_factory=dict)
    crossed: Mapping[str, Crossed] = field(default_factory=dict)
    months: Months | None = None
    funnel: Funnel | None = None
    plans: tuple[PlanNumbers, ...] = ()
    named: Named = Named({}, {})
    reporting: Reporting | None = None  # whether fewer may be fewer that are told of


@dataclass(frozen=True, slots=True)
class AllFacts:
    """Everything that goes into files."""

    unit: str
    made_by: str
    today: date
    overview: Overview
    groups: Mapping[Group, GroupFacts]
    codebook: Codebook

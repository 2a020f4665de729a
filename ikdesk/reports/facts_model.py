"""The facts of a report: everything it says, in numbers and codes; never a single event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ikdesk.evidence.lights import STANDARD, Thresholds
from ikdesk.evidence.small_numbers import LEAST, STAFF_LEAST
from ikdesk.incidents.municipal_model import Untransferred
from ikdesk.kernel.card import CardLine
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.tertial import Month, Period
from ikdesk.kernel.viewer import Key
from ikdesk.measures.effect_model import Effect, Target
from ikdesk.reports.audience_model import PROFILES, Audience, Part
from ikdesk.reports.work_model import RoutineFacts, Work
from ikdesk.risks.counts_model import RiskCounts
from ikdesk.unit.model import Ownership, UnitKind

MERGED = "other"  # the code that kinds which are not shown one by one upward are counted as
REST = "the_rest"  # the code for everything behind the first lines of a table
Shown = int | None  # None: so small a number, or one it could be worked out from, that it is not told
LISTS = {"kind": "event_type"}  # the others are called what the attribute is called


@dataclass(frozen=True, slots=True)
class About:
    """Whose report it is."""

    name: str
    kind: UnitKind
    ownership: Ownership
    org_number: str
    staff_years: float | None
    threshold: str
    deadline_days: int


@dataclass(frozen=True, slots=True)
class Handled:
    """How fast incidents were told and followed up."""

    due: int  # reported, and closed or past the deadline
    in_time: int  # of these, closed within the deadline
    told: int  # with a time they were told
    told_soon: int  # of these, within 24 hours
    with_cause: int  # with at least one cause, of all but the lines of collective lists
    with_proposal: int  # where it is said what would have prevented it, of the same
    collected: int = 0  # lines of collective lists: nobody is asked how they were handled
    no_activity: int = 0  # of these
    no_routine: int = 0  # of these


@dataclass(frozen=True, slots=True)
class Stay:
    """The denominator: children × opening days ("oppholdsdager")."""

    days: int
    missing: tuple[Month, ...]  # months nobody has entered; then no rate is given
    estimated: bool  # a month counted in part


@dataclass(frozen=True, slots=True)
class Sums:
    """What there was in a period."""

    total: int  # always told
    by: Mapping[str, Mapping[str, Shown]]  # attribute → code → how many; "" is where nothing was filled in
    handling: Handled
    attendance: Stay
    potential: Shown = 0  # how many could have been of grade 3 or 4
    cross: Mapping[tuple[str, str], Shown] = field(default_factory=dict)  # (place, kind) → how many; zeros left out

    def of(self, attribute: str, code: str) -> Shown:
        """How many with this code."""
        return self.by[attribute].get(code, 0)

    @property
    def serious(self) -> Shown:
        """How many of grade 3 or 4."""
        return added((self.of("severity", "3"), self.of("severity", "4")))


@dataclass(frozen=True, slots=True)
class Use:
    """Events and days in use in one period."""

    events: Shown
    days: int
    estimated: bool


@dataclass(frozen=True, slots=True)
class PlaceUse:
    """A kind of place whose days in use are counted."""

    standard: str
    now: Use
    last_year: Use


@dataclass(frozen=True, slots=True)
class Count:
    """One line of a table: how many with a code."""

    code: str
    now: Shown
    last_year: Shown
    year: Shown


@dataclass(frozen=True, slots=True)
class AreaCount:
    """How much happened at a focus area in a period."""

    period: Period
    events: Shown


@dataclass(frozen=True, slots=True)
class Beside:
    """A number that is told elsewhere and that an area's is a part of: what is left of it may not be small either."""

    attribute: str  # place, activity or mechanism; "" for all events
    code: str
    period: Period
    whole: int
    part: int  # of these at the area, in the days that are told of it


@dataclass(frozen=True, slots=True)
class AreaFact:
    """A focus area of the report."""

    target: Target
    effect: Effect | None
    counts: tuple[AreaCount, ...] = ()  # where there is no effect: the period and those like it, oldest first
    chosen: bool = False  # by the leader; otherwise it was proposed
    begun: bool = False  # something was begun, and it is too early to compare
    risks: frozenset[Key] = frozenset()  # the risk assessments that are about it
    shielded: bool = False  # its numbers are so small that it is told in words only
    crossed: bool = False  # they are those of a cross-table: no table with one way has them
    beside: tuple[Beside, ...] = ()  # what they could be worked out from; asked for only where they are protected
    reported: tuple[Period, ...] = ()  # the days of the reports the same recipient has, where they are protected
    untold: tuple[Period, ...] = ()  # days in which a line of a table that they are in was hidden from the recipient

    @property
    def told(self) -> tuple[AreaCount, ...]:
        """Every number of events that is told of it, with the days it is of."""
        if self.effect is None:
            return self.counts
        return tuple(AreaCount(one.period, one.events) for one in self.effect.seasons)

    @property
    def codes(self) -> tuple[tuple[str, str], ...]:
        """The lines of the tables with one way that its events are in: ("place", "sledding_hill")."""
        target = self.target
        found = (("place", target.standard), ("activity", target.activity), ("mechanism", target.mechanism))
        return tuple((attribute, code) for attribute, code in found if code)


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the lights change colour, and which numbers are too small to be told; stored with the report."""

    lights: Thresholds = STANDARD
    least: int = LEAST
    sensitive: int = STAFF_LEAST  # violence, violations and cases about staff


@dataclass(frozen=True, slots=True)
class Changed:
    """A report that was delivered before, whose numbers are others today."""

    period: Period
    edition: int
    delivered_on: date
    lines: tuple[tuple[str, Shown, Shown], ...]  # what ("total", "by_kind:child_injury"), as delivered, as it is now


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a report says, in numbers and codes; never a single event."""

    unit: About
    period: Period
    counted: Period  # the same, up to today
    before: Period  # the same days the year before
    year: Period  # the twelve months that end with the days counted
    today: date
    made_by: str
    role: str
    edition: int  # the version this report will have
    children: tuple[int, ...]  # by month, where somebody has said
    began: date | None  # the first event that was ever recorded
    now: Sums
    last_year: Sums
    twelve: Sums
    uses: tuple[PlaceUse, ...]
    unlogged: int  # events in counted places on days that are not in their log
    work: Work  # the measures
    focus: tuple[Effect, ...]  # of the focus areas, where there is something to compare
    routines: RoutineFacts
    texts: Mapping[str, str]  # the leader's lines by key
    codebook: Codebook  # the unit's lists, with what is merged upward already merged
    card: tuple[CardLine, ...] = ()  # what is written down, in which way, and who is told
    own_card: bool = False  # whether the unit wrote it itself
    disposed: int = 0  # incidents of the period that were disposed of so that they count no more
    areas: tuple[AreaFact, ...] = ()  # the focus areas, at most three; without any, there is one for each effect
    risks: RiskCounts | None = None  # where each risk stands; None: risks are not asked about
    left: Untransferred | None = None  # what the municipality's own system lacks; None: there is none
    audience: Audience = Audience.MUNICIPALITY
    limits: Limits = field(default_factory=Limits)
    dropped: frozenset[str] = frozenset()  # attributes and "cross" that cannot be protected, and so are left out
    changed: tuple[Changed, ...] = ()  # what was corrected after it was reported to the same recipient
    delivered_to: str = ""  # who gets it; empty: it is a draft
    replaced: Mapping[str, str] = field(default_factory=dict)  # what a line of the leader's replaced, as that was then
    shared: frozenset[str] = frozenset()  # keys of texts that were written for the municipality, and stand here too

    def has(self, part: Part) -> bool:
        """Whether the version for this recipient holds a part."""
        return part in PROFILES[self.audience].parts

    @property
    def parts(self) -> tuple[AreaFact, ...]:
        """The focus areas as they are told, one after the other."""
        return self.areas or tuple(AreaFact(effect.target, effect) for effect in self.focus)

    @property
    def areas_chosen(self) -> bool:
        """Whether the leader chose the focus areas."""
        return any(area.chosen for area in self.areas)

    @property
    def provisional(self) -> bool:
        """Whether the period is not over."""
        return self.counted != self.period

    @property
    def compares(self) -> bool:
        """Whether anything had been recorded by the end of the same period last year."""
        return self.began is not None and self.began < self.before.after

    @property
    def anything(self) -> bool:
        """Whether there is an event in any of the three periods."""
        return bool(self.now.total or self.last_year.total or self.twelve.total)

    @property
    def whole_year(self) -> bool:
        """Whether the period is so long that the last twelve months say nothing more."""
        return self.counted.days >= 365

    def label(self, attribute: str, code: str) -> str:
        """The words for a code of an attribute."""
        return self.codebook.label(LISTS.get(attribute, attribute), code)

    def numbers(self, attribute: str, code: str) -> Count:
        """One code in the three periods; zeros for last year where nothing was recorded then."""
        return Count(
            code, self.now.of(attribute, code), self.last_year.of(attribute, code), self.twelve.of(attribute, code)
        )


def added(numbers: Iterable[Shown]) -> Shown:
    """The sum of numbers; not told where one of them is not."""
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


def compare(facts: Facts, attribute: str, *, top: int = 0, in_order: bool = False) -> tuple[Count, ...]:
    """The lines of a table; their sums are the totals.

    Args:
        attribute: kind, severity, place, mechanism, activity or routine_status.
        top: so many lines, the rest in one; 0 gives all.
        in_order: as the code list has them; otherwise the largest first. Without a code comes last.
    """
    counts = [facts.numbers(attribute, code) for code in _codes(facts, attribute)]
    last = {"": 2, MERGED: 1} if attribute == "kind" else {"": 2}
    counts.sort(key=lambda c: (last.get(c.code, 0), *(() if in_order else _order(c))))
    named = [count for count in counts if count.code]
    if top and len(named) > top + 1:
        rest = named[top:]
        folded = Count(
            REST, added(c.now for c in rest), added(c.last_year for c in rest), added(c.year for c in rest)
        )
        return (*named[:top], folded, *(count for count in counts if not count.code))
    return tuple(counts)


def _order(count: Count) -> tuple[int, int, int]:
    """The largest first; a number that is not told must not be told by where it stands."""
    return (-(count.now or 0), -(count.last_year or 0), -(count.year or 0))


def _codes(facts: Facts, attribute: str) -> list[str]:
    """The codes that were used, in the order of their list."""
    used = set(facts.now.by[attribute]) | set(facts.twelve.by[attribute])
    used |= set(facts.last_year.by[attribute])
    if attribute == "severity":
        used |= {"0", "1", "2", "3", "4"}
    known = list(facts.codebook.lists.get(LISTS.get(attribute, attribute), {}))
    return [code for code in known if code in used] + sorted(used - set(known))

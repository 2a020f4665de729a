"""What a report is made from: read once, frozen, sums from the file only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.count_queries import Handling, first_day, handling, tally, total, unlogged_events
from ikdesk.kernel.codes import Codebook, Entry
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.reports.model import ReportMade, ReportText
from ikdesk.unit.exposure_queries import Exposure, exposure
from ikdesk.unit.model import Season
from ikdesk.unit.queries import Attendance, PlaceRow, UnitRow, attendance, codebook, month_figures, places, unit_row

ATTRIBUTES = ("kind", "severity", "place", "mechanism", "activity", "routine_status", "month")
MERGED = "other"  # the code that kinds which are not shown one by one upward are counted as
REST = "the_rest"  # the code for everything behind the first lines of a table
_LISTS = {"kind": "event_type"}  # the others are called what the attribute is called
_REST_LABELS = {
    "place": {"nb": "Andre steder", "nn": "Andre stader", "en": "Other places"},
    "activity": {"nb": "Andre aktiviteter", "nn": "Andre aktivitetar", "en": "Other activities"},
    "mechanism": {"nb": "Andre måter", "nn": "Andre måtar", "en": "Other ways"},
}
_MERGED_LABEL = {"nb": "Annet", "nn": "Anna", "en": "Other"}


@dataclass(frozen=True, slots=True)
class Sums:
    """What there was in a period."""

    total: int
    by: Mapping[str, Mapping[str, int]]  # attribute → code → how many; "" is where nothing was filled in
    handling: Handling
    attendance: Attendance

    def of(self, attribute: str, code: str) -> int:
        """How many with this code."""
        return self.by[attribute].get(code, 0)

    @property
    def serious(self) -> int:
        """How many of grade 3 or 4."""
        return self.of("severity", "3") + self.of("severity", "4")


@dataclass(frozen=True, slots=True)
class Use:
    """Events and days in use in one period."""

    events: int
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
    now: int
    last_year: int
    year: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a report says, in numbers and codes; never a single event."""

    unit: UnitRow
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
    texts: Mapping[str, str]  # the leader's lines by key
    codebook: Codebook  # the unit's lists, with what is merged upward already merged

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
        return self.codebook.label(_LISTS.get(attribute, attribute), code)

    def numbers(self, attribute: str, code: str) -> Count:
        """One code in the three periods; zeros for last year where nothing was recorded then."""
        return Count(
            code, self.now.of(attribute, code), self.last_year.of(attribute, code), self.twelve.of(attribute, code)
        )


def tertial_facts(session: Session, period: Period, *, viewer: Viewer, today: date) -> Facts:
    """Everything the report of a period needs, read once.

    A period that is not over is counted up to today, and last year's up to the same day.

    Args:
        period: which days; usually a tertial.

    Raises:
        Problem: the period has not begun.
    """
    viewer.may(Right.EXPORT)
    if period.first > today:
        raise Problem(_("{period} har ikke begynt. Velg en tidligere periode.").format(period=period.name.capitalize()))
    unit = unit_row(session, viewer=viewer, today=today)
    lists = _upward(codebook(session, viewer=viewer, today=today))
    counted = period.cut(today)
    before, year = counted.a_year_before(), _twelve_months(counted)
    now, last_year, twelve = (
        _sums(session, one, unit.deadline_days, lists, viewer=viewer, today=today) for one in (counted, before, year)
    )
    figures = month_figures(session, counted, viewer=viewer, today=today)
    return Facts(
        unit, period, counted, before, year, today, viewer.name, viewer.role,
        edition=_last_edition(session, period) + 1,
        children=tuple(row.children for row in figures if row.children is not None),
        began=first_day(session, viewer=viewer, today=today),
        now=now, last_year=last_year, twelve=twelve,
        uses=_uses(session, (counted, before, year), (now, last_year, twelve), viewer=viewer, today=today),
        unlogged=unlogged_events(session, counted, viewer=viewer, today=today),
        texts=texts_of(session, period.code, viewer=viewer, today=today), codebook=lists,
    )  # fmt: skip


def texts_of(session: Session, period: str, *, viewer: Viewer, today: date) -> dict[str, str]:
    """The leader's lines of "Kort fortalt" for a period, by key; an empty one takes the generated line out.

    Args:
        period: the code of the period.
    """
    question = select(ReportText.key, ReportText.text).where(
        ReportText.period == period, ReportText.withdrawn_at.is_(None)
    )
    return dict(session.execute(question.order_by(ReportText.key)).all())


def compare(facts: Facts, attribute: str, *, top: int = 0, in_order: bool = False) -> tuple[Count, ...]:
    """The lines of a table; their sums are the totals.

    Args:
        attribute: kind, severity, place, mechanism, activity or routine_status.
        top: so many lines, the rest in one; 0 gives all.
        in_order: as the code list has them; otherwise the largest first. Without a code comes last.
    """
    counts = [facts.numbers(attribute, code) for code in _codes(facts, attribute)]
    last = {"": 2, MERGED: 1} if attribute == "kind" else {"": 2}
    counts.sort(key=lambda c: (last.get(c.code, 0), *(() if in_order else (-c.now, -c.last_year, -c.year))))
    named = [count for count in counts if count.code]
    if top and len(named) > top + 1:
        rest = named[top:]
        folded = Count(REST, sum(c.now for c in rest), sum(c.last_year for c in rest), sum(c.year for c in rest))
        return (*named[:top], folded, *(count for count in counts if not count.code))
    return tuple(counts)


def _codes(facts: Facts, attribute: str) -> list[str]:
    """The codes that were used, in the order of their list."""
    used = set(facts.now.by[attribute]) | set(facts.twelve.by[attribute])
    used |= set(facts.last_year.by[attribute])
    if attribute == "severity":
        used |= {"0", "1", "2", "3", "4"}
    known = list(facts.codebook.lists.get(_LISTS.get(attribute, attribute), {}))
    return [code for code in known if code in used] + sorted(used - set(known))


def _sums(
    session: Session, period: Period, deadline: int, lists: Codebook, *, viewer: Viewer, today: date
) -> Sums:
    counts = {what: tally(session, what, period, viewer=viewer, today=today) for what in ATTRIBUTES}
    counts["kind"] = _merged(counts["kind"], lists)
    return Sums(
        total(session, period, viewer=viewer, today=today), counts,
        handling(session, period, deadline, viewer=viewer, today=today),
        attendance(session, period, viewer=viewer, today=today),
    )  # fmt: skip


def _merged(kinds: Mapping[str, int], lists: Codebook) -> dict[str, int]:
    """Kinds that the report's list does not hold are counted together: they are never seen one by one upward."""
    out: dict[str, int] = {}
    for code, number in kinds.items():
        key = code if code in lists.lists["event_type"] else MERGED
        out[key] = out.get(key, 0) + number
    return out


def _upward(lists: Codebook) -> Codebook:
    """The unit's code lists as they may go upward, with a line for what is merged and for the rest of a table."""
    kinds = {
        code: entry for code, entry in lists.lists["event_type"].items() if entry.more.get("upward") != MERGED
    } | {MERGED: Entry(MERGED, _MERGED_LABEL)}
    grades = {
        code: Entry(code, {tongue: f"{code} {label}" for tongue, label in entry.labels.items()}, more=entry.more)
        for code, entry in lists.lists["severity"].items()
    }
    others = {name: {**lists.lists[name], REST: Entry(REST, labels)} for name, labels in _REST_LABELS.items()}
    return Codebook({**lists.lists, **others, "event_type": kinds, "severity": grades})


def _twelve_months(counted: Period) -> Period:
    start = Period(counted.after, counted.after + timedelta(days=1)).a_year_before().first
    return Period(min(start, counted.first), counted.after)


def _last_edition(session: Session, period: Period) -> int:
    return int(session.scalar(select(func.max(ReportMade.edition)).where(ReportMade.period == period.code)) or 0)


def _uses(
    session: Session, periods: tuple[Period, Period, Period], sums: tuple[Sums, Sums, Sums], *, viewer: Viewer,
    today: date,
) -> tuple[PlaceUse, ...]:  # fmt: skip
    """The counted places that were in use, or had an event, within the three periods."""
    rows = [row for row in places(session, viewer=viewer, today=today, closed=True) if row.logged]
    found = []
    for standard in dict.fromkeys(row.standard for row in rows):
        uses = [
            _use(exposure(session, standard, one, viewer=viewer, today=today), there.of("place", standard))
            for one, there in zip(periods, sums, strict=True)
        ]
        seasonal = _seasonal(rows, standard)
        if any(use.days or (seasonal and use.events) for use in uses):
            found.append(PlaceUse(standard, uses[0], uses[1]))
    return tuple(sorted(found, key=lambda use: (-use.now.events, -use.last_year.events)))


def _use(days: Exposure, events: int) -> Use:
    return Use(events, days.days, days.estimated)


def _seasonal(rows: list[PlaceRow], standard: str) -> bool:
    return any(row.season is not Season.ALL_YEAR for row in rows if row.standard == standard)

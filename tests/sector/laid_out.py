"""Reports laid out in the store by hand, without files: for all that is counted once they have been looked into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from ikdesk.evidence.lights import Light
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.words import sort_key
from ikdesk.sector.rules_model import STANDARD_RULES
from ikdesk.sector.store_model import CountRow, DecisionRow, ExpectedRow, FileRow, LightRow, Store, StoreBase, UnitRow
from ikdesk.sector.told_model import FOLDED, Decision, Told
from ikdesk.sector.wanted_model import FileState, Wanted

PERIOD = parse_period("2026-T1")
WHEN = datetime(2026, 5, 20, 12, tzinfo=UTC)
WANTED = Wanted((), WHEN.date(), PERIOD.code)
Numbers = Sequence[int | None]  # now and last year


@dataclass(frozen=True)
class Unit:
    """What one unit tells.

    Args:
        name: also what it is known by.
        tables: by key and code the numbers now and last year; what is left out last year is 0.
        now: events; missing: as many as its first table has.
    """

    name: str
    tables: Mapping[str, Mapping[str, Numbers]] = field(default_factory=dict)
    now: int | None = None
    last_year: int | None = None
    limits: str = STANDARD_RULES
    least: int = 3
    lights: Sequence[Light] = ("green",) * 7
    whole: bool = True
    late: bool = False
    new: bool = False
    passed_on: bool = False
    compares: bool = True
    days: tuple[int | None, int | None] = (None, None)
    overdue: int | None = 0
    decisions: Sequence[Decision] = ()

    def total(self, at: int) -> int:
        """Events now, or last year.

        Args:
            at: 0 or 1.
        """
        said = (self.now, self.last_year)[at]
        if said is not None:
            return said
        first = next(iter(self.tables.values()), {})
        return sum(numbers[at] or 0 for numbers in first.values() if len(numbers) > at)


def kinds(name: str, *numbers: int, **changes: object) -> Unit:
    """A unit with so many injuries, near misses, dangers and events that are merged."""
    codes = ("child_injury", "near_miss", "hazard", "other")
    table = {code: (number, number) for code, number in zip(codes, numbers, strict=False)}
    return replace(Unit(name, {"by_kind": table}), **changes)  # type: ignore[arg-type]


def lay(store: Store, units: Iterable[Unit], expected: Sequence[str] = ()) -> None:
    """Lay units out, and those a report is waited for from."""
    store.write(_lay, list(units), expected)


def lay_file(store: Store, name: str, state: FileState, unit: str = "", said: str = "Be om en ny.") -> None:
    """A file that was looked into."""
    store.write(lambda session: session.add(
        FileRow(name=name, state=state, said=said, unit=unit, unit_name=unit, key=b"k" * 32)
    ))  # fmt: skip


def lay_told(store: Store, several: Iterable[Told]) -> None:
    """What was read from reports."""
    store.write(lambda session: session.add_all(row for told in several for row in _rows_of(told)))


def _lay(session: Session, units: Sequence[Unit], expected: Sequence[str]) -> None:
    for unit in units:
        session.add(UnitRow(
            unit=unit.name, name=unit.name, sorts=sort_key(unit.name), organisation_number="", kind="barnehage",
            file=0, key=b"k" * 32, version=1, checksum="", made=datetime(2026, 5, 5, 22, 30), first=PERIOD.first,
            last=PERIOD.last, whole=unit.whole, late=unit.late, new=unit.new, passed_on=unit.passed_on,
            limits=unit.limits, least=unit.least, now=unit.total(0), last_year=unit.total(1), year=unit.total(0),
            days_now=unit.days[0], days_last_year=unit.days[1], overdue=unit.overdue, left_out="",
            compares=unit.compares,
        ))  # fmt: skip
        for table, rows in unit.tables.items():
            for place, (code, numbers) in enumerate(rows.items()):
                session.add(CountRow(
                    unit=unit.name, table=table, code=code, place=place, label=f"Ord for {code or FOLDED}",
                    now=numbers[0], last_year=numbers[1] if len(numbers) > 1 else 0, year=None,
                ))  # fmt: skip
        for place, state in enumerate(unit.lights):
            session.add(LightRow(unit=unit.name, place=place, label=f"Lys {place}", state=state, text=""))
        for one in unit.decisions:
            session.add(DecisionRow(
                unit=unit.name, number=one.number, title=one.title, consequence=one.consequence, since=one.since,
                deadline=one.deadline,
            ))  # fmt: skip
    for name in expected:
        session.add(ExpectedRow(unit=name, name=name, sorts=sort_key(name), organisation_number="", listed=False))


def _rows_of(told: Told) -> Iterator[StoreBase]:
    yield UnitRow(
        unit=told.unit, name=told.name, sorts=sort_key(told.name), organisation_number=told.organisation_number,
        kind=told.kind, file=0, key=told.key, version=told.version, checksum=told.checksum,
        made=told.made.astimezone(UTC).replace(tzinfo=None), first=told.first, last=told.last,
        whole=told.last == told.period_last, late=told.made.date() > told.period_last + timedelta(days=30),
        new=False, passed_on=False, limits=told.limits, least=told.least, now=told.total.now,
        last_year=told.total.last_year, year=told.total.year, days_now=told.days and told.days.now,
        days_last_year=told.days and told.days.last_year, overdue=told.overdue, left_out=" ".join(told.left_out),
        compares=told.compares,
    )  # fmt: skip
    yield from (
        LightRow(unit=told.unit, place=place, label=light.label, state=light.state, text=light.text)
        for place, light in enumerate(told.lights)
    )
    yield from (
        CountRow(unit=told.unit, table=one.table, code=one.code, place=place, label=one.label, now=one.three.now,
                 last_year=one.three.last_year, year=one.three.year)
        for place, one in enumerate(told.counts)
    )  # fmt: skip
    yield from (
        DecisionRow(unit=told.unit, number=one.number, title=one.title, consequence=one.consequence, since=one.since,
                    deadline=one.deadline)
        for one in told.decisions
    )  # fmt: skip


def decision(number: int, deadline: date | None = None) -> Decision:
    """Something to decide."""
    return Decision(number, f"Gjerde {number}", "Det faller ned.", date(2026, 1, 10), deadline)

"""The lists of the documents for the sector, some rows at a time: units, who is missing, files, and decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date

from sqlalchemy import ColumnElement, false, func, select, tuple_
from sqlalchemy.orm import Session

from ikdesk.evidence.lights import Light
from ikdesk.kernel.clock import norway
from ikdesk.kernel.signer import KEY, fingerprint
from ikdesk.kernel.tertial import parse_period
from ikdesk.sector.facts_model import DecisionLine, FileLine, MissingLine, SectorFacts, UnitLine
from ikdesk.sector.rules_model import other_rules_words
from ikdesk.sector.said_model import only_for
from ikdesk.sector.shield_model import ShieldRow
from ikdesk.sector.store_model import DecisionRow, ExpectedRow, FileRow, LightRow, Store, UnitRow
from ikdesk.sector.wanted_model import FileState

PAGE = 500  # rows
_COLOURS: dict[str, Light] = {"green": "green", "yellow": "yellow", "red": "red", "unused": "unused"}
Name = tuple[str, str]  # how it is sorted, and what the unit is known by
_START: Name = ("", "")


def unit_lines(store: Store, facts: SectorFacts) -> Iterator[Sequence[UnitLine]]:
    """The units by the alphabet.

    Args:
        store: the open file.
        facts: of the same collection.
    """
    at = _START
    while found := store.read(_units_after, at, facts):
        yield [line for _name, line in found]
        at = found[-1][0]


def missing_lines(store: Store) -> Iterator[Sequence[MissingLine]]:
    """The units whose report has not come, by the alphabet, each with what came of a file of it that was not taken.

    Args:
        store: the open file.
    """
    at = _START
    while found := store.read(_missing_after, at):
        yield [line for _name, line in found]
        at = found[-1][0]


def file_lines(store: Store) -> Iterator[Sequence[FileLine]]:
    """The files in the order they came.

    Args:
        store: the open file.
    """
    at = -1
    while found := store.read(_files_after, at):
        yield [line for _id, line in found]
        at = found[-1][0]


def decision_lines(store: Store, today: date) -> Iterator[Sequence[DecisionLine]]:
    """What must be decided higher up: what is past its deadline first, each by unit.

    Args:
        store: the open file.
        today: what is due today is not past it.
    """
    for overdue in (True, False):
        at = _START
        while units := store.read(_deciding_after, at, today, overdue=overdue):
            yield from store.read(_decisions_of, units, today, overdue=overdue)
            at = units[-1][:2]


def missing_number(store: Session) -> int:
    """How many units' reports have not come."""
    return store.scalar(select(func.count()).select_from(ExpectedRow).where(not_come())) or 0


def _units_after(store: Session, at: Name, facts: SectorFacts) -> list[tuple[Name, UnitLine]]:
    rows = list(store.scalars(
        select(UnitRow).where(later(UnitRow, at)).order_by(UnitRow.sorts, UnitRow.unit).limit(PAGE)
    ))  # fmt: skip
    known = [row.unit for row in rows]
    lights: dict[str, list[Light]] = {unit: [] for unit in known}
    asked = select(LightRow.unit, LightRow.state).where(LightRow.unit.in_(known)).order_by(LightRow.place)
    for unit, state in store.execute(asked):
        lights[unit].append(_COLOURS[state])
    decisions = _deciding(store, known, facts.when.astimezone(norway()).date())
    shown = _shown(store, known, facts)
    return [
        ((row.sorts, row.unit), _unit_line(row, lights[row.unit], decisions.get(row.unit, (0, 0)), facts, shown))
        for row in rows
    ]  # fmt: skip


def _unit_line(
    row: UnitRow, lights: list[Light], decisions: tuple[int, int], facts: SectorFacts,
    shown: dict[str, tuple[int | None, ...]],
) -> UnitLine:  # fmt: skip
    apart = row.limits != facts.usual
    return UnitLine(
        name=row.name, organisation_number=row.organisation_number,
        made=row.made.replace(tzinfo=UTC).astimezone(norway()).date(), version=row.version, late=row.late,
        whole=row.whole, new=row.new, passed_on=row.passed_on, apart=apart, now=row.now, last_year=row.last_year,
        compared=row.whole and row.compares, decisions=decisions[0], overdue_decisions=decisions[1],
        overdue_measures=row.overdue, lights=tuple(lights),
        cells=tuple(shown.get(row.unit, (None,) * len(columns)) for _key, _title, columns in facts.heads),
        own_rules=other_rules_words(row.limits, facts.usual) if apart else "",
    )  # fmt: skip


def _deciding(store: Session, units: Sequence[str], today: date) -> dict[str, tuple[int, int]]:
    """How many decisions each unit waits for, and how many of them are past their deadline."""
    asked = (
        select(DecisionRow.unit, func.count(), func.count().filter(DecisionRow.deadline < today))
        .where(DecisionRow.unit.in_(units)).group_by(DecisionRow.unit)
    )  # fmt: skip
    return {unit: (number, overdue) for unit, number, overdue in store.execute(asked)}


def _shown(store: Session, units: Sequence[str], facts: SectorFacts) -> dict[str, tuple[int | None, ...]]:
    if not facts.heads:
        return {}
    asked = select(ShieldRow.unit, ShieldRow.shown).where(ShieldRow.unit.in_(units))
    return {unit: tuple(cells) for unit, cells in store.execute(asked)}


def _missing_after(store: Session, at: Name) -> list[tuple[Name, MissingLine]]:
    rows = list(store.scalars(
        select(ExpectedRow).where(not_come(), later(ExpectedRow, at))
        .order_by(ExpectedRow.sorts, ExpectedRow.unit).limit(PAGE)
    ))  # fmt: skip
    said = instead_of(store, [row.unit for row in rows])
    return [
        ((row.sorts, row.unit),
         MissingLine(row.name, row.organisation_number, not row.listed, said.get(row.unit, ""))) for row in rows
    ]  # fmt: skip


def instead_of(store: Session, units: Sequence[str]) -> dict[str, str]:
    """What there is from units whose report has not been taken, in a few words: what says most of why.

    That is what is wrong with the report for this period, then whom else it was made for, and least of all for which
    other period there is one, the newest of them.

    Args:
        units: what they are known by.
    """
    asked = select(FileRow.unit, FileRow.state, FileRow.period, FileRow.said).where(FileRow.unit.in_(units))
    best: dict[str, tuple[int, date, str]] = {}
    for unit, state, code, said in store.execute(asked.order_by(FileRow.id)):
        if state is FileState.OTHER_PERIOD:
            period = parse_period(code)
            found = (0, period.last, only_for(period))
        elif state is FileState.OTHER_READER:
            found = (1, date.min, said)
        else:
            found = (2, date.min, state.label)
        if unit not in best or found[:2] > best[unit][:2]:
            best[unit] = found
    return {unit: said for unit, (_weight, _last, said) in best.items()}


def not_come() -> ColumnElement[bool]:
    """That no report of a unit that is waited for has been taken."""
    return ExpectedRow.unit.not_in(select(UnitRow.unit))


def _files_after(store: Session, at: int) -> list[tuple[int, FileLine]]:
    rows = store.scalars(select(FileRow).where(FileRow.id > at).order_by(FileRow.id).limit(PAGE))
    return [(row.id, FileLine(row.name, row.state, row.said, row.unit_name, _mark(row.key))) for row in rows]


def _mark(key: bytes) -> str:
    return fingerprint(key) if len(key) == KEY else ""


def _deciding_after(store: Session, at: Name, today: date, *, overdue: bool) -> list[tuple[str, str, str]]:
    """Units that wait for a decision: how they are sorted, what they are known by, and what they are called."""
    waits = select(DecisionRow.unit).where(_is_overdue(today, overdue=overdue))
    asked = select(UnitRow.sorts, UnitRow.unit, UnitRow.name).where(UnitRow.unit.in_(waits), later(UnitRow, at))
    return list(store.execute(asked.order_by(UnitRow.sorts, UnitRow.unit).limit(PAGE)))


def _decisions_of(
    store: Session, units: Sequence[tuple[str, str, str]], today: date, *, overdue: bool
) -> list[list[DecisionLine]]:
    found: dict[str, list[DecisionLine]] = {unit: [] for _sorts, unit, _name in units}
    names = {unit: name for _sorts, unit, name in units}
    asked = select(DecisionRow).where(DecisionRow.unit.in_(names), _is_overdue(today, overdue=overdue))
    for row in store.scalars(asked.order_by(DecisionRow.unit, DecisionRow.number)):
        found[row.unit].append(DecisionLine(
            names[row.unit], row.number, row.title, row.consequence, row.since, row.deadline, overdue
        ))  # fmt: skip
    lines = [line for some in found.values() for line in some]
    return [lines[first : first + PAGE] for first in range(0, len(lines), PAGE)]


def _is_overdue(today: date, *, overdue: bool) -> ColumnElement[bool]:
    past = func.coalesce(DecisionRow.deadline < today, false())
    return past if overdue else ~past


def later(rows: type[UnitRow] | type[ExpectedRow], at: Name) -> ColumnElement[bool]:
    """Those after one, by the alphabet.

    Args:
        rows: which.
        at: the one.
    """
    return tuple_(rows.sorts, rows.unit) > at

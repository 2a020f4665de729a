"""What all units have together: sums that only add what is told, with how many do not tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from ikdesk.evidence.small_numbers import LEAST
from ikdesk.kernel.codes import UNKNOWN, shipped_codebook
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.words import Text, _, month_name
from ikdesk.reports.facts_model import MERGED
from ikdesk.sector.facts_model import FEWEST, TITLES, Compared, LightSum, Share, Summed, SumTable
from ikdesk.sector.light_model import light_name
from ikdesk.sector.protect_model import Totals, sums_are_safe
from ikdesk.sector.store_model import CountRow, LightRow, UnitRow
from ikdesk.sector.telling_model import TellingRow, told_number
from ikdesk.sector.told_model import FOLDED, HANDLED, HANDLING, HANDLING_OF, Three

_LISTS = {
    "by_kind": "event_type", "by_severity": "severity", "by_mechanism": "mechanism", "by_treatment": "treatment",
    "by_routine_status": "routine_status", "by_month": "",
}  # fmt: skip
_HEADS: dict[str, Text] = {
    "by_kind": _("Type"), "by_severity": _("Alvorlighet"), "by_mechanism": _("Hvordan det skjedde"),
    "by_treatment": _("Behandling"), "by_routine_status": _("Rutine"), "by_month": _("Måned"),
}  # fmt: skip
_REST: dict[str, Text] = {
    "by_kind": _("Andre typer"), "by_mechanism": _("Andre måter"), "by_treatment": _("Annen behandling"),
}  # fmt: skip
_LAST = frozenset({"", FOLDED, MERGED})  # of the rows
_IN_ORDER = ("by_severity", "by_routine_status", "by_month", "by_treatment")
_MOST_OWN = 20  # codes that units made themselves and that have a row
_MOST_CODES = 2000  # of these that are looked at in a table
_PAGE = 500  # units
_SERIOUS, _BOTH = ("3", "4"), "3-4"
_SHARES: dict[str, Text] = {
    "told_soon": _("Meldt innen 24 timer"), "in_time": _("Lukket innen enhetens egen frist"),
    "with_cause": _("Årsak er skrevet"), "with_proposal": _("Med forslag om hva som ville hindret det"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    """What all units tell of one code of a table, in one of the two periods."""

    units: int = 0  # that have it
    number: int = 0
    untold: int = 0  # rows that do not tell it
    naming: int = 0  # units that fold some codes into one line, and name this one all the same

    def __add__(self, other: _Row) -> _Row:
        return _Row(
            self.units + other.units, self.number + other.number, self.untold + other.untold,
            self.naming + other.naming,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Units:
    """How many units tell a table, of those that have events in a period."""

    telling: int
    folding: int


_NONE = (_Row(), _Row())
Found = dict[str, dict[str, tuple[_Row, _Row]]]  # by table and code, now and last year


def total_of(store: Session) -> tuple[int, Three]:
    """How many units, and all their events."""
    sums = (func.coalesce(func.sum(number), 0) for number in (UnitRow.now, UnitRow.last_year, UnitRow.year))
    numbers: Sequence[int] = store.execute(select(func.count(), *sums).select_from(UnitRow)).one()
    return numbers[0], Three(*numbers[1:])


def compared_of(store: Session) -> Compared:
    """This period against the same days last year, over the units that have both."""
    both = and_(UnitRow.whole, UnitRow.compares)
    asked = select(
        func.count(), func.coalesce(func.sum(UnitRow.now), 0), func.coalesce(func.sum(UnitRow.last_year), 0),
        func.sum(UnitRow.days_now), func.sum(UnitRow.days_last_year), func.count(UnitRow.days_now),
        func.count(UnitRow.days_last_year),
    ).where(both)  # fmt: skip
    units, now, last_year, days, days_then, with_days, with_days_then = store.execute(asked).one()
    tells = bool(units) and with_days == with_days_then == units and days and days_then
    unfinished = _number(store, ~UnitRow.whole)
    fresh = _number(store, and_(UnitRow.whole, ~UnitRow.compares))
    return Compared(units, now, last_year, *((days, days_then) if tells else (None, None)), fresh, unfinished)


def lights_of(store: Session, usual: str) -> tuple[LightSum, ...]:
    """How many units have each colour, of those with the usual rules.

    Args:
        usual: the rules most have.
    """
    alike = UnitRow.limits == usual
    labels: dict[int, Counter[str]] = {}
    states: dict[int, Counter[str]] = {}
    at = ""
    while last := _some_units(store, at):
        asked = (
            select(LightRow.place, LightRow.label, LightRow.state, alike, func.count())
            .join(UnitRow, UnitRow.unit == LightRow.unit).where(LightRow.unit > at, LightRow.unit <= last)
            .group_by(LightRow.place, LightRow.label, LightRow.state, alike)
        )  # fmt: skip
        for place, label, state, is_alike, number in store.execute(asked):
            named = labels.setdefault(place, Counter())
            if label in named or len(named) < _MOST_OWN:
                named[label] += number
            states.setdefault(place, Counter())[state if is_alike else "apart"] += number
        at = last
    return tuple(
        LightSum(light_name(max(sorted(labels[place]), key=lambda label: labels[place][label])), *(
            states[place][state] for state in ("green", "yellow", "red", "unused", "apart")
        )) for place in sorted(states)
    )  # fmt: skip


def shares_of(store: Session) -> tuple[Share, ...]:
    """How many of those that could have been, over all units; none where fewer than three units tell."""
    each = aliased(CountRow)
    asked = (
        select(CountRow.code, func.sum(CountRow.now), func.sum(each.now), func.count())
        .join(each, and_(each.unit == CountRow.unit, each.code == CountRow.code, each.table == HANDLING_OF))
        .where(CountRow.table == HANDLING, each.now > 0).group_by(CountRow.code)
    )  # fmt: skip
    found = {code: (n or 0, of or 0, units) for code, n, of, units in store.execute(asked)}
    return tuple(
        Share(str(_SHARES[code]), found[code][0], found[code][1])
        for code in HANDLED if code in found and found[code][2] >= FEWEST
    )  # fmt: skip


def tables_of(
    store: Session, period: Period, least: int = LEAST
) -> tuple[tuple[SumTable, ...], tuple[str, ...]]:  # fmt: skip
    """The tables for all units, and the titles of those that too few units tell, or that tell small numbers of one.

    Args:
        period: the reports are for.
        least: the lowest number that may be told of one unit.
    """
    found, words = _found(store, period)
    made = [(key, _table(store, key, found[key], words, period)) for key in TITLES]
    made = [(key, _safe(store, table, least) if table is not None else None) for key, table in made]
    return (
        tuple(table for _key, table in made if table is not None and table.rows),
        tuple(str(TITLES[key]) for key, table in made if table is None),
    )


def _found(store: Session, period: Period) -> tuple[Found, Mapping[tuple[str, str], str]]:
    """What is told by table and code, and the reports' words for codes that are not IKdesk's own.

    What fewer than three units call something is told with the rest: it would be the number of one of them. Some units
    are added up at a time, for the database sorts what it adds up, and would need memory for all of them.
    """
    found: Found = {key: dict.fromkeys(_shipped(key, period), _NONE) for key in TITLES}
    own: Found = {key: {} for key in TITLES}
    words: dict[tuple[str, str], str] = {}
    at = ""
    while last := _some_units(store, at):
        added: Sequence[Sequence[Any]] = store.execute(_added_up(at, last)).all()
        for key, code, label, *numbers in added:
            there = found[key] if code in found[key] or len(own[key]) >= _MOST_CODES else own[key]
            named = code if code in found[key] or there is own[key] else FOLDED
            there[named] = _sum(there.get(named, _NONE), (_Row(*numbers[:4]), _Row(numbers[0], *numbers[4:])))
            words.setdefault((key, code), label)
        at = last
    for key, rows in own.items():
        for place, code in enumerate(sorted(rows, key=lambda one: (-rows[one][0].units, one))):
            named = code if rows[code][0].units >= FEWEST and place < _MOST_OWN and key != "by_month" else FOLDED
            found[key][named] = _sum(found[key].get(named, _NONE), rows[code])
    return found, words


def _some_units(store: Session, at: str) -> str:
    """The last of some units after this one; empty: there are no more."""
    some = select(UnitRow.unit).where(UnitRow.unit > at).order_by(UnitRow.unit).limit(_PAGE).subquery()
    return store.scalar(select(func.max(some.c.unit))) or ""


def _added_up(after: str, last: str) -> Select[*tuple[Any, ...]]:
    """By table and code: the word, how many rows, and for both periods the sum, who does not tell, who folds."""
    now, then = (told_number(TellingRow.now, CountRow.now), told_number(TellingRow.last_year, CountRow.last_year))
    rows = func.count()
    return (
        select(
            CountRow.table, CountRow.code, func.max(CountRow.label), rows,
            func.coalesce(func.sum(now), 0), rows - func.count(now), func.count().filter(TellingRow.folds),
            func.coalesce(func.sum(then), 0), rows - func.count(then), func.count().filter(TellingRow.folds_last_year),
        )
        .join(TellingRow, and_(TellingRow.unit == CountRow.unit, TellingRow.table == CountRow.table))
        .where(CountRow.unit > after, CountRow.unit <= last).group_by(CountRow.table, CountRow.code)
    )  # fmt: skip


def _sum(one: tuple[_Row, _Row], other: tuple[_Row, _Row]) -> tuple[_Row, _Row]:
    return one[0] + other[0], one[1] + other[1]


def _shipped(key: str, period: Period) -> Sequence[str]:
    """The codes of a table everybody has, in their order."""
    if key == "by_month":
        return [month.code for month in period.months()]
    return [*shipped_codebook().lists[_LISTS[key]], *([MERGED] if key == "by_kind" else []), FOLDED, ""]


def _table(
    store: Session, key: str, found: Mapping[str, tuple[_Row, _Row]], words: Mapping[tuple[str, str], str],
    period: Period,
) -> SumTable | None:  # fmt: skip
    """One table; None where fewer than three units with events tell it."""
    has, had, telling = _telling(store, key)
    eventful = _number(store, UnitRow.now > 0)
    if has.telling < FEWEST:
        return None if eventful else SumTable(key, str(TITLES[key]), str(_HEADS[key]), ())
    lacks = _number(store, or_(UnitRow.now > 0, UnitRow.last_year > 0)) - telling
    usual = _shipped(key, period)
    always = set(usual) - {FOLDED, ""} if key in {"by_severity", "by_month"} else set()
    rows = []
    for code, (now, then) in found.items():
        label = _label(key, code, words.get((key, code), code), period)
        (number, untold), (before, untold_before) = _told(code, now, has), _told(code, then, had)
        row = Summed(code, label, number, before, untold, untold_before)
        if code in always or any((row.now, row.last_year, row.untold_now and now.units)):
            rows.append(row)
    if key == "by_severity":
        rows = list(_serious_together(store, tuple(rows)))
    if key not in _IN_ORDER:
        rows.sort(key=lambda row: (row.code in _LAST, -row.now, -row.last_year))
    return SumTable(key, str(TITLES[key]), str(_HEADS[key]), tuple(rows), lacks)


def _safe(store: Session, table: SumTable, least: int) -> SumTable | None:
    """A table that tells no small number of any unit to those who know what each unit has in all; None if it would.

    Where it is last year that would, nothing of last year is told. The light for serious events tells whose these are;
    so the other grades are laid beside what the units have of them.
    """
    grave = {*_SERIOUS, _BOTH} if table.key == "by_severity" else set()
    others = [row for row in table.rows if row.code not in grave]
    if table.key == "by_month" and len(others) < 2:  # it says what stands above it
        return table
    serious = sum(row.now for row in table.rows if row.code in grave)
    now, _units = _totals(store, table.key, TellingRow.now)
    then, had = _totals(store, table.key, TellingRow.last_year)
    if not sums_are_safe([(row.now, row.untold_now) for row in others], replace(now, whole=now.whole - serious), least):
        return None
    if sums_are_safe([(row.last_year, row.untold_last_year) for row in table.rows], then, least):
        return table
    return replace(table, rows=tuple(replace(row, last_year=0, untold_last_year=had) for row in table.rows))


def _totals(store: Session, key: str, number: SQLColumnExpression[int]) -> tuple[Totals, int]:
    """What is known of the units that tell a table and have events, and how many they are.

    Few is what each unit says is few: one that is strict leaves the sums of all the others as they are.
    """
    asked = select(
        func.coalesce(func.sum(number), 0), func.coalesce(func.max(number), 0),
        func.coalesce(func.max(number).filter(number < UnitRow.least), 0), func.count().filter(number > 0),
    ).join(UnitRow, UnitRow.unit == TellingRow.unit).where(TellingRow.table == key)  # fmt: skip
    whole, largest, poor, units = store.execute(asked).one()
    return Totals(whole, largest, poor), units


def _telling(store: Session, key: str) -> tuple[_Units, _Units, int]:
    """Who tells a table, now and last year, and how many units with events in either."""
    now, then = TellingRow.now > 0, TellingRow.last_year > 0
    asked = select(
        func.count().filter(now), func.count().filter(and_(now, TellingRow.folds)), func.count().filter(then),
        func.count().filter(and_(then, TellingRow.folds_last_year)), func.count().filter(or_(now, then)),
    ).where(TellingRow.table == key)  # fmt: skip
    has, folds, had, folded, either = store.execute(asked).one()
    return _Units(has, folds), _Units(had, folded), either


def _told(code: str, row: _Row, units: _Units) -> tuple[int, int]:
    """What is told in all, and how many units do not tell it.

    A code that a table does not have is none there, but where the unit has folded some into one line: it may be among
    them. What fewer than three units tell is not added up.
    """
    untold = row.untold + (0 if code in {"", FOLDED} else units.folding - row.naming)
    untold = min(untold, units.telling)
    return (row.number, untold) if units.telling - untold >= FEWEST else (0, units.telling)


def _serious_together(store: Session, rows: tuple[Summed, ...]) -> tuple[Summed, ...]:
    """Grades 3 and 4 in one line where a unit's grade could be worked out.

    The light for serious events is red where there is one or more, and stands for each unit. So what there is in all is
    shared among these units, at least one each; with few of them it would tell which grade each of its own was.
    """
    by_code = {row.code: row for row in rows}
    high, highest = (by_code.get(code) for code in _SERIOUS)
    if high is None or highest is None:
        return rows
    number = high.now + highest.now
    red = store.scalar(select(func.count()).select_from(LightRow).where(LightRow.place == 0, LightRow.state == "red"))
    if number == 0 or (red or 0) >= FEWEST <= number - (red or 0) + 1:
        return rows
    both = Summed(
        _BOTH, str(_("3–4 Alvorlig eller svært alvorlig")), number, high.last_year + highest.last_year,
        max(high.untold_now, highest.untold_now), max(high.untold_last_year, highest.untold_last_year),
    )  # fmt: skip
    return tuple(_joined(rows, both))


def _joined(rows: tuple[Summed, ...], both: Summed) -> Iterator[Summed]:
    for row in rows:
        if row.code == _SERIOUS[0]:
            yield both
        elif row.code != _SERIOUS[1]:
            yield row


def _label(key: str, code: str, said: str, period: Period) -> str:
    if key == "by_month":
        years = {month.year for month in period.months()}
        name = month_name(int(code[5:]))
        return f"{name} {code[:4]}" if len(years) > 1 else name
    if code == "":
        return str(UNKNOWN)
    if code == FOLDED:
        return str(_REST.get(key, _("Annet")))
    entry = shipped_codebook().lists[_LISTS[key]].get(code)
    if entry is None:
        return str(_("Annet")) if code == MERGED else said
    return f"{code} {entry.label}" if key == "by_severity" else entry.label


def _number(store: Session, where: ColumnElement[bool]) -> int:
    """How many units."""
    return store.scalar(select(func.count()).select_from(UnitRow).where(where)) or 0

"""What the documents for the sector say, counted and protected once, from what was laid out of the reports."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from ikdesk.kernel.clock import norway
from ikdesk.kernel.tertial import Period
from ikdesk.sector.facts_model import FEWEST, PER_UNIT, Lists, SectorFacts
from ikdesk.sector.kind_queries import Head, kinds_of_units
from ikdesk.sector.line_queries import decision_lines, file_lines, missing_lines, missing_number, unit_lines
from ikdesk.sector.rules_model import rules_words
from ikdesk.sector.rules_queries import Rules, rules_of
from ikdesk.sector.store_model import DecisionRow, FileRow, Store, UnitRow
from ikdesk.sector.sum_queries import compared_of, lights_of, shares_of, tables_of, total_of
from ikdesk.sector.telling_model import note_tellings
from ikdesk.sector.wanted_model import TROUBLED, Wanted

_TERTIAL = "-T"  # in the code of a period


def sector_facts(store: Store, wanted: Wanted, period: Period, when: datetime) -> SectorFacts:
    """Everything but the lists; what may be told of each unit by kind is kept in the store for these.

    Numbers by kind are told of each unit for tertials alone: of periods that overlap, what is hidden in one could be
    had by taking another from it. Numbers by grade are told of no unit: the light for serious events is red from the
    first one, and with the sums in all it would tell the small numbers whatever was hidden beside it.

    Args:
        store: the open file, after everything was gathered.
        wanted: what was collected.
        period: the one it is for.
        when: the moment of the documents, with its time zone.
    """
    store.write(note_tellings)
    rules = store.read(rules_of)
    units, _total = store.read(total_of)
    head = None
    if units >= FEWEST and _TERTIAL in period.code:
        head = kinds_of_units(store, rules.least, rules.sensitive)
    facts: SectorFacts = store.read(_facts, wanted, period, when, rules, head)
    return facts


def lists(store: Store, facts: SectorFacts) -> Lists:
    """The lists that may be long, each some rows at a time.

    Args:
        store: the same, still open while they are asked for.
        facts: from ``sector_facts``.
    """
    return Lists(
        partial(unit_lines, store, facts), partial(missing_lines, store), partial(file_lines, store),
        partial(decision_lines, store, facts.when.astimezone(norway()).date()),
    )  # fmt: skip


def _facts(
    store: Session, wanted: Wanted, period: Period, when: datetime, rules: Rules, head: tuple[Head, int] | None
) -> SectorFacts:
    units, total = total_of(store)
    missing = missing_number(store)
    tables, few = tables_of(store, period, rules.least)
    decisions, overdue = _decisions(store, when.astimezone(norway()).date())
    heads, last = ((head[0],), head[1]) if head is not None else ((), rules.least)
    told = {key for key, _title, _columns in heads}
    late, new, passed_on, unfinished = (
        _units(store, which) for which in (UnitRow.late, UnitRow.new, UnitRow.passed_on, ~UnitRow.whole)
    )
    return SectorFacts(
        period=period, audience=wanted.audience, when=when, due=wanted.in_time(period),
        sender=wanted.sender, files=_files(store), units=units, expected=units + missing, missing=missing, late=late,
        unfinished=unfinished, new=new, passed_on=passed_on, troubled=_files(store, troubled=True), total=total,
        compared=compared_of(store), rules=rules_words(rules.usual), apart=rules.apart, least=rules.least,
        lights=lights_of(store, rules.usual), tables=tables, shares=shares_of(store),
        heads=heads,
        dropped=(*few, *(str(title) for key, title in PER_UNIT.items() if key not in told and units)),
        decisions=decisions, overdue_decisions=overdue,
        overdue_measures=store.scalar(select(func.coalesce(func.sum(UnitRow.overdue), 0))) or 0,
        least_last=last, usual=rules.usual,
    )  # fmt: skip


def _decisions(store: Session, today: date) -> tuple[int, int]:
    """How many there are, and how many of them past their deadline."""
    asked = select(func.count(), func.count().filter(DecisionRow.deadline < today)).select_from(DecisionRow)
    number, overdue = store.execute(asked.join(UnitRow, UnitRow.unit == DecisionRow.unit)).one()
    return number, overdue


def _files(store: Session, *, troubled: bool = False) -> int:
    asked = select(func.count()).select_from(FileRow)
    return store.scalar(asked.where(FileRow.state.in_(TROUBLED)) if troubled else asked) or 0


def _units(store: Session, which: SQLColumnExpression[bool]) -> int:
    return store.scalar(select(func.count()).select_from(UnitRow).where(which)) or 0



"""What the documents for the sector say, for machines: all of it and nothing else, written a page at a time.

``resources/schema/sector-1.json`` says what may stand in it. A number that is not told is null, and is named too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from ikdesk.kernel.words import language
from ikdesk.paper.story import TONGUES
from ikdesk.sector.facts_model import DecisionLine, FileLine, Lists, MissingLine, SectorFacts, SumTable, UnitLine
from ikdesk.sector.sentences import short_lines

SCHEMA = "urn:ikdesk:schema:sector:1"


def write_json_summary(facts: SectorFacts, lists: Lists, path: Path) -> None:
    """Write it to a file; however many units there are, it needs no more memory.

    Args:
        facts: counted and protected.
        lists: of the same collection.
        path: is written over.
    """
    with path.open("w", encoding="utf-8", newline="\n") as out:
        write_summary(facts, lists, out)


def write_summary(facts: SectorFacts, lists: Lists, out: IO[str]) -> None:
    """Write it to whatever is open.

    Args:
        facts: counted and protected.
        lists: of the same collection.
        out: takes text.
    """
    out.write("{\n")
    for key, value in _head(facts).items():
        out.write(f"{_text(key)}: {_text(value)},\n")
    _list(out, "units", _each(lists.units, lambda line: _unit(line, facts)))
    _list(out, "hidden", _hidden(facts, lists))
    _list(out, "decisions", _each(lists.decisions, _decision))
    _list(out, "missing_units", _each(lists.missing, _missing))
    _list(out, "files", _each(lists.files, _file), last=True)
    out.write("}\n")


def _head(facts: SectorFacts) -> dict[str, Any]:
    period, total = facts.period, facts.total
    return {
        "schema": SCHEMA, "language": TONGUES[language()],
        "made": facts.when.isoformat(timespec="seconds"), "sender": facts.sender, "audience": facts.audience,
        "period": {
            "code": period.code, "name": period.name, "first": period.first.isoformat(), "last": period.last.isoformat()
        },
        "due": facts.due.isoformat(), "sentences": list(short_lines(facts)),
        "count": {
            "files": facts.files, "troubled": facts.troubled, "units": facts.units, "expected": facts.expected,
            "missing": facts.missing, "late": facts.late, "unfinished": facts.unfinished, "new": facts.new,
            "passed_on": facts.passed_on, "other_rules": facts.apart, "decisions": facts.decisions,
            "overdue_decisions": facts.overdue_decisions, "overdue_measures": facts.overdue_measures,
        },
        "least": facts.least, "least_last": facts.least_last, "rules": facts.rules,
        "total": {"now": total.now, "last_year": total.last_year, "year": total.year},
        "compared": asdict(facts.compared),
        "lights": [
            {"label": one.label, "green": one.green, "yellow": one.yellow, "red": one.red, "unused": one.unused,
             "other_rules": one.apart} for one in facts.lights
        ],
        "tables": {table.key: _table(table) for table in facts.tables},
        "shares": [{"label": one.label, "n": one.n, "of": one.of} for one in facts.shares],
        "per_unit": {
            key: {"title": title, "columns": [{"code": code, "label": label} for code, label in columns]}
            for key, title, columns in facts.heads
        },
        "left_out": list(facts.dropped),
    }  # fmt: skip


def _table(table: SumTable) -> dict[str, Any]:
    return {
        "title": table.title, "head": table.head, "left_out_units": table.left_out,
        "rows": [
            {"code": row.code, "label": row.label, "now": row.now, "last_year": row.last_year,
             "untold_now": row.untold_now, "untold_last_year": row.untold_last_year} for row in table.rows
        ],
    }  # fmt: skip


def _unit(line: UnitLine, facts: SectorFacts) -> dict[str, Any]:
    return {
        "name": line.name, "organisation_number": line.organisation_number, "made": line.made.isoformat(),
        "version": line.version, "late": line.late, "whole": line.whole, "new": line.new,
        "passed_on": line.passed_on, "compared": line.compared, "other_rules": line.own_rules if line.apart else None,
        "now": line.now, "last_year": line.last_year, "decisions": line.decisions,
        "overdue_decisions": line.overdue_decisions, "overdue_measures": line.overdue_measures,
        "lights": list(line.lights),
        "tables": {
            key: {code: cell for (code, _label), cell in zip(columns, cells, strict=True)}
            for (key, _title, columns), cells in zip(facts.heads, line.cells, strict=True)
        },
    }  # fmt: skip


def _hidden(facts: SectorFacts, lists: Lists) -> Iterator[dict[str, Any]]:
    """Which numbers of units are not told; never why, for that tells how small they are."""
    at = -1
    for page in lists.units():
        for line in page:
            at += 1
            for (key, _title, columns), cells in zip(facts.heads, line.cells, strict=True):
                for (code, _label), cell in zip(columns, cells, strict=True):
                    if cell is None:
                        yield {"unit": at, "name": line.name, "table": key, "code": code}


def _decision(line: DecisionLine) -> dict[str, Any]:
    return {
        "unit": line.unit_name, "number": line.number, "title": line.title, "consequence": line.consequence,
        "since": line.since.isoformat() if line.since else None,
        "deadline": line.deadline.isoformat() if line.deadline else None, "overdue": line.overdue,
    }  # fmt: skip


def _missing(line: MissingLine) -> dict[str, Any]:
    return {
        "name": line.name, "organisation_number": line.organisation_number, "received_before": line.before,
        "said": line.said,
    }  # fmt: skip


def _file(line: FileLine) -> dict[str, Any]:
    return {
        "name": line.name, "state": line.state.code, "said": line.said, "unit": line.unit_name,
        "fingerprint": line.fingerprint,
    }  # fmt: skip


def _each(pages: Callable[[], Iterator[Any]], make: Callable[[Any], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for page in pages():
        yield from map(make, page)


def _list(out: IO[str], key: str, rows: Iterable[dict[str, Any]], *, last: bool = False) -> None:
    """A list, a line for each row."""
    out.write(f"{_text(key)}: [")
    for at, row in enumerate(rows):
        out.write(",\n" if at else "\n")
        out.write(_text(row))
    out.write("\n]\n" if last else "\n],\n")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)

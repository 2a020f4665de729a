"""What a report says, for machines: the same numbers as on paper, codes instead of words, and nothing else.

The text that ``content_of`` gives is what the printed checksum is of. ``resources/schema/report-1.json`` says what may
stand in it. It is made from sections that are ready for paper, so that it cannot tell what these do not.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Choice, Field
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.words import _, clean, language
from ikdesk.paper.plain import csv_bytes
from ikdesk.paper.story import HIDDEN, TONGUES, Attachment, Section, Table, is_number, lists_used
from ikdesk.reports.facts_model import Changed, Facts
from ikdesk.reports.focus_sections import focus_data
from ikdesk.reports.sentences import Line, short_lines

SCHEMA = "urn:ikdesk:schema:report:1"
CONTENT_NAME = "rapport.json"
_KINDS = {int: "integer", float: "number", bool: "boolean", date: "date", datetime: "time"}


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands on a report beside what it says.

    Args:
        title: what it is called.
        when: its own moment, with its time zone.
        fingerprint: of the key it is signed with; empty: it is not signed.
    """

    title: str
    when: datetime
    fingerprint: str = ""


def content_of(facts: Facts, sections: Sequence[Section], marks: Marks) -> str:
    """What the report says, as JSON; the same facts at the same moment give the same text.

    Args:
        facts: protected already: what must not be told is not there.
        sections: made from them.
        marks: its title and moment.
    """
    found = [table for section in sections for table in section.tables]
    content = {
        "schema": SCHEMA,
        "title": marks.title,
        "language": TONGUES[language()],
        "status": "delivered" if facts.delivered_to else "draft",
        "version": facts.edition,
        "audience": facts.audience.code,
        "delivered_to": facts.delivered_to,
        "made": marks.when.isoformat(timespec="seconds"),
        "made_by": facts.made_by,
        "signed_with": marks.fingerprint,
        "unit": _unit(facts),
        "period": {"code": facts.period.code, "name": facts.period.name, **_days(facts.period)},
        "counted": {
            "now": _days(facts.counted), "last_year": _days(facts.before), "year": _days(facts.year),
        },
        "limits": {
            "lights": dataclasses.asdict(facts.limits.lights), "least": facts.limits.least,
            "sensitive": facts.limits.sensitive,
        },
        "total": {"now": facts.now.total, "last_year": facts.last_year.total, "year": facts.twelve.total},
        "sentences": [_sentence(line) for line in short_lines(facts)] if facts.has("short") else [],
        "lights": [
            {"label": light.label, "state": light.state, "text": light.text}
            for section in sections for light in section.lights
        ],
        "focus": focus_data(facts) if facts.has("focus") else [],
        "tables": {table.key: _table(table) for table in found},
        "hidden": [cell for table in found for cell in _hidden(table)],
        "left_out": sorted(facts.dropped),
        "changed": [_changed(one) for one in facts.changed] if facts.has("corrections") else [],
        "texts": [_text(section) for section in sections],
        "words": _words(found, facts.codebook),
    }  # fmt: skip
    return clean(json.dumps(_whole(content), ensure_ascii=False, indent=1, allow_nan=False))


def attachments_of(content: str, sections: Iterable[Section], codebook: Codebook) -> tuple[Attachment, ...]:
    """The files that travel inside a report: all of it as JSON, and each of its tables as CSV.

    Args:
        content: from ``content_of``.
        sections: the same.
        codebook: the words for the codes.
    """
    found = [table for section in sections for table in section.tables]
    whole = Attachment(CONTENT_NAME, content.encode("utf-8"), description=str(_("Alt rapporten sier, maskinlesbart")))
    return (whole, *(
        Attachment(f"{table.key}.csv", csv_of(table, codebook), "text/csv", table.title, "Alternative")
        for table in found if table.rows
    ))  # fmt: skip


def csv_of(table: Table, codebook: Codebook) -> bytes:
    """A table as CSV, with the names of columns as in the JSON; a column of codes is followed by their words.

    Args:
        table: of a report; what must not be told is ":" in it.
        codebook: the words for the codes.

    Source: RFC 4180.
    """
    heads = [head for field in table.fields for head in _heads(field)]
    return csv_bytes(
        heads,
        ([cell for value, field in zip(row, table.fields, strict=True) for cell in _cells(value, field, codebook)]
         for row in table.rows),
    )  # fmt: skip


def _heads(field: Field) -> tuple[str, ...]:
    return (field.key, f"{field.key}_label") if field.codes else (field.key,)


def _cells(value: Any, field: Field, codebook: Codebook) -> tuple[Any, ...]:
    plain = "" if value is None else _plain(value)
    if isinstance(plain, list):
        plain = " ".join(str(one) for one in plain)
    if not field.codes:
        return (plain,)
    if plain == HIDDEN:
        return (plain, plain)
    known = codebook.lists.get(field.codes, {})
    return (plain, known[plain].label if plain in known else plain)


def _unit(facts: Facts) -> dict[str, Any]:
    unit = facts.unit
    return {
        "name": unit.name, "kind": unit.kind.code, "ownership": unit.ownership.code,
        "organisation_number": unit.org_number, "staff_years": unit.staff_years,
        "children": [min(facts.children), max(facts.children)] if facts.children else None,
    }  # fmt: skip


def _days(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _sentence(line: Line) -> dict[str, Any]:
    """A line of "Kort fortalt", who wrote it, and what is generated from which numbers."""
    return {
        "key": line.key, "text": line.text, "written_by": "leader" if line.edited else "program",
        "generated": line.generated, "table": line.table, "numbers": dict(line.numbers),
        "outdated": line.stale,
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    keys = [field.key for field in table.fields]
    return {
        "title": table.title, "note": table.note, "sum_last": bool(table.total and table.rows),
        "columns": [
            {"key": field.key, "label": str(field.label), "kind": _kind(field, table), "codes": field.codes}
            for field in table.fields
        ],
        "rows": [dict(zip(keys, (_told(value) for value in row), strict=True)) for row in table.rows],
    }  # fmt: skip


def _kind(field: Field, table: Table) -> str:
    if field.key in table.percent:
        return "share"
    return "code" if field.codes else _KINDS.get(field.kind, "text")


def _hidden(table: Table) -> list[dict[str, Any]]:
    """Which cells are not told; never why, for that tells how small they are."""
    first = table.fields[0]
    return [
        {"table": table.key, "row": at, "code": _plain(row[0]) if first.codes else "", "column": field.key}
        for at, row in enumerate(table.rows)
        for value, field in zip(row, table.fields, strict=True)
        if _is_hidden(value, field)
    ]  # fmt: skip


def _is_hidden(value: Any, field: Field) -> bool:
    return isinstance(value, str) and value == HIDDEN and is_number(field)


def _told(value: Any) -> Any:
    return None if isinstance(value, str) and value == HIDDEN else _plain(value)


def _plain(value: Any) -> Any:
    """A value for machines: the code of a state, a date as ISO 8601 has it."""
    if isinstance(value, Choice):
        return value.code
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _changed(one: Changed) -> dict[str, Any]:
    return {
        "period": one.period.code, "version": one.edition, "delivered": one.delivered_on.isoformat(),
        "lines": [{"what": what, "then": then, "now": now} for what, then, now in one.lines],
    }  # fmt: skip


def _text(section: Section) -> dict[str, Any]:
    """What stands in a section besides its tables, in words."""
    return {
        "key": section.key, "title": section.title, "text": list(section.text), "bullets": list(section.bullets),
        "facts": [{"label": label, "value": value} for label, value in section.facts],
    }  # fmt: skip


def _words(tables: Sequence[Table], codebook: Codebook) -> dict[str, dict[str, str]]:
    """The words behind the codes that stand in the tables."""
    used: dict[str, dict[str, str]] = {name: {} for name in lists_used(tables)}
    for table in tables:
        for at, field in enumerate(table.fields):
            known = codebook.lists.get(field.codes, {})
            for value in (_plain(row[at]) for row in table.rows if field.codes):
                codes = value if isinstance(value, list) else [value]
                used[field.codes].update({code: known[code].label for code in codes if code in known})
    return used


def _whole(value: Any) -> Any:
    """The same with every text as it is kept, so that what is stored is what was signed."""
    if isinstance(value, dict):
        return {key: _whole(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return clean(value) if isinstance(value, str) else value

"""What a simulated kindergarten's report says for machines, in the shape the program gives its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ikdesk.kernel.codes import shipped_codebook
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.words import _, spoken_in
from ikdesk.paper.story import TONGUES
from ikdesk.reports.facts_model import MERGED, REST
from tests.sector.made_counts import COLUMNS, Hiding, Said, counted_tables, list_of
from tests.sector.made_work import Work, followed_up, standard


def content_of(said: Said) -> bytes:
    """What the report says, as JSON.

    Args:
        said: which report.
    """
    with spoken_in(said.unit.language):
        return json.dumps(_content(said), ensure_ascii=False).encode("utf-8")


def _content(said: Said) -> dict[str, Any]:
    unit, work = said.unit, Work(said)
    hiding = Hiding(said)
    tables: dict[str, Any] = {
        **({} if said.audience == "parents" else work.tables()), **counted_tables(said), **hiding.tables(),
        **({} if said.audience == "parents" else followed_up(said)),
    }  # fmt: skip
    total = {column: len(said.events[column]) for column in COLUMNS}
    return {
        "schema": f"urn:ikdesk:schema:report:{said.schema}",
        "title": _("Tertialrapport, {period}").format(period=said.whole.name),
        "language": TONGUES[unit.language],
        "status": said.status,
        "version": said.version,
        "audience": said.audience,
        "delivered_to": "Kommunen" if said.status == "delivered" else "",
        "made": said.made.isoformat(timespec="seconds"),
        "made_by": "Tom",
        "signed_with": said.fingerprint,
        "unit": {
            "name": unit.name, "kind": "barnehage", "ownership": "municipal" if unit.number % 2 else "private",
            "organisation_number": unit.organisation_number, "staff_years": unit.staff_years,
            "children": [unit.children - 2, unit.children],
        },
        "period": {"code": said.period, "name": said.whole.name, **_days(said.whole)},
        "counted": {column: _days(days) for column, days in said.days.items()},
        "limits": {
            "lights": {**standard(), **{k: v for k, v in said.limits.items() if k in standard()}},
            "least": said.limits.get("least", 3), "sensitive": said.limits.get("sensitive", 5),
        },
        "total": total,
        "sentences": [_sentence(said, total)],
        "lights": [] if said.audience == "parents" else work.lights(),
        "focus": [],
        "tables": tables,
        "hidden": hiding.hidden,
        "left_out": sorted({"cross", *hiding.dropped}),
        "changed": [],
        "texts": [{"key": "short", "title": str(_("Kort fortalt")), "text": [], "bullets": [], "facts": []}],
        "words": _words(tables),
    }  # fmt: skip


def _days(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _sentence(said: Said, total: Mapping[str, int]) -> dict[str, Any]:
    text = f"Vi registrerte {total['now']} hendelser i {said.whole.name}."
    return {
        "key": "total", "text": text, "written_by": "program", "generated": text, "table": "by_month",
        "numbers": {"total": total["now"], "last_year": total["last_year"]}, "outdated": False,
    }  # fmt: skip


def _words(tables: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The words behind the codes that stand in the tables."""
    used: dict[str, dict[str, str]] = {}
    rest = {REST: str(_("Andre"))}
    for table in tables.values():
        for column in table["columns"]:
            if not column["codes"]:
                continue
            known = {**rest, **_labels(list_of(column["codes"])), MERGED: str(_("Annet"))}
            words = used.setdefault(column["codes"], {})
            for row in table["rows"]:
                code = row[column["key"]]
                if column["codes"] == "department" and code and row is not table["rows"][-1]:
                    words[code] = code
                elif code in known and code:
                    words[code] = known[code]
    return used


def _labels(name: str) -> dict[str, str]:
    return {code: entry.label for code, entry in shipped_codebook().lists.get(name, {}).items()}

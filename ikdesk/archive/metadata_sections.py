"""What an archive says of where it comes from, what is in it and what is not, for programs and archivists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ikdesk.archive.format_model import FORMAT, LEFT_OUT, TABLES, VERSION
from ikdesk.archive.origin_queries import Origin
from ikdesk.archive.retention_sentences import retention
from ikdesk.archive.sentences import KEYS, TELLS, UNSEEN
from ikdesk.archive.table_sentences import TABLES as TITLES
from ikdesk.kernel import migrations
from ikdesk.kernel.paths import program_version
from ikdesk.kernel.words import language


@dataclass
class Written:
    """What was written so far."""

    rows: dict[str, int] = field(default_factory=dict)  # by table, parents before children
    digests: dict[str, str] = field(default_factory=dict)  # the mark of the last row, by log
    files: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """Something in an archive that is written for people."""

    path: str  # from the archive
    title: str
    media_type: str
    pdf_a: bool  # meant to be kept for long; the reports that were delivered as workbooks are not


def metadata(origin: Origin, written: Written, documents: Sequence[Document], at: datetime) -> dict[str, Any]:
    """What stands in ``metadata.json``.

    Args:
        origin: where it comes from.
        written: what was written.
        documents: those for people.
        at: the moment it was taken out, in UTC.
    """
    unit = origin.unit
    left_out = {**LEFT_OUT, "unseen": UNSEEN, "keys": KEYS}
    return {
        "format": FORMAT, "version": VERSION,
        "program": {"name": "IKdesk", "version": program_version()}, "schema": migrations.latest(),
        "unit": {
            "name": unit.name, "organisation_number": unit.org_number, "kind": unit.kind.code,
            "ownership": unit.ownership.code,
        },
        "taken_out": {"at": f"{at:%Y-%m-%dT%H:%M:%SZ}", "by": origin.by, "role": origin.viewer.role},
        "period": {
            "first": origin.first and origin.first.isoformat(), "last": origin.last and origin.last.isoformat(),
        },
        "encoding": "UTF-8", "time_zone": "UTC", "languages": [language()],
        "tables": [_table(origin, name, rows) for name, rows in written.rows.items()],
        "files": {"count": written.files, "bytes": written.bytes},
        "documents": [
            {"path": one.path, "title": one.title, "media_type": one.media_type, "pdf_a": one.pdf_a}
            for one in documents
        ],
        "left_out": [{"what": name, "why": str(why)} for name, why in left_out.items()],
        "chains": {
            name: {"rows": written.rows[name], "digest": written.digests.get(name, ""), "whole": whole}
            for name, whole in origin.whole.items()
        },
        "origin_and_change": [{"table": name, "tells": str(said)} for name, said in TELLS.items()],
    }  # fmt: skip


def _table(origin: Origin, name: str, rows: int) -> dict[str, Any]:
    kept = retention(name, origin.unit.ownership, origin.unit.kind)
    return {
        "name": name, "title": str(TITLES[name][0]), "rows": rows, "csv": f"{TABLES}/{name}.csv",
        "json": f"{TABLES}/{name}.json", "retention": {"rule": kept.rule, "text": kept.text, "source": kept.source},
    }  # fmt: skip

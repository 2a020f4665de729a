"""The list of events for use inside the unit: which columns, and what stands above it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ikdesk.incidents.queries import EXPORT_FIELDS, Filter
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _, language, many, quoted
from ikdesk.paper.story import Listing
from ikdesk.reports.sections import TONGUES
from ikdesk.unit.queries import UnitRow

_WIDTHS = {"number": 9, "occurred_on": 10, "kind": 19, "place": 16, "severity": 11, "story": 45, "status": 11}


def incident_list(
    unit: UnitRow, wanted: Filter, total: int, *, codebook: Codebook, viewer: Viewer, when: datetime
) -> Listing:
    """The list of events a filter lets through; for use inside the unit only.

    Args:
        unit: whose it is.
        wanted: the filter.
        total: how many rows there will be.
        codebook: the unit's code lists.
        viewer: who makes it.
        when: the list's own moment, with its time zone.
    """
    return Listing(
        title=str(_("Hendelser – internt")), unit=unit.name, fields=EXPORT_FIELDS, when=when, codebook=codebook,
        subtitle=" · ".join((many("{n} hendelse", "{n} hendelser", total), *_filters(wanted, codebook))),
        author=viewer.name, language=TONGUES[language()], widths=tuple(_WIDTHS[field.key] for field in EXPORT_FIELDS),
        total=total,
    )  # fmt: skip


def exported_note(wanted: Filter, codebook: Codebook, path: Path) -> str:
    """What the log of who has seen what says of a list: in which form, and of what; never what was searched for.

    Args:
        wanted: the filter.
        codebook: the unit's code lists.
        path: where the list goes.
    """
    asked = replace(wanted, words="")
    searched = [_("søkeord")] if wanted.words.strip() else []
    parts = [path.suffix.lstrip(".").lower(), *_filters(asked, codebook), *searched]
    return " · ".join(str(part) for part in parts)


def _filters(wanted: Filter, codebook: Codebook) -> list[str]:
    """What the filter asks for, in words; the place has a name of its own that stands in every row."""
    out = []
    if wanted.period:
        out.append(wanted.period.name)
    if wanted.staff is not None:
        out.append(str(_("Ansatte") if wanted.staff else _("Barn og drift")))
    if wanted.kind:
        out.append(codebook.label("event_type", wanted.kind))
    if wanted.severity is not None:
        out.append(codebook.label("severity", wanted.severity))
    if wanted.status:
        out.append(wanted.status.label)
    if wanted.words.strip():
        out.append(quoted(wanted.words.strip()))
    return out

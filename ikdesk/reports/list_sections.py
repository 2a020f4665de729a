"""The list of events for use inside the unit: which columns, and what stands above it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ikdesk.incidents.more_queries import More, hour_words
from ikdesk.incidents.queries import LIST_FIELDS, Filter
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _, language, many, quoted, weekday_name
from ikdesk.paper.story import TONGUES, Listing
from ikdesk.unit.queries import UnitRow

_WIDTHS = {
    "number": 11, "occurred_on": 12, "kind": 18, "place": 16, "severity": 12, "story": 36, "status": 11, "flag": 13.5,
}  # fmt: skip


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
        title=str(_("Hendelser – internt")), unit=unit.name, fields=LIST_FIELDS, when=when, codebook=codebook,
        subtitle=" · ".join((many("{n} hendelse", "{n} hendelser", total), *_filters(wanted, codebook))),
        author=viewer.name, language=TONGUES[language()], widths=tuple(_WIDTHS[field.key] for field in LIST_FIELDS),
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
    """What the filter asks for, in words; places and equipment have names of their own that stand in the rows."""
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
    out += _more(wanted.more, codebook)
    if wanted.words.strip():
        out.append(quoted(wanted.words.strip()))
    return out


def _more(more: More, codebook: Codebook) -> list[str]:
    said = {
        "near_miss": _("bare nestenulykker"), "over": _("over fristen"), "no_cause": _("mangler årsak"),
        "not_transferred": _("ikke i kommunens system"), "counted": _("bare de som telles"),
    }
    out = [str(words) for name, words in said.items() if getattr(more, name)]
    if more.potential is not None:
        out.append(_("kunne blitt: {grade} eller verre").format(grade=codebook.label("severity", more.potential)))
    if more.collected is not None:
        out.append(str(_("bare samleskjema") if more.collected else _("uten samleskjema")))
    if more.only is not None:
        out.append(str(_("valgt i listen")))
    return out + _where_and_when(more, codebook)


def _where_and_when(more: More, codebook: Codebook) -> list[str]:
    coded = {
        "place": more.standard, "activity": more.activity, "mechanism": more.mechanism, "body_part": more.body_part,
    }  # fmt: skip
    out = [codebook.label(name, code) for name, code in coded.items() if code]
    if more.weekday is not None:
        out.append(weekday_name(more.weekday))
    if more.hour is not None:
        out.append(hour_words(more.hour))
    return out

"""What the files are that somebody took out, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ikdesk.exports.model import OldExport
from ikdesk.kernel.words import listed, many

_NAMED = {
    "report", "incident", "routine", "access", "insight", "staff_case", "paper", "call_list", "attachment", "insurer",
    "letter", "draft", "equipment", "handover",
}  # fmt: skip


def kinds_said(found: Sequence[OldExport]) -> str:
    """For example "2 rapporter og 1 liste"."""
    return listed([_said(kind, number) for kind, number in sorted(Counter(map(_group, found)).items())])


def kept_said(number: int) -> str:
    """Why some are still there."""
    return str(many(
        "{n} fil er endret etter at den ble laget, eller er åpen i et annet program. Den blir stående.",
        "{n} filer er endret etter at de ble laget, eller er åpne i et annet program. De blir stående.", number,
    ))  # fmt: skip


def _group(one: OldExport) -> str:
    return one.kind if one.kind in _NAMED else ""


def _said(group: str, number: int) -> str:
    said = {
        "report": many("{n} rapport", "{n} rapporter", number),
        "incident": many("{n} liste over hendelser", "{n} lister over hendelser", number),
        "routine": many("{n} rutine", "{n} rutiner", number),
        "access": many("{n} utskrift av loggen", "{n} utskrifter av loggen", number),
        "attachment": many("{n} bilde", "{n} bilder", number),
        "insight": many("{n} innsyn", "{n} innsyn", number),
        "paper": many("{n} papir om personvern", "{n} papirer om personvern", number),
        "call_list": many("{n} varslingsliste", "{n} varslingslister", number),
        "equipment": many("{n} liste over utstyr", "{n} lister over utstyr", number),
        "insurer": many("{n} samleliste", "{n} samlelister", number),
        "handover": many("{n} overlevering", "{n} overleveringer", number),
        "letter": many("{n} brev til foreldre", "{n} brev til foreldre", number),
        "draft": many("{n} utkast til skjema", "{n} utkast til skjema", number),
        "staff_case": many("{n} uttrekk til verneombudet", "{n} uttrekk til verneombudet", number),
    }
    return str(said.get(group) or many("{n} annen fil", "{n} andre filer", number))

"""What a version of the report is called, and whom it is for, in the words of the unit."""

from __future__ import annotations

from ikdesk.kernel.words import Text, _
from ikdesk.reports.audience_model import PROFILES, Audience
from ikdesk.reports.facts_model import Facts
from ikdesk.unit.model import Ownership, UnitKind

INTERNAL = _("Internt – ikke send videre")
_TITLES: dict[Audience, Text] = {
    Audience.OWNER: _("Rapport til eieren, {period}"),
    Audience.STAFF: _("Personalversjon, {period}"),
    Audience.SAFETY: _("Rapport til verneombud og AMU, {period}"),
    Audience.PARENTS: _("Rapport til foreldre, {period}"),
}
_WHOM: dict[tuple[Audience, UnitKind], Text] = {
    (Audience.OWNER, UnitKind.BARNEHAGE): _("Den ansvarlige etter barnehageloven § 7, og styret"),
    (Audience.OWNER, UnitKind.SKOLE): _("Skoleeieren"),
    (Audience.PARENTS, UnitKind.BARNEHAGE): _("Foreldre og samarbeidsutvalg"),
}
_WHOM_ELSE: dict[Audience, Text] = {
    Audience.MUNICIPALITY: _("Kommunen"),
    Audience.OWNER: _("Eieren av SFO"),
    Audience.STAFF: _("De som jobber her"),
    Audience.SAFETY: _("Verneombud og AMU"),
    Audience.PARENTS: _("Foreldre, FAU og samarbeidsutvalg"),
}
_FILES: dict[Audience, Text] = {
    Audience.OWNER: _("Rapport til eieren"),
    Audience.STAFF: _("Personalversjon"),
    Audience.SAFETY: _("Rapport til verneombud og AMU"),
    Audience.PARENTS: _("Rapport til foreldre"),
}


def audience_words(audience: Audience, kind: UnitKind, ownership: Ownership = Ownership.MUNICIPAL) -> str:
    """Whom a version is for, in this kind of unit; only kindergartens have an owner after § 7 of their act.

    Args:
        audience: whom it is for.
        kind: what sort of unit it is.
        ownership: who owns it.
    """
    if audience is Audience.MUNICIPALITY and (kind, ownership) == (UnitKind.BARNEHAGE, Ownership.PRIVATE):
        return str(_("Kommunen som barnehagemyndighet"))
    return str(_WHOM.get((audience, kind)) or _WHOM_ELSE[audience])


def report_title(facts: Facts) -> str:
    """What the report is called: "Tertialrapport, 1. tertial 2026"."""
    usual = _("Tertialrapport, {period}") if _tertial(facts) else _("Rapport, {period}")
    return _TITLES.get(facts.audience, usual).format(period=facts.period.name)


def file_name(facts: Facts) -> str:
    """What the report's files are called, without ending: "Tertialrapport 2026-T1"."""
    usual = _("Tertialrapport") if _tertial(facts) else _("Rapport")
    return f"{_FILES.get(facts.audience, usual)} {facts.period.code.replace('..', '–')}"


def warning(facts: Facts) -> str:
    """What must be said before anything else; empty for a version that is protected."""
    return "" if PROFILES[facts.audience].protected else str(INTERNAL)


def _tertial(facts: Facts) -> bool:
    return "-T" in facts.period.code

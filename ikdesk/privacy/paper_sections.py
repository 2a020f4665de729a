"""The papers about privacy as pages: what stands in their places, and each paper as a story for ink."""

from __future__ import annotations

from datetime import datetime

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, language, listed, many, plain_date
from ikdesk.paper.story import TONGUES, Section, Story, Table
from ikdesk.people.model import Role
from ikdesk.privacy.paper_model import Paper, Part
from ikdesk.privacy.paper_queries import UnitFacts
from ikdesk.privacy.sentences import kept, preservation
from ikdesk.unit.model import Ownership, UnitKind


def paper_facts(facts: UnitFacts) -> dict[str, str]:
    """What stands in the places of the papers, by name.

    Args:
        facts: the unit.
    """
    unit = facts.unit
    municipal, kindergarten = unit.ownership is Ownership.MUNICIPAL, unit.kind is UnitKind.BARNEHAGE
    law = _("barnehageloven §§ 9 og 47 a") if kindergarten else _("opplæringslova § 25-1 og kommuneloven § 25-1")
    secrecy = _("barnehageloven § 44") if kindergarten else _("forvaltningsloven §§ 13–13 g")
    controller = (
        _("kommunen [fyll inn: navn og kontakt]") if municipal else _("virksomheten ved styret [fyll inn: kontakt]")
    )
    return {
        "name": unit.name, "kind": _small(unit.kind.label), "ownership": _small(unit.ownership.label),
        "org_number": unit.org_number or str(_("[fyll inn]")), "law": str(law), "secrecy": str(secrecy),
        "controller": str(controller), "owner": str(_("kommunen") if municipal else _("styret")),
        "leader": str(_("styrer") if kindergarten else _("rektor") if unit.kind is UnitKind.SKOLE else _("leder")),
        "roles": _roles(facts.roles), "day": plain_date(facts.today),
        "retention": " ".join(preservation(unit.ownership, unit.kind)), "kept": kept(unit.ownership, unit.kind),
    }  # fmt: skip


def paper_story(paper: Paper, unit: str, codebook: Codebook, *, when: datetime) -> Story:
    """A paper, ready for ink.

    Args:
        paper: filled in.
        unit: the name of the unit.
        codebook: the unit's code lists.
        when: the moment it is made; aware.
    """
    first, *rest = paper.parts
    sections = [_section(part, at) for at, part in enumerate(rest, 1)]
    if first.rows:
        sections.insert(0, _section(first, 0))
    return Story(
        paper.title, " ".join(first.text), unit, tuple(sections), unit, paper.title, when, codebook,
        TONGUES[language()],
    )  # fmt: skip


def _section(part: Part, at: int) -> Section:
    head, *rows = part.rows or ((),)
    if len(head) == 2:
        return Section(f"p{at}", part.title or str(_("Punkter")), facts=tuple((row[0], row[1]) for row in rows))
    tables = (
        Table(f"p{at}", part.title, tuple(Field(f"c{n}", name, long=True) for n, name in enumerate(head)), tuple(rows)),
    )
    return Section(f"p{at}", part.title, text=part.text, bullets=part.bullets, tables=tables if rows else ())


def _roles(counts: dict[Role, int]) -> str:
    words = {
        Role.LEADER: many("{n} leder", "{n} ledere", counts[Role.LEADER]),
        Role.DEPARTMENT_LEAD: many("{n} pedagogisk leder", "{n} pedagogiske ledere", counts[Role.DEPARTMENT_LEAD]),
        Role.STAFF: many("{n} ansatt", "{n} ansatte", counts[Role.STAFF]),
        Role.SAFETY_REP: many("{n} verneombud", "{n} verneombud", counts[Role.SAFETY_REP]),
    }
    return listed([words[role] for role in Role if counts[role]])


def _small(label: str) -> str:
    return label if label.isupper() else label[:1].lower() + label[1:]

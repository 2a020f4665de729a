"""The front of a report: whose it is, how far it has come, whom it is for, and what it is held to."""

from __future__ import annotations

from ikdesk.kernel.words import _, number, plain_date
from ikdesk.paper.story import Cover
from ikdesk.reports.audience_sentences import audience_words, warning
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.sentences import children_words, role_words
from ikdesk.unit.model import UnitKind


def cover_of(facts: Facts, checksum: str, fingerprint: str) -> Cover:
    """What stands on the first page.

    Args:
        facts: of the report.
        checksum: SHA-256 of the numbers that travel inside it.
        fingerprint: of the key it is signed with; empty: it is not signed.
    """
    whom = audience_words(facts.audience, facts.unit.kind, facts.unit.ownership)
    delivered = bool(facts.delivered_to)
    return Cover(
        kicker=_("Til {whom}").format(whom=_small(whom)), status=str(_("Levert") if delivered else _("Utkast")),
        state="green" if delivered else "unused", note=warning(facts), facts=about(facts),
        recipients=(facts.delivered_to,) if delivered else (), checksum=checksum, fingerprint=fingerprint,
    )  # fmt: skip


def about(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Whose report it is and who made it when; what nobody has said is left out."""
    unit = facts.unit
    kind = unit.kind.label if unit.kind is UnitKind.SFO else unit.kind.label.lower()
    maker = ", ".join(part for part in (facts.made_by, role_words(facts)) if part)
    rows = (
        (_("Virksomhet"), f"{unit.ownership.label} {kind}"),
        (_("Organisasjonsnummer"), _grouped(unit.org_number)),
        (_("Antall {children}").format(children=children_words(facts)), _children(facts)),
        (_("Årsverk"), "" if unit.staff_years is None else number(unit.staff_years, 1)),
        (_("Utarbeidet av"), maker),
        (_("Dato"), plain_date(facts.today)),
        (_("Versjon"), str(facts.edition)),
    )
    return tuple((str(label), str(value)) for label, value in rows if value)




def _children(facts: Facts) -> str:
    if not facts.children:
        return ""
    least, most = min(facts.children), max(facts.children)
    return str(most) if least == most else f"{least}–{most}"


def _grouped(org_number: str) -> str:
    """Nine digits as people write them: "974 760 673"."""
    return "\xa0".join(org_number[at : at + 3] for at in range(0, len(org_number), 3))


def _small(words: str) -> str:
    """Within a sentence: but for abbreviations, in small letters."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]

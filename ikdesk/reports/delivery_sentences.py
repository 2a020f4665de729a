"""What an e-mail with a report says, and what its files are called."""

from __future__ import annotations

from dataclasses import dataclass

from ikdesk.kernel.words import _
from ikdesk.reports.audience_sentences import warning
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.sentences import role_words, span


def delivered_name(name: str, edition: int) -> str:
    """What the files of a delivered report are called, without ending: no draft is ever called so.

    Args:
        name: what its drafts are called.
        edition: which version it is.
    """
    return _("{name}, versjon {n}").format(name=name, n=edition)


def locked_name(name: str) -> str:
    """What the locked copy of a file is called, without ending."""
    return _("{name} med passord").format(name=name)


def mail_subject(title: str, facts: Facts) -> str:
    """The subject of the e-mail.

    Args:
        title: of the report.
        facts: of the report.
    """
    return f"{title} – {facts.unit.name}"


@dataclass(frozen=True, slots=True)
class Told:
    """What an e-mail tells of a report."""

    title: str
    names: tuple[str, ...]  # of the attached files
    checksum: str  # of its numbers, as printed in it
    fingerprint: str  # of the key it is signed with
    hidden: bool  # small numbers are left untold
    locked: bool  # the PDF opens with a password


def mail_text(facts: Facts, told: Told) -> str:
    """The e-mail in plain text: what it is, what is attached, and how to see that it is whole.

    Args:
        facts: of the report.
        told: what is told of it.
    """
    parts = [
        str(_("Hei.")),
        _("Her er rapporten «{title}» fra {unit}, versjon {n}. Den gjelder {span}.").format(
            title=told.title, unit=facts.unit.name, n=facts.edition, span=span(facts)
        ),
        "\n".join([str(_("Vedlagt:")), *(f"– {name}" for name in told.names)]),
    ]  # fmt: skip
    if internal := warning(facts):
        parts.append(f"{internal}.")
    if told.locked:
        parts.append(str(_("PDF-en åpnes med et passord. Du får passordet av oss på en annen måte enn i e-post.")))
    if told.hidden:
        parts.append(str(_("Tall som er så små at de kan peke på noen, er skjult. De står som «:».")))
    if facts.provisional:
        parts.append(str(_("Perioden er ikke over, så tallene er foreløpige.")))
    parts.append("\n".join([
        str(_("Rapporten er signert. Når filen kontrolleres i IKdesk, skal dette stå:")),
        _("Kontrollsum: {checksum}").format(checksum=told.checksum),
        _("Nøkkelen vår: {fingerprint}").format(fingerprint=told.fingerprint),
    ]))  # fmt: skip
    maker = ", ".join(part for part in (facts.made_by, role_words(facts)) if part)
    parts.append("\n".join(part for part in (str(_("Hilsen")), maker, facts.unit.name) if part))
    return "\n\n".join(parts) + "\n"

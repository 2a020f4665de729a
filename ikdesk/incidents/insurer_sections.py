"""The collective list to the insurer: facts in, plain data out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ikdesk.incidents.insurer_model import InsurerFacts, InsurerLine
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, language, many, plain_date
from ikdesk.paper.story import TONGUES, Section, Story, Table

_NOT_MEANT = frozenset({"unknown", "not_applicable"})  # codes of a side that say nothing


def insurer_story(facts: InsurerFacts, *, when: datetime) -> Story:
    """The list of a period, ready for paper and for the workbook.

    Args:
        facts: what it is made from.
        when: the list's own moment, with its time zone.
    """
    title = _("Samleliste over små skader, {period}").format(period=facts.period.name)
    return Story(
        title, f"{plain_date(facts.counted.first)} – {plain_date(facts.counted.last)}", facts.unit,
        tuple(_sections(facts)), facts.made_by, title, when, facts.codebook, TONGUES[language()],
        wide=True,
    )  # fmt: skip


def insurer_file_name(facts: InsurerFacts) -> str:
    """What the list's files are called, without ending: "Samleliste forsikring 2026-H1"."""
    return f"{_('Samleliste forsikring')} {facts.period.code}"


def _sections(facts: InsurerFacts) -> Iterator[Section]:
    stamp = (
        (_("Forsikringsselskap"), facts.insurer), (_("Avtalenummer"), facts.policy_number),
        (_("Forsikringstaker"), facts.unit), (_("Organisasjonsnummer"), facts.org_number),
        (_("Utarbeidet av"), facts.made_by), (_("Dato"), plain_date(facts.today)),
        (_("Skader på listen"), str(len(facts.lines))), (_("Meldt enkeltvis i perioden"), str(facts.reported)),
    )  # fmt: skip
    shown = tuple((str(label), said or str(_("Ikke oppgitt"))) for label, said in stamp)
    yield Section("stamp", str(_("Om listen")), facts=shown, bullets=tuple(_notes(facts)))
    yield Section("lines", str(_("Skadene")), tables=(_table(facts),))


def _notes(facts: InsurerFacts) -> Iterator[str]:
    if facts.counted != facts.period:
        yield _("Perioden er ikke over. Listen gjelder til og med {day}.").format(day=plain_date(facts.counted.last))
    yield str(_("Listen har initialer eller nummer, ikke navn. Vi finner barnet hvis selskapet spør."))
    if facts.grave:
        yield many(
            "{n} mer alvorlig skade er ikke på listen. Vurder å melde den for seg.",
            "{n} mer alvorlige skader er ikke på listen. Vurder å melde dem hver for seg.", facts.grave,
        )  # fmt: skip
    if facts.restricted:
        yield many("{n} skjermet hendelse er ikke med.", "{n} skjermede hendelser er ikke med.", facts.restricted)


def _table(facts: InsurerFacts) -> Table:
    fields = (
        Field("occurred_on", str(_("Dato")), date), Field("child", str(_("Barn"))), Field("place", str(_("Sted"))),
        Field("what", str(_("Hva skjedde")), long=True), Field("injury", str(_("Skade")), long=True),
        Field("body", str(_("Kroppsdel")), long=True), Field("treatment", str(_("Behandling")), long=True),
        Field("doctor", str(_("Lege"))), Field("number", str(_("Nr."))),
    )  # fmt: skip
    rows = tuple(_row(one, facts) for one in facts.lines)
    return Table(
        "injuries", str(_("Skadene")), fields, rows, widths=(12, 8, 19, 22, 22, 20, 24, 7, 10), row_headers=False,
        sheet=str(_("Skader")), empty=str(_("Ingen små skader er registrert i perioden.")),
        note=str(_("Lege: lege, tannlege, legevakt eller sykehus.")) if rows else "",
    )  # fmt: skip


def _row(one: InsurerLine, facts: InsurerFacts) -> tuple[object, ...]:
    book = facts.codebook

    def said(name: str, code: str | None) -> str:
        return book.label(name, code) if code else ""

    side = said("side", one.side) if one.side not in _NOT_MEANT else ""
    body = ", ".join(part for part in (said("body_part", one.body_part), side.lower()) if part)
    doctor = "" if one.doctor is None else str(_("Ja") if one.doctor else _("Nei"))
    treated = ", ".join(book.label("treatment", code) for code in one.treatment)
    return (
        one.occurred_on, one.child, one.place, said("mechanism", one.mechanism), said("injury_kind", one.injury_kind),
        body, treated, doctor, one.number,
    )  # fmt: skip

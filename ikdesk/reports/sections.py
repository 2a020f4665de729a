"""The tertial report from its first line to its last: facts in, plain data out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, language, number, plain_date
from ikdesk.measures.sentences import NOT_WHY
from ikdesk.paper.story import TONGUES, Section, Story, Table
from ikdesk.privacy.sentences import not_counted_words
from ikdesk.reports import table_sections as tables
from ikdesk.reports.content_sections import Marks, attachments_of, content_of
from ikdesk.reports.facts_model import MERGED, Facts, Shown
from ikdesk.reports.focus_sections import focus_areas
from ikdesk.reports.light_sections import lights
from ikdesk.reports.risk_sections import risk_picture
from ikdesk.reports.sentences import (
    a_year_before,
    children_words,
    period_heading,
    role_words,
    short_lines,
    so_far,
    span,
)
from ikdesk.reports.work_sections import for_the_owner, in_other_system, measures, measures_in_numbers
from ikdesk.unit.card_sections import card_section
from ikdesk.unit.model import UnitKind


def stamp(facts: Facts) -> Section:
    """Whose report it is, about which days, and who made it when."""
    unit = facts.unit
    maker = ", ".join(part for part in (facts.made_by, role_words(facts)) if part)
    rows = (
        (_("Enhet"), f"{unit.name} ({unit.kind.label.lower() if unit.kind is not UnitKind.SFO else unit.kind.label}, "
                     f"{unit.ownership.label.lower()})"),
        (_("Organisasjonsnummer"), _grouped(unit.org_number)),
        (_("Periode"), _period(facts)),
        (_("Antall {children}").format(children=children_words(facts)), _children(facts)),
        (_("Årsverk"), "" if unit.staff_years is None else number(unit.staff_years, 1)),
        (_("Utarbeidet av"), maker),
        (_("Dato"), plain_date(facts.today)),
        (_("Status"), _("Utkast, versjon {n}").format(n=facts.edition)),
    )  # fmt: skip
    shown = tuple((str(label), value or str(_("Ikke oppgitt"))) for label, value in rows)
    return Section("stamp", str(_("Om rapporten")), facts=shown)


def in_short(facts: Facts) -> Section:
    """At most five lines: generated from the numbers, or as the leader wrote them."""
    first = so_far(facts)
    return Section(
        "short", str(_("Kort fortalt")), text=(first,) if first else (),
        bullets=tuple(line.text for line in short_lines(facts)),
    )  # fmt: skip


def in_numbers(facts: Facts) -> Section:
    """How the tables are read."""
    text = [so_far(facts)] if facts.provisional else []
    if not facts.now.total:
        text.append(str(_("Ingen hendelser er registrert i perioden.")))
    if not facts.anything:
        return Section("numbers", str(_("Hendelser i tall")), text=tuple(text))
    if facts.compares:
        text.append(_("Tallet i parentes er fra samme periode {year}.").format(year=a_year_before(facts)))
    else:
        text.append(_("Det er ingen registreringer fra samme periode {year} å sette ved siden av.").format(
            year=a_year_before(facts)
        ))  # fmt: skip
    if not facts.whole_year:
        text.append(_("«Siste 12 måneder» er {first} – {last}.").format(
            first=plain_date(facts.year.first), last=plain_date(facts.year.last)
        ))  # fmt: skip
    text.append(str(NOT_WHY))
    return Section("numbers", str(_("Hendelser i tall")), text=(" ".join(text),))


def threshold(facts: Facts) -> tuple[Section, ...]:
    """The unit's own limit for what is registered: in its own words, and as the card that hangs on the wall."""
    own = [part.strip() for part in facts.unit.threshold.splitlines() if part.strip()]
    missing = str(_("Vi har ikke skrevet ned vår egen grense for hva vi registrerer ennå."))
    shipped = str(_("Forslaget under følger med IKdesk."))
    text = tuple(own) or (() if facts.own_card else (missing, *((shipped,) if facts.card else ())))
    said = Section("threshold", str(_("Hva vi registrerer")), text=text)
    return (said, card_section(facts.card)) if facts.card else (said,)


def definitions(facts: Facts) -> Section:
    """How we counted, and how much of it was filled in."""
    unit = facts.unit
    bullets = [
        _("En hendelse telles i perioden den skjedde i, også når den ble meldt senere. Utkast og hendelser "
          "som er trukket tilbake, telles ikke. Er flere barn med i det samme, er det én hendelse."),
        _("Alvorlighet: 0 ingen skade, 1 liten, 2 moderat (behandlet hos lege eller tannlege), 3 alvorlig, "
          "4 svært alvorlig. Alvorlige hendelser er grad 3 og 4."),
        _("Sted er stedstypen, ikke stedets eget navn."),
        _merged_words(facts),
        _("Meldt innen 24 timer regnes fra klokkeslettet, eller fra slutten av dagen når klokkeslettet mangler."),
        _("Behandlingstid er dager fra meldt til lukket. Vi regner med dem som er lukket, og dem som er åpne og over "
          "fristen på {days} dager.").format(days=unit.deadline_days),
        _("Dager i bruk føres av personalet. En sesong som er ført samlet i ettertid, står som anslått."),
    ]  # fmt: skip
    if facts.now.handling.collected:
        bullets.append(_("Små skader fra samleskjemaet telles som hendelser, men ikke i meldetid, behandlingstid og "
                         "årsak: De ble rettet på stedet."))  # fmt: skip
    bullets += [*_work_words(facts), *_risk_words(facts)]
    bullets += [not_counted_words(facts.disposed)] if facts.disposed else []
    bullets.append(_("Hvert lys følger en fast regel. Antall meldte hendelser har ikke noe lys, for det er bra at det "
                     "meldes."))  # fmt: skip
    if facts.began and facts.began >= facts.before.first:
        bullets.append(_("Den første hendelsen i IKdesk er fra {day}.").format(day=plain_date(facts.began)))
    return Section(
        "definitions", str(_("Slik har vi telt")), bullets=tuple(str(line) for line in bullets),
        tables=(_quality(facts),) if facts.now.total and facts.has("handling") else (),
    )  # fmt: skip


SECTIONS: tuple[Callable[[Facts], Section | tuple[Section, ...] | None], ...] = (
    stamp,
    in_short,
    lights,
    in_numbers,
    tables.told_and_handled,
    tables.by_month,
    tables.by_kind,
    tables.by_severity,
    tables.by_place,
    tables.by_mechanism,
    tables.by_activity,
    tables.by_routine,
    tables.rates,
    tables.exposure,
    focus_areas,
    measures,
    measures_in_numbers,
    for_the_owner,
    in_other_system,
    risk_picture,
    threshold,
    definitions,
)


def tertial_story(facts: Facts, *, when: datetime, fingerprint: str = "") -> Story:
    """The report of a period, ready for paper and for the workbook.

    Args:
        facts: what it is made from.
        when: the report's own moment, with its time zone.
        fingerprint: of the key it is signed with; empty: it is only read on the screen.
    """
    sections = tuple(section for make in SECTIONS for section in _several(make(facts)))
    name = _("Tertialrapport, {period}") if "-T" in facts.period.code else _("Rapport, {period}")
    title = name.format(period=facts.period.name)
    content = content_of(facts, sections, Marks(title, when, fingerprint))
    return Story(
        title=title, subtitle=span(facts), unit=facts.unit.name, sections=sections,
        author=facts.made_by, subject=str(_("Skader, uhell og andre hendelser")), when=when, codebook=facts.codebook,
        language=TONGUES[language()], attachments=attachments_of(content, sections, facts.codebook),
    )  # fmt: skip


def _several(made: Section | tuple[Section, ...] | None) -> tuple[Section, ...]:
    if made is None:
        return ()
    return made if isinstance(made, tuple) else (made,)


def file_name(facts: Facts) -> str:
    """What the report's files are called, without ending: "Tertialrapport 2026-T1"."""
    name = _("Tertialrapport") if "-T" in facts.period.code else _("Rapport")
    return f"{name} {facts.period.code.replace('..', '–')}"


def _quality(facts: Facts) -> Table:
    """How many events lack what the tables need."""
    total, found = facts.now.total, facts.now.handling
    asked = total - found.collected  # a collective list does not ask about everything
    missing = (
        (_("Alvorlighet"), facts.now.of("severity", ""), total),
        (_("Hvordan det skjedde"), facts.now.of("mechanism", ""), total),
        (_("Aktivitet"), _less(facts.now.of("activity", ""), found.no_activity), asked),
        (_("Om rutinen ble fulgt"), _less(facts.now.of("routine_status", ""), found.no_routine), asked),
        (_("Årsak"), asked - found.with_cause, asked),
        (_("Når den ble meldt"), asked - found.told, asked),
    )
    fields = (
        Field("what", str(_("Opplysning som mangler"))), Field("missing", str(_("Hendelser")), int),
        Field("of", str(_("Av")), int), Field("share", str(_("Andel")), float),
    )  # fmt: skip
    rows = tuple((str(label), number, of, number / of) for label, number, of in missing if number)
    return Table(
        "quality", str(_("Hva som mangler i registreringene")), fields, rows, percent=("share",),
        sheet=str(_("Mangler")), empty=str(_("Alt er fylt ut.")),
    )  # fmt: skip


def _less(number: Shown, fewer: int) -> Shown:
    return None if number is None else number - fewer


def _work_words(facts: Facts) -> Iterable[str]:
    """How focus areas and measures are counted, where there are any."""
    if facts.parts:
        yield _(
            "Et innsatsområde er ett bestemt sted, én aktivitet eller én måte det skjer på. Alle typer hendelser der "
            "telles med. «Tydelig» betyr at tilfeldigheter svært sjelden gir en så stor forskjell, «sannsynlig» at de "
            "sjelden gjør det."
        )
    if facts.work.planned:
        yield _(
            "Et tiltak er over fristen når arbeidet ikke er ferdig og fristen er passert. Det vi allerede gjør, er "
            "ikke regnet som tiltak. Tiltak og rutiner står slik de var {day}."
        ).format(day=plain_date(facts.work.day))


def _risk_words(facts: Facts) -> Iterable[str]:
    """How the risks are told, where there are any."""
    if facts.risks is not None and facts.risks.standing:
        yield _(
            "Risikoen er slik vi har vurdert den, med det som faktisk var gjort {day}. Det vi venter av nye tiltak, "
            "regnes ikke med. S er sannsynlighet og K konsekvens, og fargen følger ruten i matrisen vår, ikke tallet. "
            "Vurderingene står med sine egne titler."
        ).format(day=plain_date(facts.risks.day))


def _merged_words(facts: Facts) -> str:
    environment = _("barnehagemiljøet") if facts.unit.kind is UnitKind.BARNEHAGE else _("skolemiljøet")
    return _("«{other}» i tabellen etter type samler det som ikke vises hver for seg: hendelser med ansatte, saker om "
             "{environment} og andre saker som følges opp et annet sted.").format(
        other=facts.label("kind", MERGED), environment=environment
    )  # fmt: skip


def _period(facts: Facts) -> str:
    if ".." in facts.period.code:
        return span(facts)
    return _("{name} ({span})").format(name=period_heading(facts), span=span(facts))


def _children(facts: Facts) -> str:
    if not facts.children:
        return ""
    least, most = min(facts.children), max(facts.children)
    return str(most) if least == most else f"{least}–{most}"


def _grouped(org_number: str) -> str:
    """Nine digits as people write them: "974 760 673"."""
    return "\xa0".join(org_number[at : at + 3] for at in range(0, len(org_number), 3))

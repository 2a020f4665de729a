"""The PDF for the sector from its first line to its last: facts in, plain data out.

It is as long as is useful on paper and no longer: its memory does not grow with the number of units. All of it stands
in the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, clock_time, language, many, plain_date
from ikdesk.paper.story import TONGUES, Cover, Section, Story, Table
from ikdesk.sector.absent_sections import absent
from ikdesk.sector.decision_sections import decisions
from ikdesk.sector.definition_sections import definitions, no_ranking
from ikdesk.sector.facts_model import Lists, SectorFacts
from ikdesk.sector.mark_sections import title_of, whom
from ikdesk.sector.sentences import short_lines
from ikdesk.sector.shown_sections import MOST_OTHERS, Shown, cut_words, shown_of
from ikdesk.sector.sum_sections import in_numbers, lights, more_numbers
from ikdesk.sector.unit_sections import unit_by_unit


def sector_story(facts: SectorFacts, lists: Lists) -> Story:
    """The report of many units, ready for paper.

    Args:
        facts: everything counted: what must not be told is not in it.
        lists: every unit, file and decision; what there is no room for on paper is left out, and it is said.
    """
    shown = shown_of(lists)
    return Story(
        title=title_of(facts), subtitle=f"{plain_date(facts.period.first)} – {plain_date(facts.period.last)}",
        unit=facts.sender or str(_("Flere enheter")), sections=tuple(_sections(facts, shown)), author=facts.sender,
        subject=str(_("Rapporter fra flere enheter")), when=facts.when, codebook=Codebook({}),
        language=TONGUES[language()], cover=_cover(facts),
    )  # fmt: skip


def _sections(facts: SectorFacts, shown: Shown) -> Iterator[Section]:
    yield Section("short", str(_("Kort fortalt")), text=(no_ranking(),), bullets=tuple(short_lines(facts)))
    yield from absent(facts, shown)
    yield decisions(facts, shown)
    yield from lights(facts, shown)
    yield from in_numbers(facts)
    yield from unit_by_unit(facts, shown)
    yield from more_numbers(facts)
    yield from _keys(facts, shown)
    yield from _files(shown)
    yield from definitions(facts)


def _cover(facts: SectorFacts) -> Cover:
    if facts.missing:
        status = many("{n} rapport mangler", "{n} rapporter mangler", facts.missing)
    else:
        status = str(_("Alle har levert"))
    made = _("{day} kl. {time}").format(day=plain_date(facts.when.date()), time=clock_time(facts.when.time()))
    rows = (
        (_("Samlet av"), facts.sender), (_("Enheter som er med"), _("{n} av {all}").format(
            n=facts.units, all=facts.expected)),
        (_("Rapportene er laget for"), whom(facts)), (_("Frist for rapportene"), plain_date(facts.due)),
        (_("Samlet"), made), (_("Filer"), str(facts.files)),
    )  # fmt: skip
    return Cover(
        kicker=str(_("Samlet for flere enheter")), status=status, state="yellow" if facts.missing else "green",
        note=str(_("Ingen rangering")), facts=tuple((str(label), str(value)) for label, value in rows if value),
    )  # fmt: skip


def _keys(facts: SectorFacts, shown: Shown) -> Iterator[Section]:
    """The new units, each with what its key is known by."""
    if not shown.new:
        return
    fields = (
        Field("unit", str(_("Enhet"))), Field("number", str(_("Organisasjonsnummer"))),
        Field("key", str(_("Fingeravtrykk"))),
    )  # fmt: skip
    rows = tuple(
        (unit.name, unit.organisation_number, shown.fingerprints.get(unit.name, "–")) for unit in shown.new
    )  # fmt: skip
    title = str(_("Nye enheter og nøklene deres"))
    text = str(_("Ring enheten på et nummer dere kjenner fra før. Står det samme bak «Nøkkelen vår» i en levert "
                 "rapport hos dem, er nøkkelen riktig."))  # fmt: skip
    table = Table("keys", title, fields, rows, cut_words(len(rows), facts.new), widths=(0.31, 0.24, 0.45))
    yield Section("keys", title, text=(text,), tables=(table,), appendix=True)


def _files(shown: Shown) -> Iterator[Section]:
    """The files that are not in it, and with which nothing is wrong."""
    if not (shown.others or shown.other_periods):
        return
    fields = (Field("name", str(_("Fil"))), Field("what", str(_("Hva som kom ut av den"))))
    rows = tuple((line.name, line.said or line.state.label) for line in shown.others)
    more = str(_("Det er flere slike filer. Alle står i regnearket.")) if len(rows) >= MOST_OTHERS else ""
    title = str(_("Filer det ikke er bruk for"))
    apart = many(
        "{n} fil er for en annen periode. Den står i regnearket.",
        "{n} filer er for andre perioder. De står i regnearket.", shown.other_periods,
    )  # fmt: skip
    tables = (Table("files", title, fields, rows, more, widths=(0.4, 0.6)),) if rows else ()
    yield Section("files", title, text=(apart,) if shown.other_periods else (), tables=tables, appendix=True)

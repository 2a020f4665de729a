"""The statistics as files: facts in, plain data out; for use inside the unit only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, language, number, plain_date
from ikdesk.measures.sentences import NOT_WHY
from ikdesk.paper.story import HIDDEN, TONGUES, Row, Section, Story, Table
from ikdesk.picture.line_spec import LineSpec
from ikdesk.picture.parts import Series
from ikdesk.picture.spec import BarSpec, Spec
from ikdesk.statistics.activity_sentences import activity_words, silence_words
from ikdesk.statistics.count_model import AllFacts, Group
from ikdesk.statistics.count_sentences import beside_words, comparison_words, quiet_words, said_of
from ikdesk.statistics.shielded_pictures import LEAST, left_out, shielded
from ikdesk.statistics.span_model import LAST_YEAR

_NAMES = {
    "months": _("Måned for måned"), "so_far": _("Så langt i år"), "run": _("Over tid"), "between": _("Dager mellom"),
    "place": _("Steder"), "kind": _("Typer"), "mechanism": _("Hvordan det skjedde"), "activity": _("Aktiviteter"),
    "severity": _("Alvorlighet"), "body": _("Hvor på kroppen"), "treatment": _("Behandling"),
    "funnel": _("Fra melding til svar"),
}  # fmt: skip
_NOT_TOLD = {"body_part": _("Hvor på kroppen"), "treatment": _("Hva som ble gjort for barna")}
MARK = _("Internt – skal ikke sendes videre")


def statistics_story(facts: AllFacts, *, when: datetime) -> Story:
    """The statistics of a period, ready for paper and for the workbook.

    Args:
        facts: what it is made from.
        when: its own moment, with its time zone.
    """
    span = facts.overview.span
    against = _("{period} mot {past}").format(period=span.name, past=span.past_name) if span.past else span.name
    title = str(_("Statistikk – internt"))
    return Story(
        title, against[:1].upper() + against[1:], facts.unit, tuple(_sections(facts)), facts.made_by, title, when,
        facts.codebook, TONGUES[language()], mark=str(MARK),
    )  # fmt: skip


def statistics_file_name(facts: AllFacts) -> str:
    """What the files are called, without ending: "Statistikk 2026-T1"."""
    code = facts.overview.span.code
    named = f"{_('siste 12 måneder')} {facts.today.isoformat()}" if code == LAST_YEAR else code.replace("..", "–")
    return f"{_('Statistikk')} {named}"


def _sections(facts: AllFacts) -> Iterator[Section]:
    yield _in_short(facts)
    for group in Group:
        specs = shielded(group, facts)
        if specs:
            yield Section(group.code, group.label, text=_about(group, facts), new_page=True)
            yield from (_pictured(spec) for spec in specs)
    yield Section("definitions", str(_("Slik har vi telt")), bullets=tuple(_definitions(facts)))


def _in_short(facts: AllFacts) -> Section:
    seen = facts.overview
    shown = (
        (_("Hendelser"), seen.total, False), (_("Skader på barn"), seen.harmed, True),
        (_("Grad 2 eller verre"), seen.moderate, True), (_("Nestenulykker"), seen.near, False),
    )  # fmt: skip
    lines = []
    for label, compared, harm in shown:
        said, beside = said_of(compared.judgement, harm=harm), beside_words(compared, seen.span)
        parts = (number(compared.pair.now), f"({beside})" if beside else "", said.whole if said else "")
        lines.append((str(label), " ".join(part for part in parts if part)))
    internal = _("Filen er til bruk hos dere. Til kommunen sender du tertialrapporten.")
    told = facts.groups[Group.FOLLOWED].reporting
    text = [str(internal), comparison_words(seen), quiet_words(seen, silence_words(told) if told else ""), str(NOT_WHY)]
    return Section("short", str(_("Kort fortalt")), text=(" ".join(one for one in text if one),), facts=tuple(lines))


def _about(group: Group, facts: AllFacts) -> tuple[str, ...]:
    told = facts.groups[group].reporting
    if group is not Group.FOLLOWED or told is None:
        return ()
    return tuple(said for said in (silence_words(told), activity_words(told)) if said)


def _pictured(spec: Spec) -> Section:
    name = str(_NAMES.get(spec.key) or spec.key.removeprefix("site_"))  # a plan is called what the unit calls it
    tables = (_table(spec, name),) if isinstance(spec, (BarSpec, LineSpec)) else ()
    return Section(f"picture_{_plain(spec.key)}", name, level=2, picture=spec, tables=tables)


def _table(spec: BarSpec | LineSpec, name: str) -> Table:
    """The numbers of bars and lines, so that they stand beside them as numbers; a line may end before the year."""
    kinds: list[type[int] | type[float]] = [int if _whole(row) else float for row in spec.series]
    fields = (Field("label", name), *(
        Field(f"n{at}", row.name or spec.unit.capitalize(), kinds[at]) for at, row in enumerate(spec.series)
    ))  # fmt: skip
    closed = spec.closed if isinstance(spec, BarSpec) else frozenset()

    def told(row: Series, kind: type[int] | type[float], at: int) -> object:
        if at in closed:
            return str(_("stengt"))
        if at >= len(row.values):
            return None
        value = row.values[at]
        return HIDDEN if value is None else kind(value)

    rows: tuple[Row, ...] = tuple(
        (label.replace("\n", ", "), *(told(row, kind, at) for row, kind in zip(spec.series, kinds, strict=True)))
        for at, label in enumerate(spec.labels)
    )
    return Table(_plain(spec.key), name, fields, rows, sheet=name)


def _whole(row: Series) -> bool:
    return all(value is None or float(value).is_integer() for value in row.values)


def _plain(key: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in key)


def _definitions(facts: AllFacts) -> Iterator[str]:
    seen = facts.overview
    yield _("Telt til og med {day}. En hendelse telles i perioden den skjedde i. Ubekreftede meldinger og hendelser "
            "som er trukket tilbake, telles ikke.").format(day=plain_date(seen.span.now.last))  # fmt: skip
    if seen.span.past:
        days = _("barn og åpningsdager") if seen.by_attendance else _("åpningsdager")
        yield _("Det som sammenlignes, er hendelser i forhold til antall {days}. Vi sier bare at det er færre eller "
                "flere når tilfeldigheter neppe kan forklare forskjellen.").format(days=days)  # fmt: skip
    yield _("«:» betyr at tallet er lavere enn {least}, eller at et slikt tall ellers kunne regnes ut.").format(
        least=LEAST
    )
    yield str(_("Tabeller som deler tallene på to måter, og tabeller over avdelinger, er ikke med i filer: De kan peke "
                "på enkeltbarn. De vises på skjermen."))  # fmt: skip
    for name in left_out(facts):
        yield _("«{table}» er ikke med: for mye av tabellen måtte vært skjult.").format(table=_NOT_TOLD[name])

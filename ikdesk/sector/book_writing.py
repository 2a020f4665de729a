"""The workbook for the sector: everything there is, every unit and every file, streamed to the disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, language, plain_date, quoted
from ikdesk.paper.saving import never_mind, save_as
from ikdesk.paper.story import HIDDEN, TONGUES
from ikdesk.sector.definition_sections import counted, no_ranking, protected, sign_rows
from ikdesk.sector.facts_model import DecisionLine, FileLine, Lists, MissingLine, SectorFacts, UnitLine
from ikdesk.sector.mark_sections import (
    LIGHTS,
    cells_of,
    last_year_name,
    light_words,
    remarks,
    title_of,
    told,
    whom,
    why_expected,
)
from ikdesk.sector.sentences import short_lines
from ikdesk.sector.wanted_model import Tick

if TYPE_CHECKING:
    from ikdesk.paper.stream_book import Layout, StreamBook, StreamSheet

Row = tuple[Any, ...]
_NAME, _NUMBER, _LIGHT, _SHORT, _LONG, _DAY = 42.0, 15.0, 15.0, 18.0, 60.0, 12.0  # widths in characters


def write_sector_book(facts: SectorFacts, lists: Lists, path: Path, tick: Tick = never_mind) -> Path:
    """Write everything as a workbook; memory does not grow with the number of units.

    Args:
        facts: the whole.
        lists: every unit, file and decision.
        path: where it shall lie.
        tick: told how many units are written, and of how many; may raise Cancelled, then no file is left.

    Returns:
        Where it lies: "name (2).xlsx" if the wanted file is open in another program.

    Raises:
        Problem: it cannot be saved there, or there are more rows than Excel has room for.
    """
    return save_as(path, lambda draft: fill_sector_book(facts, lists, draft, tick))


def fill_sector_book(facts: SectorFacts, lists: Lists, draft: Path, tick: Tick) -> None:
    """As ``write_sector_book``, into a file that is there already."""
    from ikdesk.paper.stream_book import About, stream_book

    about = About(
        title_of(facts), facts.sender or whom(facts), facts.sender, str(_("Rapporter fra flere enheter")), facts.when,
        TONGUES[language()],
    )  # fmt: skip
    with stream_book(draft, about) as book:
        _front(facts, book)
        book.sheet(_totals_layout(facts)).add(_totals(facts))
        _units(facts, lists, book, tick)
        _lights_in_all(facts, book)
        _one_by_one(lists, book)
        book.sheet(_layout(_("Ordliste"), "ordliste", (
            (Field("where", str(_("Hvor det står"))), _NAME),
            (Field("sign", str(_("Ord, tegn eller kode"))), _SHORT + 6),
            (Field("means", str(_("Betyr")), long=True), _LONG + 20),
        ))).add(_words(facts))  # fmt: skip


def _layout(name: str, key: str, columns: Sequence[tuple[Field, float]], empty: str = "") -> Layout:
    from ikdesk.paper.stream_book import Layout

    fields = tuple(field for field, _width in columns)
    widths = tuple(max(width, _longest(field.label) + 4) for field, width in columns)
    return Layout(str(name), fields, widths, key, empty)


def _longest(label: str) -> int:
    return max(map(len, label.split()), default=0)


def _front(facts: SectorFacts, book: StreamBook) -> None:
    """What it is, in short, and what stands on the other sheets."""
    layout = _layout(_("Forside"), "", (
        (Field("what", title_of(facts)), 34), (Field("text", "", long=True), 108),
    ))  # fmt: skip
    book.sheet(layout).add(_front_rows(facts))


def _front_rows(facts: SectorFacts) -> Iterator[Row]:
    yield str(_("Samlet av")), facts.sender
    yield str(_("Periode")), f"{plain_date(facts.period.first)} – {plain_date(facts.period.last)}"
    yield str(_("Rapportene er laget for")), whom(facts)
    yield str(_("Samlet")), plain_date(facts.when.date())
    yield str(_("Frist for rapportene")), plain_date(facts.due)
    yield str(_("Enheter som er med")), _("{n} av {all}").format(n=facts.units, all=facts.expected)
    yield from _several(_("Kort fortalt"), short_lines(facts))
    yield str(_("Ingen rangering")), no_ranking()
    yield str(_("Regler for lysene")), facts.rules
    yield from _several(_("Slik er tallene samlet"), counted(facts))
    yield from _several(_("Slik er små tall skjult"), protected(facts))
    for name, said in _sheet_words():
        yield _("Arket {name}").format(name=quoted(name)), said


def _several(label: str, said: Sequence[str] | Iterator[str]) -> Iterator[Row]:
    """Some lines with the label at the first one."""
    for at, line in enumerate(said):
        yield ("" if at else str(label)), line


def _sheet_words() -> Iterator[tuple[str, str]]:
    rows = (
        (_("I alt"), _("Tallene for alle enhetene til sammen, med de samme dagene i fjor.")),
        (_("Enheter"), _("En rad for hver enhet: tall, frister og det som må vites om rapporten.")),
        (_("Lys"), _("En rad for hver enhet med lysene fra rapporten.")),
        (_("Lys i alt"), _("Hvor mange enheter som har hver farge.")),
        (_("Beslutninger"), _("Det enhetene trenger at noen høyere opp bestemmer. Det som er over fristen, "
                              "står først.")),
        (_("Mangler"), _("Enheter vi venter på rapport fra.")),
        (_("Filer"), _("Alle filene, og hva som kom ut av hver av dem.")),
        (_("Ordliste"), _("Hva tegn, ord og koder betyr.")),
    )  # fmt: skip
    return ((str(name), str(said)) for name, said in rows)


def _totals_layout(facts: SectorFacts) -> Layout:
    return _layout(_("I alt"), "i_alt", (
        (Field("table", str(_("Tabell"))), _NAME), (Field("label", str(_("Rad"))), _NAME),
        (Field("code", str(_("Kode"))), _SHORT), (Field("now", facts.period.name, int), _NUMBER),
        (Field("last_year", last_year_name(facts), int), _NUMBER),
        (Field("untold_now", str(_("Enheter som ikke viser tallet")), int), _SHORT),
        (Field("untold_last_year", str(_("Enheter som ikke viser tallet i fjor")), int), _SHORT),
        (Field("left_out", str(_("Enheter uten tabellen")), int), _SHORT),
        (Field("of", str(_("Av")), int), _NUMBER),
    ))  # fmt: skip


def _totals(facts: SectorFacts) -> Iterator[Row]:
    every, same = str(_("Alle enhetene")), str(_("Enheter med tall for begge årene"))
    compared = facts.compared
    then = told(facts.total.last_year) if compared.units == facts.units else None  # or they are not the same units
    yield every, str(_("Hendelser")), "total", told(facts.total.now), then, 0, 0, 0, None
    yield same, str(_("Enheter")), "units", compared.units, compared.units, None, None, None, None
    yield same, str(_("Hendelser")), "compared", compared.now, compared.last_year, 0, 0, 0, None
    if compared.days_now is not None:
        yield (same, str(_("Oppholdsdager")), "days", compared.days_now, compared.days_last_year, None, None, None,
               None)  # fmt: skip
    for table in facts.tables:
        for row in table.rows:
            now, then = _least(row.now, row.untold_now), _least(row.last_year, row.untold_last_year)
            yield (table.title, row.label, row.code, now, then, row.untold_now, row.untold_last_year,
                   table.left_out, None)  # fmt: skip
    followed = str(_("Melding, behandling og årsak"))
    for share in facts.shares:
        yield followed, share.label, "", share.n, None, None, None, None, share.of


def _least(value: int, untold: int) -> Any:
    """What a sum is at least, as a number; the sign where nothing of it is told."""
    return HIDDEN if untold and not value else value


def _units(facts: SectorFacts, lists: Lists, book: StreamBook, tick: Tick) -> None:
    """Every sheet with a row for each unit, filled in one go."""
    name = (Field("unit", str(_("Enhet")), long=True), _NAME)
    units = book.sheet(_units_layout(facts))
    tables = [
        book.sheet(_layout(_("{table} per enhet").format(table=title), key, (
            name, (Field("now", str(_("I alt")), int), _NUMBER),
            *((Field(f"c{at}", label, int), _NUMBER) for at, (_code, label) in enumerate(columns)),
        )))
        for key, title, columns in facts.heads
    ]  # fmt: skip
    columns = [Field(f"l{at}", light.label) for at, light in enumerate(facts.lights)]
    lights = book.sheet(replace(_layout(_("Lys"), "lys", (
        name, *((field, _LIGHT) for field in columns), (Field("apart", str(_("Kan sammenlignes"))), _SHORT),
        (Field("rules", str(_("Egne regler")), long=True), _LONG),
    )), lights=tuple(field.key for field in columns)))  # fmt: skip
    done = 0
    for page in lists.units():
        units.add(map(_unit, page))
        _add_cells(facts, page, tables)
        lights.add(_lights(line, len(facts.lights)) for line in page)
        done += len(page)
        tick(done, max(done, facts.units))


def _units_layout(facts: SectorFacts) -> Layout:
    return _layout(_("Enheter"), "enheter", (
        (Field("unit", str(_("Enhet")), long=True), _NAME), (Field("number", str(_("Organisasjonsnummer"))), _SHORT),
        (Field("made", str(_("Rapporten er laget")), date), _DAY),
        (Field("version", str(_("Versjon")), int), _NUMBER), (Field("now", facts.period.name, int), _NUMBER),
        (Field("last_year", last_year_name(facts), int), _NUMBER),
        (Field("compared", str(_("Sammenlignes med i fjor"))), _SHORT),
        (Field("decisions", str(_("Krever beslutning")), int), _NUMBER),
        (Field("overdue", str(_("Beslutninger over fristen")), int), _SHORT),
        (Field("measures", str(_("Tiltak over fristen")), int), _NUMBER),
        (Field("marks", str(_("Merknader")), long=True), 40),
    ))  # fmt: skip


def _unit(line: UnitLine) -> Row:
    return (
        line.name, line.organisation_number, line.made, line.version, line.now,
        line.last_year if line.compared else None, _yes(line.compared), line.decisions,
        line.overdue_decisions, line.overdue_measures, ", ".join(remarks(line)),
    )  # fmt: skip


def _yes(holds: bool) -> str:  # noqa: FBT001 - it is what is said of it
    return str(_("Ja") if holds else _("Nei"))


def _add_cells(facts: SectorFacts, page: Sequence[UnitLine], tables: Sequence[StreamSheet]) -> None:
    for line in page:
        for sheet, cells in zip(tables, cells_of(facts, line), strict=True):
            sheet.add([(line.name, line.now, *cells)])


def _lights(line: UnitLine, wide: int) -> Row:
    states = [light_words(state) for state in line.lights[:wide]]
    return line.name, *states, *[None] * (wide - len(states)), _yes(not line.apart), line.own_rules


def _lights_in_all(facts: SectorFacts, book: StreamBook) -> None:
    layout = _layout(_("Lys i alt"), "lys_i_alt", (
        (Field("label", str(_("Lys"))), _NAME),
        *((Field(state, light_words(state), int), _NUMBER) for state in LIGHTS),
        (Field("apart", str(_("Egne regler, ikke sammenlignbar")), int), _SHORT),
    ))  # fmt: skip
    book.sheet(layout).add(
        (one.label, one.green, one.yellow, one.red, one.unused, one.apart) for one in facts.lights
    )  # fmt: skip


def _one_by_one(lists: Lists, book: StreamBook) -> None:
    """The lists of decisions, missing units and files."""
    name = (Field("unit", str(_("Enhet")), long=True), _NAME)
    number = (Field("number", str(_("Organisasjonsnummer"))), _SHORT)
    decisions = book.sheet(_layout(_("Beslutninger"), "beslutninger", (
        name, (Field("no", str(_("Nummer")), int), _NUMBER), (Field("title", str(_("Tiltak")), long=True), _NAME),
        (Field("consequence", str(_("Følge hvis ingenting gjøres")), long=True), _LONG),
        (Field("since", str(_("Siden")), date), _DAY), (Field("deadline", str(_("Frist")), date), _DAY),
        (Field("overdue", str(_("Over fristen"))), _SHORT),
    ), str(_("Ingen enheter har meldt noe som krever beslutning høyere opp."))))  # fmt: skip
    for decided in lists.decisions():
        decisions.add(map(_decision, decided))
    missing = book.sheet(_layout(_("Mangler"), "mangler", (
        name, number, (Field("why", str(_("Hvorfor vi venter på den"))), 34),
        (Field("said", str(_("Det vi vet")), long=True), _LONG),
    ), str(_("Alle rapportene vi venter på, er med."))))  # fmt: skip
    for waited in lists.missing():
        missing.add(map(_missing, waited))
    files = book.sheet(_layout(_("Filer"), "filer", (
        (Field("name", str(_("Fil")), long=True), _NAME), (Field("state", str(_("Hva som kom ut av den"))), 34), name,
        (Field("said", str(_("Forklaring")), long=True), _LONG),
        (Field("fingerprint", str(_("Signert med nøkkelen"))), 42),
    )))  # fmt: skip
    for found in lists.files():
        files.add(map(_file, found))


def _decision(line: DecisionLine) -> Row:
    return (
        line.unit_name, line.number, line.title, line.consequence, line.since, line.deadline, _yes(line.overdue)
    )  # fmt: skip


def _missing(line: MissingLine) -> Row:
    return line.name, line.organisation_number, why_expected(line), line.said


def _file(line: FileLine) -> Row:
    return line.name, line.state.label, line.unit_name, line.said, line.fingerprint


def _words(facts: SectorFacts) -> Iterator[Row]:
    """The signs and words, and what the codes in the numbers for machines mean."""
    everywhere = str(_("Alle ark"))
    yield from ((everywhere, sign, means) for sign, means in sign_rows(facts))
    for table in facts.tables:
        yield from ((table.title, row.code, row.label) for row in table.rows if row.code)
    for _key, title, columns in facts.heads:
        name = _("{table} per enhet").format(table=title)
        yield from ((name, code, label) for code, label in columns)

"""Unit by unit, in the order of the alphabet: the numbers and marks, the lights, and what may be told by kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _
from ikdesk.paper.story import HIDDEN, NOTHING, Section, Table
from ikdesk.sector.definition_sections import no_ranking
from ikdesk.sector.facts_model import SectorFacts, UnitLine
from ikdesk.sector.mark_sections import (
    cells_of,
    last_year_name,
    last_year_of,
    light_words,
    remarks,
)
from ikdesk.sector.sentences import sign_line
from ikdesk.sector.shown_sections import Shown, cut_words

_NAME = 0.27  # of the width of a page


def unit_by_unit(facts: SectorFacts, shown: Shown) -> Iterator[Section]:
    """Pages on their side: one table for the numbers, one for the lights, and one for each way of sharing them out."""
    cut = cut_words(len(shown.units), facts.units)
    text = tuple(part for part in (no_ranking(), cut) if part)
    numbers = str(_("Enhet for enhet"))
    yield Section("units", numbers, text=text, tables=(_numbers(facts, shown),), wide=True)
    alike, apart = ([unit for unit in shown.units if unit.apart is own] for own in (False, True))
    if facts.lights:
        yield _lights(facts, "unit_lights", str(_("Lysene enhet for enhet")), alike)
    if facts.lights and apart:
        yield _lights(facts, "apart_lights", str(_("Lysene til enheter med egne regler, ikke sammenlignbare")), apart)
    for at in range(len(facts.heads)):
        yield _shared_out(facts, shown, at)


def _numbers(facts: SectorFacts, shown: Shown) -> Table:
    fields = (
        Field("unit", str(_("Enhet"))), Field("made", str(_("Laget")), date),
        Field("now", facts.period.name, int), Field("last_year", last_year_name(facts), int),
        Field("decisions", str(_("Krever beslutning")), int),
        Field("overdue", str(_("Beslutninger over fristen")), int),
        Field("measures", str(_("Tiltak over fristen")), int), Field("marks", str(_("Merknader"))),
    )  # fmt: skip
    note = str(_("Tallene for periodene er hendelser. En strek betyr at enheten ikke har tallet, eller at det ikke kan "
                 "sammenlignes. Se «Ord og tegn» til slutt."))  # fmt: skip
    return Table("units", str(_("Enhet for enhet")), fields, tuple(map(_row, shown.units)), note,
                 in_brackets=("last_year",), widths=(_NAME, 0.1, 0.08, 0.08, 0.09, 0.105, 0.085, 0.19))  # fmt: skip


def _row(unit: UnitLine) -> tuple[Any, ...]:
    measures = NOTHING if unit.overdue_measures is None else unit.overdue_measures
    return (
        unit.name, unit.made, unit.now, last_year_of(unit), unit.decisions, unit.overdue_decisions, measures,
        "\n".join(remarks(unit)),
    )  # fmt: skip


def _lights(facts: SectorFacts, key: str, title: str, units: list[UnitLine]) -> Section:
    """The symbol and the word of each light on its colour; never the colour alone."""
    fields = (
        Field("unit", str(_("Enhet"))), *(Field(f"l{at}", light.label) for at, light in enumerate(facts.lights))
    )  # fmt: skip
    wide = len(facts.lights)
    rows = tuple(
        (unit.name, *[light_words(state) for state in unit.lights[:wide]], *[NOTHING] * (wide - len(unit.lights)))
        for unit in units
    )  # fmt: skip
    table = Table(key, title, fields, rows, widths=(_NAME, *[(1 - _NAME) / wide] * wide),
                  lights=tuple(field.key for field in fields[1:]))  # fmt: skip
    text = str(_("● Grønn: i rute. ▲ Gul: følges. ■ Rød: krever handling. – Ikke i bruk: det er ingenting å måle."))
    return Section(key, title, level=2, text=(text,), tables=(table,), wide=True)


def _shared_out(facts: SectorFacts, shown: Shown, at: int) -> Section:
    key, title, columns = facts.heads[at]
    fields = (
        Field("unit", str(_("Enhet"))), Field("now", str(_("I alt")), int),
        *(Field(f"c{place}", label, int) for place, (_code, label) in enumerate(columns)),
    )  # fmt: skip
    rows = tuple((unit.name, unit.now, *list(cells_of(facts, unit))[at]) for unit in shown.units)
    note = sign_line(facts) if any(HIDDEN in row for row in rows) else ""
    said = _("{table}, enhet for enhet").format(table=title)
    table = Table(f"unit_{key}", said, fields, rows, note)
    return Section(f"unit_{key}", said, level=2, tables=(table,), wide=True)

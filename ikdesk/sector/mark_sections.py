"""How the numbers, the lights and the marks of a unit are said, the same on paper and in the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ikdesk.evidence.lights import Light
from ikdesk.kernel.words import Text, _, number, short_date
from ikdesk.paper.story import HIDDEN, NOTHING
from ikdesk.reports.audience_model import Audience
from ikdesk.sector.facts_model import DecisionLine, MissingLine, SectorFacts, UnitLine

LIGHTS: dict[Light, tuple[str, Text]] = {
    "green": ("●", _("Grønn")),
    "yellow": ("▲", _("Gul")),
    "red": ("■", _("Rød")),
    "unused": ("–", _("Ikke i bruk")),
}


def light_words(state: Light) -> str:
    """A light with its symbol and its word: "● Grønn"."""
    symbol, word = LIGHTS[state]
    words = str(word).replace(" ", "\xa0")
    return f"{symbol}\xa0{words}"


def told(value: int | None) -> Any:
    """A number, or the sign for one that is not told."""
    return HIDDEN if value is None else value


def at_least(value: int, untold: int) -> Any:
    """A sum over units: "minst 12" where some of them do not tell theirs, and the sign where nothing is told.

    Args:
        value: the sum of what is told.
        untold: units that do not tell it.
    """
    if not untold:
        return value
    return _("minst {n}").format(n=number(value)) if value else HIDDEN


def remarks(unit: UnitLine) -> tuple[str, ...]:
    """What must be known of a unit's report when its numbers are read."""
    said = (
        (unit.late, _("Levert etter fristen")), (unit.new, _("Ny enhet")), (unit.passed_on, _("Har skiftet nøkkel")),
        (unit.apart, _("Egne regler")), (not unit.whole, _("Ikke hele perioden")),
        (unit.whole and not unit.compared, _("Ingen tall i fjor")),
    )  # fmt: skip
    return tuple(str(words) for holds, words in said if holds)


def deadline_words(line: DecisionLine) -> str:
    """When something should have been decided, and whether that has passed."""
    if line.deadline is None:
        return NOTHING
    day = short_date(line.deadline)
    return f"{day}\n{_('over fristen')}" if line.overdue else day


def why_expected(line: MissingLine) -> str:
    """Why a report is waited for from a unit."""
    return str(_("Vi har fått rapport fra den før") if line.before else _("Den står på listen over enheter"))


def last_year_of(unit: UnitLine) -> Any:
    """The number of the same days last year, where it can be laid beside this year's."""
    return unit.last_year if unit.compared else NOTHING


def cells_of(facts: SectorFacts, unit: UnitLine) -> Iterator[tuple[Any, ...]]:
    """The numbers of a unit for each table per unit; what is not told is the sign for it."""
    for at, (_key, _title, columns) in enumerate(facts.heads):
        cells = unit.cells[at] if at < len(unit.cells) else (None,) * len(columns)
        yield tuple(told(value) for value in cells)


def last_year_name(facts: SectorFacts) -> str:
    """What the same period of the year before is called."""
    return facts.period.a_year_before().name


def title_of(facts: SectorFacts) -> str:
    """What the documents are called."""
    return _("Samlet rapport, {period}").format(period=facts.period.name)


def name_of(facts: SectorFacts) -> str:
    """What their files are called, without an ending."""
    return _("Samlet rapport {period}").format(period=facts.period.code)


def whom(facts: SectorFacts) -> str:
    """Whom the reports are made for."""
    return Audience.of(facts.audience).label

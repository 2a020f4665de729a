"""What the units need decided higher up, gathered: the overdue first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, many
from ikdesk.paper.story import Section, Table
from ikdesk.sector.facts_model import DecisionLine, SectorFacts
from ikdesk.sector.mark_sections import deadline_words
from ikdesk.sector.shown_sections import Shown, cut_words

MOST_SIGNS = 300  # of what a unit wrote about one matter, on paper


def decisions(facts: SectorFacts, shown: Shown) -> Section:
    """How many there are, and the matters that are overdue apart from the others."""
    none = str(_("Ingen enheter har meldt noe som krever beslutning høyere opp."))
    said = many("{n} tiltak venter på en beslutning.", "{n} tiltak venter på en beslutning.", facts.decisions)
    more = cut_words(len(shown.overdue) + len(shown.waiting), facts.decisions)
    text = [said if facts.decisions else none, *([more] if more else [])]
    both = (
        ("overdue", str(_("Over fristen")), shown.overdue), ("waiting", str(_("Andre tiltak")), shown.waiting),
    )  # fmt: skip
    tables = tuple(_table(key, title, lines) for key, title, lines in both if lines)
    return Section("decisions", str(_("Krever beslutning høyere opp")), text=tuple(text), tables=tables)


def _table(key: str, title: str, lines: Sequence[DecisionLine]) -> Table:
    fields = (
        Field("unit", str(_("Enhet"))), Field("what", str(_("Tiltak, og følge hvis ingenting gjøres"))),
        Field("since", str(_("Siden")), date), Field("deadline", str(_("Frist"))),
    )  # fmt: skip
    rows = tuple((line.unit_name, _said(line), line.since, deadline_words(line)) for line in lines)
    cut = any(len(text) > MOST_SIGNS for line in lines for text in (line.title, line.consequence))
    note = str(_("Lange tekster er forkortet. De står hele i regnearket.")) if cut else ""
    return Table(key, title, fields, rows, note, widths=(0.25, 0.46, 0.135, 0.155))


def _said(line: DecisionLine) -> str:
    """What the matter is, and below it what comes of doing nothing."""
    return "\n".join(_short(text) for text in (line.title, line.consequence) if text)


def _short(text: str) -> str:
    return text if len(text) <= MOST_SIGNS else text[: MOST_SIGNS - 1].rstrip() + "…"

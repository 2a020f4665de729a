"""The charts of the documents for the sector: all units together, this period beside the same days last year."""

from __future__ import annotations

from ikdesk.kernel.words import _
from ikdesk.picture.spec import BarSpec, Series
from ikdesk.sector.facts_model import SectorFacts, SumTable

MONTHS, KINDS = "by_month", "by_kind"
_MOST = 10  # bars
_LETTERS = 20  # of the name of a month, where there are few of them


def chart_of(facts: SectorFacts, table: SumTable) -> BarSpec | None:
    """The chart of a table; None where it has none, or nothing to draw.

    Args:
        facts: the whole.
        table: one of its tables.
    """
    rows = table.rows[:_MOST] if table.key == KINDS else table.rows
    if table.key not in {MONTHS, KINDS} or len(rows) < 2 or not any(row.now or row.last_year for row in rows):
        return None
    series = [Series(facts.period.name, tuple(_bar(row.now, row.untold_now) for row in rows))]
    if facts.compared.units == facts.units and any(row.last_year for row in rows):  # or they are not the same units
        before = tuple(_bar(row.last_year, row.untold_last_year) for row in rows)
        series.append(Series(facts.period.a_year_before().name, before, "past"))
    upright = table.key == MONTHS
    labels = tuple(row.label[: _LETTERS if len(rows) <= 6 or not upright else 3] if upright else row.label
                   for row in rows)  # fmt: skip
    title = _("{table}, {period}").format(table=table.title, period=facts.period.name)
    subtitle = str(_("Alle enhetene til sammen. Antall registrerte hendelser"))
    return BarSpec(
        table.key, title, subtitle, _caption(table), labels, tuple(series), str(_("hendelser")),
        horizontal=not upright,
    )  # fmt: skip


def _bar(value: int, untold: int) -> int | None:
    """What is told; nothing where no unit, or too few, tell it."""
    return value if value or not untold else None


def _caption(table: SumTable) -> str:
    least = any(row.untold_now or row.untold_last_year for row in table.rows)
    if least:
        return str(_("Tallene viser hva som er meldt, ikke hvorfor. Der noen enheter ikke viser tallet, er det minst "
                     "så mange."))  # fmt: skip
    return str(_("Tallene viser hva som er meldt, ikke hvorfor."))

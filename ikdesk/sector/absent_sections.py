"""Whose reports are missing or late, which files were not taken, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, plain_date
from ikdesk.paper.story import Section, Table
from ikdesk.sector.facts_model import SectorFacts
from ikdesk.sector.mark_sections import why_expected
from ikdesk.sector.shown_sections import Shown, cut_words


def absent(facts: SectorFacts, shown: Shown) -> Iterator[Section]:
    """A heading, and a table for each that there is any of."""
    nothing = not (shown.missing or shown.late or shown.troubled)
    good = str(_("Alle rapportene vi venter på, er med og levert i tide."))
    yield Section("absent", str(_("Mangler, forsinkelser og filer som ikke er med")), text=(good,) if nothing else ())
    if shown.missing:
        yield Section("missing", str(_("Rapporter som mangler")), level=2, tables=(_missing(facts, shown),))
    if shown.troubled:
        yield Section("troubled", str(_("Filer som ikke er tatt med")), level=2, tables=(_troubled(facts, shown),))
    if shown.late:
        yield Section("late", str(_("Levert etter fristen")), level=2, tables=(_late(facts, shown),))


def _missing(facts: SectorFacts, shown: Shown) -> Table:
    fields = (
        Field("unit", str(_("Enhet"))), Field("number", str(_("Organisasjonsnummer"))),
        Field("why", str(_("Det vi vet"))),
    )  # fmt: skip
    rows = tuple(
        (line.name, line.organisation_number, line.said or why_expected(line)) for line in shown.missing
    )  # fmt: skip
    return Table("missing", str(_("Rapporter som mangler")), fields, rows, cut_words(len(rows), facts.missing),
                 widths=(0.35, 0.24, 0.41))  # fmt: skip


def _troubled(facts: SectorFacts, shown: Shown) -> Table:
    fields = (Field("name", str(_("Fil"))), Field("what", str(_("Hvorfor den ikke er med"))))
    rows = tuple(
        ("\n".join(part for part in (line.name, line.unit_name) if part), line.said or line.state.label)
        for line in shown.troubled
    )  # fmt: skip
    return Table("troubled", str(_("Filer som ikke er tatt med")), fields, rows,
                 cut_words(len(rows), facts.troubled), widths=(0.36, 0.64))  # fmt: skip


def _late(facts: SectorFacts, shown: Shown) -> Table:
    fields = (
        Field("unit", str(_("Enhet"))), Field("made", str(_("Laget")), date),
        Field("days", str(_("Dager etter fristen")), int),
    )  # fmt: skip
    rows = tuple((line.name, line.made, max((line.made - facts.due).days, 1)) for line in shown.late)
    note = _("Fristen var {day}. Tallene deres er med.").format(day=plain_date(facts.due))
    note = " ".join(part for part in (note, cut_words(len(rows), facts.late)) if part)
    return Table("late", str(_("Levert etter fristen")), fields, rows, note)

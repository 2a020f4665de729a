"""All units together: the lights, the tables with their charts, and how events were told and handled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, many
from ikdesk.paper.story import NOTHING, Section, Table
from ikdesk.sector.definition_sections import left_out_words, other_units_words
from ikdesk.sector.facts_model import SectorFacts, SumTable
from ikdesk.sector.mark_sections import LIGHTS, at_least, last_year_name, light_words, told
from ikdesk.sector.pictures import chart_of
from ikdesk.sector.shown_sections import Shown, cut_words

FIRST = ("by_month", "by_kind", "by_severity")  # in the body; the other tables stand in the appendix
PER_DAYS = 1000  # oppholdsdager


def lights(facts: SectorFacts, shown: Shown) -> Iterator[Section]:
    """How many units have each colour; those with rules of their own apart."""
    title = str(_("Lysene samlet"))
    text = str(_("Tallene er antall enheter. Hvert lys følger en fast regel. Antall meldte hendelser har ikke noe lys, "
                 "for det er bra at det meldes."))  # fmt: skip
    rules = _("Reglene: {rules}").format(rules=facts.rules) if facts.rules else ""
    fields = (
        Field("label", str(_("Lys"))),
        *(Field(state, light_words(state), int) for state in LIGHTS),
        Field("apart", str(_("Egne regler, ikke sammenlignbar")), int),
    )  # fmt: skip
    rows = tuple((one.label, one.green, one.yellow, one.red, one.unused, one.apart) for one in facts.lights)
    table = Table("lights", title, fields, rows, rules, empty=str(_("Ingen rapporter har lys.")))
    yield Section("lights", title, text=(text,), tables=(table,))
    if shown.apart:
        yield Section("apart", str(_("Enheter med egne regler")), level=2, tables=(_apart(facts, shown),))


def _apart(facts: SectorFacts, shown: Shown) -> Table:
    fields = (Field("unit", str(_("Enhet"))), Field("rules", str(_("Det som er annerledes"))))
    rows = tuple((unit.name, unit.own_rules) for unit in shown.apart)
    said = str(_("Lysene til disse enhetene er ikke sammenlignbare med de andres, og er ikke talt med i fargene over."))
    note = " ".join(part for part in (said, cut_words(len(rows), facts.apart)) if part)
    return Table("apart", str(_("Enheter med egne regler")), fields, rows, note, widths=(0.34, 0.66))


def in_numbers(facts: SectorFacts) -> Iterator[Section]:
    """The sums, the comparison with last year, and the first tables."""
    title = str(_("Alle enhetene i tall"))
    text = tuple(one for one in (*_compared_words(facts), other_units_words(facts)) if one)
    yield Section("numbers", title, text=text, tables=(_compared(facts),))
    for table in facts.tables:
        if table.key in FIRST:
            yield _summed(facts, table, appendix=False)


def more_numbers(facts: SectorFacts) -> Iterator[Section]:
    """The tables that are looked up."""
    rest = [table for table in facts.tables if table.key not in FIRST]
    if not rest and not facts.shares:
        return
    unlike = other_units_words(facts)
    yield Section("more_numbers", str(_("Flere tall")), text=(unlike,) if unlike else (), appendix=True)
    for table in rest:
        yield _summed(facts, table, appendix=True)
    if facts.shares:
        yield Section("shares", str(_("Melding, behandling og årsak")), level=2, tables=(_shares(facts),),
                      appendix=True)  # fmt: skip


def _compared_words(facts: SectorFacts) -> Iterator[str]:
    """Which units are in the comparison, and what a lower number means."""
    compared = facts.compared
    yield many("{n} enhet har tall for både i år og i fjor.", "{n} enheter har tall for både i år og i fjor.",
               compared.units)  # fmt: skip
    if compared.fresh:
        yield many("{n} enhet er ikke med i sammenligningen, for den registrerte ikke i fjor.",
                   "{n} enheter er ikke med i sammenligningen, for de registrerte ikke i fjor.",
                   compared.fresh)  # fmt: skip
    if compared.unfinished:
        yield many("{n} enhet er ikke med i sammenligningen, for rapporten dekker ikke hele perioden.",
                   "{n} enheter er ikke med i sammenligningen, for rapportene dekker ikke hele perioden.",
                   compared.unfinished)  # fmt: skip


def _compared(facts: SectorFacts) -> Table:
    """All units, and those that can be compared, with what there is per day they were there."""
    compared = facts.compared
    fields = [
        Field("what", str(_("Hvem"))), Field("units", str(_("Enheter")), int),
        Field("now", facts.period.name, int), Field("last_year", last_year_name(facts), int),
    ]  # fmt: skip
    with_days = bool(compared.days_now and compared.days_last_year)
    every: list[Any] = [str(_("Alle enhetene")), facts.units, told(facts.total.now), NOTHING]
    same: list[Any] = [str(_("Enheter med tall for begge årene")), compared.units, compared.now, compared.last_year]
    note = str(_("Færre meldte hendelser kan bety at det meldes mindre."))
    if with_days and compared.days_now and compared.days_last_year:
        fields += [
            Field("rate", _("Per 1000 oppholdsdager {period}").format(period=facts.period.name), float),
            Field("rate_last_year", _("Per 1000 oppholdsdager {period}").format(period=last_year_name(facts)), float),
        ]
        every += [NOTHING, NOTHING]
        same += [compared.now * PER_DAYS / compared.days_now, compared.last_year * PER_DAYS / compared.days_last_year]
        note += " " + str(_("Oppholdsdager er antall barn ganger antall dager det var åpent."))
    if compared.units == facts.units:  # they are the same units
        same[0] = every[0]
        rows = [same]
    else:
        rows = [every, same] if compared.units else [every]
    return Table("compared", str(_("Hendelser i alt")), tuple(fields), tuple(map(tuple, rows)), note,
                 in_brackets=("last_year", "rate_last_year"))  # fmt: skip


def _summed(facts: SectorFacts, table: SumTable, *, appendix: bool) -> Section:
    fields = (
        Field("label", table.head), Field("now", facts.period.name, int), Field("last_year", last_year_name(facts), int)
    )
    rows = tuple(
        (row.label, at_least(row.now, row.untold_now), at_least(row.last_year, row.untold_last_year))
        for row in table.rows
    )  # fmt: skip
    unlike = str(_("Ikke de samme enhetene begge årene.")) if other_units_words(facts) else ""
    note = " ".join(part for part in (unlike, left_out_words(table.left_out)) if part)
    made = Table(table.key, table.title, fields, rows, note, in_brackets=("last_year",))
    return Section(table.key, table.title, level=2, tables=(made,), picture=chart_of(facts, table), appendix=appendix)


def _shares(facts: SectorFacts) -> Table:
    fields = (
        Field("label", str(_("Oppfølging"))), Field("n", str(_("Antall")), int), Field("of", str(_("Av")), int),
        Field("share", str(_("Andel")), float),
    )  # fmt: skip
    rows = tuple((share.label, share.n, share.of, share.n / share.of if share.of else None) for share in facts.shares)
    return Table("shares", str(_("Melding, behandling og årsak")), fields, rows, percent=("share",))

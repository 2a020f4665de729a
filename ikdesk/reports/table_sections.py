"""The tables of a report: this period, the same days last year in brackets, the last twelve months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ikdesk.evidence.rates import rate_per_thousand, share
from ikdesk.kernel.fields import Field
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.words import _, listed, month_name, plain_date
from ikdesk.measures.sentences import NOT_WHY
from ikdesk.paper.story import HIDDEN, Section, Table
from ikdesk.picture.spec import BarSpec
from ikdesk.reports import pictures
from ikdesk.reports.facts_model import MERGED, Count, Facts, Shown, Stay, Sums, Use, compare
from ikdesk.reports.sentences import (
    a_year_before,
    children_words,
    last_year_heading,
    month_words,
    period_heading,
    so_far,
)
from ikdesk.reports.untold_sentences import dropped_words
from ikdesk.unit.model import UnitKind

TOP_OTHERS = 10  # lines of the tables by activity and by how it happened
PER_DAYS = 10  # rates of a place are per so many days it was in use


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of numbers after the first one; last year's and the twelve months' only where they say something."""

    facts: Facts
    year: bool = True

    def fields(self) -> list[Field]:
        """What the columns are called."""
        out = [Field("now", period_heading(self.facts), int)]
        if self.facts.compares:
            out.append(Field("last_year", last_year_heading(self.facts), int))
        if self._has_year:
            out.append(Field("year", str(_("Siste 12 måneder")), int))
        return out

    def row(self, label: Any, count: Count) -> tuple[Any, ...]:
        """A line of the table."""
        out = [label, told(count.now)]
        if self.facts.compares:
            out.append(told(count.last_year))
        if self._has_year:
            out.append(told(count.year))
        return tuple(out)

    @property
    def _has_year(self) -> bool:
        return self.year and not self.facts.whole_year


def in_numbers(facts: Facts, title: str = "", nothing: str = "") -> Section:
    """How the tables are read.

    Args:
        facts: of the report.
        title: what stands above it; empty: the usual.
        nothing: said where there are no events; empty: the usual.
    """
    text = [so_far(facts)] if facts.provisional else []
    title = title or str(_("Hendelser i tall"))
    if facts.has("tables") and not facts.has("handling"):
        text.append(str(_("Vi skriver ned skader, nestenulykker og ting som kunne gått galt. Mange meldinger kan "
                          "bety at vi følger godt med.")))  # fmt: skip
    if not facts.now.total:
        text.append(nothing or str(_("Ingen hendelser er registrert i perioden.")))
    if not facts.anything:
        return Section("numbers", title, text=tuple(text))
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
    return Section("numbers", title, text=(" ".join(text), *dropped_words(facts)))


def section_of(
    facts: Facts, what: Field, rows: Sequence[Count], title: str, *, note: str = "", picture: BarSpec | None = None
) -> Section | None:
    """A table of counts with its sum, and its chart; None where nothing was ever counted.

    Args:
        what: the first column; the sheet in the workbook is called the same.
        rows: its lines; their sum is the total.
        title: what people read.
        note: a line below it.
        picture: its chart.
    """
    if not facts.anything or what.key in facts.dropped:
        return None
    columns, key = Columns(facts, year=what.key != "month"), f"by_{what.key}"
    total = Count("", facts.now.total, facts.last_year.total, facts.twelve.total)
    lines = [columns.row(count.code, count) for count in rows] + [columns.row(str(_("Sum")), total)]
    table = Table(
        key, title, (what, *columns.fields()), tuple(lines), note=note, total=True, sheet=str(what.label),
        in_brackets=("last_year",),
    )  # fmt: skip
    return Section(key, title, level=2, tables=(table,), picture=picture)


def by_kind(facts: Facts) -> Section | None:
    """Events by type (a); staff, violence and what is handled elsewhere are one line."""
    rows = compare(facts, "kind")
    note = _("«Annet» er hendelser som ikke vises hver for seg i en rapport. Se «Slik har vi telt».")
    return section_of(
        facts, Field("kind", str(_("Type")), codes="event_type"), rows, str(_("Hendelser etter type")),
        note=str(note) if any(count.code == MERGED for count in rows) else "",
    )  # fmt: skip


def by_severity(facts: Facts) -> Section | None:
    """Events by grade 0–4 (b)."""
    return section_of(
        facts, Field("severity", str(_("Alvorlighet")), codes="severity"), compare(facts, "severity", in_order=True),
        str(_("Hendelser etter alvorlighet")),
    )  # fmt: skip


def by_place(facts: Facts) -> Section | None:
    """Events by standard place (c): the eight largest, and the rest in one line."""
    return section_of(
        facts, Field("place", str(_("Sted")), codes="place"), compare(facts, "place", top=pictures.TOP_PLACES),
        str(_("Hendelser etter sted")), picture=pictures.by_place(facts),
    )  # fmt: skip


def by_mechanism(facts: Facts) -> Section | None:
    """Events by how they happened (d)."""
    return section_of(
        facts, Field("mechanism", str(_("Hvordan det skjedde")), codes="mechanism"),
        compare(facts, "mechanism", top=TOP_OTHERS), str(_("Hendelser etter hvordan det skjedde")),
    )  # fmt: skip


def by_activity(facts: Facts) -> Section | None:
    """Events by what people were doing (e)."""
    return section_of(
        facts, Field("activity", str(_("Aktivitet")), codes="activity"), compare(facts, "activity", top=TOP_OTHERS),
        str(_("Hendelser etter aktivitet")),
    )  # fmt: skip


def by_month(facts: Facts) -> Section | None:
    """Events by month, zeros too."""
    rows = [
        Count(month_words(month, facts), count.now, count.last_year, 0)
        for month, count in zip(facts.counted.months(), pictures.month_counts(facts), strict=True)
    ]
    return section_of(
        facts, Field("month", str(_("Måned"))), rows, str(_("Hendelser etter måned")),
        picture=pictures.by_month(facts),
    )  # fmt: skip


def by_routine(facts: Facts) -> Section | None:
    """Events by whether a routine was followed (i)."""
    return section_of(
        facts, Field("routine_status", str(_("Rutine")), codes="routine_status"),
        compare(facts, "routine_status", in_order=True), str(_("Hendelser og rutiner")),
    )  # fmt: skip


def told_and_handled(facts: Facts) -> Section | None:
    """How soon events were told and closed, and how many have a cause and a proposal (j)."""
    if not facts.now.total or not facts.has("handling"):
        return None
    days = facts.unit.deadline_days
    labels = (
        str(_("Meldt innen 24 timer")), _("Lukket innen fristen (vanligvis {days} dager)").format(days=days),
        str(_("Årsak er skrevet")), str(_("Med forslag om hva som ville hindret det")),
    )  # fmt: skip
    fields = [
        Field("what", str(_("Oppfølging"))), Field("n", str(_("Antall")), int), Field("of", str(_("Av")), int),
        Field("share", str(_("Andel")), float),
    ]  # fmt: skip
    if facts.compares:
        fields.append(Field("share_last_year", _("Andel {year}").format(year=a_year_before(facts)), float))
    rows = []
    for label, now, past in zip(labels, _shares(facts.now), _shares(facts.last_year), strict=True):
        row: list[Any] = [label, *now, share(*now)]
        rows.append((*row, share(*past)) if facts.compares else tuple(row))
    note = str(_("Tidene gjelder hendelser som har et tidspunkt for når de ble meldt."))
    table = Table(
        "handling", str(_("Melding, behandling og årsak")), tuple(fields),
        tuple(rows), note=note, percent=("share", "share_last_year"),
        in_brackets=("share_last_year",), sheet=str(_("Oppfølging")),
    )  # fmt: skip
    return Section("handling", table.title, level=2, tables=(table,))


def rates(facts: Facts) -> Section:
    """Events per 1,000 days of attendance, with the denominator; none where children or days are missing."""
    title = str(_("Hendelser per 1000 oppholdsdager"))
    text = _what_is_missing(facts, facts.now.attendance, facts.counted)
    if facts.compares:
        text += _what_is_missing(facts, facts.last_year.attendance, facts.before)
    if not any(sums.attendance.days and not sums.attendance.missing for sums in _compared(facts)):
        return Section("rates", title, level=2, text=tuple(text))
    fields = [
        Field("what", str(_("Periode"))), Field("events", str(_("Hendelser")), int),
        Field("days", str(_("Oppholdsdager")), int), Field("rate", str(_("Per 1000 oppholdsdager")), float),
        Field("injuries", str(_("Skader på barn")) if not _school(facts) else str(_("Skader på elever")), int),
        Field("injury_rate", str(_("Skader per 1000 oppholdsdager")), float),
    ]  # fmt: skip
    rows = [_rate_row(period_heading(facts), facts.now)]
    if facts.compares:
        rows.append(_rate_row(last_year_heading(facts), facts.last_year))
    note = _("Oppholdsdager er antall {children} ganger antall {days}.").format(
        children=children_words(facts), days=_open_days(facts)
    )
    if any(sums.attendance.estimated for sums in _compared(facts)):
        note += " " + str(_("De er anslått der bare en del av en måned er med."))
    table = Table(
        "rates", title, tuple(fields), tuple(rows), note=note,
        sheet=str(_("Oppholdsdager")),
    )  # fmt: skip
    return Section("rates", table.title, level=2, text=tuple(text), tables=(table,))


def exposure(facts: Facts) -> Section | None:
    """Events and days in use for the places whose days are counted."""
    if not facts.uses:
        return None
    fields = [
        Field("place", str(_("Sted")), codes="place"), Field("events", str(_("Hendelser")), int),
        Field("days", str(_("Dager i bruk")), int), Field("rate", str(_("Per 10 dager")), float),
    ]  # fmt: skip
    if facts.compares:
        year = a_year_before(facts)
        fields += [
            Field("events_last_year", _("Hendelser {year}").format(year=year), int),
            Field("days_last_year", _("Dager {year}").format(year=year), int),
            Field("rate_last_year", _("Per 10 dager {year}").format(year=year), float),
        ]
    rows: list[tuple[Any, ...]] = []
    for use in facts.uses:
        row = (use.standard, *_use(use.now))
        rows.append((*row, *_use(use.last_year)) if facts.compares else row)
    table = Table(
        "exposure", str(_("Steder der vi teller dager i bruk")), tuple(fields), tuple(rows),
        note=" ".join(_exposure_notes(facts)), in_brackets=("events_last_year", "days_last_year", "rate_last_year"),
        sheet=str(_("Dager i bruk")),
    )  # fmt: skip
    return Section("exposure", table.title, level=2, tables=(table,))


def _exposure_notes(facts: Facts) -> Iterable[str]:
    yield str(_("«Per 10 dager» er hendelser per 10 dager stedet var i bruk."))
    for use in facts.uses:
        for one, when in ((use.now, ""), (use.last_year, f" {a_year_before(facts)}")):
            if one.estimated and (not when or facts.compares):
                yield _("Dagene for «{place}»{when} er anslått.").format(
                    place=facts.label("place", use.standard), when=when
                )
    if facts.unlogged:
        yield _("Hendelser på dager som ikke står i loggen: {n}.").format(n=facts.unlogged)


def told(number: Shown) -> Any:
    """A number of a table, or the sign that stands for one that is not told."""
    return HIDDEN if number is None else number


def _use(use: Use) -> tuple[Any, ...]:
    """Events, days and rate; a place that was not in use has no rate, and no praise."""
    if use.events is None:
        return HIDDEN, use.days, HIDDEN
    if use.days:
        return use.events, use.days, use.events / use.days * PER_DAYS
    return use.events, 0, str(_("ingen dager ført") if use.events else _("ikke i bruk"))


def _shares(sums: Sums) -> tuple[tuple[int, int], ...]:
    found = sums.handling
    asked = sums.total - found.collected
    return (
        (found.told_soon, found.told), (found.in_time, found.due), (found.with_cause, asked),
        (found.with_proposal, asked),
    )  # fmt: skip


def _rate_row(label: str, sums: Sums) -> tuple[Any, ...]:
    days = sums.attendance.days if not sums.attendance.missing else None
    injuries = sums.of("kind", "child_injury")
    if injuries is None:
        return label, sums.total, days, rate_per_thousand(sums.total, days), HIDDEN, HIDDEN
    return label, sums.total, days, rate_per_thousand(sums.total, days), injuries, rate_per_thousand(injuries, days)


def _compared(facts: Facts) -> list[Sums]:
    return [facts.now, facts.last_year] if facts.compares else [facts.now]


def _what_is_missing(facts: Facts, found: Stay, period: Period) -> list[str]:
    """A sentence about the months nobody has entered; none when there are none."""
    if not found.missing:
        return []
    if len(found.missing) == len(list(period.months())):
        when = str(_("perioden")) if period == facts.counted else _("samme periode {year}").format(
            year=a_year_before(facts)
        )
    else:
        last = found.missing[-1]
        same = all(month.year == last.year for month in found.missing)
        names = [month_name(m.month) if same else f"{month_name(m.month)} {m.year}" for m in found.missing]
        when = listed(names) + (f" {last.year}" if same else "")
    return [_("Antall {children} og {days} er ikke ført for {when}. Derfor er ikke andelen regnet ut.").format(
        children=children_words(facts), days=_open_days(facts), when=when
    )]  # fmt: skip


def _open_days(facts: Facts) -> str:
    return str(_("skoledager") if _school(facts) else _("åpningsdager"))


def _school(facts: Facts) -> bool:
    return facts.unit.kind is UnitKind.SKOLE

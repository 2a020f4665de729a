"""The tables of a report: this period, the same days last year in brackets, the last twelve months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ikdesk.kernel.fields import Field
from ikdesk.kernel.tertial import Month
from ikdesk.kernel.words import _, plain_date
from ikdesk.paper.story import Section, Table
from ikdesk.reports import pictures
from ikdesk.reports.queries import MERGED, Count, Facts, Sums, Use, compare
from ikdesk.reports.sentences import (
    children_words,
    last_year_heading,
    last_year_words,
    listed,
    month_words,
    period_heading,
    so_far,
)
from ikdesk.unit.model import UnitKind
from ikdesk.unit.queries import Attendance

TOP_OTHERS = 10  # lines of the tables by activity and by how it happened
PER = 1000  # rates are per so many days of attendance
PER_DAYS = 10  # and per so many days a place was in use


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
        out = [label, count.now]
        if self.facts.compares:
            out.append(count.last_year)
        if self._has_year:
            out.append(count.year)
        return tuple(out)

    @property
    def _has_year(self) -> bool:
        return self.year and not self.facts.whole_year


def table_of(
    facts: Facts, what: Field, rows: Sequence[Count], *, key: str, title: str, note: str = ""
) -> Table:
    """A table of counts with its sum; no rows where nothing was ever counted.

    Args:
        what: the first column; the sheet in the workbook is called the same.
        rows: its lines; their sum is the total.
        key: what the table is called by the program.
        title: what people read.
        note: a line below it.
    """
    columns = Columns(facts, year=key != "by_month")
    total = Count("", sum(c.now for c in rows), sum(c.last_year for c in rows), sum(c.year for c in rows))
    anything = total.now or total.last_year or total.year
    lines = [columns.row(count.code, count) for count in rows] + [columns.row(str(_("Sum")), total)]
    return Table(
        key, title, (what, *columns.fields()), tuple(lines) if anything else (), note=note, total=True,
        sheet=str(what.label), in_brackets=("last_year",),
    )  # fmt: skip


def by_kind(facts: Facts) -> Section:
    """Events by type (a); staff, violence and what is handled elsewhere are one line."""
    rows = compare(facts, "kind")
    note = ""
    if any(count.code == MERGED for count in rows):
        note = str(_("«Annet» er hendelser som ikke vises hver for seg i en rapport. Se «Slik har vi telt»."))
    table = table_of(
        facts, Field("kind", str(_("Type")), codes="event_type"), rows, key="by_kind",
        title=str(_("Hendelser etter type")), note=note,
    )  # fmt: skip
    return Section("by_kind", table.title, level=2, tables=(table,))


def by_severity(facts: Facts) -> Section:
    """Events by grade 0–4 (b)."""
    table = table_of(
        facts, Field("severity", str(_("Alvorlighet")), codes="severity"),
        compare(facts, "severity", in_order=True), key="by_severity", title=str(_("Hendelser etter alvorlighet")),
    )  # fmt: skip
    return Section("by_severity", table.title, level=2, tables=(table,), picture=pictures.by_severity(facts))


def by_place(facts: Facts) -> Section:
    """Events by standard place (c): the eight largest, and the rest in one line."""
    table = table_of(
        facts, Field("place", str(_("Sted")), codes="place"), compare(facts, "place", top=pictures.TOP_PLACES),
        key="by_place", title=str(_("Hendelser etter sted")),
    )  # fmt: skip
    return Section("by_place", table.title, level=2, tables=(table,), picture=pictures.by_place(facts))


def by_mechanism(facts: Facts) -> Section:
    """Events by how they happened (d)."""
    table = table_of(
        facts, Field("mechanism", str(_("Hvordan det skjedde")), codes="mechanism"),
        compare(facts, "mechanism", top=TOP_OTHERS), key="by_mechanism",
        title=str(_("Hendelser etter hvordan det skjedde")),
    )  # fmt: skip
    return Section("by_mechanism", table.title, level=2, tables=(table,))


def by_activity(facts: Facts) -> Section:
    """Events by what people were doing (e)."""
    table = table_of(
        facts, Field("activity", str(_("Aktivitet")), codes="activity"), compare(facts, "activity", top=TOP_OTHERS),
        key="by_activity", title=str(_("Hendelser etter aktivitet")),
    )  # fmt: skip
    return Section("by_activity", table.title, level=2, tables=(table,))


def by_month(facts: Facts) -> Section:
    """Events by month, zeros too."""
    rows = [
        Count(month_words(month, facts), count.now, count.last_year, 0)
        for month, count in zip(facts.counted.months(), pictures.month_counts(facts), strict=True)
    ]
    table = table_of(
        facts, Field("month", str(_("Måned"))), rows, key="by_month", title=str(_("Hendelser etter måned")),
        note=so_far(facts),
    )  # fmt: skip
    return Section("by_month", table.title, level=2, tables=(table,), picture=pictures.by_month(facts))


def by_routine(facts: Facts) -> Section:
    """Events by whether a routine was followed (i)."""
    table = table_of(
        facts, Field("routine_status", str(_("Rutine")), codes="routine_status"),
        compare(facts, "routine_status", in_order=True), key="by_routine", title=str(_("Hendelser og rutiner")),
    )  # fmt: skip
    return Section("by_routine", table.title, level=2, tables=(table,))


def told_and_handled(facts: Facts) -> Section:
    """How soon events were told and closed, and how many have a cause (j)."""
    days = facts.unit.deadline_days
    labels = (
        str(_("Meldt innen 24 timer")), _("Lukket innen {days} dager").format(days=days),
        str(_("Årsak er skrevet")),
    )  # fmt: skip
    fields = [
        Field("what", str(_("Oppfølging"))), Field("n", str(_("Antall")), int), Field("of", str(_("Av")), int),
        Field("share", str(_("Andel")), float),
    ]  # fmt: skip
    if facts.compares:
        fields.append(Field("share_last_year", str(_("Andel i samme periode i fjor")), float))
    rows = []
    for label, now, past in zip(labels, _shares(facts.now), _shares(facts.last_year), strict=True):
        row: list[Any] = [label, *now, _share(*now)]
        rows.append((*row, _share(*past)) if facts.compares else tuple(row))
    note = str(_("Tidene gjelder hendelser som har et tidspunkt for når de ble meldt."))
    table = Table(
        "handling", str(_("Melding, behandling og årsak")), tuple(fields),
        tuple(rows) if facts.now.total else (), note=note, percent=("share", "share_last_year"),
        in_brackets=("share_last_year",), sheet=str(_("Oppfølging")),
    )  # fmt: skip
    return Section("handling", table.title, level=2, tables=(table,))


def rates(facts: Facts) -> Section:
    """Events per 1,000 days of attendance, with the denominator; none where children or days are missing."""
    text = [_("Oppholdsdager er antall {children} ganger antall {days}.").format(
        children=children_words(facts), days=_open_days(facts)
    )]  # fmt: skip
    text += _what_is_missing(facts.now.attendance, _("i perioden"))
    if facts.compares:
        text += _what_is_missing(facts.last_year.attendance, last_year_words(facts))
    fields = [
        Field("what", str(_("Periode"))), Field("events", str(_("Hendelser")), int),
        Field("days", str(_("Oppholdsdager")), int), Field("rate", str(_("Per 1000 oppholdsdager")), float),
        Field("injuries", str(_("Skader på barn")) if not _school(facts) else str(_("Skader på elever")), int),
        Field("injury_rate", str(_("Skader per 1000 oppholdsdager")), float),
    ]  # fmt: skip
    rows = [_rate_row(period_heading(facts), facts.now)]
    if facts.compares:
        rows.append(_rate_row(last_year_heading(facts), facts.last_year))
    note = str(_("Oppholdsdager er anslått der bare en del av en måned er med.")) if _estimated(facts) else ""
    table = Table(
        "rates", str(_("Hendelser per 1000 oppholdsdager")), tuple(fields), tuple(rows), note=note,
        sheet=str(_("Oppholdsdager")),
    )  # fmt: skip
    return Section("rates", table.title, level=2, text=tuple(text), tables=(table,))


def exposure(facts: Facts) -> Section | None:
    """Events and days in use for the places whose days are counted."""
    if not facts.uses:
        return None
    fields = [
        Field("place", str(_("Sted")), codes="place"), Field("events", str(_("Hendelser")), int),
        Field("days", str(_("Dager i bruk")), int), Field("rate", str(_("Hendelser per 10 dager i bruk")), float),
    ]  # fmt: skip
    if facts.compares:
        fields += [
            Field("events_last_year", str(_("Hendelser i fjor")), int),
            Field("days_last_year", str(_("Dager i bruk i fjor")), int),
            Field("rate_last_year", str(_("Per 10 dager i fjor")), float),
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
    for use in facts.uses:
        for one, when in ((use.now, ""), (use.last_year, str(_(" i fjor")))):
            if one.estimated and (not when or facts.compares):
                yield _("Dagene for «{place}»{when} er anslått.").format(
                    place=facts.label("place", use.standard), when=when
                )
    if facts.unlogged:
        yield _("Hendelser på dager som ikke står i loggen: {n}.").format(n=facts.unlogged)


def _use(use: Use) -> tuple[Any, ...]:
    """Events, days and rate; a place that was not in use has no rate, and no praise."""
    if use.days:
        return use.events, use.days, use.events / use.days * PER_DAYS
    return use.events, 0, str(_("ingen dager ført") if use.events else _("ikke i bruk"))


def _shares(sums: Sums) -> tuple[tuple[int, int], ...]:
    found = sums.handling
    return (found.told_soon, found.told), (found.in_time, found.due), (found.with_cause, sums.total)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _rate_row(label: str, sums: Sums) -> tuple[Any, ...]:
    days = sums.attendance.days if not sums.attendance.missing else None
    injuries = sums.of("kind", "child_injury")
    rate = [number / days * PER if days else None for number in (sums.total, injuries)]
    return label, sums.total, days, rate[0], injuries, rate[1]


def _what_is_missing(found: Attendance, when: str) -> list[str]:
    if not found.missing:
        return []
    months: Sequence[Month] = found.missing
    named = listed([f"{_month(month)}" for month in months]) if len(months) <= 12 else str(_("mer enn ett år"))
    return [_("Tall på barn og åpningsdager mangler {when} for {months}. Derfor regner vi ikke ut andelen.").format(
        when=when, months=named
    )]  # fmt: skip


def _month(month: Month) -> str:
    return plain_date(month.first).split(". ", 1)[-1]


def _estimated(facts: Facts) -> bool:
    return facts.now.attendance.estimated or (facts.compares and facts.last_year.attendance.estimated)


def _open_days(facts: Facts) -> str:
    return str(_("skoledager") if _school(facts) else _("åpningsdager"))


def _school(facts: Facts) -> bool:
    return facts.unit.kind is UnitKind.SKOLE

"""The charts of a report: by month, by place and by grade, this period beside the same days last year."""

from __future__ import annotations

from collections.abc import Sequence

from ikdesk.kernel.words import _, month_name, plain_date
from ikdesk.measures.sentences import NOT_WHY
from ikdesk.picture.spec import BarSpec, Series
from ikdesk.reports.facts_model import Count, Facts, compare
from ikdesk.reports.sentences import a_year_before, last_year_heading, period_heading

TOP_PLACES = 8


def month_counts(facts: Facts) -> tuple[Count, ...]:
    """Every month of the period up to today, zeros too, with the same month last year; the code is the month's."""
    counts = []
    for month in facts.counted.months():
        past = f"{month.year - 1:04}-{month.month:02}"
        counts.append(Count(month.code, facts.now.of("month", month.code), facts.last_year.of("month", past), 0))
    return tuple(counts)


def by_month(facts: Facts) -> BarSpec | None:
    """How many events each month."""
    counts = month_counts(facts)
    labels = [month_name(int(count.code[-2:]))[: 20 if len(counts) <= 6 else 3] for count in counts]
    title = _("Hendelser per måned, {period}").format(period=facts.period.name)
    return _bars(facts, "by_month", str(title), labels, counts) if len(counts) > 1 else None


def by_place(facts: Facts) -> BarSpec | None:
    """How many events at each kind of place, the largest first."""
    counts = _seen(compare(facts, "place", top=TOP_PLACES))
    labels = [facts.label("place", count.code) for count in counts]
    title = _("Hendelser etter sted, {period}").format(period=facts.period.name)
    return _bars(facts, "by_place", title, labels, counts, horizontal=True)


def age_counts(facts: Facts) -> tuple[tuple[str, int], ...]:
    """How many measures have been late how long."""
    labels = (_("Inntil 30 dager over fristen"), _("31–90 dager over fristen"), _("Mer enn 90 dager over fristen"))
    return tuple((str(label), number) for label, number in zip(labels, facts.work.ages, strict=True))


def ageing_bars(facts: Facts) -> BarSpec:
    """How long the late measures have been late."""
    counts = age_counts(facts)
    subtitle = _("{unit}. Tiltak over fristen {day}, n = {n}").format(
        unit=facts.unit.name, day=plain_date(facts.work.day), n=len(facts.work.overdue)
    )
    return BarSpec(
        "ageing", str(_("Så lenge er tiltakene over fristen")), subtitle, "", tuple(label for label, _n in counts),
        (Series(str(_("Tiltak")), tuple(number for _label, number in counts)),), str(_("tiltak")), horizontal=True,
    )  # fmt: skip


def _bars(
    facts: Facts, key: str, title: str, labels: Sequence[str], counts: Sequence[Count], *, horizontal: bool = False
) -> BarSpec | None:
    """Bars with the numbers behind them; None where there is nothing to draw."""
    if not any(count.now or count.last_year for count in counts):
        return None
    series = [Series(period_heading(facts), tuple(count.now for count in counts))]
    total = f"n = {facts.now.total}"
    if facts.compares:
        series.append(Series(last_year_heading(facts), tuple(count.last_year for count in counts), "past"))
        total = _("n = {now} ({past} {year})").format(
            now=facts.now.total, past=facts.last_year.total, year=a_year_before(facts)
        )
    words = {"unit": facts.unit.name, "total": total, "day": plain_date(facts.counted.last)}
    subtitle = (
        _("{unit}. Antall registrerte hendelser til og med {day}, {total}") if facts.provisional
        else _("{unit}. Antall registrerte hendelser, {total}")
    ).format(**words)  # fmt: skip
    return BarSpec(
        key, title, subtitle, str(NOT_WHY), tuple(labels), tuple(series), str(_("hendelser")), horizontal=horizontal,
        keys=tuple(count.code or "unknown" for count in counts),
    )  # fmt: skip


def _seen(counts: Sequence[Count]) -> list[Count]:
    return [count for count in counts if count.now or count.last_year]

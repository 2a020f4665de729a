"""When it happens: month by month, so far this year, weekday and hour, and whether something has changed over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise

from ikdesk.evidence.between import days_between, is_long
from ikdesk.evidence.chart import chart_for
from ikdesk.evidence.limits import c_limits
from ikdesk.evidence.runs import Runs, runs
from ikdesk.kernel.tertial import Month, Period, add_months
from ikdesk.kernel.words import _, listed, many, month_name, number, plain_date, weekday_name
from ikdesk.picture.grid_spec import GridSpec
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.parts import Flag, Level, Role, Series
from ikdesk.picture.spec import BarSpec, Spec
from ikdesk.statistics.between_pictures import seldom_levels, since_words
from ikdesk.statistics.chart_sentences import chart_words, runs_title, runs_words
from ikdesk.statistics.count_model import GroupFacts, MeasureFlag, Months
from ikdesk.statistics.count_sentences import counted_words, hours_title, outside_title, sure_of, title_of
from ikdesk.statistics.key_model import asks, found
from ikdesk.statistics.span_model import Span

MOST_MONTHS = 24  # bars beside one another that can be read
RUN_MONTHS = 24
FEWEST_GAPS = 6
_FIRST_HOUR, _LAST_HOUR, _FRIDAY = 8, 16, 5  # always shown; more where something happened then


def when_pictures(facts: GroupFacts, silence: str = "") -> tuple[Spec, ...]:
    """The pictures of the group, the most important first.

    Args:
        facts: of ``Group.WHEN``.
        silence: what is said beside a fall when little is reported.
    """
    months = facts.months
    if months is None:
        return ()
    made = (
        by_month(facts, months, silence), so_far(facts, months, silence), by_hour(facts),
        over_time(facts, months, silence),
    )  # fmt: skip
    return tuple(spec for spec in made if spec is not None)


def by_month(facts: GroupFacts, months: Months, silence: str) -> BarSpec:
    """Month by month, beside the same months before; a single month beside those that led to it."""
    seen = facts.overview
    span = seen.span
    shown = list(span.now.months())
    alone = len(shown) == 1
    if alone:
        shown = list(Period(add_months(shown[0].first, -11), span.now.after).months())
    shown = shown[-MOST_MONTHS:]
    past = [] if alone else _past(shown, span, months)
    numbers = {**months.by, **months.now} if alone else months.now
    series = [Series(span.name, tuple(numbers.get(month.code, 0) for month in shown))]
    if past:
        series.append(Series(span.past_name, tuple(past), "past"))
    ours = span.now.first.replace(day=1)
    roles: tuple[Role, ...] = tuple("now" if month.first >= ours else "past" for month in shown)
    judged = None if alone else seen.total.judgement
    return BarSpec(
        "months", title_of(str(_("Hendelser")), judged, span.past_name),
        counted_words(seen, str(_("Hendelser per måned"))),
        sure_of(judged, silence), _labels(shown), tuple(series), str(_("hendelser")),
        keys=tuple(_month_key(month, span) if numbers.get(month.code) else "" for month in shown),
        flags=_flags(shown, months.measures), roles=roles if alone else (),
        closed=frozenset(
            at for at, month in enumerate(shown) if month in months.closed and not any(row.values[at] for row in series)
        ),
        open_last=span.now.after < shown[-1].after,
    )  # fmt: skip


def so_far(facts: GroupFacts, months: Months, silence: str) -> LineSpec | None:
    """The sum month by month, beside the years before."""
    span = facts.overview.span
    year = list(Period(months.year, add_months(months.year, 12)).months())
    reached = [month for month in year if month.after <= span.now.after]
    if not reached or not months.years:
        return None

    def line(first: date, length: int) -> tuple[float, ...]:
        held = list(Period(first, add_months(first, length)).months())
        return tuple(accumulate(float(months.by.get(month.code, 0)) for month in held))

    lines = [(_year_name(months.year), line(months.year, len(reached)))]
    lines += [(_year_name(first), line(first, len(year))) for first in months.years]
    series = [Series(name, values, "past" if at else "now") for at, (name, values) in enumerate(lines)]
    until = reached[-1].after - timedelta(days=1)
    now, *past = (values[len(reached) - 1] for _name, values in lines)
    before = [_("{n} i {year}").format(n=number(n), year=name) for n, (name, _v) in zip(past, lines[1:], strict=True)]
    verdict = title_of(
        _("{year} så langt").format(year=_year_name(months.year)), months.so_far, _years_before(len(months.years))
    )
    return LineSpec(
        "so_far", verdict,
        _("Hendelser i alt til og med {day}: {n}, mot {before}").format(
            day=plain_date(until), n=number(now), before=listed(before)),
        sure_of(months.so_far, silence), tuple(month_name(month.month)[:3] for month in year), tuple(series),
        str(_("hendelser")), keys=tuple(found(months.by.get(month.code, 0), period=month.code) for month in year),
    )


def by_hour(facts: GroupFacts) -> GridSpec | None:
    """Weekday and hour, for use inside the unit only."""
    cells = facts.crossed["weekday hour"]
    if not cells:
        return None
    hours_hit = [int(hour) for _day, hour in cells]
    hours = list(range(min(_FIRST_HOUR, *hours_hit), max(_LAST_HOUR, *hours_hit) + 1))
    days = list(range(1, max(_FRIDAY, *(int(day) for day, _hour in cells)) + 1))
    known = sum(cells.values())
    missing = facts.overview.total.pair.now - known
    caption = many("{n} hendelse har ikke klokkeslett.", "{n} hendelser har ikke klokkeslett.", missing)
    return GridSpec(
        "hours", hours_title([(hour, sum(cells.get((str(day), str(hour)), 0) for day in days)) for hour in hours]),
        _("Hendelser etter ukedag og klokkeslett, {period}, n = {n}").format(period=facts.overview.span.name, n=known),
        caption if missing else "",
        tuple(f"{hour:02}" for hour in hours), tuple(weekday_name(day).capitalize() for day in days),
        tuple(tuple(cells.get((str(day), str(hour)), 0) for hour in hours) for day in days), str(_("hendelser")),
        keys=tuple(
            tuple(found(cells.get((str(day), str(hour)), 0), weekday=day, hour=hour) for hour in hours) for day in days
        ),
        row_sums=tuple(sum(cells.get((str(day), str(hour)), 0) for hour in hours) for day in days),
    )  # fmt: skip


def over_time(facts: GroupFacts, months: Months, silence: str = "") -> RunSpec | BarSpec | None:
    """A run chart where there are months and events enough, the days between events where there are few."""
    ended = facts.overview.span.now.after.replace(day=1)
    began = facts.overview.began
    shown = [month for month in Period(add_months(ended, -RUN_MONTHS), ended).months()
             if month not in months.closed and began is not None and month.after > began]  # fmt: skip
    values = [months.by.get(month.code, 0) for month in shown]
    chart = chart_for(values)
    match chart.kind:
        case "run":
            return _run(shown, values, runs(values), silence)
        case "between":
            return _gaps(facts, months, chart_words(chart), silence)
        case _:
            return None


def _run(shown: Sequence[Month], values: Sequence[int], judged: Runs, silence: str) -> RunSpec:
    limits = c_limits(list(values))
    outside = limits.outside(list(values))
    alone = [_month_words(shown[at]) for at in sorted(outside)]
    beside = silence if judged.too_long and judged.side == "below" else ""
    return RunSpec(
        "run", runs_title(judged) if judged.changed or not alone else outside_title(alone),
        _("Hendelser per måned, {first}–{last}").format(first=_month_words(shown[0]), last=_month_words(shown[-1])),
        f"{runs_words(judged)} {beside}".rstrip(), _labels(shown), tuple(float(value) for value in values),
        str(_("hendelser")),
        levels=(Level(0, len(values) - 1, judged.centre, _("midten: {n}").format(n=number(judged.centre, 1))),),
        low=_short(limits.low), high=_short(limits.high), marked=judged.marked | outside,
        keys=tuple(found(value, period=month.code) for month, value in zip(shown, values, strict=True)),
    )  # fmt: skip


def _short(values: Sequence[float | None]) -> tuple[float | None, ...]:
    """Limits with one decimal: they are no more certain than that."""
    return tuple(None if value is None else round(value, 1) for value in values)


def _gaps(facts: GroupFacts, months: Months, why: str, silence: str) -> BarSpec | None:
    """The days between events: the longer, the better; the last is not over."""
    gaps = days_between(months.days)
    if len(gaps) < FEWEST_GAPS:
        return None
    last = facts.overview.span.now.last
    since = (last - months.days[-1]).days
    labels = tuple(f"{day.day}.{day.month}." for day in months.days[1:])
    usual = sum(gaps) / len(gaps)
    shut = [month for month in months.closed if month.code not in months.by]

    def open_days(first: date, last: date) -> int:
        """Days nobody is there are no days nothing happened."""
        closed = (min(last, month.after) - max(first, month.first) for month in shut)
        return (last - first).days - sum(max(0, days.days) for days in closed)

    unusual = is_long([open_days(*pair) for pair in pairwise(months.days)], open_days(months.days[-1], last))
    average = Level(0, len(gaps), usual, _("snitt: {n}").format(n=number(usual, 1)))
    return BarSpec(
        "between", since_words(since, unusual=unusual),
        _("Dager mellom hendelser, de siste {n}. I snitt {days}.").format(n=len(gaps), days=number(usual, 1)),
        f"{why} {silence if unusual else ''}".rstrip(),
        (*labels, str(_("nå"))), (Series("", (*(float(gap) for gap in gaps), float(since))),), str(_("dager")),
        keys=tuple(asks(period=f"{day}..{day}") for day in (*months.days[1:], months.days[-1])), open_last=True,
        levels=(average, *seldom_levels(gaps, since)),
    )  # fmt: skip


def _past(shown: Sequence[Month], span: Span, months: Months) -> list[float]:
    """The same months of the earlier periods, or their average; empty where they do not lie month by month."""
    rows = [list(one.months())[-len(shown):] for one in span.past]
    if not rows or any([month.month for month in row] != [month.month for month in shown] for row in rows):
        return []
    pairs = list(zip(rows, months.past, strict=True))
    return [sum(numbers.get(row[at].code, 0) for row, numbers in pairs) / len(pairs) for at in range(len(shown))]


def _month_key(month: Month, span: Span) -> str:
    """The days of a month that are counted; all of it where it led to the month that is looked at."""
    whole = span.now.first <= month.first and month.after <= span.whole.after
    if whole or month.after <= span.now.first:
        return asks(period=month.code)
    first, last = max(month.first, span.now.first), min(month.after, span.now.after) - timedelta(days=1)
    return asks(period=f"{first}..{last}")


def _flags(shown: Sequence[Month], measures: Sequence[MeasureFlag]) -> tuple[Flag, ...]:
    """What was begun, a flag in front of the month it was begun in."""
    at: dict[int, list[MeasureFlag]] = {}
    for one in measures:
        where = next((n for n, month in enumerate(shown) if month.first <= one.day < month.after), None)
        if where is not None:
            at.setdefault(where, []).append(one)
    return tuple(Flag(where, _begun(ones)) for where, ones in sorted(at.items()))


def _begun(ones: Sequence[MeasureFlag]) -> str:
    day = plain_date(ones[0].day)
    if len(ones) > 1:
        return _("{n} tiltak, fra {day}").format(n=len(ones), day=day)
    return _("Tiltak {number}, fra {day}").format(number=ones[0].number, day=day)


def _labels(shown: Sequence[Month]) -> tuple[str, ...]:
    """Short names, with the year below where it begins."""
    if len({month.year for month in shown}) == 1:
        return tuple(month_name(month.month)[: 20 if len(shown) <= 4 else 3] for month in shown)
    return tuple(
        f"{month_name(month.month)[:3]}\n{month.year}" if at == 0 or month.month == 1 else month_name(month.month)[:3]
        for at, month in enumerate(shown)
    )


def _month_words(month: Month) -> str:
    return f"{month_name(month.month)} {month.year}"


def _year_name(first: date) -> str:
    return str(first.year) if first.month == 1 else f"{first.year}–{(first.year + 1) % 100:02}"


def _years_before(years: int) -> str:
    return str(_("året før")) if years == 1 else str(_("snittet av de to årene før"))



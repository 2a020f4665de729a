"""The pictures of a focus area: months with measures, days between, seasons, the verdict, and what happens when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from ikdesk.evidence.between import is_long
from ikdesk.evidence.chart import chart_for
from ikdesk.evidence.limits import u_limits
from ikdesk.evidence.runs import FEWEST_POINTS, runs
from ikdesk.focus.sentences import part_words, way_words
from ikdesk.focus.view_model import FocusView, MonthCount
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, many, month_name, number, plain_date, short_date
from ikdesk.measures import pictures as of_measures
from ikdesk.measures.effect_model import SeasonCount
from ikdesk.measures.sentences import NOT_WHY, effect_title, event_words, spot_words, use_words
from ikdesk.picture.line_spec import RunSpec
from ikdesk.picture.spec import BarSpec, Flag, GridSpec, Level, Series, StripSpec
from ikdesk.statistics.between_pictures import seldom_levels, since_words

MONTH_DAYS = 365.25 / 12
_NO_VERDICT = frozenset({"too_few", "not_in_use"})  # averages of next to nothing look like something
_MOST_GAPS = 24  # days between events that are shown
PER = 10  # days in use that a rate is for


def effect_strip(view: FocusView, book: Codebook) -> StripSpec | None:
    """The verdict as a strip; None where nothing is compared."""
    return of_measures.effect_strip(view.effect, book) if view.effect is not None else None


def month_bars(view: FocusView, book: Codebook) -> BarSpec:
    """What happened month by month, with the measures as flags and the levels before and after them.

    Args:
        book: the unit's lists.
    """
    months = view.months
    return BarSpec(
        "focus_months", area_title(view, book), _months_subtitle(view), str(NOT_WHY),
        labels=tuple(_month_label(one, first=at == 0) for at, one in enumerate(months)),
        series=(Series(str(_("Hendelser")), tuple(one.events for one in months)),), unit=str(_("hendelser")),
        keys=tuple(one.month.code for one in months),
        flags=_flags(view, lambda day: sum(one.month.after <= day for one in months), months[0].month.first),
        levels=_levels(view), closed=frozenset(at for at, one in enumerate(months) if one.closed),
        open_last=bool(months) and months[-1].going_on,
    )  # fmt: skip


def season_bars(view: FocusView, book: Codebook) -> BarSpec | None:
    """Season by season, as on the page of the measure; None where no season was counted.

    Args:
        book: the unit's lists.
    """
    if view.effect is not None:
        return of_measures.season_bars(view.effect, book)
    seasons = view.seasons
    if not seasons:
        return None
    title = _("{where}: hendelser sesong for sesong").format(where=spot_words(view.row.target, book))
    return BarSpec(
        "focus_seasons", title, _("Til og med {day}").format(day=plain_date(view.year.last)), str(NOT_WHY),
        labels=tuple(_season_label(one, view, book) for one in seasons),
        series=(Series(str(_("Hendelser")), tuple(one.events for one in seasons)),), unit=str(_("hendelser")),
        keys=tuple(one.short for one in seasons), open_last=not seasons[-1].whole,
    )  # fmt: skip


def over_time(view: FocusView, book: Codebook) -> BarSpec | RunSpec | None:
    """The chart over time that so many events bear: a run chart, the days between, or none.

    Args:
        book: the unit's lists.
    """
    months = _points(view)
    match chart_for([one.events for one in months], before=_before(view, months)).kind:
        case "run":
            return run_chart(view, book)
        case "between":
            return between_bars(view, book)
        case _:
            return None


def run_chart(view: FocusView, book: Codebook) -> RunSpec:
    """Months as points around their median, with the range that chance alone gives, and what is no chance marked.

    Where the days in use are written down, they are rates, and the range is wider where there were few days.

    Args:
        book: the unit's lists.
    """
    months = _points(view)
    in_use = [one for one in months if one.used]  # a month it was not in use has no rate
    rated = len(in_use) >= FEWEST_POINTS and all(one.used or (one.used == 0 and not one.events) for one in months)
    months = in_use if rated else months
    counts = [one.events for one in months]
    before = _before(view, months)
    per = [(one.used or 0) / PER if rated else 1.0 for one in months]
    values = tuple(count / one for count, one in zip(counts, per, strict=True))
    found, limits = runs(values, before=before), u_limits(counts, per, before=before)
    where = spot_words(view.row.target, book)
    title = _("{where}: noe har endret seg") if found.changed else _("{where}: svinger som tilfeldigheter gjør")
    middle = number(found.centre, 0 if found.centre.is_integer() else 1)
    centre = (_("midten: {n}") if rated else _("midten: {n} per måned")).format(n=middle)
    return RunSpec(
        "focus_runs", title.format(where=where), _until(view), _run_caption(before, rated=rated),
        labels=tuple(_month_label(one, first=at == 0) for at, one in enumerate(months)), values=values,
        unit=str(_("hendelser per 10 dager i bruk") if rated else _("hendelser")),
        levels=(Level(0, len(months) - 1, found.centre, centre),), low=limits.low, high=limits.high,
        marked=found.marked,
        flags=_flags(view, lambda day: sum(one.month.after <= day for one in months), months[0].month.first),
        keys=tuple(one.month.code for one in months),
    )  # fmt: skip


def between_bars(view: FocusView, book: Codebook) -> BarSpec | None:
    """How many days there were between one event and the next, and how many since the last; None before the second.

    Args:
        book: the unit's lists.
    """
    gaps = [gap for gap in view.gaps if gap.days is not None][-_MOST_GAPS:]
    if not gaps or view.days_since is None:
        return None
    values = [*(gap.days or 0 for gap in gaps), view.days_since]
    days_open = _open_days(view)
    unusual = is_long(days_open[:-1], days_open[-1])
    said = since_words(view.days_since, unusual=unusual) if view.days_since else str(_("sist i dag"))
    usual: tuple[Level, ...] = ()
    if view.usual_gap is not None:
        days = many("vanligvis {n} dag", "vanligvis {n} dager", max(1, round(view.usual_gap)))
        usual = (Level(0, len(values) - 1, view.usual_gap, days),)
    counted = _("Dager mellom hendelsene. Jo høyere søyle, jo lenger gikk det.")
    if view.row.target.season.name != "ALL_YEAR":
        counted = _("Dager i sesongen mellom hendelsene. Jo høyere søyle, jo lenger gikk det.")
    return BarSpec(
        "focus_between", f"{spot_words(view.row.target, book)}: {said}", str(counted), str(NOT_WHY),
        labels=(*(short_date(gap.day) for gap in gaps), str(_("nå"))),
        series=(Series(str(_("Dager siden forrige")), tuple(values)),), unit=str(_("dager")),
        keys=(*(gap.day.isoformat() for gap in gaps), "now"),
        flags=_flags(view, lambda day: sum(gap.day < day for gap in gaps), gaps[0].day),
        levels=(*usual, *seldom_levels(values[:-1], view.days_since)), open_last=True,
    )  # fmt: skip


def _open_days(view: FocusView) -> list[int]:
    """The days between, and since the last, without the months nobody was there: they are missing, not quiet."""
    gaps = [gap for gap in view.gaps if gap.days is not None][-_MOST_GAPS:]
    values = [*(gap.days or 0 for gap in gaps), view.days_since or 0]
    if view.row.target.season.name != "ALL_YEAR":
        return values  # only days of the season were counted
    ends = [*(gap.day for gap in gaps), view.year.last]
    shut = [one.month for one in view.months if one.closed]
    begun = [end - timedelta(days=days) for end, days in zip(ends, values, strict=True)]
    return [
        days - sum(max(0, (min(end, month.after) - max(first, month.first)).days) for month in shut)
        for first, end, days in zip(begun, ends, values, strict=True)
    ]


def where_grid(view: FocusView, book: Codebook) -> GridSpec | None:
    """What happens when: how it happens (or what they did) by the part of the day; None where nothing happened.

    Args:
        book: the unit's lists.
    """
    pattern = view.pattern
    if not pattern.rows:
        return None
    columns, rows = part_words(pattern), way_words(pattern, book)
    cells = tuple(row[: len(columns)] for row in pattern.cells)
    sums, title = tuple(sum(row) for row in cells), _pattern_title(view, book)
    since = _("{first}–{last}").format(
        first=f"{month_name(view.months[0].month.month)} {view.months[0].month.year}",
        last=f"{month_name(view.months[-1].month.month)} {view.months[-1].month.year}",
    )
    return GridSpec(
        "focus_pattern", title, _("Hendelser, {period}").format(period=since), str(NOT_WHY), columns, rows, cells,
        str(_("hendelser")), keys=tuple((str(code or ""),) * len(columns) for code in pattern.rows), row_sums=sums,
        column_sums=tuple(sum(row[at] for row in cells) for at in range(len(columns))), total=sum(sums),
        row_keys=tuple(str(code or "") for code in pattern.rows),
    )  # fmt: skip


def area_title(view: FocusView, book: Codebook) -> str:
    """The message over what happened: the verdict where there is one, else only how often.

    Args:
        book: the unit's lists.
    """
    if view.effect is not None:
        return effect_title(view.effect, book)
    events = event_words(view.events)
    return _("{where}: {events} siste 12 måneder").format(where=spot_words(view.row.target, book), events=events)


def _pattern_title(view: FocusView, book: Codebook) -> str:
    """What happens most, where something stands out."""
    pattern, where = view.pattern, spot_words(view.row.target, book)
    known = [(sum(cells), code) for code, cells in zip(pattern.rows, pattern.cells, strict=True) if code]
    total = sum(sum(cells) for cells in pattern.cells)
    if not known or 2 * known[0][0] <= total:
        return _("{where}: når og hvordan det skjer").format(where=where)
    way = book.label(pattern.by, known[0][1])
    words = {"where": where, "way": way[:1].lower() + way[1:], "n": number(known[0][0]), "all": number(total)}
    return _("{where}: {n} av {all} er {way}").format(**words)


def _flags(view: FocusView, at: Callable[[date], int], first: date) -> tuple[Flag, ...]:
    """Each day something was put to work, with what it was; what began before the first bar is not shown."""
    found: dict[int, list[tuple[int, date]]] = {}
    for one in view.begun:
        if one.started_on is not None and one.started_on >= first:
            found.setdefault(at(one.started_on), []).append((one.number, one.started_on))
    return tuple(Flag(spot, _flag_words(begun)) for spot, begun in sorted(found.items()))


def _flag_words(begun: list[tuple[int, date]]) -> str:
    day = plain_date(begun[0][1])
    if len(begun) > 1:
        return _("{what}, fra {day}").format(what=many("{n} tiltak", "{n} tiltak", len(begun)), day=day)
    return _("Tiltak {number}, fra {day}").format(number=begun[0][0], day=day)


def _levels(view: FocusView) -> tuple[Level, ...]:
    """What there were in a month of the seasons that are compared; a verdict stands over them, so they mislead nobody.

    The average is of the whole seasons, also of what lies before the first bar.
    """
    if view.effect is None or view.effect.judgement.verdict in _NO_VERDICT:
        return ()
    found = []
    for seasons, words in (
        (view.effect.before, _("før: {n} per måned")), (view.effect.after, _("etter: {n} per måned")),
    ):  # fmt: skip
        days = sum(one.period.days for one in seasons)
        spots = [
            at for at, one in enumerate(view.months) if any(one.month.first in season.period for season in seasons)
        ]
        if days and spots:
            value = sum(one.events for one in seasons) / (days / MONTH_DAYS)
            found.append(Level(spots[0], spots[-1], value, words.format(n=number(value, 1))))
    return tuple(found)


def _points(view: FocusView) -> list[MonthCount]:
    """The months that are points of a chart over time."""
    return [one for one in view.months if one.charted]


def _before(view: FocusView, months: list[MonthCount]) -> int | None:
    """How many of them came before the first measure of the verdict; None without one."""
    if view.effect is None:
        return None
    return sum(one.month.after <= view.effect.started_on for one in months)


def _run_caption(before: int | None, *, rated: bool) -> str:
    parts = [str(_("Det grå feltet er bredere i måneder med få dager i bruk."))] if rated else []
    if before is not None and before >= 12:
        parts.append(str(_("Midten og grensene er fra tiden før tiltaket.")))
    return " ".join([*parts, str(NOT_WHY)])


def _until(view: FocusView) -> str:
    return _("Hendelser måned for måned til og med {day}.").format(day=plain_date(view.year.last))


def _months_subtitle(view: FocusView) -> str:
    said = _until(view)
    closed = any(one.closed for one in view.months) and view.row.target.season.name != "ALL_YEAR"
    return f"{said} {_('Utenom sesongen er det ingen søyle.')}" if closed else said


def _month_label(one: MonthCount, *, first: bool) -> str:
    name = month_name(one.month.month)[:3]
    return f"{name}\n{one.month.year}" if first or one.month.month == 1 else name


def _season_label(one: SeasonCount, view: FocusView, book: Codebook) -> str:
    if one.exposure is None:
        return f"{one.short}\n{_('dager ikke ført')}"
    days = use_words(one.exposure, view.use_kind, view.row.target, book)
    return f"{one.short}\n{_('{days}, anslått').format(days=days) if one.estimated else days}"


__all__ = [
    "area_title", "between_bars", "effect_strip", "month_bars", "over_time", "run_chart", "season_bars", "where_grid",
]  # fmt: skip

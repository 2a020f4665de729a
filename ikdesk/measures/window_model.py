"""Windows: which days are compared with which, so that a fall is not only spring, luck or a bad winter left behind.

Seasons, the season that triggered the measure, the baseline before it and the days after it; dates only, nothing is
counted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from ikdesk.kernel.tertial import Period
from ikdesk.measures.effect_model import SeasonRole
from ikdesk.unit.model import Season
from ikdesk.unit.season_model import Own, Stretch, season_around, seasons_back

BASELINE = 3  # seasons
YEARS = 14  # looked back over; what is older says little about today
_ONE_DAY = timedelta(days=1)
_LONGEST = 366  # days in a year


@dataclass(frozen=True, slots=True)
class Plan:
    """What the windows of a measure follow from."""

    season: Season  # of the place it is aimed at
    own: Own | None  # the place's own months
    started: date
    decided: date | None = None
    trigger_first: date | None = None  # first day of the season that triggered it; None: there is none
    kept: bool = False  # that season is compared with, too
    planned: date | None = None  # the day chosen for the look

    @property
    def trigger(self) -> Stretch | None:
        """The season that triggered the measure."""
        return season_around(self.season, self.trigger_first, self.own) if self.trigger_first else None

    @property
    def undisturbed(self) -> date:
        """The first day the measure, or the decision about it, may have changed something."""
        return min(self.started, self.decided + _ONE_DAY) if self.decided else self.started


@dataclass(frozen=True, slots=True)
class Window:
    """A season, or the same tertial of a year, and what it may be in the comparison."""

    name: str
    short: str
    whole: Period
    counted: Period  # the days of it that are compared
    role: SeasonRole  # "before" and "trigger": may be in the baseline
    like: Period | None = None  # the days that are like those of the other windows: for what else was reported

    @property
    def is_whole(self) -> bool:
        """Whether all its days are compared."""
        return _same(self.counted, self.whole)


@dataclass(frozen=True, slots=True)
class Windows:
    """All windows, oldest first, and how far they were counted."""

    all: tuple[Window, ...]
    counted_to: date

    @property
    def after(self) -> tuple[Window, ...]:
        """Those since the measure began."""
        return tuple(window for window in self.all if window.role == "after")

    @property
    def same_dates(self) -> bool:
        """Whether parts of seasons are compared: the same dates of each."""
        return any(window.role == "before" and not window.is_whole for window in self.all)


def season_windows(plan: Plan, today: date) -> Windows:
    """Whole seasons: those before the season that triggered the measure, and those that began after it.

    Without such a season, a measure that began inside a season is compared with the same dates of earlier years until
    a later season is over; then whole seasons are compared.

    Args:
        plan: of the measure.
        today: the day it is; nothing later than this or the planned day is counted.
    """
    last = min(today, plan.planned or today)
    stretches = [_bare(one) for one in reversed(seasons_back(plan.season, max(last, plan.started), YEARS, plan.own))]
    trigger = plan.trigger
    if trigger is not None:
        found = [_by_trigger(one, trigger.period, plan, last) for one in stretches]
    else:
        found = _without_trigger(stretches, plan, last)
    return _counted(found, last)


def period_windows(plan: Plan, period: Period, today: date) -> Windows:
    """The same tertial of this year and of earlier ones; the same dates where it is not over, or only begun in.

    Args:
        plan: of the measure.
        period: usually a tertial; any that is not longer than it is apart from the next.
        today: the day it is.
    """
    trigger = plan.trigger
    first = max(period.first, plan.started, trigger.period.after if trigger else period.first)
    counted = Period(first, min(period.after, today + _ONE_DAY))
    now = Window(period.name, _short(period), period, counted, "after" if counted.days > 0 else "neither")
    found, step = [now], ceil(period.days / _LONGEST)
    for number in range(1, YEARS):
        for _year in range(step):
            period = period.a_year_before()
        same = Period(_years_back(counted.first, number * step), _years_back(counted.after, number * step))
        window = Window(period.name, _short(period), period, same, "before")
        found.append(_earlier(window, trigger.period if trigger else None, plan))
    return _counted(found[::-1], min(today, period.last))


def baseline(windows: Sequence[Window], known: Sequence[bool], *, kept: bool) -> tuple[int, ...]:
    """Which windows the measure is compared with: the three latest before the trigger; it alone if there is no other.

    Args:
        windows: oldest first.
        known: for each, whether it is known that the place was in use.
        kept: the season that triggered the measure is one of them.
    """
    usable = [n for n, there in enumerate(known) if there and windows[n].role in {"before", "trigger"}]
    before = [n for n in usable if windows[n].role == "before"]
    return tuple((usable if kept or not before else before)[-BASELINE:])


def planned_end(plan: Plan) -> date | None:
    """The last day of the comparison as it was planned: that day, or the end of the last season before it."""
    return season_windows(plan, plan.planned).counted_to if plan.planned else None


def _by_trigger(window: Window, trigger: Period, plan: Plan, last: date) -> Window:
    if _same(window.whole, trigger):
        cut = Period(trigger.first, max(trigger.first, min(trigger.after, plan.undisturbed)))
        return replace(window, counted=cut, role="trigger")
    if window.whole.first > trigger.first:
        return _later(window, plan, last)
    return replace(window, role="before" if window.whole.after <= plan.started else "neither")


def _later(window: Window, plan: Plan, last: date) -> Window:
    counted = Period(max(window.whole.first, plan.started), min(window.whole.after, last + _ONE_DAY))
    return replace(window, counted=counted, role="after") if counted.days > 0 else window


def _without_trigger(windows: list[Window], plan: Plan, last: date) -> list[Window]:
    begun = next((one for one in windows if one.whole.first < plan.started < one.whole.after), None)
    if begun is None or any(one.whole.first > plan.started and one.whole.last <= last for one in windows):
        return [_whole(one, plan, last) for one in windows]
    counted = Period(plan.started, max(plan.started, min(begun.whole.after, last + _ONE_DAY)))
    return [_same_dates(one, begun, counted) for one in windows]


def _whole(window: Window, plan: Plan, last: date) -> Window:
    if window.whole.first >= plan.started:
        return _later(window, plan, last)
    return replace(window, role="before" if window.whole.after <= plan.started else "neither")


def _same_dates(window: Window, begun: Window, counted: Period) -> Window:
    years = begun.whole.first.year - window.whole.first.year
    if years < 0:
        return window
    role: SeasonRole = "before" if years else "after" if counted.days > 0 else "neither"
    return replace(window, counted=_earlier_dates(counted, years), role=role)


def _earlier(window: Window, trigger: Period | None, plan: Plan) -> Window:
    """What a tertial of an earlier year is in the comparison with this year's."""
    if trigger is not None and window.whole.first < trigger.after and trigger.first < window.whole.after:
        cut = Period(window.counted.first, max(window.counted.first, min(window.counted.after, plan.undisturbed)))
        return replace(window, counted=cut, role="trigger")
    ends = min(plan.started, trigger.first) if trigger is not None else plan.started
    return window if window.counted.after <= ends else replace(window, role="neither")


def _counted(found: list[Window], last: date) -> Windows:
    """Say how far the windows were counted, and which days of each are like those of the others."""
    after = [window for window in found if window.role == "after"]
    whole = [window for window in after if window.is_whole]
    latest = after[-1] if after else None
    if latest is None or whole:
        alike = [replace(one, like=None if one.role == "after" and not one.is_whole else one.whole) for one in found]
    else:
        alike = [replace(one, like=_like(one, latest)) for one in found]
    return Windows(tuple(alike), latest.counted.last if latest else last)


def _like(window: Window, latest: Window) -> Period | None:
    """The dates of a cut window in another year; of several cut ones only the latest is compared so."""
    years = latest.whole.first.year - window.whole.first.year
    if window.role == "after" and years:
        return None
    return _earlier_dates(latest.counted, years)


def _bare(stretch: Stretch) -> Window:
    return Window(stretch.name, stretch.short, stretch.period, stretch.period, "neither")


def _earlier_dates(period: Period, years: int) -> Period:
    return Period(_years_back(period.first, years), _years_back(period.after, years))


def _years_back(day: date, years: int) -> date:
    """The same day of an earlier year, as a bound; 29 February is 1 March where there is none."""
    if (day.month, day.day) != (2, 29):
        return day.replace(year=day.year - years)
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def _short(period: Period) -> str:
    """ "T1 2026"; what is not a part of a year keeps its name."""
    year, dash, part = period.code.partition("-")
    if dash and part[:1] in "TQH" and len(part) == 2:
        return f"{part} {year}"
    return year if period.code == year else period.name


def _same(one: Period, other: Period) -> bool:
    return (one.first, one.after) == (other.first, other.after)

"""What was counted in the windows of a measure, put together: gates, verdict, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from statistics import median

from ikdesk.evidence.gates import (
    bundle_gate,
    dispersion_gate,
    exposure_gate,
    regression_gate,
    reporting_gate,
    unplanned_gate,
)
from ikdesk.evidence.kinds import Gate, Judgement, Stratum, Tally
from ikdesk.evidence.verdict import RISES, capped, judge, settles, unjudged
from ikdesk.kernel.tertial import Period
from ikdesk.measures.effect_model import ExposureKind, SeasonCount, SeasonRole
from ikdesk.measures.window_model import Plan, Window, Windows, baseline, planned_end

_ONE_DAY = timedelta(days=1)
_KEPT = 256  # numbers whose verdict is kept: page after page asks about the same ones


@dataclass(frozen=True, slots=True)
class Count:
    """What was reported in a period: at the target, and elsewhere."""

    events: int
    serious: int  # of these, grade 2 or more
    near: int  # of these, near misses
    others: int  # all other reports
    other_near: int  # of these, near misses
    unlogged: int = 0  # at the target, on a day that is not in the log of a counted place


@dataclass(frozen=True, slots=True)
class Amount:
    """How much a target was in use."""

    days: float
    estimated: bool  # entered afterwards as a total, or counted by the calendar


@dataclass(frozen=True, slots=True)
class Use:
    """How much it was in use in each period, and which windows can be compared with."""

    kind: ExposureKind
    amounts: Mapping[Period, Amount | None]  # None: nobody knows
    known: tuple[bool, ...]  # for each window
    chosen: tuple[int, ...]  # the windows of the baseline
    missing: bool  # some of what was to be written down was not

    def of(self, period: Period) -> float | None:
        """The exposure in a period; None where nobody knows."""
        amount = self.amounts[bare(period)]
        return None if amount is None else amount.days

    def estimated(self, period: Period) -> bool:
        """Whether it was entered afterwards as a total, or counted by the calendar."""
        amount = self.amounts[bare(period)]
        return amount is not None and amount.estimated


@dataclass(frozen=True, slots=True)
class Comparison:
    """The windows of a measure and everything counted in them.

    Args:
        plan: of the measure.
        windows: oldest first.
        counts: by period.
        use: exposure by period, and the baseline.
        tertial: compared with the same of earlier years; None: seasons are compared.
    """

    plan: Plan
    windows: Windows
    counts: Mapping[Period, Count]
    use: Use
    tertial: Period | None

    @property
    def before(self) -> tuple[Window, ...]:
        """The windows of the baseline."""
        return tuple(self.windows.all[n] for n in self.use.chosen)

    @property
    def stretch(self) -> tuple[date, date]:
        """The last day before, and the last day counted: what began between them cannot be told apart."""
        trigger = self.plan.trigger
        ends = [one.counted.last for one in self.before]
        if not ends:
            ends = [(trigger.period.first if trigger else self.plan.started) - _ONE_DAY]
        return ends[-1], self.windows.counted_to

    def judgement(self, others: int) -> Judgement:
        """The verdict under all gates.

        Args:
            others: how many other measures it cannot be told apart from.
        """
        gates = self._gates(others)
        if not self.before:
            return unjudged(self._tally(self.windows.after), gates)
        found = _judged(self._stratum(self.before), self._kept())
        return replace(found, verdict=capped(found.uncapped, gates), gates=gates)

    def settles(self, judgement: Judgement) -> tuple[int | None, date | None]:
        """So many more or fewer make it a probable fall, and until when; no day: in the next like window.

        While a season goes on, what is left of it comes first. Nothing where a gate never lets it be a probable fall.
        """
        never = any(gate.state == "caps" and gate.ceiling == "cannot_say" for gate in judgement.gates)
        latest = self.windows.after[-1] if self.windows.after else None
        usual = [days for one in self._usual() if (days := self.use.of(one.counted))]
        if never or not self.before or not usual:
            return None, None
        before, after, days = self._tally(self.before), self._tally(self.windows.after), float(median(usual))
        if latest is None or latest.counted.after == latest.whole.after:
            return _settled_by(before, after, days), None
        if not self._whole_may_come(latest):
            return None, None
        left = max(0.0, days - (self.use.of(latest.counted) or 0))
        return _settled_by(before, after, left), latest.whole.last

    def only_near_misses_rose(self, judgement: Judgement) -> bool:
        """Whether a rise is gone once what only nearly happened is left out."""
        if judgement.verdict not in RISES[1:] or not self.before:
            return False
        hurt = _judged(self._stratum(self.before, near=False), self._kept(near=False))
        return hurt.uncapped not in RISES[1:]

    def seasons(self, today: date) -> tuple[SeasonCount, ...]:
        """The windows from the first that is compared or triggered the measure on, with what was counted in them."""
        roles = [self._role(n) for n in range(len(self.windows.all))]
        first = next((n for n, role in enumerate(roles) if role != "neither"), len(roles))
        return tuple(
            self._season(window, role, shown(self.windows, window, role, today))
            for window, role in list(zip(self.windows.all, roles, strict=True))[first:]
        )

    def _usual(self) -> tuple[Window, ...]:
        """The windows that tell how much a window is usually in use."""
        whole = [one for one in self.windows.after if one.like is not None and one.is_whole]
        return (*self.before, *whole)

    def _whole_may_come(self, latest: Window) -> bool:
        """Whether a window that goes on will be counted to its end, and the others show how much that usually is."""
        ends = self.plan.planned is None or self.plan.planned >= latest.whole.last
        return ends and not self.windows.same_dates and latest.counted.first == latest.whole.first

    def _role(self, number: int) -> SeasonRole:
        if number in self.use.chosen:
            return "before"
        role = self.windows.all[number].role
        return "neither" if role == "before" else role

    def _season(self, window: Window, role: SeasonRole, period: Period) -> SeasonCount:
        count = self.counts[bare(period)]
        whole = bare(period) == bare(window.whole)
        return SeasonCount(
            window.name, window.short, window.whole if whole else period, role, count.events, count.serious,
            self.use.of(period), self.use.estimated(period), whole,
        )  # fmt: skip

    def _gates(self, others: int) -> tuple[Gate, ...]:
        like_before = [one.like for one in self.before if one.like is not None]
        like_after = [one.like for one in self.windows.after if one.like is not None]
        earlier = [one for one, known in zip(self.windows.all, self.use.known, strict=True)
                   if known and one.role in {"before", "trigger"}]  # fmt: skip
        compared = [one.counted for one in (*self.before, *self.windows.after)]
        return (
            self._regression(),
            self._reporting(like_before, like_after),
            self._unplanned(),
            bundle_gate(others),
            dispersion_gate([self._tally([one]) for one in earlier]),
            exposure_gate(
                [self.use.of(period) for period in like_before], [self.use.of(period) for period in like_after],
                estimated=any(self.use.estimated(period) for period in compared), missing=self.use.missing,
            ),
        )  # fmt: skip

    def _regression(self) -> Gate:
        tied, kept = self.plan.trigger is not None, any(one.role == "trigger" for one in self.before)
        if tied and not self.before:
            return Gate("regression", "handled", reason="left_out", numbers={"others": 0.0})
        return regression_gate(tied=tied, kept=kept, others=sum(one.role == "before" for one in self.before))

    def _reporting(self, before: Iterable[Period], after: Iterable[Period]) -> Gate:
        """What else was reported, in windows that are alike."""
        was = [self.counts[bare(period)] for period in before]
        now = [self.counts[bare(period)] for period in after]
        others = [one.others for one in was], [one.others for one in now]
        near = sum(one.other_near for one in was), sum(one.other_near for one in now)
        return reporting_gate(*others, *near, sum(others[0]), sum(others[1]))

    def _unplanned(self) -> Gate:
        counted_to = self.windows.counted_to
        last = self.tertial.last if self.tertial else planned_end(self.plan) or counted_to
        return unplanned_gate(counted_to=counted_to, comparison_last=last, planned=self.plan.planned)

    def _kept(self, *, near: bool = True) -> Stratum | None:
        """The same with the season that triggered the measure among those before; None where it is already."""
        numbers = baseline(self.windows.all, self.use.known, kept=True)
        if numbers == self.use.chosen:
            return None
        return self._stratum([self.windows.all[n] for n in numbers], near=near)

    def _stratum(self, before: Iterable[Window], *, near: bool = True) -> Stratum:
        return Stratum(self._tally(before, near=near), self._tally(self.windows.after, near=near))

    def _tally(self, windows: Iterable[Window], *, near: bool = True) -> Tally:
        """All windows together.

        Args:
            windows: any.
            near: count near misses, too.
        """
        periods = [one.counted for one in windows]
        counts = [self.counts[bare(period)] for period in periods]
        events = sum(one.events if near else one.events - one.near for one in counts)
        return Tally(events, float(sum(self.use.of(period) or 0 for period in periods)))


@lru_cache(_KEPT)
def _judged(compared: Stratum, kept: Stratum | None) -> Judgement:
    """The verdict before any gate, which depends on nothing but the numbers."""
    return judge([compared], kept=None if kept is None else [kept])


_settled_by = lru_cache(_KEPT)(settles)


def asked_about(windows: Windows, today: date) -> list[Period]:
    """Every stretch of days that must be counted."""
    found: dict[Period, None] = {}
    for window in windows.all:
        for role in ("before", "neither"):
            found[bare(shown(windows, window, role, today))] = None
        if window.like is not None:
            found[bare(window.like)] = None
    return list(found)


def shown(windows: Windows, window: Window, role: SeasonRole, today: date) -> Period:
    """The days of a window that are told about: those compared, or those like them."""
    if role in {"before", "after"}:
        return window.counted
    like = window.like if windows.same_dates and window.like is not None and window.like.first <= today else None
    return (like or window.whole).cut(today)


def bare(period: Period) -> Period:
    """The days of a period, whatever it is called."""
    return Period(period.first, period.after)

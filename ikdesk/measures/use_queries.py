"""How much a target was in use in each window, in the best unit that is known for all that is compared.

Best first: the days written down for the place, children × open days, open days by the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.measures.comparison_model import Amount, Count, Use, bare
from ikdesk.measures.effect_model import ExposureKind
from ikdesk.measures.target_queries import Aim
from ikdesk.measures.window_model import Window, baseline
from ikdesk.unit.calendar_model import open_days_within
from ikdesk.unit.exposure_queries import exposure_in
from ikdesk.unit.queries import Attendance, attendance_in


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be compared."""

    aim: Aim
    windows: tuple[Window, ...]  # oldest first
    counts: Mapping[Period, Count]  # of every period that is asked about
    kept: bool  # the season that triggered the measure is compared with, too
    began: date | None  # the day of the first event that was ever recorded
    has_log: bool  # somebody wrote down days in use

    @property
    def after(self) -> list[Period]:
        """The days since the measure began."""
        return [bare(window.counted) for window in self.windows if window.role == "after"]


def use_of(session: Session, asked: Asked, *, viewer: Viewer, today: date) -> Use:
    """How much the target was in use, in the best unit in which all that is compared is known.

    A counted place that was not in use since the measure began, and where nothing happened, is not counted by other
    days instead: it was not in use.

    Args:
        asked: the windows, with the events counted in them.
    """
    viewer.may(Right.READ)
    tried: list[Use] = []
    for use in _uses(session, asked, viewer, today):
        if not _fits(use, asked):
            continue
        if use.chosen or (use.kind == "logged" and not sum(use.of(period) or 0 for period in asked.after)):
            return use
        tried.append(use)
    return tried[0]  # no baseline in any unit; the calendar always fits


def _uses(session: Session, asked: Asked, viewer: Viewer, today: date) -> Iterator[Use]:
    """Best first; each is asked for only if those before it did not do."""
    if asked.aim.logged and asked.has_log:
        yield _logged(session, asked, viewer, today)
    stay = attendance_in(session, list(asked.counts), viewer=viewer, today=today)
    days = {period: _stay(period, found) for period, found in zip(asked.counts, stay, strict=True)}
    yield _use("attendance", asked, days, tuple(
        asked.began is not None and asked.began < one.counted.after
        for one in asked.windows
    ))  # fmt: skip
    # where not even the months are known, only what is after the first report: before it nobody wrote anything down
    began = asked.began.replace(day=1) if asked.began else date.max
    opened = {period: _open(period) for period in asked.counts}
    yield _use("open_days", asked, opened, tuple(one.counted.first >= began for one in asked.windows))


def _fits(use: Use, asked: Asked) -> bool:
    """Whether it is known how much it was in use since the measure began, and that holds what happened there."""
    days = [use.of(period) for period in asked.after]
    events = sum(asked.counts[period].events for period in asked.after)
    return None not in days and (not events or any(days))


def _logged(session: Session, asked: Asked, viewer: Viewer, today: date) -> Use:
    periods = list(asked.counts)
    found = exposure_in(session, asked.aim.places, periods, viewer=viewer, today=today)
    known = [None if one is None else Amount(one.days, one.estimated) for one in found]
    use = _use("logged", asked, dict(zip(periods, known, strict=True)), tuple(True for _window in asked.windows))
    compared = [*(bare(asked.windows[n].counted) for n in use.chosen), *asked.after]
    missing = any(asked.counts[period].unlogged for period in compared)
    return Use(use.kind, use.amounts, use.known, use.chosen, missing)


def _use(
    kind: ExposureKind, asked: Asked, amounts: Mapping[Period, Amount | None], known: tuple[bool, ...]
) -> Use:
    there = tuple(
        usable and _in_use(amounts[bare(window.counted)])
        for window, usable in zip(asked.windows, known, strict=True)
    )
    return Use(kind, amounts, there, baseline(asked.windows, there, kept=asked.kept), asked.aim.logged)


def _in_use(amount: Amount | None) -> bool:
    return amount is not None and amount.days > 0


def _stay(period: Period, found: Attendance) -> Amount | None:
    """Children × open days; a month that is counted in part is not estimated enough to make a verdict worth less."""
    return None if found.missing or not period.days else Amount(found.days, estimated=False)


def _open(period: Period) -> Amount:
    return Amount(open_days_within(period.first, period.after) or period.days, estimated=True)

"""What can make a verdict worth less: each thing is looked at, and says whether it is in order, dealt with, or not.

A gate answers in a state and the numbers its sentence needs. ``clear``: nothing to remark. ``handled``: there was
something, and the comparison takes account of it. ``caps``: the verdict may not be stronger than the ceiling.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ikdesk.evidence.kinds import Gate, Tally
from ikdesk.evidence.rates import comparable, median, share_fell
from ikdesk.evidence.ratio import checked
from ikdesk.evidence.tails import chi_square_rest

FEWEST_REPORTS = 20  # in the baseline, before a share of them says anything
FEWEST_WINDOWS = 6  # before the measure, before their spread says anything
SPREAD_P, SPREAD = 0.05, 2.0
SHARE_P = 0.10


def regression_gate(*, tied: bool, kept: bool, others: int) -> Gate:
    """Regression to the mean: after a bad season the next is usually better, whatever is done.

    Args:
        tied: the measure came of a season that was bad.
        kept: that season is among those before.
        others: how many other seasons are among those before, 0 or more.
    """
    numbers = {"others": float(others)}
    if not tied:
        return Gate("regression", "clear", numbers=numbers)
    if not others:
        return Gate("regression", "caps", "cannot_say", "only", numbers)
    if kept:
        return Gate("regression", "caps", "probable", "kept", numbers)
    return Gate("regression", "handled", reason="left_out", numbers=numbers)


def reporting_gate(
    other_before: Sequence[int],
    other_after: Sequence[int],
    near_before: int,
    near_after: int,
    all_before: int,
    all_after: int,
) -> Gate:
    """Reporting culture: fewer events may be fewer that are reported. Caps falls, never rises.

    Args:
        other_before: all other reports, outside the focus area, in each like window before.
        other_after: the same in each window after.
        near_before: of the reports before, those that nearly happened.
        near_after: the same after.
        all_before: the reports that share is of, before.
        all_after: the same after.

    Raises:
        ValueError: a part is more than its whole, or a number is below 0.
    """
    if min([0, *other_before, *other_after]) < 0:
        raise ValueError((other_before, other_after))
    means = [_mean(other_before), _mean(other_after)]
    # whole numbers: a fall of 30 % is exactly 30 %
    fewer = (
        bool(other_after)
        and sum(other_before) > 0
        and 10 * sum(other_after) * len(other_before) <= 7 * sum(other_before) * len(other_after)
    )
    near = all_before >= FEWEST_REPORTS and share_fell(near_before, near_after, all_before, all_after) <= SHARE_P
    numbers = {
        "reports_before": means[0], "reports_after": means[1], "near_before": float(near_before),
        "near_after": float(near_after), "all_before": float(all_before), "all_after": float(all_after),
    }  # fmt: skip
    if not fewer and not near:
        return Gate("reporting", "clear", numbers=numbers, falls_only=True)
    reason = "both" if fewer and near else "fewer_reports" if fewer else "fewer_near_misses"
    return Gate("reporting", "caps", "probable", reason, numbers, falls_only=True)


def unplanned_gate(*, counted_to: date, comparison_last: date, planned: date | None) -> Gate:
    """An unplanned look: who looks often enough sees a fall sooner or later.

    Args:
        counted_to: the last day that was counted.
        comparison_last: the last day of the comparison.
        planned: when it was decided to evaluate; None if nobody did.
    """
    if planned is None:
        return Gate("unplanned", "caps", "probable", "no_plan")
    if counted_to == planned or counted_to == comparison_last <= planned:
        return Gate("unplanned", "clear")
    days = (planned - counted_to).days
    return Gate("unplanned", "caps", "probable", "early" if days > 0 else "late", {"days": float(abs(days))})


def bundle_gate(others: int) -> Gate:
    """Several measures at once: the verdict is for all of them together, and says so.

    Args:
        others: how many other measures were begun against the same in the same time, 0 or more.
    """
    return Gate("bundle", "handled" if others else "clear", numbers={"others": float(others)})


def dispersion_gate(windows: Sequence[Tally]) -> Gate:
    """Overdispersion: the seasons before the measure differ more among themselves than chance makes them.

    Args:
        windows: like windows before the measure; those without exposure say nothing.

    Raises:
        ValueError: as a tally that cannot be true.

    Source: R. A. Fisher's index of dispersion, conditional on the sum (Biometrics 6, 1950).
    """
    used = [window for window in windows if checked(window).exposure]
    events, exposure = sum(one.events for one in used), sum(one.exposure for one in used)
    numbers = {"windows": float(len(used))}
    if len(used) < FEWEST_WINDOWS or not events:
        return Gate("dispersion", "clear", numbers=numbers)
    expected = [events * one.exposure / exposure for one in used]
    chi_square = sum((one.events - mean) ** 2 / mean for one, mean in zip(used, expected, strict=True))
    freedom = len(used) - 1
    numbers |= {
        "estimate": chi_square / freedom,
        "least": float(min(one.events for one in used)),
        "most": float(max(one.events for one in used)),
    }
    if chi_square_rest(chi_square, freedom) < SPREAD_P or chi_square / freedom > SPREAD:
        return Gate("dispersion", "caps", "probable", "spread", numbers)
    return Gate("dispersion", "clear", numbers=numbers)


def exposure_gate(
    before: Sequence[float | None], after: Sequence[float | None], *, estimated: bool, missing: bool
) -> Gate:
    """Exposure that is missing, estimated or changed: then fewer events may be less use.

    Args:
        before: exposure of each like window before; None where nobody knows.
        after: the same after.
        estimated: some of it was entered afterwards as a total, or counted by the calendar.
        missing: there were events on days that are not in the log.

    Returns:
        Caps with the reason "no_baseline", "missing", "changed" or "estimated", the first that holds.

    Raises:
        ValueError: an exposure below 0.
    """
    usual_before, usual_after = _usual(before), _usual(after)
    numbers = {name: usual for name, usual in (("before", usual_before), ("after", usual_after)) if usual is not None}
    if not before:
        return Gate("exposure", "caps", "cannot_say", "no_baseline", numbers)
    reasons = {
        "missing": missing or None in before or None in after,
        "changed": bool(usual_after) and comparable(usual_after, usual_before) == "changed",
        "estimated": estimated,
    }
    reason = next((name for name, holds in reasons.items() if holds), "")
    return Gate("exposure", "caps" if reason else "clear", "probable" if reason else "", reason, numbers)


def _usual(windows: Sequence[float | None]) -> float | None:
    """The median of those in use: a place that was closed has no exposure, which is not the same as little."""
    used = [window for window in windows if window]
    if used and min(used) < 0:
        raise ValueError(windows)
    return median(used) if used else None


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0

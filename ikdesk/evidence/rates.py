"""How many for how much: rates and shares, and whether two periods may be laid beside each other."""

from __future__ import annotations

from typing import Literal

PER = 1_000  # rates are per thousand
MOST_CHANGE = 0.25  # exposure that changed more than this makes counts hard to compare (statistics.md § 2)

Comparison = Literal["comparable", "missing", "not_in_use", "changed"]


def rate_per_thousand(events: int, days: float | None) -> float | None:
    """Events per 1,000 days of what they could happen in.

    Args:
        events: how many, 0 or more.
        days: how many days (children × opening days, or days of sledding); None or 0 gives no rate.

    Raises:
        ValueError: fewer than no events or days.
    """
    if events < 0 or (days is not None and days < 0):
        raise ValueError((events, days))
    return PER * events / days if days else None


def share(part: int, whole: int) -> float | None:
    """The part of a whole, 0–1; none if there is no whole.

    Args:
        part: how many of them.
        whole: how many in all.

    Raises:
        ValueError: the part is more than the whole, or either is below 0.
    """
    if not 0 <= part <= whole:
        raise ValueError((part, whole))
    return part / whole if whole else None


def comparable(now_exposure: float | None, then_exposure: float | None) -> Comparison:
    """Whether counts of two like periods say anything without their exposure beside them.

    Args:
        now_exposure: days in this period; None if nobody counted them.
        then_exposure: days in the same period before.

    Returns:
        "comparable"; "missing" where one is not known; "not_in_use" where one is 0 (a place that was not in use has
        no rate, and no fall); "changed" where they differ by more than 25 %.

    Raises:
        ValueError: fewer than no days.
    """
    if now_exposure is None or then_exposure is None:
        return "missing"
    if now_exposure < 0 or then_exposure < 0:
        raise ValueError((now_exposure, then_exposure))
    if not now_exposure or not then_exposure:
        return "not_in_use"
    return "changed" if abs(now_exposure - then_exposure) > MOST_CHANGE * then_exposure else "comparable"

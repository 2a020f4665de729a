"""How many for how much: rates and shares, and whether two periods may be laid beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ikdesk.evidence.densities import binomial

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


def median(numbers: Sequence[float]) -> float:
    """The middle one, or the mean of the two in the middle.

    Args:
        numbers: one or more, in any order.

    Raises:
        ValueError: there are none.
    """
    if not numbers:
        raise ValueError("nothing has no middle")
    ordered, half = sorted(numbers), len(numbers) // 2
    return (ordered[half] + ordered[~half]) / 2  # the statistics module would take longer to load than the engine


def share_fell(part_before: int, part_after: int, before: int, after: int) -> float:
    """How likely so small a part after is by chance alone: the one-sided mid-P, given all the sums.

    Args:
        part_before: of those before, 0 or more.
        part_after: of those after.
        before: how many there were in all.
        after: the same after.

    Raises:
        ValueError: a part is more than its whole, or below 0.

    Source: the hypergeometric (R. A. Fisher 1934) by Loader's binomials, with H. O. Lancaster's mid-P (1961).
    """
    if not (0 <= part_before <= before and 0 <= part_after <= after):
        raise ValueError((part_before, part_after, before, after))
    if not after:
        return 1.0
    parts, whole = part_before + part_after, before + after
    chance, other = after / whole, before / whole

    def exactly(part: int) -> float:
        here = binomial(part, parts, chance, other) * binomial(after - part, whole - parts, chance, other)
        return here / binomial(after, whole, chance, other)

    fewest = max(0, parts - before)
    return sum(map(exactly, range(fewest, part_after))) + exactly(part_after) / 2

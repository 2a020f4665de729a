"""Numbers so small that they point at somebody: which cells of a table must not be told."""

from __future__ import annotations

from collections.abc import Mapping

LEAST = 3  # the lowest number that may be told
STAFF_LEAST = 5  # violence, violations and cases about staff
MOST_LEAST = 20  # a unit may be stricter, up to here, never milder
Shown = dict[str, int | None]  # None: not told


def protected(counts: Mapping[str, int], least: int = STAFF_LEAST) -> Shown | None:
    """The cells of a table with one way and a known sum, without those that point at somebody.

    A number from 1 to below the least one is not told, and no other that it could be worked out from by taking what is
    told from the sum: whoever knows the sum, and that what is not told is at least 1, is left with more than one
    possibility, the highest no lower than the least number that is told. Zeros are always told.

    Args:
        counts: how many, by code; none below 0.
        least: the lowest number that may be told, above 1.

    Returns:
        The numbers by code, or None where the table cannot be told at all.

    Raises:
        ValueError: a number or the limit is out of range.

    Source: Statistics Norway's practice, and A. Hundepool et al., "Statistical Disclosure Control" (2012), ch. 4.
    """
    if least < 2 or any(number < 0 for number in counts.values()):
        raise ValueError((dict(counts), least))
    hidden = {code for code, number in counts.items() if 0 < number < least}
    others = sorted((code for code, number in counts.items() if number >= least), key=lambda code: counts[code])
    while hidden and not _safe([counts[code] for code in hidden], least):
        if not others:
            return None
        hidden.add(others.pop(0))
    return {code: None if code in hidden else number for code, number in counts.items()}


def shown(number: int, whole: int, least: int = STAFF_LEAST) -> int | None:
    """How many of a known whole; None where it, or those that are left, point at somebody.

    Args:
        number: how many.
        whole: of how many.
        least: the lowest number that may be told, above 1.
    """
    parts = (number, whole - number)
    return None if any(0 < part < least for part in parts) else number


def _safe(numbers: list[int], least: int) -> bool:
    """Whether the largest that any one of them could be is high enough, and not the only one."""
    highest = sum(numbers) - (len(numbers) - 1)
    return len(numbers) > 1 and highest >= least

"""The lights of a tertial report: how it stands at a glance, in codes.

There is never a light on how many events are reported: it would punish reporting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Light = Literal["green", "yellow", "red", "unused"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the lights change colour; stored with the report, because people may choose their own."""

    handling_green: int = 90  # per cent closed in time, at least
    handling_yellow: int = 70
    handling_days: int = 28  # four weeks from when it was reported
    serious_from: int = 3  # the severity that counts as serious

    def __post_init__(self) -> None:
        if not 0 < self.handling_yellow <= self.handling_green <= 100:
            raise ValueError(self)
        if self.handling_days < 1 or not 0 <= self.serious_from <= 4:
            raise ValueError(self)


STANDARD = Thresholds()


def serious_light(events: int | None) -> Light:
    """Green without serious events, red with one or more.

    Args:
        events: how many of severity 3 or more; None where severity is not recorded.
    """
    if events is None:
        return "unused"
    if events < 0:
        raise ValueError(events)
    return "red" if events else "green"


def handling_light(closed_in_time: int, due: int, thresholds: Thresholds = STANDARD) -> Light:
    """How large a share of the events was closed in time.

    Args:
        closed_in_time: how many of those that were due were closed within the deadline.
        due: how many were closed or should have been; 0 gives no light.
        thresholds: where the light changes colour.

    Raises:
        ValueError: more were closed in time than were due.
    """
    if not 0 <= closed_in_time <= due:
        raise ValueError((closed_in_time, due))
    if not due:
        return "unused"
    hundredfold = 100 * closed_in_time  # whole numbers: 70 % is exactly 70 %
    if hundredfold >= thresholds.handling_green * due:
        return "green"
    return "yellow" if hundredfold >= thresholds.handling_yellow * due else "red"

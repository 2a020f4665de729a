"""What day and time it is, for the whole program; a day may be set, for the demo and for looking back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_LAST = time(23, 59, 59)  # of a day


@cache
def norway() -> ZoneInfo:
    """What a time with a zone is turned into."""
    from zoneinfo import ZoneInfo  # late: the lock screen is shown before anybody needs it

    return ZoneInfo("Europe/Oslo")


@dataclass(frozen=True, slots=True)
class Clock:
    """The program's one clock.

    Args:
        day: the day it is said to be; None means the machine's own. The time of day is always the machine's.
    """

    day: date | None = None

    def moment(self) -> datetime:
        """This moment, with a time zone: the only place the machine's clock is read."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The local date."""
        return self.day or self.moment().astimezone().date()

    def local(self) -> datetime:
        """The local date and time, to the second, without a zone: how people tell it.

        In the hour that comes twice in October, ``fold`` says which of them it is, so that ``astimezone`` finds back.
        """
        there = self.moment().astimezone().replace(microsecond=0)
        plain = there.replace(tzinfo=None)
        told = plain if plain.astimezone() == there else plain.replace(fold=1)
        return datetime.combine(self.day, told.time()) if self.day else told

    def now(self) -> datetime:
        """The moment in UTC, without a zone: for machine stamps.

        Where a day is set, never one that is another day in Norway: late in the evening it stands still.
        """
        moment = self.moment().astimezone(UTC).replace(microsecond=0, tzinfo=None)
        if self.day is None:
            return moment
        last = datetime.combine(self.day, _LAST, norway()).astimezone(UTC).replace(tzinfo=None)
        return min(datetime.combine(self.day, moment.time()), last)


def elapsed(start: datetime, end: datetime) -> timedelta:
    """How long it was from one local time to another, as it passes in Norway: a night in March is an hour shorter.

    Args:
        start: local, without a zone.
        end: likewise.
    """
    return end.replace(tzinfo=norway()).astimezone(UTC) - start.replace(tzinfo=norway()).astimezone(UTC)

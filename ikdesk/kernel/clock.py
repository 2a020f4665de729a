"""What day and time it is, for the whole program; a day may be set, for the demo and for looking back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """The program's one clock.

    Args:
        day: the day it is said to be; None means the machine's own. The time of day is always the machine's.
    """

    day: date | None = None

    def today(self) -> date:
        """The local date."""
        return self.day or datetime.now().astimezone().date()

    def local(self) -> datetime:
        """The local date and time, to the second, without a zone: how people tell it."""
        moment = datetime.now().astimezone().replace(microsecond=0, tzinfo=None)
        return datetime.combine(self.day, moment.time()) if self.day else moment

    def now(self) -> datetime:
        """The moment in UTC, without a zone: for machine stamps."""
        moment = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
        return datetime.combine(self.day, moment.time()) if self.day else moment

"""A clock that is set by hand, and a unit that goes by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from ikdesk.access.model import CHAIN as ACCESS
from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.model import Incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.history import CHAIN as HISTORY
from ikdesk.kernel.viewer import Key
from tests.samples import LEADER, incident_values


@dataclass(frozen=True)
class Stopped(Clock):
    """A clock that is set by hand."""

    hands: list[datetime] = field(default_factory=list)  # aware

    def moment(self) -> datetime:
        """Where its hands are."""
        return self.hands[-1]

    def set(self, day: date, hour: int, minute: int = 0) -> None:
        """Set it to a moment in UTC."""
        self.hands.append(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC))


@dataclass
class House:
    """A unit, and the clock on its wall."""

    database: Database
    clock: Stopped

    def read(self, question: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask, today."""
        return self.database.read(question, *args, **kwargs, viewer=LEADER, today=self.clock.today())

    def write(self, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do, today."""
        return self.database.write(action, *args, **kwargs, by=LEADER, today=self.clock.today())

    def report(self, **values: Any) -> Key:
        """Report something that happened just now, unless told otherwise."""
        now = self.clock.local()
        told = {"occurred_on": now.date(), "occurred_time": now.time(), **values}
        key: Key = self.write(record_incident, incident_values(self.database, **told), told_at=now)
        return key

    def row(self, key: Key) -> Incident:
        """What stands there."""
        with Session(self.database.engine) as session:
            return session.get_one(Incident, key)

    def whole(self) -> bool:
        """Whether both logs hold together."""
        return self.database.read(lambda session: not HISTORY.breaks(session) and not ACCESS.breaks(session))

"""What several tests of meetings begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from ikdesk.focus.model import FocusArea
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.measures.actions import add_measure
from ikdesk.meetings.actions import add_idea, plan_meeting
from ikdesk.meetings.queries import meeting_detail
from ikdesk.meetings.view_model import MeetingDetail
from tests.samples import LEADER, TODAY, measure_values, place_of

DAY = date(2026, 4, 27)


@dataclass
class Room:
    """A meeting about the hill, where one measure stands already."""

    database: Database
    place: Key
    measure: Key
    key: Key

    def do(self, action: Any, *args: Any, **kwargs: Any) -> Any:
        return self.database.write(action, *args, by=LEADER, today=TODAY, **kwargs)

    def says(self, title: str, origin: str = "immediate") -> Key:
        found: Key = self.do(add_idea, self.key, title, origin)
        return found

    @property
    def meeting(self) -> MeetingDetail:
        found = self.database.read(meeting_detail, self.key, viewer=LEADER, today=TODAY)
        assert found is not None
        return found


@pytest.fixture
def room(database: Database) -> Room:
    place = place_of(database)

    def choose(session: Session, *, by: Viewer, today: date) -> Key:
        area = FocusArea(title="Bakken", problem="", place_id=place, chosen_on=today, closed_why="")
        session.add(area)
        session.flush()
        return area.id

    done: dict[str, Any] = {"by": LEADER, "today": TODAY}
    measure = database.write(add_measure, measure_values(database, title="En voksen på toppen"), **done)
    area = database.write(choose, **done)
    values = {"day": DAY, "title": "Personalmøte", "focus_id": area, "agenda": "Hva gjør vi i mai?\n\n- Nye sykler"}
    return Room(database, place, measure, database.write(plan_meeting, values, **done))

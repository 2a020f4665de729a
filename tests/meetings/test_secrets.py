"""What not all who work here may know of is nowhere in a meeting: the slides are the same with it and without."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from ikdesk.incidents.model import ENVIRONMENT, INTERVENTION, STAFF_KINDS, VIOLATION, Incident, Status
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import start_measure
from ikdesk.meetings.queries import meeting_facts
from ikdesk.meetings.sections import _looked_at
from ikdesk.meetings.slides_pictures import slides_of
from ikdesk.unit.queries import codebook
from tests.meetings.conftest import DAY, Room
from tests.samples import LEADER, TODAY

SECRET: tuple[dict[str, Any], ...] = (
    {"restricted": True}, {"kind": VIOLATION, "restricted": True}, {"kind": VIOLATION}, {"kind": ENVIRONMENT},
    {"kind": INTERVENTION}, *({"kind": kind} for kind in sorted(STAFF_KINDS)), {"about_id": Key(int=99)},
    {"status": Status.WITHDRAWN}, {"status": Status.UNCONFIRMED},
)  # fmt: skip


def happened(room: Room, days: list[date], start: int, **values: Any) -> None:
    plain = {"place_id": room.place, "kind": "child_injury", "severity": 4, "story": "Hemmelig"}

    def does(session: Any, **_who: Any) -> None:
        session.add_all(
            Incident(**{**plain, "status": Status.CLOSED, **values}, occurred_on=day, number=f"{day.year}-{n}",
                     year=day.year, running=n, reported_at=datetime(day.year, day.month, day.day, 15))
            for n, day in enumerate(days, start)
        )  # fmt: skip

    room.database.write(does, by=LEADER, today=TODAY)


def shown(room: Room) -> object:
    """All that the slides and the minutes say of the numbers."""
    asked: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
    facts = room.database.read(meeting_facts, room.key, **asked)
    assert facts is not None
    book = room.database.read(codebook, **asked)
    return facts, slides_of(room.meeting, facts, book), _looked_at(facts, book, datetime(2026, 4, 27, 14))


def test_nothing_that_only_some_may_know_changes_a_number_of_a_meeting(room: Room) -> None:
    room.do(start_measure, room.measure, on=date(2026, 1, 20))
    happened(room, [date(2025, 1, 6) + timedelta(days=9 * n) for n in range(50)], 1, severity=1)
    before = shown(room)
    for at, values in enumerate(SECRET, 1):
        happened(room, [date(2019, 5, 2), date(2026, 1, 21), DAY, TODAY], 100 * at, **values)
        assert shown(room) == before, values
    happened(room, [TODAY - timedelta(days=4)], 5000)
    assert shown(room) != before

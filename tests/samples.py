"""Valid values for the tests; a test names only what matters to it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.unit.queries import places

TODAY = date(2026, 4, 30)
THEIRS = "kanel gitar snøfnugg tak"  # the password of Kari, where somebody else than the leader can unlock
NOON = datetime(2026, 4, 30, 12, 0)
LEADER = Viewer(Key(int=7), "Tom", "leader", frozenset(Right))
NOBODY = Viewer(Key(int=8), "Vikar", "staff", frozenset())


def place_of(database: Database, standard: str = "sledding_hill") -> Key:
    """The first place of a standard kind."""
    rows = database.read(places, viewer=LEADER, today=TODAY)
    return next(row.id for row in rows if row.standard == standard)


def incident_values(database: Database, **changes: Any) -> dict[str, Any]:
    """An incident that could be reported."""
    return {
        "kind": "child_injury",
        "occurred_on": date(2026, 2, 3),
        "occurred_time": time(10, 40),
        "place_id": place_of(database),
        "severity": 1,
        "story": "Barnet kjørte akebrett inn i gjerdet.",
        **changes,
    }


def undo_last(database: Database, by: Viewer = LEADER) -> None:
    """Undo what was done last since ``database.steps.begin(by.person)``."""
    step = database.steps.newest(by.person)
    assert step is not None
    database.undo(step, by=by, today=TODAY)


def measure_values(database: Database, **changes: Any) -> dict[str, Any]:
    """A measure that could be proposed."""
    return {
        "title": "Egen opp-løype med bånd",
        "description": "Sperrebånd skiller opp og ned.",
        "origin": "immediate",
        "kind": "organisation",
        "role": "all_staff",
        "place_id": place_of(database),
        "activity": "sledding",
        **changes,
    }

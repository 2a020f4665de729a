"""A sledding hill as a focus area, with four winters behind it."""

from __future__ import annotations

from datetime import date
from typing import Any

from ikdesk.focus.actions import choose_focus
from ikdesk.focus.queries import focus_view
from ikdesk.focus.view_model import FocusView
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from tests.measures.test_effect import HILL_WINTERS, measure, use_the_hill
from tests.samples import LEADER, TODAY, place_of

DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}


def chosen(database: Database, **values: Any) -> Key:
    """A focus area; the sledding hill if nothing else is said."""
    about = {"place_id", "activity", "mechanism", "equipment_id"} & values.keys()
    told = values if about else {"place_id": place_of(database), **values}
    return database.write(choose_focus, told, **DONE)


def seen(database: Database, key: Key, today: date = TODAY, *, shared: bool = False) -> FocusView:
    """Everything about it."""
    found = database.read(focus_view, key, viewer=LEADER, today=today, shared=shared)
    assert found is not None
    return found


def hill(database: Database, *, begun: bool = True) -> Key:
    """The hill with its winters, and a measure there."""
    use_the_hill(database, HILL_WINTERS)
    if begun:
        measure(database)
    return chosen(database)

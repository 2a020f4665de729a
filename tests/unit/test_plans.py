"""The unit's own plans: kept, replaced and taken out of use, with its places on them under whatever name they have."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikdesk.kernel.content import Picture
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key
from ikdesk.unit.actions import add_place, close, merge, rename
from ikdesk.unit.model import Place
from ikdesk.unit.plan_actions import (
    MOST,
    add_plan,
    put_on_plan,
    rename_plan,
    replace_plan,
    take_off_plan,
    withdraw_plan,
)
from ikdesk.unit.plan_queries import PlanRow, has_plan, places_now, plan_picture, plans
from tests.samples import LEADER, TODAY, incident_values, place_of, undo_last

DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
SEEN: dict[str, Any] = {"viewer": LEADER, "today": TODAY}


def drawn(more: bytes = b"") -> Picture:
    return Picture(b"\xff\xd8\xff en tegning" + more, "jpeg", 1200, 800)


@pytest.fixture
def plan(database: Database) -> Key:
    """One with the hill on it."""
    database.steps.begin(LEADER.person)
    key: Key = database.write(add_plan, "Uteområdet", drawn(), **DONE)
    database.write(put_on_plan, key, place_of(database), (0.5, 0.25), **DONE)
    return key


def the(database: Database) -> PlanRow:
    (row,) = database.read(plans, **SEEN)
    return row


def on_it(database: Database) -> list[tuple[str, float, float]]:
    return [(spot.name, spot.x, spot.y) for spot in the(database).spots]


def test_a_plan_has_its_places(database: Database, plan: Key) -> None:
    assert database.read(has_plan, **SEEN)
    row = the(database)
    assert (row.id, row.name, row.width, row.height) == (plan, "Uteområdet", 1200, 800)
    assert on_it(database) == [("Akebakke", 0.5, 0.25)]
    assert database.read(plan_picture, plan, **SEEN) == drawn().data


def test_a_place_is_moved_taken_off_and_put_back(database: Database, plan: Key) -> None:
    hill = place_of(database)
    database.write(put_on_plan, plan, hill, (0.0, 1.0), **DONE)
    assert on_it(database) == [("Akebakke", 0.0, 1.0)]
    undo_last(database)
    assert on_it(database) == [("Akebakke", 0.5, 0.25)]
    database.write(take_off_plan, plan, hill, **DONE)
    assert on_it(database) == []
    assert not database.read(has_plan, **SEEN)
    database.write(take_off_plan, plan, hill, **DONE)
    undo_last(database)
    assert on_it(database) == [("Akebakke", 0.5, 0.25)]
    with pytest.raises(Invalid):
        database.write(put_on_plan, plan, hill, (1.2, 0.0), **DONE)


def test_a_replaced_picture_and_a_plan_that_comes_back_keep_the_places(database: Database, plan: Key) -> None:
    database.write(replace_plan, plan, drawn(b" til"), **DONE)
    assert database.read(plan_picture, plan, **SEEN) == drawn(b" til").data
    assert on_it(database) == [("Akebakke", 0.5, 0.25)]
    undo_last(database)
    assert database.read(plan_picture, plan, **SEEN) == drawn().data
    database.write(withdraw_plan, plan, "Ombygd", **DONE)
    assert not database.read(plans, **SEEN)
    assert database.read(plan_picture, plan, **SEEN) is None
    with pytest.raises(Problem):
        database.write(put_on_plan, plan, place_of(database), (0.5, 0.5), **DONE)
    undo_last(database)
    assert on_it(database) == [("Akebakke", 0.5, 0.25)]


def test_two_plans_do_not_have_one_name_and_none_is_nameless(database: Database, plan: Key) -> None:
    for name in ("uteområdet ", ""):
        with pytest.raises(Invalid):
            database.write(add_plan, name, drawn(), **DONE)
    other = database.write(add_plan, "Inne", drawn(), **DONE)
    with pytest.raises(Invalid):
        database.write(rename_plan, other, "Uteområdet", **DONE)
    database.write(rename_plan, other, "Innerommene", **DONE)
    assert [row.name for row in database.read(plans, **SEEN)] == ["Uteområdet", "Innerommene"]
    for number in range(MOST - 2):
        database.write(add_plan, f"Etasje {number}", drawn(), **DONE)
    with pytest.raises(Problem, match="plass til"):
        database.write(add_plan, "En for mye", drawn(), **DONE)
    assert plan


def _used(database: Database) -> Key:
    from ikdesk.incidents.actions import record_incident
    from tests.samples import NOON

    database.write(record_incident, incident_values(database), told_at=NOON, **DONE)
    return place_of(database)


def test_a_place_with_a_new_name_stays_where_it_lies(database: Database, plan: Key) -> None:
    old = _used(database)
    new = database.write(rename, Place, old, "Store akebakken", **DONE)
    assert on_it(database) == [("Store akebakken", 0.5, 0.25)]
    assert database.read(places_now, **SEEN)[old] == new
    database.write(put_on_plan, plan, new, (0.6, 0.3), **DONE)
    assert on_it(database) == [("Store akebakken", 0.6, 0.3)]
    early = database.read(plans, viewer=LEADER, today=date(2026, 4, 29))
    assert early


def test_lying_on_the_plan_is_not_being_used(database: Database, plan: Key) -> None:
    hill = place_of(database)
    assert database.write(rename, Place, hill, "Store akebakken", **DONE) == hill
    assert plan


def test_places_that_went_together_lie_once_and_closed_ones_nowhere(database: Database, plan: Key) -> None:
    hill = place_of(database)
    other = database.write(add_place, {"name": "Lille akebakke", "standard": "sledding_hill"}, **DONE)
    database.write(put_on_plan, plan, other, (0.1, 0.1), **DONE)
    database.write(merge, Place, hill, other, **DONE)
    assert on_it(database) == [("Lille akebakke", 0.1, 0.1)]
    database.write(close, Place, other, TODAY, **DONE)
    assert on_it(database) == []

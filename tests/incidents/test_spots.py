"""Where it happens: the number at a place is what the list shows there, whatever the place was called then."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.more_queries import More
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.incidents.spot_queries import SpotCount, hot_spots
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.people.model import RIGHTS, Role
from ikdesk.ui.pictures_in import remade
from ikdesk.unit.actions import close, rename
from ikdesk.unit.model import Place
from ikdesk.unit.plan_actions import add_plan, put_on_plan
from tests.looking import Told, button, cut, desk_of, nameless, shown, words_on
from tests.samples import LEADER, NOON, TODAY, incident_values, place_of
from tests.ui.hands import click, press
from tests.ui.test_pictures_in import packed

FRAME = "Lekestativ / klatrestativ"
DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
SEEN: dict[str, Any] = {"viewer": LEADER, "today": TODAY}


@pytest.fixture
def happened(database: Database) -> None:
    """Three in the hill, one of them long ago and one with staff; one on the climbing frame."""
    frame = place_of(database, "climbing_frame")
    for changes in (
        {}, {"occurred_on": date(2024, 2, 3)}, {"kind": "staff_injury"}, {"place_id": frame, "kind": "near_miss"},
    ):  # fmt: skip
        database.write(record_incident, incident_values(database, **changes), told_at=NOON, **DONE)


def counted(database: Database, **wanted: Any) -> list[tuple[str, int]]:
    return [(spot.name, spot.number) for spot in database.read(hot_spots, Filter(**wanted), **SEEN)]


@pytest.mark.usefixtures("happened")
def test_the_numbers_are_those_of_the_filter(database: Database) -> None:
    assert counted(database) == [("Akebakke", 3), (FRAME, 1)]
    assert counted(database, period=parse_period("2026"), staff=False) == [("Akebakke", 1), (FRAME, 1)]
    assert counted(database, kind="near_miss") == [(FRAME, 1)]
    assert counted(database, words="finnes ikke") == []


@pytest.mark.usefixtures("happened")
def test_what_was_made_of_an_incident_is_counted_for_nobody_who_may_not_see_it(database: Database) -> None:
    own = Viewer(LEADER.person, "Ada", "staff", RIGHTS[Role.STAFF])
    assert database.read(hot_spots, Filter(), viewer=own, today=TODAY)
    with pytest.raises(Problem):
        database.read(hot_spots, Filter(more=More(no_cause=True)), viewer=own, today=TODAY)


@pytest.mark.usefixtures("happened")
def test_a_place_counts_what_it_was_called_before(database: Database) -> None:
    old = place_of(database)
    new = database.write(rename, Place, old, "Store akebakken", **DONE)
    database.write(record_incident, incident_values(database, place_id=new, occurred_on=TODAY), told_at=NOON, **DONE)
    (hill, _frame) = database.read(hot_spots, Filter(), **SEEN)
    assert hill == SpotCount(new, "Store akebakken", 4, (old,))
    wanted = Filter(place=hill.place, before=hill.before)
    assert database.read(how_many, wanted, **SEEN) == 4
    assert database.read(how_many, Filter(place=hill.place), **SEEN) == 1
    database.write(close, Place, new, TODAY, **DONE)
    assert ("Store akebakken (ikke i bruk)", 1) in counted(database)


def _plan(database: Database) -> Key:
    key: Key = database.write(add_plan, "Uteområdet", remade(packed("png", 600, 400)), **DONE)
    database.write(put_on_plan, key, place_of(database), (0.7, 0.3), **DONE)
    database.write(put_on_plan, key, place_of(database, "sandpit"), (0.2, 0.7), **DONE)
    return key


@pytest.mark.usefixtures("happened")
def test_a_circle_opens_the_incidents_of_its_place(database: Database, qtbot: QtBot) -> None:
    _plan(database)
    desk = desk_of(database)
    page = shown(qtbot, IncidentPage(desk, Told()))
    click(button(page, "Kart"))
    spots = page.spots.page
    assert spots is not None
    numbers = {spot.name: spot.number for spot in spots.view.spots}
    assert numbers == {"Akebakke": 2, "Sandkasse": 0}
    assert "3 hendelser. 2 av dem er på tegningen." in words_on(spots)
    assert not nameless(spots)
    assert not cut(spots)
    spots.view.choose(str(place_of(database)))
    spots.view.setFocus()
    press(spots.view, Qt.Key.Key_Return)
    assert page.spots.page is None
    assert page.rows.total == 2
    assert page.wanted().place == place_of(database)
    assert page.filters.period.currentText() == "Siste 12 måneder"
    desk.close()


@pytest.mark.usefixtures("happened")
def test_the_table_says_the_same_and_holds_what_is_on_no_plan(database: Database, qtbot: QtBot) -> None:
    _plan(database)
    desk = desk_of(database)
    page = shown(qtbot, IncidentPage(desk, Told()))
    page.spots.show()
    spots = page.spots.page
    rows = [(row.name, row.number, row.plan) for row in (spots.rows.row(at) for at in range(spots.rows.total))]
    assert rows == [("Akebakke", 2, "Uteområdet"), (FRAME, 1, "")]
    spots.period.set_value(None)
    spots.kind.set_value("near_miss")
    assert spots.rows.total == 1
    spots.list.choose(place_of(database, "climbing_frame"))
    press(spots.list, Qt.Key.Key_Return)
    assert (page.rows.total, page.wanted().kind, page.wanted().period) == (1, "near_miss", None)
    page.filters.place.set_value(str(place_of(database)))
    assert page.wanted().before == ()
    desk.close()


def test_without_a_plan_the_table_stands_alone_and_esc_goes_back(database: Database, qtbot: QtBot) -> None:
    desk = desk_of(database)
    page = shown(qtbot, IncidentPage(desk, Told()))
    click(button(page, "Kart"))
    assert "Ingen tegning ennå" in words_on(page.spots.page)
    assert "Ingen treff" in words_on(page.spots.page)
    press(page.spots.page, Qt.Key.Key_Escape)
    assert page.spots.page is None
    assert page.map.hasFocus()
    desk.close()

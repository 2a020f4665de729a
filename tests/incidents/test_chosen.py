"""Several incidents chosen in the list: the bar, what is done with them all, and what is told of those that cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import close_incident, record_incident, withdraw_incident
from ikdesk.incidents.chosen_actions import close_several, link_several
from ikdesk.incidents.chosen_model import SHOWN, not_closed_why, not_transferred_why, parted
from ikdesk.incidents.chosen_queries import chosen_rows, keys_of
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure, adopt_measure
from ikdesk.measures.link_actions import link_incident
from ikdesk.ui.dialogs import Box
from tests.incidents.import_samples import incidents
from tests.looking import Told, button, cut, desk_of, nameless, shown, words_on
from tests.programs import noted
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values, undo_last
from tests.ui.hands import answering, click, press

DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
Several = Callable[[int], list[Key]]


@pytest.fixture
def several(database: Database) -> Several:
    def _several(number: int) -> list[Key]:
        days = [date(2026, 4, at) for at in range(1, number + 1)]
        return [
            database.write(record_incident, incident_values(database, occurred_on=day, story=f"Nr {day.day}"),
                           told_at=datetime.combine(day, time(12)), **DONE)
            for day in days
        ]  # fmt: skip

    return _several


def page_of(qtbot: QtBot, database: Database, told: Told | None = None) -> IncidentPage:
    page: IncidentPage = shown(qtbot, IncidentPage(desk_of(database), told or Told()))
    page.activateWindow()
    page.list.setFocus()
    return page


def statuses(database: Database) -> list[Status]:
    return [one.status for one in incidents(database)]


def test_rows_are_chosen_with_the_keyboard_and_the_bar_says_how_many(
    qtbot: QtBot, database: Database, several: Several
) -> None:
    keys = several(5)
    page = page_of(qtbot, database)
    assert not page.bar.isVisible()
    for _step in range(2):
        QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.bar.count.text() == "3 valgt"
    assert page.bar.keys == keys[:1:-1]
    assert page.list.key == keys[2]  # the one shown beside is where one stands
    page.reload()
    assert page.bar.keys == keys[:1:-1]
    click(page.bar.none)
    assert not page.bar.isVisible()
    QTest.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(page.bar.keys) == 5
    assert not page.bar.all.isVisible()
    press(page.list, Qt.Key.Key_Down)
    assert not page.bar.isVisible()


def test_all_of_the_filter_is_chosen_only_when_that_is_said(qtbot: QtBot, database: Database, several: Several) -> None:
    several(4)
    page = page_of(qtbot, database)
    QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert button(page, "Velg alle 4").isVisible()
    click(page.bar.all)
    assert (len(page.bar.keys), page.bar.count.text()) == (4, "4 valgt")
    assert database.read(keys_of, Filter(severity=4), viewer=LEADER, today=TODAY) == []


def test_several_are_closed_in_one_step_and_opened_again_in_one(
    qtbot: QtBot, database: Database, several: Several
) -> None:
    several(3)
    told = Told()
    page = page_of(qtbot, database, told)
    page.list.selectAll()
    click(button(page.bar, "Lukk"))
    assert statuses(database) == [Status.CLOSED] * 3
    assert told.said == ["3 saker er lukket."]
    told.undo()
    assert statuses(database) == [Status.REPORTED] * 3


def test_those_that_cannot_be_closed_are_named_and_nothing_is_done_before_that_is_seen(
    qtbot: QtBot, database: Database, several: Several
) -> None:
    closed, measured, _open = several(3)
    database.write(close_incident, closed, at=NOON, **DONE)
    measure = database.write(add_measure, measure_values(database), **DONE)
    database.write(adopt_measure, measure, on=TODAY, **DONE)
    database.write(link_incident, measure, measured, **DONE)
    page = page_of(qtbot, database)
    page.list.selectAll()
    said: list[str] = []

    def look(box: Box) -> None:
        said.append(words_on(box))
        click(button(box, "Avbryt" if len(said) == 1 else "Lukk de andre"))

    with answering(look):
        click(button(page.bar, "Lukk"))
    assert "2026-1 er lukket fra før." in said[0]
    assert "2026-2 har tiltak som ikke er ferdige eller vurdert." in said[0]
    assert statuses(database).count(Status.CLOSED) == 1
    with answering(look):
        click(button(page.bar, "Lukk"))
    assert statuses(database).count(Status.CLOSED) == 2


def test_several_are_tied_to_a_measure_and_come_loose_in_one_step(database: Database, several: Several) -> None:
    keys = several(3)
    measure = database.write(add_measure, measure_values(database), **DONE)
    database.steps.begin(LEADER.person)
    assert database.write(link_several, measure, keys, **DONE) == 3
    assert [row.measures_left for row in database.read(chosen_rows, keys, viewer=LEADER, today=TODAY)] == [1] * 3
    assert database.write(close_several, keys, at=NOON, **DONE) == 0
    undo_last(database)  # nothing was closed: the links are what was done last
    assert [row.measures_left for row in database.read(chosen_rows, keys, viewer=LEADER, today=TODAY)] == [0] * 3


def test_what_is_none_of_the_municipalitys_is_said(database: Database, several: Several) -> None:
    keys = several(2)

    def collect(session: Any, **_who: Any) -> None:
        session.get_one(Incident, keys[0]).collected = True

    database.write(collect, **DONE)
    rows = database.read(chosen_rows, keys, viewer=LEADER, today=TODAY)
    can, cannot = parted(rows, not_transferred_why)
    assert (can, cannot) == ([keys[1]], ["2026-1 er en linje i et samleskjema."])
    _can, many_lines = parted([rows[0]] * (SHOWN + 3), lambda _one: "nei")
    assert len(many_lines) == SHOWN + 1
    assert not_closed_why(rows[0]) == ""


def test_what_is_chosen_is_printed_as_a_list_of_its_own(
    qtbot: QtBot, database: Database, several: Several, tmp_path: Path
) -> None:
    several(3)
    page = page_of(qtbot, database)
    page.bar.desk.use_settings(replace(page.bar.desk.settings, report_folder=str(tmp_path)))
    QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with noted() as opened:
        click(button(page.bar, "Skriv ut"))
        qtbot.waitUntil(lambda: bool(opened.paths), timeout=20_000)
    assert opened.paths == [tmp_path / "Hendelser 2026-04-30.pdf"]


def test_everything_in_the_bar_has_a_name_and_room(qtbot: QtBot, database: Database, several: Several) -> None:
    several(3)
    page = page_of(qtbot, database)
    page.list.selectAll()
    page.filters.unfold(shown=True)
    assert (nameless(page), cut(page)) == ([], [])


def test_what_is_taken_out_has_the_order_of_the_list(qtbot: QtBot, database: Database, several: Several) -> None:
    several(3)
    page = page_of(qtbot, database)
    page.rows.sort(page.rows.fields.index(next(one for one in page.rows.fields if one.key == "number")))
    assert (page.order().sort, page.order().descending) == ("number", False)
    assert [page.rows.row(at).number for at in range(3)] == ["2026-1", "2026-2", "2026-3"]


def test_what_was_withdrawn_and_is_chosen_is_taken_out_too(database: Database, qtbot: QtBot, several: Several) -> None:
    for key in several(2):
        database.write(withdraw_incident, key, "Feil", **DONE)
    page = page_of(qtbot, database)
    page.filters.show_status(Status.WITHDRAWN)
    page.list.selectAll()
    assert len(page.bar.keys) == 2
    assert database.read(how_many, page.bar._only(), viewer=LEADER, today=TODAY) == 2

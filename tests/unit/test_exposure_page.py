"""The days a place was in use are tapped on and off, by mouse and by keys, and nothing is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import parse_period
from ikdesk.unit.actions import change_place
from ikdesk.unit.exposure_actions import log_days
from ikdesk.unit.exposure_page import ExposurePage
from ikdesk.unit.exposure_queries import exposure_days, exposure_of_place
from ikdesk.unit.model import Season
from ikdesk.unit.queries import places
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.samples import LEADER, TODAY, place_of
from tests.ui.hands import click, press, write


def logged(database: Database) -> list[date]:
    return database.read(exposure_days, place_of(database), parse_period("2026"), viewer=LEADER, today=TODAY)


def page_of(qtbot: QtBot, database: Database, told: Any = None) -> ExposurePage:
    page = shown(qtbot, ExposurePage(desk_of(database), told or Told()))
    page.show_place(place_of(database))
    assert isinstance(page, ExposurePage)
    return page


def test_a_click_logs_a_day_and_another_takes_it_back(qtbot: QtBot, database: Database) -> None:
    told = Told()
    page, day = page_of(qtbot, database, told), date(2026, 4, 7)
    click(page.grid.cell(day))
    assert logged(database) == [day]
    assert page.count.text() == "1 dag ført"
    click(page.grid.cell(day))
    assert logged(database) == []
    told.undo()
    assert logged(database) == [day]
    assert page.grid.cell(day).isChecked()


def test_arrows_and_space_do_the_same(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    page.grid.focus_day(TODAY)
    press(page.grid.cell(TODAY), Qt.Key.Key_Left)
    press(page.grid.cell(date(2026, 4, 29)), Qt.Key.Key_Up)
    press(page.grid.cell(date(2026, 4, 22)), Qt.Key.Key_Space)
    assert logged(database) == [date(2026, 4, 22)]


def test_an_arrow_goes_on_into_the_month_before(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    page.grid.focus_day(date(2026, 4, 1))
    press(page.grid.cell(date(2026, 4, 1)), Qt.Key.Key_Left)
    assert page.title.text() == "Mars 2026"
    press(page.grid.cell(date(2026, 3, 31)), Qt.Key.Key_Return)
    assert logged(database) == [date(2026, 3, 31)]


def test_a_screen_reader_hears_the_day_and_whether_it_is_logged(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    cell = page.grid.cell(date(2026, 4, 7))
    assert cell.accessibleName() == "7. april, ikke ført"
    click(cell)
    assert cell.accessibleName() == "7. april, ført"
    face = QAccessible.queryAccessibleInterface(cell)
    assert face.role() == QAccessible.Role.CheckBox


def test_tab_stops_once_in_the_month(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    days = [page.grid.cell(date(2026, 4, day)) for day in range(1, 31)]
    assert sum(bool(cell.focusPolicy() & Qt.FocusPolicy.TabFocus) for cell in days) == 1


def test_days_that_have_not_been_cannot_be_chosen(qtbot: QtBot, database: Database) -> None:
    desk = desk_of(database)
    earlier = ExposurePage(desk, Told())
    page = shown(qtbot, earlier)
    page.grid._today = date(2026, 4, 14)
    page._show_month()
    click(page.grid.cell(date(2026, 4, 15)))
    assert logged(database) == []
    assert not page.forward.isVisible()


def test_a_week_number_fills_in_the_weekdays_that_are_no_holidays(qtbot: QtBot, database: Database) -> None:
    told = Told()
    page = page_of(qtbot, database, told)
    click(button(page, "Før hverdagene i uke 15"))
    assert logged(database) == [date(2026, 4, day) for day in (7, 8, 9, 10)]  # the 6th is Easter Monday
    told.undo()
    assert logged(database) == []


def test_undoing_a_week_leaves_the_days_that_stood_there(qtbot: QtBot, database: Database) -> None:
    told, stood = Told(), date(2026, 4, 8)
    database.write(log_days, place_of(database), [stood], by=LEADER, today=TODAY)
    page = page_of(qtbot, database, told)
    click(button(page, "Før hverdagene i uke 15"))
    told.undo()
    assert logged(database) == [stood]


def test_one_press_logs_today(qtbot: QtBot, database: Database) -> None:
    told = Told()
    page = page_of(qtbot, database, told)
    click(page.log_today)
    assert logged(database) == [TODAY]
    click(page.log_today)
    assert told.said[-1] == "Akebakke er allerede ført i dag."


def test_a_season_entered_afterwards_is_marked_and_can_be_taken_back(qtbot: QtBot, database: Database) -> None:
    told = Told()
    page = page_of(qtbot, database, told)
    page.totals.season.set_value("2024-10-01..2025-04-30")
    write(page.totals.days, "31")
    click(page.totals.save)
    assert "anslått" in words_on(page.totals)
    assert "31 dager" in words_on(page.totals)
    found = database.read(
        exposure_of_place, place_of(database), parse_period("2024-10-01..2025-04-30"), viewer=LEADER, today=TODAY
    )
    assert (found.days, found.estimated) == (31, True)
    click(button(page.totals, "Fjern: Vinteren 2024–2025, 31 dager"))
    assert "anslått" not in words_on(page.totals)
    told.undo()
    assert "anslått" in words_on(page.totals)


def test_the_seasons_follow_the_months_a_place_has_of_its_own(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    assert "Vinteren 2025–2026" in words_on(page.totals)
    own = {"season": Season.OWN, "season_from": 11, "season_to": 2}
    page._desk.write(change_place, place_of(database), own)
    assert "November 2025–februar 2026" in words_on(page.totals)
    assert "Vinteren 2025–2026" not in words_on(page.totals)


def test_a_season_without_a_number_is_told_at_the_field(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    click(page.totals.save)
    assert page.totals.days_box.error == "Skriv hvor mange dager."
    write(page.totals.days, "300")
    click(page.totals.save)
    assert page.totals.days_box.error == "Det er ikke så mange dager mellom datoene."


def test_without_counted_places_the_page_says_what_to_do(qtbot: QtBot, database: Database) -> None:
    for row in database.read(places, viewer=LEADER, today=TODAY):
        database.write(change_place, row.id, {"logged": False}, by=LEADER, today=TODAY)
    page = shown(qtbot, ExposurePage(desk_of(database), Told()))
    wanted: list[str] = []
    page.wants.connect(wanted.append)
    click(button(page, "Gå til innstillinger"))
    assert wanted == ["settings"]


def test_everything_has_a_name_and_nothing_is_cut(qtbot: QtBot, qapp: QApplication, database: Database) -> None:
    page = page_of(qtbot, database)
    assert nameless(page) == []
    assert cut(page) == []
    with larger(qapp):
        big = shown(qtbot, ExposurePage(desk_of(database), Told()), 1252, 1400)
        assert cut(big) == []

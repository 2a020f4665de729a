"""The settings: each part shows what is saved, saves what is typed, and says at the field what is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.tertial import parse_period
from ikdesk.ui.choice_list import ChoiceRow
from ikdesk.unit.actions import add_department, add_place
from ikdesk.unit.looks_panel import LooksPanel
from ikdesk.unit.model import Season
from ikdesk.unit.months_panel import MonthsPanel
from ikdesk.unit.named_panel import NamedPanel
from ikdesk.unit.page import SECTIONS, SettingsPage
from ikdesk.unit.queries import departments, month_figures, places, unit_row
from ikdesk.unit.unit_panel import UnitPanel, suggested_threshold
from ikdesk.unit.words_panel import WordsPanel
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.samples import LEADER, TODAY
from tests.ui.hands import click, press, write

ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}


def part(qtbot: QtBot, database: Database, key: str, told: Told | None = None) -> Any:
    page = shown(qtbot, SettingsPage(desk_of(database), told or Told()))
    page.show_section(key)
    QApplication.processEvents()
    panel: Any = page.panel
    panel.page = page  # or Python lets it go
    return panel


def test_the_unit_is_described_and_undone(qtbot: QtBot, database: Database) -> None:
    told = Told()
    panel: UnitPanel = part(qtbot, database, "unit", told)
    panel.form.input("name").set_value("Solsiden barnehage")
    panel.form.input("staff_years").set_value("19,4")
    press(panel.form.input("staff_years"), Qt.Key.Key_Tab)
    click(panel.save)
    saved = database.read(unit_row, **ASKED)
    assert (saved.name, saved.staff_years) == ("Solsiden barnehage", 19.4)
    assert panel.form.input("staff_years").text() == "19,4"
    told.undo()
    assert database.read(unit_row, **ASKED).name == "Solbakken barnehage"


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("org_number", "123", "Organisasjonsnummeret stemmer ikke. Det har ni siffer; se etter skrivefeil."),
        ("staff_years", "mange", "Skriv et tall, for eksempel 19,4."),
        ("deadline_days", "0", "Skriv et tall fra 1 til 365."),
        ("name", "", "Skriv navnet på virksomheten."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(qtbot: QtBot, database: Database, key: str, typed: str, said: str) -> None:
    panel: UnitPanel = part(qtbot, database, "unit")
    panel.form.input(key).setText(typed)
    click(panel.save)
    assert panel.form.box(key).error == said
    assert panel.footer.summary.isVisible()
    assert database.read(unit_row, **ASKED).name == "Solbakken barnehage"


def test_the_proposal_fills_the_text_about_what_to_record(qtbot: QtBot, database: Database) -> None:
    panel: UnitPanel = part(qtbot, database, "unit")
    click(panel.suggest)
    click(panel.save)
    assert database.read(unit_row, **ASKED).threshold == suggested_threshold()
    assert "113" in suggested_threshold()


def test_calling_off_keeps_what_was_saved_and_can_be_undone(qtbot: QtBot, database: Database) -> None:
    told = Told()
    panel: UnitPanel = part(qtbot, database, "unit", told)
    panel.form.input("name").set_value("Noe annet")
    click(panel.cancel)
    assert panel.form.input("name").value() == "Solbakken barnehage"
    told.undo()
    assert panel.form.input("name").value() == "Noe annet"


def test_a_department_is_added_and_renamed(qtbot: QtBot, database: Database) -> None:
    panel: NamedPanel = part(qtbot, database, "departments")
    click(panel.add)
    write(panel._edit.form.input("name"), "Blåveisen")
    click(panel._edit.save)
    assert [row.name for row in database.read(departments, **ASKED)] == ["Blåveisen"]
    panel._edit.form.input("name").set_value("Hvitveisen")
    click(panel._edit.save)
    assert [row.name for row in database.read(departments, **ASKED)] == ["Hvitveisen"]
    assert panel._edit.head.text() == "Hvitveisen"


def test_two_open_departments_cannot_have_one_name(qtbot: QtBot, database: Database) -> None:
    database.write(add_department, "Blåveisen", by=LEADER, today=TODAY)
    panel: NamedPanel = part(qtbot, database, "departments")
    click(panel.add)
    write(panel._edit.form.input("name"), "blåveisen")
    click(panel._edit.save)
    assert panel._edit.form.box("name").error == "Det finnes allerede en med navnet «blåveisen»."


def test_a_new_place_must_be_told_what_it_counts_as_and_ctrl_s_saves_it(qtbot: QtBot, database: Database) -> None:
    panel: NamedPanel = part(qtbot, database, "places")
    click(panel.add)
    edit = panel._edit
    write(edit.form.input("name"), "Gapahuken")
    QTest.keyClick(edit.form.input("name"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert edit.form.box("standard").error == "«Regnes som» må fylles ut."
    edit.form.input("standard").set_value("forest_trip")
    press(edit.form.input("name"), Qt.Key.Key_Return)
    assert edit.form.box("standard").error == ""
    assert "Gapahuken" in [row.name for row in database.read(places, **ASKED)]


def test_escape_from_a_new_place_shows_the_chosen_one_again(qtbot: QtBot, database: Database) -> None:
    panel: NamedPanel = part(qtbot, database, "places")
    chosen = panel._edit.head.text()
    click(panel.add)
    assert panel._edit.head.text() == "Nytt sted"
    press(panel._edit.form.input("name"), Qt.Key.Key_Escape)
    assert panel._edit.head.text() == chosen


def test_a_place_is_added_with_what_it_counts_as(qtbot: QtBot, database: Database) -> None:
    panel: NamedPanel = part(qtbot, database, "places")
    click(panel.add)
    form = panel._edit.form
    write(form.input("name"), "Lille akebakken")
    form.input("standard").set_value("sledding_hill")
    form.input("season").set_value("winter")
    form.input("logged").set_value(True)
    click(panel._edit.save)
    row = next(row for row in database.read(places, **ASKED) if row.name == "Lille akebakken")
    assert (row.standard, row.season.code, row.logged) == ("sledding_hill", "winter", True)
    assert panel.list.key == row.id


def test_a_place_may_have_months_of_its_own_also_over_new_year(qtbot: QtBot, database: Database) -> None:
    panel: NamedPanel = part(qtbot, database, "places")
    panel.show()
    click(panel.add)
    form = panel._edit.form
    write(form.input("name"), "Skøytebanen")
    form.input("standard").set_value("ski_slope_rink")
    assert not panel._edit.months.isVisible()
    form.input("season").set_value("own")
    assert panel._edit.months.isVisible()
    click(panel._edit.save)
    assert (form.box("season_from").error, form.box("season_to").error) == ("Velg en måned.", "Velg en måned.")
    form.input("season_from").set_value(11)
    form.input("season_to").set_value(3)
    click(panel._edit.save)
    row = next(row for row in database.read(places, **ASKED) if row.name == "Skøytebanen")
    assert (row.season.code, row.own) == ("own", (11, 3))
    assert "november–mars" in [panel.rows.row(n).season for n in range(panel.rows.total)]


def test_a_place_that_is_in_use_all_year_again_forgets_its_months(qtbot: QtBot, database: Database) -> None:
    own = {"name": "Isen", "standard": "ski_slope_rink", "season": Season.OWN, "season_from": 11, "season_to": 3}
    key = database.write(add_place, own, by=LEADER, today=TODAY)
    panel: NamedPanel = part(qtbot, database, "places")
    panel.show()
    panel.list.choose(key)
    edit = panel._edit
    assert edit.months.isVisible()
    assert [edit.form.input(name).currentText() for name in ("season_from", "season_to")] == ["November", "Mars"]
    edit.form.input("season").set_value("all_year")
    click(edit.save)
    row = next(row for row in database.read(places, **ASKED) if row.id == key)
    assert (row.season, row.own, row.season_from) == (Season.ALL_YEAR, None, None)


def test_a_place_is_closed_from_a_date_and_opened_again(qtbot: QtBot, database: Database) -> None:
    told = Told()
    panel: NamedPanel = part(qtbot, database, "places", told)
    key = panel.list.key
    panel._edit.from_day.set_value(date(2026, 4, 20))
    click(panel._edit.take_out)
    gone = next(row for row in database.read(places, closed=True, **ASKED) if row.id == key)
    assert gone.closed_from == date(2026, 4, 20)
    assert key not in [row.id for row in database.read(places, **ASKED)]
    panel.closed.set_value(True)
    panel.list.choose(key)
    assert "Ikke i bruk fra 20.04.2026." in words_on(panel._edit)
    click(panel._edit.open_again)
    assert key in [row.id for row in database.read(places, **ASKED)]


def test_a_place_goes_into_another_and_back(qtbot: QtBot, database: Database) -> None:
    told = Told()
    panel: NamedPanel = part(qtbot, database, "places", told)
    key = panel.list.key
    click(panel._edit.merge)
    assert panel._edit.into_box.error == "Velg hva den skal slås sammen med."
    panel._edit.into.setCurrentIndex(1)
    click(panel._edit.merge)
    assert panel.list.key != key
    gone = next(row for row in database.read(places, closed=True, **ASKED) if row.id == key)
    assert gone.followed_by
    told.undo()
    assert key in [row.id for row in database.read(places, **ASKED)]


def test_opening_days_are_proposed_and_children_copied_down(qtbot: QtBot, database: Database) -> None:
    panel: MonthsPanel = part(qtbot, database, "children")
    write(panel.children_of[1], "84")
    click(panel.copy)
    click(panel.suggest)
    assert panel.days_of[1].value() == 21  # January 2026 without New Year's Day
    assert panel.days_of[4].value() == 19  # Easter takes three weekdays out of April
    click(panel.save)
    rows = database.read(month_figures, parse_period("2026"), **ASKED)
    assert [(row.children, row.open_days) for row in rows][:2] == [(84, 21), (84, 20)]


def test_a_unit_that_begins_in_september_is_not_asked_for_the_months_before(qtbot: QtBot, database: Database) -> None:
    panel: MonthsPanel = part(qtbot, database, "children")
    write(panel.children_of[9], "54")
    click(panel.suggest)
    assert (panel.days_of[8].value(), panel.days_of[9].value()) == (None, 22)
    click(panel.copy)
    click(panel.save)
    rows = {row.month.month: row.children for row in database.read(month_figures, parse_period("2026"), **ASKED)}
    assert (rows[8], rows[9], rows[12]) == (None, 54, 54)


def test_going_to_a_part_of_the_settings_moves_focus_to_its_row(qtbot: QtBot, database: Database) -> None:
    panel = part(qtbot, database, "children")
    row = panel.page.focusWidget()
    assert isinstance(row, ChoiceRow)
    assert row.code == "children"


def test_the_parts_fold_to_one_list_where_there_is_no_room_beside_them(qtbot: QtBot, database: Database) -> None:
    page = shown(qtbot, SettingsPage(desk_of(database), Told()), width=700)
    assert page.section.folded.isVisible()
    page.section.folded.set_value("children")
    assert (page.part, isinstance(page.panel, MonthsPanel)) == ("children", True)
    page.resize(1152, 768)
    QApplication.processEvents()
    assert not page.section.folded.isVisible()
    assert page.section.value() == "children"


def test_one_number_without_the_other_is_told(qtbot: QtBot, database: Database) -> None:
    panel: MonthsPanel = part(qtbot, database, "children")
    write(panel.children_of[2], "80")
    click(panel.save)
    assert "Fyll ut begge tallene for februar" in words_on(panel)
    assert panel.days_of[2].property("wrong") == "true"
    rows = database.read(month_figures, parse_period("2026"), **ASKED)
    assert all(row.children is None for row in rows)


def test_what_was_typed_for_a_year_waits_while_another_is_looked_at(qtbot: QtBot, database: Database) -> None:
    panel: MonthsPanel = part(qtbot, database, "children")
    write(panel.children_of[3], "77")
    panel.year.set_value("2025")
    assert panel.children_of[3].text() == ""
    panel.year.set_value("2026")
    assert panel.children_of[3].text() == "77"


def test_a_word_is_hidden_and_shown_again(qtbot: QtBot, database: Database) -> None:
    told = Told()
    panel: WordsPanel = part(qtbot, database, "words", told)
    click(panel.boxes["near_miss"])
    hidden = [entry.code for entry in panel._desk.codebook.lists["event_type"].values() if entry.hidden]
    assert "near_miss" in hidden
    assert told.said[-1].endswith("er skjult.")
    told.undo()
    assert not panel._desk.codebook.lists["event_type"]["near_miss"].hidden
    assert panel.boxes["near_miss"].value()


def test_the_last_word_of_a_list_stays(qtbot: QtBot, database: Database) -> None:
    told = Told()
    panel: WordsPanel = part(qtbot, database, "words", told)
    panel.name.set_value("routine_status")
    for box in panel.boxes.values():
        box.set_value(False)
    assert told.said[-1] == "Minst ett ord må vises."
    assert sum(box.value() for box in panel.boxes.values()) == 1


def test_looks_are_used_at_once(qtbot: QtBot, database: Database) -> None:
    panel: LooksPanel = part(qtbot, database, "looks")
    panel.theme.set_value("dark")
    panel.text_size.set_value("1.5")
    panel.language.set_value("nn")
    assert panel._desk.settings == Settings(language="nn", theme="dark", text_size=1.5)


def test_the_page_goes_to_the_part_that_is_wanted(qtbot: QtBot, database: Database) -> None:
    page = shown(qtbot, SettingsPage(desk_of(database), Told()))
    click(next(one for one in page.section.buttons() if one.code == "children"))
    assert isinstance(page.panel, MonthsPanel)
    assert button(page, "Fyll ut åpningsdager").isVisible()


@pytest.mark.parametrize("key", [key for key, _title, _icon in SECTIONS])
def test_everything_has_a_name_and_nothing_is_cut(qtbot: QtBot, database: Database, key: str) -> None:
    panel = part(qtbot, database, key)
    assert nameless(panel.window()) == []
    assert cut(panel.window()) == []


def test_nothing_is_cut_at_150_percent(qtbot: QtBot, qapp: QApplication, database: Database) -> None:
    with larger(qapp):
        page = shown(qtbot, SettingsPage(desk_of(database), Told()), 1252)
        for key, _title, _icon in SECTIONS:
            page.show_section(key)
            QApplication.processEvents()
            assert (key, cut(page)) == (key, [])

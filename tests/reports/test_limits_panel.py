"""The limits of reports in the settings: chosen, refused with a reason, and back to the usual ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.reports.facts_model import Limits
from ikdesk.reports.limits_panel import LANGUAGE, LimitsPanel
from ikdesk.reports.limits_queries import report_limits
from ikdesk.ui.theme import apply_theme
from ikdesk.unit.queries import unit_row
from tests.looking import Told, cut, desk_of, larger, nameless, shown
from tests.samples import LEADER, TODAY
from tests.ui.hands import click


@pytest.fixture(scope="module", autouse=True)
def _looks(qapp: QApplication) -> None:
    apply_theme(qapp, False, 1.0)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def panel(qtbot: QtBot, database: Database, told: Told) -> Iterator[Any]:
    desk = desk_of(database)
    yield shown(qtbot, LimitsPanel(desk, told), 900, 700)
    desk.close()


def saved(database: Database) -> Limits:
    return database.read(report_limits, viewer=LEADER, today=TODAY)


def language(database: Database) -> str:
    return database.read(unit_row, viewer=LEADER, today=TODAY).report_language


def test_limits_and_language_are_saved_together_and_undone_together(
    panel: Any, database: Database, told: Told
) -> None:
    assert not panel.usual.isVisible()
    panel.form.input("least").set_value(4)
    panel.form.input("handling_green").set_value(95)
    panel.form.input(LANGUAGE).set_value("nn")
    assert panel.usual.isVisible()
    click(panel.save)
    assert (saved(database).least, saved(database).lights.handling_green, language(database)) == (4, 95, "nn")
    told.undo()
    assert saved(database) == Limits()
    assert language(database) == ""
    assert panel.form.input("least").value() == 3


def test_milder_than_usual_is_refused_where_it_stands_and_one_button_takes_all_back(
    panel: Any, database: Database
) -> None:
    panel.form.input("sensitive").set_value(4)
    panel.form.input("evaluated_yellow").set_value(90)
    click(panel.save)
    assert panel.form.box("sensitive").error.endswith("strengere, ikke mildere.")
    assert panel.form.box("evaluated_yellow").error == "Gul kan ikke begynne høyere enn grønn."
    assert saved(database) == Limits()
    panel.form.input("sensitive").set_value(8)
    panel.form.input("evaluated_yellow").set_value(60)
    click(panel.save)
    assert (saved(database).sensitive, saved(database).lights.evaluated_yellow) == (8, 60)
    click(panel.usual)
    assert saved(database).sensitive == 8  # not before it is saved
    click(panel.save)
    assert saved(database) == Limits()
    assert not panel.usual.isVisible()


def test_everything_has_a_name_and_room_also_with_large_letters(panel: Any, qapp: QApplication) -> None:
    assert not nameless(panel)
    assert not cut(panel)
    with larger(qapp):
        assert not cut(panel)

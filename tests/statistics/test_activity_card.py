"""The meter on the screen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import parse_period
from ikdesk.statistics.activity_panel import ActivityCard
from ikdesk.ui.plain_table import PlainTable
from tests.looking import button, cut, desk_of, larger, nameless, shown, words_on
from tests.statistics.reports import departments_of, every, told


@pytest.fixture
def card(qtbot: QtBot, database: Database) -> ActivityCard:
    """A unit with three departments in which nothing has been reported for a while."""
    for key in departments_of(database, "Øya", "Bjørka", "Ask"):
        told(database, every(9, date(2025, 1, 2), date(2026, 3, 1)), department_id=key)
    made = ActivityCard(desk_of(database))
    made.show_period(parse_period("2026-T1"))
    found: ActivityCard = shown(qtbot, made, 1000, 900)
    return found


def test_it_says_its_message_its_numbers_and_its_silence(card: ActivityCard) -> None:
    said = words_on(card)
    assert "Melder vi det som skjer?" in said
    assert "Ingen hendelser meldt på" in said
    for what in ("Meldt per uke", "Nestenulykker", "Siden siste melding", "ingen rangering"):
        assert what in said
    assert not nameless(card)


def test_the_departments_stand_by_name(card: ActivityCard) -> None:
    table = card.findChildren(PlainTable)[0]
    assert [row[0] for row in table.grid.rows] == ["Ask", "Bjørka", "Øya"]


def test_nothing_is_cut_in_large_letters_in_a_narrow_column(card: ActivityCard, qapp: QApplication) -> None:
    with larger(qapp):
        card.resize(640, 2600)
        assert not cut(card)


def test_a_month_opens_its_incidents_from_the_picture_and_from_the_table(card: ActivityCard) -> None:
    wanted: list[dict[str, Any]] = []
    card.wants_incidents.connect(wanted.append)
    assert card.picture is not None
    card.picture.view.pressed.emit("period=2026-02")
    assert wanted == [{"period": "2026-02", "counted": "yes"}]
    button(card, "Vis som tabell").click()
    assert button(card, "Vis som bilde").isVisible()


def test_counting_anew_shows_only_the_new_numbers(card: ActivityCard) -> None:
    card.show_period(parse_period("2025-T2"))
    QApplication.processEvents()
    said = words_on(card)
    assert "Dager siden siste melding er regnet fra 31. august 2025." in said
    assert len([one for one in card.findChildren(QLabel) if one.isVisible() and one.text() == "Nestenulykker"]) == 1

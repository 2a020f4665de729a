"""The front page: what waits, one thing to do about each, and days that are logged with one tap."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import record_incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.start.page import OverviewPage, greeting
from ikdesk.ui.due import due_pill
from ikdesk.unit.exposure_actions import receive_day
from ikdesk.unit.exposure_queries import is_logged, waiting_days
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.samples import LEADER, TODAY, incident_values, place_of
from tests.ui.hands import click


def record(database: Database, days_back: int, **changes: Any) -> Key:
    day = TODAY - timedelta(days=days_back)
    values = incident_values(database, **{"occurred_on": day, "place_id": place_of(database, "sandpit"), **changes})
    return database.write(record_incident, values, told_at=datetime.combine(day, time(12)), by=LEADER, today=TODAY)


def page_of(qtbot: QtBot, database: Database, told: Told | None = None) -> OverviewPage:
    page = shown(qtbot, OverviewPage(desk_of(database), told or Told()))
    assert isinstance(page, OverviewPage)
    return page


@pytest.mark.parametrize(
    ("hour", "words"), [(4, "God kveld"), (5, "God morgen"), (9, "God morgen"), (10, "God dag"), (18, "God kveld")]
)
def test_the_greeting_follows_the_hour(hour: int, words: str) -> None:
    assert greeting(hour) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(-36, "36 dager over fristen"), (-1, "1 dag over fristen"), (0, "Frist i dag"), (1, "Om 1 dag"),
     (4, "Om 4 dager")],
)  # fmt: skip
def test_a_pill_says_when_something_is_due(qtbot: QtBot, days: int, words: str) -> None:
    pill = due_pill(days)
    qtbot.addWidget(pill)
    assert pill.accessibleName() == words


def test_a_new_unit_is_told_three_things_to_do_first(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    wanted: list[str] = []
    page.wants.connect(wanted.append)
    page.wants_setting.connect(wanted.append)
    assert "Meld den første hendelsen" in words_on(page)
    click(button(page, "Meld en hendelse: Meld den første hendelsen"))
    click(button(page, "Fyll ut: Skriv inn antall barn og åpningsdager"))
    click(button(page, "Skriv: Bli enige om hva dere skal registrere"))
    assert wanted == ["report", "children", "unit"]


def test_what_waits_has_a_pill_and_one_thing_to_do(qtbot: QtBot, database: Database) -> None:
    key = record(database, 29, story="Falt av huska")
    page = page_of(qtbot, database)
    wanted: list[Any] = []
    page.wants_incident.connect(wanted.append)
    assert "1 dag over fristen" in words_on(page)
    click(button(page, "Følg opp: Falt av huska"))
    assert wanted == [key]


def test_the_numbers_follow_when_something_is_recorded(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    record(database, 3, story="Klemte fingeren")
    words = words_on(page)
    assert "hendelse venter på oppfølging" in words
    assert "Eldste er meldt mandag" in words
    assert "hendelse i april" in words


def test_the_page_says_the_date_and_the_week(qtbot: QtBot, database: Database) -> None:
    assert page_of(qtbot, database).head.sub.text() == "Torsdag 30. april 2026 · uke 18"


def test_one_tap_logs_the_hill_today_and_can_be_undone(qtbot: QtBot, database: Database) -> None:
    told = Told()
    page, hill = page_of(qtbot, database, told), place_of(database)
    ask = lambda: database.read(is_logged, hill, TODAY, viewer=LEADER, today=TODAY)  # noqa: E731
    click(button(page, "Akedag i dag: Akebakke"))
    assert ask()
    assert "I bruk i dag" in words_on(page)
    told.undo()
    assert not ask()
    assert button(page, "Akedag i dag: Akebakke").isVisible()


def test_a_day_from_the_lock_screen_is_confirmed_or_refused(qtbot: QtBot, database: Database) -> None:
    hill = place_of(database)
    for number, day in enumerate((date(2026, 4, 1), date(2026, 4, 7))):
        database.write(receive_day, hill, day, f"kvittering {number}", by=LEADER, today=TODAY)
    page = page_of(qtbot, database)
    first = "Akebakke ble ført 1. april 2026 fra låseskjermen. Stemmer det?"
    second = "Akebakke ble ført 7. april 2026 fra låseskjermen. Stemmer det?"
    click(button(page, f"Bekreft: {first}"))
    click(button(page, f"Stemmer ikke: {second}"))
    logged = [database.read(is_logged, hill, date(2026, 4, day), viewer=LEADER, today=TODAY) for day in (1, 7)]
    assert logged == [True, False]
    assert database.read(waiting_days, viewer=LEADER, today=TODAY) == []


def test_an_event_on_a_day_that_is_not_logged_asks(qtbot: QtBot, database: Database) -> None:
    hill, day = place_of(database), TODAY - timedelta(days=2)
    record(database, 2, place_id=hill)
    page = page_of(qtbot, database)
    said = "Det skjedde noe i Akebakke 28. april 2026, men dagen er ikke ført. Var stedet i bruk?"
    click(button(page, f"Ja, før dagen: {said}"))
    assert database.read(is_logged, hill, day, viewer=LEADER, today=TODAY)
    assert said not in words_on(page)


def test_a_no_is_not_asked_again(qtbot: QtBot, database: Database) -> None:
    record(database, 2, place_id=place_of(database))
    page = page_of(qtbot, database)
    said = "Det skjedde noe i Akebakke 28. april 2026, men dagen er ikke ført. Var stedet i bruk?"
    click(button(page, f"Nei: {said}"))
    assert said not in words_on(page)


def test_missing_figures_lead_to_where_they_are_filled_in(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    wanted: list[str] = []
    page.wants_setting.connect(wanted.append)
    assert "Antall barn og åpningsdager for januar, februar, mars og april." in words_on(page)
    click(page.fill)
    assert wanted == ["children"]


def test_no_month_is_compared_with_another(qtbot: QtBot, demo: Database) -> None:
    words = words_on(page_of(qtbot, demo)).casefold()
    assert "enn i mars" not in words
    assert "færre" not in words


def test_everything_has_a_name_and_nothing_is_cut(qtbot: QtBot, qapp: QApplication, demo: Database) -> None:
    page = page_of(qtbot, demo)
    assert nameless(page) == []
    assert cut(page) == []
    with larger(qapp):
        assert cut(shown(qtbot, OverviewPage(desk_of(demo), Told()), 1252)) == []

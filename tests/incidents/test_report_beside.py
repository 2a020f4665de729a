"""What stands beside the form: the card, one like it, names pointed out, the plan, and how long it took."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.find_model import Capture
from ikdesk.kernel.database import Database
from ikdesk.ui.pictures_in import remade
from ikdesk.ui.pointed import Pointed
from ikdesk.unit.plan_actions import add_plan, put_on_plan
from ikdesk.unit.plan_panel import PlanBox
from tests.incidents.import_samples import incidents
from tests.incidents.report_samples import chip, page_of, tile
from tests.looking import button, cut, nameless, words_on
from tests.samples import LEADER, TODAY, incident_values, place_of
from tests.ui.hands import answering, click, write
from tests.ui.test_pictures_in import packed


def test_what_is_written_down_here_is_one_click_away_and_the_report_stands_as_it_was(
    qtbot: QtBot, database: Database
) -> None:
    page = page_of(qtbot, database)
    write(page.form.input("story"), "Falt")
    click(page.form.card)
    assert page.card.isVisible()
    assert "Er du i tvil, så meld." in words_on(page.card)
    assert nameless(page) == []
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.form.input("story").value() == "Falt"
    assert page.form.isVisible()


def test_one_like_it_is_hinted_at_where_one_saves_and_is_never_in_the_way(qtbot: QtBot, hill_first: Database) -> None:
    other = incident_values(hill_first, occurred_on=TODAY, occurred_time=None)
    hill_first.write(record_incident, other, told_at=datetime(2026, 4, 30, 10, 40), by=LEADER, today=TODAY)
    page = page_of(qtbot, hill_first)
    for widget in (tile(page, "Barn skadet seg"), chip(page, "place_id", place_of(hill_first)),
                   chip(page, "severity", 1)):  # fmt: skip
        click(widget)
    qtbot.waitUntil(page.like.isVisible, timeout=15_000)
    assert "Ligner på 2026-2, meldt kl. 10.40. Er det den samme?" in words_on(page)
    assert cut(page) == []
    with qtbot.waitSignal(page.wants):
        click(button(page, "Se den"))
    click(page.save)
    assert "Hendelse 2026-3" in words_on(page.receipt)


def test_a_name_is_pointed_out_and_saved_and_a_birth_number_must_go(qtbot: QtBot, hill_first: Database) -> None:
    page = page_of(qtbot, hill_first)
    for widget in (tile(page, "Det holdt på å skje"), chip(page, "place_id", place_of(hill_first))):
        click(widget)
    page.form.input("story").set_value("Kari snublet. 01010750160")
    for one in page.findChildren(Pointed):
        one.look()
    assert "«Kari» ser ut som et navn. Skriv heller initialer." in words_on(page)
    click(page.save)
    assert "Ta bort fødselsnummeret" in page.form.box("story").error
    page.form.input("story").set_value("Kari snublet.")
    click(page.save)
    assert incidents(hill_first)[-1].story == "Kari snublet."


def test_a_birth_number_is_refused_in_place_of_the_initials_of_another_child(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    page.form.fill({"kind": "child_injury", "place_id": str(place_of(database)), "severity": "1", "child": "KN",
                    "others": ["01010750160"]})  # fmt: skip
    click(page.save)
    assert incidents(database) == []
    assert "Det ser ut som et fødselsnummer" in words_on(page)


def test_the_place_is_pointed_at_on_the_plan_where_there_is_one(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    assert not page.plan.isVisible()
    plan = database.write(add_plan, "Ute", remade(packed("png", 600, 400)), by=LEADER, today=TODAY)
    database.write(put_on_plan, plan, place_of(database, "slide"), (0.5, 0.5), by=LEADER, today=TODAY)
    qtbot.waitUntil(page.plan.isVisible)
    with answering(lambda box: box.picker.chosen.emit(place_of(database, "slide")), kind=PlanBox):
        click(page.plan)
    assert page.place.value() == str(place_of(database, "slide"))


def test_how_long_it_took_is_kept_unless_one_was_interrupted(qtbot: QtBot, hill_first: Database) -> None:
    page = page_of(qtbot, hill_first)

    def saved() -> None:
        for widget in (tile(page, "Det holdt på å skje"), chip(page, "place_id", place_of(hill_first)), page.save):
            click(widget)

    def kept() -> int:
        with Session(hill_first.engine) as session:
            return len(session.scalars(select(Capture)).all())

    saved()
    assert kept() == 1
    click(page.receipt.more)
    saved()
    assert kept() == 2
    click(page.receipt.more)
    click(tile(page, "Det holdt på å skje"))
    page.hide()
    page.show()
    saved()
    assert kept() == 2

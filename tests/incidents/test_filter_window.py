"""The filters in the window: folded out, counted, kept under a name, taken up again, renamed and taken away."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.filter_saved_panel import NameBox
from ikdesk.incidents.page import IncidentPage
from ikdesk.kernel.database import Database
from ikdesk.ui.choices import CheckChip
from ikdesk.ui.inputs import Dropdown
from ikdesk.unit.actions import change_unit
from tests.looking import Told, button, desk_of, larger, shown, words_on
from tests.samples import LEADER, TODAY, incident_values
from tests.ui.hands import answering, click, write


def names_in(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def choose(page: IncidentPage, words: str) -> None:
    menu = page.filters.saved.menu_of()
    next(action for action in menu.actions() if action.text() == words).trigger()


def page_of(qtbot: QtBot, database: Database, told: Told) -> IncidentPage:
    done: dict[str, Any] = {"by": LEADER, "today": TODAY}
    for day, kind in ((1, "near_miss"), (2, "child_injury")):
        values = incident_values(database, occurred_on=date(2026, 4, day), kind=kind)
        database.write(record_incident, values, told_at=datetime.combine(date(2026, 4, day), time(12)), **done)
    page: IncidentPage = shown(qtbot, IncidentPage(desk_of(database), told))
    return page


def name(box: NameBox) -> None:
    click(button(box, "Lagre"))
    assert "Skriv hva utvalget skal hete." in box.field.error
    write(box.name, "Nesten")
    click(button(box, "Lagre"))


def rename(box: NameBox) -> None:
    box.name.set_value("Nesten i år")
    click(button(box, "Lagre"))


def test_a_choice_goes_through_all_it_can_be(qtbot: QtBot, database: Database) -> None:
    told = Told()
    page = page_of(qtbot, database, told)
    assert not page.filters.more.isVisible()
    click(button(page, "Flere filtre"))
    assert page.filters.more.isVisible()
    page.filters.more.checks.set_value(["near_miss"])
    page.filters.period.set_value("last12")
    assert "Viser 1 av 2 hendelser" in words_on(page)
    assert button(page, "Flere filtre (1)").isVisible()

    with answering(name, kind=NameBox):
        choose(page, "Lagre utvalget …")
    click(page.filters.reset)
    assert "Viser 2 av 2 hendelser" in words_on(page)
    choose(page, "Nesten")
    assert page.filters.values() == {"near_miss": "yes", "period": "last12"}
    assert "Viser 1 av 2 hendelser" in words_on(page)
    with answering(rename, kind=NameBox):
        choose(page, "Gi «Nesten» nytt navn …")
    choose(page, "Fjern «Nesten i år»")
    assert told.said == ["Utvalget «Nesten» er lagret.", "Utvalget heter nå «Nesten i år».",
                         "Utvalget «Nesten i år» er fjernet."]  # fmt: skip
    assert names_in(page.filters.saved.menu_of()) == ["Lagre utvalget …"]
    told.undo()
    assert names_in(page.filters.saved.menu_of())[0] == "Nesten i år"


def test_what_is_not_transferred_is_asked_for_from_the_day_there_is_a_system(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database, Told())
    click(button(page, "Flere filtre"))
    chip = next(one for one in page.findChildren(CheckChip) if one.code == "not_transferred")
    assert not chip.isVisible()
    page.filters.more.checks.set_value(["not_transferred"])  # from a choice kept while there was one
    assert page.filters.values() == {}
    click(page.filters.reset)
    page._desk.write(change_unit, {"municipal_system": "Risk Manager"})
    assert chip.isVisible()
    page.list.selectAll()
    assert page.bar.transfer.isVisible()


def test_what_one_comes_with_from_the_statistics_is_chosen_and_can_be_taken_away(
    qtbot: QtBot, database: Database
) -> None:
    page = page_of(qtbot, database, Told())
    values = {"period": "2026-04", "activity": "sledding", "weekday": "3", "hour": "9", "standard": "gone_by_now",
              "counted": "yes"}  # fmt: skip
    page.filters.show_values(values)
    assert page.filters.values() == values  # also what its list does not offer any more
    assert button(page, "Flere filtre (5)").isVisible()
    click(button(page, "Flere filtre (5)"))
    assert page.filters.more.checks.value() == ("counted",)
    click(page.filters.reset)
    assert page.filters.values() == {}


def test_where_there_is_no_room_only_those_that_are_chosen_are_shown(
    qtbot: QtBot, database: Database, qapp: QApplication
) -> None:
    page = page_of(qtbot, database, Told())
    page.filters.unfold(shown=True)
    seen = page.filters.more.findChildren(Dropdown)
    assert [box.accessibleName() for box in seen if box.isVisible()][-1] == "Klokkeslett"
    with larger(qapp):
        QApplication.processEvents()
        assert "Klokkeslett" not in [box.accessibleName() for box in seen if box.isVisible()]
        page.filters.show_values({"hour": "9"})
        assert "Klokkeslett" in [box.accessibleName() for box in seen if box.isVisible()]

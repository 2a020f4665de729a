"""The page of what is left undone, and the one line of it on other pages."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.reports.page import TertialPage
from ikdesk.review.line_panel import ReviewLine
from ikdesk.review.model import Rule
from ikdesk.review.page import ReviewPage
from ikdesk.review.rule_panel import FEW, FindingLine
from ikdesk.start.page import OverviewPage
from ikdesk.ui.desk import Desk
from ikdesk.unit.queries import codebook
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.review.undone import UNDONE, Unit
from tests.samples import NOBODY, TODAY
from tests.ui.hands import click, press

PATIENCE = 20_000  # milliseconds


@pytest.fixture
def unit(database: Database) -> Unit:
    return Unit(database)


def page_of(qtbot: QtBot, unit: Unit) -> ReviewPage:
    page = shown(qtbot, ReviewPage(desk_of(unit.database)))
    assert isinstance(page, ReviewPage)
    return page


def heard(page: ReviewPage) -> list[tuple[str, Any]]:
    """Where it wants to go, from now on."""
    found: list[tuple[str, Any]] = []
    for name in ("wants", "wants_incident", "wants_measure", "wants_evaluation", "wants_routine", "wants_focus",
                 "wants_equipment", "wants_risk", "wants_setting"):  # fmt: skip
        getattr(page, name).connect(lambda key, name=name: found.append((name, key)))
    return found


def test_where_nothing_is_left_the_page_says_so(qtbot: QtBot, unit: Unit) -> None:
    page = page_of(qtbot, unit)
    assert "Ingenting står ugjort" in words_on(page)
    assert page.rules == {}


def test_everything_found_stands_there_with_what_to_do_and_a_way_there(
    qtbot: QtBot, qapp: QApplication, unit: Unit
) -> None:
    for make in UNDONE.values():
        make(unit)
    page = page_of(qtbot, unit)
    assert list(page.rules) == list(Rule)
    assert f"{len(unit.found())} ting å se på" in words_on(page)
    where = heard(page)
    for one in unit.found():
        page.open(one)
    ways = {
        Rule.MEASURE_LATE: "wants_measure", Rule.EVALUATION_LATE: "wants_evaluation", Rule.NO_CAUSE: "wants_incident",
        Rule.ROUTINE_LATE: "wants_routine", Rule.FOCUS_LATE: "wants_focus", Rule.EQUIPMENT_LATE: "wants_equipment",
        Rule.RISK_LATE: "wants_risk", Rule.ROUTINE_NO_RISK: "wants_routine",
        Rule.MEETING_OPEN: "wants", Rule.DAYS_UNCONFIRMED: "wants",
    }  # fmt: skip
    went = {one.rule: (name, key) for one, (name, key) in zip(unit.found(), where, strict=True)}
    assert {rule: went[rule][0] for rule in ways} == ways
    late = next(one for one in unit.found() if one.rule is Rule.EQUIPMENT_LATE)
    assert (went[Rule.MEETING_OPEN][1], went[Rule.EQUIPMENT_LATE][1]) == ("meetings", late.key)
    assert (nameless(page), cut(page)) == ([], [])
    with larger(qapp):
        QApplication.processEvents()
        assert cut(page) == []


def test_a_line_is_opened_with_mouse_or_keyboard_and_goes_when_it_is_put_right(qtbot: QtBot, unit: Unit) -> None:
    mend = UNDONE[Rule.MEASURE_LATE](unit)
    (found,) = unit.found()
    page = page_of(qtbot, unit)
    where = heard(page)
    press(button(page, "Åpne tiltaket: 1 Egen opp-løype med bånd"), Qt.Key.Key_Return)
    click(page.findChildren(FindingLine)[0], QPoint(40, 8))
    assert where == [("wants_measure", found.key)] * 2
    mend()
    assert "Ingenting står ugjort" in words_on(page)


def test_many_of_a_kind_do_not_hide_the_others(qtbot: QtBot, unit: Unit) -> None:
    for number in range(FEW + 3):
        unit.tell(date(2026, 3, 1), story=str(number))
    page = page_of(qtbot, unit)
    lines = page.rules[Rule.INCIDENT_LATE].findChildren(FindingLine)
    assert len(lines) == FEW
    click(button(page.rules[Rule.INCIDENT_LATE], "Vis 3 til"))
    page.reload()  # what was unfolded stays so
    assert len(page.rules[Rule.INCIDENT_LATE].findChildren(FindingLine)) == FEW + 3


def said_on(page: QWidget) -> bool:
    """Whether the line with one finding is there."""
    return "Røntgen: 1 ting å se på" in words_on(page)


def test_the_front_page_and_the_report_tell_of_it_in_one_line(qtbot: QtBot, unit: Unit) -> None:
    UNDONE[Rule.MEASURE_LATE](unit)
    wants: list[str] = []
    front = shown(qtbot, OverviewPage(desk_of(unit.database), Told()))
    front.wants.connect(wants.append)
    report = shown(qtbot, TertialPage(desk_of(unit.database), Told(), wants.append))
    for page in (front, report):
        qtbot.waitUntil(partial(said_on, page), timeout=PATIENCE)
        click(button(page, "Se listen i Røntgen"))
    assert wants == ["review", "review"]
    assert report.foot.isEnabled()  # it never stops anybody


def test_the_line_is_not_there_where_nothing_is_left_or_one_may_not_see_it(qtbot: QtBot, unit: Unit) -> None:
    page = shown(qtbot, QWidget())
    line = ReviewLine(desk_of(unit.database))
    line.setParent(page)
    line.show_number(0)
    assert line.isHidden()
    UNDONE[Rule.MEASURE_LATE](unit)
    line.soon()
    qtbot.waitUntil(lambda: not line.isHidden(), timeout=PATIENCE)
    assert line.number == 1
    desk = desk_of(unit.database)
    other = Desk(unit.database, NOBODY, desk.clock, unit.database.read(codebook, viewer=desk.viewer, today=TODAY),
                 desk.settings)  # fmt: skip
    shut = ReviewLine(other)
    shut.setParent(page)
    shut.soon()
    assert not any(timer.isActive() for timer in shut.findChildren(QTimer))
    assert (shut.isHidden(), shut.number) == (True, 0)

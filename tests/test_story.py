"""Tom's story in the window, from a raw incident to a measure, an answer, a routine and the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ikdesk import data
from ikdesk.incidents.case_panel import CasePanel
from ikdesk.incidents.model import Status
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.queries import incident_detail
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.measures.answer_panel import AnswerPanel
from ikdesk.measures.form_panel import MeasureForm
from ikdesk.measures.model import MeasureStatus
from ikdesk.measures.page import MeasurePage
from ikdesk.measures.queries import MeasureDetail, measure_detail, measure_number_key, measures_of_incident
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.queries import tertial_facts
from ikdesk.routines.model import RoutineStatus
from ikdesk.routines.page import RoutinePage
from ikdesk.routines.queries import routine_detail, routines_of_measure
from ikdesk.safe.vault import unlock
from ikdesk.start.page import OverviewPage
from ikdesk.workplace import Workplace
from tests.looking import button
from tests.ui.hands import answering, click

REPORT = parse_period("2026-T1")


@pytest.fixture
def place(qtbot: QtBot, demo: Path) -> Iterator[Workplace]:
    """The pages of the demo kindergarten, shown."""
    opened = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    made = Workplace(opened, Settings(), lambda _settings: None, lambda: None, lambda: None)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    with qtbot.waitExposed(made.window):
        made.window.show()
    yield made
    made.close()
    opened.close()


def press(page: QWidget, words: str) -> None:
    click(button(page, words))


def in_box(page: QWidget, words: str, act: Callable[[Any], None]) -> None:
    """Press what asks, and answer in the box that comes up."""
    with answering(act):
        press(page, words)


def over(page: QWidget, kind: type[Any]) -> Any:
    QApplication.processEvents()
    return next(widget for widget in page.findChildren(kind) if widget.isVisible())


def measure(place: Workplace, number: int) -> MeasureDetail:
    key = place.desk.read(measure_number_key, number)
    return cast("MeasureDetail", place.desk.read(measure_detail, key))


def facts(place: Workplace) -> Facts:
    return place.desk.read(tertial_facts, REPORT)


def incidents(place: Workplace, at: int) -> tuple[IncidentPage, Key]:
    """The list of incidents, with the one on a line chosen."""
    place.window.go("incidents")
    page = cast("IncidentPage", place.window.page)
    key = page.rows.key(at)
    page.list.choose(key)
    return page, key


def status(place: Workplace, key: Key) -> Status:
    found = place.desk.read(incident_detail, key)
    assert found is not None
    return found.status


def test_from_a_raw_incident_to_a_measure_that_is_followed_until_it_is_done(place: Workplace) -> None:
    page, first = incidents(place, 0)
    assert status(place, first) is Status.REPORTED
    press(page.detail, "Nytt tiltak")
    plan = cast("MeasurePage", place.window.page)
    form = over(plan, MeasureForm)
    form.form.fill({"title": "Klemlister på alle dører", "origin": "immediate"})
    click(form.save)
    press(plan.detail, "Vedta")
    in_box(plan.detail, "Start", lambda box: press(box, "Start"))
    number = measure(place, 17).number
    assert status(place, first) is Status.MEASURES_RUNNING
    page, second = incidents(place, 1)
    other = place.desk.read(measures_of_incident, first)[0]

    def tie(box: Any) -> None:
        box.choice.set_value(other.id)
        press(box, "Knytt sammen")

    in_box(page.detail, "Knytt til et tiltak", tie)
    assert {linked.id for linked in measure(place, number).incidents} == {first, second}
    press(page.detail, "Lukk saken")
    click(over(page, CasePanel).save)
    assert status(place, second) is Status.CLOSED
    place.window.go("measures")
    press(plan.detail, "Gjennomført")

    def choose(box: Any) -> None:
        box.day.set_value(date(2026, 11, 1))
        press(box, "Lagre")

    in_box(plan.detail, "Velg dagen", choose)
    found = measure(place, number)
    assert (found.status, found.evaluate_on) == (MeasureStatus.DONE, date(2026, 11, 1))
    assert number in {one.number for one in facts(place).work.done}


def answer(place: Workplace) -> MeasurePage:
    """Say from the front page that six measures worked; the page of measures comes back."""
    place.window.go("start")
    overview = cast("OverviewPage", place.window.page)
    press(overview, "Virket det?: Egen opp-løype med bånd")
    plan = cast("MeasurePage", place.window.page)
    panel = over(plan, AnswerPanel)
    panel.form.fill({"answer": "worked", "decision": "keep"})
    panel.others.set_value([measure(place, number).id for number in (2, 3, 4, 5, 6)])
    click(panel.save)
    return plan


def test_from_the_planned_day_to_an_answer_a_routine_and_the_report(place: Workplace) -> None:
    before, plan = facts(place), answer(place)
    answered = measure(place, 1)
    assert answered.status is MeasureStatus.WORKED
    assert answered.evaluations[0].verdict == "clear_fall"
    assert answered.evaluations[0].sentence
    in_box(plan.detail, "Gjør til rutine", lambda box: press(box, "Lag utkast"))
    routines = cast("RoutinePage", place.window.page)
    assert routines.form is not None
    click(routines.form.approve)
    made = place.desk.read(routines_of_measure, answered.id)[0]
    assert made.status is RoutineStatus.VALID
    page, key = incidents(place, 0)
    press(page.detail, "Følg opp")
    case = cast("Any", page.cases.form)
    case.form.fill({"routine_status": "broken", "routine_id": str(made.id)})
    press(case, "Lagre")
    assert cast("Any", place.desk.read(incident_detail, key)).routine_id == made.id
    assert cast("Any", place.desk.read(routine_detail, made.id)).incidents == (("broken", 1),)
    after = facts(place)
    assert after.routines.valid == before.routines.valid + 1
    assert [effect.judgement.verdict for effect in after.focus] == [one.judgement.verdict for one in before.focus]
    told = {one.number: one.status for one in after.work.measures}
    assert [told[number] for number in range(1, 7)] == [MeasureStatus.WORKED] * 6
    assert not {one.number for one in after.work.measures if one.to_evaluate(after.today)} & set(range(1, 7))

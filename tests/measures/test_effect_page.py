"""Did it work? The numbers on screen, the switch, the answer that is kept with them, and what comes next."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import record_incident
from ikdesk.kernel.codes import shipped_codebook
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure, adopt_measure, start_measure
from ikdesk.measures.answer_panel import AnswerPanel
from ikdesk.measures.effect_panel import EffectPanel, numbers_card, whole_effect
from ikdesk.measures.evidence_sentences import evidence_of
from ikdesk.measures.form_panel import MeasureForm
from ikdesk.measures.model import Decision, MeasureStatus
from ikdesk.measures.page import MeasurePage
from ikdesk.measures.queries import MeasureDetail, measure_detail
from ikdesk.ui.plain_table import PlainTable
from ikdesk.unit.actions import change_place
from ikdesk.unit.exposure_actions import log_days
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.measures.effects import NO_RATIO, effect
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values, place_of
from tests.ui.hands import click, press

DECIDED = date(2025, 3, 10)
WINTERS = {2022: 9, 2023: 10, 2024: 12, 2025: 2}  # events; twenty days in use each


@pytest.fixture
def hill(database: Database) -> Key:
    """A measure against what happens in the sledding hill, to be looked at today."""
    place = place_of(database)
    do: dict[str, Any] = {"by": LEADER, "today": TODAY}
    database.write(change_place, place, {"logged": True}, **do)
    for year, events in WINTERS.items():
        days = [date(year, 12, 1) + timedelta(days=3 * n) for n in range(20)]
        database.write(log_days, place, days, **do)
        for day in days[:events]:
            database.write(record_incident, incident_values(database, occurred_on=day), told_at=NOON, **do)
    values = measure_values(database, activity=None, evaluate_on=TODAY)
    key: Key = database.write(add_measure, values, **do)
    database.write(adopt_measure, key, on=DECIDED, **do)
    database.write(start_measure, key, on=DECIDED, **do)
    return key


def page_of(qtbot: QtBot, database: Database, told: Told | None = None) -> MeasurePage:
    page = shown(qtbot, MeasurePage(desk_of(database), told or Told()))
    assert isinstance(page, MeasurePage)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def over(page: MeasurePage, kind: type[Any]) -> Any:
    QApplication.processEvents()
    found = [widget for widget in page.findChildren(kind) if widget.isVisible()]
    assert len(found) == 1
    return found[0]


def detail(database: Database, key: Key) -> MeasureDetail:
    found = database.read(measure_detail, key, viewer=LEADER, today=TODAY)
    assert found is not None
    return found


def test_the_screen_of_an_effect_says_verdict_numbers_and_what_was_checked(
    qtbot: QtBot, database: Database, hill: Key
) -> None:
    page = page_of(qtbot, database)
    click(button(page, "Se om det virket"))
    said = words_on(over(page, EffectPanel))
    assert "2 hendelser på 20 akedager" in said
    assert "Tallene viser hva som skjedde, ikke hvorfor." in said
    assert "En uvanlig dårlig sesong" in said
    table = over(page, PlainTable)
    assert [row[0] for row in table.grid.rows] == ["2022–23", "2023–24", "2024–25", "2025–26"]
    assert [row[2] for row in table.grid.rows] == ["9", "10", "12", "2"]
    assert (nameless(over(page, EffectPanel)), cut(over(page, EffectPanel))) == ([], [])
    press(over(page, EffectPanel), Qt.Key.Key_Escape)
    assert page.list.isVisible()


def test_the_same_tertial_can_be_compared_instead(qtbot: QtBot, database: Database, hill: Key) -> None:
    page = page_of(qtbot, database)
    click(button(page, "Se om det virket"))
    panel = over(page, EffectPanel)
    panel.compare.set_value("tertial")
    assert over(page, PlainTable).grid.rows[-1][0] == "T1 2026"
    panel.compare.set_value("seasons")
    assert over(page, PlainTable).grid.rows[-1][0] == "2025–26"


def test_where_nothing_can_be_counted_it_says_what_to_do_and_still_takes_an_answer(
    qtbot: QtBot, database: Database
) -> None:
    values = measure_values(database, place_id=None, activity=None, evaluate_on=TODAY)
    key = database.write(add_measure, values, by=LEADER, today=TODAY)
    database.write(start_measure, key, on=DECIDED, by=LEADER, today=TODAY)
    page = page_of(qtbot, database)
    click(button(page, "Se om det virket"))
    panel = over(page, EffectPanel)
    assert re.search(r"sted|aktivitet", words_on(panel))
    assert not panel.compare.isVisible()
    click(panel.ask)
    answer = over(page, AnswerPanel)
    answer.form.fill({"answer": "cannot_tell", "decision": "keep"})
    click(answer.save)
    kept = detail(database, key)
    assert (kept.status, kept.evaluations[0].verdict) == (MeasureStatus.CANNOT_TELL, "")


def test_the_answer_is_kept_with_who_when_and_the_numbers_then(qtbot: QtBot, database: Database, hill: Key) -> None:
    told = Told()
    page = page_of(qtbot, database, told)
    page.show_evaluation(hill)
    answer = over(page, AnswerPanel)
    assert "2 hendelser på 20 akedager" in words_on(answer)
    click(answer.save)
    assert answer.form.box("answer").error == "Velg om tiltaket virket."
    assert answer.form.box("decision").error == "Velg hva dere gjør nå."
    answer.form.fill({"answer": "worked", "decision": "keep", "comment": "Roligere i bakken."})
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    kept = detail(database, hill)
    row = kept.evaluations[0]
    assert (kept.status, row.decision, row.given_by, row.day) == (
        MeasureStatus.WORKED, Decision.KEEP, "Tom", TODAY
    )  # fmt: skip
    assert row.evidence["after"] == {"events": 2, "exposure": 20}
    assert {gate["code"] for gate in row.evidence["gates"]} >= {"regression", "exposure"}
    said = words_on(page)
    assert "Roligere i bakken." in said
    assert "Tallene da: " in said
    assert button(page, "Gjør til rutine").isVisible()
    told.undo()
    assert detail(database, hill).status is MeasureStatus.TO_EVALUATE


def test_a_measure_that_shall_be_changed_leads_to_the_next_one(qtbot: QtBot, database: Database, hill: Key) -> None:
    page = page_of(qtbot, database)
    page.show_evaluation(hill)
    answer = over(page, AnswerPanel)
    answer.form.fill({"answer": "did_not_work", "decision": "change"})
    click(answer.save)
    click(button(page, "Nytt tiltak etter dette"))
    form = over(page, MeasureForm).form
    assert "Etter tiltak 1: Egen opp-løype med bånd" in words_on(page)
    assert form.input("place_id").value() == str(place_of(database))


def test_an_answer_that_is_called_off_changes_nothing(qtbot: QtBot, database: Database, hill: Key) -> None:
    page = page_of(qtbot, database)
    page.show_evaluation(hill)
    over(page, AnswerPanel).form.fill({"answer": "worked", "decision": "keep"})
    press(over(page, AnswerPanel), Qt.Key.Key_Escape)
    assert detail(database, hill).evaluations == ()
    assert page.list.isVisible()


def test_a_place_that_was_not_in_use_has_no_rate(qtbot: QtBot) -> None:
    seasons = effect().seasons
    made = effect("not_in_use", judged={"ratio": NO_RATIO, "expected": None},
                  seasons=(*seasons[:3], replace(seasons[3], events=0, exposure=0.0)))  # fmt: skip
    card = numbers_card(made, shipped_codebook())
    qtbot.addWidget(card)
    table = card.findChild(PlainTable)
    assert table is not None
    assert table.grid.rows[-1][-1] == "ikke i bruk"


@pytest.mark.parametrize("kind", ["logged", "attendance", "open_days"])
def test_the_table_of_seasons_fits_beside_the_pictures(qtbot: QtBot, kind: Any) -> None:
    made = shown(qtbot, whole_effect(effect(exposure_kind=kind), shipped_codebook()), 1096, 1200)
    table = made.findChild(PlainTable)
    assert sum(table.columnWidth(at) for at in range(len(table.grid.headings))) <= table.width()


def test_nothing_is_cut_in_large_letters(qtbot: QtBot, database: Database, hill: Key, qapp: QApplication) -> None:
    with larger(qapp):
        page = page_of(qtbot, database)
        page.show_evaluation(hill)
        assert cut(over(page, AnswerPanel)) == []
    assert nameless(over(page, AnswerPanel)) == []


def test_what_is_kept_is_plain_and_says_what_the_screen_said() -> None:
    kept = evidence_of(effect(), shipped_codebook())
    assert (kept["verdict"], kept["before"], kept["after"]) == (
        "clear_fall", {"events": 29, "exposure": 68}, {"events": 4, "exposure": 31}
    )  # fmt: skip
    assert kept["sentence"].endswith("Tallene viser hva som skjedde, ikke hvorfor.")
    assert len(kept["gates"]) == 6


def test_worked_without_a_fall_asks_for_a_reason_before_it_is_saved(qtbot: QtBot, database: Database) -> None:
    key: Key = database.write(add_measure, measure_values(database), by=LEADER, today=TODAY)
    database.write(start_measure, key, on=TODAY, by=LEADER, today=TODAY)
    page = page_of(qtbot, database)
    click(button(page, "Se om det virket"))
    assert "Sammenlign" not in words_on(over(page, EffectPanel))
    click(button(page, "Virket det?"))
    panel = over(page, AnswerPanel)
    hint = "Tallene kan ikke svare ennå. Skriv hva dere bygger svaret på."
    assert hint not in words_on(panel)
    panel.form.input("answer").set_value("worked")
    assert hint in words_on(panel)
    assert panel.form.input("comment").accessibleDescription() == hint
    assert "Valgfritt" not in words_on(panel)
    panel.form.input("answer").set_value("cannot_tell")
    assert hint not in words_on(panel)
    assert "Valgfritt" in words_on(panel)


def test_one_answer_does_for_measures_that_cannot_be_told_apart(
    qtbot: QtBot, database: Database, hill: Key
) -> None:
    values = measure_values(database, title="Én om gangen", activity=None, evaluate_on=TODAY)
    other: Key = database.write(add_measure, values, by=LEADER, today=TODAY)
    database.write(start_measure, other, on=DECIDED, by=LEADER, today=TODAY)
    told = Told()
    page = page_of(qtbot, database, told)
    page.show_evaluation(hill)
    panel = over(page, AnswerPanel)
    assert (nameless(panel), cut(panel)) == ([], [])
    panel.form.fill({"answer": "worked", "decision": "keep"})
    panel.others.set_value([other])
    click(panel.save)
    answers = [detail(database, key).evaluations[0] for key in (hill, other)]
    assert [row.answer for row in answers] == [MeasureStatus.WORKED] * 2
    assert all(row.sentence for row in answers)
    told.undo()
    assert [detail(database, key).status for key in (hill, other)] == [MeasureStatus.TO_EVALUATE] * 2


def test_the_numbers_of_the_strip_can_be_read_as_a_table(qtbot: QtBot, database: Database, hill: Key) -> None:
    page = page_of(qtbot, database)
    page.show_evaluation(hill)
    panel = over(page, AnswerPanel)
    click(button(panel, "Vis som tabell"))
    QApplication.processEvents()
    assert nameless(panel) == []
    tables = [one for one in panel.findChildren(QTableView) if one.isVisible() and one.model().columnCount() == 2]
    told = [table.model().index(row, 1).data() for table in tables for row in range(table.model().rowCount())]
    assert "færre" in " ".join(told)

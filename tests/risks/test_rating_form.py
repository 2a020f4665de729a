"""Choosing a cell with the log beside it, and saying who lives with a risk."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid
from ikdesk.risks.accept_panel import AcceptForm
from ikdesk.risks.rating_actions import accept_risk
from ikdesk.risks.rating_model import Outcome, Stage
from ikdesk.risks.rating_panel import NOT_BEGUN, RatingForm
from ikdesk.ui.dialogs import ReasonBox
from tests.looking import button, cut, desk_of, larger, nameless, shown, words_on
from tests.measures.test_effect import HILL_WINTERS, happened, use_the_hill
from tests.risks.hazards import DONE, OneHazard
from tests.samples import LEADER, TODAY, place_of, undo_last
from tests.ui.hands import answering, click, write


@pytest.fixture
def hill(database: Database) -> OneHazard:
    """An assessment of the hill, with four winters behind it."""
    use_the_hill(database, HILL_WINTERS)
    return OneHazard(database, place_id=place_of(database))


def form_of(
    qtbot: QtBot, one: OneHazard, stage: Stage = Stage.BEFORE, outcome: Outcome = Outcome.LIKELY
) -> tuple[RatingForm, list[Any]]:
    """The form, and what it says when it is done."""
    one.database.steps.begin(LEADER.person)
    view = one.view()
    form = RatingForm(desk_of(one.database), view, view.hazards[0], outcome, stage)
    said: list[Any] = []
    form.saved.connect(lambda words, _undo: said.append(words))
    form.left.connect(lambda: said.append(None))
    return shown(qtbot, form), said


def test_the_cell_of_the_log_is_chosen_with_one_press_and_kept_with_its_numbers(
    qtbot: QtBot, hill: OneHazard
) -> None:
    form, said = form_of(qtbot, hill)
    assert "Akebakke: 21 hendelser på 2 vintre" in words_on(form)
    click(button(form, "Bruk forslaget"))
    click(form.save)
    assert said == ["Vurderingen er lagret."]
    assert hill.cell() == (5, 2)
    before = hill.line().before
    assert before is not None
    assert before.sentence.startswith("Akebakke: 21 hendelser")
    undo_last(hill.database)
    assert hill.cell() is None


def test_what_the_log_does_not_speak_of_is_chosen_for_nobody(qtbot: QtBot, database: Database) -> None:
    gate = place_of(database, "gate_fence")
    happened(database, gate, [date(2025, 9, 1), date(2026, 3, 2)])
    form, _said = form_of(qtbot, OneHazard(database, place_id=gate))
    assert "Loggen: S" in words_on(form)
    with pytest.raises(AssertionError, match="no button"):
        button(form, "Bruk forslaget")  # how bad it is, nobody has said
    form.matrix.set_value((1, 4))
    form.matrix.changed.emit()
    click(button(form, "Bruk forslaget"))
    assert form.matrix.value() == (4, 4)


def test_a_lower_risk_without_a_reason_is_asked_about(qtbot: QtBot, hill: OneHazard) -> None:
    hill.rate(5, 2)
    form, said = form_of(qtbot, hill, Stage.EXPECTED)
    assert "Dette sier loggen" not in words_on(form), "nothing has been counted of what is only hoped for"
    form.matrix.set_value((3, 2))
    click(form.save)
    assert said == []
    assert "Skriv hva som gjør at risikoen blir lavere." in words_on(form)
    write(form.form.input("why"), "Egen opp-løype")
    click(form.save)
    assert hill.line().expected is not None
    assert hill.cell() == (5, 2), "what is expected is not the risk of today"


def test_without_a_cell_nothing_is_kept(qtbot: QtBot, hill: OneHazard) -> None:
    form, said = form_of(qtbot, hill)
    click(form.save)
    assert said == []
    assert "Velg en rute i matrisen." in words_on(form)
    assert hill.view().hazards[0].ratings == ()


def test_how_it_became_is_laid_beside_what_happened_since(qtbot: QtBot, hill: OneHazard) -> None:
    hill.rate(5, 2, day=date(2025, 3, 10))
    form, _said = form_of(qtbot, hill, Stage.ACTUAL)
    assert str(NOT_BEGUN) in words_on(form)
    hill.measure(date(2025, 3, 10))
    form, _said = form_of(qtbot, hill, Stage.ACTUAL)
    assert "4 hendelser vinteren 2025–26, på 31 akedager" in words_on(form)
    assert str(NOT_BEGUN) not in words_on(form)
    click(button(form, "Bruk forslaget"))
    assert form.matrix.value() == (4, 2)


def test_what_is_half_written_is_given_back(qtbot: QtBot, hill: OneHazard) -> None:
    form, _said = form_of(qtbot, hill)
    form.matrix.set_value((4, 2))
    write(form.form.input("why"), "Sett det ofte")
    form.keep_draft()
    again, said = form_of(qtbot, hill)
    assert (again.matrix.value(), again.form.input("why").value()) == ((4, 2), "Sett det ofte")
    click(again.cancel)
    assert said == [None]
    assert form_of(qtbot, hill)[0].matrix.value() is None, "it was left on purpose"


def test_a_cell_chosen_by_mistake_is_taken_back_with_a_reason(qtbot: QtBot, hill: OneHazard) -> None:
    hill.rate(5, 2)
    hill.rate(1, 1, why="Feil rute")
    form, said = form_of(qtbot, hill)
    assert form.matrix.value() == (1, 1)

    def why(box: ReasonBox) -> None:
        write(box.reason, "Trykket feil")
        click(button(box, "Trekk tilbake"))

    with answering(why, kind=ReasonBox):
        click(button(form, "Trekk tilbake vurderingen 30. april 2026"))
    assert said == ["Vurderingen er trukket tilbake."]
    assert hill.cell() == (5, 2)


def test_everything_can_be_read_heard_and_done_with_keys(qtbot: QtBot, qapp: QApplication, hill: OneHazard) -> None:
    hill.rate(5, 2, why="De fleste slår seg lett.")
    form, said = form_of(qtbot, hill)
    assert nameless(form) == []
    assert cut(form) == []
    with larger(qapp):
        assert cut(form) == []
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    grid = form.matrix.focusProxy()
    assert grid is not None
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert (said, hill.cell()) == (["Vurderingen er lagret."], (4, 2))


# ---------------------------------------------------------------- living with it


def accepting(qtbot: QtBot, one: OneHazard) -> AcceptForm:
    view = one.view()
    form = AcceptForm(desk_of(one.database), view, view.hazards[0], view.hazards[0].lines[0])
    shown(qtbot, form)
    return form


def test_living_with_a_risk_takes_a_name_a_reason_and_a_day(qtbot: QtBot, qapp: QApplication, hill: OneHazard) -> None:
    hill.rate(4, 3)
    form = accepting(qtbot, hill)
    said = words_on(form)
    assert "Risikoen er høy (rød). Se først om dere kan gjøre noe" in said
    assert "Ingen tiltak er bestemt mot denne faren." in said
    assert (nameless(form), cut(form)) == ([], [])
    with larger(qapp):
        assert cut(form) == []
    form.form.fill({"review_on": TODAY + timedelta(days=3 * 365)})
    click(form.save)
    assert "Skriv hvorfor dere godtar den." in words_on(form)
    assert "Velg en dag som kommer, høyst to år fram." in words_on(form)
    assert hill.line().acceptance is None
    write(form.form.input("why"), "Barna lærer av det.")
    form.form.fill({"review_on": date(2027, 1, 15)})
    click(form.save)
    accepted = hill.line().acceptance
    assert accepted is not None
    assert (accepted.accepted_by, accepted.review_on) == ("Tom", date(2027, 1, 15))


def test_what_was_rated_higher_while_one_wrote_is_not_accepted(qtbot: QtBot, hill: OneHazard) -> None:
    hill.rate(4, 3)
    form = accepting(qtbot, hill)
    write(form.form.input("why"), "Barna lærer av det.")
    hill.rate(5, 5)
    click(form.save)
    (accepted,) = hill.view().hazards[0].acceptances
    assert (accepted.mark.product, hill.line().acceptance) == (12, None)
    with pytest.raises(Invalid, match="rute i matrisen"):
        hill.database.write(accept_risk, hill.key, {
            "accepted_by": "Tom", "why": "Lek", "review_on": date(2027, 1, 15), "probability": 6}, **DONE)  # fmt: skip

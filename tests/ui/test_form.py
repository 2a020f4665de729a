"""A form is made from fields, gives values back, and says what is wrong where it is wrong."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ikdesk.kernel.codes import Codebook, Entry
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.fields import Choice, Field
from ikdesk.ui.buttons import DangerLink, PrimaryButton
from ikdesk.ui.choices import CheckGroup, ChoiceGroup
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import Form, draft_failed
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column
from ikdesk.ui.text import Label
from tests.ui.hands import click, write

TODAY = date(2026, 11, 20)
BOOK = Codebook(
    {
        "severity": {code: Entry(code, {"nb": f"Grad {code}"}) for code in "0123"},
        "cause": {f"c{n}": Entry(f"c{n}", {"nb": f"Årsak {n}"}) for n in range(12)},
    }
)


class Light(Choice):
    """Two states."""

    ON = "På"
    OFF = "Av"


FIELDS = [
    Field("title", "Hva skjedde?"),
    Field("story", "Fortell", long=True),
    Field("severity", "Hvor alvorlig?", int, codes="severity"),
    Field("cause", "Årsak", codes="cause"),
    Field("causes", "Årsaker", tuple, codes="cause"),
    Field("light", "Lys", Light),
    Field("told", "Foreldrene har fått beskjed", bool),
    Field("day", "Når?", date),
    Field("moment", "Klokkeslett", time),
    Field("children", "Antall barn", int),
]
VALUES = {
    "title": "Falt", "story": "To\nlinjer", "severity": 2, "cause": "c3", "causes": ("c1", "c2"), "light": Light.OFF,
    "told": True, "day": date(2026, 11, 19), "moment": time(9, 30), "children": 18,
}  # fmt: skip


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    """One of everything."""
    made = Form(FIELDS, BOOK, TODAY)
    qtbot.addWidget(made)
    return made


def test_what_was_filled_in_comes_back_as_it_was(form: Form) -> None:
    form.fill(VALUES)
    assert form.values() == VALUES


def test_an_empty_form_holds_nothing(form: Form) -> None:
    assert form.values() == {
        "title": "", "story": "", "severity": None, "cause": None, "causes": (), "light": None, "told": False,
        "day": None, "moment": None, "children": None,
    }  # fmt: skip


def test_a_draft_keeps_what_cannot_be_understood(form: Form, qtbot: QtBot) -> None:
    form.fill(VALUES)
    form.input("day").set_value("31.11")
    other = Form(FIELDS, BOOK, TODAY)
    qtbot.addWidget(other)
    other.fill(form.draft())
    assert other.draft() == form.draft()
    assert other.input("day").line.text() == "31.11"


def test_what_cannot_be_understood_is_told_before_anything_is_saved(form: Form) -> None:
    form.fill(VALUES)
    form.input("day").set_value("31.11")
    form.input("children").set_value("atten")
    with pytest.raises(Invalid) as wrong:
        form.values()
    assert wrong.value.messages == {
        "day": "Datoen finnes ikke. November har 30 dager.",
        "children": "Skriv et helt tall.",
    }


def test_few_options_are_chips_and_many_fold_out(form: Form) -> None:
    assert isinstance(form.input("severity"), ChoiceGroup)
    assert isinstance(form.input("cause"), Dropdown)
    assert isinstance(form.input("causes"), CheckGroup)


def test_typing_tells_that_there_is_something_to_keep(form: Form, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.changed, timeout=15_000):
        form.input("title").setText("Falt i akebakken")
    with qtbot.assertNotEmitted(form.changed):
        form.fill(VALUES)


def test_what_is_wrong_stands_under_the_field_and_above_the_buttons_until_it_is_mended(qtbot: QtBot) -> None:
    form = Form(FIELDS, BOOK, TODAY)
    foot = Footer(PrimaryButton("Lagre"), form=form)
    page = QWidget()
    Column(form, foot, parent=page)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    form.show_errors({"title": "Skriv hva som skjedde.", "day": "Skriv når det skjedde."})
    assert foot.summary.isVisible()
    assert foot.summary.accessibleName() == "Du må rette 2 ting før du kan lagre"
    links = [link for link in foot.findChildren(DangerLink) if not link.isHidden()]
    assert [link.words for link in links] == ["Hva skjedde? Skriv hva som skjedde.", "Når? Skriv når det skjedde."]
    assert links[0].hasFocus()
    click(links[1])
    assert form.input("day").line.hasFocus()
    write(form.input("day").line, "i går")
    assert form.box("day").error == ""
    assert foot.summary.accessibleName() == "Du må rette én ting før du kan lagre"
    assert form.input("day").line.hasFocus()
    form.input("title").setText("Falt")
    assert not foot.summary.isVisible()


def test_a_sentence_about_something_else_is_shown_above_the_buttons(form: Form) -> None:
    form.show_errors({"number": "Nummeret er brukt."})
    assert form.complaints() == [("Nummeret er brukt.", None)]


def test_a_hand_made_input_takes_the_place_of_the_usual_one(qtbot: QtBot) -> None:
    mine = ChoiceGroup("Årsak", [], look="tile")
    form = Form([Field("cause", "Årsak", codes="cause")], BOOK, TODAY, made={"cause": mine})
    qtbot.addWidget(form)
    assert form.input("cause") is mine


def test_a_draft_that_cannot_be_written_is_told_beside_the_form_and_interrupts_nobody(qtbot: QtBot) -> None:
    said = Label("Utkast lagret kl. 09.41")
    qtbot.addWidget(said)
    draft_failed(Problem("Disken er full."), said)
    assert said.text() == "Utkastet er ikke lagret ennå"
    with pytest.raises(ValueError, match="bug"):  # what is no trouble of the world goes on as any other error
        draft_failed(ValueError("a bug"), said)

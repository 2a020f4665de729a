"""Under a field stands what tells of somebody, with what one can do; names never stop anybody from saving."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Field
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import LongText
from ikdesk.ui.pointed import MOST, PlainWords, Pointed
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import TextField
from tests.ui.hands import click, write

FIELDS = [Field("title", "Hva skjedde?"), Field("story", "Fortell", long=True)]


class Unit:
    """Words somebody said are no names."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    def words(self) -> PlainWords:
        return PlainWords(lambda: frozenset(self.kept), self.kept.append)


@pytest.fixture
def unit() -> Unit:
    return Unit()


@pytest.fixture
def form(qtbot: QtBot, unit: Unit) -> Form:
    made = Form(FIELDS, Codebook({}), date(2026, 11, 20))
    made.point_out(unit.words(), "title", "story", "no such field")
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def under(form: Form, key: str) -> Pointed:
    made = form.box(key).findChild(Pointed)
    assert made is not None
    return made


def said(pointed: QWidget) -> list[str]:
    return [label.text() for label in pointed.findChildren(Label) if label.isVisibleTo(pointed)]


def push(pointed: Pointed, name: str) -> None:
    click(next(one for one in pointed.findChildren(QuietButton)
               if one.accessibleName() == name and one.isVisibleTo(pointed)))  # fmt: skip


@pytest.mark.parametrize("key", ["title", "story"])
def test_a_name_is_pointed_out_a_moment_after_it_was_written(form: Form, qtbot: QtBot, key: str) -> None:
    pointed = under(form, key)
    assert not pointed.isVisible()
    write(form.input(key), "Barnet dyttet Emil")
    qtbot.waitUntil(pointed.isVisible, timeout=3000)
    assert said(pointed) == ["«Emil» ser ut som et navn. Skriv heller initialer."]
    assert form.values()[key] == "Barnet dyttet Emil", "it stops nobody"


@pytest.mark.parametrize("key", ["title", "story"])
def test_a_word_is_taken_out_wherever_it_stands(form: Form, key: str) -> None:
    form.fill({key: "Emil løp 🤕 mot Kari, og Emils sko falt av Emil."})
    pointed = under(form, key)
    pointed.look()
    assert len(said(pointed)) == 2
    push(pointed, "Fjern «Emil»")
    assert form.input(key).value() == "løp 🤕 mot Kari, og sko falt av."
    assert form.input(key).hasFocus()
    push(pointed, "Fjern «Kari»")
    assert not pointed.isVisible()


def test_a_word_that_is_no_name_is_kept_for_the_unit(form: Form, unit: Unit) -> None:
    form.fill({"title": "Falt ved Zorrostien", "story": "Zorrostien var glatt. Ved Zorrostien og Emil."})
    under(form, "title").look()
    push(under(form, "title"), "Ikke et navn: «Zorrostien»")
    assert unit.kept == ["zorrostien"]
    under(form, "story").look()
    assert said(under(form, "story")) == ["«Emil» ser ut som et navn. Skriv heller initialer."]


def test_a_national_identity_number_must_go_before_it_is_saved_or_be_none(form: Form, unit: Unit) -> None:
    form.fill({"story": "Født 010120 12345, ring 90 12 34 56."})
    pointed = under(form, "story")
    pointed.look()
    assert said(pointed)[0] == "«010120 12345» ser ut som et fødselsnummer. Ta det bort før du lagrer."
    with pytest.raises(Invalid) as refused:
        form.values()
    assert refused.value.messages == {"story": "Ta bort fødselsnummeret, eller si at det ikke er et."}
    push(pointed, "Det er ikke et fødselsnummer: «010120 12345»")
    assert form.values()["story"] == "Født 010120 12345, ring 90 12 34 56."
    push(pointed, "La det stå: «90 12 34 56»")
    assert not pointed.isVisible()
    assert unit.kept == [], "numbers are kept nowhere"
    form.fill({"story": ""})
    pointed.look()
    form.fill({"story": "Født 010120 12345"})
    with pytest.raises(Invalid):
        form.values()  # another text; nobody has said so of it


def test_no_more_lines_are_shown_than_there_is_room_for(qtbot: QtBot) -> None:
    field = LongText()
    pointed = Pointed(field)
    qtbot.addWidget(field)
    qtbot.addWidget(pointed)
    field.set_value("Kari, Emil, Nora, Jakob og Ingrid lekte. 01012012345")
    pointed.look()
    lines = said(pointed)
    assert len(lines) == MOST + 1
    assert "fødselsnummer" in lines[0], "what matters most stands first"
    assert lines[-1] == "og 3 til i teksten"


def test_what_was_found_is_underlined_where_it_stands(qtbot: QtBot) -> None:
    field = LongText()
    pointed = Pointed(field)
    qtbot.addWidget(field)
    qtbot.addWidget(pointed)
    field.set_value("🤕🤕 Da falt Emil.\nOg så Kari")
    pointed.look()
    assert [mark.cursor.selectedText() for mark in field.extraSelections()] == ["Emil", "Kari"]


def test_a_line_that_is_read_only_text_is_looked_through_too(qtbot: QtBot) -> None:
    field = TextField()
    field.set_value("Kari")
    pointed = Pointed(field)
    qtbot.addWidget(field)
    qtbot.addWidget(pointed)
    assert [one.word for one in pointed.found] == ["Kari"]

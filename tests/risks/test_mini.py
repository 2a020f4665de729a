"""The short assessment: three questions and one press, on one screen, in under ten minutes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.incidents.queries import draft_of
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.risks.library_panel import HAS, NEW, LibraryPanel
from ikdesk.risks.mini_hazard_panel import nothing
from ikdesk.risks.mini_panel import MiniForm
from ikdesk.risks.model import Side, Standing
from ikdesk.risks.queries import risk_view
from ikdesk.risks.rating_actions import set_matrix
from ikdesk.risks.view_model import RiskView
from ikdesk.unit.equipment_actions import add_equipment
from tests.looking import button, cut, desk_of, larger, nameless, shown, words_on
from tests.measures.test_effect import happened
from tests.samples import LEADER, TODAY, place_of
from tests.ui.hands import click, press, write

ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}


def form_of(qtbot: QtBot, database: Database, start: dict[str, Any] | None = None) -> MiniForm:
    database.steps.begin(LEADER.person)
    form = shown(qtbot, MiniForm(desk_of(database), start), height=768)
    assert isinstance(form, MiniForm)
    return form


def saved(qtbot: QtBot, database: Database, form: MiniForm) -> RiskView:
    with qtbot.waitSignal(form.saved) as told:
        click(form.save)
    assert told.args is not None
    assert told.args[1] == "Risikovurderingen er lagret."
    view = database.read(risk_view, told.args[0], **ASKED)
    assert view is not None
    return view


def test_a_tour_is_assessed_with_three_answers_and_one_press(qtbot: QtBot, database: Database) -> None:
    form = form_of(qtbot, database)
    write(form.form.input("title"), "Tur til skogen")
    box = form.hazards.box
    write(box.title, "Et barn blir borte fra gruppen")
    box.texts["prevents"].setPlainText("Vi teller ofte\nFaste møteplasser")
    write(box.texts["new_prevents"], "Gule vester til alle")
    write(box.texts["reduces"], "Alle voksne har telefon")
    grid = box.matrix.focusProxy()
    assert grid is not None
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Right):
        press(grid, key)
    view = saved(qtbot, database, form)
    hazard = view.hazards[0]
    assert view.row.title == "Tur til skogen"
    assert view.row.next_review == date(2027, 4, 30)
    told = {(one.title, one.side, one.standing) for one in hazard.barriers}
    assert told == {
        ("Vi teller ofte", Side.CAUSE, Standing.EXISTS), ("Faste møteplasser", Side.CAUSE, Standing.EXISTS),
        ("Gule vester til alle", Side.CAUSE, Standing.NEW), ("Alle voksne har telefon", Side.CONSEQUENCE,
                                                            Standing.EXISTS),
    }  # fmt: skip
    assert [(one.probability, one.consequence) for one in hazard.ratings] == [(2, 2)]


def test_all_of_it_is_on_one_screen_and_can_be_heard(qtbot: QtBot, qapp: QApplication, database: Database) -> None:
    form = form_of(qtbot, database)
    assert nameless(form) == []
    assert cut(form) == []
    bottom = form.form.box("next_review")
    assert bottom.visibleRegion().boundingRect().height() == bottom.height()
    with larger(qapp):
        assert cut(form) == []


def test_the_log_suggests_a_cell_and_nobody_must_take_it(qtbot: QtBot, database: Database) -> None:
    happened(database, place_of(database), [date(2026, 1, 5) + timedelta(days=4 * n) for n in range(17)])
    form = form_of(qtbot, database)
    assert "Velg sted eller aktivitet øverst" in words_on(form)
    form.form.input("place_id").set_value(str(place_of(database)))
    assert "Loggen: 17 hendelser" in words_on(form)
    assert form.hazards.box.matrix.value() is None
    click(button(form, "Bruk forslaget"))
    assert form.hazards.box.matrix.value() == (5, 2)
    assert not form.log.use.isVisible()
    form.hazards.box.matrix.set_value((2, 2))
    form.hazards.box.matrix.changed.emit()
    assert "oftere enn dere har satt" in words_on(form)
    write(form.form.input("title"), "Aking")
    write(form.hazards.box.title, "Barn kjører på hverandre")
    (rated,) = saved(qtbot, database, form).hazards[0].ratings
    assert (rated.probability, rated.consequence) == (2, 2)
    assert "17 hendelser" in rated.sentence


def test_several_dangers_are_taken_one_at_a_time(qtbot: QtBot, database: Database) -> None:
    form = form_of(qtbot, database)
    write(form.form.input("title"), "Grilling")
    write(form.hazards.box.title, "Brannskade")
    click(button(form, "Én fare til"))
    click(button(form, "Én fare til"))  # the last one is still empty
    assert len(form.hazards.chips.buttons()) == 2
    write(form.hazards.box.title, "Varm stein")
    click(form.hazards.chips.buttons()[0])
    assert form.hazards.box.title.value() == "Brannskade"
    click(button(form, "Én fare til"))
    write(form.hazards.box.title, "Kniv")
    click(button(form, "Ta bort faren"))
    assert [one.title for one in saved(qtbot, database, form).hazards] == ["Brannskade", "Varm stein"]


def test_what_is_missing_is_told_where_it_is_missing(qtbot: QtBot, database: Database) -> None:
    form = form_of(qtbot, database)
    write(form.form.input("title"), "Grilling")
    write(form.hazards.box.title, "Brannskade")
    click(button(form, "Én fare til"))
    write(form.hazards.box.texts["prevents"], "Vann i spann")
    click(form.hazards.chips.buttons()[0])
    click(form.save)
    assert form.hazards.chips.value() == 1
    assert form.hazards.box.title_box.error == "Skriv hva som kan gå galt."
    assert words_on(form).count("Skriv hva som kan gå galt.") == 1
    assert button(form, "Skriv hva som kan gå galt.")  # at the foot
    write(form.hazards.box.title, "Noen snubler")
    assert form.hazards.box.title_box.error == ""
    assert len(saved(qtbot, database, form).hazards) == 2


def test_all_that_is_missing_is_told_at_once(qtbot: QtBot, database: Database) -> None:
    form = form_of(qtbot, database)
    click(form.save)
    said = words_on(form)
    assert "Du må rette 2 ting" in said
    assert "Skriv hva som skal vurderes." in said
    assert "Skriv hva som kan gå galt." in said


def test_what_one_came_from_is_said_and_saved_with_it(qtbot: QtBot, database: Database) -> None:
    thing = database.write(add_equipment, {"name": "Rattkjelken", "kind": "sledge"}, by=LEADER, today=TODAY)
    form = form_of(qtbot, database, {"equipment_id": thing, "title": "Aking"})
    assert "Gjelder Rattkjelken." in words_on(form)
    write(form.hazards.box.title, "Finger i klem")
    assert saved(qtbot, database, form).row.target.equipment == "Rattkjelken"


def test_a_number_that_must_not_be_kept_is_refused_in_the_questions_too(qtbot: QtBot, database: Database) -> None:
    form = form_of(qtbot, database)
    write(form.form.input("title"), "Grilling")
    write(form.hazards.box.title, "Barnet 010120 12345")
    form.hazards.box.title.guard = lambda: "Ta bort fødselsnummeret."
    click(form.save)
    assert form.hazards.box.title_box.error == "Ta bort fødselsnummeret."


def test_what_is_half_written_is_kept_and_comes_back(qtbot: QtBot, database: Database) -> None:
    form = form_of(qtbot, database)
    write(form.hazards.box.title, "Kniv")
    form.hazards.box.matrix.set_value((3, 2))
    form.hazards.box.matrix.changed.emit()
    form.keep_draft()
    again = form_of(qtbot, database)
    assert again.hazards.value() == [nothing() | {"title": "Kniv", "probability": 3, "consequence": 2, "size": 5}]
    other = form_of(qtbot, database, {"place_id": place_of(database)})  # begun elsewhere: another form
    assert other.hazards.value() == [nothing()]
    assert other.form.input("place_id").value() == str(place_of(database))
    with qtbot.waitSignal(again.left) as left:
        click(again.cancel)
    assert left.args is not None
    assert left.args[0]["hazards"][0]["title"] == "Kniv"
    assert database.read(draft_of, again.about, **ASKED)[0] == {}


def test_a_draft_of_one_matrix_means_the_same_in_another(qtbot: QtBot, database: Database) -> None:
    form = form_of(qtbot, database)
    form.fill({"title": "Tur til skogen", "hazards": [
        {**nothing(), "title": title, "probability": step, "consequence": step, "size": 5}
        for title, step in (("Fall", 3), ("Borte", 5))
    ]})  # fmt: skip
    form.keep_draft()
    database.write(set_matrix, 4, "", by=LEADER, today=TODAY)
    again = form_of(qtbot, database)
    assert again.hazards.box.matrix.value() == (2, 2)
    view = saved(qtbot, database, again)
    assert [line.mark and (line.mark.probability, line.mark.consequence) for line in view.lines] == [(2, 2), (4, 4)]


def test_a_form_nobody_wrote_in_is_no_draft(qtbot: QtBot, database: Database) -> None:
    form = form_of(qtbot, database, {"routine_id": Key(int=3), "title": "Aking"})
    form.keep_draft()
    assert database.read(draft_of, form.about, **ASKED)[0] == {}


@pytest.fixture
def library(qtbot: QtBot, database: Database) -> LibraryPanel:
    made = shown(qtbot, LibraryPanel(desk_of(database)))
    assert isinstance(made, LibraryPanel)
    return made


def test_a_draft_is_what_one_says_is_true_here(qtbot: QtBot, database: Database, library: LibraryPanel) -> None:
    assert library.preview is not None
    first, *others = library.preview.cards
    for card in others:
        click(card.on)
    (has, its), (new, chosen) = first.answers[:2]
    its.set_value(HAS)
    chosen.set_value(NEW)
    with qtbot.waitSignal(library.taken) as taken:
        click(library.take)
    assert taken.args is not None
    form = form_of(qtbot, database)
    form.fill(taken.args[0])
    view = saved(qtbot, database, form)
    assert view.row.title == library.preview.draft.title
    assert view.worth == library.preview.draft.worth
    (hazard,) = view.hazards
    assert hazard.causes == library.preview.draft.hazards[0].causes
    assert {(one.title, one.standing) for one in hazard.barriers} == {
        (has.title, Standing.EXISTS), (new.title, Standing.NEW)}  # fmt: skip
    assert hazard.ratings == ()  # how likely and how bad it is here, nobody else can say


def test_the_drafts_are_read_whole_also_when_everything_is_larger(qapp: QApplication, library: LibraryPanel) -> None:
    assert nameless(library) == []
    assert cut(library) == []
    with larger(qapp):
        assert cut(library) == []
    library.list.set_value(library.list.buttons()[-1].code)
    assert library.preview is not None
    assert library.preview.draft.title in words_on(library)

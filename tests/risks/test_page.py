"""The assessments in the window: listed, searched, opened from the matrix, looked at again, finished and undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.risks.detail_panel import RiskPanel
from ikdesk.risks.mini_panel import MiniForm
from ikdesk.risks.model import RiskAssessment, RiskForm
from ikdesk.risks.page import RiskPage
from ikdesk.risks.queries import risk_list, risk_view
from ikdesk.risks.take_panel import ReviewBox
from ikdesk.risks.view_model import RiskGroup, RiskView
from ikdesk.ui.buttons import Button
from ikdesk.ui.dialogs import ReasonBox
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.risks.records import changed, hazard, rating, risk, version
from tests.samples import LEADER, TODAY
from tests.ui.hands import answering, click, press, write

ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}


def page_of(qtbot: QtBot, database: Database, told: Told | None = None) -> RiskPage:
    database.steps.begin(LEADER.person)
    page = shown(qtbot, RiskPage(desk_of(database), told or Told()))
    assert isinstance(page, RiskPage)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def some(database: Database) -> dict[str, Key]:
    """A red one, a green one that is due, and one that is finished."""
    found = {}
    for title, cell, more in (
        ("Takras", (4, 4), {}), ("Soving ute", (1, 2), {"next_review": TODAY - timedelta(days=3)}),
        ("Gammel huske", (3, 3), {"closed_on": TODAY, "closed_why": "Den er borte."}),
    ):  # fmt: skip
        key = found[title] = risk(database, title=title, **more)
        rating(database, hazard(database, key, title=f"Fare ved {title.lower()}"), *cell)
    version(database, found["Takras"], edition=2, change_note="Sperringer.")
    return found


def over(page: RiskPage) -> RiskPanel | MiniForm | None:
    """What stands over the list."""
    return page.form or page.risk


def view_of(database: Database, key: Key) -> RiskView:
    view = database.read(risk_view, key, **ASKED)
    assert view is not None
    return view


def test_an_empty_page_teaches_and_leads_to_the_short_form_and_the_drafts(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    said = words_on(page)
    assert "Ingen risikovurderinger ennå" in said
    assert "Hva kan gå galt" in said
    click(button(page.list, "Begynn med et utkast"))
    assert page.library is not None
    assert page.panes == [page.library]
    click(button(page.library, "Bruk utkastet"))
    assert isinstance(over(page), MiniForm)
    assert page.panes == [page.form]
    assert page.form is not None
    assert page.form.form.input("title").value() == "Aking i akebakken"
    press(page.form.save, Qt.Key.Key_Return)
    assert page.risk is not None
    assert page.risk.view.row.form is RiskForm.MINI


def test_the_list_tells_what_is_worst_and_what_waits(qtbot: QtBot, qapp: QApplication, database: Database) -> None:
    some(database)
    page = page_of(qtbot, database)
    assert nameless(page) == []
    assert cut(page) == []
    said = words_on(page)
    assert said.index("Soving ute") < said.index("Takras")  # it is due
    for words in ("Skulle vært sett på 27. april 2026", "1 fare, 1 rød", "Godkjent versjon 2", "1 uten tiltak",
                  "2 vurderinger", "De verste i dag"):  # fmt: skip
        assert words in said
    assert "Gammel huske" not in said
    assert button(page, "Åpne risikovurderingen Takras. Høy (rød), sannsynlighet 4 × konsekvens 4 = 16")
    with larger(qapp):
        assert cut(page) == []


def test_a_cell_of_the_matrix_leads_to_its_dangers(qtbot: QtBot, database: Database) -> None:
    keys = some(database)
    page = page_of(qtbot, database)
    cells = page.list.cells
    assert cells.picture is not None
    cells.picture.view.pressed.emit("1-2")
    said = words_on(cells)
    assert "Svært lite sannsynlig × Liten" in said
    assert "Fare ved soving ute" in said
    assert "Fare ved takras" not in said
    cells.picture.view.pressed.emit("5-5")
    assert "Ingen farer i denne ruten." in words_on(cells)
    click(button(cells, "Vis de verste"))
    assert "Fare ved takras" in words_on(cells)
    click(button(cells, "Åpne Takras: Fare ved takras"))
    assert page.risk is not None
    assert page.risk.view.row.id == keys["Takras"]


def test_words_and_groups_choose_what_is_listed(qtbot: QtBot, database: Database) -> None:
    some(database)
    page = page_of(qtbot, database)
    write(page.filters.words, "takras")
    qtbot.waitUntil(lambda: "Soving ute" not in words_on(page.list))
    page.filters.words.set_value("zzz")
    page.filters.words.asked.emit()
    assert "Ingen treff" in words_on(page)
    click(button(page, "Vis alle som gjelder"))
    assert "Soving ute" in words_on(page)
    for group, there, gone in ((RiskGroup.DUE, "Soving ute", "Fare ved gammel"),
                               (RiskGroup.CLOSED, "Gammel huske", "Soving ute"), (RiskGroup.ALL, "Soving ute", "zzz")):
        page.filters.group.set_value(group.code)
        said = words_on(page.list)
        assert there in said
        assert gone not in said


def test_a_group_with_nothing_in_it_says_what_that_means(qtbot: QtBot, database: Database) -> None:
    risk(database, title="Huske", closed_on=TODAY, closed_why="Den er borte.")
    page = page_of(qtbot, database)
    for group, said in ((RiskGroup.STANDING, "Ingen gjelder nå"), (RiskGroup.DUE, "Ingenting venter")):
        page.show_group(group)
        assert said in words_on(page)
    page.show_group(RiskGroup.CLOSED)
    assert "Huske" in words_on(page)


def test_of_very_many_the_first_are_shown_and_the_others_when_asked_for(qtbot: QtBot, database: Database) -> None:
    for number in range(5):
        risk(database, title=f"Tur {number}")
    page = page_of(qtbot, database)
    page.list.first = 3
    page.reload()
    said = words_on(page)
    assert "5 vurderinger" in said
    assert "Tur 3" not in said
    click(button(page, "Vis 2 til"))
    assert "Tur 4" in words_on(page)
    assert "Vis 2 til" not in [one.words for one in page.findChildren(Button) if one.isVisible()]


def test_one_comes_back_to_where_one_was(qtbot: QtBot, database: Database) -> None:
    some(database)
    page = page_of(qtbot, database)
    words = "Åpne risikovurderingen Takras. Høy (rød), sannsynlighet 4 × konsekvens 4 = 16"
    click(button(page, words))
    assert page.risk is not None
    page.risk.asks.emit("back", None)
    assert over(page) is None
    assert page.list.focusWidget().accessibleName() == words


def test_what_was_taken_away_elsewhere_is_not_shown_any_more(qtbot: QtBot, database: Database) -> None:
    keys = some(database)
    page = page_of(qtbot, database)
    page.show_risk(keys["Takras"])
    page.show_risk(Key(int=99))
    assert over(page) is None
    page.show_risk(keys["Takras"])
    assert page.risk is not None
    with answering(reason("Dobbelt opp"), kind=ReasonBox):
        page.risk.asks.emit("withdraw", None)
    assert over(page) is None
    assert "Takras" not in words_on(page.list)


def reason(why: str) -> Callable[[ReasonBox], None]:
    def answer(box: ReasonBox) -> None:
        box.reason.set_value(why)
        click(button(box, "Trekk tilbake" if why == "Dobbelt opp" else "Avslutt"))

    return answer


def test_it_is_finished_with_a_reason_and_taken_up_again(qtbot: QtBot, database: Database) -> None:
    key, told = some(database)["Takras"], Told()
    page = page_of(qtbot, database, told)
    page.show_risk(key)
    assert page.risk is not None
    with answering(reason("Taket er bygd om"), kind=ReasonBox):
        page.risk.asks.emit("close", None)
    assert view_of(database, key).closed_why == "Taket er bygd om"
    told.undo()
    assert view_of(database, key).row.closed_on is None
    changed_at = view_of(database, key).row.form
    page.risk.asks.emit("widen", None)
    assert changed_at is RiskForm.MINI
    assert view_of(database, key).row.form is RiskForm.FULL
    assert told.said[-1].startswith("Nå er det en full vurdering.")


def test_looking_again_is_said_with_a_day_to_come(qtbot: QtBot, database: Database) -> None:
    key, told = some(database)["Soving ute"], Told()
    page = page_of(qtbot, database, told)
    page.show_risk(key)

    def look(box: ReviewBox) -> None:
        box.form.fill({"review_note": "Den stemmer.", "next_review": TODAY})
        click(button(box, "Lagre"))
        assert "Velg en dag som kommer." in words_on(box)
        box.form.fill({"next_review": TODAY + timedelta(days=365)})
        click(button(box, "Lagre"))

    assert page.risk is not None
    with answering(look, kind=ReviewBox):
        page.risk.asks.emit("review", None)
    view = view_of(database, key)
    assert (view.row.reviewed_on, view.review_note) == (TODAY, "Den stemmer.")
    assert not view.row.is_due(TODAY)
    assert told.said == ["Gjennomgangen er lagret."]
    told.undo()
    assert view_of(database, key).row.is_due(TODAY)


def test_a_form_that_is_left_is_kept_and_one_that_is_thrown_away_comes_back(qtbot: QtBot, database: Database) -> None:
    told = Told()
    page = page_of(qtbot, database, told)
    page.new_mini({})
    assert page.form is not None
    write(page.form.form.input("title"), "Tur")
    page.wanted_again()
    assert over(page) is None
    page.new_mini({})
    assert page.form is not None
    assert page.form.form.input("title").value() == "Tur"
    click(page.form.cancel)
    assert told.said == ["Utkastet er kastet."]
    assert page.window().focusWidget() is page.new
    told.undo()
    assert page.form is not None
    assert page.form.form.input("title").value() == "Tur"
    write(page.form.hazards.box.title, "Noen blir borte")
    click(page.form.save)
    assert page.risk is not None
    told.undo()
    qtbot.waitUntil(lambda: over(page) is None)
    assert database.read(risk_list, RiskGroup.ALL, **ASKED) == ()


def test_a_draft_over_what_was_written_can_be_taken_back(qtbot: QtBot, database: Database) -> None:
    told = Told()
    page = page_of(qtbot, database, told)
    page.new_mini({})
    assert page.form is not None
    write(page.form.form.input("title"), "Tur")
    write(page.form.hazards.box.title, "Noen blir borte")
    click(page.form.choose)
    assert page.library is not None
    click(page.library.take)
    assert page.form.form.input("title").value() == "Aking i akebakken"
    told.undo()
    assert page.form.form.input("title").value() == "Tur"
    assert page.form.hazards.box.title.value() == "Noen blir borte"


def test_what_changes_while_nobody_looks_is_seen_when_somebody_does(qtbot: QtBot, database: Database) -> None:
    keys = some(database)
    page = page_of(qtbot, database)
    page.hide()
    changed(database, RiskAssessment, keys["Takras"], title="Snø fra taket")
    assert "Snø fra taket" not in words_on(page)
    page.show()
    assert "Snø fra taket" in words_on(page)

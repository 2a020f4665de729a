"""The page "Samleskjema", written in by keys alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.incidents.collect_actions import record_collected
from ikdesk.incidents.collect_model import KEYS, MOST
from ikdesk.incidents.collect_page import PAGE, CollectPage
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import Filter, draft_of, how_many, incident_page
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import SYSTEM, Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from ikdesk.ui.desk import Desk
from tests.looking import Told, cut, desk_of, larger, nameless, shown, words_on
from tests.samples import LEADER, TODAY, place_of

Key = Qt.Key


class Hands:
    """Somebody at the keyboard, and what is said to them."""

    def __init__(self, page: CollectPage, told: Told) -> None:
        self.page, self.told, self.keys = page, told, 0

    @property
    def grid(self) -> QWidget:
        return self.page.grid

    def _at(self) -> QWidget:
        editors = [line for line in self.page.grid.findChildren(QLineEdit) if line.isVisible()]
        return editors[-1] if editors else self.grid

    def write(self, text: str) -> None:
        for letter in text:
            self.keys += 1
            QTest.keyClicks(self._at(), letter)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        QTest.keyClick(self._at(), key, held)
        QApplication.sendPostedEvents()

    def line(self, *cells: str) -> None:
        """Write cells from where one stands, with Tab between them."""
        for at, cell in enumerate(cells):
            if at:
                self.press(Key.Key_Tab)
            self.write(cell)

    def cell(self, line: int, key: str) -> str:
        return self.page.lines.lines[line].get(key, "")

    @property
    def where(self) -> tuple[int, str]:
        here = self.page.grid.currentIndex()
        return here.row(), KEYS[here.column()]


@pytest.fixture
def hands(database: Database, qtbot: QtBot) -> Hands:
    """The page, shown to the leader."""
    told = Told()
    page = shown(qtbot, CollectPage(desk_of(database), told))
    page.grid.setFocus()
    return Hands(page, told)


def _rows(database: Database) -> Sequence[object]:
    return database.read(incident_page, Filter(), viewer=LEADER, today=TODAY).rows


def test_two_lines_are_written_and_saved_by_keys_alone(hands: Hands, database: Database) -> None:
    begun = perf_counter()
    hands.line("930", "OH", "ake", "skrubb", "kne, v", "", "plas", "", "j")
    hands.press(Key.Key_Return)
    assert hands.where == (1, "occurred_time")
    assert (hands.cell(1, "place_id"), hands.cell(1, "occurred_on")) == (hands.cell(0, "place_id"), "30.04.26")
    hands.line("1015", "LM", "", "kul")
    hands.press(Key.Key_Tab)
    hands.write("pan")
    assert hands.keys < 2 * 60  # a key takes a third of a second: twenty seconds a line
    assert perf_counter() - begun < 5
    hands.press(Key.Key_Tab)
    hands.page.save.click()
    assert hands.told.said == ["2 skader er lagret: 2026-1–2026-2."]
    assert len(_rows(database)) == 2
    assert hands.page.lines.begun() == []
    hands.told.undo()
    assert database.read(how_many, Filter(), viewer=LEADER, today=TODAY) == 0  # one step


def test_words_stand_as_the_list_has_them_when_a_cell_is_left(hands: Hands) -> None:
    hands.line("930", "OH", "", "skr")
    hands.press(Key.Key_Tab)
    assert (hands.cell(0, "occurred_time"), hands.cell(0, "injury_kind")) == ("09.30", "Skrubbsår / rift")
    hands.press(Key.Key_F2)
    hands.write("x")
    hands.press(Key.Key_Escape)
    assert hands.cell(0, "body_part") == ""  # as it was
    hands.page.grid.stand(0, KEYS.index("injury_kind"))
    hands.press(Key.Key_Delete)
    assert hands.cell(0, "injury_kind") == ""


def test_ctrl_d_takes_what_stands_above(hands: Hands) -> None:
    hands.line("930", "OH")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert hands.cell(1, "child") == "OH"


def test_the_words_of_a_column_fold_out(hands: Hands) -> None:
    hands.page.grid.stand(0, KEYS.index("treatment"))
    words = hands.page.grid.choices().actions()
    words[1].trigger()
    assert hands.cell(0, "treatment") == "Vasket / plaster"
    hands.page.grid.stand(0, KEYS.index("story"))
    hands.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)  # nothing folds out where one writes freely
    assert not hands.page.grid.choices().actions()


def test_what_is_wrong_is_said_with_its_line_and_nothing_is_lost(hands: Hands, database: Database) -> None:
    hands.line("930", "OH", "", "xyz")
    hands.press(Key.Key_Tab)
    hands.page.save.click()
    assert [link.words for link in hands.page.footer.summary._links] == [
        "Linje 1, Sted: Velg hvor det skjedde.",
        "Linje 1, Hva slags skade: «xyz» er ikke et ord vi kjenner. Velg i listen.",
    ]
    assert hands.page.footer.summary.isVisible()
    assert _rows(database) == []
    hands.page.footer.summary._links[1].click()
    assert hands.where == (0, "injury_kind")
    hands.write("kul")
    hands.page.grid.stand(0, KEYS.index("place_id"))
    hands.write("ake")
    hands.press(Key.Key_Tab)
    assert not hands.page.footer.summary.isVisible()  # mended
    hands.page.save.click()
    assert len(_rows(database)) == 1


def test_names_are_pointed_out_and_do_not_hinder_but_a_birth_number_does(hands: Hands) -> None:
    model, grid = hands.page.lines, hands.page.grid
    model.paste(0, [{"child": "OH", "place_id": "Garderobe", "story": "Dyttet Kari Nordmann"}])
    grid.stand(0, KEYS.index("story"))
    assert "ser ut som et navn" in words_on(hands.page)
    assert model.ask_for_all() == {}
    hands.page.plain.click()
    assert "ser ut som et navn" not in words_on(hands.page)
    assert not hands.page.plain.isVisible()
    model.setData(model.index(0, KEYS.index("story")), "Ringte om sak 01010750160")
    assert "fødselsnummer" in model.ask_for_all().get((0, "story"), "")
    assert hands.page.plain.words == "Det er ikke et fødselsnummer"
    hands.page.plain.click()  # there is a way on
    assert model.ask_for_all() == {}


def test_what_may_be_more_than_a_small_injury_is_hinted_at(hands: Hands) -> None:
    hands.page.lines.paste(0, [{"child": "OH", "injury_kind": "tannskade"}])
    hands.page.grid.stand(0, KEYS.index("child"))
    assert "Vurder full hendelse" in words_on(hands.page)
    assert hands.page.lines.headerData(0, Qt.Orientation.Vertical) == "1 !"


def test_a_worksheet_is_pasted(hands: Hands) -> None:
    QGuiApplication.clipboard().setText(
        "Dato\tBarn\tSted\tSkade\n28.04.2026\tOH\tGarderoben\tkul\n29.04.2026\tLM\tGarderoben\tdragebitt\n"
    )
    hands.press(Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert hands.cell(1, "occurred_on") == "29.04.26"
    assert hands.cell(0, "injury_kind") == "Kul / blåmerke"
    assert hands.cell(1, "injury_kind") == "dragebitt"  # not lost, and marked
    assert "ikke et ord vi kjenner" in hands.page.lines.complaint(1, "injury_kind")
    QGuiApplication.clipboard().setText("OH\n" * (MOST + 5))
    hands.page.grid.stand(0, KEYS.index("child"))
    hands.press(Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(hands.page.lines.lines) == MOST
    assert "5 fikk ikke plass" in hands.told.said[-1]


def test_what_is_half_written_is_there_the_next_time_and_thrown_away_on_purpose(
    database: Database, qtbot: QtBot
) -> None:
    desk, told = desk_of(database), Told()
    first = Hands(shown(qtbot, CollectPage(desk, told)), told)
    first.page.grid.setFocus()
    first.line("930", "OH")
    first.page.keep_draft()  # as when the screen is locked in the middle of a word
    first.page.later.click()
    again = Hands(shown(qtbot, CollectPage(desk, told)), told)
    assert again.cell(0, "child") == "OH"
    assert "Vi tok vare på det du skrev" in words_on(again.page)
    again.page.cancel.click()
    assert desk.read(draft_of, PAGE)[0] == {}
    told.undo()
    assert again.cell(0, "child") == "OH"


def test_what_is_written_in_a_line_that_stands_in_the_draft_comes_into_it_too(hands: Hands, database: Database) -> None:
    model = hands.page.lines
    for child in ("OH", "LM"):  # the second time, the same line
        model.setData(model.index(0, KEYS.index("child")), child)
        hands.page.keep_draft()
        (line,) = database.read(draft_of, PAGE, viewer=LEADER, today=TODAY)[0]["written"]["lines"]
        assert line["child"] == child


def test_a_line_is_removed_and_brought_back(hands: Hands) -> None:
    hands.page.lines.paste(0, [{"child": "OH"}, {"child": "LM"}])
    hands.page.grid.stand(0, 2)
    hands.page.remove.click()
    assert [line["child"] for line in hands.page.lines.lines] == ["LM"]
    hands.told.undo()
    assert [line["child"] for line in hands.page.lines.lines] == ["OH", "LM"]


def test_tab_leads_out_of_the_grid_where_nothing_is_begun(hands: Hands) -> None:
    hands.page.grid.stand(0, len(KEYS) - 1)
    hands.press(Key.Key_Tab)
    assert QApplication.focusWidget() is hands.page.more
    hands.page.grid.setFocus()
    hands.page.grid.stand(0, 0)
    hands.press(Key.Key_Backtab)
    assert QApplication.focusWidget() is hands.page.print


def test_somebody_who_only_reports_takes_their_lines_back_at_once(database: Database, qtbot: QtBot) -> None:
    person = database.write(add_person, "Ada", slot="ada", role=Role.STAFF, by=SYSTEM, today=TODAY)
    book, told = desk_of(database).codebook, Told()
    desk = Desk(database, Viewer(person, "Ada", "ada", RIGHTS[Role.STAFF]), Clock(TODAY), book, Settings())
    hands = Hands(shown(qtbot, CollectPage(desk, told)), told)
    hands.page.lines.paste(0, [{"child": "OH", "place_id": "Garderobe", "injury_kind": "kul"}])
    hands.page.save.click()
    assert told.said == ["Én skade er lagret: 2026-1."]
    told.undo()
    assert [row.status for row in database.read(lambda session: session.query(Incident).all())] == [Status.WITHDRAWN]


def test_the_list_says_that_it_came_from_the_collective_list(database: Database) -> None:
    line = {"occurred_on": TODAY, "place_id": place_of(database), "severity": 1, "injury_kind": "graze"}
    database.write(record_collected, [line], told_at=datetime(2026, 4, 30, 12), by=LEADER, today=TODAY)
    (row,) = database.read(incident_page, Filter(), viewer=LEADER, today=TODAY).rows
    assert row.flag.label == "Samleskjema"


def test_nothing_is_cut_and_everything_has_a_name_also_in_large_text(
    hands: Hands, qapp: QApplication, database: Database, qtbot: QtBot
) -> None:
    hands.page.lines.paste(0, [{"child": "Kari", "place_id": "Garderobe", "injury_kind": "xyz"}])
    hands.page.save.click()
    assert (nameless(hands.page), cut(hands.page)) == ([], [])
    with larger(qapp):
        page = shown(qtbot, CollectPage(desk_of(database), Told()), 1252, 700)
        assert cut(page) == []


def test_every_cell_is_told_to_screen_readers(hands: Hands) -> None:
    hands.page.lines.paste(0, [{"injury_kind": "xyz"}])
    cell = hands.page.lines.index(0, KEYS.index("injury_kind"))
    told = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Hva slags skade?: xyz. «xyz» er ikke et ord vi kjenner. Velg i listen."
    assert hands.page.lines.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Barn: tom."

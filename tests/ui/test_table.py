"""A list asks for what it shows, and keeps the chosen row when it is asked anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ikdesk.kernel.codes import Codebook, Entry
from ikdesk.kernel.fields import Field
from ikdesk.kernel.page import Page
from ikdesk.ui.pill_delegate import Mark
from ikdesk.ui.table import CHUNK, MARK_ROLE, ListView, RowTable, Width
from tests.ui.hands import click

BOOK = Codebook({"status": {"new": Entry("new", {"nb": "Ny"}), "closed": Entry("closed", {"nb": "Lukket"})}})
FIELDS = [
    Field("number", "Nummer", int),
    Field("happened", "Dato", date),
    Field("title", "Hva skjedde"),
    Field("status", "Status", codes="status"),
]
MARKS = {"status": {"new": Mark("circle-plus", "info"), "closed": Mark("circle-check", "ok")}}


@dataclass(frozen=True, slots=True)
class Line:
    """One line."""

    id: int
    number: int
    happened: date
    title: str
    status: str


class Source:
    """Lines as a query would give them, and what was asked."""

    def __init__(self, total: int) -> None:
        self.ids = list(range(total))
        self.asked: list[tuple[int, int, str, bool]] = []

    def __call__(self, first: int, size: int, sort: str, descending: bool) -> Page[Line]:
        """One page."""
        self.asked.append((first, size, sort, descending))
        ids = sorted(self.ids, reverse=descending)
        rows = [
            Line(n, n, date(2026, 1, 1), f"Linje\n{n}", "new" if n % 2 else "closed") for n in ids[first : first + size]
        ]
        return Page(rows, len(ids))


def test_the_model_keeps_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(RowTable(FIELDS, BOOK, Source(250), marks=MARKS))


def test_an_empty_list_keeps_them_too(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(RowTable(FIELDS, BOOK, Source(0)))


def test_a_hundred_thousand_rows_are_asked_for_a_page_at_a_time(qtbot: QtBot) -> None:
    source = Source(100_000)
    view = ListView("Hendelser", RowTable(FIELDS, BOOK, source), {"title": 0, "number": Width(80)})
    qtbot.addWidget(view)
    view.resize(800, 400)
    with qtbot.waitExposed(view):
        view.show()
    view.scrollToBottom()
    view.viewport().repaint()
    assert {size for _first, size, _sort, _descending in source.asked} == {CHUNK}
    assert len(source.asked) < 6
    assert view.model().index(99_999, 0).data() == "99\xa0999"


def test_a_cell_says_its_column_and_its_words_on_one_line() -> None:
    model = RowTable(FIELDS, BOOK, Source(3), marks=MARKS)
    assert model.index(1, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Hva skjedde: Linje 1"
    assert model.index(1, 3).data() == "Ny"
    assert model.index(1, 3).data(MARK_ROLE) == MARKS["status"]["new"]


def test_a_click_on_a_heading_asks_the_query_for_another_order(qtbot: QtBot) -> None:
    source = Source(250)
    view = ListView("Hendelser", RowTable(FIELDS, BOOK, source))
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    header = view.horizontalHeader()
    where = header.sectionViewportPosition(1) + 10
    for _turn in range(2):
        click(header.viewport(), QPoint(where, 10))
    assert {asked[2] for asked in source.asked} >= {"", "happened"}
    assert {asked[3] for asked in source.asked if asked[2] == "happened"} == {True, False}


def test_the_chosen_row_stays_chosen_when_others_come_before_it(qtbot: QtBot) -> None:
    source = Source(250)
    view = ListView("Hendelser", RowTable(FIELDS, BOOK, source))
    qtbot.addWidget(view)
    view.choose(7)
    source.ids = [-3, -2, -1, *source.ids]
    with qtbot.assertNotEmitted(view.cleared):
        view.rows.reload()
    assert view.key == 7
    assert view.currentIndex().row() == 10


def test_nothing_is_chosen_when_the_row_is_gone(qtbot: QtBot) -> None:
    source = Source(5)
    view = ListView("Hendelser", RowTable(FIELDS, BOOK, source))
    qtbot.addWidget(view)
    view.choose(3)
    source.ids.remove(3)
    with qtbot.waitSignal(view.cleared, timeout=15_000):
        view.rows.reload()
    assert view.key is None


@pytest.mark.parametrize(("width", "hidden"), [(700, False), (500, True)])
def test_a_column_gives_way_where_it_is_narrow(qtbot: QtBot, width: int, hidden: bool) -> None:
    view = ListView("Hendelser", RowTable(FIELDS, BOOK, Source(5)), {"happened": Width(100, hide_below=600)})
    qtbot.addWidget(view)
    view.resize(width, 300)
    with qtbot.waitExposed(view):
        view.show()
    assert view.isColumnHidden(1) is hidden

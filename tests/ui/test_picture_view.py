"""A chart on the screen explains itself, and is a table for who wants one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import QApplication, QTableView, QToolTip
from pytestqt.qtbot import QtBot

from ikdesk.picture.layout import layout
from ikdesk.picture.metrics import text_width
from ikdesk.picture.scene import Circle, Label
from ikdesk.picture.spec import BarSpec, Flag, Series, StripSpec
from ikdesk.ui.picture_view import TEXT, PictureCard, PictureView
from ikdesk.ui.theme import px
from tests.ui.hands import click, press

SPEC = BarSpec(
    "by_month", "Flest i februar", "Hendelser per måned", "n = 12", ("jan.", "feb.", "mars"),
    (Series("2026", (3, 7, 2)), Series("2025", (2, None, 4), "past")), "hendelser",
    keys=("2026-01", "2026-02", "2026-03"),
)  # fmt: skip


def test_a_chart_says_its_numbers(qtbot: QtBot) -> None:
    view = PictureView(SPEC)
    qtbot.addWidget(view)
    heard = QAccessible.queryAccessibleInterface(view)
    assert heard.role() == QAccessible.Role.Graphic
    assert heard.text(QAccessible.Text.Name) == "Flest i februar"
    assert "feb.: 7 (skjult)" in heard.text(QAccessible.Text.Description)


def test_a_chart_can_be_read_as_a_table_and_back(qtbot: QtBot) -> None:
    card = PictureCard(SPEC)
    qtbot.addWidget(card)
    card.resize(600, 400)
    with qtbot.waitExposed(card):
        card.show()
    click(card.button)
    table = card.findChild(QTableView)
    assert table is not None
    model = table.model()
    assert [model.index(1, column).data() for column in range(3)] == ["feb.", "7", ":"]
    assert not card.view.isVisible()
    click(card.button)
    assert card.view.isVisible()


def test_a_chart_is_drawn_at_any_width(qtbot: QtBot) -> None:
    view = PictureView(SPEC)
    qtbot.addWidget(view)
    for width in (300, 600):
        view.resize(width, view.heightForWidth(width))
        drawn = view.grab().toImage()
        assert len({drawn.pixel(x, y) for x in range(0, width, 5) for y in range(0, drawn.height(), 5)}) > 3


STRIP = StripSpec(
    "effect_strip", "Akebakken: 2025–26 mot 2022–23 og 2023–24", "Skader per akedag", "Tallene er små.",
    0.39, 0.185, 0.78, 0.08, 0.86,
)  # fmt: skip
SEASONS = BarSpec(
    "effect_seasons", "Akebakken", "Vinter for vinter", "", ("2024–25\nholdt utenfor", "2025–26\n55 dager"),
    (Series("", (15, 4)),), "skader", flags=(Flag(1, "Delt bakke"),), roles=("other", "now"),
)  # fmt: skip


def rows_of(card: PictureCard) -> list[list[str]]:
    table = card.findChild(QTableView)
    assert table is not None
    model = table.model()
    return [[model.index(at, column).data() for column in range(2)] for at in range(model.rowCount())]


def test_a_strip_says_its_numbers_in_plain_words(qtbot: QtBot) -> None:
    view = PictureView(STRIP)
    qtbot.addWidget(view)
    heard = QAccessible.queryAccessibleInterface(view)
    assert heard.role() == QAccessible.Role.Graphic
    assert "mellom 92\xa0% færre og 14\xa0% færre enn før" in heard.text(QAccessible.Text.Description)


def test_a_strip_can_be_read_as_a_table_with_the_keyboard(qtbot: QtBot) -> None:
    card = PictureCard(STRIP)
    qtbot.addWidget(card)
    card.resize(420, 300)
    with qtbot.waitExposed(card):
        card.show()
    press(card.button, Qt.Key.Key_Space)
    assert rows_of(card) == [
        ["Mest sannsynlig", "61\xa0% færre enn før"],
        ["80\xa0% sikkerhet", "mellom 82\xa0% færre og 22\xa0% færre enn før"],
        ["95\xa0% sikkerhet", "mellom 92\xa0% færre og 14\xa0% færre enn før"],
    ]
    press(card.button, Qt.Key.Key_Space)
    assert card.view.isVisible()


def test_flags_are_rows_in_the_table_of_their_chart(qtbot: QtBot) -> None:
    card = PictureCard(SEASONS)
    qtbot.addWidget(card)
    click(card.button)
    assert rows_of(card) == [["2024–25, holdt utenfor", "15"], ["Flagg: Delt bakke", ""], ["2025–26, 55 dager", "4"]]


@pytest.mark.qt_log_ignore("does not support raise", extend=True)  # the screen in memory has no windows to raise
def test_the_point_of_a_strip_explains_itself_under_the_mouse(qtbot: QtBot) -> None:
    view = PictureView(STRIP)
    qtbot.addWidget(view)
    view.resize(480, view.heightForWidth(480))
    with qtbot.waitExposed(view):
        view.show()
    (point,) = [item for item in layout(STRIP, 480, size=px(TEXT)).items if isinstance(item, Circle)]
    at = QPoint(round(point.x), round(point.y))
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))
    assert QToolTip.text() == "Mest sannsynlig: 61\xa0% færre enn før"


def test_letters_are_as_wide_on_the_screen_as_they_were_measured(qtbot: QtBot) -> None:
    view = PictureView(STRIP)
    qtbot.addWidget(view)
    view.resize(480, view.heightForWidth(480))
    drawn = view.grab().toImage()
    (title,) = [item for item in layout(STRIP, 480, size=px(TEXT)).items if isinstance(item, Label) and item.size > 14]
    rows = range(round(title.y - title.size), round(title.y + 4))
    ink = [x for x in range(480) if any(drawn.pixelColor(x, y).lightness() < 128 for y in rows)]
    assert max(ink) == pytest.approx(text_width(title.text, title.size, bold=True), abs=4)


def test_a_chart_is_never_lower_than_its_drawing(qtbot: QtBot) -> None:
    view = PictureView(STRIP)
    qtbot.addWidget(view)
    view.resize(300, 20)
    with qtbot.waitExposed(view):
        view.show()
    assert view.height() >= view.heightForWidth(300)
    view.show_spec(SEASONS)
    assert view.minimumHeight() == view.heightForWidth(view.width())

"""A chart on the screen explains itself, and is a table for who wants one."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from ikdesk.picture.spec import BarSpec, Series
from ikdesk.ui.picture_view import PictureCard, PictureView
from tests.ui.hands import click

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

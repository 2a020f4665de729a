"""Looking at a page as people and screen readers do: what it says, and whether anything is cut or without a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QLabel, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.signer import Signer
from ikdesk.ui.buttons import Button
from ikdesk.ui.cards import Pill
from ikdesk.ui.desk import Desk
from ikdesk.ui.text import Label
from ikdesk.ui.theme import apply_theme
from ikdesk.unit.queries import codebook
from tests.samples import LEADER, TODAY

PLACED = 5.0  # seconds until what is cut stays cut
_OF_QT = (QScrollBar, QHeaderView)  # their names are Qt's own business


class Told:
    """What was said at the foot of the window, and the way to undo it."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.undo: Callable[[], object] = lambda: None

    def __call__(self, text: str, _action: str = "", then: Callable[[], object] | None = None) -> None:
        self.said.append(text)
        self.undo = then or (lambda: None)


def desk_of(database: Database, settings: Settings | None = None) -> Desk:
    """The desk of the leader, on the day of the tests."""
    book = database.read(codebook, viewer=LEADER, today=TODAY)
    desk = Desk(database, LEADER, Clock(TODAY), book, settings or Settings())
    desk.signing = lambda: Signer(bytes(32))
    return desk


def shown(qtbot: QtBot, page: Any, width: int = 1152, height: int = 768) -> Any:
    """The page, in a window of its own."""
    qtbot.addWidget(page)
    page.resize(width, height)
    with qtbot.waitExposed(page):
        page.show()
    QApplication.processEvents()
    return page


def words_on(page: QWidget) -> str:
    """Every word that is seen."""
    QApplication.processEvents()  # Qt shows what was just put there when it has time
    labels = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    pills = [pill.accessibleName() for pill in page.findChildren(Pill) if pill.isVisible()]
    return "\n".join(labels + pills)


def button(page: QWidget, words: str) -> Button:
    """The button that says this, or is heard as this."""
    QApplication.processEvents()
    found = [
        one for one in page.findChildren(Button) if one.isVisible() and words in {one.words, one.accessibleName()}
    ]
    assert found, f"no button {words!r}; there are {[one.words for one in page.findChildren(Button)]}"
    return found[0]


def nameless(page: QWidget) -> list[str]:
    """What can have focus and says nothing about itself."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, _OF_QT) and not isinstance(widget.parentWidget(), QAbstractItemView)
        and not (widget.accessibleName() or getattr(widget, "words", "") or getattr(widget, "text", str)())
    ]  # fmt: skip


def cut(page: QWidget) -> list[str]:
    """What has less room than its words need, once everything has found its place."""
    until = monotonic() + PLACED
    while (found := _cut(page)) and monotonic() < until:
        QTest.qWait(20)  # on a busy machine a moment later
    return found


def _cut(page: QWidget) -> list[str]:
    found = []
    for widget in page.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, Label):
            needs = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            if widget.height() < needs or (not widget.wordWrap() and widget.width() < widget.sizeHint().width()):
                found.append(f"{widget.text()} ({widget.width()} × {widget.height()}, needs {needs})")
        elif hasattr(widget, "ring_radius") or isinstance(widget, Pill):
            least = widget.sizeHint() if isinstance(widget, Pill) else widget.minimumSizeHint()
            if widget.width() < least.width() or widget.height() < least.height():
                found.append(f"{type(widget).__name__} {widget.accessibleName()}")
    return found


@contextmanager
def larger(qapp: QApplication, factor: float = 1.5) -> Iterator[None]:
    """Everything larger for a while."""
    apply_theme(qapp, dark=False, factor=factor)
    try:
        yield
    finally:
        apply_theme(qapp, dark=False, factor=1.0)

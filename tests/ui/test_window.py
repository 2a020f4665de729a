"""The window goes from page to page, also by keyboard, and says what was done."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.focus_ring import FocusRing, install_focus_ring
from ikdesk.ui.footer import Footer
from ikdesk.ui.layouts import Column, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.sidebar import NavButton, Sidebar
from ikdesk.ui.toast import Toast
from ikdesk.ui.window import PageEntry, Window
from tests.looking import cut, larger
from tests.ui.hands import click, press

CTRL = Qt.KeyboardModifier.ControlModifier


class Visited(list[str]):
    """Which pages were made."""

    def page(self, name: str) -> QWidget:
        """A page with a button."""
        self.append(name)
        made = QWidget()
        Column(SecondaryButton(name), 1, parent=made)
        return made


def _window(qtbot: QtBot, made: Visited, width: int = 1200) -> Window:
    window = Window(
        "Solbakken barnehage",
        [
            PageEntry("front", "Oversikt", "house", lambda: made.page("Oversikt"), "Ctrl+1"),
            PageEntry("list", "Hendelser", "clipboard-list", lambda: made.page("Hendelser"), "Ctrl+2", badge=3),
            PageEntry("help", "Hjelp", "circle-question-mark", lambda: made.page("Hjelp"), "F1", bottom=True),
        ],
        hero=PageEntry("report", "Meld hendelse", "circle-plus", lambda: made.page("Meld"), "Ctrl+N"),
    )
    qtbot.addWidget(window)
    window.resize(width, 700)
    with qtbot.waitActive(window):
        window.show()
    return window


def test_a_page_is_made_the_first_time_one_goes_there(qtbot: QtBot) -> None:
    made = Visited()
    window = _window(qtbot, made)
    assert made == ["Oversikt"]
    window.go("list")
    window.go("front")
    window.go("list")
    assert made == ["Oversikt", "Hendelser"]


def test_keys_go_to_pages_and_back(qtbot: QtBot) -> None:
    window = _window(qtbot, Visited())
    QTest.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.key == "list"
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    assert window.key == "report"
    assert window.page.isAncestorOf(window.focusWidget())
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.key == "front"
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.key == "list"


def test_who_comes_back_stands_where_they_left(qtbot: QtBot) -> None:
    buttons = [SecondaryButton(words) for words in ("Januar", "Februar")]
    page = QWidget()
    Column(*buttons, parent=page)
    entries = [PageEntry("front", "Oversikt", "house", lambda: page), PageEntry("list", "Hendelser", "house", QWidget)]
    window = Window("Solbakken", entries)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    buttons[1].setFocus()
    window.go("list")
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert buttons[1].hasFocus()


def test_large_letters_make_no_window_higher_than_a_small_screen(qtbot: QtBot, qapp: QApplication) -> None:
    with larger(qapp, 2.0):
        window = _window(qtbot, Visited())
        assert window.minimumHeight() <= 700


def test_f6_goes_between_the_sidebar_and_the_page(qtbot: QtBot) -> None:
    window = _window(qtbot, Visited())
    window.sidebar.first().setFocus()
    press(window, Qt.Key.Key_F6)
    assert isinstance(window.focusWidget(), SecondaryButton)
    press(window, Qt.Key.Key_F6)
    assert isinstance(window.focusWidget(), NavButton)


def test_the_keyboard_comes_to_what_is_chosen_among_several(qtbot: QtBot) -> None:
    choice = ChoiceGroup("Hvilken periode?", [Option("1", "1. tertial"), Option("2", "2. tertial")])
    choice.set_value("2")
    page = QWidget()
    Column(choice, parent=page)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    choice.buttons()[0].setFocus(Qt.FocusReason.TabFocusReason)  # as Qt does when what had focus goes away
    assert choice.buttons()[1].hasFocus()
    press(choice.buttons()[1], Qt.Key.Key_Left)
    assert (choice.value(), choice.buttons()[0].hasFocus()) == ("1", True)


def test_a_page_in_the_sidebar_says_what_waits_there(qtbot: QtBot) -> None:
    window = _window(qtbot, Visited())
    button = window.sidebar.findChildren(NavButton)[1]
    heard = QAccessible.queryAccessibleInterface(button)
    assert heard.text(QAccessible.Text.Name) == "Hendelser, 3 venter"
    window.sidebar.show_badge("list", 0)
    assert heard.text(QAccessible.Text.Name) == "Hendelser"


def test_a_narrow_window_shows_icons_alone(qtbot: QtBot) -> None:
    window = _window(qtbot, Visited(), width=900)
    assert window.sidebar.width() == 76
    window.resize(1200, 700)
    assert window.sidebar.width() == 214


def test_another_user_can_be_let_in_where_there_are_icons_alone(qtbot: QtBot) -> None:
    entry = PageEntry("switch", "Bytt bruker", "users", QWidget, "Ctrl+Shift+L", bottom=True, action=True, roomy=True,
                      tip="Bytt bruker (Ctrl+Shift+L)")  # fmt: skip
    sidebar = Sidebar("Solbakken", [entry], None)
    qtbot.addWidget(sidebar)
    sidebar.make_narrow(narrow=True)
    with qtbot.waitExposed(sidebar):
        sidebar.show()
    button = sidebar.findChildren(NavButton)[0]
    assert button.isVisible()
    assert (button.toolTip(), button.accessibleName()) == ("Bytt bruker (Ctrl+Shift+L)", "Bytt bruker")
    with qtbot.waitSignal(sidebar.chosen):
        click(button)


def test_a_message_can_be_undone_by_keyboard(qtbot: QtBot) -> None:
    window = _window(qtbot, Visited())
    undone: list[bool] = []
    before = window.sidebar.first()
    before.setFocus()
    window.toast("Hendelsen er lagret.", "Angre", lambda: undone.append(True))
    press(window, Qt.Key.Key_F8)
    link = window.focusWidget()
    assert link is not None
    press(link, Qt.Key.Key_Space)
    assert undone == [True]
    assert window.focusWidget() is before


def test_the_ring_shows_where_the_keyboard_is_but_not_for_the_mouse(qtbot: QtBot, qapp: QApplication) -> None:
    ring = install_focus_ring(qapp)
    window = _window(qtbot, Visited())
    buttons = window.sidebar.findChildren(NavButton)
    buttons[0].setFocus()
    press(buttons[0], Qt.Key.Key_Tab)
    assert ring.isVisible()
    assert ring.geometry().width() > buttons[1].width()
    click(buttons[2])
    assert not ring.isVisible()
    ring.follow(None)
    assert isinstance(ring, FocusRing)


@pytest.mark.parametrize("left_first", [False, True])
def test_the_ring_shows_where_one_is_when_a_window_that_had_it_is_closed(
    qtbot: QtBot, qapp: QApplication, left_first: bool
) -> None:
    ring = install_focus_ring(qapp)
    page, slides = QWidget(), QWidget()
    back, on = PrimaryButton("Fortsett"), PrimaryButton("Neste")
    for window, button in ((page, back), (slides, on)):
        qtbot.addWidget(window)
        button.setParent(window)
        button.setGeometry(20, 20, 200, 40)
        window.resize(300, 100)
        window.show()
    ring.follow(slides)
    ring.follow(on)
    for turn in (lambda: ring.follow(None), slides.close) if left_first else (slides.close, lambda: ring.follow(None)):
        turn()
    ring.follow(back)
    assert ring.isVisible()
    ring.follow(None)


def test_the_ring_goes_along_when_what_lies_around_the_field_is_moved(qtbot: QtBot, qapp: QApplication) -> None:
    ring = install_focus_ring(qapp)
    page, box = QWidget(), QWidget()
    qtbot.addWidget(page)
    page.resize(600, 400)
    box.setParent(page)
    box.setGeometry(20, 20, 200, 40)
    button = PrimaryButton("Lagre")
    button.setParent(box)
    button.setGeometry(0, 0, 200, 40)
    page.show()
    ring.follow(page)
    ring.follow(button)
    before = ring.geometry()
    box.move(20, 120)
    assert ring.geometry() == before.translated(0, 100)
    ring.follow(None)


def test_a_message_leaves_the_buttons_at_the_foot_free(qtbot: QtBot) -> None:
    footer = Footer(PrimaryButton("Lagre", "check"))
    form = QWidget()
    column = Column(parent=form)
    column.put(QWidget(), 1)
    column.put(footer)
    window = Window("Solbakken barnehage", [PageEntry("form", "Skjema", "house", lambda: form)])
    qtbot.addWidget(window)
    window.resize(700, 500)
    with qtbot.waitActive(window):
        window.show()
    window.toast("Hverdager som ikke er helligdager, er fylt ut. " * 4, "Angre", lambda: None)
    toast = window.findChildren(Toast)[0]
    assert toast.geometry().bottom() < footer.mapTo(window, footer.rect().topLeft()).y()
    assert window.rect().contains(toast.geometry())
    footer.summary.show_items([("Velg hvor det skjedde.", None)], take_focus=False)
    qtbot.waitUntil(lambda: toast.geometry().bottom() < footer.mapTo(window, footer.rect().topLeft()).y())
    footer.hide()
    window.toast("Hendelsen er lukket.", "Angre", lambda: None)
    assert toast.geometry().bottom() > footer.y()
    footer.show()  # as when the page is built anew by what was done
    qtbot.waitUntil(lambda: toast.geometry().bottom() < footer.mapTo(window, footer.rect().topLeft()).y())


def test_the_foot_is_as_high_as_its_buttons_and_cuts_no_note(qtbot: QtBot, looks: None) -> None:
    buttons = [SecondaryButton(words) for words in ("Se på tallene", "Nytt tiltak", "Lag møte", "Se hendelsene")]
    page, footer = QWidget(), Footer(Wrap(*buttons, spacing=10))
    noted = Footer(PrimaryButton("Lag PDF og Excel"), note="Internt: tallene er til bruk hos dere. " * 2)
    column = Column(spacing=0, parent=page)
    column.put(QWidget(), 1)
    column.put(footer)
    column.put(noted)
    qtbot.addWidget(page)
    page.resize(440, 500)
    page.show()
    QApplication.processEvents()
    assert buttons[-1].y() > buttons[0].y()
    assert footer.rect().contains(QRect(buttons[-1].mapTo(footer, QPoint(0, 0)), buttons[-1].size()))
    assert page.width() == 440
    assert cut(page) == []


def test_ctrl_z_undoes_what_the_message_says(qtbot: QtBot) -> None:
    window = _window(qtbot, Visited())
    undone: list[str] = []
    window.toast("Rapporten ligger i mappen.", "Åpne", lambda: undone.append("opened"))
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    window.toast("Hendelsen er lukket.", "Angre", lambda: undone.append("closed"))
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert undone == ["closed"]


def test_a_window_that_is_gone_is_not_asked_to_place_its_message(qtbot: QtBot) -> None:
    window = Window("Solbakken", [PageEntry("start", "Oversikt", "house", QWidget)])
    toast = window.findChild(Toast)
    window.go("start")  # asks for the message to be placed in a moment
    shiboken6.delete(window)
    assert toast is not None
    assert not shiboken6.isValid(toast)
    toast.place()
    QTest.qWait(0)

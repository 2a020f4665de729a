"""Controls have names and roles, and their words are never cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.ui.buttons import DangerLink, HeroButton, IconButton, PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import AttentionRow, Banner, Card, EmptyState, KpiCard, PageHead, Pill, TagPill, kpi_row
from ikdesk.ui.choices import CheckBox, CheckGroup, ChoiceGroup
from ikdesk.ui.dates import DateField, TimeField
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown, LongText, NumberField
from ikdesk.ui.layouts import Beside, Column, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.text_field import SearchField, TextField
from ikdesk.ui.theme import apply_theme, px
from tests.ui.hands import press, write

Role = QAccessible.Role
TODAY = date(2026, 11, 20)
PLACES = [Option(name.lower(), name, "map-pin") for name in ("Akebakken", "Lekeplassen", "Garderoben", "På tur")]


@pytest.fixture
def larger(qapp: QApplication) -> Iterator[None]:
    """Text at 150 %."""
    apply_theme(qapp, False, 1.5)
    yield
    apply_theme(qapp, False, 1.0)


def _said(widget: QWidget) -> tuple[QAccessible.Role, str]:
    found = QAccessible.queryAccessibleInterface(widget)
    return found.role(), found.text(QAccessible.Text.Name)


def test_a_heading_is_heard_as_a_heading(qtbot: QtBot) -> None:
    head = Heading("Dette trenger oppmerksomhet", 2)
    qtbot.addWidget(head)
    assert _said(head) == (Role.Heading, "Dette trenger oppmerksomhet")
    head.say("Ingenting venter på deg")
    assert _said(head) == (Role.Heading, "Ingenting venter på deg")


def test_tiles_are_radio_buttons_in_a_group_that_carries_the_question(qtbot: QtBot) -> None:
    group = ChoiceGroup("Hvor skjedde det?", PLACES, look="tile")
    qtbot.addWidget(group)
    assert _said(group) == (Role.Grouping, "Hvor skjedde det?")
    assert [_said(button) for button in group.buttons()] == [(Role.RadioButton, place.label) for place in PLACES]


def test_several_of_many_are_check_boxes(qtbot: QtBot) -> None:
    group = CheckGroup("Hva ble gjort?", PLACES)
    qtbot.addWidget(group)
    group.set_value(["på tur", "akebakken"])
    assert group.value() == ("akebakken", "på tur")
    box = CheckBox("Foreldrene har fått beskjed")
    qtbot.addWidget(box)
    assert _said(box) == (Role.CheckBox, "Foreldrene har fått beskjed")


def test_arrow_keys_choose_the_next_chip(qtbot: QtBot) -> None:
    group = ChoiceGroup("Hvor skjedde det?", PLACES)
    qtbot.addWidget(group)
    group.resize(800, 60)
    with qtbot.waitExposed(group):
        group.show()
    group.buttons()[0].setFocus()
    press(group.buttons()[0], Qt.Key.Key_Space)
    assert group.value() == "akebakken"
    press(group.buttons()[0], Qt.Key.Key_Right)
    assert group.value() == "lekeplassen"


def test_a_choice_can_be_taken_back_by_the_program(qtbot: QtBot) -> None:
    group = ChoiceGroup("Hvor skjedde det?", PLACES)
    qtbot.addWidget(group)
    group.set_value("på tur")
    group.set_value(None)
    assert group.value() is None


def test_other_options_keep_what_was_chosen(qtbot: QtBot) -> None:
    group = ChoiceGroup("Hvor skjedde det?", PLACES)
    qtbot.addWidget(group)
    group.set_value("på tur")
    group.set_options(list(reversed(PLACES)))
    assert group.value() == "på tur"


@pytest.mark.parametrize(
    ("make", "role"),
    [
        (TextField, Role.EditableText),
        (LongText, Role.EditableText),
        (NumberField, Role.EditableText),
        (lambda: Dropdown("Sted", PLACES), Role.ComboBox),
    ],
)
def test_a_field_has_its_label_as_name_and_its_error_as_description(
    qtbot: QtBot, make: Callable[[], QWidget], role: QAccessible.Role
) -> None:
    widget = make()
    box = FieldBox("Sted", widget, hint="Der det skjedde.")
    qtbot.addWidget(box)
    assert _said(widget)[0] == role
    assert widget.accessibleName() == "Sted"  # on Linux a list tells its value as its name, and the label is a relation
    box.set_error("Velg hvor det skjedde.")
    assert widget.accessibleDescription() == "Der det skjedde. Velg hvor det skjedde."
    box.set_error("")
    assert widget.accessibleDescription() == "Der det skjedde."


def test_every_button_has_a_name_with_its_ampersand(qtbot: QtBot) -> None:
    button = SecondaryButton("Lek & lær")
    qtbot.addWidget(button)
    assert button.words == "Lek & lær"
    assert _said(button) == (Role.Button, "Lek & lær")
    close = IconButton("Lukk", "x")
    qtbot.addWidget(close)
    assert _said(close) == (Role.Button, "Lukk")


def test_a_pill_is_words_too(qtbot: QtBot) -> None:
    pill = Pill("Følges opp", "warn", "clock")
    qtbot.addWidget(pill)
    assert _said(pill) == (Role.StaticText, "Følges opp")


def test_the_button_of_a_row_says_what_it_is_about(qtbot: QtBot) -> None:
    row = AttentionRow("clock", "Sand på gangveien", "Tiltak", verb="Følg opp")
    qtbot.addWidget(row)
    button = row.findChild(SecondaryButton)
    assert button is not None
    assert _said(button) == (Role.Button, "Følg opp: Sand på gangveien")


def _page() -> QWidget:
    page = QWidget()
    Column(
        PageHead("God morgen", "Fredag 20. november 2026", SearchField("Søk i alt", shortcut="Ctrl+K")),
        kpi_row(KpiCard("12", "hendelser i november", "Som før", "chart-column")),
        Card(Label("3. tertial til kommunen – frist 15. januar 2027"), TagPill(required=True), title="Neste rapport"),
        Wrap(PrimaryButton("Lagre hendelsen", "check"), SecondaryButton("Fortsett senere"), QuietButton("Avbryt")),
        HeroButton("Meld hendelse", "circle-plus"),
        FieldBox("Når?", DateField(TODAY)),
        FieldBox("Klokkeslett", TimeField()),
        ChoiceGroup("Hvor?", PLACES),
        ChoiceGroup("Hva?", PLACES, look="tile"),
        CheckBox("Foreldrene har fått beskjed om det som skjedde i akebakken i dag"),
        Banner("Dette er eksempeldata.", "info", action="Lag din egen", then=int),
        EmptyState("clipboard-list", "Ingen hendelser ennå", "Når noen melder en hendelse, ser du den her.", "Meld"),
        parent=page,
    )
    return page


def _cut(page: QWidget) -> list[str]:
    """What has less room than its words need."""
    found = []
    for widget in page.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, Label):
            needs = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            if widget.height() < needs or (not widget.wordWrap() and widget.width() < widget.sizeHint().width()):
                found.append(widget.text())
        elif hasattr(widget, "ring_radius") or isinstance(widget, Pill):
            least = widget.minimumSizeHint() if not isinstance(widget, Pill) else widget.sizeHint()
            if widget.width() < least.width() or widget.height() < least.height():
                found.append(f"{type(widget).__name__} {widget.accessibleName()}")
    return found


@pytest.mark.parametrize("width", [1100, 800])
def test_no_words_are_cut(qtbot: QtBot, width: int) -> None:
    page = _page()
    qtbot.addWidget(page)
    page.resize(width, 1200)
    with qtbot.waitExposed(page):
        page.show()
    assert _cut(page) == []


@pytest.mark.usefixtures("larger")
def test_no_words_are_cut_at_150_percent(qtbot: QtBot) -> None:
    page = _page()
    qtbot.addWidget(page)
    page.resize(1252, 1700)
    with qtbot.waitExposed(page):
        page.show()
    assert _cut(page) == []


def test_lengths_follow_the_text_size_while_the_window_is_open(qtbot: QtBot, qapp: QApplication) -> None:
    page = QWidget()
    column = Column(PrimaryButton("Lagre"), spacing=10, margins=(20, 20, 20, 20), parent=page)
    qtbot.addWidget(page)
    assert column.contentsMargins().left() == 20
    try:
        apply_theme(qapp, False, 1.5)
        assert column.contentsMargins().left() == 30
        assert px(38) == 57
    finally:
        apply_theme(qapp, False, 1.0)
    assert column.contentsMargins().left() == 20


def test_a_date_is_tidied_and_said_back(qtbot: QtBot) -> None:
    field = DateField(TODAY)
    other = TextField()
    host = QWidget()
    Column(field, other, parent=host)
    qtbot.addWidget(host)
    with qtbot.waitExposed(host):
        host.show()
    field.setFocus()
    write(field.line, "tors")
    assert field.value() == date(2026, 11, 19)
    other.setFocus()
    assert field.line.text() == "19.11.2026"
    field.set_value("31.11")
    assert field.value() is None
    assert field.complaint() == "Datoen finnes ikke. November har 30 dager."


def test_a_time_is_tidied(qtbot: QtBot) -> None:
    field = TimeField()
    qtbot.addWidget(field)
    field.set_value(time(9, 5))
    assert field.text() == "09.05"


def test_nothing_that_is_pasted_is_cut(qtbot: QtBot) -> None:
    field = LongText()
    qtbot.addWidget(field)
    field.set_value("a" * 40_000)
    assert len(field.value()) == 40_000


def test_a_number_is_asked_for_again_in_words(qtbot: QtBot) -> None:
    field = NumberField(least=0, most=200)
    qtbot.addWidget(field)
    field.set_value("femti")
    assert field.complaint() == "Skriv et helt tall."
    field.set_value(999)
    assert field.complaint() == "Skriv et tall fra 0 til 200."
    field.set_value(50)
    assert (field.value(), field.complaint()) == (50, "")


@pytest.mark.parametrize(("full", "seen"), [(False, True), (True, False)])
def test_a_side_column_goes_below_where_it_is_narrow_but_a_detail_is_hidden(
    qtbot: QtBot, full: bool, seen: bool
) -> None:
    main, side = Label("Listen"), Label("Detaljene")
    beside = Beside(main, side, below=900, full=full)
    qtbot.addWidget(beside)
    beside.resize(1000, 300)
    with qtbot.waitExposed(beside):
        beside.show()
    assert side.isVisible()
    assert side.mapTo(beside, side.rect().topLeft()).x() > main.x()
    beside.resize(600, 300)
    assert side.isVisible() is seen
    qtbot.waitUntil(lambda: main.width() == 600, timeout=15_000)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("kind", [PrimaryButton, SecondaryButton, QuietButton, DangerLink])
def test_the_keyboard_presses_a_button(qtbot: QtBot, kind: type[QuietButton], key: Qt.Key) -> None:
    button = kind("Velg hvor det skjedde")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked, timeout=15_000):
        press(button, key)

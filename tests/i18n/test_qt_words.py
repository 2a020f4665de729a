"""Qt's own menus and dialogs speak the language chosen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QTextBrowser, QTextEdit
from pytestqt.qtbot import QtBot

from ikdesk.kernel.words import use_language
from ikdesk.ui.qt_words import QtWords, teach_words
from tests.i18n.bokmal import leaks, words
from tests.i18n.reading import texts_of
from tests.i18n.test_catalogues import pairs

ENGLISH = frozenset(
    (
        "all", "back", "cancel", "choose", "computer", "copy", "create", "cut", "date", "delete", "detail", "directory",
        "file", "files", "folder", "forward", "go", "hidden", "list", "look", "name", "new", "of", "open", "parent",
        "paste", "places", "redo", "rename", "save", "select", "show", "size", "the", "undo",
    )
)  # fmt: skip


@pytest.fixture(autouse=True)
def taught(qapp: QApplication) -> None:
    """As the program does when it starts."""
    teach_words(qapp)


def menu_of(widget: QLineEdit | QTextEdit) -> list[str]:
    menu = widget.createStandardContextMenu()
    said = [action.text().partition("\t")[0].replace("&", "") for action in menu.actions()]
    return [text for text in said if text]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", ["Angre", "Gjør om", "Klipp ut", "Kopier", "Lim inn", "Slett", "Merk alt"]),
        ("nn", ["Angre", "Gjer om", "Klipp ut", "Kopier", "Lim inn", "Slett", "Merk alt"]),
        ("en", ["Undo", "Redo", "Cut", "Copy", "Paste", "Delete", "Select All"]),
    ],
)
def test_the_menu_of_a_text_field(qtbot: QtBot, language: str, said: list[str]) -> None:
    use_language(language)
    for field in (QLineEdit(), QTextEdit()):
        qtbot.addWidget(field)
        assert menu_of(field) == said


def test_the_menu_of_the_handbook(qtbot: QtBot) -> None:
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    assert menu_of(browser) == ["Kopier", "Kopier lenken", "Merk alt"]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_choosing_a_file_has_no_word_of_english(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    use_language(language)
    dialog = QFileDialog(None, "", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    said = {text.replace("&", "") for text in texts_of(dialog) if str(tmp_path) not in text}
    assert len(said) > 15
    assert sorted(text for text in said if ENGLISH & set(words(text))) == []
    assert language == "nb" or leaks(said, "nn") == []


def test_a_word_qt_did_not_ask_about_before_stays_its_own() -> None:
    assert QtWords().translate("QLineEdit", "Something new in Qt") is None


def test_teaching_twice_makes_one(qapp: QApplication) -> None:
    teach_words(qapp)
    assert len(qapp.findChildren(QtWords)) == 1


@pytest.mark.parametrize("language", ["nn", "en"])
def test_what_qt_fills_in_has_its_place(language: str) -> None:
    assert [nb for nb, other in pairs(language) if re.findall(r"%\d", nb) != re.findall(r"%\d", other)] == []

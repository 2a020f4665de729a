"""Words that are no names are the unit's own: kept by whoever reports, seen and taken away in the settings."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.incidents.text_actions import keep_plain_word, remove_plain_word
from ikdesk.incidents.text_panel import PlainWordsCard, words_for
from ikdesk.incidents.text_queries import plain_word_rows, words_of_unit
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.personal import found_in
from ikdesk.ui.buttons import IconButton
from ikdesk.unit.actions import add_department, add_place
from tests.hostile.corpus import sample
from tests.looking import Told, desk_of, shown
from tests.samples import LEADER, TODAY
from tests.ui.hands import click, write

ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}


def test_places_and_departments_are_no_names(database: Database) -> None:
    database.write(add_department, "Nora", **DONE)
    database.write(add_place, {"name": "Zorrostien ved Emil", "standard": "outdoor_other"}, **DONE)
    words = database.read(words_of_unit, **ASKED)
    assert [one.word for one in found_in("Nora og Kari gikk til Zorrostien, bak Emil.", words)] == ["Kari"]


def test_a_word_is_kept_once_in_small_letters_and_may_be_taken_away(database: Database) -> None:
    key = database.write(keep_plain_word, " Zorrostien ", **DONE)
    assert database.write(keep_plain_word, "ZORROSTIEN", **DONE) == key
    assert [row.word for row in database.read(plain_word_rows, **ASKED)] == ["zorrostien"]
    database.write(remove_plain_word, key, **DONE)
    assert database.read(plain_word_rows, **ASKED) == []
    assert database.write(keep_plain_word, "zorrostien", **DONE) != key


@pytest.mark.parametrize("word", ["", "  ", "010120 12345", "90 12 34 56", "x" * 61])
def test_nothing_and_numbers_are_not_kept(database: Database, word: str) -> None:
    with pytest.raises(Invalid):
        database.write(keep_plain_word, word, **DONE)


def test_whatever_is_written_is_kept_short_and_clean_or_refused(database: Database) -> None:
    for text in sample(60).values():
        with suppress(Invalid):
            database.write(keep_plain_word, text, **DONE)
    rows = database.read(plain_word_rows, **ASKED)
    assert len(rows) > 10
    assert all(0 < len(row.word) <= 60 and "\n" not in row.word for row in rows)
    assert isinstance(database.read(words_of_unit, **ASKED), frozenset)


def test_what_a_desk_knows_is_asked_for_anew_when_it_changed(qtbot: QtBot, database: Database) -> None:
    desk = desk_of(database)
    words = words_for(desk)
    assert "zorro" not in words.plain()
    assert words.keep is not None
    words.keep("zorro")
    QApplication.processEvents()
    assert "zorro" in words_for(desk).plain()


def test_the_words_stand_in_the_settings_and_can_be_added_and_taken_away(qtbot: QtBot, database: Database) -> None:
    told = Told()
    card = shown(qtbot, PlainWordsCard(desk_of(database), told))
    click(card.add)
    assert database.read(plain_word_rows, **ASKED) == []
    write(card.word, "Zorro")
    click(card.add)
    assert [row.word for row in database.read(plain_word_rows, **ASKED)] == ["zorro"]
    QApplication.processEvents()
    away = next(one for one in card.findChildren(IconButton) if "zorro" in one.accessibleName() and one.isVisible())
    click(away)
    assert database.read(plain_word_rows, **ASKED) == []
    told.undo()
    assert [row.word for row in database.read(plain_word_rows, **ASKED)] == ["zorro"]

"""The card "Hva skal vi registrere?": the one that comes along, one's own, and back; on the wall and in the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ikdesk.incidents.locked_queries import report_form
from ikdesk.kernel.card import CardLine, shipped_card
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.words import use_language
from ikdesk.unit.card_actions import restore_card, save_card
from ikdesk.unit.card_edit_panel import CardEditPanel
from ikdesk.unit.card_queries import card, own_card
from ikdesk.unit.card_sections import card_section
from ikdesk.unit.card_writing import draw_card, read_card
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.samples import LEADER, NOBODY, NOON, TODAY, undo_last
from tests.ui.hands import click

LINES = (CardLine("Flis i fingeren", "yes", "no", ""), CardLine("Åpen port", "no", "yes", "Leder straks"))


def written(database: Database, lines: tuple[CardLine, ...] = LINES) -> None:
    database.write(save_card, lines, by=LEADER, today=TODAY)


def held(database: Database) -> tuple[CardLine, ...]:
    return database.read(card, viewer=LEADER, today=TODAY)


def poster_of(database: Database) -> Any:
    return database.read(read_card, NOON.astimezone(), viewer=LEADER, today=TODAY)


def test_the_card_that_comes_along_says_the_same_in_each_language() -> None:
    marks = set()
    for tongue in ("nb", "nn", "en"):
        use_language(tongue)
        marks.add(tuple((line.collected, line.whole, bool(line.tell)) for line in shipped_card()))
        assert all(line.event and len(line.event) <= 200 for line in shipped_card())
    assert len(marks) == 1
    assert len(shipped_card()) == 8


def test_one_writes_ones_own_and_goes_back_and_both_can_be_undone(database: Database) -> None:
    database.steps.begin(LEADER.person)
    assert held(database) == shipped_card()
    written(database)
    assert held(database) == LINES
    written(database, LINES[1:])
    assert held(database) == LINES[1:]
    undo_last(database)
    assert held(database) == LINES
    database.write(restore_card, by=LEADER, today=TODAY)
    assert held(database) == shipped_card()
    undo_last(database)
    assert held(database) == LINES


def test_a_card_without_lines_or_with_one_that_says_nothing_is_refused(database: Database) -> None:
    for lines in ((), (CardLine(" ", "yes", "no", ""),), LINES * 11):
        with pytest.raises(Invalid):
            written(database, lines)
    with pytest.raises(Problem, match="ikke tilgang"):
        database.write(save_card, LINES, by=NOBODY, today=TODAY)
    assert held(database) == shipped_card()


def test_the_lock_screen_is_told_of_ones_own_card_only(database: Database) -> None:
    assert database.read(report_form, viewer=LEADER, today=TODAY)["card"] == []
    written(database)
    told = database.read(report_form, viewer=LEADER, today=TODAY)["card"]
    assert told[0] == {"event": "Flis i fingeren", "collected": "yes", "whole": "no", "tell": ""}


def test_it_is_a_table_in_the_report_and_one_page_on_the_wall(database: Database, tmp_path: Path) -> None:
    rows = card_section(LINES).tables[0].rows
    assert rows == (("Flis i fingeren", "Ja", "–", "–"), ("Åpen port", "–", "Ja", "Leder straks"))
    with pikepdf.open(draw_card(poster_of(database), tmp_path)) as made:
        assert len(made.pages) == 1
    written(database, tuple(CardLine("Noe har skjedd " * 12, "consider", "yes", "Leder " * 30) for _at in range(20)))
    with pytest.raises(Problem, match="Kortet er for langt"):
        draw_card(poster_of(database), tmp_path)


def test_it_is_changed_under_the_settings_by_keys_and_half_written_lines_are_kept(
    qtbot: QtBot, database: Database
) -> None:
    told = Told()
    panel = shown(qtbot, CardEditPanel(desk_of(database), told))
    assert nameless(panel) == []
    assert "forslaget som følger med IKdesk" in words_on(panel)
    assert panel.restore.isHidden()
    click(panel.more)
    QTest.keyClicks(panel.lines[-1].event_, "Vepsestikk")
    panel._half.keep_draft()
    again = shown(qtbot, CardEditPanel(desk_of(database), told))
    assert again.lines[-1].event_.value() == "Vepsestikk"
    click(button(again.lines[-1], "Flytt linjen opp"))
    QTest.keyClick(again, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert held(database)[-2].event == "Vepsestikk"
    assert "deres eget kort" in words_on(again)
    click(button(again.lines[0], "Ta bort linjen"))
    assert len(again.lines) == 8
    told.undo()
    assert len(again.lines) == 9
    click(again.restore)
    assert database.read(own_card, viewer=LEADER, today=TODAY) == ()


def test_nothing_of_it_is_cut_when_it_is_large(qtbot: QtBot, database: Database, qapp: object) -> None:
    with larger(qapp):  # type: ignore[arg-type]
        assert cut(shown(qtbot, CardEditPanel(desk_of(database), Told()), 1152, 728)) == []

"""What the leader writes in a report: for each version of it, marked when the numbers have changed, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.personal import found_in
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.words import spoken_in
from ikdesk.measures.actions import add_measure
from ikdesk.reports.actions import add_text, restore_text, save_text
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.evaluation_panel import EvaluationPanel
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.lack_sentences import lacks
from ikdesk.reports.model import EVALUATION, LONGEST_TEXT, WORKED
from ikdesk.reports.names_panel import texts_of
from ikdesk.reports.queries import tertial_facts
from ikdesk.reports.sentences import generated_lines, short_lines
from ikdesk.reports.short_panel import ShortPanel
from ikdesk.ui.desk import Desk
from ikdesk.ui.theme import apply_theme
from tests.looking import Told, desk_of, nameless, shown, words_on
from tests.reports.conftest import AskFacts, Record
from tests.reports.examples import T1, section, story_of
from tests.samples import LEADER, TODAY
from tests.ui.hands import click, write

DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}


def facts_for(database: Database, audience: Audience = Audience.MUNICIPALITY) -> Facts:
    return database.read(tertial_facts, T1, viewer=LEADER, today=TODAY, audience=audience)


def generated(facts: Facts, key: str = "total") -> str:
    return next(line.generated for line in generated_lines(facts) if line.key == key)


def line(facts: Facts, key: str = "total") -> Any:
    return next(line for line in short_lines(facts) if line.key == key)


def test_each_version_has_lines_of_its_own(two_years: Database) -> None:
    two_years.write(save_text, "2026-T1", "total", "Sju.", **DONE)
    two_years.write(save_text, "2026-T1", "total", "Bare sju.", **DONE, audience=Audience.PARENTS)
    two_years.write(add_text, "2026-T1", "Hilsen Tom.", **DONE, audience=Audience.PARENTS)
    two_years.write(restore_text, "2026-T1", "total", **DONE)
    assert not line(facts_for(two_years)).edited
    assert line(facts_for(two_years, Audience.PARENTS)).text == "Bare sju."
    assert "own_1" not in facts_for(two_years).texts
    assert facts_for(two_years, Audience.OWNER).texts == {}


def test_what_is_written_about_the_period_stands_in_every_version_without_its_own(two_years: Database) -> None:
    two_years.write(save_text, "2026-T1", WORKED, "  Opp-løypa.\n\n Alle bruker  den. ", **DONE)
    two_years.write(save_text, "2026-T1", "priority_1", "Fjerne stolpen.", **DONE)
    two_years.write(save_text, "2026-T1", "priority_1", "En tryggere bakke.", **DONE, audience=Audience.PARENTS)
    assert facts_for(two_years).texts[WORKED] == "Opp-løypa.\nAlle bruker den."
    parents = facts_for(two_years, Audience.PARENTS)
    assert (parents.texts[WORKED], parents.texts["priority_1"]) == (
        "Opp-løypa.\nAlle bruker den.", "En tryggere bakke.",
    )  # fmt: skip
    assert parents.shared == {WORKED}
    two_years.write(restore_text, "2026-T1", "priority_1", **DONE, audience=Audience.PARENTS)
    assert facts_for(two_years, Audience.PARENTS).texts["priority_1"] == "Fjerne stolpen."
    with pytest.raises(Invalid, match="Teksten er for lang"):
        two_years.write(save_text, "2026-T1", WORKED, "a" * (LONGEST_TEXT + 1), **DONE)
    assert not {one.key for one in short_lines(parents)} & {*EVALUATION}


def test_a_line_is_marked_when_the_numbers_are_others_than_when_it_was_written(
    two_years: Database, record: Record
) -> None:
    now = generated(facts_for(two_years))
    two_years.write(save_text, "2026-T1", "total", "Sju ting skjedde.", **DONE, generated=now)
    assert not line(facts_for(two_years)).stale
    with spoken_in("en"):  # another language is no other number
        assert not line(facts_for(two_years)).stale
    record(date(2026, 3, 2))
    assert line(facts_for(two_years)).stale
    assert not line(facts_for(two_years), "serious").stale
    assert "1 linje i «Kort fortalt»" in lacks(facts_for(two_years), names=0, findings=0)[0].text
    two_years.write(save_text, "2026-T1", "total", "Åtte ting.", **DONE, generated=generated(facts_for(two_years)))
    assert not line(facts_for(two_years)).stale


def test_decisions_that_are_waited_for_are_told_at_once_and_first_to_the_owner(two_years: Database) -> None:
    values = {"title": "Fjerne stolpen", "origin": "needs_owner", "consequence": "Noen slår seg."}
    two_years.write(add_measure, values, **DONE)
    told = line(facts_for(two_years), "owner")
    assert told.text == "1 tiltak krever en beslutning høyere opp. Det har ventet siden 30. april 2026."
    assert told.table in {one.key for one in story_of(facts_for(two_years)).tables}
    keys = {who: [one.key for one in generated_lines(facts_for(two_years, who))] for who in Audience}
    assert keys[Audience.MUNICIPALITY][:3] == ["total", "serious", "owner"]
    assert keys[Audience.OWNER][0] == "owner"
    assert "owner" not in {*keys[Audience.PARENTS], *keys[Audience.STAFF], *keys[Audience.SAFETY]}
    assert "handling" not in keys[Audience.PARENTS]


def test_names_are_looked_for_in_all_that_somebody_wrote(two_years: Database) -> None:
    values = {"title": "Gjerdet", "origin": "needs_owner", "consequence": "Kari slår seg."}
    two_years.write(add_measure, values, **DONE)
    two_years.write(save_text, "2026-T1", WORKED, "Ola passet på.", **DONE)
    assert {"Gjerdet", "Kari slår seg.", "Ola passet på."} <= {*texts_of(story_of(facts_for(two_years)))}


def test_the_reports_own_words_are_names_in_no_language(two_years: Database) -> None:
    with spoken_in("nn"):
        story = story_of(facts_for(two_years))
        assert any(text.startswith("«Anna»") for one in story.sections for text in one.bullets)
        assert not [text for text in texts_of(story) if found_in(text)]


def test_the_safety_representative_is_told_of_staff_and_of_nothing_else(two_years: Database) -> None:
    assert generated(facts_for(two_years, Audience.SAFETY)).startswith("Vi registrerte 2 hendelser med ansatte")


def test_a_place_is_not_said_to_have_the_most_where_a_hidden_one_may_have_more(
    two_years: Database, record: Record, facts: AskFacts
) -> None:
    found = facts_for(two_years, Audience.PARENTS)
    numbers = found.now.by["place"]
    assert any(number is None for number in numbers.values())
    left = found.now.total - sum(number or 0 for number in numbers.values())
    highest = left - sum(number is None for number in numbers.values()) + 1
    lines = {one.key for one in generated_lines(found)}
    assert ("place" in lines) == (max(number or 0 for number in numbers.values()) > highest)


@pytest.fixture(scope="module", autouse=True)
def _looks(qapp: QApplication) -> None:
    apply_theme(qapp, False, 1.0)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def desk(two_years: Database, tmp_path: Path) -> Iterator[Desk]:
    made = desk_of(two_years, Settings(report_folder=str(tmp_path)))
    yield made
    made.close()


def panel_of(qtbot: QtBot, desk: Desk, told: Told, database: Database, audience: Audience) -> EvaluationPanel:
    panel = EvaluationPanel(desk, told)
    panel.show_facts(facts_for(database, audience))
    panel.resize(900, 600)
    shown(qtbot, panel)
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


def test_the_evaluation_is_written_where_it_stands_and_can_be_undone(
    qtbot: QtBot, desk: Desk, told: Told, two_years: Database
) -> None:
    panel = panel_of(qtbot, desk, told, two_years, Audience.MUNICIPALITY)
    assert nameless(panel) == []
    assert words_on(panel).count("Ikke skrevet ennå.") == len(EVALUATION)
    panel.begin()
    row = panel.rows[0]
    assert row.words.hasFocus()
    QTest.keyClick(row.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert row.field.error == "Skriv teksten først."
    write(row.words, "Opp-løypa virket.")
    assert panel.begun() == {WORKED: "Opp-løypa virket."}
    QTest.keyClick(row.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert facts_for(two_years).texts == {WORKED: "Opp-løypa virket."}
    assert told.said[-1] == "Teksten er lagret."
    assert "Opp-løypa virket." in str(section(facts_for(two_years), "evaluation"))
    told.undo()
    assert facts_for(two_years).texts == {}


def test_a_version_can_have_its_own_text_and_take_the_common_one_back(
    qtbot: QtBot, desk: Desk, told: Told, two_years: Database
) -> None:
    two_years.write(save_text, "2026-T1", WORKED, "Til kommunen.", **DONE)
    panel = panel_of(qtbot, desk, told, two_years, Audience.PARENTS)
    assert "Fra tertialrapporten." in words_on(panel)
    click(panel.rows[0].change)
    panel.rows[0].words.selectAll()
    write(panel.rows[0].words, "Til dere foreldre.")
    click(panel.rows[0].save)
    panel.show_facts(facts_for(two_years, Audience.PARENTS), {})
    assert "Til dere foreldre." in words_on(panel)
    click(panel.rows[0].change)
    click(panel.rows[0].restore)
    assert facts_for(two_years, Audience.PARENTS).texts == {WORKED: "Til kommunen."}


def test_an_old_line_says_so_and_is_kept_or_changed_back(
    qtbot: QtBot, desk: Desk, told: Told, two_years: Database, record: Record
) -> None:
    two_years.write(save_text, "2026-T1", "total", "Sju.", **DONE, generated=generated(facts_for(two_years)))
    record(date(2026, 3, 2))
    panel = ShortPanel(desk, told, {})
    panel.show_facts(facts_for(two_years))
    shown(qtbot, panel)
    row = panel.rows[0]
    assert "Tallene er endret siden du skrev linjen. Forslaget er nå: Vi registrerte 8" in words_on(panel)
    assert nameless(panel) == []
    click(row.keep)
    panel.show_facts(facts_for(two_years), {})
    assert (line(facts_for(two_years)).text, line(facts_for(two_years)).stale) == ("Sju.", False)
    assert "Tallene er endret" not in words_on(panel)
    record(date(2026, 3, 3))
    panel.show_facts(facts_for(two_years), {})
    click(panel.rows[0].use)
    assert line(facts_for(two_years)).text.startswith("Vi registrerte 9 hendelser")

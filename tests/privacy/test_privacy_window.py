"""Insight, papers and disposal as a leader does them in the settings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Access, Deed
from ikdesk.exports.actions import know_files
from ikdesk.exports.model import ExportFile
from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.queries import incident_detail
from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.model import DEPUTY, Role
from ikdesk.privacy.disposal_actions import Disposed, dispose_incident
from ikdesk.privacy.disposal_ask_panel import GroundBox, NumberBox
from ikdesk.privacy.disposal_panel import DisposalPanel
from ikdesk.privacy.insight_answer_panel import AnswerPanel
from ikdesk.privacy.insight_choose_panel import ChoosePanel
from ikdesk.privacy.insight_panel import InsightPanel
from ikdesk.privacy.model import Copies, Ground
from ikdesk.privacy.paper_panel import PaperPanel
from ikdesk.privacy.privacy_panel import PrivacyPanel
from ikdesk.ui.desk import Desk
from ikdesk.unit.page import SettingsPage
from ikdesk.unit.queries import codebook
from tests.samples import LEADER, NOON, TODAY, incident_values
from tests.ui.hands import answering


class Destroys:
    """Disposals in the file alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def dispose(self, key: Key, ground: Ground, why: str) -> Disposed:
        done: Disposed = self._database.write(dispose_incident, key, ground, why, by=LEADER, today=TODAY)
        return done

    def copies(self) -> Copies:
        return Copies(2, date(2026, 4, 29))


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Iterator[Desk]:
    book = database.read(codebook, viewer=LEADER, today=TODAY)
    made = Desk(database, LEADER, database.clock, book, Settings(report_folder=str(tmp_path / "ut")))
    made.noting, made.knowing = note_access, know_files
    yield made
    made.close()


@pytest.fixture
def keys(database: Database) -> list[Key]:
    stories = (("OH", "OH ble dyttet av Kari."), ("OH", "Et annet barn med like initialer."), ("KL", "KL falt."))
    return [
        database.write(record_incident, incident_values(database, child=child, story=story), told_at=NOON, by=LEADER,
                       today=TODAY)
        for child, story in stories
    ]  # fmt: skip


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, database: Database, said: list[str]) -> PrivacyPanel:
    made = PrivacyPanel(desk, lambda text, *_more: said.append(str(text)), Destroys(database))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def insight_of(panel: PrivacyPanel) -> InsightPanel:
    panel.part.set_value("insight")
    assert isinstance(panel.panel, InsightPanel)
    return panel.panel


def choosing(insight: InsightPanel) -> ChoosePanel:
    assert isinstance(insight.step, ChoosePanel)
    return insight.step


def answer_of(insight: InsightPanel) -> AnswerPanel:
    assert isinstance(insight.step, AnswerPanel)
    return insight.step


def wrote(qtbot: QtBot, said: list[str], words: str) -> None:
    qtbot.waitUntil(lambda: any(words in text for text in said), timeout=15_000)


def test_a_leader_answers_a_guardian(
    qtbot: QtBot, panel: PrivacyPanel, keys: list[Key], said: list[str], database: Database, tmp_path: Path
) -> None:
    insight = insight_of(panel)
    insight.whom.initials.set_value("o.h.")
    insight.whom.go.click()
    step = choosing(insight)
    assert panel.focusWidget() is step.boxes[0]
    assert [box.value() for box in step.boxes] == [False, False], "a person decides"
    step.boxes[0].setChecked(True)
    step.go.click()
    answer = answer_of(insight)
    assert panel.focusWidget() is answer.more
    assert "■■■ (annen person)" in answer.shown.toPlainText()
    assert not any(words in answer.shown.toPlainText() for words in ("Kari", "like initialer"))
    password = answer.password.value()
    assert len(password.split()) == 4
    answer.beside.setChecked(True)
    answer.go.click()
    wrote(qtbot, said, "Svaret ligger i")
    pdf, data = sorted((tmp_path / "ut").iterdir(), key=lambda path: path.suffix, reverse=True)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(pdf)
    with pikepdf.open(pdf, password=password) as opened:
        inside = json.loads(opened.attachments["innsyn.json"].get_file().read_bytes())
    assert inside == json.loads(data.read_text("utf-8"))
    assert [record["number"] for record in inside["records"]] == ["2026-1"]
    with Session(database.engine) as session:
        asked = select(Access.kind, Access.count, Access.note).where(Access.deed == Deed.INSPECTED)
        rows = session.execute(asked).all()
    assert rows == [("incident", 1, "pdf, json")]
    assert (insight.step, insight.whom.initials.value()) == (insight.whom, "")
    assert insight.whom.who.isAncestorOf(panel.focusWidget()), "it begins where one begins"


def test_a_word_may_be_let_stand_and_another_taken_out(panel: PrivacyPanel, keys: list[Key]) -> None:
    insight = insight_of(panel)
    insight.whom.initials.set_value("OH")
    insight.whom.go.click()
    choosing(insight).boxes[0].setChecked(True)
    choosing(insight).go.click()
    answer = answer_of(insight)
    answer.words.set_value([])
    answer.words.changed.emit()
    assert "dyttet av Kari" in answer.shown.toPlainText()
    answer.more.set_value("dyttet; kari")
    assert "OH ble ■■■ (annen person) av ■■■ (annen person)." in answer.shown.toPlainText()
    answer.back.click()
    assert choosing(insight).boxes[0].value()
    choosing(insight).back.click()
    assert insight.step is insight.whom


def test_nothing_is_searched_for_without_saying_whom(panel: PrivacyPanel) -> None:
    insight = insight_of(panel)
    insight.whom.go.click()
    assert insight.whom.initials_box.error
    insight.whom.who.set_value("staff")
    insight.whom.go.click()
    assert insight.whom.person_box.error
    assert insight.step is insight.whom


def test_staff_get_an_answer_too(
    qtbot: QtBot, panel: PrivacyPanel, database: Database, keys: list[Key], said: list[str], tmp_path: Path
) -> None:
    insight = insight_of(panel)
    person = database.write(add_person, "Ann Melder", slot="a", role=Role.STAFF, by=SYSTEM, today=TODAY)
    insight.whom.who.set_value("staff")
    insight.whom.person.set_value(str(person))
    insight.whom.go.click()
    choosing(insight).go.click()
    answer = answer_of(insight)
    answer.password.lock.set_value(False)
    answer.go.click()
    wrote(qtbot, said, "Svaret ligger i")
    assert [path.suffix for path in (tmp_path / "ut").iterdir()] == [".pdf"]


def test_papers_are_read_and_written(
    qtbot: QtBot, panel: PrivacyPanel, desk: Desk, said: list[str], tmp_path: Path
) -> None:
    papers = panel.panel
    assert isinstance(papers, PaperPanel)
    for key in ("parents", "staff", "record", "dpia"):
        papers.which.set_value(key)
        assert "Solbakken barnehage" in papers.text.toPlainText()
    papers.which.set_value("parents")
    papers.write.click()
    wrote(qtbot, said, "Personvern for barn og foresatte.pdf")
    made = tmp_path / "ut" / "Personvern for barn og foresatte.pdf"
    assert made.is_file()
    known = desk.read(lambda session, **_asked: session.scalars(select(ExportFile)).all())
    assert [(row.kind, row.path) for row in known] == [("paper", str(made))]  # an old one is offered to be deleted


def disposing(panel: PrivacyPanel) -> DisposalPanel:
    panel.part.set_value("disposal")
    assert isinstance(panel.panel, DisposalPanel)
    return panel.panel


def test_a_leader_disposes_in_two_steps(
    panel: PrivacyPanel, keys: list[Key], database: Database, said: list[str]
) -> None:
    page = disposing(panel)
    assert page.rows.total == 0
    page.number.set_value("2026-3")
    seen: list[str] = []

    def ground(box: GroundBox) -> None:
        box._on_chosen("yes")
        seen.append(box.ground_box.error)
        box.ground.set_value("never_happened")
        seen.append(box.goes.text())
        box.why.set_value("Prøvemelding, sak 26/3.")
        box._on_chosen("yes")

    def number(box: NumberBox) -> None:
        box.number.set_value("2026-1")
        box._on_chosen("yes")
        seen.append(box.number_box.error)
        box.number.set_value("2026-3")
        box._on_chosen("yes")

    with answering(ground, number):
        page.seek.click()
    assert seen[0] == "Velg et grunnlag."
    assert "telles ikke med" in seen[1]
    assert seen[2] == "Skriv 2026-3."
    assert said == ["Hendelse 2026-3 er kassert."]
    assert page.rows.total == 1
    gone = database.read(incident_detail, keys[2], viewer=LEADER, today=TODAY)
    assert gone is not None
    assert gone.story.startswith("Kassert")


def test_whoever_changes_their_mind_keeps_it(panel: PrivacyPanel, keys: list[Key], database: Database) -> None:
    page = disposing(panel)
    page.number.set_value("2026-3")
    with answering(lambda box: box.close()):
        page.seek.click()
    kept = database.read(incident_detail, keys[2], viewer=LEADER, today=TODAY)
    assert kept is not None
    assert kept.story == "KL falt."


def test_a_number_that_is_no_incident_is_told(panel: PrivacyPanel, keys: list[Key]) -> None:
    page = disposing(panel)
    page.number.set_value("2026-99")
    page.seek.click()
    assert page.box.error == "Ingen hendelse har dette nummeret."


def test_a_deputy_sees_the_papers_only(qtbot: QtBot, database: Database, desk: Desk) -> None:
    deputy = Viewer(Key(int=9), "Vikar", "staff", DEPUTY, deputy=True)
    other = Desk(database, deputy, database.clock, desk.codebook, Settings())
    made = PrivacyPanel(other, lambda *_words: None)
    qtbot.addWidget(made)
    assert [button.code for button in made.part.buttons()] == ["papers"]
    other.close()


def test_nothing_is_offered_to_be_done_with_what_was_disposed_of(
    qtbot: QtBot, desk: Desk, database: Database, keys: list[Key]
) -> None:
    Destroys(database).dispose(keys[0], Ground.WRONG_PERSON, "Sak 26/3, feil barn.")
    page = IncidentPage(desk, lambda *_words: None)
    qtbot.addWidget(page)
    page.show_incident(keys[1])
    assert "Følg opp" in words_of(page.detail)
    page.show_incident(keys[0])
    assert "Kassert 30.04.2026 – ført på feil person" in words_of(page.detail)
    assert not {"Rett opplysningene", "Åpne saken igjen", "Følg opp", "Skjerm"} & set(words_of(page.detail))


def words_of(widget: QWidget) -> list[str]:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what was shown before
    parts = widget.findChildren(QWidget)
    return [part.text() for part in parts if isinstance(part, (QLabel, QAbstractButton))]


def test_the_settings_have_the_part_for_those_who_set_up(qtbot: QtBot, desk: Desk) -> None:
    page = SettingsPage(desk, lambda *_words: None)
    qtbot.addWidget(page)
    page.show_section("privacy")
    assert isinstance(page.panel, PrivacyPanel)

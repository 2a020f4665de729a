"""A letter to parents and the drafts of other people's forms: true, calm, and about one child."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.access.model import Access, Deed
from ikdesk.incidents.actions import handle_incident
from ikdesk.incidents.case_model import OtherChild
from ikdesk.incidents.form_draft_panel import DraftPanel
from ikdesk.incidents.form_draft_sentences import drafts_of
from ikdesk.incidents.form_panel import FormsSection
from ikdesk.incidents.form_queries import draft_facts
from ikdesk.incidents.letter_panel import LetterPanel
from ikdesk.incidents.letter_queries import letter_facts
from ikdesk.incidents.letter_sentences import letter_text, letter_title, words_to_look_at
from ikdesk.incidents.letter_writing import write_letter
from ikdesk.incidents.municipal_panel import MunicipalBox
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.queries import IncidentDetail, incident_detail
from ikdesk.incidents.whole_panel import CasePage
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import language
from ikdesk.measures.actions import add_measure, adopt_measure
from ikdesk.measures.link_actions import link_incident
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column
from ikdesk.unit.actions import change_unit
from ikdesk.unit.model import UnitKind
from tests.access.conftest import desk_that_notes
from tests.incidents.form_samples import case_of, paper
from tests.incidents.staff_samples import CANARY, medical, staff_incident
from tests.incidents.test_forms import Opened, _said
from tests.looking import shown
from tests.samples import LEADER, TODAY, measure_values
from tests.ui.hands import answering

STORY = "OH og AB kolliderte i bakken. O.H. slo leppa. Kari så det."


def _two_children(database: Database) -> Any:
    key = case_of(database, child="OH", story=STORY, done_at_once="Trøstet OH. A.B. fikk drikke.", severity=2)

    def add(session: Any, *, by: Any, today: Any) -> None:
        del by, today
        session.add(OtherChild(incident_id=key, child="AB", injury_kind="bump_bruise", body_part="arm",
                               treatment=("comfort",)))  # fmt: skip

    database.write(add, by=LEADER, today=TODAY)
    return key


def _facts(database: Database, key: Any) -> Any:
    return database.read(letter_facts, key, viewer=LEADER, today=TODAY)


def test_a_letter_tells_of_the_own_child_only(database: Database) -> None:
    facts, book = _facts(database, _two_children(database)), paper(database).codebook
    first, second = (letter_text(facts, child, book, "nb") for child in (0, 1))
    assert "OH og et annet barn kolliderte" in first
    assert "AB" not in first
    assert "A.B." not in first
    assert "Et annet barn og AB kolliderte" in second
    assert "O.H." not in second
    assert "OH" not in second
    assert letter_title("AB", "nb") == "Til foreldrene til AB"


def test_a_letter_is_calm_and_says_what_happens_next(database: Database) -> None:
    key = _two_children(database)
    measure = database.write(add_measure, measure_values(database, title="Egen opp-løype"), by=LEADER, today=TODAY)
    database.write(link_incident, measure, key, by=LEADER, today=TODAY)
    book = paper(database).codebook
    text = letter_text(_facts(database, key), 0, book, "nb")
    assert "Vi går gjennom det som skjedde" in text
    assert "Egen opp-løype" not in text  # nobody has decided it
    database.write(adopt_measure, measure, on=TODAY, by=LEADER, today=TODAY)
    text = letter_text(_facts(database, key), 0, book, "nb")
    assert "for at det ikke skal skje igjen:\n– Egen opp-løype" in text
    assert "tirsdag 3. februar 2026 kl. 10.40" in text
    assert not [word for word in ("moderat", "Moderat", "grad", "skyld", "årsak") if word in text]


def test_a_measure_is_told_in_the_letter_without_the_other_child(database: Database) -> None:
    key = _two_children(database)
    measure = database.write(add_measure, measure_values(database, title="Snakke med A.B. om bakken"), by=LEADER,
                             today=TODAY)  # fmt: skip
    database.write(link_incident, measure, key, by=LEADER, today=TODAY)
    database.write(adopt_measure, measure, on=TODAY, by=LEADER, today=TODAY)
    text = letter_text(_facts(database, key), 0, paper(database).codebook, "nb")
    assert "– Snakke med et annet barn om bakken" in text


def test_a_letter_speaks_the_language_of_the_parents_whatever_the_program_speaks(database: Database) -> None:
    key = case_of(database, story="")
    database.write(change_unit, {"parents_language": "en"}, by=LEADER, today=TODAY)
    facts, book = _facts(database, key), paper(database).codebook
    assert facts.language == "en"
    text = letter_text(facts, 0, book, "en")
    assert "Tuesday 3 February 2026" in text
    assert language() == "nb"
    assert "tysdag 3. februar 2026" in letter_text(facts, 0, book, "nn").lower()


def test_names_in_a_letter_are_pointed_out(database: Database) -> None:
    facts = _facts(database, _two_children(database))
    text = letter_text(facts, 0, paper(database).codebook, "nb")
    assert words_to_look_at(text, facts, 0) == ("Kari",)


@pytest.mark.parametrize("kind", ["staff_injury", "environment_42"])
def test_there_is_no_letter_about_staff_or_about_what_is_told_elsewhere(kind: str, database: Database) -> None:
    key = case_of(database, kind=kind, story="Kort.")
    with pytest.raises(Problem, match="skrives ikke brev"):
        _facts(database, key)


def test_a_letter_on_paper_is_in_the_log(database: Database, tmp_path: Path) -> None:
    key = case_of(database, child="OH")
    said = _said(write_letter(Opened(database), key, tmp_path))
    assert "TilforeldrenetilOH" in said
    assert "Hendelse2026-1·" in said
    rows = database.read(lambda session: list(session.query(Access)))
    assert [(row.deed, row.note) for row in rows] == [(Deed.PRINTED, "letter nb")]


def test_the_forms_are_filled_in_with_what_is_known(database: Database) -> None:
    key = _two_children(database)
    book = paper(database).codebook

    def drafts(child: int = 0) -> Any:
        facts = database.read(draft_facts, key, viewer=LEADER, today=TODAY)
        return drafts_of(facts, child, book)

    nav, insurer = drafts()
    assert nav.lines == ()
    assert "ikke med i NAVs ordning" in nav.notes[0]
    lines = dict(drafts(1)[1].lines)
    assert lines["Hva slags skade"] == book.label("injury_kind", "bump_bruise")
    assert (lines["Lege, tannlege eller sykehus"], lines["Fødselsnummer"]) == ("Nei", "")
    assert "OH" not in lines["Hva skjedde"]
    assert dict(insurer.lines)["Lege, tannlege eller sykehus"] == ""
    database.write(change_unit, {"kind": UnitKind.SKOLE}, by=LEADER, today=TODAY)
    nav, _insurer = drafts()
    assert "13-10.01" in nav.notes[0]
    assert "Kontroller skjemanummeret hos NAV" in nav.notes[0]
    assert dict(nav.lines)["Dato for skaden"] == "03.02.2026"


def test_the_form_for_staff_has_nothing_medical_without_consent(database: Database) -> None:
    key = staff_incident(database)
    nav, _insurer = drafts_of(database.read(draft_facts, key, viewer=LEADER, today=TODAY), 0, paper(database).codebook)
    assert "13-07.05" in nav.notes[0]
    assert dict(nav.lines)["Hva slags skade"] == ""
    medical(database, key)
    nav, _insurer = drafts_of(database.read(draft_facts, key, viewer=LEADER, today=TODAY), 0, paper(database).codebook)
    assert dict(nav.lines)["Kroppsdel"] == "Skulder / krageben"
    assert CANARY not in repr(nav)


@pytest.fixture(autouse=True)
def _nothing_left_on_the_clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.clipboard().clear()  # the one without a screen falls over what lies there when the program ends


def _stands(page: IncidentPage) -> bool:
    """Whether the case itself is shown, and nothing over it."""
    whole = page.cases.whole
    return page.cases.form is None and whole is not None and whole.isVisible()


def _detail(desk: Desk, key: Key) -> IncidentDetail:
    found = desk.read(incident_detail, key)
    assert found is not None
    return found


@pytest.fixture
def desk(database: Database) -> Any:
    found: Desk = desk_that_notes(database)
    yield found
    found.close()


def test_what_is_changed_in_a_letter_is_kept_for_each_language_and_child(desk: Desk, database: Database,
                                                                        qtbot: QtBot) -> None:  # fmt: skip
    detail = _detail(desk, _two_children(database))
    panel = shown(qtbot, LetterPanel(desk, detail, tell=lambda *_said: None))
    panel.text.setPlainText("Hei på dere.")
    panel.child.set_value("1")
    assert "AB kolliderte" in panel.text.value()
    panel.language.set_value("nn")
    panel.language.set_value("nb")
    panel.child.set_value("0")
    assert panel.text.value() == "Hei på dere."
    assert panel.half.isVisible()
    panel.back.click()
    again = shown(qtbot, LetterPanel(desk, detail, tell=lambda *_said: None))
    assert again.text.value() == "Hei på dere."


def test_each_field_of_a_form_can_be_copied_and_what_lacks_cannot(desk: Desk, database: Database, qtbot: QtBot,
                                                                     qapp: Any) -> None:  # fmt: skip
    told: list[str] = []
    detail = _detail(desk, case_of(database, child="OH"))
    panel = shown(qtbot, DraftPanel(desk, detail, tell=lambda said, *_rest: told.append(said)))
    assert "Fødselsnummer" not in panel.copies
    panel.copies["Dato for skaden"].click()
    assert qapp.clipboard().text() == "03.02.2026"
    assert qapp.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint")
    assert "Dato for skaden" in told[0]
    panel.form.set_value("nav")
    assert not panel.make.isEnabled()


def test_a_case_is_copied_as_text_in_one_click_and_marked_as_entered(desk: Desk, database: Database, qtbot: QtBot,
                                                                     qapp: Any) -> None:  # fmt: skip
    told: list[str] = []
    database.write(change_unit, {"municipal_system": "Risk Manager"}, by=LEADER, today=TODAY)
    key = case_of(database, child="OH", story="OH falt.")
    page, detail = QWidget(), _detail(desk, key)
    section = FormsSection(desk, lambda said, *_rest: told.append(said), detail)
    Column(section, parent=page)
    section.reload()
    shown(qtbot, page)
    section.buttons["text"].click()
    assert "Barnet falt." in qapp.clipboard().text()
    section.buttons["with"].click()
    assert "OH falt." in qapp.clipboard().text()
    rows = database.read(lambda session: list(session.query(Access)))
    assert [(row.deed, row.note) for row in rows] == [(Deed.EXPORTED, "text")] * 2

    def fill(box: MunicipalBox) -> None:
        box.number.set_value("RM-9")
        box.day.set_value(TODAY)
        box._on_chosen("yes")

    with answering(fill):
        section.buttons["municipal"].click()
    assert _detail(desk, key).municipal_number == "RM-9"


def test_the_letter_and_the_forms_are_opened_from_the_case_and_lead_back_to_it(desk: Desk, database: Database,
                                                                              qtbot: QtBot) -> None:  # fmt: skip
    key, staff = case_of(database, child="OH"), staff_incident(database)
    page = shown(qtbot, IncidentPage(desk, lambda *_said: None))
    page.show_incident(key)
    page.cases.do("open")
    for what, kind in (("letter", LetterPanel), ("drafts", DraftPanel)):
        assert page.cases.whole is not None
        page.cases.whole.findChild(FormsSection).buttons[what].click()
        assert isinstance(page.cases.form, kind)
        assert page.cases.form.isVisible()
        page.cases.form.back.click()
        assert _stands(page)
    page.cases.leave()
    page.show_incident(staff)
    page.cases.do("open")
    whole = cast("CasePage", page.cases.whole)
    section = cast("FormsSection", whole.findChild(FormsSection))
    assert "letter" not in section.buttons
    with qtbot.waitSignal(page.wants) as wanted:
        section.buttons["extract"].click()
    assert wanted.args == ["staff"]


def test_a_letter_says_nothing_of_an_injury_nobody_could_see(database: Database) -> None:
    key = case_of(database, child="OH")
    database.write(handle_incident, key, {"injury_kind": "none_visible"}, by=LEADER, today=TODAY)
    assert "Skaden er" not in letter_text(_facts(database, key), 0, paper(database).codebook, "nb")

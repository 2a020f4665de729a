"""Nobody who chose Nynorsk or English meets Bokmål in a window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ikdesk import data as opening
from ikdesk import restore_data
from ikdesk.backups.model import State, Where
from ikdesk.backups.restore_panel import RestoreBox
from ikdesk.backups.second_panel import SecondPanel
from ikdesk.backups.state_panel import StatePanel, TriedPanel
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.report_page import ReportPage
from ikdesk.kernel.errors import Ill, Trouble
from ikdesk.kernel.paths import resource
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import use_language
from ikdesk.lock.page import LockPage
from ikdesk.lock.trouble_page import TroublePage
from ikdesk.lock.troubles import SAID
from ikdesk.people.model import RIGHTS, Role
from ikdesk.start.code_panel import CodePanel
from ikdesk.start.first_page import FirstPage
from ikdesk.start.restore_page import RestorePage
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.shortcuts import ShortcutsDialog
from ikdesk.unit.page import SECTIONS, SettingsPage
from ikdesk.workplace import Workplace
from tests.i18n.bokmal import given_away
from tests.i18n.reading import texts_of
from tests.i18n.test_catalogues import pairs

Found = dict[str, set[str]]


@pytest.fixture(scope="module")
def shown(spoken: str, unit: opening.Data, looks: None) -> Found:
    """What can be read on every page, by page."""
    use_language(spoken)
    work = Workplace(unit, Settings(language=spoken), lambda _settings: None, lambda: None, lambda: None)
    found: Found = {}
    for key in (*work.window.pages, "report"):
        work.window.go(key)
        found[key] = texts_of(work.window.page)
        _look_closer(key, work.window.page, found)
    found["window"] = texts_of(work.window)
    _look_as_others(unit, spoken, found)
    found["keys"] = texts_of(ShortcutsDialog(work.window))
    work.close()
    work.window.deleteLater()
    use_language("nb")
    return found


def _look_as_others(unit: opening.Data, spoken: str, found: Found) -> None:
    """The pages of those who do not lead, empty as a newcomer meets them, and with a report of their own."""
    viewer = unit.viewer
    for role in (Role.STAFF, Role.DEPARTMENT_LEAD, Role.SAFETY_REP):
        rights = RIGHTS[role]
        unit.viewer = Viewer(viewer.person, viewer.name, role.code, rights)  # who reported what stands there
        work = Workplace(unit, Settings(language=spoken), lambda _settings: None, lambda: None, lambda: None)
        for key in work.window.pages:
            work.window.go(key)
            found[f"{role.code} {key}"] = texts_of(work.window.page)
        work.close()
        work.window.deleteLater()
    unit.viewer = viewer


def _look_closer(key: str, page: Any, found: Found) -> None:
    if isinstance(page, IncidentPage):
        _look_at_incidents(key, page, found)
    if isinstance(page, ReportPage):
        page.save.click()
        found["what is missing"] = texts_of(page)
    if isinstance(page, SettingsPage):
        for section, _title, _icon in SECTIONS:
            page.show_section(section)
            found[f"{key} {section}"] = texts_of(page)


def _look_at_incidents(key: str, page: IncidentPage, found: Found) -> None:
    tried = set()  # forms look the same for two of a kind in the same state
    for row in range(page.rows.total):
        incident = page.rows.row(row)
        page.show_incident(incident.id)
        found[f"{key} {row}"] = texts_of(page)
        if (incident.kind, incident.status) in tried:
            continue
        tried.add((incident.kind, incident.status))
        for what in ("open", "follow_up", "correct", "close_case", "letter", "drafts"):
            page.cases.do(what)
            found[f"{key} {row}"] |= texts_of(page.cases.form or page)
            if page.cases.form is not None:
                page.cases._on_form_left()
        page.cases.leave()


@pytest.fixture(scope="module")
def beginning(spoken: str, unit: opening.Data, looks: None) -> Iterator[Found]:
    """What can be read before there is an open unit: the first steps and the lock screen."""
    use_language(spoken)
    jobs = Jobs()
    first = FirstPage(lambda _answers: "", lambda: None, unit.folder)
    lock = LockPage(unit.folder, str, jobs, unit.clock)
    found = {"lock": texts_of(lock), "code": texts_of(CodePanel("Solbakken", "ABCDE"))}
    for step in range(len(first.steps)):
        first.jump(step)
        first.forward.click()
        found[f"step {step}"] = texts_of(first)
    _look_at_trouble(unit, found)
    _look_at_backups(unit, jobs, found)
    jobs.close()
    yield found
    use_language("nb")


def _look_at_trouble(unit: opening.Data, found: Found) -> None:
    """Each thing that can be the matter, with all its ways out."""
    for ill in Ill:
        page = TroublePage(unit.folder, Trouble(ill, str(SAID[ill].title)), unit.clock)
        found[f"trouble {ill.name}"] = texts_of(page)


def _look_at_backups(unit: opening.Data, jobs: Jobs, found: Found) -> None:
    """The way back from a backup, and each way the backups may stand."""
    made = unit.backups.make()
    candidate = restore_data.candidate(made.path)
    page = RestorePage(restore_data, lambda _wish, _tick: None, unit.folder / "new", jobs)
    page.candidates.show_found(())
    found["no backup"] = texts_of(page)
    page.candidates.show_found((candidate,))
    page.go.click()
    found["restore"] = texts_of(page)
    found["restore box"] = texts_of(RestoreBox(None, candidate, lambda _act: jobs.start(lambda _tick: None), str))
    old, today = replace(made, made_at=made.made_at - timedelta(days=30)), unit.clock.today()
    there = replace(old, where=Where.SECOND)
    states = [
        State(newest, second, at_second, reached, unsaved, failed, tried, same_disk=unsaved)
        for newest in (None, made, old) for unsaved in (True, False) for failed in ("", "–")
        for second, at_second in ((None, None), (unit.folder, None), (unit.folder, there)) for reached in (True, False)
        for tried in (None, today)
    ]  # fmt: skip
    panels = (StatePanel(), SecondPanel())
    for number, state in enumerate(states):
        for panel in panels:
            panel.show_state(state, today)
            found[f"backups {number} {type(panel).__name__}"] = texts_of(panel)
    tried = TriedPanel()
    tried.show_tried(unit.backups.try_restore())
    found["tried"] = texts_of(tried)


def in_bokmal(found: Found, spoken: str) -> list[tuple[str, str]]:
    """Where something is said in Bokmål, but for the Norwegian words that passwords are proposed in."""
    proposed = set(resource("words/nb.txt").read_text("utf-8").split())
    return sorted(
        (page, text)
        for page, texts in found.items()
        for text in texts
        if given_away(text, spoken) and not proposed.issuperset(text.split())
    )


def test_the_first_minutes_are_in_the_language(spoken: str, beginning: Found) -> None:
    assert in_bokmal(beginning, spoken) == []


def test_no_page_says_anything_in_bokmal(spoken: str, shown: Found) -> None:
    assert in_bokmal(shown, spoken) == []


def test_no_sentence_was_shown_without_being_translated(spoken: str, shown: Found, beginning: Found) -> None:
    theirs = {nb: other for nb, other in pairs(spoken) if nb != other}
    meanings = set(theirs.values())  # one language's word may be another word in the other
    everywhere = {**shown, **beginning}
    wrong = {
        (page, text)
        for page, texts in everywhere.items() for text in texts if text in theirs and text not in meanings
    }  # fmt: skip
    assert sorted(wrong) == []


def test_the_walk_went_everywhere(shown: Found) -> None:
    assert len(shown) > 15
    assert min(len(texts) for texts in shown.values()) > 3

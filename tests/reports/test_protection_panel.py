"""What the leader is told of hidden numbers: each of them, why, and what could be worked out; nothing is forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.hidden_sentences import hidden_lines, hidden_said, number_words, seen_words
from ikdesk.reports.lack_sentences import lacks
from ikdesk.reports.protection_model import HiddenCell, Protection, Why
from ikdesk.reports.protection_panel import ProtectionPanel
from ikdesk.reports.report_queries import report_of
from ikdesk.reports.sections import tertial_story
from ikdesk.ui.theme import apply_theme
from tests.looking import cut, larger, nameless, shown, words_on
from tests.reports.examples import T1
from tests.samples import LEADER, TODAY
from tests.ui.hands import press


@pytest.fixture(scope="module", autouse=True)
def _looks(qapp: QApplication) -> None:
    apply_theme(qapp, False, 1.0)


@pytest.fixture
def facts(two_years: Database) -> Facts:
    return two_years.read(report_of, T1, viewer=LEADER, today=TODAY).facts


CELLS = (
    HiddenCell("by_place", "sledding_hill", "now", 2, Why.SMALL, 1, 4),
    HiddenCell("by_severity", "", "last_year", 5, Why.SECOND, 1, None),
    HiddenCell("by_month", "2026-02", "year", 1, Why.TIME, 1, 2),
    HiddenCell("cross", "gate_fence", "near_miss", 1, Why.SMALL, 1, 3),
)


def test_each_hidden_number_is_told_in_words(facts: Facts) -> None:
    found = hidden_lines(facts, Protection(CELLS), {"by_place": "Hendelser etter sted"})
    assert [(one.table, one.row, one.column, one.number, one.seen) for one in found] == [
        ("Hendelser etter sted", "Akebakke", "1. tertial 2026", "2", "mellom 1 og 4"),
        ("Hendelser etter alvorlighet", "Ikke oppgitt", "1. tertial 2025", "5", "minst 1"),
        ("Hendelser etter måned", "februar", "Siste 12 måneder", "1", "mellom 1 og 2"),
        ("Hendelser etter sted og type", "Port / gjerde", "Nestenulykke / tilløp", "1", "mellom 1 og 3"),
    ]
    assert [one.why for one in found] == [str(cell.why.label) for cell in CELLS]
    assert seen_words(replace(CELLS[0], low=3, high=3)) == "nøyaktig 3"


def test_how_much_is_hidden_is_said_in_a_sentence(facts: Facts) -> None:
    assert hidden_said(facts, Protection()) == "Ingen tall er så små at de må skjules i denne versjonen."
    hidden = Protection(CELLS, ("cross", "department"), (1,))
    assert hidden_said(facts, hidden) == (
        "4 tall er skjult. 2 tabeller er utelatt. Ett innsatsområde er fortalt uten tall."
    )
    staff = replace(facts, audience=Audience.STAFF)
    assert hidden_said(staff, Protection()).endswith("Send den ikke videre.")


def test_the_panel_unfolds_with_the_keyboard_and_is_a_table(qtbot: QtBot, facts: Facts, qapp: QApplication) -> None:
    panel = shown(qtbot, ProtectionPanel(), 1000, 500)
    story = tertial_story(facts, when=datetime(2026, 4, 30, 12).astimezone())
    dropped = replace(facts, dropped=frozenset({"cross"}))
    panel.show_report(dropped, Protection(CELLS, ("cross",)), story)
    assert "mellom 1 og 4" not in words_on(panel)
    assert not panel.inside.isVisible()  # the numbers are not shown to whoever looks over one's shoulder
    press(panel.turn, Qt.Key.Key_Space)
    assert panel.inside.isVisible()
    assert panel.table is not None
    told = panel.table.model().index(0, 4)
    assert told.data(Qt.ItemDataRole.AccessibleTextRole) == "Mottakeren kan regne ut: mellom 1 og 4"
    assert "Tabellen «Hendelser etter sted og type» kan ikke vises uten å røpe små tall." in words_on(panel)
    assert not nameless(panel)
    assert not cut(panel)
    with larger(qapp):
        assert not cut(panel)
    panel.show_report(facts, Protection(), story)
    assert not panel.turn.isVisible()
    assert not panel.inside.isVisible()


def test_what_is_other_today_is_named_as_in_the_report(facts: Facts) -> None:
    book = facts.codebook
    assert number_words("total", book) == "Hendelser i alt"
    assert number_words("by_place:sledding_hill", book) == "Hendelser etter sted: Akebakke"
    assert number_words("by_kind:other", book) == "Hendelser etter type: Annet"
    assert number_words("by_month:2026-02", book) == "Hendelser etter måned: februar 2026"


def test_what_lacks_is_said_the_gravest_first_and_nothing_where_nothing_lacks(facts: Facts) -> None:
    whole = replace(facts, texts={"eval_worked": "Tauet ved bakken."})
    assert lacks(whole, names=0, findings=0) == ()
    poor = replace(
        facts, unit=replace(facts.unit, org_number=""), counted=replace(facts.counted, after=TODAY),
        now=replace(facts.now, attendance=replace(facts.now.attendance, missing=tuple(facts.counted.months())[:1])),
    )  # fmt: skip
    found = lacks(poor, names=2, findings=3)
    assert [one.where for one in found] == ["names", "", "setting:children", "setting:unit", "evaluation", "review"]
    assert found[0].text == "2 tekster kan røpe hvem det gjelder."
    assert found[2].text == "Antall barn og åpningsdager mangler for januar."

"""Who has seen what, as the leader looks for it; and who may not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from ikdesk.access.actions import note_access
from ikdesk.access.finding_model import Finding, Wrong
from ikdesk.access.log_panel import LogPanel
from ikdesk.access.model import Deed
from ikdesk.access.queries import access_names, access_page
from ikdesk.access.row_model import AccessFilter, AccessRow
from ikdesk.access.sentences import all_said, said_of, told_of
from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.queries import incident_detail
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.page import Cut
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from ikdesk.unit.page import SettingsPage
from tests.access.conftest import desk_that_notes
from tests.looking import button, cut, nameless, shown, words_on
from tests.samples import LEADER, NOON, TODAY, incident_values
from tests.ui.hands import answering

DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}


def record(database: Database, **values: Any) -> Key:
    return database.write(record_incident, incident_values(database, **values), told_at=NOON, **DONE)


def rows(database: Database, viewer: Viewer = LEADER, **wanted: Any) -> list[AccessRow]:
    return database.read(access_page, AccessFilter(**wanted), viewer=viewer, today=TODAY).rows


def number_of(database: Database, key: Key) -> str:
    found = database.read(incident_detail, key, **ASKED)
    assert found is not None
    return found.number


def test_the_newest_deed_stands_first_with_the_number_of_its_record(database: Database) -> None:
    key = record(database)
    database.write(note_access, Deed.OPENED, "incident", [key], **DONE)
    database.write(note_access, Deed.EXPORTED, "incident", 12, note="xlsx", **DONE)
    newest, before = rows(database)
    assert (newest.deed, newest.count, told_of(newest)) == (Deed.EXPORTED, 12, "12 hendelser")
    assert told_of(before) == f"Hendelse {number_of(database, key)}"


def test_what_is_looked_for_is_found(database: Database) -> None:
    key, other = record(database), record(database)
    kari = Viewer(Key(int=9), "Kari", "leader", LEADER.rights)
    database.write(note_access, Deed.OPENED, "incident", [key], by=kari, today=TODAY)
    database.write(note_access, Deed.PRINTED, "incident", [other], **DONE)
    assert [row.by_name for row in rows(database, person="Kari")] == ["Kari"]
    assert [row.deed for row in rows(database, deed=Deed.PRINTED)] == [Deed.PRINTED]
    assert [row.deed for row in rows(database, key=key)] == [Deed.OPENED]
    assert [row.deed for row in rows(database, number=f" {number_of(database, other)} ")] == [Deed.PRINTED]
    assert rows(database, number="ingen") == []
    assert len(rows(database, period=parse_period("2026-04"))) == 2
    assert rows(database, period=parse_period("2026-03")) == []
    assert database.read(access_names, **ASKED) == ["Kari", "Tom"]


def test_a_long_log_comes_a_page_at_a_time(database: Database) -> None:
    for number in range(7):
        database.write(note_access, Deed.EXPORTED, "incident", number, **DONE)
    page = database.read(access_page, AccessFilter(), Cut(2, 3, "at", descending=True), **ASKED)
    assert ([row.count for row in page.rows], page.total) == ([4, 3, 2], 7)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEADER])
def test_only_a_leader_sees_the_log(database: Database, role: Role) -> None:
    who = Viewer(Key(int=9), "Kari", role.code, RIGHTS[role])
    with pytest.raises(Problem, match="ikke tilgang"):
        rows(database, who)


def test_a_leader_does_not_learn_from_the_log_that_somebody_told_of_them(database: Database) -> None:
    about = database.write(add_person, "Eva", slot="eva", role=Role.LEADER, **DONE)
    database.write(add_person, "Tom", slot="tom", role=Role.LEADER, **DONE)  # one alone may write nothing down yet
    hidden = record(database, kind="staff_violation_43", about_id=about)
    seen = record(database)
    database.write(note_access, Deed.OPENED, "incident", [hidden], **DONE)
    database.write(note_access, Deed.EXPORTED, "incident", [seen, hidden], **DONE)
    eva = Viewer(about, "Eva", "leader", LEADER.rights)
    assert [row.deed for row in rows(database) if row.kind == "incident"] == [Deed.EXPORTED, Deed.OPENED]
    assert [row.deed for row in rows(database, eva) if row.kind == "incident"] == [Deed.EXPORTED]
    assert rows(database, eva, key=hidden) == rows(database, eva, key=seen)  # the list that held both
    number = number_of(database, hidden)
    assert number not in repr([told_of(row) for row in rows(database, eva)])


class Watched:
    """What is wrong, until somebody says why."""

    def __init__(self, *findings: Finding) -> None:
        self.findings: tuple[Finding, ...] = findings
        self.why = ""

    def accept(self, why: str) -> None:
        self.why, self.findings = why, ()


@pytest.fixture
def logged(database: Database) -> Database:
    for _again in range(3):
        database.write(note_access, Deed.OPENED, "incident", [record(database)], **DONE)
    return database


def test_the_leader_looks_for_one_record_and_takes_out_what_is_shown(
    logged: Database, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = desk_that_notes(logged)
    panel = shown(qtbot, LogPanel(desk, lambda *_said: None))
    number = rows(logged)[0].numbers[0]
    panel.show_number(number)
    assert panel.rows.total == 1
    with qtbot.waitSignal(panel.write(tmp_path / "logg.xlsx").ended):
        pass
    sheet: Any = load_workbook(tmp_path / "logg.xlsx").active
    assert [cell.value for cell in list(sheet.rows)[1]][1:4] == ["Tom", "Åpnet", f"Hendelse {number}"]
    assert [row.deed for row in rows(logged)][:2] == [Deed.EXPORTED, Deed.OPENED]
    desk.close()


def test_a_leader_accepts_what_is_wrong_and_says_why(logged: Database, qtbot: QtBot) -> None:
    watched = Watched(Finding(Wrong.EDITED, "history", 12))
    desk = desk_that_notes(logged)
    panel = shown(qtbot, LogPanel(desk, lambda *_said: None, watched))
    assert "linje 12 er endret" in words_on(panel)

    def say_why(box: Any) -> None:
        box.reason.set_value("En disk gikk i stykker.")
        button(box, "Godta avviket").click()

    with answering(say_why):
        button(panel, "Jeg vet hvorfor …").click()
    assert watched.why == "En disk gikk i stykker."
    assert "linje 12" not in words_on(panel)
    desk.close()


@pytest.mark.parametrize("width", [1152, 640])
def test_nothing_in_the_log_is_cut_or_nameless(logged: Database, qtbot: QtBot, width: int) -> None:
    desk = desk_that_notes(logged)
    panel = shown(qtbot, LogPanel(desk, lambda *_said: None, Watched(Finding(Wrong.ROLLED_BACK, "history", 4))), width)
    assert nameless(panel) == []
    assert cut(panel) == []
    desk.close()


def test_the_log_is_a_part_of_the_settings_for_a_leader(logged: Database, qtbot: QtBot) -> None:
    desk = desk_that_notes(logged)
    page = shown(qtbot, SettingsPage(desk, lambda *_said: None))
    page.show_section("log")
    assert isinstance(page.panel, LogPanel)
    desk.close()


def test_each_thing_that_can_be_wrong_is_said_with_what_to_do() -> None:
    said = [said_of(Finding(what, "history", 7)) for what in Wrong]
    assert len(set(said)) == len(Wrong)
    assert all(one.count(". ") >= 1 and "{" not in one for one in said)


def test_a_file_that_was_put_back_explains_why_the_other_log_is_short() -> None:
    said = all_said([Finding(Wrong.ROLLED_BACK, "history", 9), Finding(Wrong.SHORTENED, "access", 3)])
    assert len(said) == 1


def test_the_months_that_are_offered_go_back_over_new_year(database: Database, qtbot: QtBot) -> None:
    desk = desk_that_notes(database)
    panel = shown(qtbot, LogPanel(desk, lambda *_said: None))
    offered = [panel.filters.period.itemText(at) for at in range(1, 7)]
    assert offered == ["April 2026", "Mars 2026", "Februar 2026", "Januar 2026", "Desember 2025", "November 2025"]
    assert desk.today == date(2026, 4, 30)
    desk.close()


def test_a_line_about_several_counts_only_those_one_may_know_of(database: Database) -> None:
    leader, other = (
        Viewer(database.write(add_person, name, slot=name, role=Role.LEADER, by=SYSTEM, today=TODAY), name, "leader",
               RIGHTS[Role.LEADER])
        for name in ("Anne", "Berit")
    )  # fmt: skip
    kept: dict[str, Any] = {"by": leader, "today": TODAY}
    about = incident_values(database, kind="staff_violation_43", about_id=other.person)
    both = incident_values(database), about
    keys = [database.write(record_incident, values, told_at=NOON, **kept) for values in both]
    database.write(note_access, Deed.INSPECTED, "incident", keys, **kept)
    rows = [database.read(access_page, AccessFilter(), viewer=who, today=TODAY).rows for who in (leader, other)]
    assert [of[0].count for of in rows] == [2, 1]

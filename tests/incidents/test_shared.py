"""A restricted incident is seen by those who are named for it, whatever their role lets them; read, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from ikdesk.access.actions import note_access
from ikdesk.access.model import Access, Deed
from ikdesk.incidents.actions import record_incident, withdraw_incident
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.restricted_actions import release_incident, restrict_incident
from ikdesk.incidents.shared_page import SharedPage
from ikdesk.incidents.shared_queries import SharedRow, shared_with
from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.measures.actions import add_measure, adopt_measure
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from ikdesk.ui.desk import Desk
from ikdesk.unit.queries import codebook
from tests.access.conftest import desk_that_notes
from tests.incidents.staff_samples import CANARY, medical
from tests.looking import button, shown, words_on
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values

STORY = "Trusler i garderoben"
NAMED = (Role.STAFF, Role.DEPARTMENT_LEAD, Role.SAFETY_REP)


def let_in(database: Database, role: Role, name: str = "Kari") -> Viewer:
    key = database.write(add_person, name, slot=name, role=role, by=SYSTEM, today=TODAY)
    return Viewer(key, name, role.code, RIGHTS[role])


def do(database: Database, action: Any, *args: Any, **more: Any) -> Any:
    return database.write(action, *args, by=LEADER, today=TODAY, **more)


def told(database: Database, kind: str = "violence_threat") -> Key:
    key: Key = do(database, record_incident, incident_values(database, kind=kind, story=STORY, child=None),
                  told_at=NOON)  # fmt: skip
    return key


def rows(database: Database, who: Viewer) -> list[SharedRow]:
    return database.read(shared_with, viewer=who, today=TODAY)


def opened(database: Database) -> list[Access]:
    found = database.read(lambda session: list(session.scalars(select(Access).order_by(Access.seq))))
    return [row for row in found if row.deed is Deed.OPENED]


@pytest.mark.parametrize("kind", ["violence_threat", "child_injury", "staff_violation_43"])
@pytest.mark.parametrize("role", NAMED, ids=lambda role: role.code)
def test_who_is_named_has_it_on_their_list_in_whichever_register_it_is(
    database: Database, role: Role, kind: str
) -> None:
    kari, ola = let_in(database, role), let_in(database, role, "Ola")
    key = told(database, kind)
    assert rows(database, kari) == []
    do(database, restrict_incident, key, [kari.person])
    assert [row.id for row in rows(database, kari)] == [key]
    assert STORY not in repr(rows(database, kari))
    assert rows(database, ola) == []
    do(database, restrict_incident, key, [ola.person], kari.person)
    assert rows(database, kari) == []  # whoever it is about never sees it


def test_what_is_restricted_or_stands_no_more_is_shared_no_more(database: Database) -> None:
    kari = let_in(database, Role.STAFF)
    one, other = told(database), told(database)
    for key in (one, other):
        do(database, restrict_incident, key, [kari.person])
    do(database, release_incident, one)
    do(database, withdraw_incident, other, "Meldt to ganger")
    assert rows(database, kari) == []


def desk_of(database: Database, who: Viewer) -> Desk:
    book = database.read(codebook, viewer=LEADER, today=TODAY)
    desk = Desk(database, who, database.clock, book, Settings())
    desk.noting = note_access
    return desk


@pytest.fixture
def kari(database: Database) -> Viewer:
    return let_in(database, Role.STAFF)


@pytest.fixture
def page(database: Database, kari: Viewer, qtbot: QtBot) -> Iterator[SharedPage]:
    desk = desk_of(database, kari)
    yield shown(qtbot, SharedPage(desk))
    desk.close()


def test_it_is_covered_until_one_says_so_and_each_time_is_written_down(
    database: Database, kari: Viewer, page: SharedPage
) -> None:
    key = told(database)
    do(database, restrict_incident, key, [kari.person])
    for times in (1, 2):
        page.show_incident(key)
        assert STORY not in words_on(page)
        assert len(opened(database)) == times - 1
        button(page, "Vis hendelsen").click()
        assert STORY in words_on(page)
        assert [(row.by, row.kind) for row in opened(database)] == [(kari.person, "incident")] * times


def test_what_was_decided_is_told_and_nothing_medical(database: Database, kari: Viewer, page: SharedPage) -> None:
    key = told(database, "staff_injury")
    medical(database, key)
    decided = do(database, add_measure, measure_values(database, title="To voksne i garderoben"), incidents=[key])
    do(database, adopt_measure, decided, on=TODAY)
    do(database, add_measure, measure_values(database, title="Bare foreslått"), incidents=[key])
    do(database, restrict_incident, key, [kari.person])
    page.show_incident(key)
    button(page, "Vis hendelsen").click()
    words = words_on(page)
    assert "To voksne i garderoben" in words
    assert "Bare foreslått" not in words
    assert CANARY not in words


def test_one_leaves_it_when_it_is_shared_no_longer(
    database: Database, kari: Viewer, page: SharedPage, qtbot: QtBot
) -> None:
    key = told(database)
    do(database, restrict_incident, key, [kari.person])
    page.show_incident(key)
    button(page, "Vis hendelsen").click()
    with qtbot.waitSignal(page.left):
        do(database, restrict_incident, key, [])
    assert STORY not in words_on(page)


def test_a_leader_too_is_written_down_each_time_they_ask_to_see_it(database: Database, qtbot: QtBot) -> None:
    desk = desk_that_notes(database)
    first, second = told(database), told(database)
    do(database, restrict_incident, first)
    page = shown(qtbot, IncidentPage(desk, lambda *_said: None))
    for times in (1, 2):
        page.list.choose(first)
        button(page.detail, "Vis hendelsen").click()
        page.reload()  # what only shows it anew is not another time
        assert len(opened(database)) == 1 + times  # the other one once, for it is no hour since
        page.list.choose(second)
    desk.close()


def test_a_page_that_is_filled_before_it_is_shown_has_the_focus_on_what_one_can_press(
    database: Database, kari: Viewer, page: SharedPage
) -> None:
    key = told(database)
    do(database, restrict_incident, key, [kari.person])
    page.hide()
    page.show_incident(key)
    page.show()
    assert page.focusWidget() is button(page, "Vis hendelsen")

"""Changing leaders through the window: the old one begins, the new one finishes, and what is left is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk import data
from ikdesk.handover.actions import begin_handover
from ikdesk.handover.model import DRAFT
from ikdesk.handover.page import HandoverPage
from ikdesk.incidents.queries import draft_of
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.settings import Settings
from ikdesk.measures.actions import change_measure
from ikdesk.measures.model import Measure, MeasureStatus
from ikdesk.people.model import Role
from ikdesk.people.ready_panel import CodeBox
from ikdesk.safe import vault
from ikdesk.start.page import OverviewPage
from ikdesk.ui.dialogs import Box
from ikdesk.workplace import Workplace
from tests.handover.two_leaders import HERS, INGRID, TOM, WORDS, begun, opened, slot_of, users
from tests.looking import button, nameless, words_on
from tests.ui.hands import answering, click

SitDown = Callable[..., tuple[data.Data, Workplace]]


@pytest.fixture
def at_work(qtbot: QtBot, demo: Path, tmp_path: Path) -> Iterator[SitDown]:
    """Sit down as somebody; whoever sat there gets up first."""
    stood: list[tuple[data.Data, Workplace]] = []

    def get_up() -> None:
        while stood:
            found, place = stood.pop()
            place.window.hide()
            place.close()
            found.close()

    def sit_down(name: str = TOM, password: str = data.DEMO_PASSWORD) -> tuple[data.Data, Workplace]:
        get_up()
        found = opened(demo, password, name)
        settings = Settings(report_folder=str(tmp_path / "ut"))
        place = Workplace(found, settings, lambda _settings: None, lambda: None, lambda: None)
        qtbot.addWidget(place.window)
        place.window.resize(1200, 900)
        with qtbot.waitExposed(place.window):
            place.window.show()
        stood.append((found, place))
        return stood[-1]

    yield sit_down
    get_up()


def page_of(place: Workplace) -> HandoverPage:
    place.go.page("handover")
    return cast("HandoverPage", place.window.page)


def states(page: HandoverPage) -> list[bool]:
    return [step.state.accessibleName() == "Ferdig" for step in page.steps]


def wait(qtbot: QtBot, page: HandoverPage) -> None:
    qtbot.waitUntil(lambda: not any(step.busy for step in page.steps), timeout=20_000)


def _some_running(session: Session, **_asked: Any) -> list[Any]:
    return [*session.scalars(select(Measure.id).where(Measure.status == MeasureStatus.RUNNING).limit(2))]


def _give_tom(found: data.Data) -> None:
    for key in found.read(_some_running):
        found.write(change_measure, key, {"responsible_id": found.viewer.person})


def test_a_leader_lets_a_new_one_in_moves_prints_and_copies(at_work: SitDown, qtbot: QtBot, tmp_path: Path) -> None:
    found, place = at_work()
    _give_tom(found)
    page = page_of(place)
    assert states(page) == [False] * 6
    assert nameless(page) == []
    page.new.who.set_value("+")
    page.new.name.set_value(INGRID)
    click(page.new.choose)
    assert "tolv tegn" in words_on(page)  # nobody is let in without a password
    for field in (page.new.secret.password, page.new.secret.again):
        field.setText(HERS)
    click(page.new.choose)
    wait(qtbot, page)
    assert states(page) == [True, *[False] * 5]
    assert "Tiltak" in page.moving.list.text()
    click(page.moving.take)
    assert states(page)[1]
    page.paper.words.setPlainText(WORDS)
    click(page.paper.make)
    wait(qtbot, page)
    click(page.back_up)
    wait(qtbot, page)
    assert states(page) == [True, True, True, True, False, False]
    assert found.read(draft_of, DRAFT)[0] == {"words": WORDS}
    assert len([*(tmp_path / "ut").glob("*.pdf")]) == 1
    assert f"Nå låser {INGRID} opp" in words_on(page)
    assert button(page, "Bytt bruker").isVisible()
    assert page.remove.isHidden()  # nobody removes themselves
    assert page.make_code.isHidden()


def test_the_keyboard_is_led_to_what_lacks_and_then_to_what_is_left(at_work: SitDown, qtbot: QtBot) -> None:
    found, place = at_work()
    _give_tom(found)
    page, focus = page_of(place), place.window.focusWidget
    page.new.who.set_value("+")
    click(page.new.choose)
    assert page.new.name_box.error == "Skriv et navn. Fornavn er nok."
    assert focus() is page.new.name
    page.new.name.set_value(INGRID)
    assert page.new.name_box.error == ""
    click(page.new.choose)
    assert focus() is page.new.secret.password
    for field in (page.new.secret.password, page.new.secret.again):
        field.setText(HERS)
    page.new.choose.setFocus()
    click(page.new.choose)
    wait(qtbot, page)
    assert focus() is page.moving.take  # what was pressed is gone


def test_the_new_leader_is_let_in_also_where_nobody_else_could_unlock_before(qtbot: QtBot, demo: Path) -> None:
    found = opened(demo, data.DEMO_PASSWORD, TOM)
    let_in: list[bool] = []
    place = Workplace(found, Settings(), lambda _settings: None, lambda: None, lambda: let_in.append(True))
    qtbot.addWidget(place.window)
    page = page_of(place)
    assert place.window.named("switch") == ""  # the window was made while one alone could unlock
    page.switch.click()
    assert let_in == [True]
    place.close()
    found.close()


def test_the_new_leader_makes_a_code_of_her_own_and_then_removes_the_one_who_went(
    at_work: SitDown, qtbot: QtBot, demo: Path
) -> None:
    found, place = at_work()
    begun(found)
    found, place = at_work(INGRID, HERS)
    front = cast("OverviewPage", place.window.page)
    assert "Forrige leder har fortsatt tilgang: Tom." in words_on(front)
    click(front.handover.go)
    page = cast("HandoverPage", place.window.page)
    assert isinstance(page, HandoverPage)
    assert page.remove.isHidden()  # a leader without a code could lose it all
    assert "Du må ha skrevet ned koden din først." in words_on(page)
    assert page.paper.box.isHidden()  # they are the words of whoever goes

    def write_down(box: CodeBox) -> None:
        box.panel.kept.set_value(True)
        click(box.panel.go)

    with answering(write_down, kind=CodeBox):
        click(page.make_code)
        wait(qtbot, page)
    assert states(page)[4]
    with answering(lambda box: button(box, "Fjern tilgangen").click(), kind=Box):
        click(page.remove)
    wait(qtbot, page)
    assert [row.name for row in users(found).rows()] == [INGRID]
    assert states(page) == [False] * 6
    assert place.window.page is not page  # it would look as if nothing had been done
    place.window.go("start")
    assert "Forrige leder" not in words_on(place.window.page)
    with pytest.raises(Problem, match="Ingen som heter Tom"):
        vault.unlock(demo, data.DEMO_PASSWORD, TOM)


def test_it_is_gone_on_with_where_it_was_left_and_can_be_called_off(at_work: SitDown) -> None:
    found, place = at_work()
    begun(found)
    page = page_of(place)
    page.paper.words.setPlainText(WORDS)
    place.keep_drafts()
    found, place = at_work()
    page = page_of(place)
    assert states(page)[0]
    assert page.paper.words.value() == WORDS
    assert "Du er i gang med å overlevere til Ingrid" in _front(place)
    page = page_of(place)
    with answering(lambda box: button(box, "Avbryt lederbyttet").click(), kind=Box):
        click(page.new.stop)
    assert not any(states(page))
    assert "overlevere" not in _front(place)
    assert slot_of(found, INGRID)


def _front(place: Workplace) -> str:
    place.window.go("start")
    return words_on(place.window.page)


def test_one_who_can_unlock_already_becomes_leader_when_chosen(at_work: SitDown, qtbot: QtBot) -> None:
    found, place = at_work()
    slot = users(found).add("Kari", Role.STAFF, HERS)
    page = page_of(place)
    click(page.new.choose)
    assert "Velg hvem som overtar." in words_on(page)
    page.new.who.set_value(slot)
    with answering(lambda box: button(box, "Velg som ny leder").click(), kind=Box):
        click(page.new.choose)
    wait(qtbot, page)
    assert states(page)[0]
    assert {row.name: row.role for row in users(found).rows()}["Kari"] is Role.LEADER


def test_the_way_there_is_offered_to_leaders_alone(at_work: SitDown, demo: Path) -> None:
    found, place = at_work()
    users(found).add("Kari", Role.STAFF, HERS)
    assert "handover" in {one.key for one in place.ways._commands()}
    place.show_setting("users")
    panel: Any = cast("Any", place.window.page)._made["users"]
    click(panel.hand_over)
    assert place.window.key == "handover"
    click(cast("HandoverPage", place.window.page).back)
    assert place.window.key == "settings"
    found, place = at_work("Kari", HERS)
    place.show_setting("users")
    panel = cast("Any", place.window.page)._made["users"]
    assert panel.hand_over.isHidden()
    with pytest.raises(Problem, match="ikke tilgang"):
        found.write(begin_handover, slot_of(found, "Kari"))

"""Through the window: what must be done before anything is written, another name, and posts for other PCs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk import data
from ikdesk.incidents.post_panel import PostPanel
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.settings import Settings
from ikdesk.people.model import Role
from ikdesk.people.ready_panel import CodeBox
from ikdesk.people.users_data import VaultUsers
from ikdesk.people.users_panel import UsersPanel
from ikdesk.safe import inbox, vault
from ikdesk.safe.keys import Keys
from ikdesk.safe.last import remembers
from ikdesk.safe.post import FOLDER, read_post
from ikdesk.safe.secret import Work
from ikdesk.unit.model import UnitKind
from ikdesk.workplace import Workplace
from tests.looking import cut, larger, nameless, shown, words_on
from tests.ui.hands import answering, click

TODAY = date(2026, 4, 30)
PASSWORD = "votter bukk hest tomat"
THEIRS = "kanel gitar snøfnugg tak"


@pytest.fixture(scope="module")
def new_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Keys, Keys]]:
    """A unit of a leader who has not written the code down, and Kari; and the keys of both."""
    folder = tmp_path_factory.mktemp("window") / "data"
    made, _code = data.make_unit_data(folder, PASSWORD, name="Bakken", kind=UnitKind.BARNEHAGE, clock=Clock(TODAY))
    VaultUsers(made, Work()).add("Kari", Role.STAFF, THEIRS)
    made.close()
    return folder, (vault.unlock(folder, PASSWORD, "Leder"), vault.unlock(folder, THEIRS, "Kari"))


@pytest.fixture
def sit_down(qtbot: QtBot, new_made: tuple[Path, tuple[Keys, Keys]], tmp_path: Path) -> Iterator[Any]:
    """Sit down as the leader or as Kari."""
    folder = tmp_path / "data"
    shutil.copytree(new_made[0], folder)
    stood: list[tuple[data.Data, Workplace]] = []

    def at(who: int, *, ready: bool = False) -> Workplace:
        found = data.open_data(folder, new_made[1][who], clock=Clock(TODAY))
        if ready:
            VaultUsers(found, Work()).keep_code()
        place = Workplace(found, Settings(), lambda _settings: None, lambda: None, lambda: None)
        shown(qtbot, place.window, 1366, 728)
        stood.append((found, place))
        return place

    yield at
    for found, place in stood:
        place.close()
        found.close()


LEADER, KARI = 0, 1


def test_the_code_is_made_where_it_is_asked_for_and_then_one_records(qtbot: QtBot, sit_down: Any) -> None:
    place = sit_down(LEADER)
    banner = place._ready
    assert "lag en gjenopprettingskode og skriv den ned" in words_on(banner)
    note = {"kind": "report", "values": {"kind": "near_miss", "occurred_on": "2026-04-30", "severity": 0}}
    keys = place._data.keys
    inbox.seal(place._data.folder, vault.public_inbox(keys), note, at=place._data.clock.local().astimezone())
    place.take_in_reports()
    assert len(inbox.opened(place._data.folder, keys).boxes) == 1  # it waits

    def write_down(box: CodeBox) -> None:
        box.reject()  # not by accident
        assert box.isVisible()
        box.panel.kept.set_value(True)
        click(box.panel.go)

    with answering(write_down, kind=CodeBox):
        click(banner.make)
    qtbot.waitUntil(lambda: not banner.isVisible(), timeout=10_000)
    assert VaultUsers(place._data).lacking() == ""
    assert inbox.opened(place._data.folder, keys).boxes == ()  # taken in at once


def test_the_banner_leads_to_the_users_and_goes_when_there_is_another_leader(qtbot: QtBot, sit_down: Any) -> None:
    place = sit_down(LEADER)
    click(place._ready.add)
    assert isinstance(place.window.page.panel, UsersPanel)
    VaultUsers(place._data, Work()).add("Eli", Role.LEADER, "tredje sitt passord")
    qtbot.waitUntil(lambda: not place._ready.isVisible())


def test_others_are_told_whom_to_ask_and_have_nothing_to_press(sit_down: Any) -> None:
    place = sit_down(KARI)
    assert "Be lederen låse opp" in words_on(place._ready)
    assert not place._ready.make.isVisible()


def users_panel(place: Workplace) -> UsersPanel:
    place.show_setting("users")
    QApplication.processEvents()
    panel = place.window.page.panel  # type: ignore[attr-defined]
    assert isinstance(panel, UsersPanel)
    return panel


def test_a_name_is_changed_beside_the_list(qtbot: QtBot, sit_down: Any) -> None:
    place = sit_down(LEADER, ready=True)
    panel = users_panel(place)
    panel.list.choose(panel.rows.key(1))
    panel._edit.name.setText("Karianne")
    click(panel._edit.save)
    qtbot.waitUntil(lambda: not panel._edit._busy, timeout=10_000)
    assert [panel.rows.row(at).name for at in range(2)] == ["Leder (deg)", "Karianne"]
    panel._edit.name.setText("leder")
    click(panel._edit.save)
    qtbot.waitUntil(lambda: not panel._edit._busy, timeout=10_000)
    assert "finnes fra før" in panel._edit.name_box.error


def test_what_it_means_to_be_no_leader_any_more_is_said_before_it_is_done(sit_down: Any) -> None:
    place = sit_down(LEADER, ready=True)
    VaultUsers(place._data, Work()).change_role(vaulted(place, "Kari"), Role.LEADER)
    panel = users_panel(place)
    panel.reload()
    panel.list.choose(panel.rows.key(1))
    assert "beholder passordet" not in words_on(panel._edit)
    panel._edit.role.set_value("staff")
    panel._edit._on_role()
    assert "Kari har hatt tilgang til alt og beholder passordet sitt" in words_on(panel._edit)


def vaulted(place: Workplace, name: str) -> str:
    return next(who for who, (known, _role) in data.known_people(place._data.folder, place._data.keys).items()
                if known == name)  # fmt: skip


def test_the_form_of_somebody_new_comes_into_sight_also_when_letters_are_large(
    qtbot: QtBot, qapp: QApplication, sit_down: Any
) -> None:
    place = sit_down(LEADER, ready=True)
    panel = users_panel(place)
    with larger(qapp):
        QApplication.processEvents()
        click(panel.add)
        qtbot.waitUntil(lambda: not panel._edit.name_box.visibleRegion().isEmpty())
        assert panel._edit.name.hasFocus() or not place.window.isActiveWindow()


def test_whether_the_lock_screen_remembers_is_chosen_here(sit_down: Any) -> None:
    place = sit_down(LEADER, ready=True)
    panel = users_panel(place)
    assert panel.remembers.value()
    panel.remembers.click()
    assert not remembers(place._data.folder)


@pytest.fixture
def posts(sit_down: Any) -> PostPanel:
    """The part of the settings about other PCs."""
    place = sit_down(LEADER, ready=True)
    place.show_setting("posts")
    panel = place.window.page.panel
    assert isinstance(panel, PostPanel)
    return panel


def test_a_post_is_made_and_fetched_from_in_the_settings(qtbot: QtBot, posts: PostPanel, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    posts.make_on(stick)
    qtbot.waitUntil(posts.done.isVisible, timeout=10_000)
    assert str(stick / FOLDER) in words_on(posts.done)
    post = read_post(stick / FOLDER)
    assert post is not None
    assert post.fingerprint in words_on(posts)
    posts.fetch_from(stick)
    qtbot.waitUntil(lambda: "ingen nye meldinger" in words_on(posts), timeout=10_000)
    posts.fetch_from(tmp_path)
    qtbot.waitUntil(posts.problem.isVisible, timeout=10_000)
    assert "ingen meldepost" in words_on(posts.problem)


def test_nothing_there_is_cut_or_nameless(qtbot: QtBot, qapp: QApplication, posts: PostPanel) -> None:
    assert (cut(posts), nameless(posts)) == ([], [])
    with larger(qapp):
        qtbot.waitUntil(lambda: cut(posts) == [])

"""The lock screen remembers who came last and loses nothing half-written; a message post shows reporting alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk import data
from ikdesk.kernel.clock import Clock
from ikdesk.lock.asked import asked_of
from ikdesk.lock.page import LockPage
from ikdesk.lock.post_page import PostPage
from ikdesk.lock.report_page import LockedReport
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.post_data import FilePosts
from ikdesk.safe import inbox, vault
from ikdesk.safe.front import locks_of, read_front
from ikdesk.safe.last import last_lock, turn
from ikdesk.safe.post import SEEN
from ikdesk.safe.secret import Work
from ikdesk.ui.buttons import Button
from ikdesk.ui.jobs import Jobs
from ikdesk.unit.model import UnitKind
from tests.looking import button, cut, larger, nameless, shown, words_on
from tests.ui.hands import answering, click, press

TODAY = date(2026, 4, 30)
PASSWORD = "votter bukk hest tomat"
THEIRS = "kanel gitar snøfnugg tak"
HALF = "Falt fra klatrestativet, men"


@pytest.fixture(scope="module")
def shared_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A unit of a leader and Kari, and a message post of theirs."""
    folder = tmp_path_factory.mktemp("who") / "data"
    made, _code = data.make_unit_data(folder, PASSWORD, name="Bakken", kind=UnitKind.BARNEHAGE, clock=Clock(TODAY))
    VaultUsers(made, Work()).add("Kari", Role.STAFF, THEIRS)
    stick = tmp_path_factory.mktemp("stick")
    post, _code = FilePosts(made, partial(data.front_content, made)).make(stick)
    made.close()
    return folder, post


@pytest.fixture
def shared(shared_made: tuple[Path, Path], tmp_path: Path) -> Path:
    """The unit, of one's own."""
    folder = tmp_path / "data"
    shutil.copytree(shared_made[0], folder)
    return folder


@pytest.fixture
def post(shared_made: tuple[Path, Path], tmp_path: Path) -> Path:
    """The message post, of one's own."""
    folder = tmp_path / "post"
    shutil.copytree(shared_made[1], folder)
    return folder


@pytest.fixture
def jobs(qapp: Any) -> Iterator[Jobs]:
    """Carries the work of unlocking."""
    found = Jobs()
    yield found
    found.close()


def lock_screen(qtbot: QtBot, folder: Path, jobs: Jobs) -> LockPage:
    page = LockPage(folder, lambda keys: keys, jobs, Clock(TODAY))
    shown(qtbot, page, 1366, 728)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def unlock(qtbot: QtBot, page: LockPage, name: str, password: str) -> None:
    assert page.who is not None
    page.who.set_value(name)
    page.password.setText(password)
    with qtbot.waitSignal(page.unlocked, timeout=15_000):
        press(page.password, Qt.Key.Key_Return)


def test_whoever_came_last_only_writes_the_password(qtbot: QtBot, shared: Path, jobs: Jobs) -> None:
    first = lock_screen(qtbot, shared, jobs)
    assert QApplication.focusWidget() is first.who
    unlock(qtbot, first, "Kari", THEIRS)
    assert last_lock(shared) == locks_of(shared)["Kari"]
    assert b"Kari" not in (shared / "last.json").read_bytes()
    again = lock_screen(qtbot, shared, jobs)
    assert again.who is not None
    assert again.who.value() == "Kari"
    assert QApplication.focusWidget() is again.password


def test_it_can_be_turned_off_and_is_then_forgotten_at_once(qtbot: QtBot, shared: Path, jobs: Jobs) -> None:
    unlock(qtbot, lock_screen(qtbot, shared, jobs), "Kari", THEIRS)
    turn(shared, on=False)
    page = lock_screen(qtbot, shared, jobs)
    assert page.who is not None
    assert not page.who.value()
    unlock(qtbot, page, "Kari", THEIRS)
    assert last_lock(shared) == ""


def half_written(qtbot: QtBot, shared: Path, jobs: Jobs, **more: Any) -> LockPage:
    page = lock_screen(qtbot, shared, jobs)
    click(page.report)
    assert page.form is not None
    page.form.form.fill({"story": HALF, **more})
    page.form._on_written()
    press(page.form, Qt.Key.Key_Escape)
    assert page.who is not None
    page.who.set_value("Kari")
    page.password.setText(THEIRS)
    return page


def whole(page: LockPage) -> dict[str, Any]:
    assert page.form is not None
    return {"kind": "near_miss", "place_id": page.form._asked.places[0][0], "severity": "0"}


def chosen(words: str) -> Any:
    return lambda box: click(button(box, words))


def test_a_half_written_report_is_asked_about_and_may_be_finished(qtbot: QtBot, shared: Path, jobs: Jobs) -> None:
    page = half_written(qtbot, shared, jobs)
    with answering(chosen("Skriv ferdig")):
        click(page.unlock)
    assert page.form is not None
    assert page.form.isVisible()
    assert page.form.form.input("story").value() == HALF
    assert not page._busy


def test_called_off_it_stands_and_nothing_is_unlocked(qtbot: QtBot, shared: Path, jobs: Jobs) -> None:
    page = half_written(qtbot, shared, jobs)
    with answering(lambda box: press(box, Qt.Key.Key_Escape)):
        click(page.unlock)
    assert not page._busy
    assert page.form is not None
    assert page.form.begun


def test_what_lacks_is_said_when_it_cannot_be_sent_yet(qtbot: QtBot, shared: Path, jobs: Jobs) -> None:
    page = half_written(qtbot, shared, jobs)
    with answering(chosen("Send den")):
        click(page.unlock)
    assert page.form is not None
    assert page.form.isVisible()
    assert page.form.form.box("kind").error
    assert not list((shared / "inbox").glob("*.box"))


def test_it_is_sent_and_one_comes_in(qtbot: QtBot, shared: Path, jobs: Jobs) -> None:
    page = half_written(qtbot, shared, jobs)
    assert page.form is not None
    page.form.form.fill({**page.form.form.draft(), **whole(page)})
    with qtbot.waitSignal(page.unlocked, timeout=15_000), answering(chosen("Send den")):
        click(page.unlock)
    boxes = inbox.opened(shared, vault.unlock(shared, THEIRS, "Kari")).boxes
    assert [box.payload["values"]["story"] for box in boxes] == [HALF]


def test_it_is_thrown_away_and_one_comes_in(qtbot: QtBot, shared: Path, jobs: Jobs) -> None:
    page = half_written(qtbot, shared, jobs)
    with qtbot.waitSignal(page.unlocked, timeout=15_000), answering(chosen("Forkast")):
        click(page.unlock)
    assert page.form is not None
    assert not page.form.begun
    assert not list((shared / "inbox").glob("*.box"))


@pytest.mark.parametrize("turned", [
    (b'"key": "kind"', b'"key": "kine"'), (b'"key": "story"', b'"kex": "story"'), (b'"asked"', b'"askee"'),
    (b'"code": "near_miss"', b'"code": "near_mist"'), (b'"kind": "date"', b'"kind": "datf"'),
    (b'"long": true', b'"long": null'),
])  # fmt: skip
def test_questions_somebody_changed_make_a_form_or_none_but_no_crash(
    qtbot: QtBot, shared: Path, turned: tuple[bytes, bytes]
) -> None:
    text = (shared / "front.json").read_bytes()
    assert turned[0] in text
    (shared / "front.json").write_bytes(text.replace(*turned, 1))
    front = read_front(shared)
    asked = asked_of(front)
    if asked is not None:
        form = LockedReport(shared, str(front["inbox"]), asked, Clock(TODAY))
        qtbot.addWidget(form)
        form._on_save()
        assert form.begun is False


def post_page(qtbot: QtBot, post: Path, seen: Path) -> PostPage:
    page = PostPage(post, seen, Clock(TODAY))
    shown(qtbot, page, 1366, 728)
    return page


def buttons(page: PostPage) -> list[str]:
    return [one.words for one in page.findChildren(Button) if one.isVisible()]


def test_a_message_post_offers_reporting_and_days_and_nothing_else(qtbot: QtBot, post: Path, tmp_path: Path) -> None:
    page = post_page(qtbot, post, tmp_path)
    assert buttons(page)[0] == "Meld hendelse"
    assert all("i dag" in words for words in buttons(page)[1:])
    assert "Bakken" in words_on(page)
    assert "Passord" not in words_on(page)
    click(page.report)
    assert page.form is not None
    page.form.form.fill({"kind": "near_miss", "place_id": page.form._asked.places[0][0], "severity": "0"})
    click(page.form.save)
    receipt = page.form.receipt.text()
    assert "Lederen ser den når den er hentet" in words_on(page)
    click(page.form.done)
    assert receipt in page.told.text()
    click(page.days[0])
    assert "Notert" in page.told.text()
    assert len(list((post / "inbox").glob("*.box"))) == 2
    assert not list(tmp_path.glob("*.db"))


def test_another_signature_than_the_first_is_asked_about(qtbot: QtBot, post: Path, tmp_path: Path) -> None:
    post_page(qtbot, post, tmp_path)
    seen = json.loads((tmp_path / SEEN).read_text())
    (tmp_path / SEEN).write_text(json.dumps(dict.fromkeys(seen, "00" * 32)))
    page = post_page(qtbot, post, tmp_path)
    assert buttons(page) == ["Koden stemmer"]
    click(button(page, "Koden stemmer"))
    assert page.report.isVisible()
    assert json.loads((tmp_path / SEEN).read_text()) == seen


@pytest.mark.parametrize("damage", [b"Bakkem", None])
def test_a_damaged_post_takes_nothing(qtbot: QtBot, post: Path, tmp_path: Path, damage: bytes | None) -> None:
    text = (post / "post.json").read_bytes()
    (post / "post.json").write_bytes(b"{" if damage is None else text.replace(b"Bakken", damage))
    page = post_page(qtbot, post, tmp_path)
    assert buttons(page) == []
    assert "skadet eller endret" in words_on(page)


def test_what_is_half_written_is_sealed_when_the_window_closes(qtbot: QtBot, post: Path, tmp_path: Path) -> None:
    page = post_page(qtbot, post, tmp_path)
    page.close_report()
    click(page.report)
    assert page.form is not None
    page.form.form.fill({"story": HALF})
    page.close_report()
    assert len(list((post / "inbox").glob("*.box"))) == 1


def test_a_post_does_not_take_what_may_be_about_the_leader(qtbot: QtBot, post: Path, tmp_path: Path) -> None:
    page = post_page(qtbot, post, tmp_path)
    click(page.report)
    assert page.form is not None
    place = page.form._asked.places[0][0]
    page.form.form.fill({"kind": "staff_violation_43", "place_id": place, "severity": "2", "story": "Meldt til styret"})
    assert "Denne meldingen skal ikke gå gjennom IKdesk" in words_on(page)
    assert "Gjelder det den som leder her? Meld direkte til den som er ansvarlig" in words_on(page)
    assert page.form.form.sensitive.blank.isVisible()
    assert not page.form.save.isVisible()
    assert not page.form.form.box("severity").isVisible()
    page.close_report()
    assert not list((post / "inbox").glob("*.box"))
    page.form.form.fill({"kind": "near_miss"})
    assert "Denne meldingen skal ikke" not in words_on(page)
    click(page.form.save)
    assert len(list((post / "inbox").glob("*.box"))) == 1


def test_nothing_of_a_post_is_cut_or_nameless(qtbot: QtBot, qapp: QApplication, post: Path, tmp_path: Path) -> None:
    page = post_page(qtbot, post, tmp_path)
    assert (cut(page), nameless(page)) == ([], [])
    with larger(qapp):
        qtbot.waitUntil(lambda: cut(page) == [])

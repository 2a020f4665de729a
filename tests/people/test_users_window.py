"""Several people at one shared PC, through the window: let in, signed in with their own password, removed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk import data
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.settings import Settings
from ikdesk.lock.page import LockPage
from ikdesk.people.model import Role
from ikdesk.people.ready_panel import CodeBox
from ikdesk.people.users_panel import UsersPanel
from ikdesk.safe import vault
from ikdesk.ui.dialogs import ReasonBox
from ikdesk.ui.jobs import Jobs
from ikdesk.unit.actions import add_department
from ikdesk.unit.page import SettingsPage
from ikdesk.workplace import Workplace
from tests.looking import cut, larger, nameless, shown, words_on
from tests.samples import THEIRS
from tests.ui.hands import answering, click

TODAY = date(2026, 4, 30)


@pytest.fixture
def shared(shared_made: Path, tmp_path: Path) -> Path:
    """The same, of one's own."""
    folder = tmp_path / "demo"
    shutil.copytree(shared_made, folder)
    return folder


@pytest.fixture
def at_work(qtbot: QtBot, shared: Path) -> Iterator[Any]:
    """Sit down as somebody; gives the pages."""
    stood: list[tuple[data.Data, Workplace]] = []

    def sit_down(person: str, password: str) -> Workplace:
        found = data.open_data(shared, vault.unlock(shared, password, person), clock=Clock())
        place = Workplace(found, Settings(), lambda _settings: None, lambda: None, lambda: None)
        stood.append((found, place))
        return place

    yield sit_down
    for found, place in stood:
        place.close()
        found.close()


def settings(qtbot: QtBot, place: Workplace) -> UsersPanel:
    shown(qtbot, place.window, 1366, 768)
    place.show_setting("users")
    assert isinstance(place.window.page, SettingsPage)
    panel = place.window.page.panel
    assert isinstance(panel, UsersPanel)
    QApplication.processEvents()
    return panel


def done(qtbot: QtBot, panel: UsersPanel) -> None:
    qtbot.waitUntil(lambda: not panel._edit._busy, timeout=20_000)


def names(panel: UsersPanel) -> list[str]:
    return [panel.rows.row(at).name for at in range(panel.rows.total)]


def test_the_leader_lets_somebody_in_with_four_words(qtbot: QtBot, at_work: Any, shared: Path) -> None:
    panel = settings(qtbot, at_work("Tom", data.DEMO_PASSWORD))
    click(panel.add)
    edit = panel._edit
    edit.name.setText("Eli")
    edit.role.set_value("leader")
    assert "Ser og gjør alt" in words_on(edit)
    click(edit.secret.use)
    words = edit.secret.password.text()
    click(edit.save)
    done(qtbot, panel)
    assert names(panel) == ["Tom (deg)", "Kari", "Eli"]
    assert edit.head.text() == "Eli"
    assert edit.secret.password.text() == ""
    assert vault.unlock(shared, words, "Eli").role == "leader"


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [("kari", THEIRS, "finnes fra før"), ("", THEIRS, "Skriv et navn"), ("Eli", "kort", "minst tolv tegn"),
     ("Eli", "passord passord", "Svakt")],
)  # fmt: skip
def test_what_will_not_do_is_said_at_its_field(
    qtbot: QtBot, at_work: Any, name: str, password: str, said: str
) -> None:
    panel = settings(qtbot, at_work("Tom", data.DEMO_PASSWORD))
    click(panel.add)
    panel._edit.name.setText(name)
    panel._edit.secret.password.setText(password)
    panel._edit.secret.again.setText(password)
    click(panel._edit.save)
    done(qtbot, panel)
    boxes = [panel._edit.name_box, *panel._edit.secret.boxes.values()]
    assert [box.error for box in boxes if box.error and said in box.error]
    assert names(panel) == ["Tom (deg)", "Kari"]


def test_a_role_is_changed_and_a_password_given(qtbot: QtBot, at_work: Any, shared: Path) -> None:
    panel = settings(qtbot, at_work("Tom", data.DEMO_PASSWORD))
    edit = panel._edit
    panel.list.choose(panel.rows.key(1))
    edit.role.set_value("safety_rep")
    click(edit.save)
    done(qtbot, panel)
    assert panel.rows.row(1).role == Role.SAFETY_REP
    click(edit.password)
    edit.secret.password.setText("noe helt nytt for henne")
    edit.secret.again.setText("noe helt nytt for henne")
    click(edit.save)
    done(qtbot, panel)
    keys = vault.unlock(shared, "noe helt nytt for henne", "Kari")
    assert keys.role == "safety_rep"


def test_one_cannot_change_or_remove_oneself(qtbot: QtBot, at_work: Any) -> None:
    panel = settings(qtbot, at_work("Tom", data.DEMO_PASSWORD))
    assert panel._edit.head.text() == "Tom"
    hidden = (panel._edit.role_box, panel._edit.remove)
    assert not [widget for widget in hidden if widget.isVisible()]


def answer_reason(box: ReasonBox, why: str) -> None:
    """Write the reason in the box that asks for it, and go on."""
    assert "Alle andre beholder passordet sitt" in words_on(box)
    box.reason.setText(why)
    box._on_chosen("yes" if why else "")
    if not why:
        box.reject()


def test_somebody_is_removed_and_the_window_goes_on_with_other_keys(
    qtbot: QtBot, at_work: Any, shared: Path
) -> None:
    place = at_work("Tom", data.DEMO_PASSWORD)
    panel = settings(qtbot, place)
    panel.list.choose(panel.rows.key(1))
    with answering(lambda box: answer_reason(box, "Har sluttet."), kind=ReasonBox):
        click(panel._edit.remove)
    done(qtbot, panel)
    assert names(panel) == ["Tom (deg)"]
    with pytest.raises(Problem, match="Ingen som heter Kari"):
        vault.unlock(shared, THEIRS, "Kari")
    place.window.go("incidents")  # reads the file with the new keys
    assert not (shared / "ikdesk.next.db").exists()


def test_a_removal_that_is_called_off_changes_nothing(qtbot: QtBot, at_work: Any, shared: Path) -> None:
    panel = settings(qtbot, at_work("Tom", data.DEMO_PASSWORD))
    panel.list.choose(panel.rows.key(1))
    with answering(lambda box: answer_reason(box, ""), kind=ReasonBox):
        click(panel._edit.remove)
    assert names(panel) == ["Tom (deg)", "Kari"]
    assert vault.unlock(shared, THEIRS, "Kari").name == "Kari"


def test_a_new_code_is_shown_once_and_not_closed_before_it_is_written_down(
    qtbot: QtBot, at_work: Any, shared: Path
) -> None:
    panel = settings(qtbot, at_work("Tom", data.DEMO_PASSWORD))
    seen: list[str] = []

    def look(box: CodeBox) -> None:
        box.reject()
        assert box.isVisible()
        seen.append(box.panel.code.text())
        assert not cut(box)
        box.panel.kept.set_value(True)
        click(box.panel.go)

    with answering(look, kind=CodeBox):
        click(panel._edit.code)
    done(qtbot, panel)
    assert vault.unlock_with_code(shared, seen[0]).name == "Tom"


def test_staff_report_and_see_only_what_is_theirs(qtbot: QtBot, at_work: Any, shared: Path) -> None:
    place = at_work("Kari", THEIRS)
    assert not {"start", "incidents", "measures", "reports"} & set(place.window.pages)
    assert place.window.key in {"mine", "report"}
    panel = settings(qtbot, place)
    assert names(panel) == ["Kari (deg)"]
    assert not [widget for widget in (panel.add, panel._edit.code, panel._edit.remove) if widget.isVisible()]
    for key in place.window.pages:
        place.window.go(key)
    place.window.go("report")
    page = place.window.page
    page.form.fill({"kind": "near_miss", "place_id": page.place.chips.buttons()[0].code, "severity": "0"})
    click(page.save)
    assert "Takk for at du sa fra" in words_on(place.window)


def test_a_department_that_was_just_made_can_be_chosen(qtbot: QtBot, at_work: Any) -> None:
    place = at_work("Tom", data.DEMO_PASSWORD)
    panel = settings(qtbot, place)
    place.desk.write(add_department, "Revehiet")
    click(panel.add)
    assert panel._edit.department.findText("Revehiet") > 0


def test_everybody_may_choose_their_own_password(qtbot: QtBot, at_work: Any, shared: Path) -> None:
    panel = settings(qtbot, at_work("Kari", THEIRS))
    click(panel._edit.password)
    panel._edit.secret.password.setText("noe jeg fant på selv")
    panel._edit.secret.again.setText("noe jeg fant på selv")
    click(panel._edit.save)
    done(qtbot, panel)
    with pytest.raises(Invalid):
        vault.unlock(shared, THEIRS, "Kari")
    assert vault.unlock(shared, "noe jeg fant på selv", "Kari").name == "Kari"


@pytest.mark.parametrize("factor", [1.0, 1.5])
def test_nothing_is_cut_or_nameless(qtbot: QtBot, qapp: QApplication, at_work: Any, factor: float) -> None:
    with larger(qapp, factor):
        panel = settings(qtbot, at_work("Tom", data.DEMO_PASSWORD))
        for show in (lambda: panel.list.choose(panel.rows.key(1)), panel.add.click, panel._edit.password.click):
            show()
            assert not cut(panel)
            assert not nameless(panel)


@pytest.fixture
def jobs(qapp: Any) -> Any:
    """Carries the work of unlocking."""
    found = Jobs()
    yield found
    found.close()


def test_the_lock_screen_asks_who_one_is_where_several_can_unlock(qtbot: QtBot, shared: Path, jobs: Jobs) -> None:
    page = LockPage(shared, lambda keys: keys, jobs, Clock())
    qtbot.addWidget(page)
    page.show()
    assert page.who is not None
    assert page.who_field is not None
    assert [page.who.itemText(at) for at in range(page.who.count())] == ["Velg navnet ditt", "Kari", "Tom"]
    page.password.setText(THEIRS)
    qtbot.mouseClick(page.unlock, Qt.MouseButton.LeftButton)
    assert page.who_field.error == "Velg hvem du er."
    page.who.set_value("Kari")
    assert page.who_field.error == ""
    with qtbot.waitSignal(page.unlocked, timeout=15_000) as came:
        qtbot.keyClick(page.password, Qt.Key.Key_Return)
    assert came.args is not None
    assert (came.args[0].name, came.args[0].role) == ("Kari", "staff")


def test_the_lock_screen_asks_nobody_who_they_are_where_one_can_unlock(
    qtbot: QtBot, demo: Path, jobs: Jobs
) -> None:
    page = LockPage(demo, lambda keys: keys, jobs, Clock())
    qtbot.addWidget(page)
    assert page.who is None

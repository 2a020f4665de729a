"""A report is delivered from its page, with the keyboard alone: who gets it, how, and what lies there afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.reports.actions import add_text
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.deliver_panel import Asked, DeliverPanel
from ikdesk.reports.delivery_model import VersionRow, Wanted
from ikdesk.reports.lack_sentences import Lack
from ikdesk.reports.page import TertialPage
from ikdesk.reports.version_queries import versions
from ikdesk.ui.desk import Desk
from ikdesk.ui.theme import apply_theme
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.programs import noted
from tests.reports.examples import T1
from tests.samples import LEADER, TODAY
from tests.ui.hands import click, press, write


@pytest.fixture(scope="module", autouse=True)
def _looks(qapp: QApplication) -> None:
    apply_theme(qapp, False, 1.0)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def went() -> list[str]:
    return []


@pytest.fixture
def page(qtbot: QtBot, two_years: Database, told: Told, went: list[str], tmp_path: Path) -> Iterator[TertialPage]:
    desk = desk_of(two_years, Settings(report_folder=str(tmp_path)))
    made = shown(qtbot, TertialPage(desk, told, went.append))
    assert isinstance(made, TertialPage)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    desk.close()


def asked(page: TertialPage) -> DeliverPanel:
    """The form over the page."""
    if page.over.panel is None:
        click(page.deliver)
    assert page.over.panel is not None
    QApplication.processEvents()
    return page.over.panel


def done(qtbot: QtBot, page: TertialPage) -> None:
    qtbot.waitUntil(lambda: page.foot.job is None, timeout=30_000)
    QApplication.processEvents()


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def delivered(database: Database) -> tuple[VersionRow, ...]:
    return database.read(versions, viewer=LEADER, today=TODAY)


def test_a_report_is_delivered_as_a_draft_of_an_email_with_the_keyboard_alone(
    qtbot: QtBot, page: TertialPage, two_years: Database, tmp_path: Path
) -> None:
    page.deliver.setFocus()
    press(page.deliver, Qt.Key.Key_Space)
    panel = asked(page)
    assert focused() is panel.form.input("delivered_to")
    write(focused(), "Kommunalsjef oppvekst")
    press(focused(), Qt.Key.Key_Tab)
    press(focused(), Qt.Key.Key_Tab)
    assert focused() is panel.form.input("delivered_email")
    write(focused(), "oppvekst@kommunen.no")
    QTest.keyClick(focused(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    done(qtbot, page)
    names = sorted(path.suffix for path in tmp_path.iterdir())
    assert names == [".eml", ".pdf", ".xlsx"]
    (row,) = delivered(two_years)
    assert (row.period, row.audience, row.edition) == ("2026-T1", Audience.MUNICIPALITY, 1)
    assert row.delivered_to == "Kommunalsjef oppvekst"
    mail = message_from_bytes(next(tmp_path.glob("*.eml")).read_bytes(), policy=default)
    assert (mail["To"], mail["X-Unsent"]) == ("oppvekst@kommunen.no", "1")
    assert page.foot.made is not None
    assert list(page.foot.made.links) == ["mail", "open_pdf", "folder"]
    assert page.foot.made.links["mail"].hasFocus()
    with noted() as programs:
        press(page.foot.made.links["mail"], Qt.Key.Key_Space)
    assert [path.suffix for path in programs.paths] == [".eml"]
    assert "Versjon 1 er levert 30. april 2026 til Kommunalsjef oppvekst." in words_on(page)
    assert page.deliver.words == "Lever ny versjon …"
    assert asked(page).form.input("delivered_to").value() == "Kommunalsjef oppvekst"  # as the last time
    assert "Versjon 2." in words_on(page)


@pytest.fixture
def panel(qtbot: QtBot, two_years: Database, tmp_path: Path) -> Iterator[DeliverPanel]:
    """The form by itself."""
    desk = desk_of(two_years, Settings(report_folder=str(tmp_path)))
    yield opened(qtbot, desk)
    desk.close()


def opened(qtbot: QtBot, desk: Desk) -> DeliverPanel:
    lacking = (Lack("Organisasjonsnummeret mangler.", "Fyll ut", "setting:unit"),)
    made = shown(qtbot, DeliverPanel(desk, Asked(T1, Audience.MUNICIPALITY, "Tertialrapport", 1, lacking)))
    assert isinstance(made, DeliverPanel)
    return made


def test_what_is_wrong_is_told_where_it_stands(panel: DeliverPanel) -> None:
    wanted, left = list[object](), list[bool]()
    panel.wanted.connect(wanted.append)
    panel.left.connect(lambda: left.append(True))
    panel.form.input("delivered_email").set_value("kommunen")
    panel.form.input("formats").set_value([])
    click(panel.deliver)
    assert panel.form.box("delivered_to").error == "Skriv hvem rapporten er til."
    assert panel.form.box("delivered_email").error.startswith("E-postadressen ser feil ut.")
    assert panel.form.box("formats").error == "Velg PDF, Excel eller begge."
    panel.form.input("how").set_value("folder")
    assert not panel.form.box("delivered_email").isVisible()
    panel.form.input("delivered_to").set_value("Styret")
    panel.form.input("formats").set_value(["xlsx"])
    click(panel.deliver)
    assert wanted == [Wanted(T1, Audience.MUNICIPALITY, ("xlsx",), to="Styret")]
    panel.activateWindow()
    press(panel, Qt.Key.Key_Escape)
    assert left == [True]


def test_what_is_half_written_is_kept_and_called_off_it_is_gone(
    qtbot: QtBot, panel: DeliverPanel, two_years: Database
) -> None:
    write(panel.form.input("delivered_to"), "Rådmannen")
    panel.keep_draft()
    desk = desk_of(two_years)
    again = opened(qtbot, desk)
    assert again.form.input("delivered_to").value() == "Rådmannen"
    assert "Vi tok vare på det du skrev" in words_on(again)
    click(again.cancel)
    assert opened(qtbot, desk).form.input("delivered_to").value() == ""
    desk.close()


def test_everything_has_a_name_and_room_also_with_large_letters(panel: DeliverPanel, qapp: QApplication) -> None:
    click(panel.password.lock)
    click(panel.deliver)  # with what is wrong, too
    assert not nameless(panel)
    assert not cut(panel)
    with larger(qapp):
        assert not cut(panel)


def test_a_locked_copy_is_all_that_goes_into_the_email(qtbot: QtBot, page: TertialPage, tmp_path: Path) -> None:
    panel = asked(page)
    panel.form.input("delivered_to").set_value("Styret")
    click(panel.password.lock)
    panel.password.words.set_value("kort")
    click(panel.deliver)
    assert panel.password.box.error
    panel.password.words.set_value("fire gode ord her")
    click(panel.deliver)
    done(qtbot, page)
    mail = message_from_bytes(next(tmp_path.glob("*.eml")).read_bytes(), policy=default)
    attached = [part.get_filename() for part in mail.iter_attachments()]
    assert attached == ["Tertialrapport 2026-T1, versjon 1 med passord.pdf"]
    assert "fire gode ord her" not in mail.as_string()


def test_what_one_should_look_at_first_leads_there(
    page: TertialPage, two_years: Database, went: list[str]
) -> None:
    two_years.write(add_text, "2026-T1", "Kari Nordmann falt i bakken.", by=LEADER, today=TODAY)
    panel = asked(page)
    said = words_on(panel)
    assert "1 tekst kan røpe hvem det gjelder." in said
    assert "Ingenting er skrevet under «Evaluering og neste periode»." in said
    click(button(panel, "Se gjennom"))
    assert page.names.show_them.hasFocus()
    click(button(asked(page), "Skriv"))
    assert page.own.evaluation.rows[0].words.hasFocus()


def test_a_delivery_that_is_stopped_leaves_nothing(
    qtbot: QtBot, page: TertialPage, two_years: Database, told: Told, tmp_path: Path
) -> None:
    panel = asked(page)
    panel.form.input("delivered_to").set_value("Styret")
    with two_years.raw():  # the job waits for its turn to read until it has been stopped
        click(panel.deliver)
        click(page.foot.line.stop)
    done(qtbot, page)
    assert list(tmp_path.iterdir()) == []
    assert told.said == ["Rapporten for 1. tertial 2026 ble stoppet. Ingenting er levert."]
    assert delivered(two_years) == ()


def test_another_recipient_gets_another_report(page: TertialPage) -> None:
    page.chosen.audiences.set_value(Audience.STAFF.code)
    assert "Ingenting er skjult" in words_on(page.hidden)
    assert page.name.startswith("Personalversjon")
    page.show_report("2025-T3", Audience.PARENTS)
    assert (page.chosen.wanted.code, page.chosen.audience) == ("2025-T3", Audience.PARENTS)
    assert page.name == "Rapport til foreldre 2025-T3"

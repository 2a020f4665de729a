"""The delivered reports: what was sent, whether it holds, its files once more, and that it was received."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import correct_incident
from ikdesk.incidents.model import Incident
from ikdesk.incidents.reported_panel import ReportedLine
from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.signer import Signer
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.delivered_page import DeliveredPage
from ikdesk.reports.delivery_actions import deliver_report
from ikdesk.reports.delivery_model import Wanted
from ikdesk.reports.delivery_queries import ready_report
from ikdesk.reports.delivery_writing import draw_delivery, write_version
from ikdesk.reports.receive_panel import ReceiveBox
from ikdesk.reports.verify_page import VerifyPage
from ikdesk.reports.version_model import Delivery
from ikdesk.reports.version_panel import VersionPanel
from ikdesk.reports.version_queries import versions
from ikdesk.start.queries import next_report
from ikdesk.ui.desk import Desk
from ikdesk.ui.plain_table import PlainTable
from ikdesk.ui.theme import apply_theme
from tests.conftest import _over
from tests.engines import in_memory
from tests.looking import Told, cut, desk_of, larger, nameless, shown, words_on
from tests.programs import noted
from tests.reports.examples import T1
from tests.samples import LEADER, TODAY
from tests.ui.hands import answering, click, name_file, press

BECAME_WORSE = 2  # the severity of what was told as one


@pytest.fixture(scope="module", autouse=True)
def _looks(qapp: QApplication) -> None:
    apply_theme(qapp, False, 1.0)


@pytest.fixture(scope="module")
def sent_made(two_years_made: Any) -> Iterator[Any]:
    """A unit that delivered its report, and corrected an event afterwards; nobody writes to it."""
    connection = in_memory()
    two_years_made.backup(connection)
    database = _over(connection)
    wanted = Wanted(T1, to="Kommunalsjef oppvekst", email="oppvekst@kommunen.no", mail=True)
    ready = database.read(ready_report, wanted, viewer=LEADER, today=TODAY)
    when = datetime(2026, 4, 30, 12).astimezone()
    drawn = draw_delivery(ready, wanted, signer=Signer(bytes(32)), when=when, tick=lambda _done, _all: None)
    database.write(deliver_report, drawn, by=LEADER, today=TODAY)
    key = corrected(database)
    why = "Legen så på det."
    database.write(correct_incident, key, {"severity": BECAME_WORSE}, why, by=LEADER, today=TODAY)
    yield connection
    database.close()


@pytest.fixture
def sent(database: Database, sent_made: Any) -> Database:
    """The same, to write to."""
    with database.raw() as connection:
        sent_made.backup(connection)
    return database


@pytest.fixture
def desk(sent: Database, tmp_path: Path) -> Iterator[Desk]:
    made = desk_of(sent, Settings(report_folder=str(tmp_path)))
    yield made
    made.close()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, told: Told) -> DeliveredPage:
    made = shown(qtbot, DeliveredPage(desk, told))
    assert isinstance(made, DeliveredPage)
    return made


def corrected(database: Database) -> Key:
    """The event that was told as a small one."""
    return event(database, date(2026, 2, 3))


def event(database: Database, day: date) -> Key:
    """The event of a day."""

    def _ask(session: Session, *, viewer: Viewer, today: date) -> Key:
        del viewer, today
        return session.scalars(select(Incident.id).where(Incident.occurred_on == day)).one()

    return database.read(_ask, viewer=LEADER, today=TODAY)


def only(page: DeliveredPage) -> VersionPanel:
    (card,) = page.cards.values()
    return card


def test_a_delivered_report_tells_what_it_was_and_what_is_other_today(qtbot: QtBot, page: DeliveredPage) -> None:
    qtbot.waitUntil(only(page).changed.isVisible)
    said = words_on(page)
    for words in ("Levert", "Endret etter rapport", "Kommunalsjef oppvekst, oppvekst@kommunen.no", "Versjon 1"):
        assert words in said
    assert Signer(bytes(32)).fingerprint in said
    table = page.findChild(PlainTable)
    assert isinstance(table, PlainTable)
    assert table.grid.headings == ("Tall", "Som levert", "I dag")
    assert ("Hendelser etter alvorlighet: Liten", "1", "0") in table.grid.rows
    assert ("Hendelser etter alvorlighet: Moderat", "1", "2") in table.grid.rows
    assert not nameless(page)
    assert not cut(page)


def test_a_card_is_folded_and_says_so_with_the_keyboard(page: DeliveredPage, qapp: QApplication) -> None:
    card = only(page)
    assert card.head.accessibleName() == "1. tertial 2026 · Kommunen, versjon 1, Levert, åpen"
    press(card.head, Qt.Key.Key_Space)
    assert not card.inside.isVisible()
    assert "Levert 30. april 2026 til Kommunalsjef oppvekst" in words_on(page)
    assert card.head.accessibleName().endswith("lukket")
    press(card.head, Qt.Key.Key_Space)
    with larger(qapp):
        assert not cut(page)


def test_its_files_are_saved_again_byte_for_byte_and_its_email_opens(
    qtbot: QtBot, page: DeliveredPage, told: Told, tmp_path: Path
) -> None:
    click(only(page).save)
    qtbot.waitUntil(lambda: bool(told.said))
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".eml", ".pdf", ".xlsx"]
    assert told.said[0].startswith("Rapporten ligger i ")
    with noted() as programs:
        click(only(page).mail)
        qtbot.waitUntil(lambda: bool(programs.paths))
    assert [path.suffix for path in programs.paths] == [".eml"]


def test_it_is_marked_as_received_and_that_can_be_mended(page: DeliveredPage, sent: Database, told: Told) -> None:
    def say(box: ReceiveBox) -> None:
        assert box.form.input("received_on").value() == TODAY
        box.form.input("received_note").set_value("Takk.")
        box._on_chosen("yes")

    with answering(say, kind=ReceiveBox):
        click(only(page).receive)
    (row,) = sent.read(versions, viewer=LEADER, today=TODAY)
    assert (row.status, row.received_on) == (Delivery.RECEIVED, TODAY)
    assert told.said == ["Rapporten er merket som mottatt."]
    assert "Takk." in words_on(page)
    assert only(page).receive.words == "Endre mottak"

    def wrong(box: ReceiveBox) -> None:
        box.form.input("received_on").set_value(date(2026, 4, 29))
        box._on_chosen("yes")
        assert box.form.box("received_on").error.startswith("Den kan ikke være mottatt før den ble levert")
        box.form.input("received_on").set_value(None)
        box._on_chosen("yes")

    with answering(wrong, kind=ReceiveBox):
        click(only(page).receive)
    (row,) = sent.read(versions, viewer=LEADER, today=TODAY)
    assert (row.status, row.received_on) == (Delivery.DELIVERED, None)


def test_a_new_version_is_asked_for_and_other_pages_too(page: DeliveredPage) -> None:
    asked, went = list[tuple[str, Audience]](), list[str]()
    page.renews.connect(lambda *which: asked.append(which))
    page.wants.connect(went.append)
    click(only(page).renew)
    click(page.verify)
    click(page.back)
    assert asked == [("2026-T1", Audience.MUNICIPALITY)]
    assert went == ["verify", "reports"]


def test_an_empty_list_teaches(qtbot: QtBot, database: Database) -> None:
    desk = desk_of(database)
    page = shown(qtbot, DeliveredPage(desk, Told()))
    assert "Ingen rapporter er levert ennå" in words_on(page)
    desk.close()


def test_an_event_says_which_report_told_of_it_otherwise(qtbot: QtBot, sent: Database, desk: Desk) -> None:
    line = shown(qtbot, ReportedLine(desk), 600, 80)
    line.show_for(corrected(sent))
    assert words_on(line) == "Endret etter at rapporten for 1. tertial 2026 ble levert 30. april 2026."
    line.show_for(event(sent, date(2026, 1, 5)))
    assert not line.isVisible()


def test_the_front_page_knows_that_it_is_delivered(sent: Database, two_years_made: Any) -> None:
    found = sent.read(next_report, viewer=LEADER, today=TODAY)
    assert (found.code, found.delivered) == ("2026-T1", True)
    after = sent.read(next_report, viewer=LEADER, today=date(2026, 5, 2))
    assert (after.code, after.delivered) == ("2026-T2", False)
    with sent.raw() as connection:
        two_years_made.backup(connection)
    before = sent.read(next_report, viewer=LEADER, today=date(2026, 5, 2))
    assert (before.code, before.delivered) == ("2026-T1", False)


def test_a_report_is_looked_into_and_the_answer_is_plain(
    qtbot: QtBot, sent: Database, desk: Desk, tmp_path: Path
) -> None:
    page = shown(qtbot, VerifyPage(desk))
    (row,) = sent.read(versions, viewer=LEADER, today=TODAY)
    pdf, locked = write_version(desk, row.key, tmp_path, ["pdf"], password="fire gode ord her")

    def looked() -> str:
        qtbot.waitUntil(lambda: page.job is None)
        return words_on(page)

    with answering(name_file(pdf)):
        click(page.choose)
    said = looked()
    assert "Rapporten er hel, og ingenting er endret siden den ble signert." in said
    assert "Nøkkelen er vår egen" in said
    assert "Tertialrapport, 1. tertial 2026" in said
    assert not nameless(page)
    assert not cut(page)
    data = bytearray(pdf.read_bytes())
    data[len(data) // 2] ^= 1
    pdf.write_bytes(data)
    page.show_file(pdf)
    assert "Stol ikke på tallene." in looked()
    page.show_file(locked)
    assert "Filen er låst med et passord." in looked()
    assert page.password.hasFocus() or not page.isActiveWindow()
    page.password.setText("feil")
    click(page.look)
    assert "Passordet er ikke riktig." in looked()
    page.password.setText("fire gode ord her")
    press(page.password, Qt.Key.Key_Return)
    assert "Rapporten er hel" in looked()
    page.show_file(tmp_path / "borte.pdf")
    assert "Får ikke lest borte.pdf." in looked()


def test_a_report_from_before_the_keys_were_changed_is_still_our_own(
    qtbot: QtBot, sent: Database, desk: Desk, tmp_path: Path
) -> None:
    (row,) = sent.read(versions, viewer=LEADER, today=TODAY)
    (pdf,) = write_version(desk, row.key, tmp_path, ["pdf"])
    desk.signing = lambda: Signer(b"\x07" * 32)
    page = shown(qtbot, VerifyPage(desk))
    page.show_file(pdf)
    qtbot.waitUntil(lambda: page.job is None)
    assert "Nøkkelen er vår egen" in words_on(page)

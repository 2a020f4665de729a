"""Papers of risk assessments from the window: made beside it, written in the log, offered to be opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import event
from sqlalchemy.orm import Session

from ikdesk.access.model import Access, Deed
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.risks.actions import record_mini
from ikdesk.risks.page import RiskPage
from ikdesk.risks.print_panel import RegisterButtons, print_risk, start_register
from ikdesk.risks.rating_actions import approve_risk
from ikdesk.risks.register_queries import risk_views
from ikdesk.risks.view_model import RiskGroup
from ikdesk.risks.writing import Some, Which, read_risk
from tests.access.conftest import desk_that_notes
from tests.looking import Told, button, shown
from tests.paper.pdf_checker import texts
from tests.risks.papers import WHEN
from tests.risks.records import hazard, rating, risk
from tests.samples import LEADER, TODAY
from tests.ui.hands import answering, name_file

WHO: dict[str, Any] = {"viewer": LEADER, "today": TODAY}


@pytest.fixture
def trip(database: Database) -> Key:
    """A trip that was assessed in short: red."""
    dangers = [{"title": "Noen kommer bort", "prevents": ["Vi teller barna"], "probability": 3, "consequence": 4}]
    values = {"title": "Tur til bekken", "activity": "outing"}
    return database.write(record_mini, values, dangers, by=LEADER, today=TODAY)


def logged(database: Database) -> list[tuple[Deed, str, int, str]]:
    def read(session: Session, /, **_who: Any) -> list[tuple[Deed, str, int, str]]:
        return [(row.deed, row.kind, row.count, row.note) for row in session.query(Access).order_by(Access.seq)]

    return database.read(read, viewer=LEADER, today=TODAY)


def test_an_assessment_is_written_down_as_printed_and_can_be_opened(
    qtbot: QtBot, database: Database, trip: Key, tmp_path: Path
) -> None:
    desk, told = desk_that_notes(database), Told()
    job = print_risk(desk, Which(trip), tmp_path, told)
    with qtbot.waitSignal(job.ended, timeout=20_000):
        pass
    (made,) = tmp_path.glob("*.pdf")
    assert made.name == "Risikovurdering Tur til bekken.pdf"
    assert "Vi teller barna" in " ".join(texts(made.read_bytes()))
    assert told.said[0].startswith("Risikovurderingen ligger i ")
    assert logged(database) == [(Deed.PRINTED, "risk_assessment", 1, "")]
    desk.close()


def test_its_own_page_offers_it(qtbot: QtBot, database: Database, trip: Key, tmp_path: Path) -> None:
    desk, told = desk_that_notes(database), Told()
    desk.use_settings(Settings(report_folder=str(tmp_path)))
    page = shown(qtbot, RiskPage(desk, told))
    page.show_risk(trip)
    button(page, "Lagre som PDF").click()
    qtbot.waitUntil(lambda: bool(told.said), timeout=20_000)
    assert [made.name for made in tmp_path.glob("*.pdf")] == ["Risikovurdering Tur til bekken.pdf"]
    desk.close()


def test_the_form_on_paper_is_offered_beside_the_drafts_and_is_about_nobody(
    qtbot: QtBot, database: Database, trip: Key, tmp_path: Path
) -> None:
    desk, told = desk_that_notes(database), Told()
    desk.use_settings(Settings(report_folder=str(tmp_path)))
    page = shown(qtbot, RiskPage(desk, told))
    page.show_library()
    button(page, "Tomt skjema på papir").click()
    qtbot.waitUntil(lambda: bool(told.said), timeout=20_000)
    assert [made.name for made in tmp_path.glob("*.pdf")] == ["Kort risikovurdering.pdf"]
    assert logged(database) == []
    desk.close()


def test_the_list_that_is_shown_is_written_and_what_was_searched_for_is_told_nobody(
    qtbot: QtBot, database: Database, trip: Key, tmp_path: Path
) -> None:
    risk(database, title="Porten")
    desk = desk_that_notes(database)
    job = start_register(desk, Some(RiskGroup.ALL, "bekken"), tmp_path / "Risiko.xlsx")
    with qtbot.waitSignal(job.ended, timeout=20_000):
        pass
    sheet = openpyxl.load_workbook(tmp_path / "Risiko.xlsx")["Vurderinger"]
    assert [row[0].value for row in sheet.iter_rows(6)] == ["Tur til bekken"]
    assert logged(database) == [(Deed.EXPORTED, "risk_assessment", 1, "xlsx · Alle · søkeord")]
    desk.close()


def test_the_buttons_ask_where_to_and_whoever_changes_their_mind_gets_no_file(
    qtbot: QtBot, database: Database, trip: Key, tmp_path: Path
) -> None:
    desk, told = desk_that_notes(database), Told()
    desk.use_settings(Settings(report_folder=str(tmp_path)))
    buttons = shown(qtbot, RegisterButtons(desk, told, Some))
    with answering(QFileDialog.reject, kind=QFileDialog):
        buttons.excel.click()
    assert logged(database) == []
    with answering(name_file(tmp_path / "vår.pdf"), kind=QFileDialog):
        buttons.pdf.click()
    qtbot.waitUntil(lambda: bool(told.said), timeout=20_000)
    assert "Tur til bekken" in " ".join(texts((tmp_path / "vår.pdf").read_bytes()))
    assert (buttons.excel.accessibleName(), buttons.pdf.accessibleName()) == ("Listen som Excel", "Listen som PDF")
    desk.close()


def test_a_version_is_read_as_it_was(database: Database, trip: Key) -> None:
    approved = {"approved_by": "Tom, leder", "next_review": TODAY.replace(year=TODAY.year + 1)}
    database.write(approve_risk, trip, approved, by=LEADER, today=TODAY)
    hazard(database, trip, title="Isen er tynn")
    now, _around = database.read(read_risk, Which(trip), WHEN, **WHO)
    then, around = database.read(read_risk, Which(trip, 1), WHEN, **WHO)
    assert (len(now.hazards), len(then.hazards), around.edition) == (2, 1, 1)
    assert (now.changed, [one.edition for one in then.versions]) == (True, [1])
    with pytest.raises(Problem, match="Versjon 2"):
        database.read(read_risk, Which(trip, 2), WHEN, **WHO)
    reads = Viewer(Key(int=9), "Kari", "deputy", frozenset({Right.READ}))
    with pytest.raises(Problem, match="ikke tilgang"):
        database.read(read_risk, Which(trip), WHEN, viewer=reads, today=TODAY)


def test_a_list_of_many_asks_no_more_than_of_one(database: Database, trip: Key) -> None:
    asks: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda _c, _cur, said, *_rest: asks.append(said))

    def asked() -> int:
        asks.clear()
        assert database.read(risk_views, RiskGroup.STANDING, **WHO)
        return len(asks)

    asked()  # the first time more is looked up
    few = asked()
    for n in range(4):
        rating(database, hazard(database, risk(database, title=f"Tur {n}", activity="sledding")), 4, 3)
    assert asked() == few


def test_who_may_take_nothing_out_gets_no_list(database: Database, trip: Key) -> None:
    guest = Viewer(LEADER.person, LEADER.name, LEADER.role, frozenset())
    with pytest.raises(Problem):
        database.read(risk_views, RiskGroup.ALL, viewer=guest, today=TODAY)

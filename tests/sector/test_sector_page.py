"""The page that collects reports: choose, press one button, see what is not in it, and do something about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.entrance_app import Entrance
from ikdesk.kernel.clock import Clock
from ikdesk.sector.known_actions import read_known, write_known
from ikdesk.sector.known_model import KNOWN_NAME, KnownUnit
from ikdesk.sector.page import Reach, SectorPage
from ikdesk.sector.result_panel import MissingRow, TroubleRow
from ikdesk.sector.units_panel import MOST, UnitsPanel
from ikdesk.sector.wanted_model import FileState
from ikdesk.sector_data import open_store
from ikdesk.start.first_page import FirstPage
from ikdesk.ui.dialogs import Box, ReasonBox
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.shell import Shell
from ikdesk.ui.theme import apply_theme
from tests.looking import button, cut, larger, nameless, shown, words_on
from tests.sector.made_reports import made_unit, tamper, write_report
from tests.ui.hands import answering, click, name_file, press, write

TODAY = date(2026, 5, 20)
UNITS = tuple(made_unit(number) for number in range(4))
ENDED = 30_000  # milliseconds a collection may take on a busy machine


@pytest.fixture(scope="module", autouse=True)
def _looks(qapp: QApplication) -> None:
    apply_theme(qapp, dark=False, factor=1.0)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """Carries the work."""
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, jobs: Jobs, tmp_path: Path, application: Path) -> SectorPage:
    """The page, with no unit behind it."""
    return _page(qtbot, jobs, tmp_path, application)


def _page(qtbot: QtBot, jobs: Jobs, folder: Path, application: Path) -> SectorPage:
    reach = Reach(jobs.start, open_store, application / KNOWN_NAME, folder / "ut", lambda: TODAY, alone=True)
    found: SectorPage = shown(qtbot, SectorPage(reach), 1366, 768)
    return found


def _collect(qtbot: QtBot, page: SectorPage, *paths: Path) -> None:
    if paths:
        page.choose.take(paths)
    click(page.go)
    _wait(qtbot, page)


def _wait(qtbot: QtBot, page: SectorPage) -> None:
    qtbot.waitUntil(lambda: page.job is None, timeout=ENDED)
    QApplication.processEvents()


def _troubles(page: SectorPage) -> list[TroubleRow]:
    return [row for row in page.result.rows if isinstance(row, TroubleRow)]


def _missing(page: SectorPage) -> list[MissingRow]:
    return [row for row in page.result.rows if isinstance(row, MissingRow)]


def test_who_presses_before_anything_is_chosen_is_told_what_to_do_first(page: SectorPage) -> None:
    assert "Velg rapportene du har fått" in words_on(page)
    click(page.go)
    assert page.job is None
    assert "Velg rapportene først: en mappe eller noen filer." in words_on(page)
    assert page.choose.folder.hasFocus()


def test_a_folder_is_chosen_and_its_reports_are_collected_into_two_documents(
    page: SectorPage, qtbot: QtBot, reports: Path, tmp_path: Path
) -> None:
    with answering(name_file(reports)):
        click(page.choose.folder)
    assert "Alle rapporter i mappen" in words_on(page)
    _collect(qtbot, page)
    assert page.result.said.startswith("4 enheter er med for 1. tertial 2026.")
    assert {path.suffix for path in (tmp_path / "ut").iterdir()} == {".pdf", ".xlsx"}
    assert list(page.result.links) == [".pdf", ".xlsx", "folder"]
    assert page.focusWidget() is page.result.links[".pdf"]
    assert page.go.isVisible()


def test_files_that_are_not_in_it_stand_with_what_to_do(page: SectorPage, qtbot: QtBot, reports: Path) -> None:
    tamper(next(reports.glob("0002*")))
    write_report(UNITS[3], reports, status="draft")
    _collect(qtbot, page, reports)
    rows = {row.found.state: row for row in _troubles(page)}
    assert set(rows) == {FileState.CHANGED, FileState.DRAFT}
    assert all(row.found.said and row.accept is None for row in rows.values())
    assert "2 filer kom ikke med" in words_on(page)
    assert "2 enheter er med" in page.result.said


def test_nothing_that_can_be_taken_is_told_with_every_file(page: SectorPage, qtbot: QtBot, tmp_path: Path) -> None:
    path = write_report(UNITS[0], tmp_path, status="draft")
    _collect(qtbot, page, path)
    assert "Ingen av filene" in words_on(page)
    assert [row.found.state for row in _troubles(page)] == [FileState.DRAFT]
    assert not page.result.links


def test_a_new_key_is_accepted_by_who_has_rung_and_only_by_them(
    page: SectorPage, qtbot: QtBot, reports: Path, application: Path
) -> None:
    _collect(qtbot, page, reports)
    other = UNITS[3].later_signer()
    write_report(UNITS[3], reports, signer=other)
    _collect(qtbot, page)
    (row,) = _troubles(page)
    assert row.found.fingerprint == other.fingerprint
    assert row.accept is not None

    def read(box: Box) -> None:
        assert other.fingerprint in words_on(box)
        assert "Ring" in words_on(box)
        assert cut(box) == []
        press(box.focusWidget(), Qt.Key.Key_Return)  # nobody says yes by pressing on

    with answering(read):
        click(row.accept)
    assert page.job is None
    with answering(lambda box: click(button(box, "Ja, nøkkelen er lik"))):
        click(row.accept)
    _wait(qtbot, page)
    assert _troubles(page) == []
    assert "4 enheter er med" in page.result.said
    assert other.key in {one.key for one in read_known(application / KNOWN_NAME).values()}


def test_a_unit_that_has_closed_is_waited_for_no_more(page: SectorPage, qtbot: QtBot, reports: Path) -> None:
    _collect(qtbot, page, reports)
    next(reports.glob("0001*")).unlink()
    _collect(qtbot, page)
    (row,) = _missing(page)
    assert row.found.name == UNITS[1].name
    assert row.stop is not None

    def answer(box: ReasonBox) -> None:
        write(box.reason, "Lagt ned i mars")
        press(box.reason, Qt.Key.Key_Return)

    with answering(answer):
        click(row.stop)
    assert row.isHidden()
    _collect(qtbot, page)
    assert _missing(page) == []
    page.units.open(opened=True)
    known = next(row for row in page.units.rows if row.one.name == UNITS[1].name)
    assert "Lagt ned i mars" in words_on(known)
    click(known.verb)  # after all
    _collect(qtbot, page)
    assert [row.found.name for row in _missing(page)] == [UNITS[1].name]


def test_who_stops_it_gets_no_documents_and_no_unit_is_known(
    page: SectorPage, qtbot: QtBot, reports: Path, tmp_path: Path, application: Path
) -> None:
    page.choose.take([reports])
    click(page.go)
    assert page.line.stop.isVisible()
    click(page.line.stop)
    _wait(qtbot, page)
    assert "Stoppet. Ingen dokumenter er laget." in words_on(page)
    assert not (tmp_path / "ut").exists() or not list((tmp_path / "ut").iterdir())
    assert not (application / KNOWN_NAME).exists()


def test_who_goes_back_while_it_works_stops_it_first(page: SectorPage, qtbot: QtBot, reports: Path) -> None:
    page.choose.take([reports])
    click(page.go)
    with qtbot.waitSignal(page.left, timeout=ENDED):
        click(page.back)
    assert page.job is None


def test_what_was_chosen_can_be_taken_away_again(page: SectorPage, reports: Path) -> None:
    page.choose.take([reports, *sorted(reports.iterdir())])
    page.choose.take([reports])  # once is enough
    assert len(page.choose.rows) == 2
    click(page.choose.rows[1].drop)
    assert page.choose.paths() == (reports,)
    assert page.choose.rows[0].drop.hasFocus()


def test_files_are_dropped_on_the_page(page: SectorPage, reports: Path) -> None:
    data, paths = QMimeData(), sorted(reports.iterdir())[:2]
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    args = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(40, 40), *args)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPointF(40, 40), *args))
    assert page.choose.paths() == tuple(paths)


def test_what_the_disk_will_not_even_look_for_can_be_chosen_and_left_out(page: SectorPage) -> None:
    page.choose.take([Path("for langt navn" * 30 + ".pdf")])
    assert page.choose.words().startswith("«for langt navn")
    click(page.choose.rows[0].drop)
    assert page.choose.paths() == ()


def test_another_period_and_a_deadline_are_asked_for(page: SectorPage, qtbot: QtBot, reports: Path) -> None:
    page.options.period.set_value("2025-T3")
    write(page.options.due.line, "tull")
    page.choose.take([reports])
    click(page.go)
    assert page.job is None
    assert page.options.due_box.error
    page.options.due.set_value(date(2026, 1, 31))
    wanted = page.options.wanted(page.choose.paths(), TODAY)
    assert (wanted.period, wanted.due) == ("2025-T3", date(2026, 1, 31))
    _collect(qtbot, page)
    assert "3. tertial 2025" in words_on(page)
    assert "For en annen periode" in words_on(page)


def test_a_list_of_those_who_shall_deliver_is_read(
    page: SectorPage, qtbot: QtBot, reports: Path, tmp_path: Path
) -> None:
    (tmp_path / "liste.txt").write_text("Nye Solfang barnehage\nØvre Dal barnehage\n", "utf-8")
    with answering(name_file(tmp_path / "liste.txt")):
        click(page.options.expect)
    assert "Listen har 2 enheter." in words_on(page)
    _collect(qtbot, page, reports)
    assert [(row.found.name, row.stop) for row in _missing(page)] == [
        ("Nye Solfang barnehage", None), ("Øvre Dal barnehage", None),
    ]  # fmt: skip
    click(page.options.forget)
    assert page.options.listed == ()


def test_a_damaged_list_of_known_units_is_said_and_left_alone(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path, application: Path, reports: Path
) -> None:
    application.mkdir()
    (application / KNOWN_NAME).write_text("{", "utf-8")
    page = _page(qtbot, jobs, tmp_path, application)
    page.units.open(opened=True)
    assert "er skadet og er ikke rørt" in words_on(page.units)
    _collect(qtbot, page, reports)
    assert "er skadet og er ikke rørt" in words_on(page.result)
    assert (application / KNOWN_NAME).read_text("utf-8") == "{"


def test_everything_has_a_name_and_room_also_with_large_letters(
    qapp: QApplication, page: SectorPage, qtbot: QtBot, reports: Path
) -> None:
    _collect(qtbot, page, reports)
    tamper(next(reports.glob("0002*")))
    write_report(UNITS[3], reports, signer=UNITS[3].later_signer())
    _collect(qtbot, page)
    page.units.open(opened=True)
    assert nameless(page) == []
    assert cut(page) == []
    with larger(qapp):
        assert cut(page) == []
        assert page.page.horizontalScrollBar().maximum() == 0


def test_who_has_no_unit_comes_there_from_the_first_steps_and_back(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    shell = Shell(lambda: None)
    qtbot.addWidget(shell)
    entrance = Entrance(shell, jobs, Clock(TODAY), tmp_path / "data", shell)
    entrance.show()
    shown(qtbot, shell, 1366, 768)
    click(button(shell, "Samle rapporter"))
    page = shell.currentWidget()
    assert isinstance(page, SectorPage)
    assert "Velg rapportene du har fått" in words_on(page)
    press(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: isinstance(shell.currentWidget(), FirstPage))
    assert not (tmp_path / "data").exists()


def test_one_of_many_known_units_is_found_by_its_name_or_number(qtbot: QtBot, tmp_path: Path) -> None:
    pins = tmp_path / KNOWN_NAME
    units = [made_unit(number) for number in range(MOST + 5)]
    known = {
        f"org:{900_000_000 + at}": KnownUnit(
            f"org:{900_000_000 + at}", f"{unit.name} {at}", str(900_000_000 + at), unit.signer.key, TODAY
        )
        for at, unit in enumerate(units)
    }
    write_known(pins, known)
    panel = shown(qtbot, UnitsPanel(pins, lambda: TODAY), 1000, 700)
    panel.open(opened=True)
    assert len(panel.rows) == MOST
    assert f"Viser {MOST} av {MOST + 5}." in words_on(panel)
    write(panel.search, "900000003")
    assert [row.one.organisation_number for row in panel.rows] == ["900000003"]
    assert units[3].signer.fingerprint in words_on(panel)
    write(panel.search, "xyz")
    assert "Ingen treff." in words_on(panel)

"""The settings about what was taken out: the folder, what has lain there long enough, and deleting it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.exports.actions import know_files
from ikdesk.exports.exports_panel import ExportsPanel
from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.ui.dialogs import Box, ask_save_path
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.samples import LEADER, TODAY
from tests.ui.hands import answering, click, name_file


@pytest.fixture
def folder(database: Database, tmp_path: Path) -> Path:
    """Three files from before, one of them changed since, and one that is not the program's."""
    made = [tmp_path / name for name in ("Tertialrapport 2025-T3.pdf", "Tertialrapport 2025-T3.xlsx", "Hendelser.xlsx")]
    for path in made:
        path.write_bytes(path.name.encode())
    before = TODAY - timedelta(days=40)
    database.write(know_files, "report", made[:2], by=LEADER, today=before)
    database.write(know_files, "incident", made[2:], by=LEADER, today=before)
    made[2].write_bytes(b"sortert")
    (tmp_path / "eget.docx").write_bytes(b"vart")
    return tmp_path


def panel_of(qtbot: QtBot, database: Database, folder: Path, told: Told) -> ExportsPanel:
    made = shown(qtbot, ExportsPanel(desk_of(database, Settings(report_folder=str(folder))), told))
    assert isinstance(made, ExportsPanel)
    qtbot.waitUntil(lambda: not made.looking, timeout=20_000)
    return made


def test_it_tells_what_would_go_and_deletes_nothing_else(qtbot: QtBot, database: Database, folder: Path) -> None:
    told, said = Told(), list[str]()
    panel = panel_of(qtbot, database, folder, told)
    assert "Eldre enn 30 dager: 2 rapporter." in words_on(panel)
    assert "Tertialrapport 2025-T3.pdf · 21. mars 2026" in words_on(panel)
    assert "1 fil er endret" in words_on(panel)

    def no(box: Box) -> None:
        said.append(box.windowTitle() + words_on(box))
        click(button(box, "Avbryt"))

    with answering(no, kind=Box):
        click(panel.delete)
    assert "Slette 2 filer?" in said[0]
    assert len(list(folder.iterdir())) == 4
    with answering(lambda box: click(button(box, "Slett")), kind=Box):
        click(panel.delete)
    qtbot.waitUntil(lambda: bool(told.said) and not panel.looking, timeout=20_000)
    assert {path.name for path in folder.iterdir()} == {"Hendelser.xlsx", "eget.docx"}
    assert told.said == ["2 filer er slettet."]
    assert not panel.delete.isVisible()
    assert "Ingen filer er eldre enn 30 dager." in words_on(panel)


def test_another_folder_is_chosen_for_everything(
    qtbot: QtBot, database: Database, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("IKdesk-eksporter")
    panel = panel_of(qtbot, database, folder, Told())
    with answering(name_file(other), kind=QFileDialog):
        click(panel.choose)
    assert panel.folder.text() == str(other)
    assert panel._desk.settings.report_folder == str(other)


@pytest.mark.parametrize("factor", [1.0, 1.5])
def test_nothing_is_cut_or_nameless(
    qtbot: QtBot, qapp: QApplication, database: Database, folder: Path, factor: float
) -> None:
    with larger(qapp, factor):
        panel = panel_of(qtbot, database, folder, Told())
        assert (cut(panel), nameless(panel)) == ([], [])


def test_asking_where_to_save_leaves_no_file_name_behind(qtbot: QtBot, tmp_path: Path) -> None:
    kept = tmp_path / "innstillinger"
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(kept))
    window, wanted = QWidget(), tmp_path / "Hendelser 2026-04-30.pdf"
    qtbot.addWidget(window)
    with answering(name_file(wanted), kind=QFileDialog):
        assert ask_save_path(window, "Hvor?", wanted, "PDF (*.pdf)") == wanted
    window.deleteLater()
    QSettings("QtProject").sync()
    assert all(wanted.name not in path.read_text("utf-8") for path in kept.rglob("*") if path.is_file())

"""What goes wrong is written down without what anybody wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.kernel.errors import Problem
from ikdesk.ui.buttons import Button
from ikdesk.ui.dialogs import Box, ReasonBox, confirm
from ikdesk.ui.errors import CrashDesk, without_values
from tests.ui.hands import answering, press


def _wrong(secret: str) -> None:
    try:
        int(secret)
    except ValueError as error:
        raise RuntimeError(f"kunne ikke lese {secret}") from error


def test_the_log_says_where_but_not_what_was_written(tmp_path: Path, qapp: QApplication) -> None:
    desk = CrashDesk(tmp_path / "feil.txt")
    with pytest.raises(RuntimeError) as found:
        _wrong("Ola Nordmann falt")
    desk.write_down(found.value)
    text = (tmp_path / "feil.txt").read_text("utf-8")
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "test_errors.py" in text
    assert "Ola" not in text


def test_a_folder_that_is_gone_is_not_made_anew_to_write_what_went_wrong(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IKDESK_MACHINE", str(tmp_path / "machine"))
    desk = CrashDesk(tmp_path / "stick" / "log.txt")
    desk.write_down(RuntimeError())
    assert not (tmp_path / "stick").exists()
    assert "RuntimeError" in (tmp_path / "machine" / "log.txt").read_text("utf-8")


def test_an_error_shows_where_it_came_from() -> None:
    with pytest.raises(RuntimeError) as found:
        _wrong("x")
    assert " _wrong" in without_values(found.value)


def _press(words: str) -> Callable[[Box], None]:
    return lambda box: next(button for button in box.findChildren(Button) if button.words == words).click()


def test_people_are_told_that_it_was_ours_and_their_text_is_kept(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, shown = [], []
    desk = CrashDesk(tmp_path / "feil.txt", save_drafts=lambda: kept.append(True))

    def answer(box: Box) -> None:
        shown.append(box.windowTitle())
        _press("Fortsett")(box)

    with answering(answer, kind=Box):
        desk._came.emit(RuntimeError("x"))
    assert kept == [True]
    assert shown == ["Noe gikk galt hos oss"]
    assert (tmp_path / "feil.txt").exists()


def test_a_log_that_cannot_be_written_does_not_hide_the_error(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "feil.txt").mkdir()  # stands where the file should be
    kept: list[bool] = []
    desk = CrashDesk(tmp_path / "feil.txt", save_drafts=lambda: kept.append(True))
    with answering(_press("Fortsett"), kind=Box):
        desk._on_came(RuntimeError("x"))
    assert kept == [True]


def test_drafts_that_cannot_be_saved_are_tried_once_and_the_next_error_is_still_told(
    tmp_path: Path, qtbot: QtBot
) -> None:
    tried: list[bool] = []

    def fails() -> None:
        tried.append(True)
        raise Problem("Disken er full.")

    desk = CrashDesk(tmp_path / "feil.txt", save_drafts=fails)
    with pytest.raises(Problem):
        desk._on_came(RuntimeError("x"))
    with answering(_press("Fortsett"), kind=Box):
        desk._on_came(RuntimeError("y"))
    assert tried == [True]


def test_a_problem_is_told_as_it_is_and_not_logged(tmp_path: Path, qtbot: QtBot) -> None:
    desk = CrashDesk(tmp_path / "feil.txt")
    with answering(_press("Lukk"), kind=Box):
        desk._came.emit(Problem("Disken er full."))
    assert not (tmp_path / "feil.txt").exists()


def test_what_cannot_be_undone_is_asked_about(qtbot: QtBot) -> None:
    with answering(_press("Tøm"), kind=Box):
        assert confirm(None, "Tøm utkastet?", "Teksten blir borte.", "Tøm")
    with answering(_press("Avbryt"), kind=Box):
        assert not confirm(None, "Tøm utkastet?", "Teksten blir borte.", "Tøm")


def test_nothing_is_withdrawn_without_a_reason(qtbot: QtBot) -> None:
    box = ReasonBox(None, "Trekk tilbake", "Hendelsen tas ut av listen og tallene.", "Trekk tilbake")
    qtbot.addWidget(box)
    box._on_chosen("yes")
    assert box.field.error == "Skriv kort hvorfor."
    assert box.answer == ""
    box.reason.set_value("Meldt to ganger")
    box.show()
    press(box.reason, Qt.Key.Key_Return)  # Enter is enough
    assert box.answer == "yes"

"""What is copied does not stay: marked for those who keep a history, taken off after a while and when one locks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ikdesk.ui.clipboard import SECRET, Copied, copy_secret, forget_copied


@pytest.fixture
def board(qtbot: QtBot) -> Iterator[QClipboard]:
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    found.clear()


def marks(board: QClipboard) -> dict[str, bytes]:
    return {kind: bytes(board.mimeData().data(kind).data()) for kind in SECRET if board.mimeData().hasFormat(kind)}


def test_a_code_can_be_pasted_and_says_that_it_is_secret(board: QClipboard) -> None:
    copy_secret("votter bukk hest tomat")
    assert board.text() == "votter bukk hest tomat"
    assert marks(board) == SECRET
    assert SECRET['application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"'] == bytes(4)


def test_a_code_is_taken_off_after_a_while(qtbot: QtBot, board: QClipboard) -> None:
    copy_secret("votter bukk hest tomat", 0.05)
    qtbot.waitUntil(lambda: board.text() == "")


def test_what_was_copied_since_is_left_alone(qtbot: QtBot, board: QClipboard) -> None:
    copy_secret("votter bukk hest tomat", 0.05)
    board.setText("noe annet")  # from another program
    qtbot.wait(150)
    forget_copied()
    assert board.text() == "noe annet"


def test_what_was_copied_here_is_gone_when_one_locks(board: QClipboard) -> None:
    copy_secret("votter bukk hest tomat")
    forget_copied("noe annet")
    assert board.text() == "votter bukk hest tomat"
    forget_copied()
    assert board.text() == ""


def test_what_is_copied_with_the_keyboard_is_marked_too(qtbot: QtBot, board: QClipboard) -> None:
    watching = Copied(owns=lambda: True)
    line = QLineEdit("Falt i akebakken")
    qtbot.addWidget(line)
    line.selectAll()
    QTest.keySequence(line, QKeySequence(QKeySequence.StandardKey.Copy))
    assert board.text() == "Falt i akebakken"
    assert marks(board) == SECRET
    watching.deleteLater()

"""What is copied in the program: kept out of histories and other machines, and gone when the screen is locked.

Whoever copies something means to paste it once. Windows keeps what is copied in a history and may send it to other
machines, and so do many programs on Linux and macOS; they leave alone what says it is secret.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

SECONDS = 60  # after which a secret is taken off the clipboard
_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
_NO = bytes(4)  # a DWORD of 0
# Source: Microsoft, "Clipboard formats" (cloud clipboard and clipboard history); nspasteboard.org; KDE's Klipper
SECRET = {
    _WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format(name="CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format(name="CanUploadToCloudClipboard"): _NO,
    "org.nspasteboard.ConcealedType": b"1",
    "x-kde-passwordManagerHint": b"secret",
}
_OURS = "application/x-ikdesk"  # so that nothing of another program's is ever taken off


def copy_secret(text: str, seconds: float = SECONDS) -> None:
    """Put a code or a password on the clipboard, and take it off again if nobody has copied anything else.

    Args:
        text: what is copied.
        seconds: until it is taken off.
    """
    data = QMimeData()
    data.setText(text)
    board = QGuiApplication.clipboard()
    board.setMimeData(_marked(data))
    QTimer.singleShot(round(seconds * 1000), board, lambda: forget_copied(text))


def forget_copied(text: str | None = None) -> None:
    """Empty the clipboard of what was copied here; what another program put there stays.

    Args:
        text: only if this is what stands there.
    """
    board = QGuiApplication.clipboard()
    there = board.mimeData()  # there may be none
    if there and there.hasFormat(_OURS) and text in {None, board.text()}:
        board.clear()


class Copied(QObject):
    """Marks whatever is copied anywhere in the program, with the keyboard, a menu or a button.

    Args:
        parent: whatever it lives as long as.
        owns: whether it was this program that copied; not every screen can say.
    """

    def __init__(self, parent: QObject | None = None, owns: Callable[[], bool] | None = None) -> None:
        super().__init__(parent)
        self._marking, self._owns = False, owns or QGuiApplication.clipboard().ownsClipboard
        QGuiApplication.clipboard().dataChanged.connect(self._on_changed)

    def _on_changed(self) -> None:
        board = QGuiApplication.clipboard()
        if self._marking or not self._owns():
            return
        there = board.mimeData()
        if there and there.formats() and not there.hasFormat(_OURS):
            self._marking = True
            board.setMimeData(_marked(there))
            self._marking = False


def _marked(data: QMimeData) -> QMimeData:
    """The same, with the marks; another object, because Qt owns the one on the clipboard."""
    made = QMimeData()
    for kind in data.formats():
        made.setData(kind, data.data(kind))
    for kind, value in {**SECRET, _OURS: b"1"}.items():
        made.setData(kind, value)
    return made

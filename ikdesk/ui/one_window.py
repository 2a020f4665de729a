"""One window for each data folder: whoever starts a second one is shown the first."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

PATIENCE = 3000  # milliseconds to wait for the other window to answer; it may be on its way up itself
PAUSE = 100  # milliseconds between two tries
HERE = b"here"  # what it answers
ANY_PROCESS = -1  # ASFW_ANY, https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-allowsetforegroundwindow


class OneWindow(QObject):
    """Keeps a mark while the window is open; ``asked()`` when somebody started another.

    Args:
        folder: where the data lies.
        parent: lives as long as this.
    """

    asked = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._name = f"ikdesk-{zlib.crc32(str(folder).encode('utf-8', 'surrogatepass')):08x}"
        self._path = Path(QDir.tempPath()) / f"{self._name}.lock"
        self._mark: IO[bytes] | None = None
        self._server: QLocalServer | None = None

    def is_taken(self) -> bool:
        """Whether another window has this folder, and has shown itself when asked.

        One that does not answer (it hangs, or belongs to somebody else on this machine) is no answer to whoever wants
        in: then the lock on the data tells who has them.
        """
        if self._mark is not None or self._take():
            return False
        from PySide6.QtCore import QDeadlineTimer, QThread

        _let_others_come_forward()
        until = QDeadlineTimer(PATIENCE)
        while not until.hasExpired():
            if self._answers(until.remainingTime()):
                return True
            QThread.msleep(PAUSE)
        return False

    def listen(self) -> None:
        """Hear from those who start another; once the window is shown."""
        from PySide6.QtNetwork import QLocalServer

        if self._mark is None or self._server is not None:
            return
        QLocalServer.removeServer(self._name)  # what a crash left behind
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self._on_asked)
        self._server.listen(self._name)

    def close(self) -> None:
        """Let others in."""
        if self._server is not None:
            self._server.close()
        if self._mark is not None:
            self._mark.close()
            self._mark = None

    def _answers(self, patience: int) -> bool:
        from PySide6.QtNetwork import QLocalSocket  # late: it takes long to load, and hardly anybody starts twice

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        found = socket.waitForConnected(PAUSE) and socket.waitForReadyRead(patience)
        answered = found and bytes(socket.readAll().data()).startswith(HERE)
        socket.disconnectFromServer()
        return answered

    def _take(self) -> bool:
        """Take the mark; False if another program has it. The system lets go of it however this one ends."""
        try:
            mark = self._path.open("ab")
        except OSError:
            return True  # where nothing can be marked, two windows are no worse than none
        try:
            _lock(mark.fileno())
        except OSError:
            mark.close()
            return False
        self._mark = mark
        return True

    def _on_asked(self) -> None:
        asking = self._server.nextPendingConnection() if self._server is not None else None
        self.asked.emit()
        if asking is not None:
            asking.disconnected.connect(asking.deleteLater)
            asking.write(HERE)
            asking.flush()


def _let_others_come_forward() -> None:
    """Whoever was started last may show a window in front of all others; this one lets the first do it instead."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(ANY_PROCESS)


def _lock(handle: int) -> None:
    """Lock a file, or raise OSError at once. Qt's own waits for the disk, and the lock screen would wait with it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

"""One window for each data folder: whoever starts a second one is shown the first."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

PATIENCE = 200  # milliseconds to wait for the other window to answer


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
        """Whether another window has this folder; it is then asked to show itself."""
        if self._mark is not None or self._take():
            return False
        from PySide6.QtNetwork import QLocalSocket  # late: it takes long to load, and hardly anybody starts twice

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(PATIENCE):
            socket.disconnectFromServer()
        return True

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
        if self._server is not None:
            self._server.nextPendingConnection()
        self.asked.emit()


def _lock(handle: int) -> None:
    """Lock a file, or raise OSError at once. Qt's own waits for the disk, and the lock screen would wait with it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

"""A window in a process of its own: an empty one, the lock screen, or the first page after unlocking.

``window_program.py empty`` · ``lock FOLDER`` · ``front FOLDER`` (the keys come on standard input). One line is printed
when the window is painted and can be used, with the seconds from the right password for ``front``; then it ends.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ikdesk.app import Program


def empty() -> None:
    """An empty window, as large as ours."""
    from PySide6.QtWidgets import QApplication, QWidget

    from installer.bench.watch import Watch

    application = QApplication(sys.argv[:1])
    window = QWidget()
    window.resize(1366, 768)
    Watch(window, lambda: True, _end)
    window.show()
    application.exec()


def lock(folder: str) -> None:
    """IKdesk as it is started by hand, up to where the password can be written."""

    def shown(program: Program) -> None:
        from installer.bench.watch import Watch

        page = program.shell.currentWidget()
        Watch(page, lambda: bool(page.password.hasFocus()), _end)  # type: ignore[attr-defined]

    _start(folder, shown)


def front(folder: str) -> None:
    """From the keys to the first page, once what is loaded behind the lock screen is there."""
    import json
    from pathlib import Path

    row = json.loads(sys.stdin.readline())

    def shown(program: Program) -> None:
        from PySide6.QtCore import QTimer

        from installer.bench.watch import Watch

        page = program.shell.currentWidget()
        Watch(page, lambda: True, lambda: QTimer.singleShot(500, lambda: _unlock(program, Path(folder), row)))

    _start(folder, shown)


def _unlock(program: Program, folder: Path, row: dict[str, str]) -> None:
    import threading
    import time

    from ikdesk.data import open_data
    from ikdesk.kernel.clock import Clock
    from ikdesk.safe.keys import keys_from
    from installer.bench.watch import Watch

    for thread in threading.enumerate():
        if thread.daemon:
            thread.join()  # the background load
    keys = keys_from(bytes.fromhex(row["master"]), person=row["person"], name=row["name"], role=row["role"])
    started = time.perf_counter()
    data = open_data(folder, keys, clock=Clock())
    program.shell.currentWidget().unlocked.emit(data, 0)  # type: ignore[attr-defined]
    first = program.shell.currentWidget().page  # type: ignore[attr-defined]
    Watch(first, lambda: True, lambda: _end(time.perf_counter() - started))


def _start(folder: str, shown: Callable[[Program], None]) -> None:
    """Run IKdesk itself, in the order it loads its parts; ``shown`` is called when its window is about to be seen."""
    from ikdesk import __main__ as entry
    from ikdesk.begin_app import load_qt

    load_qt()
    from ikdesk import app

    class Watched(app.Program):
        """The program, watched."""

        def show(self) -> None:
            """As ever, and then we watch."""
            super().show()
            shown(self)

    app.Program = Watched  # type: ignore[misc]
    sys.argv[1:] = ["--data", folder]
    entry.main()


def _end(seconds: float = 0.0) -> None:
    print(seconds, flush=True)
    os._exit(0)  # how fast it is taken down is of no interest


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # the same for all, and nobody's screen is disturbed
    {"empty": empty, "lock": lock, "front": front}[sys.argv[1]](*sys.argv[2:])

"""A window in a process of its own: an empty one, the lock screen, or the first page after unlocking.

``window_program.py empty`` · ``lock FOLDER`` · ``front FOLDER`` (the keys come on standard input). One line is printed
when the window is painted and can be used, with the seconds from the right password for ``front``; then it ends.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # what is imported here slows the empty window down, too
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ikdesk.app import Program

SETTLED = 500  # milliseconds after the lock screen is shown; by then what is loaded behind it has begun


def empty() -> None:
    """An empty window, as large as ours."""
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: TID251 (it measures Qt)

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

        page: Any = program.shell.currentWidget()
        Watch(page, lambda: bool(page.password.hasFocus()), _end)

    _start(folder, shown)


def front(folder: str) -> None:
    """From the keys to the first page, once what is loaded behind the lock screen is there."""
    line = sys.stdin.readline()

    def shown(program: Program) -> None:
        from PySide6.QtCore import QTimer  # noqa: TID251

        QTimer.singleShot(SETTLED, lambda: _unlock(program, folder, line))

    _start(folder, shown)


def _unlock(program: Program, folder: str, line: str) -> None:
    import threading
    import time
    from pathlib import Path

    from ikdesk.kernel.clock import Clock
    from installer.bench.keys import keys_of
    from installer.bench.watch import Watch

    for thread in threading.enumerate():
        if thread.daemon:
            thread.join()  # the background load
    from ikdesk.data import open_data

    keys, page = keys_of(line), program.shell.currentWidget()
    shell: Any = program.shell
    started = time.perf_counter()
    data = open_data(Path(folder), keys, clock=Clock())
    page.unlocked.emit(data, 0)  # type: ignore[union-attr]
    Watch(shell.currentWidget().page, lambda: True, lambda: _end(time.perf_counter() - started))


def _start(folder: str, shown: Callable[[Program], None]) -> None:
    """Run IKdesk itself, in the order it loads its parts; ``shown`` is called when its window is about to be seen."""
    from ikdesk import __main__ as entry
    from ikdesk.begin_app import load_qt

    gc.disable()
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


def main(kind: str, *folder: str) -> None:
    """Show one of the three."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # the same for all, and nobody's screen is disturbed
    if kind == "empty":
        empty()
    elif kind == "lock":
        lock(*folder)
    else:
        front(*folder)


if __name__ == "__main__":
    main(*sys.argv[1:])

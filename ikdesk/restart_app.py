"""How the process that held the key ends, and a new one begins."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.paths import program_command


def begin_anew(folder: Path, clock: Clock) -> None:
    """Start the program once more, beside this one, which must end.

    Args:
        folder: where the data lie.
        clock: the program's clock; a day of its own goes with it.
    """
    program, *words = program_command()
    words += ["--data", str(folder)] + (["--today", clock.day.isoformat()] if clock.day else [])
    from PySide6.QtCore import QProcess  # late: only those who lock need it

    QProcess.startDetached(program, words)


def end_for_sure(after: float, end: Callable[[], None]) -> threading.Timer:
    """Work that waits for a disk that does not answer must not keep the key in memory: after a while it ends, too.

    Args:
        after: seconds.
        end: ends the process.
    """
    timer = threading.Timer(after, end)
    timer.daemon = True
    timer.start()
    return timer


def end_now() -> None:
    """End, whatever is under way: what was saved is saved, and what is half written took the place of nothing."""
    os._exit(0)

"""Types in the form for reports, with drafts on their way to the disk at every key and without, and prints both times.

``typing_program.py FOLDER ROUNDS``; the keys come on standard input. A time is what the window is busy with one key, in
seconds: the slowest of some keys in a row, the best of several such rows.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ikdesk.incidents.report_page import ReportPage

KEYS = "Falt ned fra klatrestativet og "  # typed in a row


def main(folder: str, rounds: str) -> None:
    """Type, and print."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # nobody's screen is disturbed
    from PySide6.QtWidgets import QApplication  # noqa: TID251 (it measures Qt)

    from ikdesk.data import open_data
    from ikdesk.incidents.report_page import ReportPage
    from ikdesk.kernel.clock import Clock
    from ikdesk.kernel.settings import Settings
    from ikdesk.ui.desk import Desk
    from ikdesk.ui.theme import apply_theme
    from installer.bench.keys import keys_of

    application = QApplication(sys.argv[:1])
    apply_theme(application, dark=False, factor=1.0)
    data = open_data(Path(folder), keys_of(sys.stdin.readline()), clock=Clock())
    desk = Desk(data.database, data.viewer, data.clock, data.codebook(), Settings())
    page = ReportPage(desk, lambda *_said: None)
    page.resize(1152, 768)
    page.show()
    application.processEvents()
    best = [1e9, 1e9]
    for _round in range(int(rounds) + 1):  # once to get to know it
        for at, between in enumerate((page.drafts.keep_soon, lambda: None)):
            best[at] = min(best[at], _slowest(page, between)) if _round else best[at]
    desk.close()
    data.close()
    print(*best, flush=True)
    os._exit(0)  # how fast it is taken down is of no interest


def _slowest(page: ReportPage, between: Callable[[], object]) -> float:
    """How long the window is busy with the slowest key.

    Args:
        page: the form.
        between: done before each key.
    """
    from PySide6.QtTest import QTest  # noqa: TID251
    from PySide6.QtWidgets import QApplication  # noqa: TID251

    story, slowest = page.form.input("story"), 0.0
    for letter in KEYS:
        between()
        started = time.perf_counter()
        QTest.keyClicks(story, letter)
        slowest = max(slowest, time.perf_counter() - started)
        QApplication.processEvents()
    return slowest


if __name__ == "__main__":
    main(*sys.argv[1:])

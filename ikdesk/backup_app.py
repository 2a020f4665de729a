"""What the program does with backups around its open data: the last one when it closes, and the way back from one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer

from ikdesk.backups.restore_model import Closed, Ended
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.words import _
from ikdesk.lock.busy_page import BusyPage
from ikdesk.restart_app import end_now
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.shell import Shell

MOMENT = 400  # milliseconds a backup may take before it is said that one is made


def make_last(shell: Shell, make: Callable[[], object]) -> None:
    """Make the backup of what was written since the last one; while it is waited for, the window says so.

    Where the window is hidden already, somebody waits for the key to go: then it is simply made.

    Args:
        shell: the window; what stands in it works no more.
        make: makes it, if there is anything to make one of; remembers what goes wrong.
    """
    if not shell.isVisible():
        make()
        return
    before, waits, jobs = shell.currentWidget(), QEventLoop(), Jobs()
    if before is not None:
        before.setEnabled(False)
    soon = QTimer(interval=MOMENT, singleShot=True)
    soon.timeout.connect(lambda: _say(shell))
    soon.start()
    job = jobs.start(lambda _tick: make())
    job.ended.connect(waits.quit)
    try:
        waits.exec()
    finally:
        soon.stop()
        jobs.close()


class ClosedWork(QObject):
    """Something that is done with the data closed; the program starts again with the lock screen after it.

    Args:
        shell: the window.
        close: closes the data, without a last backup: it could take the place of the one that is wanted.
        end: ends the process, and begins a new one at the lock screen of this folder, or of the one given.
        parent: lives as long as this.
    """

    def __init__(
        self, shell: Shell, close: Callable[[], None], end: Callable[[Path | None], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shell, self._close, self._end = shell, close, end
        self._jobs = Jobs(self)

    def begin(self, what: Closed) -> None:
        """Close the data and do it."""
        self._close()
        page = BusyPage(what.title, what.words)
        page.left.connect(lambda: self._end(None))
        page.gone_on.connect(lambda: self._end(None))
        self._shell.setWindowTitle(what.title)
        self._shell.put(page)
        job = self._jobs.start(what.work)
        job.progressed.connect(page.show_progress)
        job.succeeded.connect(lambda ended: self._on_done(page, ended))
        job.failed.connect(lambda error: self._on_failed(page, error))

    def _on_done(self, page: BusyPage, ended: Ended | None) -> None:
        if ended is None:
            self._end(None)
            return
        if ended.folder is None:
            page.show_end(ended.title, ended.said, str(_("Til låseskjermen")), tone=ended.tone)
            return
        page.gone_on.disconnect()
        page.gone_on.connect(lambda: self._end(ended.folder))
        page.show_end(ended.title, ended.said, str(_("Bruk de nye dataene")), str(_("Fortsett med de gamle")),
                      tone=ended.tone)  # fmt: skip

    def _on_failed(self, page: BusyPage, error: Exception) -> None:
        if not isinstance(error, (Invalid, Problem)):
            self._end(None)  # whatever it was, the data are as they were: nothing else must be left open
            raise error
        said = _("{what} Alt ligger som det gjorde.").format(what=error)
        page.show_end(str(_("Det gikk ikke")), said, str(_("Til låseskjermen")), tone="warn")


def _say(shell: Shell) -> None:
    page = BusyPage(str(_("Tar sikkerhetskopi …")), str(_("Vinduet lukkes straks.")), str(_("Lukk uten å vente")))
    page.left.connect(end_now)
    shell.put(page)
    page.leave.setFocus()

"""A test of the whole program where it lies, for those who have just made or moved it: ``--smoke-test``."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from ikdesk.app import Program, run_window
from ikdesk.data import Data, make_unit_data
from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.paths import program_command
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.words import _
from ikdesk.lock.page import LockPage
from ikdesk.people.users_data import VaultUsers
from ikdesk.reader.signed_file import read_signed
from ikdesk.reports.delivery_model import Wanted
from ikdesk.reports.delivery_writing import deliver
from ikdesk.ui.window import Window
from ikdesk.unit.model import UnitKind
from ikdesk.unit.queries import places

DAY = date(2026, 4, 30)
PASSWORD = "bare en liten test"  # noqa: S105 (it opens nothing but the test's own folder)
SHOWN = 150  # milliseconds each page stands
PATIENCE = 120_000  # milliseconds the window may take in all; nobody sits there to answer a question


def smoke_test(words: Sequence[str] = ()) -> int:
    """Make a unit, save an incident, deliver a signed report and show every page, in a folder that is then taken away.

    The window is opened by a second program, started from the first as it is when somebody locks. Says nothing and
    returns 0 when all went well. Otherwise the error goes on, is told in a sentence, and the program ends with 1.

    Args:
        words: nothing, or for the second program the folder the data lies in.
    """
    sys.excepthook = _tell
    if words:
        _show_window(Path(words[0]))
        return 0
    with tempfile.TemporaryDirectory(prefix="ikdesk-", ignore_cleanup_errors=True) as temporary:
        os.environ |= dict.fromkeys(("TMPDIR", "TMP", "TEMP"), temporary)  # the window's mark lies there, too
        folder = Path(temporary)
        data = _make(folder / "data")
        try:
            _write_reports(data, folder / "reports")
        finally:
            data.close()
        return subprocess.run([*program_command(), "--smoke-test", folder / "data"], check=False).returncode  # noqa: S603 (it starts itself)


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    said = _("Prøven gikk ikke: {why}").format(why=str(error) or kind.__name__)
    print(said, file=sys.stderr)  # noqa: T201 (it answers the one who asked for the test)
    if not isinstance(error, Problem):
        traceback.print_exception(kind, error, trace)


def _make(folder: Path) -> Data:
    data, _code = make_unit_data(folder, PASSWORD, name="Prøven", kind=UnitKind.BARNEHAGE, clock=Clock(DAY))
    VaultUsers(data).keep_code()  # or nothing may be written here
    incident: dict[str, Any] = {
        "kind": "child_injury", "occurred_on": DAY, "occurred_time": time(10, 40),
        "place_id": data.read(places)[0].id, "severity": 1, "story": "Barnet snublet i trappa.",
    }  # fmt: skip
    data.write(record_incident, incident, told_at=data.clock.local())
    if data.read(how_many, Filter()) != 1:
        raise Problem(_("Hendelsen ble ikke lagret."))
    return data


def _write_reports(data: Data, folder: Path) -> None:
    folder.mkdir()
    wanted = Wanted(parse_period("2026-T1"), to="Prøven")
    made = deliver(data, wanted, folder, tick=lambda _done, _total: None)
    for path in made.paths:
        if not read_signed(path).whole:
            raise Problem(_("Rapporten {name} ble ikke hel.").format(name=path.name))


def _show_window(folder: Path) -> None:
    gc.disable()  # as when the window is opened by hand
    walks: list[Walk] = []
    try:
        code = run_window(folder, DAY, lambda program: walks.append(Walk(program)))
    finally:
        sys.excepthook = _tell  # the window had its own
    if not walks:
        raise Problem(_("Vinduet ble ikke åpnet."))
    if walks[0].error is not None:
        raise walks[0].error
    if code or walks[0].waiting:
        raise Problem(_("Vinduet ble lukket for tidlig."))


class Walk(QObject):
    """Unlocks the window, shows each page once and closes it again; the first error ends it."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.error: BaseException | None = None
        self.waiting = ["the first page"]
        self._shell = program.shell
        sys.excepthook = lambda _kind, error, _trace: self._end(error)
        threading.excepthook = lambda args: self._end(args.exc_value)
        page = self._shell.currentWidget()
        if not isinstance(page, LockPage):
            raise Problem(_("Vinduet viser ikke låst skjerm."))
        page.unlocked.connect(self._on_unlocked)
        page.password.setText(PASSWORD)
        page.unlock.click()
        QTimer.singleShot(PATIENCE, self, self._on_too_long)

    def _on_unlocked(self) -> None:
        self.waiting = list(self._window().pages)
        QTimer.singleShot(SHOWN, self, self._on_next)

    def _on_next(self) -> None:
        """The page that stands there is drawn; on to the next."""
        if not self._shell.isVisible() or self._shell.grab().isNull():
            raise Problem(_("Vinduet ble ikke tegnet."))
        if not self.waiting:
            self._shell.close()
            return
        self._window().go(self.waiting.pop(0))
        QTimer.singleShot(SHOWN, self, self._on_next)

    def _window(self) -> Window:
        found = self._shell.currentWidget()
        assert isinstance(found, Window)  # noqa: S101 (the program puts it there before anybody else hears of it)
        return found

    def _on_too_long(self) -> None:
        self._end(Problem(_("Vinduet svarte ikke i tide.")))

    def _end(self, error: BaseException | None) -> None:
        self.error = self.error or error
        QCoreApplication.exit(1)

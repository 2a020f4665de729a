"""The composition root: the lock screen at once, the rest behind it; the only file that knows all."""

from __future__ import annotations

import gc
import importlib
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ikdesk.entrance_app import Entrance
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem, Trouble
from ikdesk.kernel.paths import resource
from ikdesk.kernel.settings import Settings, read_settings, remember_folder, usual_folder, write_settings
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _, many, use_language
from ikdesk.lock.page import LockPage
from ikdesk.restart_app import begin_anew, end_for_sure, end_now
from ikdesk.safe.tries import failed_words
from ikdesk.ui.errors import CrashDesk
from ikdesk.ui.focus_ring import install_focus_ring
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.numbers import speak_norwegian
from ikdesk.ui.one_window import OneWindow
from ikdesk.ui.shell import NAME, Shell
from ikdesk.ui.text import teach_roles
from ikdesk.ui.theme import STYLE, apply_settings, px

if TYPE_CHECKING:
    from ikdesk.backups.restore_model import Closed
    from ikdesk.data import Data
    from ikdesk.locks_app import Locks
    from ikdesk.workplace import Workplace

# loaded behind the lock screen while the password is typed
HEAVY = ("ikdesk.data", "ikdesk.workplace", "ikdesk.locks_app", "ikdesk.backup_app")
GRACE = 20.0  # seconds that work gets to stop in when the process must end
LONGEST = 120.0  # seconds a closing window waits for work, and for the last backup, on a disk that does not answer
SHOWN = 100  # milliseconds; by then the lock screen is drawn, and nothing that is loaded can delay it


def run_window(
    folder: Path | None, today: date | None, shown: Callable[[Program], object] = lambda _program: None
) -> int:
    """Open the window; gives the program's exit code.

    Args:
        folder: where the data lies; None for the usual place.
        today: the day the program shall take it to be; None for the machine's own.
        shown: called with the program when its window is shown.
    """
    where = (folder or usual_folder()).absolute()
    application = QApplication.instance() or QApplication([sys.argv[0], "-style", STYLE])
    assert isinstance(application, QApplication)  # noqa: S101 (nobody has made another kind before us)
    application.setProperty(STYLE, True)
    application.setApplicationName("IKdesk")
    application.setWindowIcon(QIcon(str(resource("icons/app.png"))))
    program = Program(application, where, Clock(today))
    if program.already_open():
        print(str(_("IKdesk er allerede åpent i et annet vindu. Vi viser det nå.")))  # noqa: T201 (said where it was started)
        return 0
    program.show()
    shown(program)
    return int(application.exec())


def _note_failed(data: Data, failed: int) -> None:
    """Write down that somebody had tried wrong passwords."""
    from ikdesk.access.model import Deed

    with suppress(Problem):  # a full disk keeps nobody out
        data.note(Deed.FAILED_UNLOCK, "unit", failed)


def _begin_to_collect() -> None:
    """Off until the pages are shown: nothing loaded is thrown away, and no other thread may take widgets with it."""
    gc.freeze()
    gc.enable()


class Program(QObject):
    """From the lock screen to the pages and back."""

    _ill = Signal(object)  # what ails the open file, from whichever thread met it

    def __init__(self, application: QApplication, folder: Path, clock: Clock) -> None:
        super().__init__()
        self._application, self._clock = application, clock
        self._settings = read_settings(folder)
        self._data: Data | None = None
        self._workplace: Workplace | None = None
        self._locks: Locks | None = None
        self._heard: Trouble | None = None  # what ails the file, and will be said on a page of its own
        self._ending = False
        self._ill.connect(self._on_ill, Qt.ConnectionType.QueuedConnection)
        self._server = self._window_of(folder)
        use_language(self._settings.language)
        speak_norwegian()
        teach_roles()
        apply_settings(application, self._settings)
        self._ring = install_focus_ring(application)
        self._jobs = Jobs(self)
        self.shell = Shell(self._close)
        self._entrance = Entrance(self.shell, self._jobs, clock, folder, self)
        self._entrance.unlocked.connect(self._on_unlocked)
        self._entrance.moved.connect(self._on_moved)
        self._entrance.salvage.connect(self._close_for)
        self._day = clock.today()
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self._on_minute)
        self._crash = CrashDesk(folder / "log.txt", self._keep_drafts, self._restart)
        self._crash.told_elsewhere = lambda problem: problem is self._heard

    def _window_of(self, folder: Path) -> OneWindow:
        found = OneWindow(folder, self)
        found.asked.connect(self._on_second_start)
        return found

    @property
    def _folder(self) -> Path:
        return self._entrance.folder

    def already_open(self) -> bool:
        """Whether another window has these data; it is then asked to show itself."""
        return self._server.is_taken()

    def show(self) -> None:
        """Show the lock screen, or the first steps when there is no data here, or why neither can be."""
        self._crash.install()
        self.shell.setWindowTitle(NAME)
        self._fit_to_screen()
        self._entrance.show()
        self.shell.show()
        QTimer.singleShot(SHOWN, self._load_the_rest)

    def _on_moved(self, folder: Path) -> None:
        """The data lie somewhere else from now on."""
        self._server.close()
        self._server = self._window_of(folder)
        self._crash.log_to(folder / "log.txt")
        if not self._server.is_taken():
            self._server.listen()

    def _hear(self, trouble: Trouble) -> None:
        """From whichever thread met it."""
        from ikdesk.trouble_app import GRAVE

        if trouble.ill in GRAVE:
            self._heard = trouble
            self._ill.emit(trouble)

    def _on_ill(self, trouble: Trouble) -> None:
        """The open data can no longer be trusted: what is typed is kept, and nothing more is done with them."""
        from ikdesk.trouble_app import keep_typed

        data, workplace = self._data, self._workplace
        if data is None or self._ending:
            return
        self._data = self._workplace = None
        self._minute.stop()
        kept = keep_typed(data, workplace, self._locks)
        self.shell.uncover()
        self._entrance.show_trouble(trouble, data.keys, kept)

    def _fit_to_screen(self) -> None:
        """A window that is no larger than the screen: its frame must not push the buttons at the foot out of sight."""
        room, wanted = self._application.primaryScreen().availableSize(), QSize(px(1366), px(768))
        self.shell.resize(wanted.boundedTo(room))
        if wanted.width() >= room.width() or wanted.height() >= room.height():
            self.shell.setWindowState(Qt.WindowState.WindowMaximized)

    def _load_the_rest(self) -> None:
        self._server.listen()
        threading.Thread(target=lambda: [importlib.import_module(name) for name in HEAVY], daemon=True).start()

    def _on_unlocked(self, data: Data, failed: int) -> None:
        from ikdesk.trouble_app import front_was_touched, give_back, worth_saying

        self._data = data
        data.database.on_ill = self._hear  # from the first question: a damaged page may be met while the pages are made
        give_back(data)
        self._settings = read_settings(self._folder)
        if failed:
            _note_failed(data, failed)
        touched = front_was_touched(data)  # before it is written anew
        self._enter()
        from ikdesk.people.sentences import deputy_words

        deputy = deputy_words(data.viewer)
        told = [*([failed_words(failed)] if failed else []), *([deputy] if deputy else []), *data.warnings]
        if told and self._workplace is not None:
            self._workplace.tell(" ".join(told))
        said = worth_saying(data, touched=touched)
        if said and self._workplace is not None:
            self._workplace.window.warn(" ".join(said))
        QTimer.singleShot(SHOWN, _begin_to_collect)

    def _enter(self) -> None:
        """Make the pages; also anew, when the language was changed."""
        from ikdesk.workplace import Workplace

        if self._data is None:
            return  # it was closed or locked before its turn came
        if self._workplace is not None:
            self._workplace.close()  # or its work and its ears would go on behind the new pages
        self._data.renew()  # the day may be another since
        self._workplace = Workplace(
            self._data, self._settings, self._remember, self._lock_screen, self._switch, self._close_for
        )
        self.shell.put(self._workplace.window)
        self.shell.setWindowTitle(self._workplace.window.windowTitle())
        if Right.READ in self._data.viewer.rights and self._entrance.origin is None:
            self._workplace.take_in_reports()  # they wait for somebody who may read them
        self._day = self._data.clock.today()
        self._minute.start()
        self._watch_over(self._data)

    def _watch_over(self, data: Data) -> None:
        """Lock from now on when nobody is there, and when the system says so."""
        if self._locks is None:
            from ikdesk.locks_app import Locks

            self._locks = Locks(self.shell, self._jobs, self._keep_drafts)
            self._locks.back.connect(self._on_back)
            self._locks.full.connect(self._restart)
            self._locks.switch.connect(self._switch)
        self._locks.begin(data, self._settings)

    def _lock_screen(self) -> None:
        if self._locks is not None:
            self._locks.lock_screen()

    def _switch(self) -> None:
        """Let somebody else in: the lock screen begins by asking who they are."""
        from ikdesk.safe.last import remember_lock

        with suppress(Problem):  # then they choose themselves in the list
            remember_lock(self._folder, "")
        self._restart()

    def _on_back(self, failed: int, wrong: int) -> None:
        """Somebody came back from the screen lock: what happened meanwhile is told now."""
        if self._data is None or self._workplace is None:
            return
        told = [failed_words(failed)] if failed else []
        if failed:
            _note_failed(self._data, failed)
        if wrong:
            told.append(many("Noen har skrevet feil PIN-kode én gang.", "Noen har skrevet feil PIN-kode {n} ganger.",
                             wrong))  # fmt: skip
        if Right.READ in self._data.viewer.rights and self._entrance.origin is None:
            self._workplace.take_in_reports()
        if told:
            self._workplace.tell(" ".join(told))
        self._on_minute()

    def _on_minute(self) -> None:
        """A window that stands open past midnight begins the day with new pages; what was begun is a draft."""
        try:
            if self._data is not None:
                self._data.database.refuse_gone()
        except Trouble as trouble:
            self._on_ill(trouble)
            return
        locked = self._locks is not None and self._locks.locked  # then nothing may take the place of what hides it
        if self._data is not None and not locked and self._data.clock.today() != self._day:
            self._keep_drafts()
            self._enter()

    def _remember(self, settings: Settings) -> None:
        """Take changed looks into use and keep them."""
        before, self._settings = self._settings, settings
        write_settings(self._folder, settings)
        apply_settings(self._application, settings)
        if self._locks is not None and self._data is not None:
            self._locks.use(settings)
        if before.language != settings.language:
            self._keep_drafts()
            use_language(settings.language)
            speak_norwegian()
            QTimer.singleShot(0, self._on_language)

    def _on_language(self) -> None:
        """The pages speak another language now; one goes on where it was chosen."""
        if self._locks is not None and self._locks.locked:
            self._day = date.min  # nothing may take the place of what hides them: they are made anew on the way back
            return
        self._enter()
        if self._workplace is not None:
            self._workplace.show_setting("looks")

    def _on_second_start(self) -> None:
        self.shell.setWindowState(self.shell.windowState() & ~Qt.WindowState.WindowMinimized)  # as large as it was
        self.shell.show()
        self.shell.raise_()
        self.shell.activateWindow()

    def _keep_drafts(self) -> None:
        if self._workplace is not None:
            self._workplace.keep_drafts()

    def _restart(self) -> None:
        """Lock for good: the process that held the key ends, and a new one begins with the lock screen."""
        if self._ending:
            return
        self._ending = True
        sure = end_for_sure(GRACE, self._end_at_once)
        try:
            for window in self._application.topLevelWidgets():
                window.hide()  # first of all: what comes now may take a moment
            self._close()
        finally:  # locking must never fail: what could not be kept is said, but the key goes
            sure.cancel()
            self.shell.hide()
            self._server.close()
            self._begin_anew()
            self._application.quit()

    def _end_at_once(self) -> None:
        self._begin_anew()
        end_now()

    def _begin_anew(self) -> None:
        begin_anew(self._entrance.origin or self._folder, self._clock)

    def _close_for(self, what: Closed) -> None:
        """Do something that needs the data closed, and begin again with the lock screen."""
        from ikdesk.backup_app import ClosedWork

        ClosedWork(self.shell, partial(self._close, last=False), self._begin_in, self).begin(what)

    def _begin_in(self, folder: Path | None) -> None:
        if folder is not None:
            self._entrance.folder = folder
            with suppress(Problem):  # then one chooses anew the next time; the data are closed, and this must go on
                remember_folder(folder)
        self._restart()

    def _close(self, *, last: bool = True) -> None:
        """Keep what is half written, stop all work, close the file: each of them whatever became of those before.

        Args:
            last: make a backup of what was written since the last one.
        """
        data, workplace, page = self._data, self._workplace, self.shell.currentWidget()
        self._data = self._workplace = None
        with ExitStack() as last_first:
            last_first.callback(end_for_sure(LONGEST, end_now if last else self._end_at_once).cancel)
            if data is not None:
                last_first.callback(data.close)
                if last and workplace is not None and not workplace.is_demo():
                    from ikdesk.backup_app import make_last

                    last_first.callback(make_last, self.shell, data.backups.make_if_changed)
                last_first.callback(data.show_front)
            last_first.callback(self._jobs.close)
            if self._locks is not None:
                last_first.callback(self._locks.end)
            if isinstance(page, LockPage) and page.form is not None:
                last_first.callback(page.form.seal_half_written)
            elif page is not None and hasattr(page, "close_report"):  # a message post
                last_first.callback(page.close_report)
            if workplace is not None:
                last_first.callback(workplace.close)
                last_first.callback(workplace.keep_drafts)

"""The two locks of an open unit: when they fall, and the way back from the first.

The screen lock hides everything, and the program goes on behind it. The full lock ends the process that holds the key;
whoever owns this does that when ``full`` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ikdesk.access.model import Deed
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.settings import Settings
from ikdesk.lock.screen_page import ScreenPage
from ikdesk.people.pin_actions import keep_pin
from ikdesk.people.pin_queries import own_pin
from ikdesk.safe.again import confirm_person
from ikdesk.safe.front import locks_of, read_front
from ikdesk.safe.pin import TRIES, Pin
from ikdesk.ui.clipboard import Copied, forget_copied
from ikdesk.ui.curtain import Curtain
from ikdesk.ui.idle import IdleWatch, Limits
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.session_watch import SessionWatch
from ikdesk.ui.shell import Shell

if TYPE_CHECKING:
    from ikdesk.data import Data

SCREEN_KEY = "Ctrl+L"


class Locks(QObject):
    """Watches over one open unit.

    ``back(failed, wrong)`` when its owner came back from the screen lock, and how many wrong passwords and PINs there
    were meanwhile; ``full()`` when the process must end, ``switch()`` when it must because somebody else wants in.

    Args:
        shell: the window.
        jobs: carries what takes time.
        keep_drafts: writes down what is half written.
        watch: sees when nobody is there.
    """

    back = Signal(int, int)
    full = Signal()
    switch = Signal()

    def __init__(
        self, shell: Shell, jobs: Jobs, keep_drafts: Callable[[], object], watch: IdleWatch | None = None
    ) -> None:
        super().__init__(shell)
        self._shell, self._jobs, self._keep_drafts = shell, jobs, keep_drafts
        self._data: Data | None = None
        self.page: ScreenPage | None = None
        self._half: Mapping[str, Any] = {}  # what somebody began to report on a locked screen
        self._curtain = Curtain(self)
        Copied(self)
        self._watch = watch or IdleWatch(parent=self)
        self._session = SessionWatch(self)
        self._watch.blanked.connect(self.lock_screen)
        self._watch.screen_due.connect(self.lock_screen)
        for due in (self._watch.full_due, self._watch.slept, self._session.left):
            due.connect(self.full)

    @property
    def locked(self) -> bool:
        """Whether the screen is locked."""
        return self._shell.covered

    def begin(self, data: Data, settings: Settings) -> None:
        """Watch from now on.

        Args:
            data: the open unit.
            settings: when to lock.
        """
        self._data = data
        self.use(settings)
        self._session.begin(int(self._shell.winId()))

    def use(self, settings: Settings) -> None:
        """Lock as these settings say from now on."""
        keys = (SCREEN_KEY, settings.blank_key)
        self._watch.begin(Limits(settings.screen_minutes, settings.full_minutes, keys))

    def lock_screen(self) -> None:
        """Hide everything at once; then make the way back, and keep what is half written."""
        if self.locked or self._data is None:
            return
        self._shell.cover()
        self._curtain.draw(self._shell)
        forget_copied()
        self._data.database.steps.forget()
        made = False
        try:
            self._show_page(self._data)
            made = True
        finally:  # it stays hidden, whatever happened; without a way back the full lock is the way
            if not made:
                self.full.emit()
        QTimer.singleShot(0, self._keep_drafts)

    def end(self) -> None:
        """Watch no more; what somebody began to report on the locked screen is sealed as it stands."""
        self._watch.end()
        self._session.end()
        self._curtain.let_go()
        forget_copied()
        data, self._data = self._data, None
        if data is not None:
            self._seal(data)

    def _show_page(self, data: Data) -> None:
        found = data.read(own_pin)
        pin = None if found is None else Pin(*found)
        page = ScreenPage(data.folder, pin, partial(_confirm, data), self._jobs, data.clock)
        page.opened.connect(self._on_opened)
        page.pin_chosen.connect(self._on_pin_chosen)
        page.worn_out.connect(self._on_worn_out)
        page.switch_wanted.connect(self.switch)
        page.go_on_with(self._half)
        self.page = page
        self._curtain.let_through(page)
        self._shell.put(page)

    def _on_pin_chosen(self, pin: Pin) -> None:
        if self._data is not None:
            self._data.write(keep_pin, pin.salt, pin.stretched)

    def _on_worn_out(self) -> None:
        """The PIN was wrong too often: whoever it was, must know the password."""
        if self._data is not None:
            with suppress(Problem):  # a full disk must not keep it open
                self._data.note(Deed.FAILED_UNLOCK, "pin", TRIES)
        self.full.emit()

    def _on_opened(self, failed: int) -> None:
        page, self.page = self.page, None
        if page is None:
            return
        self._half = page.half_written()
        if self._data is not None:
            self._data.database.steps.forget()  # also what work that ran on has done meanwhile
        self._shell.uncover()
        self._curtain.open()
        self.back.emit(failed, page.wrong)

    def _seal(self, data: Data) -> None:
        form = self.page.form if self.page is not None else None
        if form is None and self._half:
            from ikdesk.lock.asked import asked_of
            from ikdesk.lock.report_page import LockedReport

            front = read_front(data.folder)
            asked = asked_of(front, locks_of(data.folder))
            if asked is None:
                return
            form = LockedReport(data.folder, str(front["inbox"]), asked, data.clock)
            form.go_on_with(self._half)
        if form is not None:
            form.seal_half_written()
            self._half = {}


def _confirm(data: Data, password: str) -> None:
    confirm_person(data.folder, data.keys, password)

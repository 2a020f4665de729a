"""What stands in the window until data are open: the lock screen, the first steps, or why neither can be."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Ill, Problem, Trouble
from ikdesk.kernel.paths import data_folder
from ikdesk.kernel.settings import remember_folder, usual_folder
from ikdesk.kernel.words import _, use_language
from ikdesk.lock.page import LockPage
from ikdesk.safe.front import has_data, is_being_replaced
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.numbers import speak_norwegian
from ikdesk.ui.shell import Shell

if TYPE_CHECKING:
    from ikdesk.backups.restore_model import Returned
    from ikdesk.data import Data
    from ikdesk.trouble_app import Troubles


def look(folder: Path) -> Trouble | None:
    """What keeps the data in a folder from being opened; None where nothing does, or there are none yet.

    Args:
        folder: the data folder.
    """
    from ikdesk.safe.guard import first_look, trouble_of  # late: the window is made before it

    try:
        if has_data(folder):
            return first_look(folder)
        chosen = folder == usual_folder() != data_folder()  # somebody once said that the data lie there
        if chosen and not folder.exists():
            return trouble_of(FileNotFoundError(), folder)
    except OSError as error:
        return trouble_of(error, folder)
    return Trouble(Ill.GONE, _("Det ligger ingen data i {folder}.").format(folder=folder)) if chosen else None


class Entrance(QObject):
    """Finds out what lies in a folder, and leads in.

    ``unlocked(data, failed)`` when the data are open, and how many wrong passwords there were before; ``moved(folder)``
    when it is another folder from now on; ``salvage(Closed)`` when a rescue is wanted.

    Args:
        shell: the window.
        jobs: carries what takes time.
        clock: the program's clock.
        folder: where the data lie.
        parent: lives as long as this.
    """

    unlocked = Signal(object, int)
    moved = Signal(object)
    salvage = Signal(object)

    def __init__(self, shell: Shell, jobs: Jobs, clock: Clock, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._jobs, self._clock = shell, jobs, clock
        self.folder = folder
        self.origin: Path | None = None  # what the data were copied from, when it is a copy to read
        self._tried: Any = None  # the keys the data are being opened with; a rescue needs them if that does not go
        self._troubles: Troubles | None = None

    def show(self, told: str = "") -> None:
        """Show what leads in, or what stands in the way.

        Args:
            told: said on the lock screen.
        """
        with suppress(Problem, OSError):  # where it cannot be now, what is shown says why
            if is_being_replaced(self.folder):
                from ikdesk.safe.swap import finish_restore  # late: hardly ever was a restore interrupted

                finish_restore(self.folder)
        trouble = look(self.folder)
        if trouble is not None:
            self.show_trouble(trouble)
        elif has_data(self.folder):
            self._show_lock(told)
        elif not self._show_post(self.folder):
            self._show_first_steps()

    def show_trouble(self, trouble: Trouble, keys: Any = None, kept: str = "") -> None:
        """Show why the data cannot be opened, and the ways out.

        Args:
            trouble: what is the matter.
            keys: of whoever unlocked, if somebody has.
            kept: what is said of what was being written.
        """
        from ikdesk.trouble_app import Troubles

        if self._troubles is None:
            self._troubles = Troubles(self._shell, self._jobs, self._clock, self)
            self._troubles.opened.connect(self._open_in)
            self._troubles.copied.connect(self._on_copied)
            self._troubles.restore.connect(self._show_restore)
            self._troubles.salvage.connect(self.salvage)
        self._troubles.show(self.folder, trouble, keys, kept)

    def _show_lock(self, told: str = "") -> LockPage:
        page = LockPage(self.folder, self._open, self._jobs, self._clock)
        page.unlocked.connect(self._on_unlocked)
        page.troubled.connect(self._on_troubled)
        self._shell.put(page)
        if told:
            page.say(told)
        return page

    def _open(self, keys: Any) -> Data:
        from ikdesk.data import open_data
        from ikdesk.safe.guard import WINDOW

        self._tried = keys
        if self.origin is not None:
            from ikdesk.reading_data import open_copy

            return open_copy(self.folder, keys, clock=self._clock, origin=self.origin)
        return open_data(self.folder, keys, clock=self._clock, doing=WINDOW)

    def _on_unlocked(self, data: Data, failed: int) -> None:
        self._tried = None
        self.unlocked.emit(data, failed)

    def _on_troubled(self, trouble: Trouble) -> None:
        keys, self._tried = self._tried, None
        self.show_trouble(trouble, keys)

    def _use(self, folder: Path) -> None:
        if folder != self.folder:
            self.folder = folder
            self.moved.emit(folder)

    def _open_in(self, folder: Path, told: str = "") -> None:
        self._use(folder)
        self.show(told)

    def _on_copied(self, copy: Path, origin: Path) -> None:
        from ikdesk.reading_data import reading_words

        self.folder, self.origin = copy, origin
        self._show_lock(reading_words(origin))

    def _show_first_steps(self) -> None:
        from ikdesk.first_workplace import first_page

        page = first_page(self.folder, self._clock, self._on_made, self._on_demo, self._show_post)
        page.wants_restore.connect(self._show_restore)
        page.wants_archive.connect(self._show_archive)
        page.wants_sector.connect(self._show_sector)
        self._shell.put(page)

    def _show_archive(self) -> None:
        """An archive becomes the unit here."""
        from ikdesk.first_workplace import archive_page

        page = archive_page(self.folder, self._clock, self._jobs)
        page.left.connect(self._show_first_steps)
        page.done.connect(self._on_made)
        self._shell.put(page)

    def _show_sector(self) -> None:
        """Reports of many units are collected by somebody who has no unit here."""
        from ikdesk.first_workplace import sector_page

        page = sector_page(self._clock, self._jobs)
        page.left.connect(self._show_first_steps)
        self._shell.put(page)

    def _show_restore(self, folder: Path | None = None, fixed: bool = False) -> None:  # noqa: FBT001, FBT002 (a signal)
        """The way back from a backup, before there are any data here, or in the place of those that are damaged."""
        from ikdesk.first_workplace import restore_page

        page = restore_page(folder or self.folder, self._clock, self._jobs, fixed=fixed)
        troubled = self._troubles if folder is not None else None
        page.left.connect(troubled.show_again if troubled else self._show_first_steps)
        page.done.connect(self._on_restored)
        self._shell.put(page)

    def _on_restored(self, found: Data | Returned) -> None:
        """What came back is open, or (with the recovery code) a password must be chosen first."""
        from ikdesk.backups.restore_model import Returned

        if not isinstance(found, Returned):
            self._on_made(found)
            return
        chosen = found.folder != self.folder
        self._use(found.folder)
        self._show_lock().choose_password(found.code)
        if chosen:
            remember_folder(found.folder)  # last: what came back is here, whatever the disk says to this

    def _on_made(self, data: Data) -> None:
        chosen = data.folder != self.folder
        self._use(data.folder)
        self.unlocked.emit(data, 0)
        if chosen:
            remember_folder(data.folder)  # or the next start would ask the first questions again

    def _on_demo(self, folder: Path) -> None:
        self._use(folder)
        self._show_lock()

    def _show_post(self, folder: Path) -> bool:
        """Show a message post, if it is one: one may report there, and nothing else."""
        from ikdesk.safe.post import post_in, read_post  # late: hardly anybody opens one

        found = post_in(folder)
        if found is None:
            return False
        from ikdesk.lock.post_page import PostPage

        self._use(found)
        post = read_post(found)
        use_language(str(post.content.get("language", "nb")) if post is not None and post.whole else "nb")
        speak_norwegian()
        self._shell.put(PostPage(found, data_folder(), self._clock))
        return True

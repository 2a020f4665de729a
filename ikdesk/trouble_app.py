"""When the data cannot be opened, or can no longer be reached: what is shown, and the ways out of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Ill, Invalid, Problem, Trouble
from ikdesk.kernel.files import free_path
from ikdesk.kernel.paths import data_folder, machine_folder
from ikdesk.kernel.settings import remember_folder
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _
from ikdesk.lock.trouble_page import TroublePage
from ikdesk.lock.troubles import Way
from ikdesk.safe.front import has_data
from ikdesk.safe.guard import lacking_for, trouble_of
from ikdesk.ui.dialogs import ask_folder
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.shell import NAME, Shell

if TYPE_CHECKING:
    from ikdesk.data import Data
    from ikdesk.locks_app import Locks
    from ikdesk.safe.keys import Keys
    from ikdesk.workplace import Workplace

# with these nothing more can be trusted; a full disk leaves all that stands there as it is
GRAVE = frozenset({Ill.DAMAGED, Ill.DISK, Ill.GONE, Ill.NO_FILE, Ill.READ_ONLY, Ill.NETWORK})
KEYS_HELD = 5 * 60_000  # milliseconds the keys are kept for a rescue; then the password is asked for anew


class Troubles(QObject):
    """Shows what is the matter, and does what is chosen.

    ``opened(folder, told)`` when the data that are to be opened lie in a folder; ``copied(copy, origin)`` when there
    is a copy to read; ``restore(folder, fixed)`` when a backup is wanted, ``salvage(Closed)`` when a rescue is.

    Args:
        shell: the window.
        jobs: carries what takes time.
        clock: the program's clock.
        parent: lives as long as this.
    """

    opened = Signal(object, str)
    copied = Signal(object, object)
    restore = Signal(object, bool)
    salvage = Signal(object)

    def __init__(self, shell: Shell, jobs: Jobs, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._jobs, self._clock = shell, jobs, clock
        self._keys: Keys | None = None
        self._again: Callable[[], None] = lambda: None
        self.page: TroublePage | None = None
        self._forgets = QTimer(self, singleShot=True, interval=KEYS_HELD)
        self._forgets.timeout.connect(self._forget_keys)

    def show(self, folder: Path, trouble: Trouble, keys: Keys | None = None, kept: str = "") -> None:
        """Show it instead of what stands in the window.

        Args:
            folder: the data folder.
            trouble: what is the matter.
            keys: of whoever unlocked, if somebody has; a rescue needs them.
            kept: what is said of what was being written.
        """
        self._keys = keys
        self._again = lambda: self.show(folder, trouble, self._keys, kept)  # as they are then: forgotten, it may be
        can = frozenset(Way) if keys is not None and _may_salvage(keys) else frozenset(Way) - {Way.SALVAGE}
        page = TroublePage(folder, trouble, self._clock, can=can, kept=kept)
        page.wanted.connect(lambda way: self._on_way(page, folder, way))
        self.page = page
        self._shell.setWindowTitle(NAME)
        self._shell.put(page)
        self._forgets.start()

    def show_again(self) -> None:
        """Back from a way that was not gone to its end."""
        self._again()

    def _forget_keys(self) -> None:
        self._keys = None
        if self.page is not None and Way.SALVAGE in self.page.buttons:
            self.page.buttons[Way.SALVAGE].hide()

    def _on_way(self, page: TroublePage, folder: Path, way: Way) -> None:
        if page.line.isVisible():
            return  # one at a time
        match way:
            case Way.RETRY:
                self._leave()
                self.opened.emit(folder, "")
            case Way.OTHER:
                self._other(page, folder)
            case Way.MOVE:
                self._move(page, folder)
            case Way.READ:
                self._read(page, folder)
            case Way.RESTORE:
                there = page.trouble.ill is not Ill.GONE
                self.restore.emit(folder if there else data_folder(), there)
            case Way.SALVAGE:
                self._salvage(folder)

    def _other(self, page: TroublePage, folder: Path) -> None:
        near = folder.parent if folder.parent.is_dir() else Path.home()
        chosen = ask_folder(page, str(_("Hvor ligger dataene?")), near)
        if chosen is None:
            return
        try:
            found = has_data(chosen)
        except OSError as error:
            page.say(str(trouble_of(error, chosen)))
            return
        if not found:
            page.say(str(_("Det ligger ingen data i {folder}. Velg mappen der filen ikdesk.db ligger.").format(
                folder=chosen)))  # fmt: skip
            return
        self._take(chosen)

    def _move(self, page: TroublePage, folder: Path) -> None:
        from ikdesk.safe.moving import free_place, move  # late, as all that only some ever need

        day = self._clock.today()

        def work(tick: Any) -> tuple[Path, Path]:
            place = free_place(data_folder())
            return place, move(folder, place, day, tick)

        def moved(found: tuple[Path, Path]) -> None:
            place, old = found
            told = _("Dataene ligger nå i {place}. Den gamle mappen er ikke rørt.") if old == folder else _(
                "Dataene ligger nå i {place}. Den gamle mappen heter nå «{old}», og kan slettes når alt virker.")
            self._take(place, str(told.format(place=place, old=old.name)))

        self._work(page, work, str(_("Kopierer og kontrollerer …")), moved)

    def _read(self, page: TroublePage, folder: Path) -> None:
        from ikdesk.safe.moving import copy_to_read

        def copied(copy: Path) -> None:
            self._leave()
            self.copied.emit(copy, folder)

        self._work(page, lambda tick: copy_to_read(folder, machine_folder(), tick), str(_("Kopierer …")), copied)

    def _salvage(self, folder: Path) -> None:
        from ikdesk.closed_data import salvaging

        if self._keys is not None:
            wish = salvaging(folder, free_path(folder.with_name(f"{folder.name}-{_('reddet')}")), self._keys)
            self._leave()
            self.salvage.emit(wish)

    def _work(self, page: TroublePage, work: Callable[[Any], Any], words: str, then: Callable[[Any], object]) -> None:
        job = self._jobs.start(work)
        job.succeeded.connect(then)
        job.failed.connect(lambda error: _on_failed(page, error))
        page.line.follow(job, words)

    def _take(self, folder: Path, told: str = "") -> None:
        """Go on with the data in another folder, also the next time."""
        self._leave()
        with suppress(Problem):  # then one chooses anew the next time
            remember_folder(folder)
        self.opened.emit(folder, told)

    def _leave(self) -> None:
        self._forgets.stop()
        self.page = None
        self._keys = None


def _on_failed(page: TroublePage, error: Exception) -> None:
    if not isinstance(error, (Invalid, Problem)):
        raise error
    page.say(str(error))


def _may_salvage(keys: Keys) -> bool:
    from ikdesk.people.model import rights_of  # late: whoever has keys has loaded it

    return Right.SET_UP in rights_of(keys.role)


def keep_typed(data: Data, workplace: Workplace | None, locks: Locks | None) -> str:
    """Keep what is half written although the data may be gone, and let go of the data.

    Args:
        data: what was open; it is closed, whatever the disk says to that.
        workplace: its pages, if they were made; they work no more.
        locks: what watches over them.

    Returns:
        What is to be said of it.
    """
    from ikdesk.ui.loose_words import loose_words

    # all of it: that a draft could be written now says nothing of one that could not a moment ago
    words = loose_words(workplace.window, drafts=True) if workplace is not None else []
    told = _sealed(data, words) if words else str(_("Det som var lagret før dette, er ikke rørt."))
    work = [workplace.keep_drafts, workplace.stop] if workplace is not None else []
    watch = [locks.end] if locks is not None else []
    for end in (*work, *watch, data.database.close, data.close):
        with suppress(Problem, OSError):  # each of them, whatever the disk says
            end()
    return told


def _sealed(data: Data, words: list[tuple[str, str]]) -> str:
    from ikdesk.safe.left import seal_left
    from ikdesk.safe.vault import public_inbox

    try:
        seal_left(machine_folder(), public_inbox(data.keys), data.keys.person, words)
    except Problem:
        return str(_("Det du skrev, kunne ikke lagres noe sted."))
    return str(_("Det du skrev og ikke fikk lagret, er tatt vare på. Du får det tilbake når du har låst opp."))


def front_was_touched(data: Data) -> bool:
    """Whether somebody else has written on what the locked screen shows; one that is missing is only made anew.

    Args:
        data: just opened.
    """
    from ikdesk.safe.front import NAME as FRONT
    from ikdesk.safe.front import front_is_genuine

    return (data.folder / FRONT).exists() and not front_is_genuine(data.folder, data.keys)


def worth_saying(data: Data, *, touched: bool) -> list[str]:
    """What whoever has unlocked must know of the place the data lie in.

    Args:
        data: just opened.
        touched: whether somebody had written on what the locked screen shows.
    """
    said = []
    if touched:
        said.append(str(_("Det låste skjermbildet var endret av noe annet enn IKdesk. Det er laget på nytt. Meldinger "
                          "som ble skrevet der i mellomtiden, kan mangle.")))  # fmt: skip
    lacking = lacking_for(data.folder)
    if lacking:
        full = _("Disken er nesten full. Rydd minst {n} MB, ellers kan det hende at du ikke får lagret.")
        said.append(str(full.format(n=lacking)))
    return said


def give_back(data: Data) -> None:
    """Lay what somebody typed when the data were gone among what they typed and did not save; they are told.

    Args:
        data: just opened.
    """
    from ikdesk.safe.left import forget, left_for

    found = left_for(machine_folder(), data.keys)
    if not found or data.database.refusal:
        return
    from ikdesk.start.left_panel import add_left

    with suppress(Problem):  # it lies where it lay, then
        add_left(data.read, data.write, [row for _path, words in found for row in words], at=data.clock.local())
        forget(path for path, _words in found)

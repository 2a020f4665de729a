"""The backups of an open unit: made, read through, laid in a second place, and thinned out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import sqlcipher3.dbapi2 as driver

from ikdesk.access.model import Deed
from ikdesk.backups.model import Kept, State, Tried, TriedRow, Where
from ikdesk.incidents.queries import Filter, incident_page
from ikdesk.kernel import migrations
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database, engine_of
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.page import Cut
from ikdesk.kernel.paths import program_version
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.privacy.disposal_data import lay_lists
from ikdesk.safe import backup, second
from ikdesk.safe.file import connect, disk_problem
from ikdesk.safe.front import BACKUPS
from ikdesk.safe.kept import Noted, backups_in, local_time, thin
from ikdesk.safe.keys import Keys
from ikdesk.unit.queries import codebook

DUE = 30 * 60.0  # seconds of use after the first change that is in no backup
SHOWN = 5  # incidents that are read when bringing back is tried


class Opened(Protocol):
    """What is needed of the open data."""

    folder: Path
    keys: Keys
    viewer: Viewer
    database: Database

    @property
    def clock(self) -> Clock:
        """The program's clock."""

    def read(self, question: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask."""

    def note(self, deed: Deed, kind: str, keys: Sequence[Key] | int = (), note: str = "") -> None:
        """Write down what was done."""

    def keep_anchor(self) -> None:
        """Lay out the anchor anew if something was written since."""


def verified_copy(database: Database, target: Path, keys: Keys, folder: Path) -> backup.Manifest:
    """Make a backup of an open file that may not be ready for use yet.

    Raises:
        Problem: as ``backup.make_backup``.
    """
    at = database.clock.local().astimezone()
    return backup.make_backup(database.raw, target, keys, folder=folder, program=program_version(), at=at)


class FileBackups:
    """The backups of one unit's data; see ``backups.model.Backups``. One for each unit: two at once get in each
    other's way.
    """

    def __init__(self, data: Opened, seconds: Callable[[], float] = time.monotonic) -> None:
        """Take over the open data.

        Args:
            data: whose backups they are.
            seconds: how long the machine has been on.
        """
        self._data, self._seconds = data, seconds
        self._one_at_a_time = threading.Lock()
        self._changed: float | None = None  # when the first change was made that is in no backup
        data.database.on_change(self._on_change)

    @property
    def due(self) -> bool:
        """Whether an automatic one should be made now: half an hour after the first change."""
        return self._changed is not None and self._seconds() - self._changed >= DUE

    def state(self) -> State:
        """How they stand."""
        known, here = second.remembered(self._data.folder), self._here()
        place = known.place
        there = place is not None and second.reachable(place)
        return State(
            newest=_kept(here[0], Where.HERE) if here else None,
            second=place,
            second_newest=self._newest_there(known, there=there),
            second_there=there,
            unsaved=self._unsaved(here),
            failed=known.failed,
            tried=_day(known.tried),
            second_failed=known.second_failed,
            same_disk=place is not None and there and second.same_disk(self._data.folder, place),
        )

    def kept(self) -> tuple[Kept, ...]:
        """All there are in both places, newest first; those dated later than now come last, as in ``backups_in``."""
        now = self._data.clock.local()
        place = second.remembered(self._data.folder).place
        all_kept = [_kept(one, Where.HERE) for one in self._here()]
        if place is not None:
            all_kept += [_kept(one, Where.SECOND) for one in self._in(place)]
        return tuple(sorted(all_kept, key=lambda one: (one.made_at <= now, one.made_at), reverse=True))

    def make(self) -> Kept:
        """Make one now."""
        with self._one_at_a_time:
            return self._make()

    def make_if_changed(self) -> Kept | None:
        """Make one if something was written since the newest."""
        with self._one_at_a_time:
            try:
                here = self._here()
                if self._unsaved(here):
                    return self._make()
                self._changed = None
                self._catch_up(here)
            except (Problem, OSError) as problem:
                self._changed = self._seconds()  # not again before the next half hour
                self._remember(failed=_said(problem))
            return None

    def choose_second(self, place: Path | None) -> None:
        """Keep copies in another place from now on, or in none."""
        self._data.viewer.may(Right.SET_UP)
        if place is not None:
            second.check_place(self._data.folder, place)
        chosen = str(place.absolute()) if place is not None else ""
        second.remember(self._data.folder, second=chosen, second_failed="", laid="", laid_at="", laid_size=0,
                        laid_incidents=0, laid_program="")  # fmt: skip
        with self._one_at_a_time:
            self._catch_up(self._here())
        lay_lists(self._data.folder, self._data.keys)  # older backups may lie there already

    def try_restore(self, which: Kept | None = None) -> Tried:
        """Open a backup and read from it."""
        chosen = which or next(iter(self.kept()), None)
        if chosen is None:
            raise Problem(_("Det finnes ingen sikkerhetskopi ennå. Ta en først."))
        keys = backup.keys_of(chosen.path, self._data.keys) or self._data.keys
        problems = backup.verify_backup(chosen.path, keys)
        if problems:
            self._pass_over(chosen.path)
            raise Problem(" ".join(problems))
        found = self._read_from(chosen, keys)
        with suppress(Problem):  # it was tried, whatever becomes of the note
            self._remember(tried=self._data.clock.today().isoformat())
            self._data.note(Deed.TRIED_BACK, "unit", note=chosen.path.name)
        return found

    def _make(self) -> Kept:
        data = self._data
        before, self._changed = self._changed, None  # first: what is written meanwhile may not be in it
        target = backup.backup_path(data.folder / BACKUPS, data.clock.local())
        try:
            verified_copy(data.database, target, data.keys, data.folder)
            self._count_on(target)
            lay_lists(data.folder, data.keys)
            made = self._lying(target)
        except (Problem, OSError):
            self._changed = before
            raise
        self._remember(failed="")
        thin(target.parent, data.keys, target, data.clock.local())
        self._catch_up([made])
        with suppress(Problem):  # the copy is made, whatever becomes of the note
            data.note(Deed.BACKED_UP, "unit", note=target.name)
            data.keep_anchor()
        return _kept(made, Where.HERE)

    def _catch_up(self, here: Sequence[Noted]) -> None:
        """Lay the newest in the second place, if it lacks there; if that cannot be now, it is remembered."""
        place = second.remembered(self._data.folder).place
        if place is None or not here or not second.reachable(place):
            return
        data, newest = self._data, here[0]
        try:
            if not second.lies_there(self._in(place), newest):
                laid = second.lay(newest, place, data.keys, data.folder)
                thin(place, data.keys, laid, data.clock.local())
            self._remember(second_failed="", laid=newest.path.name, laid_at=newest.note.made_at,
                           laid_size=newest.note.size, laid_incidents=newest.note.incidents,
                           laid_program=newest.note.program)  # fmt: skip
        except (Problem, OSError) as problem:
            self._remember(second_failed=_said(problem))
            keys = backup.keys_of(newest.path, data.keys) or data.keys
            if isinstance(problem, Problem) and backup.verify_backup(newest.path, keys):
                self._pass_over(newest.path)  # it is not the other place: what was copied is not whole

    def _newest_there(self, known: second.Remembered, *, there: bool) -> Kept | None:
        place = known.place
        if place is None:
            return None
        if there:
            found = self._in(place)
            return _kept(found[0], Where.SECOND) if found else None
        if not known.laid_at:
            return None
        return Kept(place / known.laid, local_time(known.laid_at), known.laid_size, Where.SECOND, known.laid_program,
                    known.laid_incidents)  # fmt: skip

    def _here(self) -> list[Noted]:
        damaged = second.remembered(self._data.folder).damaged.splitlines()
        return [one for one in self._in(self._data.folder / BACKUPS) if one.path.name not in damaged]

    def _pass_over(self, path: Path) -> None:
        """Count on one in the data folder no more: it was read and is not whole, and another is made in its place."""
        if path.parent == self._data.folder / BACKUPS:
            known = second.remembered(self._data.folder).damaged.splitlines()
            self._remember(damaged="\n".join(dict.fromkeys((*known, path.name))))

    def _count_on(self, path: Path) -> None:
        """One that was damaged may have had this name before: this one was read through, and is whole."""
        known = second.remembered(self._data.folder).damaged.splitlines()
        if path.name in known:
            self._remember(damaged="\n".join(name for name in known if name != path.name))

    def _in(self, place: Path) -> list[Noted]:
        return backups_in(place, self._data.keys, self._data.clock.local())

    def _lying(self, target: Path) -> Noted:
        """The one that was made just now; a failing disk may have taken it back."""
        found = next((one for one in self._here() if one.path == target), None)
        if found is None:
            raise Problem(_("Sikkerhetskopien {name} er ikke hel.").format(name=target.name))
        return found

    def _unsaved(self, here: Sequence[Noted]) -> bool:
        try:
            with self._data.database.raw() as connection:
                ends = backup.ends_of(connection)
        except driver.Error as error:
            raise disk_problem(error) or error from error
        return all(one.note.ends != ends for one in here)

    def _read_from(self, chosen: Kept, keys: Keys) -> Tried:
        data = self._data
        engine = engine_of(lambda: connect(chosen.path, keys.backup, read_only=True), driver)
        database = Database(engine, data.clock, disk_problem)
        try:
            if migrations.version_of(engine) != migrations.latest():
                return Tried(chosen, chosen.incidents, ())  # what an older version wrote is read when it is brought up
            today = data.clock.today()
            page = database.read(incident_page, Filter(), Cut(size=SHOWN), viewer=data.viewer.on(today), today=today)
        finally:
            database.close()
        book = data.read(codebook)
        rows = (TriedRow(row.number, row.occurred_on, book.label("event_type", row.kind)) for row in page.rows)
        return Tried(chosen, chosen.incidents, tuple(rows))

    def _remember(self, **changed: str | int) -> None:
        with suppress(Problem):  # a disk that is full keeps nobody from working
            second.remember(self._data.folder, **changed)

    def _on_change(self, _kinds: frozenset[type]) -> None:
        if self._changed is None:
            self._changed = self._seconds()


def _kept(one: Noted, where: Where) -> Kept:
    return Kept(one.path, one.at, one.note.size, where, one.note.program, one.note.incidents)


def _said(problem: Problem | OSError) -> str:
    return str(problem if isinstance(problem, Problem) else disk_problem(problem) or problem)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

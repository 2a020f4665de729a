"""An archive taken in again: a unit made of it, with all it held, where there was none or an empty one."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ikdesk import anchor_data, data
from ikdesk.access.actions import note_access
from ikdesk.access.finding_queries import walked
from ikdesk.access.model import ARCHIVE, Deed
from ikdesk.archive.fill_data import fill
from ikdesk.archive.found_data import Archive, Read, bytes_in, look_through
from ikdesk.archive.seat_data import Seat, kept_on, seat_of, take_seat, without_password
from ikdesk.entities_data import METADATA
from ikdesk.kernel import migrations
from ikdesk.kernel.base import Base
from ikdesk.kernel.chain import UNREADABLE
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import free_path, make_folder
from ikdesk.kernel.viewer import SYSTEM, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.people.model import rights_of
from ikdesk.safe import guard, members, secret, swap, vault
from ikdesk.safe.begun import move_up
from ikdesk.safe.file import disk_problem, examine
from ikdesk.safe.front import BEGUN, DATA, has_data, write_front
from ikdesk.safe.keys import Keys
from ikdesk.safe.ledger import ENDING, INBOX
from ikdesk.unit.actions import bring_lists_up_to_date
from ikdesk.unit.queries import unit_row

Tick = Callable[[int, int], None]
ROOM = 3  # times the size of what is read: the file, its log, and what the search has
# what a unit has that was only made: its description, its lists and places, the one who made it, and their logs
MADE = frozenset({
    "unit", "code", "place", "threshold_line", "contact", "department", "person", "pin", "draft", "history", "access",
    "access_record", "chain_key", "record_key", "search_text", "saved_filter", "capture", "plain_word",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of taking an archive in."""

    folder: Path
    unit: str  # what it is called
    rows: int
    name: str  # of the one who can unlock
    code: str  # the recovery code to write down; empty where the old one holds
    others: tuple[str, ...]  # those who have no password here
    older: bool  # the archive is of an older program
    away: str  # where what lay there is now, if there was something


def import_archive(
    archive: Path, folder: Path, password: str, *, name: str = "", clock: Clock, tick: Tick
) -> Imported:
    """Make a unit of an archive, in a folder without data: all of it, or nothing.

    Args:
        archive: the folder it lies in; it is only read.
        folder: new or empty.
        password: of the one who unlocks from now on, at least 12 characters.
        name: who that is: a leader in the archive, or a new one; the one leader there is where it is left out.
        clock: the program's clock.
        tick: told how far it has come; may raise Cancelled, then nothing is left.

    Raises:
        Invalid: the password will not do.
        Problem: there is data already, the archive is not whole, or the disk said no.
    """
    secret.check_new_password(password)
    _refuse_place(archive, folder)
    if has_data(folder):
        raise Problem(_("Det ligger allerede data i {folder}. Velg en ny eller tom mappe.").format(folder=folder))
    new, beginning = not folder.exists(), folder / BEGUN
    try:
        found, seat, read = _looked_through(archive, name, tick)
        shutil.rmtree(beginning, ignore_errors=True)  # what a crash in the middle of this left behind; nobody saw it
        make_folder(folder, 0o700)
        make_folder(beginning)
        keys, code = vault.make_vault(beginning, name=seat.name, password=password)
        done = _made(found, beginning, keys, seat, clock, read)
        move_up(beginning, folder)
    except (OSError, DBAPIError) as error:
        raise disk_problem(getattr(error, "orig", None) or error) or error from error
    finally:
        shutil.rmtree(beginning, ignore_errors=True)
        if new and not has_data(folder):
            with contextlib.suppress(OSError):  # it is not there, or somebody has laid something in it
                folder.rmdir()
    return replace(done, folder=folder, code=code)


def import_into(archive: Path, folder: Path, keys: Keys, *, name: str = "", clock: Clock, tick: Tick) -> Imported:
    """Put an archive in the place of a unit that was made and is still empty; its passwords and keys hold as before.

    What lay there is moved, whole, to ``replaced-…`` in the folder.

    Args:
        archive: the folder it lies in; it is only read.
        folder: the data, not open.
        keys: of the leader who unlocked.
        name: who that is: a leader in the archive, or a new one; the one leader there is where it is left out.
        clock: the program's clock.
        tick: told how far it has come; may raise Cancelled, then nothing is changed.

    Raises:
        Problem: it is not for this person to do, the unit is not empty, the archive is not whole, or the disk said no.
    """
    if Right.SET_UP not in rights_of(keys.role):
        raise Problem(_("Dette har du ikke tilgang til. Spør lederen."))
    _refuse_place(archive, folder)
    with contextlib.closing(data.open_data(folder, keys, clock=clock, doing="import-archive", noted=False)) as there:
        asked: dict[str, Any] = {"viewer": SYSTEM, "today": there.clock.today()}
        there.database.read(_refuse_used, folder, **asked)
        _refuse_shared(folder, keys)
        kept = there.database.read(kept_on, keys.person, **asked)
    try:
        found, seat, read = _looked_through(archive, name, tick)
        with guard.hold(folder):
            try:
                done = _in_place(found, folder, keys, replace(seat, kept=kept), clock, read)
            finally:
                with contextlib.suppress(OSError):  # what was only begun; the next unlock throws it away, too
                    swap.tidy(folder)
    except (OSError, DBAPIError) as error:
        raise disk_problem(getattr(error, "orig", None) or error) or error from error
    return done


def _in_place(found: Archive, folder: Path, keys: Keys, seat: Seat, clock: Clock, read: Read) -> Imported:
    begun = swap.begin(folder)
    vault.put_vault(begun, vault.vault_text(folder, keys))
    if vault.alike(keys.name) != vault.alike(seat.name):
        members.rename(begun, keys, keys.person, seat.name)
    done = _made(found, begun, keys, seat, clock, read)
    away = free_path(folder / f"replaced-{Clock().local():%Y-%m-%d-%H%M}").name
    swap.take_over(folder, away)
    return replace(done, folder=folder, away=away)


def _looked_through(archive: Path, name: str, tick: Tick) -> tuple[Archive, Seat, Read]:
    """The archive, who takes it in, and what is told how many bytes more were read."""
    try:
        meter = _Meter(tick, bytes_in(archive))
        found = look_through(archive, meter.read)
        meter.expect(found.size)
        return found, seat_of(found, name), meter.read
    except OSError as error:
        raise Problem(_("Kan ikke lese {name}. Sett inn disken arkivet ligger på, og prøv igjen.").format(
            name=Path(str(error.filename or archive)).name)) from error  # fmt: skip


def _made(found: Archive, begun: Path, keys: Keys, seat: Seat, clock: Clock, read: Read) -> Imported:
    """Make the files of a unit in a folder that has its vault, and look whether they are whole."""
    guard.room_for(begun, ROOM * found.size)
    with contextlib.closing(data.database_of(begun / DATA, keys, clock)) as database:
        migrations.make_new(database.engine, METADATA)
        rows = database.write(fill, found, read, by=SYSTEM, today=clock.today())
        with _fits_together():
            done = _stood_up(database, found, begun, keys, seat)
        unit = data.Data(begun, keys, database, SYSTEM, contextlib.ExitStack())
        with _fits_together():
            write_front(begun, keys, data.front_content(unit))
        anchor_data.lay_out(begun, keys, database)
    if problems := examine(begun / DATA, keys.database):
        raise Problem(problems[0])
    return replace(done, rows=rows)


def _stood_up(database: Database, found: Archive, begun: Path, keys: Keys, seat: Seat) -> Imported:
    unit = database.read(unit_row, viewer=SYSTEM, today=database.clock.today())
    if database.clock.day is None and unit.demo_day is not None:
        database.clock = Clock(unit.demo_day)
    today = database.clock.today()
    if found.older:
        database.write(bring_lists_up_to_date, by=SYSTEM, today=today)
    leader: Viewer = database.write(take_seat, seat, keys.person, by=SYSTEM, today=today)
    note = f"{found.folder.name[:60]}: {found.heads}"
    database.write(note_access, Deed.IMPORTED, ARCHIVE, sum(found.rows.values()), note=note, by=leader, today=today)
    if database.read(walked, viewer=SYSTEM, today=today):
        raise _does_not_fit()
    others: tuple[str, ...] = database.read(without_password, keys.person, by=SYSTEM, today=today)
    return Imported(begun, unit.name, 0, leader.name, "", others, found.older, "")


@contextlib.contextmanager
def _fits_together() -> Iterator[None]:
    """What the program wrote it can read again; an archive somebody else wrote may say what makes no sense to it."""
    try:
        yield
    except UNREADABLE as error:
        raise _does_not_fit() from error


def _does_not_fit() -> Problem:
    return Problem(_("Arkivet kan ikke hentes inn: det som står i det, henger ikke sammen. Bruk arkivet slik det ble "
                     "tatt ut."))  # fmt: skip


def _refuse_place(archive: Path, folder: Path) -> None:
    guard.refuse_unsafe_place(folder)
    here, there = folder.resolve(), archive.resolve()
    if here.is_relative_to(there) or there.is_relative_to(here / BEGUN):
        raise Problem(_("Velg en annen mappe enn arkivet. Det skal ligge som det er."))


def _refuse_used(session: Session, folder: Path, *, viewer: Viewer, today: date) -> None:  # noqa: ARG001 (what is read is asked so)
    tables = (table for table in Base.metadata.sorted_tables if table.name not in MADE)
    if any(session.scalar(select(func.count()).select_from(table)) for table in tables):
        said = _("Det er skrevet noe i dataene i {folder} allerede. Et arkiv kan bare hentes inn der det ikke er noe "
                 "fra før. Velg en ny eller tom mappe.")  # fmt: skip
        raise Problem(said.format(folder=folder))


def _refuse_shared(folder: Path, keys: Keys) -> None:
    """Do nothing if nobody else unlocks these data, and nobody waits for somebody to."""
    if len(members.members(folder, keys)) > 1 or any((folder / INBOX).glob("*" + ENDING)):
        raise Problem(_("Flere bruker dataene i {folder} allerede. Velg en ny eller tom mappe for arkivet.").format(
            folder=folder))  # fmt: skip


class _Meter:
    """Counts the bytes that were read, against those there are."""

    def __init__(self, tick: Tick, total: int) -> None:
        self._tick, self._done, self._total = tick, 0, 2 * total

    def expect(self, more: int) -> None:
        """So many are read after those that were."""
        self._total = self._done + more

    def read(self, size: int) -> None:
        """So many more were read."""
        self._done += size
        self._tick(min(self._done, self._total), self._total)

"""The data folder of one unit, made and opened: the one place where safe, database and features meet."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import DBAPIError

from ikdesk import anchor_data, upgrade_data
from ikdesk.access.actions import note_access
from ikdesk.access.finding_model import Finding
from ikdesk.access.finding_queries import walked
from ikdesk.access.model import Deed
from ikdesk.access.sentences import SALVAGED, alarms_for, restored_said
from ikdesk.backup_data import FileBackups, verified_copy
from ikdesk.backups.model import Kept
from ikdesk.entities_data import METADATA
from ikdesk.incidents.locked_queries import report_form
from ikdesk.kernel import migrations
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.database import Database, engine_of
from ikdesk.kernel.errors import Ill, Problem, Trouble
from ikdesk.kernel.files import make_folder
from ikdesk.kernel.paths import machine_folder
from ikdesk.kernel.settings import read_settings
from ikdesk.kernel.signer import Signer
from ikdesk.kernel.succession import passings, passings_text
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.kernel.words import _, language, use_language
from ikdesk.people.actions import add_person
from ikdesk.people.model import Role
from ikdesk.people.queries import differences, person_of_slot
from ikdesk.privacy.disposal_data import told_when_settled
from ikdesk.returned_data import let_in_later_ones
from ikdesk.safe import backup, inbox, ledger, rotation, swap, vault
from ikdesk.safe.begun import move_up
from ikdesk.safe.file import connect, disk_problem
from ikdesk.safe.front import BACKUPS, BEGUN, DATA, has_data, is_being_replaced, read_front, write_front
from ikdesk.safe.guard import hold, keep_reserve, refuse_unsafe_place, sweep, swept_words
from ikdesk.safe.keys import Keys
from ikdesk.safe.members import members
from ikdesk.safe.moving import sweep_copies
from ikdesk.start.actions import FirstAnswers, first_steps
from ikdesk.start.demo_actions import DEMO_DAY, make_demo
from ikdesk.unit.actions import make_unit
from ikdesk.unit.model import UnitKind
from ikdesk.unit.queries import codebook, places, unit_row

R = TypeVar("R")
FILE = DATA
DEMO_PASSWORD = "kakao votter akebrett sol"  # noqa: S105 (it stands in the README and on the demo's lock screen)
Fill = Callable[..., Any]


@dataclass
class Data:
    """One unit's data, open, and who opened it."""

    folder: Path
    keys: Keys
    database: Database
    viewer: Viewer
    _held: contextlib.ExitStack = field(repr=False)
    warnings: tuple[str, ...] = ()  # what whoever unlocked must be told
    findings: tuple[Finding, ...] = ()  # what is wrong with the logs, until a leader accepts it
    walked: str = ""  # the day the whole logs were last read through, ISO 8601
    _stale: bool = field(default=False, repr=False)  # whether the anchor is behind the file
    backups: FileBackups = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Notice what is written."""
        self.backups = FileBackups(self)
        self.database.on_change(self._on_change)

    @property
    def clock(self) -> Clock:
        """The program's clock."""
        return self.database.clock

    def read(self, question: Callable[..., R], /, *args: Any, **kwargs: Any) -> R:
        """Ask a question as the one who opened it."""
        today = self.clock.today()
        return self.database.read(question, *args, viewer=self.viewer.on(today), today=today, **kwargs)

    def write(self, action: Callable[..., R], /, *args: Any, **kwargs: Any) -> R:
        """Do something as the one who opened it."""
        today = self.clock.today()
        return self.database.write(action, *args, by=self.viewer.on(today), today=today, **kwargs)

    def renew(self) -> None:
        """Ask anew who it is that opened it: a day may begin or end what they may do."""
        self.viewer = _viewer(self.database, self.keys)

    def codebook(self) -> Codebook:
        """The unit's code lists."""
        return self.read(codebook)

    @property
    def signer(self) -> Signer:
        """What the unit signs its reports with; the keys it had before vouch for the one it has."""
        earlier = (one.signing for one in reversed(self.keys.older()))
        return Signer(self.keys.signing, passings_text(passings([*earlier, self.keys.signing])))

    def show_front(self) -> None:
        """Write what the lock screen may know, if the disk lets us; it is written again later.

        What this tells about was saved already: a full disk must not be taken to mean that it was not.
        """
        with contextlib.suppress(Problem):
            write_front(self.folder, self.keys, front_content(self))

    @property
    def alarms(self) -> tuple[str, ...]:
        """What is wrong with the logs, in words; those who may not see them are told to tell the leader."""
        return tuple(alarms_for(self.viewer, self.findings))

    def note(self, deed: Deed, kind: str, keys: Sequence[Key] | int = (), note: str = "") -> None:
        """Write down that something was seen or taken out.

        Raises:
            Problem: the disk said no.
        """
        self.write(note_access, deed, kind, keys, note=note)

    def keep_anchor(self) -> None:
        """Lay out the anchor anew if something was written since, and nothing is wrong that nobody accepted.

        What it tells of was saved already; if the disk says no, it is laid out the next time.
        """
        if self._stale and not self.findings:
            self._stale = False  # before: what is written meanwhile makes it stale again
            try:
                anchor_data.lay_out(self.folder, self.keys, self.database, self.walked)
            except Problem:
                self._stale = True

    def walk_logs(self) -> tuple[Finding, ...]:
        """Read both logs through if it was not done today; what is wrong and not accepted."""
        today = self.clock.today().isoformat()
        if self.walked != today:
            self.findings = tuple(dict.fromkeys((*self.findings, *self.read(walked))))
            self.walked, self._stale = today, True
        return self.findings

    def accept(self, why: str) -> None:
        """A leader knows why the logs are as they are: it is written down, and not told any more.

        Raises:
            Invalid: there is no reason.
            Problem: one may not, or the disk said no.
        """
        self.write(anchor_data.accept, self.findings, why)
        self.findings = ()
        self.keep_anchor()

    def back_up(self, target: Path) -> backup.Manifest:
        """Make a verified copy somewhere else."""
        made = verified_copy(self.database, target, self.keys, self.folder)
        with contextlib.suppress(Problem):  # the copy is made, whatever becomes of the note
            self.note(Deed.BACKED_UP, "unit", note=target.name)
            self.keep_anchor()
        return made

    def back_up_here(self) -> Kept:
        """Make a verified copy among the automatic ones."""
        return self.backups.make()

    def exchange_keys(self, without: str) -> None:
        """Keep somebody out from now on: other keys for everything, and everybody else keeps their password.

        Args:
            without: the lock in the vault they open.

        Raises:
            Problem: it is oneself or the last leader, or the disk said no; the old keys still hold.
        """

        def carry(connection: Any) -> Any:
            self.keys = rotation.remove_user(self.folder, self.keys, without, connection)
            return _engine_of(self.folder / FILE, self.keys)

        before = self.keys
        self.database.move(carry)
        inbox.seal_anew(self.folder, before, self.keys)
        self.show_front()
        self._stale = True
        self.keep_anchor()

    def close(self) -> None:
        """Close the file and let others in."""
        self.keep_anchor()
        self.database.close()
        self._held.close()

    def _on_change(self, _kinds: frozenset[type]) -> None:
        self._stale = True


def exists(folder: Path) -> bool:
    """Whether a unit's data lies in a folder."""
    return has_data(folder)


def make_data(
    folder: Path, password: str, fill: Fill, *, leader: str, clock: Clock
) -> tuple[Data, str]:
    """Make a unit's data in a folder: all of it, or nothing.

    Args:
        folder: new or empty.
        password: the leader's, at least 12 characters.
        fill: the action that makes the unit; given ``by`` and ``today``.
        leader: what the leader is called.
        clock: the program's clock.

    Returns:
        The open data, and the recovery code to write down.

    Raises:
        Invalid: the password or the unit breaks a rule.
        Problem: data lies there already, or the folder cannot be used.
    """
    refuse_unsafe_place(folder)
    if exists(folder):
        raise Problem(_("Det ligger allerede data i {folder}. Velg en annen mappe.").format(folder=folder))
    beginning = folder / BEGUN
    shutil.rmtree(beginning, ignore_errors=True)  # what a crash in the middle of this left behind; nobody saw it
    try:
        make_folder(folder, 0o700)  # encrypted, but nobody else's to guess at
        make_folder(beginning)
        keys, code = vault.make_vault(beginning, name=leader, password=password)
        with contextlib.closing(database_of(beginning / FILE, keys, clock)) as database:
            migrations.make_new(database.engine, METADATA)
            database.write(fill, by=SYSTEM, today=clock.today())
            database.write(add_person, leader, slot=keys.person, role=Role.LEADER, by=SYSTEM, today=clock.today())
            begun = Data(beginning, keys, database, SYSTEM, contextlib.ExitStack())
            write_front(beginning, keys, front_content(begun))
            anchor_data.lay_out(beginning, keys, database)
        move_up(beginning, folder)
    except (OSError, DBAPIError) as error:
        raise disk_problem(getattr(error, "orig", None) or error) or error from error
    finally:
        shutil.rmtree(beginning, ignore_errors=True)
    return open_data(folder, keys, clock=clock), code


def make_unit_data(folder: Path, password: str, *, name: str, kind: UnitKind, clock: Clock) -> tuple[Data, str]:
    """Make a new unit's data with the shipped lists and places; the rest is asked in the window."""

    def fill(session: Any, **kwargs: Any) -> None:
        make_unit(session, name, kind, **kwargs)

    return make_data(folder, password, fill, leader=str(_("Leder")), clock=clock)


def make_first_data(
    folder: Path, password: str, answers: FirstAnswers, *, leader: str, clock: Clock
) -> tuple[Data, str]:
    """Make a unit's data as the first four steps describe it."""

    def fill(session: Any, **kwargs: Any) -> None:
        first_steps(session, answers, **kwargs)

    return make_data(folder, password, fill, leader=leader.strip(), clock=clock)


def make_demo_data(folder: Path) -> Data:
    """Make the demo kindergarten in a folder."""
    return make_data(folder, DEMO_PASSWORD, make_demo, leader="Tom", clock=Clock(DEMO_DAY))[0]


def open_data(folder: Path, keys: Keys, *, clock: Clock, doing: str = "", noted: bool = True) -> Data:
    """Open a unit's data with keys that were unlocked.

    Args:
        folder: where it lies.
        keys: from the vault.
        clock: the program's clock; if it is the machine's own and this is the demo, the demo's day is used.
        doing: what opens it, for others who want it: a command, or ``guard.WINDOW``.
        noted: write down that it was unlocked; not in a copy that is only read.

    Raises:
        Problem: it is open in another window, damaged, from a newer version, or lies where it must not.
    """
    refuse_unsafe_place(folder)
    with contextlib.ExitStack() as held:
        held.enter_context(hold(folder, doing))
        if is_being_replaced(folder):  # what is written now would be moved away with the old data
            raise Problem(_("En gjenoppretting ble avbrutt. Start IKdesk på nytt, så blir den ferdig."))
        swept = [name for place in (folder, folder / "inbox", folder / BACKUPS) if place.is_dir()
                 for name in sweep(place)]  # fmt: skip
        kept = keep_reserve(folder)
        shutil.rmtree(folder / BEGUN, ignore_errors=True)  # its vault lies here: the making was finished
        with contextlib.suppress(OSError):  # what was only begun; it keeps nobody out
            swap.tidy(folder)
        rotation.settle(folder, keys)
        if not (folder / FILE).exists():
            missing = _("Filen {name} mangler. Hent den tilbake fra en sikkerhetskopi.").format(name=FILE)
            raise Trouble(Ill.NO_FILE, missing)
        database = database_of(folder / FILE, keys, clock)
        held.callback(database.close)
        finished = upgrade_data.bring_up(folder, database, lambda: _copy_first(database, folder, keys))
        unit = database.read(unit_row, viewer=SYSTEM, today=clock.today())
        if clock.day is None and unit.demo_day is not None:
            database.clock = Clock(unit.demo_day)
        looked = anchor_data.look(folder, keys, database)
        if looked.restored and not database.refusal:
            let_in_later_ones(database, known_people(folder, keys))
        viewer = _viewer(database, keys)
        use_language(read_settings(folder).language)
        told = database.read(differences, known_people(folder, keys), viewer=viewer,
                             today=database.clock.today())  # fmt: skip
        brought_back = told_when_settled(folder, keys, database)
        warned = (*finished, *swept_words(swept), *([kept] if kept else ()), *told.values(), *brought_back)
        found = Data(folder, keys, database, viewer, held.pop_all(), warned, looked.findings, looked.day)
        return _begin(found, looked) if noted else found


def _begin(found: Data, looked: anchor_data.Looked) -> Data:
    """Write down that it was unlocked, and what must be told once."""
    sweep_copies(machine_folder())  # one that was left opens with passwords that may not hold any more
    with contextlib.suppress(Problem):  # a full disk must not keep anybody out of what they have
        if looked.restored:
            found.warnings += (restored_said(looked.restored),)
            if not looked.restored.startswith(SALVAGED):  # that is written down already
                found.note(Deed.RESTORED, "unit", note=looked.restored)
        found.note(Deed.UNLOCKED, "unit")
        if looked.restored or looked.fresh:
            found.keep_anchor()
    return found


def _viewer(database: Database, keys: Keys) -> Viewer:
    """Who has these keys, as they are today."""
    asked: dict[str, Any] = {"viewer": SYSTEM, "today": database.clock.today()}
    return database.read(person_of_slot, keys.person, role=keys.role, **asked)


def known_people(folder: Path, keys: Keys) -> dict[str, tuple[str, str]]:
    """The name and the role of everybody the vault lets in, by the lock they open."""
    return {one.person: (one.name, one.role) for one in members(folder, keys)}


def front_content(data: Data) -> Mapping[str, Any]:
    """What the lock screen may know: the unit and its places, nothing about persons or events."""
    unit = data.read(unit_row)
    book = data.codebook()
    logged = [place for place in data.read(places) if place.logged]
    return {
        "name": unit.name,
        "kind": unit.kind.code,
        "inbox": vault.public_inbox(data.keys).hex(),
        "day": unit.demo_day.isoformat() if unit.demo_day else "",
        "demo": {"password": DEMO_PASSWORD} if unit.demo_day else {},
        "places": [
            {"id": str(place.id), "name": place.name, "season": place.season.code,
             "word": book.more("place", place.standard, f"exposure_{language()}"),
             **({"months": list(place.own)} if place.own else {})}
            for place in logged
        ],
        "report": data.read(report_form),
        # a list that somebody took away must still be asked for
        "receipts": ledger.name_of(data.folder) or str(read_front(data.folder).get("receipts", "")),
    }  # fmt: skip


def database_of(path: Path, keys: Keys, clock: Clock) -> Database:
    database = Database(_engine_of(path, keys), clock, disk_problem)
    database.watch(path)
    return database


def _engine_of(path: Path, keys: Keys) -> Any:
    def opened() -> Any:
        rotation.settle(path.parent, keys)  # an exchange of keys that was interrupted
        return connect(path, keys.database)

    return engine_of(opened, driver)


def _copy_first(database: Database, folder: Path, keys: Keys) -> None:
    verified_copy(database, backup.backup_path(folder / BACKUPS, database.clock.local()), keys, folder)


def unit_name(data: Data) -> str:
    """What the unit is called."""
    return data.read(unit_row).name

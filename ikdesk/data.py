"""The data folder of one unit, made and opened: the one place where safe, database and features meet."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import sqlcipher3.dbapi2 as driver

from ikdesk.incidents import model as _incidents  # the entities must be known before the tables are made
from ikdesk.kernel import migrations
from ikdesk.kernel.base import Base
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.database import Database, engine_of
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.settings import read_settings
from ikdesk.kernel.viewer import SYSTEM, Viewer
from ikdesk.kernel.words import _, use_language
from ikdesk.people.actions import add_person
from ikdesk.people.model import Role
from ikdesk.people.queries import person_of_slot
from ikdesk.reports import model as _reports
from ikdesk.safe import backup, vault
from ikdesk.safe.file import connect, disk_problem
from ikdesk.safe.front import read_front, write_front
from ikdesk.safe.guard import hold, refuse_unsafe_place, sweep
from ikdesk.safe.inbox import public_key
from ikdesk.safe.keys import Keys
from ikdesk.start.demo_actions import DEMO_DAY, make_demo
from ikdesk.unit.actions import make_unit
from ikdesk.unit.model import UnitKind
from ikdesk.unit.queries import codebook, places, unit_row

P = ParamSpec("P")
R = TypeVar("R")
FILE = "ikdesk.db"
DEMO_PASSWORD = "kakao votter akebrett sol"  # noqa: S105 (it stands in the README and on the demo's lock screen)
Fill = Callable[..., Any]

ENTITIES = (_incidents, _reports)


@dataclass
class Data:
    """One unit's data, open, and who opened it."""

    folder: Path
    keys: Keys
    database: Database
    viewer: Viewer
    _held: contextlib.ExitStack = field(repr=False)

    @property
    def clock(self) -> Clock:
        """The program's clock."""
        return self.database.clock

    def read(self, question: Callable[Concatenate[Any, P], R], /, *args: Any, **kwargs: Any) -> R:
        """Ask a question as the one who opened it."""
        return self.database.read(question, *args, viewer=self.viewer, today=self.clock.today(), **kwargs)

    def write(self, action: Callable[..., R], /, *args: Any, **kwargs: Any) -> R:
        """Do something as the one who opened it."""
        return self.database.write(action, *args, by=self.viewer, today=self.clock.today(), **kwargs)

    def codebook(self) -> Codebook:
        """The unit's code lists."""
        return self.read(codebook)

    def show_front(self) -> None:
        """Write what the lock screen may know."""
        write_front(self.folder, self.keys, front_content(self))

    def back_up(self, target: Path) -> backup.Manifest:
        """Make a verified copy."""
        with self.database.raw() as connection:
            return backup.make_backup(connection, target, self.keys, folder=self.folder, made_at=self.clock.local())

    def close(self) -> None:
        """Close the file and let others in."""
        self.database.close()
        self._held.close()


def exists(folder: Path) -> bool:
    """Whether a unit's data lies in a folder."""
    return (folder / vault.NAME).exists() or (folder / vault.COPY).exists()


def is_demo(folder: Path) -> bool:
    """Whether the data in a folder says it is the demo."""
    return bool(read_front(folder).get("demo"))


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
    beginning = folder / ".ny"
    shutil.rmtree(beginning, ignore_errors=True)  # what a crash in the middle of this left behind; nobody saw it
    try:
        beginning.mkdir(parents=True)
        keys, code = vault.make_vault(beginning, name=leader, password=password)
        database = database_of(beginning / FILE, keys, clock)
        migrations.make_new(database.engine, Base.metadata)
        database.write(fill, by=SYSTEM, today=clock.today())
        database.write(add_person, leader, slot=keys.person, role=Role.LEADER, by=SYSTEM, today=clock.today())
        database.close()
        _move_up(beginning, folder)
    except OSError as error:
        raise disk_problem(error) or error from error
    finally:
        shutil.rmtree(beginning, ignore_errors=True)
    data = open_data(folder, keys, clock=clock)
    data.show_front()
    return data, code


def make_unit_data(folder: Path, password: str, *, name: str, kind: UnitKind, clock: Clock) -> tuple[Data, str]:
    """Make a new unit's data with the shipped lists and places; the rest is asked in the window."""

    def fill(session: Any, **kwargs: Any) -> None:
        make_unit(session, name, kind, **kwargs)

    return make_data(folder, password, fill, leader=str(_("Leder")), clock=clock)


def make_demo_data(folder: Path) -> Data:
    """Make the demo kindergarten in a folder."""
    return make_data(folder, DEMO_PASSWORD, make_demo, leader="Tom", clock=Clock(DEMO_DAY))[0]


def open_data(folder: Path, keys: Keys, *, clock: Clock) -> Data:
    """Open a unit's data with keys that were unlocked.

    Args:
        folder: where it lies.
        keys: from the vault.
        clock: the program's clock; if it is the machine's own and this is the demo, the demo's day is used.

    Raises:
        Problem: it is open in another window, damaged, or from a newer version.
    """
    with contextlib.ExitStack() as held:
        held.enter_context(hold(folder))
        sweep(folder)
        database = database_of(folder / FILE, keys, clock)
        held.callback(database.close)
        migrations.bring_up_to_date(database.engine, lambda: _copy_first(database, folder, keys))
        unit = database.read(unit_row, viewer=SYSTEM, today=clock.today())
        if clock.day is None and unit.demo_day is not None:
            database.clock = Clock(unit.demo_day)
        viewer = database.read(person_of_slot, keys.person, viewer=SYSTEM, today=clock.today())
        use_language(read_settings(folder).language)
        return Data(folder, keys, database, viewer, held.pop_all())


def front_content(data: Data) -> Mapping[str, Any]:
    """What the lock screen may know: the unit and its places, nothing about persons or events."""
    unit = data.read(unit_row)
    logged = [place for place in data.read(places) if place.logged]
    return {
        "name": unit.name,
        "kind": unit.kind.code,
        "inbox": public_key(data.keys).hex(),
        "day": unit.demo_day.isoformat() if unit.demo_day else "",
        "demo": {"password": DEMO_PASSWORD} if unit.demo_day else {},
        "places": [{"id": str(place.id), "name": place.name, "season": place.season.code} for place in logged],
    }


def database_of(path: Path, keys: Keys, clock: Clock) -> Database:
    engine = engine_of(lambda: connect(path, keys.database), driver)
    return Database(engine, clock, disk_problem)


def _copy_first(database: Database, folder: Path, keys: Keys) -> None:
    at = database.clock.local()
    with database.raw() as connection:
        target = folder / "backups" / backup.automatic_name(at)
        backup.make_backup(connection, target, keys, folder=folder, made_at=at)


def _move_up(beginning: Path, folder: Path) -> None:
    """Put the finished files in place; the vault last, for it is what says that data lies here."""
    files = sorted(beginning.iterdir(), key=lambda path: path.name == vault.NAME)
    for path in files:
        path.replace(folder / path.name)

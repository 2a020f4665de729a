"""What takes more than one step outside the file, and what must hold whenever it was interrupted."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from ikdesk import data
from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.import_actions import read_source, run_import
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.settings import SIZES, Settings, read_settings, write_settings
from ikdesk.people.users_data import VaultUsers
from ikdesk.restore_data import restore
from ikdesk.safe import vault
from ikdesk.safe.backup import ENDING, keys_of, verify_backup
from ikdesk.safe.file import examined
from ikdesk.safe.keys import Keys
from ikdesk.safe.secret import Work
from ikdesk.safe.swap import finish_restore
from ikdesk.unit.queries import places
from tests.reliability.killing import READY, Tell
from tests.reliability.saving import SAVED, Facts, facts_in, missing
from tests.reliability.unit import PASSWORD, Unit, make_unit
from tests.samples import NOON, THEIRS

OTHER = "votter kakao sol akebrett"
IMPORTED = 60  # lines in the log that is brought in
HEADINGS = "Dato;Type;Sted;Alvorlighet;Hva skjedde"
WRITES = 25  # settings written one after the other


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that nobody has open, with a second place for its backups."""

    unit: Unit
    stick: Path
    log: Path  # of incidents to bring in
    before: Facts  # what holds in the backup there is
    now: Facts  # what holds in the unit

    @property
    def new(self) -> Path:
        """Where a backup may be brought back to an empty machine."""
        return self.unit.folder.with_name("new")

    @property
    def backups(self) -> list[Path]:
        """All there are in both places."""
        there = [*(self.unit.folder / "backups").glob("*" + ENDING), *self.stick.glob("*" + ENDING)]
        return sorted(there)

    def fresh(self, ready: Unit, stick: Path) -> None:
        """Begin anew.

        Args:
            ready: what it is a copy of.
            stick: and its second place.
        """
        ready.copy(self.unit.folder)
        for old in (self.stick, self.new):
            shutil.rmtree(old, ignore_errors=True)
        shutil.copytree(stick, self.stick)


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is interrupted.

    Args:
        name: what it is called.
        do: does it; tells ``SAVED`` after each time it is done.
        check: what is wrong afterwards, given how many times it was said to be done.
    """

    name: str
    do: Callable[[Place, Tell], None]
    check: Callable[[Place, int], Iterator[str]]


def make_place(folder: Path) -> tuple[Place, Unit, Path]:
    """A place to interrupt jobs in, and what it is a copy of.

    Args:
        folder: an empty one.
    """
    made = make_unit(folder / "made", others=1)
    unit, stick = made.copy(folder / "unit"), folder / "stick"
    stick.mkdir()
    with closing(unit.open()) as found:
        _tell_of(found, "a", 3)
        found.backups.choose_second(stick)
        found.backups.make()
        before = facts_in(found)
        _tell_of(found, "b", 2)
        now = facts_in(found)
    ready = unit.copy(folder / "ready")
    shutil.copytree(stick, folder / "ready-stick")
    log = folder / "logg.csv"
    lines = [f"03.02.2026;Nestenulykke;Akebakke;0;i{number} 0 nesten" for number in range(IMPORTED)]
    log.write_text("\n".join((HEADINGS, *lines)), "utf-8")
    return Place(unit, stick, log, before, now), ready, folder / "ready-stick"


def _tell_of(found: data.Data, name: str, number: int) -> None:
    place = next(one.id for one in found.read(places) if one.logged)
    for at in range(number):
        values = {"kind": "near_miss", "occurred_on": NOON.date(), "place_id": place, "severity": 0,
                  "story": f"{name}{at} 0 nesten"}  # fmt: skip
        found.write(record_incident, values, told_at=NOON)


def whole(place: Place, folder: Path, password: str, *holds: Facts) -> Iterator[str]:
    """What is wrong with the data in a folder.

    Args:
        place: whose they are.
        folder: where they lie.
        password: opens them.
        holds: one of these must hold there, and no more.
    """
    finish_restore(folder)
    keys = vault.unlock(folder, password)
    unit = dataclasses.replace(place.unit, folder=folder, keys=keys) if folder == place.unit.folder else None
    unit = unit or Unit(folder, keys, "", ())
    with closing(unit.open()) as found:
        with found.database.raw() as connection:
            yield from examined(connection)
        yield from (str(finding) for finding in found.findings)
        there = facts_in(found)
        if there not in holds:
            yield f"not as it should be: {missing(holds[-1], there)[:3]}, {sorted(there.keys() - holds[-1].keys())[:3]}"
    yield from _backups_whole(place, keys)


def _backups_whole(place: Place, keys: Keys) -> Iterator[str]:
    for path in place.backups:
        yield from (f"{path.name}: {said}" for said in verify_backup(path, keys_of(path, keys) or keys))


def _back_up(place: Place, tell: Tell) -> None:
    with closing(place.unit.open()) as found:
        tell(READY)
        found.backups.make()
        tell(SAVED)


def _backed_up(place: Place, times: int) -> Iterator[str]:
    yield from whole(place, place.unit.folder, PASSWORD, place.now)
    if len(place.backups) < 2 + 2 * times:
        yield f"{len(place.backups)} backups"


def _bring_in(place: Place, tell: Tell) -> None:
    with closing(place.unit.open()) as found:
        source = read_source(place.log)
        tell(READY)
        outcome = found.write(run_import, source)
        if outcome.imported != IMPORTED:
            raise AssertionError(outcome)
        tell(SAVED)


def _brought_in(place: Place, times: int) -> Iterator[str]:
    new: Facts = {}
    for number in range(IMPORTED):
        new |= {f"said i{number}": "0", f"times i{number}": 1}
    yield from whole(place, place.unit.folder, PASSWORD, *((place.now,) if not times else ()), place.now | new)


def _restore_new(place: Place, tell: Tell) -> None:
    tell(READY)
    restore(next(place.stick.glob("*" + ENDING)), place.new, password=PASSWORD)
    tell(SAVED)


def _restored_new(place: Place, times: int) -> Iterator[str]:
    finish_restore(place.new)
    if not data.exists(place.new):
        if times:
            yield "it was said to be brought back, and nothing is there"
        _restore_new(place, lambda _line: None)  # one can begin again
    yield from whole(place, place.new, PASSWORD, place.before)


def _restore_over(place: Place, tell: Tell) -> None:
    tell(READY)
    restore(next(place.stick.glob("*" + ENDING)), place.unit.folder, password=PASSWORD)
    tell(SAVED)


def _restored_over(place: Place, times: int) -> Iterator[str]:
    yield from whole(place, place.unit.folder, PASSWORD, *((place.now,) if not times else ()), place.before)


def _exchange(place: Place, tell: Tell) -> None:
    with closing(place.unit.open()) as found:
        users = VaultUsers(found, Work())
        tell(READY)
        users.remove(place.unit.people[0], "Har sluttet")
        tell(SAVED)


def _exchanged(place: Place, times: int) -> Iterator[str]:
    yield from whole(place, place.unit.folder, PASSWORD, place.now)
    if times and _opens(place.unit.folder, THEIRS):
        yield "who was removed gets in"


def _new_password(place: Place, tell: Tell) -> None:
    with closing(place.unit.open()) as found:
        users = VaultUsers(found, Work())
        tell(READY)
        users.new_password(found.keys.person, OTHER)
        tell(SAVED)
        users.rename(place.unit.people[0], "Kari Nordmann")
        users.new_code()


def _has_password(place: Place, times: int) -> Iterator[str]:
    opened = [password for password in (PASSWORD, OTHER) if _opens(place.unit.folder, password)]
    if len(opened) != 1 or (times and opened != [OTHER]):
        yield f"{len(opened)} passwords open it"
        return
    yield from whole(place, place.unit.folder, opened[0], place.now)
    if not _opens(place.unit.folder, THEIRS):
        yield "the other one does not get in"


def _settings(number: int) -> Settings:
    return Settings(text_size=SIZES[number % len(SIZES)], screen_minutes=number % 29 + 1)


def _write_settings(place: Place, tell: Tell) -> None:
    write_settings(place.unit.folder, _settings(0))
    tell(READY)
    for number in range(1, WRITES):
        write_settings(place.unit.folder, _settings(number))
        tell(SAVED)


def _settings_written(place: Place, times: int) -> Iterator[str]:
    if read_settings(place.unit.folder) not in {_settings(times), _settings(times + 1)}:
        yield f"neither settings {times} nor the next"
    if times % 10 == 0:
        yield from whole(place, place.unit.folder, PASSWORD, place.now)


def _opens(folder: Path, password: str) -> bool:
    with suppress(Invalid, Problem):
        vault.unlock(folder, password)
        return True
    return False


JOBS = (
    Job("backup", _back_up, _backed_up),
    Job("import", _bring_in, _brought_in),
    Job("restore on an empty machine", _restore_new, _restored_new),
    Job("restore over data", _restore_over, _restored_over),
    Job("exchange of keys", _exchange, _exchanged),
    Job("vault", _new_password, _has_password),
    Job("settings", _write_settings, _settings_written),
)

"""What the scenes share: a small unit that is made once, somebody who is told what is saved, and a thorough look."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import pytest

from ikdesk import anchor_data, backup_data, data
from ikdesk.access.finding_queries import walked
from ikdesk.incidents.actions import record_incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import SYSTEM
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.safe import secret, vault
from ikdesk.safe.backup import manifest_path, verify_backup
from ikdesk.safe.file import examined
from ikdesk.safe.keys import Keys
from ikdesk.safe.secret import Work
from ikdesk.unit.model import UnitKind
from ikdesk.unit.queries import places
from tests.engines import warm
from tests.reliability.row import Tally

TODAY = date(2026, 4, 30)
NOON = datetime(2026, 4, 30, 12, 0)
OLD = "gammel nok til alt dette"  # the password of the shipped files of older versions
OURS, THEIRS = "hest lampe vår brød", "kanel gitar snøfnugg tak"
SAID = 100  # characters of what is wrong with a file that are told
Told = list[Any]  # what somebody is told is done: a word, and what it is about


class Teller(Protocol):
    """Somebody who does what is asked, and says what is done."""

    def do(self, told: Told, act: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do it, and say so."""

    def opened(self) -> None:
        """The data are open now."""

    @property
    def rounds(self) -> int:
        """How often what is short is done."""


@dataclass(frozen=True)
class Scene:
    """One thing the program does."""

    name: str
    prepare: Callable[[Path, Path], None]  # a made unit, and the folder of this scene
    run: Callable[[Path, Teller], None]
    check: Callable[[Look], None]


@dataclass
class Look:
    """What is found afterwards."""

    root: Path
    said: list[Told]
    tally: Tally
    known: dict[Any, Any]  # what the scene wants to remember from state to state
    strict: bool = True  # whether all was done with a disk that does what it is told
    refused: list[Told] = field(default_factory=list)  # what somebody was told is not done
    unsure: dict[str, list[Any]] = field(default_factory=dict)  # by the word: of which nobody could say
    passwords: Sequence[str] = (OURS,)

    @property
    def folder(self) -> Path:
        """Where the data lie."""
        return self.root / "data"

    def about(self, word: str) -> list[Any]:
        """What was said about something, in order."""
        return [told[1] for told in self.said if told[0] == word]

    def refused_about(self, word: str) -> list[Any]:
        """What was said not to be done."""
        return [told[1] for told in self.refused if told[0] == word]

    def fits(self, word: str, number: int) -> bool:
        """Whether what was written with this number may be what is found: the last that was acknowledged, or what was
        under way then, or of which somebody was told to see for themselves.
        """
        last = max((int(said) for said in self.about(word)), default=0)
        return number == last or number in self.unsure.get(word, ()) or (self.strict and number == last + 1)

    def must(self, there: bool, what: str) -> None:
        """Something acknowledged is looked for."""
        self.tally.acknowledged += 1
        if not there:
            self.tally.gone(what)

    def keys(self) -> Keys | None:
        """The keys, as whoever knows a password gets them."""
        for password in self.passwords:
            with suppress(Problem, Invalid):
                return vault.unlock(self.folder, password)
        self.tally.fault("nobody can unlock any more")
        return None

    @contextmanager
    def database(self, keys: Keys) -> Iterator[Database]:
        """The file, opened as the program does it, and whole."""
        os.environ["IKDESK_MACHINE"] = str(self.root / "machine")
        found = data.database_of(self.folder / data.FILE, keys, Clock(TODAY))
        # a question is put into SQL once, not once for each state: that takes longer than asking it
        found.engine.dialect = self.known.setdefault("dialect", found.engine.dialect)
        found.engine.update_execution_options(compiled_cache=self.known.setdefault("compiled", {}))
        try:
            with found.raw() as connection:
                for said in self._wrong_in(connection):
                    self.tally.fault(said)
            yield found
        finally:
            found.close()

    def _wrong_in(self, connection: Any) -> Iterator[str]:
        """What is wrong with the file; the seals of pages that nothing points to are looked at in each tenth state."""
        self.known["looks"] = self.known.get("looks", 0) + 1
        if self.known["looks"] % 10 == 1:
            yield from examined(connection)
            return
        for ask in ("integrity_check", "foreign_key_check"):
            yield from (f"{ask}: {str(row)[:SAID]}" for row in connection.execute(f"PRAGMA {ask}") if row != ("ok",))

    def whole_logs(self, keys: Keys, found: Database) -> None:
        """Both chains are whole, and no anchor is ahead of them."""
        with found.raw() as connection:
            mark = hash(tuple(tuple(connection.execute(f"SELECT * FROM {one} ORDER BY seq").fetchall())
                              for one in ("history", "access")))  # fmt: skip
        if mark not in self.known:  # the same rows were walked in another state
            self.known[mark] = found.read(walked, viewer=SYSTEM, today=TODAY)
        for finding in (*self.known[mark], *anchor_data.look(self.folder, keys, found).findings):
            self.tally.fault(f"the logs: {finding}")

    def whole_backups(self, keys: Keys, place: Path) -> set[str]:
        """The backups in a place; whatever has the name of one must be one."""
        names = set()
        for path in place.glob("*.ikbackup"):
            note = manifest_path(path)
            noted = note.read_bytes() if note.is_file() else b""
            mark = hashlib.blake2b(path.read_bytes() + noted).digest()
            if mark not in self.known:
                self.known[mark] = verify_backup(path, keys)
            for said in self.known[mark]:
                self.tally.fault(f"{path.name}: {said}")
            names.add(path.name)
        return names


def make_unit(root: Path) -> None:
    """A unit with two who can unlock."""
    os.environ["IKDESK_MACHINE"] = str(root / "machine")
    made, _code = data.make_unit_data(root / "data", OURS, name="Solbakken", kind=UnitKind.BARNEHAGE,
                                      clock=Clock(TODAY))  # fmt: skip
    users = VaultUsers(made, Work())
    users.keep_code()
    users.add("Kari", Role.STAFF, THEIRS)
    save(made, "Før alt dette")
    made.close()


def opened(root: Path, password: str = OURS) -> data.Data:
    """Open the data as the program does."""
    os.environ["IKDESK_MACHINE"] = str(root / "machine")
    return data.open_data(root / "data", vault.unlock(root / "data", password), clock=Clock(TODAY))


def values(found: data.Data, story: str) -> dict[str, Any]:
    """A report."""
    return {
        "kind": "child_injury", "occurred_on": date(2026, 2, 3), "occurred_time": time(10, 40),
        "place_id": places_of(found)[0].id, "severity": 1, "story": story,
    }  # fmt: skip


def places_of(found: data.Data) -> list[Any]:
    """Where things happen."""
    return [place for place in found.read(places) if place.standard == "sledding_hill"]


def save(found: data.Data, story: str) -> str:
    """Save a report; its key."""
    key = found.write(record_incident, values(found, story), told_at=NOON)
    return str(key.hex)


@contextmanager
def quick_keys() -> Iterator[None]:
    """Passwords become keys at once; only those of the shipped files of older versions as dearly as always.

    A question is put into SQL once.
    """
    from argon2 import low_level  # late, as in the program

    real = cache(low_level.hash_secret_raw)

    def stretch(typed: bytes, salt: bytes, **cost: Any) -> bytes:
        if typed == OLD.encode():
            return real(typed, salt, **cost)
        return hashlib.blake2b(typed, key=salt, digest_size=32).digest()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(low_level, "hash_secret_raw", stretch)
        patch.setattr(secret, "calibrated", Work)
        for module in (data, backup_data):
            patch.setattr(module, "engine_of", warm)
        yield


def copy(made: Path, root: Path) -> None:
    """A unit of one's own."""
    shutil.copytree(made, root)


def packed(told: Told) -> str:
    """As it stands in the log."""
    return json.dumps(told)


def unpacked(text: str) -> Told:
    """As it was said."""
    found: Told = json.loads(text)
    return found

"""A small unit to try things on, made once for each process and copied from then on."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from argon2 import low_level

from ikdesk import backup_data, data
from ikdesk.kernel import codes
from ikdesk.kernel.clock import Clock
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.safe import secret
from ikdesk.safe.keys import SIZE, Keys
from ikdesk.safe.secret import Work
from ikdesk.unit import actions as unit_actions
from ikdesk.unit.model import UnitKind
from tests.engines import warm
from tests.made_once import stretched_once
from tests.samples import THEIRS, TODAY

PASSWORD = "kakao votter akebrett sol"
CLOCK = Clock(TODAY)
LISTS = ("event_type", "event_tile", "severity", "measure_origin", "place_kindergarten")
FEW = 4  # places


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's data on disk, which nobody has open."""

    folder: Path
    keys: Keys
    code: str
    people: tuple[str, ...]  # the locks of those who are let in besides the leader

    @property
    def machine(self) -> Path:
        """What this machine remembers of it."""
        return self.folder.with_name(self.folder.name + ".machine")

    def open(self, clock: Clock = CLOCK, keys: Keys | None = None) -> data.Data:
        """As the program opens it."""
        os.environ["IKDESK_MACHINE"] = str(self.machine)
        return data.open_data(self.folder, keys or self.keys, clock=clock)

    def copy(self, folder: Path) -> Unit:
        """Another with the same in it, in place of whatever lies there."""
        copied = Unit(folder, self.keys, self.code, self.people)
        for old, new in ((self.folder, copied.folder), (self.machine, copied.machine)):
            shutil.rmtree(new, ignore_errors=True)
            if old.exists():
                shutil.copytree(old, new)
        return copied


def make_unit(folder: Path, others: int = 0) -> Unit:
    """Make a unit in which real things may be written.

    Args:
        folder: new.
        others: how many members of staff can unlock besides the leader.
    """
    made = Unit(folder, *_made(folder, others))
    # what is kept aside for a last report is five megabytes to copy each time, and tells nothing here
    (folder / "reserve.bin").unlink(missing_ok=True)
    return made


def _made(folder: Path, others: int) -> tuple[Keys, str, tuple[str, ...]]:
    os.environ["IKDESK_MACHINE"] = str(folder.with_name(folder.name + ".machine"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unit_actions, "shipped_codebook", _few_codes)
        patch.setattr(unit_actions, "shipped_list", lambda name: codes.shipped_list(name)[:FEW])
        found, code = data.make_unit_data(folder, PASSWORD, name="Solbakken", kind=UnitKind.BARNEHAGE, clock=CLOCK)
    users = VaultUsers(found, Work())
    users.keep_code()
    people = tuple(users.add(f"Kari {number}", Role.STAFF, THEIRS) for number in range(others))
    found.walk_logs()
    found.close()
    return found.keys, code, people


def _few_codes() -> codes.Codebook:
    """The lists that are needed to report and follow up: the file is copied and read through thousands of times."""
    shipped = codes.shipped_codebook().lists
    return codes.Codebook({name: shipped[name] for name in LISTS})


@contextmanager
def quick(*, older: bool = False) -> Iterator[None]:
    """Make what a process does thousands of times cheap, without leaving out anything a disk would see.

    From a password to a key it goes at once, a question is put into SQL once and not once for each time a file is
    opened, and the five megabytes that are kept aside are left out.

    Args:
        older: vaults that were made by others are opened, too: then each key is worked out as it should be, once.
    """
    with stretched_once(), pytest.MonkeyPatch.context() as patch:
        if not older:
            patch.setattr(low_level, "hash_secret_raw", _at_once)
        patch.setattr(secret, "calibrated", Work)
        patch.setattr(data, "engine_of", warm)
        patch.setattr(backup_data, "engine_of", warm)
        patch.setattr(data, "keep_reserve", lambda _folder: None, raising=False)
        yield


def _at_once(secret: bytes, salt: bytes, **_cost: Any) -> bytes:
    return hashlib.blake2b(secret, key=salt, digest_size=SIZE).digest()

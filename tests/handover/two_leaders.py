"""A real unit whose leader hands over: Tom goes, Ingrid comes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ikdesk import data
from ikdesk.handover.actions import begin_handover
from ikdesk.handover_data import FileOutside
from ikdesk.kernel.clock import Clock
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.safe import vault
from ikdesk.safe.secret import Work
from ikdesk.start.demo_actions import DEMO_DAY

TOM, INGRID = "Tom", "Ingrid"
HERS = "kanel gitar snøfnugg tak"
WORDS = "Stolpen i akebakken må flyttes før snøen kommer."
AT = datetime.combine(DEMO_DAY, datetime.min.time().replace(hour=12))


def opened(folder: Path, password: str = data.DEMO_PASSWORD, name: str = TOM) -> data.Data:
    """The demo, opened by one of them."""
    return data.open_data(folder, vault.unlock(folder, password, name), clock=Clock())


def users(found: data.Data) -> VaultUsers:
    """Those who can unlock it; no password is dear to try here."""
    return VaultUsers(found, Work())


def begun(found: data.Data) -> str:
    """Let Ingrid in and say that she takes over; gives the lock she opens."""
    slot = users(found).add(INGRID, Role.LEADER, HERS)
    found.write(begin_handover, slot)
    return slot


def slot_of(found: data.Data, name: str) -> str:
    """The lock that somebody opens."""
    return next(row.id for row in users(found).rows() if row.name == name)


def outside(found: data.Data) -> FileOutside:
    """What lies beside the file."""
    return FileOutside(found)

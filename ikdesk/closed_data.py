"""What is done with a unit's data while they are closed: a backup takes their place, or what can be read is saved."""

from __future__ import annotations

from ikdesk import restore_data
from ikdesk.backups.restore_model import Closed, Ended, Tick, Wish
from ikdesk.kernel.database import Database
from ikdesk.kernel.words import _
from ikdesk.safe.file import examined


def bringing_back(wish: Wish) -> Closed:
    """A backup takes the place of what lies in the data folder, which is kept aside.

    Args:
        wish: which, where to, and what opens it.
    """

    def work(tick: Tick) -> Ended | None:
        opens = wish.opens
        restore_data.restore(wish.candidate.path, wish.folder, password=opens.password, person=opens.person,
                             code=opens.code, tick=tick)  # fmt: skip
        return None

    return Closed(
        str(_("Henter tilbake kopien …")),
        str(_("Den blir lest gjennom før den tas i bruk. Det dere hadde, blir tatt vare på. Slå ikke av maskinen.")),
        work,
    )  # fmt: skip


def damage(database: Database) -> list[str]:
    """What is wrong with an open file; nothing where it is whole."""
    with database.raw() as connection:
        return list(examined(connection))

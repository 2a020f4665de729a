"""What is done with a unit's data while they are closed: a backup takes their place, or what can be read is saved."""

from __future__ import annotations

from pathlib import Path

from ikdesk import restore_data, salvage_data
from ikdesk.backups.restore_model import Closed, Ended, Tick, Wish
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import free_path
from ikdesk.kernel.words import _, many
from ikdesk.safe.file import examined
from ikdesk.safe.keys import Keys
from ikdesk.salvage_sentences import COMPARE, NOTHING


def check(wish: Wish) -> None:
    """Do nothing if a backup could be brought back with what was typed.

    Raises:
        Invalid: the password or the code is wrong.
        Problem: something is wrong with the backup, or it is not for this person to do.
    """
    opens = wish.opens
    restore_data.check(wish.candidate.path, wish.folder, password=opens.password, person=opens.person, code=opens.code)


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


def salvaging(folder: Path, into: Path, keys: Keys) -> Closed:
    """What can be read of damaged data is saved to another folder.

    Args:
        folder: the damaged data.
        into: where; in a new folder there, where something lies in it already.
        keys: of whoever unlocked.

    Raises:
        Problem: ``into`` lies among the damaged data.
    """
    if into.resolve().is_relative_to(folder.resolve()):
        raise Problem(_("Velg en annen mappe enn der dataene ligger."))
    inside = free_path(into / f"IKdesk-reddet-{Clock().local():%Y-%m-%d}")
    place = inside if into.exists() and any(into.iterdir()) else into

    def work(tick: Tick) -> Ended | None:
        saved = salvage_data.salvage(folder, place, keys=keys, tick=tick)
        rows = many("{n} opplysning er reddet", "{n} opplysninger er reddet", saved.rows)
        where = _("{rows} til mappen {folder}.").format(rows=rows, folder=saved.folder)
        lost = (*saved.lost, str(COMPARE)) if saved.lost else (str(NOTHING),)
        return Ended(
            str(_("Alt er reddet") if saved.whole else _("Det som kunne leses, er reddet")),
            "\n".join((where, *lost, str(_("De gamle dataene ligger der de lå.")))),
            "ok" if saved.whole else "warn", saved.folder,
        )  # fmt: skip

    return Closed(
        str(_("Redder data …")),
        str(_("Filen leses side for side. Det kan ta noen minutter. De gamle dataene røres ikke.")), work,
    )  # fmt: skip


def damage(database: Database) -> list[str]:
    """What is wrong with an open file; nothing where it is whole."""
    with database.raw() as connection:
        return list(examined(connection))

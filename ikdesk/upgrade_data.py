"""The data folder brought up to this program: a copy, the steps, what the lists gained; and what was interrupted.

A step is all or nothing by itself. What it cannot tell is that somebody pulled the plug in the middle of it, and what
follows it could be left out. Therefore a note lies in the folder from before the first step until all is done.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ikdesk.kernel import migrations
from ikdesk.kernel.database import Database
from ikdesk.kernel.files import write_whole
from ikdesk.kernel.viewer import SYSTEM
from ikdesk.kernel.words import _
from ikdesk.unit.actions import bring_lists_up_to_date

NOTE = "upgrade.txt"


def bring_up(folder: Path, database: Database, copy: Callable[[], object]) -> tuple[str, ...]:
    """Bring an older file up to this program, and finish what was interrupted.

    Args:
        folder: the data folder, held by this program.
        database: the open file.
        copy: makes a verified copy, or raises; called before anything is changed.

    Returns:
        What whoever unlocked must be told.

    Raises:
        Problem: the file is from a newer version, the copy failed, or a step did; the file is as it was.
    """
    note = folder / NOTE
    interrupted = note.exists()

    def begin() -> None:
        copy()
        write_whole(note, b"")

    if migrations.bring_up_to_date(database.engine, begin) or interrupted:
        database.write(bring_lists_up_to_date, by=SYSTEM, today=database.clock.today())
        with suppress(OSError):  # then it is done, and told, once more
            note.unlink(missing_ok=True)
    if not interrupted:
        return ()
    return (str(_("Forrige gang ble oppgraderingen av dataene avbrutt. Nå er den gjort ferdig, og alt er på plass.")),)

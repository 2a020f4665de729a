"""A copy of a unit's data, opened to be read: nothing can be written in it, and it is gone when it is closed."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import Any

from ikdesk.access.actions import note_access
from ikdesk.data import Data, open_data
from ikdesk.exports.actions import know_files
from ikdesk.incidents.actions import save_draft
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.words import _
from ikdesk.people.pin_actions import keep_pin
from ikdesk.safe.keys import Keys

# What is done without anybody asking for it, and comes to nothing here. That includes the access log: a copy is
# thrown away when it is closed, for one that was left would be opened by passwords that no longer hold.
QUIET: frozenset[Any] = frozenset({note_access, know_files, save_draft, keep_pin})


def reading_words(origin: Path) -> str:
    """What stands above every page of a copy, and what is said to whoever tries to write in it.

    Args:
        origin: the folder it was copied from.
    """
    said = _("Dette er en kopi til å lese. Det du skriver her, blir ikke med i {folder}.")
    return said.format(folder=origin)


def open_copy(folder: Path, keys: Keys, *, clock: Clock, origin: Path) -> Data:
    """Open a copy.

    Args:
        folder: the copy.
        keys: from its vault.
        clock: the program's clock.
        origin: the folder it was copied from.

    Raises:
        Problem: as ``open_data``.
    """
    data = open_data(folder, keys, clock=clock, noted=False)
    data.database.refusal, data.database.ignored = reading_words(origin), QUIET
    inner, outer = data._held, contextlib.ExitStack()  # noqa: SLF001 (its own: what is let go when it is closed)
    outer.callback(shutil.rmtree, folder, ignore_errors=True)  # after the lock: it lies in there
    outer.push(inner.pop_all())
    data._held = outer  # noqa: SLF001
    return data

"""Other keys for everything, when somebody shall no longer get in: a copy with the new keys, then one moment of change.

The order, each step whole or not done at all:

1. The file is copied with the new keys to ``ikdesk.next.db``, and the copy is read through. Nothing has changed yet:
   the vault still has the old keys, and a copy that is left is thrown away.
2. ``vault.json`` with the new keys takes the place of the old. **This is the moment**: from here on they hold.
3. ``vault.copy.json`` likewise. Until then it tells whoever comes that newer keys took its place, and opens nothing.
4. The log of the old file is removed, and the copy takes the place of the file. If the program ended before this,
   ``settle`` does it at the next start.

Never ``PRAGMA rekey``: a plug that is pulled in the middle of it leaves half a file with each key.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import explain, sync_folder, whole_file
from ikdesk.safe.backup import copied
from ikdesk.safe.file import connect
from ikdesk.safe.front import DATA
from ikdesk.safe.guard import COMING, room_for
from ikdesk.safe.members import vault_without
from ikdesk.safe.vault import is_in_place, save

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from ikdesk.safe.keys import Keys


def remove_user(folder: Path, keys: Keys, person: str, connection: Connection) -> Keys:
    """Keep somebody out from now on: steps 1 to 3. The connection must then be closed, and ``settle`` does the last.

    Args:
        folder: the data folder, held by this program.
        keys: of whoever unlocked.
        person: who shall not get in any more, a UUID in text.
        connection: the open file; nothing may be written to it from here on.

    Returns:
        The keys that hold now.

    Raises:
        Problem: it is oneself or the last leader, or the disk said no; the old keys still hold.
    """
    vault, fresh = vault_without(folder, keys, person)
    room_for(folder, _size_of(folder / DATA))
    with whole_file(folder / COMING) as temporary:
        copied(connection, temporary, fresh.database)
    try:
        save(folder, vault)
    except Problem:
        if not is_in_place(folder, vault):
            raise
        # the moment has passed, whatever the disk said then: nothing may be written with the old keys any more
    return fresh


def settle(folder: Path, keys: Keys) -> None:
    """Finish an exchange of keys, or throw away what was only begun; nearly always there is nothing to do.

    Args:
        folder: the data folder, held by this program, where nobody has the file open.
        keys: of whoever unlocked.

    Raises:
        Problem: the file cannot be put in place now.
    """
    live, coming = folder / DATA, folder / COMING
    if not coming.exists():
        return
    try:
        if _opens(coming, keys.database):  # the keys in force are its own: step 2 was done
            # the log first: in the new file's place it would be taken for its own
            for ending in ("-wal", "-shm"):
                live.with_name(live.name + ending).unlink(missing_ok=True)
            sync_folder(folder)  # and gone for good, before there is anything in the file's place
            coming.replace(live)
            sync_folder(folder)
        elif _opens(live, keys.database):
            coming.unlink()
    except OSError as error:
        raise explain(error, live) from error


def _opens(path: Path, key: bytes) -> bool:
    if not path.exists():
        return False
    try:
        connect(path, key, read_only=True).close()
    except Problem:
        return False
    return True


def _size_of(path: Path) -> int:
    log = path.with_name(path.name + "-wal")
    return path.stat().st_size + (log.stat().st_size if log.exists() else 0)

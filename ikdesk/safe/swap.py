"""Other data in the place of those in a data folder: all of them, or none, whenever the program ends.

1. All that is new is made ready in ``.restore-begun``. Nothing has changed yet; what is left of it is thrown away.
2. That folder is given the name ``.restore-ready``. **This is the moment**: from here on the new data hold, and
   whoever starts next goes on where it stopped.
3. What lay in the data folder is moved into ``replaced-…``; then the folder is called ``.restore-moving``.
4. What is new is moved out of it, the vault last, and the empty folder is removed.

Whoever stands at the lock screen may report at any moment, and gets a receipt: what came while this went on is taken
along.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import explain, make_folder, sync_file, sync_folder, write_whole
from ikdesk.kernel.words import _
from ikdesk.safe import ledger
from ikdesk.safe.front import DATA, MOVING, READY, VAULT, VAULT_COPY, is_being_replaced
from ikdesk.safe.front import NAME as FRONT
from ikdesk.safe.guard import hold
from ikdesk.safe.ledger import ENDING, INBOX

BEGUN = ".restore-begun"
PLAN = "replaced.txt"  # in the folder that is moved: where the old goes
# what one unit's data are; whatever else lies in the folder is another's, or holds for whatever data lie here
OURS = (
    DATA, f"{DATA}-wal", f"{DATA}-shm", f"{DATA}-journal", "ikdesk.next.db", "anchor.json", "disposals.sealed", FRONT,
    "inbox", VAULT_COPY, VAULT,
)  # fmt: skip


def begin(folder: Path) -> Path:
    """An empty folder to make the new data ready in.

    Args:
        folder: the data folder, held by this program.

    Raises:
        Problem: the disk said no.
    """
    begun = folder / BEGUN
    try:
        tidy(folder)
        begun.mkdir(mode=0o700)
    except OSError as error:
        raise explain(error, begun) from error
    return begun


def tidy(folder: Path) -> None:
    """Throw away what was only begun.

    Args:
        folder: the data folder, held by this program.
    """
    if (folder / BEGUN).is_dir():
        shutil.rmtree(folder / BEGUN)


def take_over(folder: Path, away: str) -> None:
    """Let what was made ready hold from now on.

    Args:
        folder: the data folder, held by this program.
        away: the name of the folder in it for what lay there until now.

    Raises:
        Problem: the disk said no; after the moment has come, the next start goes on.
    """
    begun = folder / BEGUN
    try:
        if any((folder / name).exists() for name in OURS):
            write_whole(begun / PLAN, away.encode("ascii"))
        for path in begun.rglob("*"):  # all of it must be on the disk before it is said to hold
            sync_folder(path) if path.is_dir() else sync_file(path)
        sync_folder(begun)
        begun.rename(folder / READY)
        sync_folder(folder)  # the moment itself, before the old is moved
        _go_on(folder)
    except OSError as error:
        raise explain(error, folder) from error


def finish_restore(folder: Path) -> bool:
    """Go on with what was decided before the program ended; nearly always there is nothing to do.

    Args:
        folder: the data folder, which nobody holds.

    Returns:
        Whether there was anything.

    Raises:
        Problem: another program is at it, or the disk said no.
    """
    if not is_being_replaced(folder):
        return False
    with hold(folder):
        go_on(folder)
    return True


def go_on(folder: Path) -> None:
    """As ``finish_restore``, for whoever holds the folder.

    Raises:
        Problem: the disk said no.
    """
    try:
        _go_on(folder)
    except OSError as error:
        raise explain(error, folder) from error


def _go_on(folder: Path) -> None:
    ready, moving = folder / READY, folder / MOVING
    if ready.is_dir():
        _move_away(folder, ready)
        sync_folder(folder)
        ready.rename(moving)
        sync_folder(folder)
    if moving.is_dir():
        if (moving / INBOX).is_dir():  # afterwards, what lies in the data folder is the new one itself
            _take_along(folder / INBOX, moving / INBOX, gone=True)
        for path in _in_order(moving):
            if (folder / path.name).exists():
                raise Problem(_("Noe annet ligger i veien for {name}. Flytt det ut av mappen med dataene, og start "
                                "IKdesk på nytt.").format(name=path.name))  # fmt: skip
            path.rename(folder / path.name)
        sync_folder(folder)
        (moving / PLAN).unlink(missing_ok=True)
        moving.rmdir()


def _move_away(folder: Path, ready: Path) -> None:
    if not (ready / PLAN).exists():
        return
    away = folder / (ready / PLAN).read_text("ascii").strip()
    make_folder(away, 0o700)
    for name in OURS:
        if (folder / name).exists() and not (away / name).exists():
            (folder / name).rename(away / name)
    sync_folder(away)
    _take_along(away / INBOX, ready / INBOX)


def _take_along(here: Path, there: Path, *, gone: bool = False) -> None:
    """Lay reports that came after the others were carried, among those.

    Args:
        here: an inbox; it need not be there.
        there: the new one.
        gone: nothing is to be left here.
    """
    for path in sorted(here.glob("*" + ENDING)):
        if path.is_file() and not (there / path.name).exists():
            sealed = path.read_bytes()
            write_whole(there / path.name, sealed)
            ledger.add(there.parent, path.stem, sealed)
        if gone:
            path.unlink()
    if gone and here.is_dir() and not any(here.iterdir()):
        here.rmdir()


def _in_order(moving: Path) -> Iterator[Path]:
    """What is new, the vault last."""
    paths = {path.name: path for path in moving.iterdir() if path.name != PLAN}
    yield from (path for name, path in sorted(paths.items(), key=lambda item: item[0].startswith("vault")))

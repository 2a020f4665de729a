"""Backups that have been read before they are called backups."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import explain, make_folder, whole_file, write_whole
from ikdesk.kernel.words import _
from ikdesk.safe.disposals import sealed_text
from ikdesk.safe.file import connect, disk_problem, examined
from ikdesk.safe.guard import room_for
from ikdesk.safe.vault import vault_text

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from ikdesk.safe.keys import Keys

ENDING = ".ikbackup"
LARGEST = 60_000_000  # bytes in the note beside a backup
LATER = ("ends", "disposals")  # what notes of the first versions do not say
QUIET = ("unlocked", "failed_unlock", "backed_up", "tried_back")  # what the log says that needs no new backup

Reach = Callable[[], "AbstractContextManager[Connection]"]  # the open file, for as long as nobody else may use it


@dataclass(frozen=True)
class Manifest:
    """The note beside a backup: what is in it, and the vault that opens it."""

    name: str
    sha256: str
    size: int  # bytes
    counts: Mapping[str, int]  # rows in each table
    schema: int  # the version of the tables
    program: str  # the version of the program
    made_at: str  # ISO 8601
    vault: str
    ends: str = ""  # where the logs of the file ended, as ``ends_of`` tells
    disposals: str = ""  # the sealed list of what was disposed of, as hexadecimal

    @property
    def incidents(self) -> int:
        """How many there are in it."""
        return self.counts.get("incident", 0)


@dataclass(frozen=True, slots=True)
class Content:
    """What a file held when it was copied."""

    counts: Mapping[str, int]
    schema: int
    ends: str


def backup_path(folder: Path, at: datetime) -> Path:
    """A free path for an automatic backup: ``IKdesk-2026-04-30-0930.ikbackup``.

    Args:
        folder: where backups lie.
        at: local time.
    """
    name = f"IKdesk-{at:%Y-%m-%d-%H%M}"
    path, number = folder / (name + ENDING), 1
    while path.exists() or manifest_path(path).exists():
        number += 1
        path = folder / f"{name}-{number}{ENDING}"
    return path


def manifest_path(target: Path) -> Path:
    """Where the note beside a backup lies."""
    return target.parent / (target.name + ".json")


def make_backup(reach: Reach, target: Path, keys: Keys, *, folder: Path, program: str, at: datetime) -> Manifest:
    """Copy the open file, read the copy through, and only then give it its name.

    Only the copying needs the open file; others may use it while the copy is read through.

    Args:
        reach: gives the open file, with no transaction under way.
        target: the backup; nothing may lie there, nor where its note goes.
        keys: of whoever unlocked.
        folder: the data folder, for the vault.
        program: the version of the program.
        at: when, with its time zone.

    Raises:
        Problem: something lies there, there is no room, the disk said no, or the copy is not whole.
    """
    for path in (target, manifest_path(target)):
        if path.exists():
            raise Problem(_("{name} finnes fra før. Velg et annet navn.").format(name=path.name or path))
    try:
        make_folder(target.parent)
    except OSError as error:
        raise explain(error, target.parent) from error
    with whole_file(target) as temporary:
        with reach() as connection:
            room_for(target.parent, _size_of(connection))
            content = pages_copied(connection, temporary, keys.backup)
        _refuse_unlike(temporary, keys.backup, content, reach)
        manifest = Manifest(
            name=target.name,
            sha256=sha256_of(temporary),
            size=temporary.stat().st_size,
            counts=content.counts,
            schema=content.schema,
            program=program,
            made_at=at.isoformat(),
            vault=vault_text(folder, keys).decode("ascii"),
            ends=content.ends,
            disposals=sealed_text(folder).hex(),
        )
        # the note first: a backup without it could not be opened on another machine
        write_whole(manifest_path(target), _noted(manifest, keys))
    return manifest


def verify_backup(target: Path, keys: Keys) -> list[str]:
    """What is wrong with a backup; empty when it is whole.

    Args:
        target: the backup.
        keys: of whoever unlocked, or from ``restore.keys_for``.
    """
    if not target.is_file():
        return [_("Sikkerhetskopien {name} finnes ikke.").format(name=target.name)]
    noted = _read(target)
    if noted is None:
        return [_("Følgefilen {name} mangler eller er skadet.").format(name=manifest_path(target).name)]
    manifest, stamp = noted
    if not _fits(manifest, stamp, keys):
        return [_("Følgefilen {name} er endret av noe annet enn IKdesk.").format(name=manifest_path(target).name)]
    if sha256_of(target) != manifest.sha256:
        return [_("Sikkerhetskopien {name} er endret eller skadet. Bruk en annen.").format(name=target.name)]
    try:
        content = _read_through(target, keys.backup)
    except Problem as problem:
        return [str(problem)]
    if (content.counts, content.schema) != (manifest.counts, manifest.schema):
        return [_("Sikkerhetskopien {name} har ikke de radene den skal ha.").format(name=target.name)]
    return []


def read_manifest(target: Path) -> Manifest | None:
    """The note beside a backup, not checked; None if it is missing or damaged."""
    noted = _read(target)
    return noted[0] if noted else None


def keys_of(target: Path, keys: Keys) -> Keys | None:
    """The keys a backup was made with: these, or those that were in force before; None if it is not of this unit.

    Args:
        target: the backup.
        keys: of whoever unlocked.
    """
    noted = _read(target)
    return next((one for one in (keys, *keys.older()) if noted is not None and _fits(*noted, one)), None)


def ends_of(connection: Connection) -> str:
    """Where the logs of a file end: alike means that nothing was written that is worth a new backup.

    Args:
        connection: the open file.
    """
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    asked = {
        "history": ("SELECT seq, digest FROM history ORDER BY seq DESC LIMIT 1", ()),
        "access": (f"SELECT seq, digest FROM access WHERE deed NOT IN ({', '.join('?' * len(QUIET))}) "  # noqa: S608
                   "ORDER BY seq DESC LIMIT 1", QUIET),
    }  # fmt: skip
    rows = (connection.execute(*asked[table]).fetchone() for table in asked if table in tables)
    return " ".join(f"{seq}:{digest}" for seq, digest in (row or (0, "") for row in rows))


def copied(connection: Connection, temporary: Path, key: bytes) -> Content:
    """Copy the open file under another key, read the copy through, and tell what is in it.

    Args:
        connection: the open file.
        temporary: where the copy goes; nothing lies there.
        key: of the copy.

    Raises:
        Problem: the disk said no, or the copy is not whole.
    """
    content = pages_copied(connection, temporary, key)
    _refuse_unlike(temporary, key, content, lambda: nullcontext(connection))
    return content


def pages_copied(connection: Connection, temporary: Path, key: bytes) -> Content:
    """Copy the open file under another key, and tell what is in it.

    The copy is not read through yet, and the disk may not have it: ``whole_file`` sees to that before it gets a name.

    Args:
        connection: the open file.
        temporary: where the copy goes; nothing lies there.
        key: of the copy.

    Raises:
        Problem: the disk said no.
    """
    from sqlcipher3 import dbapi2 as driver

    if connection.in_transaction:
        raise RuntimeError("a backup in the middle of a transaction would never end")
    # SQLite's backup API, not sqlcipher_export: each page is opened with the one key and sealed with the other, so
    # the copy is the same page for page. The export writes every row anew: it forgets user_version, and it may
    # give rows other numbers, which the word search points to. That the copy opens with its own key and only with
    # that, and holds the same rows, is checked here each time, and in the tests.
    try:
        copy = connect(temporary, key)
        try:
            # no log, and no waiting for the disk meanwhile: nobody needs half a copy, and a whole one is flushed later
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute("PRAGMA synchronous = OFF")
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # the file says that it has a log, as the one it is a copy of
        finally:
            copy.close()
        return _content(connection)
    except (driver.Error, OSError) as error:
        raise _damage(connection) or disk_problem(error) or error from error


def _refuse_unlike(path: Path, key: bytes, content: Content, reach: Reach) -> None:
    """Read a copy through; do nothing if it is whole, and like what was copied."""
    try:
        found = _read_through(path, key)
    except Problem as problem:
        with reach() as connection:  # is it the copy, or what was copied?
            damage = _damage(connection)
        raise damage or problem from problem
    if found != content:
        raise Problem(_("Kopien ble ikke lik dataene. Prøv igjen, helst på en annen disk."))


def _damage(connection: Connection) -> Problem | None:
    damage = examined(connection)
    if not damage:
        return None
    said = _("Dataene er skadet, og kopien ble ikke hel: {what} Gjenopprett fra en sikkerhetskopi.")
    return Problem(said.format(what=damage[0]))


def _read_through(path: Path, key: bytes) -> Content:
    copy = connect(path, key, read_only=True)
    try:
        problems = examined(copy)
        if problems:
            raise Problem(_("Kopien er ikke hel: {what} Prøv igjen, helst på en annen disk.").format(what=problems[0]))
        return _content(copy)
    finally:
        copy.close()


def _content(connection: Connection) -> Content:
    return Content(_counts(connection), _schema(connection), ends_of(connection))


def _counts(connection: Connection) -> dict[str, int]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    # a virtual table has no rows of its own; those of the tables behind it are counted
    names = [name for name, sql in rows if not str(sql).upper().startswith("CREATE VIRTUAL")]
    quoted = [(name, name.replace('"', '""')) for name in names]
    return {name: connection.execute(f'SELECT count(*) FROM "{safe}"').fetchone()[0] for name, safe in quoted}  # noqa: S608


def _schema(connection: Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _size_of(connection: Connection) -> int:
    pages, size = (connection.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "page_size"))
    return int(pages) * int(size)


def sha256_of(path: Path) -> str:
    """The digest of a file, as hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _said(manifest: Manifest) -> dict[str, Any]:
    """What a note says; what is empty and came later is left out, so that older notes keep their mark."""
    return {name: value for name, value in asdict(manifest).items() if value or name not in LATER}


def _noted(manifest: Manifest, keys: Keys) -> bytes:
    return json.dumps({**_said(manifest), "mac": _stamp(manifest, keys)}, indent=1).encode("ascii")


def _stamp(manifest: Manifest, keys: Keys) -> str:
    return keys.stamp("manifest", json.dumps(_said(manifest), sort_keys=True).encode("ascii"))


def _fits(manifest: Manifest, stamp: str, keys: Keys) -> bool:
    return hmac.compare_digest(stamp.encode(), _stamp(manifest, keys).encode())


def _read(target: Path) -> tuple[Manifest, str] | None:
    try:
        with manifest_path(target).open("rb") as file:
            noted: dict[str, Any] = json.loads(file.read(LARGEST))
        stamp = str(noted.pop("mac"))
        stamp.encode("ascii")
        manifest = Manifest(**noted)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return (manifest, stamp) if _is_whole(manifest) else None


def _is_whole(manifest: Manifest) -> bool:
    """Anybody can lay a note here: each part is what it should be."""
    texts = (manifest.vault, manifest.name, manifest.sha256, manifest.program, manifest.made_at, manifest.ends,
             manifest.disposals)  # fmt: skip
    counts = manifest.counts.values() if isinstance(manifest.counts, dict) else (None,)
    numbers = (manifest.size, manifest.schema, *counts)
    return all(isinstance(text, str) and text.isascii() for text in texts) and all(type(n) is int for n in numbers)

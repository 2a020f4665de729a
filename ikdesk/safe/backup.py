"""Backups that have been read before they are called backups."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import whole_file, write_whole
from ikdesk.kernel.words import _
from ikdesk.safe.file import connect, disk_problem, examined
from ikdesk.safe.guard import room_for
from ikdesk.safe.vault import vault_text

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from ikdesk.safe.keys import Keys

ENDING = ".ikbackup"
LARGEST = 10_000_000  # bytes in the note beside a backup


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


def backup_path(folder: Path, at: datetime) -> Path:
    """A free path for an automatic backup: ``IKdesk-2026-04-30-0930.ikbackup``.

    Args:
        folder: where backups lie.
        at: local time.
    """
    name = f"IKdesk-{at:%Y-%m-%d-%H%M}"
    path, number = folder / (name + ENDING), 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}{ENDING}"
    return path


def manifest_path(target: Path) -> Path:
    """Where the note beside a backup lies."""
    return target.with_name(target.name + ".json")


def make_backup(
    connection: Connection, target: Path, keys: Keys, *, folder: Path, program: str, at: datetime
) -> Manifest:
    """Copy the open file, read the copy through, and only then give it its name.

    Args:
        connection: the open file, with no transaction under way.
        target: the backup; nothing may lie there.
        keys: of whoever unlocked.
        folder: the data folder, for the vault.
        program: the version of the program.
        at: when, with its time zone.

    Raises:
        Problem: something lies there, there is no room, the disk said no, or the copy is not whole.
    """
    if connection.in_transaction:
        raise RuntimeError("a backup in the middle of a transaction would never end")
    if target.exists():
        raise Problem(_("{name} finnes fra før. Velg et annet navn.").format(name=target.name))
    target.parent.mkdir(parents=True, exist_ok=True)
    room_for(target.parent, _size_of(connection))
    with whole_file(target) as temporary:
        counts, schema = copied(connection, temporary, keys.backup)
        manifest = Manifest(
            name=target.name,
            sha256=_sha256(temporary),
            size=temporary.stat().st_size,
            counts=counts,
            schema=schema,
            program=program,
            made_at=at.isoformat(),
            vault=vault_text(folder, keys).decode("ascii"),
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
    if not hmac.compare_digest(stamp.encode(), _stamp(manifest, keys).encode()):
        return [_("Følgefilen {name} er endret av noe annet enn IKdesk.").format(name=manifest_path(target).name)]
    if _sha256(target) != manifest.sha256:
        return [_("Sikkerhetskopien {name} er endret eller skadet.").format(name=target.name)]
    try:
        counts, schema = _read_through(target, keys.backup)
    except Problem as problem:
        return [str(problem)]
    if (counts, schema) != (manifest.counts, manifest.schema):
        return [_("Sikkerhetskopien {name} har ikke de radene den skal ha.").format(name=target.name)]
    return []


def read_manifest(target: Path) -> Manifest | None:
    """The note beside a backup, not checked; None if it is missing or damaged."""
    noted = _read(target)
    return noted[0] if noted else None


def copied(connection: Connection, temporary: Path, key: bytes) -> tuple[dict[str, int], int]:
    """Copy the open file under another key, read the copy through, and tell its rows and its version.

    Args:
        connection: the open file.
        temporary: where the copy goes; nothing lies there.
        key: of the copy.

    Raises:
        Problem: the disk said no, or the copy is not whole.
    """
    from sqlcipher3 import dbapi2 as driver

    # SQLite's backup API, not sqlcipher_export: each page is opened with the one key and sealed with the other, so
    # the copy is the same page for page. The export writes every row anew: it forgets user_version, and it may
    # give rows other numbers, which the word search points to. That the copy opens with its own key and only with
    # that, and holds the same rows, is checked here each time, and in the tests.
    try:
        copy = connect(temporary, key)
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, no log beside it
        finally:
            copy.close()
    except (driver.Error, OSError) as error:
        raise disk_problem(error) or error from error
    try:
        found = _read_through(temporary, key)
    except Problem as problem:
        damage = examined(connection)  # is it the copy, or what was copied?
        if not damage:
            raise
        said = _("Dataene er skadet, og kopien ble ikke hel: {what} Gjenopprett fra en sikkerhetskopi.")
        raise Problem(said.format(what=damage[0])) from problem
    if found != (_counts(connection), _schema(connection)):
        raise Problem(_("Kopien ble ikke lik dataene. Prøv igjen, helst på en annen disk."))
    return found


def _read_through(path: Path, key: bytes) -> tuple[dict[str, int], int]:
    copy = connect(path, key, read_only=True)
    try:
        problems = examined(copy)
        if problems:
            raise Problem(_("Kopien er ikke hel: {what} Prøv igjen, helst på en annen disk.").format(what=problems[0]))
        return _counts(copy), _schema(copy)
    finally:
        copy.close()


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


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _noted(manifest: Manifest, keys: Keys) -> bytes:
    return json.dumps({**asdict(manifest), "mac": _stamp(manifest, keys)}, indent=1).encode("ascii")


def _stamp(manifest: Manifest, keys: Keys) -> str:
    return keys.stamp("manifest", json.dumps(asdict(manifest), sort_keys=True).encode("ascii"))


def _read(target: Path) -> tuple[Manifest, str] | None:
    try:
        with manifest_path(target).open("rb") as file:
            noted: dict[str, Any] = json.loads(file.read(LARGEST))
        stamp = str(noted.pop("mac"))
        stamp.encode("ascii")
        manifest = Manifest(**noted)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    whole = isinstance(manifest.vault, str) and manifest.vault.isascii() and isinstance(manifest.counts, dict)
    return (manifest, stamp) if whole else None

"""Back from a backup, into an empty folder; nothing that lies there is touched."""

from __future__ import annotations

from pathlib import Path

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import make_folder, whole_file
from ikdesk.kernel.words import _
from ikdesk.safe.anchor import mark_restored
from ikdesk.safe.backup import copied, keys_of, manifest_path, read_manifest, verify_backup
from ikdesk.safe.file import connect
from ikdesk.safe.guard import room_for
from ikdesk.safe.keys import Keys
from ikdesk.safe.vault import put_vault, unlock_text, unlock_text_with_code


def keys_for(target: Path, password: str, person: str = "") -> Keys:
    """The keys of a backup, with the password that was in use when it was made.

    Args:
        target: the backup.
        password: as it was typed.
        person: the name of the one it belongs to; without it everybody's is tried.

    Raises:
        Invalid: the password is wrong.
        Problem: the note beside the backup is missing or damaged, or nobody had that name.
    """
    return unlock_text(vault_of(target), password, person)


def keys_for_code(target: Path, typed: str) -> Keys:
    """The keys of a backup, with the recovery code that was in use when it was made."""
    return unlock_text_with_code(vault_of(target), typed)


def restore_backup(target: Path, path: Path, keys: Keys, *, vault: bytes = b"") -> None:
    """Make live data of a backup.

    Args:
        target: the backup.
        path: the live file to be; its folder has no data.
        keys: from ``keys_for``; or of a later time, that of ``vault``.
        vault: who may unlock from now on; those who could when the backup was made where it is left out.

    Raises:
        Problem: there is data already, the backup is not whole, or the disk said no.
    """
    if path.exists():
        raise Problem(_("Det ligger allerede data i denne mappen. Velg en tom mappe."))
    then = keys_of(target, keys) or keys
    problems = verify_backup(target, then)
    if problems:
        raise Problem(" ".join(problems))
    make_folder(path.parent, 0o700)
    room_for(path.parent, target.stat().st_size)
    # first: data without it could not be opened, and one can begin again
    put_vault(path.parent, vault or vault_of(target))
    with whole_file(path) as temporary:
        backup = connect(target, then.backup, read_only=True)
        try:
            copied(backup, temporary, keys.database)
            mark_restored(path.parent, keys, backup, target.name)
        finally:
            backup.close()


def vault_of(target: Path) -> bytes:
    """The vault that opens a backup.

    Raises:
        Problem: the note beside it is missing or damaged.
    """
    manifest = read_manifest(target)
    if manifest is None:
        name = manifest_path(target).name
        raise Problem(
            _("{name} mangler eller er skadet. Den må ligge ved siden av sikkerhetskopien.").format(name=name)
        )
    return manifest.vault.encode("ascii")

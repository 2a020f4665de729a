"""Back from a backup, into an empty folder; nothing that lies there is touched."""

from __future__ import annotations

from pathlib import Path

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import whole_file
from ikdesk.kernel.words import _
from ikdesk.safe.anchor import mark_restored
from ikdesk.safe.backup import copied, manifest_path, read_manifest, verify_backup
from ikdesk.safe.file import connect
from ikdesk.safe.guard import room_for
from ikdesk.safe.keys import Keys
from ikdesk.safe.vault import put_vault, unlock_text, unlock_text_with_code


def keys_for(target: Path, password: str) -> Keys:
    """The keys of a backup, with the password that was in use when it was made.

    Raises:
        Invalid: the password is wrong.
        Problem: the note beside the backup is missing or damaged.
    """
    return unlock_text(_vault_of(target), password)


def keys_for_code(target: Path, typed: str) -> Keys:
    """The keys of a backup, with the recovery code that was in use when it was made."""
    return unlock_text_with_code(_vault_of(target), typed)


def restore_backup(target: Path, path: Path, keys: Keys) -> None:
    """Make live data of a backup.

    Args:
        target: the backup.
        path: the live file to be; its folder has no data.
        keys: from ``keys_for``.

    Raises:
        Problem: there is data already, the backup is not whole, or the disk said no.
    """
    if path.exists():
        raise Problem(_("Det ligger allerede data i denne mappen. Velg en tom mappe."))
    problems = verify_backup(target, keys)
    if problems:
        raise Problem(" ".join(problems))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    room_for(path.parent, target.stat().st_size)
    put_vault(path.parent, _vault_of(target))  # first: data without it could not be opened, and one can begin again
    with whole_file(path) as temporary:
        backup = connect(target, keys.backup, read_only=True)
        try:
            copied(backup, temporary, keys.database)
            mark_restored(path.parent, keys, backup, target.name)
        finally:
            backup.close()


def _vault_of(target: Path) -> bytes:
    manifest = read_manifest(target)
    if manifest is None:
        name = manifest_path(target).name
        raise Problem(
            _("{name} mangler eller er skadet. Den må ligge ved siden av sikkerhetskopien.").format(name=name)
        )
    return manifest.vault.encode("ascii")

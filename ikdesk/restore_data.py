"""Back from a backup: on an empty machine, or in the place of data that are damaged or gone."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from ikdesk import data
from ikdesk.backups.model import Candidate
from ikdesk.incidents.model import BOX
from ikdesk.kernel import migrations
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Cancelled, Invalid, Problem
from ikdesk.kernel.files import free_path, make_folder
from ikdesk.kernel.viewer import SYSTEM, Right
from ikdesk.kernel.words import _
from ikdesk.people.model import rights_of
from ikdesk.safe import inbox, ledger, second, swap, vault
from ikdesk.safe.backup import ENDING, keys_of, manifest_path, read_manifest
from ikdesk.safe.disposals import Line, lists_in, opened_lists, write_disposals
from ikdesk.safe.file import connect
from ikdesk.safe.front import BACKUPS, has_data, locks_in, write_front
from ikdesk.safe.guard import hold, refuse_unsafe_place
from ikdesk.safe.kept import local_time
from ikdesk.safe.keys import Keys
from ikdesk.safe.restore import keys_for, keys_for_code, restore_backup

__all__ = ["Candidate", "candidate", "candidates_in", "check", "restore"]

Tick = Callable[[int, int], None]
STEPS = 4
MOST_FOLDERS = 100  # that are looked into on a memory stick


def candidate(path: Path) -> Candidate:
    """What can be read of a backup without a key.

    Args:
        path: the backup itself, or the note beside it.
    """
    target = _backup_of(path)
    note = read_manifest(target)
    if note is None:
        said = _("{name} mangler eller er skadet. Den må ligge ved siden av sikkerhetskopien.")
        return Candidate(target, _changed_at(target), 0, (), said.format(name=manifest_path(target).name))
    try:
        made_at = local_time(note.made_at)
    except ValueError:
        made_at = _changed_at(target)
    people = tuple(sorted(locks_in(note.vault.encode("ascii")), key=str.casefold))
    problem = ""
    if not target.is_file():
        problem = _("Sikkerhetskopien {name} finnes ikke. Bare følgefilen ligger her.").format(name=target.name)
    elif target.stat().st_size != note.size:
        problem = _("Sikkerhetskopien {name} er ikke hel.").format(name=target.name)
    elif note.schema > migrations.latest():
        problem = str(_("Disse dataene er laget av en nyere utgave av IKdesk. Installer den nyeste utgaven."))
    return Candidate(target, made_at, note.incidents, people, problem)


def candidates_in(folder: Path) -> tuple[Candidate, ...]:
    """The backups in a folder and in the folders in it, newest first.

    Args:
        folder: a memory stick, a folder of backups, or a data folder.
    """
    try:
        inner = [path for path in sorted(folder.iterdir()) if path.is_dir() and not path.is_symlink()]
    except OSError:
        return ()
    found = []
    for place in (folder, *inner[:MOST_FOLDERS]):
        with contextlib.suppress(OSError):  # one that may not be read
            found += [candidate(path) for path in place.glob("*" + ENDING) if path.is_file()]
    return tuple(sorted(found, key=lambda one: (one.made_at, len(one.path.name), one.path.name), reverse=True))


def restore(
    candidate: Path, folder: Path, *, password: str = "", person: str = "", code: str = "", tick: Tick | None = None
) -> Keys:
    """Bring a backup back; all of it, or nothing.

    Whoever can unlock the data that lie in the folder now keeps their password, and so does everybody else: an older
    backup lets nobody in who was kept out since, and nobody who cannot unlock them puts anything in their place. Where
    nobody can, because there are none or what opens them is damaged, the passwords of that time hold again.

    Args:
        candidate: the backup.
        folder: new or empty, or a data folder; what lies there is then moved, whole, to ``replaced-…`` in it.
        password: of somebody who can unlock now, or, in an empty folder, could when the backup was made; or
        code: the recovery code.
        person: whose password it is; without it everybody's is tried.
        tick: gets how far it has come, of four steps.

    Returns:
        The keys that open the data now.

    Raises:
        Invalid: the password or the code is wrong.
        Problem: the backup is not whole, the data are open in another window, or the disk said no; then what was
            there is there still.
    """
    found = _ready(candidate)
    refuse_unsafe_place(folder)
    swap.finish_restore(folder)
    held = _held(found, folder, _Secret(password, person, code))
    make_folder(folder, 0o700)
    with hold(folder):
        try:
            _bring_back(found, folder, held, tick or _silent)
        finally:
            with contextlib.suppress(OSError):  # what was only begun; the next unlock throws it away, too
                swap.tidy(folder)
    return held.keys


def check(candidate: Path, folder: Path, *, password: str = "", person: str = "", code: str = "") -> None:
    """Do nothing if ``restore`` would take what was typed; the data may be open meanwhile, and nothing is written.

    Raises:
        Invalid: the password or the code is wrong.
        Problem: the backup is not whole as far as can be seen, or it is not for this person to do.
    """
    _held(_ready(candidate), folder, _Secret(password, person, code))


class _Secret:
    """What was typed, and what it opens."""

    def __init__(self, password: str, person: str, code: str) -> None:
        self._password, self._person, self._code = password, person, code

    def opens(self, folder: Path) -> Keys | None:
        """The keys of the data that lie in a folder; None if what opens them is gone or damaged.

        Raises:
            Invalid: it is whole, and this does not open it.
        """
        try:
            if self._code:
                return vault.unlock_with_code(folder, self._code)
            with contextlib.suppress(Problem):  # nobody has that name any more; they may be called otherwise now
                return vault.unlock(folder, self._password, self._person)
            return vault.unlock(folder, self._password)
        except Problem:
            return None

    def opens_backup(self, target: Path) -> Keys:
        """The keys of a backup."""
        if self._code:
            return keys_for_code(target, self._code)
        return keys_for(target, self._password, self._person)

    def opens_others(self, target: Path) -> Iterator[Keys]:
        """The keys of the other backups beside this one, as far as this opens them, newest first.

        Not only of the newest: it may be dated wrong, or be of a time when this was not the password any more.
        """
        others = [path for path in target.parent.glob("*" + ENDING) if path != target]
        notes = [(note.made_at, note.vault, path) for path in others if (note := read_manifest(path)) is not None]
        each = {text: path for _made, text, path in sorted(notes)}  # each try is dear, and few vaults are different
        for path in reversed(each.values()):
            with contextlib.suppress(Invalid, Problem):
                yield self.opens_backup(path)


class _Held:
    """Whoever brings it back: the keys that will hold, and others that may open what lies about."""

    def __init__(self, keys: Keys, present: Keys | None, secret: _Secret, vault_text: bytes) -> None:
        self.keys, self.present, self.vault_text = keys, present, vault_text
        self._secret = secret

    def lines(self, texts: list[bytes], target: Path) -> tuple[Line, ...]:
        """What stands on the lists of what was disposed of."""
        known = [one for one in (self.keys, self.present) if one is not None]
        closed = [text for text in texts if not any(opened_lists([text], one) for one in known)]
        others = self._secret.opens_others(target)
        while closed and (other := next(others, None)) is not None:  # dear, and seldom needed
            known.append(other)
            closed = [text for text in closed if not opened_lists([text], other)]
        return tuple({(line.kind, line.key): line for one in known for line in opened_lists(texts, one)}.values())


def _held(found: Candidate, folder: Path, secret: _Secret) -> _Held:
    try:
        present = secret.opens(folder) if has_data(folder) else None
    except Invalid as wrong:
        secret.opens_backup(found.path)  # where it opens neither, that is what is told
        said = _("Dette åpner kopien, men ikke dataene som ligger her. Skriv passordet eller koden som gjelder nå, "
                 "eller hent kopien tilbake til en tom mappe.")  # fmt: skip
        raise Problem(said) from wrong
    if present is not None and keys_of(found.path, present) is not None:
        keys, text = present, vault.vault_text(folder, present)
    else:
        keys, text = secret.opens_backup(found.path), b""
    if has_data(folder) and Right.SET_UP not in rights_of(keys.role):
        raise Problem(_("Bare en leder kan hente tilbake en sikkerhetskopi over dataene som ligger her."))
    return _Held(keys, present, secret, text)


def _bring_back(found: Candidate, folder: Path, held: _Held, tick: Tick) -> None:
    tick(0, STEPS)
    begun = swap.begin(folder)
    restore_backup(found.path, begun / data.FILE, held.keys, vault=held.vault_text)
    tick(1, STEPS)
    lines = held.lines(_lists(folder, found.path), found.path)
    if lines:
        write_disposals(begun, held.keys, lines)
    _carry_inbox(folder, begun, held)
    tick(2, STEPS)
    _show_front(begun, held.keys)
    tick(3, STEPS)
    swap.take_over(folder, _away(folder))
    with contextlib.suppress(Cancelled):  # too late: it is done
        tick(STEPS, STEPS)


def _ready(path: Path) -> Candidate:
    found = candidate(path)
    if found.problem:
        raise Problem(found.problem)
    return found


def _backup_of(path: Path) -> Path:
    note = path.name.endswith(ENDING + ".json")
    return path.with_name(path.name.removesuffix(".json")) if note else path


def _changed_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).replace(microsecond=0)  # noqa: DTZ006 (local, as people tell it)
    except (OSError, ValueError, OverflowError):
        return datetime.min  # noqa: DTZ901 (the same)


def _away(folder: Path) -> str:
    """A free name for what lay here until now."""
    return free_path(folder / f"replaced-{Clock().local():%Y-%m-%d-%H%M}").name


def _lists(folder: Path, target: Path) -> list[bytes]:
    """Every list of what was disposed of that can be found now."""
    places = {folder, folder / BACKUPS, target.parent}
    place = second.remembered(folder).place
    places |= {place} if place is not None else set()
    notes = (read_manifest(path) for path in target.parent.glob("*" + ENDING))
    noted = {note.disposals for note in (*notes, read_manifest(target)) if note is not None}
    texts = [text for place in sorted(places) for text in lists_in(place)]
    with contextlib.suppress(ValueError):  # no hexadecimal: somebody wrote on a note
        texts += [bytes.fromhex(text) for text in sorted(noted) if text]
    return list(dict.fromkeys(texts))


def _carry_inbox(folder: Path, begun: Path, held: _Held) -> None:
    """Let all that waits on the lock screen wait on, and what was taken in since the backup was made wait anew."""
    here, there = folder / ledger.INBOX, begun / ledger.INBOX
    if not here.is_dir():
        return
    there.mkdir()
    known = _receipts(begun, held.keys)
    again = [here / inbox.TAKEN / (name + ledger.ENDING) for name in inbox.taken(folder) if name not in known]
    for path in (*here.glob("*" + ledger.ENDING), *again):
        if path.is_file():
            shutil.copy2(path, there / path.name)
    away = here / inbox.TAKEN
    if away.is_dir():
        shutil.copytree(away, there / inbox.TAKEN, ignore=lambda _at, _names: [path.name for path in again])
    if held.present is not None and held.present.master != held.keys.master:
        inbox.seal_anew(begun, held.present, held.keys)
    else:
        ledger.begin(begun, held.keys)


def _receipts(begun: Path, keys: Keys) -> set[str]:
    """The receipts of the sealed reports and days that are in the data."""
    asked = {
        "incident": ("source", f"SELECT source FROM incident WHERE source LIKE '{BOX}%'"),  # noqa: S608 (our own word)
        "exposure_day": ("receipt", "SELECT receipt FROM exposure_day WHERE receipt IS NOT NULL"),
    }
    connection = connect(begun / data.FILE, keys.database)
    try:
        found = set()
        for table, (column, question) in asked.items():
            columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            if column in columns:
                found |= {str(row[0]).removeprefix(BOX) for row in connection.execute(question)}
        return found
    finally:
        connection.close()


def _show_front(begun: Path, keys: Keys) -> None:
    """Let the lock screen take reports before anybody has unlocked; data of an older version show it when they have."""
    database = data.database_of(begun / data.FILE, keys, Clock())
    try:
        if migrations.version_of(database.engine) == migrations.latest():
            found = data.Data(begun, keys, database, SYSTEM, contextlib.ExitStack())
            write_front(begun, keys, data.front_content(found))
    finally:
        database.close()


def _silent(_done: int, _of: int) -> None:
    pass

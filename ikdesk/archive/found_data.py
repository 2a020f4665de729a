"""An archive as it lies in a folder: looked through before a single row of it is taken in, and read a row at a time."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ikdesk.archive.format_model import CHECKSUMS, FILES, FORMAT, LEFT_OUT, TABLES, VERSION
from ikdesk.archive.format_model import METADATA as ABOUT
from ikdesk.archive.values_model import LONGEST_KEPT, StrangeError, loaded
from ikdesk.entities_data import METADATA
from ikdesk.kernel import migrations
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _

Read = Callable[[int], object]  # is told how many bytes more were read
LARGEST_ABOUT = 20_000_000  # bytes of metadata.json
LARGEST_SUMS = 200_000_000  # bytes of SHA256SUMS.txt: a million files
LONGEST_LINE = 4 * LONGEST_KEPT  # bytes of one row
LARGEST_FILE = 500_000_000  # bytes of a picture or a delivered report
DEEPEST = 5  # folders in folders; two are needed
DROPPED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # what a system leaves in every folder somebody opens
_SUM = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive in a folder that was looked through."""

    folder: Path
    schema: int  # the version of the tables
    rows: Mapping[str, int]  # by table
    sums: Mapping[str, str]  # SHA-256 by path, as the list says
    heads: str  # where its logs ended

    @property
    def older(self) -> bool:
        """Whether the program that wrote it may not have had all the columns there are now."""
        return self.schema < migrations.latest()

    @property
    def size(self) -> int:
        """Bytes that are read to take it in."""
        read = (name for name in self.sums if name.startswith(f"{FILES}/") or name in map(table_path, self.rows))
        return sum((self.folder / name).stat().st_size for name in read)


def table_path(table: str) -> str:
    """Where the rows of a table lie, from the archive."""
    return f"{TABLES}/{table}.json"


def look_through(folder: Path, read: Read) -> Archive:
    """Look an archive through: that it is one, that every file is as it was written, and that nothing lies beside them.

    Args:
        folder: where it lies.
        read: told how far it has come, in bytes.

    Raises:
        Problem: it is none, or is not whole; the sentence says what to do.
        OSError: it cannot be read.
    """
    about = _about(folder)
    schema = _version(about)
    sums = _listed(folder)
    lines = _summed(folder, sums, read)
    rows = _rows_told(about, sums, schema)
    for table, number in rows.items():
        if lines[table_path(table)] != number + 2:  # a bracket stands on a line of its own at both ends
            raise _not_whole(table_path(table))
    return Archive(folder, schema, rows, sums, _heads(about.get("chains")))


def bytes_in(folder: Path) -> int:
    """How much there is to look through.

    Raises:
        Problem: it is no archive, or something in it is no file of its own.
        OSError: it cannot be read.
    """
    _about(folder)  # first: somebody may have chosen a folder with all they have
    return sum(path.stat().st_size for path in _files(folder))


def rows_in(archive: Archive, table: str, read: Read) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a table with their numbers, one at a time; the file must still be what it was.

    Args:
        archive: that was looked through.
        table: which; nothing comes of one that an older program did not have.
        read: told how far it has come, in bytes.

    Raises:
        Problem: it is not what was written.
    """
    if table not in archive.rows:
        return
    name, seen, last = table_path(table), hashlib.sha256(), archive.rows[table]
    with (archive.folder / name).open("rb") as file:
        for number in range(last + 2):
            line = file.readline(LONGEST_LINE)
            seen.update(line)
            read(len(line))
            if 1 <= number <= last:
                yield number, _row(line, table, number, ends=b"," if number < last else b"")
            elif line != (b"]\n" if number else b"[\n"):
                raise StrangeError(table, "[]", number)
        if file.read(1) or seen.hexdigest() != archive.sums[name]:
            raise _not_whole(name)


def file_in(archive: Archive, name: str, digest: str) -> bytes | None:
    """The bytes of a picture or a delivered report; None where the archive has no such file.

    Args:
        archive: that was looked through.
        name: its path from the archive, as a row says.
        digest: its SHA-256, as the row says; what was changed since it was looked through is none, either.
    """
    if not name.startswith(f"{FILES}/") or archive.sums.get(name) != digest:
        return None  # only what is on the list is opened: a row cannot point out of the archive
    with (archive.folder / name).open("rb") as file:
        found = file.read(LARGEST_FILE + 1)
    return found if len(found) <= LARGEST_FILE and hashlib.sha256(found).hexdigest() == digest else None


def _row(line: bytes, table: str, number: int, *, ends: bytes) -> dict[str, Any]:
    body = line.removesuffix(b"\n")
    found = loaded(body.removesuffix(ends)) if body.endswith(ends) else None
    if not isinstance(found, dict):
        raise StrangeError(table, "{}", number)
    return found


def _about(folder: Path) -> Mapping[str, Any]:
    path = folder / ABOUT
    if not path.is_file() or path.is_symlink():
        said = _("{folder} er ikke et arkiv fra IKdesk: filen {name} mangler. Velg mappen som har den.")
        raise Problem(said.format(folder=folder, name=ABOUT))
    with path.open("rb") as file:
        text = file.read(LARGEST_ABOUT + 1)
    found = loaded(text) if len(text) <= LARGEST_ABOUT else None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Problem(_("{folder} er ikke et arkiv fra IKdesk. Velg mappen som «ikdesk export» laget.").format(
            folder=folder))  # fmt: skip
    return found


def _version(about: Mapping[str, Any]) -> int:
    """The version of the tables; both are ones this program knows."""
    layout, schema = about.get("version"), about.get("schema")
    for told, known in ((layout, VERSION), (schema, migrations.latest())):
        if not isinstance(told, int) or isinstance(told, bool) or told < 1:
            raise _not_whole(ABOUT)
        if told > known:
            raise Problem(_("Arkivet er laget av en nyere utgave av IKdesk. Installer den nyeste utgaven, og hent det "
                            "inn på nytt."))  # fmt: skip
    return int(str(schema))


def _listed(folder: Path) -> dict[str, str]:
    """The files there shall be, with their checksums."""
    path = folder / CHECKSUMS
    if not path.is_file() or path.is_symlink() or path.stat().st_size > LARGEST_SUMS:
        raise _not_whole(CHECKSUMS)
    sums: dict[str, str] = {}
    alike: set[str] = set()
    with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
        for line in file:
            fits = _SUM.fullmatch(line.rstrip("\r\n"))
            name = fits[2] if fits else ""
            same = unicodedata.normalize("NFC", name).casefold()
            if fits is None or not _stays_inside(name) or same in alike:
                raise _not_whole(CHECKSUMS)
            alike.add(same)
            sums[name] = fits[1]
    return sums


def _stays_inside(name: str) -> bool:
    """Whether a path leads to something in the archive and nowhere else, whatever system reads it."""
    parts = name.split("/")
    return not any(part in {"", ".", ".."} or set(part) & set('\\:\0') for part in parts)


def _summed(folder: Path, sums: Mapping[str, str], read: Read) -> dict[str, int]:
    """How many lines each table has; everything is as the list says, and nothing else is there."""
    there = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    there.pop(CHECKSUMS, None)
    beside = sorted(there.keys() - sums.keys())
    if beside:
        said = _("I arkivet ligger {name}, som ikke står i {sums}. Flytt den ut, eller bruk arkivet slik det ble "
                 "tatt ut.")  # fmt: skip
        raise Problem(said.format(name=beside[0], sums=CHECKSUMS))
    lines = {}
    for name, digest in sums.items():
        if name not in there:
            raise Problem(_("Filen {name} mangler i arkivet. Bruk arkivet slik det ble tatt ut.").format(name=name))
        found, lines[name] = _sum(there[name], read)
        if found != digest:
            raise _not_whole(name)
    return lines


def _files(folder: Path, depth: int = DEEPEST) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or not (path.is_dir() or path.is_file()) or not depth:
            said = _("I arkivet ligger {name}, som ikke er en vanlig fil. Flytt den ut, og hent inn arkivet på nytt.")
            raise Problem(said.format(name=path.name))
        if path.is_dir():
            yield from _files(path, depth - 1)
        elif path.name not in DROPPED:
            yield path


def _sum(path: Path, read: Read) -> tuple[str, int]:
    found, lines = hashlib.sha256(), 0
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            found.update(part)
            lines += part.count(b"\n")
            read(len(part))
    return found.hexdigest(), lines


def _rows_told(about: Mapping[str, Any], sums: Mapping[str, str], schema: int) -> dict[str, int]:
    """How many rows each table has; every table this program has is there, unless an older one had it not."""
    rows: dict[str, int] = {}
    told = about.get("tables")
    for one in told if isinstance(told, list) else ():
        name, number = (one.get("name"), one.get("rows")) if isinstance(one, dict) else (None, None)
        if not isinstance(name, str) or name in rows or name not in METADATA.tables or name in LEFT_OUT:
            raise Problem(_("Arkivet har en tabell denne utgaven av IKdesk ikke kjenner: {name}. Installer den nyeste "
                            "utgaven.").format(name=str(name)[:60]))  # fmt: skip
        if not isinstance(number, int) or isinstance(number, bool) or number < 0 or table_path(name) not in sums:
            raise _not_whole(table_path(name))
        rows[name] = number
    lacking = sorted(METADATA.tables.keys() - LEFT_OUT.keys() - rows.keys())
    if lacking and (schema == migrations.latest() or "unit" in lacking):
        raise _not_whole(table_path(lacking[0]))
    return rows


def _heads(chains: object) -> str:
    """Where the logs ended, as the note about the import says."""
    told = []
    for name, one in chains.items() if isinstance(chains, dict) else ():
        if isinstance(one, dict):
            whole = "" if one.get("whole") is True else " (!)"
            told.append(f"{name} {one.get('rows')} {one.get('digest')}{whole}")
    return ", ".join(told)[:400]


def _not_whole(name: str) -> Problem:
    said = _("Arkivet er endret eller skadet: {name} er ikke slik den ble skrevet. Bruk en annen kopi av arkivet.")
    return Problem(said.format(name=name))

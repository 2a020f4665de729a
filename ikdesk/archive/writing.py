"""The archive: everything, readable by nothing but a text editor and a spreadsheet, for as long as there are any."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.archive.description_sections import description, description_story
from ikdesk.archive.documents_writing import write_documents
from ikdesk.archive.format_model import (
    DESCRIPTION,
    FILES,
    HISTORY,
    METADATA,
    README,
    SEALED,
    TABLES,
    SealedFile,
    flat,
    plain,
)
from ikdesk.archive.metadata_sections import Document, Written, metadata
from ikdesk.archive.origin_queries import Origin, origin
from ikdesk.archive.queries import columns_of, log_lengths, rows_of, sealed_page, table_names
from ikdesk.archive.sentences import read_me, taken_words
from ikdesk.exports.actions import know_files
from ikdesk.exports.open_model import Open
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.paper.plain import write_checksums, write_twins
from ikdesk.paper.whole_folder import whole_folder

KIND = "archive"  # what the log calls it
Tick = Callable[[int, int], None]


@dataclass
class _Archive:
    """One that is being written."""

    data: Open
    folder: Path
    logs: dict[str, int]  # how many rows of each log are taken out
    step: Callable[[], None] = lambda: None  # told at each page; may raise Cancelled
    written: Written = field(default_factory=Written)

    def table(self, name: str) -> None:
        """Write the rows of a table, and the files it tells of."""
        rows = self._sealed() if name == SEALED else self._rows(name)
        columns = self.data.read(columns_of, name)
        cells, texts = (self.folder / TABLES / f"{name}.{ending}" for ending in ("csv", "json"))
        number, last = write_twins(cells, texts, columns, rows, flat)
        self.written.rows[name] = number
        if "digest" in columns and last:
            self.written.digests[name] = str(last[columns.index("digest")])

    def _rows(self, name: str) -> Iterator[Sequence[Any]]:
        after = None
        while page := self.data.read(rows_of, name, after, self.logs.get(name)):
            self.step()
            for row in page:
                yield [plain(value) for value in row]
            after = page[-1][0]

    def _sealed(self) -> Iterator[Sequence[Any]]:
        """Each file is written as it comes by: never more than a few in memory."""
        after: Key | None = None
        while page := self.data.read(sealed_page, after):
            self.step()
            for one in page:
                self._file(one)
                yield [plain(value) for value in one.row()]
            after = page[-1].key

    def _file(self, one: SealedFile) -> None:
        if one.data is not None:
            (self.folder / one.path).write_bytes(one.data)
            self.written.files += 1
            self.written.bytes += len(one.data)


def write_archive(data: Open, folder: Path, *, tick: Tick) -> list[Path]:
    """Write everything there is to a folder, and write down that it was taken out.

    Args:
        data: the open data.
        folder: where the archive shall lie: a new folder, or an empty one.
        tick: told how far it has come; may raise Cancelled, then nothing is left.

    Returns:
        The files, the list of checksums last.

    Raises:
        Problem: there is something in the folder, it cannot be written, or something was changed meanwhile.
    """
    data.read(table_names)  # whoever may not, is told before anything is written down
    data.write(note_access, Deed.EXPORTED, KIND, note="csv, json, pdf")
    with whole_folder(folder) as draft:
        names = _fill(data, draft, tick)
    made = [folder / name for name in names]
    data.write(know_files, KIND, made)
    return made


def _fill(data: Open, folder: Path, tick: Tick) -> list[str]:
    """Write all the files; their names, the list of checksums last."""
    from_where: Origin = data.read(origin)
    names = data.read(table_names)
    for one in (TABLES, FILES):
        (folder / one).mkdir()
    archive, steps = _Archive(data, folder, from_where.logs), len(names) + 10
    for done, name in enumerate(names):
        archive.step = partial(tick, done, steps)
        archive.step()
        archive.table(name)
    documents = write_documents(
        data, folder, from_where, tick=lambda done, total: tick(len(names) + 8 * done // total, steps)
    )
    if data.read(log_lengths)[HISTORY] != from_where.logs[HISTORY]:
        raise Problem(_("Noe ble endret mens arkivet ble skrevet, så det ble ikke laget. Prøv igjen."))
    tick(steps - 2, steps)
    _write_about(archive, from_where, documents)
    tick(steps - 1, steps)
    files = [path for path in folder.rglob("*") if path.is_file()]
    made = [*sorted(files), write_checksums(folder, files)]
    return [path.relative_to(folder).as_posix() for path in made]


def _write_about(archive: _Archive, from_where: Origin, documents: Sequence[Document]) -> None:
    """What the archive says of itself."""
    from ikdesk.paper.pdf import pdf_bytes

    clock, folder, unit = archive.data.clock, archive.folder, from_where.unit
    told = description(from_where.codebook)
    story = description_story(from_where, when=clock.local().astimezone())
    (folder / f"{DESCRIPTION}.pdf").write_bytes(pdf_bytes(story))
    _write_json(folder / f"{DESCRIPTION}.json", told)
    _write_json(folder / METADATA, metadata(from_where, archive.written, documents, clock.now()))
    taken = taken_words(from_where.by, clock.local())
    (folder / README).write_bytes(read_me(unit.name, unit.org_number, taken).encode("utf-8"))


def _write_json(path: Path, said: dict[str, Any]) -> None:
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")

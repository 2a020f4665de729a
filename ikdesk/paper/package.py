"""A workbook becomes a file: the same bytes every time, charts with text alternatives, checked before it is let go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.manifest import FileExtension
from openpyxl.writer.excel import ExcelWriter

from ikdesk.kernel.book_signature import PART
from ikdesk.paper.excel_sheet import SheetText
from ikdesk.paper.signed_book import RELATIONS, TYPES

_DRAWING = re.compile(r"xl/drawings/drawing(\d+)\.xml")
_RELATIONS = "_rels/.rels"
_BLOCK = 1 << 20


def write_package(
    book: Workbook, target: Path | IO[bytes], when: datetime,
    alts: Sequence[Sequence[str]] = (), own: Mapping[str, bytes] | None = None,
) -> None:  # fmt: skip
    """Write a workbook and check that every part of it can be read again.

    Args:
        book: the workbook.
        target: where to.
        when: the report's own moment (aware); the only time that stands in the file.
        alts: for each sheet with charts, the text alternatives of its charts, in their order.
        own: parts that Excel knows nothing about, by their names; they come last.
    """
    book.properties.created = book.properties.modified = when.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    archive = _StampedZip(target, when, dict(enumerate(alts, 1)), own or {})
    _Writer(book, archive).save()
    check_package(target)


def check_package(source: Path | IO[bytes]) -> None:
    """Raise ExpatError if any part of a workbook is not well-formed."""
    with ZipFile(source) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                parser = expat.ParserCreate()
                with archive.open(name) as part:
                    while block := part.read(_BLOCK):
                        parser.Parse(block, False)  # noqa: FBT003 - expat's own signature
                parser.Parse(b"", True)  # noqa: FBT003


class _Writer(ExcelWriter):
    """Puts sheets together in memory: openpyxl's own way leaves each in the folder of the machine for a while."""

    def save(self) -> None:
        """Everything, and what is ours at the end."""
        archive: _StampedZip = self._archive  # type: ignore[attr-defined]
        for ending in sorted({name.rpartition(".")[2] for name in archive.own}):
            self.manifest.Default.append(FileExtension(ending, TYPES[ending]))
        self.write_data()
        archive.close_with_own()

    def write_worksheet(self, ws: Any) -> None:
        """One sheet; those of a long list have files of their own, beside the workbook."""
        if self.workbook.write_only:
            super().write_worksheet(ws)
            return
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - as openpyxl does, but for the place
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images  # noqa: SLF001
        writer = SheetText(ws)
        self._archive.writestr(ws.path[1:], writer.data())  # type: ignore[attr-defined]
        ws._rels = writer._rels  # noqa: SLF001
        self.manifest.append(ws)


class _StampedZip(ZipFile):
    """A zip whose parts all carry the report's own time."""

    def __init__(self, target: Path | IO[bytes], when: datetime, alts: Mapping[int, Sequence[str]],
                 own: Mapping[str, bytes]) -> None:  # fmt: skip
        super().__init__(target, "w", ZIP_DEFLATED, allowZip64=True)
        at = when.astimezone(UTC)
        self._stamp = (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second)
        self._alts, self.own = alts, own

    def close_with_own(self) -> None:
        """Put in what is ours, the signature as it is, and close."""
        for name, data in self.own.items():
            super().writestr(self._info(name), data, ZIP_STORED if name == PART else ZIP_DEFLATED)
        self.close()

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_args: Any, **_kw: Any) -> None:
        """A part made in memory."""
        name = str(zinfo_or_arcname)
        drawing = _DRAWING.fullmatch(name)
        if drawing:
            data = _with_alts(data, self._alts.get(int(drawing[1]), ()))
        if name == _RELATIONS and self.own:
            data = _with_own(data, self.own)
        super().writestr(self._info(name), data, ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *_args: Any, **_kw: Any) -> None:
        """A part that lies in a file, copied a little at a time."""
        with Path(filename).open("rb") as source, self.open(self._info(str(arcname)), "w", force_zip64=True) as part:
            while block := source.read(_BLOCK):
                part.write(block)

    def _info(self, name: str) -> ZipInfo:
        info = ZipInfo(name, self._stamp)
        info.compress_type = ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        return info


def _with_own(data: str | bytes, own: Iterable[str]) -> str:
    """The package says that our parts belong to it; a program that does not know them leaves them alone."""
    xml = data.decode() if isinstance(data, bytes) else data
    before, end, after = xml.rpartition("</")
    lines = [f'<Relationship Id="ikdesk{at}" Type="{RELATIONS[name]}" Target="{name}"/>' for at, name in enumerate(own)]
    return before + "".join(lines) + end + after


def _with_alts(data: str | bytes, alts: Sequence[str]) -> str:
    """openpyxl has no place for the text alternative of a chart; the format has."""
    xml = data.decode() if isinstance(data, bytes) else data
    for number, alt in enumerate(alts, 1):
        name = f'name="Chart {number}"'
        xml = xml.replace(name, f"{name} descr={quoteattr(alt)}", 1)
    return xml

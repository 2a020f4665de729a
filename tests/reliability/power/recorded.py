"""The log of a recorded run: which file was written where, what was flushed, and what somebody was told when."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import NamedTuple

_HEAD = struct.Struct("=c3xIIIq")


class What(Enum):
    """What was done."""

    CREATE = b"C"
    WRITE = b"W"
    TRUNCATE = b"T"
    SYNC = b"S"
    RENAME = b"N"
    LINK = b"L"
    UNLINK = b"U"
    FOLDER = b"K"
    MARK = b"M"
    UNFOLLOWED = b"O"


class Entry(NamedTuple):
    """One thing that was done."""

    what: What
    path: str  # below the folder; "" is the folder itself
    other: str  # the new path, or the text of a mark
    at: int  # where in the file, or its new size
    data: bytes


@dataclass(frozen=True)
class Recording:
    """What lay in a folder, and what was done there after that."""

    files: dict[str, bytes]
    folders: frozenset[str]
    entries: tuple[Entry, ...]

    @property
    def marks(self) -> list[str]:
        """All that somebody was told."""
        return [entry.other for entry in self.entries if entry.what is What.MARK]


def read_recording(base: Path, folder: Path, log: Path) -> Recording:
    """Read what was recorded.

    Args:
        base: a copy of the folder as it was before.
        folder: what was recorded.
        log: what the recorder wrote.
    """
    entries = tuple(_entries(log.read_bytes(), str(folder)))
    unfollowed = [entry.path for entry in entries if entry.what is What.UNFOLLOWED]
    if unfollowed:
        raise AssertionError(f"the recorder cannot follow how this is written: {unfollowed}")
    return Recording(*lying(base), entries)


def lying(folder: Path) -> tuple[dict[str, bytes], frozenset[str]]:
    """The files in a folder with what they hold, and the folders in it."""
    below = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    files = {name: path.read_bytes() for name, path in below.items() if path.is_file()}
    return files, frozenset(below) - frozenset(files)


def _entries(log: bytes, folder: str) -> Iterator[Entry]:
    at = 0
    while at < len(log):
        what, path, other, data, where = _HEAD.unpack_from(log, at)
        at += _HEAD.size
        parts = []
        for size in (path, other, data):
            parts.append(log[at : at + size])
            at += size
        kind = What(what)
        named = parts[1].decode() if kind is What.MARK else _below(parts[1].decode(), folder)
        yield Entry(kind, _below(parts[0].decode(), folder), named, where, parts[2])


def _below(path: str, folder: str) -> str:
    return path.removeprefix(folder).lstrip("/")

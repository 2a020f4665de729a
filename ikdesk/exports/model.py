"""The files the program has written for somebody: where they were put and what they were, not what is in them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ikdesk.kernel.base import Base

KEPT_DAYS = 30  # after which what was taken out is offered to be deleted


class ExportFile(Base):
    """One file; the row stays when the file is gone."""

    __tablename__ = "export_file"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    path: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(60))  # what was written, as in the log of who has seen what
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256
    gone_on: Mapped[date | None] = mapped_column()  # deleted by the program, or written over by it


@dataclass(frozen=True, slots=True)
class OldRow:
    """A file that was written long enough ago, as it is known here; nobody has looked whether it still lies there."""

    id: int
    day: date
    path: Path
    kind: str
    digest: str


@dataclass(frozen=True, slots=True)
class OldExport:
    """A file that has lain long enough."""

    id: int
    day: date
    path: Path
    kind: str
    same: bool  # nobody has changed it since


def first_kept(today: date) -> date:
    """What was written before this day has lain long enough."""
    return today - timedelta(days=KEPT_DAYS)


def looked_at(rows: Iterable[OldRow], tick: Callable[[int, int], None] = lambda _done, _of: None) -> list[OldExport]:
    """Those that still lie where they were put, and whether they are as they were; each is read from end to end.

    Args:
        rows: from ``old_exports``.
        tick: told how far it has come.
    """
    found, known = [], list(rows)
    for done, row in enumerate(known):
        tick(done, len(known))
        now = digest_of(row.path)
        if now is not None:
            found.append(OldExport(row.id, row.day, row.path, row.kind, same=now == row.digest))
    return found


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file; None if no plain file lies there or it cannot be read."""
    try:
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None

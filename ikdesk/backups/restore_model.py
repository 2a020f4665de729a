"""What the window needs of what lies outside the open file: backups that somebody wants back, and damaged data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ikdesk.backups.model import Backups, Candidate

Tick = Callable[[int, int], None]


class Automatic(Backups, Protocol):
    """The backups of an open unit that are made without anybody asking."""

    @property
    def due(self) -> bool:
        """Whether one should be made now."""


class Restores(Protocol):
    """Brings backups back; ``restore_data`` does."""

    def candidate(self, path: Path) -> Candidate:
        """What can be read of a backup without a key."""

    def candidates_in(self, folder: Path) -> tuple[Candidate, ...]:
        """The backups in a folder, newest first."""

    def restore(
        self, candidate: Path, folder: Path, *, password: str = "", person: str = "", code: str = "",
        tick: Tick | None = None,
    ) -> Any:  # fmt: skip
        """Bring one back, all of it or nothing; gives the keys that open the data now."""


@dataclass(frozen=True, slots=True)
class Opens:
    """How somebody says that a backup is theirs: a password and whose it is, or the recovery code."""

    password: str = ""
    person: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """A backup that somebody wants back, where to, and what opens it."""

    candidate: Candidate
    folder: Path
    opens: Opens


@dataclass(frozen=True, slots=True)
class Returned:
    """Data that came back with the recovery code: nobody who is here may know a password."""

    folder: Path
    code: str


@dataclass(frozen=True, slots=True)
class Outside:
    """What the settings need that is done with the data closed, or beside them."""

    folder: Path  # the data folder
    restores: Restores
    damage: Callable[[], list[str]]  # what is wrong with the open file
    check: Callable[[Wish], object]  # raises Invalid or Problem where it could not be brought back
    bring_back: Callable[[Wish], object]  # closes the data, and ends at the lock screen
    salvage: Callable[[Path], object]  # closes the data, and saves what can be read into another folder


@dataclass(frozen=True, slots=True)
class Ended:
    """How something that was done with the data closed has ended, in words for people."""

    title: str
    said: str
    tone: str = "ok"  # ok, warn or danger
    folder: Path | None = None  # other data that one may go on with


@dataclass(frozen=True, slots=True)
class Closed:
    """Something that is done with the data closed; the program starts again with the lock screen after it."""

    title: str  # what is being done
    words: str  # a sentence under it
    work: Callable[[Tick], Ended | None]  # None: there is nothing that must be read first

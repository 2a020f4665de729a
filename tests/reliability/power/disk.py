"""What a power cut may leave of a recorded run: states of the folder that a disk could have when it comes back.

What is certain: the content of a file as it was when it was last flushed. Of what was written to it later, any part
may be there, in units of 512 or 4,096 bytes, some of them perhaps torn in their middle; so may its new size, with zeros
or with what lay on the disk before. Files know nothing of each other.

For names there are two models. *Journal*: what was made, moved and removed happened in one order, and a part of it from
the beginning is there, at least what came before the last flush of anything (ext4, XFS, NTFS, APFS). *Harsh*: only the
flush of a folder makes the names in it certain, and of the later ones any may be there, each by itself. A move is whole
in both: it took place, or it did not.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.reliability.power.recorded import Entry, Recording, What

ROOT = 0  # the number of the folder itself
UNITS = (512, 4096)  # bytes a disk writes at once
Named = tuple[int, str]  # a folder, and a name in it


class File:
    """One file, whatever it is called: what is certain of it, and what was done since."""

    def __init__(self, content: bytes) -> None:
        self.sure = bytearray(content)
        self.flushed = 0  # how often
        self.waiting: list[Entry] = []

    def flush(self) -> None:
        """All of it is on the disk now."""
        if self.waiting:
            for entry in self.waiting:
                _do(self.sure, entry)
            self.waiting = []
            self.flushed += 1


class Content(NamedTuple):
    """What a file holds in one state, and what tells it from other contents."""

    mark: tuple[object, ...]
    data: bytes | bytearray


@dataclass(frozen=True)
class State:
    """What is left."""

    files: dict[str, Content]
    folders: frozenset[str]
    said: int  # how many marks came before the cut

    @property
    def mark(self) -> tuple[object, ...]:
        """What tells this state from others."""
        return self.said, self.folders, frozenset((path, content.mark) for path, content in self.files.items())


@dataclass
class Names:
    """What is called what: certain, and changed since."""

    harsh: bool
    sure: dict[Named, int]
    waiting: list[dict[Named, int | None]] = field(default_factory=list)

    def flush(self, number: int, *, folder: bool) -> None:
        """Something was flushed.

        Args:
            number: of the file or folder.
            folder: whether it is a folder.
        """
        if not self.harsh:
            done, self.waiting = self.waiting, []
        elif folder:
            done = [change for change in self.waiting if _in_folder(change, number)]
            self.waiting = [change for change in self.waiting if not _in_folder(change, number)]
        else:
            return
        for change in done:
            _rename(self.sure, change)

    def drawn(self, chance: random.Random) -> dict[Named, int]:
        """What is called what after the cut."""
        if not self.waiting:
            return self.sure
        found = dict(self.sure)
        if self.harsh:
            often = chance.choice((0.0, 0.5, 0.9, 1.0))
            kept: Iterable[dict[Named, int | None]] = [one for one in self.waiting if chance.random() < often]
        else:
            kept = self.waiting[: chance.randint(0, len(self.waiting))]
        for change in kept:
            _rename(found, change)
        return found


class Disk:
    """A folder on a disk, at one point of a recorded run."""

    def __init__(self, recording: Recording) -> None:
        """Begin before anything was done.

        Args:
            recording: what was done.
        """
        self._entries = recording.entries
        self.at = 0  # entries done
        self.said = 0
        self._files: dict[int, File] = {}
        self._folders = {ROOT}
        self._now: dict[Named, int] = {}  # what is called what, as the program sees it
        for path in sorted(recording.folders):
            self._now[self._named(path)] = self._new_folder()
        for path, content in recording.files.items():
            self._now[self._named(path)] = self._new_file(content)
        self._names = (Names(False, dict(self._now)), Names(True, dict(self._now)))

    def __len__(self) -> int:
        return len(self._entries)

    def go_to(self, at: int) -> None:
        """Do what was done up to an entry; there is no way back."""
        for entry in self._entries[self.at : at]:
            self._take(entry)
        self.at = max(self.at, at)

    def drawn(self, chance: random.Random) -> State:
        """One of the states a cut may leave here."""
        names = chance.choice(self._names).drawn(chance)
        unit, often = chance.choice(UNITS), chance.choice((0.0, 0.1, 0.5, 0.9, 1.0, -1.0))
        return self._state(names, {number: self._after(number, unit, often, chance) for number in set(names.values())})

    def now(self) -> State:
        """The folder as the program sees it."""
        whole: dict[int, Content] = {}
        for number, file in self._files.items():
            data = bytearray(file.sure)
            for entry in file.waiting:
                _do(data, entry)
            whole[number] = Content((number, self.at), data)
        return self._state(self._now, whole)

    def _state(self, names: dict[Named, int], contents: dict[int, Content | None] | dict[int, Content]) -> State:
        below: dict[int, list[tuple[str, int]]] = {}
        for (folder, name), number in names.items():
            below.setdefault(folder, []).append((name, number))
        files, folders, open_ones = {}, set(), [("", ROOT)]
        while open_ones:
            path, folder = open_ones.pop()
            for name, number in below.get(folder, ()):
                where = f"{path}{name}"
                content = contents.get(number)
                if number in self._folders:
                    folders.add(where)
                    open_ones.append((f"{where}/", number))
                elif content is not None:
                    files[where] = content
        return State(files, frozenset(folders), self.said)

    def _after(self, number: int, unit: int, often: float, chance: random.Random) -> Content | None:
        """What a file holds after the cut.

        Args:
            number: of the file.
            unit: bytes the disk writes at once.
            often: how many of the later units are there; below 0, those from the beginning up to some point.
            chance: decides.
        """
        file = self._files.get(number)
        if file is None:
            return None
        sure = (number, file.flushed)
        if not file.waiting or often == 0.0:
            return Content(sure, file.sure)
        units = [part for entry in file.waiting for part in _parts(entry, unit)]
        if often < 0:
            upto = chance.randint(0, len(units))
            kept = [at < upto for at in range(len(units))]
        else:
            kept = [chance.random() < often for _part in units]
        torn = {at: chance.random() for at in range(len(units)) if kept[at] and chance.random() < 1 / (2 + len(units))}
        data = bytearray(file.sure)
        for at, part in enumerate(units):
            if kept[at]:
                _do(data, part if at not in torn else part._replace(data=part.data[: int(len(part.data) * torn[at])]))
        grown = _grown(data, file, chance)
        return Content((*sure, unit, tuple(kept), tuple(torn.items()), grown), data)

    # ------------------------------------------------------------ what was done

    def _take(self, entry: Entry) -> None:
        match entry.what:
            case What.MARK:
                self.said += 1
            case What.SYNC:
                self._flush(entry.path)
            case What.WRITE | What.TRUNCATE:
                self._files[self._number(entry.path)].waiting.append(entry)
            case What.CREATE | What.FOLDER:
                made = self._new_folder() if entry.what is What.FOLDER else self._new_file(b"")
                self._change({self._named(entry.path): made})
            case What.RENAME:
                moved = self._number(entry.path)
                self._change({self._named(entry.path): None, self._named(entry.other): moved})
            case What.LINK:
                self._change({self._named(entry.other): self._number(entry.path)})
            case What.UNLINK:
                self._change({self._named(entry.path): None})

    def _flush(self, path: str) -> None:
        number = self._number(path)
        folder = number in self._folders
        if not folder:
            self._files[number].flush()
        for names in self._names:
            names.flush(number, folder=folder)

    def _change(self, change: dict[Named, int | None]) -> None:
        _rename(self._now, change)
        for names in self._names:
            names.waiting.append(change)

    def _new_file(self, content: bytes) -> int:
        number = len(self._files) + len(self._folders)
        self._files[number] = File(content)
        return number

    def _new_folder(self) -> int:
        number = len(self._files) + len(self._folders)
        self._folders.add(number)
        return number

    def _named(self, path: str) -> Named:
        folder, _slash, name = path.rpartition("/")
        return self._number(folder), name

    def _number(self, path: str) -> int:
        return self._now[self._named(path)] if path else ROOT


def _in_folder(change: dict[Named, int | None], folder: int) -> bool:
    """Whether the flush of a folder makes a change certain; a move counts where the file went."""
    *_from, (where, _name) = change
    return where == folder


def _rename(names: dict[Named, int], change: dict[Named, int | None]) -> None:
    for named, number in change.items():
        if number is None:
            names.pop(named, None)
        else:
            names[named] = number


def _do(data: bytearray, entry: Entry) -> None:
    """Write or cut off, as a file does: what was never written is zeros."""
    if entry.what is What.TRUNCATE:
        del data[entry.at :]
        data.extend(bytes(entry.at - len(data)))
        return
    if entry.at > len(data):
        data.extend(bytes(entry.at - len(data)))
    data[entry.at : entry.at + len(entry.data)] = entry.data


def _parts(entry: Entry, unit: int) -> Iterable[Entry]:
    if entry.what is What.TRUNCATE:
        yield entry
        return
    at, end = entry.at, entry.at + len(entry.data)
    while at < end:
        upto = min(end, (at // unit + 1) * unit)
        yield entry._replace(at=at, data=entry.data[at - entry.at : upto - entry.at])
        at = upto


def _grown(data: bytearray, file: File, chance: random.Random) -> str:
    """Perhaps the file has its new size already, and what fills it is nothing that was written there."""
    size = max((entry.at + len(entry.data) for entry in file.waiting), default=0)
    if size <= len(data) or chance.random() < 0.7:
        return ""
    if chance.random() < 0.5:
        data.extend(bytes(size - len(data)))
        return "zeros"
    seed = chance.randint(0, 255)
    data.extend(random.Random(seed).randbytes(size - len(data)))
    return f"old {seed}"

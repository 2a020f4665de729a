"""The pages of a damaged file: which are whole, and what they say. What is on the disk stays sealed.

Each page of the file has a seal of its own (HMAC-SHA512), and the driver gives up for good at the first one that is
broken. Here each seal is tried by itself, and only whole pages are opened.

Source: https://www.zetetic.net/sqlcipher/design/ for the pages, https://www.sqlite.org/walformat.html for the log.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SIZE = 4096  # bytes in a page
USABLE = 4016  # of them, what the page says
SALT = 16  # bytes at the front of the first page, the only ones that are not sealed
_IV, _SEALED = 16, USABLE + 16  # the seal is over what comes before it
_MASK, _ROUNDS = 0x3A, 2  # the key of the seals follows from the key and the salt
_FRAME = 24  # bytes before each page in the log
_HEAD = 32  # bytes at the front of the log
_MAGIC = (0x377F0682, 0x377F0683)
_TRIED = 40  # pages a salt is tried on
_AT_ONCE = 2000  # pages opened at a time
# the driver's own pages when it opens ours: a value of this length has exactly one page outside that of its row, which
# holds all but its first 989 bytes (https://www.sqlite.org/fileformat.html#b_tree_pages, of 8,112 usable bytes)
_LARGE, _LENGTH, _BEFORE = 8192, 9097, 989 + 12
FIRST = b"SQLite format 3\x00"
Tick = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Image:
    """The file as it was at one moment, as far as its pages are whole."""

    pages: Mapping[int, bytes]  # what each whole page says, by its number
    age: Mapping[int, int]  # the place in the log each was read from; 0 for the file itself
    count: int  # pages the file should have
    stale: frozenset[int] = frozenset()  # pages that were written anew later, but that is damaged
    gap: bool = False  # whether a part of the log is damaged of which nobody can tell what page it was about

    @property
    def logged(self) -> bool:
        """Whether some of it was read from the log."""
        return any(self.age.values())

    @property
    def damaged(self) -> int:
        """How many pages are not whole."""
        return self.count - len(self.pages)


@dataclass(slots=True)
class _Raw:
    """A page as it lies on the disk, newest first."""

    found: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    count: int = 0
    gap: bool = False
    spoiled: dict[int, int] = field(default_factory=dict)  # by page: the last place in the log where it is damaged


def read_images(
    path: Path, keys: Sequence[bytes], salts: Iterable[bytes], scratch: Path, tick: Tick
) -> list[Image]:
    """The file as it can be read, newest first: two images when its log is damaged in the middle, otherwise one.

    Args:
        path: the damaged file; it is only read.
        keys: that may open it.
        salts: that may be its own, if its first page is gone.
        scratch: where a sealed file may be made and removed again.
        tick: told how many pages of how many are read.

    Returns:
        Nothing where no page is whole.
    """
    data = _bytes_of(path)
    log = _bytes_of(path.with_name(path.name + "-wal"))
    for key in keys:
        for salt in (*_salts(data, log, salts), *_mended(data, key)):
            seal = _seal_key(key, salt)
            if _opens_some(data, log, seal):
                return _images(data, log, key, seal, scratch, tick)
    return []


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _salts(data: bytes, log: bytes, others: Iterable[bytes]) -> Iterator[bytes]:
    yield data[:SALT]
    for _at, number, _size, page in _frames(log):
        if number == 1:
            yield page[:SALT]
    yield from others


def _mended(data: bytes, key: bytes) -> Iterator[bytes]:
    """Salts that differ from what stands there in one byte, the one that fits first."""
    there = data[:SALT]
    sample = [(number, page) for number, page in _spread(data) if number > 1][:4]
    for at in range(len(there)):
        for byte in range(256):
            salt = there[:at] + bytes([byte]) + there[at + 1 :]
            if any(_is_whole(number, page, _seal_key(key, salt)) for number, page in sample):
                yield salt
                return


def _seal_key(key: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ _MASK for byte in salt), _ROUNDS, 32)


def _spread(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Some pages from all over the file that are not blank."""
    total = len(data) // SIZE
    for number in range(1, total + 1, max(1, total // _TRIED)):
        page = data[(number - 1) * SIZE : number * SIZE]
        if page.count(0) < SIZE:
            yield number, page


def _opens_some(data: bytes, log: bytes, seal: bytes) -> bool:
    if any(_is_whole(number, page, seal) for number, page in _spread(data)):
        return True
    return any(_is_whole(number, page, seal) for _at, number, _size, page in _frames(log))


def _is_whole(number: int, page: bytes, seal: bytes) -> bool:
    begins = SALT if number == 1 else 0
    made = hmac.digest(seal, page[begins:_SEALED] + struct.pack("<I", number), "sha512")
    return hmac.compare_digest(made, page[_SEALED:])


def _images(data: bytes, log: bytes, key: bytes, seal: bytes, scratch: Path, tick: Tick) -> list[Image]:
    base = _Raw(count=-(-len(data) // SIZE))
    for number in range(1, len(data) // SIZE + 1):
        page = data[(number - 1) * SIZE : number * SIZE]
        if _is_whole(number, page, seal):
            base.found[number] = 0, page
    whole, broken, spoiled = _logged(log, seal)
    raws = [_laid_over(base, whole + broken)] + ([_laid_over(base, whole)] if broken else [])
    raws[0].spoiled = spoiled
    places = [frame[0] for frame in _frames(log)]
    raws[0].gap = len(places) != max(places, default=0)
    wanted = {(at, number): page for raw in raws for number, (at, page) in raw.found.items()}
    opened = _opened(wanted, key, scratch, tick)
    return [_image(raw, opened) for raw in raws if raw.found]


def _image(raw: _Raw, opened: Mapping[tuple[int, int], bytes]) -> Image:
    pages = {number: opened[at, number] for number, (at, _page) in raw.found.items()}
    first = pages.get(1)
    count = max(raw.count, struct.unpack_from(">I", first, 28)[0] if first else 0)
    stale = {number for number, at in raw.spoiled.items() if number in raw.found and at > raw.found[number][0]}
    return Image(pages, {number: at for number, (at, _page) in raw.found.items()}, count, frozenset(stale), raw.gap)


Frame = tuple[int, int, int, bytes]  # its place from 1, the page's number, the size of the file after it, the page


def _laid_over(base: _Raw, frames: Sequence[Frame]) -> _Raw:
    last = max((at for at, _number, size, _page in frames if size), default=0)  # what comes after was never saved
    raw = _Raw(dict(base.found), base.count)
    for at, number, size, page in frames:
        if at <= last:
            raw.found[number] = at, page
            raw.count = max(raw.count, size)
    return raw


def _logged(log: bytes, seal: bytes) -> tuple[list[Frame], list[Frame], dict[int, int]]:
    """The whole pages in the log, up to where it is broken and after that; and the pages that are not whole."""
    every = list(_frames(log))
    frames = [frame for frame in every if _is_whole(frame[1], frame[3], seal)]
    places = {frame[0] for frame in frames}
    spoiled = {number: at for at, number, _size, _page in every if at not in places}
    upto = _unbroken(log)
    return [frame for frame in frames if frame[0] <= upto], [frame for frame in frames if frame[0] > upto], spoiled


def _frames(log: bytes) -> Iterator[Frame]:
    """What lies in the log since it was last begun anew."""
    if len(log) < _HEAD + _FRAME + SIZE:
        return
    # a head that is damaged tells nothing; the first page was written right after it
    own = log[16:24] if _begun(log) else log[_HEAD + 8 : _HEAD + 16]
    for at, begins in enumerate(range(_HEAD, len(log) - _FRAME - SIZE + 1, _FRAME + SIZE), 1):
        number, size = struct.unpack_from(">II", log, begins)
        if log[begins + 8 : begins + 16] == own:
            yield at, number, size, log[begins + _FRAME : begins + _FRAME + SIZE]


def _unbroken(log: bytes) -> int:
    """How many pages of the log the driver itself would have taken in."""
    if not _begun(log):
        return 0
    order, sums = _order(log), struct.unpack_from(">II", log, _HEAD - 8)
    for at, begins in enumerate(range(_HEAD, len(log) - _FRAME - SIZE + 1, _FRAME + SIZE), 1):
        sums = _summed(log[begins : begins + 8], sums, order)
        sums = _summed(log[begins + _FRAME : begins + _FRAME + SIZE], sums, order)
        if log[begins + 8 : begins + 16] != log[16:24] or sums != struct.unpack_from(">II", log, begins + 16):
            return at - 1
    return (len(log) - _HEAD) // (_FRAME + SIZE)


def _begun(log: bytes) -> bool:
    """Whether the front of the log is as it was written."""
    if len(log) < _HEAD or struct.unpack_from(">I", log)[0] not in _MAGIC:
        return False
    return _summed(log[: _HEAD - 8], (0, 0), _order(log)) == struct.unpack_from(">II", log, _HEAD - 8)


def _order(log: bytes) -> str:
    return ">" if struct.unpack_from(">I", log)[0] & 1 else "<"


def _summed(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    one, two = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for at in range(0, len(words), 2):
        one = (one + words[at] + two) & 0xFFFFFFFF
        two = (two + words[at + 1] + one) & 0xFFFFFFFF
    return one, two


def _opened(
    wanted: Mapping[tuple[int, int], bytes], key: bytes, scratch: Path, tick: Tick
) -> dict[tuple[int, int], bytes]:
    """What sealed pages say.

    No part of this program can open a page but the driver. It is given them as parts of a file of its own without
    seals, where each is the end of one long value. What a page is sealed with stands before it in that value (in CBC
    the block before is what a block is opened with), so that its first block is opened, too.
    """
    found: dict[tuple[int, int], bytes] = {}
    names = list(wanted)
    try:
        places = _scratch(scratch, key, min(len(names), _AT_ONCE))
        for begins in range(0, len(names), _AT_ONCE):
            some = names[begins : begins + _AT_ONCE]
            _lay_in(scratch, zip(places, (_shifted(name, wanted[name]) for name in some), strict=False))
            with closing(_driver(scratch, key)) as connection:
                values = connection.execute(
                    "SELECT substr(said, ?, ?) FROM page ORDER BY rowid LIMIT ?", (_BEFORE + 1, USABLE, len(some))
                )
                for name, (said,) in zip(some, values, strict=True):
                    found[name] = FIRST + said[: USABLE - SALT] if name[1] == 1 else said
            tick(min(begins + _AT_ONCE, len(names)), len(names))
    finally:
        with suppress(OSError):
            scratch.unlink()
    return found


def _scratch(path: Path, key: bytes, rows: int) -> list[int]:
    """Make a file with so many values, and tell which page the end of each lies on."""
    places = []
    with closing(_driver(path, key)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("CREATE TABLE page (said BLOB)")
        connection.execute("BEGIN")
        for _row in range(rows):
            # its own page is the first that is taken: there are none to take again
            places.append(int(connection.execute("PRAGMA page_count").fetchone()[0]) + 1)
            connection.execute("INSERT INTO page VALUES (zeroblob(?))", (_LENGTH,))
        connection.execute("COMMIT")
    return places


def _driver(path: Path, key: bytes) -> Any:
    from sqlcipher3 import dbapi2 as driver  # late: hardly anybody needs this

    connection = driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    size = f"cipher_page_size = {_LARGE}"
    for pragma in ("cipher_log_level = NONE", "cipher_use_hmac = OFF", size, "synchronous = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _lay_in(path: Path, pages: Iterable[tuple[int, bytes]]) -> None:
    with path.open("rb+") as file:
        for number, page in pages:
            file.seek((number - 1) * _LARGE)
            file.write(page)


def _shifted(name: tuple[int, int], page: bytes) -> bytes:
    begins = SALT if name[1] == 1 else 0
    moved = page[USABLE : USABLE + _IV] + page[begins:USABLE]
    return moved.ljust(_LARGE, b"\0")

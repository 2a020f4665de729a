"""What the pages of a damaged file hold: rows and entries of indexes, wherever they can be reached, and loose ones.

Source: https://www.sqlite.org/fileformat2.html, §§ 1.5 (freelist), 1.6 (b-tree pages) and 2.1 (record format).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ikdesk.safe.pages import USABLE

ROWS, ROWS_ABOVE, INDEX, INDEX_ABOVE = 13, 5, 10, 2  # the kinds of pages in a tree
_HEAD = 100  # bytes before the tree on the first page
_NARROW = (USABLE - 12) * 32 // 255 - 23  # bytes of a long row that lie on its own page, at least
_WIDE_ROW, _WIDE_ENTRY = USABLE - 35, (USABLE - 12) * 64 // 255 - 23  # and at most
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # bytes, by serial type
_REAL, _ZERO, _ONE, _TEXT = 7, 8, 9, 13
MALFORMED = (IndexError, ValueError, struct.error)  # what a page that is not what it should be gives


class Lost:
    """What stands where a value lay on a page that is gone."""


LOST: Final = Lost()
Values = list[Any]


@dataclass(frozen=True, slots=True)
class Tree:
    """What is left of a table or an index."""

    leaves: tuple[int, ...]  # the pages with its rows, in their order
    above: tuple[int, ...]  # the pages above them
    gone: frozenset[int]  # pages that belong to it and are not whole


class Reader:
    """Reads rows from whole pages.

    Args:
        pages: what each whole page says, by its number.
    """

    def __init__(self, pages: Mapping[int, bytes]) -> None:
        self._pages = pages

    def kind(self, number: int) -> int:
        """What kind of page it is; 0 where it is none of a tree."""
        page = self._pages.get(number)
        found = page[_begins(number)] if page else 0
        return found if found in {ROWS, ROWS_ABOVE, INDEX, INDEX_ABOVE} else 0

    def tree(self, root: int) -> Tree:
        """What can be reached from a root."""
        leaves: list[int] = []
        above: list[int] = []
        gone: set[int] = set()
        seen: set[int] = set()
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            kind = self.kind(number)
            if kind in {ROWS, INDEX}:
                leaves.append(number)
            elif kind:
                above.append(number)
                waiting.extend(reversed(self.below(number)))
            else:
                gone.add(number)
        return Tree(tuple(leaves), tuple(above), frozenset(gone))

    def below(self, number: int) -> list[int]:
        """The pages below one, in their order."""
        page, begins = self._pages[number], _begins(number)
        found = [int.from_bytes(page[at : at + 4], "big") for at in _cells(page, begins, 12)]
        return [*found, int.from_bytes(page[begins + 8 : begins + 12], "big")]

    def free(self) -> frozenset[int]:
        """The pages that hold nothing any more, as far as that can be read."""
        first = self._pages.get(1)
        trunk = int.from_bytes(first[32:36], "big") if first else 0
        found: set[int] = set()
        while trunk and trunk not in found and trunk in self._pages:
            found.add(trunk)
            page = self._pages[trunk]
            number = min(int.from_bytes(page[4:8], "big"), USABLE // 4 - 2)
            found.update(struct.unpack_from(f">{number}I", page, 8))
            trunk = int.from_bytes(page[:4], "big")
        return frozenset(found)

    def rows(self, number: int) -> Iterator[tuple[int, Values]]:
        """The rows on a page: their numbers and their values, LOST where one lay on another page that is gone.

        Raises:
            IndexError: or another of MALFORMED: it is no page of rows.
        """
        page, begins = self._pages[number], _begins(number)
        for at in _cells(page, begins, 8):
            length, at = _varint(page, at)  # noqa: PLW2901 (it goes on from there)
            row, at = _varint(page, at)  # noqa: PLW2901
            payload = self._payload(page, at, length, _WIDE_ROW)
            yield row - (1 << 64) if row >> 63 else row, _record(payload, length)

    def entries(self, root: int) -> Iterator[Values]:
        """The entries of an index: what it is made over, and last the number of the row."""
        tree = self.tree(root)
        for number in (*tree.leaves, *tree.above):
            page, begins, inner = self._pages[number], _begins(number), number in tree.above
            for at in _cells(page, begins, 12 if inner else 8):
                length, at = _varint(page, at + 4 if inner else at)  # noqa: PLW2901
                yield _record(self._payload(page, at, length, _WIDE_ENTRY), length)

    def _payload(self, page: bytes, at: int, length: int, wide: int) -> bytes:
        """What a row says, as far as it can be followed from page to page."""
        if length <= wide:
            return page[at : at + length]
        own = _NARROW + (length - _NARROW) % (USABLE - 4)
        own = own if own <= wide else _NARROW
        parts, rest = [page[at : at + own]], length - own
        following = int.from_bytes(page[at + own : at + own + 4], "big")
        while rest > 0 and following in self._pages:
            other = self._pages[following]
            parts.append(other[4 : 4 + min(rest, USABLE - 4)])
            rest -= USABLE - 4
            following = int.from_bytes(other[:4], "big")
        return b"".join(parts)


def _begins(number: int) -> int:
    return _HEAD if number == 1 else 0


def _cells(page: bytes, begins: int, head: int) -> tuple[int, ...]:
    number = int.from_bytes(page[begins + 3 : begins + 5], "big")
    return struct.unpack_from(f">{number}H", page, begins + head)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = data[at]
    if value < 0x80:
        return value, at + 1
    value &= 0x7F
    for taken in range(1, 9):
        byte = data[at + taken]
        if taken == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + taken + 1
    raise ValueError(at)


def _record(payload: bytes, length: int) -> Values:
    """The values of a row.

    Args:
        payload: what is left of it.
        length: what it should be, bytes.

    Raises:
        IndexError: or another of MALFORMED: not even what kinds of values it has is left.
    """
    head, at = _varint(payload, 0)
    if head > length:
        raise ValueError(head)
    kinds = []
    while at < head:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: Values = []
    for kind in kinds:
        size = _size(kind)
        values.append(_value(kind, payload[at : at + size]) if at + size <= len(payload) else LOST)
        at += size
    if at != length:
        raise ValueError(at)
    return values


def _size(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return 8 if kind == _REAL else _INTEGERS.get(kind, 0)


def _value(kind: int, data: bytes) -> Any:
    if kind >= 12:
        return data.decode("utf-8") if kind & 1 else data
    if kind in _INTEGERS:
        return int.from_bytes(data, "big", signed=True)
    if kind == _REAL:
        return struct.unpack(">d", data)[0]
    return {_ZERO: 0, _ONE: 1}.get(kind)

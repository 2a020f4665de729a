"""What the file's two chains ended with, kept outside it: so that a file that was shortened or put back is noticed.

A chain tells when a row in it was altered. It cannot tell that rows were taken off its end, or that the whole file was
exchanged for an older copy of itself. The anchor can. It lies in two places: beside the file, and in a folder of the
machine's own, so that it is noticed on the same machine when somebody puts back the whole data folder.

It is laid out after the rows it tells of were saved. An anchor behind the file is therefore nothing strange (the
program ended before its turn came); one ahead of the file is.
"""

from __future__ import annotations

import hmac
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.files import write_whole

if TYPE_CHECKING:
    from ikdesk.safe.keys import Keys

NAME = "anchor.json"
LARGEST = 10_000  # bytes
MARK = 64  # characters in the mark of a row


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the chains of a file ended."""

    unit: str  # which file it is of: the same after an exchange of keys and a restore
    history: tuple[int, str]  # the number of the last row, and its mark
    access: tuple[int, str]
    day: str = ""  # ISO 8601: when the whole chains were last walked
    restored: str = ""  # the backup that was fetched back, until somebody was told
    salt: str = ""  # what stands at the front of the file: if that is damaged, no page could be read without it


@dataclass(frozen=True, slots=True)
class Found:
    """What lies at a place."""

    anchor: Anchor | None  # None where there is none, or none that is genuine
    there: bool  # whether anything lies there
    foreign: bool = False  # whether it says that it is of another file


def beside(folder: Path) -> Path:
    """Where the anchor lies beside the file."""
    return folder / NAME


def on_machine(machine: Path, unit: str) -> Path:
    """Where the anchor of a file lies on this machine.

    Args:
        machine: the machine's own folder.
        unit: which file.
    """
    return machine / "anchors" / f"{unit}.json"


def lay_out(path: Path, keys: Keys, anchor: Anchor) -> None:
    """Write the anchor at a place.

    Raises:
        Problem: the disk said no.
    """
    content = asdict(anchor)
    write_whole(path, json.dumps({**content, "mac": _stamp(keys, content)}, indent=1).encode("ascii"))


def lay_out_both(folder: Path, machine: Path, keys: Keys, anchor: Anchor) -> None:
    """Write the anchor beside the file and on this machine.

    Raises:
        Problem: the disk said no in one of the places; in the other it lies.
    """
    try:
        lay_out(on_machine(machine, anchor.unit), keys, replace(anchor, restored=""))
    finally:
        lay_out(beside(folder), keys, anchor)


def look(path: Path, keys: Keys, unit: str) -> Found:
    """What lies at a place.

    Args:
        path: from ``beside`` or ``on_machine``.
        keys: of whoever unlocked.
        unit: which file the anchor should be of.
    """
    try:
        with path.open("rb") as file:
            content: dict[str, Any] = json.loads(file.read(LARGEST))
        mac = str(content.pop("mac"))
        genuine = any(hmac.compare_digest(mac.encode(), _stamp(one, content).encode()) for one in (keys, *keys.older()))
        anchor = _anchor(content)
    except FileNotFoundError:
        return Found(None, there=False)
    except (OSError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError, RecursionError):
        return Found(None, there=True)
    if not genuine or anchor.unit not in {unit, ""}:
        return Found(None, there=True, foreign=anchor.unit != unit)
    return Found(anchor, there=True)


def salts(folder: Path, machine: Path, keys: Keys) -> list[bytes]:
    """What stood at the front of the file, as the anchors of these keys remember it; for a file that is damaged.

    Args:
        folder: the data folder.
        machine: the machine's own folder.
        keys: of whoever unlocked.
    """
    found = []
    for path in (beside(folder), *sorted((machine / "anchors").glob("*.json"))):
        anchor = _genuine(path, keys)
        if anchor is not None and anchor.salt:
            with suppress(ValueError):
                found.append(bytes.fromhex(anchor.salt))
    return found


def ends(folder: Path, machine: Path, keys: Keys) -> dict[str, int]:
    """The number of the last row each chain is known to have had; for a file that is damaged.

    Args:
        folder: the data folder.
        machine: the machine's own folder.
        keys: of whoever unlocked.
    """
    found = [_genuine(path, keys) for path in (beside(folder), *sorted((machine / "anchors").glob("*.json")))]
    there = [anchor for anchor in found if anchor is not None]
    return {
        "history": max((anchor.history[0] for anchor in there), default=0),
        "access": max((anchor.access[0] for anchor in there), default=0),
    }


def _genuine(path: Path, keys: Keys) -> Anchor | None:
    try:
        unit = str(json.loads(path.read_bytes()[:LARGEST])["unit"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return look(path, keys, unit).anchor


def mark_restored(folder: Path, keys: Keys, connection: Any, said: str) -> None:
    """Lay out an anchor that says that the file came back from a backup, for the next unlock to tell.

    Args:
        folder: the data folder.
        keys: that open the file.
        connection: to the file that was fetched back.
        said: the name of the backup.

    Raises:
        Problem: the disk said no.
    """
    # unit "": from then on whatever was kept of this file is behind it
    lay_out(beside(folder), keys, Anchor("", _end(connection, "history"), _end(connection, "access"), restored=said))


def _end(connection: Any, table: str) -> tuple[int, str]:
    known = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {table, "chain_key"} <= known:
        return 0, ""  # a file from before there was such a chain, or whose rows are marked anew on the way up
    row = connection.execute(f"SELECT seq, digest FROM {table} ORDER BY seq DESC LIMIT 1").fetchone()  # noqa: S608
    return (int(row[0]), str(row[1])) if row else (0, "")


def _anchor(content: dict[str, Any]) -> Anchor:
    ends = {name: (int(content[name][0]), str(content[name][1])[:MARK]) for name in ("history", "access")}
    return Anchor(str(content["unit"]), **ends, day=str(content["day"]), restored=str(content["restored"]),
                  salt=str(content.get("salt", ""))[:MARK])  # fmt: skip


def _stamp(keys: Keys, content: dict[str, Any]) -> str:
    return keys.stamp("anchor", json.dumps(content, sort_keys=True).encode())


"""Every byte of what lies open beside the file, changed: it is refused, or it changes nothing; never another key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ikdesk.access.finding_queries import ends_of
from ikdesk.incidents.actions import record_incident
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.lock.asked import asked_of
from ikdesk.lock.in_season import places_in_season
from ikdesk.privacy.disposal_data import FileDisposals
from ikdesk.privacy.model import Ground
from ikdesk.restore_data import candidate
from ikdesk.safe import anchor, disposals, slots
from ikdesk.safe.backup import manifest_path, read_manifest, verify_backup
from ikdesk.safe.front import NAME as FRONT
from ikdesk.safe.front import VAULT, VAULT_COPY, front_is_genuine, locks_of, people_in, read_front
from ikdesk.safe.restore import keys_for
from ikdesk.safe.vault import unlock
from ikdesk.unit.queries import places
from tests.reliability.row import Counted, Row, Share, Tally
from tests.reliability.unit import PASSWORD, Unit, make_unit, quick
from tests.samples import NOON

BITS = (0x01, 0x02, 0x10, 0x20, 0x80, 0xFF)  # near ones, another case, no letter, all of it
BACKUP_STEP = 997  # bytes between those that are changed in the backup itself: it is half a megabyte


@dataclass(frozen=True, slots=True)
class Watched:
    """A file, and what is asked of it each time it was changed.

    Args:
        paths: where it lies; all of them are changed alike.
        faults: what is wrong when it lies there as it does now.
        step: every so many-th byte is changed.
    """

    paths: tuple[Path, ...]
    faults: Callable[[], Iterator[str]]
    step: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one file."""

    watched: Watched
    at: int
    bits: int  # 0: it is cut off there

    def of(self, text: bytes) -> bytes:
        """The file with the change."""
        changed = bytearray(text[: self.at] if not self.bits else text)
        if self.bits:
            changed[self.at] ^= self.bits
        return bytes(changed)


def run(share: Share) -> Counted:
    """Change each of the files."""
    with quick():
        return _changed(share, list(_watched(share.folder)))


def control(share: Share) -> Counted:
    """The vault again, where nobody looks at the marks over it."""
    with quick(), pytest.MonkeyPatch.context() as patch:
        watched = list(_watched(share.folder))[:1]
        patch.setattr(slots, "hmac", SimpleNamespace(compare_digest=lambda _one, _other: True))
        return _changed(share, watched)


def _changed(share: Share, all_watched: list[Watched]) -> Counted:
    tally = Tally()
    texts = {path: path.read_bytes() for watched in all_watched for path in watched.paths}
    there = [
        Change(watched, at, bits)
        for watched in all_watched
        for at in range(0, len(texts[watched.paths[0]]), watched.step)
        for bits in (*BITS, *((0,) if at % 7 == 0 else ()))
    ]
    for change in share.some(there):
        paths = change.watched.paths
        for path in paths:
            path.write_bytes(change.of(texts[path]))
        for fault in _asked(change.watched):
            tally.fault(f"{paths[0].name}, byte {change.at} ^ {change.bits}: {fault}")
        tally.states += 1
        tally.acknowledged += 1
        for path in paths:
            path.write_bytes(texts[path])
    return tally.counted()


def _asked(watched: Watched) -> list[str]:
    try:
        return list(watched.faults())
    except Exception as error:  # noqa: BLE001 (whatever it is: that is what is looked for)
        return [f"{type(error).__name__}: {error}"]


def _watched(folder: Path) -> Iterator[Watched]:
    unit = make_unit(folder / "unit", others=1)
    with closing(unit.open()) as found:
        place = next(one.id for one in found.read(places) if one.logged)
        values = {"kind": "near_miss", "occurred_on": NOON.date(), "place_id": place, "severity": 0, "story": "Falt"}
        key = found.write(record_incident, values, told_at=NOON)
        FileDisposals(found).dispose(key, Ground.WRONG_PERSON, "Etter vedtak i sak 7")
        target = found.backups.make().path
        found.show_front()
    yield _vault(unit, (VAULT, VAULT_COPY))
    yield _vault(unit, (VAULT,))
    yield _note(unit, target)
    yield _anchor(unit)
    yield _list(unit)
    yield _front(unit)
    yield _backup(unit, target)


def _vault(unit: Unit, names: tuple[str, ...]) -> Watched:
    whole = unlock(unit.folder, PASSWORD)
    paths = tuple(unit.folder / name for name in names)
    alone = len(names) == 1
    text = paths[0].read_bytes()

    def faults() -> Iterator[str]:
        people_in(unit.folder)
        locks_of(unit.folder)
        try:
            found = unlock(unit.folder, PASSWORD)
        except (Invalid, Problem) as said:
            if alone:
                yield f"the other copy was whole, and it was refused: {said}"
            return
        if found != whole:
            yield "other keys, another name or another role"
        (unit.folder / VAULT_COPY).write_bytes(text)  # the program mends what it can

    return Watched(paths, faults)


def _note(unit: Unit, target: Path) -> Watched:
    whole, keys = read_manifest(target), keys_for(target, PASSWORD)

    def faults() -> Iterator[str]:
        candidate(target)
        if not verify_backup(target, unit.keys) and read_manifest(target) != whole:
            yield "it is held to be whole, and says something else"
        try:
            found = keys_for(target, PASSWORD)
        except (Invalid, Problem):
            return
        if found != keys:
            yield "other keys, another name or another role"

    return Watched((manifest_path(target),), faults)


def _anchor(unit: Unit) -> Watched:
    path = anchor.beside(unit.folder)
    with closing(unit.open()) as found:
        name, _ends, _anchored = found.read(ends_of)
    whole = anchor.look(path, unit.keys, name)

    def faults() -> Iterator[str]:
        found = anchor.look(path, unit.keys, name)
        if found != whole and (found.anchor is not None or not found.there):
            yield "another anchor, or none"

    return Watched((path,), faults)


def _list(unit: Unit) -> Watched:
    whole = disposals.read_disposals(unit.folder, unit.keys)

    def faults() -> Iterator[str]:
        try:
            found = disposals.read_disposals(unit.folder, unit.keys)
        except Problem:
            return
        if found != whole:
            yield "another list"

    return Watched((unit.folder / disposals.NAME,), faults)


def _front(unit: Unit) -> Watched:
    whole: dict[str, Any] = read_front(unit.folder)

    def faults() -> Iterator[str]:
        found = read_front(unit.folder)
        asked_of(found)
        places_in_season(found, 1)
        if found != whole and front_is_genuine(unit.folder, unit.keys):
            yield "held to be genuine, and says something else"

    return Watched((unit.folder / FRONT,), faults)


def _backup(unit: Unit, target: Path) -> Watched:
    def faults() -> Iterator[str]:
        if not verify_backup(target, unit.keys):
            yield "held to be whole"

    return Watched((target,), faults, BACKUP_STEP)


ROWS = (
    Row(
        key="bytes", what="hver byte i hvelv, anker, følgefil, kassasjonsliste og låseskjermens fil endret", run=run,
        small=1_500, release=1_000_000, least=1.0, without="merkene over hvelvet", control=control, control_states=600,
        exhausts=True,
    ),
)  # fmt: skip

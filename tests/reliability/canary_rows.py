"""Words put into every text there is stand in no byte of any file: not in a log, a backup, a rescue or a crash."""

from __future__ import annotations

import base64
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import String, Text, select
from sqlalchemy.orm import Session

from ikdesk import data
from ikdesk.inbox_data import take_in
from ikdesk.incidents.actions import correct_incident, record_incident, save_draft
from ikdesk.kernel.base import Base
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.settings import Settings, write_settings
from ikdesk.privacy.disposal_data import FileDisposals
from ikdesk.privacy.model import Ground
from ikdesk.restore_data import restore
from ikdesk.safe import inbox
from ikdesk.safe.backup import ENDING
from ikdesk.safe.vault import public_inbox, unlock
from ikdesk.salvage_data import salvage
from ikdesk.unit.model import CodeEntry, Department, Place, Unit
from ikdesk.unit.queries import places
from tests.reliability.killing import READY, Tell, cannot, killed
from tests.reliability.row import Counted, Row, Share, Tally
from tests.reliability.unit import quick
from tests.samples import NOON

FILE = Path(__file__).resolve().parents[1] / "data" / "version_3"  # it has a row of nearly everything
PASSWORD = "gammel nok til alt dette"
CLOCK = Clock(date(2026, 4, 30))
WORD = "Kanarifuglen"
LOCK_SCREEN_SHOWS = {Unit, Place, Department, CodeEntry}  # and it says nothing about anybody
ELSEWHERE = ("TMPDIR", "TMP", "TEMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
             "XDG_DOCUMENTS_DIR", "HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "IKDESK_MACHINE")  # fmt: skip


def run(share: Share) -> Counted:
    """Write the words everywhere, do everything, and look."""
    tally = Tally()
    with quick(older=True):
        for number in range(share.states):
            word = f"{WORD}{share.at}n{number}"
            with _elsewhere(share.folder / f"{number}") as place:
                tally.acknowledged += _live(place, word)
                for said in _found(place, word):
                    tally.fault(said)
            tally.states += 1
            shutil.rmtree(share.folder / f"{number}")
    return tally.counted()


def control(share: Share) -> Counted:
    """A program that leaves them behind, in one way after the other: each must be found."""
    tally = Tally()
    share.folder.mkdir(exist_ok=True)
    for number, pattern in enumerate(_patterns(WORD)):
        path = share.folder / str(number)
        path.write_bytes(os.urandom(1000) + pattern + os.urandom(1000))
        found = _found(share.folder, WORD)
        tally.states += 1
        if any(str(path.name) in said for said in found):
            tally.fault(found[0])
        else:
            return Counted(states=tally.states)  # one way is not seen: the control does not fail as it should
        path.unlink()
    return tally.counted()


class _elsewhere:  # noqa: N801 (it is used as a function)
    """Where programs leave things behind, all of it below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._patch = pytest.MonkeyPatch()

    def __enter__(self) -> Path:
        other = self._folder / "elsewhere"
        other.mkdir(parents=True)
        for name in ELSEWHERE:
            self._patch.setenv(name, str(other))
        self._patch.setattr(tempfile, "tempdir", None)
        return self._folder

    def __exit__(self, *_error: object) -> None:
        self._patch.undo()


def _live(place: Path, word: str) -> int:
    """Everything somebody can do with texts; how many texts the word was put into."""
    folder, stick = place / "unit", place / "stick"
    shutil.copytree(FILE, folder)
    stick.mkdir()
    keys = unlock(folder, PASSWORD)
    with closing(data.open_data(folder, keys, clock=CLOCK)) as found:
        written = found.write(_everywhere, word)
        written += _by_hand(found, word)
        found.backups.choose_second(stick)
        found.backups.make()
        write_settings(folder, Settings(theme="dark"))
        key = _told(found, word)
        FileDisposals(found).dispose(key, Ground.WRONG_PERSON, f"Etter vedtak om {word}")
        found.backups.make()
    killed(lambda tell: _write_on(folder, word, tell), 0.02)
    restore(next(stick.glob("*" + ENDING)), place / "new", password=PASSWORD)
    salvage(folder, place / "rescued", keys=keys)
    return int(written)


def _write_on(folder: Path, word: str, tell: Tell) -> None:
    found = data.open_data(folder, unlock(folder, PASSWORD), clock=CLOCK)
    tell(READY)
    while True:
        _told(found, word)


def _told(found: data.Data, word: str) -> Any:
    place = next(one.id for one in found.read(places) if one.logged)
    values = {"kind": "near_miss", "occurred_on": date(2026, 2, 3), "place_id": place, "severity": 0,
              "child": word[:12], "story": f"{word} falt", "done_at_once": word}  # fmt: skip
    key = found.write(record_incident, values, told_at=NOON)
    found.write(correct_incident, key, {"story": f"{word} falt ikke"}, word)
    return key


def _by_hand(found: data.Data, word: str) -> int:
    """A draft and a report from the locked screen."""
    found.write(save_draft, "report", {"story": word}, at=NOON)
    told = {"kind": "near_miss", "occurred_on": "2026-02-03", "severity": 0, "story": word}
    note = {"kind": "report", "values": told}
    for _turn in range(2):  # one is taken in, one waits
        inbox.seal(found.folder, public_inbox(found.keys), note, at=datetime(2026, 4, 30, 9, 0, tzinfo=UTC))
        if not _turn:
            take_in(found.folder, found.keys, found.read, found.write, None)
    found.show_front()
    return 3


def _everywhere(session: Session, word: str, **_asked: Any) -> int:
    """Put the word into one row of every text in the file; how many texts that were."""
    written = 0
    for mapper in Base.registry.mappers:
        row = session.scalars(select(mapper.class_).limit(1)).first()
        if row is None or mapper.class_ in LOCK_SCREEN_SHOWS:
            continue
        for key, column in mapper.columns.items():
            free = type(column.type) in {String, Text} and column.info.get("label") and not column.unique
            if free and not column.foreign_keys and (getattr(column.type, "length", None) or 200) >= len(word):
                setattr(row, key, word)
                written += 1
    return written


def _patterns(word: str) -> Iterator[bytes]:
    """The word as it may stand in a file."""
    for said in (word, word.lower()):
        for code in ("utf-8", "utf-16-le", "utf-16-be"):
            text = said.encode(code)
            yield text
            yield text.hex().encode()
            yield text.hex().upper().encode()
            for shift in range(3):  # what stands before it decides which letters it becomes
                whole = base64.b64encode(b"\0" * shift + text + b"\0" * 3)
                yield whole[4 * (shift > 0) : 4 * ((shift + len(text)) // 3)]


def _found(folder: Path, word: str) -> list[str]:
    patterns = list(dict.fromkeys(_patterns(word)))
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    found = []
    for path in files:
        text = path.read_bytes()
        found += [f"{path.relative_to(folder)}: {pattern!r}" for pattern in patterns if pattern in text]
    return found


ROWS = (
    Row(
        key="canaries", what="ord i hvert felt, lett etter i hver byte av hver fil (UTF-8, UTF-16, base64, hex)",
        run=run, small=1, release=40, least=50.0, without="kryptering", control=control, control_states=1,
        cannot=cannot, alone=True,
    ),
)  # fmt: skip

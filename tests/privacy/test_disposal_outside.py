"""What is disposed of is found in no byte of the folder, and does not come back with an older copy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from ikdesk import data as opening
from ikdesk.inbox_data import take_in
from ikdesk.incidents.actions import handle_incident, record_incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key
from ikdesk.people.actions import keep_code
from ikdesk.privacy.disposal_data import FileDisposals
from ikdesk.privacy.disposal_queries import disposals, doomed
from ikdesk.privacy.model import Ground
from ikdesk.safe import inbox
from ikdesk.safe.disposals import NAME, Line, read_disposals, write_disposals
from ikdesk.safe.file import examine
from ikdesk.safe.keys import Keys, keys_from
from ikdesk.safe.vault import public_inbox
from ikdesk.unit.model import UnitKind
from ikdesk.unit.queries import places
from tests.samples import NOON, TODAY

CANARY = "Kanarifugl i bakken"
WHY = "Vedtak 26/114 av 30. april"
PASSWORD = "kanarigul passordfrase sol"
LINE = Line("incident", "a" * 32, "2026-1", "2026-04-30", "Tom", "order", WHY, whole=True)


def keys(number: int = 1, past: tuple[bytes, ...] = ()) -> Keys:
    made = keys_from(bytes([number]) * 32, person="p", name="Tom", role="leader")
    return Keys(**{slot: getattr(made, slot) for slot in made.__dataclass_fields__} | {"past": past})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keys]:
    """A unit on disk, made once: a password is dear."""
    folder = tmp_path_factory.mktemp("made") / "data"
    data, _code = opening.make_unit_data(
        folder, PASSWORD, name="Solbakken", kind=UnitKind.BARNEHAGE, clock=Clock(TODAY)
    )
    data.write(keep_code, data.keys.person, kept=True)
    data.close()
    return folder, data.keys


@pytest.fixture
def data(made: tuple[Path, Keys], tmp_path: Path) -> Iterator[opening.Data]:
    shutil.copytree(made[0], tmp_path / "data")
    opened = opening.open_data(tmp_path / "data", made[1], clock=Clock(TODAY))
    yield opened
    opened.close()


def report(data: opening.Data) -> Any:
    place = data.read(places)[0].id
    values = {"kind": "child_injury", "occurred_on": TODAY, "place_id": place, "severity": 1, "story": CANARY}
    return data.write(record_incident, values, told_at=NOON)


def boxed(data: opening.Data) -> Path:
    """A report from the locked screen, taken in; where its sealed box lies now."""
    values = {"kind": "child_injury", "occurred_on": TODAY.isoformat(), "severity": 1, "story": CANARY,
              "place_id": str(data.read(places)[0].id)}  # fmt: skip
    note = {"kind": "report", "values": values}
    receipt = inbox.seal(data.folder, public_inbox(data.keys), note, at=datetime(2026, 4, 30, tzinfo=UTC))
    take_in(data.folder, data.keys, data.read, data.write, None)
    return data.folder / "inbox" / "taken" / f"{receipt}.box"


def numbered(data: opening.Data, number: str) -> Key:
    found = data.read(doomed, number)
    assert found is not None
    return found.id


def everything(data: opening.Data) -> str:
    with Session(data.database.engine) as session:
        names = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return "\n".join(repr(row) for name in names for row in session.execute(text(f'SELECT * FROM "{name}"')))


def plain_bytes(folder: Path) -> Iterator[bytes]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.read_bytes()


def test_the_list_is_sealed_and_read_again(tmp_path: Path) -> None:
    assert read_disposals(tmp_path, keys()) == ()
    write_disposals(tmp_path, keys(), [LINE, LINE])
    assert read_disposals(tmp_path, keys()) == (LINE,)
    assert b"2026" not in (tmp_path / NAME).read_bytes()


def test_the_list_follows_an_exchange_of_keys(tmp_path: Path) -> None:
    write_disposals(tmp_path, keys(1), [LINE])
    assert read_disposals(tmp_path, keys(2, past=(keys(1).master,))) == (LINE,)
    with pytest.raises(Problem, match="kasserte"):
        read_disposals(tmp_path, keys(2))


def test_the_list_cannot_be_altered(tmp_path: Path) -> None:
    write_disposals(tmp_path, keys(), [LINE])
    whole = (tmp_path / NAME).read_bytes()
    for at in range(0, len(whole), 5):
        (tmp_path / NAME).write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(Problem, match="skadet"):
            read_disposals(tmp_path, keys())
    for content in (b"", whole[:-1], os.urandom(200)):
        (tmp_path / NAME).write_bytes(content)
        with pytest.raises(Problem, match="skadet"):
            read_disposals(tmp_path, keys())


def test_nothing_of_it_is_left_in_the_folder(data: opening.Data) -> None:
    box = boxed(data)
    key = numbered(data, "2026-1")
    data.write(handle_incident, report(data), {"handling": CANARY})
    other = numbered(data, "2026-2")
    assert CANARY in everything(data)
    assert box.is_file()
    for one in (key, other):
        FileDisposals(data).dispose(one, Ground.WRONG_PERSON, WHY)
    assert CANARY not in everything(data)
    assert not box.exists()
    log = data.folder / "data.ikdesk-wal"
    assert not log.exists() or log.stat().st_size == 0
    assert len(read_disposals(data.folder, data.keys)) == 2
    data.close()
    assert not any(CANARY.encode() in content for content in plain_bytes(data.folder))
    assert examine(data.folder / opening.FILE, data.keys.database) == []


def test_an_older_copy_that_is_put_back_is_emptied_when_it_is_opened(data: opening.Data) -> None:
    report(data)
    data.close()
    older = data.folder.parent / "older"
    shutil.copytree(data.folder, older)
    again = opening.open_data(data.folder, data.keys, clock=Clock(TODAY))
    FileDisposals(again).dispose(numbered(again, "2026-1"), Ground.ORDER, WHY)
    again.close()
    shutil.copy(data.folder / NAME, older / NAME)
    back = opening.open_data(older, data.keys, clock=Clock(TODAY))
    assert any("kassert på nytt" in said for said in back.warnings)
    assert CANARY not in everything(back)
    assert [row.number for row in back.read(disposals)] == ["2026-1"]
    back.close()
    opening.open_data(older, data.keys, clock=Clock(TODAY)).close()


def test_what_a_backup_took_the_place_of_is_emptied_when_it_is_opened(data: opening.Data) -> None:
    report(data)
    data.close()
    replaced = data.folder / "replaced-2026-04-30-0930"
    shutil.copytree(data.folder, replaced, ignore=shutil.ignore_patterns("replaced-*"))
    again = opening.open_data(data.folder, data.keys, clock=Clock(TODAY))
    FileDisposals(again).dispose(numbered(again, "2026-1"), Ground.ORDER, WHY)
    again.close()
    back = opening.open_data(replaced, data.keys, clock=Clock(TODAY))
    assert any("kassert på nytt" in said for said in back.warnings)
    assert CANARY not in everything(back)
    back.close()


def test_a_list_that_is_gone_is_written_anew_and_one_that_is_damaged_is_told(data: opening.Data) -> None:
    report(data)
    FileDisposals(data).dispose(numbered(data, "2026-1"), Ground.WRONG_PERSON, WHY)
    data.close()
    (data.folder / NAME).unlink()
    opening.open_data(data.folder, data.keys, clock=Clock(TODAY)).close()
    assert [line.number for line in read_disposals(data.folder, data.keys)] == ["2026-1"]
    (data.folder / NAME).write_bytes(b"noe annet")
    again = opening.open_data(data.folder, data.keys, clock=Clock(TODAY))
    assert any("skadet" in said for said in again.warnings)
    again.close()

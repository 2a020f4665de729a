"""After real use nothing recognisable lies in any byte of the folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ikdesk.safe import inbox, tries
from ikdesk.safe.backup import backup_path, make_backup
from ikdesk.safe.front import write_front
from ikdesk.safe.guard import hold
from ikdesk.safe.restore import restore_backup
from ikdesk.safe.vault import change_password, public_inbox, unlock
from tests.safe.conftest import FLOOR, PASSWORD, Made, fill

AT = datetime(2026, 4, 30, 9, 30, tzinfo=UTC)
NEW_PASSWORD = "Kanarigul passordfrase"
CANARIES = ("Kanarifugl-Ola", "hjernerystelse i bakken", "slettet-kanari", "innboks-kanari")


def test_the_canaries_are_found_where_nothing_is_encrypted(tmp_path: Path) -> None:
    """The control: the search below finds what it looks for, in both encodings."""
    (tmp_path / "plain").write_bytes(CANARIES[0].encode() + CANARIES[1].encode("utf-16-le"))
    assert set(found_in(tmp_path, CANARIES)) == {CANARIES[0], CANARIES[1]}


def test_nothing_recognisable_is_left_in_the_folder(made: Made, tmp_path: Path) -> None:
    with hold(made.folder):
        change_password(made.folder, made.keys, NEW_PASSWORD, work=FLOOR)
        keys = tries.attempt(made.folder, lambda: unlock(made.folder, NEW_PASSWORD), now=1000).result
        connection = made.open()
        use(connection)
        inbox.seal(made.folder, public_inbox(keys), {"story": CANARIES[3]}, at=AT)
        inbox.take(made.folder, inbox.seal(made.folder, public_inbox(keys), {"story": CANARIES[3]}, at=AT))
        write_front(made.folder, keys, {"unit": "Solbakken barnehage", "inbox": public_inbox(keys).hex()})
        target = backup_path(tmp_path / "backups", AT)
        make_backup(lambda: nullcontext(connection), target, keys, folder=made.folder, program="0.1.0", at=AT)
        assert_clean(tmp_path, made)  # while the log lies beside the file
        connection.close()
        restore_backup(target, tmp_path / "new" / "data.ikdesk", keys)
    assert_clean(tmp_path, made)


def use(connection: Any) -> None:
    fill(connection)
    for number in range(200):
        story = f"{CANARIES[0]} fikk {CANARIES[1]} {number}"
        connection.execute("INSERT INTO incident VALUES (?, 1, ?)", (f"kanari-{number}", story))
        connection.execute("INSERT INTO found VALUES (?)", (story,))
    connection.execute("INSERT INTO found VALUES (?)", (CANARIES[2],))
    connection.execute("DELETE FROM found WHERE found MATCH 'slettet'")
    connection.execute("SELECT story FROM incident ORDER BY story DESC").fetchall()


def assert_clean(folder: Path, made: Made) -> None:
    known = [PASSWORD, NEW_PASSWORD, made.code, made.code.replace("-", "")]
    assert list(found_in(folder, [*CANARIES, *known, "CREATE TABLE", "SQLite format"])) == []
    keys = [made.keys.master, made.keys.database, made.keys.backup, made.keys.mac, made.keys.inbox]
    for path in files(folder):
        raw = path.read_bytes()
        assert not [key for key in keys if key in raw or key.hex().encode() in raw.lower()], path


def found_in(folder: Path, canaries: Any) -> Iterator[str]:
    """Canaries in the name or any byte of any file, in capitals or small letters, UTF-8 or UTF-16."""
    for path in files(folder):
        raw = path.read_bytes().lower() + path.name.lower().encode()
        for canary in canaries:
            if any(canary.lower().encode(coding) in raw for coding in ("utf-8", "utf-16-le")):
                yield canary


def files(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    assert found
    return found

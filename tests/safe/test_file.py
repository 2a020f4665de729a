"""The encrypted file: keys, pragmas, damage, and what the disk says."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from ikdesk.kernel.errors import Problem
from ikdesk.safe.file import connect, disk_problem, examine
from tests.safe.conftest import ROOT, Made, fill

KEY = bytes(range(32))


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "data.ikdesk"
    connection = connect(path, KEY)
    fill(connection)
    connection.close()
    return path


def test_what_was_saved_is_there_when_opened_again(filled: Path) -> None:
    connection = connect(filled, KEY)
    assert connection.execute("SELECT count(*) FROM incident").fetchone() == (300,)
    connection.close()
    assert examine(filled, KEY) == []


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("locking_mode", "exclusive"), ("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1),
        ("trusted_schema", 0), ("cell_size_check", 1), ("secure_delete", 1), ("temp_store", 2),
        ("cache_size", -65536), ("busy_timeout", 5000), ("fullfsync", 1), ("checkpoint_fullfsync", 1),
    ],
)  # fmt: skip
def test_every_setting_holds(filled: Path, pragma: str, value: Any) -> None:
    connection = connect(filled, KEY)
    assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    connection.close()


def test_the_driver_begins_no_transaction_by_itself(filled: Path) -> None:
    connection = connect(filled, KEY)
    connection.execute("INSERT INTO place VALUES (2, 'Gyngene')")
    assert not connection.in_transaction
    connection.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_a_wrong_key_is_told_and_the_file_stays_as_it_was(filled: Path, read_only: bool) -> None:
    before = filled.read_bytes()
    with pytest.raises(Problem, match=r"kan ikke leses.*sikkerhetskopi"):
        connect(filled, bytes(32), read_only=read_only)
    assert filled.read_bytes() == before


def test_a_file_that_is_none_of_ours_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bilde.jpg"
    path.write_bytes(b"\xff\xd8\xff" + os.urandom(20_000))
    with pytest.raises(Problem, match="kan ikke leses"):
        connect(path, KEY)


def test_a_plain_file_without_encryption_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    plain = driver.connect(str(path))
    plain.execute("CREATE TABLE t (x)")
    plain.close()
    with pytest.raises(Problem, match="kan ikke leses"):
        connect(path, KEY)


def test_damage_is_found_page_by_page(filled: Path) -> None:
    raw = bytearray(filled.read_bytes())
    raw[3 * 4096 + 100] ^= 1
    filled.write_bytes(raw)
    assert examine(filled, KEY) == ["Side 4 i filen er skadet."]


@pytest.mark.parametrize("kept", [1, 4096, 9000, 20_480])
def test_a_file_that_was_cut_is_found(filled: Path, kept: int) -> None:
    filled.write_bytes(filled.read_bytes()[:kept])
    assert examine(filled, KEY)


def test_a_row_that_points_to_nothing_is_found(filled: Path) -> None:
    connection = connect(filled, KEY)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM place")
    connection.close()
    assert examine(filled, KEY)[0] == "En rad i incident viser til noe som mangler i place."


def test_a_missing_file_is_told_when_it_is_only_read(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="finnes ikke"):
        connect(tmp_path / "nothing", KEY, read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_nothing_can_be_written_when_it_is_only_read(filled: Path) -> None:
    connection = connect(filled, KEY, read_only=True)
    with pytest.raises(driver.OperationalError) as refused:
        connection.execute("INSERT INTO place VALUES (2, 'Gyngene')")
    assert "skrivebeskyttet" in str(disk_problem(refused.value))
    connection.close()
    assert [path.name for path in filled.parent.iterdir()] == [filled.name]


def test_odd_letters_in_the_path_are_no_hindrance(tmp_path: Path) -> None:
    folder = tmp_path / "Bærums barnehage #2 100% ?x=1"
    folder.mkdir()
    connect(folder / "æøå.ikdesk", KEY).close()
    connect(folder / "æøå.ikdesk", KEY, read_only=True).close()
    assert [path.name for path in folder.iterdir()] == ["æøå.ikdesk"]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="only there may a name be bytes that are no text")
def test_a_path_that_is_no_text_is_no_hindrance_either(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"b\xe6rum")
    folder.mkdir()
    connect(folder / "a.ikdesk", KEY).close()
    assert [path.name for path in folder.iterdir()] == ["a.ikdesk"]


def test_a_file_that_another_program_has_open_is_told(filled: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from ikdesk.safe.file import connect\n"
        f"connection = connect(Path(sys.argv[1]), bytes.fromhex('{KEY.hex()}'))\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(filled)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(Problem, match="i bruk av et annet program"):
            connect(filled, KEY)
        other.communicate()
    connect(filled, KEY).close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL is not on Windows")
def test_what_was_told_saved_is_there_after_the_program_was_killed(filled: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from ikdesk.safe.file import connect\n"
        f"connection = connect(Path(sys.argv[1]), bytes.fromhex('{KEY.hex()}'))\n"
        "for number in range(2, 100_000):\n"
        "    connection.execute('INSERT INTO place VALUES (?, ?)', (number, 'Gyngene'))\n"
        "    print(number, flush=True)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(filled)], stdout=subprocess.PIPE, cwd=ROOT) as other:
        assert other.stdout is not None
        told = 0
        while told < 50:
            told = int(other.stdout.readline())
        other.kill()
        told = max([told, *(int(line) for line in other.stdout.read().split(b"\n")[:-1])])
    assert examine(filled, KEY) == []
    connection = connect(filled, KEY)
    assert connection.execute("SELECT max(id) FROM place").fetchone()[0] >= told
    connection.close()


def test_a_full_file_is_told(filled: Path) -> None:
    connection = connect(filled, KEY)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(driver.OperationalError) as full:
        connection.execute("INSERT INTO place VALUES (2, zeroblob(1000000))")
    assert str(disk_problem(full.value)) == "Disken er full. Rydd plass og prøv igjen. Ingenting ble lagret."
    connection.close()


def test_a_full_disk_is_told_and_the_file_is_whole_afterwards(on_disk: Callable[[str, str], str]) -> None:
    said = on_disk(
        "mount -t tmpfs -o size=300k small disk",
        "from pathlib import Path; from ikdesk.safe.file import connect, disk_problem, examine\n"
        'path, key = Path("disk/data"), bytes(32)\n'
        "connection = connect(path, key)\n"
        'connection.execute("CREATE TABLE t (x)")\n'
        "try:\n"
        '    while True: connection.execute("INSERT INTO t VALUES (randomblob(9000))")\n'
        "except Exception as error: print(disk_problem(error))\n"
        'rows = connection.execute("SELECT count(*) FROM t").fetchone()[0]\n'
        "print(rows > 5)",
    )
    assert said.splitlines() == ["Disken er full. Rydd plass og prøv igjen. Ingenting ble lagret.", "True"]


def test_a_full_disk_is_not_taken_for_damage(on_disk: Callable[[str, str], str]) -> None:
    said = on_disk(
        "mount -t tmpfs -o size=2m small disk\n"
        f"{sys.executable} -c 'import os; from pathlib import Path; from ikdesk.safe.file import connect; "
        'c = connect(Path("disk/data"), bytes(32)); c.execute("CREATE TABLE t (x)"); os._exit(0)\'\n'
        "cat /dev/zero > disk/filler 2> disk/said || true",
        "from pathlib import Path; from ikdesk.safe.file import examine\n"
        'print(Path("disk/data-wal").stat().st_size > 0, examine(Path("disk/data"), bytes(32)))',
    )
    assert said == "True []"


def test_a_write_protected_disk_is_told_and_can_still_be_read(on_disk: Callable[[str, str], str]) -> None:
    said = on_disk(
        "mount -t tmpfs small disk\n"
        f"{sys.executable} -c 'from pathlib import Path; from ikdesk.safe.file import connect; "
        'c = connect(Path("disk/data"), bytes(32)); c.execute("CREATE TABLE t (x)"); c.close()\'\n'
        "mount -o remount,ro disk",
        "from pathlib import Path; from ikdesk.safe.file import connect, examine\n"
        'print(examine(Path("disk/data"), bytes(32)))\n'
        'try: connect(Path("disk/data"), bytes(32))\n'
        "except Exception as error: print(type(error).__name__, error)",
    )
    whole, problem = said.splitlines()
    assert whole == "[]"
    assert problem.startswith("Trouble Mappen med dataene er skrivebeskyttet.")


@pytest.mark.parametrize(
    "number",
    [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EEXIST],
)
def test_what_the_disk_says_becomes_a_sentence(number: int) -> None:
    assert str(disk_problem(OSError(number, "", "rapport.pdf"))).endswith((".", "?"))


def test_what_is_a_bug_stays_a_bug(made: Made) -> None:
    connection = made.open()
    with pytest.raises(driver.OperationalError) as bug:
        connection.execute("SELECT nothing FROM nowhere")
    assert disk_problem(bug.value) is None
    assert disk_problem(ValueError("x")) is None
    assert disk_problem(FileNotFoundError(errno.ENOENT, "x")) is None
    connection.close()

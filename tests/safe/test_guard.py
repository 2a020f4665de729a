"""One program at a time, in a safe place, with room to write."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
import sqlcipher3.dbapi2 as driver

from ikdesk.kernel.errors import Ill, Problem, Trouble
from ikdesk.safe import guard, places
from tests.safe.conftest import ROOT, Made

HOLDER = (
    "import sys; from pathlib import Path; from ikdesk.safe.guard import hold\n"
    "held = hold(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
)


def test_a_second_program_is_told_and_the_first_one_ended_lets_it_in(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(Problem) as refused:
            guard.hold(tmp_path)
        first.kill()  # a lock must not outlive its program
    assert str(refused.value) == "IKdesk er allerede åpent på disse dataene. Lukk det andre vinduet først."
    guard.hold(tmp_path).release()


def test_a_second_window_in_the_same_program_is_told(tmp_path: Path) -> None:
    with guard.hold(tmp_path), pytest.raises(Problem, match="allerede åpent"):
        guard.hold(tmp_path)
    guard.hold(tmp_path).release()


def test_a_folder_that_cannot_be_written_to_cannot_be_held(on_disk: Callable[[str, str], str]) -> None:
    said = on_disk(
        "mount -t tmpfs -o ro small disk",
        "from pathlib import Path; from ikdesk.safe.guard import hold\n"
        'try: hold(Path("disk"))\n'
        "except Exception as error: print(type(error).__name__, error)",
    )
    assert said.startswith("Trouble Mappen disk er skrivebeskyttet.")


@pytest.mark.parametrize(
    ("path", "cloud"),
    [
        (PureWindowsPath(r"C:\Users\Tom\OneDrive\IKdesk"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Tom\OneDrive - Solbakken kommune\Dokumenter\IKdesk"), "OneDrive"),
        (PureWindowsPath(r"D:\Sky\IKdesk"), "OneDrive"),
        (PureWindowsPath(r"G:\Min disk\IKdesk"), "Google Disk"),
        (PureWindowsPath(r"C:\Users\Tom\iCloudDrive\IKdesk"), "iCloud"),
        (PurePosixPath("/home/tom/Dropbox/IKdesk"), "Dropbox"),
        (PurePosixPath("/home/tom/Dropbox (Solbakken)/IKdesk"), "Dropbox"),
        (PurePosixPath("/Users/tom/Library/CloudStorage/OneDrive-Solbakken/IKdesk"), "iCloud"),
        (PurePosixPath("/Users/tom/Library/Mobile Documents/com~apple~CloudDocs/IKdesk"), "iCloud"),
        (PurePosixPath("/Users/tom/Google Drive/IKdesk"), "Google Disk"),
        (PureWindowsPath(r"C:\Users\Tom\AppData\Local\IKdesk"), ""),
        (PurePosixPath("/home/tom/.local/share/IKdesk"), ""),
        (PurePosixPath("/home/tom/onedriver-notes/dropboxer"), ""),
    ],
)
def test_folders_that_a_cloud_copies_are_known(path: PurePath, cloud: str) -> None:
    assert places.cloud_of(path, {"OneDrive": r"D:\Sky"}) == cloud


def test_live_data_in_a_cloud_is_refused_with_the_reason_and_a_better_place(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"kan ikke ligge i Dropbox: .* Velg en mappe på selve maskinen"):
        guard.refuse_unsafe_place(tmp_path / "Dropbox" / "IKdesk")
    guard.refuse_unsafe_place(tmp_path / "IKdesk")


def test_a_short_cut_to_a_cloud_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    short_cut = tmp_path / "data"
    short_cut.symlink_to(tmp_path / "OneDrive", target_is_directory=True)
    with pytest.raises(Problem, match="OneDrive"):
        guard.refuse_unsafe_place(short_cut)


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"\\server\felles\IKdesk", True),
        (r"\\?\UNC\server\felles\IKdesk", True),
        (r"\\?\C:\IKdesk", False),
        (r"C:\IKdesk", False),
    ],
)
def test_a_share_on_windows_is_known(path: str, share: bool) -> None:
    assert places.is_share(PureWindowsPath(path)) is share


MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/tom/lokal ext4 rw 0 0
//server/felles /mnt/felles\040disk cifs rw 0 0
tom@server: /mnt/ssh fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/x", "ext4"),
        ("/home/tom/IKdesk", "nfs4"),
        ("/home/tom/lokal/IKdesk", "ext4"),
        ("/homestead", "ext4"),
        ("/mnt/felles disk/IKdesk", "cifs"),
        ("/mnt/ssh", "fuse.sshfs"),
    ],
)
def test_the_file_system_a_folder_lies_on_is_found_on_linux(path: str, kind: str) -> None:
    assert places.kind_of_mount(PurePosixPath(path), places.linux_mounts(MOUNTS)) == kind


def test_the_file_system_a_folder_lies_on_is_found_on_macos() -> None:
    mounts = places.mac_mounts(
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//tom@server/felles on /Volumes/felles disk (smbfs, nodev, nosuid, mounted by tom)\n"
    )
    assert places.kind_of_mount(PurePosixPath("/Volumes/felles disk/IKdesk"), mounts) == "smbfs"
    assert places.kind_of_mount(PurePosixPath("/Users/tom"), mounts) == "apfs"


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "webdav", "afpfs"])
def test_disks_on_other_machines_are_known(kind: str) -> None:
    assert places.NETWORK.fullmatch(kind)


@pytest.mark.parametrize("kind", ["ext4", "apfs", "btrfs", "tmpfs", "fuseblk", "overlay", "fuse.mergerfs"])
def test_disks_in_the_machine_are_let_be(kind: str) -> None:
    assert not places.NETWORK.fullmatch(kind)


def test_too_little_room_is_told_with_how_much_is_lacking(tmp_path: Path) -> None:
    guard.room_for(tmp_path, 1000)
    with pytest.raises(Problem, match=r"Rydd minst \d+ MB"):
        guard.room_for(tmp_path, 2**60)


def test_the_reserve_is_kept_once_and_given_up_when_needed(tmp_path: Path) -> None:
    guard.keep_reserve(tmp_path)
    stamp = (tmp_path / "reserve.bin").stat()
    assert stamp.st_size == 5 * 1024 * 1024
    guard.keep_reserve(tmp_path)
    assert (tmp_path / "reserve.bin").stat().st_ino == stamp.st_ino
    assert guard.give_up_reserve(tmp_path)
    assert not guard.give_up_reserve(tmp_path)


def test_only_unfinished_files_of_ours_are_swept(tmp_path: Path) -> None:
    mine = [".vault.json.4711.tmp", ".x.ikbackup.4711.tmp", ".x.ikbackup.4711.tmp-wal"]
    others = ["brev.tmp", ".skjult.tmp", "~$tall.xlsx", "vault.json", ".x.4711.tmp.zip", "data.ikdesk-wal"]
    for name in [*mine, *others]:
        (tmp_path / name).touch()
    (tmp_path / ".folder.1.tmp").mkdir()
    if os.name != "nt":
        (tmp_path / ".link.1.tmp").symlink_to(tmp_path / "vault.json")
        others.append(".link.1.tmp")
    assert guard.sweep(tmp_path) == sorted(mine)
    assert {path.name for path in tmp_path.iterdir()} == {*others, ".folder.1.tmp"}


def test_an_unfinished_file_that_another_program_looks_at_keeps_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (".a.json.1.tmp", ".b.json.1.tmp"):
        (tmp_path / name).touch()
    unlink = Path.unlink

    def refused(path: Path, *, missing_ok: bool = False) -> None:
        if path.name.startswith(".a"):
            raise PermissionError(13, "used by another process")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)
    assert guard.sweep(tmp_path) == [".b.json.1.tmp"]


def test_whoever_is_refused_is_told_who_has_the_data(tmp_path: Path) -> None:
    def refused() -> str:
        with pytest.raises(Trouble) as told:
            guard.hold(tmp_path)
        assert told.value.ill is Ill.IN_USE
        return str(told.value)

    with guard.hold(tmp_path, guard.WINDOW):
        assert refused() == "IKdesk er allerede åpent på disse dataene, i et vindu. Lukk det vinduet først."
        who = json.loads((tmp_path / guard.HOLDER).read_text())
        (tmp_path / guard.HOLDER).write_text(json.dumps({**who, "user": "kari"}))
        assert refused().startswith("IKdesk er åpent på disse dataene hos kari")
        (tmp_path / guard.HOLDER).write_text(json.dumps({**who, "machine": "PC-2"}))
        assert refused().startswith("IKdesk er åpent på disse dataene på maskinen PC-2.")
        (tmp_path / guard.HOLDER).write_text("[]")
        assert refused() == "IKdesk er allerede åpent på disse dataene. Lukk det andre vinduet først."
    with guard.hold(tmp_path, "backup"):
        assert refused() == "«ikdesk backup» arbeider med disse dataene. Vent til det er ferdig, og prøv igjen."
    assert not (tmp_path / guard.HOLDER).exists()


@pytest.mark.parametrize(
    ("number", "ill"),
    [(errno.ENOSPC, Ill.FULL), (errno.EROFS, Ill.READ_ONLY), (errno.EACCES, Ill.READ_ONLY), (errno.EIO, Ill.DISK)],
)
def test_what_the_disk_says_is_trouble_with_a_sentence(tmp_path: Path, number: int, ill: Ill) -> None:
    assert guard.trouble_of(OSError(number, "said"), tmp_path).ill is ill
    assert guard.trouble_of(OSError(number, "said"), tmp_path / "gone").ill in {Ill.GONE, Ill.FULL}


def test_a_whole_folder_is_no_trouble_and_one_that_waits_for_a_backup_is_none_either(made: Made) -> None:
    (made.folder / "ikdesk.db").write_bytes(b"something")
    assert guard.first_look(made.folder) is None
    (made.folder / "ikdesk.db").unlink()
    found = guard.first_look(made.folder)
    assert found is not None
    assert found.ill is Ill.NO_FILE
    (made.folder / ".restore-ready").mkdir()
    assert guard.first_look(made.folder) is None


def test_a_write_protected_folder_is_seen_at_once(on_disk: Callable[[str, str], str]) -> None:
    said = on_disk(
        "mount -t tmpfs small disk; mkdir disk/data; echo x > disk/data/ikdesk.db; "
        "echo {\\\"slots\\\":0} > disk/data/vault.json; mount -o remount,ro disk",
        "from pathlib import Path; from ikdesk.safe.guard import first_look\n"
        'print(first_look(Path("disk/data")).ill.name, first_look(Path("disk")).ill.name)',
    )
    assert said == "READ_ONLY NO_KEY"


def test_what_one_may_not_read_is_not_called_missing_or_damaged(made: Made) -> None:
    (made.folder / "ikdesk.db").write_bytes(b"something")
    script = (
        "import os; from pathlib import Path; from ikdesk.safe.guard import first_look\n"
        "folder = Path('data'); said = []\n"
        "for path, mode, back in ((folder / 'ikdesk.db', 0, 0o600), (folder / 'vault.json', 0, 0o600),\n"
        "                         (folder, 0, 0o700), (folder, 0o500, 0o700)):\n"
        "    path.chmod(mode); said.append(first_look(folder).ill.name); path.chmod(back)\n"
        "print(*said, first_look(folder))"
    )
    done = subprocess.run(
        [*_like_anybody(), sys.executable, "-c", script], capture_output=True, text=True, cwd=made.folder.parent,
        check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.split() == ["NO_RIGHT", "NO_RIGHT", "NO_RIGHT", "READ_ONLY", "None"]


def _like_anybody() -> list[str]:
    """What takes from an administrator the right to read everything."""
    if os.name == "nt":
        pytest.skip("rettighetene til mapper er andre på Windows")
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("needs setpriv (Linux) to be somebody who may not read everything")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def test_an_unfinished_backup_that_was_swept_is_told_and_other_rubbish_is_not(tmp_path: Path) -> None:
    for name in (".front.json.1.tmp", ".IKdesk-2026-04-30-0930.ikbackup.17.tmp"):
        (tmp_path / name).write_bytes(b"half")
    swept = guard.sweep(tmp_path)
    assert guard.swept_words(swept)[0].startswith("En sikkerhetskopi ble avbrutt")
    assert guard.swept_words([".front.json.1.tmp"]) == []


def _with(part: str, tmp_path: Path) -> str:
    """Open a file where another program's part stands in for ours, as a wrong installation would have it."""
    real = Path(driver.__file__).parent
    stand_in = tmp_path / "sqlcipher3"
    stand_in.mkdir()
    (stand_in / "__init__.py").write_text(f"__path__.append({str(real)!r})\n")
    (stand_in / "dbapi2.py").write_text(part)
    script = (
        "from pathlib import Path; from ikdesk.safe.file import connect\n"
        "try: connect(Path('data.db'), bytes(32))\n"
        "except Exception as error: print(error.ill.name, error)\n"
        "print(Path('data.db').exists() and Path('data.db').stat().st_size > 0)"
    )
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], capture_output=True, encoding="utf-8", cwd=tmp_path, check=True,
        env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
    return done.stdout


def test_a_part_that_is_too_old_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    said = _with("from sqlcipher3._sqlite3 import *\nsqlite_version_info = (3, 51, 2)\n", tmp_path)
    assert said == "PROGRAM En del av IKdesk er for gammel til å lagre trygt. Installer IKdesk på nytt.\nFalse\n"


def test_a_part_that_cannot_encrypt_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    said = _with("from sqlite3.dbapi2 import *\nsqlite_version_info = (3, 53, 0)\n", tmp_path)
    assert said == "PROGRAM Den delen av IKdesk som krypterer mangler. Installer IKdesk på nytt.\nFalse\n"

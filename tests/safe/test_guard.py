"""One program at a time, in a safe place, with room to write."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from ikdesk.kernel.errors import Problem
from ikdesk.safe import guard, places
from tests.safe.conftest import ROOT

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

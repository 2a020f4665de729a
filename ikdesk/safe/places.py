"""Where data must not lie: folders that a cloud service copies, and disks on another machine."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

CLOUDS = {
    "OneDrive": re.compile(r"onedrive( ?- .*)?"),
    "Dropbox": re.compile(r"dropbox( \(.*\))?"),
    "Google Disk": re.compile(r"google ?(drive|disk)( .*)?|googledrive-.*|my drive|min disk"),
    "iCloud": re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs"),
    "Nextcloud": re.compile(r"nextcloud"),
    "Jottacloud": re.compile(r"jottacloud"),
}
MAC_CLOUDS = "cloudstorage"  # ~/Library/CloudStorage/OneDrive-…
NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|afpfs|webdav|davfs2?|ncpfs|afs|ceph|glusterfs|"
    r"fuse\.(sshfs|rclone|davfs2?|gvfsd-fuse|glusterfs|onedriver|google-drive-ocamlfuse|smbnetfs)"
)
REMOTE_DRIVE = 4  # DRIVE_REMOTE, https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getdrivetypew
ESCAPE = re.compile(r"\\([0-7]{3})")
MAC_MOUNT = re.compile(r"^.+ on (?P<place>/.*) \((?P<kind>[\w.]+)[,)]", re.MULTILINE)


def cloud_of(folder: PurePath, environment: Mapping[str, str]) -> str:
    """The name of the cloud service that copies this folder, or an empty text.

    Args:
        folder: the whole path.
        environment: the variables of the process; OneDrive tells where it is in some.
    """
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        if environment.get(variable) and folder.is_relative_to(type(folder)(environment[variable])):
            return "OneDrive"
    for part in folder.parts:
        small = part.casefold()
        for name, pattern in CLOUDS.items():
            if pattern.fullmatch(small):
                return name
        if small == MAC_CLOUDS:
            return "iCloud"
    return ""


def on_network(folder: Path) -> bool:
    """Whether the folder lies on another machine.

    Args:
        folder: the whole path.
    """
    if is_share(folder):
        return True
    return _drive_is_remote(folder.drive) or bool(NETWORK.fullmatch(kind_of_mount(folder, _mounts())))


def is_share(folder: PurePath) -> bool:
    """Whether the path names another machine: two backslashes and its name.

    Args:
        folder: the whole path.
    """
    drive = folder.drive.casefold()
    return drive.startswith("\\\\") and not re.match(r"\\\\[?.]\\([a-z]:|volume\{)", drive)


def kind_of_mount(folder: PurePath, mounts: Iterable[tuple[str, str]]) -> str:
    """What kind of file system a folder lies on, for example "ext4"; empty when nobody knows.

    Args:
        folder: the whole path.
        mounts: where each file system begins, and its kind; the last one at a place holds.
    """
    best, kind = -1, ""
    for place, what in mounts:
        depth = len(PurePath(place).parts)
        if folder.is_relative_to(place) and depth >= best:
            best, kind = depth, what
    return kind


def linux_mounts(text: str) -> list[tuple[str, str]]:
    """The file systems in ``/proc/self/mounts``.

    Args:
        text: what it says.
    """
    rows = [line.split(" ") for line in text.splitlines() if line.count(" ") > 1]
    return [(ESCAPE.sub(lambda found: chr(int(found[1], 8)), row[1]), row[2]) for row in rows]


def mac_mounts(text: str) -> list[tuple[str, str]]:
    """The file systems as the program ``mount`` lists them on macOS.

    Args:
        text: what it says.
    """
    return [(found["place"], found["kind"]) for found in MAC_MOUNT.finditer(text)]


def _mounts() -> list[tuple[str, str]]:
    if os.name == "nt":
        return []  # there the letter of the drive tells
    try:
        return _mac_says() if sys.platform == "darwin" else _linux_says()
    except OSError:
        return []  # nobody can tell; the file itself still refuses a disk that cannot lock


def _linux_says() -> list[tuple[str, str]]:
    return linux_mounts(os.fsdecode(Path("/proc/self/mounts").read_bytes()))


def _mac_says() -> list[tuple[str, str]]:
    import subprocess  # late: the lock screen asks, on every system

    try:
        said = subprocess.run(["/sbin/mount"], capture_output=True, timeout=5, check=False)
    except subprocess.TimeoutExpired:
        return []
    return mac_mounts(os.fsdecode(said.stdout))


def _drive_is_remote(drive: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")) == REMOTE_DRIVE
    return False

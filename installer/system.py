"""What must come from the system itself on Debian and Ubuntu: Qt's libraries, and the programs some tests use."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

from installer.steps import Stop, say, written

# Measured on a bare Debian 12. Newer releases call some of them …t64.
QT_LIBRARIES = (
    "libglib2.0-0", "libgl1", "libegl1", "libx11-6", "libdbus-1-3", "libfontconfig1", "libfreetype6", "libxkbcommon0",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0", "libxcb-xkb1",
    "libxcb-shape0", "libxkbcommon-x11-0",
)  # fmt: skip

# Program → the packages that bring it, best first.
TEST_PROGRAMS = {
    "Xvfb": ("xvfb",),
    "xauth": ("xauth",),
    "pdftoppm": ("poppler-utils",),
    "qpdf": ("qpdf",),
    "soffice": ("libreoffice-calc-nogui", "libreoffice-calc"),
    "gcc": ("gcc",),  # the power cuts and the failing disks of tests/reliability are a small library in C
}
TEST_LIBRARIES = ("libc6-dev",)  # what gcc cannot compile without


def need_system_packages(also: list[str]) -> None:
    """Install the libraries Qt needs and the machine lacks; stop with the exact command where we may not.

    Args:
        also: other packages that are needed and missing.
    """
    if not has_apt():
        return
    if missing := missing_packages(QT_LIBRARIES):
        _fresh_lists_if_allowed()
    if wanted := also + [_candidate((name, f"{name}t64")) for name in missing]:
        install(wanted, "Noe mangler på maskinen.")


def want_test_programs() -> None:
    """Install the programs some tests use, if we may; the tests that lack one are skipped and say so."""
    missing = [program for program in TEST_PROGRAMS if not shutil.which(program)]
    libraries = missing_packages(TEST_LIBRARIES) if has_apt() else []
    if not missing and not libraries:
        return
    if has_apt() and as_root() is not None:
        _fresh_lists()
        for package in [*(_candidate(TEST_PROGRAMS[program]) for program in missing), *libraries]:
            _apt_install([package])
    if lacking := [program for program in missing if not shutil.which(program)]:
        say(f"Noen tester blir hoppet over, for her mangler: {', '.join(lacking)}.")


def install(packages: list[str], why: str) -> None:
    """Install system packages, or stop with the command to run.

    Args:
        packages: names as apt knows them.
        why: one sentence for the person who waits.
    """
    command = f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"
    by_hand = f"{why} Kjør dette, og start på nytt:\n  {command}"
    if as_root() is None:
        raise Stop(by_hand)
    say(f"{why} Installerer {', '.join(packages)} …")
    _fresh_lists()
    if _apt_install(packages):
        raise Stop(f"Det gikk ikke å installere. {by_hand}")


def has_apt() -> bool:
    """Whether this is Debian, Ubuntu or a relative."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-query"))


def missing_packages(wanted: tuple[str, ...]) -> list[str]:
    """The packages among these that are not installed, under this name or with t64 behind."""
    both = [name + ending for name in wanted for ending in ("", "t64")]
    command = ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\n", *both]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    there = {line.split()[1] for line in told.splitlines() if line.startswith("installed ")}
    return [name for name in wanted if not {name, f"{name}t64"} & there]


@cache
def as_root() -> tuple[str, ...] | None:
    """What to write before a command to run it as root: nothing, sudo, or None when we may not."""
    if os.name != "posix":
        return None
    if os.geteuid() == 0:
        return ()
    if not shutil.which("sudo") or subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode:
        return None
    return ("sudo", "-n")


def _fresh_lists_if_allowed() -> None:
    if as_root() is not None:
        _fresh_lists()


@cache
def _fresh_lists() -> None:
    """Ask for the lists of packages, once; an old list is better than none."""
    _apt("update", "-qq")


def _apt_install(packages: list[str]) -> int:
    return _apt("install", "-y", "-qq", "--no-install-recommends", *packages)


def _apt(*words: str) -> int:
    command = [*(as_root() or ()), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *words]
    # its hundred lines about each package are thrown away, what goes wrong is not
    code = subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode
    if code:
        say(f"Dette gikk ikke (kode {code}): {written(command)}")
    return code


def _candidate(names: tuple[str, ...]) -> str:
    """The first of these that can be installed here; the first of all if nobody knows."""
    for name in names:
        told = subprocess.run(["apt-cache", "policy", name], capture_output=True, text=True, check=False).stdout
        if "Candidate:" in told and "Candidate: (none)" not in told:
            return name
    return names[0]

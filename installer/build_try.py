"""Starts a bundle as on a machine that has nothing: no Python, no settings, another folder; it must say nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.steps import Stop, say

PATIENCE = 300  # seconds one try may take
# Qt's screen without a screen says this of every window.
EXPECTED = {"This plugin does not support propagateSizeHints()"}
# What Windows itself needs to start a program.
WINDOWS = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PROCESSOR_ARCHITECTURE", "NUMBER_OF_PROCESSORS")


def try_bundle(program: Path) -> None:
    """Start a bundle's own test without a screen, and in a real window where one can be opened.

    Args:
        program: the one that can be spoken with.

    Raises:
        Stop: it did not end well, or said something.
    """
    say("Prøver mappen uten skjerm …")
    try_once([program, "--smoke-test"], {"QT_QPA_PLATFORM": "offscreen"})
    with real_screen() as screen:
        if screen is not None:
            say("Prøver mappen i et vindu …")
            try_once([program, "--smoke-test"], screen)


def try_once(command: list[str | Path], screen: dict[str, str]) -> None:
    """Start a program in clean surroundings and stop unless it ends with 0 and says nothing.

    Args:
        command: the program and its words.
        screen: what tells Qt where to draw.
    """
    with tempfile.TemporaryDirectory(prefix="bundle-", ignore_cleanup_errors=True) as home:
        try:
            done = subprocess.run(
                command, cwd=home, env=nothing_but(home) | screen, stdin=subprocess.DEVNULL, capture_output=True,
                text=True, encoding="utf-8", errors="replace", timeout=PATIENCE, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Stop(f"Prøven tok mer enn {PATIENCE} s.") from None
        left = sorted(path.name for path in Path(home).glob("ikdesk-*"))
    said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip() and line not in EXPECTED]
    if done.returncode or said or left:
        what = [*said, *(f"Lot dette ligge: {name}" for name in left)]
        raise Stop("\n".join([f"Prøven gikk ikke (kode {done.returncode}):", *what]))


def nothing_but(home: str) -> dict[str, str]:
    """Surroundings with a home folder and letters, and nothing else.

    Args:
        home: an empty folder.
    """
    homes = ("HOME", "TMPDIR", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_RUNTIME_DIR")
    system = {name: os.environ[name] for name in WINDOWS if sys.platform == "win32" and name in os.environ}
    letters = {"LC_ALL": "C.UTF-8"} if sys.platform.startswith("linux") else {}
    return dict.fromkeys(homes, home) | system | letters | {"PATH": home}


@contextmanager
def real_screen() -> Iterator[dict[str, str] | None]:
    """What tells Qt to open a real window; None where none can be opened without disturbing anybody."""
    if not sys.platform.startswith("linux") or not shutil.which("Xvfb"):
        yield None
        return
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as told:
            number = told.readline().strip()
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"} if number else None
    finally:
        server.terminate()
        server.wait()

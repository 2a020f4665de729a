"""The full lock: the process that held the key ends, a new one waits, and nothing half written is lost."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ikdesk import data
from ikdesk.incidents.queries import draft_of
from ikdesk.kernel.clock import Clock
from ikdesk.safe import inbox
from ikdesk.safe.front import DATA
from ikdesk.safe.vault import unlock
from ikdesk.start.left_panel import LEFT

PATIENCE = 100.0  # seconds
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
CANARY = "Kanari halvskrevet"
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from ikdesk import data
from ikdesk.app import run_window
from ikdesk.kernel.clock import Clock
from ikdesk.safe.vault import unlock
from ikdesk.ui.dialogs import ReasonBox

folder, words = Path(sys.argv[1]), sys.argv[2]


def shown(program):
    opened = data.open_data(folder, unlock(folder, data.DEMO_PASSWORD), clock=Clock())
    program._on_unlocked(opened, 0)
    place = program._workplace
    place.window.go("report")
    place.window.page.form.input("story").set_value(words)
    program._lock_screen()
    page = program._locks.page
    page._on_report()
    page.form.form.input("story").set_value(words + " av en annen")
    print(opened.keys.database.hex(), flush=True)
    program._locks._on_opened(0)
    QTimer.singleShot(0, lambda: ask(program))


def ask(program):
    box = ReasonBox(program.shell, "Hvorfor?", "", "Trekk")
    QTest.keyClicks(box.reason, words)
    QTimer.singleShot(200, program._locks._watch.slept.emit)
    box.ask()


sys.exit(run_window(folder, None, shown))
"""


@pytest.fixture
def children() -> Iterator[list[int]]:
    """Processes that were found, ended afterwards."""
    found: list[int] = []
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # whoever loses a parent is ours: we may look at them
    yield found
    for pid in found:
        with suppress(ProcessLookupError, ChildProcessError):  # it ended by itself, or is nobody's of ours
            os.kill(pid, signal.SIGTERM)
            os.waitpid(pid, 0)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def others_with(folder: Path, *known: int) -> list[int]:
    """The processes that were started with this folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue  # it ended meanwhile
        if str(folder).encode() in words and int(path.parent.name) not in {os.getpid(), *known}:
            found.append(int(path.parent.name))
    return found


def holds(pid: int, secret: bytes) -> bool:
    """Whether a process has these bytes anywhere in its memory."""
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            where, rights = line.split()[:2]
            first, last = (int(part, 16) for part in where.split("-"))
            if "rw" not in rights or last - first > 1 << 30:
                continue
            memory.seek(first)
            try:
                if secret in memory.read(last - first):
                    return True
            except OSError:
                continue  # it is not backed by anything
    return False


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="this system does not show what processes hold")
def test_after_the_full_lock_no_process_holds_the_key_and_every_word_is_kept(
    demo: Path, tmp_path: Path, children: list[int]
) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, "utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    first = subprocess.Popen(
        [sys.executable, program, demo, CANARY], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert first.stdout is not None
    try:  # not all it says: the process that comes after it, says it to the same pipe
        key = bytes.fromhex(first.stdout.readline().strip())
        assert first.wait(PATIENCE) == 0
    finally:
        first.kill()
        first.stdout.close()
        children += others_with(demo, first.pid)
    until = time.monotonic() + PATIENCE
    while not children and time.monotonic() < until:
        children += others_with(demo, first.pid)
        time.sleep(0.05)  # another process: there is nothing to wait for but that it is there
    assert len(children) == 1
    assert holds(os.getpid(), key)  # the search finds what is there
    assert not holds(children[0], key)
    assert DATA not in open_files(children[0])
    look_at_what_was_kept(demo)


def open_files(pid: int) -> set[str]:
    """The names of the files a process holds open."""
    found = set()
    for path in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            found.add(path.readlink().name)
    return found


def look_at_what_was_kept(demo: Path) -> None:
    again = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    try:
        assert again.read(draft_of, "report")[0]["story"] == CANARY
        assert again.read(draft_of, LEFT)[0] == {"words": [["Hvorfor?", CANARY]]}
        sealed = [box.payload["values"]["story"] for box in inbox.opened(demo, again.keys).boxes]
        assert sealed == [f"Ikke skrevet ferdig: {CANARY} av en annen"]
    finally:
        again.close()

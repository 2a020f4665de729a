"""Processes that are killed in the middle of what they do, with nothing to tell them.

Everything is loaded once; each that is killed is a fork of the one that did. Where there is no fork it cannot be done.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

Tell = Callable[[str], None]
Job = Callable[[Tell], object]
READY, DONE = "ready", "done"
PATIENCE = 60.0  # seconds; what takes longer than that will never end


@dataclass(frozen=True, slots=True)
class Killed:
    """What a process said before it ended."""

    lines: tuple[str, ...]
    by_us: bool  # it was killed, and had not ended by itself; one that had done all it should, waited for that
    broke: str = ""  # it ended with an error; this is what it said


def cannot() -> str:
    """Why nothing can be killed here; empty where it can."""
    return "" if hasattr(os, "fork") else "her finnes ikke fork (Windows)"


def killed(job: Job, after: float, told: int = 0) -> Killed:
    """Let a fork do something, and kill it.

    Args:
        job: what it does; it is given a way to tell, and each line it tells is written before the call returns. What
            it tells first is ``READY``, from where the time is counted.
        after: seconds until it is killed.
        told: how many lines it must have told before that time begins: on a busy machine it would else be killed
            before it did anything.
    """
    reading, writing = os.pipe()
    gc.freeze()  # what was loaded is shared, and not looked through for rubbish in each fork
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(job, writing)
    os.close(writing)
    try:
        said = _said(reading, until=lambda text: text.count("\n") > told, patience=PATIENCE)
        said += _said(reading, until=lambda text: text.endswith(f"{DONE}\n"), patience=after)
    finally:
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
    said += _said(reading, until=lambda _text: False, patience=PATIENCE)
    os.close(reading)
    lines = [line for line in said.split("\n")[:-1] if line not in {READY, DONE}]
    by_us = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    broke = "" if by_us or os.WEXITSTATUS(status) == 0 else "\n".join(lines)
    return Killed(tuple(lines), by_us, broke)


def kill_oneself() -> None:
    """For a process that knows at which moment it shall end."""
    os.kill(os.getpid(), signal.SIGKILL)


def _work(job: Job, writing: int) -> None:
    gc.disable()

    def tell(line: str) -> None:
        os.write(writing, f"{line}\n".encode())

    code = 1
    try:
        job(tell)
        tell(DONE)
        signal.pause()
    except BaseException:  # noqa: BLE001 (whatever it is, the parent must be told, and the fork must end here)
        tell(traceback.format_exc())
    finally:
        sys.stdout.flush()
        os._exit(code)


def _said(reading: int, *, until: Callable[[str], bool], patience: float) -> str:
    """What is said until something is, or the other end is closed, or the patience is at its end."""
    said, end = "", time.monotonic() + patience
    while not until(said) and (left := end - time.monotonic()) > 0:
        ready, _writing, _wrong = select.select([reading], [], [], left)
        if not ready:
            break
        more = os.read(reading, 65536)
        if not more:
            break
        said += more.decode("utf-8", "replace")
    return said

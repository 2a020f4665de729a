"""Two ways of doing the same thing, timed turn by turn in one run, so that a busy machine slows both."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Job = Callable[[], object]
Clocked = Callable[[], float]  # does something and says how many seconds it took
PATIENCE = 0.1  # seconds for each round of what is short, but for the first: who asks for one only tries it


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was measured."""

    name: str
    ratio: float | None  # None: not measured here
    aim: float
    holds: bool | None
    note: str = ""  # how long it took, or why it was not measured


def side_by_side(rounds: int, *ways: Clocked) -> list[float]:
    """The shortest time of each way, in seconds; they take turns.

    Args:
        rounds: how many times each; the shortest is the one that least else came in between.
        ways: what to time.
    """
    best = [float("inf")] * len(ways)
    for _round in range(rounds):
        for at, way in enumerate(ways):
            gc.collect()
            best[at] = min(best[at], way())
    return best


def call_by_call(rounds: int, *jobs: Job) -> list[float]:
    """The shortest time of each job, in seconds; for jobs so short that a machine may slow down between their turns.

    Args:
        rounds: how many times each at least; more while there is time, but for one.
        jobs: what to time.
    """
    best = [float("inf")] * len(jobs)
    spent, done = 0.0, 0
    while done < rounds or spent < (rounds - 1) * PATIENCE:
        for at, job in enumerate(jobs):
            took = _seconds(job)
            best[at], spent = min(best[at], took), spent + took
        done += 1
    return best


def once(job: Job) -> Clocked:
    """Time a job that is slow: one time, and not once more to get to know it."""
    return lambda: _seconds(job)


def point(name: str, times: Sequence[float], aim: float, *, slack: float = 0.0) -> Point:
    """Ours over the bare way, held against the aim.

    Args:
        name: what was measured.
        times: ours and the bare way, in seconds.
        aim: the highest ratio that holds.
        slack: seconds above the bare way that hold whatever the ratio; for what takes next to no time.
    """
    ours, bare = times
    ratio = ours / bare
    holds = ratio <= aim or (slack > 0 and ours - bare <= slack)
    return Point(name, round(ratio, 3), aim, holds, f"{_span(ours)} / {_span(bare)}")


def share(name: str, ours: float, other: float, aim: float, unit: str) -> Point:
    """As ``point``, for what is no time.

    Args:
        unit: of both, for the note.
    """
    ratio = ours / other
    return Point(name, round(ratio, 3), aim, ratio <= aim, f"{ours:.3g} / {other:.3g} {unit}")


def grouped(number: int) -> str:
    """A number as people write it."""
    return f"{number:,}".replace(",", " ")


def skipped(name: str, aim: float, why: str) -> Point:
    """Something that cannot be measured on this machine."""
    return Point(name, None, aim, None, why)


def _seconds(job: Job) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def _span(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"

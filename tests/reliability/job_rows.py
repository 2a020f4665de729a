"""Kill -9 during what takes several steps outside the file: all of it is done, or nothing, and one can go on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.safe import backup
from tests.reliability.jobs import JOBS, Job, Place, make_place
from tests.reliability.killing import READY, cannot, killed
from tests.reliability.row import Counted, Row, Share, Tally
from tests.reliability.saving import SAVED
from tests.reliability.unit import quick


def run(share: Share) -> Counted:
    """Kill each job at random moments."""
    return _kills(share, JOBS)


def control(share: Share) -> Counted:
    """Backups that are written under their own name at once."""

    @contextmanager
    def at_once(path: Path) -> Iterator[Path]:
        yield path

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup, "whole_file", at_once)
        return _kills(share, JOBS[:1])


def _kills(share: Share, jobs: Sequence[Job]) -> Counted:
    chance, tally = share.chance, Tally()
    with quick():
        place, ready, stick = make_place(share.folder)
        spans = {job.name: _span(job, place, lambda: place.fresh(ready, stick)) for job in jobs}
        for number in range(share.states):
            job = jobs[(number + share.at) % len(jobs)]
            place.fresh(ready, stick)
            after = chance.uniform(0.0, 1.1 * spans[job.name])
            ended = killed(partial(job.do, place), after)
            if ended.broke:
                tally.fault(f"{job.name}: {ended.broke}")
            tally.states += ended.by_us
            said = ended.lines.count(SAVED)
            for fault in _faults(job, place, said):
                tally.gone(f"{job.name} after {after:.4f} s, said {said} times: {fault}")
            tally.acknowledged += 1 + said  # what held before, and what was said to be done
    return tally.counted()


def _span(job: Job, place: Place, fresh: Callable[[], None]) -> float:
    """How many seconds a job takes, once everything is loaded; it is also seen that it holds when nobody kills it."""
    spent = 0.0
    for _turn in range(2):
        fresh()
        begun = [0.0]
        done: list[str] = []

        def tell(line: str, begun: list[float] = begun, done: list[str] = done) -> None:
            if line == READY:
                begun[0] = time.monotonic()
            done.append(line)

        job.do(place, tell)
        spent = time.monotonic() - begun[0]
    faults = list(job.check(place, done.count(SAVED)))
    if faults:
        raise AssertionError(f"{job.name}: {faults}")
    return spent


def _faults(job: Job, place: Place, said: int) -> Iterator[str]:
    try:
        yield from job.check(place, said)
    except (Invalid, Problem, DBAPIError, OSError) as problem:
        yield f"{type(problem).__name__}: {problem}"


ROWS = (
    Row(
        key="jobs", what="kill -9 under sikkerhetskopi, import, gjenoppretting, nøkkelbytte, hvelv og innstillinger",
        run=run, small=21, release=4_900, least=1.0, without="å gi kopien navn først når den er hel", control=control,
        control_states=12, cannot=cannot, alone=True,
    ),
)  # fmt: skip

"""Work beside the window comes home on the screen's thread."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ikdesk.ui.jobs import Jobs, Tick


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """Two threads beside the screen's."""
    made = Jobs()
    yield made
    made.close()


def test_what_came_out_is_told_on_the_screens_thread(qtbot: QtBot, jobs: Jobs) -> None:
    threads: list[threading.Thread] = []
    heard: list[Any] = []

    def work(tick: Tick) -> str:
        threads.append(threading.current_thread())
        tick(1, 2)
        return "ferdig"

    job = jobs.start(work)
    job.progressed.connect(lambda done, total: heard.append((done, total)))
    job.succeeded.connect(lambda result: heard.append((result, threading.current_thread())))
    with qtbot.waitSignal(job.ended, timeout=5000):
        pass
    assert heard == [(1, 2), ("ferdig", threading.main_thread())]
    assert threads[0] is not threading.main_thread()
    assert not job.running


def test_a_job_that_is_stopped_simply_ends(qtbot: QtBot, jobs: Jobs) -> None:
    started, go_on = threading.Event(), threading.Event()

    def work(tick: Tick) -> str:
        started.set()
        go_on.wait(5)
        tick(1, 2)
        return "aldri"

    job = jobs.start(work)
    assert started.wait(5)
    job.cancel()
    with qtbot.assertNotEmitted(job.succeeded), qtbot.waitSignals([job.cancelled, job.ended], timeout=5000):
        go_on.set()


def test_an_error_comes_home_to_whoever_listens(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_tick: Tick) -> None:
        raise ValueError("tall")

    job = jobs.start(work)
    with qtbot.waitSignal(job.failed, timeout=5000) as told:
        pass
    assert isinstance(told.args[0], ValueError)


def test_an_error_nobody_listens_to_is_not_lost(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_tick: Tick) -> None:
        raise ValueError("tall")

    with qtbot.captureExceptions() as lost:
        job = jobs.start(work)
        with qtbot.waitSignal(job.ended, timeout=5000):
            pass
    assert [kind for kind, _error, _trace in lost] == [ValueError]


def _echo(number: int, _tick: Tick) -> int:
    return number


def test_many_jobs_that_nobody_keeps_all_come_home(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[int] = []
    for number in range(200):
        jobs.start(partial(_echo, number)).succeeded.connect(heard.append)
        gc.collect(0)
    qtbot.waitUntil(lambda: len(heard) == 200, timeout=5000)
    assert sorted(heard) == list(range(200))


def test_python_collects_nothing_on_its_own_while_a_job_runs(qtbot: QtBot, jobs: Jobs) -> None:
    gc.enable()
    job = jobs.start(lambda _tick: gc.isenabled())
    with qtbot.waitSignal(job.succeeded, timeout=5000) as came:
        pass
    assert came.args == [False]
    assert gc.isenabled()

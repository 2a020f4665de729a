"""Work that takes time, done beside the window; what comes out is told on the screen's thread."""

from __future__ import annotations

import gc
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ikdesk.kernel.errors import Cancelled

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

SWEEP = 5000  # milliseconds between collections in the screen's thread while jobs run
Tick = Callable[[int, int], None]
Work = Callable[[Tick], Any]


class Job(QObject):
    """One piece of work. Its signals come on the screen's thread.

    ``progressed(done, total)``, then exactly one of ``succeeded(result)``, ``failed(error)`` or ``cancelled()``,
    then ``ended()``. An error that nobody listens to goes on as any other error.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()
        self.running = True

    def cancel(self) -> None:
        """Ask it to stop at its next step."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()


class Jobs(QObject):
    """Carries jobs between the screen's thread and two others.

    One object that lives as long as the program: an object made for each job and deleted from another thread crashes.
    For the same reason Python collects nothing on its own while a job runs: it would do so in the job's thread, and
    take widgets with it that belong to the screen's.
    """

    _wake = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._news: queue.SimpleQueue[tuple[Job, str, tuple[Any, ...]]] = queue.SimpleQueue()
        self._alive: set[Job] = set()
        self._wake.connect(self._on_news, Qt.ConnectionType.QueuedConnection)
        self._collects = False  # whether Python collected on its own before the first job
        self._sweep = QTimer(self, interval=SWEEP)
        self._sweep.timeout.connect(gc.collect)

    def start(self, work: Work) -> Job:
        """Begin; call from the screen's thread.

        Args:
            work: gets ``tick``; calls ``tick(done, total)`` at each step, which raises Cancelled when it should stop.
        """
        job = Job()
        if not self._alive:
            self._collects = gc.isenabled()
            gc.disable()
            self._sweep.start()
        self._alive.add(job)
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # late: the lock screen has nothing to carry yet

            self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="job")
        self._pool.submit(self._run, job, work)
        return job

    def close(self) -> None:
        """Ask every job to stop and wait for it; nothing more is told."""
        for job in self._alive:
            job.cancel()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        if self._alive:
            self._alive.clear()
            self._rest()

    def _run(self, job: Job, work: Work) -> None:
        def tick(done: int, total: int) -> None:
            if job.stopping:
                raise Cancelled
            if total:
                self._tell(job, "progressed", done, total)

        try:
            tick(0, 0)  # it may have been asked to stop while it waited for its turn
            self._tell(job, "succeeded", work(tick))
        except Cancelled:
            self._tell(job, "cancelled")
        except Exception as error:  # noqa: BLE001 - the only one: carried home, not swallowed
            self._tell(job, "failed", error)

    def _tell(self, job: Job, what: str, *values: Any) -> None:
        self._news.put((job, what, values))
        self._wake.emit()

    def _on_news(self) -> None:
        while not self._news.empty():
            job, what, values = self._news.get()
            if job not in self._alive:
                continue
            if what != "progressed":
                job.running = False
                self._alive.discard(job)
                if not self._alive:
                    self._rest()
            self._say(job, what, values)

    def _rest(self) -> None:
        self._sweep.stop()
        if self._collects:
            gc.enable()

    def _say(self, job: Job, what: str, values: tuple[Any, ...]) -> None:
        heard = what != "failed" or job.receivers("2failed(PyObject)") > 0
        try:
            getattr(job, what).emit(*values)
            if not heard:
                raise values[0]
        finally:
            if what != "progressed":
                job.ended.emit()

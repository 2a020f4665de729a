"""What pages work at: ask, do, and start work, with who is signed in and what day it is filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import get_ident
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.page import Page
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.undo import CannotUndo, Step, Steps
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _
from ikdesk.ui.jobs import Job, Jobs, Tick

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ikdesk.kernel.fields import Choice
    from ikdesk.kernel.signer import Signer
    from ikdesk.kernel.viewer import Key

R = TypeVar("R")
HOUR = 3600  # seconds
LONG = 500  # records: undoing more is done beside the window, which goes on meanwhile


class Data(Protocol):
    """What the desk needs of the data: the kernel's ``Database`` is one."""

    steps: Steps

    def read(self, question: Callable[..., R], /, *args: Any, **kwargs: Any) -> R:
        """Ask."""

    def write(self, action: Callable[..., R], /, *args: Any, by: Viewer, **kwargs: Any) -> R:
        """Do."""

    def undo(self, step: Step, /, *, by: Viewer, today: date) -> None:
        """Take back what somebody did."""

    def on_change(self, listener: Callable[[frozenset[type]], None]) -> Callable[[], None]:
        """Tell the listener which kinds changed; what comes back ends that."""


@dataclass(frozen=True, slots=True)
class Undoing:
    """What the link "Angre" does with one step; Ctrl+Z need not take it where a newer step stands.

    It knows the number of the step only: what stood before must be gone from memory when the screen is locked.
    """

    undo: Callable[[int], object]
    step: int

    def __call__(self) -> None:
        """Undo it."""
        self.undo(self.step)


class Desk(QObject):
    """Verbs for pages; never hands out the data itself.

    ``changed(frozenset)`` tells which kinds of entities changed, ``settings_changed()`` that the looks or the lists
    did, ``not_noted(str)`` why it could not be written down who saw what, ``undone(said, page)`` what was undone, or
    why nothing was, and the page it is seen on; all on the screen's thread.
    """

    changed = Signal(object)
    settings_changed = Signal()
    not_noted = Signal(str)
    undone = Signal(str, str)
    _heard = Signal(object)

    def __init__(
        self, data: Data, viewer: Viewer, clock: Clock, codebook: Codebook, settings: Settings,
        remember: Callable[[Settings], None] = lambda _settings: None,
    ) -> None:  # fmt: skip
        """Sit down.

        Args:
            data: the open file.
            viewer: who is signed in.
            clock: the program's clock.
            codebook: the unit's lists.
            settings: how it looks on this machine.
            remember: writes changed settings down.
        """
        super().__init__()
        self._data, self._viewer, self._clock = data, viewer, clock
        self._codebook, self._settings, self._remember = codebook, settings, remember
        self.noting: Callable[..., None] | None = None  # the action that writes down who saw what
        self.knowing: Callable[..., None] | None = None  # the action that writes down which files were written
        self.signing: Callable[[], Signer] | None = None  # what the unit signs its reports with
        self.in_sight: Callable[[], bool] = lambda: True  # whether the pages are seen, or hidden by the screen lock
        self._noted: dict[object, float] = {}
        self._jobs = Jobs(self)
        self._heard.connect(self.changed, Qt.ConnectionType.AutoConnection)
        self._doing: int | None = None  # the step of the write that runs now
        self._done: int | None = None  # the step of the last write
        self._thread = get_ident()
        self._undoing: Job | None = None  # what is undone beside the window
        data.steps.begin(viewer.person)
        self._stop_hearing = [data.on_change(self._heard.emit), data.steps.on_step(self._on_step)]

    @property
    def viewer(self) -> Viewer:
        """Who is signed in, as they are today: a window may stand open when what somebody may do ends."""
        return self._viewer.on(self.today)

    @property
    def today(self) -> date:
        """The day the program says it is."""
        return self._clock.today()

    @property
    def clock(self) -> Clock:
        """The program's clock."""
        return self._clock

    @property
    def codebook(self) -> Codebook:
        """The unit's code lists."""
        return self._codebook

    @property
    def settings(self) -> Settings:
        """How it looks on this machine."""
        return self._settings

    def use_settings(self, settings: Settings) -> None:
        """Choose other looks and remember them."""
        self._settings = settings
        self._remember(settings)
        self.settings_changed.emit()

    def use_codebook(self, codebook: Codebook) -> None:
        """Work with changed lists from now on."""
        self._codebook = codebook
        self.settings_changed.emit()

    def read(self, question: Callable[..., R], /, *args: Any, **kwargs: Any) -> R:
        """Ask a question as the one who is signed in.

        Args:
            question: a query; gets ``viewer`` and ``today`` too.
        """
        return self._data.read(question, *args, viewer=self.viewer, **{"today": self.today} | kwargs)

    def write(self, action: Callable[..., R], /, *args: Any, **kwargs: Any) -> R:
        """Do something as the one who is signed in: all of it, or nothing.

        Args:
            action: gets ``by`` and ``today`` too.

        Raises:
            Invalid: what was typed breaks a rule.
            Problem: the world said no.
        """
        if get_ident() != self._thread:  # a job's: nobody offers to undo it, but Ctrl+Z does
            return self._data.write(action, *args, by=self.viewer, **{"today": self.today} | kwargs)
        outside, self._doing = self._doing, None  # a page that hears of it may write, too
        try:
            result = self._data.write(action, *args, by=self.viewer, **{"today": self.today} | kwargs)
        finally:
            self._done, self._doing = self._doing, outside
        return result

    def undoing(
        self, said: str, way: Callable[..., object] | None = None, /, *args: Any
    ) -> tuple[()] | tuple[str, Undoing]:
        """What a message at the foot of the window needs to offer "Angre" for what was just written.

        Args:
            said: what was done, as the message says it.
            way: an action that undoes it, where it is not enough to put back what stood before.
            args: what that is done with.
        """
        if self._done is None:
            return ()
        bound = _bound(way, args) if way is not None else None
        step = self._data.steps.name(self.viewer.person, self._done, str(said), bound)
        return () if step is None or step.stops else (str(_("Angre")), Undoing(self._undo, step.number))

    def undo(self) -> None:
        """Undo what was done last; what can never be undone is said, and passed over the next time."""
        step = self._data.steps.newest(self.viewer.person)
        if step is None:
            self.undone.emit(str(_("Det er ikke noe å angre.")), "")
        else:
            self._undo(step.number)

    def _undo(self, number: int) -> None:
        step = self._data.steps.find(self.viewer.person, number)
        if self._undoing is not None:
            self.undone.emit(str(_("Vent litt. Det angres fortsatt.")), "")
        elif step is None:
            self.undone.emit(str(_("Det er angret allerede, eller det er for lenge siden.")), "")
        elif len(step.touched) > LONG and not step.stops:
            viewer, today = self.viewer, self.today
            self.undone.emit(str(_("Angrer …")), "")
            self._undoing = self._jobs.start(lambda _tick: self._data.undo(step, by=viewer, today=today))
            self._undoing.succeeded.connect(lambda _nothing: self._on_undone(step))
            self._undoing.failed.connect(lambda problem: self._on_not_undone(step, problem))
            self._undoing.ended.connect(self._on_ended)
        else:
            try:
                self._data.undo(step, by=self.viewer, today=self.today)
            except Problem as problem:
                self._on_not_undone(step, problem)
            else:
                self._on_undone(step)

    def _on_ended(self) -> None:
        self._undoing = None  # nor does it hold on to what stood before

    def _on_undone(self, step: Step) -> None:
        self.undone.emit(_("Angret: {said}").format(said=step.said), step.page)

    def _on_not_undone(self, step: Step, problem: Exception) -> None:
        if not isinstance(problem, Problem):
            raise problem
        if isinstance(problem, CannotUndo):
            self._data.steps.drop(self.viewer.person, step.number)
        self.undone.emit(str(problem), "")

    def _on_step(self, by: Viewer, step: Step) -> None:
        if by.person == self._viewer.person and get_ident() == self._thread:
            self._doing = step.number

    def note_once(self, deed: Choice, kind: str, key: Key, *, anew: bool = False) -> None:
        """Write down that a record was seen, once an hour at most: a list that is asked anew shows it anew.

        Args:
            deed: what was done.
            kind: the table of the record.
            key: the record.
            anew: somebody has just said that they want to see what was covered; that is written down each time.
        """
        now, what = monotonic(), (deed, kind, key)
        if anew or now - self._noted.get(what, -HOUR) >= HOUR:
            self._noted[what] = now
            self.note(deed, kind, [key])

    def know(self, kind: str, paths: Sequence[Path]) -> None:
        """Write down which files were written for somebody; whatever becomes of that, they lie there.

        Args:
            kind: what they are, as in ``note``.
            paths: where they lie.
        """
        if self.knowing is None:
            return
        try:
            self._data.write(self.knowing, kind, paths, by=self.viewer, today=self.today)
        except Problem as problem:
            self.not_noted.emit(str(problem))

    def note(self, deed: Choice, kind: str, keys: Sequence[Key] | int = (), note: str = "") -> None:
        """Write down that something was seen or taken out; whatever becomes of that, the page goes on.

        Args:
            deed: what was done.
            kind: the table of the records, or what was written.
            keys: the records, or how many where they are not named.
            note: which period, which form; nothing about persons.
        """
        if self.noting is None:
            return
        try:
            self._data.write(self.noting, deed, kind, keys, note=note, by=self.viewer, today=self.today)
        except Problem as problem:
            self.not_noted.emit(str(problem))

    def pages(
        self, question: Callable[..., Page[Any]], /, *args: Any, size: int = 1000, **kwargs: Any
    ) -> Iterator[Any]:
        """Every row of a query that answers in pages, each page read in its own short session; for jobs."""
        first = 0
        while True:
            page = self.read(question, *args, first=first, size=size, **kwargs)
            yield from page.rows
            first += len(page.rows)
            if not page.rows or first >= page.total:
                return

    def start(
        self,
        read: Callable[[Session, Viewer], Any],
        draw: Callable[[Any, Tick], Any],
        then: Callable[..., Any] | None = None,
    ) -> Job:
        """Read, then draw beside the window without the data, and perhaps write down what came out.

        Args:
            read: gets the session and, named, ``viewer``; short.
            draw: gets what was read and ``tick``; long.
            then: an action; gets the session and what came out of ``draw``, and ``by`` and ``today``.
        """
        viewer, today = self.viewer, self.today

        def work(tick: Tick) -> Any:
            result = draw(self._data.read(read, viewer=viewer), tick)
            if then is not None:
                self._data.write(then, result, by=viewer, today=today)
            return result

        return self._jobs.start(work)

    def work(self, act: Callable[[Tick], Any]) -> Job:
        """Do something beside the window that asks the data nothing first.

        Args:
            act: gets ``tick``.
        """
        return self._jobs.start(act)

    def close(self) -> None:
        """Stop all work, wait for it, and hear of changes no more."""
        self._jobs.close()
        while self._stop_hearing:
            self._stop_hearing.pop()()


def _bound(way: Callable[..., object], args: tuple[Any, ...]) -> Callable[..., object]:
    """An action with what it is done with; it lacks the session, and who does it when."""
    return lambda session, **who: way(session, *args, **who)

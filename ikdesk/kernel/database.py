"""The one door to the data: questions are read, actions are written, and it says which kinds changed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import StaticPool

from ikdesk.kernel import commit, history, search, undo
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Ill, Problem, Trouble
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _

P = ParamSpec("P")
R = TypeVar("R")
Kinds = frozenset[type]
Explain = Callable[[BaseException], Problem | None]


def engine_of(connect: Callable[[], Any], module: Any) -> Engine:
    """An engine over the one connection; transactions begin and end where SQLAlchemy says.

    Args:
        connect: opens the encrypted file.
        module: the driver (DB-API).
    """
    engine = create_engine("sqlite://", module=module, creator=connect, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # the driver's own idea of transactions leaves half-made migrations; IMMEDIATE fails at once, not at commit
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


class Database:
    """The data of one unit, open."""

    def __init__(self, engine: Engine, clock: Clock, explain: Explain) -> None:
        """Take over an engine.

        Args:
            engine: from ``engine_of``.
            clock: for the stamps.
            explain: gives a sentence for what the driver said, or None if it is a bug.
        """
        self.engine = engine
        self.clock = clock
        self.steps = undo.Steps()  # what those who sit at it did, so that it can be undone
        self.on_ill: Callable[[Trouble], object] = lambda _trouble: None  # hears what ails the file as a whole
        self.spared: frozenset[Callable[..., Any]] = frozenset()  # actions that may use what is kept aside on the disk
        self.last_resort: Callable[[], bool] = lambda: False  # gives that up; whether there was any
        self.on_spared: Callable[[], object] = lambda: None  # hears that something was saved in that way
        self.refusal = ""  # why nothing may be written; empty where it may
        self.ignored: frozenset[Callable[..., Any]] = frozenset()  # actions that then do nothing, without a word
        self._explain = explain
        self._place: Path | None = None
        self._file: tuple[int, int] | None = None  # which file it was when it was opened
        self._chain: dict[str, bytes] = {}  # the key of the chains, once it was read
        self._lock = threading.RLock()
        self._listeners: list[Callable[[Kinds], None]] = []

    def read(self, question: Callable[Concatenate[Session, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask a question in one short session."""
        with self._lock, self._translated(), Session(self.engine) as session:
            return question(session, *args, **kwargs)

    def write(self, action: Callable[..., R], /, *args: Any, by: Viewer, **kwargs: Any) -> R:
        """Do something in one transaction: all of it, or nothing.

        Raises:
            Invalid: a rule was broken; nothing was saved.
            Problem: the world said no; nothing was saved.
        """
        if self.refusal and action in self.ignored:
            return None  # type: ignore[return-value]  # nobody asks what came of it
        if action not in self.spared:
            return self._write(action, args, kwargs, by)
        try:
            return self._write(action, args, kwargs, by, tell=False)
        except Trouble as trouble:
            if trouble.ill is not Ill.FULL or not self.last_resort():
                self.on_ill(trouble)
                raise
        result = self._write(action, args, kwargs, by)  # once more, and no more than that
        self.on_spared()
        return result

    def _write(
        self, action: Callable[..., R], args: tuple[Any, ...], kwargs: dict[str, Any], by: Viewer, *, tell: bool = True
    ) -> R:
        with self._lock:
            kinds: set[type] = set()
            with self._translated(tell=tell), self._whole() as session:
                self._prepare(session, kinds, by)
                if self.steps.keeps(by):
                    undo.listen(session)
                result = action(session, *args, by=by, **kwargs)
                session.flush()
                step = undo.step_of(session)
            if step is not None:
                self.steps.add(by, step)
        if kinds:
            for listener in list(self._listeners):
                listener(frozenset(kinds))
        return result

    def undo(self, step: undo.Step, /, *, by: Viewer, today: date) -> None:
        """Take back what somebody did, in one transaction; it is then no longer among what can be undone.

        Raises:
            CannotUndo: it can never be undone, or something has been done with it since.
            Problem: this person may not, or the world said no; nothing was saved.
        """
        for key, version, earlier in self.write(undo.undo_step, step, self.steps, by=by, today=today):
            self.steps.same(key, version, earlier)
        self.steps.drop(by.person, step.number)

    def watch(self, place: Path) -> None:
        """Refuse to save from now on if the file is no longer where it was: what is written to a file that somebody
        has deleted or exchanged is gone with it, though the system says it went well.

        Args:
            place: where the file lies.
        """
        with self._lock:
            self._place, self._file = place, None

    def on_change(self, listener: Callable[[Kinds], None]) -> Callable[[], None]:
        """Tell the listener which kinds changed, after every write that was saved; what comes back ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @contextmanager
    def raw(self) -> Iterator[Any]:
        """The driver's own connection while nobody else uses it: for backup and the check of the file."""
        with self._lock, self._translated(tell=False):  # what ails a copy says nothing of the file
            connection = self.engine.raw_connection()
            try:
                yield connection.driver_connection
            finally:
                connection.close()

    def move(self, carry: Callable[[Any], Engine]) -> None:
        """Go on in another file, while nobody reads or writes.

        Args:
            carry: carries all there is over; gets the driver's own connection and gives the engine of the other file.
        """
        with self._lock:
            with self.raw() as connection:
                engine = carry(connection)
            self.engine.dispose()
            self.engine, self._file = engine, None

    def close(self) -> None:
        """Close the file."""
        self.steps.forget()
        with self._lock:
            self.engine.dispose()

    def refuse_gone(self) -> None:
        """Do nothing if the file is still where it was opened.

        Raises:
            Trouble: it is not.
        """
        if self._place is None:
            return
        try:
            found = self._place.stat()
            now = (0, 0) if os.name == "nt" else (found.st_dev, found.st_ino)  # there an open file stays
        except OSError:
            now = None
        self._file = self._file or now
        if now is None or now != self._file:
            raise Trouble(Ill.GONE, _("Mappen med dataene er borte. Sett inn disken igjen. Ingenting ble lagret."))

    @contextmanager
    def _whole(self) -> Iterator[Session]:
        """All that is done in the session is saved, or nothing; what the disk says at the end is looked into."""
        with Session(self.engine, autoflush=False) as session:
            session.begin()
            if self.refusal:
                raise Problem(self.refusal)
            yield session
            self.refuse_gone()
            wanted = commit.ends(session)
            try:
                session.commit()
            except DBAPIError as error:
                commit.let_go(session)
                if self._explain(error.orig or error) is None or not commit.was_saved(self.engine, wanted):
                    raise

    def _prepare(self, session: Session, kinds: set[type], by: Viewer) -> None:
        session.info.update(now=self.clock.now(), by=by, kinds=kinds, chain=self._chain)
        event.listen(session, "before_flush", lambda s, _context, _instances: history.stamp_and_forbid_deletion(s))
        event.listen(session, "after_flush", lambda s, _context: history.write_down(s))
        event.listen(session, "after_flush", lambda s, _context: search.index_changed(s))

    @contextmanager
    def _translated(self, *, tell: bool = True) -> Iterator[None]:
        try:
            with self._explained():
                yield
        except Trouble as trouble:
            if tell:
                self.on_ill(trouble)
            raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except StaleDataError as error:
            raise Problem(_("Noen andre endret dette samtidig. Åpne det på nytt, og prøv igjen.")) from error
        except DBAPIError as error:
            problem = self._explain(error.orig or error)
            if problem is None:
                raise
            raise problem from error

"""The one door to the data: questions are read, actions are written, and it says which kinds changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import StaticPool

from ikdesk.kernel import history, search
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
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
        self._explain = explain
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
        with self._lock:
            kinds: set[type] = set()
            with self._translated(), Session(self.engine, autoflush=False) as session, session.begin():
                self._prepare(session, kinds, by)
                result = action(session, *args, by=by, **kwargs)
                session.flush()
        if kinds:
            for listener in list(self._listeners):
                listener(frozenset(kinds))
        return result

    def on_change(self, listener: Callable[[Kinds], None]) -> Callable[[], None]:
        """Tell the listener which kinds changed, after every write that was saved; what comes back ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @contextmanager
    def raw(self) -> Iterator[Any]:
        """The driver's own connection while nobody else uses it: for backup and the check of the file."""
        with self._lock, self._translated():
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
            self.engine = engine

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self.engine.dispose()

    def _prepare(self, session: Session, kinds: set[type], by: Viewer) -> None:
        session.info.update(now=self.clock.now(), by=by, kinds=kinds, chain=self._chain)
        event.listen(session, "before_flush", lambda s, _context, _instances: history.stamp_and_forbid_deletion(s))
        event.listen(session, "after_flush", lambda s, _context: history.write_down(s))
        event.listen(session, "after_flush", lambda s, _context: search.index_changed(s))

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except StaleDataError as error:
            raise Problem(_("Noen andre endret dette samtidig. Åpne det på nytt, og prøv igjen.")) from error
        except DBAPIError as error:
            problem = self._explain(error.orig or error)
            if problem is None:
                raise
            raise problem from error

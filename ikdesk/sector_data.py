"""Where reports that are collected are laid out meanwhile: a file with a key that is never written down."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ikdesk.kernel.database import engine_of
from ikdesk.safe.file import disk_problem
from ikdesk.sector.store_model import StoreBase

_KEY = 32  # bytes
_CACHE = 8192  # KiB of the file that are kept in memory, however large it grows


class SectorStore:
    """The file, open; each call is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self, question: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask a question, given an open session.

        Raises:
            Problem: the disk said no.
        """
        with self._translated(), Session(self._engine) as session:
            return question(session, *args, **kwargs)

    def write(self, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do something, given an open session; all of it, or nothing.

        Raises:
            Problem: the disk said no.
        """
        with self._translated(), Session(self._engine) as session, session.begin():
            return action(session, *args, **kwargs)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise disk_problem(error.orig or error) or error from error


@contextmanager
def open_store() -> Iterator[SectorStore]:
    """A new, empty file in a folder of its own; it is gone afterwards, and nobody can read what a crash leaves.

    Raises:
        Problem: the disk said no.
    """
    with tempfile.TemporaryDirectory(prefix="ikdesk-samling-", ignore_cleanup_errors=True) as folder:
        engine = engine_of(lambda: _connected(Path(folder) / "samling.db"), driver)
        try:
            StoreBase.metadata.create_all(engine)
            yield SectorStore(engine)
        finally:
            engine.dispose()


def _connected(path: Path) -> Any:
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
    key = os.urandom(_KEY).hex()
    for said in (f"key = \"x'{key}'\"", "journal_mode = MEMORY", "synchronous = OFF", "temp_store = MEMORY",
                 "locking_mode = EXCLUSIVE", f"cache_size = -{_CACHE}"):  # fmt: skip
        connection.execute(f"PRAGMA {said}").fetchall()
    return connection

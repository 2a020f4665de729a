"""The moment something is saved, and how to find out what became of it when the disk failed just then."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from ikdesk.kernel.chain import Head
from ikdesk.kernel.errors import Ill, Problem, Trouble
from ikdesk.kernel.words import _

CHAINS = ("history", "access")


def ends(session: Session) -> dict[str, Head]:
    """Where the chains end with what this session wrote; only those it wrote to."""
    found = {name: session.info.get(f"{name} head") for name in CHAINS}
    return {name: head for name, head in found.items() if head is not None}


def was_saved(engine: Engine, wanted: dict[str, Head]) -> bool:
    """Whether what a failed commit should have saved lies in the file all the same.

    The log may hold it, whole, though the disk said no: writing it went well, and only the last word did not come. The
    file is therefore opened anew, the way it would be after a pulled plug, and what is found is laid into it for good.

    Args:
        engine: over the file; its connection is thrown away.
        wanted: from ``ends``.

    Raises:
        Trouble: the file cannot be asked.
    """
    engine.dispose()
    if not wanted:
        return False
    try:
        with engine.connect() as connection:
            there = all(_has(connection, name, head) for name, head in wanted.items())
        if there:
            _lay_in(engine)
    except (DBAPIError, Problem) as error:
        said = _("Disken svarte ikke da det skulle lagres. Se etter om det er lagret, før du skriver det en gang til.")
        raise Trouble(Ill.DISK, said) from error
    return there


def let_go(session: Session) -> None:
    """End a session whose commit failed; what it says to that is nothing new."""
    with suppress(SQLAlchemyError):
        session.close()


def _has(connection: object, table: str, head: Head) -> bool:
    question = f"SELECT digest FROM {table} WHERE seq = ?"  # noqa: S608 (two names of our own)
    row = connection.exec_driver_sql(question, (head.seq,)).first()  # type: ignore[attr-defined]
    return row is not None and str(row[0]) == head.digest


def _lay_in(engine: Engine) -> None:
    """Out of the log and into the file: what is read back from the memory of the machine may not be on the disk."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        busy, _pages, _done = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.close()
    finally:
        connection.close()
    if busy:
        raise Problem(_("Disken svarer ikke som den skal. Ta en kopi av mappen, og prøv igjen etter en omstart."))

"""Numbered steps from an older file to this one: run once each, after a verified copy, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, MetaData

from ikdesk.kernel import chain, search
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.step_2 import to_2
from ikdesk.kernel.step_3 import to_3
from ikdesk.kernel.words import _

if TYPE_CHECKING:
    from alembic.operations import Operations

Step = Callable[["Operations"], None]

STEPS: tuple[Step, ...] = (to_2, to_3)  # step n brings version n to n + 1; version 1 is the schema of the first IKdesk


def latest(steps: Sequence[Step] = STEPS) -> int:
    """The version this program writes."""
    return len(steps) + 1


def make_new(engine: Engine, metadata: MetaData, steps: Sequence[Step] = STEPS) -> None:
    """Make all tables in an empty file."""
    with engine.begin() as connection:
        metadata.create_all(connection)
        search.create(connection)
        if chain.ChainKey.__tablename__ in metadata.tables:
            chain.begin(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {latest(steps)}")


def bring_up_to_date(engine: Engine, backup: Callable[[], None], steps: Sequence[Step] = STEPS) -> int:
    """Run the steps that are missing.

    Args:
        engine: over the open file.
        backup: makes a verified copy, or raises; called before the first step.
        steps: the steps there are.

    Returns:
        How many steps were run.

    Raises:
        Problem: the file is from a newer version, or a step left something that does not fit together;
            the file is then as it was.
    """
    version = version_of(engine)
    if version < 1:
        raise Problem(
            _("Filen kan ikke leses: den er skadet, eller hører til noe annet. Gjenopprett fra en sikkerhetskopi.")
        )
    if version > latest(steps):
        raise Problem(
            _("Disse dataene er laget av en nyere utgave av IKdesk. Installer den nyeste utgaven og åpne dem igjen.")
        )
    if version == latest(steps):
        return 0
    backup()
    with engine.connect() as connection:
        # foreign keys must be off before BEGIN: a table made anew with them on takes its children with it
        _pragma(connection, "foreign_keys = OFF")
        try:
            with connection.begin():
                _run(connection, version, steps)
        finally:
            _pragma(connection, "foreign_keys = ON")
    return latest(steps) - version


def version_of(engine: Engine) -> int:
    """The version of the open file."""
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)


def _run(connection: Connection, version: int, steps: Sequence[Step]) -> None:
    # late: it takes long to load, and there is hardly ever anything to bring up to date
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    before = _orphans(connection)
    operations = Operations(MigrationContext.configure(connection))
    for step in steps[version - 1 :]:
        step(operations)
    if _orphans(connection) > before:
        raise Problem(_("Oppgraderingen av dataene gikk ikke. Ingenting er endret. Ta kontakt med oss."))
    connection.exec_driver_sql(f"PRAGMA user_version = {latest(steps)}")


def _orphans(connection: Connection) -> int:
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall())


def _pragma(connection: Connection, what: str) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 (an open connection has one)
    driver.execute(f"PRAGMA {what}")

"""Numbered steps from an older file to this one: run once each, after a verified copy, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, MetaData

from ikdesk.kernel import chain, search
from ikdesk.kernel.errors import Ill, Problem, Trouble
from ikdesk.kernel.step_2 import to_2
from ikdesk.kernel.step_3 import to_3
from ikdesk.kernel.step_4 import to_4
from ikdesk.kernel.step_5 import to_5
from ikdesk.kernel.step_6 import to_6
from ikdesk.kernel.step_7 import to_7
from ikdesk.kernel.words import _

if TYPE_CHECKING:
    from alembic.operations import Operations

Step = Callable[["Operations"], None]

# step n brings version n to n + 1; version 1 is the schema of the first IKdesk
STEPS: tuple[Step, ...] = (to_2, to_3, to_4, to_5, to_6, to_7)
# the tables in which a step makes or takes away rows; everywhere else there are as many after it as before
FILLED: Mapping[Step, frozenset[str]] = {to_3: frozenset({"chain_key", "record_key"})}


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
        Problem: the file is from a newer version, or a step left something that does not fit together, or other rows
            than it should; the file is then as it was.
    """
    version = version_of(engine)
    if version < 1:
        said = _("Filen kan ikke leses: den er skadet, eller hører til noe annet. Gjenopprett fra en sikkerhetskopi.")
        raise Trouble(Ill.DAMAGED, said)
    if version > latest(steps):
        said = _("Disse dataene er laget av en nyere utgave av IKdesk. Installer den nyeste utgaven og åpne dem igjen.")
        raise Trouble(Ill.NEWER, said)
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
        rows = _rows(connection)
        step(operations)
        if _lost_or_made(rows, _rows(connection)) - FILLED.get(step, frozenset()):
            raise _failed()
    if _orphans(connection) > before:
        raise _failed()
    connection.exec_driver_sql(f"PRAGMA user_version = {latest(steps)}")


def _rows(connection: Connection) -> dict[str, int]:
    """How many rows each table has; what lies behind the word search is counted there, too."""
    tables = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).scalars()
    counted = {}
    for name in tables.all():
        safe = name.replace('"', '""')
        counted[name] = int(connection.exec_driver_sql(f'SELECT count(*) FROM "{safe}"').scalar() or 0)  # noqa: S608
    return counted


def _lost_or_made(before: Mapping[str, int], after: Mapping[str, int]) -> set[str]:
    """The tables that have other rows than before; a new one may be empty, and no table may be gone."""
    return {name for name in {*before, *after} if after.get(name, -1) != before.get(name, 0)}


def _failed() -> Problem:
    return Problem(_("Oppgraderingen av dataene gikk ikke. Ingenting er endret. Ta kontakt med oss."))


def _orphans(connection: Connection) -> int:
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall())


def _pragma(connection: Connection, what: str) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 (an open connection has one)
    driver.execute(f"PRAGMA {what}")

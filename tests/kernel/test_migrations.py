"""From an older file to this program's: in order, after a copy, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2 as driver
from alembic.operations import Operations

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.model import Incident
from ikdesk.kernel import migrations
from ikdesk.kernel.database import Database, engine_of
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.migrations import STEPS, Step, bring_up_to_date, latest, make_new, version_of
from tests.samples import LEADER, NOON, TODAY, incident_values

Done = list[str]


@pytest.fixture
def family() -> Iterator[sa.Engine]:
    """A small file of version 1: parents and children that point at them."""
    connection = driver.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    engine = engine_of(lambda: connection, driver)
    metadata = sa.MetaData()
    sa.Table("parent", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)))
    sa.Table(
        "child", metadata, sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("parent.id", ondelete="CASCADE")),
    )  # fmt: skip
    make_new(engine, metadata, ())
    with engine.begin() as begun:
        begun.exec_driver_sql("INSERT INTO parent VALUES (1, 'mor'), (2, 'far')")
        begun.exec_driver_sql("INSERT INTO child VALUES (1, 1), (2, 1), (3, 2)")
    yield engine
    engine.dispose()


def noting(done: Done, name: str) -> Step:
    return lambda _operations: done.append(name)


def copying(done: Done) -> Callable[[], None]:
    return lambda: done.append("copy")


def no_copy() -> None:
    """These tests are about something else."""


def ask(engine: sa.Engine, sql: str) -> Any:
    with engine.connect() as connection:
        return connection.exec_driver_sql(sql).scalar()


def rebuild_parent(operations: Operations) -> None:
    with operations.batch_alter_table("parent", recreate="always") as batch:
        batch.alter_column("name", nullable=False, existing_type=sa.String(20))
        batch.add_column(sa.Column("born", sa.Integer, server_default="0"))


def test_steps_run_once_each_in_order_after_the_copy(family: sa.Engine) -> None:
    done: Done = []
    steps = (noting(done, "first"), noting(done, "second"))
    assert bring_up_to_date(family, copying(done), steps) == 2
    assert done == ["copy", "first", "second"]
    assert version_of(family) == 3
    assert bring_up_to_date(family, copying(done), steps) == 0
    assert done == ["copy", "first", "second"]


def test_only_the_missing_steps_run(family: sa.Engine) -> None:
    done: Done = []
    bring_up_to_date(family, copying(done), (noting(done, "first"),))
    bring_up_to_date(family, copying(done), (noting(done, "first"), noting(done, "second")))
    assert done == ["copy", "first", "copy", "second"]


def test_children_survive_that_their_parents_table_is_made_anew(family: sa.Engine) -> None:
    bring_up_to_date(family, no_copy, (rebuild_parent,))
    assert ask(family, "SELECT count(*) FROM child") == 3
    assert ask(family, "SELECT count(*) FROM parent WHERE born = 0") == 2
    assert ask(family, "PRAGMA foreign_keys") == 1
    assert ask(family, "SELECT count(*) FROM pragma_foreign_key_check") == 0


def test_a_failing_copy_stops_everything(family: sa.Engine) -> None:
    done: Done = []

    def full() -> None:
        raise Problem("Disken er full.")

    with pytest.raises(Problem, match="full"):
        bring_up_to_date(family, full, (noting(done, "first"),))
    assert done == []
    assert version_of(family) == 1


def test_a_step_that_fails_leaves_the_file_as_it_was(family: sa.Engine) -> None:
    def breaks(operations: Operations) -> None:
        operations.execute("UPDATE parent SET name = 'ingen'")
        operations.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(sa.exc.OperationalError):
        bring_up_to_date(family, no_copy, (rebuild_parent, breaks))
    assert ask(family, "SELECT group_concat(name) FROM parent") == "mor,far"
    assert ask(family, "SELECT count(*) FROM pragma_table_info('parent')") == 2
    assert version_of(family) == 1
    assert ask(family, "PRAGMA foreign_keys") == 1


def test_a_step_that_makes_orphans_is_refused_and_undone(family: sa.Engine) -> None:
    with pytest.raises(Problem, match="Ingenting er endret"):
        bring_up_to_date(family, no_copy, (lambda operations: operations.execute("DELETE FROM parent WHERE id = 1"),))
    assert ask(family, "SELECT count(*) FROM parent") == 2
    assert version_of(family) == 1


@pytest.mark.parametrize(
    "deed",
    ["DELETE FROM child WHERE id = 3", "INSERT INTO child VALUES (4, 2)", "DROP TABLE child",
     "CREATE TABLE more AS SELECT * FROM child"],
)  # fmt: skip
def test_a_step_that_makes_or_takes_away_rows_must_have_said_so(family: sa.Engine, deed: str) -> None:
    def step(operations: Operations) -> None:
        operations.execute(deed)

    with pytest.raises(Problem, match="Ingenting er endret"):
        bring_up_to_date(family, no_copy, (step,))
    assert ask(family, "SELECT count(*) FROM child") == 3
    assert version_of(family) == 1


def test_a_step_may_fill_the_tables_it_named(family: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def step(operations: Operations) -> None:
        operations.execute("INSERT INTO child VALUES (4, 2)")

    monkeypatch.setattr(migrations, "FILLED", {step: frozenset({"child"})})
    assert bring_up_to_date(family, no_copy, (step,)) == 1
    assert ask(family, "SELECT count(*) FROM child") == 4


def test_a_file_from_a_newer_version_is_refused_untouched(family: sa.Engine) -> None:
    done: Done = []
    bring_up_to_date(family, no_copy, (noting([], "first"), noting([], "second")))
    with pytest.raises(Problem, match="nyere utgave"):
        bring_up_to_date(family, copying(done), ())
    assert done == []
    assert version_of(family) == 3


def test_a_new_file_has_the_version_this_program_writes(database: Database) -> None:
    assert version_of(database.engine) == latest() == len(STEPS) + 1
    assert bring_up_to_date(database.engine, no_copy) == 0


def test_events_survive_that_the_table_of_places_is_made_anew(database: Database) -> None:
    database.write(record_incident, incident_values(database), told_at=NOON, by=LEADER, today=TODAY)

    def wider(operations: Operations) -> None:
        with operations.batch_alter_table("place", recreate="always") as batch:
            batch.add_column(sa.Column("colour", sa.String(20)))

    assert bring_up_to_date(database.engine, no_copy, (*migrations.STEPS, wider)) == 1
    assert database.read(lambda session: session.scalars(sa.select(Incident.number)).all()) == ["2026-1"]
    assert ask(database.engine, "SELECT count(*) FROM incident JOIN place ON place.id = incident.place_id") == 1

"""A file of every version there has been can be opened: nothing in it is lost, and a copy is taken first."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from ikdesk import data
from ikdesk.health import examine_folder
from ikdesk.incidents.queries import Filter, incident_page
from ikdesk.kernel import migrations
from ikdesk.kernel.base import Base
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import engine_of
from ikdesk.safe.vault import unlock

PASSWORD = "gammel nok til alt dette"
VERSIONS = sorted(path.name for path in (Path(__file__).parent / "data").glob("version_*"))


@pytest.fixture(params=VERSIONS)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    shutil.copytree(Path(__file__).parent / "data" / request.param, folder)
    return folder


def opened(folder: Path) -> data.Data:
    return data.open_data(folder, unlock(folder, PASSWORD), clock=Clock(date(2026, 4, 30)))


def shape(engine: Any) -> dict[str, set[tuple[Any, ...]]]:
    """Tables with their columns, indexes and where they point, whatever the order."""
    with engine.connect() as connection:

        def ask(sql: str) -> list[Any]:
            return list(connection.exec_driver_sql(sql))

        tables = [row[0] for row in ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: {("column", *row[1:]) for row in ask(f"PRAGMA table_info({table})")}
            | {("points", *row[2:]) for row in ask(f"PRAGMA foreign_key_list({table})")}
            | {
                ("index", row[2], *(column[2] for column in ask(f"PRAGMA index_info({row[1]})")))
                for row in ask(f"PRAGMA index_list({table})")
            }
            for table in tables
        }


def test_there_is_a_file_of_every_version_before_this_one() -> None:
    assert [f"version_{n}" for n in range(1, migrations.latest())] == VERSIONS


def test_an_older_file_opens_with_everything_in_it(older: Path) -> None:
    found = opened(older)
    rows = found.read(incident_page, Filter()).rows
    assert [row.story for row in rows] == ["Falt fra kanten", "Nesten i stolpen", "Kjørte i gjerdet"]
    found.close()
    assert len(list((older / "backups").glob("*.ikbackup"))) == 1  # taken before anything was changed


def test_an_older_file_becomes_exactly_what_a_new_one_is(older: Path) -> None:
    found = opened(older)
    new = engine_of(lambda: driver.connect(":memory:", isolation_level=None, check_same_thread=False), driver)
    migrations.make_new(new, Base.metadata)
    assert shape(found.database.engine) == shape(new)
    new.dispose()
    found.close()


def test_an_older_file_gets_the_lists_that_have_come_since(older: Path) -> None:
    found = opened(older)
    assert found.codebook().entries("responsible_role")
    assert found.codebook().label("place", "sledding_hill") == "Akebakke"
    found.close()


def test_an_older_file_is_whole_afterwards(older: Path) -> None:
    opened(older).close()
    opened(older).close()  # the second time there is nothing to do
    assert examine_folder(older, PASSWORD).whole
    assert len(list((older / "backups").glob("*.ikbackup"))) == 1

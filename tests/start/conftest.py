"""The demo kindergarten, made once; nobody writes to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlcipher3.dbapi2 as driver

from ikdesk.kernel import migrations
from ikdesk.kernel.base import Base
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import SYSTEM
from ikdesk.start.demo_actions import DEMO_DAY, make_demo
from tests.engines import warm
from tests.samples import TODAY


def empty() -> Database:
    """A file with tables and nothing in them."""
    connection = driver.connect(":memory:", isolation_level=None, check_same_thread=False)
    database = Database(warm(lambda: connection, driver), Clock(DEMO_DAY), lambda _error: None)
    migrations.make_new(database.engine, Base.metadata)
    return database


def made() -> Database:
    """The demo, made anew."""
    database = empty()
    database.write(make_demo, by=SYSTEM, today=TODAY)
    return database


@pytest.fixture
def new_file() -> Iterator[Database]:
    """A file with tables and nothing in them."""
    database = empty()
    yield database
    database.close()


@pytest.fixture(scope="session")
def demo() -> Iterator[Database]:
    """The demo; only for reading."""
    database = made()
    yield database
    database.close()


@pytest.fixture
def demo_again() -> Iterator[Database]:
    """The demo made a second time."""
    database = made()
    yield database
    database.close()

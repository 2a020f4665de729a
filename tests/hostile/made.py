"""The demo with hostile texts in every field, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from ikdesk.kernel import migrations
from ikdesk.kernel.base import Base
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import SYSTEM
from ikdesk.people.model import Role
from ikdesk.start.demo_actions import DEMO_DAY, make_demo
from tests.engines import in_memory, warm
from tests.hostile.exits import House
from tests.hostile.house import Filled, Writer
from tests.rights import Filled as Demo


def hostile_house(texts: Mapping[str, str], folder: Path, step: int = 1) -> tuple[House, Demo, Filled]:
    """The demo, and every text in every field.

    Args:
        texts: by name.
        folder: for what the demo writes.
        step: as ``Writer.fill``.
    """
    connection = in_memory()
    database = Database(warm(lambda: connection, driver), Clock(DEMO_DAY), lambda _error: None)
    migrations.make_new(database.engine, Base.metadata)
    database.write(make_demo, by=SYSTEM, today=DEMO_DAY)
    demo = Demo(database, folder)
    leader = replace(demo.people[Role.LEADER], name="=1+1 <b>Tom</b>")
    found = Writer(database, leader, DEMO_DAY).fill(texts, step=step)
    return House(database, leader, Clock(DEMO_DAY), found.by_field), demo, found

"""Engines that know every question that was asked before: to put one into SQL takes longer than to ask it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine

from ikdesk.kernel.database import engine_of

_COMPILED: dict[Any, Any] = {}


def warm(connect: Callable[[], Any], module: Any) -> Engine:
    """As ``engine_of``, but a question is put into SQL once, not once for each time a file is opened.

    Args:
        connect: opens a connection.
        module: the driver.
    """
    engine = engine_of(connect, module)
    engine.dialect = _first().dialect
    engine.update_execution_options(compiled_cache=_COMPILED)
    return engine


def in_memory() -> Any:
    """A connection to a file that is nowhere."""
    return driver.connect(":memory:", isolation_level=None, check_same_thread=False)


@cache
def _first() -> Engine:
    engine = engine_of(in_memory, driver)
    engine.connect().close()
    return engine

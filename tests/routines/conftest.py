"""A page of routines in a window, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.routines.page import RoutinePage
from tests.looking import Told, desk_of, shown


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def open_page(qtbot: QtBot, database: Database, told: Told) -> Callable[..., RoutinePage]:
    def opened(width: int = 1152, **settings: Any) -> RoutinePage:
        page: RoutinePage = shown(qtbot, RoutinePage(desk_of(database, Settings(**settings)), told), width)
        return page

    return opened

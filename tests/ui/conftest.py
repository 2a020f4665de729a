"""Looks are put on once; setting a style sheet for each test would take minutes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ikdesk.ui.theme import apply_theme


@pytest.fixture(scope="session", autouse=True)
def looks(qapp: QApplication) -> None:
    """Light, 100 %."""
    apply_theme(qapp, False, 1.0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screen in memory cannot tell a window manager about sizes, and says so; there is none."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))

"""Looks are put on once; setting a style sheet for each test would take minutes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from ikdesk.ui.theme import apply_theme


@pytest.fixture(scope="session")
def looks(qapp: QApplication) -> None:
    """Light, 100 %."""
    apply_theme(qapp, False, 1.0)


@pytest.fixture(autouse=True)
def _looks(request: pytest.FixtureRequest) -> None:
    if "qtbot" in request.fixturenames:
        request.getfixturevalue("looks")

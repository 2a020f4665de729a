"""Some releases of Qt for Python lose a reference to None on every call and abort after some thousands: never ours."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from PySide6.QtCore import QObject


def test_a_call_that_answers_nothing_loses_no_reference_to_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(2_000):
        thing.setObjectName("x")
        thing.blockSignals(False)
    assert sys.getrefcount(None) > before - 1_000


def test_the_release_that_aborts_is_kept_out() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    assert "PySide6-Essentials>=6.8,<6.12" in project["project"]["dependencies"]

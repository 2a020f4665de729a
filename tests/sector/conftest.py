"""What the tests of many units share: forty simulated ones, one the program made, and a folder for what is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.made_once import made_once
from tests.sector.forty import write_forty
from tests.sector.made_reports import made_unit, write_report
from tests.sector.real_reports import write_real

FEW = 4  # units whose reports are soon collected


@pytest.fixture(autouse=True)
def application(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program keeps which units are known, for one test."""
    folder = tmp_path / "application"
    monkeypatch.setenv("IKDESK_APPLICATION", str(folder))
    return folder


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with the reports of four units."""
    folder = tmp_path / "rapporter"
    folder.mkdir()
    for number in range(FEW):
        write_report(made_unit(number), folder)
    return folder


@pytest.fixture(scope="session")
def forty_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of forty simulated units, a folder for each period; nobody writes to it."""
    return made_once(tmp_path_factory, "forty", write_forty)


@pytest.fixture(scope="session")
def real_made(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of a unit made by the program, a folder for each period; nobody writes to it."""
    return made_once(tmp_path_factory, "real-reports", lambda folder: write_real(demo_made, folder))

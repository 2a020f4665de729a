"""A unit that has something of everything, its archive, and the unit that was made of that: each made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.archive.taken_out import fill_up, take_in, take_out
from tests.made_once import made_once


@pytest.fixture(scope="session")
def unit_made(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with all it lacks."""

    def make(folder: Path) -> None:
        shutil.copytree(demo_made, folder)
        fill_up(folder)

    return made_once(tmp_path_factory, "unit_to_archive", make)


@pytest.fixture(scope="session")
def archive(unit_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its archive; nobody changes it."""

    def make(folder: Path) -> None:
        take_out(Path(shutil.copytree(unit_made, tmp_path_factory.mktemp("unit") / "data")), folder)

    return made_once(tmp_path_factory, "archive_of_unit", make)


@pytest.fixture(scope="session")
def taken_in(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unit that was made of the archive; nobody changes it."""
    return made_once(tmp_path_factory, "taken_in", lambda folder: take_in(archive, folder))

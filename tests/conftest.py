"""What all tests share: a unit in memory, copied from a ready-made one."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from ikdesk.entities_data import METADATA
from ikdesk.kernel import migrations
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.words import use_language
from ikdesk.unit.actions import make_unit
from ikdesk.unit.model import UnitKind
from tests.engines import in_memory, warm
from tests.made_once import made_once, stretched_once
from tests.samples import LEADER, THEIRS, TODAY

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# a busy machine is no failure, and the same examples are tried every time: what fails is what was changed
settings.register_profile("patient", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# whatever the machine says: programs are started a hundred times here, and would be compiled as often
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_collection_finish() -> None:
    """What was collected stays until the end: it need not be looked through for rubbish again and again."""
    gc.collect()
    gc.freeze()


def _over(connection: Any) -> Database:
    return Database(warm(lambda: connection, driver), Clock(TODAY), lambda _error: None)


@pytest.fixture(scope="session", autouse=True)
def _warm_engines() -> Iterator[None]:
    from ikdesk import backup_data, data, salvage_data  # not before it is asked for

    with pytest.MonkeyPatch.context() as patch:
        for module in (data, backup_data, salvage_data):
            patch.setattr(module, "engine_of", warm)
        yield


@pytest.fixture(scope="session", autouse=True)
def _stretched_once() -> Iterator[None]:
    with stretched_once():
        yield


@pytest.fixture(scope="session")
def ready_made() -> Iterator[Any]:
    """A unit in memory that nobody writes to."""
    connection = in_memory()
    database = _over(connection)
    migrations.make_new(database.engine, METADATA)
    database.write(make_unit, "Solbakken barnehage", UnitKind.BARNEHAGE, by=LEADER, today=TODAY)
    yield connection
    database.close()


@pytest.fixture
def database(ready_made: Any) -> Iterator[Database]:
    """A unit of one's own, with the shipped places and lists."""
    connection = in_memory()
    ready_made.backup(connection)
    found = _over(connection)
    yield found
    found.close()


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo kindergarten, made once."""
    from ikdesk import data  # many tests need no file on disk
    from ikdesk.start.demo_writing import send_earlier

    def make(folder: Path) -> None:
        with closing(data.make_demo_data(folder)) as demo:
            send_earlier(demo)

    return made_once(tmp_path_factory, "demo", make)


@pytest.fixture(scope="session")
def shared_made(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo of Tom with Kari, a member of staff, made once."""
    from ikdesk import data
    from ikdesk.people.model import Role
    from ikdesk.people.users_data import VaultUsers
    from ikdesk.safe import vault
    from ikdesk.safe.secret import Work

    def make(folder: Path) -> None:
        shutil.copytree(demo_made, folder)
        found = data.open_data(folder, vault.unlock(folder, data.DEMO_PASSWORD), clock=Clock())
        VaultUsers(found, Work()).add("Kari", Role.STAFF, THEIRS)
        found.close()

    return made_once(tmp_path_factory, "shared", make)


@pytest.fixture
def demo(demo_made: Path, tmp_path: Path) -> Path:
    """A demo of one's own."""
    folder = tmp_path / "demo"
    shutil.copytree(demo_made, folder)
    return folder


def _machine_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = os.environ.get("IKDESK_MACHINE")
    os.environ["IKDESK_MACHINE"] = str(tmp_path_factory.getbasetemp() / f"machine-{next(_NUMBERS)}")
    yield
    os.environ.pop("IKDESK_MACHINE") if before is None else os.environ.update(IKDESK_MACHINE=before)


# what a machine remembers of the data it has had open: copies of one demo must not be taken for one that was put back
_NUMBERS = itertools.count()
_machine_of_session = pytest.fixture(scope="session", autouse=True)(_machine_of_its_own)
_machine_of_module = pytest.fixture(scope="module", autouse=True)(_machine_of_its_own)
_machine_of_test = pytest.fixture(autouse=True)(_machine_of_its_own)


@pytest.fixture(autouse=True)
def _bokmal() -> Iterator[None]:
    yield
    use_language("nb")


@pytest.fixture(scope="session")
def looks(qapp: QApplication) -> None:
    """Light, 100 %; put on once: setting a style sheet for each test would take minutes."""
    from ikdesk.ui.theme import apply_theme  # late: most tests have no window

    apply_theme(qapp, False, 1.0)


@pytest.fixture(autouse=True)
def _looks(request: pytest.FixtureRequest) -> Iterator[None]:
    if "qtbot" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("looks")
    yield
    from PySide6.QtCore import QCoreApplication, QEvent  # late: most tests have no window

    # pytest-qt only closes them: a search that waits for the last key would ask the closed data of an earlier test
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

"""A disk that fails at the last moment: what is told afterwards is what lies in the file."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.kernel import migrations
from ikdesk.kernel.base import Base
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database, engine_of
from ikdesk.kernel.errors import Ill, Problem, Trouble
from ikdesk.safe.file import connect, disk_problem
from ikdesk.unit.actions import add_department, make_unit
from ikdesk.unit.model import Department, UnitKind
from tests.samples import LEADER, TODAY

KEY = bytes(range(32))
posix = pytest.mark.skipif(sys.platform == "win32", reason="setter en grense for hvor stor en fil kan bli")


@pytest.fixture(scope="module")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A unit in an encrypted file that nobody writes to."""
    path = tmp_path_factory.mktemp("ready") / "data.db"
    made = _over(path)
    migrations.make_new(made.engine, Base.metadata)
    made.write(make_unit, "Solbakken barnehage", UnitKind.BARNEHAGE, by=LEADER, today=TODAY)
    made.close()
    return path


@pytest.fixture
def filed(ready_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A unit of one's own in an encrypted file."""
    found = _over(Path(shutil.copy(ready_file, tmp_path / "data.db")))
    found.watch(tmp_path / "data.db")
    yield found
    found.close()


class Stubborn:
    """The driver's connection, whose COMMIT reaches the disk, or does not, and says no either way."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.saves, self.armed = inner, True, False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def commit(self) -> None:
        """As a disk whose last word is lost."""
        if not self.armed:
            self.inner.commit()
            return
        self.armed = False
        if self.saves:
            self.inner.commit()
        error = driver.OperationalError("disk I/O error")
        error.sqlite_errorcode = 10
        raise error


def _over(path: Path) -> Database:
    def opened() -> Any:
        return connect(path, KEY)

    return Database(engine_of(opened, driver), Clock(TODAY), disk_problem)


def stubborn(path: Path) -> tuple[Database, list[Stubborn]]:
    made: list[Stubborn] = []

    def opened() -> Any:
        made.append(Stubborn(connect(path, KEY)))
        return made[-1]

    return Database(engine_of(opened, driver), Clock(TODAY), disk_problem), made


def names(database: Database) -> set[str]:
    return database.read(lambda session: set(session.scalars(select(Department.name))))


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """As a disk that is full: what would make a file larger fails."""
    import resource  # there is none on Windows

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def test_a_commit_that_was_saved_though_the_disk_said_no_is_told_as_saved(ready_file: Path, tmp_path: Path) -> None:
    database, made = stubborn(Path(shutil.copy(ready_file, tmp_path / "data.db")))
    heard: list[frozenset[type]] = []
    database.on_change(heard.append)
    assert "Ekorn" not in names(database)
    made[-1].armed = True
    database.write(add_department, "Ekorn", by=LEADER, today=TODAY)
    assert "Ekorn" in names(database)
    assert heard == [frozenset({Department})]
    assert len(made) == 2, "it was asked of the file, opened anew"
    database.close()


def test_a_commit_that_was_not_saved_is_told_so_and_can_be_done_again(ready_file: Path, tmp_path: Path) -> None:
    database, made = stubborn(Path(shutil.copy(ready_file, tmp_path / "data.db")))
    ills: list[Ill] = []
    database.on_ill = lambda trouble: ills.append(trouble.ill)
    names(database)
    made[-1].armed, made[-1].saves = True, False
    with pytest.raises(Trouble) as told:
        database.write(add_department, "Ekorn", by=LEADER, today=TODAY)
    assert told.value.ill is Ill.DISK
    assert ills == [Ill.DISK]
    assert "Ekorn" not in names(database)
    database.write(add_department, "Ekorn", by=LEADER, today=TODAY)
    assert "Ekorn" in names(database)
    database.close()


def test_when_nobody_can_tell_the_sentence_says_so(ready_file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(ready_file, tmp_path / "data.db"))
    database, made = stubborn(path)
    names(database)
    made[-1].armed = True
    before = made[-1].inner.commit

    def then_it_is_gone() -> None:
        before()
        path.with_name("data.db-wal").unlink()
        path.write_bytes(b"\0" * 8192)

    made[-1].inner = _With(made[-1].inner, then_it_is_gone)
    with pytest.raises(Trouble, match="Se etter om det er lagret"):
        database.write(add_department, "Ekorn", by=LEADER, today=TODAY)
    database.close()


class _With:
    def __init__(self, inner: Any, commit: Callable[[], None]) -> None:
        self._inner, self.commit = inner, commit

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


@posix
def test_a_full_disk_saves_nothing_says_so_and_goes_on_when_there_is_room(filed: Database) -> None:
    before = names(filed)
    with no_file_larger_than(8192), pytest.raises(Problem, match="Disken"):
        filed.write(add_department, "Ekorn", by=LEADER, today=TODAY)
    assert names(filed) == before
    filed.write(add_department, "Ekorn", by=LEADER, today=TODAY)
    assert names(filed) == {*before, "Ekorn"}


@posix
def test_what_is_written_to_a_file_that_was_taken_away_is_not_called_saved(filed: Database, tmp_path: Path) -> None:
    filed.write(add_department, "Ekorn", by=LEADER, today=TODAY)
    ills: list[Ill] = []
    filed.on_ill = lambda trouble: ills.append(trouble.ill)
    aside = (tmp_path / "data.db").rename(tmp_path / "other.db")
    for _time in range(2):
        with pytest.raises(Trouble, match=r"er borte\. .* Ingenting ble lagret"):
            filed.write(add_department, "Bjørn", by=LEADER, today=TODAY)
    aside.rename(tmp_path / "data.db")
    filed.write(add_department, "Rev", by=LEADER, today=TODAY)
    assert {"Ekorn", "Rev"} <= names(filed)
    assert "Bjørn" not in names(filed)
    assert ills == [Ill.GONE, Ill.GONE]


@posix
def test_a_file_put_in_the_place_of_ours_is_seen(filed: Database, ready_file: Path, tmp_path: Path) -> None:
    filed.write(add_department, "Ekorn", by=LEADER, today=TODAY)
    (tmp_path / "data.db").rename(tmp_path / "other.db")
    shutil.copy(ready_file, tmp_path / "data.db")
    with pytest.raises(Trouble, match="er borte"):
        filed.write(add_department, "Bjørn", by=LEADER, today=TODAY)


def test_what_may_only_be_read_refuses_every_write_with_its_sentence(filed: Database) -> None:
    filed.refusal = "Dette er en kopi til å lese."
    before = filed.read(lambda session: session.scalar(select(func.count()).select_from(Department)))
    with pytest.raises(Problem, match="en kopi til å lese"):
        filed.write(add_department, "Ekorn", by=LEADER, today=TODAY)
    filed.ignored = frozenset({add_department})
    assert filed.write(add_department, "Ekorn", by=LEADER, today=TODAY) is None
    assert filed.read(lambda session: session.scalar(select(func.count()).select_from(Department))) == before


def test_a_page_that_is_damaged_while_it_is_open_is_told_to_whoever_listens(ready_file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(ready_file, tmp_path / "data.db"))
    with path.open("rb+") as file:
        for page in range(2, path.stat().st_size // 4096, 2):
            file.seek(page * 4096 + 100)
            file.write(b"damaged")
    database = _over(path)
    ills: list[Ill] = []
    database.on_ill = lambda trouble: ills.append(trouble.ill)
    with pytest.raises(Trouble, match="Gjenopprett fra en sikkerhetskopi"):
        database.read(_all_there_is)
    assert ills == [Ill.DAMAGED]
    database.close()


def _all_there_is(session: Session) -> list[Any]:
    return [session.execute(select(table)).all() for table in Base.metadata.sorted_tables]

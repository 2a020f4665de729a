"""An archive that is not what was written is refused with a sentence, and nothing of it is left behind."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from ikdesk.archive.fill_data import fill
from ikdesk.archive.format_model import CHECKSUMS, FILES, METADATA, SEALED, TABLES
from ikdesk.archive.found_data import LONGEST_LINE, look_through
from ikdesk.archive.values_model import LONGEST_KEPT
from ikdesk.archive_data import import_archive
from ikdesk.entities_data import METADATA as ALL
from ikdesk.kernel import migrations
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Cancelled, Invalid, Problem
from ikdesk.kernel.viewer import SYSTEM
from tests.archive.taken_out import PASSWORD, Row, changed, copy_of, retold, rows, summed, take_in
from tests.engines import in_memory, warm
from tests.samples import TODAY

Change = Callable[[list[Row]], object]


@pytest.fixture(scope="module")
def lean(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive without what is long: it is read a hundred times here."""
    copy = copy_of(archive, tmp_path_factory.mktemp("lean") / "arkiv")
    shutil.rmtree(copy / "dokumenter")
    for path in (copy / TABLES).glob("*.csv"):
        if path.stem not in {"unit", "capture"}:
            path.unlink()
    for path in (copy / FILES).iterdir():
        if path.stat().st_size > 100_000:
            path.write_bytes(path.read_bytes()[:1000])
    sizes = {f"{FILES}/{path.name}": path for path in (copy / FILES).iterdir()}

    def shorter(found: list[Row]) -> None:
        for row in found:
            if row["file"]:
                data = sizes[row["file"]].read_bytes()
                row.update(size=len(data), sha256=hashlib.sha256(data).hexdigest())

    changed(copy, SEALED, shorter)
    changed(copy, "code", lambda found: found.__delitem__(slice(5, None)))
    return changed(copy, "history", lambda found: found.__delitem__(slice(5, None)))


@pytest.fixture
def copy(lean: Path, tmp_path: Path) -> Path:
    """A copy of an archive to change."""
    return copy_of(lean, tmp_path / "arkiv")


@pytest.fixture
def empty() -> Iterator[Database]:
    """A file with tables and no rows."""
    connection = in_memory()
    found = Database(warm(lambda: connection, driver), Clock(TODAY), lambda _error: None)
    migrations.make_new(found.engine, ALL)
    yield found
    found.close()


def said_of(archive: Path, database: Database) -> str:
    """Why an archive was refused, and how many rows were left in the file."""
    with pytest.raises(Problem) as said:
        database.write(fill, look_through(archive, lambda _bytes: None), lambda _bytes: None, by=SYSTEM, today=TODAY)
    with database.engine.connect() as connection:
        for table in ("unit", "person", "incident", "history"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
    return str(said.value)


def first(**values: Any) -> Change:
    """Change the first row."""
    return lambda found: found[0].update(values)


def drop(name: str) -> Change:
    return lambda found: found[0].pop(name)


@pytest.mark.parametrize(("table", "change", "said"), [
    ("incident", first(severity="alvorlig"), "tabellen incident er ikke slik den skal være (severity)"),
    ("incident", first(severity=True), "(severity)"),
    ("incident", first(severity=10**30), "(severity)"),
    ("incident", first(severity=float("1e300")), "(severity)"),
    ("incident", first(occurred_on="31.12.2025"), "(occurred_on)"),
    ("incident", first(occurred_on=None), "(occurred_on)"),
    ("incident", first(made_at="2026-01-01T00:00:00+01:00"), "(made_at)"),
    ("incident", first(occurred_time=1040), "(occurred_time)"),
    ("incident", first(status="solved"), "(status)"),
    ("incident", first(causes="surface"), "(causes)"),
    ("incident", first(causes=[["surface"]]), "(causes)"),
    ("incident", first(story=["Falt."]), "(story)"),
    ("incident", first(story="x" * (LONGEST_KEPT + 1)), "(story)"),
    ("incident", first(story="\ud800"), "(story)"),
    ("incident", first(child="x" * 20_001), "(child)"),
    ("incident", first(id="../../etc/passwd"), "(id)"),
    ("incident", first(secret="x"), "(secret)"),
    ("incident", drop("story"), "(story)"),
    ("incident", first(place_id="0" * 32), "rad i tabellen incident viser til noe som ikke er med"),
    ("incident", lambda found: found.append(dict(found[0])), "i tabellen incident står det samme to ganger"),
    ("incident", lambda found: found[0].update(number=found[1]["number"]), "det samme to ganger"),
    ("unit", first(staff_years=float("inf")), "rad 1 i tabellen unit er ikke slik den skal være ({})"),
    ("unit", first(staff_years="mange"), "(staff_years)"),
    ("unit", lambda found: found.clear(), "ikke av én virksomhet"),
    ("code", first(more="[]"), "(more)"),
    ("code", first(more='{"group": '), "(more)"),
    ("report_version", first(content="{" * 100_000), "(content)"),
    ("history", first(seq=2), "tabellen history er ikke slik den skal være (seq)"),
    ("history", first(what={}), "(what)"),
    ("history", first(what="[]"), "(what)"),
    ("history", first(what='{"name": "Tom"}'), "(what)"),
    ("history", drop("what"), "(what)"),
    ("access", first(deed="forged"), "(deed)"),
    ("access_record", first(seq=99_999), "tabellen access_record viser til noe"),
    (SEALED, first(file="filer/../../../etc/passwd"), "tabellen sealed_content er ikke slik den skal være (file)"),
    (SEALED, first(file="/etc/passwd"), "(file)"),
    (SEALED, first(file="tabeller/unit.json"), "(file)"),
    (SEALED, first(sha256="0" * 64), "(file)"),
    (SEALED, first(size=1), "(file)"),
    (SEALED, first(secret="x"), "(id)"),
])  # fmt: skip
def test_a_value_that_cannot_be_is_refused(
    copy: Path, empty: Database, table: str, change: Change, said: str
) -> None:
    assert said in said_of(changed(copy, table, change), empty)


@pytest.mark.parametrize("line", [
    b"[" * 100_000, b'{"id": 1, "id": 2}', b"null", b'{"id": NaN}', b'{"id": ' + b"9" * 10_000 + b"}", b"\xff\xfe",
])  # fmt: skip
def test_a_line_that_is_no_row_is_refused(copy: Path, empty: Database, line: bytes) -> None:
    (copy / TABLES / "plain_word.json").write_bytes(b"[\n" + line + b"\n]\n")
    assert "tabellen plain_word" in said_of(summed(copy), empty)


def test_a_line_without_an_end_is_not_read_to_the_end(copy: Path, empty: Database) -> None:
    with (copy / TABLES / "plain_word.json").open("wb") as file:
        file.write(b"[\n")
        file.truncate(2 * LONGEST_LINE)
        file.seek(0, os.SEEK_END)
        file.write(b"\n]\n")
    assert "tabellen plain_word" in said_of(summed(copy), empty)


def test_a_table_that_is_changed_after_it_was_looked_through_is_refused(copy: Path, empty: Database) -> None:
    found = look_through(copy, lambda _bytes: None)
    path = copy / TABLES / "plain_word.json"
    path.write_bytes(path.read_bytes().replace(b"kanari", b"kanori"))
    with pytest.raises(Problem, match=r"plain_word\.json er ikke slik den ble skrevet"):
        empty.write(fill, found, lambda _bytes: None, by=SYSTEM, today=TODAY)


def _cut(copy: Path) -> None:
    path = copy / TABLES / "incident.json"
    path.write_bytes(path.read_bytes()[:-100])


def _longer(copy: Path) -> None:
    path = copy / TABLES / "unit.csv"
    path.write_bytes(path.read_bytes() + b"\r\n")


def _missing(copy: Path) -> None:
    next((copy / FILES).iterdir()).unlink()


def _beside(copy: Path) -> None:
    (copy / FILES / "brev.txt").write_text("Noe annet")


def _linked(copy: Path) -> None:
    (copy / TABLES / "unit.csv").unlink()
    (copy / TABLES / "unit.csv").symlink_to("/etc/passwd")


def _linked_folder(copy: Path) -> None:
    (copy / "mer").symlink_to("/etc")


def _deep(copy: Path) -> None:
    copy.joinpath(*"abcdefgh").mkdir(parents=True)


def _no_sums(copy: Path) -> None:
    (copy / CHECKSUMS).unlink()


def _listed(name: str) -> Callable[[Path], None]:
    def change(copy: Path) -> None:
        with (copy / CHECKSUMS).open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{'0' * 64}  {name}\n")

    return change


def _about(text: str) -> Callable[[Path], None]:
    def change(copy: Path) -> None:
        (copy / METADATA).write_text(text)
        summed(copy)

    return change


def _told(**values: Any) -> Callable[[Path], object]:
    return lambda copy: retold(copy, **values)


@pytest.mark.parametrize(("change", "said"), [
    (_cut, r"tabeller/incident\.json er ikke slik den ble skrevet"),
    (_longer, r"tabeller/unit\.csv er ikke slik den ble skrevet"),
    (_missing, "mangler i arkivet"),
    (_beside, r"ligger filer/brev\.txt, som ikke står i SHA256SUMS\.txt"),
    (_linked, r"ligger unit\.csv, som ikke er en vanlig fil"),
    (_linked_folder, "ligger mer, som ikke er en vanlig fil"),
    (_deep, "som ikke er en vanlig fil"),
    (_no_sums, "SHA256SUMS"),
    (_listed("../utenfor.txt"), "SHA256SUMS"),
    (_listed("/etc/passwd"), "SHA256SUMS"),
    (_listed("C:/Windows/win.ini"), "SHA256SUMS"),
    (_listed(r"tabeller\unit.csv"), "SHA256SUMS"),
    (_listed("TABELLER/unit.csv"), "SHA256SUMS"),
    (_listed("finnes-ikke.txt"), r"finnes-ikke\.txt mangler"),
    (_about("{}"), "er ikke et arkiv fra IKdesk"),
    (_about("[" * 100_000), "er ikke et arkiv fra IKdesk"),
    (_told(format="noe annet"), "er ikke et arkiv fra IKdesk"),
    (_told(version=2), "nyere utgave av IKdesk"),
    (_told(version="1"), "metadata"),
    (_told(schema=migrations.latest() + 1), "nyere utgave av IKdesk"),
    (_told(schema=0), "metadata"),
    (_told(tables=[]), r"tabeller/.*\.json"),
    (_told(tables=[{"name": "chain_key", "rows": 0}]), "ikke kjenner: chain_key"),
    (_told(tables=[{"name": "sqlite_master", "rows": 0}]), "ikke kjenner: sqlite_master"),
    (_told(tables=[{"name": "unit", "rows": -1}]), r"unit\.json"),
    (_told(tables=[{"name": "unit", "rows": 10**400}]), "metadata|unit|arkiv"),
    (_told(tables=[{"name": "unit", "rows": 2}, {"name": "unit", "rows": 1}]), "ikke kjenner: unit"),
])  # fmt: skip
def test_an_archive_that_is_not_whole_is_refused_before_a_row_is_read(
    copy: Path, change: Callable[[Path], object], said: str
) -> None:
    change(copy)
    with pytest.raises(Problem, match=said):
        look_through(copy, lambda _bytes: None)


def test_a_count_that_is_not_right_is_refused(copy: Path) -> None:
    tables = json.loads((copy / METADATA).read_text("utf-8"))["tables"]
    next(one for one in tables if one["name"] == "incident")["rows"] -= 1
    with pytest.raises(Problem, match=r"incident\.json"):
        look_through(retold(copy, tables=tables), lambda _bytes: None)


def test_what_a_system_leaves_in_a_folder_somebody_opened_does_not_matter(copy: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "filer/desktop.ini"):
        (copy / name).write_bytes(b"x")
    assert look_through(copy, lambda _bytes: None).rows["unit"] == 1


def test_an_archive_of_an_older_program_gets_what_came_since(copy: Path, empty: Database) -> None:
    def without(found: list[Row]) -> None:
        for row in found:
            for name in ("municipal_number", "municipal_on", "collected", "conditions"):
                del row[name]

    changed(copy, "incident", without)
    for ending in ("csv", "json"):
        (copy / TABLES / f"capture.{ending}").unlink()
    tables = [{"name": name, "rows": len(rows(copy, name))} for name in _names(copy)]
    found = look_through(retold(copy, schema=migrations.latest() - 1, tables=tables), lambda _bytes: None)
    assert found.older
    empty.write(fill, found, lambda _bytes: None, by=SYSTEM, today=TODAY)
    with empty.engine.connect() as connection:
        asked = "SELECT DISTINCT municipal_number, municipal_on, collected, conditions FROM incident"
        assert connection.exec_driver_sql(asked).fetchall() == [("", None, 0, "[]")]


def _names(copy: Path) -> list[str]:
    return sorted(path.stem for path in (copy / TABLES).glob("*.json"))


def test_nothing_is_left_of_what_was_stopped_or_refused(copy: Path, tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        if done > 0.6 * of:
            raise Cancelled

    new = tmp_path / "ny"
    with pytest.raises(Cancelled):
        import_archive(copy, new, PASSWORD, clock=Clock(), tick=stop)
    assert not new.exists()
    with pytest.raises(Invalid):
        import_archive(copy, new, "kort", clock=Clock(), tick=stop)
    there = tmp_path / "der"
    there.mkdir()
    changed(copy, "incident", first(place_id="0" * 32))
    with pytest.raises(Problem, match="viser til noe"):
        take_in(copy, there)
    assert list(there.iterdir()) == []


def test_the_archive_and_data_that_lie_there_are_left_alone(archive: Path, copy: Path, demo: Path) -> None:
    before = {path.name: path.read_bytes() for path in demo.iterdir() if path.is_file()}
    with pytest.raises(Problem, match="ligger allerede data"):
        take_in(archive, demo)
    assert {path.name: path.read_bytes() for path in demo.iterdir() if path.is_file()} == before
    for inside in (copy, copy / "data"):
        with pytest.raises(Problem, match="annen mappe enn arkivet"):
            take_in(copy, inside)
    (demo / "peker").symlink_to("/etc")
    with pytest.raises(Problem, match=r"metadata\.json mangler"):
        take_in(demo, demo.parent / "ny")
    with pytest.raises(Problem, match=r"metadata\.json mangler"):
        take_in(demo.parent / "finnes ikke", demo.parent / "ny")

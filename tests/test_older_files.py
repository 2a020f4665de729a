"""A file of every version there has been can be opened: nothing in it is lost, and a copy is taken first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from ikdesk import data, upgrade_data
from ikdesk.access.finding_queries import walked
from ikdesk.access.model import Access, AccessRecord
from ikdesk.exports.model import ExportFile
from ikdesk.focus.model import FocusArea, FocusLook
from ikdesk.health import examine_folder
from ikdesk.incidents.case_model import Attachment, CaseNote, Notice, OtherChild, ReferenceCase
from ikdesk.incidents.find_model import Capture, PlainWord, SavedFilter
from ikdesk.incidents.model import Incident, IncidentAccess
from ikdesk.incidents.queries import Filter, incident_page
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.kernel import migrations
from ikdesk.kernel.base import Base
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.content import SealedContent
from ikdesk.kernel.database import engine_of
from ikdesk.kernel.errors import Problem
from ikdesk.measures.model import Evaluation, Measure
from ikdesk.meetings.model import Meeting, MeetingAnswer, MeetingIdea
from ikdesk.people.model import Deputy, Person, Role
from ikdesk.people.pin_model import StoredPin
from ikdesk.privacy.model import Disposal
from ikdesk.reports.model import ReportText
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment
from ikdesk.risks.queries import risk_version, risk_view, unit_matrix
from ikdesk.risks.rating_model import Outcome, Rating, RiskAcceptance, RiskVersion, Stage
from ikdesk.routines.model import RoutineRead
from ikdesk.safe.file import connect
from ikdesk.safe.vault import unlock
from ikdesk.unit.contact_model import Contact, ThresholdLine
from ikdesk.unit.equipment_model import Equipment, EquipmentEvent
from ikdesk.unit.model import MonthFigures, SeasonTotal
from ikdesk.unit.plan_model import PlanSpot, SitePlan

PASSWORD = "gammel nok til alt dette"
VERSIONS = sorted(path.name for path in (Path(__file__).parent / "data").glob("version_*"))


RELEASED = 6  # the newest version that was let out; a change to the file after that is a step of its own


@pytest.fixture(params=VERSIONS)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder: Path = tmp_path / request.param
    shutil.copytree(Path(__file__).parent / "data" / request.param, folder)
    return folder


def copies_due(folder: Path) -> int:
    """How many copies an upgrade should make: none where there is nothing to upgrade."""
    return int(folder.name != f"version_{migrations.latest()}")


def opened(folder: Path) -> data.Data:
    return data.open_data(folder, unlock(folder, PASSWORD), clock=Clock(date(2026, 4, 30)))


def shape(engine: Any) -> dict[str, set[tuple[Any, ...]]]:
    """Tables with their columns, indexes and where they point, whatever the order."""
    with engine.connect() as connection:

        def ask(sql: str) -> list[Any]:
            return list(connection.exec_driver_sql(sql))

        tables = [row[0] for row in ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: {("column", *row[1:]) for row in ask(f"PRAGMA table_info({table})")}
            | {("points", *row[2:]) for row in ask(f"PRAGMA foreign_key_list({table})")}
            | {
                ("index", row[2], *(column[2] for column in ask(f"PRAGMA index_info({row[1]})")))
                for row in ask(f"PRAGMA index_list({table})")
            }
            for table in tables
        }


def test_there_is_a_file_of_every_version_that_was_let_out() -> None:
    assert migrations.latest() in {RELEASED, RELEASED + 1}
    assert [f"version_{n}" for n in range(1, RELEASED + 1)] == VERSIONS


def test_each_of_these_files_is_of_the_version_it_says(older: Path) -> None:
    connection = connect(older / data.FILE, unlock(older, PASSWORD).database, read_only=True)
    assert connection.execute("PRAGMA user_version").fetchone() == (int(older.name.removeprefix("version_")),)
    connection.close()


def test_an_older_file_opens_with_everything_in_it(older: Path) -> None:
    found = opened(older)
    rows = found.read(incident_page, Filter()).rows
    stories = [row.story for row in rows]
    assert stories[-3:] == ["Falt fra kanten", "Nesten i stolpen", "Kjørte i gjerdet"]
    assert len(stories) == {"version_1": 3, "version_2": 3, "version_3": 8}.get(older.name, 10)
    assert (found.warnings, found.findings) == ((), ())
    found.close()
    assert len(list((older / "backups").glob("*.ikbackup"))) == copies_due(older)  # taken before anything was changed


def test_an_older_file_becomes_exactly_what_a_new_one_is(older: Path) -> None:
    found = opened(older)
    new = engine_of(lambda: driver.connect(":memory:", isolation_level=None, check_same_thread=False), driver)
    migrations.make_new(new, Base.metadata)
    assert shape(found.database.engine) == shape(new)
    new.dispose()
    found.close()


def test_an_older_file_gets_the_lists_that_have_come_since(older: Path) -> None:
    found = opened(older)
    assert found.codebook().entries("responsible_role")
    assert found.codebook().label("place", "sledding_hill") == "Akebakke"
    found.close()


def test_an_older_file_is_whole_afterwards(older: Path) -> None:
    opened(older).close()
    opened(older).close()  # the second time there is nothing to do
    assert examine_folder(older, PASSWORD).whole
    assert len(list((older / "backups").glob("*.ikbackup"))) == copies_due(older)


def test_every_row_of_an_older_file_is_there_afterwards(older: Path) -> None:
    keys = unlock(older, PASSWORD)
    connection = connect(older / data.FILE, keys.database, read_only=True)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [name for name in tables if not name.startswith(("search_", "code", "history", "access", "record_key"))]
    before = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone() for name in kept}
    connection.close()
    opened(older).close()
    connection = connect(older / data.FILE, keys.database, read_only=True)
    assert {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone() for name in kept} == before
    assert before["incident"][0] >= 3
    connection.close()


def test_what_came_with_version_3_is_in_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "version_3"
    shutil.copytree(Path(__file__).parent / "data" / "version_3", folder)
    found = opened(folder)
    for kind in (Disposal, Deputy, StaffCase, IncidentAccess, ExportFile, RoutineRead, StoredPin, Access, AccessRecord):
        assert found.read(lambda session, kind=kind, **_asked: session.scalars(select(kind)).first()), kind
    people = found.read(lambda session, **_asked: set(session.scalars(select(Person.role))))
    assert people == set(Role)
    restricted = select(Incident.number).where(Incident.restricted)
    assert len(found.read(lambda session, **_asked: session.scalars(restricted).all())) == 2
    assert found.read(walked) == []
    found.close()


def test_what_came_with_version_4_is_in_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "version_4"
    shutil.copytree(Path(__file__).parent / "data" / "version_4", folder)
    found = opened(folder)
    for kind in (
        SealedContent, SitePlan, PlanSpot, Contact, ThresholdLine, Equipment, EquipmentEvent, OtherChild, CaseNote,
        Notice, ReferenceCase, Attachment, SavedFilter, PlainWord, Capture,
    ):  # fmt: skip
        assert found.read(lambda session, kind=kind, **_asked: session.scalars(select(kind)).first()), kind
    aimed = select(Measure.municipal_number, Measure.equipment_id)
    assert found.read(lambda session, **_asked: session.execute(aimed).all()) == [("RM-8", None)]
    hurt = select(Incident).where(Incident.equipment_id.is_not(None))
    row = found.read(lambda session, **_asked: session.scalars(hurt).one())
    assert (row.potential, row.children_present, row.prevent, row.municipal_number) == (
        3, 11, ("tidy_sand_clear",), "RM-7")  # fmt: skip
    assert found.read(walked) == []
    found.close()


def test_what_came_with_version_5_is_in_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "version_5"
    shutil.copytree(Path(__file__).parent / "data" / "version_5", folder)
    found = opened(folder)
    for kind in (FocusLook, MeetingAnswer, Evaluation, MonthFigures, SeasonTotal, ReportText):
        assert found.read(lambda session, kind=kind, **_asked: session.scalars(select(kind)).first()), kind
    slide = found.read(lambda session, **_asked: session.scalars(select(Equipment.id)).one())
    chosen = select(FocusArea.equipment_id, FocusArea.in_report, FocusArea.closed_on)
    assert set(found.read(lambda session, **_asked: session.execute(chosen).all())) == {
        (None, True, None), (slide, False, None), (None, False, date(2026, 4, 30))}  # fmt: skip
    held = select(Meeting.title).where(Meeting.ended_at.is_not(None), Meeting.focus_id.is_not(None))
    assert found.read(lambda session, **_asked: session.scalars(held).one()) == "Personalmøte i april"
    aimed = select(Measure.number).where(Measure.equipment_id == slide).join(
        MeetingIdea, MeetingIdea.measure_id == Measure.id).order_by(Measure.number)  # fmt: skip
    assert found.read(lambda session, **_asked: session.scalars(aimed).all()) == [2, 3, 4, 5]
    assert found.read(walked) == []
    found.close()


def test_what_came_with_version_6_is_in_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "version_6"
    shutil.copytree(Path(__file__).parent / "data" / "version_6", folder)
    found = opened(folder)
    counts = {RiskAssessment: 4, Hazard: 7, Barrier: 9, Rating: 8, RiskAcceptance: 2, RiskVersion: 2}
    for kind, count in counts.items():
        assert len(found.read(lambda session, kind=kind, **_asked: session.scalars(select(kind)).all())) == count, kind
    tied = select(Barrier).where(Barrier.routine_id.is_not(None) | Barrier.measure_id.is_not(None))
    assert len(found.read(lambda session, **_asked: session.scalars(tied).all())) == 4
    given = select(Rating.size, Rating.stage, Rating.outcome).distinct()
    assert set(found.read(lambda session, **_asked: session.execute(given).all())) == {
        (5, Stage.BEFORE, Outcome.LIKELY), (5, Stage.BEFORE, Outcome.WORST), (5, Stage.EXPECTED, Outcome.LIKELY),
        (5, Stage.ACTUAL, Outcome.LIKELY), (4, Stage.BEFORE, Outcome.LIKELY), (4, Stage.ACTUAL, Outcome.LIKELY),
    }  # fmt: skip
    matrix = found.read(unit_matrix)
    assert (matrix.size, matrix.is_usual) == (4, False)
    assert found.read(walked) == []
    found.close()


def test_a_risk_assessment_of_version_6_reads_as_it_was_written_and_approved(tmp_path: Path) -> None:
    folder = tmp_path / "version_6"
    shutil.copytree(Path(__file__).parent / "data" / "version_6", folder)
    found = opened(folder)
    called = select(RiskAssessment.id).where(RiskAssessment.title == "Aking i bakken")
    now = found.read(risk_view, found.read(lambda session, **_asked: session.scalars(called).one()))
    assert now is not None
    crash, edge, post = now.hazards
    assert (crash.title, edge.title, post.closed_why) == (
        "Barn kjører på hverandre", "Et barn kjører ut av bakken", "Stolpen er tatt bort.")  # fmt: skip
    assert [one.title for one in edge.barriers] == ["Halm langs kanten", "Eget spor opp bakken"]
    likely, worst = crash.lines
    assert likely.standing is not None
    assert worst.standing is not None
    assert (likely.standing.probability, worst.standing.probability) == (4, 2)
    assert likely.acceptance is not None
    assert likely.acceptance.accepted_by == "Kari, leder"
    rated = [(one.stage, one.probability, one.consequence) for one in edge.ratings]
    assert set(rated) == {(Stage.BEFORE, 4, 3), (Stage.EXPECTED, 2, 3)}  # the one that was a mistake is not shown
    approved = {one.edition: found.read(risk_version, one.id) for one in now.versions}
    queues = {edition: kept.hazards[0].barriers[0].works.code for edition, kept in approved.items() if kept}
    assert queues == {1: "partly", 2: "yes"}
    assert (edge.judgement, [kept.hazards[1].judgement for kept in approved.values() if kept]) == (
        "Sporet er i gang.", ["", ""])  # fmt: skip
    found.close()


def test_the_file_of_the_version_let_out_last_has_something_in_every_table(tmp_path: Path) -> None:
    folder = tmp_path / "released"
    shutil.copytree(Path(__file__).parent / "data" / f"version_{RELEASED}", folder)
    with closing(connect(folder / data.FILE, unlock(folder, PASSWORD).database, read_only=True)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        empty = [name for (name,) in tables if not connection.execute(f"SELECT 1 FROM {name}").fetchone()]
    assert empty == []


@pytest.mark.parametrize("version", [version for version in VERSIONS if version != f"version_{migrations.latest()}"])
def test_an_upgrade_that_was_interrupted_is_finished_and_told_once(version: str, tmp_path: Path) -> None:
    folder = tmp_path / version
    shutil.copytree(Path(__file__).parent / "data" / version, folder)
    (folder / upgrade_data.NOTE).touch()  # what lies there when the program ended in the middle
    found = opened(folder)
    assert [said for said in found.warnings if "avbrutt" in said]
    assert found.codebook().entries("responsible_role")
    found.close()
    found = opened(folder)
    assert found.warnings == ()
    found.close()


def test_an_upgrade_that_ended_before_the_lists_were_brought_up_is_finished(tmp_path: Path) -> None:
    folder = tmp_path / "version_1"
    shutil.copytree(Path(__file__).parent / "data" / "version_1", folder)
    keys = unlock(folder, PASSWORD)
    with closing(data.database_of(folder / data.FILE, keys, Clock(date(2026, 4, 30)))) as database:
        migrations.bring_up_to_date(database.engine, (folder / upgrade_data.NOTE).touch)
    found = opened(folder)
    assert found.codebook().entries("responsible_role")
    assert [said for said in found.warnings if "avbrutt" in said]
    found.close()


def test_a_step_that_fails_leaves_every_byte_of_an_older_file_usable(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(operations: Any) -> None:
        operations.execute("UPDATE incident SET story = ''")
        operations.execute("INSERT INTO nowhere VALUES (1)")

    before = dict(rows_of(older))
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, breaks))
    monkeypatch.setattr(migrations.bring_up_to_date, "__defaults__", (migrations.STEPS,))
    with pytest.raises(OperationalError):
        opened(older)
    assert dict(rows_of(older)) == before
    monkeypatch.undo()
    opened(older).close()


def test_a_newer_file_is_refused_and_left_as_it_was(older: Path) -> None:
    opened(older).close()
    connection = connect(older / data.FILE, unlock(older, PASSWORD).database)
    connection.execute(f"PRAGMA user_version = {migrations.latest() + 1}")
    connection.close()
    before = dict(rows_of(older))
    with pytest.raises(Problem, match="nyere utgave"):
        opened(older)
    assert dict(rows_of(older)) == before


def rows_of(folder: Path) -> Iterator[tuple[str, list[Any]]]:
    """Everything in a file, and its version."""
    with closing(connect(folder / data.FILE, unlock(folder, PASSWORD).database, read_only=True)) as connection:
        yield "version", connection.execute("PRAGMA user_version").fetchall()
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in tables:
            yield name, connection.execute(f"SELECT * FROM {name}").fetchall()

"""The archive as somebody finds it who has never seen the program: nothing but files to read."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from datetime import date
from pathlib import Path
from time import time
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.access.model import Access, Deed
from ikdesk.archive.column_model import tables
from ikdesk.archive.column_sentences import column_words, sort_words
from ikdesk.archive.format_model import CHECKSUMS, FILES, LEFT_OUT, README, SEALED, VERSION, flat
from ikdesk.archive.retention_sentences import retention
from ikdesk.archive.table_sentences import LISTS
from ikdesk.archive.table_sentences import TABLES as TITLES
from ikdesk.archive.take_panel import ArchiveCard
from ikdesk.archive.writing import write_archive
from ikdesk.entities_data import METADATA
from ikdesk.exports.exports_panel import ExportsPanel
from ikdesk.exports.model import ExportFile
from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.model import Incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.codes import shipped_codebook
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Cancelled, Problem
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.signer import fingerprint
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.measures.actions import add_measure
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from ikdesk.reader.signed_file import read_signed
from ikdesk.ui.desk import Desk
from ikdesk.unit.actions import change_unit
from ikdesk.unit.model import Ownership, UnitKind
from tests.access.conftest import desk_that_notes
from tests.archive.taken_out import rows
from tests.looking import Told, cut, desk_of, larger, nameless, shown
from tests.paper.pdf_checker import check, texts
from tests.samples import LEADER, NOBODY, NOON, TODAY, incident_values, measure_values
from tests.ui.hands import answering, click, name_file


def told(archive: Path) -> dict[str, Any]:
    """What an archive says of itself."""
    said: dict[str, Any] = json.loads((archive / "metadata.json").read_text("utf-8"))
    return said


def test_every_table_and_every_column_is_described_and_nothing_else() -> None:
    kept = {name for name in METADATA.tables if name not in LEFT_OUT}
    assert list(tables()) == [table.name for table in METADATA.sorted_tables if table.name in kept]
    assert TITLES.keys() == kept
    assert all(column_words(one) and sort_words(one) for columns in tables().values() for one in columns)
    assert LEFT_OUT.keys() < METADATA.tables.keys()
    used = {one.codes for columns in tables().values() for one in columns if one.codes}
    assert used <= LISTS.keys()
    assert set(shipped_codebook().lists) - LISTS.keys() == {"place_kindergarten", "place_school"}  # the unit's: place


@pytest.mark.parametrize("kind", UnitKind)
def test_every_table_says_how_long_it_is_kept_and_a_private_unit_is_told_of_no_duty(kind: UnitKind) -> None:
    for name in tables():
        ours, theirs = (retention(name, owner, kind) for owner in (Ownership.MUNICIPAL, Ownership.PRIVATE))
        assert ours.text
        assert (ours.rule == "preserve") == ("FOR-2025-12-19-2729" in ours.source)
        assert theirs.source == ""
        assert theirs.rule != "preserve"
        assert not any(word in theirs.text.lower() for word in ("bevares", "skal", "forskrift", "§"))
    law = {UnitKind.BARNEHAGE: "§ 37, § 38", UnitKind.SKOLE: "§ 40", UnitKind.SFO: "§ 43"}[kind]
    assert retention("incident", Ownership.MUNICIPAL, kind).source.endswith(law)


def test_every_file_is_in_the_list_of_checksums_and_as_it_says(archive: Path) -> None:
    said = (archive / CHECKSUMS).read_bytes().decode("utf-8")
    assert "\\" not in said
    assert "\r" not in said
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in said.splitlines())}
    there = {path.relative_to(archive).as_posix() for path in archive.rglob("*") if path.is_file()} - {CHECKSUMS}
    assert listed.keys() == there
    assert all(hashlib.sha256((archive / name).read_bytes()).hexdigest() == digest for name, digest in listed.items())
    assert not any(name.startswith(("/", "..")) for name in there)


def test_each_table_is_the_same_in_both_forms_and_as_long_as_is_said(archive: Path) -> None:
    about = told(archive)
    assert [one["name"] for one in about["tables"]] == list(tables())
    for one in about["tables"]:
        data = (archive / one["csv"]).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\r\n")
        with (archive / one["csv"]).open(encoding="utf-8-sig", newline="") as file:
            heads, *cells = csv.reader(file, strict=True)
        found = rows(archive, one["name"])
        assert heads == [column.name for column in tables()[one["name"]]]
        assert len(cells) == len(found) == one["rows"]
        for row, line in zip(found, cells, strict=True):
            assert list(row) == heads
            same = ["" if value is None else str(flat(value)) for value in row.values()]
            assert [cell[1:] if cell[:1] == "'" and cell != other else cell for cell, other in
                    zip(line, same, strict=True)] == same  # fmt: skip


def test_a_row_says_which_file_it_goes_with_and_the_bytes_are_those_that_were_delivered(archive: Path) -> None:
    every = {row["id"]: row for row in rows(archive, SEALED)}
    kept = {key: row for key, row in every.items() if row["file"]}  # the others can be read by nobody any more
    assert {path.name for path in (archive / FILES).iterdir()} == {Path(row["file"]).name for row in kept.values()}
    pointing = [row["content_id"] for name in ("site_plan", "attachment", "report_file") for row in rows(archive, name)]
    assert {key for key in pointing if key} <= every.keys()
    for row in kept.values():
        data = (archive / row["file"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (row["size"], row["sha256"])
    for row in rows(archive, "report_file"):
        data = (archive / kept[row["content_id"]]["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["checksum"]
        assert (archive / "dokumenter" / "leverte rapporter" / row["name"]).read_bytes() == data


def test_a_delivered_report_is_signed_in_the_archive_as_it_was(archive: Path) -> None:
    sent = next((archive / "dokumenter" / "leverte rapporter").glob("*.pdf"))
    assert fingerprint(read_signed(sent).key) == rows(archive, "report_version")[0]["fingerprint"]


def test_what_is_said_to_be_made_for_keeping_is(archive: Path) -> None:
    papers = {one["path"]: one for one in told(archive)["documents"]}
    there = {path.relative_to(archive).as_posix() for path in (archive / "dokumenter").rglob("*") if path.is_file()}
    assert papers.keys() == there
    assert {Path(one["path"]).suffix: one["pdf_a"] for one in papers.values()} == {
        ".pdf": True, ".xlsx": False, ".eml": False,
    }  # fmt: skip
    looked = ("systembeskrivelse.pdf", "dokumenter/Rutiner som gjelder.pdf", "dokumenter/Hendelser 2026.pdf")
    assert {name: check((archive / name).read_bytes()) for name in looked} == {name: [] for name in looked}


def test_the_documents_say_what_a_reader_looks_for(archive: Path) -> None:
    pages = " ".join(texts((archive / "systembeskrivelse.pdf").read_bytes()))
    assert all(f"({name})" in pages for name in tables())
    routines = " ".join(texts((archive / "dokumenter" / "Rutiner som gjelder.pdf").read_bytes()))
    assert "Slik gjør vi det" in routines
    first = (archive / README).read_text("utf-8")
    assert all(path.name in first for path in archive.iterdir() if path.name != README)
    assert all(str(why)[:60] in " ".join(first.split()) for why in LEFT_OUT.values())
    said = json.loads((archive / "systembeskrivelse.json").read_text("utf-8"))
    assert [one["name"] for one in said["tables"]] == list(tables())
    codes = {one["name"]: {line["code"] for line in one["codes"]} for one in said["code_lists"]}
    assert {row["kind"] for row in rows(archive, "incident")} <= codes["event_type"]


def test_it_says_where_it_comes_from(archive: Path) -> None:
    about = told(archive)
    unit, history, access = (rows(archive, name) for name in ("unit", "history", "access"))
    assert (about["format"], about["version"]) == ("ikdesk-archive", VERSION)
    assert about["unit"] == {
        "name": unit[0]["name"], "organisation_number": unit[0]["org_number"], "kind": "barnehage",
        "ownership": "municipal",
    }  # fmt: skip
    assert about["taken_out"]["by"] == "Tom"
    assert about["chains"] == {
        "history": {"rows": len(history), "digest": history[-1]["digest"], "whole": True},
        "access": {"rows": len(access), "digest": access[-1]["digest"], "whole": True},
    }
    assert (access[-1]["deed"], access[-1]["kind"]) == ("exported", "archive")
    days = sorted(row["occurred_on"] for row in rows(archive, "incident"))
    assert about["period"]["first"] <= days[0]
    assert about["period"]["last"] >= days[-1]
    assert {one["table"] for one in about["origin_and_change"]} <= tables().keys()


# taking it out


def never(_done: int, _of: int) -> None:
    """Nobody waits."""


@pytest.mark.parametrize("there", ["full", "file", "link"])
def test_what_lies_there_is_never_written_over(database: Database, tmp_path: Path, there: str) -> None:
    wanted, desk = tmp_path / "arkiv", desk_of(database)
    (tmp_path / "annet").mkdir()
    match there:
        case "full":
            wanted.mkdir()
            (wanted / "eget.txt").write_text("vart")
        case "file":
            wanted.write_text("vart")
        case _:
            wanted.symlink_to(tmp_path / "annet")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Problem, match="tom mappe"):
        write_archive(desk, wanted, tick=never)
    assert sorted(tmp_path.rglob("*")) == before
    desk.close()


def test_an_empty_folder_is_filled_and_the_log_and_the_list_of_files_know_of_it(
    database: Database, tmp_path: Path
) -> None:
    wanted, desk = tmp_path / "arkiv", desk_of(database)
    wanted.mkdir()
    made = write_archive(desk, wanted, tick=never)
    assert made[-1] == wanted / CHECKSUMS
    assert set(made) == {path for path in wanted.rglob("*") if path.is_file()}
    assert list(tmp_path.iterdir()) == [wanted]
    assert rows(wanted, "access")[-1]["deed"] == "exported"
    known = database.read(lambda session: set(session.scalars(select(ExportFile.path))))
    assert known == {str(path) for path in made}
    assert told(wanted)["period"] == {"first": None, "last": None}
    assert [path.name for path in (wanted / "dokumenter").iterdir()] == ["Rutiner som gjelder.pdf"]
    desk.close()


@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_one_that_is_stopped_leaves_nothing(database: Database, tmp_path: Path, share: float) -> None:
    desk = desk_of(database)

    def stop(done: int, of: int) -> None:
        if done >= share * (of - 1):
            raise Cancelled

    with pytest.raises(Cancelled):
        write_archive(desk, tmp_path / "arkiv", tick=stop)
    assert list(tmp_path.iterdir()) == []
    desk.close()


def test_what_was_left_when_the_program_was_killed_is_gone_a_day_later_and_nothing_else(
    database: Database, tmp_path: Path
) -> None:
    kept = {".ikdesk-ny.mappe.tmp", "eget.mappe.tmp", "arkiv"}
    for name in (*kept - {"arkiv"}, ".ikdesk-gammel.mappe.tmp"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "incident.csv").write_text("x")
    long_ago = time() - 2 * 86_400
    for name in (".ikdesk-gammel.mappe.tmp", "eget.mappe.tmp"):
        os.utime(tmp_path / name, (long_ago, long_ago))
    desk = desk_of(database)
    write_archive(desk, tmp_path / "arkiv", tick=never)
    assert {path.name for path in tmp_path.iterdir()} == kept
    desk.close()


def test_one_during_which_something_was_changed_is_not_made(database: Database, tmp_path: Path) -> None:
    desk, left = desk_of(database), [1]

    def change(done: int, _of: int) -> None:
        if done > 20 and left:
            left.clear()
            desk.write(add_measure, measure_values(database))

    with pytest.raises(Problem, match="endret mens arkivet"):
        write_archive(desk, tmp_path / "arkiv", tick=change)
    assert list(tmp_path.iterdir()) == []
    desk.close()


def test_nothing_in_it_tells_that_there_is_something_one_may_not_see(database: Database, tmp_path: Path) -> None:
    desk = desk_of(database)
    incident = desk.write(record_incident, incident_values(database, story="Kanariord"), told_at=NOON)
    person = desk.write(add_person, "Anne", slot="anne", role=Role.LEADER)
    database.write(_about, incident, person, by=LEADER, today=TODAY)
    who = Viewer(person, "Anne", "leader", RIGHTS[Role.LEADER])
    anne = Desk(database, who, Clock(TODAY), desk.codebook, desk.settings)
    write_archive(anne, tmp_path / "arkiv", tick=never)
    out = [path for path in (tmp_path / "arkiv").rglob("*") if path.suffix in {".csv", ".json", ".txt"}]
    assert not [path.name for path in out if "Kanariord" in path.read_text("utf-8")]
    assert not [path.name for path in out if str(incident) in path.read_text("utf-8")]
    about, history = told(tmp_path / "arkiv"), rows(tmp_path / "arkiv", "history")
    assert [row["seq"] for row in history] == list(range(1, len(history) + 1))
    assert about["chains"]["history"]["rows"] == len(history)
    assert about["chains"]["history"]["digest"] == history[-1]["digest"]
    assert about["period"] == {"first": None, "last": None}
    for one in (desk, anne):
        one.close()


def _about(session: Session, key: Key, person: Key, *, by: Viewer, today: date) -> None:
    session.get_one(Incident, key).about_id = person


def test_who_may_not_take_anything_out_gets_nothing_and_nothing_is_written_down(
    database: Database, tmp_path: Path
) -> None:
    desk = desk_of(database)
    other = Desk(database, NOBODY, Clock(TODAY), desk.codebook, desk.settings)
    with pytest.raises(Problem, match="ikke tilgang"):
        write_archive(other, tmp_path / "arkiv", tick=never)
    assert list(tmp_path.iterdir()) == []
    assert database.read(lambda session: list(session.scalars(select(Access.seq)))) == []
    for one in (desk, other):
        one.close()


def test_a_private_unit_is_told_of_practice_and_what_is_looked_at_meanwhile_is_not_in_it(
    database: Database, tmp_path: Path
) -> None:
    desk = desk_that_notes(database)
    desk.write(change_unit, {"ownership": Ownership.PRIVATE})
    incident = desk.write(record_incident, incident_values(database), told_at=NOON)
    write_archive(desk, tmp_path / "arkiv", tick=lambda _done, _of: desk.note(Deed.OPENED, "incident", [incident]))
    about, access = told(tmp_path / "arkiv"), rows(tmp_path / "arkiv", "access")
    assert about["unit"]["ownership"] == "private"
    assert {one["retention"]["source"] for one in about["tables"]} == {""}
    assert "Virksomheten er privat" in " ".join(texts((tmp_path / "arkiv" / "systembeskrivelse.pdf").read_bytes()))
    assert [row["deed"] for row in access] == ["exported"]
    assert rows(tmp_path / "arkiv", "access_record") == []
    desk.close()


# in the window


def test_it_is_made_from_the_settings_and_lies_beside_those_from_before(
    qtbot: QtBot, database: Database, tmp_path: Path
) -> None:
    said = Told()
    panel = shown(qtbot, ExportsPanel(desk_of(database, Settings(report_folder=str(tmp_path))), said))
    assert isinstance(panel, ExportsPanel)
    card = panel.archive
    (tmp_path / "IKdesk-arkiv 2026-04-30").mkdir()
    with answering(name_file(tmp_path), kind=QFileDialog):
        click(card.take)
    assert not card.take.isEnabled()
    qtbot.waitUntil(card.take.isEnabled, timeout=20_000)
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made == ["IKdesk-arkiv 2026-04-30", "IKdesk-arkiv 2026-04-30-2"]
    assert (tmp_path / made[1] / README).is_file()
    assert "Arkivet ligger i" in said.said[-1]
    (tmp_path / "vault.json").write_text("{}")
    with pytest.raises(Problem, match="annen mappe"):
        card.start(tmp_path)
    panel._desk.close()


@pytest.mark.parametrize("factor", [1.0, 1.5])
def test_nothing_on_its_card_is_cut_or_nameless(
    qtbot: QtBot, qapp: QApplication, database: Database, factor: float
) -> None:
    with larger(qapp, factor):
        card = shown(qtbot, ArchiveCard(desk_of(database), Told()), 700, 300)
        assert (cut(card), nameless(card)) == ([], [])

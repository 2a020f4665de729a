"""The commands, on real encrypted files: what they print, what they write, and how they end."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pytest
import sqlcipher3.dbapi2 as driver
from openpyxl import load_workbook

from ikdesk import data
from ikdesk.cli import parse
from ikdesk.exports.queries import old_exports
from ikdesk.kernel.clock import Clock
from ikdesk.safe.file import connect
from ikdesk.safe.vault import unlock
from ikdesk.start.demo_actions import DEMO_DAY
from tests.commands.conftest import PASSWORD, Say
from tests.source import SOURCE


def test_the_tertial_of_the_demo_is_counted_by_code(demo: Path, say: Say) -> None:
    code, out, _err = say("stats", "--data", demo, "--period", "2026-T1", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["by_place"]["sledding_hill"] == 3
    assert set(found) == {"total", "by_type", "by_severity", "by_place", "by_month", "by_weekday", "by_status"}
    for name in ("by_type", "by_severity", "by_place", "by_month", "by_weekday", "by_status"):
        assert sum(found[name].values()) == found["total"]
    assert list(found["by_month"]) == ["2026-01", "2026-02", "2026-03", "2026-04"]
    assert list(found["by_severity"]) == ["0", "1", "2", "3", "4", "unknown"]


def test_an_earlier_day_leaves_later_data_out(demo: Path, say: Say) -> None:
    _code, out, _err = say("stats", "--data", demo, "--period", "2026-T1", "--json", "--today", "2026-01-31")
    found = json.loads(out)
    assert found["by_month"]["2026-02"] == 0
    assert found["total"] == found["by_month"]["2026-01"] > 0


@pytest.mark.parametrize("period", ["2026", "2026-H1", "2026-Q1", "2026-01", "2026-01-15..2026-04-30"])
def test_every_form_of_period_is_understood(demo: Path, say: Say, period: str) -> None:
    code, out, _err = say("stats", "--data", demo, "--period", period)
    assert code == 0
    assert "hendelse" in out


def test_a_period_that_makes_no_sense_gets_a_sentence(demo: Path, say: Say) -> None:
    code, out, err = say("stats", "--data", demo, "--period", "2026-T4")
    assert (code, out) == (1, "")
    assert "2026-T1" in err


def test_the_report_is_a_whole_pdf_and_workbook_with_the_same_total(demo: Path, say: Say, tmp_path: Path) -> None:
    code, out, _err = say("report", "--data", demo, "--period", "2026-T1", "--out", tmp_path / "ut")
    pdf, book = (Path(line) for line in out.splitlines())
    assert code == 0
    with pikepdf.open(pdf) as opened:
        assert opened.Root.MarkInfo.Marked
        assert len(opened.pages) > 2
    found = load_workbook(book)
    assert len(found.sheetnames) > 8
    assert "total" not in book.name
    sheet = next(found[name] for name in found.sheetnames if "type" in name.lower())
    counts = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True) if isinstance(row[1], int)]
    assert counts[-1] == sum(counts[:-1]) == 19


def test_the_extract_of_the_staff_register_is_a_pdf_and_a_workbook_without_what_is_medical(
    demo: Path, say: Say, tmp_path: Path
) -> None:
    code, out, _err = say("staff", "2023", "--data", demo, "--out", tmp_path / "ut", "--cases")
    assert code == 0
    made = [Path(line) for line in out.splitlines()]
    assert [path.name for path in made] == ["Verneombud og AMU 2023.pdf", "Verneombud og AMU 2023.xlsx"]
    told = [str(cell.value) for row in load_workbook(made[1])["Saker"] for cell in row]
    assert any("strødd" in text for text in told)
    assert not any("Forstuing" in text for text in told)
    code, _out, err = say("staff", "2023", "--data", demo, "--out", tmp_path / "ut", "--format", "doc")
    assert (code, "pdf og xlsx" in err) == (1, True)
    assert say("staff", "2023", "--data", demo, "--out", demo / "ut")[0] == 1


def test_a_report_can_be_written_again_and_gets_a_new_version(demo: Path, say: Say, tmp_path: Path) -> None:
    for _again in range(2):
        code, _out, err = say(
            "report", "--data", demo, "--period", "2026-T1", "--out", tmp_path / "ut", "--format", "pdf"
        )
        assert code == 0, err
    code, _out, err = say("report", "--data", demo, "--period", "2026-T1", "--out", tmp_path / "ut", "--format", "doc")
    assert code == 1
    assert "pdf" in err


def test_everything_is_exported_with_checksums_that_hold(demo: Path, say: Say, tmp_path: Path) -> None:
    out = tmp_path / "alt"
    assert say("export", "--data", demo, "--out", out)[0] == 0
    for line in (out / "SHA256SUMS.txt").read_text("utf-8").splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    found = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock(DEMO_DAY + timedelta(days=31)))
    assert all(one.path.is_relative_to(out) for one in found.read(old_exports))
    found.close()
    with (out / "tabeller" / "incident.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    twins = json.loads((out / "tabeller" / "incident.json").read_text("utf-8"))
    assert len(rows) == len(twins) > 150
    assert {row["number"] for row in rows} == {row["number"] for row in twins}
    assert all(row["kind"].isascii() for row in rows)


def test_a_backup_is_made_and_never_written_over(demo: Path, say: Say, tmp_path: Path) -> None:
    target = tmp_path / "kopi.ikbackup"
    assert say("backup", "--data", demo, "--out", target)[0] == 0
    before = target.read_bytes()
    code, _out, err = say("backup", "--data", demo, "--out", target)
    assert code == 1
    assert "kopi.ikbackup" in err
    assert target.read_bytes() == before


def test_a_whole_file_is_said_to_be_whole(demo: Path, say: Say) -> None:
    code, out, _err = say("check", "--data", demo, "--json")
    assert (code, json.loads(out)) == (0, {"whole": True, "problems": [], "notes": []})


def test_a_damaged_page_is_told_and_ends_with_one(demo: Path, say: Say) -> None:
    path = demo / "ikdesk.db"
    bytes_ = bytearray(path.read_bytes())
    bytes_[40 * 4096 + 100] ^= 0xFF
    path.write_bytes(bytes_)
    code, out, _err = say("check", "--data", demo, "--json")
    assert code == 1
    assert json.loads(out)["whole"] is False
    assert json.loads(out)["problems"]


def test_a_change_behind_the_programs_back_breaks_the_chain(demo: Path, say: Say) -> None:
    keys = unlock(demo, data.DEMO_PASSWORD)
    connection = connect(demo / "ikdesk.db", keys.database)
    connection.execute("UPDATE history SET what = x'7b7d' WHERE seq = 20")
    connection.close()
    code, out, _err = say("check", "--data", demo, "--json")
    assert code == 1
    assert "20" in json.loads(out)["problems"][0]


def test_a_file_from_a_newer_version_is_refused(demo: Path, say: Say) -> None:
    keys = unlock(demo, data.DEMO_PASSWORD)
    connection = connect(demo / "ikdesk.db", keys.database)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    code, _out, err = say("stats", "--data", demo, "--period", "2026")
    assert code == 1
    assert "nyere utgave" in err


def test_data_that_is_open_elsewhere_is_left_alone(demo: Path, say: Say) -> None:
    held = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    try:
        code, _out, err = say("stats", "--data", demo, "--period", "2026")
    finally:
        held.close()
    assert code == 1
    assert "allerede åpent" in err


def test_a_wrong_password_is_one_plain_sentence(
    demo: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IKDESK_PASSWORD", "ikke det riktige")
    code, out, err = say("stats", "--data", demo, "--period", "2026")
    assert (code, out) == (1, "")
    assert "Passordet er feil" in err
    assert err.count("\n") == 1


def test_a_new_unit_takes_an_import_and_counts_it(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IKDESK_PASSWORD", PASSWORD)
    folder = tmp_path / "bakken"
    code, out, _err = say("init", "--data", folder, "--name", "Bakken barnehage")
    assert code == 0
    assert "Gjenopprettingskode" in out
    log = tmp_path / "logg.csv"
    log.write_text(
        "Dato;Type;Sted;Alvor;Hva skjedde\n03.02.2026;Skade på barn/elev;Akebakke;1;=cmd|'/c calc'!A1\n", "utf-8"
    )
    code, out, err = say("import", log, "--data", folder, "--json", "--today", "2026-04-30")
    found = json.loads(out)
    assert code == 0, err
    assert (found["committed"], found["read"], found["imported"]) == (True, 1, 1)
    code, out, _err = say("import", log, "--data", folder, "--json", "--today", "2026-04-30")
    assert (json.loads(out)["imported"], json.loads(out)["duplicates"]) == (0, 1)
    _code, out, _err = say("stats", "--data", folder, "--period", "2026-T1", "--json")
    assert json.loads(out)["by_place"] == {"sledding_hill": 1}
    assert json.loads(out)["by_status"] == {"closed": 1}
    assert say("export", "--data", folder, "--out", tmp_path / "alt")[0] == 0
    with (tmp_path / "alt" / "tabeller" / "incident.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["story"].startswith("'=")


def test_an_unknown_value_saves_nothing_and_is_named(demo: Path, say: Say, tmp_path: Path) -> None:
    log = tmp_path / "logg.csv"
    log.write_text("Dato;Type;Sted;Alvor\n03.02.2026;Skade på barn/elev;Månen;1\n", "utf-8")
    code, out, _err = say("import", log, "--data", demo, "--json")
    found = json.loads(out)
    assert code == 1
    assert (found["committed"], found["rejected"], found["unknown"]) == (False, 1, {"place": {"Månen": 1}})


def test_a_picture_is_not_imported_and_the_sentence_says_what_it_is(demo: Path, say: Say, tmp_path: Path) -> None:
    picture = tmp_path / "bakken.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    code, out, err = say("import", picture, "--data", demo)
    assert (code, out) == (1, "")
    assert "bilde" in err


def test_the_folder_may_be_named_before_or_after_the_command(demo: Path, say: Say) -> None:
    assert say("--data", demo, "stats", "--period", "2026")[0] == 0
    with pytest.raises(SystemExit) as ended:
        parse(["stats", "--period", "2026"])
    assert ended.value.code == 2


@pytest.mark.parametrize("words", [("report", "--period", "2026-T1"), ("export",)])
def test_readable_files_are_not_written_among_the_encrypted_ones(
    demo: Path, say: Say, words: tuple[str, ...]
) -> None:
    before = sorted(path.name for path in demo.rglob("*"))
    code, _out, err = say(*words, "--data", demo, "--out", demo / "ut")
    assert code == 1
    assert "annen mappe" in err
    assert sorted(path.name for path in demo.rglob("*")) == before


def test_no_data_and_wrong_use_end_differently(say: Say, tmp_path: Path) -> None:
    code, _out, err = say("stats", "--data", tmp_path / "ingen", "--period", "2026")
    assert code == 1
    assert "ingen data" in err
    with pytest.raises(SystemExit) as ended:
        parse(["stats"])
    assert ended.value.code == 2


def test_a_unit_is_not_made_where_one_lies_and_a_weak_password_leaves_nothing(
    demo: Path, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IKDESK_PASSWORD", PASSWORD)
    before = {path.name: path.read_bytes() for path in demo.iterdir() if path.is_file()}
    assert say("init", "--data", demo, "--name", "X")[0] == 1
    assert {path.name: path.read_bytes() for path in demo.iterdir() if path.is_file()} == before
    monkeypatch.setenv("IKDESK_PASSWORD", "kort")
    code, _out, err = say("init", "--data", tmp_path / "ny", "--name", "X")
    assert code == 1
    assert "tolv tegn" in err
    assert not data.exists(tmp_path / "ny")


def test_the_demo_is_its_own_day_for_every_command(demo: Path) -> None:
    opened = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    try:
        assert opened.clock.today() == date(2026, 4, 30)
    finally:
        opened.close()


def test_nothing_readable_lies_in_the_folder(demo: Path, say: Say) -> None:
    say("stats", "--data", demo, "--period", "2026")
    stories = ("akebakken", "gjerdet", "Blåveisen")
    for path in demo.rglob("*"):
        if path.is_file() and path.name != "front.json":
            content = path.read_bytes()
            assert not any(word.encode("utf-8") in content for word in stories), path.name
    assert driver.sqlite_version_info >= (3, 51, 3)


def test_nothing_is_said_about_the_saving_when_only_the_lock_screen_could_not_be_written(
    demo: Path, say: Say, tmp_path: Path
) -> None:
    log = tmp_path / "logg.csv"
    log.write_text("Dato;Type;Sted;Alvor\n03.02.2026;Skade på barn/elev;Akebakke;1\n", "utf-8")
    (demo / "front.json").unlink()
    (demo / "front.json").mkdir()  # it cannot be written, as on a disk that is full now
    code, out, err = say("import", log, "--data", demo, "--json", "--password-file", password_file(tmp_path))
    assert (code, err, json.loads(out)["committed"]) == (0, "", True)
    _code, out, _err = say("stats", "--data", demo, "--period", "2026-T1", "--json",
                           "--password-file", password_file(tmp_path))  # fmt: skip
    assert json.loads(out)["total"] == 20


def password_file(folder: Path) -> Path:
    path = folder / "passord.txt"
    path.write_text(f"\ufeff{data.DEMO_PASSWORD}\r\n", "utf-8")  # as the notepad of Windows may write it
    return path


def test_a_refused_log_is_told_in_one_sentence_whatever_else_is_printed(demo: Path, say: Say, tmp_path: Path) -> None:
    log = tmp_path / "logg.csv"
    log.write_text("Dato;Type;Sted;Alvor\n03.02.2026;Skade på barn/elev;Månen;1\n", "utf-8")
    for how in ((), ("--json",), ("--dry-run",)):
        code, _out, err = say("import", log, "--data", demo, *how)
        assert (code, err) == (1, "Ingenting ble lagret. 1 rad må rettes først.\n")


@pytest.mark.parametrize("word", ["init", "demo", "stats", "import", "export", "backup", "check"])
def test_a_folder_that_cannot_be_gets_a_sentence(
    demo: Path, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setenv("IKDESK_PASSWORD", data.DEMO_PASSWORD)
    words: dict[str, list[object]] = {
        "init": ["--name", "X"], "stats": ["--period", "2026"], "import": ["logg.csv"], "export": ["--out", "x"],
        "backup": ["--out", tmp_path / "x"],
    }  # fmt: skip
    (tmp_path / "fil").write_bytes(b"x")
    for folder in (tmp_path / "fil", tmp_path / ("z" * 300)):
        code, out, err = say(word, *words.get(word, []), "--data", folder)
        assert (code, out, err.count("\n")) == (1, "", 1)
    for target in (tmp_path / "fil" / "under", tmp_path / ("z" * 300)):
        if word in {"export", "backup"}:
            code, _out, err = say(word, "--data", demo, "--out", target)
            assert (code, err.count("\n")) == (1, 1)
    assert (tmp_path / "fil").read_bytes() == b"x"


def test_a_format_that_is_asked_for_twice_is_written_once(demo: Path, say: Say, tmp_path: Path) -> None:
    wanted = ("report", "--data", demo, "--period", "2026-T1", "--out", tmp_path / "ut", "--format", "pdf,PDF, pdf")
    assert len(say(*wanted)[1].splitlines()) == 1


def test_a_damaged_vault_is_damage_and_one_damaged_copy_is_mended(demo: Path, say: Say) -> None:
    (demo / "vault.json").write_bytes(b"x")
    code, out, _err = say("check", "--data", demo, "--json")
    assert (code, json.loads(out)["whole"]) == (0, True)
    assert (demo / "vault.json").read_bytes() == (demo / "vault.copy.json").read_bytes()
    for name in ("vault.json", "vault.copy.json"):
        (demo / name).write_bytes(b"x")
    code, out, _err = say("check", "--data", demo, "--json")
    assert (code, json.loads(out)["whole"]) == (1, False)
    assert "vault.json" in json.loads(out)["problems"][0]


def test_the_right_password_straight_after_a_wrong_one_only_takes_longer(
    demo: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IKDESK_PASSWORD", "ikke det riktige")
    assert say("stats", "--data", demo, "--period", "2026")[0] == 1
    monkeypatch.setenv("IKDESK_PASSWORD", data.DEMO_PASSWORD)
    code, out, _err = say("stats", "--data", demo, "--period", "2026")
    assert code == 0
    assert "Ukjent: 0" in out


def test_measures_answers_and_routines_are_exported_too(demo: Path, say: Say, tmp_path: Path) -> None:
    out = tmp_path / "alt"
    assert say("export", "--data", demo, "--out", out)[0] == 0
    rows: dict[str, list[dict[str, str]]] = {}
    for name in ("measure", "measure_incident", "evaluation", "routine", "routine_version"):
        with (out / "tabeller" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows[name] = list(csv.DictReader(file))
        assert len(rows[name]) == len(json.loads((out / "tabeller" / f"{name}.json").read_text("utf-8"))) > 0
        assert name in (out / "LESMEG.txt").read_text("utf-8")
    assert [int(row["number"]) for row in sorted(rows["measure"], key=lambda row: int(row["number"]))][:3] == [1, 2, 3]
    measures = {row["id"] for row in rows["measure"]}
    assert {row["measure_id"] for row in rows["measure_incident"] + rows["evaluation"]} <= measures
    assert {row["answer"] for row in rows["evaluation"]} == {"worked", "worked_partly", "cannot_tell"}
    assert all(row["given_by"] == "Tom" for row in rows["evaluation"])


def test_nobody_is_told_of_it_when_what_reads_has_had_enough() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        words = [sys.executable, "-m", "ikdesk", "verify", "README.md"]
        done = subprocess.run(words, cwd=SOURCE.parent, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (1, b"")

"""``ikdesk list``: what a filter shows, as files."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from ikdesk import data
from ikdesk.incidents.filter_actions import save_filter
from ikdesk.kernel.clock import Clock
from ikdesk.safe import vault
from tests.commands.conftest import Say


def lines(folder: Path) -> list[str]:
    (found,) = folder.glob("*.csv")
    return found.read_text("utf-8-sig").splitlines()


def test_the_same_rows_come_as_csv_and_workbook(demo: Path, say: Say, tmp_path: Path) -> None:
    code, out, _wrong = say(
        "list", "--data", demo, "--out", tmp_path / "ut", "--format", "csv,xlsx", "--period", "2026-T1",
        "--severity", 1, "--sort", "number", "--ascending",
    )  # fmt: skip
    assert code == 0
    made = [Path(line) for line in out.splitlines()]
    assert [path.suffix for path in made] == [".csv", ".xlsx"]
    rows = lines(tmp_path / "ut")
    sheet = openpyxl.load_workbook(made[1]).active
    assert sheet is not None
    numbers = [str(row[0]) for row in sheet.values][1:]
    assert [line.split(";")[0] for line in rows[1:]] == numbers
    assert numbers == sorted(numbers, key=lambda one: int(one.split("-")[1]))
    assert len(numbers) > 3


def test_a_choice_one_has_saved_can_be_asked_for_by_its_name(demo: Path, say: Say, tmp_path: Path) -> None:
    found = data.open_data(demo, vault.unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    found.write(save_filter, "Nesten", {"near_miss": "yes", "period": "last12"})
    found.close()
    code, _out, _wrong = say("list", "--data", demo, "--out", tmp_path / "ut", "--saved", "Nesten")
    assert code == 0
    assert all("Nestenulykke" in line for line in lines(tmp_path / "ut")[1:])
    code, _out, wrong = say("list", "--data", demo, "--out", tmp_path / "ut", "--saved", "Borte")
    assert (code, wrong.strip()) == (1, "Du har ikke noe utvalg som heter «Borte».")


@pytest.mark.parametrize(
    "words", [["--format", "docx"], ["--status", "borte"], ["--period", "en gang"], ["--severity", "x"]]
)
def test_what_makes_no_sense_gets_a_sentence_and_no_file(
    demo: Path, say: Say, tmp_path: Path, words: list[str]
) -> None:
    code, out, wrong = say("list", "--data", demo, "--out", tmp_path / "ut", *words)
    assert (code, out) == (1, "")
    assert wrong.strip().endswith(".")
    assert not list(tmp_path.rglob("*.csv"))


def test_what_a_number_in_the_statistics_is_made_of_can_be_asked_for(demo: Path, say: Say, tmp_path: Path) -> None:
    code, _out, _wrong = say(
        "list", "--data", demo, "--out", tmp_path / "ut", "--period", "last12", "--standard", "sledding_hill",
        "--activity", "sledding", "--counted",
    )  # fmt: skip
    assert code == 0
    rows = lines(tmp_path / "ut")[1:]
    assert len(rows) == 4
    assert all("Store akebakken" in line for line in rows)
    code, _out, wrong = say("list", "--data", demo, "--out", tmp_path / "ut", "--weekday", "8")
    assert (code, wrong.strip()) == (1, "Utvalget har et ord som ikke finnes her: 8.")

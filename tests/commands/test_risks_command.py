"""``ikdesk risks``: the risk assessments as lines, as files, and one of them as it was approved."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from ikdesk.cli import parse
from ikdesk.risks.mini_hazard_panel import SIDES
from tests.commands.conftest import Say
from tests.paper.pdf_checker import check, texts

HILL = "Aking i Store akebakken"


def test_they_are_told_one_line_each_the_ones_that_wait_first(demo: Path, say: Say) -> None:
    code, out, _wrong = say("risks", "--data", demo)
    assert code == 0
    lines = out.splitlines()
    assert "Skulle vært sett på" in lines[0]
    assert [line for line in lines if HILL in line] == [
        f"Middels, 8     {HILL}: 1 fare, 2 gule · Godkjent versjon 2 · Ses på igjen 16. november 2026"
    ]
    assert not [line for line in lines if "Avsluttet" in line]


def test_they_come_for_machines_too(demo: Path, say: Say) -> None:
    code, out, _wrong = say("risks", "--data", demo, "--json", "--group", "all", "--words", "akebakken")
    found = {one["title"]: one for one in json.loads(out)}
    assert code == 0
    assert found[HILL]["worst"] == {"probability": 4, "consequence": 2, "product": 8, "grade": "medium"}
    assert (found[HILL]["red"], found[HILL]["yellow"], found[HILL]["edition"]) == (0, 2, 2)


def test_one_is_written_as_it_was_when_it_was_approved(demo: Path, say: Say, tmp_path: Path) -> None:
    code, out, _wrong = say("risks", "--data", demo, "--out", tmp_path, "--title", "aking i", "--edition", 1)
    made = Path(out.strip())
    said = " ".join(texts(made.read_bytes()))
    assert (code, made.name) == (0, f"Risikovurdering {HILL} v1.pdf")
    assert check(made.read_bytes()) == []
    assert "Godkjent versjon 1" in said
    assert "Slik ble det" not in said  # that was not known then
    code, _out, wrong = say("risks", "--data", demo, "--out", tmp_path, "--title", HILL, "--edition", 9)
    assert (code, wrong.strip()) == (1, "Versjon 9 av vurderingen finnes ikke. Velg en annen.")


def test_the_list_is_written_in_both_forms(demo: Path, say: Say, tmp_path: Path) -> None:
    code, out, _wrong = say("risks", "--data", demo, "--out", tmp_path, "--group", "due")
    pdf, book = (Path(line) for line in out.splitlines())
    assert code == 0
    assert check(pdf.read_bytes()) == []
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(book)["Vurderinger"].iter_rows(6)]
    assert len(rows) == 1
    assert str(rows[0][0]) in " ".join(texts(pdf.read_bytes()))


def test_the_form_to_fill_in_by_hand_has_the_questions_of_the_screen(demo: Path, say: Say, tmp_path: Path) -> None:
    code, out, _wrong = say("risks", "--data", demo, "--out", tmp_path, "--blank")
    made = Path(out.strip()).read_bytes()
    said = "".join("".join(texts(made)).split())
    assert (code, check(made)) == (0, [])
    asked = ("1. Hva kan gå galt?", *(str(label) for _name, label in SIDES))
    assert [one for one in asked if "".join(one.split()) not in said] == []


def test_a_title_nobody_can_find_is_told_and_several_are_named(demo: Path, say: Say, tmp_path: Path) -> None:
    code, _out, wrong = say("risks", "--data", demo, "--out", tmp_path, "--title", "Borte")
    assert (code, wrong.strip()) == (1, "Ingen risikovurdering heter «Borte». Se titlene med «ikdesk risks».")
    code, _out, wrong = say("risks", "--data", demo, "--out", tmp_path, "--title", "kl")
    assert code == 1
    assert wrong.startswith("Flere vurderinger passer: ")
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize("words", [
    ["--title", "Borte"], ["--out", "ut", "--edition", "1"], ["--out", "ut", "--json"], ["--group", "noen"],
])  # fmt: skip
def test_what_does_not_fit_together_is_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["risks", "--data", "x", *words])
    assert ended.value.code == 2
    assert capsys.readouterr().err

"""``ikdesk collect``: what is printed, what is said beside it, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ikdesk.cli import parse, run
from ikdesk.kernel.signer import fingerprint
from ikdesk.sector.known_actions import read_known
from ikdesk.sector.known_model import KNOWN_NAME
from tests.sector.made_reports import made_unit, tamper, write_report

Say = Callable[..., tuple[int, str, str]]
UNITS = tuple(made_unit(number) for number in range(4))
TODAY = "2026-05-20"


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run ``collect``: exit code, what was printed, what was said beside it."""
    monkeypatch.delenv("IKDESK_PASSWORD", raising=False)

    def run_command(*words: object) -> tuple[int, str, str]:
        quick = [] if "--format" in words else ["--format", "xlsx"]  # the PDF takes most of the time
        code = run(parse(["collect", "--today", TODAY, *quick, *map(str, words)]))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_command


def _known(application: Path) -> set[str]:
    return {one.name for one in read_known(application / KNOWN_NAME).values()}


def test_it_needs_no_data_and_no_password_and_prints_what_it_made(
    say: Say, reports: Path, tmp_path: Path, application: Path
) -> None:
    code, out, err = say(reports, "--out", tmp_path / "ut", "--format", "pdf,xlsx")
    made = [Path(line) for line in out.splitlines()]
    assert code == 0
    assert sorted(path.suffix for path in made) == [".pdf", ".xlsx"]
    assert all(path.is_absolute() and path.stat().st_size for path in made)
    assert "Med for 1. tertial 2026: 4 enheter." in err
    assert _known(application) == {unit.name for unit in UNITS}


def test_a_file_that_is_not_taken_is_told_with_what_to_do_and_the_others_go_on(
    say: Say, reports: Path, tmp_path: Path
) -> None:
    tamper(next(reports.glob("0002*")))
    code, out, err = say(reports, "--out", tmp_path / "ut")
    line = next(line for line in err.splitlines() if line.startswith("0002"))
    assert (code, len(out.splitlines())) == (1, 1)
    assert "endret" in line
    assert "3 enheter" in err


def test_units_that_delivered_before_and_those_in_a_list_are_missed(say: Say, reports: Path, tmp_path: Path) -> None:
    say(reports, "--out", tmp_path / "ut")
    next(reports.glob("0001*")).unlink()
    (tmp_path / "liste.txt").write_text("Nye Solfang barnehage\n", "utf-8")
    code, _out, err = say(reports, "--out", tmp_path / "ut", "--expected", tmp_path / "liste.txt")
    assert code == 0  # every file that was there is taken
    assert f"Mangler: {UNITS[1].name}" in err.splitlines()
    assert "Mangler: Nye Solfang barnehage" in err.splitlines()
    assert "Mangler: 2 enheter." in err


def test_a_unit_that_is_missing_is_told_though_its_own_file_is_broken(say: Say, reports: Path, tmp_path: Path) -> None:
    say(reports, "--out", tmp_path / "ut")
    tamper(next(reports.glob("0001*")))
    code, out, _err = say(reports, "--out", tmp_path / "ut", "--json")
    told = json.loads(out)
    assert code == 1
    assert told["missing_units"] == [UNITS[1].name]
    assert [one["state"] for one in told["not_taken"]] == ["changed"]


def test_who_sent_a_report_made_for_others_is_told_to_lack_one(say: Say, reports: Path, tmp_path: Path) -> None:
    say(reports, "--out", tmp_path / "ut")
    write_report(UNITS[1], reports, audience="parents")
    code, _out, err = say(reports, "--out", tmp_path / "ut")
    assert code == 0  # nothing is wrong with the file
    assert any(line.startswith(f"Mangler: {UNITS[1].name}. Rapporten er laget for") for line in err.splitlines()), err


def test_the_answer_for_machines_counts_every_file(say: Say, reports: Path, tmp_path: Path) -> None:
    write_report(UNITS[0], reports, format="xlsx")
    code, out, _err = say(reports, "--out", tmp_path / "ut", "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["period"], told["taken"], told["files"], told["troubled"]) == ("2026-T1", 4, 5, 0)
    assert told["states"] == {"taken": 4, "same": 1}
    assert {Path(path).suffix for path in told["paths"]} == {".xlsx", ".json"}
    assert json.loads(next(Path(path) for path in told["paths"] if path.endswith("json")).read_text("utf-8"))


def test_a_new_key_is_taken_only_when_somebody_has_made_sure_of_it(say: Say, reports: Path, tmp_path: Path) -> None:
    say(reports, "--out", tmp_path / "ut")
    other = UNITS[3].later_signer()
    write_report(UNITS[3], reports, signer=other)
    code, _out, err = say(reports, "--out", tmp_path / "ut")
    assert code == 1
    assert f'--accept-key "{other.fingerprint}"' in err
    typed = other.fingerprint.lower().replace(" ", "")
    assert say(reports, "--out", tmp_path / "ut", "--accept-key", typed)[0] == 0
    assert say(reports, "--out", tmp_path / "ut")[0] == 0  # it is the one the unit is known by from now on


def test_where_no_report_can_be_taken_nothing_is_written_and_each_file_is_told(
    say: Say, tmp_path: Path, application: Path
) -> None:
    write_report(UNITS[0], tmp_path, status="draft", name="utkast.pdf")
    (tmp_path / "notat.pdf").write_text("Ikke noen PDF", "utf-8")
    code, out, err = say(tmp_path / "utkast.pdf", tmp_path / "notat.pdf", "--out", tmp_path / "ut")
    assert (code, out) == (1, "")
    assert [line.split(":")[0] for line in err.splitlines()[:2]] == ["utkast.pdf", "notat.pdf"]
    assert "Ingen av filene" in err
    assert not list((tmp_path / "ut").glob("*"))
    assert not (application / KNOWN_NAME).exists()


def test_the_keys_are_kept_where_one_wants_them(say: Say, reports: Path, tmp_path: Path, application: Path) -> None:
    pins = tmp_path / "felles" / KNOWN_NAME
    say(reports, "--out", tmp_path / "ut", "--pins", pins)
    keys = {one.unit: fingerprint(one.key) for one in read_known(pins).values()}
    assert set(keys.values()) == {unit.signer.fingerprint for unit in UNITS}
    assert not application.exists()


@pytest.mark.parametrize("words", [
    ["rapport.pdf"], ["--out", "ut"], ["rapport.pdf", "--out", "ut", "--format", "docx"],
    ["rapport.pdf", "--out", "ut", "--period", "våren"], ["rapport.pdf", "--out", "ut", "--due", "snart"],
])  # fmt: skip
def test_a_command_that_makes_no_sense_ends_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["collect", *words])
    assert ended.value.code == 2
    assert "error: " in capsys.readouterr().err


def test_help_says_what_the_program_ends_with(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["collect", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "Svarer 0 når alt er med." in told
    assert "Svarer 1 når minst én fil ikke kom med" in told


def test_the_documents_are_not_put_among_encrypted_data(say: Say, reports: Path, tmp_path: Path) -> None:
    code, _out, err = say(reports, "--data", tmp_path / "data", "--out", tmp_path / "data" / "ut")
    assert code == 1
    assert "Velg en annen mappe enn der dataene ligger." in err

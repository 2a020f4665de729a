"""What is written of a case, and the list to the insurer, by the command line: locked as in the window."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from ikdesk import cli


def _run(demo: Path, *words: str) -> int:
    return cli.run(cli.parse([*words, "--data", str(demo)]))


def test_a_case_its_letter_and_the_forms_are_written_and_locked(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ut"
    assert _run(demo, "case", "2026-1", "--what", "case,letter,forms", "--language", "nn", "--out", str(out)) == 0
    said = capsys.readouterr()
    names = {path.name for path in out.iterdir()}
    assert names >= {"Hendelse 2026-1.pdf"}
    assert len(names) >= 3
    assert "Passordet til PDF-en" in said.err
    for path in out.iterdir():
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(path)


def test_what_makes_no_sense_is_told_in_one_sentence(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, told in (
        (("case", "1999-1"), "ingen hendelse med det nummeret"),
        (("case", "2026-1", "--what", "alt"), "Dette kan skrives"),
        (("case", "2026-1", "--what", "letter", "--child", "9"), "ikke så mange barn"),
        (("insurer", "2026-H1", "--format", "csv"), "pdf og xlsx"),
    ):
        assert _run(demo, *words, "--out", str(tmp_path / "ut")) == 1
        assert told in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()

"""A file for people is there whole or not at all, and never at the cost of one that somebody has open."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ikdesk.kernel.errors import Problem
from ikdesk.paper.plain import write_csv
from ikdesk.paper.saving import renamed_said, save_as, save_bytes


@contextmanager
def _held(path: Path, patch: pytest.MonkeyPatch) -> Iterator[str]:
    """A file that cannot be replaced, as one that Excel holds on Windows: in earnest where this system can."""
    if os.name == "nt":
        with path.open("rb"):
            yield "open"
        return
    fixed = shutil.which("chattr") and subprocess.run(["chattr", "+i", str(path)], capture_output=True, check=False)
    if fixed and fixed.returncode == 0:
        try:
            yield "immutable"
        finally:
            subprocess.run(["chattr", "-i", str(path)], check=True)
        return
    real = Path.replace

    def refuse(draft: Path, target: Path) -> Path:
        if Path(target) == path:
            raise PermissionError(13, "held by another program", str(target))
        return real(draft, target)

    with patch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        yield "refused"


WRITERS: dict[str, Callable[[Path], Path]] = {
    "bytes": lambda path: save_bytes(path, b"new"),
    "csv": lambda path: write_csv(path, ["a"], [["new"]]),
}


@pytest.mark.parametrize("kind", list(WRITERS))
def test_a_file_that_is_open_elsewhere_is_left_and_the_new_one_lies_beside_it(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / f"Rapport.{kind}"
    wanted.write_text("old")
    (tmp_path / f"Rapport (2).{kind}").write_text("older")
    with _held(wanted, monkeypatch):
        made = WRITERS[kind](wanted)
        assert made == tmp_path / f"Rapport (3).{kind}"
    assert "new" in made.read_text("utf-8-sig")
    assert wanted.read_text() == "old"
    assert (tmp_path / f"Rapport (2).{kind}").read_text() == "older"
    said = f" «Rapport.{kind}» er åpen i et annet program, så den nye heter «Rapport (3).{kind}»."
    assert renamed_said(made) == renamed_said(made, wanted.name) == said
    assert len(list(tmp_path.iterdir())) == 3


def test_nothing_is_said_of_a_file_under_its_own_name(tmp_path: Path) -> None:
    made = save_bytes(tmp_path / "Liste (2).csv", b"x")
    assert renamed_said(made) == ""
    assert renamed_said(save_bytes(tmp_path / "Liste.csv", b"x"), "Liste.csv") == ""


def test_what_a_killed_program_left_is_swept_a_day_later_and_nothing_else(tmp_path: Path) -> None:
    old, new = tmp_path / ".ikdesk-abc_1.pdf.tmp", tmp_path / ".ikdesk-def.pdf.tmp"
    others = [tmp_path / name for name in ("brev.tmp", ".annet-abc.tmp", ".ikdesk-notat.txt", "~$tall.xlsx")]
    for path in (old, new, *others):
        path.write_bytes(b"x")
    (tmp_path / ".ikdesk-folder.tmp").mkdir()
    for path in (old, *others, tmp_path / ".ikdesk-folder.tmp"):
        os.utime(path, (time.time() - 100_000,) * 2)
    save_bytes(tmp_path / "a.pdf", b"x")
    assert not old.exists()
    assert all(path.exists() for path in (new, *others, tmp_path / ".ikdesk-folder.tmp"))


def test_a_failure_half_way_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def write(draft: Path) -> None:
        draft.write_bytes(b"half")
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        save_as(path, write)
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]
    assert path.read_bytes() == b"old"


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(Problem, match="Velg en annen mappe"):
        save_bytes(tmp_path / "a.pdf", b"x")

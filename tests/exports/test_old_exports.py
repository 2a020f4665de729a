"""What was taken out is known, and deleted after a while: only files of the program's own that nobody has changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from ikdesk.exports.actions import delete_old_exports, know_files
from ikdesk.exports.model import OldExport, digest_of, looked_at
from ikdesk.exports.queries import old_exports
from ikdesk.exports.sentences import kinds_said
from ikdesk.kernel.database import Database
from tests.samples import LEADER, TODAY

LATER = TODAY + timedelta(days=31)
Write = Callable[..., Path]


@pytest.fixture
def write(database: Database, tmp_path: Path) -> Write:
    """Write a file as the program does."""

    def _write(name: str, kind: str = "report", text: str = "innhold") -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        database.write(know_files, kind, [path], by=LEADER, today=TODAY)
        return path

    return _write


def old(database: Database, days: int = 31) -> list[OldExport]:
    return looked_at(database.read(old_exports, viewer=LEADER, today=TODAY + timedelta(days=days)))


def test_files_are_offered_after_thirty_days_and_not_before(database: Database, write: Write) -> None:
    write("rapport.pdf")
    assert old(database, 30) == []
    assert [(one.path.name, one.same) for one in old(database, 31)] == [("rapport.pdf", True)]


def test_old_files_are_deleted_and_others_are_left_alone(database: Database, write: Write, tmp_path: Path) -> None:
    write("rapport.pdf")
    write("liste.xlsx", "incident")
    (tmp_path / "brev til kommunen.docx").write_text("vårt eget", "utf-8")
    gone, kept = database.write(delete_old_exports, old(database), by=LEADER, today=LATER)
    assert ({path.name for path in gone}, kept) == ({"rapport.pdf", "liste.xlsx"}, [])
    assert [path.name for path in tmp_path.iterdir()] == ["brev til kommunen.docx"]
    assert old(database) == []


def test_a_file_that_was_changed_since_or_while_one_was_asked_is_kept(database: Database, write: Write) -> None:
    changed, changing = write("rapport.pdf"), write("liste.xlsx")
    changed.write_text("noen har skrevet noe her", "utf-8")
    shown = old(database)
    assert [one.same for one in shown] == [False, True]
    changing.write_text("og her", "utf-8")
    gone, kept = database.write(delete_old_exports, shown, by=LEADER, today=LATER)
    assert (gone, kept) == ([], [changed, changing])
    assert changed.exists()
    assert changing.exists()


def test_only_what_was_shown_is_deleted(database: Database, write: Write) -> None:
    write("rapport.pdf")
    later = write("liste.xlsx")
    gone, _kept = database.write(delete_old_exports, old(database)[:1], by=LEADER, today=LATER)
    assert [path.name for path in gone] == ["rapport.pdf"]
    assert later.exists()


def test_a_link_to_somebody_elses_file_is_not_followed(database: Database, write: Write, tmp_path: Path) -> None:
    theirs = tmp_path / "deres.txt"
    theirs.write_text("innhold", "utf-8")
    ours = write("rapport.pdf")
    ours.unlink()
    try:
        ours.symlink_to(theirs)
    except OSError:
        pytest.skip("this system does not let us link")
    assert old(database) == []
    assert theirs.exists()


def test_a_file_that_cannot_even_be_looked_for_keeps_nobody_from_the_others(tmp_path: Path) -> None:
    assert digest_of(tmp_path / ("x" * 300)) is None  # no disk has room for such a name


def test_a_file_written_over_by_the_program_is_one_file_of_today(database: Database, write: Write) -> None:
    path = write("rapport.pdf")
    path.write_text("ny utgave", "utf-8")
    database.write(know_files, "report", [path], by=LEADER, today=LATER)
    assert old(database, 31) == []
    assert [one.same for one in old(database, 62)] == [True]


def test_what_is_gone_or_on_another_machine_is_not_spoken_of(database: Database, write: Write, tmp_path: Path) -> None:
    write("rapport.pdf").unlink()
    database.write(know_files, "report", [tmp_path / "aldri skrevet.pdf"], by=LEADER, today=TODAY)
    assert old(database) == []


def test_what_would_go_is_said_by_kind(database: Database, write: Write) -> None:
    for name, kind in (("a", "report"), ("b", "report"), ("c", "incident"), ("d", "noe nytt")):
        write(name, kind)
    assert kinds_said(old(database)) == "1 annen fil, 1 liste over hendelser og 2 rapporter"

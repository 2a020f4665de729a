"""Files are whole or not there; a broken settings file costs nothing but the settings."""

from __future__ import annotations

import dataclasses
import errno
import os
from datetime import date
from pathlib import Path

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Cancelled, Problem
from ikdesk.kernel.files import explain, free_path, whole_file, write_whole
from ikdesk.kernel.paths import data_folder, machine_folder, resource
from ikdesk.kernel.settings import SIZES, Settings, read_settings, remember_folder, usual_folder, write_settings


def test_a_file_takes_its_place_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "ny mappe" / "rapport.pdf"
    write_whole(target, b"first")
    with pytest.raises(Cancelled):
        _stopped_halfway(target)
    assert target.read_bytes() == b"first"
    assert [path.name for path in target.parent.iterdir()] == ["rapport.pdf"]


def _stopped_halfway(target: Path) -> None:
    with whole_file(target) as temporary:
        temporary.write_bytes(b"half")
        raise Cancelled


def test_a_target_that_cannot_be_replaced_is_told_and_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "rapport.xlsx"
    target.mkdir()  # stands where the file should be
    with pytest.raises(Problem, match=r"rapport\.xlsx"):
        write_whole(target, b"x")
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["fil/rapport.xlsx", "z" * 300 + "/rapport.xlsx"])
def test_a_folder_that_cannot_be_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "fil").write_bytes(b"x")
    with pytest.raises(Problem, match=r"rapport\.xlsx"):
        write_whole(tmp_path / name, b"x")
    assert (tmp_path / "fil").read_bytes() == b"x"


@pytest.mark.parametrize(
    ("number", "word"),
    [(errno.ENOSPC, "Disken er full"), (errno.EACCES, "åpen i et annet program"), (errno.EROFS, "åpen i et annet"),
     (errno.EIO, "Velg en annen mappe")],
)  # fmt: skip
def test_what_the_disk_said_becomes_a_sentence(number: int, word: str, tmp_path: Path) -> None:
    assert word in str(explain(OSError(number, os.strerror(number)), tmp_path / "a.pdf"))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '"nb"', '{"language": 3}', '{"text_size": "stor"}', '{"text_size": true}', "\udcff"]
)
def test_a_broken_settings_file_gives_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert read_settings(tmp_path) == Settings()


def test_what_makes_sense_is_kept_and_the_rest_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"theme": "dark", "colour": 1, "text_size": 99.0}', "utf-8")
    assert read_settings(tmp_path) == Settings(theme="dark", text_size=2.0)


@given(
    st.builds(Settings, language=st.sampled_from(["nb", "nn", "en"]), theme=st.sampled_from(["system", "dark"]),
              text_size=st.sampled_from(SIZES), report_folder=st.text(max_size=20))
)  # fmt: skip
def test_settings_come_back_as_they_were_written(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    folder = tmp_path_factory.mktemp("settings")
    write_settings(folder, settings)
    assert read_settings(folder) == settings


def test_the_text_grows_and_shrinks_step_by_step_within_its_bounds() -> None:
    settings = Settings()
    assert [settings.with_size(step).text_size for step in (-1, 0, 1)] == [0.9, 1.0, 1.1]
    assert Settings(text_size=2.0).with_size(1).text_size == 2.0
    assert Settings(text_size=0.9).with_size(-1).text_size == 0.9
    assert Settings(text_size=1.5).with_size(0) == dataclasses.replace(settings, text_size=1.0)


def test_a_clock_that_was_set_gives_its_day_everywhere() -> None:
    clock = Clock(date(2026, 4, 30))
    assert clock.today() == clock.local().date() == clock.now().date() == date(2026, 4, 30)
    assert Clock().local().tzinfo is None
    assert Clock().today() == Clock().local().date()


def test_the_resources_are_found() -> None:
    assert resource("codes/severity.json").is_file()


@pytest.fixture
def own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The usual place on a machine where nothing was chosen yet; never the one of whoever runs the tests."""
    monkeypatch.setattr("ikdesk.kernel.settings.data_folder", lambda: tmp_path / "usual")
    return tmp_path / "usual"


def test_data_that_lie_somewhere_else_are_found_at_the_next_start(own_machine: Path) -> None:
    assert usual_folder() == own_machine
    remember_folder(own_machine.with_name("Blåbær"))
    assert usual_folder() == own_machine.with_name("Blåbær")


@pytest.mark.parametrize("rubbish", [b"", b"\xff\xfe", b"not/a/whole/path"])
def test_a_note_of_the_folder_that_makes_no_sense_costs_nothing(own_machine: Path, rubbish: bytes) -> None:
    write_whole(own_machine / "folder.txt", rubbish)
    assert usual_folder() == own_machine


@pytest.mark.parametrize("kind", [Unix, MacOS])
def test_what_the_machine_remembers_does_not_lie_among_the_data(
    monkeypatch: pytest.MonkeyPatch, kind: type[Unix | MacOS]
) -> None:
    monkeypatch.delenv("IKDESK_MACHINE", raising=False)
    monkeypatch.setattr(platformdirs, "user_state_dir", lambda name, appauthor: kind(name, appauthor).user_state_dir)
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda name, appauthor: kind(name, appauthor).user_data_dir)
    assert not machine_folder().is_relative_to(data_folder())


def test_a_folder_gets_the_first_name_that_is_free(tmp_path: Path) -> None:
    assert free_path(tmp_path / "v1.2") == tmp_path / "v1.2"
    (tmp_path / "v1.2").mkdir()
    (tmp_path / "v1.2-2").write_text("noe annet")
    assert free_path(tmp_path / "v1.2") == tmp_path / "v1.2-3"

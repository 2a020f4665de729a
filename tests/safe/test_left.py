"""What somebody typed when the data were gone: sealed, and given back to whoever wrote it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from ikdesk.safe import left
from ikdesk.safe.vault import public_inbox
from tests.safe.conftest import Made

WORDS = [("Hva skjedde?", "Ola falt fra huska")]


def test_only_whoever_wrote_it_gets_it_back_and_nobody_reads_it_on_the_disk(made: Made, tmp_path: Path) -> None:
    left.seal_left(tmp_path, public_inbox(made.keys), made.keys.person, WORDS)
    (file,) = (tmp_path / "left").iterdir()
    assert b"Ola" not in file.read_bytes()
    assert left.left_for(tmp_path, dataclasses.replace(made.keys, person="another")) == []
    assert left.left_for(tmp_path, dataclasses.replace(made.keys, inbox=bytes(range(32)))) == []
    assert left.left_for(tmp_path, made.keys) == [(file, WORDS)]
    left.forget([file])
    assert left.left_for(tmp_path, made.keys) == []


def test_what_is_no_such_thing_is_left_alone(made: Made, tmp_path: Path) -> None:
    (tmp_path / "left").mkdir()
    (tmp_path / "left" / "x.box").write_bytes(b"rubbish")
    assert left.left_for(tmp_path, made.keys) == []
    assert left.left_for(tmp_path / "nowhere", made.keys) == []
    assert (tmp_path / "left" / "x.box").exists()

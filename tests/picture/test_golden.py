"""Every kind of picture looks as it did when somebody last looked at it."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from tests.picture.golden import FOLDER, PICTURES, drawn, path_of


@pytest.mark.parametrize(("kind", "look"), PICTURES)
def test_a_picture_looks_as_it_did(kind: str, look: str) -> None:
    kept = path_of(kind, look).read_text("utf-8")
    same = drawn(kind, look) == kept
    assert same, "draw it anew with python -m tests.picture.golden, and look at it before you keep it"


def test_no_picture_is_kept_that_nobody_draws() -> None:
    assert {*FOLDER.glob("*.svg")} == {path_of(*one) for one in PICTURES}


@pytest.mark.parametrize(("kind", "look"), PICTURES)
def test_a_kept_picture_is_an_svg_that_can_be_read(kind: str, look: str) -> None:
    root = ET.fromstring(path_of(kind, look).read_text("utf-8"))  # noqa: S314 (we drew it)
    assert float(root.attrib["width"]) in {640, 451}
    assert len(root) > 10

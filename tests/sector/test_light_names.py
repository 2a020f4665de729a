"""A light is called the same for everybody who reads, whatever language the reports came in."""

from __future__ import annotations

from pathlib import Path

import pytest

from ikdesk.kernel.words import LANGUAGES, spoken_in
from ikdesk.reader.signed_file import read_signed
from ikdesk.sector.content_model import told_in
from ikdesk.sector.light_model import LIGHTS, light_name


@pytest.mark.parametrize("theirs", LANGUAGES)
@pytest.mark.parametrize("ours", LANGUAGES)
def test_a_light_is_named_in_the_language_of_who_reads(theirs: str, ours: str) -> None:
    with spoken_in(theirs):
        said = [str(light) for light in LIGHTS]
    with spoken_in(ours):
        assert [light_name(one) for one in said] == [str(light) for light in LIGHTS]


def test_the_names_are_those_of_the_reports(real_made: Path) -> None:
    found = read_signed(next((real_made / "2026-T1").glob("*.pdf")))
    assert [light.label for light in told_in(found.content, found.key).lights] == [str(light) for light in LIGHTS]


def test_a_light_nobody_knows_is_called_as_the_report_has_it() -> None:
    assert light_name("Brannøvelser") == "Brannøvelser"

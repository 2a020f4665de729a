"""Whoever cannot see a picture is told the same: every figure is in its words, in its table and in its files."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pikepdf
import pytest
from PIL import Image

from ikdesk.paper.pdf import write_pdf
from ikdesk.paper.story import Section
from ikdesk.paper.workbook import write_workbook
from ikdesk.picture.layout import PRINT, layout
from ikdesk.picture.parts import HIDDEN, figure
from ikdesk.picture.ratio_words import than_before
from ikdesk.picture.spec import Spec, StripSpec, describe
from ikdesk.picture.svg import to_svg
from ikdesk.picture.tables import cells_of
from tests.paper.pdf_checker import check
from tests.paper.stories import report
from tests.picture.kinds import ALL, GRID, HIDDEN_IN, SITE, numbers_of


def words_for(spec: Spec) -> set[str]:
    """Every figure as it is written."""
    if isinstance(spec, StripSpec):
        return {than_before(value) for value in numbers_of(spec) if value} - {than_before(1.0)}
    return {figure(value) for value in numbers_of(spec)}


def missing(spec: Spec, said: str) -> set[str]:
    """The figures that are not in a text."""
    if isinstance(spec, StripSpec):
        return {one for one in words_for(spec) if one.removesuffix(" enn før") not in said}
    return {one for one in words_for(spec) if not re.search(rf"(?<![\d,]){re.escape(one)}(?![\d,]*\d)", said)}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every kind in one PDF and in one workbook."""
    folder = tmp_path_factory.mktemp("pictures")
    story = report(*(Section(f"s{at}", name.capitalize(), picture=spec) for at, (name, spec) in enumerate(ALL.items())))
    pdf, book = write_pdf(story, folder / "a.pdf"), write_workbook(story, folder / "a.xlsx")
    return {"pdf": pdf.read_bytes(), "xlsx": book.read_bytes()}


@pytest.fixture(scope="module")
def alts(files: dict[str, bytes]) -> list[str]:
    """The text alternatives in the PDF."""
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        return [str(one["/Alt"]) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]


@pytest.fixture(scope="module")
def book(files: dict[str, bytes]) -> Any:
    return openpyxl.load_workbook(BytesIO(files["xlsx"]))


@pytest.mark.parametrize("name", ALL)
def test_every_figure_is_in_the_words_and_in_the_table(name: str) -> None:
    spec = ALL[name]
    assert missing(spec, describe(spec)) == set()
    heads, lines = cells_of(spec)
    assert {len(line) for line in lines} == {len(heads)}
    assert missing(spec, " ".join(cell for line in [heads, *lines] for cell in line)) == set()


@pytest.mark.parametrize("name", ALL)
def test_every_figure_is_in_the_text_alternative_of_the_pdf(name: str, alts: list[str]) -> None:
    spec = ALL[name]
    (alt,) = [one for one in alts if one.startswith(str(spec.title))]
    assert missing(spec, alt) == set()


def test_a_pdf_with_every_kind_is_tagged_and_archivable(files: dict[str, bytes]) -> None:
    assert check(files["pdf"]) == []


@pytest.mark.parametrize("name", ALL)
def test_every_figure_is_in_the_workbook(name: str, book: Any) -> None:
    spec = ALL[name]
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    numbers = {float(value) for value in cells if isinstance(value, int | float)}
    said = " ".join(str(value) for value in cells)
    left = numbers_of(spec) - numbers
    assert not {value for value in left if missing(spec, said) & {figure(value)}}
    assert len(left) <= (6 if name in {"risk", "counted risks", "bow-tie"} else 0)  # these stand beside the letters


@pytest.mark.parametrize("name", ALL)
def test_a_hidden_number_is_said_to_be_hidden_and_nothing_else(name: str) -> None:
    spec, wanted = ALL[name], HIDDEN_IN.get(name, 0)
    _heads, lines = cells_of(spec)
    assert sum(cell == HIDDEN for line in lines for cell in line) == wanted
    assert len(re.findall(r"\bskjult\b", describe(spec))) == wanted


def test_a_hidden_number_is_nowhere_though_the_sums_would_give_it_away(files: dict[str, bytes]) -> None:
    with ZipFile(BytesIO(files["xlsx"])) as archive:
        parts = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    drawn = to_svg(layout(GRID, 500, None, PRINT))
    table = " ".join(cell for line in cells_of(GRID)[1] for cell in line)
    tips = " ".join(getattr(item, "tip", "") for item in layout(GRID, 500).items)
    for said in (describe(GRID), table, tips, *re.findall(r">([^<]*)<", drawn), *re.findall(r">([^<]*)<", parts)):
        assert not re.search(r"(?<!\d)95(?!\d|\xa0%)", unescape(said)), said


def test_the_drawing_of_a_plan_lies_under_its_places_in_the_pdf(tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("RGB", (90, 60), "#E4EEDD").save(out, "PNG")
    story = report(Section("plan", "Uteplassen", picture=replace(SITE, image=out.getvalue(), shape=2 / 3)))
    data = write_pdf(story, tmp_path / "a.pdf").read_bytes()
    assert check(data) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        images = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        assert [(int(one["/Width"]), int(one["/Height"])) for one in images] == [(90, 60)]
    assert data == write_pdf(story, tmp_path / "b.pdf").read_bytes()

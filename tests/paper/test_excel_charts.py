"""Every kind of picture is something Excel knows: a chart of its own, or cells in colour."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from ikdesk.kernel.fields import Field
from ikdesk.paper.story import Section, Table
from ikdesk.paper.workbook import write_workbook
from ikdesk.picture.grid import step
from ikdesk.picture.palette import PRINT
from ikdesk.picture.spec import Spec
from tests.paper.stories import bars, report
from tests.picture.kinds import ALL, BODY, GRID, LINES, LYING, OPEN_STRIP, RISK, RUN, SITE, STRIP, UPRIGHT


@dataclass(frozen=True, slots=True)
class Written:
    """A workbook: as it is read again, and the charts and text alternatives as they stand in it."""

    book: Any
    charts: list[str]
    drawings: list[str]

    def cells(self, sheet: str) -> list[list[Any]]:
        """The rows of a sheet that hold anything."""
        rows = [[cell.value for cell in row] for row in self.book[sheet].iter_rows()]
        return [row for row in rows if any(value is not None for value in row)]


def written(*sections: Section, folder: Path) -> Written:
    data = write_workbook(report(*sections), folder / "b.xlsx").read_bytes()
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in sorted(archive.namelist()) if name.endswith(".xml")}
    return Written(openpyxl.load_workbook(BytesIO(data)), [xml for name, xml in parts.items() if "/charts/" in name],
                   [xml for name, xml in parts.items() if "/drawings/drawing" in name])  # fmt: skip


def one(spec: Spec, folder: Path, name: str = "Del") -> Written:
    return written(Section("s", name, picture=spec), folder=folder)


def series_in(chart: str) -> list[str]:
    return re.findall(r"<(?:c:)?ser>.*?</(?:c:)?ser>", chart, re.DOTALL)


@pytest.mark.parametrize("name", ALL)
def test_every_kind_has_a_chart_or_a_sheet_of_cells(name: str, tmp_path: Path) -> None:
    made = one(ALL[name], tmp_path, "Et navn")
    kinds = {"upright bars": "barChart", "lying bars": "barChart", "strip": "scatterChart", "lines": "lineChart",
             "run": "lineChart"}  # fmt: skip
    if name in kinds:
        (chart,) = made.charts
        assert kinds[name] in chart
        assert str(ALL[name].title) in chart
        assert str(ALL[name].title) in made.drawings[0]
    else:
        assert "Et navn" in made.book.sheetnames
        assert made.charts == []


def test_averages_lie_over_the_bars_as_dashed_lines(tmp_path: Path) -> None:
    made = one(UPRIGHT, tmp_path)
    (chart,) = made.charts
    assert len(series_in(chart)) == 4
    assert all("dash" in series for series in series_in(chart)[2:])
    (head,) = [row for row in made.cells("Diagramtall") if "snitt før: 39,5" in row]
    assert head[1:5] == ["I år", "I fjor", "snitt før: 39,5", "snitt etter: 26,2"]


def test_a_hidden_number_and_a_closed_month_are_empty_cells(tmp_path: Path) -> None:
    rows = {row[0]: row[1:3] for row in one(UPRIGHT, tmp_path).cells("Diagramtall")}
    assert rows["mars"] == [None, 43]
    assert rows["mai"] == [None, None]


def test_a_bar_that_is_not_over_is_an_outline(tmp_path: Path) -> None:
    whole = one(replace(UPRIGHT, open_last=False), tmp_path).charts[0]
    assert "sysDash" not in whole
    assert "sysDash" in one(UPRIGHT, tmp_path).charts[0]


def test_quiet_words_stand_beside_their_numbers(tmp_path: Path) -> None:
    assert ["Akebakken", 61, "67 % til sammen"] in [row[:3] for row in one(LYING, tmp_path).cells("Diagramtall")]


def test_a_line_ends_where_its_numbers_do(tmp_path: Path) -> None:
    made = one(LINES, tmp_path)
    rows = {row[0]: row[1:3] for row in made.cells("Diagramtall")}
    assert rows["mars"] == [71, 77]
    assert rows["april"] == [None, 83]
    assert '<dispBlanksAs val="gap"' in made.charts[0].replace("c:", "")
    assert "Bakken ble delt i februar (foran feb.)" in made.charts[0]


def test_a_run_has_its_levels_its_range_and_its_marks(tmp_path: Path) -> None:
    made = one(RUN, tmp_path)
    series = series_in(made.charts[0])
    assert len(series) == 5
    assert series[0].count("diamond") == len(RUN.marked)
    (head,) = [row for row in made.cells("Diagramtall") if "Vanlig fra" in row]
    assert head[1:6] == ["hendelser", "vanlig før: 65,5", "vanlig etter: 34,5", "Vanlig fra", "Vanlig til"]


def test_a_strip_reaches_as_far_as_its_numbers_and_out_where_it_is_open(tmp_path: Path) -> None:
    def ends(chart: str) -> list[list[float]]:
        across = re.findall(r"<(?:c:)?xVal>(.*?)</(?:c:)?xVal>", chart, re.DOTALL)
        return [[float(value) for value in re.findall(r"<(?:c:)?v>([^<]*)<", part)] for part in across]

    assert ends(one(replace(STRIP, low=0.2), tmp_path).charts[0])[:3] == [[0.2, 0.86], [0.185, 0.78], [0.39, 0.39]]
    assert ends(one(OPEN_STRIP, tmp_path).charts[0])[:3] == [[0.125, 8], [0.125, 0.78], [0.39, 0.39]]
    nothing = replace(STRIP, point=None, nothing="For få hendelser.")
    made = one(nothing, tmp_path)
    assert made.charts == []
    assert any("For få hendelser." in row for row in made.cells("Diagramtall"))


def test_cells_are_as_dark_as_their_numbers_and_the_sums_are_given(tmp_path: Path) -> None:
    sheet = one(GRID, tmp_path).book["Del"]
    assert [cell.value for cell in sheet[6]] == ["mandag", 14, 18, 74, ":", 201]
    assert [cell.value for cell in sheet[8]] == ["Sum", 30, 39, 74, 123, 266]
    fills = [sheet.cell(6, column).fill for column in range(2, 6)]
    assert [fill.fgColor.rgb[2:] for fill in fills[:3]] == [PRINT.heat[step(n, 74) - 1][1:] for n in (14, 18, 74)]
    assert fills[3].fill_type == "lightUp"


def test_a_risk_stands_with_its_number_in_the_cell_of_its_letter(tmp_path: Path) -> None:
    made = one(RISK, tmp_path)
    assert made.book["Del"]["C7"].value == "M 4\nnr. 1, 2"
    assert made.book["Del"]["B8"].value == "L 1"
    assert any(str(row[0]) == "1 Aking" and "svært ofte" in str(row[1]) for row in made.cells("Del"))


@pytest.mark.parametrize("spec", [SITE, BODY])
def test_places_and_parts_of_the_body_are_tables_with_bars(spec: Spec, tmp_path: Path) -> None:
    sheet = one(spec, tmp_path).book["Del"]
    (table,) = sheet.tables.values()
    assert table.ref == f"A5:B{5 + len(ALL['plan'].spots if spec is SITE else BODY.parts)}"  # type: ignore[union-attr]
    (ranges,) = sheet.conditional_formatting
    assert [rule.type for rule in ranges.rules] == ["dataBar"]


def test_a_table_that_has_the_numbers_gets_the_bars_itself(tmp_path: Path) -> None:
    fields = (Field("place", "Sted"), Field("n", "Antall", int))
    spec = replace(SITE, spots=tuple(spot for spot in SITE.spots if spot.number is not None))
    table = Table("t", "Steder", fields, tuple((spot.name, spot.number) for spot in spec.spots))
    book = written(Section("s", "Del", picture=spec, tables=(table,)), folder=tmp_path).book
    assert book.sheetnames == ["Rapport", "Steder"]
    assert len(book["Steder"].conditional_formatting) == 1


def test_levels_of_a_chart_beside_its_table_stand_with_the_numbers_of_charts(tmp_path: Path) -> None:
    spec = replace(UPRIGHT, series=UPRIGHT.series[1:], closed=frozenset())
    rows = tuple(zip(spec.labels, spec.series[0].values, strict=True))
    table = Table("t", "Måneder", (Field("m", "Måned"), Field("n", "Antall", int)), rows)
    made = written(Section("s", "Del", picture=spec, tables=(table,)), folder=tmp_path)
    assert "'Måneder'!$B$6:$B$11" in made.charts[0]
    assert "'Diagramtall'!$B$" in made.charts[0]
    assert len(made.book["Måneder"]._charts) == 1


def test_the_text_alternatives_follow_their_charts_wherever_the_sheets_end_up(tmp_path: Path) -> None:
    fields = (Field("what", "Hva"), Field("a", "A", int), Field("b", "B", int))
    table = Table("t", "Tabell", fields, (("x", 3, 4), ("y", 5, 6)))
    beside = bars("b", "Ved tabellen", ("x", "y"), (3, 5), (4, 6))
    made = written(Section("s", "Del", picture=LINES), Section("t", "Del", picture=beside, tables=(table,)),
                   folder=tmp_path)  # fmt: skip
    assert made.book.sheetnames == ["Rapport", "Tabell", "Diagramtall"]
    assert ["Ved tabellen" in drawing for drawing in made.drawings] == [True, False]


def test_charts_are_not_cut_in_two_on_paper(tmp_path: Path) -> None:
    sections = [Section(f"s{at}", "Del", picture=LINES) for at in range(5)]
    sheet = written(*sections, folder=tmp_path).book["Diagramtall"]
    tops = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == LINES.title]
    breaks = [one.id + 1 for one in sheet.row_breaks.brk]
    assert len(tops) == 5
    assert breaks
    assert set(breaks) <= set(tops)
    assert sheet.print_title_rows in {"$1:$1", "1:1"}

"""The report as a workbook: real tables, dates and numbers, and text that is only text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ikdesk.kernel.errors import Cancelled, Problem
from ikdesk.kernel.fields import Field
from ikdesk.paper.cells import LIMIT, text
from ikdesk.paper.colours import ACCENT, STATE_TINTS
from ikdesk.paper.list_workbook import write_rows
from ikdesk.paper.story import Cover, Listing, Section, Story, Table
from ikdesk.paper.workbook import write_workbook
from tests.paper.stories import SEASONS, STRIP, TYPES, WHEN, bars, codebook_of, full_report, report

HOSTILE = (
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "#N/A",
    "#REF!",
    '<img src="x">',
    "halv \ud83d surrogat",
    "\x00\x07",
    "x" * 40_000,
    "=1",
    "😀",
    "a\nb",
    "\u202etekst",
    "\ufffe",
    "_x0041_",
    "'sitat",
    "  luft  ",
)
WHAT = (Field("what", "Hva"), Field("n", "Antall", int))


def read(path: Path) -> Any:
    return openpyxl.load_workbook(path, data_only=False)


def written(story: Story, tmp_path: Path) -> Any:
    return read(write_workbook(story, tmp_path / "rapport.xlsx"))


def values(sheet: Worksheet) -> list[Any]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_every_table_is_a_real_one_on_its_own_sheet(tmp_path: Path) -> None:
    book = written(full_report(), tmp_path)
    assert book.sheetnames == ["Rapport", "Hva slags hendelser", "Måned", "Sted", "Ansatte", "Kolonner", "Ordliste"]
    tables = [table for sheet in book for table in sheet.tables.values()]
    assert len(tables) == 6
    assert len({table.displayName for table in tables}) == 6
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        head = [cell.value for cell in sheet[table.ref][0]]
        assert head == [column.name for column in table.tableColumns]
        assert sheet.freeze_panes == "A6"
        assert sheet.print_title_rows in {"$5:$5", "5:5"}
        assert sheet.page_setup.fitToWidth == 1


def test_numbers_and_dates_are_numbers_and_dates(tmp_path: Path) -> None:
    sheet = written(full_report(), tmp_path)["Hva slags hendelser"]
    first = [cell.value for cell in sheet[6]]
    assert first == ["Noen ble skadet", 18, 0.58, 3.42, datetime(2026, 1, 7)]
    assert sheet["E6"].number_format == "dd.mm.yyyy"
    assert sheet["C6"].number_format == "0%"
    assert sheet["B8"].value == ":"


def test_the_sum_stands_below_the_table_and_is_no_formula(tmp_path: Path) -> None:
    sheet = written(full_report(), tmp_path)["Sted"]
    (table,) = sheet.tables.values()
    assert table.ref == "A5:D13"
    assert [cell.value for cell in sheet[14]][:3] == ["Sum", 31, 30]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_front_says_what_the_report_says_in_short(tmp_path: Path) -> None:
    said = " ".join(str(value) for value in values(written(full_report(), tmp_path)["Rapport"]))
    for wanted in (
        "Solbakken barnehage",
        "1. januar – 30. april 2026",
        "Vi registrerte 31 hendelser",
        "974 760 673",
        "■ Krever handling",
        "▲ Følges",
        "● I rute",
        "– Ikke tatt i bruk",
    ):
        assert wanted in said


def test_the_columns_are_explained_with_their_names_in_the_numbers_for_machines(tmp_path: Path) -> None:
    sheet = written(full_report(), tmp_path)["Kolonner"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    note = "Kolon (:) er tall vi ikke viser."
    assert rows[0] == ["Hva slags hendelser", "Type", "Ord fra ordlisten", note, "by_type.kind"]
    assert [row[2] for row in rows[1:5]] == ["Heltall", "Andel", "Tall", "Dato"]
    assert sum(len(table.fields) for table in full_report().tables) == len(rows)


COVER = Cover(
    "Til kommunen", "Levert", "green", "Internt – ikke send videre", (("Versjon", "2"), ("Årsverk", "19,4")),
    ("kommunalsjef oppvekst", "tillitsvalgt"), "a1" * 32, "3F2A 91C0",
)  # fmt: skip


def test_the_front_of_a_report_that_is_sent_says_what_the_cover_says(tmp_path: Path) -> None:
    sheet = written(report(cover=COVER), tmp_path)["Rapport"]
    said = [str(value) for value in values(sheet)]
    assert said[:6] == [
        "Til kommunen", "Solbakken barnehage", "Tertialrapport 1. tertial 2026", "1. januar – 30. april 2026", "Levert",
        "Internt – ikke send videre",
    ]  # fmt: skip
    for label, value in (
        *COVER.facts, ("Mottakere", "kommunalsjef oppvekst\ntillitsvalgt"),
        ("Kontrollsum for tallene i rapporten (SHA-256)", "a1" * 32), ("Signert med nøkkelen", "3F2A 91C0"),
    ):  # fmt: skip
        assert said[said.index(label) + 1] == value
    assert "lagres på nytt" in said[-1]
    assert sheet["A2"].fill.fgColor.rgb.endswith(ACCENT[1:])
    assert sheet["A6"].fill.fgColor.rgb.endswith(STATE_TINTS["green"][1:])


def test_a_draft_says_nothing_of_a_signature(tmp_path: Path) -> None:
    draft = Cover("Til kommunen", "Utkast", checksum="a1" * 32)
    said = " ".join(map(str, values(written(report(cover=draft), tmp_path)["Rapport"])))
    assert "Utkast" in said
    assert "ignatur" not in said
    assert "Mottaker" not in said


def test_the_workbook_says_which_language_it_is_in(tmp_path: Path) -> None:
    assert written(report(language="nn-NO"), tmp_path).properties.language == "nn-NO"


def test_charts_point_at_the_numbers_of_their_table(tmp_path: Path) -> None:
    path = write_workbook(full_report(), tmp_path / "r.xlsx")
    with ZipFile(path) as archive:
        charts = sorted(name for name in archive.namelist() if "/charts/chart" in name)
        xml = [archive.read(name).decode() for name in charts]
        drawings = [archive.read(n).decode() for n in sorted(archive.namelist()) if "/drawings/drawing" in n]
    assert len(xml) == 2
    assert "'Måned'!$B$6:$B$9" in xml[0]
    assert "'Sted'!$C$6:$C$13" in xml[1]
    assert all('<delete val="0"' in chart.replace("c:", "") for chart in xml)
    assert "0E5A6B" in xml[0]
    assert "5A95A2" in xml[0]
    assert "smooth" not in xml[0]
    assert "Akebakken: 9 (12)" in drawings[1]


def test_a_chart_without_its_numbers_in_a_table_brings_them(tmp_path: Path) -> None:
    picture = bars("b", "Tittel", ("a", "b"), (1, 2), (3, 4))
    book = written(report(Section("s", "Del", picture=picture)), tmp_path)
    assert values(book["Diagramtall"])[-8:] == ["1. tertial 2026", "1. tertial 2025", "a", 1, 3, "b", 2, 4]


def test_flags_and_roles_are_in_the_chart_of_a_workbook(tmp_path: Path) -> None:
    fields = (Field("season", "Sesong"), Field("n", "Skader", int))
    table = Table("seasons", "Sesonger", fields, (("2024–25", 15), ("2025–26", 4)))
    path = write_workbook(report(Section("s", "Del", tables=(table,), picture=SEASONS)), tmp_path / "r.xlsx")
    with ZipFile(path) as archive:
        xml = archive.read("xl/charts/chart1.xml").decode()
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert "Delt bakke (foran 2025–26)" in xml
    assert "wdUpDiag" in xml
    assert "'Sesonger'!$B$6:$B$7" in xml
    assert "Flagg: Delt bakke. 2025–26, 55 dager: 4." in drawing


def test_a_strip_is_a_small_table_in_a_workbook(tmp_path: Path) -> None:
    book = written(report(Section("s", "Del", strip=STRIP)), tmp_path)
    assert values(book["Diagramtall"])[-15:] == [
        "Nå delt på før, fra", "Nå delt på før, til", "Med ord",
        "Mest sannsynlig", 0.39, 0.39, "61\xa0% færre enn før",
        "80\xa0% sikkerhet", 0.185, 0.78, "mellom 82\xa0% færre og 22\xa0% færre enn før",
        "95\xa0% sikkerhet", 0, 1.18, "mellom ingen og 18\xa0% flere enn før",
    ]  # fmt: skip


def test_no_chart_lies_on_the_numbers_of_the_next(tmp_path: Path) -> None:
    sections = [Section(f"s{n}", "Del", picture=bars("b", "Tittel", ("a", "b"), (1, 2), (3, 4))) for n in range(3)]
    sheet = written(report(*sections), tmp_path)["Diagramtall"]
    tops = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == "1. tertial 2026"]
    assert all(after - before >= 15 for before, after in pairwise(tops))


def test_the_list_of_words_holds_only_the_lists_that_are_used(tmp_path: Path) -> None:
    story = report(*full_report().sections, codebook=codebook_of(event_type=TYPES, cause={"hurry": "Hastverk"}))
    said = values(written(story, tmp_path)["Ordliste"])
    assert {"Type", "near_miss", "Det holdt på å skje"} <= set(said)
    assert "hurry" not in said


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_never_a_formula(hostile: str, tmp_path: Path) -> None:
    section = Section(
        "s",
        hostile[:500] or "x",
        text=(hostile,),
        bullets=(hostile,),
        facts=((hostile, hostile),),
        tables=(
            Table(
                "t",
                hostile[:400],
                (Field("a", hostile[:300] or "a"), Field("b", hostile[:300] or "a", int)),
                ((hostile, hostile),),
                note=hostile,
            ),
        ),
    )
    book = written(report(section, title=hostile[:250], unit=hostile[:80], author=hostile, subject=hostile), tmp_path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n"}, cell
                if str(cell.value)[:1] in "=+-@" and isinstance(cell.value, str):
                    assert cell.quotePrefix


def test_text_that_is_too_long_says_that_it_was_cut() -> None:
    assert len(text("x" * 40_000)) == LIMIT
    assert text("x" * 40_000).endswith("[forkortet]")
    assert text("æ" * LIMIT) == "æ" * LIMIT


def test_control_characters_and_half_letters_are_replaced() -> None:
    assert text("a\x00b\ud83dc") == "a\ufffdb\ufffdc"
    assert text("a\u202eb") == "ab"


def test_equal_titles_get_different_sheets_and_tables(tmp_path: Path) -> None:
    table = Table("t", "Sted/type: [alle] med et navn som er altfor langt for et ark", WHAT, (("a", 1),))
    book = written(report(Section("s", "Del", tables=(table, table))), tmp_path)
    assert len(set(book.sheetnames)) == 3
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_equal_headings_of_columns_are_told_apart(tmp_path: Path) -> None:
    fields = (Field("a", "Antall"), Field("b", "Antall", int), Field("c", "antall", int))
    sheet = written(report(Section("s", "Del", tables=(Table("t", "T", fields, (("a", 1, 2),)),))), tmp_path)["T"]
    assert [cell.value for cell in sheet[5]] == ["Antall", "Antall (2)", "antall (3)"]


def test_the_same_report_is_the_same_workbook(tmp_path: Path) -> None:
    first = write_workbook(full_report(), tmp_path / "a.xlsx").read_bytes()
    assert first == write_workbook(full_report(), tmp_path / "b.xlsx").read_bytes()


def test_a_cancelled_workbook_leaves_nothing(tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_workbook(full_report(), tmp_path / "r.xlsx", stop)
    with pytest.raises(Cancelled):
        write_rows(listing(), [rows(10)], tmp_path / "l.xlsx", stop)
    assert list(tmp_path.iterdir()) == []


# --- all rows of a list


def listing(**changes: Any) -> Listing:
    fields = (
        Field("number", "Nummer"),
        Field("day", "Dato", date),
        Field("at", "Kl.", time),
        Field("kind", "Type", codes="event_type"),
        Field("n", "Grad", int),
        Field("story", "Hva skjedde?", long=True),
        Field("made", "Meldt", datetime),
        Field("told", "Varslet", bool),
    )
    plain: dict[str, Any] = {
        "title": "Hendelser",
        "unit": "Solbakken",
        "fields": fields,
        "when": WHEN,
        "codebook": codebook_of(event_type=TYPES),
    }
    return Listing(**{**plain, **changes})


def rows(count: int) -> list[tuple[Any, ...]]:
    return [
        (
            f"2026-{n}",
            date(2026, 1, 1) + timedelta(days=n % 120),
            time(9, 30) if n % 2 else None,
            "injury",
            n % 5,
            HOSTILE[n % len(HOSTILE)],
            WHEN,
            bool(n % 2),
        )
        for n in range(count)
    ]


def test_all_rows_become_one_real_table(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = write_rows(listing(total=60), [rows(40), rows(20)], tmp_path / "l.xlsx", lambda *at: told.append(at))
    sheet = read(path)["Hendelser"]
    (table,) = sheet.tables.values()
    assert table.ref == "A1:H61"
    assert [cell.value for cell in sheet[3]][:5] == ["2026-1", datetime(2026, 1, 2), time(9, 30), "Noen ble skadet", 1]
    assert [cell.value for cell in sheet[3]][6:] == [datetime(2026, 4, 30, 12, 0), "Ja"]
    assert sheet["B2"].number_format == "dd.mm.yyyy"
    assert sheet.freeze_panes == "A2"
    assert told == [(40, 60), (60, 60)]
    assert [path.name for path in tmp_path.iterdir()] == ["l.xlsx"]


def test_no_row_of_a_list_holds_a_formula(tmp_path: Path) -> None:
    sheet = read(write_rows(listing(), [rows(40)], tmp_path / "l.xlsx"))["Hendelser"]
    for number, row in enumerate(sheet.iter_rows(min_row=2)):
        assert all(cell.data_type in {"s", "n", "d"} for cell in row)
        said = HOSTILE[number % len(HOSTILE)]
        assert (row[5].value or "").replace("_x005F_", "_") == text(said)  # as Excel reads it
        assert row[5].quotePrefix == (said[0] in "=+-@")


def test_an_empty_list_is_a_workbook_that_says_so(tmp_path: Path) -> None:
    assert "Listen er tom." in values(read(write_rows(listing(), [], tmp_path / "l.xlsx"))["Hendelser"])


def test_the_same_list_is_the_same_workbook(tmp_path: Path) -> None:
    first = write_rows(listing(), [rows(30)], tmp_path / "a.xlsx").read_bytes()
    assert first == write_rows(listing(), [rows(30)], tmp_path / "b.xlsx").read_bytes()


def test_a_workbook_open_in_excel_gets_a_number_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "l.xlsx"
    path.write_bytes(b"open")
    real = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target) == path:
            raise PermissionError(13, "in use", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", locked)  # what Windows does
    assert write_rows(listing(), [rows(3)], path) == tmp_path / "l (2).xlsx"


def test_a_target_that_is_a_folder_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Velg en annen mappe"):
        write_workbook(full_report(), tmp_path)


def test_a_chart_points_at_its_table_also_where_the_table_holds_codes(tmp_path: Path) -> None:
    fields = (
        Field("kind", "Type", codes="event_type"),
        Field("now", "1. tertial 2026", int),
        Field("past", "I fjor", int),
    )
    table = Table("t", "T", fields, (("injury", 1, 3), ("near_miss", 2, 4)))
    picture = bars("b", "Tittel", (TYPES["injury"], TYPES["near_miss"]), (1, 2), (3, 4))
    book = written(report(Section("s", "Del", tables=(table,), picture=picture)), tmp_path)
    assert "Diagramtall" not in book.sheetnames


def test_a_long_note_is_broken_so_that_the_page_stays_readable_on_paper(tmp_path: Path) -> None:
    note = "Kolon betyr at tallet ikke vises, fordi det er så lite at det kan peke på noen. " * 3
    tables = (Table("a", "A", WHAT, (("x", 1),), note=note), Table("b", "B", WHAT, (("x", 1),), note="Kort."))
    book = written(report(Section("s", "Del", tables=tables)), tmp_path)
    assert [str(cells) for cells in book["A"].merged_cells.ranges] == ["A3:M3"]
    assert book["A"].row_dimensions[3].height > 30
    assert not book["B"].merged_cells.ranges


def test_lists_that_are_called_the_same_are_told_apart(tmp_path: Path) -> None:
    lists = codebook_of(event_type=TYPES, measure_type={"fix": "Fysisk sikring"}, place={"hill": "Bakke"})
    tables = tuple(
        Table(name, title, (Field("a", label, codes=name), Field("n", "Antall", int)), (("x", 1),))
        for name, title, label in (
            ("event_type", "Hendelser", "Type"), ("measure_type", "Tiltak", "Type"), ("place", "Steder", "Sted"),
        )
    )  # fmt: skip
    sheet = written(report(Section("s", "Del", tables=tables), codebook=lists), tmp_path)["Ordliste"]
    assert {row[0].value for row in sheet.iter_rows(min_row=6)} == {"Type (Hendelser)", "Type (Tiltak)", "Sted"}

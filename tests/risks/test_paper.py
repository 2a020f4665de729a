"""A risk assessment on paper, and all of them as a list and a workbook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from openpyxl import load_workbook

from ikdesk.paper.pdf import write_pdf
from ikdesk.paper.story import Section, Story, Table
from ikdesk.paper.workbook import write_workbook
from ikdesk.picture.grid_spec import RiskSpec
from ikdesk.picture.spec import describe
from ikdesk.picture.tie_spec import BowTieSpec
from ikdesk.risks.model import RiskForm
from ikdesk.risks.register_sections import Register, register_book, register_paper
from ikdesk.risks.sections import cell_words, risk_story, tied_words, works_words
from ikdesk.risks.view_model import RiskGroup, RiskView
from tests.paper.pdf_checker import check, texts
from tests.risks.papers import AROUND, BARRIERS, CRASH, HILL, LINES, MATRIX, NOW, RISK, ROW, USUAL, mark
from tests.samples import TODAY


def part(story: Story, key: str) -> Section:
    return next(one for one in story.sections if one.key == key)


def table(story: Story, key: str) -> Table:
    return next(one for one in story.tables if one.key == key)


def register(*views: RiskView, group: RiskGroup = RiskGroup.ALL) -> Register:
    return Register(views, MATRIX, group, "", TODAY, AROUND)


def test_the_numbers_of_the_hill_stand_before_expected_and_today() -> None:
    rows = table(risk_story(RISK, AROUND), "risks").rows
    assert rows == (
        (1, "Barn kolliderer i akebakken", "S5\xa0×\xa0K2\xa0=\xa010, middels (gul)",
         "S4\xa0×\xa0K2\xa0=\xa08, middels (gul)", "S4\xa0×\xa0K2\xa0=\xa08, middels (gul)"),
        (2, "Barn kolliderer i akebakken (det verste som kan skje)", "S4\xa0×\xa0K3\xa0=\xa012, høy (rød)",
         "S2\xa0×\xa0K3\xa0=\xa06, middels (gul)", "S2\xa0×\xa0K3\xa0=\xa06, middels (gul)"),
    )  # fmt: skip


def test_an_approved_version_does_not_speak_of_today() -> None:
    heads = [str(one.label) for one in table(risk_story(RISK, replace(AROUND, edition=1)), "risks").fields]
    assert heads == ["Nr.", "Hva kan gå galt?", "Uten nye tiltak", "Ventet", "Da den ble godkjent"]
    assert str(table(risk_story(RISK, AROUND), "risks").fields[-1].label) == "I dag"


def test_the_matrix_has_an_arrow_from_before() -> None:
    picture = part(risk_story(RISK, AROUND), "risk_matrix").picture
    assert isinstance(picture, RiskSpec)
    assert [(pip.before, pip.now) for pip in picture.pips] == [((0, 1), (1, 1)), ((1, 2), (3, 2))]
    assert "5 × 2 = 10" in describe(picture)


def test_a_danger_says_what_each_judgement_rests_on() -> None:
    facts = dict(part(risk_story(RISK, AROUND), "hazard_1").facts)
    usual_way = facts["Risiko 1: det som oftest skjer"].split("\n")
    assert usual_way[0].endswith("middels (gul). 17 hendelser i akebakken vinteren 2024–25.")
    assert usual_way[1].startswith("Vi venter (06.10.2025): ")
    assert usual_way[2].startswith("Slik ble det (20.03.2026): ")
    assert facts["Godtatt, risiko 2"] == (
        "Tom, leder, 20. mars 2026. Barna skal få ake. Vi ser på det hver vinter. Vurderes på nytt 1. november 2026."
    )
    assert facts["Mangler"] == "Loggen sier noe annet"


def test_a_rating_from_another_matrix_says_what_it_was_given_as() -> None:
    older = replace(LINES[0], before=replace(USUAL[0], size=4, probability=4))
    view = replace(RISK, hazards=(replace(CRASH, lines=(older,)),))
    facts = dict(part(risk_story(view, AROUND), "hazard_1").facts)
    assert facts["Risiko 1"].startswith(
        "Uten nye tiltak (06.10.2025): S5\xa0×\xa0K3\xa0=\xa015, høy (rød). Gitt som S4 × K2 i en matrise med 4 trinn."
    )


def test_barriers_say_whether_they_work_and_what_they_are_tied_to() -> None:
    short = replace(RISK, row=replace(ROW, form=RiskForm.MINI))  # without the picture
    facts = dict(part(risk_story(short, AROUND), "hazard_1").facts)
    assert facts["Hva det kan føre til"] == "• Slag mot hodet\n• Tannskade\n• Brudd"
    rows = table(risk_story(short, AROUND), "barriers_1").rows
    assert [row[0] for row in rows[:1]] == ["Egen løype opp"]
    assert [row[1] for row in rows] == ["Går opp i løypa", "At det skjer", "At det skjer", "Følgene", "Følgene"]
    assert [tied_words(one) for one in BARRIERS[:3]] == [
        "Tiltak 1: Merket løype opp (gjennomført)", "Rutine: Aking i bakken",
        "Kontroll av Halmballer, frist 01.11.2026",
    ]  # fmt: skip
    assert [works_words(one) for one in BARRIERS[1:4]] == ["Virker delvis (12.01.2026)", "Ikke sjekket", "Virker"]


def test_the_full_form_has_a_picture_whose_numbers_stand_in_the_table() -> None:
    danger = part(risk_story(RISK, AROUND), "hazard_1")
    assert isinstance(danger.picture, BowTieSpec)
    drawn = [(one.number, one.words) for one in danger.picture.guards]
    assert [row[:2] for row in danger.tables[0].rows] == drawn
    assert "Tannskade" in describe(danger.picture)
    without = replace(RISK, hazards=(replace(CRASH, consequences=()),))
    assert part(risk_story(without, AROUND), "hazard_1").picture is None


def test_what_a_picture_has_no_room_for_stands_in_words(tmp_path: Path) -> None:
    one = next(iter(CRASH.barriers))
    many = tuple(replace(one, id=UUID(int=500 + at), title=f"Hinder {at}", against="") for at in range(60))
    for crowded in (replace(CRASH, barriers=many), replace(CRASH, causes=tuple("abcdefghijklmnopqrstuvwxyz"))):
        story = risk_story(replace(RISK, hazards=(crowded,)), AROUND)
        danger = part(story, "hazard_1")
        assert danger.picture is None
        assert crowded.causes[-1] in dict(danger.facts)["Hva det kan komme av"]
        assert [row[0] for row in danger.tables[0].rows] == [one.title for one in crowded.barriers]
    tall = part(risk_story(RISK, AROUND), "hazard_1").picture
    assert isinstance(tall, BowTieSpec)
    high = replace(story, sections=(replace(danger, picture=replace(tall, causes=("Is på løypa",) * 60)),))
    assert check(write_pdf(high, tmp_path / "mye.pdf").read_bytes()) == []  # made smaller than it is, never cut


def test_what_nobody_judged_has_a_line_and_no_colour() -> None:
    assert (cell_words(None), cell_words(mark(1, 1))) == ("–", "S1\xa0×\xa0K1\xa0=\xa01, lav (grønn)")


@pytest.mark.parametrize(("edition", "changed", "shown", "said"), [
    (0, False, 0, "Ikke godkjent ennå"), (2, False, 0, "Som godkjent versjon 2"),
    (2, True, 0, "Endret etter at versjon 2 ble godkjent"), (2, True, 1, "Godkjent versjon 1"),
])  # fmt: skip
def test_every_page_says_whether_it_is_approved(edition: int, changed: bool, shown: int, said: str) -> None:
    view = replace(RISK, row=replace(ROW, edition=edition), changed=changed)
    assert risk_story(view, replace(AROUND, edition=shown)).mark == said


def test_a_short_assessment_is_a_whole_paper(tmp_path: Path) -> None:
    row = replace(ROW, form=RiskForm.MINI, target=replace(HILL, place="", activity=None), edition=0, approved_on=None)
    bare = replace(CRASH, causes=(), consequences=(), barriers=(), lines=(), judgement="")
    view = replace(RISK, row=row, worth="", aim="", participants="", hazards=(bare,), versions=())
    story = risk_story(view, AROUND)
    assert "Kort vurdering" in story.subtitle
    assert dict(part(story, "about").facts)["Godkjent"] == "Ikke ennå."
    assert not [one for one in story.sections if one.key in {"risk_matrix", "gone", "versions"}]
    assert check(write_pdf(story, tmp_path / "kort.pdf").read_bytes()) == []


def test_the_paper_is_whole_and_read_in_order(tmp_path: Path) -> None:
    data = write_pdf(risk_story(RISK, AROUND), tmp_path / "risiko.pdf").read_bytes()
    assert check(data) == []
    said = " ".join(texts(data))
    wanted = ("Barna får bruke kroppen", "Egen løype opp", "Snor i hjelmen", "Sett på etter")
    order = [said.index(one) for one in wanted]
    assert order == sorted(order)


def test_the_list_numbers_its_risks_as_the_matrix_does() -> None:
    other = replace(RISK, row=replace(ROW, title="Porten"))
    closed = replace(RISK, row=replace(ROW, title="Benken", closed_on=NOW))
    paper = register_paper(register(RISK, other, closed))
    assert [row[:2] for row in table(paper, "risk_assessments").rows] == [
        ("Akebakken", "Store akebakken, Aking"), ("Porten", "Store akebakken, Aking"),
        ("Benken", "Store akebakken, Aking"),
    ]  # fmt: skip
    assert [row[2] for row in table(paper, "risk_assessments").rows] == ["Gjelder nå", "Gjelder nå", "Avsluttet"]
    lines = table(paper, "risk_lines").rows
    assert [row[:2] for row in lines] == [(1, "Akebakken"), (2, "Akebakken"), (3, "Porten"), (4, "Porten")]
    assert lines[0][5].startswith("Egen løype opp (ny); Startpunkt etter føret;")
    assert lines[1][5] == "Det samme som nr. 1; Godtatt av Tom, leder"  # not all of it again
    matrix = part(paper, "risk_matrix").picture
    assert isinstance(matrix, RiskSpec)
    assert [pip.number for pip in matrix.pips] == [1, 2, 3, 4]


def test_so_many_that_nobody_could_read_them_are_counted() -> None:
    many = [replace(RISK, row=replace(ROW, title=f"Nr. {n}")) for n in range(31)]
    matrix = part(register_paper(register(*many)), "risk_matrix").picture
    assert isinstance(matrix, RiskSpec)
    assert (matrix.pips, matrix.counts[1][1], matrix.counts[3][2]) == ((), 31, 31)


def test_the_workbook_has_a_sheet_for_each_and_a_coloured_matrix(tmp_path: Path) -> None:
    book = load_workbook(write_workbook(register_book(register(RISK)), tmp_path / "risiko.xlsx"))
    assert book.sheetnames[1:5] == ["Vurderinger", "Farer", "Barrierer", "Matrise"]
    matrix = book["Matrise"]
    rows = matrix.iter_rows(6, 10, 2, 6)
    cells = {str(cell.value): cell.fill.fgColor.rgb for row in rows for cell in row}
    now = next(value for value in cells if value.startswith("M 8"))
    assert now.endswith("1")
    assert cells[now] not in {cells["L 4"], cells["H 12"]}
    dangers = [[cell.value for cell in row] for row in book["Farer"].iter_rows(6, 7)]
    assert [row[3:7] for row in dangers] == [[5, 2, 10, "Middels (gul)"], [4, 3, 12, "Høy (rød)"]]


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    empty = register(group=RiskGroup.DUE)
    assert check(write_pdf(register_paper(empty), tmp_path / "tom.pdf").read_bytes()) == []
    assert register_paper(empty).subtitle == "0 vurderinger · må ses på · 30. april 2026"
    assert load_workbook(write_workbook(register_book(empty), tmp_path / "tom.xlsx"))["Farer"]["A6"].value == (
        "Ingen farer er skrevet ned."
    )

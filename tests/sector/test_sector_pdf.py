"""The PDF for the sector: what it says of all units, what it hides, and how long it can be."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from ikdesk.kernel.words import use_language
from ikdesk.paper.pdf import pdf_bytes
from ikdesk.paper.story import Section, Story
from ikdesk.picture.spec import BarSpec
from ikdesk.sector.facts_model import DecisionLine, FileLine, Lists, SectorFacts, Summed, SumTable
from ikdesk.sector.sections import sector_story
from ikdesk.sector.shown_sections import MOST_OTHERS, MOST_UNITS
from ikdesk.sector.told_model import Three
from ikdesk.sector.wanted_model import FileState
from tests.paper.pdf_checker import check, texts
from tests.paper.test_pdf import HOSTILE
from tests.sector.examples import LONG, decisions_of, facts_of, files_of, lists_of, missing_of, unit

ORDER = [
    "short", "absent", "missing", "troubled", "late", "decisions", "lights", "apart", "numbers",
    "by_month", "by_kind", "by_severity", "units", "unit_lights", "apart_lights", "unit_by_kind", "more_numbers",
    "by_mechanism", "shares", "keys", "files", "counted", "protected", "signs",
]  # fmt: skip


def everything(units: int = 40, missing: int = 5) -> tuple[SectorFacts, Lists]:
    """So many units, with every oddity there is."""
    lines = [unit(number) for number in range(units)]
    files, decisions = files_of(lines), decisions_of(lines)
    facts = facts_of(lines, missing=missing, expected=units + missing, troubled=9, files=len(files),
                     decisions=len(decisions))  # fmt: skip
    return facts, lists_of(lines, missing=missing_of(missing), files=files, decisions=decisions)


def nothing_odd(units: int = 3) -> tuple[SectorFacts, Lists]:
    """So many units, and nothing to say of them."""
    lines = [unit(0, name=f"Eple {number}", overdue_measures=0) for number in range(units)]
    return facts_of(lines, heads=(), dropped=(), tables=(), shares=()), lists_of(lines)


def section(story: Story, key: str) -> Section:
    (found,) = [one for one in story.sections if one.key == key]
    return found


def said(data: bytes) -> str:
    return " ".join(" ".join(texts(data)).replace("\xa0", " ").split())


def test_it_is_read_in_the_order_of_what_matters() -> None:
    story = sector_story(*everything())
    assert [one.key for one in story.sections] == ORDER
    assert [one.appendix for one in story.sections] == sorted(one.appendix for one in story.sections)


@pytest.mark.parametrize("whole", [everything(3, 1), everything(40), nothing_odd()], ids=["three", "forty", "plain"])
def test_it_is_tagged_and_archivable(whole: tuple[SectorFacts, Lists]) -> None:
    assert check(pdf_bytes(sector_story(*whole))) == []


def test_pages_with_many_columns_lie_on_their_side_and_the_others_do_not() -> None:
    data = pdf_bytes(sector_story(*everything()))
    with pikepdf.open(BytesIO(data)) as pdf:
        wide = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in pdf.pages]
    assert (wide[0], wide[-1]) == (False, False)
    assert sum(one != other for one, other in pairwise(wide)) == 2
    assert "Side 1 av" in said(data)


def test_it_says_that_it_is_no_ranking_and_keeps_the_order_it_is_given() -> None:
    facts, lists = everything()
    story = sector_story(facts, lists)
    for key in ("short", "units"):
        assert "ingen rangering" in section(story, key).text[0]
    assert story.cover is not None
    assert story.cover.note == "Ingen rangering"
    names = [line.name for page in lists.units() for line in page]
    assert [row[0] for row in section(story, "units").tables[0].rows] == names


def test_who_is_missing_late_or_not_taken_is_told_with_why() -> None:
    facts, lists = everything()
    story = sector_story(facts, lists)
    missing = section(story, "missing").tables[0].rows
    assert missing[0] == ("Fravær barnehage 000", "800000000", "Endret etter at den ble signert.")
    assert {row[2] for row in missing[1:3]} == {"Den står på listen over enheter", "Vi har fått rapport fra den før"}
    troubled = section(story, "troubled").tables[0].rows
    assert ("rapport-draft.pdf", "Be enheten sende den leverte rapporten en gang til.") in troubled
    assert "rapport-same.pdf" not in {row[0] for row in troubled}
    assert [row[0] for row in section(story, "late").tables[0].rows] == [
        unit(number).name for number in range(40) if unit(number).late
    ]  # fmt: skip
    assert "Alle rapportene vi venter på, er med og levert i tide." in section(
        sector_story(*nothing_odd()), "absent"
    ).text  # fmt: skip


def test_what_must_be_decided_stands_together_with_the_overdue_first() -> None:
    story = sector_story(*everything())
    overdue, waiting = (table.rows for table in section(story, "decisions").tables)
    assert all("over fristen" in row[3] for row in overdue)
    assert not any("over fristen" in row[3] for row in waiting)
    assert "Fjerne stolpen i akebakken\nBarn kan fortsatt treffe stolpen i fart." in overdue[0][1]
    none = section(sector_story(*nothing_odd()), "decisions")
    assert none.tables == ()
    assert none.text == ("Ingen enheter har meldt noe som krever beslutning høyere opp.",)


def test_lights_have_a_symbol_and_a_word_and_other_rules_stand_apart() -> None:
    story = sector_story(*everything())
    row = section(story, "unit_lights").tables[0].rows[0]
    assert {cell.replace("\xa0", " ") for cell in row[1:]} == {"● Grønn", "▲ Gul", "■ Rød", "– Ikke i bruk"}
    assert section(story, "unit_lights").text[0].startswith("● Grønn: i rute.")
    apart = {unit(number).name for number in range(40) if unit(number).apart}
    assert {row[0] for row in section(story, "apart").tables[0].rows} == apart
    assert {row[0] for row in section(story, "apart_lights").tables[0].rows} == apart
    assert not apart & {row[0] for row in section(story, "unit_lights").tables[0].rows}
    assert section(story, "lights").tables[0].rows[0][5] == len(apart)


def test_hidden_numbers_are_the_sign_and_sums_without_them_are_the_least() -> None:
    facts, lists = everything()
    story = sector_story(facts, lists)
    assert section(story, "unit_by_kind").tables[0].rows[1][2:] == (7, ":", ":")
    assert "Det er under 3" in section(story, "unit_by_kind").tables[0].note
    row = next(row for row in section(story, "by_mechanism").tables[0].rows if row[0] == "Klem")
    assert row[1:] == ("minst 170", 180)
    few = SumTable("by_treatment", "Hendelser etter behandling", "Behandling", (Summed("x", "Lege", 0, 5, 9, 0),))
    rows = section(sector_story(replace(facts, tables=(few,)), lists), "by_treatment").tables[0].rows
    assert rows == (("Lege", ":", 5),)


def test_last_year_is_told_only_where_it_can_be_compared() -> None:
    story = sector_story(*everything())
    rows = {row[0]: row for row in section(story, "units").tables[0].rows}
    assert rows["Barnehage 0005"][3] == rows["Barnehage 0009"][3] == "–"
    assert "Ikke hele perioden" in rows["Barnehage 0005"][7]
    assert "Ingen tall i fjor" in rows["Barnehage 0009"][7]
    assert rows["Barnehage 0000"][3] == 7
    every, same = section(story, "numbers").tables[0].rows
    assert (every[1], every[3], same[1]) == (40, "–", 36)
    (alone,) = section(sector_story(*nothing_odd()), "numbers").tables[0].rows
    assert alone[:4] == ("Alle enhetene", 3, 9, 21)


def test_new_units_stand_with_the_fingerprint_of_their_key() -> None:
    rows = section(sector_story(*everything()), "keys").tables[0].rows
    assert rows[0] == ("Barnehage 0006", "900000006", "3F2A 91C0 77B1 0D42 5EE8 9A10 C3D4 8F66")


def test_long_lists_are_cut_on_paper_and_it_is_said() -> None:
    facts, lists = everything(MOST_UNITS + 50, MOST_OTHERS + 7)
    story = sector_story(facts, lists)
    assert len(section(story, "units").tables[0].rows) == MOST_UNITS
    assert "De første 400 av 450 står her. Alle står i regnearket." in section(story, "units").text
    assert section(story, "missing").tables[0].note == "De første 200 av 207 står her. Alle står i regnearket."
    matters = sum(len(table.rows) for table in section(story, "decisions").tables)
    assert matters == MOST_OTHERS
    assert "De første 200 av 300 står her. Alle står i regnearket." in section(story, "decisions").text


def test_late_units_far_down_the_alphabet_are_not_lost() -> None:
    lines = [unit(0, name=f"Eple {number:03}", late=number == MOST_UNITS + 20) for number in range(MOST_UNITS + 30)]
    story = sector_story(facts_of(lines), lists_of(lines))
    assert [row[0] for row in section(story, "late").tables[0].rows] == ["Eple 420"]


def test_what_strangers_wrote_is_ink_and_nothing_else() -> None:
    lines = [unit(number, name=text or "–", own_rules=text, apart=True) for number, text in enumerate(HOSTILE)]
    files = [FileLine(text, FileState.UNREADABLE, text, text) for text in HOSTILE]
    matters = [DecisionLine(text, 1, text, text, None, None, overdue=True) for text in HOSTILE]
    facts = facts_of(lines, decisions=len(matters), troubled=len(files), total=Three(None, None))
    data = pdf_bytes(sector_story(facts, lists_of(lines, files=files, decisions=matters)))
    assert check(data) == []
    assert "<b>fet & feit</b>" in said(data)


def test_a_long_text_is_shortened_and_it_is_said() -> None:
    lines = [unit(1)]
    matters = [DecisionLine(LONG, 1, "Gjerde", "Porten " * 120, None, None, overdue=False)]
    story = sector_story(facts_of(lines, decisions=1), lists_of(lines, decisions=matters))
    (table,) = section(story, "decisions").tables
    assert len(table.rows[0][1]) <= 310
    assert table.note == "Lange tekster er forkortet. De står hele i regnearket."


@pytest.mark.parametrize("tongue", ["nn", "en"])
def test_it_can_be_said_in_another_language(tongue: str) -> None:
    use_language(tongue)
    try:
        data = pdf_bytes(sector_story(*everything(3, 1)))
    finally:
        use_language("nb")
    assert check(data) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == {"nn": "nn-NO", "en": "en"}[tongue]


def test_sums_of_unlike_units_are_not_drawn_beside_each_other() -> None:
    whole, lists = everything()
    assert whole.compared.units < whole.units
    alike = replace(whole, compared=replace(whole.compared, units=whole.units))
    for facts, series, noted in ((whole, 1, True), (alike, 2, False)):
        one = section(sector_story(facts, lists), "by_kind")
        assert isinstance(one.picture, BarSpec)
        assert len(one.picture.series) == series
        assert ("Ikke de samme enhetene begge årene" in one.tables[0].note) is noted
        said = " ".join(section(sector_story(facts, lists), "numbers").text)
        assert ("summene kan ikke sammenlignes" in said) is noted


def test_files_for_other_periods_are_counted_and_not_listed() -> None:
    facts, lists = nothing_odd()
    older = [FileLine(f"{n}.pdf", FileState.OTHER_PERIOD, "Rapporten er for 2025.", "Eple") for n in range(7)]
    one = section(sector_story(facts, replace(lists, files=lambda: iter([older]))), "files")
    assert (one.text, one.tables) == (("7 filer er for andre perioder. De står i regnearket.",), ())


def test_it_warns_of_handing_out_two_collections_that_differ_by_a_unit() -> None:
    bullets = section(sector_story(*nothing_odd()), "protected").bullets
    assert any("forskjellen mellom summene" in bullet and "det siste" in bullet for bullet in bullets)

"""The statistics as files: marked as internal, whole, and with nothing in them that points at somebody."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Cancelled
from ikdesk.paper.story import Story
from ikdesk.picture.spec import describe
from ikdesk.statistics.count_model import AllFacts, Group
from ikdesk.statistics.group_queries import all_facts
from ikdesk.statistics.sections import statistics_file_name, statistics_story
from ikdesk.statistics.shielded_pictures import left_out, shielded
from ikdesk.statistics.writing import FORMATS, write_statistics
from ikdesk.unit.model import MonthFigures
from tests.looking import desk_of
from tests.samples import LEADER, TODAY
from tests.statistics.reports import told
from tests.statistics.spread_out import some_of_everything, span

WHEN = datetime(2026, 4, 30, 12, tzinfo=UTC)
DAY = date(2026, 1, 13)


def facts(database: Database, code: str = "2026-T1") -> AllFacts:
    found: AllFacts = database.read(all_facts, span(code), viewer=LEADER, today=TODAY)
    return found


def story(database: Database) -> Story:
    return statistics_story(facts(database), when=WHEN)


def test_every_group_is_there_with_what_may_be_told(database: Database) -> None:
    some_of_everything(database)
    made = story(database)
    assert [section.key for section in made.sections if section.new_page] == [group.code for group in Group]
    assert made.title == "Statistikk – internt"
    assert made.mark == "Internt – skal ikke sendes videre"
    assert made.subtitle == "1. tertial 2026 mot 1. tertial 2025"
    pictures = {section.picture.key for section in made.sections if section.picture}
    assert {"months", "place", "kind", "mechanism", "activity", "severity", "body", "treatment", "funnel"} <= pictures
    assert not pictures & {"hours", "place_kind", "department"}
    short = dict(made.sections[0].facts)
    assert re.fullmatch(r"\d+ \(\d+ i 1\. tertial 2025\) (◆|▲|▼).*", short["Hendelser"])


def test_small_numbers_of_the_body_and_of_treatments_are_nowhere(database: Database) -> None:
    for part, treated, number in (("head", "comfort", 9), ("tooth", "dentist", 1), ("knee", "doctor", 2),
                                  ("hand", "cold_pack", 4)):  # fmt: skip
        told(database, [DAY] * number, body_part=part, treatment=(treated,))
    found = facts(database)
    assert left_out(found) == ()
    made = {spec.key: spec for spec in shielded(Group.WHO, found)}
    said = describe(made["body"])
    assert "Tann: skjult" in said
    assert "Kne: skjult" in said
    assert "Hode / panne: 9" in said
    assert made["body"].title == "De minste tallene er skjult"
    table = next(table for table in statistics_story(found, when=WHEN).tables if table.key == "treatment")
    # the third is hidden with them: 1 + 2 is told by what is left of the sum
    assert dict(table.rows) == {"Trøst / observasjon": 9, "Kaldt omslag": ":", "Tannlege": ":", "Fastlege": ":"}


def test_a_table_that_would_have_to_be_hidden_whole_is_left_out_and_said_so(database: Database) -> None:
    told(database, [DAY], body_part="tooth", treatment=("dentist",))
    made = story(database)
    assert not {"body", "treatment"} & {section.picture.key for section in made.sections if section.picture}
    assert any("«Hvor på kroppen» er ikke med" in line for line in made.sections[-1].bullets)


def test_kinds_that_are_never_told_one_by_one_are_one(database: Database) -> None:
    for kind in ("staff_injury", "violence_threat", "environment_42"):
        told(database, [DAY] * 4, kind=kind, story="")
    told(database, [DAY] * 5)
    table = next(table for table in story(database).tables if table.key == "kind")
    assert {row[0]: row[1] for row in table.rows} == {"Annet": 12, "Skade på barn/elev": 5}


def test_the_files_open_and_say_on_every_page_that_they_are_internal(
    database: Database, tmp_path: Path
) -> None:
    some_of_everything(database)
    desk = desk_of(database)
    steps: list[tuple[int, int]] = []
    made = write_statistics(desk, span(), tmp_path, FORMATS, tick=lambda done, total: steps.append((done, total)))
    assert [path.name for path in made] == ["Statistikk 2026-T1.pdf", "Statistikk 2026-T1.xlsx"]
    assert steps[-1][0] == steps[-1][1] > 5
    with pikepdf.open(made[0]) as pdf:
        assert len(pdf.pages) > 5
        assert "internt" in str(pdf.docinfo["/Title"])
        assert str(pdf.Root.Lang) == "nb-NO"
    book = load_workbook(made[1])
    assert {"Måned for måned", "Steder", "Typer"} <= set(book.sheetnames)
    with ZipFile(made[1]) as held:
        assert sum(name.startswith("xl/charts/chart") for name in held.namelist()) >= 6


def test_it_stops_when_asked_and_leaves_nothing(database: Database, tmp_path: Path) -> None:
    told(database, [DAY] * 6)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_statistics(desk_of(database), span(), tmp_path, FORMATS, tick=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_closed_month_is_not_zero_and_a_year_that_is_not_over_ends(database: Database) -> None:
    told(database, [date(2024, 1, 5), date(2025, 2, 3), DAY])

    def shut(session: Session, **_who: object) -> None:
        session.add(MonthFigures(year=2026, month=3, children=0, open_days=0))

    database.write(shut, by=LEADER, today=TODAY)
    rows = {table.key: table.rows for table in story(database).tables}
    assert rows["months"] == (("januar", 1, 0), ("februar", 0, 1), ("mars", "stengt", "stengt"), ("april", 0, 0))
    assert rows["so_far"][3:5] == (("apr", 1, 1, 1), ("mai", None, 1, 1))


@pytest.mark.parametrize(("code", "name"), [
    ("2026-T1", "Statistikk 2026-T1"), ("last12", "Statistikk siste 12 måneder 2026-04-30"),
    ("2026-01-10..2026-02-10", "Statistikk 2026-01-10–2026-02-10"),
])  # fmt: skip
def test_the_name_says_of_which_days(database: Database, code: str, name: str) -> None:
    assert statistics_file_name(facts(database, code)) == name


def test_an_empty_unit_gets_a_file_that_says_so(database: Database) -> None:
    made = story(database)
    assert "Ingen hendelser er registrert ennå." in made.sections[0].text[0]
    assert all(value for _label, value in made.sections[0].facts)

"""The extract to the safety representative and AMU: true numbers, nothing medical, nobody's name."""

from __future__ import annotations

import re
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest

from ikdesk import cli
from ikdesk.access.model import Deed
from ikdesk.incidents.actions import correct_incident, withdraw_incident
from ikdesk.incidents.staff_count_queries import staff_facts
from ikdesk.incidents.staff_facts_model import StaffFacts
from ikdesk.incidents.staff_model import Grave
from ikdesk.incidents.staff_sections import staff_story
from ikdesk.incidents.staff_writing import Content, draw_extract, write_extract
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.measures.actions import add_measure
from ikdesk.measures.link_actions import link_incident
from ikdesk.paper.story import Story
from tests.incidents.staff_samples import (
    CANARY,
    DEPARTMENT_LEAD,
    SAFETY_REP,
    STAFF,
    follow_up,
    medical,
    staff_incident,
)
from tests.paper.pdf_checker import check, texts
from tests.samples import LEADER, NOON, TODAY, measure_values

T1 = parse_period("2026-T1")
STORY = "Ukjent historie om AB"
MEDICAL_WORDS = (CANARY, "fracture", "Skulder", "skulder", "Venstre")


def facts(database: Database, viewer: Viewer = LEADER) -> StaffFacts:
    return database.read(staff_facts, T1, viewer=viewer, today=TODAY)


def story(database: Database, *, cases: bool = False, viewer: Viewer = LEADER) -> Story:
    return staff_story(facts(database, viewer), cases=cases, when=NOON.astimezone())


def rows(told: Story, key: str) -> dict[Any, Any]:
    return {row[0]: row[1] for table in told.tables if table.key == key for row in table.rows}


def some_cases(database: Database) -> list[Key]:
    """Eight cases in the first tertial, one with everything in it."""
    keys = [
        staff_incident(database, occurred_on=date(2026, 1 + n % 3, 5), child="Assistent", story=STORY,
                       kind="violence_threat" if n < 6 else "staff_injury", severity=3 if n == 0 else 1)
        for n in range(8)
    ]  # fmt: skip
    medical(database, keys[0])
    follow_up(database, keys[0], violence=("hit", "threat"), grave=Grave.YES, treatment_level="hospital",
              absence_from=date(2026, 1, 6), absence_days=14, told_safety_rep=date(2026, 1, 5),
              told_authority=date(2026, 1, 5), nav_on=date(2026, 1, 9), extract="Slått i en overgang.")  # fmt: skip
    follow_up(database, keys[1], violence=("hit",), nearly=True, absence_days=0)
    return keys


def test_the_numbers_are_those_of_the_register(database: Database) -> None:
    keys = some_cases(database)
    sums = facts(database).sums
    assert (sums.total, sums.nearly, sums.grave, sums.absent, sums.days, sums.needs_nav) == (8, 1, 1, 1, 14, 1)
    assert sums.by["kind"] == {"violence_threat": 6, "staff_injury": 2}
    assert sums.by["month"] == {"2026-01": 3, "2026-02": 3, "2026-03": 2, "2026-04": 0}
    assert sums.by["work_when"] == {"": 8}
    assert (sums.violence["hit"], sums.violence["threat"], sums.violence["threat_written"]) == (2, 1, 0)
    assert (sums.told["told_safety_rep"], sums.told["told_police"]) == (1, 0)
    database.write(withdraw_incident, keys[2], "Meldt to ganger", by=LEADER, today=TODAY)
    database.write(correct_incident, keys[7], {"kind": "child_injury"}, "", by=LEADER, today=TODAY)
    assert facts(database).sums.total == 6


def test_the_safety_representative_and_the_leader_get_the_same_extract(database: Database) -> None:
    some_cases(database)
    for cases in (True, False):
        mine, theirs = (story(database, cases=cases, viewer=who) for who in (LEADER, SAFETY_REP))
        assert mine.tables == theirs.tables


@pytest.mark.parametrize("who", [STAFF, DEPARTMENT_LEAD], ids=["staff", "department_lead"])
def test_nobody_else_gets_it(database: Database, who: Viewer) -> None:
    with pytest.raises(Problem, match="ikke tilgang"):
        facts(database, who)


def test_a_period_that_has_not_begun_is_told_plainly(database: Database) -> None:
    with pytest.raises(Problem, match="har ikke begynt"):
        database.read(staff_facts, parse_period("2027"), viewer=LEADER, today=TODAY)


def test_small_numbers_are_not_told_where_the_cases_do_not_stand_one_by_one(database: Database) -> None:
    some_cases(database)
    told = story(database)
    assert rows(told, "by_kind") == {"violence_threat": ":", "staff_injury": ":", "Sum": 8}
    assert rows(told, "violence") == {"hit": ":", "threat": ":"}
    assert "cases" not in {table.key for table in told.tables}
    text = repr(told.sections)
    absence = next(section for section in told.sections if section.key == "absence")
    assert absence.facts == (("Saker med fravær", ":"), ("Fraværsdager i alt", ":"))
    assert "Dager i alt" not in text
    assert "8 saker i registeret for ansatte." in text
    assert "2026-1" not in text  # no case's number


def test_the_cases_one_by_one_have_their_numbers_and_only_the_text_that_was_cleared(database: Database) -> None:
    some_cases(database)
    told = story(database, cases=True)
    assert rows(told, "by_kind") == {"violence_threat": 6, "staff_injury": 2, "Sum": 8}
    lines = next(table for table in told.tables if table.key == "cases").rows
    assert len(lines) == 8
    assert lines[0][2:] == (
        "Vold og trusler mot ansatt, slag, trussel", "sledding_hill", 14,
        "Verneombudet, Arbeidstilsynet og Skademelding til NAV", "Slått i en overgang.",
    )  # fmt: skip
    assert {line[-1] for line in lines[1:]} == {"Ikke skrevet"}
    assert STORY not in repr(told.sections)
    assert "Assistent" not in repr(told.sections)


def test_measures_that_came_of_the_cases_are_told(database: Database) -> None:
    keys = some_cases(database)
    measure = database.write(add_measure, measure_values(database, title="To voksne i overganger"), by=LEADER,
                             today=TODAY)  # fmt: skip
    for key in keys[:2]:
        database.write(link_incident, measure, key, by=LEADER, today=TODAY)
    assert [one.title for one in facts(database).measures] == ["To voksne i overganger"]
    assert "To voksne" not in repr(story(database).sections)
    assert "To voksne" in repr(story(database, cases=True).sections)


def test_a_whole_year_is_the_statistics_of_absence(database: Database) -> None:
    some_cases(database)
    found = database.read(staff_facts, parse_period("2026"), viewer=LEADER, today=TODAY)
    told = staff_story(found, cases=True, when=NOON.astimezone())
    absence = next(section for section in told.sections if section.key == "absence")
    assert absence.title == "Statistikk over sykefravær"
    assert absence.facts == (("Saker med fravær", "1"), ("Fraværsdager i alt", "14"))


def test_a_period_without_cases_says_so(database: Database) -> None:
    told = story(database, cases=True)
    assert "0 saker i registeret for ansatte." in repr(told.sections)
    assert told.tables == ()


@pytest.fixture
def made(database: Database, tmp_path: Path) -> list[Path]:
    some_cases(database)
    return draw_extract(
        facts(database, SAFETY_REP), tmp_path, ("pdf", "xlsx"), content=Content(cases=True), clock=Clock(TODAY),
        tick=lambda _done, _total: None,
    )  # fmt: skip


def test_the_pdf_is_tagged_and_holds_the_cases_and_nothing_medical(made: list[Path]) -> None:
    assert made[0].name == "Verneombud og AMU 2026-T1.pdf"
    assert check(made[0].read_bytes()) == []
    text = " ".join(" ".join(texts(made[0].read_bytes())).split())
    assert "Slått i en overgang." in text
    assert "Pedagogisk leder" not in text
    assert not [word for word in (*MEDICAL_WORDS, STORY, "AB ") if word in text]


def test_the_workbook_holds_the_same_and_nothing_medical(made: list[Path]) -> None:
    book = openpyxl.load_workbook(made[1])
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "Slått i en overgang." in cells
    sheet = book["Saker"]
    days = [row[4].value for row in sheet.iter_rows(min_row=6)]
    assert 14 in days
    told = "\n".join(cells)
    assert not [word for word in (*MEDICAL_WORDS, STORY) if re.search(word, told)]


class Data:
    """The unit, open as the safety representative has it; what it was told to write down."""

    def __init__(self, database: Database) -> None:
        self.clock, self.noted = Clock(TODAY), list[Any]()
        self._database = database

    def read(self, question: Any, *args: Any, **kwargs: Any) -> Any:
        return self._database.read(question, *args, viewer=SAFETY_REP, **{"today": TODAY} | kwargs)

    def write(self, action: Any, *args: Any, **kwargs: Any) -> Any:
        self.noted.append((args, kwargs))
        return self._database.write(action, *args, by=SAFETY_REP, **{"today": TODAY} | kwargs)


def test_taking_it_out_is_written_down(database: Database, tmp_path: Path) -> None:
    some_cases(database)
    data = Data(database)
    made = write_extract(data, T1, tmp_path, ("xlsx",), content=Content(), tick=lambda _done, _total: None)
    assert [path.exists() for path in made] == [True]
    assert data.noted == [
        (("staff_case", made), {}),  # where it lies, to be deleted when nobody needs it any more
        ((Deed.EXPORTED, "staff_case", 8), {"note": "2026-T1 xlsx"}),
    ]


@pytest.mark.parametrize(("asked", "locked"), [
    (["--cases"], True), (["--format", "pdf"], False), (["--cases", "--format", "xlsx"], False),
])  # fmt: skip
def test_the_command_locks_a_pdf_that_tells_of_the_cases_one_by_one(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    asked: list[str], locked: bool,
) -> None:  # fmt: skip
    some_cases(database)
    data = Data(database)
    monkeypatch.setattr(cli, "opened", lambda _wanted: nullcontext(data))
    out = tmp_path / "ut"
    assert cli.run(cli.parse(["staff", "2026-T1", "--data", str(tmp_path / "data"), "--out", str(out), *asked])) == 0
    files, said = capsys.readouterr()
    made = [Path(line) for line in files.splitlines()]
    assert data.noted[0] == (("staff_case", made), {})
    told = re.search(r"Passordet til PDF-en: (\w+ \w+ \w+ \w+)\.", said)
    assert bool(told) is locked
    if told is not None:
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(made[0])
        pikepdf.open(made[0], password=told[1]).close()

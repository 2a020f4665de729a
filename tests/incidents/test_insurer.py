"""The collective list to the insurer: small injuries to children, each child on a line, and no free text."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from pytestqt.qtbot import QtBot

from ikdesk.access.model import Access, Deed
from ikdesk.incidents.case_model import Notice, OtherChild
from ikdesk.incidents.insurer_model import InsurerFacts, insurer_periods, period_over
from ikdesk.incidents.insurer_page import InsurerPage
from ikdesk.incidents.insurer_queries import insurer_due, insurer_facts
from ikdesk.incidents.insurer_writing import write_insurer_list
from ikdesk.incidents.restricted_actions import restrict_incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import parse_period
from ikdesk.start.attention_model import InsurerDue
from ikdesk.start.queries import front_page
from ikdesk.unit.actions import change_unit
from ikdesk.unit.model import Cadence
from tests.access.conftest import desk_that_notes
from tests.incidents.form_samples import case_of
from tests.incidents.staff_samples import STAFF
from tests.incidents.test_forms import Opened, _said
from tests.looking import shown
from tests.paper.pdf_checker import check
from tests.samples import LEADER, TODAY

QUARTER = parse_period("2026-Q1")


def _add(database: Database, *rows: Any) -> None:
    def add(session: Any, *, by: Any, today: Any) -> None:
        del by, today
        session.add_all(rows)

    database.write(add, by=LEADER, today=TODAY)


def _facts(database: Database) -> InsurerFacts:
    return database.read(insurer_facts, QUARTER, viewer=LEADER, today=TODAY)


def _some(database: Database) -> None:
    """Two children in one event, one told of by itself, one that was worse, one of staff, one hidden, one later."""
    both = case_of(database, child="OH", story="Hemmelig tekst", injury_kind="bump_bruise", treatment=("doctor",))
    told = case_of(database, child="AB", occurred_on=date(2026, 3, 1))
    _add(database, OtherChild(incident_id=both, child="CD", body_part="arm", treatment=("comfort",)),
         Notice(incident_id=told, rule="insurer", whom="insurance", at=None, not_needed="Nei"))  # fmt: skip
    single = case_of(database, child="EF", severity=2)
    _add(database, Notice(incident_id=single, rule="insurer", whom="insurance", at=datetime(2026, 4, 1, 9)))
    case_of(database, severity=3)
    case_of(database, severity=0)
    case_of(database, kind="staff_injury", child="Vikar")
    hidden = case_of(database, child="GH")
    database.write(restrict_incident, hidden, [], None, by=LEADER, today=TODAY)
    case_of(database, occurred_on=date(2026, 4, 2))





def test_the_list_has_each_child_with_a_small_injury_and_counts_the_others(database: Database) -> None:
    _some(database)
    facts = _facts(database)
    assert [line.child for line in facts.lines] == ["OH", "CD", "AB"]
    assert [line.doctor for line in facts.lines] == [True, False, None]
    assert (facts.reported, facts.grave, facts.restricted) == (1, 1, 1)


def test_nobody_gets_it_but_those_who_export(database: Database) -> None:
    with pytest.raises(Problem, match="ikke tilgang"):
        database.read(insurer_facts, QUARTER, viewer=STAFF, today=TODAY)
    with pytest.raises(Problem, match="har ikke begynt"):
        database.read(insurer_facts, parse_period("2027"), viewer=LEADER, today=TODAY)


def test_the_list_is_written_both_ways_without_what_anybody_wrote_freely(database: Database, tmp_path: Path) -> None:
    _some(database)
    database.write(change_unit, {"insurer": "Trygg", "policy_number": "88 12"}, by=LEADER, today=TODAY)
    made = write_insurer_list(Opened(database), QUARTER, tmp_path, ["pdf", "xlsx"], tick=lambda _a, _b: None)
    assert [path.name for path in made] == [f"Samleliste forsikring 2026-Q1.{kind}" for kind in ("pdf", "xlsx")]
    said = _said(made[0])
    assert check(made[0].read_bytes()) == []
    with pikepdf.open(made[0]) as drawn:
        assert all(page.mediabox[2] > page.mediabox[3] for page in drawn.pages)  # nine columns want a page on its side
    book = openpyxl.load_workbook(made[1])
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    for text in ("OH", "CD", "Trygg", "88 12", "Akebakke"):
        assert "".join(text.split()) in said
        assert text in cells
    assert "Hemmelig" not in said
    assert not [cell for cell in cells if "Hemmelig" in cell]
    rows = database.read(lambda session: list(session.query(Access)))
    assert [(row.deed, row.kind, row.count, row.note) for row in rows][1:] == [
        (Deed.EXPORTED, "insurer", 3, "2026-Q1 pdf,xlsx")]  # fmt: skip


@pytest.mark.parametrize(("cadence", "codes", "over"), [
    (Cadence.QUARTER, ["2026-Q2", "2026-Q1", "2025-Q4"], "2026-Q1"),
    (Cadence.HALF_YEAR, ["2026-H1", "2025-H2", "2025-H1"], "2025-H2"),
    (Cadence.YEAR, ["2026", "2025", "2024"], "2025"),
])  # fmt: skip
def test_the_periods_follow_what_the_insurer_wants(cadence: Cadence, codes: list[str], over: str) -> None:
    assert [one.code for one in insurer_periods(cadence, TODAY)][:3] == codes
    assert period_over(cadence, TODAY).code == over
    assert period_over(Cadence.QUARTER, date(2026, 6, 30)).code == "2026-Q2"


def test_the_front_page_reminds_of_the_list_until_it_is_made(database: Database, tmp_path: Path) -> None:
    def waits() -> list[InsurerDue]:
        found = database.read(front_page, viewer=LEADER, today=TODAY).attention
        return [row for row in found if isinstance(row, InsurerDue)]

    case_of(database, severity=1)
    assert waits() == []
    database.write(change_unit, {"insurer": "Trygg", "insurer_cadence": Cadence.QUARTER}, by=LEADER, today=TODAY)
    assert waits() == [InsurerDue("1. kvartal 2026", "Trygg", 1)]
    with pytest.raises(Problem, match="ikke tilgang"):
        database.read(insurer_due, viewer=STAFF, today=TODAY)
    write_insurer_list(Opened(database), QUARTER, tmp_path, ["xlsx"], tick=lambda _a, _b: None)
    assert waits() == []


def test_the_list_is_read_through_on_the_screen_and_written(database: Database, qtbot: QtBot, tmp_path: Path) -> None:
    _some(database)
    desk = desk_that_notes(database)
    page = shown(qtbot, InsurerPage(desk, lambda *_said: None))
    page.cadence.set_value("quarter")
    assert page.wanted == QUARTER
    assert page.story is not None


    desk.use_settings(dataclasses.replace(desk.settings, report_folder=str(tmp_path)))
    page.target.formats.set_value(["xlsx"])
    assert page.password.isHidden()
    page.foot.make.click()
    assert page.foot.job is not None
    with qtbot.waitSignal(page.foot.job.ended, timeout=20_000):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["Samleliste forsikring 2026-Q1.xlsx"]
    desk.close()

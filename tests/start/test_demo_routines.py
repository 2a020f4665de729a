"""The demo kindergarten's routines, as of its own day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ikdesk.incidents.model import Incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import SYSTEM
from ikdesk.paper.poster import write_poster
from ikdesk.routines.model import RoutineStatus
from ikdesk.routines.queries import (
    RoutineDetail,
    overdue_routines,
    routine_detail,
    routine_names,
    routine_states,
)
from ikdesk.routines.sections import routine_poster
from ikdesk.start.demo_actions import DEMO_DAY
from ikdesk.unit.queries import codebook
from tests.paper.pdf_checker import check


@pytest.fixture
def routines(demo: Database) -> dict[str, RoutineDetail]:
    names = demo.read(routine_names, viewer=SYSTEM, today=DEMO_DAY)
    found = [demo.read(routine_detail, row.id, viewer=SYSTEM, today=DEMO_DAY) for row in names]
    return {routine.title: routine for routine in found if routine is not None}


def test_seven_hold_one_is_being_written_and_one_should_have_been_looked_at(demo: Database) -> None:
    states = demo.read(routine_states, viewer=SYSTEM, today=DEMO_DAY)
    assert (states.in_use, states.in_time, states.past, states.undated, states.drafts) == (7, 6, 1, 0, 1)
    late = demo.read(overdue_routines, viewer=SYSTEM, today=DEMO_DAY)
    assert [(row.title, row.review_due) for row in late] == [("Se til barn som sover", date(2026, 2, 1))]


def test_sledding_got_its_second_version_from_a_measure(routines: dict[str, RoutineDetail]) -> None:
    new, old = routines["Ake i Store akebakken"].versions
    assert (new.valid_from, new.status, new.approved_by) == (date(2025, 12, 1), RoutineStatus.VALID, "Tom")
    assert old.status is RoutineStatus.RETIRED
    assert new.measure.endswith("Én om gangen")
    assert "personalmøtet 10. mars 2025" in new.change_note
    assert "steps" in new.changed


def test_incidents_point_at_routines_that_were_broken_missing_or_too_little(
    demo: Database, routines: dict[str, RoutineDetail]
) -> None:
    pointing = {
        title: {str(code): number for code, number in routine.incidents} for title, routine in routines.items()
    }
    assert pointing["Ake i Store akebakken"]["followed"] == 4
    assert pointing["Levere og hente"]["broken"] >= 1
    assert pointing["Gi medisin og ha EpiPen klar"] == {"broken": 1}
    assert pointing["Når en ansatt blir slått eller truet"] == {"inadequate": 1}
    silent = select(func.count()).where(Incident.routine_id.is_not(None), Incident.routine_status.is_(None))
    assert demo.read(lambda session: session.scalar(silent)) == 0


def test_every_rule_and_role_stands_in_the_lists_and_every_routine_fits_a_page(
    demo: Database, routines: dict[str, RoutineDetail], tmp_path: Path
) -> None:
    book = demo.read(codebook, viewer=SYSTEM, today=DEMO_DAY)
    when = demo.clock.local().astimezone()
    for routine in routines.values():
        assert set(routine.shown.legal_hooks) <= {entry.code for entry in book.entries("legal_hook")}
        assert routine.shown.role in {entry.code for entry in book.entries("responsible_role")}
        made = write_poster(routine_poster(routine, "Solbakken", book, when=when), tmp_path / "rutine.pdf")
        assert check(made.read_bytes()) == []

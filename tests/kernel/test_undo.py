"""Taking back what was done: old values come back, what was made is withdrawn, nothing done since is lost."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import (
    close_incident,
    correct_incident,
    handle_incident,
    record_incident,
    reopen_incident,
    save_draft,
    withdraw_incident,
)
from ikdesk.incidents.import_actions import read_source, run_import
from ikdesk.incidents.model import Correction, Incident, Status
from ikdesk.incidents.restricted_actions import restrict_incident
from ikdesk.incidents.staff_actions import handle_staff_case
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.kernel import history
from ikdesk.kernel.base import Base, Record, new_key
from ikdesk.kernel.database import Database
from ikdesk.kernel.history import Change, readable
from ikdesk.kernel.search import matching
from ikdesk.kernel.undo import LARGEST, MOST, CannotUndo, Step, Steps, step_of
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.actions import add_measure, finish_measure, start_measure
from ikdesk.privacy.disposal_actions import dispose_incident
from ikdesk.privacy.model import Ground
from ikdesk.unit.actions import add_place
from ikdesk.unit.model import ExposureDay
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values

OTHER = Viewer(Key(int=9), "Kari", "leader", frozenset(Right))


@pytest.fixture
def write(database: Database) -> Callable[..., Any]:
    """Do something as the leader, who can undo it."""
    database.steps.begin(LEADER.person)
    return lambda action, *args, **more: database.write(action, *args, by=LEADER, today=TODAY, **more)


def _undo(database: Database, step: Step | None = None) -> None:
    step = step or database.steps.newest(LEADER.person)
    assert step is not None
    database.undo(step, by=LEADER, today=TODAY)


def _incident(database: Database, key: Key) -> Incident:
    with Session(database.engine, expire_on_commit=False) as session:
        return session.get_one(Incident, key)


def test_what_was_recorded_is_withdrawn_as_undone(database: Database, write: Callable[..., Any]) -> None:
    key = write(record_incident, incident_values(database), told_at=NOON)
    _undo(database)
    found = _incident(database, key)
    assert (found.status, found.withdrawn_why) == (Status.WITHDRAWN, "Angret")
    assert database.steps.newest(LEADER.person) is None


def test_what_was_changed_is_as_it_was(database: Database, write: Callable[..., Any]) -> None:
    key = write(record_incident, incident_values(database), told_at=NOON)
    write(handle_incident, key, {"handling": "Vi setter opp bånd.", "causes": ("few_adults",)})
    write(correct_incident, key, {"story": "Barnet falt.", "severity": 2}, "Feil")
    write(close_incident, key, at=NOON)
    for _time in range(3):
        _undo(database)
    found = _incident(database, key)
    assert (found.status, found.handling, found.causes) == (Status.REPORTED, "", ())
    assert (found.story, found.severity) == (incident_values(database)["story"], 1)
    with Session(database.engine) as session:
        assert {row.withdrawn_why for row in session.scalars(select(Correction))} == {"Angret"}
        wanted, gone = matching("incident", "akebrett"), matching("incident", "falt bånd")
        assert wanted is not None
        assert gone is not None
        assert session.scalars(wanted).all() == [key]
        assert not session.scalars(gone).all()


def test_what_was_withdrawn_stands_again(database: Database, write: Callable[..., Any]) -> None:
    key = write(record_incident, incident_values(database), told_at=NOON)
    write(close_incident, key, at=NOON)
    write(withdraw_incident, key, "Dobbelt")
    _undo(database)
    found = _incident(database, key)
    assert (found.status, found.closed_at, found.withdrawn_at) == (Status.CLOSED, NOON, None)


def test_it_is_refused_when_it_was_changed_since(database: Database, write: Callable[..., Any]) -> None:
    key = write(record_incident, incident_values(database), told_at=NOON)
    write(close_incident, key, at=NOON)
    step = database.steps.newest(LEADER.person)
    database.write(reopen_incident, key, by=OTHER, today=TODAY)
    with pytest.raises(CannotUndo, match="«Hendelse 2026-1» er endret siden"):
        _undo(database, step)
    assert _incident(database, key).status is Status.IN_PROGRESS


def test_one_who_may_no_longer_do_it_cannot_undo_it(database: Database, write: Callable[..., Any]) -> None:
    key = write(record_incident, incident_values(database), told_at=NOON)
    write(close_incident, key, at=NOON)
    step = database.steps.newest(LEADER.person)
    assert step is not None
    less = Viewer(LEADER.person, LEADER.name, "staff", frozenset({Right.REPORT}))
    with pytest.raises(CannotUndo, match="ikke tilgang"):
        database.undo(step, by=less, today=TODAY)
    assert _incident(database, key).status is Status.CLOSED


def test_nobody_learns_from_it_of_what_is_about_themselves(database: Database, write: Callable[..., Any]) -> None:
    key = write(record_incident, incident_values(database), told_at=NOON)
    write(close_incident, key, at=NOON)
    step = database.steps.newest(LEADER.person)
    with Session(database.engine) as session:
        session.get_one(Incident, key).about_id = LEADER.person
        session.commit()
    with pytest.raises(CannotUndo) as refused:
        _undo(database, step)
    assert "2026" not in str(refused.value)


def test_what_cannot_be_undone_stands_in_the_way_once(database: Database, write: Callable[..., Any]) -> None:
    key = write(record_incident, incident_values(database), told_at=NOON)
    write(restrict_incident, key)
    step = database.steps.newest(LEADER.person)
    assert step is not None
    with pytest.raises(CannotUndo, match="Hvem som får se en hendelse, kan ikke angres her"):
        _undo(database, step)
    assert _incident(database, key).restricted


def test_what_is_half_written_is_no_step(database: Database, write: Callable[..., Any]) -> None:
    write(save_draft, "report", {"story": "Barnet"}, at=NOON)
    assert database.steps.newest(LEADER.person) is None


def test_everybody_has_their_own_and_nobody_who_does_not_sit_there(database: Database) -> None:
    database.steps.begin(LEADER.person)
    database.write(record_incident, incident_values(database), told_at=NOON, by=OTHER, today=TODAY)
    database.steps.begin(OTHER.person)
    assert database.steps.newest(LEADER.person) is None
    assert database.steps.newest(OTHER.person) is None
    database.write(record_incident, incident_values(database), told_at=NOON, by=OTHER, today=TODAY)
    assert database.steps.newest(LEADER.person) is None
    assert database.steps.newest(OTHER.person) is not None


def test_fifty_steps_are_kept_and_the_oldest_forgotten(database: Database, write: Callable[..., Any]) -> None:
    key = write(record_incident, incident_values(database), told_at=NOON)
    for number in range(MOST):
        write(handle_incident, key, {"handling": f"Gang {number}"})
    assert len(database.steps.of(LEADER.person)) == MOST
    for _time in range(MOST):
        _undo(database)
    assert database.steps.newest(LEADER.person) is None
    assert (_incident(database, key).handling, _incident(database, key).status) == ("", Status.REPORTED)


def test_a_failed_write_is_no_step_and_a_failed_undo_changes_nothing(
    database: Database, write: Callable[..., Any]
) -> None:
    key = write(record_incident, incident_values(database), told_at=NOON)
    with pytest.raises(Exception, match="alvorlig"):
        write(correct_incident, key, {"severity": None}, "")
    assert len(database.steps.of(LEADER.person)) == 1


def test_the_history_says_that_it_was_undone_and_what(database: Database, write: Callable[..., Any]) -> None:
    key = write(record_incident, incident_values(database), told_at=NOON)
    write(close_incident, key, at=NOON)
    step = database.steps.newest(LEADER.person)
    assert step is not None
    step = database.steps.name(LEADER.person, step.number, "Saken er lukket.")
    assert step is not None
    _undo(database, step)
    with Session(database.engine) as session:
        changes = session.scalars(select(Change).where(Change.key == key).order_by(Change.seq)).all()
        told = [row.what or {} for row in readable(session, changes)]
        assert not history.CHAIN.breaks(session)
    assert told[-1]["undone"] == [step.at.isoformat(), "Angret: Saken er lukket."]
    assert told[-1]["status"] == ["closed", "reported"]
    assert "undone" not in told[0]


def test_the_day_does_not_matter_but_the_rules_do(database: Database, write: Callable[..., Any]) -> None:
    key = write(record_incident, incident_values(database), told_at=NOON)
    write(close_incident, key, at=datetime(2026, 4, 30, 15, 0))
    step = database.steps.newest(LEADER.person)
    assert step is not None
    database.undo(step, by=LEADER, today=date(2026, 5, 1))
    assert _incident(database, key).status is Status.REPORTED


def test_a_disposal_leaves_nothing_to_undo_in_memory(database: Database, write: Callable[..., Any]) -> None:
    key = write(record_incident, incident_values(database), told_at=NOON)
    write(handle_incident, key, {"handling": "Vi snakket om det."})
    write(dispose_incident, key, Ground.NEVER_HAPPENED, "Vedtak 3/2026 fra eieren")
    (left,) = database.steps.of(LEADER.person)
    assert left.stops == "En kassasjon kan ikke angres."
    with pytest.raises(CannotUndo, match="kassasjon kan ikke angres"):
        _undo(database)


def test_so_much_at_once_that_nobody_would_wait_is_not_undone(database: Database) -> None:
    with Session(database.engine) as session:
        days = [ExposureDay(id=new_key(), day=TODAY - timedelta(days=n)) for n in range(LARGEST + 1)]
        session.info.update(heard=[(one, 0, 1, {"day": (None, one.day)}) for one in days], now=NOON)
        left = step_of(session)
    assert left is not None
    assert left.stops.startswith("Så mye kan ikke angres på én gang.")
    assert len(left.touched) == 1  # the rest is not kept


def test_a_row_that_was_imported_and_undone_may_be_imported_anew(
    database: Database, write: Callable[..., Any], tmp_path: Path
) -> None:
    log = tmp_path / "logg.csv"
    log.write_text("Dato;Type;Sted;Hva skjedde\n03.02.2026;child_injury;Akebakke;Falt\n", "utf-8")
    first = write(run_import, read_source(log))
    (step,) = database.steps.of(LEADER.person)
    assert step.said == "1 hendelse er importert."
    _undo(database)
    again = write(run_import, read_source(log))
    assert (first.imported, again.imported, again.duplicates) == (1, 1, 0)


def test_what_points_at_it_since_keeps_it_from_being_undone(database: Database, write: Callable[..., Any]) -> None:
    place = write(add_place, {"name": "Skogen", "standard": "sledding_hill"})
    step = database.steps.newest(LEADER.person)
    write(record_incident, incident_values(database, place_id=place), told_at=NOON)
    with pytest.raises(CannotUndo, match="«Skogen» er endret siden"):
        _undo(database, step)


def test_every_entity_says_whether_it_can_be_undone_or_what_to_do_instead() -> None:
    kinds = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Record)]
    assert len(kinds) >= 20
    silent = [kind.__name__ for kind in kinds if kind.__undone__ is None and kind.__stops__ == Record.__stops__]
    nameless = [kind.__name__ for kind in kinds if kind.__undone__ is not None and kind.called is Record.called]
    assert (silent, nameless) == ([], ["Correction"])  # one of these is never what was touched first


def test_an_incident_follows_what_came_of_it_when_an_older_step_is_undone(
    database: Database, write: Callable[..., Any]
) -> None:
    key = write(record_incident, incident_values(database), told_at=NOON)
    measure = write(add_measure, measure_values(database), incidents=[key])
    write(start_measure, measure, on=TODAY)
    write(close_incident, key, at=NOON)
    closing = database.steps.newest(LEADER.person)
    write(finish_measure, measure, on=TODAY)  # a closed incident does not follow
    _undo(database, closing)
    assert _incident(database, key).status is Status.IN_PROGRESS  # and not "measures run", as it was


def test_what_the_staff_register_got_is_gone_when_that_is_undone(
    database: Database, write: Callable[..., Any]
) -> None:
    key = write(record_incident, incident_values(database, kind="near_miss"), told_at=NOON)
    write(correct_incident, key, {"kind": "staff_injury"}, "Det var en ansatt")
    write(handle_staff_case, key, {}, {"position": "Assistent", "nearly": True})
    _undo(database)
    _undo(database)
    with Session(database.engine) as session:
        (case,) = session.scalars(select(StaffCase))
        assert (case.position, case.nearly, case.withdrawn_why) == ("", False, "Angret")
    write(correct_incident, key, {"kind": "staff_injury"}, "Det var det likevel")
    with Session(database.engine) as session:
        (case,) = session.scalars(select(StaffCase))
        assert (case.position, case.withdrawn_at) == ("", None)


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hasty")
def test_what_a_job_does_does_not_disturb_who_looks_for_a_step_or_names_one() -> None:
    steps = Steps()
    steps.begin(LEADER.person)
    done = [Step(str(number), (), NOON) for number in range(20_000)]

    def add_all() -> None:
        for step in done:
            steps.add(LEADER, step)

    job = threading.Thread(target=add_all)
    job.start()
    while job.is_alive():
        last = steps.newest(LEADER.person)
        if last is not None:
            assert steps.find(LEADER.person, -1) is None
            steps.name(LEADER.person, last.number, "Navngitt")
            steps.drop(LEADER.person, last.number - MOST // 2)
    job.join()
    numbers = [step.number for step in steps.of(LEADER.person)]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] == done[-1].number

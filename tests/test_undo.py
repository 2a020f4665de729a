"""Whatever a leader does in whatever order, undoing it step by step leaves every table as it was before each step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import (
    close_incident,
    correct_incident,
    handle_incident,
    record_incident,
    reopen_incident,
    withdraw_incident,
)
from ikdesk.incidents.inbox_actions import confirm_report, merge_report, receive_report
from ikdesk.incidents.model import Incident
from ikdesk.incidents.staff_actions import handle_staff_case, move_injury
from ikdesk.kernel import history
from ikdesk.kernel.base import Base, Record
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.search import SearchText
from ikdesk.kernel.viewer import SYSTEM, Key, Right, Viewer
from ikdesk.measures.actions import (
    add_measure,
    adopt_measure,
    answer_measure,
    change_measure,
    finish_measure,
    link_incident,
    reject_measure,
    reopen_measure,
    start_measure,
    unlink_incident,
)
from ikdesk.measures.model import Measure, MeasureStatus
from ikdesk.people.actions import add_person
from ikdesk.people.model import Role
from ikdesk.reports.actions import add_text, restore_text, save_text
from ikdesk.routines.actions import (
    new_version,
    retire_routine,
    review_done,
    revive_routine,
    routine_of_measure,
    save_routine,
    undo_approval,
    withdraw_draft,
)
from ikdesk.routines.model import Routine, RoutineVersion
from ikdesk.routines.read_actions import note_read
from ikdesk.unit.actions import (
    add_department,
    add_place,
    change_named,
    change_unit,
    close,
    hide_code,
    merge,
    open_again,
    set_month_figures,
)
from ikdesk.unit.exposure_actions import (
    confirm_days,
    log_day,
    log_days,
    log_total,
    receive_day,
    refuse_days,
    take_back_day,
    take_back_total,
)
from ikdesk.unit.model import CodeEntry, Department, ExposureDay, Place, SeasonTotal
from tests.conftest import _over
from tests.engines import in_memory
from tests.samples import NOON, TODAY, incident_values, measure_values, place_of

STAMPS = {"version", "made_at", "made_by", "changed_at", "changed_by"}
KINDS: list[type[Record]] = [
    mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Record)
]  # fmt: skip
ROUTINE = {"title": "Slik aker vi", "steps": "Se etter hull\nEn om gangen", "change_note": "Ny", "valid_from": TODAY}
TABLES = [*(kind.__tablename__ for kind in KINDS), SearchText.__tablename__]
COLUMNS = {name: [one.name for one in Base.metadata.tables[name].columns if one.name not in STAMPS] for name in TABLES}
COLUMNS["code"] = ["id", "hidden", "withdrawn_at"]  # the rest is always the same
Rows = dict[tuple[str, Any], dict[str, Any]]
Picked = Callable[[type[Record]], Any]
Deed = tuple[Callable[..., Any], Callable[[Picked, int], tuple[Any, ...]]]


class _NothingThere(Exception):
    """There is nothing to do it with."""


class World:
    """A unit where things are done and undone."""

    def __init__(self, database: Database, person: Key) -> None:
        self.database = database
        self.leader = _leader(person)
        database.steps.begin(person)

    def do(self, action: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """As the leader."""
        return self.database.write(action, *args, by=self.leader, today=TODAY, **more)

    def undo(self) -> None:
        """What was done last."""
        step = self.database.steps.newest(self.leader.person)
        assert step is not None
        self.database.undo(step, by=self.leader, today=TODAY)

    def rows(self) -> Rows:
        """Everything in the file but who wrote it when, and the words that are searched."""
        with self.database.raw() as driver:
            return {
                (table, row[names.index("id")]): dict(zip(names, row, strict=True))
                for table, names in COLUMNS.items()
                for row in driver.execute('SELECT "{}" FROM "{}"'.format('", "'.join(names), table)).fetchall()
            }

    def pick(self, which: int) -> Picked:
        """One of a kind, whatever there is of it, and another the next time."""
        turns = count(which)

        def one(kind: type[Record]) -> Any:
            with Session(self.database.engine, expire_on_commit=False) as session:
                rows = session.scalars(select(kind).order_by(kind.id)).all()
            if not rows:
                raise _NothingThere
            return rows[next(turns) % len(rows)]

        return one


def _leader(person: Key) -> Viewer:
    return Viewer(person, "Tom", "leader", frozenset(Right))


def _day(n: int) -> date:
    return TODAY - timedelta(days=n % 90)


def _place_and_day(pick: Picked) -> tuple[Key, date]:
    found = pick(ExposureDay)
    return found.place_id, found.day


def _list_and_code(pick: Picked) -> tuple[str, str]:
    found = pick(CodeEntry)
    return found.list_name, found.code


def _incident(n: int) -> dict[str, Any]:
    kind = ("child_injury", "staff_injury", "near_miss", "violence_threat")[n % 4]
    return {"kind": kind, "occurred_on": _day(n), "severity": n % 3, "story": f"Det skjedde nummer {n}.", "child": "AB"}


DEEDS: dict[str, Deed] = {
    "record": (record_incident, lambda p, n: ({**_incident(n), "place_id": p(Place).id},)),
    "correct": (correct_incident, lambda p, n: (
        p(Incident).id, {**_incident(n + 1), "place_id": p(Place).id, "occurred_time": None}, "Feil")),
    "handle": (handle_incident, lambda p, n: (
        p(Incident).id, {"handling": f"Vi gjorde {n}.", "causes": ("few_adults",), "reply": "Takk"})),
    "handle staff": (handle_staff_case, lambda p, n: (
        p(Incident).id, {"handling": "Snakket"}, {"position": f"Assistent {n}", "nearly": bool(n % 2)})),
    "move injury": (move_injury, lambda p, _n: (p(Incident).id,)),
    "close": (close_incident, lambda p, _n: (p(Incident).id,)),
    "reopen": (reopen_incident, lambda p, _n: (p(Incident).id,)),
    "withdraw": (withdraw_incident, lambda p, _n: (p(Incident).id, "Dobbelt")),
    "confirm": (confirm_report, lambda p, _n: (p(Incident).id,)),
    "merge report": (merge_report, lambda p, _n: (p(Incident).id, p(Incident).id)),
    "measure": (add_measure, lambda p, n: ({"title": f"Tiltak {n}", "origin": "already_done" if n % 3 else "immediate",
                                            "place_id": p(Place).id},)),
    "change measure": (change_measure, lambda p, n: (p(Measure).id, {"title": f"Endret {n}", "activity": "sledding"})),
    "adopt": (adopt_measure, lambda p, _n: (p(Measure).id,)),
    "start": (start_measure, lambda p, _n: (p(Measure).id,)),
    "finish": (finish_measure, lambda p, _n: (p(Measure).id,)),
    "reject": (reject_measure, lambda p, _n: (p(Measure).id, "For dyrt")),
    "take up": (reopen_measure, lambda p, _n: (p(Measure).id,)),
    "answer": (answer_measure, lambda p, _n: (
        p(Measure).id, {"answer": MeasureStatus.CANNOT_TELL, "comment": "For lite snø"}, {})),
    "link": (link_incident, lambda p, _n: (p(Measure).id, p(Incident).id)),
    "unlink": (unlink_incident, lambda p, _n: (p(Measure).id, p(Incident).id)),
    "routine": (save_routine, lambda _p, n: (None, {**ROUTINE, "title": f"Rutine {n}"})),
    "write routine": (save_routine, lambda p, n: (p(Routine).id, {**ROUTINE, "purpose": f"Fordi {n}"})),
    "new version": (new_version, lambda p, _n: (p(Routine).id,)),
    "put away": (withdraw_draft, lambda p, _n: (p(Routine).id,)),
    "retire": (retire_routine, lambda p, _n: (p(Routine).id, "Trengs ikke")),
    "revive": (revive_routine, lambda p, _n: (p(Routine).id,)),
    "unapprove": (undo_approval, lambda p, _n: (p(Routine).id,)),
    "review": (review_done, lambda p, n: (p(Routine).id, TODAY + timedelta(days=1 + n), "Sett på")),
    "of measure": (routine_of_measure, lambda p, n: (p(Measure).id, p(Routine).id if n % 2 else None)),
    "read": (note_read, lambda p, _n: (p(Routine).id, p(RoutineVersion).id)),
    "line": (save_text, lambda _p, n: ("2026-T1", ("summary", "places")[n % 2], f"Linje {n}")),
    "own line": (add_text, lambda _p, n: ("2026-T1", f"Egen linje {n}")),
    "line back": (restore_text, lambda _p, n: ("2026-T1", ("summary", "own_1", "places")[n % 3])),
    "place": (add_place, lambda _p, n: ({"name": f"Sted {n}", "standard": "sledding_hill", "logged": True},)),
    "department": (add_department, lambda _p, n: (f"Avdeling {n}",)),
    "change place": (change_named, lambda p, n: (
        Place, p(Place).id, {"name": f"Nytt navn {n}", "standard": ("slide", "sledding_hill")[n % 2]})),
    "change department": (change_named, lambda p, n: (Department, p(Department).id, {"name": f"Ny avdeling {n}"})),
    "close place": (close, lambda p, n: (Place, p(Place).id, _day(n))),
    "open place": (open_again, lambda p, _n: (Place, p(Place).id)),
    "merge places": (merge, lambda p, _n: (Place, p(Place).id, p(ExposureDay).place_id)),
    "unit": (change_unit, lambda _p, n: ({"staff_years": float(n), "threshold": f"Alt over {n}"},)),
    "word": (hide_code, lambda p, _n: _list_and_code(p)),
    "months": (set_month_figures, lambda _p, n: ([(2025 + n % 2, 1 + month, 40 + n, 20) for month in range(n % 5)],)),
    "day": (log_day, lambda p, n: (p(Place).id, _day(n))),
    "days": (log_days, lambda p, n: (p(Place).id, [_day(n + back) for back in range(4)])),
    "not that day": (take_back_day, lambda p, _n: (*_place_and_day(p), "Feil")),
    "season": (log_total, lambda p, n: ({
        "place_id": p(Place).id, "first": date(2010 + n % 5, 10, 1), "last": date(2011 + n % 5, 4, 30), "days": n},)),
    "not that season": (take_back_total, lambda p, _n: (p(SeasonTotal).id, "Feil")),
    "confirm day": (confirm_days, lambda p, _n: ([p(ExposureDay).id],)),
    "refuse day": (refuse_days, lambda p, _n: ([p(ExposureDay).id], "Stemte ikke")),
}  # fmt: skip
MORE: dict[str, Callable[[int], dict[str, Any]]] = {
    "record": lambda _n: {"told_at": NOON}, "close": lambda _n: {"at": NOON}, "adopt": lambda n: {"on": _day(n)},
    "start": lambda n: {"on": _day(n)}, "finish": lambda _n: {"on": TODAY}, "word": lambda n: {"hidden": bool(n % 2)},
    "routine": lambda n: {"approve": bool(n % 2)}, "write routine": lambda n: {"approve": bool(n % 2)},
}  # fmt: skip


@pytest.fixture(scope="module")
def begun(ready_made: Any) -> Iterator[tuple[Any, Key]]:
    """A unit where something has happened: what is done next has something to be done with."""
    connection = in_memory()
    ready_made.backup(connection)
    database = _over(connection)
    person, _other = (
        database.write(add_person, name, slot=name, role=Role.LEADER, by=SYSTEM, today=TODAY)
        for name in ("Tom", "Kari")
    )
    done: dict[str, Any] = {"by": _leader(person), "today": TODAY}
    hill = place_of(database)
    first = database.write(record_incident, incident_values(database), told_at=NOON, **done)
    for number, kind in enumerate(("staff_injury", "near_miss")):
        values = incident_values(database, kind=kind, child="" if kind == "staff_injury" else "AB")
        database.write(record_incident, {**values, "story": f"Nummer {number}"}, told_at=NOON, **done)
    for receipt in ("A1", "A2"):
        note = {"values": {"kind": "child_injury", "occurred_on": TODAY.isoformat(), "place_id": str(hill),
                           "severity": 1, "story": "Fra skjermen"}}  # fmt: skip
        database.write(receive_report, note, receipt, told_at=NOON, **done)
        database.write(receive_day, hill, TODAY - timedelta(days=len(receipt)), receipt, **done)
    measure = database.write(add_measure, measure_values(database), incidents=[first], **done)
    database.write(start_measure, measure, on=date(2026, 1, 10), **done)
    database.write(add_measure, measure_values(database, title="Bånd"), incidents=[first], **done)
    database.write(close, Place, place_of(database, "slide"), TODAY, **done)
    routine = database.write(save_routine, None, ROUTINE, approve=True, **done)
    database.write(new_version, routine, **done)
    database.write(add_department, "Revehiet", **done)
    yield connection, person
    database.close()


def _same(before: Rows, after: Rows) -> list[str]:
    """What is not as it was; what was made meanwhile must be out of use, or go with what is."""
    wrong = [f"{key[0]}.{name}: {value!r} was {row[name]!r}" for key, row in before.items()
             for name, value in after[key].items() if value != row[name]]  # fmt: skip
    parts = {kind.__tablename__: kind.__part_of__ for kind in KINDS}
    owners = {key: row for (_table, key), row in after.items() if "withdrawn_at" in row}
    for (table, key), row in after.items():
        if (table, key) in before or table == "search_text":
            continue
        owner = owners.get(row.get(parts[table], None), row)
        if row["withdrawn_at"] is None and (owner is row or owner["withdrawn_at"] is None):
            wrong.append(f"{table} {key} stands")
    return wrong


@given(deeds=st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(0, 30)), min_size=4, max_size=25))
@settings(max_examples=14, phases=[Phase.generate])  # a machine that works for a minute more finds nothing smaller
def test_undoing_everything_leaves_every_table_as_it_was(
    begun: tuple[Any, Key], deeds: list[tuple[str, int]]
) -> None:
    connection = in_memory()
    begun[0].backup(connection)
    world = World(_over(connection), begun[1])
    stood: list[tuple[str, Rows]] = []
    for name, n in deeds:
        before, kept = world.rows(), len(world.database.steps.of(begun[1]))
        _try(world, name, n)
        if len(world.database.steps.of(begun[1])) > kept:
            stood.append((name, before))
    while stood:
        name, before = stood.pop()
        world.undo()
        assert _same(before, world.rows()) == [], name
    assert world.database.steps.newest(begun[1]) is None
    with Session(world.database.engine) as session:
        assert not history.CHAIN.breaks(session)
    for name, n in deeds:  # and it can all be done anew
        _try(world, name, n)
    world.database.close()


def _try(world: World, name: str, n: int) -> None:
    action, arguments = DEEDS[name]
    for which in (n, n + 1, n + 2):  # not everything can be done with everything
        try:
            world.do(action, *arguments(world.pick(which), n), **MORE.get(name, lambda _n: {})(n))
        except (Invalid, Problem, _NothingThere):
            continue
        return

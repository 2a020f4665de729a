"""What somebody may not see changes nothing they are told: before and after it came, every question answers alike.

Also what they do with its key is answered as for a key that nothing has.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.access.queries import access_page
from ikdesk.access.row_model import AccessFilter
from ikdesk.archive.queries import columns_of, rows_of, table_names
from ikdesk.incidents.actions import correct_incident, handle_incident, record_incident, withdraw_incident
from ikdesk.incidents.case_actions import add_note
from ikdesk.incidents.case_model import Attachment, Notice, OtherChild
from ikdesk.incidents.inbox_actions import confirm_report, receive_report
from ikdesk.incidents.model import VIOLATION, Incident
from ikdesk.incidents.queries import Filter, incident_detail, incident_page
from ikdesk.incidents.reference_actions import keep_reference
from ikdesk.incidents.restricted_actions import restrict_incident
from ikdesk.incidents.visible_queries import HIDDEN
from ikdesk.kernel import migrations
from ikdesk.kernel.base import Base
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.content import destroy, keep
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.page import Cut
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.deputy_actions import appoint_deputy
from ikdesk.people.model import RIGHTS, Role
from ikdesk.people.queries import person_of_slot
from ikdesk.start.demo_actions import make_demo
from ikdesk.unit.model import Department, Place
from tests import rights
from tests.engines import warm
from tests.rights import FIRST, FUNCTIONS, NOW, TODAY, Filled

CANARY = "Gulspurv"  # in every text that must not come out
NOTHING = Key(int=12345)
ENDS = "access.finding_queries.ends_of"  # digests that whatever anybody does changes
ASKED = {name for name, function in FUNCTIONS.items() if "viewer" in inspect.signature(function).parameters}
QUESTIONS = sorted(ASKED - FIRST - {ENDS})
ACTIONS = sorted(FUNCTIONS.keys() - FIRST - ASKED)
ABOUT_ONE = {"key", "incident", "incidents", "into"}  # arguments that name an incident
Said = dict[str, str]


class House:
    """A unit where two lead, and what each of them is told."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.filled = Filled(database, folder)
        self.database = database
        self.lead = self.filled.people[Role.LEADER]
        self.other = self._let_in("Anne", Role.LEADER)
        self.deputy = self._let_in("Per", Role.STAFF)
        self.named = self._let_in("Kari", Role.STAFF)
        with Session(database.engine) as session:
            self.hill = session.scalars(select(Place.id).where(Place.standard == "sledding_hill")).one()
            self.department = session.scalars(select(Department.id)).first()
        self.do(appoint_deputy, self.deputy.person, TODAY, TODAY, "Kurs")
        self.acting = database.read(person_of_slot, "Per", role="staff", viewer=SYSTEM, today=TODAY)
        lead = self.filled.people[Role.DEPARTMENT_LEAD]
        self.others = {
            "staff": self.filled.people[Role.STAFF], "deputy on another day": self.deputy,
            "named for another": self.named,
            "lead of no department": lead, "lead of the department": replace(lead, department=self.department),
            "safety representative": self.filled.people[Role.SAFETY_REP],
        }  # fmt: skip

    def _let_in(self, name: str, role: Role) -> Viewer:
        key = self.database.write(add_person, name, slot=name, role=role, by=SYSTEM, today=TODAY)
        return Viewer(key, name, role.code, RIGHTS[role])

    def do(self, action: Callable[..., Any], *args: Any, by: Viewer | None = None, **kwargs: Any) -> Any:
        return self.database.write(action, *args, by=by or self.lead, today=TODAY, **kwargs)

    def violation(self, about: str, receipt: str, taken_in_by: Viewer) -> Key:
        """A suspicion reported on the locked screen, taken in by the one it is about, and followed by the leader."""
        values = {"kind": VIOLATION, "occurred_on": TODAY.isoformat(), "place_id": str(self.hill), "severity": 3,
                  "story": CANARY, "done_at_once": CANARY, "child": "Gul", "department_id": str(self.department),
                  "about_id": about}  # fmt: skip
        told = self.do(receive_report, {"values": values}, receipt, told_at=NOW, by=taken_in_by)
        assert told is False, "whoever it is about is not told that something came"
        with Session(self.database.engine) as session:
            key = session.scalars(select(Incident.id).where(Incident.source == f"box:{receipt}")).one()
        self.do(confirm_report, key)
        self.do(correct_incident, key, {"story": f"{CANARY}, rettet"}, CANARY)
        self.do(note_access, Deed.OPENED, "incident", [key])
        self.do(keep_reference, key, {"case_number": CANARY, "known_on": TODAY, "plan_due": TODAY})
        self.do(add_note, key, f"{CANARY} i notatet", at=NOW)
        self.do(handle_incident, key, {"handling": CANARY, "prevent_said": CANARY, "due_on": TODAY})
        picture = self.do(self._put_beside, key)
        self.do(note_access, Deed.OPENED, "attachment", [picture])
        return key

    @staticmethod
    def _put_beside(session: Session, key: Key, *, by: Viewer, today: date) -> Key:
        """What hangs on an incident besides, whether or not the window lets anybody hang it on one of this kind."""
        del by, today
        kept, gone = keep(session, CANARY.encode()), keep(session, CANARY.encode())
        destroy(session, gone)
        picture = Attachment(incident_id=key, content_id=kept, about=CANARY)
        session.add_all([
            OtherChild(incident_id=key, child="Gul"), picture,
            Attachment(incident_id=key, about=CANARY),
            Notice(incident_id=key, rule="owner", whom="owner", at=NOW, told=CANARY),
        ])  # fmt: skip
        session.flush()
        return picture.id

    def told(self, who: Viewer) -> Said:
        """What comes of every question, and of every table in the export."""
        found = {name: self._answer(name, who) for name in QUESTIONS}
        asked: dict[str, Any] = {"viewer": who, "today": TODAY}
        try:
            tables = self.database.read(table_names, **asked)
        except Problem:
            return found
        return found | {f"table {name}": repr(self.database.read(rows_of, name, None, **asked)) for name in tables}

    def _answer(self, name: str, who: Viewer) -> str:
        try:
            return repr(rights.call(name, self.filled, who))
        except (Invalid, Problem) as said:
            return str(said)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    connection = driver.connect(":memory:", isolation_level=None, check_same_thread=False)
    database = Database(warm(lambda: connection, driver), Clock(TODAY), lambda _error: None)
    migrations.make_new(database.engine, Base.metadata)
    database.write(make_demo, by=SYSTEM, today=TODAY)
    yield House(database, tmp_path_factory.mktemp("blind"))
    database.close()


class Came:
    """What was told before and after, and the keys of what came."""

    def __init__(self, house: House) -> None:
        self.before = {name: house.told(who) for name, who in house.others.items()}
        acting = house.told(house.acting)
        self.about_deputy = house.violation("Per", "K1", house.acting)
        self.deputy = acting, house.told(house.acting)
        other = house.told(house.other)
        self.about_other = house.violation("Anne", "K2", house.other)
        self.other = other, house.told(house.other)
        self.lead = house.told(house.lead)
        values = {"kind": "child_injury", "occurred_on": date(2026, 2, 3), "place_id": house.hill, "severity": 1,
                  "story": f"{CANARY} i akebakken", "department_id": house.department}  # fmt: skip
        self.restricted = house.do(record_incident, values, told_at=NOW, by=house.lead)
        house.do(restrict_incident, self.restricted, [house.named.person])
        house.do(note_access, Deed.OPENED, "incident", [self.restricted])
        self.after = {name: house.told(who) for name, who in house.others.items() if who is not house.named}


@pytest.fixture(scope="module")
def came(house: House) -> Came:
    return Came(house)


def differing(before: Said, after: Said) -> list[str]:
    return [name for name in after if before[name] != after[name]]


def test_the_leader_it_is_about_is_told_the_same_as_before(came: Came) -> None:
    assert not differing(*came.other)
    assert not [name for name, said in came.other[1].items() if str(came.about_other) in said]


def test_a_deputy_it_is_about_is_told_the_same_as_before(came: Came) -> None:
    assert not differing(*came.deputy)


def test_the_other_leader_sees_it_with_its_story_hidden_in_lists(house: House, came: Came) -> None:
    row = next(
        row for row in house.database.read(incident_page, Filter(words=CANARY), viewer=house.lead, today=TODAY).rows
        if row.id == came.about_other
    )  # fmt: skip
    assert row.story == HIDDEN
    assert CANARY not in came.lead["incidents.queries.incident_page"]
    detail = house.database.read(incident_detail, came.about_other, viewer=house.lead, today=TODAY)
    assert detail is not None
    assert (detail.story, detail.about_id, detail.restricted) == (f"{CANARY}, rettet", house.other.person, True)
    assert "S" in detail.number  # outside the row, in which a gap would tell


def test_the_numbers_kept_with_an_answer_are_the_same_whoever_leads(came: Came) -> None:
    counts = [name for name in came.lead if name.startswith("measures.target_queries.")]
    assert counts
    assert not [name for name in counts if came.lead[name] != came.other[1][name]]


@pytest.mark.parametrize("name", [
    "staff", "deputy on another day", "lead of no department", "lead of the department", "safety representative",
])  # fmt: skip
def test_nobody_else_is_told_anything_of_what_is_restricted(came: Came, name: str) -> None:
    assert not differing(came.before[name], came.after[name])


def test_somebody_who_is_named_sees_that_one_and_no_other(house: House, came: Came) -> None:
    asked: dict[str, Any] = {"viewer": house.named, "today": TODAY}
    rows = house.database.read(incident_page, Filter(), **asked).rows
    assert [row.id for row in rows] == [came.restricted]
    detail = house.database.read(incident_detail, came.restricted, **asked)
    assert detail is not None
    assert detail.story == f"{CANARY} i akebakken"
    house.do(restrict_incident, came.restricted, [])
    assert house.database.read(incident_page, Filter(), **asked).total == 0
    house.do(restrict_incident, came.restricted, [house.named.person])


def naming(dotted: str) -> list[str]:
    """The arguments of a question or an action that name an incident."""
    folder = dotted.split(".", maxsplit=1)[0]
    own = ABOUT_ONE if folder == "incidents" else ABOUT_ONE - {"key", "into"}
    return [name for name in inspect.signature(FUNCTIONS[dotted]).parameters if name in own]


def outcome(house: House, dotted: str, who: Viewer, name: str, key: Key, monkeypatch: pytest.MonkeyPatch) -> str:
    """What comes of it with this key, in words without the key."""
    function = dotted.rsplit(".", maxsplit=1)[-1]
    monkeypatch.setitem(rights.RECIPES, f"{function}.{name}", lambda _f: [key] if name == "incidents" else key)
    try:
        return repr(rights.call(dotted, house.filled, who)).replace(str(key), "KEY")
    except (Invalid, Problem) as said:
        return str(said)
    except SQLAlchemyError as error:
        return type(error).__name__


@pytest.mark.parametrize("dotted", [name for name in [*QUESTIONS, *ACTIONS] if naming(name)])
def test_its_key_is_answered_like_one_that_nothing_has(
    house: House, came: Came, dotted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if dotted.endswith("show_whether_measures_run"):  # is given the incident itself, by those who have found it
        return
    hidden_from = (
        (house.other, came.about_other), (house.acting, came.about_deputy), (house.named, came.about_other),
    )  # fmt: skip
    for who, key in hidden_from:
        for name in naming(dotted):
            hidden = outcome(house, dotted, who, name, key, monkeypatch)
            nothing = outcome(house, dotted, who, name, NOTHING, monkeypatch)
            assert hidden == nothing
            assert CANARY not in hidden


def test_the_one_it_is_about_cannot_withdraw_it(house: House, came: Came) -> None:
    with pytest.raises(Problem, match="finnes ikke"):
        house.do(withdraw_incident, came.about_other, "Bort", by=house.other)


@pytest.mark.parametrize("table", ["history", "access", "access_record"])
def test_the_numbers_in_the_export_have_no_gap_where_something_is_left_out(
    house: House, came: Came, table: str
) -> None:
    house.do(note_access, Deed.OPENED, "incident", [house.filled.incident], by=house.other)  # later
    house.do(correct_incident, house.filled.incident, {"story": "Rettet etterpå."}, "Skrivefeil")
    rows: list[Any] = []
    while page := house.database.read(rows_of, table, rows[-1][0] if rows else None, viewer=house.other, today=TODAY):
        rows += page
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    with Session(house.database.engine) as session:
        assert len(rows) < session.scalars(select(func.count()).select_from(Base.metadata.tables[table])).one()
    names = house.database.read(columns_of, table, viewer=house.other, today=TODAY)
    if table == "access_record":
        deeds = house.database.read(rows_of, "access", None, viewer=house.other, today=TODAY)
        assert rows[-1][names.index("seq")] == deeds[-1][0]


@pytest.mark.usefixtures("came")
def test_the_log_tells_nobody_of_a_picture_in_what_they_may_not_see(house: House) -> None:
    def seen(who: Viewer) -> int:
        page = house.database.read(access_page, AccessFilter(), Cut(0, 1000, "at"), viewer=who, today=TODAY)
        return sum(row.kind == "attachment" for row in page.rows)

    assert (seen(house.lead), seen(house.other)) == (2, 1)  # of the two cases, one is about the other leader

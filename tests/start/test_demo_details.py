"""What the demo has besides its events: enough of each that every page has something to show."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.case_model import CaseNote, OtherChild
from ikdesk.incidents.model import Incident, Status
from ikdesk.kernel.base import Record, fields_of
from ikdesk.kernel.codes import shipped_codebook
from ikdesk.kernel.database import Database
from ikdesk.start.demo_actions import DEMO_DAY
from ikdesk.unit.contact_model import Contact
from ikdesk.unit.equipment_model import Equipment, EquipmentEvent


def share(demo: Database, what: Any) -> float:
    """How many of those that were looked at say something."""
    seen = (Incident.withdrawn_at.is_(None), Incident.status != Status.REPORTED)

    def ask(session: Session) -> float:
        return float(session.scalars(select(func.avg(what)).where(*seen)).one())

    return demo.read(ask)


def whole(demo: Database, kind: type[Record]) -> list[Any]:
    return demo.read(lambda session: list(session.scalars(select(kind))))


def test_the_share_with_a_proposal_is_the_usual_one(demo: Database) -> None:
    assert 0.3 < share(demo, Incident.prevent != ()) < 0.55


def test_every_near_miss_says_how_bad_it_could_have_been(demo: Database) -> None:
    nearly = [one for one in whole(demo, Incident) if one.kind == "near_miss" and one.withdrawn_at is None]
    assert nearly
    assert all(one.potential in {1, 2, 3} for one in nearly)


def test_an_event_with_several_children_is_one_event(demo: Database) -> None:
    assert len({one.incident_id for one in whole(demo, OtherChild)}) == 2
    assert len(whole(demo, OtherChild)) == 3


def test_nothing_that_was_added_is_later_than_the_day_of_the_demo(demo: Database) -> None:
    assert max(one.at.date() for one in whole(demo, CaseNote)) <= DEMO_DAY
    assert max(one.day for one in whole(demo, EquipmentEvent)) <= DEMO_DAY


def test_one_check_of_the_equipment_is_overdue(demo: Database) -> None:
    late = [one.name for one in whole(demo, Equipment) if one.next_check and one.next_check < DEMO_DAY]
    assert late == ["Fugleredehuska"]


def test_every_code_is_one_that_people_can_choose(demo: Database) -> None:
    book = shipped_codebook()
    for kind in (OtherChild, Contact, Equipment):
        for record in whole(demo, kind):
            for field in fields_of(kind):
                value = getattr(record, field.key)
                codes = value if isinstance(value, tuple) else (value,)
                assert not field.codes or all(code in book.lists[field.codes] for code in codes if code), field.key

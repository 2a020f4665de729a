"""A unit in which all sorts of things happened, and how it is counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.picture.grid_spec import BodySpec, GridSpec, SiteSpec
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.spec import BarSpec, Spec
from ikdesk.statistics.count_model import Group, GroupFacts
from ikdesk.statistics.group_queries import group_facts
from ikdesk.statistics.span_model import Span, span_of
from ikdesk.unit.model import UnitKind
from tests.samples import LEADER, TODAY, place_of
from tests.statistics.reports import departments_of

PLACES = ("sledding_hill", "swing", "playroom", "climbing_frame")
OTHER = Key(int=99)  # somebody else who leads
KINDS = ("child_injury", "child_injury", "child_injury", "near_miss", "near_miss", "hazard", "routine_breach")
PARTS = ("head", "tooth", "hand", "knee", None)


def some_of_everything(database: Database, number: int = 60) -> None:
    """Events of all kinds in this tertial and in the same one of the year before, the same ones every time."""
    drawn = Random(7)
    places = [place_of(database, one) for one in PLACES]
    departments = [*departments_of(database, "Eika", "Bjørka"), None]
    rows = []
    for at in range(number):
        first = date(2026, 1, 1) if at % 3 else date(2025, 1, 1)
        day = first + timedelta(days=drawn.randrange(119))
        rows.append({
            "occurred_on": day, "place_id": drawn.choice(places), "department_id": drawn.choice(departments),
            "kind": drawn.choice(KINDS), "severity": drawn.choice((0, 1, 1, 2, 3, None)),
            "body_part": drawn.choice(PARTS), "mechanism": drawn.choice(("fall_height", "collision", None)),
            "activity": drawn.choice(("sledding", "meal", "climbing")),
            "occurred_time": drawn.choice((time(9, 30), time(10, 0), time(14, 59), None)),
            "treatment": drawn.choice(((), ("comfort",), ("comfort", "doctor"))),
            "number": f"{day.year}-{at + 1}", "year": day.year, "running": at + 1, "story": "Falt.",
            "reported_at": datetime.combine(day, time(15)),
        })  # fmt: skip

    def does(session: Session, **_who: Any) -> None:
        session.add_all(Incident(**row) for row in rows)

    database.write(does, by=LEADER, today=TODAY)


def span(code: str = "2026-T1", against: str = "year", today: date = TODAY) -> Span:
    """The days that are counted."""
    return span_of(code, against, today, kind=UnitKind.BARNEHAGE)


def facts_of(database: Database, group: Group, wanted: Span | None = None, **values: Any) -> GroupFacts:
    """What the pictures of a group are made of."""
    asked: dict[str, Any] = {"viewer": LEADER, "today": TODAY} | values
    found: GroupFacts = database.read(group_facts, group, wanted or span(), **asked)
    return found


def numbers_in(spec: Spec) -> Iterator[tuple[str, float]]:
    """Every number of a picture that can be pressed, with what that means."""
    if spec.key == "between":
        return  # its numbers are days
    match spec:
        case BarSpec():
            now = next(row for row in spec.series if row.role == "now")
            yield from zip(spec.keys, [value or 0 for value in now.values], strict=True)
        case GridSpec():
            for keys, cells in zip(spec.keys, spec.cells, strict=True):
                yield from zip(keys, [value or 0 for value in cells], strict=True)
            yield from zip(spec.row_keys, [value or 0 for value in spec.row_sums], strict=False)
            yield from zip(spec.column_keys, [value or 0 for value in spec.column_sums], strict=True)
        case BodySpec():
            yield from ((part.key, part.number or 0) for part in spec.parts)
        case SiteSpec():
            yield from ((spot.key, spot.number or 0) for spot in spec.spots)
        case RunSpec():
            yield from zip(spec.keys, [value or 0 for value in spec.values], strict=True)
        case _:
            assert isinstance(spec, LineSpec)
            yield from ((key, -1.0) for key in spec.keys if key)

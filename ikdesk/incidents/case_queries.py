"""Questions about what belongs to one case: the other children, and what is left when it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ikdesk.incidents.case_model import OtherChild
from ikdesk.incidents.model import STAFF_KINDS, Incident
from ikdesk.incidents.queries import listed_for
from ikdesk.incidents.visible_queries import seen_whole
from ikdesk.kernel.base import Code
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.unit.equipment_model import Equipment


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One of the children besides the first."""

    id: Key
    child: str  # initials or a number
    injury_kind: Code | None
    body_part: Code | None
    side: Code | None
    treatment: tuple[str, ...]


def other_children(session: Session, key: Key, *, viewer: Viewer, today: date) -> tuple[ChildRow, ...]:
    """The children besides the first in an incident; none for somebody who only reported it.

    Args:
        key: the incident.
    """
    question = (
        select(OtherChild).join(Incident, Incident.id == OtherChild.incident_id)
        .where(OtherChild.incident_id == key, OtherChild.withdrawn_at.is_(None), seen_whole(viewer),
               Incident.kind.not_in(STAFF_KINDS), Incident.disposed_on.is_(None))
        .order_by(OtherChild.position, OtherChild.id)
    )  # fmt: skip
    rows = session.scalars(listed_for(viewer, question, today))
    return tuple(ChildRow(r.id, r.child, r.injury_kind, r.body_part, r.side, r.treatment) for r in rows)


@dataclass(frozen=True, slots=True)
class PieceName:
    """A piece of equipment one may point at."""

    id: Key
    name: str


def equipment_choices(session: Session, chosen: Key | None = None, *, viewer: Viewer, today: date) -> list[PieceName]:
    """The equipment that is in use, by name.

    Args:
        chosen: what is pointed at already; it stays among them though it was put away.
    """
    viewer.may(Right.HANDLE)
    in_use = and_(Equipment.withdrawn_at.is_(None), or_(Equipment.out_of_use.is_(None), Equipment.out_of_use > today))
    question = select(Equipment.id, Equipment.name).where(or_(in_use, Equipment.id == chosen))
    return [PieceName(*row) for row in session.execute(question.order_by(Equipment.order_key, Equipment.id))]

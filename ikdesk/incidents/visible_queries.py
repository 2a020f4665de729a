"""Which incidents somebody may see: part of every question about incidents, and of every action on one."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import Session

from ikdesk.incidents.model import STAFF_KINDS, Incident, IncidentAccess
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _

READERS = (Right.READ, Right.READ_DEPARTMENT, Right.READ_STAFF, Right.READ_OWN)  # whoever may see an incident at all
HIDDEN = _("Skjermet")  # stands in lists where the story of a restricted incident would
_VIEWERS = 32  # conditions that are kept: building one takes longer than asking it


@lru_cache(_VIEWERS)
def visible(viewer: Viewer) -> ColumnElement[bool]:
    """The condition that an incident may be seen by somebody.

    Leaders see all but what is about themselves. A department lead sees the children's register of their own
    department, and the safety representative the staff register, neither of them what is restricted. Everybody sees
    what they reported in their own name, and the restricted incidents they are named for. Nobody sees what is about
    themselves.

    Source: barnehageloven § 43 and opplæringslova § 12-5 (not through the one it is about); arbeidsmiljøloven § 5-1
    (who has access to the staff register).
    """
    others = true() if viewer.person is None else Incident.about_id.is_distinct_from(viewer.person)
    if Right.READ in viewer.rights:
        return others
    return and_(others, or_(false(), *_parts(viewer)))


def _parts(viewer: Viewer) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if viewer.person is None:
        return found
    if Right.READ_OWN in viewer.rights:
        # whoever unlocks or imports takes in what others told: that is not their own
        found.append(and_(Incident.made_by == viewer.person, Incident.source.is_(None)))
        named = select(IncidentAccess.incident_id).where(
            IncidentAccess.person_id == viewer.person, IncidentAccess.withdrawn_at.is_(None)
        )
        found.append(and_(Incident.restricted, Incident.id.in_(named)))
    if Right.READ_DEPARTMENT in viewer.rights and viewer.department is not None:
        found.append(and_(Incident.department_id == viewer.department, ~Incident.restricted,
                          Incident.kind.not_in(STAFF_KINDS)))  # fmt: skip
    if Right.READ_STAFF in viewer.rights:
        found.append(and_(Incident.kind.in_(STAFF_KINDS), ~Incident.restricted))
    return found


def unseen(viewer: Viewer) -> Select[Key]:
    """The keys of the incidents somebody may not see: whatever points at one of them must not be told either."""
    return select(Incident.id).where(~visible(viewer))


def seen_incident(key: Key, session: Session, viewer: Viewer) -> Incident:
    """The incident with this key.

    Raises:
        Problem: there is none, or this person may not see it; both are said in the same words, so that nobody learns
            from them which it is.
    """
    found = session.scalar(select(Incident).where(Incident.id == key, visible(viewer)))
    if found is None:
        raise Problem(_("Hendelsen finnes ikke. Gå tilbake til listen, og velg en annen."))
    return found

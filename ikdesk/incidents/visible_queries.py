"""Which incidents somebody may see: part of every question about incidents, and of every action on one."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, true, union_all
from sqlalchemy.orm import Session, aliased

from ikdesk.incidents.model import REFERENCE, STAFF_KINDS, Incident, IncidentAccess, Status
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.search import words_in
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
    if viewer.shared:
        return and_(visible(replace(viewer, shared=False)), shared_with_staff())
    if Right.READ in viewer.rights:
        return _about_others(viewer)
    if viewer.person is None or Right.READ_OWN not in viewer.rights:
        return seen_whole(viewer)
    return and_(_about_others(viewer), or_(Incident.id.in_(union_all(_own(viewer), _named(viewer))), *_parts(viewer)))


@lru_cache(_VIEWERS)
def seen_whole(viewer: Viewer) -> ColumnElement[bool]:
    """The condition that somebody may see what was made of an incident, and not only what they told themselves."""
    if viewer.shared:
        return and_(seen_whole(replace(viewer, shared=False)), shared_with_staff())
    if Right.READ in viewer.rights:
        return _about_others(viewer)
    named = Incident.id.in_(_named(viewer)) if Right.READ_OWN in viewer.rights else false()
    return and_(_about_others(viewer), or_(named, *_parts(viewer)))


@lru_cache(1)
def shared_with_staff() -> ColumnElement[bool]:
    """The condition that an incident is counted in what is shown to all who work here, at a meeting or on the wall.

    Nothing restricted, nothing whose case lies elsewhere, nothing of the staff register, and nothing about one of them:
    each of these could be told from a number when everybody knows one another. To be used besides ``visible``.

    Source: barnehageloven §§ 42 and 43, opplæringslova §§ 12-4, 12-5 and 13-5 (what is told in the case itself);
    arbeidsmiljøloven § 5-1 (who has access to the staff register).
    """
    return and_(
        ~Incident.restricted, Incident.kind.not_in(REFERENCE | STAFF_KINDS), Incident.about_id.is_(None),
        Incident.status.not_in((Status.WITHDRAWN, Status.UNCONFIRMED)),
    )  # fmt: skip


def _about_others(viewer: Viewer) -> ColumnElement[bool]:
    return true() if viewer.person is None else Incident.about_id.is_distinct_from(viewer.person)


def _own(viewer: Viewer) -> Select[Key]:
    """Those somebody reported; asked by their keys, for then an index finds the few there are."""
    incident = aliased(Incident)
    # whoever unlocks or imports takes in what others told: that is not their own. In a function, or SQLite goes by the
    # index that sees to it that a source stands once, and reads all the others
    return select(incident.id).where(incident.made_by == viewer.person, func.ifnull(incident.source, "") == "")


def _named(viewer: Viewer) -> Select[Key]:
    """The restricted ones somebody is named for."""
    return select(IncidentAccess.incident_id).where(
        IncidentAccess.person_id == viewer.person, IncidentAccess.withdrawn_at.is_(None)
    )


def _parts(viewer: Viewer) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if Right.READ_DEPARTMENT in viewer.rights and viewer.department is not None:
        found.append(and_(Incident.department_id == viewer.department, ~Incident.restricted,
                          Incident.kind.not_in(STAFF_KINDS)))  # fmt: skip
    if Right.READ_STAFF in viewer.rights:
        found.append(and_(Incident.kind.in_(STAFF_KINDS), ~Incident.restricted))
    return found


def shown_to(viewer: Viewer, question: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Only what this person may see, of a question about incidents that anybody may ask who may see one at all.

    Raises:
        Problem: this person may see none.
    """
    viewer.may_any(*READERS)
    return question.where(visible(viewer))


TOLD = case((Incident.restricted, ""), else_=Incident.story)  # in lists: what is restricted must be opened


def told_in_lists(story: str, *, restricted: bool) -> str:
    """The story as lists show it.

    Args:
        story: as ``TOLD`` gives it.
        restricted: whether the incident is.
    """
    return str(HIDDEN) if restricted else story


def written_by_the_reporter(viewer: Viewer, words: str) -> list[ColumnElement[bool]]:
    """For those who do not see what was made of an incident: the words must stand in what was told.

    Without it, a search would tell whether a word stands in what they may not read.
    """
    if Right.READ in viewer.rights:
        return []
    return [or_(*(
        column.contains(said, autoescape=True)
        for column in (Incident.number, TOLD, case((Incident.restricted, ""), else_=Incident.done_at_once))
        for said in (word, word.lower(), word.upper(), word.capitalize())  # SQLite knows no small æ, ø and å
    )) for word in words_in(words)]  # fmt: skip


def unseen(viewer: Viewer) -> Select[Key]:
    """The keys of the incidents somebody may not see: whatever points at one of them must not be told either."""
    seen = func.coalesce(visible(viewer), false())  # nobody's department is no department: neither yes nor no
    return select(Incident.id).where(~seen)


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

"""Restricted incidents: who may see one, and whom one is about; what a report about staff must not tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.incidents.model import BRIEF, REFERENCE, VIOLATION, Incident, IncidentAccess
from ikdesk.incidents.visible_queries import seen_incident
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.people.model import Person, Role


def restrict_incident(
    session: Session, key: Key, readers: Sequence[Key] = (), about: Key | None = None, *, by: Viewer, today: date
) -> None:
    """Let only leaders and those who are named see an incident.

    Args:
        key: the incident.
        readers: those who may see it besides; whoever is not among them any more, may not.
        about: whom it is about, if they can unlock; they never see it, not even as a leader.

    Raises:
        Invalid: the one it is about cannot also be a reader.
        Problem: nobody would be left who could see it, or it is not there.
    """
    by.may(Right.HANDLE)
    incident = seen_incident(key, session, by)
    if about is not None and about in readers:
        raise Invalid(readers=_("Den saken gjelder, kan ikke også få se den."))
    if about is not None and not _other_leaders(about, session):
        raise Problem(_("Da kan ingen se hendelsen: det er ingen annen leder her."))
    incident.restricted, incident.about_id = True, about
    incident.check(today)
    _let_see(incident, frozenset(readers), session)
    note_access(session, Deed.ACCESS_GIVEN, Incident.__tablename__, [key], by=by, today=today)


def release_incident(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Let everybody see an incident again who otherwise would.

    Raises:
        Problem: it is about how staff treat children, and is always restricted; or it is not there.
    """
    by.may(Right.HANDLE)
    incident = seen_incident(key, session, by)
    if incident.kind == VIOLATION:
        raise Problem(_("Denne hendelsen er alltid skjermet."))
    incident.restricted, incident.about_id = False, None
    incident.check(today)
    _let_see(incident, frozenset(), session)
    note_access(session, Deed.ACCESS_GIVEN, Incident.__tablename__, [key], by=by, today=today)


def told_of_somebody(values: Mapping[str, Any], session: Session) -> dict[str, Any]:
    """A report as it may be kept: whom it is about where that is asked, and a story that is only a reference.

    Args:
        values: attributes of ``Incident``.
        session: where it will be saved.

    Raises:
        Invalid: the story tells more than it should.
        Problem: it is about the only leader, who could read all that is here.
    """
    told = dict(values)
    refuse_long_texts(str(told.get("kind") or ""), {key: told.get(key) for key in ("story", "done_at_once")})
    about = told.pop("about_id", None)
    if told.get("kind") != VIOLATION or about is None or session.get(Person, about) is None:
        return told
    if not _other_leaders(about, session):
        raise Problem(_("Meldingen er ikke lagret. Den som leder her, kan lese alt i IKdesk. Meld direkte til den som "
                        "er ansvarlig etter barnehageloven § 7, eller i skolen til kommunen."))  # fmt: skip
    return {**told, "about_id": about}


def refuse_long_texts(kind: str, texts: Mapping[str, Any]) -> None:
    """Raise Invalid where a text about a case that lies elsewhere is more than a reference.

    Args:
        kind: of the incident.
        texts: what was written, by attribute.
    """
    long = [key for key, text in texts.items() if len(clean(str(text or ""))) > BRIEF]
    if kind in REFERENCE and long:
        said = _("Skriv bare en kort henvisning, høyst {n} tegn. Selve saken hører ikke hjemme her.")
        raise Invalid(**dict.fromkeys(long, said.format(n=BRIEF)))


def _other_leaders(about: Key, session: Session) -> bool:
    """Whether somebody leads here who is not the one it is about; it does not matter where that one is no leader."""
    leaders = set(session.scalars(select(Person.id).where(Person.role == Role.LEADER, Person.withdrawn_at.is_(None))))
    return about not in leaders or len(leaders) > 1


def _let_see(incident: Incident, readers: frozenset[Key], session: Session) -> None:
    rows = session.scalars(select(IncidentAccess).where(IncidentAccess.incident_id == incident.id)).all()
    held = {row.person_id: row for row in rows}
    for person, row in held.items():
        if person in readers:
            row.withdrawn_at = row.withdrawn_why = None
        elif row.withdrawn_at is None:
            row.withdraw(str(_("Skal ikke se den lenger.")), session.info["now"])
    session.add_all(IncidentAccess(incident_id=incident.id, person_id=person) for person in readers - held.keys())
    session.flush()

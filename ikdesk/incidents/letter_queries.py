"""What a letter to parents is made of, read once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.form_queries import case_whole
from ikdesk.incidents.letter_model import NO_LETTER, LetterFacts
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import _, language
from ikdesk.unit.contact_model import Contact
from ikdesk.unit.queries import unit_row


def letter_facts(session: Session, key: Key, *, viewer: Viewer, today: date) -> LetterFacts:
    """One case as a letter to parents needs it.

    Args:
        key: the incident.

    Raises:
        Problem: no letter is written here about such a case, or this person may not see it.
    """
    whole = case_whole(session, key, viewer=viewer, today=today)
    if whole.kind in NO_LETTER:
        raise Problem(_("Om denne saken skrives ikke brev her. Foreldrene får vite om den på den måten saken krever."))
    unit = unit_row(session, viewer=viewer, today=today)
    leader = session.scalars(
        select(Contact).where(Contact.role == "leader", Contact.withdrawn_at.is_(None)).order_by(Contact.id)
    ).first()
    return LetterFacts(
        whole, unit.name, unit.kind, unit.insurer, leader.name if leader else "", leader.phone if leader else "",
        viewer.name, unit.parents_language or language(),
    )  # fmt: skip

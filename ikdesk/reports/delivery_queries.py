"""Everything a report is drawn from, read once, for somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import language, spoken_in
from ikdesk.reports.delivery_model import Ready, Wanted
from ikdesk.reports.queries import tertial_facts
from ikdesk.reports.version_queries import next_edition
from ikdesk.unit.model import Unit


def ready_report(session: Session, wanted: Wanted, *, viewer: Viewer, today: date) -> Ready:
    """What a report says, protected for the one who gets it, and what must be kept of it.

    Args:
        wanted: which report.

    Raises:
        Problem: the period has not begun.
    """
    viewer.may(Right.EXPORT)
    spoken = wanted.language or session.scalar(select(Unit.report_language)) or language()
    with spoken_in(spoken):
        facts = tertial_facts(session, wanted.period, viewer=viewer, today=today)
    edition = next_edition(session, wanted.period.code, wanted.audience, viewer=viewer, today=today)
    facts = replace(facts, audience=wanted.audience, edition=edition, delivered_to=wanted.to)
    return Ready(facts, spoken, {"total": facts.now.total})

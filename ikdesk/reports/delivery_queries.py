"""Everything a report is drawn from, read once, for somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import language, spoken_in
from ikdesk.reports.delivery_model import Ready, Wanted
from ikdesk.reports.report_queries import report_of
from ikdesk.reports.version_model import wrong_recipient
from ikdesk.unit.model import Unit


def ready_report(session: Session, wanted: Wanted, *, viewer: Viewer, today: date) -> Ready:
    """What a report says, protected for the one who gets it, and what must be kept of it.

    Args:
        wanted: which report.

    Raises:
        Invalid: it is delivered to nobody, or an address makes no sense.
        Problem: the period has not begun.
    """
    viewer.may(Right.EXPORT)
    if wanted.delivered and (wrong := wrong_recipient(wanted.to, wanted.email)):
        raise Invalid(**wrong)
    spoken = wanted.language or session.scalar(select(Unit.report_language)) or language()
    with spoken_in(spoken):
        report = report_of(session, wanted.period, wanted.audience, viewer=viewer, today=today)
    facts = replace(report.facts, delivered_to=" ".join(wanted.to.split()))
    return Ready(facts, spoken, {"numbers": dict(report.numbers), "report": dict(report.kept)})

"""What a report is made from: read once, frozen, protected for its recipient."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Viewer
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.report_queries import report_of


def tertial_facts(
    session: Session, period: Period, *, viewer: Viewer, today: date, audience: Audience = Audience.MUNICIPALITY
) -> Facts:
    """Everything the report of a period needs, read once; numbers its recipient must not have are not in it.

    A period that is not over is counted up to today, and last year's up to the same day.

    Args:
        period: which days; usually a tertial.
        audience: who the report is for.

    Raises:
        Problem: the period has not begun.
    """
    return report_of(session, period, audience, viewer=viewer, today=today).facts

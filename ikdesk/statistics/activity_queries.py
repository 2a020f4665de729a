"""How much is reported, asked of the file."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Viewer
from ikdesk.statistics.activity_model import Reporting


def reporting(
    session: Session, period: Period, *, viewer: Viewer, today: date, shared: bool = False
) -> Reporting:
    """How much is reported in a period, beside the same time a year before.

    Args:
        period: which days; those after today are left out.
        shared: count only what all who work here may hear of.
    """
    raise NotImplementedError(session, period, viewer, today, shared)

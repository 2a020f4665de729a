"""What a recipient was told in the reports they have."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.reports.audience_model import Audience, readers
from ikdesk.reports.earlier_model import Earlier, earlier_from
from ikdesk.reports.version_model import ReportVersion


def earlier_of(session: Session, audience: Audience, *, viewer: Viewer, today: date) -> tuple[Earlier, ...]:
    """The breakdowns a recipient was told, the latest report last, that small numbers were hidden in.

    Args:
        audience: who they are for.
    """
    viewer.may(Right.EXPORT)
    kept = session.scalars(
        select(ReportVersion.kept).where(
            ReportVersion.audience.in_(readers(audience)), ReportVersion.withdrawn_at.is_(None)
        ).order_by(ReportVersion.delivered_at, ReportVersion.id)
    )  # fmt: skip
    return tuple(one for written in kept for one in earlier_from(json.loads(written).get("report") or {}))

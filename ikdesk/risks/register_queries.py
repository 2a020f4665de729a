"""Everything about several risk assessments at once, for the list that is printed."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.risks.build_model import view_on
from ikdesk.risks.kept_queries import kept
from ikdesk.risks.log_queries import logs_of
from ikdesk.risks.queries import risk_list
from ikdesk.risks.view_model import RiskGroup, RiskView


def risk_views(
    session: Session, group: RiskGroup, words: str = "", *, viewer: Viewer, today: date
) -> tuple[RiskView, ...]:
    """The assessments of a group with everything in them, in the order of the list; as few statements as for one.

    Whether one has been changed since it was approved, and how much happened, is asked of one at a time.

    Args:
        group: which of them.
        words: only those with all of these in their title, their place or one of their hazards.
    """
    viewer.may(Right.EXPORT)
    keys = [row.id for row in risk_list(session, group, words, viewer=viewer, today=today)]
    if not keys:
        return ()
    found = kept(session, sorted(keys), viewer=viewer, today=today)
    logs = logs_of(session, found, viewer=viewer, today=today)
    views = {risk.id: view_on(found.matrix, risk, today, logs=logs) for risk in found.risks}
    return tuple(views[key] for key in keys if key in views)

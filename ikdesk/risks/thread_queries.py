"""The dangers at a spot, each with where it stands in the matrix."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.measures.effect_model import What
from ikdesk.risks.build_model import hazards_on
from ikdesk.risks.kept_queries import kept
from ikdesk.risks.queries import risks_at
from ikdesk.risks.view_model import HazardAt


def hazards_at(session: Session, what: What, *, viewer: Viewer, today: date) -> tuple[HazardAt, ...]:
    """The dangers that stand in the assessments about a spot, the assessment that is closest to it first.

    Args:
        what: the spot; what is not known of it fits everything.
    """
    viewer.may(Right.READ)
    rows = risks_at(session, what, viewer=viewer, today=today)
    if not rows:
        return ()
    found = kept(session, [row.id for row in rows], viewer=viewer, today=today)
    risks = {one.id: one for one in found.risks}
    return tuple(
        HazardAt(row, hazard) for row in rows for hazard in hazards_on(found.matrix, risks[row.id], today)
        if hazard.closed_on is None
    )  # fmt: skip

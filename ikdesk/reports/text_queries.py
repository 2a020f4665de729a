"""What the leader wrote in a report: the lines of "Kort fortalt", and of what worked and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.model import EVALUATION, ReportText

_COMMON = Audience.MUNICIPALITY  # who has what is written about the period first; the others until they have their own
_TEXTS = select(ReportText.audience, ReportText.key, ReportText.text, ReportText.generated).where(
    ReportText.period == bindparam("period"), ReportText.audience.in_(bindparam("audiences", expanding=True)),
    ReportText.withdrawn_at.is_(None),
).order_by(ReportText.key)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Texts:
    """What the leader wrote for a version of a report, by key."""

    texts: Mapping[str, str] = field(default_factory=dict)  # an empty one takes the generated line out
    replaced: Mapping[str, str] = field(default_factory=dict)  # what each stands in place of, as that was then
    shared: frozenset[str] = frozenset()  # the keys of those that were written for the municipality


def texts_of(
    session: Session, period: str, audience: Audience = Audience.MUNICIPALITY, *, viewer: Viewer, today: date
) -> Texts:  # fmt: skip
    """What the leader wrote for a version of a report of a period.

    Args:
        period: the code of the period.
        audience: which version; what is written about the period is that of the municipality's until it has its own.
    """
    viewer.may(Right.EXPORT)
    rows = session.execute(_TEXTS, {"period": period, "audiences": [_COMMON, audience]}).all()
    texts: dict[str, str] = {}
    replaced: dict[str, str] = {}
    own: set[str] = set()
    for whose, key, text, generated in sorted(rows, key=lambda row: row[0] is audience):
        if whose is not audience and key not in EVALUATION:
            continue
        texts[key] = text
        if whose is audience:
            own.add(key)
        if generated:
            replaced[key] = generated
    return Texts(texts, replaced, frozenset(set(texts) - own))

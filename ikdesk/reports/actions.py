"""Writing a report: the leader's own lines, and that it was written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.model import LINES, OWN, ReportMade, ReportText


def save_text(  # noqa: PLR0913 (which period, for whom, which line, and in place of what is what a line is)
    session: Session, period: str, key: str, text: str, *, by: Viewer, today: date,
    audience: Audience = Audience.MUNICIPALITY, generated: str = "",
) -> Key:  # fmt: skip
    """Let a line of the report say what the leader wrote, in place of what was generated.

    Args:
        period: the code of the period, "2026-T1".
        key: which generated line it replaces; one of ``EVALUATION`` for what the leader writes about the period.
        text: the line; empty takes the line out of the report.
        audience: which version it stands in.
        generated: what it replaces, as that is now; the line is marked when that is another later.
    """
    by.may(Right.EXPORT)
    line = _line(session, period, key, audience)
    if line is None:
        line = ReportText(period=period, audience=audience, key=key)
        session.add(line)
    line.text, line.generated, line.withdrawn_at, line.withdrawn_why = text, generated, None, None
    line.check(today)
    session.flush()
    return line.id


def add_text(
    session: Session, period: str, text: str, *, by: Viewer, today: date, audience: Audience = Audience.MUNICIPALITY
) -> str:
    """Add a line of the leader's own to "Kort fortalt"; its key comes back.

    Args:
        period: the code of the period.
        text: the line.
        audience: which version it stands in.

    Raises:
        Invalid: it is empty, or there are five of them already.
    """
    by.may(Right.EXPORT)
    if not clean(text):
        raise Invalid(text=_("Skriv linjen først."))
    taken = set(session.scalars(select(ReportText.key).where(
        ReportText.period == period, ReportText.audience == audience, ReportText.key.startswith(OWN, autoescape=True),
        ReportText.withdrawn_at.is_(None), ReportText.text != "",
    )))  # fmt: skip
    free = [key for key in (f"{OWN}{n}" for n in range(1, LINES + 1)) if key not in taken]
    if not free:
        raise Invalid(text=_("«Kort fortalt» har plass til fem linjer. Ta ut en av dine egne først."))
    save_text(session, period, free[0], text, by=by, today=today, audience=audience)
    return free[0]


def restore_text(
    session: Session, period: str, key: str, *, by: Viewer, today: date, audience: Audience = Audience.MUNICIPALITY
) -> None:
    """Let a line say what is generated again; a line of the leader's own goes out. What was written is kept.

    Args:
        period: the code of the period.
        key: which line.
        audience: which version it stands in.
    """
    by.may(Right.EXPORT)
    line = _line(session, period, key, audience)
    if line is not None and line.withdrawn_at is None:
        line.withdraw(_("Den laget setningen brukes igjen."), session.info["now"])
        line.check(today)


def report_made(
    session: Session, period: str, formats: Iterable[str], *, by: Viewer, today: date,
    audience: Audience = Audience.MUNICIPALITY,
) -> int:  # fmt: skip
    """Write down that a draft of a report was written; how many times it was comes back.

    Args:
        period: the code of the period.
        formats: "pdf", "xlsx" or both.
        audience: for whom.
    """
    by.may(Right.EXPORT)
    last = session.scalar(select(func.max(ReportMade.edition)).where(ReportMade.period == period))
    made = ReportMade(
        period=period, audience=audience, edition=(last or 0) + 1, day=today, formats=tuple(formats)
    )
    made.check(today)
    session.add(made)
    session.flush()
    note = f"{period} {audience.code} {','.join(made.formats)}"
    note_access(session, Deed.EXPORTED, "report", note=note, by=by, today=today)
    return made.edition


def _line(session: Session, period: str, key: str, audience: Audience) -> ReportText | None:
    return session.scalar(select(ReportText).where(
        ReportText.period == period, ReportText.audience == audience, ReportText.key == key
    ))  # fmt: skip

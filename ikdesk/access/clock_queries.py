"""When something was last written in the log of who has seen what: the machine's clock is held against it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.access.model import Access, Deed
from ikdesk.kernel.viewer import Viewer


def newest_stamp(session: Session, *, viewer: Viewer, today: date) -> datetime | None:
    """The newest moment in the log before it was unlocked now, in UTC; everybody may ask, it tells of nobody.

    What was written before somebody last said that the clock is right, does not count.
    """
    unlocked = select(func.max(Access.seq)).where(Access.deed == Deed.UNLOCKED).scalar_subquery()
    settled = select(func.coalesce(func.max(Access.seq), 0)).where(Access.deed == Deed.CLOCK).scalar_subquery()
    question = select(func.max(Access.at)).where(Access.seq > settled, Access.seq < func.coalesce(unlocked, 0))
    found: datetime | None = session.scalar(question)
    return found

"""Which files have lain for a while where somebody put them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.exports.model import ExportFile, OldRow, first_kept
from ikdesk.kernel.viewer import Right, Viewer


def old_exports(session: Session, *, viewer: Viewer, today: date) -> list[OldRow]:
    """Files of the program's own that are older than thirty days, oldest first; ``looked_at`` tells which lie there."""
    viewer.may(Right.EXPORT)
    rows = session.scalars(
        select(ExportFile).where(ExportFile.gone_on.is_(None), ExportFile.day < first_kept(today))
        .order_by(ExportFile.day, ExportFile.id)
    )  # fmt: skip
    return [OldRow(row.id, row.day, Path(row.path), row.kind, row.digest) for row in rows]

"""Which files have lain for a while where somebody put them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.exports.model import ExportFile, OldExport, digest_of, first_kept
from ikdesk.kernel.viewer import Right, Viewer


def old_exports(session: Session, *, viewer: Viewer, today: date) -> list[OldExport]:
    """Files of the program's own that are older than thirty days and still lie where they were put, oldest first."""
    viewer.may(Right.EXPORT)
    rows = session.scalars(
        select(ExportFile).where(ExportFile.gone_on.is_(None), ExportFile.day < first_kept(today))
        .order_by(ExportFile.day, ExportFile.id)
    )  # fmt: skip
    found = []
    for row in rows:
        path = Path(row.path)
        now = digest_of(path)
        if now is not None:
            found.append(OldExport(row.id, row.day, path, row.kind, same=now == row.digest))
    return found

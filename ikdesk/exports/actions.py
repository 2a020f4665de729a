"""Knowing the files the program has written, and deleting those that nobody needs any more; never another file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ikdesk.exports.model import ExportFile, OldExport, digest_of, looked_at
from ikdesk.exports.queries import old_exports
from ikdesk.kernel.viewer import Right, Viewer


def know_files(session: Session, kind: str, paths: Sequence[Path], *, by: Viewer, today: date) -> None:
    """Write down which files were written; it takes no right: whoever may make a file has made it.

    Args:
        kind: what was written, for example "report".
        paths: where they lie.
    """
    for path in paths:
        where, digest = str(path.absolute()), digest_of(path)
        if digest is None:
            continue
        session.execute(
            update(ExportFile).where(ExportFile.path == where, ExportFile.gone_on.is_(None)).values(gone_on=today)
        )
        session.add(ExportFile(day=today, path=where, kind=kind[:60], digest=digest))
        session.flush()
        session.info["kinds"].add(ExportFile)


def delete_old_exports(
    session: Session, shown: Sequence[OldExport], *, by: Viewer, today: date
) -> tuple[list[Path], list[Path]]:
    """Delete files older than thirty days; one that was changed since it was written is kept.

    Args:
        shown: those somebody has looked at and said yes to.

    Returns:
        Those that were deleted, and those that were kept because they are changed or cannot be deleted.
    """
    by.may(Right.EXPORT)
    wanted = {one.id for one in shown}
    gone, kept = [], []
    for one in looked_at(row for row in old_exports(session, viewer=by, today=today) if row.id in wanted):
        if not one.same or not _deleted(one.path):
            kept.append(one.path)
            continue
        row = session.scalar(select(ExportFile).where(ExportFile.id == one.id))
        if row is not None:
            row.gone_on = today
            session.info["kinds"].add(ExportFile)
        gone.append(one.path)
    return gone, kept


def _deleted(path: Path) -> bool:
    """Whether it could be: a file that is open in another program stays."""
    try:
        path.unlink()
    except OSError:
        return False
    return True

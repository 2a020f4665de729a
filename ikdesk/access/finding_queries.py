"""Whether the logs of a file are what they were: at once, against an anchor, or walked from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from ikdesk.access import model as access
from ikdesk.access.finding_model import Finding, Wrong
from ikdesk.access.model import ARCHIVE, Access, Deed
from ikdesk.kernel import chain, history
from ikdesk.kernel.chain import Chain
from ikdesk.kernel.history import Change, RecordKey
from ikdesk.kernel.viewer import Right, Viewer

CHAINS: tuple[Chain, ...] = (history.CHAIN, access.CHAIN)
Ends = dict[str, tuple[int, str]]  # by chain: number and mark of the last row


def ends_of(session: Session, *, viewer: Viewer, today: date) -> tuple[str, Ends, bool]:
    """Which file this is, where its chains end, and whether an anchor has been laid out before."""
    viewer.may(Right.SEE_LOG)
    ends = {one.name: one.head(session) for one in CHAINS}
    anchored = chain.key_of(session).anchored
    return chain.name_of(session), {name: (head.seq, head.digest) for name, head in ends.items()}, anchored


def against(session: Session, ends: Ends, *, viewer: Viewer, today: date) -> list[Finding]:
    """What is wrong when the chains once ended like this; two questions by number when nothing is.

    Args:
        ends: from an anchor.
    """
    viewer.may(Right.SEE_LOG)
    return [found for one in CHAINS for found in _against(session, one, *ends[one.name])]


def walked(session: Session, *, viewer: Viewer, today: date) -> list[Finding]:
    """What is wrong with any row, and has not been accepted; reads all of both chains."""
    viewer.may(Right.SEE_LOG)
    accepted, salvaged = _noted(session, Deed.ACCEPTED), _noted(session, Deed.SALVAGED)
    found = [finding for one in CHAINS for finding in _walk(session, one)]
    old = chain.key_of(session).old_break
    if old is not None:
        found.append(Finding(Wrong.OLD_BREAK, history.CHAIN.name, old))
    found = [_lost(finding, salvaged) for finding in found]
    return [finding for finding in found if (finding.mark, finding.seq) not in accepted]


def _against(session: Session, one: Chain, seq: int, digest: str) -> Iterator[Finding]:
    if one.digest_at(session, seq) == (digest or one.start(session)):
        return
    if one.head(session).seq >= seq:
        # one row was altered, or all were marked anew; or an older file was put back and used since
        yield from list(_walk(session, one)) or [Finding(Wrong.REWRITTEN, one.name, seq)]
    elif one is history.CHAIN and not _unwritten(session):
        yield Finding(Wrong.ROLLED_BACK, one.name, seq)
    else:
        yield Finding(Wrong.SHORTENED, one.name, seq)


def _unwritten(session: Session) -> bool:
    """Whether there are records that history knows nothing of: it is history that was shortened, not the file."""
    written = exists().where(Change.key == RecordKey.key)
    return session.scalar(select(RecordKey.key).where(~written, RecordKey.secret.is_not(None)).limit(1)) is not None


def _walk(session: Session, one: Chain) -> Iterator[Finding]:
    for seq in one.breaks(session):
        gone = seq > 1 and session.scalar(select(one.table.seq).where(one.table.seq == seq - 1)) is None
        yield Finding(Wrong.REMOVED if gone else Wrong.EDITED, one.name, seq - gone)


def _lost(finding: Finding, salvaged: set[tuple[str, int]]) -> Finding:
    """The same, but of lines that went missing when the file was damaged: nobody took them away."""
    known = (finding.chain, finding.seq) in salvaged
    return Finding(Wrong.LOST, finding.chain, finding.seq) if known else finding


def _noted(session: Session, deed: Deed) -> set[tuple[str, int]]:
    """Which rows somebody has said this of; what was said of another file, before this one was made of it, is past."""
    made = select(func.max(Access.seq)).where(Access.deed == Deed.IMPORTED, Access.kind == ARCHIVE).scalar_subquery()
    said = Access.deed == deed, Access.seq > func.coalesce(made, 0)
    rows = session.execute(select(Access.kind, Access.count).where(*said))
    return {(kind, count) for kind, count in rows}

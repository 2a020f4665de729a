"""Writing down who saw what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ikdesk.access.model import CHAIN, Access, AccessRecord, Deed, parts_of
from ikdesk.kernel import chain
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import clean

LONGEST = 500  # characters in a note
HEAD = "access head"


def note_access(  # noqa: PLR0913 (who, what, which and why are what a log is)
    session: Session, deed: Deed, kind: str, keys: Sequence[Key] | int = (), *, note: str = "", by: Viewer, today: date
) -> None:
    """Write down that somebody did something with the records or the file; it takes no right: everybody is.

    Args:
        deed: what was done.
        kind: the table of the records, for example "incident"; or what was written, for example "report".
        keys: the records, or how many where they are not named.
        note: which period, which form; never anything about persons.
    """
    before: chain.Head = session.info.get(HEAD) or CHAIN.head(session)
    with_these = () if isinstance(keys, int) else tuple(dict.fromkeys(keys))
    row = {
        "seq": before.seq + 1, "at": session.info["now"], "by": by.person, "by_name": by.name, "deed": deed,
        "kind": kind, "count": keys if isinstance(keys, int) else len(with_these), "note": clean(note)[:LONGEST],
    }  # fmt: skip
    digest = chain.mark(chain.secret_of(session), CHAIN.name, before.digest, parts_of(row, with_these))
    session.execute(insert(Access), [{**row, "digest": digest}])
    if with_these:
        session.execute(insert(AccessRecord), [{"seq": row["seq"], "key": key} for key in with_these])
    session.info[HEAD] = chain.Head(before.seq + 1, digest)
    session.info["kinds"].add(Access)

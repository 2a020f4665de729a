"""Everything in the file, table by table, a page at a time: for the archive that outlives the program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, func, select, true, union_all
from sqlalchemy.orm import Session

from ikdesk.access.model import Access, AccessRecord
from ikdesk.archive.format_model import HISTORY, LEFT_OUT, RUNNING, SEALED, SEALED_COLUMNS, SealedFile
from ikdesk.incidents.visible_queries import unseen
from ikdesk.kernel.base import Base
from ikdesk.kernel.content import SealedContent, unlocked
from ikdesk.kernel.history import Change, readable
from ikdesk.kernel.viewer import Key, Right, Viewer

PAGE = 1000
LOG_PAGE = 5000  # a log is counted through anew for each page
PICTURES = 4  # in a page: each may be some megabytes
_OWNERS = ("site_plan", "attachment", "report_file")  # what says which sort of file something is


def table_names(session: Session, *, viewer: Viewer, today: date) -> list[str]:
    """The tables there are, parents before children."""
    viewer.may(Right.EXPORT)
    return [table.name for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def columns_of(session: Session, name: str, *, viewer: Viewer, today: date) -> list[str]:
    """The columns of a table."""
    viewer.may(Right.EXPORT)
    return list(SEALED_COLUMNS) if name == SEALED else [column.name for column in _columns(name)]


def rows_of(
    session: Session, name: str, after: Any, last: int | None = None, *, viewer: Viewer, today: date
) -> list[Sequence[Any]]:
    """A page of a table's rows as plain values, by key; what is about something the viewer may not see is left out.

    Args:
        name: the table.
        after: the key of the last row of the page before; None for the first.
        last: of a log, the number of the last row that is asked for, as it is numbered here; None for all.
    """
    viewer.may(Right.EXPORT)
    if name == SEALED:
        return [one.row() for one in sealed_page(session, after, viewer=viewer, today=today)]
    columns = _columns(name)
    key = columns[0]
    question = select(*columns).where(_seen(name, viewer)).order_by(key)
    if name in RUNNING:
        done = after or 0
        size = LOG_PAGE if last is None else max(0, min(LOG_PAGE, last - done))
        return _numbered(session, name, question.offset(done).limit(size), done, viewer)
    question = question.limit(PAGE)
    if after is not None:
        question = question.where(key > after)
    return [tuple(row) for row in session.execute(question)]


def log_lengths(session: Session, *, viewer: Viewer, today: date) -> dict[str, int]:
    """How many rows of each log the viewer may see; what they may not see does not change it."""
    viewer.may(Right.EXPORT)
    counted = {name: select(func.count()).select_from(Base.metadata.tables[name]) for name in sorted(RUNNING)}
    return {name: int(session.scalar(one.where(_seen(name, viewer))) or 0) for name, one in counted.items()}


def sealed_page(session: Session, after: Key | None, *, viewer: Viewer, today: date) -> list[SealedFile]:
    """Some of the pictures and files that are kept locked, by key; those of what the viewer may not see are left out.

    Args:
        after: the key of the last one of the page before; None for the first.
    """
    viewer.may(Right.EXPORT)
    question = select(SealedContent.id, SealedContent.secret, SealedContent.box).where(_seen(SEALED, viewer))
    if after is not None:
        question = question.where(SealedContent.id > after)
    rows = session.execute(question.order_by(SealedContent.id).limit(PICTURES)).all()
    kinds = _formats(session, [row.id for row in rows])
    return [SealedFile.of(key, kinds.get(key, ""), unlocked(secret, box)) for key, secret, box in rows]


def _formats(session: Session, keys: Sequence[Key]) -> dict[Key, str]:
    """Which sort of file each is, as what it belongs to says."""
    found: dict[Key, str] = {}
    for name in _OWNERS:
        owner = Base.metadata.tables[name]
        rows = session.execute(select(owner.c.content_id, owner.c.format).where(owner.c.content_id.in_(keys)))
        found.update((key, str(said)) for key, said in rows)
    return found


def _numbered(session: Session, name: str, question: Select[Any], after: int, viewer: Viewer) -> list[Sequence[Any]]:
    """The rows of a log with numbers that run from 1 through those the viewer may see."""
    names = [column.name for column in _columns(name)]
    rows = _history(session, question, names) if name == HISTORY else [tuple(row) for row in session.execute(question)]
    if name == AccessRecord.__tablename__:
        at = names.index("seq")
        lines = _lines(session, {row[at] for row in rows}, viewer)
        rows = [(*row[:at], lines[row[at]], *row[at + 1 :]) for row in rows]
    return [(number, *row[1:]) for number, row in enumerate(rows, after + 1)]


def _lines(session: Session, seqs: set[int], viewer: Viewer) -> dict[int, int]:
    """The number each deed has among those the viewer may see."""
    running = select(Access.seq, func.row_number().over(order_by=Access.seq).label("line")).where(
        _seen(Access.__tablename__, viewer)
    ).subquery()  # fmt: skip
    found = session.execute(select(running.c.seq, running.c.line).where(running.c.seq.in_(seqs)))
    return dict(found.all())


def _history(session: Session, question: Select[Any], names: list[str]) -> list[Sequence[Any]]:
    """Changes with their values unlocked; those of what was disposed of, nobody can read."""
    changes = session.scalars(question.with_only_columns(Change)).all()
    said = {row.seq: row.what for row in readable(session, changes)}

    def value(change: Change, name: str) -> Any:
        unlocked = said[change.seq]
        if name != "what":
            return getattr(change, name)
        return None if unlocked is None else json.dumps(unlocked, ensure_ascii=False, sort_keys=True)

    return [tuple(value(change, name) for name in names) for change in changes]


def _seen(name: str, viewer: Viewer) -> ColumnElement[bool]:
    """The rows of a table that are not about an incident the viewer may not see."""
    table, hidden = Base.metadata.tables[name], unseen(viewer)
    conditions: list[ColumnElement[bool]] = [true()]
    if name == "incident":
        conditions.append(table.c.id.not_in(hidden))
    if "incident_id" in table.c:
        conditions.append(table.c.incident_id.is_(None) | table.c.incident_id.not_in(hidden))
    if name == SEALED:
        kept = Base.metadata.tables["attachment"]
        with_these = select(kept.c.content_id).where(kept.c.incident_id.in_(hidden), kept.c.content_id.is_not(None))
        # what was destroyed is nobody's, unless something points to it: after a rescue from a damaged file
        owners = (Base.metadata.tables[owner].c.content_id for owner in _OWNERS)
        named = union_all(*(select(column).where(column.is_not(None)) for column in owners))
        conditions += [table.c.id.not_in(with_these), table.c.box.is_not(None) | table.c.id.in_(named)]
    pointing = [one for one in Base.metadata.tables.values() if "incident_id" in one.c]
    about = union_all(hidden, *(select(one.c.id).where(one.c.incident_id.in_(hidden)) for one in pointing))
    if name in {HISTORY, "access_record", "disposal"}:
        conditions.append(table.c.key.not_in(about))
    if name in {"access", "access_record"}:
        conditions.append(table.c.seq.not_in(select(AccessRecord.seq).where(AccessRecord.key.in_(about))))
    return and_(*conditions)


def _columns(name: str) -> list[Column[Any]]:
    """The columns of a table, its key first."""
    return sorted(Base.metadata.tables[name].columns, key=lambda column: not column.primary_key)
